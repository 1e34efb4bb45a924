/** What a kind of property that is judged in a file of its own needs of the court. */

import type { Product } from '../kernel/product.ts';
import type { PartResult } from '../language/property.ts';
import type { AnySystem } from '../language/system.ts';
import type { Counts, Exploration } from '../search/explore.ts';
import type { Path } from '../search/shortest-path.ts';
import type { Trace } from '../trace/trace.ts';
import type { Decision, Verdict } from './decision.ts';

export interface Bench {
  readonly system: AnySystem;
  readonly product: Product;
  readonly exploration: Exploration;
  decision(verdict: Verdict, counts: Counts, trace?: Trace | null, parts?: readonly PartResult[]): Decision;
  /** Not decided, because something cut the search. */
  undecided(): Decision;
  /**
   * Not decided, because what has to be made of the states does not fit beside them under the limit of memory; undefined where it
   * does. Bytes a transition and bytes a state.
   */
  tooLarge(perTransition: number, perState: number): Decision | undefined;
  /** The trace of a path, replayed by xstate. */
  replayed(path: Path): Trace;
  /** The shortest path to one of the states, which all lie in one layer. */
  shortestTo(states: readonly number[]): Path;
}

/** Those of the states, which come in the order of their finding, that lie in the layer of the first. */
export function nearest({ exploration: { layers } }: Bench, states: readonly number[]): readonly number[] {
  const [first] = states;
  if (first === undefined) return [];
  const end = layers.find((start) => start > first) ?? Number.POSITIVE_INFINITY;
  return states.filter((state) => state < end);
}
