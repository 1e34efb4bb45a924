/**
 * Definition 2.1.3, several disputes at once: what "at least one honest validator" has to own.
 *
 * Each game alone is won on a clock of M + K blocks. Many games at once compete for two things that the honest party has: moves that it
 * can send in a block, and bonds. Nobody says in which order it attends to the games; the question is whether any order wins them all.
 * - With a move a block it wins n games of M = 2 moves exactly where n·M + K ≤ T: the clock of every game has to have room for all of them.
 * - With attention for all, and clocks that are right for one game, it needs a bond for each: n ≤ S. What it wins comes too late to be of use.
 * - With one bond it plays the games one after the other, and each opponent uses up her own clock Q first: n·M + (n - 1)·Q ≤ T
 *   for n = 2 and M ≥ 2. This is the delay attack from the other side: the clock pays for the patience of every opponent.
 * Games that are opened later make nothing worse (a claim below), and the patience of opponents does not matter while bonds suffice.
 */

import { enforceable, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyClaim, AnyFrontier, Claim, Expectation } from '../checker/language/theorem.ts';
import { type DisputeRaceView, disputeRaceSystem } from '../model/systems/dispute-race.ts';

const system = disputeRaceSystem;

const winsAll: Property<DisputeRaceView> = enforceable(
  'every-verdict',
  'The honest party can have every game decided for it, whatever the others do.',
  ({ games }) => games.every((game) => game.matches('over') || game.matches('never')),
  { by: ['honest'], driven: ['BLOCK', 'RESOLVE'] },
);

const expected: Readonly<Record<string, readonly [number, number, number, number?]>> = {
  outnumbered: [69, 84, 11, 2],
  'three-at-once': [11324, 16559, 23, 22],
  'three-opened-later': [19328, 30659, 22, 24],
  'one-bond-for-two': [343, 432, 17, 17],
  'short-of-attention': [11066, 16301, 22, 17],
  'short-of-bonds': [1497, 2156, 20, 6],
  'short-of-patience': [327, 416, 16, 11],
  'all-over-at-the-last-tick': [11324, 16559, 23, 22],
};

function claim(
  id: string,
  reading: Claim<DisputeRaceView>['reading'],
  says: string,
  setting: Setting,
  property: Property<DisputeRaceView> = winsAll,
): Claim<DisputeRaceView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const verdict: Expectation['verdict'] = reading === 'literal' || reading === 'necessary' ? 'violated' : 'exhausted';
  const expect = { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
  return { id, reading, says, system, property, instance: 'race', setting, expect };
}

const censored = { powers: { censor: 1 } };

export const raceClaims: readonly AnyClaim[] = [
  claim('outnumbered', 'literal', 'An honest validator who wins every game, and loses one of two.', {
    parameters: { n: 2, T: 2, bonds: 1 },
  }),
  claim('three-at-once', 'repaired', 'Three games, a move a block, a bond for each: T = n·M + K.', censored),
  claim('three-opened-later', 'repaired', 'The same where games are opened in any of three blocks.', {
    parameters: { entry: 2, Q: 0 },
    ...censored,
  }),
  claim('one-bond-for-two', 'repaired', 'Two games one after the other, on one bond: T = n·M + (n - 1)·Q + K.', {
    parameters: { n: 2, bonds: 1, T: 6, attention: 2 },
    ...censored,
  }),
  claim('short-of-attention', 'necessary', 'A block less on the clock, for three games and a move a block.', {
    parameters: { T: 6 },
    ...censored,
  }),
  claim('short-of-bonds', 'necessary', 'Attention for all, a clock for one, and a bond less than games.', {
    parameters: { attention: 3, T: 3, bonds: 2 },
    ...censored,
  }),
  claim('short-of-patience', 'necessary', 'One bond, and a block less than the opponent’s patience asks for.', {
    parameters: { n: 2, bonds: 1, T: 5, attention: 2 },
    ...censored,
  }),
  claim(
    'all-over-at-the-last-tick',
    'witness',
    'Three games were played and won, one of them with nothing left on its clock.',
    censored,
    reachable(
      'all-over',
      'All games were won, the last in its last block.',
      ({ games }) => games.every((game) => game.matches('over')) && games.some(({ context }) => context.clock === 0),
    ),
  ),
];

const clocks = { parameter: 'T', values: [1, 2, 3, 4, 5, 6, 7] } as const;

export const raceFrontiers: readonly AnyFrontier[] = [
  {
    id: 'frontier-attention',
    says: 'Clock T with which n games of two moves can be won at a move a block, K blocks of it censored.',
    ...{ system, goal: winsAll, instance: 'race', setting: { parameters: { Q: 0 } } },
    axes: {
      n: { parameter: 'n', values: [1, 2, 3] },
      K: { power: 'censor', values: [0, 1] },
      T: clocks,
    },
    expect: { formula: '2*n + K <= T' },
  },
  {
    id: 'frontier-bonds',
    says: 'Bonds S against n games at once, with attention for all of them and a clock that is right for one.',
    ...{ system, goal: winsAll, instance: 'race', setting: { parameters: { attention: 4, T: 2, reward: 1 } } },
    axes: { n: { parameter: 'n', values: [1, 2, 3] }, S: { parameter: 'bonds', values: [0, 1, 2, 3] } },
    expect: { formula: 'n <= S' },
  },
  {
    id: 'frontier-one-bond',
    says: 'Clock T with which two games of M moves are won on one bond, against opponents with clocks of Q blocks.',
    ...{ system, goal: winsAll, instance: 'race', setting: { parameters: { attention: 4, bonds: 1, n: 2 } } },
    axes: {
      M: { parameter: 'M', values: [2, 3] },
      Q: { parameter: 'Q', values: [0, 1, 2] },
      T: { parameter: 'T', values: [1, 2, 3, 4, 5, 6, 7, 8] },
    },
    expect: { formula: '2*M + Q <= T' },
  },
];
