/** What observing gives away: what is said of a `determines` or `conceals` besides its verdict. */

import type { Trace } from '../trace/trace.ts';

export interface Observed {
  /** Different observations and secrets in the states that are meant. */
  readonly observations: number;
  readonly secrets: number;
  /** What a counterexample shows: one observation, and the secrets of its runs (two of `determines`, one of `conceals`). */
  readonly shown: { readonly observation: unknown; readonly secrets: readonly unknown[] } | null;
  /** The second run of a counterexample to `determines`: its last state is observed as that of the first. */
  readonly pair: Trace | null;
}
