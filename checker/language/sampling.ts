/** Sampling: what is looked for by random runs, and probabilities that are estimated by random trials. */

import type { Choice } from './menu.ts';
import { Problem } from './problem.ts';
import type { Configuration } from './system.ts';

/** Chance as it is handed to a trial: everything drawn from it depends on the seed alone. */
export interface Random {
  /** A whole number from `least` to `greatest`, both included, each as likely. */
  integer(least: number, greatest: number): number;
  /** A number from 0 up to 1, without 1; 2^53 of them, each as likely. */
  real(): number;
  /** One of the values, each as likely. */
  pick<T>(values: readonly T[]): T;
}

/** Random runs that look for a violation of an invariant. */
export interface RandomRuns {
  readonly form: 'runs';
  readonly runs: number;
  /** Steps of one run at most. */
  readonly steps: number;
  /** Parameters and budgets of powers by name; each run draws a value for each. */
  readonly over: Readonly<Record<string, readonly number[]>>;
  /** Whether the invariant is violated under a setting, by a closed formula; without one it never is. */
  readonly oracle: ((configuration: Configuration) => boolean) | null;
}

/** A closed formula: a number, or a function of the configuration. */
type Formula = number | ((configuration: Configuration) => number);

/** Random trials that estimate a probability. */
export interface RandomTrials {
  readonly form: 'rate';
  readonly runs: number;
  readonly draw: (random: Random, configuration: Configuration) => boolean;
  readonly relation: 'equals' | 'atMost';
  readonly formula: (configuration: Configuration) => number;
}

export type Sampling = RandomRuns | RandomTrials;

export interface RunsDefinition {
  /** 1,000 unless told otherwise. */
  readonly runs?: number;
  /** 100 unless told otherwise. */
  readonly steps?: number;
  /** `{ C: range(1, 20) }`: parameters and budgets of powers that each run draws for itself. */
  readonly over?: Readonly<Record<string, Choice<number>>>;
  readonly oracle?: (configuration: Configuration) => boolean;
}

/** The probability is the formula's value, or at most that. */
export type TrialDefinition = {
  /** 10,000 unless told otherwise. */
  readonly runs?: number;
  /** One trial: whether it succeeds, by chance alone. */
  readonly draw: (random: Random, configuration: Configuration) => boolean;
} & ({ readonly equals: Formula } | { readonly atMost: Formula });

const usualRuns = 1_000;
const usualSteps = 100;
const usualTrials = 10_000;

function checkCount(place: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Problem('PL-111', { place, expected: 'a whole number of at least 1', found: String(value) });
}

/** Throws PL-111 for a count below 1, an axis without a value, an oracle without an axis. */
export function randomRuns(name: string, definition: RunsDefinition): RandomRuns {
  const { runs = usualRuns, steps = usualSteps, over = {}, oracle = null } = definition;
  const axes = Object.entries(over).map(([axis, { values }]): [string, readonly number[]] => {
    if (values.length > 0) return [axis, values];
    throw new Problem('PL-111', { place: `property ${name}, over ${axis}`, expected: 'at least one value' });
  });
  return {
    form: 'runs',
    runs: checkCount(`property ${name}, runs`, runs),
    steps: checkCount(`property ${name}, steps`, steps),
    over: Object.fromEntries(axes),
    oracle,
  };
}

/** Throws PL-111 for a count below 1. */
export function randomTrials(name: string, definition: TrialDefinition): RandomTrials {
  const { runs = usualTrials, draw } = definition;
  const [relation, formula] =
    'equals' in definition ? (['equals', definition.equals] as const) : (['atMost', definition.atMost] as const);
  return {
    form: 'rate',
    runs: checkCount(`property ${name}, runs`, runs),
    draw,
    relation,
    formula: typeof formula === 'function' ? formula : () => formula,
  };
}
