/**
 * The shortest path of `shortest-path.ts` for layers that are read along: what lies on a way to a target is kept, nothing else is.
 *
 * The same choice: fewest changes of owner, ties by the order of events. States are told apart by their words.
 */

import { type Kernel, stale } from '../kernel/kernel.ts';
import type { OwnerChoice } from './exploration.ts';

/** Some states of a layer: an array, and where in it they start and end, in words. */
export interface LayerPiece {
  readonly states: Uint32Array;
  readonly from: number;
  readonly to: number;
}

export type IsTarget = (states: Uint32Array, at: number) => boolean;

interface Way {
  /** By owner who moved before: fewest changes of owner from here to a target. */
  readonly best: Uint16Array;
}

const unreachable = 0xffff;

function keyOf(states: Uint32Array, at: number, words: number): string {
  let key = '';
  for (let w = 0; w < words; w++) key += `${states[at + w]},`;
  return key;
}

/** The states and events from an initial state to one of `isTarget` in the layer `last`. */
export function layerPath(
  kernel: Kernel,
  readLayer: (layer: number) => Iterable<LayerPiece>,
  last: number,
  isTarget: IsTarget,
  { ownerOf, owners }: OwnerChoice,
): { readonly events: readonly number[]; readonly states: readonly Uint32Array[] } {
  const { words } = kernel;
  const layers: Map<string, Way>[] = [];
  const known = new Map<string, Way>();
  let first: { state: Uint32Array; cost: number } | undefined;
  const note = (states: Uint32Array, at: number, layer: number, way: Way, into: Map<string, Way>): void => {
    into.set(keyOf(states, at, words), way);
    const cost = Math.min(...way.best);
    if (layer === 0 && (first === undefined || cost < first.cost))
      first = { state: states.slice(at, at + words), cost };
  };
  for (const { states, from, to } of readLayer(last)) {
    for (let at = from; at < to; at += words) {
      if (isTarget(states, at)) note(states, at, last, { best: new Uint16Array(owners) }, known);
    }
  }
  layers[last] = known;
  for (let layer = last - 1; layer >= 0; layer--) {
    const next = layers[layer + 1] as Map<string, Way>;
    const here = new Map<string, Way>();
    for (const { states, from, to } of readLayer(layer)) {
      for (let at = from; at < to; at += words) {
        const best = relaxed(kernel, states, at, next, ownerOf, owners);
        if (best !== undefined) note(states, at, layer, { best }, here);
      }
    }
    layers[layer] = here;
  }
  if (first === undefined) throw new Error('no way to a state that was found');
  return walk(kernel, first.state, layers, ownerOf);
}

function expand(kernel: Kernel, states: Uint32Array, at: number): number {
  const count = kernel.expand(states, at);
  if (count === stale) throw new Error('a state that was expanded has new successors');
  return count;
}

function relaxed(
  kernel: Kernel,
  states: Uint32Array,
  at: number,
  next: ReadonlyMap<string, Way>,
  ownerOf: (event: number) => number,
  owners: number,
): Uint16Array | undefined {
  const count = expand(kernel, states, at);
  let best: Uint16Array | undefined;
  for (let s = 0; s < count; s++) {
    const way = next.get(keyOf(kernel.successors, s * kernel.words, kernel.words));
    if (way === undefined) continue;
    const mover = ownerOf(kernel.fired[s] as number);
    const rest = way.best[mover] as number;
    if (rest === unreachable) continue;
    best ??= new Uint16Array(owners).fill(unreachable);
    for (let o = 0; o < owners; o++) best[o] = Math.min(best[o] as number, rest + (o === mover ? 0 : 1));
  }
  return best;
}

function walk(
  kernel: Kernel,
  start: Uint32Array,
  layers: readonly ReadonlyMap<string, Way>[],
  ownerOf: (event: number) => number,
): { readonly events: readonly number[]; readonly states: readonly Uint32Array[] } {
  const { words } = kernel;
  const events: number[] = [];
  const states = [start];
  let mover = -1;
  for (const next of layers.slice(1)) {
    const count = expand(kernel, states.at(-1) as Uint32Array, 0);
    let cheapest = unreachable;
    let chosen = -1;
    for (let s = 0; s < count; s++) {
      const way = next.get(keyOf(kernel.successors, s * words, words));
      const owner = ownerOf(kernel.fired[s] as number);
      const rest = way?.best[owner] ?? unreachable;
      const cost = rest === unreachable ? unreachable : rest + (mover >= 0 && owner !== mover ? 1 : 0);
      if (cost < cheapest) [chosen, cheapest] = [s, cost];
    }
    const event = kernel.fired[chosen] as number;
    events.push(event);
    states.push(kernel.successors.slice(chosen * words, (chosen + 1) * words));
    mover = ownerOf(event);
  }
  return { events, states };
}
