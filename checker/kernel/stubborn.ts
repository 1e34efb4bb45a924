/**
 * Partial-order reduction: of each state only the events of a stubborn set are taken (Valmari; Godefroid), where that leaves nothing out
 * of what is asked.
 *
 * Independence comes from the composition: an event changes its participants and is enabled by them alone. A set of components is
 * closed if every event that one of them accepts now either is enabled, and then all its participants belong to the set, or is
 * refused by a component of the set. What happens outside of a closed set neither changes its components nor adds to the events that they
 * can take next, so the enabled events of the set (a) commute with everything outside and (b) stay enabled.
 *
 * A proper part of the enabled events is taken only if (c) it has one, (d) none of them changes a component that a property reads, and (e)
 * one of them leads to a state that no earlier layer holds: along such states the search comes to one where every event is taken, so
 * nothing is put off for ever. Then what properties read takes on the same values as without reduction, each event type fires that can,
 * every component has the same local states, and deadlocks are the same (spec/decisions/0045).
 */

import type { Layout } from './layout.ts';
import type { Product } from './product.ts';
import { ProductKernel } from './product-kernel.ts';
import type { TabulatedMachine } from './tabulated-machine.ts';

/** Told of a state of which not every event is taken: packed, the events that are, and those that are left out. */
export type OnReduced = (state: Uint32Array, taken: readonly number[], left: readonly number[]) => void;

const nothing = new Uint32Array();

export class StubbornProduct extends ProductKernel {
  readonly #watched: ReadonlySet<number>;
  readonly #onReduced: OnReduced | undefined;
  /** Participants of each event. */
  readonly #participants: readonly (readonly number[])[];
  /** By component: its events, as bits. */
  readonly #alphabets: readonly Uint32Array[];
  readonly #maskWords: number;
  #isClosed: (from: Uint32Array, at: number) => boolean = () => true;
  /** Bits of the packed words that properties read, for a layout. */
  #visible: Uint32Array = nothing;
  #visibleOf: Layout | undefined;
  readonly #locals: Int32Array;
  readonly #isEnabled: Uint8Array;

  /** `watched` are the components that the properties read; it may grow between two searches, not in one. */
  constructor(product: Product, watched: ReadonlySet<number>, onReduced?: OnReduced) {
    super(product);
    this.#watched = watched;
    this.#onReduced = onReduced;
    const { components, events } = product;
    this.#maskWords = (events.length >>> 5) + 1;
    this.#alphabets = components.map(({ columns }) => {
      const bits = new Uint32Array(this.#maskWords);
      for (const { event } of columns) bits[event >>> 5] = (bits[event >>> 5] as number) | (1 << (event & 31));
      return bits;
    });
    this.#participants = events.map((_, e) =>
      components.flatMap(({ columns }, c) => (columns.some(({ event }) => event === e) ? [c] : [])),
    );
    this.#locals = new Int32Array(components.length);
    this.#isEnabled = new Uint8Array(events.length);
  }

  attend(isClosed: (from: Uint32Array, at: number) => boolean): void {
    this.#isClosed = isClosed;
  }

  expand(states: Uint32Array, at: number): number {
    const product = this.product;
    const count = product.expand(states, at);
    if (count < 2) return count;
    const { fired, successors, words } = product;
    this.#isEnabled.fill(0);
    for (let s = 0; s < count; s++) this.#isEnabled[fired[s] as number] = 1;
    const taken = this.#choose(states, at, count);
    if (taken === undefined) return count;
    if (this.#onReduced !== undefined) {
      const [kept, left] = [true, false].map((isTaken) =>
        [...fired.subarray(0, count)].filter((_, s) => taken.includes(s) === isTaken),
      ) as [number[], number[]];
      this.#onReduced(states.slice(at, at + words), kept, left);
    }
    for (const [to, s] of taken.entries()) {
      fired[to] = fired[s] as number;
      successors.copyWithin(to * words, s * words, (s + 1) * words);
    }
    return taken.length;
  }

  /** The successors, by position, of the smallest closed set of components that may stand for all; undefined if there is none. */
  #choose(states: Uint32Array, at: number, count: number): readonly number[] | undefined {
    const { components, fired } = this.product;
    for (let c = 0; c < components.length; c++) this.#locals[c] = this.product.localOf(states, at, c);
    let best: readonly number[] | undefined;
    for (let seed = 0; seed < count && best?.length !== 1; seed++) {
      const closed = this.#close(fired[seed] as number);
      const taken: number[] = [];
      for (let s = 0; s < count; s++) {
        const [first] = this.#participants[fired[s] as number] as readonly number[];
        // The participants of an enabled event belong to the set together.
        if (closed[first as number] === 1) taken.push(s);
      }
      if (taken.length < Math.min(count, best?.length ?? count) && this.#mayStand(states, at, taken)) best = taken;
    }
    return best;
  }

  /** The components of a closed set around an enabled event, as flags. */
  #close(event: number): Uint8Array {
    const { components } = this.product;
    const closed = new Uint8Array(components.length);
    const open: number[] = [];
    const add = (c: number): void => {
      if (closed[c] === 1) return;
      closed[c] = 1;
      open.push(c);
    };
    for (const c of this.#participants[event] as readonly number[]) add(c);
    for (let c = open.pop(); c !== undefined; c = open.pop()) {
      const { masks } = components[c] as TabulatedMachine;
      const alphabet = this.#alphabets[c] as Uint32Array;
      const row = (this.#locals[c] as number) * this.#maskWords;
      for (let w = 0; w < this.#maskWords; w++) {
        let bits = (masks[row + w] as number) & (alphabet[w] as number);
        while (bits !== 0) {
          const lowest = bits & -bits;
          bits ^= lowest;
          this.#include((w << 5) + 31 - Math.clz32(lowest), closed, add);
        }
      }
    }
    return closed;
  }

  /** Brings in what an event of the set needs: all its participants if it is enabled, else one that refuses it. */
  #include(event: number, closed: Uint8Array, add: (c: number) => void): void {
    const participants = this.#participants[event] as readonly number[];
    if (this.#isEnabled[event] === 1) {
      for (const c of participants) add(c);
      return;
    }
    const refusing = participants.filter((c) => !this.#accepts(c, event));
    if (!refusing.some((c) => closed[c] === 1)) add(refusing[0] as number);
  }

  #accepts(c: number, event: number): boolean {
    const { masks } = this.product.components[c] as TabulatedMachine;
    const row = (this.#locals[c] as number) * this.#maskWords;
    return ((masks[row + (event >>> 5)] as number) & (1 << (event & 31))) !== 0;
  }

  /** Whether some successors change nothing that is read, and one of them was not found in an earlier layer. */
  #mayStand(states: Uint32Array, at: number, taken: readonly number[]): boolean {
    const { successors, words } = this.product;
    const visible = this.#visibleBits();
    let isNew = false;
    for (const s of taken) {
      for (let w = 0; w < words; w++) {
        const changed = (successors[s * words + w] as number) ^ (states[at + w] as number);
        if ((changed & (visible[w] as number)) !== 0) return false;
      }
      isNew ||= !this.#isClosed(successors, s * words);
    }
    return isNew;
  }

  #visibleBits(): Uint32Array {
    const { layout } = this.product;
    if (layout === this.#visibleOf) return this.#visible;
    const visible = new Uint32Array(layout.words);
    for (const c of this.#watched) {
      const w = layout.word[c] as number;
      visible[w] = (visible[w] as number) | ((layout.mask[c] as number) << (layout.shift[c] as number));
    }
    this.#visible = visible;
    this.#visibleOf = layout;
    return visible;
  }
}
