/** The JSON documents as zod schemas: what tests hold the output to, and what the published JSON Schemas are made from. */

import { z } from 'zod';
import { survivorGrounds } from '../language/survivor.ts';
import { mutationKinds } from '../source/mutation.ts';
import type { Json } from '../trace/itf-value.ts';
import type { RunLine } from './ci/ndjson.ts';
import type {
  AssumptionListDocument,
  AssumptionsDocument,
  AttackDocument,
  AttacksDocument,
  CheckDocument,
  ClaimDocument,
  ConformDocument,
  DiffClaimSide,
  DiffDocument,
  DivergenceDocument,
  FrontierDocument,
  FrontiersDocument,
  GameDocument,
  IncidentsDocument,
  ListDocument,
  MutateDocument,
  ObservedDocument,
  PartDocument,
  ReportDocument,
  SampleDocument,
  StrategyDocument,
  TraceDocument,
} from './document.ts';
import type { GraphDocument } from './graph.ts';
import type { TlaDocument } from './tla-document.ts';

const count = z.int().nonnegative();
const seconds = z.number().nonnegative();
const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
const words = z.array(z.string());
const verdict = z.enum(['exhausted', 'inductive', 'violated', 'bounded', 'sampled', 'failed']);
const version = z.literal(1);
const problem = z.looseObject({ code: z.string().regex(/^PL-\d{3}$/), message: z.string() }).nullable();
const amounts = z.record(z.string(), z.number().nonnegative());

const trace: z.ZodType<TraceDocument> = z.looseObject({
  steps: count,
  events: z.array(z.looseObject({ type: z.string(), owner: z.string(), payload: json, changes: z.array(json) })),
  loop: count.nullable(),
  first: json,
  last: json,
});

const part: z.ZodType<PartDocument> = z.looseObject({
  part: z.string(),
  holds: z.boolean(),
  because: z.string().nullable(),
});

const divergence: z.ZodType<DivergenceDocument> = z.looseObject({
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

const move = z.looseObject({ type: z.string(), owner: z.string(), payload: json });

const game: z.ZodType<GameDocument> = z.looseObject({
  by: words,
  driven: z.array(json),
  winning: count,
  starts: count,
  most: count.nullable(),
  replayed: count,
  replayedBy: z.enum(['xstate', 'kernel']),
  loss: z
    .looseObject({
      at: count,
      ending: z.enum(['out of reach', 'repeats', 'stands still']),
      gone: count.nullable(),
      choices: z.array(
        z.looseObject({
          at: count,
          move,
          outcome: z.enum(['too late', 'answered', 'out of reach', 'not enough']),
          answer: move.nullable(),
        }),
      ),
    })
    .nullable(),
});

export const strategySchema: z.ZodType<StrategyDocument> = z.looseObject({
  schemaVersion: version,
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  claim: z.string(),
  system: z.string(),
  instance: z.string(),
  parameters: z.record(z.string(), z.number()),
  powers: z.record(z.string(), z.union([z.literal(true), z.number()])),
  without: words,
  model: z.string(),
  side: z.enum(['player', 'opponent']),
  by: words,
  driven: z.array(json),
  positions: z.array(z.looseObject({ state: json, move: move.nullable(), most: count.nullable() })),
  omitted: count,
});

const observed: z.ZodType<ObservedDocument> = z.looseObject({
  observations: count,
  secrets: count,
  shown: z.looseObject({ observation: json, secrets: z.array(json) }).nullable(),
});

const share = z.number().min(0).max(1);

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

const claim: z.ZodType<ClaimDocument> = z.looseObject({
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
  cover: z.looseObject({ states: count, transitions: count, refusals: count, paths: count, steps: count }).nullable(),
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
  }),
});

const numbers = z.array(count);

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

export const conformSchema: z.ZodType<ConformDocument> = z.looseObject({
  schemaVersion: version,
  command: z.string(),
  spec: z.string(),
  items: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      line: count,
      hash: z.string(),
      machine: z.string().nullable(),
      proof: z.string().nullable(),
      claims: words,
      coverage: z.enum(['claims', 'machine', 'none']),
      needsClaim: z.boolean(),
      isCovered: z.boolean(),
      text: z.enum(['verified', 'changed', 'unknown']),
    }),
  ),
  gone: words,
  summary: z.looseObject({ items: count, missing: count, changed: count, unknown: count }),
  updated: z.string().nullable(),
  exitCode: count,
});

export const reportSchema: z.ZodType<ReportDocument> = z.looseObject({
  schemaVersion: version,
  command: z.string(),
  out: z.string(),
  files: words,
  claims: count,
  met: count,
  undecided: words,
  leftOut: words,
  exitCode: count,
});

export const listSchema: z.ZodType<ListDocument> = z.looseObject({
  schemaVersion: version,
  items: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      statement: z.string(),
      machine: z.string().nullable(),
      proof: z.string().nullable(),
      claims: words,
    }),
  ),
});

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

const turn = z.looseObject({ by: z.int(), mix: z.record(z.string(), count) });

const attack: z.ZodType<AttackDocument> = z.looseObject({
  schemaVersion: version,
  id: z.string(),
  item: z.string(),
  says: z.string(),
  goal: z.string(),
  system: z.string(),
  instance: z.string(),
  parameters: z.record(z.string(), z.number()),
  powers: z.record(z.string(), z.union([z.literal(true), z.number()])),
  without: words,
  verdict,
  met: z.boolean(),
  misses: words,
  repriced: amounts,
  price: z.number().nonnegative().nullable(),
  mix: amounts,
  times: z.record(z.string(), count),
  paid: z.array(z.number().nonnegative()),
  trace: trace.nullable(),
  sensitivity: z.array(
    z.looseObject({
      item: z.string(),
      prices: z.array(z.number().nonnegative()),
      range: z.tuple([z.int(), z.int()]),
      down: turn.nullable(),
      up: turn.nullable(),
    }),
  ),
  states: count,
  transitions: count,
  depth: count,
  seconds,
  limit: z.string().nullable(),
  problem,
});

/** One attack stands alone; several stand in a list. */
export const attackSchema: z.ZodType<AttackDocument | AttacksDocument> = z.union([
  attack,
  z.looseObject({ schemaVersion: version, item: z.string(), attacks: z.array(attack) }),
]);

/** A price list as a user writes it: what `attack --prices` reads. */
export const priceListSchema: z.ZodType<Readonly<Record<string, number>>> = amounts;

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

const decided = z.looseObject({ verdict, states: count });

export const incidentsSchema: z.ZodType<IncidentsDocument> = z.looseObject({
  schemaVersion: version,
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  command: z.string(),
  incidents: z.array(
    z.looseObject({
      ...{ id: z.string(), entry: z.string(), name: z.string(), year: z.int() },
      ...{ mechanism: z.string(), source: z.string(), system: z.string(), change: z.string() },
      ...{ property: z.string(), part: z.string(), claim: z.string(), sound: decided, broken: decided },
      ...{ caught: z.boolean(), steps: count.nullable(), expectedSteps: count, restored: z.boolean() },
      ...{ met: z.boolean(), misses: words, trace: trace.nullable() },
    }),
  ),
  summary: z.looseObject({ incidents: count, met: count, seconds, exitCode: count }),
});

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
