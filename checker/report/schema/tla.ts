/** What `tla` prints, and `export --format json`. */

import { z } from 'zod';
import type { GraphDocument } from '../graph.ts';
import type { TlaDocument } from '../tla-document.ts';
import { claim } from './claim.ts';
import { count, json, numbers, seconds, version } from './plain.ts';

/** The document of `tla`: claims, and the run in the words of TLC. */
export const tlaSchema: z.ZodType<TlaDocument> = z.looseObject({
  schemaVersion: version,
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  command: z.string(),
  node: z.string(),
  seed: z.string().regex(/^0x[0-9a-f]+$/),
  claims: z.array(claim),
  summary: z.looseObject({ claims: count, met: count, seconds, interrupted: z.boolean(), exitCode: count }),
  run: z.looseObject({
    verdict: z.enum([
      ...([
        'success',
        'safety failure',
        'liveness failure',
        'deadlock',
        'assumption failure',
        'error',
        'bounded',
      ] as const),
    ]),
    violated: z.string().nullable(),
    generated: count,
    distinct: count,
    depth: count,
    traceLength: count.nullable(),
    seconds,
    coverage: z
      .array(
        z.looseObject({
          file: z.string(),
          line: count,
          column: count,
          endLine: count,
          endColumn: count,
          definition: z.string().nullable(),
          text: z.string(),
          evaluated: count,
          held: count.nullable(),
        }),
      )
      .nullable(),
  }),
});

export const graphSchema: z.ZodType<GraphDocument> = z.looseObject({
  schemaVersion: version,
  system: z.string(),
  components: z.array(
    z.looseObject({ name: z.string(), states: z.array(z.looseObject({ value: json, context: json })) }),
  ),
  events: z.array(z.looseObject({ type: z.string(), payload: json, owner: z.string() })),
  initial: numbers,
  states: z.array(numbers),
  edges: z.array(z.tuple([count, count, count])),
});
