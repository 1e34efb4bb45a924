/**
 * What one thread of a search has found and not yet looked up: a chunk of shared memory for each partition.
 *
 * A full chunk of a partition of its own is looked up at once, one of another thread's is sent there. So a successor is hashed and
 * copied once, as in a search on one thread.
 */

import { chunkBytes, chunkWords, type Exchange } from './exchange.ts';
import type { StoreCode } from './store-code.ts';
import type { Visited } from './visited.ts';

/** States of a chunk at least: below that, sending would cost more than what is sent. */
const fewestStates = 256;

export class Chunks {
  readonly #exchange: Exchange;
  readonly #thread: number;
  readonly #visited: Visited;
  readonly #code: StoreCode;
  readonly #partitions: number;
  /** Partitions of one thread, as a power of two. */
  readonly #ownBits: number;
  readonly #stride: number;
  /** Words to which a chunk is filled by now: chunks grow with the set. */
  #limit = 0;
  #mostLimit = 0;
  /** By partition: the chunk that is being filled, and where it starts, ends by now and has to end. */
  readonly #chunk: Int32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #limits: Int32Array;
  readonly #free: number[];
  /** By thread: turns of the ring whose chunks have come back. */
  readonly #known: number[];

  constructor(exchange: Exchange, thread: number, visited: Visited, code: StoreCode) {
    this.#exchange = exchange;
    this.#thread = thread;
    this.#visited = visited;
    this.#code = code;
    this.#partitions = visited.partitions.length;
    this.#ownBits = Math.log2(this.#partitions / exchange.threads);
    this.#stride = chunkWords(this.#partitions);
    this.#chunk = Int32Array.from(visited.partitions, (_, p) => p);
    this.#starts = this.#chunk.map((chunk) => exchange.chunksOf(thread) + chunk * this.#stride);
    this.#ends = this.#starts.slice();
    this.#limits = this.#starts.slice();
    this.#free = exchange.spareChunks(this.#partitions);
    this.#known = exchange.turns(thread);
    this.fit();
  }

  /** Bytes of shared memory that were ever touched. */
  get bytes(): number {
    return chunkBytes(this.#partitions, this.#mostLimit);
  }

  /** Lets the chunks grow with the set: all of them together hold about a quarter of its bytes. They have to be empty. */
  fit(): void {
    const { bytes, words } = this.#visited;
    const wanted = Math.max(fewestStates * words, bytes / 16 / this.#partitions);
    this.#limit = Math.floor(Math.min(this.#stride, wanted) / words) * words;
    this.#mostLimit = Math.max(this.#mostLimit, this.#limit);
    for (let p = 0; p < this.#partitions; p++) this.#limits[p] = (this.#starts[p] as number) + this.#limit;
  }

  /** Puts each of `count` packed states where it belongs. */
  add(states: Uint32Array, count: number): void {
    const shift = 32 - this.#visited.bits;
    const { words } = this.#exchange;
    for (let sent = 0; sent < count; ) {
      sent = this.#code.scatter(states, sent, count, shift, words, this.#ends, this.#limits);
      if (sent < count) this.#empty(this.#visited.partitionOf(states, sent * this.#visited.words));
    }
  }

  /** Sends what is there for other threads. */
  sendAll(): void {
    for (let p = 0; p < this.#partitions; p++) if (p >>> this.#ownBits !== this.#thread) this.#empty(p);
  }

  /** Looks up what is there for this thread. */
  keepAll(): void {
    const from = this.#thread << this.#ownBits;
    for (let p = from; p < from + 2 ** this.#ownBits; p++) this.#empty(p);
  }

  /** Looks up one chunk of each other thread that has come. Whether there was one. */
  receive(): boolean {
    return this.#exchange.receive(this.#thread, this.#look);
  }

  readonly #look = (from: number, chunk: number, partition: number, length: number): void => {
    const start = this.#exchange.chunksOf(from) + chunk * this.#stride;
    const { words } = this.#exchange;
    this.#visited.insertMany(partition, words, start, start + length);
    // The partition has been fetched: what waits for it here is looked up in the cache and does not fetch it once more (8 managers, three
    // runs by turns on a busy machine: 1.85 to 1.93 s of processor time instead of 1.91 to 2.04).
    this.#visited.insert(partition, words, this.#starts[partition] as number, this.#ends[partition] as number);
    this.#ends[partition] = this.#starts[partition] as number;
  };

  #empty(p: number): void {
    const start = this.#starts[p] as number;
    const end = this.#ends[p] as number;
    if (start === end) return;
    const owner = p >>> this.#ownBits;
    if (owner === this.#thread) {
      this.#visited.insertMany(p, this.#exchange.words, start, end);
      this.#ends[p] = start;
      return;
    }
    this.#exchange.send(this.#thread, owner, this.#chunk[p] as number, p, end - start);
    const chunk = this.#freeChunk();
    const at = this.#exchange.chunksOf(this.#thread) + chunk * this.#stride;
    this.#chunk[p] = chunk;
    this.#starts[p] = at;
    this.#ends[p] = at;
    this.#limits[p] = at + this.#limit;
  }

  #freeChunk(): number {
    for (;;) {
      const chunk = this.#free.pop();
      if (chunk !== undefined) return chunk;
      for (let to = 0; to < this.#known.length; to++) {
        if (to === this.#thread) continue;
        this.#known[to] = this.#exchange.emptied(this.#thread, to, this.#known[to] as number, (one) => {
          this.#free.push(one);
        });
      }
      if (this.#free.length === 0 && !this.receive()) this.#exchange.pause();
    }
  }
}
