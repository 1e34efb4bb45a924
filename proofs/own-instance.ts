/** Claims that a run at a larger size leaves where they are, each with the reason. */

import type { Claim } from '../checker/language/theorem.ts';

/** An attack or a witness whose powers are just enough for the parameters of its instance. */
export const measured = 'its powers are measured for the parameters of its instance';

/** A property that says how much of a power is there: with more of it, or less, it says something false of another system. */
export const counted = 'its property counts what its powers grant';

/** The same claims, of which those that are named stay at their instances. Throws RangeError for an id that there is none of. */
export function staying<V>(
  claims: readonly Claim<V>[],
  reasons: Readonly<Record<string, string>>,
): readonly Claim<V>[] {
  const unknown = Object.keys(reasons).find((id) => !claims.some((claim) => claim.id === id));
  if (unknown !== undefined) throw new RangeError(`expected the id of a claim, got ${unknown}`);
  return claims.map((claim) => {
    const onlyHere = reasons[claim.id];
    return onlyHere === undefined ? claim : { ...claim, onlyHere };
  });
}
