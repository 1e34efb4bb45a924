/** Transitions of the machines that no claim of a theorem about an implementation replays. */

import type { ClaimResult } from '../../checker/verdict/claims.ts';

/**
 * Those that every claim leaves out, in order. A new one is replayed by a claim at another setting, or gets its reason in `unreplayed` of
 * the theorem's file; a reason for one that is replayed is taken out.
 */
export function untakenBy(results: readonly ClaimResult[]): readonly string[] {
  const [first, ...others] = results.map(({ cover }) => cover?.untaken ?? []);
  // A claim about fewer components says nothing of the rest.
  const named = new Set([first, ...others].flatMap((untaken) => untaken ?? []));
  return [...named].filter((one) => results.every(({ cover }) => !takes(cover, one))).sort();
}

function takes(cover: ClaimResult['cover'], transition: string): boolean {
  if (cover === null || cover.untaken.includes(transition)) return false;
  const [component] = transition.split(' ');
  return cover.components.includes(component as string);
}
