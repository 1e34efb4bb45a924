/**
 * Claims of a theorem, decided and compared with what is expected of them.
 *
 * Claims that speak of the same system in the same configuration share one exploration.
 */

import { keyOf } from '../language/plain-data.ts';
import type { Property, PropertyKind } from '../language/property.ts';
import { randomRuns } from '../language/sampling.ts';
import { type Configuration, configure, type Setting } from '../language/system.ts';
import { type AnyClaim, type AnyTheorem, type Expectation, instanceOf, type Reading } from '../language/theorem.ts';
import { type DecideOptions, type Decision, decide, type Verdict } from './decide.ts';
import type { IdlePart } from './idle-parts.ts';
import { type Missing, missingOf } from './missing.ts';
import { repriced } from './price.ts';
import { usualSeed } from './seed.ts';

/** An idle part with the reason that the claim gives; null where it gives none. */
interface ExplainedPart extends IdlePart {
  readonly because: string | null;
}

export interface ClaimResult extends Decision {
  readonly id: string;
  readonly item: string;
  readonly reading: Reading | 'frontier';
  readonly kind: PropertyKind;
  readonly says: string;
  readonly property: string;
  readonly system: string;
  readonly instance: string;
  readonly configuration: Configuration;
  readonly expected: Verdict;
  readonly met: boolean;
  /** Why the claim is not met, in words; empty when it is. */
  readonly misses: readonly string[];
  /**
   * Event types that never fired although nothing excuses it, the part that no reachable state satisfies, and idle parts without a
   * reason where the theorem gives reasons: the claim would hold for want of behaviour.
   */
  readonly vacuous: readonly string[];
  /** What the property asks and never sees otherwise, with the reason that the claim gives. */
  readonly idle: readonly ExplainedPart[];
  /** Of a violated claim: the hypotheses that it lacks, where a lattice of the theorem says so. */
  readonly missing: Missing | null;
}

export interface Overrides {
  readonly instance?: string;
  readonly setting?: Setting;
  /** Prices in place of those of the cheapest claims, item by item. */
  readonly prices?: Readonly<Record<string, number>>;
  /** Random runs in place of an exhaustive search of invariants, or in place of as many as were written of what is sampled. */
  readonly sampling?: { readonly runs?: number; readonly steps?: number };
}

interface Task {
  readonly claim: AnyClaim;
  readonly configuration: Configuration;
  readonly instance: string;
  /** Whether the claim runs as written, so that its counts are comparable. */
  readonly asWritten: boolean;
}

function taskOf(theorem: AnyTheorem, claim: AnyClaim, overrides: Overrides): Task {
  const instance = overrides.instance ?? claim.instance;
  const parameters = instanceOf(theorem, instance, claim.system);
  const setting = overrides.setting ?? {};
  const written = configure(
    claim.system,
    { parameters: instanceOf(theorem, claim.instance, claim.system) },
    claim.setting ?? {},
  );
  const configuration = configure(claim.system, { parameters }, claim.setting ?? {}, setting);
  const asWritten = keyOf(written) === keyOf(configuration);
  const property = overriddenBy(claim.property, overrides);
  if (property === claim.property) return { claim, configuration, instance, asWritten };
  return { claim: { ...claim, property }, configuration, instance, asWritten: false };
}

function overriddenBy(property: AnyClaim['property'], { prices, sampling }: Overrides): AnyClaim['property'] {
  const { kind } = property;
  if (prices !== undefined && kind === 'cheapest')
    return { ...property, prices: repriced(property.prices ?? {}, prices) };
  if (sampling === undefined || (kind !== 'always' && kind !== 'sampled')) return property;
  const known = property.sampling ?? randomRuns(property.name, {});
  return { ...property, kind: 'sampled', sampling: { ...known, ...sampling } };
}

const counted = ['states', 'transitions', 'depth'] as const;

function priceWords(price: number | null | undefined): string {
  return price === null || price === undefined ? 'no attack at any price' : `a price of ${price}`;
}

function coverWords(covered: Expectation['covered']): string {
  return covered === undefined ? 'nothing replayed' : `${covered[0]} transitions and ${covered[1]} refusals replayed`;
}

