/**
 * Runs every model of a checkout of tlaplus/Examples whose manifest lists a run time below 30 s, each in a process of its own, and
 * prints the table that stands in spec/tla-examples.md: PLUMBLINE_TLA_EXAMPLES=… npm run --silent tla:examples [part of a path]
 *
 * Depths are compared but do not decide: the manifests hold what several workers of TLC reported, which may be a few levels too much.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlaDocument } from '../../checker/report/tla-document.ts';

interface Model {
  readonly path: string;
  readonly runtime: string;
  readonly mode: unknown;
  readonly result: string;
  readonly distinctStates?: number;
  readonly totalStates?: number;
}

interface Manifest {
  readonly modules: readonly { readonly path: string; readonly models?: readonly Model[] }[];
}

const longestSeconds = 30;
const checkout = process.env.PLUMBLINE_TLA_EXAMPLES ?? '';
const [only = ''] = process.argv.slice(2);

function secondsOf(runtime: string): number {
  const [hours = 99, minutes = 0, seconds = 0] = runtime.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

function models(): { readonly module: string; readonly model: Model }[] {
  const specifications = join(checkout, 'specifications');
  return readdirSync(specifications).flatMap((folder) => {
    const file = join(specifications, folder, 'manifest.json');
    if (!existsSync(file)) return [];
    const { modules } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    return modules.flatMap(({ path, models: some = [] }) => some.map((model) => ({ module: path, model })));
  });
}

function run(module: string, config: string): TlaDocument | undefined {
  const args = ['proofs/main.ts', 'tla', join(checkout, module), '--config', join(checkout, config)];
  const command = ['node_modules/.bin/jiti', ...args, '--format', 'json', '--quiet', '--time', '60s'];
  const { stdout } = spawnSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 120_000 });
  try {
    return JSON.parse(stdout) as TlaDocument;
  } catch {
    return undefined;
  }
}

console.log(`# Models of tlaplus/Examples

Every model that its manifest checks exhaustively in less than ${longestSeconds} s, and what \`plumbline tla\` says of it: alike where the result is the
listed one and, where it is success and the manifest lists them, the counts. Seconds are those of one core that was shared; 60 s at most.
Written by \`npm run --silent tla:examples\`.

| configuration | | result | generated | distinct | time | why not |
|---|---|---|---|---|---|---|`);
let alike = 0;
let all = 0;
for (const { module, model } of models()) {
  if (model.mode !== 'exhaustive search' || !(secondsOf(model.runtime) < longestSeconds)) continue;
  if (!model.path.includes(only)) continue;
  all++;
  const document = run(module, model.path);
  const verdict = document?.run.verdict === 'deadlock' ? 'deadlock failure' : (document?.run.verdict ?? 'no answer');
  const { generated = 0, distinct = 0, seconds = 0 } = document?.run ?? {};
  const isAlike =
    verdict === model.result &&
    (verdict !== 'success' ||
      ((model.totalStates ?? generated) === generated && (model.distinctStates ?? distinct) === distinct));
  if (isAlike) alike++;
  const problem = document?.claims.find((claim) => claim.problem !== null)?.problem?.message ?? '';
  const why = isAlike
    ? ''
    : `wanted ${model.result} ${model.totalStates ?? ''} ${model.distinctStates ?? ''} ${problem}`;
  console.log(
    `| ${model.path} | ${isAlike ? 'alike' : 'differs'} | ${verdict} | ${generated} | ${distinct} | ${seconds.toFixed(1)} s | ${why} |`,
  );
}
console.log(`\n${alike} of ${all} alike.`);
