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
const seed = 0x9e3779b9;

export class StateStore {
  states: Uint32Array;
  /** For each state, the number of the state it was first reached from; its own number for an initial state. */
  parents: Uint32Array;
  count = 0;
  words: number;
  #index: Uint32Array;
  #indexMask: number;
  #slots: Int32Array = new Int32Array(64);
  /** Keeps the loads of `addAll` from being optimised away; means nothing. */
  touched = 0;

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
    return this.#addAt(this.#slot(from, at), from, at, parent);
  }

  /**
   * Adds the `count` packed states at the start of `from`. Two passes over the batch come first, one that touches every
   * slot and one that touches every state found there: the loads of a pass do not wait for each other, so the cache misses
   * of a batch overlap instead of queueing up. Two-phase commit with 8 managers is explored a twentieth faster for it.
   */
  addAll(from: Uint32Array, count: number, parent: number): void {
    if (count > this.#slots.length) this.#slots = new Int32Array(count * 2);
    if (this.words === 2) this.#addPairs(from, count, parent);
    else this.#addWords(from, count, parent);
  }

  #addWords(from: Uint32Array, count: number, parent: number): void {
    const { words, states } = this;
    const slots = this.#slots;
    const index = this.#index;
    let touched = 0;
    for (let s = 0; s < count; s++) {
      const slot = this.#slot(from, s * words);
      slots[s] = slot;
      touched ^= index[slot] as number;
    }
    for (let s = 0; s < count; s++) {
      const known = index[slots[s] as number] as number;
      if (known !== empty) touched ^= states[known * words] as number;
    }
    this.touched = touched;
    for (let s = 0; s < count; s++) {
      // Growing moves every slot; the rest of the batch is then found anew.
      const slot = index === this.#index ? (slots[s] as number) : this.#slot(from, s * words);
      this.#addAt(slot, from, s * words, parent);
    }
  }

  /** The same for states of two words, the commonest width, with nothing left to a loop: a tenth faster than `#addWords`. */
  #addPairs(from: Uint32Array, count: number, parent: number): void {
    const { states } = this;
    const slots = this.#slots;
    const index = this.#index;
    const indexMask = this.#indexMask;
    let touched = 0;
    for (let s = 0; s < count; s++) {
      let hash = Math.imul(seed ^ (from[2 * s] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
      hash = Math.imul(hash ^ (from[2 * s + 1] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
      hash = Math.imul(hash, 0xc2b2ae35);
      const slot = (hash ^ (hash >>> 16)) & indexMask;
      slots[s] = slot;
      touched ^= index[slot] as number;
    }
    for (let s = 0; s < count; s++) {
      const known = index[slots[s] as number] as number;
      if (known !== empty) touched ^= states[2 * known] as number;
    }
    this.touched = touched;
    for (let s = 0; s < count; s++) {
      const slot = slots[s] as number;
      const known = index[slot] as number;
      const low = from[2 * s] as number;
      const high = from[2 * s + 1] as number;
      // Most successors are known and stand in their first slot: decided here, without a call. After growth the old index
      // still tells the truth about the states it holds.
      if (known !== empty && states[2 * known] === low && states[2 * known + 1] === high) continue;
      this.#addAt(index === this.#index ? slot : this.#slot(from, 2 * s), from, 2 * s, parent);
    }
  }

  #addAt(first: number, from: Uint32Array, at: number, parent: number): boolean {
    const { words } = this;
    const index = this.#index;
    let slot = first;
    for (;;) {
      const known = index[slot] as number;
      if (known === empty) break;
      if (this.#same(known, from, at)) return false;
      slot = (slot + 1) & this.#indexMask;
    }
    const number = this.count;
    index[slot] = number;
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
    let hash = seed;
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
