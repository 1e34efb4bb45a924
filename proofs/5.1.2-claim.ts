/** The shape of the claims of Theorem 5.1.2, and what they grant the adversary. */

import type { Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation, Reading } from '../checker/language/theorem.ts';
import { type Layer2View, layer2 } from '../model/systems/layer2.ts';
import { expected } from './5.1.2-expected.ts';

/** What the adversary does in every run: whatever the assumptions do not exclude. */
const adversary = { cheat: true, equivocate: true } as const;
export const proved: Setting = { powers: adversary, parameters: { validity: 1 } };
export const disputed: Setting = { powers: adversary };

function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

export function claim(
  id: string,
  reading: Reading,
  says: string,
  property: Property<Layer2View>,
  setting: Setting,
  verdict: Expectation['verdict'] = 'violated',
): Claim<Layer2View> {
  const expect = expectation(id, verdict);
  return { id, reading, says, system: layer2, property, instance: 'small', setting, expect };
}

export function given(setting: Setting, more: Setting): Setting {
  return {
    ...setting,
    ...more,
    powers: { ...setting.powers, ...more.powers },
    parameters: { ...setting.parameters, ...more.parameters },
  };
}
