/** What `mutate` prints. */

import { z } from 'zod';
import { survivorGrounds } from '../../language/survivor.ts';
import { mutationKinds } from '../../source/mutation.ts';
import type { MutateDocument } from '../document/mutate.ts';
import { count, seconds, share, version } from './plain.ts';

const tally = {
  ...{ mutants: count, killed: count, byConformance: count, noticed: count, equivalent: count, explained: count },
  ...{ explainedAsEquivalent: count, unexplained: count, unfinished: count, byVerdict: share, byNumber: share },
};

export const mutateSchema: z.ZodType<MutateDocument> = z.looseObject({
  schemaVersion: version,
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  ...{ command: z.string(), digest: z.string() },
  systems: z.array(z.looseObject({ system: z.string(), files: z.array(z.string()), ...tally })),
  leftOut: z.array(z.string()),
  mutants: z.array(
    z.looseObject({
      ...{ file: z.string(), line: count, column: count, before: z.string(), after: z.string(), key: z.string() },
      kind: z.enum(mutationKinds),
      fate: z.enum(['killed', 'noticed', 'equivalent', 'survived', 'unfinished']),
      ...{ claim: z.string().nullable(), how: z.string(), byConformance: z.boolean() },
      reason: z.looseObject({ ground: z.enum(survivorGrounds), because: z.string() }).nullable(),
    }),
  ),
  stale: z.array(z.looseObject({ file: z.string(), key: z.string(), why: z.string() })),
  summary: z.looseObject({ all: count, run: count, ...tally, atLeast: share.nullable(), seconds, exitCode: count }),
});
