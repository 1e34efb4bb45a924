/** The options that commands share, as commander gives them, and what they mean. */

import { availableParallelism, totalmem } from 'node:os';
import type { Limits, LossyStore } from '../search/explore.ts';
import type { ReductionKind } from '../verdict/decision.ts';
import { usualSeed } from '../verdict/seed.ts';
import { type ExportFormat, type Format, type StoreWord, settingOf, type TraceFormat } from './arguments.ts';
import type { Changes } from './changes.ts';
import { quoted } from './words.ts';

/** As parsed; an option that was not given is undefined or empty. */
export interface RawOptions {
  readonly instance?: string;
  readonly set?: readonly string[];
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly time?: number;
  readonly memory?: number;
  readonly states?: number;
  readonly depth?: number;
  readonly over?: Readonly<Record<string, readonly number[]>>;
  readonly prices?: string;
  /** Of `mutate`: mutants drawn at random instead of all. */
  readonly sample?: number;
  /** Of `mutate`: the least share that verdicts have to tell, from 0 to 1. */
  readonly atLeast?: number;
  /** Of `mutate`: whether frontiers and lattices are asked too. */
  readonly sweeps?: boolean;
  /** Of `init`: the system to start from. */
  readonly from?: string;
  /** Of `diff`: what is compared. */
  readonly parts?: readonly string[];
  readonly format?: readonly Format[];
  /** Of `export`, whose `--format` it is. */
  readonly as?: ExportFormat;
  /** Of `check`: which conformance claims alone. */
  readonly conformance?: 'tla' | 'code';
  readonly out?: string;
  /** Of `tla`: the configuration file, where the translation goes, whether deadlocks are errors. */
  readonly config?: string;
  readonly emit?: string;
  readonly deadlock?: boolean;
  /** Of `tla`: whether evaluations are counted part by part. */
  readonly coverage?: boolean;
  readonly file?: string;
  /** Of `explore`: the port to serve on, and whether to open a browser. */
  readonly port?: number;
  readonly open?: boolean;
  /** Threads that claims are shared among; a single search has one. */
  readonly workers?: number;
  /** Folder for states that memory has no room for. */
  readonly disk?: string;
  /** How some states stand for others. */
  readonly reduce?: ReductionKind;
  /** What is kept of a state. */
  readonly store?: StoreWord;
  /** Folder for what long searches write down, and seconds between two writings. */
  readonly checkpoint?: string;
  readonly checkpointEvery?: number;
  /** Folder for tables that later runs read; false where none is wanted. */
  readonly cache?: string | false;
  readonly seed?: string;
  /** Of `report`: decide the sets of hypotheses too. */
  readonly assumptions?: boolean;
  /** Of `conform`: write the lock. */
  readonly update?: boolean;
  /** Counterexamples of an invariant, each by another cause. */
  readonly maxViolations?: number;
  /** Of a trace: everything; components or places in them, only these or all but these. */
  readonly full?: boolean;
  readonly show?: readonly string[];
  readonly hide?: readonly string[];
  /** What a trace is written as. */
  readonly traceFormat?: readonly TraceFormat[];
  readonly runs?: number;
  readonly steps?: number;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export function changesOf({ instance, set = [], with: powers = [], without = [] }: RawOptions): Changes {
  return { instance, setting: settingOf(set, powers, without) };
}

/** The machine's memory, or what a container is allowed of it. */
export function machineMemory(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  const total = totalmem();
  return constrained > 0 && constrained < total ? constrained : total;
}

export function cores(): number {
  return availableParallelism();
}

/** The store may take half of the memory: the tables and the runtime need room as well. */
export function limitsOf({ time, memory, states, depth }: RawOptions): Limits {
  return {
    bytes: memory ?? Math.floor(machineMemory() / 2),
    ...(time === undefined ? {} : { seconds: time }),
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
  };
}

/** The store that was asked for, undefined where states are stored whole. */
export function lossyStoreOf({ store, seed = usualSeed }: RawOptions): LossyStore | undefined {
  return store === undefined || store.kind === 'exact' ? undefined : { ...store, seed };
}

function storeWords(store: StoreWord): string {
  switch (store.kind) {
    case 'exact':
      return 'exact';
    case 'hash':
      return `hash=${store.bits}`;
    case 'bitstate':
      return `bitstate=${store.bytes / 1024}k`;
    default:
      return store satisfies never;
  }
}

function axisWords(values: readonly number[]): string {
  const isRange = values.every((value, i) => value === (values[0] as number) + i);
  return isRange ? `${values[0]}..${values.at(-1)}` : values.join(';');
}

/** The command that repeats a run: everything that bears on the answer, in one order, nothing that does not. */
export function repeatLine(command: string, targets: readonly string[], options: RawOptions): string {
  const { parameters, powers, without } = changesOf(options).setting;
  const {
    instance,
    time,
    memory,
    states,
    depth,
    over,
    prices,
    parts,
    sample,
    atLeast,
    sweeps,
    runs,
    steps,
    seed,
    maxViolations,
    conformance,
    store,
    reduce,
    disk,
  } = options;
  const words: string[] = ['plumbline', command, ...targets];
  if (conformance !== undefined) words.push('--conformance', conformance);
  if (instance !== undefined) words.push('--instance', instance);
  for (const [name, value] of Object.entries(parameters)) words.push('--set', `${name}=${value}`);
  for (const [name, value] of Object.entries(powers)) words.push('--with', value === true ? name : `${name}=${value}`);
  for (const rule of without) words.push('--without', rule);
  if (over !== undefined)
    words.push(
      '--over',
      Object.entries(over)
        .map(([name, values]) => `${name}=${axisWords(values)}`)
        .join(','),
    );
  if (prices !== undefined) words.push('--prices', prices);
  if (parts !== undefined) words.push('--parts', parts.join(','));
  if (sample !== undefined) words.push('--sample', `${sample}`);
  if (atLeast !== undefined) words.push('--at-least', `${100 * atLeast}%`);
  if (sweeps === true) words.push('--sweeps');
  if (runs !== undefined) words.push('--runs', `${runs}`);
  if (steps !== undefined) words.push('--steps', `${steps}`);
  if (seed !== undefined) words.push('--seed', seed);
  if (maxViolations !== undefined) words.push('--max-violations', `${maxViolations}`);
  if (reduce !== undefined) words.push('--reduce', reduce);
  if (store !== undefined && store.kind !== 'exact') words.push('--store', storeWords(store));
  if (disk !== undefined) words.push('--disk', disk);
  if (time !== undefined) words.push('--time', `${time}s`);
  if (memory !== undefined) words.push('--memory', `${memory / 1024}k`);
  if (states !== undefined) words.push('--states', `${states}`);
  if (depth !== undefined) words.push('--depth', `${depth}`);
  return words.map(quoted).join(' ');
}
