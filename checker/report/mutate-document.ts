/** `plumbline mutate --format json`. */

import type { MutateDocument } from './document/mutate.ts';
import { type MutationResult, mutantsIn, tallyOf } from './mutation-result.ts';
import { tool } from './tool.ts';

export function mutateDocument(result: MutationResult, exitCode: number): MutateDocument {
  const { command, digest, systems, leftOut, mutants, all, stale, atLeast, seconds } = result;
  return {
    schemaVersion: 1,
    tool,
    ...{ command, digest },
    systems: systems.map((one) => ({ ...one, ...tallyOf(mutantsIn(mutants, one)) })),
    ...{ leftOut, mutants, stale },
    summary: { all, run: mutants.length, ...tallyOf(mutants), atLeast, seconds, exitCode },
  };
}
