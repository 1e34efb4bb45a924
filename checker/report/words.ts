/** Numbers, events, settings and verdicts in words. */

import { show } from '../language/plain-data.ts';
import type { Setting } from '../language/system.ts';
import type { Change } from '../trace/difference.ts';
import type { Step, Trace } from '../trace/trace.ts';
import type { ClaimDocument } from './document/claim.ts';
import type { Sheet } from './sheet.ts';
import { placeOf } from './trace-view.ts';

/** `296,448`. Whole numbers by hand: the first question to the locale took 12 ms of a run. */
export function number(value: number): string {
  return Number.isSafeInteger(value) ? `${value}`.replace(/\B(?=(\d{3})+$)/g, ',') : value.toLocaleString('en');
}

/** A probability with three significant digits: `0.0299 %`. */
export function percent(share: number): string {
  return `${(100 * share).toLocaleString('en', { maximumSignificantDigits: 3 })} %`;
}

/** A chance in a few digits: `at most 0.12 %`, `at most 3.1e-9`. */
export function chanceWords(chance: number): string {
  if (chance >= 1) return 'not bounded: the store is too small';
  return `at most ${chance >= 1e-4 ? percent(chance) : chance.toPrecision(2)}`;
}

export function plural(count: number, word: string): string {
  return `${number(count)} ${word}${count === 1 ? '' : 's'}`;
}

export function duration(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** What a short form leaves unsaid: a flag that is not set, a field without a value. */
function goesUnsaid(value: unknown): boolean {
  return value === false || value === null || value === undefined;
}

/** An event with its payload: `BLOCK proofs=[] censors=true`; flags that are not set only when `whole`. */
export function eventWords({ type, payload }: Pick<Step, 'type' | 'payload'>, whole: boolean): string {
  const fields = Object.entries(payload).filter(([, value]) => whole || !goesUnsaid(value));
  return [type, ...fields.map(([name, value]) => `${name}=${show(value)}`)].join(' ');
}

function folded(types: readonly string[]): string {
  const runs: { type: string; times: number }[] = [];
  for (const type of types) {
    const last = runs.at(-1);
    if (last?.type === type) last.times++;
    else runs.push({ type, times: 1 });
  }
  return runs.map(({ type, times }) => (times === 1 ? type : `${type} ×${times}`)).join(' → ');
}

/** The event types of a trace with repetitions folded: `POST → FRAUD → BLOCK ×3`, `SUBMIT → (BLOCK) for ever`. */
export function compact({ steps, loop }: Pick<Trace, 'steps' | 'loop'>): string {
  const types = steps.map(({ type }) => type);
  if (loop === null) return folded(types);
  const repeated = loop === types.length ? 'nothing more' : `(${folded(types.slice(loop))})`;
  return [...(loop === 0 ? [] : [folded(types.slice(0, loop))]), `${repeated} for ever`].join(' → ');
}

/** The end of an infinite run whose steps past `loop` come again: `steps 2 to 5 repeat for ever`. */
export function repetitionWords(loop: number, steps: number): string {
  return loop + 1 === steps ? `step ${steps} repeats for ever` : `steps ${loop + 1} to ${steps} repeat for ever`;
}

/** Where a change took place, and what it was, as two words: `rollup.batches[0].status`, `none → pending`. */
function changeParts(change: Change): readonly [place: string, what: string] {
  const { before, after } = change;
  const place = placeOf(change);
  if (!Object.hasOwn(change, 'before')) return [place, `new, ${show(after)}`];
  if (!Object.hasOwn(change, 'after')) return [place, `gone, was ${show(before)}`];
  return [place, `${show(before)} → ${show(after)}`];
}

/** A change: `rollup.batches[0].status: none → pending`. */
export function changeWords(page: Sheet, change: Change): string {
  const [place, what] = changeParts(change);
  return `${page.paint.dim(`${place}:`)} ${what}`;
}

/** Of two values of parallel regions only the regions that differ: `deposit.free → deposit.locked`. */
function regionsThatDiffer(before: unknown, after: unknown): string | undefined {
  if (typeof before !== 'string' || typeof after !== 'string') return undefined;
  const [from, to] = [before.split(' & '), after.split(' & ')];
  if (from.length !== to.length || from.length < 2) return undefined;
  const differing = from.flatMap((region, i) => (region === to[i] ? [] : [`${region} → ${to[i]}`]));
  return differing.join(', ');
}

/** A change without its component, which a drawing shows by its place: `batches[0].status: none → pending`. */
export function changeText(change: Change): string {
  const [, what] = changeParts(change);
  if (change.path === '') return regionsThatDiffer(change.before, change.after) ?? what;
  return `${change.path}: ${what}`;
}

/** What a setting changes: `censor=2, withhold, without cascade`. */
export function settingWords({ parameters = {}, powers = {}, without = [] }: Setting): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const on = Object.entries(powers).flatMap(([name, value]) =>
    value === false || value === 0 ? [] : [value === true ? name : `${name}=${value}`],
  );
  return [...values, ...on, ...without.map((rule) => `without ${rule}`)].join(', ');
}

