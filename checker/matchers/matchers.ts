/**
 * Matchers over systems and theorems: what a test asserts of a protocol. They know no test runner; `vitest.ts` hands them to one.
 *
 * Each decides exhaustively, throws where nothing could be decided, and tells a failure by the trace that shows it.
 */

import { Problem } from '../language/problem.ts';
import { reachable } from '../language/property.ts';
import { type AnySystem, configure } from '../language/system.ts';
import type { AnyClaim, AnyTheorem } from '../language/theorem.ts';
import { eventWords, plural } from '../report/words.ts';
import type { Limits } from '../search/explore.ts';
import { type HeldLog, holdLog, type LoggedEvent } from '../trace/event-log.ts';
import type { Trace } from '../trace/trace.ts';
import { type ClaimResult, decideClaims } from '../verdict/claims.ts';
import type { Decision } from '../verdict/decide.ts';
import {
  type Answer,
  type AnyProperty,
  decided,
  inSetting,
  isSystem,
  isTheorem,
  type Predicate,
  type Question,
  systemIn,
  told,
} from './answer.ts';

export interface SatisfyQuestion extends Question {
  /** Event types that may stay unfired without making what holds vacuous. */
  readonly unfired?: readonly string[];
}

export interface ViolateQuestion extends Question {
  /** Length of a shortest counterexample, in events. */
  readonly steps?: number;
  /** A part of the property that fails at its end. */
  readonly part?: string;
}

export interface ReachQuestion extends Question {
  /** Length of a shortest way there, in events. */
  readonly steps?: number;
}

export interface RefuseQuestion extends Question {
  /** The place of the first event that is refused, from 1. */
  readonly step?: number;
  /** A component that refuses it. */
  readonly by?: string;
}

/** Events in the machines' own form, `{ type: 'POST', parent: 'genesis' }`, or a trace. */
export type Events = Pick<Trace, 'steps'> | readonly { readonly type: string; readonly [field: string]: unknown }[];

function vacuous({ coverage, empty }: Decision, unfired: readonly string[]): readonly string[] {
  const silent = coverage.neverFired.filter((type) => !unfired.includes(type));
  return [
    ...(empty === null ? [] : [`no state satisfies \`${empty}\``]),
    ...silent.map((type) => `${type} never fires`),
  ];
}

function foundWords({ verdict, trace, counts }: Decision): string {
  return verdict === 'violated'
    ? `violated in ${plural(trace?.steps.length ?? 0, 'step')}`
    : `holds in every one of ${plural(counts.states, 'state')}`;
}

/** The property holds in every reachable state, and something happened that could have broken it. */
async function satisfies(system: AnySystem, property: AnyProperty, question: SatisfyQuestion = {}): Promise<Answer> {
  const { unfired = [], ...asked } = question;
  const decision = await decided(system, property, asked);
  const empty = decision.verdict === 'exhausted' ? vacuous(decision, unfired) : [];
  const name = `${inSetting(system, asked)} to satisfy ${property.name}`;
  return {
    pass: decision.verdict === 'exhausted' && empty.length === 0,
    message: () =>
      empty.length > 0
        ? `expected ${name}; it holds for want of behaviour: ${empty.join(', ')}`
        : `expected ${name}; ${foundWords(decision)}${told(decision.trace, decision, property)}`,
  };
}

function claimsOf(theorem: AnyTheorem, claim: string | undefined): readonly AnyClaim[] {
  if (claim === undefined) return theorem.claims;
  const id = claim.startsWith(`${theorem.item}/`) ? claim.slice(theorem.item.length + 1) : claim;
  const found = theorem.claims.filter((one) => one.id === id || one.reading === id);
  if (found.length > 0) return found;
  throw new Problem('PL-201', { place: claim, expected: `a claim of ${theorem.item}` });
}

function missed({ id, misses, trace, parts, kind }: ClaimResult): string {
  const failing = parts.filter(({ holds }) => !holds).map(({ part }) => part);
  const why = kind === 'always' && failing.length > 0 ? `\n  ⇒ fails: ${failing.join(', ')}` : '';
  return `${id}: ${misses.join('; ')}${told(trace)}${why}`;
}

/** Every claim of the theorem, or those that are named, is as its file expects. */
async function meets(
  theorem: AnyTheorem,
  claim: string | undefined,
  { limits }: { readonly limits?: Limits } = {},
): Promise<Answer> {
  const results = await decideClaims(theorem, claimsOf(theorem, claim), {}, limits === undefined ? {} : { limits });
  const open = results.find(({ verdict }) => verdict === 'bounded');
  if (open !== undefined) throw new Error(`${open.id} is not established, the ${open.limit} limit cut the search`);
  const broken = results.find(({ problem }) => problem !== null);
  if (broken?.problem) throw broken.problem;
  const unmet = results.filter(({ met }) => !met);
  const name = `${theorem.item}${claim === undefined ? '' : `, ${claim},`}`;
  return {
    pass: unmet.length === 0,
    message: () =>
      unmet.length === 0
        ? `expected ${name} not to be as its file expects; all of ${plural(results.length, 'claim')} are`
        : `expected ${name} to be as its file expects\n\n${unmet.map(missed).join('\n\n')}`,
  };
}

