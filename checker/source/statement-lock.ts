/**
 * `plumbline.lock.json` beside a document: the text of each statement that somebody has held the claims to, by content hash.
 *
 * That claims are about a text no tool can see; a person says so, once, by `conform --update`. From then on a change of the text is seen.
 */

import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { Problem } from '../language/problem.ts';

export interface StatementLock {
  readonly lockVersion: 1;
  /** File names of documents in the lock's own folder, with their statements by id. */
  readonly documents: Readonly<Record<string, Readonly<Record<string, { readonly statement: string }>>>>;
}

export const statementLockSchema: z.ZodType<StatementLock> = z.strictObject({
  lockVersion: z.literal(1),
  documents: z.record(
    z.string(),
    z.record(z.string(), z.strictObject({ statement: z.string().regex(/^[0-9a-f]{16}$/) })),
  ),
});

export const lockName = 'plumbline.lock.json';

/** The lock of that path; null if there is none. Throws PL-343 for a file that is none. */
export function readLock(path: string): StatementLock | null {
  if (!existsSync(path)) return null;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Problem('PL-343', {
      place: path,
      expected: 'JSON',
      found: error instanceof Error ? error.message : String(error),
    });
  }
  const result = statementLockSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Problem('PL-343', {
    place: `${path}, ${issue?.path.map(String).join('.') ?? ''}`,
    found: issue?.message ?? 'another shape',
  });
}

/** The lock with the statements of one document replaced; its bytes, sorted, so that a change of one statement is a change of one line. */
export function lockWith(known: StatementLock | null, document: string, hashes: ReadonlyMap<string, string>): string {
  const statements = Object.fromEntries(
    [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, statement]) => [id, { statement }]),
  );
  const documents = Object.entries({ ...known?.documents, [document]: statements }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const lock: StatementLock = { lockVersion: 1, documents: Object.fromEntries(documents) };
  return `${JSON.stringify(lock, null, 2)}\n`;
}
