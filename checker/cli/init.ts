/** `plumbline init`: a project of one's own, with the machines of a system to edit, that installs, checks and tests at once. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '../language/problem.ts';
import { grid, prose } from '../report/sheet.ts';
import { plural } from '../report/words.ts';
import { below, type CopiedModule, copiedModules } from '../source/module-copy.ts';
import { exitCode } from './exit-code.ts';
import { makeFolder } from './folder.ts';
import { packageRoot, projectFiles } from './project-files.ts';
import { type Session, say } from './session.ts';
import { type Starter, starterFor, startersOf } from './starter.ts';

/** What npm takes for a name, without a scope. */
const packageName = /^[a-z0-9][a-z0-9._-]{0,213}$/;

function checkName(name: string): void {
  if (packageName.test(name)) return;
  const near = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|-+$/g, '');
  throw new Problem('PL-202', {
    place: `plumbline init ${name}`,
    expected: 'a name that npm takes: small letters, digits, dots, hyphens',
    found: name,
    ...(packageName.test(near) ? { hint: `plumbline init ${near}` } : {}),
  });
}

/** Whether the folder may be written: absent or empty. Throws PL-304 for one in use, PL-301 for what is no folder. */
function checkFree(folder: string, name: string): void {
  let found: readonly string[];
  try {
    found = readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new Problem('PL-301', { place: name, expected: 'a folder that can be made', found: code ?? String(error) });
  }
  if (found.length === 0) return;
  throw new Problem('PL-304', {
    place: name,
    expected: 'no folder, or an empty one',
    found: plural(found.length, 'file'),
  });
}

/** Specifications that a copied module reads beside itself, by `new URL` with a template for their names. */
const readBeside = /new URL\(`\.\.\/(spec\/[^`$]*)\$\{/g;

/** Where the package has a folder: in a checkout at its root, in an installation where it is built. */
function shipped(folder: string): string | undefined {
  return [join(packageRoot, folder), join(packageRoot, 'dist', folder)].find((path) => existsSync(path));
}

/** The modules with such specifications beside them: those that one of the modules names. */
function withSpecifications(modules: readonly CopiedModule[]): readonly CopiedModule[] {
  const folders = [
    ...new Set(modules.flatMap(({ text }) => [...text.matchAll(readBeside)].map(([, path]) => path as string))),
  ];
  const isNamed = (file: string): boolean =>
    modules.some(({ text }) => text.includes(`'${file.replace(/\.[^.]*$/, '')}'`));
  const specifications = folders.flatMap((folder) => {
    const from = shipped(folder);
    if (from === undefined) return [];
    const files = readdirSync(from).filter(isNamed);
    return files.map((file) => ({ path: `${folder}${file}`, text: readFileSync(join(from, file), 'utf8') }));
  });
  const beside = modules.map(({ path, text }) => ({ path, text: text.replaceAll(readBeside, 'new URL(`./$1${') }));
  return [...beside, ...specifications];
}

/** The theorem becomes `theorem.ts`, what stands beside it stays beside it, machines keep their folder. */
export async function copiedFor({ proof }: Starter): Promise<readonly CopiedModule[]> {
  const entry = join(packageRoot, proof);
  const proofs = dirname(entry);
  try {
    const modules = await copiedModules({
      entry,
      placeOf: (file) =>
        file === entry ? 'theorem.ts' : (below(proofs, file) ?? below(packageRoot, file) ?? basename(file)),
      packageOf: (file) => (below(join(packageRoot, 'checker'), file) === undefined ? undefined : 'plumbline'),
    });
    return withSpecifications(modules);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('PL-301', {
      place: proof,
      expected: 'the sources that the package ships',
      found: error instanceof Error ? (error.message.split('\n')[0] as string) : String(error),
    });
  }
}

/** Writes everything beside the folder first, so that a failure leaves nothing behind. Throws PL-301. */
function write(folder: string, name: string, files: readonly CopiedModule[]): void {
  let scratch: string | undefined;
  try {
    makeFolder(dirname(folder));
    scratch = mkdtempSync(join(dirname(folder), '.plumbline-init-'));
    for (const { path, text } of files) {
      const file = join(scratch, path);
      makeFolder(dirname(file));
      writeFileSync(file, text);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(scratch, folder);
  } catch (error) {
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
    throw new Problem('PL-301', {
      place: name,
      expected: 'a place that can be written',
      found: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}

export async function init(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const [name = ''] = targets;
  const folder = resolve(io.cwd, name);
  checkName(basename(folder));
  if (options.from === undefined) {
    throw new Problem('PL-202', {
      place: `plumbline init ${name}`,
      expected: `--from one of ${startersOf(registry)
        .map(({ system }) => system)
        .join(', ')}`,
      found: 'no --from',
      hint: `plumbline init ${name} --from ${startersOf(registry)[0]?.system ?? 'SYSTEM'}`,
    });
  }
  const starter = starterFor(registry, options.from);
  checkFree(folder, name);
  const copied = await copiedFor(starter);
  const files = [...copied, ...projectFiles(basename(folder), starter, copied)];
  write(folder, name, files);
  const { theorem, system, machine } = starter;
  // The machines of numbered definitions are what a protocol is changed in.
  const models = copied.map(({ path }) => path);
  const definitions = models.filter((path) => /^model\/\d/.test(path));
  const edit = ['theorem.ts', ...(definitions.length > 0 ? definitions : models.filter((path) => path === machine))];
  const { bold, dim, green } = page.paint;
  const commands = [
    [`cd ${name}`, ''],
    ['npm install', ''],
    ['npx plumbline check theorem.ts', 'every claim, with its counterexample where it fails'],
    ['npm test', 'the same claims in Vitest'],
    [`npx plumbline diff ${theorem.item} theorem.ts`, 'once you changed something: what that does'],
  ];
  say(
    session,
    [
      `${green('✓')} ${bold(name)}: ${plural(files.length, 'file')}`,
      prose(page, `${theorem.item} ${theorem.title}, on the system ${system}`),
      prose(page, `to edit: ${edit.join(', ')}`),
      '',
      grid(
        page,
        commands.map(([command = '', what = '']) => [command, dim(what)]),
      ),
      '',
    ].join('\n'),
  );
  return exitCode.ok;
}
