/**
 * One breadth-first search, layer by layer, in a fixed order.
 *
 * It knows packed states and nothing else. The visited set sorts a large layer by partitions (visited.ts): the states of a layer are a
 * set, and what is said of them (counts, hits, depth) does not depend on their order. Several tests are asked of the same exploration; each is decided at the end of
 * the layer in which it first fails (so the counts do not depend on the order inside a layer) and the search goes on for the others.
 * The loop gives way every few milliseconds, so that progress is drawn and an interrupt is heard.
 *
 * One long file, because one thing is hard here: what is known of a layer must stay true when the states move (to more partitions, to a
 * wider layout, to threads and back, to a checkpoint and back), and every one of these moves touches the same few fields.
 */

import { getHeapStatistics } from 'node:v8';
import { Cut } from '../kernel/cut.ts';
import { type Expanded, expandMany, type Kernel, type StateTest, StepFault, stale } from '../kernel/kernel.ts';
import type { Counts, Ending, Exploration, ExploreOptions, Hit, OwnerChoice, Path } from './exploration.ts';
import { type IsTarget, type LayerPiece, layerPath } from './layer-path.ts';
import type { Loan, LoanReport } from './loan.ts';
import { LossySet } from './lossy-set.ts';
import type { DiskPlan } from './pages.ts';
import type { Partition } from './partition.ts';
import type { SearchImage } from './search-image.ts';
import { StateStore } from './state-store.ts';
import { bitsFor, Visited } from './visited.ts';

/** Long enough to cost nothing, short enough that Ctrl-C and the progress line feel immediate. */
const sliceMilliseconds = 60;
const statesBetweenClocks = 512;
/** Between two looks at the limits, where layers are smaller: the memory of all partitions is added up for each. */
const statesBetweenLimits = 64;
/** States of a layer that are read along. */
const statesAtOnce = 1 << 12;
/** So near to a limit of states they are expanded one at a time: it is passed by no more than the successors of one. */
const nearLimit = 50_000;

/** Partitions at least, as bits, of states on disk: one of them is in memory at a time. */
const leastPagedBits = 5;

/** Local states live on the JavaScript heap; the process would die where this stops it. */
function heapIsFull(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > 0.9 * limit;
}

/** What was expanded apart from the states of the search. */
export interface Apart {
  /** Packed successors, in the layout that the states have. */
  readonly successors: readonly Uint32Array[];
  readonly left: Uint32Array;
  /** Whether the layout grew while the first of those left was expanded. */
  readonly isStale: boolean;
}

const nothingApart: Apart = { successors: [], left: new Uint32Array(), isStale: false };

/** Where a test first failed. */
interface Failing {
  readonly layer: number;
  readonly counts: Counts;
  /** The number of the first state that failed it, where the states do not last. */
  readonly first?: number;
}

/** A search that was written down is asked otherwise now. */
export class OtherAnswers extends Error {}

export class Search {
  readonly kernel: Kernel;
  readonly visited: Visited;
  /** The visited set, where it keeps signatures only. */
  readonly #lossy: LossySet | undefined;
  readonly fired: Float64Array;
  readonly hitAt: (Failing | undefined)[];
  transitions = 0;
  deadlocks = 0;
  peakBytes = 0;
  ending: Ending | undefined;
  readonly #tests: readonly StateTest[];
  readonly #options: ExploreOptions;
  readonly #mostStates: number;
  readonly #started = performance.now();
  /** Seconds that the search had taken when it was written down. */
  #before = 0;
  /** Whether other threads have had the states. */
  wasLent = false;
  /** Whether a limit was met while a test was asked, so that nothing is known of some states. */
  isUntested = false;
  /** Whether the search was over when it was written down. */
  isRestored = false;
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
  /** Its number, where states do not last. */
  #faultyNumber = -1;
  readonly #batch: Expanded = { successors: 0, transitions: 0, deadlocks: 0 };

