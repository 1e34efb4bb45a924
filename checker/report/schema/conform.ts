/** What `conform`, `report` and `list` print. */

import { z } from 'zod';
import type { ConformDocument, ReportDocument } from '../document/conform.ts';
import type { ListDocument } from '../document/list.ts';
import { count, version, words } from './plain.ts';

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
