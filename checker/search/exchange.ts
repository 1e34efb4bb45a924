/**
 * States on their way from the thread that found them to the one that holds their partition, through shared memory.
 *
 * Every pair of threads has a ring of slots that only one of them fills and only the other empties, so that two counters are
 * all that is agreed on. A thread that finds a ring full empties its own first: nobody waits for somebody who waits.
 */

/** Words of a slot, and slots of a ring: 64 KB each, which stay in the caches, sixteen on the way. */
const slotWords = 1 << 14;
const slots = 16;

/** Counters at the start of the shared memory: told to stop, given up; then three a thread; then two a ring and the lengths of its slots. */
const stopAt = 0;
const abandonedAt = 1;
const firstThread = 2;
const perThread = 4;
const perRing = 2 + slots;

function layout(threads: number): { rings: number; data: number; bytes: number } {
  const rings = firstThread + perThread * threads;
  const data = (rings + perRing * threads * threads) * 4;
  return { rings, data, bytes: data + threads * threads * slots * slotWords * 4 };
}

/** Thrown in a thread whose fellow is gone. */
export class Abandoned extends Error {}

export class Exchange {
  readonly threads: number;
  readonly shared: SharedArrayBuffer;
  readonly #control: Int32Array;
  readonly #words: Uint32Array;
  readonly #rings: number;

  constructor(threads: number, shared: SharedArrayBuffer = new SharedArrayBuffer(layout(threads).bytes)) {
    this.threads = threads;
    this.shared = shared;
    const { rings, data } = layout(threads);
    this.#rings = rings;
    this.#control = new Int32Array(shared, 0, data / 4);
    this.#words = new Uint32Array(shared, data);
  }

  /** All slots of all rings, as the target of `scatter`. */
  get buffer(): Uint32Array {
    return this.#words;
  }

  get isStopped(): boolean {
    return Atomics.load(this.#control, stopAt) !== 0;
  }

  stop(isStopped: boolean): void {
    Atomics.store(this.#control, stopAt, isStopped ? 1 : 0);
  }

  abandon(): void {
    Atomics.store(this.#control, abandonedAt, 1);
  }

  /** Counts of a thread for the progress line: states, and kilobytes. */
  tell(thread: number, states: number, bytes: number): void {
    const at = firstThread + perThread * thread;
    Atomics.store(this.#control, at + 1, states);
    Atomics.store(this.#control, at + 2, Math.ceil(bytes / 1024));
  }

  told(): { readonly states: number; readonly bytes: number } {
    let [states, kilobytes] = [0, 0];
    for (let thread = 0; thread < this.threads; thread++) {
      const at = firstThread + perThread * thread;
      states += Atomics.load(this.#control, at + 1);
      kilobytes += Atomics.load(this.#control, at + 2);
    }
    return { states, bytes: kilobytes * 1024 + this.shared.byteLength };
  }

  /** Says that a thread sends nothing more in a round. */
  finish(thread: number, round: number): void {
    Atomics.store(this.#control, firstThread + perThread * thread, round);
  }

  allFinished(round: number): boolean {
    for (let thread = 0; thread < this.threads; thread++) {
      if (Atomics.load(this.#control, firstThread + perThread * thread) !== round) return false;
    }
    return true;
  }

  /** Waits a moment for something to change. Throws Abandoned where nothing will. */
  pause(): void {
    if (Atomics.load(this.#control, abandonedAt) !== 0) throw new Abandoned();
    Atomics.wait(this.#control, abandonedAt, 0, 0.05);
  }

  #ring(from: number, to: number): number {
    return this.#rings + perRing * (from * this.threads + to);
  }

  #slot(from: number, to: number, turn: number): number {
    return ((from * this.threads + to) * slots + (turn % slots)) * slotWords;
  }

  /** Where the next slot to fill starts in the buffer; undefined while all are full. */
  free(from: number, to: number): { readonly start: number; readonly end: number } | undefined {
    const ring = this.#ring(from, to);
    const sent = Atomics.load(this.#control, ring);
    if (sent - Atomics.load(this.#control, ring + 1) >= slots) return undefined;
    const start = this.#slot(from, to, sent);
    return { start, end: start + slotWords };
  }

  /** Sends the slot that was filled up to `end`. */
  send(from: number, to: number, end: number): void {
    const ring = this.#ring(from, to);
    const sent = Atomics.load(this.#control, ring);
    Atomics.store(this.#control, ring + 2 + (sent % slots), end - this.#slot(from, to, sent));
    Atomics.store(this.#control, ring, sent + 1);
  }

  /** Hands every slot that has come for a thread to `take`, and frees it. Whether there was one. */
  receive(to: number, take: (words: Uint32Array) => void): boolean {
    let any = false;
    for (let from = 0; from < this.threads; from++) {
      if (from === to) continue;
      const ring = this.#ring(from, to);
      const taken = Atomics.load(this.#control, ring + 1);
      if (taken === Atomics.load(this.#control, ring)) continue;
      any = true;
      const start = this.#slot(from, to, taken);
      const length = Atomics.load(this.#control, ring + 2 + (taken % slots));
      take(this.#words.subarray(start, start + length));
      Atomics.store(this.#control, ring + 1, taken + 1);
    }
    return any;
  }
}
