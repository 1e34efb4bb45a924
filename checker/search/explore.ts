/**
 * The one explorer: breadth first, layer by layer, in a fixed order.
 *
 * It knows packed states and nothing else. Several tests are asked of the same exploration; each is decided at the end of
 * the layer in which it first fails (so the counts do not depend on the order inside a layer) and the search goes on for the others.
 * The loop gives way every few milliseconds, so that progress is drawn and an interrupt is heard.
 */

import { getHeapStatistics } from 'node:v8';
import { type Kernel, type StateTest, StepFault, stale } from '../kernel/kernel.ts';
import { StateStore } from './state-store.ts';

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

export interface Hit {
  /** Every state of the layer that fails the test, in order of finding. */
  readonly states: readonly number[];
  /** Counts when the layer was complete. */
  readonly counts: Counts;
}

/** Why a search ended. */
export type Ending =
  | { readonly kind: 'complete' }
  | { readonly kind: 'decided' }
  | { readonly kind: 'limit'; readonly limit: 'states' | 'depth' | 'time' | 'memory' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'fault'; readonly state: number; readonly event: number; readonly cause: unknown };

export interface Exploration {
  readonly ending: Ending;
  readonly counts: Counts;
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
}

export interface ExploreOptions {
  readonly limits?: Limits;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((counts: Counts & { readonly seconds: number; readonly bytes: number }) => void) | undefined;
  /** Go on to the end of the state space although every test is decided. */
  readonly exhaustive?: boolean;
}

/** Long enough to cost nothing, short enough that Ctrl-C and the progress line feel immediate. */
const sliceMilliseconds = 60;
const statesBetweenClocks = 512;

/** Local states live on the JavaScript heap; the process would die where this stops it. */
function heapIsFull(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > 0.9 * limit;
}

class Search {
  readonly kernel: Kernel;
  readonly store: StateStore;
  readonly layers: number[] = [0];
  readonly fired: Float64Array;
  readonly hits: (Hit | undefined)[];
  transitions = 0;
  deadlocks = 0;
  peakBytes = 0;
  head = 0;
  ending: Ending | undefined;
  readonly #tests: readonly StateTest[];
  readonly #failing: number[][];
  readonly #options: ExploreOptions;
  readonly #mostStates: number;
  readonly #started = performance.now();

  constructor(kernel: Kernel, tests: readonly StateTest[], options: ExploreOptions) {
    this.kernel = kernel;
    this.#tests = tests;
    this.#options = options;
    this.#mostStates = options.limits?.states ?? Number.POSITIVE_INFINITY;
    this.fired = new Float64Array(kernel.eventCount);
    this.hits = tests.map(() => undefined);
    this.#failing = tests.map(() => []);
    const initial = kernel.initial();
    this.store = new StateStore(kernel.words);
    for (let at = 0; at < initial.length; at += kernel.words) {
      if (this.store.add(initial, at, this.store.count)) this.#test(this.store.count - 1);
    }
    this.#endLayer();
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  counts(): Counts {
    const { head, store, transitions } = this;
    const lastLayerIsEmpty = this.layers.at(-1) === store.count;
    return {
      states: store.count,
      transitions,
      depth: this.layers.length - (lastLayerIsEmpty ? 2 : 1),
      frontier: store.count - head,
    };
  }

  /** Expands states until the slice is over or the search has ended. */
  slice(): void {
    const until = performance.now() + sliceMilliseconds;
    while (this.ending === undefined && performance.now() < until) {
      for (let n = 0; n < statesBetweenClocks && this.ending === undefined; n++) this.#expandNext();
      this.ending ??= this.#limitReached();
    }
    if (heapIsFull()) this.ending ??= { kind: 'limit', limit: 'memory' };
  }

  #expandNext(): void {
    const { store, kernel } = this;
    const state = this.head;
    let count: number;
    try {
      count = kernel.expand(store.states, state * store.words);
      while (count === stale) {
        store.relayout(kernel.repack(store.states, store.count), kernel.words);
        count = kernel.expand(store.states, state * store.words);
      }
    } catch (error) {
      if (!(error instanceof StepFault)) throw error;
      this.ending = { kind: 'fault', state, event: error.event, cause: error.cause };
      return;
    }
    const { successors, fired } = kernel;
    for (let s = 0; s < count; s++) this.fired[fired[s] as number] = (this.fired[fired[s] as number] as number) + 1;
    const before = store.count;
    store.addAll(successors, count, state);
    for (let added = before; added < store.count; added++) this.#test(added);
    this.transitions += count;
    if (count === 0) this.deadlocks++;
    this.head = state + 1;
    if (this.head === (this.layers.at(-1) as number)) this.#endLayer();
    if (store.count > this.#mostStates) this.ending ??= { kind: 'limit', limit: 'states' };
  }

  /** A test that throws ends the search at the state it was asked of. */
  #holds(test: StateTest, state: number): boolean {
    const { store } = this;
    try {
      return test.holds(store.states, state * store.words);
    } catch (cause) {
      this.ending ??= { kind: 'fault', state, event: -1, cause };
      return true;
    }
  }

