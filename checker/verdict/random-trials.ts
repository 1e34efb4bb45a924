/** Estimating a probability by random trials, and comparing it with a closed formula. */

import fc from 'fast-check';
import { Problem } from '../language/problem.ts';
import type { Property } from '../language/property.ts';
import type { Random, RandomTrials } from '../language/sampling.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { type DecideOptions, type Decision, decisionOf } from './decision.ts';
import { exactInterval } from './interval.ts';
import { seedFor, usualSeed } from './seed.ts';

/** A formula that is right falls outside the interval once in a thousand seeds, and the seed of a check stands fixed. */
const confidence = 0.999;
/** Trials that are drawn from one seed of fast-check. */
const batch = 1_000;

class Chance implements Random {
  readonly #random: fc.Random;

  constructor(random: fc.Random) {
    this.#random = random;
  }

  integer(least: number, greatest: number): number {
    if (Number.isSafeInteger(least) && Number.isSafeInteger(greatest) && least <= greatest) {
      return this.#random.nextInt(least, greatest);
    }
    throw new Error(`a whole number from ${least} to ${greatest} cannot be drawn`);
  }

  real(): number {
    return (this.#random.nextInt(0, 2 ** 26 - 1) * 2 ** 27 + this.#random.nextInt(0, 2 ** 27 - 1)) / 2 ** 53;
  }

  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new Error('one of no values cannot be drawn');
    return values[this.#random.nextInt(0, values.length - 1)] as T;
  }
}

/** Trials as fast-check draws them; there is nothing to shrink. */
class TrialArbitrary extends fc.Arbitrary<boolean> {
  readonly #draw: (random: fc.Random) => boolean;

  constructor(draw: (random: fc.Random) => boolean) {
    super();
    this.#draw = draw;
  }

  override generate(random: fc.Random): fc.Value<boolean> {
    return new fc.Value(this.#draw(random), undefined);
  }

  override canShrinkWithoutContext(_: unknown): _ is boolean {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<boolean>> {
    return fc.Stream.nil();
  }
}

function asked<T>(place: string, type: 'boolean' | 'number', call: () => T): T {
  let answer: T;
  try {
    answer = call();
  } catch (error) {
    throw new Problem('PL-114', { place, found: error instanceof Error ? error.message : String(error) });
  }
  const isProbability = type === 'boolean' || ((answer as number) >= 0 && (answer as number) <= 1);
  if (typeof answer === type && isProbability) return answer;
  const expected = type === 'boolean' ? 'true or false' : 'a probability from 0 to 1';
  throw new Problem('PL-114', { place, expected, found: String(answer) });
}

/** Decides a property of kind sampled by random trials. Throws PL-114 where a trial or the formula gives no answer. */
export async function decideByTrials(
  system: AnySystem,
  configuration: Configuration,
  { name, sampling }: Property<never>,
  options: DecideOptions,
): Promise<Decision> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const { runs: wanted, draw, relation, formula: formulaOf } = sampling as RandomTrials;
  const { seed = usualSeed, limits = {}, signal } = options;
  const formula = asked(`property ${name}, formula`, 'number', () => formulaOf(configuration));
  const place = `property ${name}, draw`;
  const arbitrary = new TrialArbitrary((random) =>
    asked(place, 'boolean', () => draw(new Chance(random), configuration)),
  );
  let runs = 0;
  let successes = 0;
  let limit: Decision['limit'] = null;
  while (runs < wanted && limit === null) {
    const numRuns = Math.min(batch, wanted - runs);
    const trials = fc.sample(arbitrary, { seed: seedFor(seed, system.name, name, runs), numRuns });
    runs += numRuns;
    successes += trials.filter((succeeded) => succeeded).length;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) limit = 'interrupt';
    else if (limits.seconds !== undefined && seconds() >= limits.seconds) limit = 'time';
  }
  if (runs === wanted) limit = null;
  const interval = exactInterval(successes, runs, confidence);
  const agrees = interval[0] <= formula && (relation === 'atMost' || formula <= interval[1]);
  return decisionOf({
    verdict: limit !== null ? 'bounded' : agrees ? 'sampled' : 'violated',
    seconds: seconds(),
    limit,
    sample: {
      ...{ form: 'rate', seed, runs, asked: wanted, successes, interval, confidence },
      ...{ relation, formula },
    },
  });
}
