/** What `diff` prints. */

import { z } from 'zod';
import type { DiffClaimSide, DiffDocument } from '../document/diff.ts';
import { count, json, problem, seconds, verdict, version, words } from './plain.ts';
import { part, trace } from './trace.ts';

const diffChange = z.enum(['same', 'changed', 'open', 'one side only']);

const diffSide: z.ZodType<DiffClaimSide> = z.looseObject({
  ...{ verdict, states: count, depth: count, price: z.number().nonnegative().nullable(), limit: z.string().nullable() },
  ...{ problem, parts: z.array(part), trace: trace.nullable() },
});

const oneSided = z.looseObject({ trace, refusedBy: words });

const declaration = z.looseObject({ name: z.string(), file: z.string(), line: count, text: z.string() });

const diffFrontierSide = z.looseObject({ formula: z.string().nullable(), points: count, safe: count });

export const diffSchema: z.ZodType<DiffDocument> = z.looseObject({
  schemaVersion: version,
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  ...{ command: z.string(), node: z.string(), base: z.string(), changed: z.string() },
  systems: z.array(
    z.looseObject({
      ...{ base: z.string(), changed: z.string(), claim: z.string().nullable() },
      parameters: z.record(z.string(), z.number()),
      powers: z.record(z.string(), z.union([z.literal(true), z.number()])),
      without: words,
      structure: z.array(
        z.looseObject({
          ...{ kind: z.string(), name: z.string(), before: z.string().nullable(), after: z.string().nullable() },
        }),
      ),
      behaviours: z
        .looseObject({
          pairs: count,
          limit: z.string().nullable(),
          gained: oneSided.nullable(),
          lost: oneSided.nullable(),
          parted: z.looseObject({ base: trace, changed: trace, differences: z.array(json) }).nullable(),
        })
        .nullable(),
      problem,
    }),
  ),
  source: z.array(z.looseObject({ name: z.string(), before: declaration.nullable(), after: declaration.nullable() })),
  claims: z.array(
    z.looseObject({
      ...{ id: z.string(), says: z.string(), change: diffChange },
      ...{ base: diffSide.nullable(), changed: diffSide.nullable() },
    }),
  ),
  untouched: count,
  assumptions: z.array(
    z.looseObject({
      ...{ id: z.string(), change: diffChange },
      ...{ base: z.array(words).nullable(), changed: z.array(words).nullable() },
      ...{ nowNeeded: words, noLongerNeeded: words },
    }),
  ),
  frontiers: z.array(
    z.looseObject({
      ...{ id: z.string(), change: diffChange },
      ...{ base: diffFrontierSide.nullable(), changed: diffFrontierSide.nullable(), lost: count, gained: count },
    }),
  ),
  summary: z.looseObject({ changed: count, open: count, seconds, interrupted: z.boolean(), exitCode: count }),
});
