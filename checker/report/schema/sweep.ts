/** What `frontier` and `assumptions` print. */

import { z } from 'zod';
import type {
  AssumptionListDocument,
  AssumptionsDocument,
  FrontierDocument,
  FrontiersDocument,
} from '../document/sweep.ts';
import { count, seconds, verdict, version, words } from './plain.ts';
import { trace } from './trace.ts';

const frontierFields = {
  schemaVersion: version,
  id: z.string(),
  item: z.string(),
  says: z.string(),
  goal: z.string(),
  system: z.string(),
  instance: z.string(),
  over: z.record(z.string(), z.array(z.number())),
  fixed: z.record(z.string(), z.union([z.boolean(), z.number()])),
  without: words,
  points: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  formula: z.string().nullable(),
  separates: z.boolean(),
  expected: z.string(),
  met: z.boolean(),
  misses: words,
  seconds,
};

const frontier: z.ZodType<FrontierDocument> = z.looseObject(frontierFields);

const frontiers: z.ZodType<FrontiersDocument> = z.looseObject({
  schemaVersion: version,
  item: z.string(),
  frontiers: z.array(frontier),
});

/** One frontier stands alone; several stand in a list. */
export const frontierSchema: z.ZodType<FrontierDocument | FrontiersDocument> = z.union([frontier, frontiers]);

const assumptions: z.ZodType<AssumptionsDocument> = z.looseObject({
  schemaVersion: version,
  id: z.string(),
  item: z.string(),
  says: z.string(),
  goal: z.string(),
  instance: z.string(),
  hypotheses: words,
  minimalSufficient: z.array(words),
  maximalInsufficient: z.array(z.looseObject({ holding: words, dropped: words, trace, pair: trace.nullable() })),
  checked: count,
  pruned: count,
  undecided: verdict.nullable(),
  met: z.boolean(),
  misses: words,
  seconds,
});

/** One lattice stands alone; of several the first does, with all of them beside it. */
export const assumptionsSchema: z.ZodType<AssumptionsDocument | AssumptionListDocument> = z.intersection(
  assumptions,
  z.looseObject({ lattices: z.array(assumptions).optional() }),
) as z.ZodType<AssumptionsDocument | AssumptionListDocument>;
