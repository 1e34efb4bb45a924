/**
 * `plumbline mutate`: every single change of a guard or an assignment of the machines, and whether the claims see it.
 *
 * Exit codes: 0 if nothing survived that no reason is given for and the rate is the one asked for, 1 if something did, the rate is
 * lower or a reason is out of date, 3 if a time limit left a mutant open.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import type { Survivors } from '../language/survivor.ts';
import { mutateDocument } from '../report/mutate-document.ts';
import { mutateMarkdown } from '../report/mutate-markdown.ts';
import { mutateText } from '../report/mutate-text.ts';
import {
  type MutantReport,
  type MutatedSystem,
  type MutationResult,
  type StaleReason,
  tallyOf,
} from '../report/mutation-result.ts';
import { withoutColour } from '../report/sheet.ts';
import { exitCode } from './exit-code.ts';
import { MutantPool, type SystemModules } from './mutant-pool.ts';
import type { Outcome } from './mutant-run.ts';
import { type Mutant, MutantModel } from './mutants.ts';
import { progressOn } from './progress.ts';
import type { Registry } from './registry.ts';
import { cores, repeatLine } from './run-options.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';

/** States that a claim may be expected to have and still be asked of every mutant. */
const usualMostStates = 20_000;
/** Seconds that a mutant may take. */
const usualSeconds = 30;

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

/** The systems that a word names: one of them, or all of an item. Throws PL-201. */
function named({ theorems, items }: Registry, modules: SystemModules, target: string): readonly string[] {
  const names = Object.keys(modules);
  if (names.includes(target)) return [target];
  const stem = (machine: string | null): string | undefined => machine?.split('/').at(-1)?.replace(/\.ts$/, '');
  const meant = items.filter(({ id, machine }) => id === target || stem(machine) === target).map(({ id }) => id);
  const asked = theorems.filter(({ item }) => meant.includes(item)).flatMap(({ claims }) => claims);
  const found = names.filter((name) => asked.some(({ system }) => system.name === name));
  if (found.length > 0) return found;
  throw new Problem('PL-201', {
    place: `plumbline mutate ${target}`,
    expected: `one of ${names.join(', ')}`,
    ...didYouMean(target, names),
  });
}

/** Every system that one of the words names, all without one, in the order of the modules. */
function chosen(registry: Registry, modules: SystemModules, targets: readonly string[]): readonly string[] {
  const meant = targets.flatMap((target) => named(registry, modules, target));
  return Object.keys(modules).filter((name) => targets.length === 0 || meant.includes(name));
}

/** Reasons about machines that were mutated whole, and are about no mutant that needs one. */
function staleOf(survivors: Survivors, files: readonly string[], reports: readonly MutantReport[]): StaleReason[] {
  return Object.entries(survivors).flatMap(([file, reasons]): StaleReason[] => {
    if (!files.includes(file)) return [];
    const own = reports.filter((report) => report.file === file);
    return Object.keys(reasons).flatMap((key): StaleReason[] => {
      const report = own.find((one) => one.key === key);
      if (report === undefined) return [{ file, key, why: 'names no change of this machine' }];
      if (report.fate === 'survived' || report.fate === 'noticed' || report.fate === 'unfinished') return [];
      return [{ file, key, why: report.claim === null ? report.how : `${report.claim} sees it: ${report.how}` }];
    });
  });
}

function codeOf(result: MutationResult, isInterrupted: boolean): number {
  const { unexplained, unfinished, byVerdict } = tallyOf(result.mutants);
  if (isInterrupted) return exitCode.interrupted;
  const isLow = result.atLeast !== null && byVerdict < result.atLeast;
  if (unexplained > 0 || isLow || result.stale.length > 0) return exitCode.unexpected;
  return unfinished > 0 ? exitCode.unestablished : exitCode.ok;
}

function reported(survivors: Survivors, { module, mutation }: Mutant, outcome: Outcome): MutantReport {
  const { kind, line, column, before, after, key } = mutation;
  const { fate, claim, how, byConformance } = outcome;
  if (fate === 'refused') {
    const expected = 'claims that are as their file expects';
    throw new Problem('PL-317', { place: 'plumbline mutate', expected, found: how });
  }
  const reason = survivors[module.path]?.[key] ?? null;
  return {
    ...{ file: module.path, line, column, kind, before, after, key, fate, claim, how, byConformance },
    reason: fate === 'survived' || fate === 'noticed' ? reason : null,
  };
}

export async function mutate(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  if (registry.module === undefined) throw new Problem('PL-208', { place: 'mutate', found: 'no module of theorems' });
  checkWritable(session);
  const started = performance.now();
  const command = repeatLine('mutate', targets, options);
  const model = new MutantModel(registry.module);
  const scratch = mkdtempSync(join(tmpdir(), 'plumbline-mutate-'));
  const pool = new MutantPool(model.startFor(registry.module));
  const progress = await progressOn(io, options.quiet === true);
  try {
    const modules = await pool.systems();
    const systems = chosen(registry, modules, targets).map((system): MutatedSystem => {
      return { system, files: model.machinesOf(modules[system] as string) };
    });
    say(session, `${page.paint.dim(command)}\n\n`);
    const files = [...new Set(systems.flatMap((one) => one.files))];
    const all = await model.mutantsOf(files);
    const mutants = sampled(all, options.sample, options.seed ?? '0x0');
    const { states: mostStates = usualMostStates, time = usualSeconds, sweeps = false } = options;
    const limits = { mostStates, sweeps, seconds: time };
    const survivors = registry.survivors ?? {};
    const reports = new Map<number, MutantReport>();
    await pool.run(
      mutants.length,
      (i) => model.write(mutants[i] as Mutant, join(scratch, `m${i}`), limits),
      options.workers ?? cores(),
      io.interrupted,
      (i, outcome) => {
        reports.set(i, reported(survivors, mutants[i] as Mutant, outcome));
        rmSync(join(scratch, `m${i}`), { recursive: true, force: true });
        const killed = [...reports.values()].filter(({ fate }) => fate === 'killed').length;
        progress.say(
          `${reports.size} of ${mutants.length} mutants  ${killed} killed  ${mutants[i]?.module.path ?? ''}`,
        );
      },
    );
    progress.clear();
    const known = mutants.flatMap((_, i) => reports.get(i) ?? []);
    const result: MutationResult = {
      ...{ command, digest: model.digest(registry), systems, mutants: known, all: all.length },
      leftOut: Object.keys(modules).filter((name) => !systems.some(({ system }) => system === name)),
      // A sample says nothing of what it did not draw.
      stale: known.length < all.length ? [] : staleOf(survivors, files, known),
      atLeast: options.atLeast ?? null,
      seconds: (performance.now() - started) / 1000,
    };
    const code = codeOf(result, io.interrupted.aborted);
    say(session, mutateText(page, result));
    deliver(session, mutateDocument(result, code), `${command}\n\n${mutateText(withoutColour(page), result)}`, {
      markdown: () => mutateMarkdown(result),
    });
    return code;
  } finally {
    progress.clear();
    await pool.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
