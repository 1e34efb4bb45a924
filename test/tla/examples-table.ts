/**
 * Runs every model of a checkout of tlaplus/Examples whose manifest lists a run time below 30 s, each in a process of its own, and
 * prints the table that stands in spec/tla-examples.md: PLUMBLINE_TLA_EXAMPLES=… npm run --silent tla:examples [part of a path]
 * after `npm run build`. PLUMBLINE_TLA_EXAMPLES_KEPT names a file that keeps what was run, so that a run goes on where it was stopped.
 *
 * Depths are not compared: the manifests hold what several workers of TLC reported, which may be a few levels too much.
 */

import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

/** What a run said; kept one a line. */
interface Row {
  readonly config: string;
  readonly verdict: string;
  readonly generated: number;
  readonly distinct: number;
  readonly seconds: number;
  readonly problem: string;
}

const longestSeconds = 30;
const checkout = process.env.PLUMBLINE_TLA_EXAMPLES ?? '';
const keptIn = process.env.PLUMBLINE_TLA_EXAMPLES_KEPT;
const [only = ''] = process.argv.slice(2);
/** Where the models run: their files are found as from the checkout, and what they write does not stay. */
const place = mkdtempSync(join(tmpdir(), 'plumbline-examples-'));
symlinkSync(resolve(checkout, 'specifications'), join(place, 'specifications'));
process.on('exit', () => rmSync(place, { recursive: true }));

function secondsOf(runtime: string): number {
  const [hours = 99, minutes = 0, seconds = 0] = runtime.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

function models(): { readonly module: string; readonly model: Model }[] {
  const specifications = join(checkout, 'specifications');
  return readdirSync(specifications)
    .sort()
    .flatMap((folder) => {
      const file = join(specifications, folder, 'manifest.json');
      if (!existsSync(file)) return [];
      const { modules } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
      return modules.flatMap(({ path, models: some = [] }) => some.map((model) => ({ module: path, model })));
    })
    .filter(({ model }) => model.mode === 'exhaustive search' && secondsOf(model.runtime) < longestSeconds)
    .filter(({ model }) => model.path.includes(only));
}

function run(module: string, config: string): Row {
  const args = [resolve('dist/proofs/main.js'), 'tla', module, '--config', config];
  const command = [...args, '--format', 'json', '--quiet', '--time', '60s'];
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: place, encoding: 'utf8', maxBuffer: 2 ** 28 });
  let document: TlaDocument | undefined;
  try {
    document = JSON.parse(stdout) as TlaDocument;
  } catch {
    document = undefined;
  }
  const { generated = 0, distinct = 0, seconds = 0, verdict = 'no answer' } = document?.run ?? {};
  const problem = document?.claims.find((claim) => claim.problem !== null)?.problem?.message ?? '';
  const why = (document === undefined ? (stderr.split('\n')[0] ?? '') : problem).replaceAll(`${checkout}/`, '');
  return {
    ...{ config, generated, distinct, seconds, problem: why },
    verdict: verdict === 'deadlock' ? 'deadlock failure' : verdict,
  };
}

const kept = new Map<string, Row>();
if (keptIn !== undefined && existsSync(keptIn)) {
  for (const line of readFileSync(keptIn, 'utf8').split('\n').filter(Boolean)) {
    const row = JSON.parse(line) as Row;
    kept.set(row.config, row);
  }
}

console.log(`# Models of tlaplus/Examples

Every model that its manifest checks exhaustively in less than ${longestSeconds} s, and what \`plumbline tla\` says of it: alike where the result is the
listed one and, where it is success and the manifest lists them, the counts. Seconds are those of one core that was shared; 60 s at most.
Written by \`npm run --silent tla:examples\`.

| configuration | | result | generated | distinct | time | why not |
|---|---|---|---|---|---|---|`);
let alike = 0;
const all = models();
for (const { module, model } of all) {
  let row = kept.get(model.path);
  if (row === undefined) {
    row = run(module, model.path);
    if (keptIn !== undefined) appendFileSync(keptIn, `${JSON.stringify(row)}\n`);
  }
  const { verdict, generated, distinct, seconds, problem } = row;
  const isAlike =
    verdict === model.result &&
    (verdict !== 'success' ||
      ((model.totalStates ?? generated) === generated && (model.distinctStates ?? distinct) === distinct));
  if (isAlike) alike++;
  const wanted = [model.result, model.totalStates, model.distinctStates].filter((one) => one !== undefined).join(', ');
  const why = isAlike ? '' : `wanted ${wanted}${problem === '' ? '' : `; ${problem.replaceAll('|', '\\|')}`}`;
  const name = model.path.replace('specifications/', '');
  console.log(
    `| ${name} | ${isAlike ? 'alike' : 'differs'} | ${verdict} | ${generated} | ${distinct} | ${seconds.toFixed(1)} s | ${why} |`,
  );
}
console.log(`\n${alike} of ${all.length} alike.`);
