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
 * batch had to have as many, 5.4 s with a quarter, the same with a sixteenth.
 */
const loadFrom = 4;

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
    if (this.#isBuffered && this.bits > 0 && this.#bufferWords() > 1.5 * this.#buffer.length) this.#makeBuffers();
  }

  #bufferWords(): number {
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
    const partition = this.partitions[p] as Partition;
    if ((end - start) * loadFrom > partition.count) partition.load();
    this.insert(p, from, start, end, tells);
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
