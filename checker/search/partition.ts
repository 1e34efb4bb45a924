/**
 * One part of the visited set: the states whose hash begins alike, whole, in the order of their finding, with an open-addressed index.
 *
 * A state is `words` 32-bit words in one typed array, its number is its place there. No object, string or Map entry a state.
 */

/** The index grows when more than this share of its slots is taken: probes stay short, and a slot costs four bytes. */
const mostTaken = 0.7;
/** States grow by half, not by doubling: what is allocated and not used stays below a third. */
const growth = 1.5;
const fewestStates = 64;
/** 32-bit words of a cache line. */
const wordsOfLine = 16;

type Reindex = (states: Uint32Array, count: number, index: Int32Array) => void;

export class Partition {
  states: Uint32Array;
  /** Slot → number of a state, -1 if free; a power of two long. */
  index: Int32Array;
  count = 0;
  /** The first states may be gone: number `dropped` stands at the start of `states`. */
  dropped = 0;
  /** States that fit before something has to grow. */
  room: number;
  /** What `load` has read: kept, so that the reading is not left out. */
  loaded = 0;
  readonly #words: number;

  constructor(words: number) {
    this.#words = words;
    this.states = new Uint32Array(fewestStates * words);
    this.index = new Int32Array(2 * fewestStates).fill(-1);
    this.room = fewestStates;
  }

  get bytes(): number {
    return this.states.byteLength + this.index.byteLength;
  }

  /** Bytes held while the arrays next grow. */
  get bytesToGrow(): number {
    return this.states.byteLength * (1 + growth) + this.index.byteLength * 3;
  }

  /**
   * Reads every cache line once, in order, so that many look-ups after it find the partition in the cache: in their own order each
   * would wait for memory (two-phase commit with 9 managers: 5.1 to 5.6 s with it, 5.6 to 6.1 without).
   */
  load(): void {
    const { states, index } = this;
    const end = this.count * this.#words;
    let seen = 0;
    for (let at = 0; at < index.length; at += wordsOfLine) seen ^= index[at] as number;
    for (let at = 0; at < end; at += wordsOfLine) seen ^= states[at] as number;
    this.loaded = seen;
  }

  /** Lets go of everything but the number of states. */
  clear(): void {
    this.states = new Uint32Array();
    this.index = new Int32Array();
  }

  /** Gives the states away and keeps their number. */
  lend(words: number): Uint32Array {
    const { states } = this;
    this.clear();
    return states.slice(0, this.count * words);
  }

  /** Takes over `count` states, all different, in place of none. */
  fill(states: Uint32Array, count: number, reindex: Reindex | undefined): void {
    if (reindex === undefined) {
      this.states = states;
      this.count = count;
      return;
    }
    const length = 2 ** Math.ceil(Math.log2(Math.max(2 * fewestStates, (count + 1) / mostTaken)));
    this.states = states;
    this.count = count;
    if (states.length < (count + 1) * this.#words) {
      this.states = new Uint32Array(Math.max(fewestStates, Math.ceil(count * growth)) * this.#words);
      this.states.set(states);
    }
    this.index = new Int32Array(length).fill(-1);
    reindex(this.states, count, this.index);
    this.room = Math.min(this.states.length / this.#words, Math.floor(length * mostTaken));
  }

  /** Makes room for at least one more state. */
  grow(reindex: Reindex): void {
    const words = this.#words;
    if (this.count * words === this.states.length) {
      const states = new Uint32Array(Math.ceil(this.count * growth) * words);
      states.set(this.states);
      this.states = states;
    }
    if (this.count >= Math.floor(this.index.length * mostTaken)) {
      this.index = new Int32Array(this.index.length * 2).fill(-1);
      reindex(this.states, this.count, this.index);
    }
    this.room = Math.min(this.states.length / words, Math.floor(this.index.length * mostTaken));
  }
}
