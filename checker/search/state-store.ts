/**
 * Every state that was found, whole, in the order of its finding, with an open-addressed index over them.
 *
 * A state is `words` 32-bit words in one typed array; its number is its place in breadth-first order, so the queue of the
 * search is a number and the layers are ranges. No object, string or Map entry a state: `words` + 1 parent word + 2–4 words of
 * index.
 */

/** Index slots a state: linear probing stays short below a load of one half. */
const slotsPerState = 2;
const empty = 0xffffffff;

export class StateStore {
  states: Uint32Array;
  /** For each state, the number of the state it was first reached from; its own number for an initial state. */
  parents: Uint32Array;
  count = 0;
  words: number;
  #index: Uint32Array;
  #indexMask: number;

  constructor(words: number) {
    this.words = words;
    const room = 1 << 10;
    this.states = new Uint32Array(room * words);
    this.parents = new Uint32Array(room);
    this.#index = new Uint32Array(room * slotsPerState).fill(empty);
    this.#indexMask = this.#index.length - 1;
  }

  /** Bytes held by the typed arrays. */
  get bytes(): number {
    return this.states.byteLength + this.parents.byteLength + this.#index.byteLength;
  }

  /** Bytes held while the arrays next double. */
  get bytesToGrow(): number {
    return this.count * 2 >= this.parents.length ? this.bytes * 3 : this.bytes;
  }

  /** Adds a packed state unless it is known; true if it was new (its number is then `count - 1`). */
  add(from: Uint32Array, at: number, parent: number): boolean {
    const { words } = this;
    let slot = this.#slot(from, at);
    for (;;) {
      const known = this.#index[slot] as number;
      if (known === empty) break;
      if (this.#same(known, from, at)) return false;
      slot = (slot + 1) & this.#indexMask;
    }
    const number = this.count;
    this.#index[slot] = number;
    const to = number * words;
    for (let i = 0; i < words; i++) this.states[to + i] = from[at + i] as number;
    this.parents[number] = parent;
    this.count = number + 1;
    if (this.count === this.parents.length) this.#grow();
    return true;
  }

  /** The number of a packed state, or -1. */
  find(from: Uint32Array, at: number): number {
    let slot = this.#slot(from, at);
    for (;;) {
      const known = this.#index[slot] as number;
      if (known === empty) return -1;
      if (this.#same(known, from, at)) return known;
      slot = (slot + 1) & this.#indexMask;
    }
  }

  /** Replaces every state by its rewriting in a new layout. */
  relayout(rewritten: Uint32Array, words: number): void {
    this.words = words;
    this.states = new Uint32Array(this.parents.length * words);
    this.states.set(rewritten);
    this.#reindex();
  }

  #same(known: number, from: Uint32Array, at: number): boolean {
    const { words } = this;
    const base = known * words;
    for (let i = 0; i < words; i++) if (this.states[base + i] !== from[at + i]) return false;
    return true;
  }

  /** Multiply–xorshift over the words; the constants are those of the MurmurHash3 finaliser. */
  #slot(from: Uint32Array, at: number): number {
    let hash = 0x9e3779b9;
    for (let i = 0; i < this.words; i++) {
      hash = Math.imul(hash ^ (from[at + i] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) & this.#indexMask;
  }

  #grow(): void {
    const parents = new Uint32Array(this.parents.length * 2);
    parents.set(this.parents);
    this.parents = parents;
    const states = new Uint32Array(parents.length * this.words);
    states.set(this.states);
    this.states = states;
    this.#reindex();
  }

  #reindex(): void {
    const slots = this.parents.length * slotsPerState;
    if (slots === this.#index.length) this.#index.fill(empty);
    else this.#index = new Uint32Array(slots).fill(empty);
    this.#indexMask = slots - 1;
    for (let s = 0; s < this.count; s++) {
      let slot = this.#slot(this.states, s * this.words);
      while (this.#index[slot] !== empty) slot = (slot + 1) & this.#indexMask;
      this.#index[slot] = s;
    }
  }
}
