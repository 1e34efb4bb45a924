/**
 * Direction 7.2 (Economic security models for various Layer 2 designs): what is decided so far.
 *
 * Theorem 5.2.2 prices the theft of one rollup's state. Here is what its formula leaves out, each as a claim:
 * - Liveness. A right claim is delayed by whoever stakes against it and loses slowly. With one challenge at a time the delay grows with every
 *   stake: confirmed within D blocks exactly if C + 2·T·N <= D for N stakes and challenges of two clocks of T blocks, the 2N law of the
 *   delay attack on Arbitrum's first protocol; with all challenges at once C + 2·T <= D whatever N is, the reason for its successor.
 * - Refunds. What a block of delay costs is the share of the stake that does not come back: nothing at all if the adversary wins on the other
 *   side of the challenge what she loses on this one.
 * - Amortisation. One censored window serves every rollup that shares it: the price of m thefts is the price of one, so no rollup is
 *   secured by a price of its own.
 *
 * - Resource ratio. What opponents lay out for each unit that they cost the honest, in disputes of 2.1.3 (`7.2-resource-ratio.ts`).
 *
 * Not decided: rewards of honest parties, bonds that grow with depth (each needs a price that depends on the state, and a price here is one
 * of an event), prices that depend on demand (which nobody has written down).
 */

import { always, cheapest, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
  type Frontier,
  type Reading,
} from '../checker/language/theorem.ts';
import type { OfBlock } from '../model/priced-window.ts';
import {
  type ConfirmationView,
  confirmationSystem,
  type SharedWindowView,
  sharedWindowSystem,
} from '../model/systems/confirmation.ts';
import { ratioClaims, ratioInstances } from './7.2-resource-ratio.ts';

const onTime: Property<ConfirmationView> = always(
  'confirmed-on-time',
  'The claim is confirmed within D blocks.',
  ({ claim }) => claim.context.waited <= claim.context.terms.deadline,
);

/** The stake of one opponent, of which a share comes back. */
const stake = 10;

function lateAt(share: number): Property<ConfirmationView> {
  return cheapest('late', 'The claim is not confirmed within D blocks.', onTime, { OPPOSE: stake * (1 - share) });
}

/** Every stake is somewhere: with her, placed, in a challenge, or lost. Without that the delay that it buys is no price. */
const stakesConserved: Property<ConfirmationView> = always(
  'stakes-conserved',
  'No stake is made or lost.',
  ({ claim: { context } }) => {
    const { stakes, waiting, running, slashed, terms, waited, age } = context;
    const isCounted = [stakes, waiting, slashed, age].every((count) => count >= 0) && waited <= terms.deadline + 1;
    return isCounted && stakes + waiting + running.length + slashed === terms.stakes;
  },
);

const theftOfAll: Property<SharedWindowView> = cheapest(
  'all-final',
  'The wrong claims of all rollups become final.',
  ({ windows }) => windows.every((window) => window.matches('final')),
  { CENSOR: ({ block }: OfBlock) => [1, 10][block] as number },
);

type Numbers = readonly [states: number, transitions: number, depth: number, steps?: number, price?: number];

function expectation(
  [states, transitions, depth, steps, price]: Numbers,
  verdict: Expectation['verdict'],
): Expectation {
  return {
    ...{ verdict, states, transitions, depth },
    ...(steps === undefined ? {} : { steps }),
    ...(price === undefined ? {} : { price }),
  };
}

const oneAtATime: Setting = { powers: { collude: true }, without: ['concurrent'] };
const atOnce: Setting = { powers: { collude: true } };

function delay(
  id: string,
  reading: Reading,
  says: string,
  property: Property<ConfirmationView>,
  setting: Setting,
  parameters: Readonly<Record<string, number>>,
  numbers: Numbers,
  verdict: Expectation['verdict'] = 'exhausted',
): Claim<ConfirmationView> {
  return {
    ...{ id, reading, says, system: confirmationSystem, property, instance: 'small' },
    setting: { ...setting, parameters },
    expect: expectation(numbers, verdict),
  };
}

function shared(id: string, says: string, m: number, numbers: Numbers): Claim<SharedWindowView> {
  return {
    ...{ id, reading: 'literal' as const, says, system: sharedWindowSystem, property: theftOfAll, instance: 'window' },
    setting: { powers: { censor: true }, parameters: { m } },
    expect: expectation(numbers, 'exhausted'),
  };
}

