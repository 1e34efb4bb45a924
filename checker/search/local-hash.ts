/**
 * Hashes of global states that do not depend on the layout: simple tabulation over the vector of local numbers (Zobrist; Pătraşcu and
 * Thorup, "The power of simple tabulation hashing").
 *
 * Each component and local number has words of its own, drawn from a seed; the hash of a state is their exclusive or. Two different
 * states share b bits of it with a chance of exactly 2^-b over the draw, which is what the bound of a lossy store rests on. A state
 * that is rewritten in a wider layout keeps its hash.
 */

import { createHash } from 'node:crypto';
import type { Layout } from '../kernel/layout.ts';

/** Local numbers that are drawn for at a time. */
const block = 256;

export class LocalHash {
  /** 32-bit words of a hash. */
  readonly width: number;
  /** The last hash made. */
  readonly value: Uint32Array;
  readonly #seed: string;
  /** By component: `width` words a local number, as far as they were drawn. */
  readonly #drawn: Uint32Array[] = [];

  constructor(width: number, seed: string) {
    this.width = width;
    this.#seed = seed;
    this.value = new Uint32Array(width);
  }

  get bytes(): number {
    return this.#drawn.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Hashes the state at word offset `at` into `value`. */
  hash({ word, shift, mask }: Layout, states: Uint32Array, at: number): void {
    const { value, width } = this;
    const drawn = this.#drawn;
    value.fill(0);
    for (let c = 0; c < word.length; c++) {
      const local = ((states[at + (word[c] as number)] as number) >>> (shift[c] as number)) & (mask[c] as number);
      let own = drawn[c];
      if (own === undefined || (local + 1) * width > own.length) own = this.#draw(c, local);
      for (let w = 0, i = local * width; w < width; w++, i++) value[w] = (value[w] as number) ^ (own[i] as number);
    }
  }

  #draw(c: number, local: number): Uint32Array {
    const blocks = 2 ** Math.ceil(Math.log2(local / block + 1));
    const own = new Uint32Array(blocks * block * this.width);
    const bytes = new Uint8Array(own.buffer);
    for (let b = 0; b < blocks; b++) {
      const length = block * this.width * 4;
      const hash = createHash('shake256', { outputLength: length }).update(`${this.#seed} ${c} ${b}`);
      bytes.set(hash.digest(), b * length);
    }
    this.#drawn[c] = own;
    return own;
  }
}
