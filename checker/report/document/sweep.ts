/** Frontiers and lattices of hypotheses: what `frontier` and `assumptions` print. */

import type { Verdict } from '../../verdict/decide.ts';
import type { TraceDocument } from './trace.ts';

export interface FrontierDocument {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly item: string;
  readonly says: string;
  readonly goal: string;
  readonly system: string;
  readonly instance: string;
  readonly over: Readonly<Record<string, readonly number[]>>;
  readonly fixed: Readonly<Record<string, boolean | number>>;
  readonly without: readonly string[];
  readonly points: readonly Readonly<Record<string, string | number | null>>[];
  readonly formula: string | null;
  readonly separates: boolean;
  readonly expected: string;
  readonly met: boolean;
  readonly misses: readonly string[];
  readonly seconds: number;
}

export interface FrontiersDocument {
  readonly schemaVersion: 1;
  readonly item: string;
  readonly frontiers: readonly FrontierDocument[];
}

export interface AssumptionsDocument {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly item: string;
  readonly says: string;
  readonly goal: string;
  readonly instance: string;
  readonly hypotheses: readonly string[];
  readonly minimalSufficient: readonly (readonly string[])[];
  readonly maximalInsufficient: readonly {
    readonly holding: readonly string[];
    readonly dropped: readonly string[];
    readonly trace: TraceDocument;
    /** The second of two runs, where the goal is of kind determines. */
    readonly pair: TraceDocument | null;
  }[];
  readonly checked: number;
  readonly pruned: number;
  readonly undecided: Verdict | null;
  readonly met: boolean;
  readonly misses: readonly string[];
  readonly seconds: number;
}

/** The first lattice of several, with all of them beside it. */
export interface AssumptionListDocument extends AssumptionsDocument {
  readonly lattices: readonly AssumptionsDocument[];
}
