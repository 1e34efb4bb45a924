/** Which file a search is written to, and what has to be the same when it is taken up again. */

import { join } from 'node:path';
import type { Property } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import type { CheckpointPlan } from '../search/checkpoint-file.ts';
import { modelHash, textHash } from '../trace/model-hash.ts';
import type { DecideOptions } from './decision.ts';

/**
 * The file is named for the system, the configuration and the names of the properties: a search whose machines or properties were edited
 * meets its old checkpoint and refuses it. Limits of time and memory bear on no answer and may differ.
 */
export function checkpointPlan(
  system: AnySystem,
  configuration: Configuration,
  properties: readonly Property<never>[],
  { checkpoint, limits: { states, depth } = {}, localLimit, tables }: DecideOptions,
): CheckpointPlan | undefined {
  // Tables that several searches fill were not filled in the order of one of them.
  if (checkpoint === undefined || tables !== undefined) return undefined;
  const { folder, every, version, onUse } = checkpoint;
  const names = properties.map(({ name }) => name);
  return {
    file: join(folder, `${system.name}-${textHash([system.name, configuration, names])}.checkpoint`),
    about: {
      version,
      model: modelHash(system, configuration),
      properties: textHash(properties),
      options: textHash({ states, depth, localLimit }),
    },
    every,
    ...(onUse === undefined ? {} : { onUse }),
  };
}
