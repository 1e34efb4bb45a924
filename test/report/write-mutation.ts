/**
 * `npx jiti test/report/write-mutation.ts RUN.json…`: writes spec/mutation.md from what several runs of `plumbline mutate --format json=RUN.json`
 * found, each of some systems: all of them take an hour on one core.
 *
 * Every run stands on top of the file, with the digest of the model and the claims that it asked. Of a machine that several runs changed
 * the last one counts.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { mutateMarkdown } from '../../checker/report/mutate-markdown.ts';
import type { MutantReport, MutatedSystem, MutationResult } from '../../checker/report/mutation-result.ts';
import { survivors } from '../../proofs/survivors.ts';

interface Run extends Pick<MutationResult, 'command' | 'digest' | 'systems' | 'leftOut' | 'mutants' | 'stale'> {
  readonly summary: { readonly all: number; readonly seconds: number };
}

const runs = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')) as Run);
const cut = runs.find(({ mutants, summary }) => mutants.length < summary.all);
if (runs.length === 0 || cut !== undefined) throw new RangeError(`expected whole runs, got ${cut?.command ?? 'none'}`);

const machines = new Map<string, readonly MutantReport[]>();
const systems = new Map<string, MutatedSystem>();
for (const { mutants, systems: own } of runs) {
  for (const { system, files } of own) systems.set(system, { system, files });
  for (const file of new Set(mutants.map((one) => one.file)))
    machines.set(
      file,
      mutants.filter((one) => one.file === file),
    );
}
/** With the reasons that are given today: a run knows those of its day. */
function withReason(mutant: MutantReport): MutantReport {
  const isSpared = mutant.fate === 'survived' || mutant.fate === 'noticed';
  return { ...mutant, reason: isSpared ? (survivors[mutant.file]?.[mutant.key] ?? null) : null };
}

const mutants = [...machines.values()].flat().map(withReason);
const known = [...systems.keys(), ...runs.flatMap(({ leftOut }) => leftOut)];
const text = mutateMarkdown({
  ...{ command: '', digest: '', mutants, all: mutants.length, atLeast: null, stale: [] },
  systems: [...systems.values()],
  leftOut: [...new Set(known)].filter((name) => !systems.has(name)),
  seconds: runs.reduce((sum, { summary }) => sum + summary.seconds, 0),
});
const commands = runs.map(({ command, digest }) => `  ${command} (digest ${digest})`);
const top = ['<!-- written by test/report/write-mutation.ts from:', ...commands, '-->'].join('\n');
writeFileSync(
  'spec/mutation.md',
  text.replace(/<!-- written by .* -->/, () => top),
);
