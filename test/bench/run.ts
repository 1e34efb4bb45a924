/**
 * `npm run bench`: the same models in this checker and in others, in one run, one worker.
 *
 * State counts have to agree, with each other and with the known ones; ratios are of exploration time, tables filled by xstate on the way
 * included. `--quick` takes two minutes, `--format json` prints one document instead of a table, `--plot FILE` writes the growth of cost as SVG,
 * `--write-readme` puts the table into the README. Stop other work before: the figures are of a quiet machine.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { configure } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { naiveSearch } from '../kernel/naive.ts';
import { exponentOf, plotOf } from './growth.ts';
import { type ModelName, modelOf, productOf } from './models.ts';
import { shortestPaths } from './one-machine.ts';
import { absent, hasSpin, peers, spin } from './peers.ts';
import { promelaOfTables } from './promela-tables.ts';
import { type Result, readmeTable, textTable, withTable } from './table.ts';
import { twoPhaseCommit } from './two-phase-commit.ts';

const knownStates: Readonly<Record<number, number>> = { 5: 8_832, 6: 50_816, 7: 296_448, 8: 1_745_408, 9: 10_340_352 };

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
    plot: { type: 'string' },
    'write-readme': { type: 'boolean', default: false },
  },
});

const ownRun = fileURLToPath(new URL('own-run.ts', import.meta.url));

/** In a process of its own, as the others are. */
function plumbline(model: ModelName, n: number): Result {
  const text = execFileSync('npx', ['jiti', ownRun, model, `${n}`], { encoding: 'utf8' });
  return {
    model,
    n,
    tool: 'plumbline',
    workers: 1,
    ...(JSON.parse(text) as Omit<Result, 'model' | 'n' | 'tool' | 'workers'>),
  };
}

/** Tools that search in this process: no peak of memory of their own. */
function timed(tool: string, n: number, search: () => { states: number; transitions: number | null }): Result {
  const started = performance.now();
  const counts = search();
  const seconds = (performance.now() - started) / 1000;
  return { model: '2pc', n, tool, workers: 1, ...counts, seconds, peakBytes: null };
}

function naive(n: number): Result {
  return timed('naive', n, () => {
    const found = naiveSearch(twoPhaseCommit, configure(twoPhaseCommit, { parameters: { n } }), 1_000_000);
    return { states: found?.states.size ?? 0, transitions: found?.transitions ?? 0 };
  });
}

function twoPhase(n: number): readonly Result[] {
  const states = knownStates[n] as number;
  return [
    plumbline('2pc', n),
    ...(n === 5 ? [timed('xstate-graph', n, () => ({ states: shortestPaths(n), transitions: null })), naive(n)] : []),
    ...peers(n, states).map((one): Result => ({ model: '2pc', n, workers: 1, ...one })),
  ];
}

/** A system of `model/` here and, from its own tables, in SPIN. */
async function ofModel(model: ModelName, n: number): Promise<readonly Result[]> {
  const own = plumbline(model, n);
  if (!hasSpin) return [own];
  const product = productOf(modelOf(model, n));
  const { store } = await explore(product, []);
  const initial = product.components.map((_, c) => product.localOf(store.states, 0, c));
  const tables = promelaOfTables(product, initial);
  return [own, { model, n, workers: 1, ...spin(tables.model, own.states, 'dfs', tables.header) }];
}

const results: Result[] = [];
for (const n of options.quick ? [5, 7, 8] : [5, 6, 7, 8, 9]) results.push(...twoPhase(n));
for (const [model, n] of [
  ['optimistic-rollup', options.quick ? 4 : 7],
  ['payment-channel', options.quick ? 5 : 7],
] as const) {
  results.push(...(await ofModel(model, n)));
}

const ratios: Record<string, number> = {};
for (const { model, n, tool, states, seconds } of results) {
  const own = results.find((one) => one.model === model && one.n === n && one.tool === 'plumbline') as Result;
  const expected = model === '2pc' ? knownStates[n] : own.states;
  if (states !== expected) throw new Error(`${model} ${n}: ${tool} found ${states} states instead of ${expected}`);
  if (tool !== 'plumbline') ratios[`${model}-${n} vs ${tool}`] = seconds / own.seconds;
}
const growth = results.filter(({ model, n }) => model === '2pc' && n >= 6);
const exponents = Object.fromEntries(
  [...new Set(growth.map(({ tool }) => tool))].flatMap((tool) => {
    const exponent = exponentOf(growth.filter((one) => one.tool === tool));
    return exponent === undefined ? [] : [[tool, exponent]];
  }),
);
if (options.plot !== undefined) {
  writeFileSync(options.plot, plotOf('Two-phase commit: seconds against states, one worker', growth));
}
if (options['write-readme']) {
  writeFileSync('README.md', withTable(readFileSync('README.md', 'utf8'), readmeTable(results, absent)));
}
process.stdout.write(
  options.format === 'json'
    ? `${JSON.stringify({ schemaVersion: 1, results, ratios, exponents, absent }, null, 2)}\n`
    : textTable(results, ratios, exponents, absent),
);
