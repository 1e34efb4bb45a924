/** A user's own theorem file, loaded against the packages installed beside it. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createJiti } from 'jiti';
import { Problem } from '../language/problem.ts';
import type { AnyTheorem } from '../language/theorem.ts';
import { firstLine } from './words.ts';

/** Whether an argument names a file rather than an id. */
export function isFile(argument: string): boolean {
  return /\.[cm]?[jt]s$/.test(argument) || /^\.{0,2}[/\\]/.test(argument) || argument.includes('\\');
}

/** By shape, not by class: the module may have been made with another copy of this package. */
function isTheorem(value: unknown): value is AnyTheorem {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, item, claims, frontiers, lattices } = value as Partial<AnyTheorem>;
  return kind === 'theorem' && typeof item === 'string' && [claims, frontiers, lattices].every(Array.isArray);
}

/** The theorems that a module exports. Throws PL-301 if it does not load and PL-302 if it exports none. */
export async function loadTheorems(file: string, cwd: string): Promise<readonly AnyTheorem[]> {
  const path = resolve(cwd, file);
  if (!existsSync(path)) throw new Problem('PL-301', { place: file, found: 'no such file' });
  let module: Record<string, unknown>;
  try {
    // Without jiti's cache on disk: a theorem file is small, and nothing is left behind in the user's project.
    module = await createJiti(path, { fsCache: false }).import<Record<string, unknown>>(path);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('PL-301', { place: file, found: firstLine(error) });
  }
  const theorems = [...new Set(Object.values(module))].flatMap((value) => (isTheorem(value) ? [value] : []));
  if (theorems.length > 0) return theorems;
  const names = Object.keys(module);
  throw new Problem('PL-302', {
    place: file,
    expected: 'an exported theorem',
    found: names.length === 0 ? 'no export' : `exports ${names.join(', ')}`,
    hint: 'export const theorem = defineTheorem({ … })',
  });
}
