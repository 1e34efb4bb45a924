/**
 * A digest of every file that the answers of a machine can depend on, or none where that cannot be known.
 *
 * A guard may call what it imported, and a module may look around while it is loaded: at the clock, the environment, a file. So the modules
 * that a user's file needs are followed import by import, their text is searched for whatever reaches outside, and the smallest doubt means no digest. The
 * package's own modules reach nowhere; all of them count, used or not.
 */

import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

/**
 * Words through which a module sees more than its imports: those that are no English word wherever they stand, the others where they stand as
 * code does. What only reads like code costs no more than a table that is filled again.
 */
const outside: readonly RegExp[] = [
  /\b(?:globalThis|Deno|Bun|eval|Function|WebAssembly|Reflect|SharedArrayBuffer|Atomics|WeakRef|FinalizationRegistry|Intl|navigator)\b/,
  /\b(?:XMLHttpRequest|WebSocket|jitiImport|jitiESMResolve|createRequire|localeCompare)\b|toLocale|\\[ux]/,
  /(?<![.\w$])(?:process|global|require|module|arguments|Date|performance|crypto|fetch)\s*(?:[.([;,)}\]=?:!&|+]|$)/m,
  /\bMath\s*(?:\[|\.\s*random|[;,)}\]])|\bimport\s*[.(]|\.\s*constructor\b|['"`]constructor/,
];
/** The place of a module behind a word that can stand before one. */
const specifiers = /\b(?:from|import)\s*(['"])([^'"\n]+)\1/g;
/** Comments that begin a line, in a text in which nothing else can look like them. */
const comments = /^[ \t]*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm;
const longStrings = /`|\\\r?\n/;
/** An import that is gone when the module runs. */
const typesOnly = /\b(?:import|export)\s+type\s+(?:\{[^}'"]*\}|\*\s*as\s+\w+|\w+)\s+from\s*(['"])[^'"\n]+\1/g;

const endings = ['', '.ts', '.js', '.mts', '.mjs', '/index.ts', '/index.js'];
/** Folders of the package: a user's guard may call whatever it exports, */
const ownFolders = ['checker', 'model', 'proofs', 'spec'];
/** its own machines are made of these. */
const modelFolders = ['checker/language', 'checker/kernel', 'model', 'proofs', 'spec'];

class Doubt extends Error {}

/** Files and their text as this process has them: one that was changed since the process began may not be what was loaded. */
class Files {
  readonly #since: number;
  readonly #hash = createHash('sha256');

  constructor(since: number) {
    this.#since = since;
    // What may put other modules in the place of those that are named.
    const { env, execArgv } = process;
    const names = Object.keys(env).filter((name) => /^(?:JITI_|NODE_OPTIONS$|NODE_PATH$)/.test(name));
    this.#hash.update(JSON.stringify([execArgv, names.sort().map((name) => [name, env[name]])]));
  }

  /** The file itself, where no link on the way to it is newer than the run. */
  real(path: string): string {
    for (let part = resolve(path); dirname(part) !== part; part = dirname(part)) {
      const place = lstatSync(part);
      if (place.isSymbolicLink() && place.ctimeMs >= this.#since) throw new Doubt(`${part} is newer than the run`);
    }
    return realpathSync(path);
  }

  read(path: string): string {
    const { ctimeMs, mtimeMs } = statSync(path);
    if (ctimeMs >= this.#since || mtimeMs >= this.#since) throw new Doubt(`${path} is newer than the run`);
    const text = readFileSync(path);
    this.#hash.update(`${path.length} ${path} ${text.length}\n`);
    this.#hash.update(text);
    return text.toString('utf8');
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** Errors of the file system are doubts too: a file that was there is not there any more. */
function withoutDoubt(digest: () => string): string | undefined {
  try {
    return digest();
  } catch {
    return undefined;
  }
}

/** The installed package of this name, as a module of `from` would find it. */
function packageFolder(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const here = join(folder, 'node_modules', name);
    if (existsSync(join(here, 'package.json'))) return realpathSync(here);
    if (dirname(folder) === folder) throw new Doubt(`no package ${name}`);
  }
}

function readFolder(files: Files, folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names) if (/\.[cm]?[jt]s$/.test(name)) files.read(join(folder, name));
}

function readOwn(files: Files, root: string, folders: readonly string[]): void {
  const { dependencies = {} } = JSON.parse(files.read(join(manifestFolder(root), 'package.json'))) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies).sort())
    files.read(join(packageFolder(name, manifestFolder(root)), 'package.json'));
  readFolder(files, join(packageFolder('xstate', manifestFolder(root)), 'dist'));
  for (const folder of folders) if (existsSync(join(root, folder))) readFolder(files, join(root, folder));
}

/** Of `dist`, the folder above; of the sources, their own. */
function manifestFolder(root: string): string {
  return existsSync(join(root, 'package.json')) ? root : dirname(root);
}

/** The folder that holds `checker`, `model` and `proofs`: the sources, or `dist`. */
export const packageRoot: string = resolve(import.meta.dirname, '..', '..');

/** Of the package's own modules, its manifest and xstate. `since`: when the process began, in milliseconds. */
export function packageDigest(since: number, root: string = packageRoot): string | undefined {
  return withoutDoubt(() => {
    const files = new Files(since);
    readOwn(files, root, modelFolders);
    return files.digest();
  });
}

/** Of a user's modules, everything they import, and the package itself. */
export function moduleDigest(
  entries: readonly string[],
  since: number,
  root: string = packageRoot,
): string | undefined {
  return withoutDoubt(() => {
    const files = new Files(since);
    readOwn(files, root, ownFolders);
    const found = new Set([...entries].map((entry) => files.real(entry)).sort());
    for (const path of found) for (const one of importsOf(files, path, root)) found.add(one);
    return files.digest();
  });
}

/** Real paths of the user's modules that a module imports. Throws where it may depend on anything else. */
function importsOf(files: Files, path: string, root: string): readonly string[] {
  const text = files.read(path);
  const code = longStrings.test(text) ? text : text.replace(comments, '');
  const doubt = outside.map((words) => words.exec(code)).find((found) => found !== null);
  if (doubt !== undefined) throw new Doubt(`${path}: ${doubt?.[0]}`);
  const running = code.replace(typesOnly, ' ');
  return [...running.matchAll(specifiers)].flatMap(([, , specifier]) => {
    const target = specifier as string;
    if (!target.startsWith('.')) {
      checkPackage(target, path, root);
      return [];
    }
    const place = resolve(dirname(path), target);
    const file = endings.map((ending) => place + ending).find((one) => existsSync(one) && statSync(one).isFile());
    if (file === undefined) throw new Doubt(`${path}: ${target}`);
    const real = files.real(file);
    return ownFolders.some((folder) => real.startsWith(join(root, folder) + sep)) ? [] : [real];
  });
}

/** Nothing but xstate, of the package's own version and text, and the package itself. */
function checkPackage(specifier: string, path: string, root: string): void {
  const own = manifestFolder(root);
  const name = /^(?:xstate|plumbline)(?=$|\/)/.exec(specifier)?.[0];
  if (name === undefined) throw new Doubt(`${path}: ${specifier}`);
  // A module of the package, as its tests have them, finds the package by its own name.
  if (name === 'plumbline' && path.startsWith(own + sep)) return;
  const expected = name === 'plumbline' ? realpathSync(own) : packageFolder('xstate', own);
  if (packageFolder(name, dirname(path)) !== expected) throw new Doubt(`${path}: another ${name}`);
}
