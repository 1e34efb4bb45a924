/** Deciding what is looked into by chance. It is never more than sampled. */

import { Problem } from '../language/problem.ts';
import type { Property } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { type DecideOptions, type Decision, failed } from './decision.ts';
import { decideByRuns } from './random-runs.ts';
import { decideByTrials } from './random-trials.ts';

/** Decides a property of kind sampled. A model error is a `failed` verdict with its problem. */
export async function decideSampled(
  system: AnySystem,
  configuration: Configuration,
  property: Property<never>,
  options: DecideOptions,
): Promise<Decision> {
  const decideIt = property.sampling?.form === 'rate' ? decideByTrials : decideByRuns;
  try {
    return await decideIt(system, configuration, property, options);
  } catch (error) {
    if (error instanceof Problem && error.fault !== 'internal') return failed(error);
    throw error;
  }
}
