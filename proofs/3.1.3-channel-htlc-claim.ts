/** What the claims about channels whose states carry HTLCs have in common. */

import type { Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation, Reading } from '../checker/language/theorem.ts';
import { type HtlcChannelView, htlcChannelSystem as system } from '../model/systems/htlc-channel.ts';
import { htlcPayoff } from './3.1.3-channel-htlc-goals.ts';
import { expectation } from './3.1.3-claim.ts';

const powers = { order: true, overdraw: true, equivocate: true } as const;
export const adversary: Setting = { powers: { ...powers, censor: 1 } };
export const penalty = 'channel-htlc-penalty';

/** One HTLC of B’s, which is enough for most attacks. */
export const lean = { balanceA: 0, updates: 1 };
/** One HTLC of either. */
export const short = { updates: 1 };

export interface Choice {
  readonly reading?: Reading;
  readonly property?: Property<HtlcChannelView>;
  readonly verdict?: Expectation['verdict'];
  readonly instance?: string;
}

/** A claim about a channel whose states carry HTLCs; unless told otherwise a literal one, refuted at its instance. */
export function claim(id: string, says: string, setting: Setting, choice: Choice = {}): Claim<HtlcChannelView> {
  const { reading = 'literal', property = htlcPayoff, verdict = 'violated', instance = 'channel-htlc' } = choice;
  return { id, reading, says, system, property, instance, setting, expect: expectation(id, verdict) };
}
