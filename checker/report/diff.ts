/** A change of a protocol with everything that was found of it: what `plumbline diff` reports in text, Markdown and JSON. */

import type { Problem } from '../language/problem.ts';
import type { Configuration } from '../language/system.ts';
import type { DeclarationChange } from '../source/declarations.ts';
import type { ElementChange } from '../source/structure-difference.ts';
import type { Behaviours } from '../verdict/behaviours.ts';
import type { ClaimResult } from '../verdict/claims.ts';
import type { ComparedClaim, ComparedFrontier, ComparedLattice } from '../verdict/comparison.ts';
import type { FrontierResult } from '../verdict/frontier.ts';
import { number, plural } from './words.ts';

/** One system of the base with what it became. */
export interface SystemDifference {
  readonly base: string;
  readonly changed: string;
  /** The claim whose setting the two are compared in; null for the system as it stands. */
  readonly claim: string | null;
  readonly configuration: Configuration;
  /** Null where it was not asked for. */
  readonly structure: readonly ElementChange[] | null;
  /** Null where behaviours were not asked for, or could not be compared. */
  readonly behaviours: Behaviours | null;
  readonly problem: Problem | null;
}

export interface ProtocolDifference {
  readonly command: string;
  readonly base: string;
  /** The changed module, or the setting that changes the base. */
  readonly changed: string;
  /** What the rules, powers and parameters of the setting are, in words. */
  readonly says: readonly string[];
  readonly systems: readonly SystemDifference[];
  /** Functions and constants that differ between two modules, in what machines, menus and systems are made of. */
  readonly declarations: readonly DeclarationChange[];
  readonly claims: readonly ComparedClaim[];
  readonly untouched: number;
  readonly lattices: readonly ComparedLattice[];
  readonly frontiers: readonly ComparedFrontier[];
  readonly seconds: number;
  readonly interrupted: boolean;
}

/** A verdict in as few words as possible: `holds`, `violated in 5 steps`, `costs 7`, `not established: time limit`. */
export function shortVerdict(claim: ClaimResult | null): string {
  if (claim === null) return 'not asked';
  const { verdict, kind, trace, price, limit, problem, vacuous } = claim;
  switch (verdict) {
    case 'exhausted':
      if (vacuous.length > 0) return `holds, but ${vacuous.join(', ')} never happens`;
      if (kind === 'reachable') return `found in ${plural(trace?.steps.length ?? 0, 'step')}`;
      if (kind === 'cheapest') return price === null ? 'no attack' : `costs ${number(price)}`;
      return 'holds';
    case 'violated':
      return trace === null ? 'never found' : `violated in ${plural(trace.steps.length, 'step')}`;
    case 'bounded':
      return `not established: ${limit ?? 'a'} limit`;
    case 'failed':
      return `failed: ${problem?.code ?? 'the model is wrong'}`;
    case 'sampled':
      return 'sampled';
    case 'inductive':
      return 'proved';
    default:
      return verdict satisfies never;
  }
}

/** Whether nothing is known of a claim on one of the sides that ask it. */
export function isOpen({ base, changed }: ComparedClaim): boolean {
  return [base, changed].some((side) => side?.verdict === 'bounded');
}

/** Whether the verdict, or the price where that is the verdict, is another one. What is open is not changed. */
export function hasChanged(claim: ComparedClaim): boolean {
  const { base, changed } = claim;
  if (base === null || changed === null || isOpen(claim)) return false;
  return (
    base.verdict !== changed.verdict || base.price !== changed.price || base.vacuous.join() !== changed.vacuous.join()
  );
}

/** Whether the verdict stays while its trace has another length. */
export function hasMoved(claim: ComparedClaim): boolean {
  const { base, changed } = claim;
  return (
    !hasChanged(claim) &&
    base !== null &&
    changed !== null &&
    !isOpen(claim) &&
    shortVerdict(base) !== shortVerdict(changed)
  );
}

function setKey(sets: readonly (readonly string[])[]): string {
  return sets
    .map((set) => [...set].sort().join(' '))
    .sort()
    .join('|');
}

export function latticeIsOpen({ base, changed }: ComparedLattice): boolean {
  return [base, changed].some((side) => side !== null && side.undecided !== null);
}

export function latticeHasChanged(lattice: ComparedLattice): boolean {
  const { base, changed } = lattice;
  if (base === null || changed === null || latticeIsOpen(lattice)) return false;
  return setKey(base.minimalSufficient) !== setKey(changed.minimalSufficient);
}

function isUndecided({ points }: FrontierResult): boolean {
  return points.some(({ verdict }) => verdict !== 'exhausted' && verdict !== 'violated');
}

export function frontierIsOpen({ base, changed }: ComparedFrontier): boolean {
  return [base, changed].some((side) => side !== null && isUndecided(side));
}

/** Points of the grid that are safe on one side only. */
export function movedPoints({ base, changed }: ComparedFrontier): { readonly lost: number; readonly gained: number } {
  const safe = (side: FrontierResult | null): ReadonlySet<string> =>
    new Set((side?.points ?? []).filter(({ verdict }) => verdict === 'exhausted').map(({ at }) => JSON.stringify(at)));
  const [from, to] = [safe(base), safe(changed)];
  return {
    lost: [...from].filter((point) => !to.has(point)).length,
    gained: [...to].filter((point) => !from.has(point)).length,
  };
}

export function frontierHasChanged(frontier: ComparedFrontier): boolean {
  const { base, changed } = frontier;
  if (base === null || changed === null || frontierIsOpen(frontier)) return false;
  const { lost, gained } = movedPoints(frontier);
  return lost + gained > 0 || base.formula !== changed.formula;
}

/** Verdicts, sets of assumptions and frontiers that are others than before. */
export function changesOfVerdict({ claims, lattices, frontiers }: ProtocolDifference): number {
  return (
    claims.filter(hasChanged).length +
    lattices.filter(latticeHasChanged).length +
    frontiers.filter(frontierHasChanged).length
  );
}

/** What changed, counted: `4 verdicts and 1 lattice changed`. */
export function changedWords({ claims, lattices, frontiers }: ProtocolDifference): string {
  const counts: readonly (readonly [number, string])[] = [
    [claims.filter(hasChanged).length, 'verdict'],
    [lattices.filter(latticeHasChanged).length, 'lattice'],
    [frontiers.filter(frontierHasChanged).length, 'frontier'],
  ];
  const counted = counts.flatMap(([count, word]) => (count === 0 ? [] : [plural(count, word)]));
  return counted.length === 0 ? 'no verdict changed' : `${counted.join(' and ')} changed`;
}

/** Questions that a limit left open on either side, behaviours included. */
export function openQuestions({ claims, lattices, frontiers, systems }: ProtocolDifference): number {
  return (
    claims.filter(isOpen).length +
    lattices.filter(latticeIsOpen).length +
    frontiers.filter(frontierIsOpen).length +
    systems.filter(({ behaviours }) => behaviours !== null && behaviours.limit !== null).length
  );
}
