/**
 * A simpler system as one machine beside another system: its local states are sets of global states of the simpler system, all
 * in which it may be after what the other one did.
 *
 * Where the map of events names one event, every set has one member. Where it names several, the subset construction keeps the
 * inclusion of behaviours exact: to follow one run of the simpler system chosen too early could fail where another would do.
 */

import { Problem } from '../language/problem.ts';
import { StepFault, stale } from './kernel.ts';
import type { Product } from './product.ts';

/** The move of standing still, among the numbers of events. */
export const standStill = -1;
/** The empty set: the simpler system cannot have followed. */
export const lost = 0;

const unknown = -1;

export class Follower {
  readonly #name: string;
  readonly product: Product;
  /** Moves: each a list of events of the simpler system, any of which will do. */
  readonly #moves: readonly (readonly number[])[];
  /** Packed states of the simpler system, and where the events of each lead once that was asked. */
  packed: Uint32Array = new Uint32Array(64);
  #count = 0;
  readonly #numbers: Map<string, number> = new Map();
  readonly #steps: (ReadonlyMap<number, number> | undefined)[] = [];
  readonly #sets: (readonly number[])[] = [];
  readonly #setNumbers: Map<string, number> = new Map();
  /** Row `set`, one entry a move: the set after it, or -1 while unknown. */
  readonly #after: Int32Array[] = [];

  constructor(name: string, product: Product, moves: readonly (readonly number[])[]) {
    this.#name = name;
    this.product = product;
    this.#moves = moves;
    this.setOf([]);
  }

  /** The states of the simpler system in a set. */
  members(set: number): readonly number[] {
    return this.#sets[set] as readonly number[];
  }

  /** The number of a set of states, new or known. */
  setOf(states: readonly number[]): number {
    const members = [...new Set(states)].sort((a, b) => a - b);
    const key = members.join();
    const known = this.#setNumbers.get(key);
    if (known !== undefined) return known;
    const set = this.#sets.push(members) - 1;
    this.#setNumbers.set(key, set);
    this.#after.push(new Int32Array(this.#moves.length).fill(unknown));
    return set;
  }

  /** The initial states of the simpler system. */
  initial(): readonly number[] {
    const { product } = this;
    const initial = product.initial();
    return Array.from({ length: initial.length / product.words }, (_, i) => this.#intern(initial, i * product.words));
  }

  /** The set after a move. Throws the problem where a step breaks a machine of the simpler system. */
  after(set: number, move: number): number {
    const row = this.#after[set] as Int32Array;
    const known = row[move] as number;
    if (known !== unknown) return known;
    const next = this.members(set).flatMap((state) =>
      (this.#moves[move] as readonly number[]).flatMap((event) => {
        const to = event === standStill ? state : this.#stepsOf(state).get(event);
        return to === undefined ? [] : [to];
      }),
    );
    const number = this.setOf(next);
    row[move] = number;
    return number;
  }

  localOf(state: number, c: number): number {
    return this.product.localOf(this.packed, state * this.product.words, c);
  }

  #stepsOf(state: number): ReadonlyMap<number, number> {
    const known = this.#steps[state];
    if (known !== undefined) return known;
    const { product } = this;
    const count = this.#expand(state);
    const { successors, fired, words } = product;
    const steps = new Map<number, number>();
    for (let s = 0; s < count; s++) steps.set(fired[s] as number, this.#intern(successors, s * words));
    this.#steps[state] = steps;
    return steps;
  }

  #expand(state: number): number {
    const { product } = this;
    try {
      let count = product.expand(this.packed, state * product.words);
      while (count === stale) {
        this.packed = product.repack(this.packed, this.#count);
        count = product.expand(this.packed, state * product.words);
      }
      return count;
    } catch (error) {
      const cause = error instanceof StepFault ? error.cause : error;
      if (!(cause instanceof Problem)) throw error;
      throw new Problem(cause.code, { ...cause.detail, place: `${this.#name}, ${cause.detail.place}` });
    }
  }

  /** States are known by their local numbers: those stay when the layout grows. */
  #intern(states: Uint32Array, at: number): number {
    const { product } = this;
    const key = product.components.map((_, c) => product.localOf(states, at, c)).join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const { words } = product;
    if ((this.#count + 1) * words > this.packed.length) {
      const packed = new Uint32Array((this.#count + 1) * words * 2);
      packed.set(this.packed);
      this.packed = packed;
    }
    this.packed.set(states.subarray(at, at + words), this.#count * words);
    this.#numbers.set(key, this.#count);
    return this.#count++;
  }
}
