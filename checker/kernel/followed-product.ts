/**
 * A system with a simpler one that follows it: the state of the system, and beside it in one word more the number of the set of
 * states in which the simpler one may be. The explorer searches it like any other kernel.
 */

import { type Follower, lost } from './follower.ts';
import { type Kernel, type StateTest, StepFault, stale } from './kernel.ts';
import type { Product } from './product.ts';
import { type Watched, WatchedView } from './state-reading.ts';

/**
 * What a relation between the two sees of a state of the system with one state of the simpler one in the word after it: a pair of
 * views. Components of the simpler system are numbered after those of the system.
 */
export class PairView implements Watched {
  readonly #product: Product;
  readonly #follower: Follower;
  readonly #views: readonly [WatchedView, WatchedView];
  readonly #pair: object;
  readonly read: number[] = [];

  constructor(product: Product, follower: Follower) {
    this.#product = product;
    this.#follower = follower;
    const read = this.read;
    this.#views = [
      new WatchedView(product, { read, first: 0 }),
      new WatchedView(follower.product, { read, first: product.components.length }),
    ];
    this.#pair = Object.freeze({ state: this.#views[0].view, simpler: this.#views[1].view });
  }

  look(states: Uint32Array, at: number): object {
    const { packed, product } = this.#follower;
    const simpler = states[at + this.#product.words] as number;
    this.#views[0].look(states, at);
    this.#views[1].look(packed, simpler * product.words);
    return this.#pair;
  }

  localOf(states: Uint32Array, at: number, c: number): number {
    const own = this.#product.components.length;
    if (c < own) return this.#product.localOf(states, at, c);
    return this.#follower.localOf(states[at + this.#product.words] as number, c - own);
  }
}

export class FollowedProduct implements Kernel {
  readonly #product: Product;
  readonly #follower: Follower;
  /** For each event of the system, the move of the simpler one. */
  readonly #moveOf: readonly number[];
  /** Asked of a state of the system with one state of the simpler one in the word after it. */
  readonly #match: StateTest | undefined;
  successors: Uint32Array = new Uint32Array(64);
  /** Words of a state of the system in the layout before the last growth. */
  #before = 0;
  #words = 0;

  constructor(product: Product, follower: Follower, moveOf: readonly number[], match: StateTest | undefined) {
    this.#product = product;
    this.#follower = follower;
    this.#moveOf = moveOf;
    this.#match = match;
  }

  /** Fails where the simpler system could not follow. */
  readonly test: StateTest = { holds: (states, at) => states[at + this.#product.words] !== lost };

  get words(): number {
    return this.#product.words + 1;
  }

  get eventCount(): number {
    return this.#product.eventCount;
  }

  get fired(): Uint32Array {
    return this.#product.fired;
  }

  initial(): Uint32Array {
    const own = this.#product.initial();
    this.#words = this.#product.words;
    const state = new Uint32Array(this.words);
    state.set(own);
    const set = this.#follower.setOf(this.#follower.initial());
    state[this.#words] = this.#matching(set, state, 0);
    return state;
  }

  expand(states: Uint32Array, at: number): number {
    const product = this.#product;
    const count = product.expand(states, at);
    if (count === stale) {
      this.#before = this.#words;
      this.#words = product.words;
      return stale;
    }
    const words = this.#words;
    const wide = words + 1;
    if (count * wide > this.successors.length) this.successors = new Uint32Array(count * wide * 2);
    const { successors } = this;
    const set = states[at + words] as number;
    for (let s = 0; s < count; s++) {
      const to = s * wide;
      for (let w = 0; w < words; w++) successors[to + w] = product.successors[s * words + w] as number;
      const event = product.fired[s] as number;
      try {
        const next = this.#follower.after(set, this.#moveOf[event] as number);
        successors[to + words] = this.#matching(next, successors, to);
      } catch (error) {
        // A fault of the simpler system, or of the relation, is met on the way of the system's own event.
        throw new StepFault(event, error);
      }
    }
    return count;
  }

  repack(states: Uint32Array, count: number): Uint32Array {
    const from = this.#before;
    const own = new Uint32Array(count * from);
    for (let s = 0; s < count; s++) own.set(states.subarray(s * (from + 1), s * (from + 1) + from), s * from);
    const repacked = this.#product.repack(own, count);
    const to = this.#words;
    const result = new Uint32Array(count * (to + 1));
    for (let s = 0; s < count; s++) {
      result.set(repacked.subarray(s * to, (s + 1) * to), s * (to + 1));
      result[s * (to + 1) + to] = states[s * (from + 1) + from] as number;
    }
    return result;
  }

  /** The members of a set that match the state of the system at `at`; the word after that state is used for asking. */
  #matching(set: number, states: Uint32Array, at: number): number {
    const match = this.#match;
    if (match === undefined || set === lost) return set;
    const members = this.#follower.members(set);
    const matching = members.filter((member) => {
      states[at + this.#words] = member;
      return match.holds(states, at);
    });
    return matching.length === members.length ? set : this.#follower.setOf(matching);
  }
}
