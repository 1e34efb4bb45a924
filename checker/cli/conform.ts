/**
 * `plumbline conform`: a Markdown specification held to the machines and claims, statement by statement.
 *
 * Without further arguments the items of the registry cover it, and their statements are the text that was verified. With theorem files
 * those cover it, by their items, and nothing else does. A lock beside the document takes precedence. Exit codes: 0 if every statement is
 * covered and as verified, 1 if one is not covered, was changed or is gone, 3 if one was never verified.
 */

import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Problem } from '../language/problem.ts';
import { conformText } from '../report/conform-text.ts';
import type { ConformDocument, ConformedItem } from '../report/document/conform.ts';
import { type Sheet, withoutColour } from '../report/sheet.ts';
import { type NumberedItem, numberedItems, statementHash } from '../source/numbered-items.ts';
import { lockName, lockWith, readLock } from '../source/statement-lock.ts';
import { exitCode } from './exit-code.ts';
import { claimIds, type RegistryItem } from './registry.ts';
import { withFiles } from './selection.ts';
import { checkWritable, deliver, type Session, save, say } from './session.ts';
import { quoted } from './words.ts';

/** Statements that a claim decides; the others say what words mean, and a machine is enough. */
const decided: ReadonlySet<string> = new Set([
  'property',
  'theorem',
  'lemma',
  'proposition',
  'corollary',
  'invariant',
  'requirement',
]);

interface Covering {
  readonly item: Pick<RegistryItem, 'machine' | 'proof'> & { readonly statement: string | null };
  readonly claims: readonly string[];
}

async function coverings(session: Session, files: readonly string[]): Promise<ReadonlyMap<string, Covering>> {
  const { registry, io } = session;
  const all = await withFiles(registry, files, io.cwd);
  if (files.length > 0) {
    return new Map(
      [...all.files].map(([theorem, file]) => [
        theorem.item,
        { item: { machine: null, proof: file, statement: null }, claims: claimIds(theorem) },
      ]),
    );
  }
  return new Map(
    registry.items.map((item) => {
      const theorem = registry.theorems.find((one) => one.item === item.id);
      return [item.id, { item, claims: theorem === undefined ? [] : claimIds(theorem) }];
    }),
  );
}

function conformed(item: NumberedItem, covering: Covering | undefined, verified: string | undefined): ConformedItem {
  const { id, kind, name, line, statement } = item;
  const { machine = null, proof = null } = covering?.item ?? {};
  const claims = covering?.claims ?? [];
  const needsClaim = decided.has(kind);
  const coverage = claims.length > 0 ? 'claims' : machine !== null ? 'machine' : 'none';
  const hash = statementHash(statement);
  return {
    ...{ id, kind, name, line, hash, machine, proof, claims, coverage, needsClaim },
    isCovered: coverage === 'claims' || (coverage === 'machine' && !needsClaim),
    text: verified === undefined ? 'unknown' : verified === hash ? 'verified' : 'changed',
  };
}

export async function conform(session: Session, targets: readonly string[]): Promise<number> {
  const { io, options, page } = session;
  const [spec = '', ...files] = targets;
  const path = resolve(io.cwd, spec);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem('PL-301', { place: spec, found: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
  const numbered = numberedItems(text, spec);
  const covered = await coverings(session, files);
  const lockPath = join(dirname(path), lockName);
  const lock = readLock(lockPath);
  const locked = lock?.documents[basename(path)];
  checkWritable(session);
  const update = options.update === true;
  const verifiedOf = (id: string, hash: string): string | undefined => {
    if (update) return hash;
    if (locked !== undefined) return locked[id]?.statement;
    const statement = covered.get(id)?.item.statement;
    return statement == null ? undefined : statementHash(statement);
  };
  const items = numbered.map((item) =>
    conformed(item, covered.get(item.id), verifiedOf(item.id, statementHash(item.statement))),
  );
  // Only what is covered can have been held to claims.
  const hashes = new Map(items.filter(({ isCovered }) => isCovered).map(({ id, hash }) => [id, hash]));
  if (update) save(session, lockPath, lockWith(lock, basename(path), hashes));
  const gone = update ? [] : Object.keys(locked ?? {}).filter((id) => !numbered.some((item) => item.id === id));
  const summary = {
    items: items.length,
    missing: items.filter(({ isCovered }) => !isCovered).length,
    changed: items.filter(({ text }) => text === 'changed').length,
    unknown: items.filter(({ text }) => text === 'unknown').length,
  };
  const code =
    summary.missing + summary.changed + gone.length > 0
      ? exitCode.unexpected
      : summary.unknown > 0
        ? exitCode.unestablished
        : exitCode.ok;
  const command = ['plumbline', 'conform', ...targets, ...(update ? ['--update'] : [])].map(quoted).join(' ');
  const document: ConformDocument = {
    ...{ schemaVersion: 1, command, spec, items, gone, summary },
    updated: update ? relative(io.cwd, lockPath) : null,
    exitCode: code,
  };
  const told = (on: Sheet): string => `${on.paint.dim(command)}\n\n${conformText(on, document)}`;
  say(session, told(page));
  deliver(session, document, told(withoutColour(page)));
  return code;
}