const claims: readonly AnyClaim[] = [
  delay(
    'one-at-a-time',
    'literal',
    'Three stakes, challenged one at a time: 13 blocks are not enough.',
    onTime,
    oneAtATime,
    { N: 3, D: 13 },
    [178, 273, 17, 17],
    'violated',
  ),
  delay(
    'one-at-a-time-law',
    'repaired',
    'C + 2·T·N = 14 blocks are.',
    onTime,
    oneAtATime,
    { N: 3, D: 14 },
    [178, 274, 17],
  ),
  delay(
    'at-once',
    'repaired',
    'All at once: C + 2·T = 6 blocks are, for five stakes.',
    onTime,
    atOnce,
    { N: 5, D: 6 },
    [273, 487, 14],
  ),
  delay(
    'at-once-tight',
    'necessary',
    'And 5 are not, for one.',
    onTime,
    atOnce,
    { N: 1, D: 5 },
    [23, 26, 7, 7],
    'violated',
  ),
  delay(
    'price-of-delay',
    'literal',
    'Nothing comes back: 11 blocks and more cost three stakes.',
    lateAt(0),
    oneAtATime,
    { N: 5, D: 10 },
    [475, 821, 19, 14, 30],
  ),
  delay(
    'price-with-half-back',
    'literal',
    'Half of each stake comes back.',
    lateAt(0.5),
    oneAtATime,
    { N: 5, D: 10 },
    [475, 821, 19, 14, 15],
  ),
  delay(
    'price-with-all-back',
    'literal',
    'All of it comes back: the delay is free.',
    lateAt(1),
    oneAtATime,
    { N: 5, D: 10 },
    [475, 821, 19, 14, 0],
  ),
  delay(
    'no-delay-at-once',
    'repaired',
    'All at once: that late is not to be had at any price.',
    lateAt(0),
    atOnce,
    { N: 5, D: 10 },
    [273, 487, 14],
  ),
  delay(
    'confirmed-against-all',
    'witness',
    'The claim is confirmed after every stake was slashed.',
    reachable(
      'all-slashed',
      'Confirmed, and every stake is lost.',
      ({ claim }) => claim.matches('confirmed') && claim.context.slashed === claim.context.terms.stakes,
    ),
    oneAtATime,
    { N: 3, D: 14 },
    [178, 274, 17, 8],
  ),
  delay(
    'stakes-conserved',
    'repaired',
    'One at a time: every stake is kept, placed, in a challenge or lost.',
    stakesConserved,
    oneAtATime,
    { N: 3, D: 14 },
    [178, 274, 17],
  ),
  delay(
    'stakes-conserved-at-once',
    'repaired',
    'All at once: the same.',
    stakesConserved,
    atOnce,
    { N: 5, D: 6 },
    [273, 487, 14],
  ),
  delay(
    'conceded-at-once',
    'witness',
    'She may lose a stake in the block in which its challenge began.',
    reachable(
      'conceded-at-once',
      'A stake is lost before its clock has run for a block.',
      ({ claim: { context } }) => context.slashed === 1 && context.waited === 1,
    ),
    oneAtATime,
    { N: 1, D: 14 },
    [23, 27, 7, 3],
  ),
  shared('theft-of-one', 'One rollup, its window censored for 1 + 10.', 1, [7, 6, 4, 4, 11]),
  shared(
    'theft-of-five',
    'Five rollups in the same window, for the same 11: with 4 to gain in each the attack pays, and on one alone it does not.',
    5,
    [7, 6, 4, 4, 11],
  ),
];

const deadlines = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

function law(
  id: string,
  says: string,
  setting: Setting,
  varied: Frontier<ConfirmationView>['axes'],
  formula: string,
): Frontier<ConfirmationView> {
  return {
    ...{ id, says, system: confirmationSystem, goal: onTime, instance: 'small', setting },
    axes: { ...varied, D: { parameter: 'D', values: deadlines } },
    expect: { formula },
  };
}

export const theorem: AnyTheorem = defineTheorem({
  item: '7.2',
  title: 'Economic security models',
  says: 'What delay costs, what comes back, and what one attack on many costs.',
  instances: { small: { C: 2, T: 2 }, window: { C: 2 }, ...ratioInstances },
  claims: [...claims, ...ratioClaims],
  frontiers: [
    law(
      'delay-one-at-a-time',
      'Confirmed within D blocks against N stakes, one challenge at a time, clocks of one block.',
      { ...oneAtATime, parameters: { T: 1 } },
      { C: { parameter: 'C', values: [1, 2, 3] }, N: { parameter: 'N', values: [0, 1, 2, 3] } },
      'C + 2*N <= D',
    ),
    law(
      'delay-at-once',
      'Confirmed within D blocks against three stakes, all challenges at once.',
      { ...atOnce, parameters: { N: 3 } },
      { C: { parameter: 'C', values: [1, 2, 3] }, T: { parameter: 'T', values: [1, 2, 3] } },
      'C + 2*T <= D',
    ),
  ],
});
