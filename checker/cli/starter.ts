/** What `plumbline init` can start from: each system with the theorem that asks most of it. */

import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import type { AnyTheorem } from '../language/theorem.ts';
import type { Registry, RegistryItem } from './registry.ts';

export interface Starter {
  readonly system: string;
  readonly says: string;
  readonly theorem: AnyTheorem;
  /** The theorem's file, and that of the item's machine, from the package's root. */
  readonly proof: string;
  readonly machine: string | null;
}

function stemOf({ machine }: RegistryItem): string | undefined {
  return machine?.split('/').at(-1)?.replace(/\.ts$/, '');
}

/** One starter a system, in the order of the theorems. */
export function startersOf({ items, theorems }: Registry): readonly Starter[] {
  const best = new Map<string, Starter & { readonly claims: number }>();
  for (const theorem of theorems) {
    const item = items.find(({ id }) => id === theorem.item);
    if (item === undefined || item.proof === null) continue;
    for (const system of new Set(theorem.claims.map((claim) => claim.system))) {
      const { name, says } = system;
      const claims = theorem.claims.filter((claim) => claim.system === system).length;
      if (claims <= (best.get(name)?.claims ?? 0)) continue;
      best.set(name, { system: name, says, theorem, proof: item.proof, machine: item.machine, claims });
    }
  }
  return [...best.values()];
}

/**
 * The starter that a word names: a system, the file of an item's machine without its ending, or an item's id. Throws PL-201, which lists
 * the systems.
 */
export function starterFor(registry: Registry, word: string): Starter {
  const starters = startersOf(registry);
  const items = registry.items.filter((item) => item.id === word || stemOf(item) === word);
  const found =
    starters.find(({ system }) => system === word) ??
    starters.find(({ theorem }) => items.some(({ id }) => id === theorem.item));
  if (found !== undefined) return found;
  const known = starters.map(({ system }) => system);
  throw new Problem('PL-201', {
    place: `--from ${word}`,
    expected: `one of ${known.join(', ')}`,
    ...didYouMean(word, known),
  });
}
