/** What `mutate` prints. */

import type { MutantReport, MutatedSystem, StaleReason, Tally } from '../mutation-result.ts';

export interface MutateDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  /** Of the model and the claims: documents of one digest speak of the same. */
  readonly digest: string;
  readonly systems: readonly (MutatedSystem & Tally)[];
  /** Systems that were not asked for. */
  readonly leftOut: readonly string[];
  readonly mutants: readonly MutantReport[];
  /** Reasons for survivors that are about none; nothing is said of them where not every mutant was run. */
  readonly stale: readonly StaleReason[];
  readonly summary: Tally & {
    /** Mutants that there are, and those of them that were run. */
    readonly all: number;
    readonly run: number;
    readonly atLeast: number | null;
    readonly seconds: number;
    readonly exitCode: number;
  };
}
