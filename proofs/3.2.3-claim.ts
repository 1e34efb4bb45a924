/** How a claim of Theorem 3.2.3 is put together. */

import type { Property } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import type { Claim, Expectation, Reading } from '../checker/language/theorem.ts';
import { type StateChannelView, stateChannelSystem } from '../model/systems/state-channel.ts';
import { expected } from './3.2.3-expected.ts';
import { composability } from './3.2.3-goals.ts';
import { adversary } from './3.2.3-hypotheses.ts';

/** The expectation of a claim; `3.2.3-expected.ts` holds the numbers, one line a claim, each compared by every run. */
function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps, price] = expected[id] ?? [0, 0, 0];
  return {
    verdict,
    states,
    transitions,
    depth,
    ...(steps === undefined ? {} : { steps }),
    ...(price === undefined ? {} : { price }),
  };
}

export interface Choice {
  readonly reading?: Reading;
  readonly system?: System<StateChannelView>;
  readonly property?: Property<StateChannelView>;
  readonly verdict?: Expectation['verdict'];
  readonly instance?: string;
  readonly unfired?: Readonly<Record<string, string>>;
}

const staysByDefault = { LEAVE: 'A leaves in the instances in which she may' };

/** A claim; unless told otherwise a literal one, refuted at the small instance. */
export function claim(id: string, says: string, setting: Setting, choice: Choice = {}): Claim<StateChannelView> {
  const { reading = 'literal', property = composability, verdict = 'violated', instance = 'small' } = choice;
  const unfired = instance === 'large' || instance === 'alone' ? {} : staysByDefault;
  return {
    id,
    reading,
    says,
    system: choice.system ?? stateChannelSystem,
    property,
    instance,
    setting: { ...setting, powers: { ...adversary.powers, ...setting.powers } },
    unfired: { ...unfired, ...choice.unfired },
    expect: expectation(id, verdict),
  };
}
