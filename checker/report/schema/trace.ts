/** A trace in a document, and what is said at its end. */

import { z } from 'zod';
import type { DivergenceDocument, MoveDocument, PartDocument, TraceDocument } from '../document/trace.ts';
import { count, json, words } from './plain.ts';

export const trace: z.ZodType<TraceDocument> = z.looseObject({
  steps: count,
  events: z.array(z.looseObject({ type: z.string(), owner: z.string(), payload: json, changes: z.array(json) })),
  loop: count.nullable(),
  first: json,
  last: json,
});

export const part: z.ZodType<PartDocument> = z.looseObject({
  part: z.string(),
  holds: z.boolean(),
  because: z.string().nullable(),
});

export const divergence: z.ZodType<DivergenceDocument> = z.looseObject({
  simpler: z.string(),
  step: count,
  followed: trace,
  follows: z.array(count),
  refusals: z.array(
    z.looseObject({
      event: z.looseObject({ type: z.string(), payload: json }).nullable(),
      refusedBy: words,
      fails: z.array(part),
    }),
  ),
});

export const move: z.ZodType<MoveDocument> = z.looseObject({ type: z.string(), owner: z.string(), payload: json });
