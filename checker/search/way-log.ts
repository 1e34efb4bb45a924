/**
 * For each state the one it was first found from and the event that led there: the way to every state of a search that keeps no states.
 *
 * Two words a state, written one after the other; what does not fit in a few megabytes goes to a file that nobody else can see.
 */

import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../language/problem.ts';

/** Entries that are kept before they are written. */
const entriesAtOnce = 1 << 18;

export class WayLog {
  readonly #entries: Uint32Array;
  readonly #folder: string;
  /** Entries in the file, and in all. */
  #written = 0;
  count = 0;
  #file: number | undefined;

  /** `entries` are kept before they are written to a file in `folder`. */
  constructor({ entries = entriesAtOnce, folder = tmpdir() }: { entries?: number; folder?: string } = {}) {
    this.#entries = new Uint32Array(2 * entries);
    this.#folder = folder;
  }

  get bytes(): number {
    return this.#entries.byteLength;
  }

  /** An initial state comes from itself. */
  add(from: number, event: number): void {
    const at = 2 * (this.count++ - this.#written);
    this.#entries[at] = from;
    this.#entries[at + 1] = event;
    if (at + 2 === this.#entries.length) this.#write();
  }

  /** The events that lead to a state, after the number of the initial one. */
  wayTo(state: number): { readonly start: number; readonly events: readonly number[] } {
    const events: number[] = [];
    let at = state;
    for (;;) {
      const { from, event } = this.#entry(at);
      if (from === at) break;
      events.push(event);
      at = from;
    }
    return { start: at, events: events.reverse() };
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #entry(state: number): { readonly from: number; readonly event: number } {
    if (state >= this.#written) {
      const at = 2 * (state - this.#written);
      return { from: this.#entries[at] as number, event: this.#entries[at + 1] as number };
    }
    const entry = new Uint32Array(2);
    readSync(this.#file as number, new Uint8Array(entry.buffer), 0, 8, 8 * state);
    return { from: entry[0] as number, event: entry[1] as number };
  }

  #write(): void {
    try {
      this.#file ??= this.#open();
      const bytes = new Uint8Array(this.#entries.buffer);
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    } catch (error) {
      throw new Problem('PL-334', {
        place: this.#folder,
        expected: 'room for the ways to the states, 8 bytes each',
        found: (error as NodeJS.ErrnoException).code ?? String(error),
        hint: 'make room, or let TMPDIR name a folder on another disk',
      });
    }
    this.#written = this.count;
  }

  /** The file has no name once it is open, so nothing is left of it however the process ends; where that cannot be, its name stays. */
  #open(): number {
    const folder = mkdtempSync(join(this.#folder, 'plumbline-'));
    const file = openSync(join(folder, 'ways'), 'w+');
    try {
      rmSync(folder, { recursive: true });
    } catch {
      // A system that keeps open files by their names: its folder for temporary files is emptied by itself.
    }
    return file;
  }
}
