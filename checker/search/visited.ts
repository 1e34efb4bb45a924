/**
 * The visited set: partitions by hash, filled in batches.
 *
 * The random access of the visited set is what limits an explicit-state search: with ten million states every look-up misses every
 * cache. So successors are first sorted by partition into buffers (writes that run along), and a buffer that is full is
 * looked up in its partition, which is small enough to be in the cache by then. Two-phase commit with 9 managers (10.3 million
 * states): 44 ns a transition with 256 partitions on a prototype with full tables, 142 ns with one table. A small set has one partition and no buffers, so
 * that states keep the order of their finding.
 */

import type { Kernel } from '../kernel/kernel.ts';
import { type DiskPlan, Pages } from './pages.ts';
import { Partition } from './partition.ts';
import { type StoreCode, storeCode } from './store-code.ts';

/** Partitions (as bits of the hash) from so many states on; a slice of states and index then stays near a megabyte. */
const widths: readonly { readonly bits: number; readonly from: number }[] = [
  { bits: 10, from: 32_000_000 },
  { bits: 8, from: 2_000_000 },
  { bits: 5, from: 200_000 },
  { bits: 0, from: 0 },
];
/** Words of all buffers: larger batches find more of their partition in the cache, up to this. */
const mostBufferWords = 1 << 24;

/**
 * A partition is fetched whole for a batch that has this share of its states as words: with 9 managers 6.2 s of processor time where a
 * batch had to have as many, 5.4 s with a quarter, the same with a sixteenth. With 10 managers, whose partitions are more, batches are
 * smaller: with a quarter two threads were slower than one.
 */
const loadFrom = 16;

/** States on disk that are read at once to be expanded. */
const statesOfWindow = 1 << 16;
/** Words of a partition that wait for its file while states move from file to file. */
const wordsOfMove = 1 << 12;

export function bitsFor(states: number): number {
  return (widths.find(({ from }) => states >= from) as { bits: number }).bits;
}

/** Told of every run of new states: partition and the numbers in it. */
export type OnNew = (partition: number, from: number, to: number) => void;

export class Visited {
  words: number;
  bits: number;
  partitions: readonly Partition[];
  /** States in the partitions; those still in buffers are not counted. */
  count = 0;
  #code: StoreCode;
  #buffer: Uint32Array = new Uint32Array();
  #starts: Int32Array = new Int32Array();
  #ends: Int32Array = new Int32Array();
  #limits: Int32Array = new Int32Array();
  readonly #onNew: OnNew;
  readonly #isBuffered: boolean;
  /** The first word that tells states apart. */
  readonly #first: number;

  /** A set without buffers is for whoever has sorted the states already. */
  constructor(words: number, bits: number, onNew: OnNew, first = 0, isBuffered = true) {
    this.#isBuffered = isBuffered;
    this.words = words;
    this.#first = first;
    this.bits = bits;
    this.#onNew = onNew;
    this.#code = storeCode(words, this.#first);
    this.partitions = Array.from({ length: 2 ** bits }, () => new Partition(words));
    this.fitBuffers();
  }

  #pages: Pages | undefined;
  #pagedWords = 0;
  /** Of states on disk: some of a partition, read for those that are expanded one after the other. */
  #window:
    | { readonly p: number; readonly dropped: number; readonly end: number; readonly states: Uint32Array }
    | undefined;

  /** Whether the states are on disk: partitions have no states then but while something is looked up in them. */
  get isPaged(): boolean {
    return this.#pages !== undefined;
  }

  /** Bytes on disk. */
  get diskBytes(): number {
    return this.#pages?.bytes ?? 0;
  }

  /**
   * Moves the states to disk; what is found from now on waits in buffers of half of `bytes`, so that a partition is read for many look-ups at
   * once. There have to be partitions. Throws PL-335.
   */
  page(plan: DiskPlan, bytes: number): void {
    this.flush();
    this.#pages = new Pages(plan, this.words);
    for (const [p, partition] of this.partitions.entries()) {
      this.#pages.append(p, partition.states.subarray(0, partition.count * this.words));
      partition.clear();
    }
    this.#pagedWords = bytes / 8;
    this.#makeBuffers();
  }

