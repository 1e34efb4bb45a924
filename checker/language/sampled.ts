/** Properties that are looked into by chance: what they find is found, what they do not find is not excluded. */

import { invariantParts, type Parts, type Property } from './property.ts';
import { type RunsDefinition, randomRuns, randomTrials, type TrialDefinition } from './sampling.ts';

/** An invariant asked of random runs, under one setting or under settings drawn at random. */
export function sampled<V>(
  name: string,
  says: string,
  invariant: Parts<V> | Property<V>,
  definition: RunsDefinition = {},
): Property<V> {
  return {
    kind: 'sampled',
    name,
    says,
    sampling: randomRuns(name, definition),
    parts: invariantParts(name, invariant),
  };
}

/** A probability, estimated by random trials and compared with a closed formula. It has no parts and looks at no state. */
export function trial<V>(name: string, says: string, definition: TrialDefinition): Property<V> {
  return { kind: 'sampled', name, says, sampling: randomTrials(name, definition), parts: {} };
}
