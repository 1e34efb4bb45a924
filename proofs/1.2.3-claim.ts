/** The shape of the claims of Property 1.2.3, and what they grant the adversary. */

import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation, Reading } from '../checker/language/theorem.ts';
import { type AvailabilityView, dataAvailabilitySystem as system } from '../model/systems/data-availability.ts';
import { expected } from './1.2.3-expected.ts';

/** Everything that the repaired reading grants the adversary where data can be withheld. */
export const attacks = { late: true, withhold: true, favour: true, rogueChallenge: true } as const;
export const late: Setting = { powers: { late: true } };
export const pruned: Setting = { powers: { late: true, prune: true } };
export const colluding: Setting = { powers: { late: true, collude: true } };
/** Only the node challenges, and only what it lacks. */
export const demanded: Setting = { powers: { late: true, withhold: true } };
export const challenged: Setting = { powers: { ...attacks, congest: 1 } };

/** The expectation of a claim; `1.2.3-expected.ts` holds the numbers, one line a claim, each compared by every run. */
export function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

export interface Choice {
  readonly reading?: Reading;
  readonly verdict?: Expectation['verdict'];
}

export type OfSystem = Pick<Claim<AvailabilityView>, 'instance' | 'property'>;

/** A claim; unless told otherwise a literal one, refuted. */
export function claim(
  id: string,
  says: string,
  { instance, property }: OfSystem,
  setting: Setting = {},
  choice: Choice = {},
): Claim<AvailabilityView> {
  const { reading = 'literal', verdict = 'violated' } = choice;
  return { id, reading, says, system, property, instance, setting, expect: expectation(id, verdict) };
}
