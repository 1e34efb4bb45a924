/**
 * The product up to symmetry: each successor is replaced by one that stands for all arrangements of its instances.
 *
 * The instances are sorted by their local states; among equal ones those swaps are made that make the numbers of the other components
 * smaller. Where that ends depends on the order of swaps in rare cases, so that two states may stand for one arrangement: never
 * wrong, only more.
 */

import type { Kernel } from './kernel.ts';
import { stale } from './kernel.ts';
import type { Layout } from './layout.ts';
import type { Product } from './product.ts';
import type { Swap, Symmetry } from './symmetry.ts';

export class SymmetricProduct implements Kernel {
  readonly symmetry: Symmetry;
  readonly #product: Product;
  readonly #locals: Int32Array;
  readonly #swapped: Int32Array;
  /** By class: the swap of each pair of its indices, by their positions in the class. */
  readonly #swapOf: readonly (readonly (readonly (Swap | undefined)[])[])[];
  /** Components that belong to no class. */
  readonly #others: readonly number[];

  constructor(product: Product, symmetry: Symmetry) {
    this.symmetry = symmetry;
    this.#product = product;
    this.#locals = new Int32Array(product.components.length);
    this.#swapped = new Int32Array(product.components.length);
    this.#swapOf = symmetry.classes.map(({ family, indices }) =>
      indices.map((i) =>
        indices.map((j) =>
          symmetry.swaps.find((one) => one.family === family && one.i === Math.min(i, j) && one.j === Math.max(i, j)),
        ),
      ),
    );
    const members = new Set(
      symmetry.classes.flatMap(({ family, indices }) => indices.flatMap((i) => family.members[i] ?? [])),
    );
    this.#others = product.components.flatMap((_, c) => (members.has(c) ? [] : [c]));
  }

  get words(): number {
    return this.#product.words;
  }

  get eventCount(): number {
    return this.#product.eventCount;
  }

  get successors(): Uint32Array {
    return this.#product.successors;
  }

  get fired(): Uint32Array {
    return this.#product.fired;
  }

  initial(): Uint32Array {
    const packed = this.#product.initial();
    this.symmetry.begin(this.#product.components.map((_, c) => this.#product.localOf(packed, 0, c)));
    return this.#product.widen() ? this.#product.repack(packed, 1) : packed;
  }

  repack(states: Uint32Array, count: number): Uint32Array {
    return this.#product.repack(states, count);
  }

  expand(states: Uint32Array, at: number): number {
    const product = this.#product;
    const count = product.expand(states, at);
    if (count === stale) return stale;
    this.symmetry.compare();
    if (product.widen()) return stale;
    const { successors, words } = product;
    for (let s = 0; s < count; s++) this.arrange(successors, s * words);
    return count;
  }

  /** Replaces a packed state by the one that stands for its arrangement. Returns the swaps that led there, in their order. */
  arrange(states: Uint32Array, at: number): readonly Swap[] {
    const locals = this.#locals;
    for (let c = 0; c < locals.length; c++) locals[c] = this.#product.localOf(states, at, c);
    const made: Swap[] = [];
    this.symmetry.classes.forEach(({ indices }, k) => {
      for (let isSettled = false; !isSettled; ) {
        isSettled = true;
        for (let a = 0; a < indices.length; a++) {
          for (let b = a + 1; b < indices.length; b++) {
            const swap = this.#swapOf[k]?.[a]?.[b] as Swap;
            if (!this.#improves(k, a, b, swap)) continue;
            locals.set(this.#swapped);
            made.push(swap);
            isSettled = false;
          }
        }
      }
    });
    if (made.length > 0) this.pack(this.#product.layout, locals, states, at);
    return made;
  }

  pack({ words, word, shift }: Layout, locals: Int32Array, states: Uint32Array, at: number): void {
    states.fill(0, at, at + words);
    for (let c = 0; c < locals.length; c++) {
      const w = at + (word[c] as number);
      states[w] = (states[w] as number) | ((locals[c] as number) << (shift[c] as number));
    }
  }

  /** Whether a swap of the instances at two positions of a class leads to a smaller arrangement, which is left in `swapped`. */
  #improves(k: number, a: number, b: number, swap: Swap): boolean {
    const { family, indices } = this.symmetry.classes[k] as Symmetry['classes'][number];
    for (let g = 0; g < family.groups.length; g++) {
      const order =
        this.#rank(k, a, family.members[indices[a] as number]?.[g] as number) -
        this.#rank(k, b, family.members[indices[b] as number]?.[g] as number);
      if (order < 0) return false;
      if (order > 0) {
        this.swap(swap, this.#locals, this.#swapped);
        return true;
      }
    }
    this.swap(swap, this.#locals, this.#swapped);
    for (const c of this.#others) {
      const order = (this.#swapped[c] as number) - (this.#locals[c] as number);
      if (order !== 0) return order < 0;
    }
    return false;
  }

  /** Local states of instances are compared by the numbers that their images have in the first instance of the class. */
  #rank(k: number, position: number, c: number): number {
    const local = this.#locals[c] as number;
    return position === 0 ? local : this.symmetry.imageOf(this.#swapOf[k]?.[0]?.[position] as Swap, c, local);
  }

  /** The image of local numbers under a swap. */
  swap(swap: Swap, from: Int32Array, to: Int32Array): void {
    for (let c = 0; c < from.length; c++) {
      to[swap.component[c] as number] = this.symmetry.imageOf(swap, c, from[c] as number);
    }
  }

  /** Events from the initial state on that take the same steps on the system itself, whose instances keep their places. */
  unfold(events: readonly number[]): readonly number[] {
    const product = this.#product;
    let packed = product.initial();
    const made: Swap[] = [];
    return events.map((event) => {
      const count = product.expand(packed, 0);
      const at = product.fired.subarray(0, count).indexOf(event) * product.words;
      packed = product.successors.slice(at, at + product.words);
      const own = made.reduceRight((image, swap) => swap.event[image] as number, event);
      made.push(...this.arrange(packed, 0));
      return own;
    });
  }
}
