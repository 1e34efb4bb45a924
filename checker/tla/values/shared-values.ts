/**
 * The values that several threads have interned, in shared memory: equal values have one place in all of them.
 *
 * A value is a record of words: its hash, its kind, the word of what it is keyed by, the number of its parts, the words of these. What is there is
 * found without a lock: a record is whole before its place is written in a slot. What is new is written under one lock; new values are
 * few beside states. Nothing grows: what is never written is never touched, so it takes no memory.
 */

/** Places, as a power of two; twice as many slots. */
const mostPlaces = 2 ** 22;
/** Words of all records: 256 MB. */
const mostWords = 2 ** 26;
const slotCount = 2 * mostPlaces;

/** Control words: the lock, places and words that are taken. */
const lockAt = 0;
const countAt = 1;
const endAt = 2;
/** Whether there was no room once: nothing is written any more. */
const fullAt = 3;
const controls = 16;

/** Words before the parts of a record. */
const headWords = 4;
/** Looks at the lock before a thread goes to sleep over it. */
const patience = 1_000;
const sleepMilliseconds = 1;

const slotsAt = controls;
const offsetsAt = slotsAt + slotCount;
const wordsAt = offsetsAt + mostPlaces;
const allWords = wordsAt + mostWords;

/** A value taken apart. */
export interface ValueRecord {
  readonly hash: number;
  readonly kind: number;
  /** The word of a table's domain, or of a record's names; 0 of other values. */
  readonly keyed: number;
  readonly parts: ArrayLike<number>;
}

export class SharedValues {
  readonly buffer: SharedArrayBuffer;
  readonly #control: Int32Array;
  readonly #slots: Int32Array;
  readonly #offsets: Int32Array;
  readonly #words: Int32Array;

  /** A new table whose first places are taken, or the one in a buffer. Throws RangeError where there is no room for one. */
  constructor(given: SharedArrayBuffer | { readonly firstPlace: number }) {
    const isNew = !(given instanceof SharedArrayBuffer);
    this.buffer = isNew ? new SharedArrayBuffer(4 * allWords) : given;
    this.#control = new Int32Array(this.buffer, 0, controls);
    this.#slots = new Int32Array(this.buffer, 4 * slotsAt, slotCount);
    this.#offsets = new Int32Array(this.buffer, 4 * offsetsAt, mostPlaces);
    this.#words = new Int32Array(this.buffer, 4 * wordsAt, mostWords);
    if (isNew) this.#control[countAt] = given.firstPlace;
  }

  /** Places that are taken. */
  get count(): number {
    return Atomics.load(this.#control, countAt);
  }

  /** Whether a value found no room. */
  get isFull(): boolean {
    return Atomics.load(this.#control, fullAt) === 1;
  }

  /** The place of a value, which is new there or not; 0 where there is no room for a new one. */
  placeOf(value: ValueRecord): number {
    let slot = this.#slotOf(value, value.hash & (slotCount - 1));
    const known = Atomics.load(this.#slots, slot);
    if (known !== 0 || this.isFull) return known;
    this.#lock();
    try {
      slot = this.#slotOf(value, slot);
      return Atomics.load(this.#slots, slot) || this.#add(value, slot);
    } finally {
      this.unlock();
    }
  }

  /** The value at a place. */
  at(place: number): ValueRecord {
    const words = this.#words;
    const at = this.#offsets[place] as number;
    const count = words[at + 3] as number;
    return {
      ...{ hash: words[at] as number, kind: words[at + 1] as number, keyed: (words[at + 2] as number) >>> 0 },
      parts: Uint32Array.from({ length: count }, (_, i) => words[at + headWords + i] as number),
    };
  }

  /** Opens the lock: also for whoever held it when its thread was ended. */
  unlock(): void {
    Atomics.store(this.#control, lockAt, 0);
    Atomics.notify(this.#control, lockAt, 1);
  }

  /** The slot of a value from a slot on, or the free one where it belongs. */
  #slotOf(value: ValueRecord, from: number): number {
    let slot = from;
    for (let place = Atomics.load(this.#slots, slot); place !== 0; place = Atomics.load(this.#slots, slot)) {
      if (this.#isAt(place, value)) return slot;
      slot = (slot + 1) & (slotCount - 1);
    }
    return slot;
  }

  #isAt(place: number, { hash, kind, keyed, parts }: ValueRecord): boolean {
    const words = this.#words;
    const at = this.#offsets[place] as number;
    if (words[at] !== hash || words[at + 1] !== kind || words[at + 2] !== (keyed | 0)) return false;
    if (words[at + 3] !== parts.length) return false;
    for (let i = 0; i < parts.length; i++) {
      if (words[at + headWords + i] !== ((parts[i] as number) | 0)) return false;
    }
    return true;
  }

  #add({ hash, kind, keyed, parts }: ValueRecord, slot: number): number {
    const place = this.#control[countAt] as number;
    const at = this.#control[endAt] as number;
    const end = at + headWords + parts.length;
    if (place === mostPlaces || end > mostWords) Atomics.store(this.#control, fullAt, 1);
    if (this.isFull) return 0;
    const words = this.#words;
    words[at] = hash;
    words[at + 1] = kind;
    words[at + 2] = keyed;
    words[at + 3] = parts.length;
    for (let i = 0; i < parts.length; i++) words[at + headWords + i] = parts[i] as number;
    this.#offsets[place] = at;
    Atomics.store(this.#control, endAt, end);
    Atomics.store(this.#control, countAt, place + 1);
    Atomics.store(this.#slots, slot, place);
    return place;
  }

  #lock(): void {
    for (let looks = 0; Atomics.compareExchange(this.#control, lockAt, 0, 1) !== 0; looks++) {
      if (looks > patience) Atomics.wait(this.#control, lockAt, 1, sleepMilliseconds);
    }
  }
}
