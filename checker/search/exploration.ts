/** What a search is given, and what it leaves. */

import type { CheckpointPlan } from './checkpoint-file.ts';
import type { LossyStore, Omission } from './lossy-store.ts';
import type { DiskPlan } from './pages.ts';
import type { StateStore } from './state-store.ts';

export interface Limits {
  readonly states?: number;
  readonly depth?: number;
  readonly seconds?: number;
  /** Bytes the store may hold, its next doubling included. */
  readonly bytes?: number;
}

/** Counts of a search at one moment. */
export interface Counts {
  /** Distinct states found. */
  readonly states: number;
  /** Transitions examined: firings of enabled events. */
  readonly transitions: number;
  /** Length of the longest shortest path to a state found. */
  readonly depth: number;
  /** States found but not yet expanded. */
  readonly frontier: number;
}

export interface Path {
  readonly start: number;
  /** Events in order. */
  readonly events: readonly number[];
  /** Numbers of the states, one more than events. */
  readonly states: readonly number[];
}

/** Who takes an event, as a number below `owners`. */
export interface OwnerChoice {
  readonly ownerOf: (event: number) => number;
  readonly owners: number;
}

export interface Hit {
  /** Every state of the layer that fails the test, in the store's order; found when asked for. */
  readonly states: readonly number[];
  /** Counts when the layer was complete. */
  readonly counts: Counts;
  /** A way to the one state, where the search kept no states to look for a shorter one among them. */
  readonly path?: Path;
}

/** Why a search ended. */
export type Ending =
  | { readonly kind: 'complete' }
  | { readonly kind: 'decided' }
  | { readonly kind: 'limit'; readonly limit: 'states' | 'depth' | 'time' | 'memory' }
  | { readonly kind: 'interrupted' }
  | {
      readonly kind: 'fault';
      readonly state: number;
      readonly event: number;
      readonly cause: unknown;
      readonly path?: Path;
    };

export interface Exploration {
  readonly ending: Ending;
  readonly counts: Counts;
  /** Every state found, made from the visited set when it is first asked for; of a lossy store only those on the ways to hits. */
  readonly store: StateStore;
  /** Number of the first state of each layer. */
  readonly layers: readonly number[];
  /** For each test, where it first fails; undefined if it does not in what was examined. */
  readonly hits: readonly (Hit | undefined)[];
  /** Firings of each event, over everything that was expanded. */
  readonly fired: Float64Array;
  /** States without an enabled event. */
  readonly deadlocks: number;
  readonly seconds: number;
  readonly peakBytes: number;
  /** Bytes that the limit of memory leaves beside the states, for what is made of them; infinite without one. */
  readonly bytesLeft: number;
  /** Bytes of states that went to disk. */
  readonly diskBytes: number;
  /** How likely a state was left out; null where states were stored whole. */
  readonly omission: Omission | null;
}

/** How far a search has come. */
export type Moment = Counts & { readonly seconds: number; readonly bytes: number };

export interface ExploreOptions {
  readonly limits?: Limits;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((moment: Moment) => void) | undefined;
  /** Called when the states of a depth are about to be expanded; initial states stand at depth 0. */
  readonly onLayer?: ((depth: number) => void) | undefined;
  /** Go on to the end of the state space although every test is decided. */
  readonly exhaustive?: boolean;
  /** Threads that a large search may use, this one not counted; its answers do not depend on them. */
  readonly threads?: number | undefined;
  /** States from which on they are used, and waited for; fewer than usual for tests. */
  readonly worth?: number;
  /**
   * Where states go when memory is reached, instead of an end; for tests whose answers need no other search after this one, with the owners
   * by which a path is chosen.
   */
  readonly disk?: (DiskPlan & OwnerChoice) | undefined;
  /** What is kept of the states, if not all of them; for kernels with a layout, without threads and checkpoints. */
  readonly store?: LossyStore | undefined;
  /** Where the search is written down from time to time, and taken up again from what was written. */
  readonly checkpoints?: CheckpointPlan | undefined;
}
