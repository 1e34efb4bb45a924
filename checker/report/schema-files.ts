/** The published JSON Schemas, one a document, made from the zod schemas. */

import { z } from 'zod';
import { assumptionsSchema, checkSchema, frontierSchema, listSchema } from './schema.ts';

const documents: Readonly<Record<string, z.ZodType>> = {
  check: checkSchema,
  list: listSchema,
  frontier: frontierSchema,
  assumptions: assumptionsSchema,
};

/** File names with their contents, as they stand in `schemas/`. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const files = Object.entries(documents).map(([name, schema]): [string, string] => {
    const described = { title: `plumbline ${name} --format json`, ...z.toJSONSchema(schema) };
    return [`${name}.schema.json`, `${JSON.stringify(described, null, 2)}\n`];
  });
  return Object.fromEntries(files);
}