/** What a claim switches: `with cheat, censor=2; without cascade`. */
export function switchesOf({ powers, without }: Pick<ClaimDocument, 'powers' | 'without'>): string {
  const on = settingWords({ powers });
  return [
    ...(on === '' ? [] : [`with ${on}`]),
    ...(without.length === 0 ? [] : [`without ${without.join(', ')}`]),
  ].join('; ');
}

/** What was paid for what: `CENSOR 1, SILENCE 1`. */
export function mixWords(mix: Readonly<Record<string, number>>): string {
  return Object.entries(mix)
    .map(([type, price]) => `${type} ${number(price)}`)
    .join(', ');
}

/** What it means, kind by kind, that a claim holds. */
function holdsWords({ kind, reading, game, cover }: ClaimDocument): string {
  switch (kind) {
    case 'enforceable':
      return `can be forced, in ${plural(game?.most ?? 0, 'step')} at most`;
    case 'refines':
      if (cover !== null) return 'does what the machines do';
      return reading === 'conformance' ? 'the same reachable graph' : 'every step can be followed';
    case 'determines':
      return 'determined by what is observed';
    case 'conceals':
      return 'never given away';
    case 'leadsTo':
    case 'eventually':
      return 'holds on every fair run';
    default:
      return 'holds in every state';
  }
}

/** What was looked for by chance and not found, or what was estimated. */
function sampledWords({ sample }: ClaimDocument): string {
  if (sample === null) return 'sampled';
  const { form, runs, successes, settings } = sample;
  const nothing = (settings?.unsafe ?? 0) === 0 ? 'no violation' : 'none but foretold violations';
  if (form === 'runs') return `${nothing} in ${plural(runs, 'random run')}`;
  return `${percent((successes ?? 0) / runs)} of ${plural(runs, 'random trial')}`;
}

/** The verdict of a claim in words that say at once whether it is the expected one. */
export function verdictWords(claim: ClaimDocument): string {
  const { verdict, expected, trace, vacuous, met } = claim;
  // A region is not found or missed, whatever its points are asked.
  const kind = claim.reading === 'frontier' ? 'always' : claim.kind;
  const asExpected = verdict === expected;
  const numbers = met || vacuous.length > 0 ? '' : ', but other numbers';
  switch (verdict) {
    case 'violated':
      if (kind === 'reachable')
        return asExpected
          ? `unreachable, ${numbers === '' ? 'as expected' : numbers.slice(2)}`
          : 'NOT FOUND in any state';
      return asExpected ? `violated, ${numbers === '' ? 'as expected' : numbers.slice(2)}` : 'VIOLATED, should hold';
    case 'exhausted':
      if (vacuous.length > 0) return 'holds for want of behaviour';
      if (!asExpected) return kind === 'reachable' ? 'FOUND, should be unreachable' : 'HOLDS, should be violated';
      if (kind === 'cheapest') {
        return claim.price === null
          ? `no attack at any price${numbers}`
          : `the cheapest attack costs ${number(claim.price)}${numbers}`;
      }
      if (kind === 'reachable') return `found in ${plural(trace?.steps ?? 0, 'step')}${numbers}`;
      return `${holdsWords(claim)}${numbers}`;
    case 'bounded':
      if (claim.limit === 'store')
        return `not established: ${trace === null ? 'nothing found' : `found in ${plural(trace.steps, 'step')}`} by a lossy store`;
      return claim.limit === 'interrupt'
        ? 'not established: interrupted'
        : `not established: ${claim.limit === null ? 'points left open' : `${claim.limit} limit`}`;
    case 'inductive':
      return 'proved for every parameter';
    case 'sampled':
      return asExpected ? `${sampledWords(claim)}${numbers}` : `not established: ${sampledWords(claim)}`;
    case 'failed':
      return `failed: ${claim.problem?.code ?? 'the model is wrong'}`;
    default:
      return verdict satisfies never;
  }
}
