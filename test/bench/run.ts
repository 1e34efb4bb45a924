/**
 * `npm run bench`: the same models in this checker and in others, in one run.
 *
 * State counts have to agree, with each other and with the known ones; ratios are of exploration time, tables filled by xstate on the way
 * included. `--quick` is two-phase commit at 8 and 9 and takes two minutes at most. `--only PART`, repeatable, measures some parts (2pc-9,
 * optimistic-rollup-7, …) and `--from FILE` takes up the JSON of an earlier run (and, with `--as-is`, nothing else), where a machine is quiet for minutes only. `--tlc PATH` (or
 * TLA2TOOLS) and `--stateright PATH` (or STATERIGHT) name tools that are not looked for. `--format json` prints one document instead of a
 * table, `--plot FILE` writes the growth of cost as SVG, `--write-readme` puts the table into the README and the plot beside this file.
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
import { absentFrom, type GivenTools, hasSpin, peers, spin } from './peers.ts';
import { promelaOfTables } from './promela-tables.ts';
import { ownOf, type Result, readmeTable, textTable, withTable } from './table.ts';
import { twoPhaseCommit } from './two-phase-commit.ts';

const knownStates: Readonly<Record<number, number>> = {
  ...{ 5: 8_832, 6: 50_816, 7: 296_448, 8: 1_745_408, 9: 10_340_352, 10: 61_515_776 },
};

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    from: { type: 'string', multiple: true, default: [] },
    'as-is': { type: 'boolean', default: false },
    tlc: { type: 'string' },
    stateright: { type: 'string' },
    format: { type: 'string', default: 'text' },
    plot: { type: 'string' },
    'write-readme': { type: 'boolean', default: false },
  },
});
const given: GivenTools = {
  tlc: options.tlc ?? process.env.TLA2TOOLS,
  stateright: options.stateright ?? process.env.STATERIGHT,
};

const ownRun = fileURLToPath(new URL('own-run.ts', import.meta.url));

/** In a process of its own, as the others are. */
function plumbline(model: ModelName, n: number, workers = 1): Result {
  // Imports without the proxies that jiti would put around them: a tenth of the time that fills tables, and not there in the built package.
  const env = { ...process.env, JITI_INTEROP_DEFAULT: 'false' };
  const text = execFileSync('npx', ['jiti', ownRun, model, `${n}`, `${workers}`], { encoding: 'utf8', env });
  const found = JSON.parse(text) as Omit<Result, 'model' | 'n' | 'tool' | 'workers'>;
  return { model, n, tool: 'plumbline', workers, ...found };
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

/** From so many managers on a second worker is worth its start. */
const worthWorkers = 9;

function twoPhase(n: number): readonly Result[] {
  const states = knownStates[n] as number;
  return [
    plumbline('2pc', n),
    ...(n >= worthWorkers ? [plumbline('2pc', n, 2)] : []),
    ...(n === 5 ? [timed('xstate-graph', n, () => ({ states: shortestPaths(n), transitions: null })), naive(n)] : []),
    ...peers(n, states, given).map((one): Result => ({ model: '2pc', n, workers: 1, ...one })),
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

const parts: Readonly<Record<string, () => readonly Result[] | Promise<readonly Result[]>>> = {
  ...Object.fromEntries([5, 6, 7, 8, 9, 10].map((n) => [`2pc-${n}`, () => twoPhase(n)])),
  ...Object.fromEntries([4, 7].map((n) => [`optimistic-rollup-${n}`, () => ofModel('optimistic-rollup', n)])),
  ...Object.fromEntries([5, 7, 8].map((n) => [`payment-channel-${n}`, () => ofModel('payment-channel', n)])),
};
const quickParts = ['2pc-8', '2pc-9'];
const fullParts = [...[5, 7, 8, 9, 10].map((n) => `2pc-${n}`), 'optimistic-rollup-7', 'payment-channel-8'];

/** What is to be measured: some parts, or what is not taken from earlier runs. */
function wantedParts(earlier: readonly Result[]): readonly string[] {
  if (options.only.length > 0 || options['as-is']) return options.only;
  if (options.quick) return quickParts;
  return fullParts.filter((name) => !earlier.some(({ model, n }) => name === `${model}-${n}`));
}

const earlier = options.from.flatMap(
  (file) => (JSON.parse(readFileSync(file, 'utf8')) as { results: Result[] }).results,
);
const results: Result[] = [...earlier];
for (const name of wantedParts(earlier)) {
  const part = parts[name];
  if (part === undefined) throw new Error(`no part ${name}: there are ${Object.keys(parts).join(', ')}`);
  results.push(...(await part()));
}
results.sort((a, b) => (a.model === b.model ? a.n - b.n : 0));
const absent = absentFrom(results.map(({ tool }) => tool));

const ratios: Record<string, number> = {};
const scaling: Record<string, number> = {};
for (const result of results) {
  const { model, n, tool, workers, states, seconds } = result;
  const own = ownOf(results, result) as Result;
  const expected = model === '2pc' ? knownStates[n] : own.states;
  if (states !== expected) throw new Error(`${model} ${n}: ${tool} found ${states} states instead of ${expected}`);
  if (workers > 1) scaling[`${model}-${n} on ${workers} workers`] = own.seconds / seconds;
  else if (tool !== 'plumbline') ratios[`${model}-${n} vs ${tool}`] = seconds / own.seconds;
}
const growth = results.filter(({ model, n, workers }) => model === '2pc' && n >= 7 && workers === 1);
const exponents = Object.fromEntries(
  [...new Set(growth.map(({ tool }) => tool))].flatMap((tool) => {
    const exponent = exponentOf(growth.filter((one) => one.tool === tool));
    return exponent === undefined ? [] : [[tool, exponent]];
  }),
);
const beside = fileURLToPath(new URL('growth.svg', import.meta.url));
for (const file of [
  ...(options.plot === undefined ? [] : [options.plot]),
  ...(options['write-readme'] ? [beside] : []),
]) {
  writeFileSync(file, plotOf('Two-phase commit: seconds against states, one worker', growth));
}
if (options['write-readme']) {
  writeFileSync('README.md', withTable(readFileSync('README.md', 'utf8'), readmeTable(results, exponents, absent)));
}
process.stdout.write(
  options.format === 'json'
    ? `${JSON.stringify({ schemaVersion: 1, results, ratios, scaling, exponents, absent }, null, 2)}\n`
    : textTable(results, { ...ratios, ...scaling }, exponents, absent),
);
