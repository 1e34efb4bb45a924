/**
 * What `--instance small|medium|large` means for a run of many claims: everything at that size.
 *
 * An instance is as large as its name says (`medium`, `hop-medium`), and small where it says nothing. A claim of a smaller instance
 * moves up to the one of its family, where the theorem has it and nothing ties the claim to its own; a claim of a larger one is left
 * out. A claim that is named by its own id runs at whatever instance is asked for.
 */

import type { AnyClaim, AnyFrontier, AnyTheorem } from '../language/theorem.ts';
import type { Selection } from './selection.ts';

const sizes: readonly string[] = ['small', 'medium', 'large'];

export function isSize(instance: string | undefined): instance is string {
  return instance !== undefined && sizes.includes(instance);
}

function partsOfName(instance: string): { readonly family: string; readonly size: number } {
  const size = sizes.findIndex((name) => instance === name || instance.endsWith(`-${name}`));
  if (size < 0) return { family: `${instance}-`, size: 0 };
  return { family: instance.slice(0, instance.length - (sizes[size] as string).length), size };
}

/** Whether the instance is larger than the size. */
function isLarger(instance: string, size: string): boolean {
  return partsOfName(instance).size > sizes.indexOf(size);
}

/** Whether the theorem has something to decide at the size without moving anything down. */
export function hasSize({ instances }: AnyTheorem, size: string): boolean {
  return Object.keys(instances).some((name) => partsOfName(name).size === sizes.indexOf(size));
}

/** The instance to which a claim moves at a size; undefined where it runs as it is written. */
function instanceAtSize({ instances }: AnyTheorem, claim: AnyClaim, size: string): string | undefined {
  const moved = `${partsOfName(claim.instance).family}${size}`;
  return claim.onlyHere === undefined && moved !== claim.instance && Object.hasOwn(instances, moved)
    ? moved
    : undefined;
}

/** The selections without what is larger than the size, unless it is named, and how many claims and frontiers that leaves out. */
export function atMost(
  size: string,
  selections: readonly Selection[],
  isNamed: (id: string) => boolean,
): { readonly selections: readonly Selection[]; readonly leftOut: number } {
  let leftOut = 0;
  const kept = selections.map((selection) => {
    const fits = <T extends { readonly id: string; readonly instance: string }>(parts: readonly T[]): readonly T[] =>
      parts.filter(({ id, instance }) => {
        const isKept = isNamed(`${selection.theorem.item}/${id}`) || !isLarger(instance, size);
        if (!isKept) leftOut++;
        return isKept;
      });
    return { ...selection, claims: fits(selection.claims), frontiers: fits(selection.frontiers) };
  });
  return { selections: kept, leftOut };
}

/** The instance at which something runs that is written for another; undefined where it runs as it is written. */
export function instanceAskedFor(
  theorem: AnyTheorem,
  part: AnyClaim | AnyFrontier,
  instance: string | undefined,
  isNamed: (id: string) => boolean,
): string | undefined {
  if (!isSize(instance) || isNamed(`${theorem.item}/${part.id}`)) return instance;
  // A sweep goes over values of its own.
  return 'property' in part ? instanceAtSize(theorem, part, instance) : undefined;
}
