/** The way to a state, as values of the variables and names of the actions. */

import type { Exploration } from '../search/explore.ts';
import type { TlaKernel } from '../tla/kernel.ts';
import { run } from '../tla/standard/tlc.ts';
import { valueAt } from '../tla/values/intern.ts';
import { compareAny } from '../tla/values/total-order.ts';
import type { Value } from '../tla/values/value.ts';

export interface TlaTrace {
  /** Values of the variables, state by state. */
  readonly states: readonly (readonly Value[])[];
  /** The action that led to each state, by number; -1 for the first, and for standing still. */
  readonly events: readonly number[];
  /** Place in `states` that the behaviour returns to after the last one; null for a finite trace. */
  readonly loop: number | null;
}

/** Steps lead elsewhere than they did before: the module draws at random, reads a clock or counts in registers. */
export class NoWayBack extends Error {}

/**
 * The least of some stored states, one at least, by the values of the variables: the same however many threads found them, in whatever order.
 */
export function leastState({ store }: Exploration, states: Iterable<number>): number {
  const { states: all, words } = store;
  let least = -1;
  for (const state of states) {
    let order = least < 0 ? -1 : 0;
    for (let i = 0; i < words && order === 0; i++) {
      const [here, there] = [all[state * words + i] as number, all[least * words + i] as number];
      if (here !== there) order = compareAny(valueAt(here), valueAt(there));
    }
    if (order < 0) least = state;
  }
  return least;
}

/**
 * Real states along the way to a stored one: under symmetry the stored ones stand for others. `isOrdered` says that the order of states
 * in a layer means nothing: of all states that lead on, the least is taken then and not the first.
 */
export function wayTo(
  kernel: TlaKernel,
  exploration: Exploration,
  state: number,
  isOrdered = false,
): { words: Uint32Array[]; events: number[] } {
  const { store } = exploration;
  const { words: width } = kernel;
  const at = (s: number): Uint32Array => store.states.slice(s * width, (s + 1) * width);
  const chain = isOrdered ? leastChainTo(kernel, exploration, state) : chainTo(kernel, exploration, state);
  const words = [at(chain[0] as number)];
  const events = [-1];
  for (const [i, s] of chain.slice(1).entries()) {
    run.level = i + 1;
    const step = kernel.stepTo(words.at(-1) as Uint32Array, at(s));
    if (step === undefined) throw new NoWayBack();
    words.push(step.words);
    events.push(step.event);
  }
  return { words, events };
}

function layerOf({ layers }: Exploration, state: number): number {
  let layer = 0;
  while (layer + 1 < layers.length && (layers[layer + 1] as number) <= state) layer++;
  return layer;
}

/** Stored states from an initial one to the given one, of each layer the least that leads on. */
function leastChainTo(kernel: TlaKernel, exploration: Exploration, state: number): number[] {
  const { store, layers } = exploration;
  const chain = [state];
  for (let above = layerOf(exploration, state) - 1; above >= 0; above--) {
    run.level = above + 1;
    const target = (chain[0] as number) * store.words;
    const leading: number[] = [];
    for (let from = layers[above] as number; from < (layers[above + 1] as number); from++)
      if (kernel.leadsTo(store.states, from * store.words, target)) leading.push(from);
    if (leading.length === 0) throw new NoWayBack();
    chain.unshift(leastState(exploration, leading));
  }
  return chain;
}

/** Stored states from an initial one to the given one, one of each layer: each layer is expanded again until the next is met. */
function chainTo(kernel: TlaKernel, exploration: Exploration, state: number): number[] {
  const { store, layers } = exploration;
  const chain = [state];
  for (let above = layerOf(exploration, state) - 1; above >= 0; above--) {
    run.level = above + 1;
    const target = chain[0] as number;
    let from = layers[above] as number;
    const end = layers[above + 1] as number;
    for (; from < end; from++) {
      const count = kernel.expand(store.states, from * store.words);
      let s = 0;
      while (s < count && store.find(kernel.successors, s * store.words) !== target) s++;
      if (s < count) break;
    }
    if (from === end) throw new NoWayBack();
    chain.unshift(from);
  }
  return chain;
}