  /** The states `from` … `to` of a partition, wherever they are; number `dropped` stands at the start. */
  statesOf(p: number, from: number, to: number): { readonly states: Uint32Array; readonly dropped: number } {
    const partition = this.partitions[p] as Partition;
    if (this.#pages === undefined || partition.states.length > 0) return partition;
    const known = this.#window;
    if (known !== undefined && known.p === p && known.dropped <= from && to <= known.end) return known;
    const end = Math.min(partition.count, Math.max(to, from + statesOfWindow));
    this.#window = { p, dropped: from, end, states: this.#pages.read(p, from, end) };
    return this.#window;
  }

  /** Lets go of what is on disk. */
  close(): void {
    this.#pages?.close();
    this.#pages = undefined;
  }

  /** Bytes of the states while other threads hold them. */
  lentBytes = 0;

  get bytes(): number {
    return this.partitions.reduce((sum, { bytes }) => sum + bytes, this.#buffer.byteLength + this.lentBytes);
  }

  /** Bytes held while the largest partition next grows. */
  get bytesToGrow(): number {
    const growing = this.partitions.map(({ bytes, bytesToGrow }) => bytesToGrow - bytes);
    return this.bytes + Math.max(...growing);
  }

  /** Adds the first `count` packed states of `from`, now or at the next flush. */
  addAll(from: Uint32Array, count: number): void {
    if (this.bits === 0) {
      this.insert(0, from, 0, count * this.words);
      return;
    }
    const shift = 32 - this.bits;
    for (let sent = 0; sent < count; ) {
      sent = this.#code.scatter(from, sent, count, shift, this.#buffer, this.#ends, this.#limits);
      if (sent < count) this.#flush(this.#code.hash(from, sent * this.words) >>> shift);
    }
  }

  /** Whether a state is among the first of its partition, so many of each; what waits in a buffer is not. */
  isAmong(first: readonly number[], from: Uint32Array, at: number): boolean {
    const p = this.bits === 0 ? 0 : this.#code.hash(from, at) >>> (32 - this.bits);
    const number = this.#code.find(this.partitions[p] as Partition, from, at);
    return number >= 0 && number < (first[first.length - this.partitions.length + p] as number);
  }

  /** Looks up everything that waits in a buffer, and tells of what is new in it unless it must not be looked at now. */
  flush(tells = true): void {
    for (let p = 0; p < this.#ends.length; p++) this.#flush(p, tells);
  }

  /**
   * Moves every state to new partitions, or to another width after `repack`. `cuts` lists, for each partition, how many of its
   * states come before a boundary, in ascending order; the result lists the same boundaries in the new partitions.
   */
  rebuild(
    bits: number,
    cuts: readonly (readonly number[])[],
    kernel?: Pick<Kernel, 'words' | 'repack'>,
  ): readonly (readonly number[])[] {
    if (this.#pages !== undefined) return this.#rebuildPages(this.#pages, bits, cuts, kernel);
    const words = kernel?.words ?? this.words;
    const old = this.partitions;
    const states = old.map((partition) =>
      kernel === undefined ? partition.states : kernel.repack(partition.states, partition.count),
    );
    this.words = words;
    this.bits = bits;
    this.#code = storeCode(words, this.#first);
    this.#buffer = new Uint32Array();
    this.#ends = new Int32Array();
    const partitions = Array.from({ length: 2 ** bits }, () => new Partition(words));
    this.partitions = partitions;
    const done = old.map(() => 0);
    const moved = cuts.map((cut) => {
      for (let p = 0; p < old.length; p++) {
        const end = cut[p] as number;
        const from = states[p] as Uint32Array;
        for (let at = (done[p] as number) * words; at < end * words; at += words) {
          const to = bits === 0 ? 0 : this.#code.hash(from, at) >>> (32 - bits);
          this.#code.insert(partitions[to] as Partition, from, at, at + words);
        }
        done[p] = end;
      }
      return partitions.map(({ count }) => count);
    });
    this.fitBuffers();
    return moved;
  }

  /** The same on disk; the states are all different, so nothing is looked up. */
  #rebuildPages(
    pages: Pages,
    bits: number,
    cuts: readonly (readonly number[])[],
    kernel: Pick<Kernel, 'words' | 'repack'> | undefined,
  ): readonly (readonly number[])[] {
    const words = kernel?.words ?? this.words;
    const code = storeCode(words, this.#first);
    const renewed = pages.renewed(words);
    const partitions = Array.from({ length: 2 ** bits }, () => new Partition(words));
    const each = Math.floor(wordsOfMove / words) * words;
    const waiting = new Uint32Array(each * partitions.length);
    const ends = Int32Array.from(partitions, (_, p) => p * each);
    const write = (p: number): void => {
      renewed.append(p, waiting.subarray(p * each, ends[p]));
      ends[p] = p * each;
    };
    const done = this.partitions.map(() => 0);
    const moved = cuts.map((cut) => {
      for (let p = 0; p < done.length; p++) {
        for (let from = done[p] as number; from < (cut[p] as number); from += statesOfWindow) {
          const to = Math.min(cut[p] as number, from + statesOfWindow);
          const read = pages.read(p, from, to);
          const states = kernel === undefined ? read : kernel.repack(read, to - from);
          for (let at = 0; at < states.length; at += words) {
            const q = bits === 0 ? 0 : code.hash(states, at) >>> (32 - bits);
            waiting.set(states.subarray(at, at + words), ends[q]);
            ends[q] = (ends[q] as number) + words;
            (partitions[q] as Partition).count++;
            if (ends[q] === (q + 1) * each) write(q);
          }
        }
        done[p] = cut[p] as number;
      }
      return partitions.map(({ count }) => count);
    });
    for (const p of partitions.keys()) write(p);
    for (const partition of partitions) partition.clear();
    pages.close();
    this.#pages = renewed;
    this.#window = undefined;
    this.words = words;
    this.bits = bits;
    this.#code = code;
    this.partitions = partitions;
    this.#makeBuffers();
    return moved;
  }

  /** Gives the states of every partition away; their numbers stay. */
  lend(): readonly Uint32Array[] {
    const { words } = this;
    this.lentBytes = this.bytes;
    this.#buffer = new Uint32Array();
    this.#ends = new Int32Array();
    return this.partitions.map((partition) => partition.lend(words));
  }

  /** Takes the states of every partition back; without an index where nothing is looked up any more. */
  takeBack(states: readonly Uint32Array[], indexed: boolean): void {
    this.lentBytes = 0;
    this.count = 0;
    this.partitions.forEach((partition, p) => {
      const own = states[p] as Uint32Array;
      partition.fill(own, own.length / this.words, indexed ? this.#code.reindex : undefined);
      this.count += partition.count;
    });
    this.fitBuffers();
  }

  /** Fills an empty set with the states of each of its partitions, all different, and makes their index. */
  restore(states: readonly Uint32Array[], counts: readonly number[]): void {
    this.partitions.forEach((partition, p) => {
      partition.fill(states[p] as Uint32Array, counts[p] as number, this.#code.reindex);
      this.count += partition.count;
    });
    this.fitBuffers();
  }

  /** Buffers grow with the set, a quarter of its bytes. They have to be empty. */
  fitBuffers(): void {
    if (
      this.#pages === undefined &&
      this.#isBuffered &&
      this.bits > 0 &&
      this.#bufferWords() > 1.5 * this.#buffer.length
    )
      this.#makeBuffers();
  }

  #bufferWords(): number {
    if (this.#pages !== undefined) return Math.max(this.#pagedWords, 16 * this.words * this.partitions.length);
    return Math.min(mostBufferWords, (this.bytes - this.#buffer.byteLength) / 16);
  }

  #makeBuffers(): void {
    const parts = this.partitions.length;
    const each = Math.ceil(this.#bufferWords() / parts / this.words) * this.words;
    this.#buffer = new Uint32Array(each * parts);
    this.#starts = Int32Array.from({ length: parts }, (_, p) => p * each);
    this.#ends = this.#starts.slice();
    this.#limits = this.#starts.map((start) => start + each);
  }

  #flush(p: number, tells = true): void {
    const start = this.#starts[p] as number;
    const end = this.#ends[p] as number;
    this.#ends[p] = start;
    this.insertMany(p, this.#buffer, start, end, tells);
  }

  /** The partition of the packed state at word offset `at`. */
  partitionOf(from: Uint32Array, at: number): number {
    return this.bits === 0 ? 0 : this.#code.hash(from, at) >>> (32 - this.bits);
  }

  /** Adds the states in the words `start` … `end` to their partition, of which it is worth while to fetch the whole if they are many for it. */
  insertMany(p: number, from: Uint32Array, start: number, end: number, tells = true): void {
    if (this.#pages !== undefined) {
      if (end > start) this.#insertPaged(this.#pages, p, from, start, end, tells);
      return;
    }
    const partition = this.partitions[p] as Partition;
    if ((end - start) * loadFrom > partition.count) partition.load();
    this.insert(p, from, start, end, tells);
  }

  /** Reads the partition, looks up what waits for it, and writes down what is new. */
  #insertPaged(pages: Pages, p: number, from: Uint32Array, start: number, end: number, tells: boolean): void {
    const partition = this.partitions[p] as Partition;
    const before = partition.count;
    partition.fill(pages.read(p, 0, before), before, this.#code.reindex);
    this.#code.insert(partition, from, start, end);
    this.count += partition.count - before;
    pages.append(p, partition.states.subarray(before * this.words, partition.count * this.words));
    if (tells && partition.count > before) this.#onNew(p, before, partition.count);
    partition.clear();
  }

  /** Adds the states in the words `start` … `end` to their partition. */
  insert(p: number, from: Uint32Array, start: number, end: number, tells = true): void {
    const partition = this.partitions[p] as Partition;
    const before = partition.count;
    this.#code.insert(partition, from, start, end);
    const added = partition.count - before;
    if (added === 0) return;
    this.count += added;
    if (tells) this.#onNew(p, before, partition.count);
  }
}
