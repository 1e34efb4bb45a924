/** The modules of a model, what each imports of the others, and which of them a change of one of them reaches. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface ModelModule {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Paths of modules of the model that it imports, types alone left out. */
  readonly imports: readonly string[];
  readonly definesSystem: boolean;
}

const imported = /^(?:import|export)\s+(?!type\b)[^'";]*?from\s+'(\.[^']*)'/gm;

/** Where a relative import leads, from the project's root. */
export function importedPath(from: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

/** Every module below a folder of the project. Throws what the file system throws. */
export function modelModules(root: string, folder: string): readonly ModelModule[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const paths = files.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
  return paths.sort().map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const imports = [...text.matchAll(imported)].map(([, specifier]) => importedPath(path, specifier as string));
    return {
      ...{ path, text, definesSystem: /\bdefineSystem\b/.test(text) },
      imports: imports.filter((one) => paths.includes(one)),
    };
  });
}

function closed(start: string, next: (path: string) => readonly string[]): readonly string[] {
  const found = new Set([start]);
  for (const path of found) for (const one of next(path)) found.add(one);
  return [...found];
}

/** A module and everything that it needs. */
export function neededBy(modules: readonly ModelModule[], path: string): readonly string[] {
  return closed(path, (one) => modules.find((module) => module.path === one)?.imports ?? []);
}

/** A module and everything that needs it: what has to be loaded anew when it changes. */
export function reachedFrom(modules: readonly ModelModule[], path: string): readonly string[] {
  return closed(path, (one) => modules.filter(({ imports }) => imports.includes(one)).map((module) => module.path));
}
