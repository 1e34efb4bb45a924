/**
 * A checkpoint as a file: one line of JSON, the words that it announces, a digest over all that.
 *
 * It is written beside its place, forced to the disk and then renamed over the checkpoint before it, so that at every moment one whole
 * checkpoint is there. A file that ends too early or was changed does not have its digest.
 */

import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../language/problem.ts';

/** What a checkpoint file starts with; another number is another layout. */
const magic = 'plumbline checkpoint 1\n';
const digestBytes = 32;
/** Bytes written or read at a time. */
const piece = 1 << 24;

/** The parts of a file: what it says of itself, and arrays of words in an agreed order. */
export interface CheckpointContent {
  readonly head: object;
  readonly arrays: readonly Uint32Array[];
}

/** How bytes reach the disk; tests put a full disk in its place. */
export type WriteBytes = (file: number, bytes: Uint8Array) => number;

/** That a file was written, or that a search was taken up from what it held. */
export interface CheckpointUse {
  readonly file: string;
  /** Null where it was written. */
  readonly resumed: { readonly states: number; readonly seconds: number } | null;
}

export interface CheckpointPlan {
  readonly file: string;
  /** What the search is of, by name: it goes on only where all of that is as it was. */
  readonly about: Readonly<Record<string, string>>;
  /** Seconds from the end of one writing to the begin of the next. */
  readonly every: number;
  readonly onUse?: (use: CheckpointUse) => void;
  readonly write?: WriteBytes;
}

const writeBytes: WriteBytes = (file, bytes) => writeSync(file, bytes);

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

class Writer {
  readonly #file: number;
  readonly #hash: Hash = createHash('sha256');
  readonly #write: WriteBytes;

  constructor(file: number, write: WriteBytes) {
    this.#file = file;
    this.#write = write;
  }

  put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += piece) this.#putPiece(bytes.subarray(at, at + piece));
  }

  #putPiece(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#putAll(bytes);
  }

  /** The system may take less than it is given. */
  #putAll(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const written = this.#write(this.#file, bytes.subarray(at));
      if (written === 0) throw new Error('nothing more can be written');
      at += written;
    }
  }

  close(): void {
    this.#putAll(this.#hash.digest());
    fsyncSync(this.#file);
  }
}

/** Bytes of 32-bit words; every platform that Node runs on has the low byte first. */
function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

/** Writes the file. Throws PL-333 where it cannot be; the file that was there before then still is. */
export function writeCheckpoint(
  path: string,
  { head, arrays }: CheckpointContent,
  write: WriteBytes = writeBytes,
): void {
  const beside = `${path}.${process.pid}.part`;
  let file: number | undefined;
  try {
    file = openSync(beside, 'w');
    const writer = new Writer(file, write);
    const lengths = arrays.map(({ length }) => length);
    writer.put(Buffer.from(`${magic}${JSON.stringify({ head, lengths })}\n`));
    for (const words of arrays) writer.put(bytesOf(words));
    writer.close();
    closeSync(file);
    file = undefined;
    renameSync(beside, path);
    // The name itself has to survive a loss of power too.
    const folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    if (file !== undefined) closeSync(file);
    rmSync(beside, { force: true });
    throw new Problem('PL-333', {
      place: path,
      expected: 'room and leave to write it',
      found: (error as NodeJS.ErrnoException).code ?? String(error),
      hint: 'the checkpoint before it is still there: make room and run the same command again',
    });
  }
}

function broken(path: string, found: string): Problem {
  return new Problem('PL-331', { place: path, expected: 'a whole checkpoint of this version', found });
}

class Reader {
  readonly #path: string;
  readonly #file: number;
  readonly #hash: Hash = createHash('sha256');

  constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
  }

  /** The next bytes; throws PL-331 where the file ends before them. */
  take(bytes: Uint8Array): void {
    this.#fill(bytes);
    this.#hash.update(bytes);
  }

  #fill(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const got = readSync(this.#file, bytes, at, Math.min(piece, bytes.length - at), null);
      if (got === 0) throw broken(this.#path, 'a file that was cut off');
      at += got;
    }
  }

  line(): string {
    const bytes: number[] = [];
    const one = new Uint8Array(1);
    for (;;) {
      this.take(one);
      if (one[0] === 0x0a) return Buffer.from(bytes).toString('utf8');
      bytes.push(one[0] as number);
    }
  }

  end(): void {
    const digest = new Uint8Array(digestBytes);
    this.#fill(digest);
    if (!this.#hash.digest().equals(digest)) throw broken(this.#path, 'a file that was changed');
    if (readSync(this.#file, new Uint8Array(1), 0, 1, null) !== 0) throw broken(this.#path, 'more than a checkpoint');
  }
}

interface Announced {
  readonly head: object;
  readonly lengths: readonly number[];
}

/** Takes away what a process that was killed while it wrote has left beside the file. */
export function clearParts(path: string): void {
  const [folder, name] = [dirname(path), basename(path)];
  for (const one of readdirSync(folder)) {
    if (one.startsWith(`${name}.`) && one.endsWith('.part')) rmSync(join(folder, one), { force: true });
  }
}

/** Reads the file; undefined if there is none. Throws PL-331 where it is not whole, PL-301 where it cannot be read. */
export function readCheckpoint(path: string): CheckpointContent | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Problem('PL-301', { place: path, found: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
  try {
    const reader = new Reader(path, file);
    const start = new Uint8Array(magic.length);
    reader.take(start);
    if (Buffer.from(start).toString('latin1') !== magic) throw broken(path, 'something else');
    const { head, lengths } = JSON.parse(reader.line()) as Announced;
    const arrays = lengths.map((length) => {
      const words = new Uint32Array(length);
      reader.take(bytesOf(words));
      return words;
    });
    reader.end();
    return { head, arrays };
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw broken(path, error instanceof Error ? error.message : String(error));
  } finally {
    closeSync(file);
  }
}
