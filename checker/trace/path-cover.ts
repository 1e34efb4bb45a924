/**
 * Paths from the initial states that together take an edge of every class, for replaying them on something else.
 *
 * A path starts with the breadth-first way to the nearest state that has an edge of a class not yet taken, and goes on along such edges
 * for as long as there are any. Every edge of it counts. The cover is not the smallest (that is a flow problem), but each edge beyond
 * the first of its class is only ever walked to get somewhere: the 2,350 classes of the payment
 * channel take 6,326 steps in 809 paths.
 */

import type { EdgeSpace } from '../search/edges.ts';

export type Graph = Pick<EdgeSpace, 'count' | 'starts' | 'first' | 'to'>;

export interface CoverPath {
  readonly start: number;
  /** Numbers of edges, in order. */
  readonly edges: readonly number[];
}

/** The last edge of a breadth-first way to each state that is reachable, or -1 for a start; with the order of reaching them. */
export interface Ways {
  readonly order: Uint32Array;
  readonly last: Int32Array;
  readonly from: Uint32Array;
}

export function waysTo({ count, starts, first, to }: Graph): Ways {
  const order = new Uint32Array(count);
  const last = new Int32Array(count).fill(-2);
  const from = new Uint32Array(count);
  let found = 0;
  for (let start = 0; start < starts; start++) {
    last[start] = -1;
    order[found++] = start;
  }
  for (let head = 0; head < found; head++) {
    const state = order[head] as number;
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const next = to[edge] as number;
      if (last[next] !== -2) continue;
      last[next] = edge;
      from[next] = state;
      order[found++] = next;
    }
  }
  return { order: order.subarray(0, found), last, from };
}

/** The breadth-first way to a state. */
export function wayTo({ last, from }: Ways, state: number): CoverPath {
  const edges: number[] = [];
  let at = state;
  for (let edge = last[at] as number; edge >= 0; edge = last[at] as number) {
    edges.push(edge);
    at = from[at] as number;
  }
  return { start: at, edges: edges.reverse() };
}

/** Paths that take an edge of each class that a reachable edge has; `classOf` gives the class of each edge, counted from 0. */
export function pathCover(graph: Graph, classOf: Uint32Array, ways: Ways = waysTo(graph)): readonly CoverPath[] {
  const { count, first, to } = graph;
  const taken = new Uint8Array(classOf.reduce((most, one) => Math.max(most, one), 0) + 1);
  const next = first.slice(0, count);
  /** The first edge of a state whose class is not yet taken, or -1. */
  const open = (state: number): number => {
    const end = first[state + 1] as number;
    let edge = next[state] as number;
    while (edge < end && taken[classOf[edge] as number] === 1) edge++;
    next[state] = edge;
    return edge < end ? edge : -1;
  };
  const paths: CoverPath[] = [];
  for (const state of ways.order) {
    while (open(state) >= 0) {
      // States on the way were here before, so it takes no class that is still open.
      const { start, edges } = wayTo(ways, state);
      const path = [...edges];
      let at = state;
      for (let edge = open(at); edge >= 0; edge = open(at)) {
        taken[classOf[edge] as number] = 1;
        path.push(edge);
        at = to[edge] as number;
      }
      paths.push({ start, edges: path });
    }
  }
  return paths;
}
