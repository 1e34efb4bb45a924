/**
 * States on their way from the thread that found them to the one that holds their partition, through shared memory.
 *
 * A thread gathers what it finds in chunks, one for each partition. A full chunk is not copied: its number goes to the holder of the
 * partition, who looks its states up where they are and lets it be filled again. Every pair of threads has a ring of such numbers that
 * only one of them fills and only the other empties, so that two counters are all that is agreed on. A thread that has no chunk
 * left takes what has come for it first: nobody waits for somebody who waits.
 */

/** Chunks of a thread beside one for each partition: so many may be on their way, and one more while its place is not yet taken. */
const spare = 64;
const entries = spare + 1;
/** Words of all chunks of a thread; what is never filled is never touched, so it takes no memory. */
const threadWords = 1 << 24;
/** Words of a number on its way: chunk, partition, length. */
const perEntry = 3;

/** Counters at the start of the shared memory: told to stop, given up; then three a thread; then two a ring and its entries. */
const stopAt = 0;
const abandonedAt = 1;
const firstThread = 2;
const perThread = 4;
const perRing = 2 + perEntry * entries;

function layout(threads: number): { rings: number; data: number; bytes: number } {
  const rings = firstThread + perThread * threads;
  const data = (rings + perRing * threads * threads) * 4;
  return { rings, data, bytes: data + threads * threadWords * 4 };
}

/** The words of one chunk where each thread has one for each of `partitions`. */
export function chunkWords(partitions: number): number {
  return Math.floor(threadWords / (partitions + spare));
}

/** Bytes of the chunks of one thread that are ever touched, if they are filled up to `words`. */
export function chunkBytes(partitions: number, words: number): number {
  return (partitions + spare) * words * 4;
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

  /** All chunks of all threads, as the target of `scatter`. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** Where a thread's first chunk starts. */
  chunksOf(thread: number): number {
    return thread * threadWords;
  }

  /** The chunks of a thread that no partition begins with. */
  spareChunks(partitions: number): number[] {
    return Array.from({ length: spare }, (_, i) => partitions + i);
  }

  /** By thread: how many chunks of this one it has emptied. */
  turns(from: number): number[] {
    return Array.from({ length: this.threads }, (_, to) => Atomics.load(this.#control, this.#ring(from, to) + 1));
  }

  get isStopped(): boolean {
    return Atomics.load(this.#control, stopAt) !== 0;
  }

  /** Whether what is under way is of no use any more, so that nothing has to be finished. */
  get isOver(): boolean {
    return Atomics.load(this.#control, stopAt) === 2 || Atomics.load(this.#control, abandonedAt) !== 0;
  }

  stop(isStopped: boolean, isOver = false): void {
    Atomics.store(this.#control, stopAt, isOver ? 2 : isStopped ? 1 : 0);
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
    return { states, bytes: kilobytes * 1024 };
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

  /** Sends a chunk with `length` words for a partition of another thread. */
  send(from: number, to: number, chunk: number, partition: number, length: number): void {
    const ring = this.#ring(from, to);
    const sent = Atomics.load(this.#control, ring);
    const entry = ring + 2 + perEntry * (sent % entries);
    Atomics.store(this.#control, entry, chunk);
    Atomics.store(this.#control, entry + 1, partition);
    Atomics.store(this.#control, entry + 2, length);
    Atomics.store(this.#control, ring, sent + 1);
  }

  /** Tells of each chunk that another thread has emptied since turn `known` of their ring; the turn that is known then. */
  emptied(from: number, to: number, known: number, tell: (chunk: number) => void): number {
    const ring = this.#ring(from, to);
    const taken = Atomics.load(this.#control, ring + 1);
    for (let turn = known; turn < taken; turn++)
      tell(Atomics.load(this.#control, ring + 2 + perEntry * (turn % entries)));
    return taken;
  }

  /** Hands the next chunk of each other thread to `take`, and gives it back. Whether there was one. */
  receive(to: number, take: (from: number, chunk: number, partition: number, length: number) => void): boolean {
    let any = false;
    for (let from = 0; from < this.threads; from++) {
      if (from === to) continue;
      const ring = this.#ring(from, to);
      const taken = Atomics.load(this.#control, ring + 1);
      if (taken === Atomics.load(this.#control, ring)) continue;
      any = true;
      const entry = ring + 2 + perEntry * (taken % entries);
      take(
        from,
        Atomics.load(this.#control, entry),
        Atomics.load(this.#control, entry + 1),
        Atomics.load(this.#control, entry + 2),
      );
      Atomics.store(this.#control, ring + 1, taken + 1);
    }
    return any;
  }
}
