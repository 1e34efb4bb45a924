/** From the ids and files of a command line to what is to be decided. */

import { resolve } from 'node:path';
import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import type { AnyClaim, AnyFrontier, AnyLattice, AnyTheorem } from '../language/theorem.ts';
import { claimIds, type Registry } from './registry.ts';
import { isFile, loadTheorems } from './user-module.ts';

export interface Selection {
  readonly theorem: AnyTheorem;
  readonly claims: readonly AnyClaim[];
  readonly frontiers: readonly AnyFrontier[];
  readonly lattices: readonly AnyLattice[];
  /** The user's file that the theorem comes from, as the command line names it; null for the registry's own. */
  readonly file: string | null;
}

const readings: Readonly<Record<string, string>> = {
  literal: 'literal',
  repaired: 'repaired',
  necessary: 'necessary',
  necessity: 'necessary',
  witness: 'witness',
  witnesses: 'witness',
  conformance: 'conformance',
};

function wholeOf(theorem: AnyTheorem): Selection {
  const { claims, frontiers, lattices } = theorem;
  return { theorem, claims, frontiers, lattices, file: null };
}

/** What `part` of an item names: one claim, frontier or lattice by its id, or all claims of a reading. */
function partOf(theorem: AnyTheorem, part: string): Selection | undefined {
  const named = <T extends { readonly id: string }>(members: readonly T[]): readonly T[] =>
    members.filter(({ id }) => id === part);
  const selection: Selection = {
    theorem,
    claims: named(theorem.claims),
    frontiers: named(theorem.frontiers),
    lattices: named(theorem.lattices),
    file: null,
  };
  if (sizeOf(selection) > 0) return selection;
  if (part === 'frontier') return { ...selection, frontiers: theorem.frontiers };
  const reading = readings[part];
  return reading === undefined
    ? undefined
    : { ...selection, claims: theorem.claims.filter((claim) => claim.reading === reading) };
}

function sizeOf({ claims, frontiers, lattices }: Selection): number {
  return claims.length + frontiers.length + lattices.length;
}

function unknownId(id: string, registry: Registry): never {
  const known = [
    ...registry.items.map((item) => item.id),
    ...registry.theorems.flatMap((theorem) => [theorem.item, ...claimIds(theorem)]),
  ];
  throw new Problem('PL-201', {
    place: id,
    expected: 'an item, claim or reading',
    ...didYouMean(id, [...new Set(known)]),
  });
}

function select(id: string, registry: Registry): Selection {
  const owner = registry.theorems.find(({ item }) => id === item || id.startsWith(`${item}/`));
  if (owner !== undefined) {
    const part = id.slice(owner.item.length + 1);
    return part === '' ? wholeOf(owner) : (partOf(owner, part) ?? unknownId(id, registry));
  }
  if (!registry.items.some((item) => item.id === id)) return unknownId(id, registry);
  const decided = registry.theorems.map(({ item }) => item).join(', ');
  throw new Problem('PL-208', { place: id, found: 'no claim yet', hint: `items with claims: ${decided || 'none'}` });
}

/** Joins selections of the same theorem, in the order of the theorem. */
function merged(selections: readonly Selection[], files: Files): readonly Selection[] {
  const theorems = [...new Set(selections.map(({ theorem }) => theorem))];
  return theorems.map((theorem) => {
    const own = selections.filter((selection) => selection.theorem === theorem);
    return {
      theorem,
      claims: theorem.claims.filter((claim) => own.some(({ claims }) => claims.includes(claim))),
      frontiers: theorem.frontiers.filter((frontier) => own.some(({ frontiers }) => frontiers.includes(frontier))),
      lattices: theorem.lattices.filter((lattice) => own.some(({ lattices }) => lattices.includes(lattice))),
      file: files.get(theorem) ?? null,
    };
  });
}

/** The file that each of the user's theorems comes from. */
type Files = ReadonlyMap<AnyTheorem, string>;

type WithFiles = Registry & { readonly files: Files };

interface FilePart {
  readonly file: string;
  readonly part: string;
}

/** A registry in which the theorems of the user's files come first. */
export async function withFiles(registry: Registry, files: readonly string[], cwd: string): Promise<WithFiles> {
  const loaded = new Map<AnyTheorem, string>();
  for (const file of files) for (const theorem of await loadTheorems(file, cwd)) loaded.set(theorem, file);
  return { ...registry, theorems: [...loaded.keys(), ...registry.theorems], files: loaded };
}

/** A part of the theorems of a file, as `theorem.ts/repaired` names one. */
const partOfFile = /^(?<file>.+\.[cm]?[jt]s)\/(?<part>.+)(?<!\.[cm]?[jt]s)$/;

/** What a part of a file names: a claim, frontier, lattice or reading of one of its theorems. Throws PL-201. */
function selectPart(
  target: string,
  { file, part }: FilePart,
  { theorems, files }: WithFiles,
  cwd: string,
): readonly Selection[] {
  const own = theorems.filter((theorem) => resolve(cwd, files.get(theorem) ?? '') === resolve(cwd, file));
  const found = own.flatMap((theorem) => {
    const ofItem = part.startsWith(`${theorem.item}/`) ? part.slice(theorem.item.length + 1) : part;
    return partOf(theorem, ofItem) ?? [];
  });
  if (found.length > 0) return found;
  const known = own.flatMap((theorem) =>
    [...theorem.claims, ...theorem.frontiers, ...theorem.lattices].map(({ id }) => `${file}/${id}`),
  );
  throw new Problem('PL-201', { place: target, expected: 'an item, claim or reading', ...didYouMean(target, known) });
}

/**
 * What the arguments name; everything if there are none. A file stands for all its theorems, unless an id beside it or behind it names
 * a part of one. Throws PL-201 for an unknown id and PL-208 for an item without claims.
 */
export async function selectionOf(
  targets: readonly string[],
  registry: Registry,
  cwd: string,
): Promise<readonly Selection[]> {
  if (targets.length === 0) return registry.theorems.map(wholeOf);
  const parts = new Map(
    targets.flatMap((target) => {
      const { file, part } = partOfFile.exec(target)?.groups ?? {};
      return file === undefined || part === undefined ? [] : [[target, { file, part }] as const];
    }),
  );
  const whole = targets.filter((target) => isFile(target) && !parts.has(target));
  const files = [...new Set([...whole, ...[...parts.values()].map(({ file }) => file)])];
  const all = await withFiles(registry, files, cwd);
  const ids = targets.filter((target) => !isFile(target) && !parts.has(target));
  const byPart = [...parts].flatMap(([target, part]) => selectPart(target, part, all, cwd));
  const byId = [...ids.map((id) => select(id, all)), ...byPart];
  const loaded = all.theorems.slice(0, all.theorems.length - registry.theorems.length);
  const others = loaded.filter((theorem) => !byId.some((selection) => selection.theorem === theorem)).map(wholeOf);
  return merged([...others, ...byId], all.files);
}
