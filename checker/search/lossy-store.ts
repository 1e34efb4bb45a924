/**
 * Stores that keep less of a state than tells it apart: signatures (hash compaction; Wolper and Leroy, Stern and Dill) or bits (bitstate
 * hashing; Holzmann). A new state that looks like a known one is left out, with what is reachable through it alone.
 *
 * Each says how likely that is. The chance counts the first state that is left out, while so many are stored: for signatures of b bits
 * at most n(n+1)/2^(b+1) by the union bound over pairs, for bits the sum of (share of bits set)^k over the states stored. Both are
 * over the draw of the hash functions; the second takes their k places for independent.
 */

/** What is kept of a state instead of all of it, by hash functions drawn from a seed. */
export type LossyStore = { readonly seed: string } & (
  | /** So many bits of its hash, 64 at most. */ { readonly kind: 'hash'; readonly bits: number }
  /** Three bits of a table of so many bytes, a power of two from 4 to 2^29. */
  | { readonly kind: 'bitstate'; readonly bytes: number }
);

/** How likely a lossy store has left something out. */
export interface Omission {
  readonly store: 'hash' | 'bitstate';
  /** Of a signature, or of the whole table. */
  readonly bits: number;
  /** Share of the bits of the table that are set; null of signatures. */
  readonly filled: number | null;
  /** At most the chance that any state was left out; 1 says nothing. */
  readonly chance: number;
  /** Of the draw of the hash functions. */
  readonly seed: string;
}

export interface SignatureSet {
  /** 32-bit words of hash that it looks at. */
  readonly width: number;
  readonly bytes: number;
  /** Bytes held while it next grows. */
  readonly bytesToGrow: number;
  /** Adds what has this hash; false if something like it is there. */
  add(hash: Uint32Array): boolean;
  readonly omission: Omit<Omission, 'seed'>;
}

const mostTaken = 0.75;
const fewestSlots = 1 << 10;

/** Signatures in a table with open addressing; a slot of zeros is free, and the signature of zeros stands apart. */
class Signatures implements SignatureSet {
  readonly width = 2;
  readonly #bits: number;
  readonly #masks: readonly [number, number];
  #slots: Uint32Array = new Uint32Array(2 * fewestSlots);
  #count = 0;
  #hasZero = false;

  constructor(bits: number) {
    this.#bits = bits;
    this.#masks = [bits >= 32 ? 0xffffffff : 2 ** bits - 1, bits >= 64 ? 0xffffffff : 2 ** Math.max(0, bits - 32) - 1];
  }

  get bytes(): number {
    return this.#slots.byteLength;
  }

  get bytesToGrow(): number {
    return 3 * this.bytes;
  }

  get omission(): Omit<Omission, 'seed'> {
    const chance = Math.min(1, (this.#count * (this.#count + 1)) / 2 ** (this.#bits + 1));
    return { store: 'hash', bits: this.#bits, filled: null, chance };
  }

  add(hash: Uint32Array): boolean {
    const low = ((hash[0] as number) & this.#masks[0]) >>> 0;
    const high = ((hash[1] as number) & this.#masks[1]) >>> 0;
    if (low === 0 && high === 0) {
      if (this.#hasZero) return false;
      this.#hasZero = true;
      this.#count++;
      return true;
    }
    const slots = this.#slots;
    const end = slots.length - 2;
    let at = (2 * low) & end;
    for (; slots[at] !== 0 || slots[at + 1] !== 0; at = (at + 2) & end) {
      if (slots[at] === low && slots[at + 1] === high) return false;
    }
    slots[at] = low;
    slots[at + 1] = high;
    if (++this.#count > (mostTaken / 2) * slots.length) this.#grow();
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Uint32Array(2 * old.length);
    const end = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0 && old[from + 1] === 0) continue;
      let at = (2 * (old[from] as number)) & end;
      while (slots[at] !== 0 || slots[at + 1] !== 0) at = (at + 2) & end;
      slots[at] = old[from] as number;
      slots[at + 1] = old[from + 1] as number;
    }
    this.#slots = slots;
  }
}

const places = 3;

class Bits implements SignatureSet {
  readonly width: number = places;
  readonly #table: Int32Array;
  #set = 0;
  #chance = 0;

  constructor(bytes: number) {
    this.#table = new Int32Array(bytes / 4);
  }

  get bytes(): number {
    return this.#table.byteLength;
  }

  get bytesToGrow(): number {
    return this.bytes;
  }

  get #all(): number {
    return 8 * this.bytes;
  }

  get omission(): Omit<Omission, 'seed'> {
    const { bytes } = this;
    return { store: 'bitstate', bits: 8 * bytes, filled: this.#set / this.#all, chance: Math.min(1, this.#chance) };
  }

  add(hash: Uint32Array): boolean {
    const table = this.#table;
    const before = this.#set;
    const mask = this.#all - 1;
    for (let w = 0; w < places; w++) {
      const bit = ((hash[w] as number) & mask) >>> 0;
      const known = table[bit >>> 5] as number;
      if ((known & (1 << (bit & 31))) !== 0) continue;
      table[bit >>> 5] = known | (1 << (bit & 31));
      this.#set++;
    }
    if (this.#set === before) return false;
    this.#chance += (before / this.#all) ** places;
    return true;
  }
}

export function signatureSet(store: LossyStore): SignatureSet {
  return store.kind === 'hash' ? new Signatures(store.bits) : new Bits(store.bytes);
}
