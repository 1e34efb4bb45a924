/**
 * The dispute of Definition 2.1.3 as a game that is really played: nobody tells the honest side how.
 *
 * The claims on the system `dispute` say that a certain way of playing wins, and that it loses when the clock is a block shorter. They
 * leave two questions open: whether the loser could have played better, and whether the game ends at all. Here the honest side may
 * make any move of the contract, and the checker finds its strategy or the opponent's. The answers are the same at every
 * point of the grid (`test/proofs/2.1.3.test.ts` compares them one by one): L + 1 + K ≤ T for the challenger, L + K ≤ T for the
 * asserter. So the strategy that was written down is the best there is, a shorter clock cannot be made up for by skill, and a dispute that
 * is won is won in finite time, by as many steps as the claim says, provided that blocks go on coming.
 *
 * Two hypotheses that the invariants had built into their guards can be dropped here: that the honest side is prompt, and that time
 * cannot be withheld. And one choice of the wrong half loses the dispute for good, however much is left on the clock.
 */

import { range } from '../checker/language/menu.ts';
import { enforceable, type Property } from '../checker/language/property.ts';
import type { AnyClaim, AnyFrontier, Claim, Expectation, Frontier } from '../checker/language/theorem.ts';
import { type FreeDisputeView, freeDisputeSystem } from '../model/systems/free-dispute.ts';
import { honestWins, isWon } from './2.1.3-goals.ts';

const system = freeDisputeSystem;

const winsThoughBlocksStop: Property<FreeDisputeView> = enforceable(
  'the-verdict-without-time',
  'The honest side can have the dispute decided for it even if no block ever comes.',
  isWon,
  { by: ['honest'] },
);

const winsAfterAnyPlay: Property<FreeDisputeView> = enforceable(
  'the-verdict-after-any-play',
  'However it has played so far, the honest side can have the dispute decided for it.',
  isWon,
  { by: ['honest'], driven: ['BLOCK'], from: ({ game }) => game.context.winner === 'none' },
);

function claim(
  id: string,
  reading: Claim<FreeDisputeView>['reading'],
  says: string,
  instance: string,
  expect: Expectation,
  { property = honestWins, late = 0 }: { readonly property?: Property<FreeDisputeView>; readonly late?: number } = {},
): Claim<FreeDisputeView> {
  return { id, reading, says, system, property, instance, setting: { powers: { censor: 2, late } }, expect };
}

export const forcedClaims: readonly AnyClaim[] = [
  claim(
    'challenger-forces',
    'repaired',
    'A challenger who plays well has a wrong claim removed, whatever the others do: T = L + 1 + K.',
    'challenger',
    { verdict: 'exhausted', states: 1255, transitions: 1722, depth: 15, steps: 15 },
  ),
  claim(
    'asserter-forces',
    'repaired',
    'An asserter who plays well has a right claim accepted, whatever the others do: T = L + K.',
    'asserter',
    { verdict: 'exhausted', states: 745, transitions: 1142, depth: 13, steps: 13 },
  ),
  claim(
    'challenger-outplayed',
    'necessary',
    'One block less on the clock, and no way of playing saves the challenger.',
    'challenger-short',
    { verdict: 'violated', states: 1048, transitions: 1435, depth: 14, steps: 10 },
  ),
  claim(
    'asserter-outplayed',
    'necessary',
    'One block less on the clock, and no way of playing saves the asserter.',
    'asserter-short',
    { verdict: 'violated', states: 481, transitions: 724, depth: 11, steps: 7 },
  ),
  claim(
    'challenger-late',
    'necessary',
    'One block that comes before the challenger has sent its move counts like one that was censored.',
    'challenger',
    { verdict: 'violated', states: 2503, transitions: 3798, depth: 16, steps: 11 },
    { late: 1 },
  ),
  claim(
    'challenger-errs',
    'necessary',
    'A challenger who chooses the wrong half once has lost, with blocks to spare on its clock.',
    'challenger',
    { verdict: 'violated', states: 1255, transitions: 1722, depth: 15, steps: 8 },
    { property: winsAfterAnyPlay },
  ),
  claim(
    'no-blocks',
    'necessary',
    'Without blocks no clock runs out: the asserter of a wrong claim just does not move.',
    'challenger',
    { verdict: 'violated', states: 1255, transitions: 1722, depth: 15, steps: 0 },
    { property: winsThoughBlocksStop },
  ),
];

function frontier(id: string, says: string, instance: string, formula: string): Frontier<FreeDisputeView> {
  return {
    id,
    says,
    system,
    goal: honestWins,
    instance,
    axes: {
      L: { parameter: 'levels', values: range(1, 3).values },
      K: { power: 'censor', values: range(0, 2).values },
      T: { parameter: 'T', values: range(0, 6).values },
    },
    expect: { formula },
  };
}

export const forcedFrontiers: readonly AnyFrontier[] = [
  frontier(
    'frontier-challenger-forces',
    'Chess clock T with which a challenger can force the verdict, against L bisections and K censored blocks.',
    'challenger',
    'L + K < T',
  ),
  frontier(
    'frontier-asserter-forces',
    'Chess clock T with which an asserter can force the verdict, against L bisections and K censored blocks.',
    'asserter',
    'L + K <= T',
  ),
];
