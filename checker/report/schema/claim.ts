/** A claim with its result, and the documents of `check`. */

import { z } from 'zod';
import type { RunLine } from '../ci/ndjson.ts';
import type { CheckDocument, ClaimDocument, ObservedDocument, SampleDocument } from '../document/claim.ts';
import { game } from './game.ts';
import { amounts, count, json, problem, seconds, share, verdict, version, words } from './plain.ts';
import { divergence, part, trace } from './trace.ts';

const observed: z.ZodType<ObservedDocument> = z.looseObject({
  observations: count,
  secrets: count,
  shown: z.looseObject({ observation: json, secrets: z.array(json) }).nullable(),
});

const sample: z.ZodType<SampleDocument> = z.looseObject({
  form: z.enum(['runs', 'rate']),
  seed: z.string().regex(/^0x[0-9a-f]+$/),
  runs: count,
  asked: count,
  steps: count.nullable(),
  clean: count.nullable(),
  bound: share.nullable(),
  ruleOfThree: share.nullable(),
  found: count.nullable(),
  settings: z.looseObject({ drawn: count, unsafe: count, confirmed: count }).nullable(),
  at: z.record(z.string(), z.number()).nullable(),
  successes: count.nullable(),
  interval: z.tuple([share, share]).nullable(),
  confidence: share.nullable(),
  relation: z.enum(['equals', 'atMost']).nullable(),
  formula: share.nullable(),
});

export const claim: z.ZodType<ClaimDocument> = z.looseObject({
  id: z.string(),
  item: z.string(),
  reading: z.enum(['literal', 'repaired', 'necessary', 'witness', 'conformance', 'frontier']),
  kind: z.enum([
    ...(['always', 'reachable', 'leadsTo', 'eventually', 'cheapest', 'refines'] as const),
    ...(['enforceable', 'determines', 'conceals', 'sampled'] as const),
  ]),
  says: z.string(),
  property: z.string(),
  system: z.string(),
  instance: z.string(),
  parameters: z.record(z.string(), z.number()),
  powers: z.record(z.string(), z.union([z.literal(true), z.number()])),
  without: words,
  expected: verdict,
  verdict,
  met: z.boolean(),
  misses: words,
  vacuous: words,
  states: count,
  transitions: count,
  depth: count,
  frontier: count,
  seconds,
  peakBytes: count,
  limit: z.string().nullable(),
  diskBytes: count,
  reduction: z
    .looseObject({
      kind: z.enum(['order', 'symmetry']),
      watched: words,
      alike: z.array(words),
      unlike: z.array(z.looseObject({ group: z.string(), because: z.string() })),
    })
    .nullable(),
  omission: z
    .looseObject({
      store: z.enum(['hash', 'bitstate']),
      bits: count,
      filled: share.nullable(),
      chance: share,
      seed: z.string().regex(/^0x[0-9a-f]+$/),
    })
    .nullable(),
  problem,
  coverage: z.looseObject({
    events: z.record(z.string(), count),
    neverFired: words,
    guards: z.record(z.string(), z.looseObject({ passed: count, refused: count })),
    oneSided: words,
    components: z.record(z.string(), z.object({ states: count, entries: count })),
    idle: z.array(
      z.looseObject({
        part: z.string(),
        what: z.string(),
        always: z.string().nullable(),
        because: z.string().nullable(),
      }),
    ),
    untaken: words,
  }),
  rechecked: count,
  parts: z.array(part),
  trace: trace.nullable(),
  further: z.array(z.looseObject({ trace, parts: z.array(part) })),
  missing: z
    .looseObject({
      lattice: z.string(),
      oneOf: z.array(z.array(z.looseObject({ name: z.string(), says: z.string() }))),
    })
    .nullable(),
  region: z
    .looseObject({
      over: z.record(z.string(), z.array(z.number())),
      points: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
      formula: z.string().nullable(),
      separates: z.boolean(),
    })
    .nullable(),
  divergence: divergence.nullable(),
  pair: trace.nullable(),
  game: game.nullable(),
  observed: observed.nullable(),
  cover: z
    .looseObject({
      ...{ states: count, transitions: count, refusals: count, paths: count, steps: count },
      ...{ components: words, declared: count, untaken: words },
    })
    .nullable(),
  sample: sample.nullable(),
  price: z.number().nonnegative().nullable(),
  mix: amounts,
});

const runSummary = z.looseObject({ claims: count, met: count, seconds, interrupted: z.boolean(), exitCode: count });

/** A line of `--format ndjson`. */
export const runLineSchema: z.ZodType<RunLine> = z.discriminatedUnion('event', [
  z.looseObject({
    event: z.literal('start'),
    schemaVersion: version,
    tool: z.looseObject({ name: z.string(), version: z.string() }),
    command: z.string(),
    node: z.string(),
    seed: z.string().regex(/^0x[0-9a-f]+$/),
  }),
  z.looseObject({ event: z.literal('claim'), claim }),
  z.looseObject({ event: z.literal('end'), summary: runSummary }),
]);

export const checkSchema: z.ZodType<CheckDocument> = z.looseObject({
  schemaVersion: version,
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  command: z.string(),
  node: z.string(),
  seed: z.string().regex(/^0x[0-9a-f]+$/),
  claims: z.array(claim),
  summary: z.looseObject({ claims: count, met: count, seconds, interrupted: z.boolean(), exitCode: count }),
});
