/** A user's own theorem file, loaded against the packages installed beside it. */

import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Problem } from '../language/problem.ts';
import type { AnySystem } from '../language/system.ts';
import { type AnyTheorem, isTheorem, systemsOf } from '../language/theorem.ts';
import { firstLine } from './words.ts';

/** Whether an argument names a file rather than an id. */
export function isFile(argument: string): boolean {
  return /\.[cm]?[jt]s$/.test(argument) || /^\.{0,2}[/\\]/.test(argument) || argument.includes('\\');
}

export function isSystem(value: unknown): value is AnySystem {
  if (typeof value !== 'object' || value === null) return false;
  const { name, compose, parties } = value as Partial<AnySystem>;
  return typeof name === 'string' && typeof compose === 'function' && typeof parties === 'object';
}

export interface UserModule {
  readonly theorems: readonly AnyTheorem[];
  /** Systems that the module exports, and those of its theorems, each once. */
  readonly systems: readonly AnySystem[];
  readonly names: readonly string[];
}

/** The line of the user's that an error names first, such as `machines.ts:12`; the file alone where it names none. */
function placeOf(error: unknown, file: string, path: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const folder = dirname(path);
  for (const [, named = '', line] of stack.matchAll(/((?:\/|[A-Za-z]:\\)[^\s()]+?\.[cm]?[jt]s):(\d+)/g)) {
    if (!named.startsWith(folder) || named.includes('node_modules')) continue;
    return `${named === path ? file : join(dirname(file), relative(folder, named))}:${line}`;
  }
  return file;
}

/** What a module exports. Throws PL-301 if it does not load. */
async function loadModule(file: string, cwd: string): Promise<UserModule> {
  const path = resolve(cwd, file);
  if (!existsSync(path)) throw new Problem('PL-301', { place: file, found: 'no such file' });
  if (path.endsWith('.tla')) {
    throw new Problem('PL-301', {
      place: file,
      expected: 'a module of machines and theorems, or a trace',
      found: 'a TLA+ module',
      hint: `plumbline tla ${file} --out DIR checks it and writes a trace that explore opens`,
    });
  }
  let module: Record<string, unknown>;
  try {
    // Without jiti's cache on disk: a theorem file is small, and nothing is left behind in the user's project.
    const { createJiti } = await import('jiti');
    module = await createJiti(path, { fsCache: false }).import<Record<string, unknown>>(path);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('PL-301', { place: placeOf(error, file, path), found: firstLine(error).trim() });
  }
  const values = [...new Set(Object.values(module))];
  const theorems = values.filter(isTheorem);
  const systems = [...new Set([...values.filter(isSystem), ...theorems.flatMap(systemsOf)])];
  return { theorems, systems, names: Object.keys(module) };
}

function exported(names: readonly string[]): string {
  return names.length === 0 ? 'no export' : `exports ${names.join(', ')}`;
}

/** The theorems that a module exports. Throws PL-301 if it does not load and PL-302 if it exports none. */
export async function loadTheorems(file: string, cwd: string): Promise<readonly AnyTheorem[]> {
  const { theorems, names } = await loadModule(file, cwd);
  if (theorems.length > 0) return theorems;
  throw new Problem('PL-302', {
    place: file,
    expected: 'an exported theorem',
    found: exported(names),
    hint: 'export const theorem = defineTheorem({ … })',
  });
}

/** As `loadTheorems`, where a system alone will do. Throws PL-301 and PL-302. */
export async function loadSystems(file: string, cwd: string): Promise<UserModule> {
  const module = await loadModule(file, cwd);
  if (module.systems.length > 0) return module;
  throw new Problem('PL-302', {
    place: file,
    expected: 'an exported theorem or system',
    found: exported(module.names),
    hint: 'export const system = defineSystem({ … })',
  });
}
