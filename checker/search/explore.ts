/**
 * The one explorer: breadth first, layer by layer, in a fixed order.
 *
 * It knows packed states and nothing else. The visited set sorts a large layer by partitions (visited.ts): the states of a layer are a
 * set, and what is said of them (counts, hits, depth) does not depend on their order. Several tests are asked of the same exploration; each is decided at the end of
 * the layer in which it first fails (so the counts do not depend on the order inside a layer) and the search goes on for the others.
 * The loop gives way every few milliseconds, so that progress is drawn and an interrupt is heard.
 */

import { getHeapStatistics } from 'node:v8';
import { type Expanded, expandMany, type Kernel, type StateTest, StepFault, stale } from '../kernel/kernel.ts';
import type { Partition } from './partition.ts';
import { StateStore } from './state-store.ts';
import { bitsFor, Visited } from './visited.ts';

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
  /** Every state of the layer that fails the test, in the store's order; found when asked for. */
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
  /** Every state found, made from the visited set when it is first asked for. */
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
}

/** Long enough to cost nothing, short enough that Ctrl-C and the progress line feel immediate. */
const sliceMilliseconds = 60;
const statesBetweenClocks = 512;
/** So near to a limit of states they are expanded one at a time: it is passed by no more than the successors of one. */
const nearLimit = 50_000;

/** Local states live on the JavaScript heap; the process would die where this stops it. */
function heapIsFull(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > 0.9 * limit;
}

class Search {
  readonly kernel: Kernel;
  readonly visited: Visited;
  readonly fired: Float64Array;
  readonly hitAt: ({ readonly layer: number; readonly counts: Counts } | undefined)[];
  transitions = 0;
  deadlocks = 0;
  peakBytes = 0;
  ending: Ending | undefined;
  readonly #tests: readonly StateTest[];
  readonly #options: ExploreOptions;
  readonly #mostStates: number;
  readonly #started = performance.now();
  /** For each closed layer, how many states of each partition come before its end; one number a partition. */
  #cuts: number[] = [];
  /** States before the end of the last closed layer. */
  #closed = 0;
  #layerCount = 0;
  #expanded = 0;
  /** By partition: the next state of the last closed layer to be expanded. */
  #head: number[] = [0];
  #partition = 0;
  /** Tests that failed in the layer under construction. */
  readonly #failing: boolean[];
  /** The state at which a fault was met, packed. */
  #faulty: Uint32Array = new Uint32Array();
  readonly #batch: Expanded = { successors: 0, deadlocks: 0 };

