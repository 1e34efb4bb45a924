/**
 * Every state that was found, whole, numbered layer by layer, with an open-addressed index over them.
 *
 * This is what an exploration leaves for the searches that come after it (paths, cycles, games, prices): a state is `words` 32-bit
 * words in one typed array, its number is its place there. The index is made when the first state is looked for.
 */

import { type Indexed, type StoreCode, storeCode } from './store-code.ts';

/** Index slots a state at least: linear probing stays short below a load of one half. */
const slotsPerState = 2;

export class StateStore {
  states: Uint32Array;
  words: number;
  readonly count: number;
  #code: StoreCode;
  /** The first word that tells states apart. */
  readonly #first: number;
  #indexed: Indexed | undefined;

  /** `states` holds `count` different packed states of `words` words. */
  constructor(states: Uint32Array, words: number, count: number, first = 0) {
    this.#first = first;
    this.states = states;
    this.words = words;
    this.count = count;
    this.#code = storeCode(words, this.#first);
  }

  /** Bytes held by the typed arrays. */
  get bytes(): number {
    return this.states.byteLength + (this.#indexed?.index.byteLength ?? 0);
  }

  /** The number of a packed state, or -1. */
  find(from: Uint32Array, at: number): number {
    this.#indexed ??= this.#makeIndex();
    return this.#code.find(this.#indexed, from, at);
  }

  /** Replaces every state by its rewriting in a new layout. */
  relayout(rewritten: Uint32Array, words: number): void {
    this.words = words;
    this.states = rewritten;
    this.#indexed = undefined;
    this.#code = storeCode(words, this.#first);
  }

  #makeIndex(): Indexed {
    const index = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, this.count * slotsPerState)))).fill(-1);
    this.#code.reindex(this.states, this.count, index);
    return { states: this.states, index };
  }
}
