/**
 * The states of a search on disk: a file a partition, in the order of finding, read along and never at random.
 *
 * The folder is one of its own below the one that was named, and goes when the search is over.
 */

import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../language/problem.ts';

/** How bytes reach the disk; tests put a full disk in its place. */
type WritePage = (file: number, bytes: Uint8Array) => number;

/** Where states go that memory has no room for. */
export interface DiskPlan {
  readonly folder: string;
  readonly write?: WritePage;
}

export class Pages {
  readonly #plan: DiskPlan;
  readonly #folder: string;
  readonly #words: number;
  bytes = 0;

  /** For states of so many words. Throws PL-335. */
  constructor(plan: DiskPlan, words: number) {
    this.#plan = plan;
    this.#words = words;
    this.#folder = this.#tried(() => {
      mkdirSync(plan.folder, { recursive: true });
      return mkdtempSync(join(plan.folder, 'plumbline-'));
    });
  }

  /** For states of another width, in the same place. */
  renewed(words: number): Pages {
    return new Pages(this.#plan, words);
  }

  #tried<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new Problem('PL-335', {
        place: this.#plan.folder,
        expected: 'room for the states that memory has no room for',
        found: (error as NodeJS.ErrnoException).code ?? String(error),
        hint: 'make room, name a folder on a larger disk, or give more --memory',
      });
    }
  }

  #file(p: number): string {
    return join(this.#folder, `${p}`);
  }

  /** Appends states to a partition. */
  append(p: number, states: Uint32Array): void {
    if (states.length === 0) return;
    this.#tried(() => {
      const file = openSync(this.#file(p), 'a');
      try {
        const bytes = new Uint8Array(states.buffer, states.byteOffset, states.byteLength);
        const write = this.#plan.write ?? writeSync;
        for (let at = 0; at < bytes.length; ) at += write(file, bytes.subarray(at));
      } finally {
        closeSync(file);
      }
    });
    this.bytes += states.byteLength;
  }

  /** The states `from` … `to` of a partition at the start of `into`. */
  read(
    p: number,
    from: number,
    to: number,
    into: Uint32Array = new Uint32Array((to - from) * this.#words),
  ): Uint32Array {
    if (to === from) return into;
    this.#tried(() => {
      const file = openSync(this.#file(p), 'r');
      try {
        const bytes = new Uint8Array(into.buffer, into.byteOffset, (to - from) * this.#words * 4);
        const start = from * this.#words * 4;
        for (let at = 0; at < bytes.length; ) {
          const count = readSync(file, bytes, at, bytes.length - at, start + at);
          if (count === 0) throw new Error('a file that ends too early');
          at += count;
        }
      } finally {
        closeSync(file);
      }
    });
    return into;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
