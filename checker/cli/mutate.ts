/**
 * `plumbline mutate`: every single change of a guard or an assignment of a system's machines, and whether the claims see it.
 *
 * Exit codes: 0 if nothing survived that no reason is given for, 1 if something did, 3 if a time limit left a mutant open.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem } from '../language/problem.ts';
import { mutateDocument } from '../report/mutate-document.ts';
import { type MutantReport, mutateText } from '../report/mutate-text.ts';
import { sheet } from '../report/sheet.ts';
import type { CopiedModule } from '../source/module-copy.ts';
import { compiled, type Mutation, mutated, mutationsOf } from '../source/mutation.ts';
import { exitCode } from './exit-code.ts';
import { makeFolder } from './folder.ts';
import { copiedFor } from './init.ts';
import { runMutants } from './mutant-pool.ts';
import type { MutantTask } from './mutant-run.ts';
import { progressOn } from './progress.ts';
import type { RegistryMutant } from './registry.ts';
import { cores, repeatLine } from './run-options.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';
import { type Starter, starterFor, startersOf } from './starter.ts';

/** States that a claim may be expected to have and still be asked of every mutant. */
const usualMostStates = 20_000;
/** Seconds that a mutant may take. */
const usualSeconds = 30;

interface Mutant {
  readonly module: CopiedModule;
  readonly mutation: Mutation;
}

/** Machines are changed; systems, menus and goals are what they are held against. */
function isMachine({ path }: CopiedModule): boolean {
  return path.startsWith('model/') && !path.startsWith('model/systems/') && !path.endsWith('-events.ts');
}

/** A small generator (mulberry32): the same seed draws the same mutants everywhere. */
function random(seed: string): () => number {
  let state = Number(BigInt(seed) & 0xffffffffn);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sampled<T>(all: readonly T[], count: number | undefined, seed: string): readonly T[] {
  if (count === undefined || count >= all.length) return all;
  const draw = random(seed);
  const keyed = all.map((one, i) => ({ one, i, key: draw() })).sort((a, b) => a.key - b.key);
  return keyed
    .slice(0, count)
    .sort((a, b) => a.i - b.i)
    .map(({ one }) => one);
}

function write(folder: string, path: string, text: string): void {
  const file = join(folder, path.replace(/\.ts$/, '.mjs'));
  makeFolder(dirname(file));
  writeFileSync(file, text);
}

/** Where bare imports lead from a folder that has no packages of its own. */
function urlOf(specifier: string): string | undefined {
  if (specifier === 'plumbline')
    return new URL(import.meta.url.endsWith('.ts') ? '../index.ts' : '../index.js', import.meta.url).href;
  return specifier.startsWith('node:') ? undefined : import.meta.resolve(specifier);
}

async function mutantsOf(modules: readonly CopiedModule[]): Promise<readonly Mutant[]> {
  const all: Mutant[] = [];
  for (const module of modules.filter(isMachine))
    all.push(...(await mutationsOf(module.path, module.text)).map((mutation) => ({ module, mutation })));
  return all;
}

function reasonFor(known: readonly RegistryMutant[], { module, mutation }: Mutant): string | null {
  const found = known.find(
    ({ file, kind, before, after, line }) =>
      file === module.path &&
      kind === mutation.kind &&
      before === mutation.before &&
      after === mutation.after &&
      line === mutation.line,
  );
  return found?.reason ?? null;
}

async function chosen(session: Session, targets: readonly string[]): Promise<Starter> {
  const { registry } = session;
  const [target] = targets;
  if (target !== undefined) return starterFor(registry, target);
  const names = startersOf(registry).map(({ system }) => system);
  throw new Problem('PL-202', {
    place: 'plumbline mutate',
    expected: `one of ${names.join(', ')}`,
    found: 'no system',
  });
}

export async function mutate(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const starter = await chosen(session, targets);
  checkWritable(session);
  const started = performance.now();
  const command = repeatLine('mutate', targets, options);
  say(session, `${page.paint.dim(command)}\n\n`);
  const modules = await copiedFor(starter);
  const all = await mutantsOf(modules);
  const mutants = sampled(all, options.sample, options.seed ?? '0x0');
  const scratch = mkdtempSync(join(tmpdir(), 'plumbline-mutate-'));
  const progress = progressOn(io, options.quiet === true);
  try {
    const texts = new Map<string, string>();
    for (const { path, text } of modules) texts.set(path, path.endsWith('.ts') ? await compiled(text, urlOf) : text);
    const place = (folder: string): string => pathToFileURL(join(folder, 'theorem.mjs')).href;
    const base = join(scratch, 'base');
    for (const [path, text] of texts) write(base, path, text);
    const tasks: MutantTask[] = [];
    for (const [i, { module, mutation }] of mutants.entries()) {
      const folder = join(scratch, `m${i}`);
      for (const [path, text] of texts) if (path !== module.path) write(folder, path, text);
      write(folder, module.path, await compiled(mutated(module.text, mutation), urlOf));
      tasks.push({
        ...{ base: place(base), mutant: place(folder) },
        ...{ mostStates: options.states ?? usualMostStates, seconds: options.time ?? usualSeconds },
      });
    }
    const threads = options.workers ?? cores();
    const [first] = tasks;
    const alone = first === undefined ? [] : [{ ...first, mutant: first.base }];
    const [original] = await runMutants(alone, 1, io.interrupted, () => {});
    if (original !== undefined && original.fate !== 'equivalent') {
      const found = `${original.claim ?? 'the theorem'}: ${original.how}`;
      throw new Problem('PL-317', {
        place: starter.theorem.item,
        expected: 'claims that are as their file expects',
        found,
      });
    }
    let done = 0;
    const outcomes = await runMutants(tasks, threads, io.interrupted, () => {
      done++;
      progress.about(`${done} of ${tasks.length} mutants`);
    });
    progress.clear();
    const reports = mutants.flatMap((mutant, i): MutantReport[] => {
      const outcome = outcomes[i];
      if (outcome === undefined) return [];
      return [
        { file: mutant.module.path, ...mutant.mutation, ...outcome, reason: reasonFor(registry.mutants ?? [], mutant) },
      ];
    });
    const about = { command, system: starter.system, item: starter.theorem.item, all: all.length };
    const seconds = (performance.now() - started) / 1000;
    const code = io.interrupted.aborted
      ? exitCode.interrupted
      : reports.some(({ fate, reason }) => fate === 'survived' && reason === null)
        ? exitCode.unexpected
        : reports.some(({ fate }) => fate === 'unfinished')
          ? exitCode.unestablished
          : exitCode.ok;
    say(session, mutateText(page, about, reports, seconds));
    const plain = sheet(page.columns, false, page.verbose);
    deliver(
      session,
      mutateDocument(about, reports, seconds, code),
      `${command}\n\n${mutateText(plain, about, reports, seconds)}`,
    );
    return code;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
