/** The published JSON Schemas, one a document, made from the zod schemas. */

import { z } from 'zod';
import { statementLockSchema } from '../source/statement-lock.ts';
import { attackSchema, priceListSchema } from './schema/attack.ts';
import { checkSchema, runLineSchema } from './schema/claim.ts';
import { conformSchema, listSchema, reportSchema } from './schema/conform.ts';
import { diffSchema } from './schema/diff.ts';
import { strategySchema } from './schema/game.ts';
import { incidentsSchema } from './schema/incidents.ts';
import { mutateSchema } from './schema/mutate.ts';
import { assumptionsSchema, frontierSchema } from './schema/sweep.ts';
import { graphSchema, tlaSchema } from './schema/tla.ts';

const documents: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  check: ['plumbline check --format json', checkSchema],
  'run-line': ['plumbline check --format ndjson, a line', runLineSchema],
  tla: ['plumbline tla --format json', tlaSchema],
  graph: ['plumbline export --format json', graphSchema],
  conform: ['plumbline conform --format json', conformSchema],
  lock: ['plumbline.lock.json, written by plumbline conform --update', statementLockSchema],
  report: ['plumbline report --format json', reportSchema],
  list: ['plumbline list --format json', listSchema],
  frontier: ['plumbline frontier --format json', frontierSchema],
  assumptions: ['plumbline assumptions --format json', assumptionsSchema],
  attack: ['plumbline attack --format json', attackSchema],
  diff: ['plumbline diff --format json', diffSchema],
  incidents: ['plumbline incidents --format json', incidentsSchema],
  mutate: ['plumbline mutate --format json', mutateSchema],
  strategy: ['the strategy of an enforceable claim, written by plumbline check --out', strategySchema],
  prices: ['plumbline attack --prices', priceListSchema],
};

/** File names with their contents, as they stand in `schemas/`. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const files = Object.entries(documents).map(([name, [title, schema]]): [string, string] => {
    const described = { title, ...z.toJSONSchema(schema) };
    return [`${name}.schema.json`, `${JSON.stringify(described, null, 2)}\n`];
  });
  return Object.fromEntries(files);
}
