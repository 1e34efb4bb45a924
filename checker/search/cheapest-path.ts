/**
 * Cheapest paths in an explored (complete) state space: Dijkstra's algorithm over prices of events.
 *
 * What was paid is a distance and never part of a state, so a price list adds no states. Among the cheapest paths the shortest is
 * taken, among those the first in event order, so that the path is always the same. Prices are finite and not negative; sums of
 * whole numbers are exact below 2^53, others as exact as floating point.
 */

import type { EdgeSpace } from './edges.ts';

export interface CheapestPath {
  readonly price: number;
  /** Numbers of the states, one more than events. */
  readonly states: readonly number[];
  /** Events in order. */
  readonly events: readonly number[];
}

/** Bytes a state that the search takes beside the edges. */
export const bytesOfState = 30;

/** What reaching each state costs, and in how few steps for that. */
interface Distances {
  readonly price: Float64Array;
  readonly steps: Uint32Array;
}

/** States by price, then steps, then number: a binary heap in which a state that got cheaper moves up. */
class Queue {
  readonly #heap: Uint32Array;
  /** Place of each state in the heap, counted from 1; 0 for a state that is not in it. */
  readonly #place: Uint32Array;
  readonly #price: Float64Array;
  readonly #steps: Uint32Array;
  #size = 0;

  constructor({ price, steps }: Distances) {
    this.#price = price;
    this.#steps = steps;
    this.#heap = new Uint32Array(price.length + 1);
    this.#place = new Uint32Array(price.length);
  }

  /** Puts a state in, or moves it up after its distance fell. */
  offer(state: number): void {
    let at = this.#place[state] as number;
    if (at === 0) at = ++this.#size;
    for (; at > 1; at >>= 1) {
      const above = this.#heap[at >> 1] as number;
      if (!this.#isBefore(state, above)) break;
      this.#put(at, above);
    }
    this.#put(at, state);
  }

  /** Takes the nearest state out; -1 if there is none. */
  take(): number {
    if (this.#size === 0) return -1;
    const nearest = this.#heap[1] as number;
    const last = this.#heap[this.#size--] as number;
    this.#place[nearest] = 0;
    if (this.#size === 0) return nearest;
    let at = 1;
    for (let below = 2; below <= this.#size; below = at * 2) {
      if (below < this.#size && this.#isBefore(this.#heap[below + 1] as number, this.#heap[below] as number)) below++;
      if (!this.#isBefore(this.#heap[below] as number, last)) break;
      this.#put(at, this.#heap[below] as number);
      at = below;
    }
    this.#put(at, last);
    return nearest;
  }

  #put(at: number, state: number): void {
    this.#heap[at] = state;
    this.#place[state] = at;
  }

  #isBefore(a: number, b: number): boolean {
    const [priceA, priceB] = [this.#price[a] as number, this.#price[b] as number];
    if (priceA !== priceB) return priceA < priceB;
    const [stepsA, stepsB] = [this.#steps[a] as number, this.#steps[b] as number];
    return stepsA === stepsB ? a < b : stepsA < stepsB;
  }
}

/**
 * The cheapest path from an initial state to a target (1 in `targets`), or undefined if none is reachable. `prices` holds the price of
 * each event. Throws RangeError for a price that is negative or not finite.
 */
export function cheapestPath(space: EdgeSpace, targets: Uint8Array, prices: Float64Array): CheapestPath | undefined {
  const wrong = prices.find((price) => !Number.isFinite(price) || price < 0);
  if (wrong !== undefined) throw new RangeError(`expected prices that are finite and not negative, got ${wrong}`);
  const { count, starts, first, to, event } = space;
  const price = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const steps = new Uint32Array(count);
  const queue = new Queue({ price, steps });
  /** States in the order in which their distance was settled: an edge of a best path leads to a later one. */
  const settled = new Uint32Array(count);
  let settledCount = 0;
  for (let start = 0; start < starts; start++) {
    price[start] = 0;
    queue.offer(start);
  }
  let best = -1;
  for (let state = queue.take(); state >= 0; state = queue.take()) {
    // Other targets at the same distance still count: event order decides among them.
    if (best >= 0 && (price[state] !== price[best] || steps[state] !== steps[best])) break;
    settled[settledCount++] = state;
    if (targets[state] === 1) {
      if (best < 0) best = state;
      continue;
    }
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const next = to[edge] as number;
      const paid = (price[state] as number) + (prices[event[edge] as number] as number);
      const taken = (steps[state] as number) + 1;
      const known = price[next] as number;
      if (paid > known || (paid === known && taken >= (steps[next] as number))) continue;
      price[next] = paid;
      steps[next] = taken;
      queue.offer(next);
    }
  }
  if (best < 0) return undefined;
  return walk(space, targets, prices, { price, steps }, settled.subarray(0, settledCount), best);
}

/** The first path in event order among those that are cheapest and shortest. */
function walk(
  { starts, first, to, event }: EdgeSpace,
  targets: Uint8Array,
  prices: Float64Array,
  { price, steps }: Distances,
  settled: Uint32Array,
  best: number,
): CheapestPath {
  /** 1 for each state on a best path, found backwards from the targets at the best distance. */
  const leads = new Uint8Array(price.length);
  const nextOnBest = (state: number): number => {
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const next = to[edge] as number;
      const paid = (price[state] as number) + (prices[event[edge] as number] as number);
      if (leads[next] === 1 && paid === price[next] && (steps[state] as number) + 1 === steps[next]) return edge;
    }
    return -1;
  };
  for (let i = settled.length - 1; i >= 0; i--) {
    const state = settled[i] as number;
    const isBest = targets[state] === 1 && price[state] === price[best] && steps[state] === steps[best];
    if (isBest || (targets[state] !== 1 && nextOnBest(state) >= 0)) leads[state] = 1;
  }
  let chosen: CheapestPath | undefined;
  for (let start = 0; start < starts; start++) {
    if (leads[start] !== 1) continue;
    const states = [start];
    const events: number[] = [];
    for (let state = start; targets[state] !== 1; states.push(state)) {
      const edge = nextOnBest(state);
      state = to[edge] as number;
      events.push(event[edge] as number);
    }
    if (chosen === undefined || isBefore(events, chosen.events)) {
      chosen = { price: price[best] as number, states, events };
    }
  }
  return chosen as CheapestPath;
}

/** Whether the first event in which two paths of one length differ has the smaller number. */
function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((event, at) => event !== b[at]);
  return i >= 0 && (a[i] as number) < (b[i] as number);
}
