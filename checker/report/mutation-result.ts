/** What became of mutants, counted: killed, noticed, equivalent, explained, open. */

import type { Survivor } from '../language/survivor.ts';
import type { MutationKind } from '../source/mutation.ts';

/** A mutant with what became of it. */
export interface MutantReport {
  readonly file: string;
  readonly kind: MutationKind;
  readonly line: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
  /** What names it in its file. */
  readonly key: string;
  readonly fate: 'killed' | 'noticed' | 'equivalent' | 'survived' | 'unfinished';
  readonly claim: string | null;
  readonly how: string;
  readonly byConformance: boolean;
  /** Why it is right that no verdict shows it, where somebody said so. */
  readonly reason: Survivor | null;
}

export interface MutatedSystem {
  readonly system: string;
  /** Its machines, from the project's root. */
  readonly files: readonly string[];
}

/** A reason for a survivor that is none. */
export interface StaleReason {
  readonly file: string;
  readonly key: string;
  readonly why: string;
}

export interface MutationResult {
  readonly command: string;
  /** Of the model and the claims that were asked. */
  readonly digest: string;
  readonly systems: readonly MutatedSystem[];
  /** Systems that were not asked for. */
  readonly leftOut: readonly string[];
  readonly mutants: readonly MutantReport[];
  /** Mutants that there are; those that were run may be a sample, or cut short. */
  readonly all: number;
  readonly stale: readonly StaleReason[];
  /** The least rate that was asked for, if any. */
  readonly atLeast: number | null;
  readonly seconds: number;
}

export interface Tally {
  readonly mutants: number;
  /** Told by a verdict; of those, told by conformance to code or to a TLA+ module and by nothing else. */
  readonly killed: number;
  readonly byConformance: number;
  /** Told by a compared number alone, and not explained. */
  readonly noticed: number;
  /** The same graph in every configuration that was asked. */
  readonly equivalent: number;
  /** Not killed, with a reason; of those, because no run tells them from the original. */
  readonly explained: number;
  readonly explainedAsEquivalent: number;
  /** Told by nothing, without a reason. */
  readonly unexplained: number;
  readonly unfinished: number;
  /** Of those that can be told apart and were decided: the share that a verdict tells, and that any compared number tells. */
  readonly byVerdict: number;
  readonly byNumber: number;
}

export function tallyOf(reports: readonly MutantReport[]): Tally {
  const count = (is: (report: MutantReport) => boolean): number => reports.filter(is).length;
  const isSpared = ({ fate, reason }: MutantReport): boolean =>
    (fate === 'survived' || fate === 'noticed') && reason !== null;
  const killed = count(({ fate }) => fate === 'killed');
  const equivalent = count(({ fate }) => fate === 'equivalent');
  const unfinished = count(({ fate }) => fate === 'unfinished');
  const explainedAsEquivalent = count((report) => isSpared(report) && report.reason?.ground === 'equivalent');
  const told = reports.length - equivalent - explainedAsEquivalent - unfinished;
  const seen = count(
    ({ fate, reason }) => fate === 'killed' || (fate === 'noticed' && reason?.ground !== 'equivalent'),
  );
  return {
    ...{ mutants: reports.length, killed, equivalent, unfinished, explainedAsEquivalent },
    byConformance: count(({ fate, byConformance }) => fate === 'killed' && byConformance),
    noticed: count(({ fate, reason }) => fate === 'noticed' && reason === null),
    explained: count(isSpared),
    unexplained: count(({ fate, reason }) => fate === 'survived' && reason === null),
    byVerdict: told === 0 ? 1 : killed / told,
    byNumber: told === 0 ? 1 : seen / told,
  };
}

/** The mutants of a system's machines. */
export function mutantsIn(
  mutants: readonly MutantReport[],
  { files }: Pick<MutatedSystem, 'files'>,
): readonly MutantReport[] {
  return mutants.filter(({ file }) => files.includes(file));
}
