/** The results of a bench as a table: in the terminal, and between two marks in the README. */

import { cpus } from 'node:os';

export interface Result {
  readonly model: string;
  readonly n: number;
  readonly tool: string;
  readonly workers: number;
  readonly states: number;
  /** Null where the tool does not count them. */
  readonly transitions: number | null;
  readonly seconds: number;
  /** Of a run that is so short that it was repeated, `seconds` being the median: the first one, in a process that has compiled nothing yet. */
  readonly firstSeconds?: number;
  /** Most resident memory of the whole process; null where it was not measured. */
  readonly peakBytes: number | null;
  /** Of this checker alone: bytes of visited set, index and buffers at their largest; calls of xstate that filled the tables. */
  readonly storeBytes?: number;
  readonly calls?: number;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const mebibytes = (bytes: number | null): string => (bytes === null ? '–' : whole(bytes / 2 ** 20));

export function ownOf(results: readonly Result[], { model, n }: Result): Result | undefined {
  return results.find((one) => one.model === model && one.n === n && one.tool === 'plumbline' && one.workers === 1);
}

/** A short run twice: as the first of its process, and among others. */
function shown(results: readonly Result[]): readonly Result[] {
  return results.flatMap((result) => {
    const { tool, firstSeconds, storeBytes: _, ...rest } = result;
    if (firstSeconds === undefined) return [result];
    return [result, { ...rest, tool: `${tool}, first run of a process`, seconds: firstSeconds }];
  });
}

function rows(results: readonly Result[]): readonly (readonly string[])[] {
  return shown(results).map((result) => {
    const { model, n, tool, workers, states, seconds, peakBytes, storeBytes } = result;
    const own = ownOf(results, result);
    const ratio = result === own || own === undefined ? '' : `${(seconds / own.seconds).toPrecision(2)}×`;
    return [
      `${model} ${n}`,
      workers === 1 ? tool : `${tool}, ${workers} workers`,
      whole(states),
      seconds.toPrecision(3),
      whole(states / seconds),
      ratio === '' ? '' : ratio.includes('e') ? `${whole(Number.parseFloat(ratio))}×` : ratio,
      mebibytes(peakBytes),
      storeBytes === undefined ? '' : (storeBytes / states).toFixed(1),
    ];
  });
}

const heads = [
  'Model',
  'Tool',
  'States',
  'Seconds',
  'States/s',
  'Time against ours',
  'Peak MiB',
  'Store, bytes a state',
];

export function textTable(
  results: readonly Result[],
  ratios: Readonly<Record<string, number>>,
  exponents: Readonly<Record<string, number>>,
  absent: readonly string[],
): string {
  const all = [heads, ...rows(results)];
  const widths = heads.map((_, c) => Math.max(...all.map((row) => (row[c] as string).length)));
  const lines = all.map((row) =>
    row
      .map((cell, c) => (c < 2 ? cell.padEnd(widths[c] as number) : cell.padStart(widths[c] as number)))
      .join('  ')
      .trimEnd(),
  );
  const growth = Object.entries(exponents).map(([tool, k]) => `${tool} states^${k.toFixed(2)}`);
  return [
    ...lines,
    '',
    ...Object.entries(ratios).map(([name, ratio]) => `${name}: ${ratio.toPrecision(3)}`),
    `growth of time: ${growth.join(', ')}`,
    ...absent.map((reason) => `absent: ${reason}`),
    '',
  ].join('\n');
}

const begin = '<!-- bench: begin (npm run bench -- --write-readme) -->';
const end = '<!-- bench: end -->';

/** The lines for the README, with the machine and the day. */
export function readmeTable(
  results: readonly Result[],
  exponents: Readonly<Record<string, number>>,
  absent: readonly string[],
  day: Date = new Date(),
): string {
  const processor = cpus()[0]?.model.trim() ?? 'an unknown processor';
  const table = [heads, heads.map((_, c) => (c < 2 ? '---' : '--:')), ...rows(results)];
  return [
    ...table.map((row) => `| ${row.join(' | ')} |`),
    '',
    `Measured on ${day.toISOString().slice(0, 10)}, ${processor}, Node ${process.versions.node}, one worker unless said, states stored whole, no reduction; of`,
    'the tools that were there. Times are of exploration, filling the tables from the xstate machines included; ours asks the invariant of',
    'two-phase commit, SPIN asks none. For the models of `model/` SPIN is given our finished tables as C arrays: guards and actions cost it nothing.',
    `Time grows with the states as ${Object.entries(exponents)
      .map(([tool, k]) => `states^${k.toFixed(2)} (${tool})`)
      .join(', ')}: [plot](test/bench/growth.svg).`,
    ...(absent.length === 0 ? [] : [`Not there: ${absent.map((reason) => reason.split(':')[0]).join(', ')}.`]),
  ].join('\n');
}

/** The README with the table between its marks. Throws where the marks are missing. */
export function withTable(readme: string, table: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no \`${begin}\` … \`${end}\``);
  return `${readme.slice(0, from)}${begin}\n${table}\n${readme.slice(to)}`;
}
