/**
 * Tables that outlive a run: one file for what one decision or sweep fills.
 *
 * A file is found by a name and believed by its digest: of every module that made the machines, of their text, of the versions. So a
 * changed model finds the name and not the digest, and its file replaces the old one. Whatever is wrong with a file, it is not there: nothing is
 * told, nothing fails, the tables are filled again.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { threadId } from 'node:worker_threads';
import { keyOf } from '../language/plain-data.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import type { TableRecord } from './kept-table.ts';
import type { TabulatedMachine } from './tabulated-machine.ts';

const magic = 'plumbline tables 1\n';
const ending = '.tables';
/** Calls of machines, at some 5 µs each, from which on a file is worth its keep. */
const worthKeeping = 10_000;
/** Bytes of a folder at most; the files that were not used for the longest time go first. */
const mostBytes = 2 ** 30;
/** A file beside its place for so long was left there by a run that died. */
const abandonedMilliseconds = 3_600_000;

export interface ShelfPlace {
  /** Made where it is not there. */
  readonly folder: string;
  /** What is asked, in words that the next run would use too. */
  readonly name: string;
  /** Of everything that the answers depend on; undefined where that cannot be known. Asked only when it is needed. */
  readonly digest: () => string | undefined;
  /** Calls of machines from which on a file is written. */
  readonly least?: number;
}

function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Gives the shelf for what a system is asked in these configurations; undefined where its tables are not kept. */
export interface Shelves {
  open(system: AnySystem, configurations: readonly Configuration[]): TableShelf | undefined;
}

type Records = ReadonlyMap<string, TableRecord>;

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Whoever may not remove a file may not write one either.
  }
}

export class TableShelf {
  readonly #place: ShelfPlace;
  readonly #path: string;
  readonly #tables: Map<string, TabulatedMachine> = new Map();
  #records: Records;
  /** Whether tables of an earlier run were found. */
  readonly isFound: boolean;

  constructor(place: ShelfPlace) {
    this.#place = place;
    // What V8 writes down is read by the same V8.
    this.#path = join(
      place.folder,
      `${sha256(`${process.version} ${place.name}`).toString('hex').slice(0, 32)}${ending}`,
    );
    this.#records = this.#read() ?? new Map();
    this.isFound = this.#records.size > 0;
  }

  /** Has a table that nothing was asked of yet begin with what an earlier run found, and be written down by `save`. */
  keep(
    table: TabulatedMachine,
    about: { readonly configuration: Configuration; readonly input: unknown; readonly maskWords: number },
  ): void {
    const events = table.columns.map(({ event, payload }) => `${event} ${keyOf(payload)}`).join();
    const { configuration, input, maskWords } = about;
    const words = `${keyOf(configuration)} ${table.name} ${keyOf(input, `${table.name}.input`)} ${maskWords} ${events}`;
    const key = sha256(words).toString('hex');
    // Two tables that are asked for alike: the second is filled by itself, and not kept.
    if (this.#tables.has(key)) return;
    this.#tables.set(key, table);
    table.keep(this.#records.get(key));
  }

  /** Writes the tables down where enough was asked anew; otherwise the file, if there is one, stays as it is. */
  save(): void {
    const tables = [...this.#tables];
    const asked = tables.reduce((sum, [, table]) => sum + table.askedAnew, 0);
    if (asked < (this.#place.least ?? worthKeeping)) return;
    const digest = this.#place.digest();
    if (digest === undefined) return;
    const records = new Map(this.#records);
    for (const [key, table] of tables) {
      const record = table.record();
      if (record !== undefined) records.set(key, record);
    }
    const beside = `${this.#path}.${process.pid}.${threadId}.part`;
    try {
      const bytes = serialize(records);
      if (bytes.length > mostBytes / 2) return;
      mkdirSync(this.#place.folder, { recursive: true });
      writeFileSync(beside, Buffer.concat([Buffer.from(magic), sha256(digest, bytes), bytes]));
      renameSync(beside, this.#path);
      this.#sweep();
    } catch {
      // No room, no leave, too large: the next run fills the tables again.
      remove(beside);
    }
  }

  /** Takes the file away: what came of its tables was wrong. */
  discard(): void {
    remove(this.#path);
  }

  #read(): Records | undefined {
    let bytes: Buffer;
    try {
      bytes = readFileSync(this.#path);
    } catch {
      return undefined;
    }
    const head = magic.length + 32;
    const digest = this.#place.digest();
    if (digest === undefined || bytes.length < head || bytes.toString('latin1', 0, magic.length) !== magic)
      return undefined;
    const content = bytes.subarray(head);
    if (!sha256(digest, content).equals(bytes.subarray(magic.length, head))) return undefined;
    try {
      const now = new Date();
      utimesSync(this.#path, now, now);
      return deserialize(content) as Records;
    } catch {
      return undefined;
    }
  }

  /** Keeps the folder within its bound. */
  #sweep(): void {
    const { folder } = this.#place;
    const files = readdirSync(folder).flatMap((name) => {
      if (!name.includes(ending)) return [];
      try {
        const path = join(folder, name);
        const { size, mtimeMs } = statSync(path);
        return [{ path, size, mtimeMs, isWhole: name.endsWith(ending) }];
      } catch {
        return [];
      }
    });
    let bytes = 0;
    for (const { path, size, mtimeMs, isWhole } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      bytes += size;
      const isAbandoned = !isWhole && Date.now() - mtimeMs > abandonedMilliseconds;
      if (isAbandoned || (isWhole && bytes > mostBytes)) remove(path);
    }
  }
}
