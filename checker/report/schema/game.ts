/** How a game stands, and the strategy that `--out` writes. */

import { z } from 'zod';
import type { GameDocument, StrategyDocument } from '../document/game.ts';
import { count, json, version, words } from './plain.ts';
import { move } from './trace.ts';

export const game: z.ZodType<GameDocument> = z.looseObject({
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
