/** One mutant decided: claims in groups, small ones first, until one of them sees it; if none does, the graphs are compared. */

import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { configure } from '../language/system.ts';
import { type AnyClaim, type AnyTheorem, instanceOf } from '../language/theorem.ts';
import { compareBehaviours } from '../verdict/behaviours.ts';
import { type ClaimResult, decideClaims } from '../verdict/claims.ts';
import { firstLine } from './words.ts';

/**
 * `killed`: a verdict or a price is another one, or the model is wrong. `noticed`: every verdict stays, and a number that is written
 * down does not. `equivalent`: the same behaviours and states in every configuration that was asked. `survived`: none of these.
 * `unfinished`: a time limit cut it.
 */
type Fate = 'killed' | 'noticed' | 'equivalent' | 'survived' | 'unfinished';

export interface Outcome {
  readonly fate: Fate;
  /** The claim that saw it, and how. */
  readonly claim: string | null;
  readonly how: string;
}

export interface MutantTask {
  /** URLs of the theorem's module as it is and with the mutant. */
  readonly base: string;
  readonly mutant: string;
  /** Claims that are expected to have more states are not asked. */
  readonly mostStates: number;
  readonly seconds: number;
}

async function theoremAt(url: string): Promise<AnyTheorem> {
  const { theorem } = (await import(url)) as { readonly theorem: AnyTheorem };
  return theorem;
}

function configurationOf(
  theorem: AnyTheorem,
  { system, instance, setting = {} }: AnyClaim,
): ReturnType<typeof configure> {
  return configure(system, { parameters: instanceOf(theorem, instance, system) }, setting);
}

/** Claims that share a system and configuration, the small ones first. */
function groupsOf(theorem: AnyTheorem, mostStates: number): readonly (readonly AnyClaim[])[] {
  const groups = new Map<string, AnyClaim[]>();
  for (const claim of theorem.claims) {
    if (claim.property.kind === 'sampled' || claim.expect.states > mostStates) continue;
    const key = `${claim.system.name} ${keyOf(configurationOf(theorem, claim))}`;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  const size = (group: readonly AnyClaim[]): number => Math.max(...group.map(({ expect }) => expect.states));
  return [...groups.values()].sort((a, b) => size(a) - size(b));
}

/** What one claim says of the mutant; undefined if it sees nothing. */
function seen(
  { id, verdict, expected, misses, vacuous, limit, price, problem }: ClaimResult,
  claim: AnyClaim,
): Outcome | undefined {
  if (problem !== null)
    return { fate: 'killed', claim: id, how: `${problem.code} ${problem.detail.found ?? ''}`.trim() };
  if (verdict === 'bounded') {
    if (limit === 'time' || limit === 'interrupt') return { fate: 'unfinished', claim: id, how: 'time limit' };
    return { fate: 'noticed', claim: id, how: 'many more states' };
  }
  if (verdict !== expected) return { fate: 'killed', claim: id, how: `${verdict} instead of ${expected}` };
  if ((price ?? undefined) !== claim.expect.price) return { fate: 'killed', claim: id, how: `costs ${price}` };
  if (vacuous.length > 0) return { fate: 'killed', claim: id, how: `${vacuous.join(', ')} never happens` };
  return misses.length === 0 ? undefined : { fate: 'noticed', claim: id, how: misses[0] as string };
}

async function isEquivalent(
  base: AnyTheorem,
  mutant: AnyTheorem,
  { mostStates, seconds }: MutantTask,
): Promise<boolean> {
  for (const [claim] of groupsOf(mutant, mostStates)) {
    const original = base.claims.find(({ id }) => id === claim?.id);
    if (claim === undefined || original === undefined) return false;
    const { gained, lost, parted, given, limit } = await compareBehaviours(
      { system: original.system, configuration: configurationOf(base, original) },
      { system: claim.system, configuration: configurationOf(mutant, claim) },
      { limits: { states: 4 * mostStates, seconds } },
    );
    if (gained !== null || lost !== null || parted !== null || given.length > 0 || limit !== null) return false;
  }
  return true;
}

/** Decides a mutant; a module that does not load, or a model that is wrong, kills it. */
export async function runMutant(task: MutantTask): Promise<Outcome> {
  const base = await theoremAt(task.base);
  const began = performance.now();
  try {
    const mutant = await theoremAt(task.mutant);
    let noticed: Outcome | undefined;
    for (const group of groupsOf(mutant, task.mostStates)) {
      const left = task.seconds - (performance.now() - began) / 1000;
      if (left <= 0) return noticed ?? { fate: 'unfinished', claim: null, how: 'time limit' };
      const most = Math.max(...group.map(({ expect }) => expect.states));
      const results = await decideClaims(mutant, group, {}, { limits: { states: 4 * most + 1_000, seconds: left } });
      const outcomes = results.flatMap((result, i) => seen(result, group[i] as AnyClaim) ?? []);
      const killed = outcomes.find(({ fate }) => fate === 'killed');
      if (killed !== undefined) return killed;
      noticed ??= outcomes[0];
    }
    if (noticed !== undefined) return noticed;
    const fate = (await isEquivalent(base, mutant, task)) ? 'equivalent' : 'survived';
    return {
      fate,
      claim: null,
      how: fate === 'equivalent' ? 'the same graph in every configuration' : 'no claim sees it',
    };
  } catch (error) {
    const how = error instanceof Problem ? `${error.code} ${error.detail.found ?? ''}` : firstLine(error);
    return { fate: 'killed', claim: null, how: how.trim() };
  }
}
