/** The edges of an explored (complete) state space, collected once: what is asked of them later costs no expansion. */

import { type Kernel, stale } from '../kernel/kernel.ts';
import type { Exploration } from './exploration.ts';

/** Numbers of events, in as few bytes each as their number allows. */
export type EventColumn = Uint8Array | Uint16Array | Uint32Array;

export function eventColumn(eventCount: number, length: number): EventColumn {
  if (eventCount <= 0x100) return new Uint8Array(length);
  return eventCount <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}

/** Bytes of an edge in one direction: the state at its other end, and its event. */
export function bytesOfEdge(eventCount: number): number {
  return 4 + eventColumn(eventCount, 0).BYTES_PER_ELEMENT;
}

/** Edges of the whole space by source, in event order: those of state s are first[s] … first[s+1]. */
export interface EdgeSpace {
  readonly count: number;
  /** The initial states are those below. */
  readonly starts: number;
  readonly first: Uint32Array;
  readonly to: Uint32Array;
  readonly event: EventColumn;
}

/** Collects every edge of a complete exploration. */
export function edgeSpace(kernel: Kernel, exploration: Exploration): EdgeSpace {
  const { store, layers, counts } = exploration;
  const count = store.count;
  const first = new Uint32Array(count + 1);
  const to = new Uint32Array(counts.transitions);
  const event = eventColumn(kernel.eventCount, counts.transitions);
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

/** Puts the edges of every state, in place, into the order that `place` gives their events. */
export function sortEdges({ count, first, to, event }: EdgeSpace, place: Uint32Array): void {
  for (let state = 0; state < count; state++) {
    const begin = first[state] as number;
    for (let edge = begin + 1; edge < (first[state + 1] as number); edge++) {
      const [by, next] = [event[edge] as number, to[edge] as number];
      let at = edge;
      for (; at > begin && (place[event[at - 1] as number] as number) > (place[by] as number); at--) {
        event[at] = event[at - 1] as number;
        to[at] = to[at - 1] as number;
      }
      event[at] = by;
      to[at] = next;
    }
  }
}

/** The edges backwards: those into state s are first[s] … first[s+1], each its event and its source. */
export interface Backwards {
  readonly first: Uint32Array;
  readonly event: EventColumn;
  readonly from: Uint32Array;
}

export function backwards({ count, first, to, event: forwards }: EdgeSpace): Backwards {
  const into = new Uint32Array(count + 1);
  for (const state of to) into[state + 1] = (into[state + 1] as number) + 1;
  for (let state = 0; state < count; state++) into[state + 1] = (into[state + 1] as number) + (into[state] as number);
  const next = into.slice();
  const event = forwards.slice();
  const from = new Uint32Array(to.length);
  for (let state = 0; state < count; state++) {
    for (let e = first[state] as number; e < (first[state + 1] as number); e++) {
      const at = next[to[e] as number] as number;
      next[to[e] as number] = at + 1;
      event[at] = forwards[e] as number;
      from[at] = state;
    }
  }
  return { first: into, event, from };
}
