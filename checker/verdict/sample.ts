/** What was tried by chance, and what follows from it. */

/** Random runs that looked for a violation. */
export interface SampledRuns {
  readonly form: 'runs';
  readonly seed: string;
  /** Runs that were made, of those that were asked for. */
  readonly runs: number;
  readonly asked: number;
  /** Steps of one run at most. */
  readonly steps: number;
  /** Runs that could have shown a violation and did not: those under a setting in which none is foretold. */
  readonly clean: number;
  /** With 95 % confidence such a run shows one with a probability of at most this; null after a violation, or without a run. */
  readonly bound: number | null;
  /** The same by the rule of three, 3/n. */
  readonly ruleOfThree: number | null;
  /** Length of the run that showed the violation, before it was shrunk. */
  readonly found: number | null;
  /** Where settings were drawn too. */
  readonly settings: SampledSettings | null;
  /** What was drawn for the run that showed the violation, by name. */
  readonly at: Readonly<Record<string, number>> | null;
}

/** Different settings that were drawn. */
interface SampledSettings {
  readonly drawn: number;
  /** Those in which the formula says that the invariant is violated, and those of them in which a run showed it. */
  readonly unsafe: number;
  readonly confirmed: number;
}

/** Random trials that estimated a probability. */
export interface SampledRate {
  readonly form: 'rate';
  readonly seed: string;
  readonly runs: number;
  readonly asked: number;
  readonly successes: number;
  /** The exact two-sided interval. */
  readonly interval: readonly [least: number, greatest: number];
  readonly confidence: number;
  readonly relation: 'equals' | 'atMost';
  /** Value of the closed formula. */
  readonly formula: number;
}

export type Sample = SampledRuns | SampledRate;