  constructor(kernel: Kernel, tests: readonly StateTest[], options: ExploreOptions) {
    this.kernel = kernel;
    this.#tests = tests;
    this.#options = options;
    this.#mostStates = options.limits?.states ?? Number.POSITIVE_INFINITY;
    this.fired = new Float64Array(kernel.eventCount);
    this.hitAt = tests.map(() => undefined);
    this.#failing = tests.map(() => false);
    const initial = kernel.initial();
    this.visited = new Visited(kernel.words, 0, this.#testNew, kernel.firstIdentifying);
    this.visited.addAll(initial, initial.length / kernel.words);
    this.#endLayer();
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  counts(): Counts {
    const { count } = this.visited;
    return {
      states: count,
      transitions: this.transitions,
      depth: this.#layerCount - (count === this.#closed ? 1 : 0),
      frontier: count - this.#expanded,
    };
  }

  /** Expands states until the slice is over or the search has ended. */
  slice(): void {
    const until = performance.now() + sliceMilliseconds;
    while (this.ending === undefined && performance.now() < until) {
      this.#expandSome();
      this.ending ??= this.#limitReached();
    }
    if (heapIsFull()) this.ending ??= { kind: 'limit', limit: 'memory' };
  }

  /** Expands the next states of the layer, of one partition. */
  #expandSome(): void {
    const { visited, kernel, fired } = this;
    const expanded = this.#batch;
    const p = this.#partition;
    const end = this.#cuts[this.#cuts.length - visited.partitions.length + p] as number;
    const stop = Math.min(end, (this.#head[p] as number) + statesBetweenClocks);
    const partition = visited.partitions[p] as Partition;
    let state = this.#head[p] as number;
    try {
      while (state < stop && this.ending === undefined) {
        const until = visited.count + nearLimit < this.#mostStates ? stop : state + 1;
        const { words } = visited;
        const count = expandMany(kernel, partition.states, state * words, until * words, expanded);
        if (count === stale) {
          this.#head[p] = state;
          this.#moveAll(visited.bits, kernel);
          return;
        }
        const { fired: events } = kernel;
        const { successors } = expanded;
        for (let s = 0; s < successors; s++) fired[events[s] as number] = (fired[events[s] as number] as number) + 1;
        state += count;
        this.transitions += successors;
        this.#expanded += count;
        this.deadlocks += expanded.deadlocks;
        visited.addAll(kernel.successors, successors);
        if (visited.count > this.#mostStates) this.ending ??= { kind: 'limit', limit: 'states' };
      }
    } catch (error) {
      if (!(error instanceof StepFault)) throw error;
      this.#fault(partition.states, state, error.event, error.cause);
    }
    this.#head[p] = state;
    if (state === end && this.ending === undefined && ++this.#partition === visited.partitions.length) this.#endLayer();
  }

  #fault(states: Uint32Array, state: number, event: number, cause: unknown): void {
    if (this.ending !== undefined) return;
    const { words } = this.visited;
    this.#faulty = states.slice(state * words, (state + 1) * words);
    this.ending = { kind: 'fault', state: -1, event, cause };
  }

  /** A test that throws ends the search at the state it was asked of. */
  readonly #testNew = (p: number, from: number, to: number): void => {
    const { visited } = this;
    const { states } = visited.partitions[p] as Partition;
    this.#tests.forEach((test, t) => {
      if (this.hitAt[t] !== undefined) return;
      let state = from;
      try {
        while (state < to && test.holds(states, state * visited.words)) state++;
      } catch (cause) {
        this.#fault(states, state, -1, cause);
        return;
      }
      if (state < to) this.#failing[t] = true;
    });
  };

  /** Closes the layer under construction: decides the tests that failed in it and looks whether anything is left to do. */
  #endLayer(): void {
    const { visited } = this;
    visited.flush();
    if (this.ending?.kind === 'fault') return;
    const isOver = visited.count === this.#closed;
    this.peakBytes = Math.max(this.peakBytes, visited.bytes);
    if (isOver) {
      this.ending ??= { kind: 'complete' };
      return;
    }
    this.settle();
    const parts = visited.partitions.length;
    this.#head = this.#layerCount === 0 ? visited.partitions.map(() => 0) : this.#cuts.slice(-parts);
    for (const { count } of visited.partitions) this.#cuts.push(count);
    this.#closed = visited.count;
    this.#options.onLayer?.(this.#layerCount);
    this.#layerCount++;
    this.#partition = 0;
    const decided = this.#tests.length > 0 && this.hitAt.every((hit) => hit !== undefined);
    if (decided && this.#options.exhaustive !== true) this.ending ??= { kind: 'decided' };
    const { depth } = this.#options.limits ?? {};
    if (this.ending === undefined && depth !== undefined && this.counts().depth >= depth) {
      this.ending = { kind: 'limit', limit: 'depth' };
    }
    const bits = bitsFor(visited.count);
    if (bits > visited.bits) this.#moveAll(bits);
    else visited.fitBuffers();
  }

  /** Decides the tests that failed so far. Called early when a limit cuts a layer: what was found in it counts. */
  settle(): void {
    this.peakBytes = Math.max(this.peakBytes, this.visited.bytes);
    this.#failing.forEach((fails, t) => {
      if (fails) this.hitAt[t] ??= { layer: this.#layerCount, counts: this.counts() };
    });
  }