/** The property fails; where told, in so many steps, and in this part. */
export async function violates(
  received: unknown,
  property: AnyProperty,
  question: ViolateQuestion = {},
): Promise<Answer> {
  const system = systemIn(received, 'toViolate');
  const { steps, part, ...asked } = question;
  const decision = await decided(system, property, asked);
  const failing = decision.parts.filter(({ holds }) => !holds).map((one) => one.part);
  const length = decision.trace?.steps.length ?? null;
  const isViolated = decision.verdict === 'violated';
  const wanted = [
    ...(steps === undefined ? [] : [`in ${plural(steps, 'step')}`]),
    ...(part === undefined ? [] : [`in part ${part}`]),
  ].join(', ');
  const found = !isViolated
    ? foundWords(decision)
    : `${foundWords(decision)}${failing.length === 0 ? '' : `, in part ${failing.join(', ')}`}`;
  return {
    pass: isViolated && (steps === undefined || steps === length) && (part === undefined || failing.includes(part)),
    message: () =>
      `expected ${inSetting(system, asked)} to violate ${property.name}${wanted === '' ? '' : ` ${wanted}`}; ${found}${told(decision.trace, decision, property)}`,
  };
}

/** Some reachable state is such; where told, so many steps away. */
export async function reaches(
  received: unknown,
  goal: Predicate | AnyProperty,
  question: ReachQuestion = {},
): Promise<Answer> {
  const system = systemIn(received, 'toReach');
  const { steps, ...asked } = question;
  const property = typeof goal === 'function' ? reachable<never>('the state', 'What is to be reached.', goal) : goal;
  const decision = await decided(system, property as AnyProperty, asked);
  const isFound = decision.verdict === 'exhausted' && decision.trace !== null;
  const length = decision.trace?.steps.length ?? null;
  const found = isFound
    ? `it is ${plural(length ?? 0, 'step')} away`
    : `no one of ${plural(decision.counts.states, 'state')} is it`;
  return {
    pass: isFound && (steps === undefined || steps === length),
    message: () =>
      `expected ${inSetting(system, asked)} to reach ${property.name}${steps === undefined ? '' : ` in ${plural(steps, 'step')}`}; ${found}${told(decision.trace)}`,
  };
}

function logged(events: Events): readonly LoggedEvent[] {
  if ('steps' in events) return events.steps.map(({ type, payload }) => ({ type, payload }));
  return events.map(({ type, ...payload }) => ({ type, payload: payload as LoggedEvent['payload'] }));
}

function held(system: AnySystem, events: Events, { limits: _, ...setting }: Question): HeldLog {
  return holdLog(system, configure(system, setting), logged(events));
}

function refusalWords({ disallowed, trace }: HeldLog): string {
  if (disallowed === null) return `all of ${plural(trace.steps.length, 'event')} are taken`;
  const { place, event, refusedBy } = disallowed;
  const who = refusedBy.length === 0 ? 'on no menu' : `refused by ${refusedBy.join(' and ')}`;
  return `event ${place}, ${eventWords(event, false)}, is ${who}`;
}

/** The machines refuse an event of the sequence; where told, the one at this place, and this component does. */
export function refuses(received: unknown, events: Events, question: RefuseQuestion = {}): Answer {
  const system = systemIn(received, 'toRefuse');
  const { step, by, ...asked } = question;
  const found = held(system, events, asked);
  const { disallowed } = found;
  const wanted = [...(step === undefined ? [] : [`at event ${step}`]), ...(by === undefined ? [] : [`by ${by}`])].join(
    ' ',
  );
  return {
    pass:
      disallowed !== null &&
      (step === undefined || disallowed.place === step) &&
      (by === undefined || disallowed.refusedBy.includes(by)),
    message: () =>
      `expected ${inSetting(system, asked)} to refuse the events${wanted === '' ? '' : ` ${wanted}`}; ${refusalWords(found)}${told(found.trace)}`,
  };
}

/** The machines take every event of the sequence. */
export function allows(received: unknown, events: Events, question: Question = {}): Answer {
  const system = systemIn(received, 'toAllow');
  const found = held(system, events, question);
  return {
    pass: found.disallowed === null,
    message: () =>
      `expected ${inSetting(system, question)} to take the events; ${refusalWords(found)}${told(found.trace)}`,
  };
}

/**
 * `toSatisfy` of a system with a property, of a theorem with or without the id of a claim; undefined for anything else, which is a
 * matter for the test runner's own matcher of that name.
 */
export function satisfaction(received: unknown, asked: unknown, question: unknown): Promise<Answer> | undefined {
  if (isTheorem(received))
    return meets(received, asked as string | undefined, question as { limits?: Limits } | undefined);
  if (!isSystem(received)) return undefined;
  if (isTheorem(asked)) {
    const about = asked.claims.filter(({ system }) => system === received);
    return meets({ ...asked, claims: about }, undefined, question as { limits?: Limits } | undefined);
  }
  return satisfies(received, asked as AnyProperty, question as SatisfyQuestion | undefined);
}
