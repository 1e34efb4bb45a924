/**
 * Definition 2.1.3, what happens around the one step that L1 executes: preimages, and clocks that others have used up.
 *
 * L1 executes the step only on what it can read. Where the step reads a large preimage, the challenger first puts it there in P
 * transactions, and then lets W blocks pass in which anybody may object to it; its clock runs all the while. So the clock that covered the
 * moves, L + 1 + K ≤ T, is too short by P + W: it has to be L + P + W + 1 + K ≤ T.
 *
 * A clock belongs to a side, not to a party. A freeloader who plays for the challenger's side first can leave nothing of it, and the honest
 * challenger is out of time with its first move, however long T is. The rule `clockExtension` is the answer to that: with X blocks at
 * least at the beginning of each turn, and the time of the preimage on top before the step, the challenger wins exactly where K < X,
 * whatever T, L, P and W are. Neither T nor skill can stand in for it: played freely, the game is lost as well.
 */

import { range } from '../checker/language/menu.ts';
import { reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyClaim, AnyFrontier, Claim, Expectation } from '../checker/language/theorem.ts';
import { type DisputeView, disputeSystem } from '../model/systems/dispute.ts';
import { type FreeDisputeView, freeDisputeSystem } from '../model/systems/free-dispute.ts';
import { honestNeverLoses, honestWins } from './2.1.3-goals.ts';

/** A preimage of two parts that has to lie for a block. */
const large = { loads: 2, ripening: 1 };
/** The freeloader may use up the whole clock. */
const freeloader = { censor: 1, freeload: 16 };
const extended = { extension: 2, ...large, T: 7 };
/** Long enough for one bisection without a freeloader: T = L + 1 + K. */
const short = { extension: 2, levels: 1, T: 3 };

function claim(
  id: string,
  reading: Claim<DisputeView>['reading'],
  says: string,
  setting: Setting,
  expect: Expectation,
  property: Claim<DisputeView>['property'] = honestNeverLoses,
): Claim<DisputeView> {
  return { id, reading, says, system: disputeSystem, property, instance: 'challenger', setting, expect };
}

function forced(
  id: string,
  reading: Claim<FreeDisputeView>['reading'],
  says: string,
  setting: Setting,
  expect: Expectation,
): Claim<FreeDisputeView> {
  return {
    id,
    reading,
    says,
    system: freeDisputeSystem,
    property: honestWins,
    instance: 'challenger',
    setting,
    expect,
  };
}

export const preimageClaims: readonly AnyClaim[] = [
  claim(
    'preimage-not-counted',
    'literal',
    'A clock that covers every move and all censorship, and not the preimage that the last move reads.',
    { parameters: { ...large, T: 5 }, powers: { censor: 2 } },
    { verdict: 'violated', states: 267, transitions: 378, depth: 8, steps: 8 },
  ),
  claim(
    'freeloader',
    'literal',
    'The clock is the side’s: somebody who plays for it first leaves nothing to the honest challenger.',
    { parameters: short, powers: freeloader, without: ['clockExtension'] },
    { verdict: 'violated', states: 82, transitions: 87, depth: 5, steps: 5 },
  ),
  claim(
    'preimage-loaded',
    'repaired',
    'With the time of the preimage on the clock: T = L + P + W + 1 + K.',
    { parameters: { ...large, T: 8 }, powers: { censor: 2 } },
    { verdict: 'exhausted', states: 772, transitions: 1107, depth: 18 },
  ),
  claim(
    'clock-extended',
    'repaired',
    'Nothing left by a freeloader, a preimage to load, a censored block: X = K + 1 blocks at each turn are enough.',
    { parameters: extended, powers: freeloader },
    { verdict: 'exhausted', states: 1287, transitions: 2030, depth: 17 },
  ),
  forced(
    'clock-extended-forces',
    'repaired',
    'The same, where nobody says how the challenger plays.',
    { parameters: extended, powers: freeloader },
    { verdict: 'exhausted', states: 5055, transitions: 7406, depth: 22, steps: 30 },
  ),
  claim(
    'preimage-out-of-time',
    'necessary',
    'One block less, and the preimage is ready when the clock is not.',
    { parameters: { ...large, T: 7 }, powers: { censor: 2 } },
    { verdict: 'violated', states: 429, transitions: 620, depth: 10, steps: 10 },
  ),
  forced(
    'freeloader-outplays',
    'necessary',
    'Dropped: the clock is extended. No way of playing makes up for it.',
    { parameters: short, powers: freeloader, without: ['clockExtension'] },
    { verdict: 'violated', states: 455, transitions: 518, depth: 11, steps: 6 },
  ),
  claim(
    'extension-too-short',
    'necessary',
    'An extension of no more blocks than are censored.',
    { parameters: { ...short, extension: 1 }, powers: freeloader },
    { verdict: 'violated', states: 103, transitions: 122, depth: 6, steps: 6 },
  ),
  claim(
    'stepped-on-a-preimage',
    'witness',
    'On a clock of one block, the preimage is loaded and the challenger wins by the step: by extensions alone.',
    { parameters: { ...extended, T: 1 }, powers: freeloader },
    { verdict: 'exhausted', states: 247, transitions: 290, depth: 12, steps: 9 },
    reachable<DisputeView>(
      'stepped-on-a-preimage',
      'The step is executed on a preimage of two parts, and the challenger wins.',
      ({ game: { context } }) =>
        context.winner === 'challenger' && context.loaded === 2 && context.clocks.asserter >= 0,
    ),
  ),
];

export const preimageFrontiers: readonly AnyFrontier[] = [
  {
    id: 'frontier-preimage',
    says: 'Chess clock T of an honest challenger, with P parts to load, W blocks to wait and K censored, after one bisection.',
    system: disputeSystem,
    goal: honestNeverLoses,
    instance: 'challenger',
    setting: { parameters: { levels: 1 } },
    axes: {
      P: { parameter: 'loads', values: range(1, 2).values },
      W: { parameter: 'ripening', values: range(0, 2).values },
      K: { power: 'censor', values: range(0, 1).values },
      T: { parameter: 'T', values: range(2, 7).values },
    },
    expect: { formula: 'P + W + K < T - 1' },
  },
  {
    id: 'frontier-extension',
    says: 'Extension X of the clock against K censored blocks, L bisections, and a freeloader who may use up a clock of T blocks.',
    system: disputeSystem,
    goal: honestNeverLoses,
    instance: 'challenger',
    setting: { powers: { freeload: 16 } },
    axes: {
      L: { parameter: 'levels', values: range(1, 2).values },
      T: { parameter: 'T', values: [1, 4] },
      K: { power: 'censor', values: range(0, 2).values },
      X: { parameter: 'extension', values: range(0, 3).values },
    },
    expect: { formula: 'K < X' },
  },
];