  /**
   * Moves the visited set to more partitions or another layout and follows the boundaries that the search knows. What waits in
   * buffers is in the old layout, which the tests no longer read: it is tested after the move.
   */
  #moveAll(bits: number, kernel?: Kernel): void {
    const { visited } = this;
    const tested = visited.partitions.map(({ count }) => count);
    visited.flush(false);
    const parts = visited.partitions.length;
    const cuts: (readonly number[])[] = [];
    for (let at = 0; at < this.#cuts.length; at += parts) cuts.push(this.#cuts.slice(at, at + parts));
    cuts.splice(-1, 0, this.#head);
    cuts.push(
      tested,
      visited.partitions.map(({ count }) => count),
    );
    const moved = visited.rebuild(bits, cuts, kernel);
    const [head, closed, from] = moved.slice(-4) as [readonly number[], readonly number[], readonly number[]];
    this.#head = [...head];
    this.#cuts = [...moved.slice(0, -4), closed].flat();
    this.#partition = 0;
    visited.partitions.forEach(({ count }, p) => {
      this.#testNew(p, from[p] as number, count);
    });
  }

  #limitReached(): Ending | undefined {
    const { seconds, bytes } = this.#options.limits ?? {};
    if (this.#options.signal?.aborted === true) return { kind: 'interrupted' };
    if (seconds !== undefined && this.seconds >= seconds) return { kind: 'limit', limit: 'time' };
    if (bytes !== undefined && this.visited.bytesToGrow > bytes) return { kind: 'limit', limit: 'memory' };
    return undefined;
  }

  /** What was found, with the states in one array, layer by layer, once somebody asks for them. */
  result(): Exploration {
    const { visited, transitions, deadlocks, fired, seconds, peakBytes } = this;
    const counts = this.counts();
    const parts = visited.partitions.length;
    const layers = [0];
    for (let at = 0; at < this.#cuts.length; at += parts) {
      let end = 0;
      for (let p = 0; p < parts; p++) end += this.#cuts[at + p] as number;
      layers.push(end);
    }
    if (layers.at(-1) !== counts.states) layers.push(counts.states);
    let made: StateStore | undefined;
    const store = (): StateStore => {
      made ??= this.#gather();
      return made;
    };
    const hits = this.hitAt.map((hit, t) => hit && this.#hit(hit, this.#tests[t] as StateTest, layers, store));
    const ending = this.ending as Ending;
    const faulty = this.#faulty;
    return {
      ending:
        ending.kind !== 'fault'
          ? ending
          : {
              ...ending,
              get state() {
                return store().find(faulty, 0);
              },
            },
      counts,
      get store() {
        return store();
      },
      ...{ layers, hits, fired, transitions, deadlocks, seconds, peakBytes },
    };
  }

  #hit(
    { layer, counts }: { readonly layer: number; readonly counts: Counts },
    test: StateTest,
    layers: readonly number[],
    store: () => StateStore,
  ): Hit {
    let found: number[] | undefined;
    const search = (): number[] => {
      const { states, words } = store();
      const from = layers[layer] as number;
      const all = Array.from({ length: (layers[layer + 1] as number) - from }, (_, i) => from + i);
      return all.filter((state) => !test.holds(states, state * words));
    };
    return {
      get states() {
        found ??= search();
        return found;
      },
      counts,
    };
  }

  #gather(): StateStore {
    const { visited } = this;
    const { partitions, words, count } = visited;
    const first = this.kernel.firstIdentifying;
    if (partitions.length === 1) return new StateStore((partitions[0] as Partition).states, words, count, first);
    const states = new Uint32Array(count * words);
    const ends = partitions.map(() => 0);
    let to = 0;
    const copy = (p: number, end: number): void => {
      const part = (partitions[p] as Partition).states.subarray((ends[p] as number) * words, end * words);
      states.set(part, to);
      to += part.length;
      ends[p] = end;
    };
    for (let at = 0; at < this.#cuts.length; at++) copy(at % partitions.length, this.#cuts[at] as number);
    partitions.forEach((partition, p) => {
      copy(p, partition.count);
    });
    return new StateStore(states, words, count, first);
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
    options.onProgress?.({ ...search.counts(), seconds: search.seconds, bytes: search.visited.bytes });
    if (search.ending === undefined) await new Promise((resolve) => setImmediate(resolve));
  }
  // The layer of a fault is not decided: how much of it was seen depends on where it broke.
  if (search.ending.kind !== 'fault') {
    search.visited.flush();
    search.settle();
  }
  return search.result();
}