function missesOf(decision: Decision, expect: Expectation, asWritten: boolean, unfired: readonly string[]): string[] {
  const misses: string[] = [];
  if (decision.verdict !== expect.verdict) misses.push(`expected ${expect.verdict}, got ${decision.verdict}`);
  else if (asWritten) {
    for (const name of counted) {
      if (decision.counts[name] !== expect[name])
        misses.push(`expected ${name} ${expect[name]}, got ${decision.counts[name]}`);
    }
    const steps = decision.trace?.steps.length;
    if (steps !== expect.steps)
      misses.push(`expected a trace of ${expect.steps ?? 'no'} steps, got ${steps ?? 'none'}`);
    const { transitions, refusals } = decision.cover ?? {};
    if (transitions !== expect.covered?.[0] || refusals !== expect.covered?.[1])
      misses.push(`expected ${coverWords(expect.covered)}, got ${coverWords([transitions ?? 0, refusals ?? 0])}`);
    const successes = decision.sample?.form === 'rate' ? decision.sample.successes : undefined;
    if (successes !== expect.successes)
      misses.push(`expected ${expect.successes ?? 'no'} successes, got ${successes ?? 'none'}`);
    if ((decision.price ?? undefined) !== expect.price)
      misses.push(`expected ${priceWords(expect.price)}, got ${priceWords(decision.price)}`);
  }
  if (decision.empty !== null) misses.push(`no reachable state satisfies \`${decision.empty}\``);
  if (unfired.length > 0) misses.push(`never fired: ${unfired.join(', ')}`);
  return misses;
}

/** What would have to happen. */
function behaviourOf({ what, always }: IdlePart): string {
  return always === null ? what : `${what} other than ${always}`;
}

function missOf(part: IdlePart): string {
  const { what } = part;
  return `part ${part.part} asks in vain: ${behaviourOf(part)} never happens (give the reason, as \`idle: { ${JSON.stringify(what)}: 'why' }\`, or ask it where it does)`;
}

function resultOf(theorem: AnyTheorem, task: Task, decision: Decision): ClaimResult {
  const { claim, configuration, instance } = task;
  // What was drawn from another seed has other numbers, and so has a search that leaves states out.
  const { sample, omission, reduction } = decision;
  const asWritten =
    task.asWritten && (sample === null || sample.seed === usualSeed) && omission === null && reduction === null;
  const excused = claim.unfired ?? {};
  // What never fired in random runs was not tried either; random trials fire nothing.
  const whole = decision.verdict === 'exhausted' || decision.verdict === 'sampled';
  const unfired = whole ? decision.coverage.neverFired.filter((type) => !Object.hasOwn(excused, type)) : [];
  const reasons = claim.idle ?? {};
  const idle = decision.idle.map((one): ExplainedPart => ({ ...one, because: reasons[one.what] ?? null }));
  // What varies at another size or setting is another question.
  const isHeld = asWritten && theorem.explainsIdle === true && decision.verdict === 'exhausted';
  const unexplained = isHeld ? idle.filter(({ because }) => because === null) : [];
  const awake = Object.keys(reasons).filter((what) => !idle.some((one) => one.what === what));
  const empty = decision.empty === null ? [] : [decision.empty];
  const vacuous = [...unfired, ...empty, ...new Set(unexplained.map(behaviourOf))];
  const misses = [
    ...missesOf(decision, claim.expect, asWritten, unfired),
    ...unexplained.map(missOf),
    ...(isHeld && awake.length > 0 ? [`idles no longer: ${awake.join(', ')}`] : []),
  ];
  return {
    ...decision,
    id: `${theorem.item}/${claim.id}`,
    item: theorem.item,
    reading: claim.reading,
    kind: claim.property.kind,
    says: claim.says,
    property: claim.property.name,
    system: claim.system.name,
    instance,
    configuration,
    expected: claim.expect.verdict,
    met: misses.length === 0,
    misses,
    vacuous,
    idle,
    missing: decision.verdict === 'violated' ? missingOf(theorem, claim, instance, configuration) : null,
  };
}

/** Decides the claims in groups of equal system and configuration; results come in the order of the claims. */
export async function decideClaims(
  theorem: AnyTheorem,
  claims: readonly AnyClaim[],
  overrides: Overrides,
  options: DecideOptions,
  onStart: (claims: readonly AnyClaim[]) => void = () => {},
): Promise<readonly ClaimResult[]> {
  const tasks = claims.map((claim) => taskOf(theorem, claim, overrides));
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const key = `${task.claim.system.name} ${keyOf(task.configuration)}`;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  const results = new Map<Task, ClaimResult>();
  for (const group of groups.values()) {
    if (options.signal?.aborted === true) break;
    const [{ claim, configuration }] = group as [Task, ...Task[]];
    onStart(group.map((task) => task.claim));
    const properties = group.map((task) => task.claim.property as Property<never>);
    const decisions = await decide(claim.system, configuration, properties, { ...options, idle: true });
    group.forEach((task, i) => {
      results.set(task, resultOf(theorem, task, decisions[i] as Decision));
    });
  }
  return tasks.flatMap((task) => results.get(task) ?? []);
}
