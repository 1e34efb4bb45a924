/**
 * Definition 2.1.3 (Fraud Proof), interactive: what a dispute decides, and how long a clock it needs.
 *
 * The definition says what a proof is, not who gets to finish it. In the bisection game the tuple (S_i, S_{i+1}, tx, π) is the
 * last move of many; each honest move waits for a block, and the adversary leaves some out. The honest side, challenger of a
 * wrong claim or asserter of a right one, always wins exactly when its clock covers its moves and the censorship: L + 1 + K ≤ T for
 * the challenger of a trace of 2^L steps (L choices and the step), L + K ≤ T for the asserter (L bisections). So "able to
 * submit a fraud proof within time C" hides a sum over the whole game.
 *
 * Asked twice. First the honest side plays a strategy that somebody wrote down, the search tries every move of the opponent, and
 * the claims are invariants: it never loses. Then it plays as it likes, and the question is whether it can force the verdict: see
 * `2.1.3-forced.ts` for what that adds.
 */

import { range } from '../checker/language/menu.ts';
import { type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
  type Frontier,
} from '../checker/language/theorem.ts';
import { type DisputeView, disputeSystem } from '../model/systems/dispute.ts';
import { accountClaims } from './2.1.3-account.ts';
import { forcedClaims, forcedFrontiers } from './2.1.3-forced.ts';
import { honestNeverLoses } from './2.1.3-goals.ts';
import { portalClaims, portalFrontiers, portalLattices } from './2.1.3-portal.ts';
import { preimageClaims, preimageFrontiers } from './2.1.3-preimages.ts';
import { raceClaims, raceFrontiers } from './2.1.3-race.ts';
import { raceAccountClaims } from './2.1.3-race-account.ts';

const system = disputeSystem;

const censored: Setting = { powers: { censor: 2 } };

function claim(
  id: string,
  reading: Claim<DisputeView>['reading'],
  says: string,
  instance: string,
  expect: Expectation,
  property: Property<DisputeView> = honestNeverLoses,
): Claim<DisputeView> {
  return { id, reading, says, system, property, instance, setting: censored, expect };
}

const wonAtTheLastTick: Property<DisputeView> = reachable(
  'won-at-the-last-tick',
  'The honest side wins with nothing left on its clock.',
  ({ game, honest }) => {
    const { winner, clocks } = game.context;
    return winner === honest.context.side && clocks[winner] === 0;
  },
);

const wrongRootCaught: Property<DisputeView> = reachable(
  'wrong-root-caught',
  'The last step is executed on L1 and the wrong root found.',
  ({ game }) =>
    game.context.winner === 'challenger' &&
    game.context.clocks.asserter >= 0 &&
    game.context.hi - game.context.lo === 1,
);

function frontier(id: string, says: string, instance: string, formula: string): Frontier<DisputeView> {
  return {
    id,
    says,
    system,
    goal: honestNeverLoses,
    instance,
    axes: {
      L: { parameter: 'levels', values: range(1, 3).values },
      K: { power: 'censor', values: range(0, 3).values },
      T: { parameter: 'T', values: range(0, 7).values },
    },
    expect: { formula },
  };
}

export const theorem: AnyTheorem = defineTheorem({
  item: '2.1.3',
  title: 'Fraud Proof',
  says: 'A fraud proof is a tuple (S_i, S_{i+1}, tx, π) where π proves that S_{i+1} ≠ π(S_i, tx).',
  instances: {
    challenger: { levels: 2, T: 5, honestAsserter: 0 },
    'challenger-short': { levels: 2, T: 4, honestAsserter: 0 },
    asserter: { levels: 2, T: 4, honestAsserter: 1 },
    'asserter-short': { levels: 2, T: 3, honestAsserter: 1 },
    race: { n: 3, M: 2, Q: 1, T: 7, bonds: 3, attention: 1 },
    portal: { T: 1, A: 3, P: 2, G: 1, wrong: 1, right: 1 },
  },
  claims: [
    claim(
      'challenger-wins',
      'repaired',
      'An honest challenger beats every defence of a wrong claim: T = L + 1 + K.',
      'challenger',
      { verdict: 'exhausted', states: 301, transitions: 426, depth: 12 },
    ),
    claim(
      'asserter-wins',
      'repaired',
      'An honest asserter of a right claim beats every challenge: T = L + K.',
      'asserter',
      { verdict: 'exhausted', states: 207, transitions: 310, depth: 11 },
    ),
    claim(
      'challenger-out-of-time',
      'necessary',
      'One block less on the clock, and the honest challenger is censored out of time.',
      'challenger-short',
      { verdict: 'violated', states: 174, transitions: 243, depth: 7, steps: 7 },
    ),
    claim(
      'asserter-out-of-time',
      'necessary',
      'One block less on the clock, and the honest asserter is censored out of time.',
      'asserter-short',
      { verdict: 'violated', states: 61, transitions: 80, depth: 5, steps: 5 },
    ),
    claim(
      'won-at-the-last-tick',
      'witness',
      'The clock is used up and the honest side wins.',
      'challenger',
      { verdict: 'exhausted', states: 301, transitions: 426, depth: 12, steps: 7 },
      wonAtTheLastTick,
    ),
    claim(
      'wrong-root-caught',
      'witness',
      'The wrong step is found on L1.',
      'challenger',
      { verdict: 'exhausted', states: 301, transitions: 426, depth: 12, steps: 5 },
      wrongRootCaught,
    ),
    ...forcedClaims,
    ...preimageClaims,
    ...raceClaims,
    ...raceAccountClaims,
    ...accountClaims,
    ...portalClaims,
  ],
  lattices: portalLattices,
  frontiers: [
    frontier(
      'frontier-challenger',
      'Chess clock T of an honest challenger against L bisections and K censored blocks.',
      'challenger',
      'L + K < T',
    ),
    frontier(
      'frontier-asserter',
      'Chess clock T of an honest asserter against L bisections and K censored blocks.',
      'asserter',
      'L + K <= T',
    ),
    ...forcedFrontiers,
    ...preimageFrontiers,
    ...raceFrontiers,
    ...portalFrontiers,
  ],
});