  /** A search that begins, or one that goes on from an image, which the kernel has learned already. */
  constructor(kernel: Kernel, tests: readonly StateTest[], options: ExploreOptions, image?: SearchImage) {
    this.kernel = kernel;
    this.#tests = tests;
    this.#options = options;
    this.#mostStates = options.limits?.states ?? Number.POSITIVE_INFINITY;
    this.fired = new Float64Array(kernel.eventCount);
    this.hitAt = tests.map(() => undefined);
    this.#failing = tests.map(() => false);
    kernel.attend?.((from, at) => this.visited.isAmong(this.#cuts, from, at));
    // The initial states first: tables kept from another point of a sweep may widen the layout before anything is stored.
    const initial = image === undefined ? kernel.initial() : undefined;
    this.#lossy = options.store && new LossySet(kernel, options.store, this.#testNew);
    this.visited = this.#lossy ?? new Visited(kernel.words, image?.bits ?? 0, this.#testNew, kernel.firstIdentifying);
    if (image === undefined && initial !== undefined) {
      this.visited.addAll(initial, initial.length / kernel.words);
      this.#endLayer();
    } else if (image !== undefined) this.#restore(image);
  }

  get seconds(): number {
    return this.#before + (performance.now() - this.#started) / 1000;
  }

  /** Everything the search knows, between two slices; what waits in buffers is looked up first. */
  image(): SearchImage {
    const { visited, transitions, deadlocks, peakBytes, seconds } = this;
    visited.flush();
    return {
      ...{ words: visited.words, bits: visited.bits, counts: visited.partitions.map(({ count }) => count) },
      states: visited.partitions.map(({ states, count }) => states.subarray(0, count * visited.words)),
      ...{ cuts: this.#cuts, closed: this.#closed, layerCount: this.#layerCount, expanded: this.#expanded },
      ...{ head: this.#head, partition: this.#partition, failing: this.#failing },
      hitAt: this.hitAt.map((hit) => hit ?? null),
      ...{ transitions, deadlocks, peakBytes, seconds, fired: [...this.fired] },
      ...{ generated: this.kernel.generated ?? null, wasLent: this.wasLent },
      ending: this.ending?.kind === 'complete' || this.ending?.kind === 'decided' ? this.ending.kind : null,
    };
  }

  /** Gives the states to other threads, in so many partitions at least, with what they have to know of them. */
  lend(bits: number): Loan {
    const { visited } = this;
    this.wasLent = true;
    visited.flush();
    if (visited.bits < bits) this.#moveAll(bits);
    const parts = visited.partitions.length;
    return {
      ...{ words: visited.words, bits: visited.bits, first: this.kernel.firstIdentifying ?? 0, heads: this.#head },
      ends: this.#cuts.slice(-parts),
      states: visited.lend(),
      undecided: this.hitAt.map((hit) => hit === undefined),
    };
  }

  /** Takes over what other threads did of the layer; where they came to its end it is closed. */
  report({ counts, heads, transitions, expanded, deadlocks, fired, failing, bytes, generated = 0 }: LoanReport): void {
    const { visited, kernel } = this;
    if (kernel.generated !== undefined) kernel.generated += generated;
    visited.partitions.forEach((partition, p) => {
      partition.count = counts[p] as number;
    });
    visited.count = counts.reduce((sum, count) => sum + count, 0);
    visited.lentBytes = bytes;
    this.peakBytes = Math.max(this.peakBytes, bytes);
    this.transitions += transitions;
    this.#expanded += expanded;
    this.deadlocks += deadlocks;
    for (let e = 0; e < fired.length; e++) this.fired[e] = (this.fired[e] as number) + (fired[e] as number);
    failing.forEach((fails, t) => {
      if (fails) this.#failing[t] = true;
    });
    this.#head = [...heads];
  }

  /** Closes the layer that other threads have expanded to its end. */
  closeLayer(): void {
    this.#endLayer();
  }

  /** States of the layer that are left to expand. */
  get open(): number {
    const parts = this.visited.partitions.length;
    return this.#cuts.slice(-parts).reduce((sum, end, p) => sum + end - (this.#head[p] as number), 0);
  }

  /**
   * Expands states of the layer that the other threads could not, up to one after which the layout has grown. Leaves the successors,
   * and the states that are left to expand.
   */
  expandApart(states: Uint32Array): Apart {
    const { kernel, fired } = this;
    const { words } = this.visited;
    const expanded = this.#batch;
    const successors: Uint32Array[] = [];
    let at = 0;
    try {
      for (; at < states.length; ) {
        const count = expandMany(kernel, states, at, states.length, expanded);
        if (count === stale) return { successors, left: states.subarray(at), isStale: true };
        for (let s = 0; s < expanded.transitions; s++) {
          const event = kernel.fired[s] as number;
          fired[event] = (fired[event] as number) + 1;
        }
        successors.push(kernel.successors.slice(0, expanded.successors * words));
        this.transitions += expanded.transitions;
        this.#expanded += count;
        this.deadlocks += expanded.deadlocks;
        at += count * words;
      }
    } catch (error) {
      if (!(error instanceof StepFault)) throw error;
      this.#fault(states, at / words, error.event, error.cause);
    }
    return { successors, left: states.subarray(at), isStale: false };
  }

  /** Asks the tests of new states of the layer that the other threads have no answer for. */
  testApart(states: Uint32Array): void {
    this.#testStates(states, 0, states.length / this.visited.words);
  }

  /** Takes the states back, with what was expanded apart last. */
  takeBack(states: readonly Uint32Array[], { successors, left, isStale }: Apart = nothingApart): void {
    const { visited, kernel } = this;
    visited.takeBack(states, this.ending === undefined);
    this.#partition = 0;
    if (this.ending !== undefined) return;
    for (const some of successors) visited.addAll(some, some.length / visited.words);
    if (!isStale) return;
    let rest = kernel.repack(left, left.length / visited.words);
    this.#moveAll(visited.bits, kernel);
    while (rest.length > 0 && this.ending === undefined) {
      const apart = this.expandApart(rest);
      for (const some of apart.successors) visited.addAll(some, some.length / visited.words);
      rest = apart.left;
      if (!apart.isStale) continue;
      rest = kernel.repack(rest, rest.length / visited.words);
      this.#moveAll(visited.bits, kernel);
    }
  }

  #restore(image: SearchImage): void {
    const { visited } = this;
    visited.restore(image.states, image.counts);
    this.#cuts = [...image.cuts];
    this.#closed = image.closed;
    this.#layerCount = image.layerCount;
    this.#expanded = image.expanded;
    this.#head = [...image.head];
    this.#partition = image.partition;
    this.transitions = image.transitions;
    this.deadlocks = image.deadlocks;
    this.peakBytes = image.peakBytes;
    this.#before = image.seconds;
    this.fired.set(image.fired);
    this.wasLent = image.wasLent;
    const { kernel } = this;
    if (image.generated !== null) kernel.generated = image.generated;
    if (kernel.memory?.isRenumbered === true) this.#moveAll(visited.bits, kernel);
    this.#askAgain(image);
    if (image.ending !== null) this.ending = { kind: image.ending };
    this.isRestored = image.ending !== null;
  }

  /**
   * Asks the tests of every state again, layer by layer. A test may have learned something of the states (what was observed); and
   * an answer that differs from the one that was written down is another test's. Throws `OtherAnswers`.
   */
  #askAgain(image: SearchImage): void {
    const { partitions } = this.visited;
    const parts = partitions.length;
    let from: readonly number[] = partitions.map(() => 0);
    for (let layer = 0; layer <= image.layerCount; layer++) {
      const isClosed = layer < image.layerCount;
      const end = isClosed
        ? this.#cuts.slice(layer * parts, (layer + 1) * parts)
        : partitions.map(({ count }) => count);
      for (let p = 0; p < parts; p++) this.#testNew(p, from[p] as number, end[p] as number);
      from = end;
      for (const [t, fails] of this.#failing.entries()) {
        const hit = image.hitAt[t] ?? undefined;
        const isOpen = layer === image.layerCount;
        if (this.hitAt[t] !== undefined) continue;
        const wasFailing = isOpen ? image.failing[t] === true : hit?.layer === layer;
        if (fails !== wasFailing || this.ending !== undefined) throw new OtherAnswers();
        if (fails && !isOpen) this.hitAt[t] = hit;
      }
    }
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

  /** Expands states, `most` and then a look at the clock, until the slice is over or the search has ended. */
  slice(milliseconds: number = sliceMilliseconds, most: number = statesBetweenClocks): void {
    const until = performance.now() + milliseconds;
    do {
      if (this.ending !== undefined) break;
      const enough = this.#expanded + (milliseconds === 0 ? 0 : Math.min(most, statesBetweenLimits));
      do this.#expandSome(most);
      while (this.ending === undefined && this.#expanded < enough);
      this.ending ??= this.#limitReached();
    } while (performance.now() < until);
    if (heapIsFull()) this.ending ??= { kind: 'limit', limit: 'memory' };
  }

  /** Expands the next states of the layer, of one partition. */
  #expandSome(most: number): void {
    const { visited, kernel, fired } = this;
    const expanded = this.#batch;
    const p = this.#partition;
    const end = this.#cuts[this.#cuts.length - visited.partitions.length + p] as number;
    const stop = Math.min(end, (this.#head[p] as number) + most);
    let state = this.#head[p] as number;
    const partition = visited.statesOf(p, state, stop);
    try {
      while (state < stop && this.ending === undefined) {
        const until = visited.count + nearLimit < this.#mostStates ? stop : state + 1;
        const count = this.#expandFrom(partition, state, until);
        if (count === stale) {
          this.#head[p] = state;
          this.#moveAll(visited.bits, kernel);
          return;
        }
        const { fired: events } = kernel;
        const { transitions } = expanded;
        for (let s = 0; s < transitions; s++) fired[events[s] as number] = (fired[events[s] as number] as number) + 1;
        state += count;
        this.transitions += transitions;
        this.#expanded += count;
        this.deadlocks += expanded.deadlocks;
        if (this.#lossy === undefined) visited.addAll(kernel.successors, expanded.successors);
        else this.#lossy.addFrom(state - 1, kernel.successors, events, transitions);
        if (visited.count > this.#mostStates) this.ending ??= { kind: 'limit', limit: 'states' };
      }
    } catch (error) {
      if (!(error instanceof StepFault)) throw error;
      this.#fault(partition.states, state - partition.dropped, error.event, error.cause);
    }
    this.#head[p] = state;
    if (state === end && this.ending === undefined && ++this.#partition === visited.partitions.length) this.#endLayer();
  }

  /** Expands some of a partition's states; one where each successor has to be told by its event. */
  #expandFrom({ states, dropped }: Pick<Partition, 'states' | 'dropped'>, state: number, until: number): number {
    const { kernel } = this;
    const { words } = this.visited;
    if (this.#lossy === undefined)
      return expandMany(kernel, states, (state - dropped) * words, (until - dropped) * words, this.#batch);
    const count = kernel.expand(states, (state - dropped) * words);
    if (count === stale) return stale;
    this.#batch.successors = count;
    this.#batch.transitions = count;
    this.#batch.deadlocks = count === 0 ? 1 : 0;
    return 1;
  }

  #fault(states: Uint32Array, state: number, event: number, cause: unknown): void {
    if (this.ending !== undefined) return;
    if (cause instanceof Cut) {
      this.ending = { kind: 'limit', limit: cause.limit };
      return;
    }
    const { words, partitions } = this.visited;
    this.#faultyNumber = state + (partitions[0] as Partition).dropped;
    this.#faulty = states.slice(state * words, (state + 1) * words);
    this.ending = { kind: 'fault', state: -1, event, cause };
  }

  /** A test that throws ends the search at the state it was asked of. */
  readonly #testNew = (p: number, from: number, to: number): void => {
    if (from === to) return;
    const { states, dropped } = this.visited.statesOf(p, from, to);
    this.#testStates(states, from - dropped, to - dropped);
  };

  #testStates(states: Uint32Array, from: number, to: number): void {
    const { visited } = this;
    this.#tests.forEach((test, t) => {
      if (this.hitAt[t] !== undefined) return;
      let state = from;
      try {
        while (state < to && test.holds(states, state * visited.words)) state++;
      } catch (cause) {
        this.isUntested ||= cause instanceof Cut;
        this.#fault(states, state, -1, cause);
        return;
      }
      if (state < to) this.#failing[t] = true;
    });
  }

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
    this.#lossy?.drop(this.#head[0] as number);
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
    // States that other threads hold are moved when they have come back.
    if (visited.lentBytes > 0) return;
    const bits = bitsFor(visited.count);
    if (bits > visited.bits) this.#moveAll(bits);
    else visited.fitBuffers();
  }

  /** Decides the tests that failed so far. Called early when a limit cuts a layer: what was found in it counts. */
  settle(): void {
    this.peakBytes = Math.max(this.peakBytes, this.visited.bytes);
    this.#failing.forEach((fails, t) => {
      if (!fails || this.hitAt[t] !== undefined) return;
      const first = this.#firstFailing(this.#tests[t] as StateTest);
      this.hitAt[t] = { layer: this.#layerCount, counts: this.counts(), ...(first === undefined ? {} : { first }) };
    });
  }

  /** The first state of the layer under construction that fails a test, where states do not last. */
  #firstFailing(test: StateTest): number | undefined {
    if (this.#lossy === undefined) return undefined;
    const { words, partitions } = this.#lossy;
    const { states, dropped } = partitions[0] as Partition;
    let state = this.#closed;
    while (test.holds(states, (state - dropped) * words)) state++;
    return state;
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

  /** Whether a limit is reached, or an interrupt, with so many bytes in the hands of others; the search has ended then. */
  isCut(bytes: number): boolean {
    const { bytes: most } = this.#options.limits ?? {};
    if (most !== undefined && bytes > most && this.#options.disk !== undefined) this.#wantsDisk = true;
    else if (heapIsFull() || (most !== undefined && bytes > most)) this.ending ??= { kind: 'limit', limit: 'memory' };
    this.ending ??= this.#limitReached();
    return this.#wantsDisk || this.ending !== undefined;
  }

  /** Memory was reached in the hands of other threads. */
  #wantsDisk = false;

  /** Whether states are on disk, or have to go there: no other thread takes them then. */
  get isOnDisk(): boolean {
    return this.#wantsDisk || this.visited.isPaged;
  }

  #limitReached(): Ending | undefined {
    const { seconds, bytes } = this.#options.limits ?? {};
    if (this.#options.signal?.aborted === true) return { kind: 'interrupted' };
    if (seconds !== undefined && this.seconds >= seconds) return { kind: 'limit', limit: 'time' };
    if (bytes === undefined || this.visited.lentBytes > 0) return undefined;
    if (!this.#wantsDisk && this.visited.bytesToGrow <= bytes) return undefined;
    const { disk, limits } = this.#options;
    // A limit of states is kept to the state, and many wait in buffers where states are on disk.
    if (disk === undefined || limits?.states !== undefined) return { kind: 'limit', limit: 'memory' };
    // The buffers are what the limit leaves; a partition at a time is beside them.
    if (!this.visited.isPaged) this.#page(disk, bytes);
    return undefined;
  }

  #page(plan: DiskPlan, bytes: number): void {
    this.#wantsDisk = false;
    if (this.visited.bits < leastPagedBits) this.#moveAll(leastPagedBits);
    this.visited.page(plan, bytes);
  }

  /** What was found, with the states in one array, layer by layer, once somebody asks for them. */
  result(): Exploration {
    if (this.#lossy !== undefined) return this.#lossyResult(this.#lossy);
    if (this.visited.isPaged) return this.#pagedResult();
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
      // The states in one array, and an index of two slots or up to four each.
      bytesLeft: (this.#options.limits?.bytes ?? Number.POSITIVE_INFINITY) - counts.states * (4 * visited.words + 16),
      ...{ omission: null, diskBytes: 0 },
    };
  }

  /** The states of a layer, some of a partition at a time. */
  *#layer(layer: number): Iterable<LayerPiece> {
    const { visited } = this;
    const { words } = visited;
    const parts = visited.partitions.length;
    for (const [p, { count }] of visited.partitions.entries()) {
      const begin = layer === 0 ? 0 : (this.#cuts[(layer - 1) * parts + p] as number);
      const end = this.#cuts[layer * parts + p] ?? count;
      for (let from = begin; from < end; from += statesAtOnce) {
        const to = Math.min(end, from + statesAtOnce);
        const { states, dropped } = visited.statesOf(p, from, to);
        yield { states, from: (from - dropped) * words, to: (to - dropped) * words };
      }
    }
  }

  /** The layer of the state at which a fault was met. */
  #faultyLayer(isFaulty: IsTarget): number {
    const { words } = this.visited;
    for (let layer = 0; layer < this.#layerCount; layer++) {
      for (const { states, from, to } of this.#layer(layer)) {
        for (let at = from; at < to; at += words) if (isFaulty(states, at)) return layer;
      }
    }
    return this.#layerCount;
  }

  /** What was found with the states on disk: of a hit, and of a fault, a way to it, and the states on these. */
  #pagedResult(): Exploration {
    const { visited, kernel, transitions, deadlocks, fired, seconds, peakBytes } = this;
    const { words, diskBytes } = visited;
    const found: Uint32Array[] = [];
    const pathTo = (layer: number, isTarget: IsTarget): Path => {
      const choice = this.#options.disk as OwnerChoice;
      const { events, states } = layerPath(kernel, (one) => this.#layer(one), layer, isTarget, choice);
      const start = found.length;
      found.push(...states);
      return { start, events, states: states.map((_, i) => start + i) };
    };
    const hits = this.hitAt.map((hit, t): Hit | undefined => {
      if (hit === undefined) return undefined;
      const test = this.#tests[t] as StateTest;
      const path = pathTo(hit.layer, (states, at) => !test.holds(states, at));
      return { states: path.states.slice(-1), counts: hit.counts, path };
    });
    let ending = this.ending as Ending;
    if (ending.kind === 'fault') {
      const isFaulty: IsTarget = (states, at) => this.#faulty.every((word, w) => states[at + w] === word);
      const path = pathTo(this.#faultyLayer(isFaulty), isFaulty);
      ending = { ...ending, state: path.states.at(-1) as number, path };
    }
    visited.close();
    const states = new Uint32Array(found.length * words);
    for (const [s, state] of found.entries()) states.set(state, s * words);
    return {
      ...{ ending, counts: this.counts(), store: new StateStore(states, words, found.length), layers: [], hits, fired },
      ...{ transitions, deadlocks, seconds, peakBytes, bytesLeft: 0, omission: null, diskBytes },
    };
  }

  /** What was found without the states: of a hit, and of a fault, the way by which it was found. */
  #lossyResult(lossy: LossySet): Exploration {
    const { transitions, deadlocks, fired, seconds, peakBytes } = this;
    const ending = this.ending as Ending;
    const isFault = ending.kind === 'fault';
    const wanted = this.hitAt.flatMap((hit) => hit?.first ?? []);
    const { paths, store } = lossy.pathsTo([...wanted, ...(isFault ? [this.#faultyNumber] : [])]);
    const lastOf = (path: Path): number => path.states.at(-1) as number;
    let at = 0;
    const hits = this.hitAt.map((hit): Hit | undefined => {
      if (hit === undefined) return undefined;
      const path = paths[at++] as Path;
      return { states: [lastOf(path)], counts: hit.counts, path };
    });
    const path = paths[wanted.length];
    return {
      ending: isFault && path !== undefined ? { ...ending, state: lastOf(path), path } : ending,
      ...{ counts: this.counts(), store, layers: [], hits, fired, transitions, deadlocks, seconds, peakBytes },
      ...{ bytesLeft: 0, omission: lossy.omission, diskBytes: 0 },
    };
  }

  #hit({ layer, counts }: Failing, test: StateTest, layers: readonly number[], store: () => StateStore): Hit {
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
      partition.clear();
    });
    return new StateStore(states, words, count, first);
  }
}
