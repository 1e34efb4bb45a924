/** Everything a breadth-first search knows at one moment, as data: enough to go on from there as if it had never stopped. */

import type { Counts } from './exploration.ts';

/** The numbers of an image; the states stand beside them. */
export interface ImageHead {
  /** Words a state, and partitions as bits of the hash. */
  readonly words: number;
  readonly bits: number;
  /** States in each partition. */
  readonly counts: readonly number[];
  /** For each closed layer, how many states of each partition come before its end. */
  readonly cuts: readonly number[];
  readonly closed: number;
  readonly layerCount: number;
  readonly expanded: number;
  /** By partition: the next state to be expanded. */
  readonly head: readonly number[];
  readonly partition: number;
  /** By test: whether it failed in the layer under construction or before. */
  readonly failing: readonly boolean[];
  /** By test: the layer in which it first failed. */
  readonly hitAt: readonly ({ readonly layer: number; readonly counts: Counts } | null)[];
  readonly transitions: number;
  readonly deadlocks: number;
  readonly peakBytes: number;
  readonly seconds: number;
  /** Firings by event. */
  readonly fired: readonly number[];
  /** States generated, where the kernel counts them. */
  readonly generated: number | null;
  /** Whether other threads had the states: their order in a layer is none then. */
  readonly wasLent: boolean;
  /** How the search ended, if it did and nothing cut it. */
  readonly ending: 'complete' | 'decided' | null;
}

export interface SearchImage extends ImageHead {
  /** The packed states of each partition, in order. */
  readonly states: readonly Uint32Array[];
}