  #test(state: number): void {
    this.#tests.forEach((test, t) => {
      if (this.hits[t] === undefined && !this.#holds(test, state)) this.#failing[t]?.push(state);
    });
  }

  /** Closes the layer under construction: decides the tests that failed in it and looks whether anything is left to do. */
  #endLayer(): void {
    const { store } = this;
    if (this.layers.at(-1) !== store.count) this.layers.push(store.count);
    this.settle();
    if (this.head === store.count) {
      this.ending ??= { kind: 'complete' };
      return;
    }
    const decided = this.#tests.length > 0 && this.hits.every((hit) => hit !== undefined);
    if (decided && this.#options.exhaustive !== true) this.ending ??= { kind: 'decided' };
    const { depth } = this.#options.limits ?? {};
    if (this.ending === undefined && depth !== undefined && this.counts().depth >= depth) {
      this.ending = { kind: 'limit', limit: 'depth' };
    }
  }

  /** Decides the tests that failed so far. Called early when a limit cuts a layer: what was found in it counts. */
  settle(): void {
    this.peakBytes = Math.max(this.peakBytes, this.store.bytes);
    this.#failing.forEach((states, t) => {
      if (states.length > 0 && this.hits[t] === undefined) this.hits[t] = { states, counts: this.counts() };
    });
  }

  #limitReached(): Ending | undefined {
    const { seconds, bytes } = this.#options.limits ?? {};
    if (this.#options.signal?.aborted === true) return { kind: 'interrupted' };
    if (seconds !== undefined && this.seconds >= seconds) return { kind: 'limit', limit: 'time' };
    if (bytes !== undefined && this.store.bytesToGrow > bytes) return { kind: 'limit', limit: 'memory' };
    return undefined;
  }
}

/** Explores every state reachable in the kernel, asking each test of each new state. */
export async function explore(
  kernel: Kernel,
  tests: readonly StateTest[],
  options: ExploreOptions = {},
): Promise<Exploration> {
  const search = new Search(kernel, tests, options);
  while (search.ending === undefined) {
    search.slice();
    options.onProgress?.({ ...search.counts(), seconds: search.seconds, bytes: search.store.bytes });
    if (search.ending === undefined) await new Promise((resolve) => setImmediate(resolve));
  }
  // The layer of a fault is not decided: how much of it was seen depends on where it broke.
  if (search.ending.kind !== 'fault') search.settle();
  return {
    ending: search.ending,
    counts: search.counts(),
    store: search.store,
    layers: search.layers,
    hits: search.hits,
    fired: search.fired,
    deadlocks: search.deadlocks,
    seconds: search.seconds,
    peakBytes: search.peakBytes,
  };
}
