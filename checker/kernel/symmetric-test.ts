/**
 * A test of states that stand for others: asked of every arrangement, which all have to be answered alike.
 *
 * Arrangements that differ in nothing that the property reads are asked of once, so that the work is that of telling them apart, not of
 * exploring them.
 */

import type { StateTest } from './kernel.ts';
import type { Product } from './product.ts';
import type { SymmetricProduct } from './symmetric-product.ts';
import { type Family, Unlike } from './symmetry.ts';

/** Arrangements that are told apart at most; past it nothing is reduced. */
const mostArrangements = 2_000_000;

export class SymmetricTest implements StateTest {
  readonly #product: Product;
  readonly #kernel: SymmetricProduct;
  readonly #inner: StateTest;
  readonly #name: string;
  readonly #read: () => ReadonlySet<number>;
  /** By what the property reads of an arrangement: its answer. */
  #asked: Map<string, boolean> = new Map();
  #columns: readonly number[] = [];
  #readCount = -1;

  /** `read` are the components that the property has read so far. */
  constructor(
    product: Product,
    kernel: SymmetricProduct,
    inner: StateTest,
    name: string,
    read: () => ReadonlySet<number>,
  ) {
    this.#product = product;
    this.#kernel = kernel;
    this.#inner = inner;
    this.#name = name;
    this.#read = read;
  }

  holds(states: Uint32Array, at: number): boolean {
    const answer = this.#inner.holds(states, at);
    const locals = Int32Array.from(this.#product.components, (_, c) => this.#product.localOf(states, at, c));
    while (!this.#compare(locals, answer));
    return answer;
  }

  /** Asks of all arrangements; false if the property read something on the way that it had not read before. */
  #compare(locals: Int32Array, answer: boolean): boolean {
    this.#follow();
    const open = [locals];
    const scratch = new Uint32Array(this.#product.words);
    const { swaps } = this.#kernel.symmetry;
    const key = this.#keyOf(locals);
    if (this.#asked.get(key) === answer) return true;
    this.#asked.set(key, answer);
    for (let from = open.pop(); from !== undefined; from = open.pop()) {
      for (const swap of swaps) {
        const to = new Int32Array(locals.length);
        this.#kernel.swap(swap, from, to);
        const image = this.#keyOf(to);
        if (this.#asked.get(image) === answer) continue;
        this.#kernel.pack(this.#product.layout, to, scratch, 0);
        if (this.#inner.holds(scratch, 0) !== answer) throw this.#unlike(swap.family, swap.i, swap.j);
        if (this.#read().size !== this.#readCount) return false;
        if (this.#asked.size > mostArrangements)
          throw new Unlike(swap.family, `${this.#name} reads too much to be asked of every arrangement`);
        this.#asked.set(image, answer);
        open.push(to);
      }
    }
    return true;
  }

  /** What is read, with the components that may change places with it. */
  #follow(): void {
    const read = this.#read();
    if (read.size === this.#readCount) return;
    this.#readCount = read.size;
    const columns = new Set(read);
    for (const { component } of this.#kernel.symmetry.swaps) for (const c of read) columns.add(component[c] as number);
    this.#columns = [...columns];
    this.#asked = new Map();
  }

  #keyOf(locals: Int32Array): string {
    return this.#columns.map((c) => locals[c]).join();
  }

  #unlike(family: Family, i: number, j: number): Unlike {
    return new Unlike(family, `${this.#name} tells ${family.field} ${i} from ${j}`);
  }
}
