/** Where a claim is written: the line of the source that names it. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

interface Source {
  readonly file: string;
  readonly lines: readonly string[];
}

function quotes(line: string, word: string): boolean {
  return [`'${word}'`, `"${word}"`, `\`${word}\``].some((quoted) => line.includes(quoted));
}

function sourceOf(file: string): Source {
  return { file, lines: readFileSync(file, 'utf8').split('\n') };
}

/** A theorem may be spread over files that begin with its item: `3.1.3-channel-safety.ts`, `3.1.3-penalty.ts`. */
function siblingsOf(file: string, item: string): readonly string[] {
  const own = basename(file);
  return readdirSync(dirname(file))
    .filter((name) => name !== own && name.startsWith(`${item}-`) && name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(dirname(file), name));
}

/**
 * The places of claims by their ids. A claim whose id is put together by code stands where its theorem is defined. Empty where the
 * source is not there, as in an installed package.
 */
export function claimPlaces(file: string, item: string, ids: readonly string[]): ReadonlyMap<string, Place> {
  if (!existsSync(file)) return new Map();
  const sources = [file, ...siblingsOf(file, item)].map(sourceOf);
  const placeOf = (isThere: (line: string) => boolean): Place | undefined => {
    for (const source of sources) {
      const at = source.lines.findIndex(isThere);
      if (at >= 0) return { file: source.file, line: at + 1 };
    }
    return undefined;
  };
  const theorem = placeOf((line) => line.includes('defineTheorem') && !line.includes('import')) ?? { file, line: 1 };
  // An id beside `id:` or as the first argument is its definition; anywhere else it may be a mention.
  const define = (id: string) => (line: string) => quotes(line, id) && /\bid:|\(\s*['"`]|^\s*['"`]/.test(line);
  return new Map(ids.map((id) => [id, placeOf(define(id)) ?? placeOf((line) => quotes(line, id)) ?? theorem]));
}
