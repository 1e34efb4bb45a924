/** What `attack` prints and reads. */

import { z } from 'zod';
import type { AttackDocument, AttacksDocument } from '../document/attack.ts';
import { amounts, count, problem, seconds, verdict, version, words } from './plain.ts';
import { trace } from './trace.ts';

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
