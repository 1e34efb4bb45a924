/** Where `check` keeps tables from one run to the next, and of which systems. */

import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Shelves, TableShelf } from '../kernel/table-shelf.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { AnySystem } from '../language/system.ts';
import { systemsOf } from '../language/theorem.ts';
import { moduleDigest, packageDigest, packageRoot } from '../source/module-digest.ts';
import { modelHash } from '../trace/model-hash.ts';
import { makeFolder } from './folder.ts';
import type { Io } from './io.ts';
import type { Registry } from './registry.ts';
import type { Selection } from './selection.ts';
import type { Session } from './session.ts';

/** Where the platform wants caches; undefined where it does not say. */
function usualFolder({ env }: Io): string | undefined {
  const named = process.platform === 'win32' ? env.LOCALAPPDATA : env.XDG_CACHE_HOME;
  const home = env.HOME === undefined ? undefined : join(homedir(), '.cache');
  const folder = named !== undefined && isAbsolute(named) ? named : home;
  return folder && join(folder, 'plumbline');
}

/** The folder of `--cache`, made if it is not there, or the usual one; undefined where none is wanted. Throws PL-301. */
export function cacheFolder({ io, options: { cache } }: Session): string | undefined {
  if (cache === false) return undefined;
  if (cache === undefined) return usualFolder(io);
  const folder = resolve(io.cwd, cache);
  try {
    makeFolder(folder);
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Problem('PL-301', { place: `--cache ${cache}`, expected: 'a folder that can be written', found });
  }
  return folder;
}

/** Systems that can be told by their names, each with the user's file that it comes from, or null. */
function namedSystems(selections: readonly Selection[]): ReadonlyMap<AnySystem, string | null> {
  const origins = new Map<AnySystem, string | null>();
  for (const { theorem, file } of selections)
    for (const system of systemsOf(theorem)) if (!origins.has(system)) origins.set(system, file);
  const named = [...origins].filter(
    ([{ name }, file]) => [...origins].filter(([other, of]) => other.name === name && of === file).length === 1,
  );
  return new Map(named);
}

function isOwn({ module }: Registry): boolean {
  return module !== undefined && fileURLToPath(module).startsWith(packageRoot);
}

/** Shelves in a folder for the systems of what was selected, as far as it can be known what their answers depend on. */
export function shelvesFor(
  folder: string | undefined,
  selections: readonly Selection[],
  registry: Registry,
  cwd: string,
): Shelves | undefined {
  if (folder === undefined) return undefined;
  const origins = namedSystems(selections);
  const files = selections.flatMap(({ file }) => (file === null ? [] : [resolve(cwd, file)]));
  const since = performance.timeOrigin;
  const digests = new Map<boolean, string | undefined>();
  const digestOf = (isUsers: boolean): string | undefined => {
    if (!digests.has(isUsers)) digests.set(isUsers, isUsers ? moduleDigest(files, since) : packageDigest(since));
    return digests.get(isUsers);
  };
  return {
    open(system, configurations) {
      const file = origins.get(system);
      if (file === undefined || (file === null && !isOwn(registry))) return undefined;
      const settings = configurations.map((configuration) => keyOf(configuration)).join('\n');
      return new TableShelf({
        folder,
        name: `${file === null ? packageRoot : resolve(cwd, file)}\n${system.name}\n${settings}`,
        digest() {
          const modules = digestOf(file !== null);
          const [first] = configurations;
          return first === undefined || modules === undefined ? modules : `${modules} ${modelHash(system, first)}`;
        },
      });
    },
  };
}
