/** Parts of a theorem that say something of another item too: the same claims, decided again under that item's name. */

import type { AnyClaim, AnyFrontier, AnyLattice, AnyTheorem } from '../checker/language/theorem.ts';

function named<T extends { readonly id: string }>(
  parts: readonly T[],
  ids: readonly string[],
  item: string,
): readonly T[] {
  return ids.map((id) => {
    const part = parts.find((one) => one.id === id);
    if (part === undefined) throw new RangeError(`expected a part of ${item}, got ${id}`);
    return part;
  });
}

export function selectedClaims({ claims, item }: AnyTheorem, ...ids: readonly string[]): readonly AnyClaim[] {
  return named(claims, ids, item);
}

export function selectedLattices({ lattices, item }: AnyTheorem, ...ids: readonly string[]): readonly AnyLattice[] {
  return named(lattices, ids, item);
}

export function selectedFrontiers({ frontiers, item }: AnyTheorem, ...ids: readonly string[]): readonly AnyFrontier[] {
  return named(frontiers, ids, item);
}

/** The theorem with the names of its instances made its own, for use beside another that has instances of the same names. */
export function withOwnInstances(theorem: AnyTheorem, prefix: string): AnyTheorem {
  const own = <T extends { readonly instance: string }>(parts: readonly T[]): readonly T[] =>
    parts.map((part) => ({ ...part, instance: `${prefix}-${part.instance}` }));
  return {
    ...theorem,
    instances: Object.fromEntries(
      Object.entries(theorem.instances).map(([name, instance]) => [`${prefix}-${name}`, instance]),
    ),
    claims: own(theorem.claims),
    lattices: own(theorem.lattices),
    frontiers: own(theorem.frontiers),
  };
}

/** The instances of a theorem that these parts run at. */
export function instancesFor(
  { instances }: AnyTheorem,
  parts: readonly { readonly instance: string }[],
): AnyTheorem['instances'] {
  return Object.fromEntries(
    Object.entries(instances).filter(([name]) => parts.some(({ instance }) => instance === name)),
  );
}
