/** The edges of an explored (complete) state space, collected once: what is asked of them later costs no expansion. */

import { type Kernel, stale } from '../kernel/kernel.ts';
import type { Exploration } from './explore.ts';

/** Edges of the whole space by source, in event order: those of state s are first[s] … first[s+1]. */
export interface EdgeSpace {
  readonly count: number;
  /** The initial states are those below. */
  readonly starts: number;
  readonly first: Uint32Array;
  readonly to: Uint32Array;
  readonly event: Uint32Array;
}

/** Collects every edge of a complete exploration. */
export function edgeSpace(kernel: Kernel, exploration: Exploration): EdgeSpace {
  const { store, layers, counts } = exploration;
  const count = store.count;
  const first = new Uint32Array(count + 1);
  const to = new Uint32Array(counts.transitions);
  const event = new Uint32Array(counts.transitions);
  let edge = 0;
  for (let state = 0; state < count; state++) {
    const successors = kernel.expand(store.states, state * store.words);
    if (successors === stale) throw new Error('the layout grew after the search');
    for (let s = 0; s < successors; s++) {
      to[edge] = store.find(kernel.successors, s * store.words);
      event[edge++] = kernel.fired[s] as number;
    }
    first[state + 1] = edge;
  }
  return { count, starts: layers[1] ?? count, first, to, event };
}

/** The edges backwards: those into state s are first[s] … first[s+1], each the number of an edge and its source. */
export interface Backwards {
  readonly first: Uint32Array;
  readonly edge: Uint32Array;
  readonly from: Uint32Array;
}

export function backwards({ count, first, to }: EdgeSpace): Backwards {
  const into = new Uint32Array(count + 1);
  for (const state of to) into[state + 1] = (into[state + 1] as number) + 1;
  for (let state = 0; state < count; state++) into[state + 1] = (into[state + 1] as number) + (into[state] as number);
  const next = into.slice();
  const edge = new Uint32Array(to.length);
  const from = new Uint32Array(to.length);
  for (let state = 0; state < count; state++) {
    for (let e = first[state] as number; e < (first[state + 1] as number); e++) {
      const at = next[to[e] as number] as number;
      next[to[e] as number] = at + 1;
      edge[at] = e;
      from[at] = state;
    }
  }
  return { first: into, edge, from };
}
