/** A graph as a kernel: states are numbers, an edge is an event with its target. For searches whose answer is known by hand. */

import type { Kernel, StateTest } from '../../checker/kernel/kernel.ts';

export interface GraphEdge {
  readonly event: number;
  readonly to: number;
}

export class GraphKernel implements Kernel {
  words = 1;
  readonly eventCount: number;
  successors: Uint32Array;
  fired: Uint32Array;
  readonly #initial: readonly number[];
  readonly #edges: (state: number) => readonly GraphEdge[];

  constructor(initial: readonly number[], eventCount: number, edges: (state: number) => readonly GraphEdge[]) {
    this.#initial = initial;
    this.#edges = edges;
    this.eventCount = eventCount;
    this.successors = new Uint32Array(0);
    this.fired = new Uint32Array(0);
  }

  initial(): Uint32Array {
    return Uint32Array.from(this.#initial);
  }

  expand(states: Uint32Array, at: number): number {
    const edges = this.#edges(states[at] as number);
    this.successors = Uint32Array.from(edges, ({ to }) => to);
    this.fired = Uint32Array.from(edges, ({ event }) => event);
    return edges.length;
  }

  repack(states: Uint32Array, count: number): Uint32Array {
    return states.slice(0, count);
  }
}

/** The graph in which edge i of a state is event i. */
export function graph(initial: readonly number[], edges: Readonly<Record<number, readonly number[]>>): GraphKernel {
  const most = Math.max(1, ...Object.values(edges).map(({ length }) => length));
  return new GraphKernel(initial, most, (state) => (edges[state] ?? []).map((to, event) => ({ event, to })));
}

/** Fails in exactly these states. */
export function failsIn(...states: readonly number[]): StateTest {
  return { holds: (packed, at) => !states.includes(packed[at] as number) };
}
