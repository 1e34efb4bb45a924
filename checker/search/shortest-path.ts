/**
 * Among all shortest paths to a set of states of one layer, the one that changes hands least.
 *
 * A trace that a person can follow lets one party act for as long as it can. Breadth-first search knows the layers, so a sweep
 * backwards over them finds, for every state that lies on a shortest path and every party that moved last, the fewest changes
 * of owner still to come; walking forwards along the minimum, ties broken by event order, gives one path, always the same.
 */

import { type Kernel, StepFault, stale } from '../kernel/kernel.ts';
import type { Exploration, Path } from './exploration.ts';

export type { Path } from './exploration.ts';

const unreachable = 0xffff;

interface Edge {
  readonly event: number;
  readonly to: number;
}

/** A state of the layer that a fault or a limit cut may not have been expanded yet, and may break: it leads nowhere. */
function expandAgain(kernel: Kernel, { store }: Exploration, state: number): number {
  try {
    return kernel.expand(store.states, state * store.words);
  } catch (error) {
    if (error instanceof StepFault) return 0;
    throw error;
  }
}

/**
 * Edges of an expanded state. Every table entry on them is filled, so nothing new is met here; but a step that broke may have met new
 * local states before it did, and then the layout grows now.
 */
function edges(kernel: Kernel, exploration: Exploration, state: number): Edge[] {
  const { store } = exploration;
  let count = expandAgain(kernel, exploration, state);
  while (count === stale) {
    store.relayout(kernel.repack(store.states, store.count), kernel.words);
    count = expandAgain(kernel, exploration, state);
  }
  return Array.from({ length: count }, (_, s) => ({
    event: kernel.fired[s] as number,
    to: store.find(kernel.successors, s * store.words),
  }));
}

/**
 * The path to one of `targets`, which all lie in the same layer. `ownerOf` gives the owner of an event as a small number below `owners`.
 */
export function shortestPath(
  kernel: Kernel,
  exploration: Exploration,
  targets: readonly number[],
  ownerOf: (event: number) => number,
  owners: number,
): Path {
  const { layers } = exploration;
  const layerOf = (state: number): number => {
    let layer = 0;
    while (layer + 1 < layers.length && (layers[layer + 1] as number) <= state) layer++;
    return layer;
  };
  const last = layerOf(targets[0] as number);
  // Not Math.max: a layer of some hundred thousand targets is more than a call may have arguments.
  const end = targets.reduce((greatest, target) => Math.max(greatest, target), 0) + 1;
  // best[state * owners + o]: fewest changes of owner from here to a target when o moved last.
  const best = new Uint16Array(end * owners).fill(unreachable);
  for (const target of targets) best.fill(0, target * owners, (target + 1) * owners);
  for (let layer = last - 1; layer >= 0; layer--) {
    for (let state = layers[layer] as number; state < (layers[layer + 1] as number); state++) {
      relax(
        kernel,
        exploration,
        state,
        layers[layer + 1] as number,
        endOfNext(layers, layer, end),
        best,
        ownerOf,
        owners,
      );
    }
  }
  return walk(kernel, exploration, layers, last, end, best, ownerOf, owners);
}

/** Behind the next layer; a reduced search has states farther on that one step leads to. */
function endOfNext(layers: readonly number[], layer: number, end: number): number {
  return Math.min(end, layers[layer + 2] ?? end);
}

function relax(
  kernel: Kernel,
  exploration: Exploration,
  state: number,
  nextLayer: number,
  end: number,
  best: Uint16Array,
  ownerOf: (event: number) => number,
  owners: number,
): void {
  for (const { event, to } of edges(kernel, exploration, state)) {
    if (to < nextLayer || to >= end) continue;
    const mover = ownerOf(event);
    const rest = best[to * owners + mover] as number;
    if (rest === unreachable) continue;
    for (let o = 0; o < owners; o++) {
      const cost = rest + (o === mover ? 0 : 1);
      if (cost < (best[state * owners + o] as number)) best[state * owners + o] = cost;
    }
  }
}

function walk(
  kernel: Kernel,
  exploration: Exploration,
  layers: readonly number[],
  last: number,
  end: number,
  best: Uint16Array,
  ownerOf: (event: number) => number,
  owners: number,
): Path {
  // The first move is no change of hands, so the start is chosen by what follows its best first move.
  let start = 0;
  let fewest = unreachable;
  for (let state = 0; state < (layers[1] ?? end); state++) {
    for (let o = 0; o < owners; o++) {
      const cost = best[state * owners + o] as number;
      if (cost < fewest) [start, fewest] = [state, cost];
    }
  }
  const events: number[] = [];
  const states = [start];
  let state = start;
  let mover = -1;
  for (let layer = 0; layer < last; layer++) {
    let chosen: Edge | undefined;
    let cheapest = unreachable;
    for (const edge of edges(kernel, exploration, state)) {
      if (edge.to < (layers[layer + 1] as number) || edge.to >= endOfNext(layers, layer, end)) continue;
      const owner = ownerOf(edge.event);
      const rest = best[edge.to * owners + owner] as number;
      const cost = rest === unreachable ? unreachable : rest + (mover >= 0 && owner !== mover ? 1 : 0);
      if (cost < cheapest) [chosen, cheapest] = [edge, cost];
    }
    if (chosen === undefined) throw new Error('a state of the layer below a target leads nowhere');
    events.push(chosen.event);
    states.push(chosen.to);
    state = chosen.to;
    mover = ownerOf(chosen.event);
  }
  return { start, events, states };
}
