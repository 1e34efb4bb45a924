/** What every command needs: the registry, the outside world, the options, the page to write on. */

import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Problem } from '../language/problem.ts';
import { print } from '../report/json.ts';
import { type Sheet, sheet } from '../report/sheet.ts';
import { type Format, split } from './arguments.ts';
import { makeFolder } from './folder.ts';
import { type Io, isColoured } from './io.ts';
import type { Registry } from './registry.ts';
import type { RawOptions } from './run-options.ts';

export interface Session {
  readonly registry: Registry;
  readonly io: Io;
  readonly options: RawOptions;
  readonly page: Sheet;
  /** Whether text goes to the standard output, which it does unless another format does. */
  readonly isText: boolean;
}

export function sessionOf(registry: Registry, io: Io, options: RawOptions): Session {
  const { format = [], verbose = false, full = false, show = [], hide = [] } = options;
  const view = { full, show: split(show), hide: split(hide) };
  const isText = !format.some(({ name, file }) => name !== 'text' && name !== 'github' && file === null);
  return { registry, io, options, isText, page: sheet(io.columns, isColoured(io), verbose, view) };
}

/** Writes text to the standard output, if that is where text goes. */
export function say({ isText, io }: Session, text: string): void {
  if (isText) io.stdout.write(text);
}

/** Writes a file below the working directory, making its folder. Throws PL-301 where that cannot be. */
export function save({ io }: Session, file: string, text: string): string {
  const path = resolve(io.cwd, file);
  try {
    makeFolder(dirname(path));
    writeFileSync(path, text);
  } catch (error) {
    throw new Problem('PL-301', {
      place: file,
      expected: 'a place that can be written',
      found: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
  return path;
}

/** Throws PL-301 before a long run rather than after it. */
export function checkWritable(session: Session): void {
  const { out, format = [] } = session.options;
  if (out !== undefined) {
    try {
      const folder = resolve(session.io.cwd, out);
      makeFolder(folder);
      const probe = join(folder, '.plumbline');
      writeFileSync(probe, '');
      rmSync(probe);
    } catch (error) {
      throw new Problem('PL-301', {
        place: `--out ${out}`,
        expected: 'a folder that can be written',
        found: (error as NodeJS.ErrnoException).code ?? String(error),
      });
    }
  }
  for (const { file } of format) if (file !== null) save(session, file, '');
}

/** What makes the text of a format, where it is asked for. */
export type Renderers = Readonly<Partial<Record<Format['name'], () => string>>>;

/**
 * Gives the document to every place that asked for JSON, `text` to every file that asked for text, and to every place that asked for
 * another format what its renderer makes.
 */
export function deliver(session: Session, document: object, text: string, others: Renderers = {}): void {
  for (const { name, file } of session.options.format ?? []) {
    const content = name === 'json' ? print(document) : (others[name]?.() ?? text);
    if (file !== null) save(session, file, content);
    // What is told line by line has been told.
    else if (name !== 'text' && name !== 'ndjson') session.io.stdout.write(content);
  }
}
