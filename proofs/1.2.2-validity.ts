/**
 * Property 1.2.2, the other half: what is final is the fold of the transition function, over a rollup seen whole (`model/systems/layer2.ts`).
 *
 * Agreement and validity are asked in the same two settings. With nobody to challenge, everybody reads the same final batches and a wrong
 * state is confirmed over them; with reorganisations deeper than finality, every confirmed state is right and what was final is
 * replaced. So neither implies the other, and Theorem 2.1.2 is about the second.
 */

import { given } from '../checker/language/antecedent.ts';
import { always, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation, Lattice } from '../checker/language/theorem.ts';
import { confirmedCount, isCorrectAfter, placeOfMine } from '../model/1.1.1-layer2-system.ts';
import { type Layer2View, layer2 as system } from '../model/systems/layer2.ts';

const instance = 'rollup';

const confirmedIsCorrect: Property<Layer2View> = always(
  'confirmed-is-correct',
  'The state that is confirmed is the one that the transition function gives.',
  ({ contract: { context } }) =>
    isCorrectAfter(context.batches, confirmedCount(context.batches)) || { fails: 'a wrong state is confirmed' },
);

const finalStands: Property<Layer2View> = always(
  'final-stands',
  'A transaction that was final on L1 keeps its place.',
  ({ contract: { context } }) => given('it was final on L1', context.ever.l1Final, () => placeOfMine(context) >= 0),
);

const attacks = { cheat: true, equivocate: true } as const;
const unchallenged: Setting = { powers: { ...attacks, absent: true, reorg: 1 } };
const reorganised: Setting = { powers: { ...attacks, reorg: 2 } };

function claim(
  id: string,
  reading: Claim<Layer2View>['reading'],
  says: string,
  property: Property<Layer2View>,
  setting: Setting,
  expect: Expectation,
): Claim<Layer2View> {
  return { id, reading, says, system, property, instance, setting, expect };
}

export const validityClaims: readonly Claim<Layer2View>[] = [
  claim(
    'wrong-and-agreed-on',
    'literal',
    'Too weak: nobody challenges, no final block is replaced, so that all observers agree…',
    finalStands,
    unchallenged,
    { verdict: 'exhausted', states: 2544, transitions: 10294, depth: 11 },
  ),
  claim('agreed-on-and-wrong', 'literal', '… on a state that is wrong.', confirmedIsCorrect, unchallenged, {
    verdict: 'violated',
    states: 412,
    transitions: 1078,
    depth: 4,
    steps: 4,
  }),
  claim(
    'right-and-replaced',
    'repaired',
    'Validity needs no agreement: final blocks are replaced, and what is confirmed is right.',
    confirmedIsCorrect,
    reorganised,
    { verdict: 'exhausted', states: 3252, transitions: 15308, depth: 14 },
  ),
  claim(
    'replaced-and-right',
    'necessary',
    'Dropped, of agreement: final is final. Reorganisations are one block deeper than finality.',
    finalStands,
    reorganised,
    { verdict: 'violated', states: 119, transitions: 276, depth: 3, steps: 3 },
  ),
];

export const validityLattice: Lattice<Layer2View> = {
  id: 'assumptions-validity',
  says: 'What does it need that no wrong state is confirmed?',
  system,
  goal: confirmedIsCorrect,
  instance,
  setting: { powers: { equivocate: true } },
  hypotheses: {
    honestClaims: { says: 'nobody claims a wrong state', dropped: { powers: { cheat: true } } },
    present: { says: 'somebody honest checks and challenges', dropped: { powers: { absent: true } } },
    boundedCensorship: { says: 'fewer blocks censor than the window has (K < C)', dropped: { powers: { censor: 1 } } },
    finalIsFinal: { says: 'no reorganisation reaches a final block', dropped: { powers: { reorg: 2 } } },
  },
  expect: { minimalSufficient: [['honestClaims'], ['present', 'boundedCensorship']] },
};
