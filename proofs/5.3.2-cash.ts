/**
 * Theorem 5.3.2 for Plasma Cash (`model/coin-exit.ts`): each deposit is a coin with a number, an exit pays that coin, and its owner watches that
 * coin alone. The literal reading fails as in the other style: a request that is consistent is cancelled, one that is not is paid.
 *
 * Repaired: the owner's coin is paid to nobody else, and she can have it paid, whatever the operator includes or withholds. She needs room for
 * as many transactions in a block as there are bonds against her, all three challenges, the whole history before she takes a coin, and
 * K + O + R < W / 2 against an invalid history; K + O + R < W where only spent coins and double spends are to be challenged. Her own exit is
 * never cancelled if she has a block for her answer in the second half; if it is cancelled all the same, she asks again.
 *
 * What the other style needs and this does not: an order of exits, a wait for young coins, room for all who leave. A coin that
 * nobody deposited has no number; the theft of a coin whose owner does not look pays that coin; and who leaves late, or never, loses nothing as
 * long as she watches (`cash-stays`). Those who leave still take the room that her challenges need: H < cap where H leave at once and W = 2.
 *
 * What the machine found besides:
 * - One exit a coin at a time is not needed where what is soonest too late is sent first, and costs her time: each bond of the adversary's buys a
 *   delay of W blocks, so that she is paid within W (B + 1) + K of them, and within W where exits stand beside each other.
 * - An exit has to take several challenges. If one is enough, the thief challenges herself with the deposit, and answers.
 * - Limbo is robbery, not only grief. The owner has signed a spend to an honest payee, blocks are withheld, a forged history is asked for. The owner
 *   challenges with her transaction; the thief answers in the last block, with the very spend, which nobody but the operator had seen; the time in which
 *   the payee could show that is over (`cash-limbo`). It takes an answer that gives the exit its whole time again (`restarts`), and room for three.
 *   What remains is the owner's bond (`cash-limbo-bond`).
 * - A parent that nobody signed is no harm to a coin that was spent after it. It is harm to who takes the coin without the other
 *   blocks: her own exit falls to a spend that she was not shown.
 */

import type { Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation, Hypothesis, Lattice, Reading } from '../checker/language/theorem.ts';
import { type PlasmaCashView, plasmaCashSystem as system } from '../model/systems/plasma-cash.ts';
import {
  backed,
  consistentWhenPaid,
  consistentWhenRequested,
  enforceablePayment,
  holdersBacked,
  ownBond,
  paidInTime,
  safety,
} from './5.3.2-cash-goals.ts';
import { expected } from './5.3.2-expected.ts';

/** The operator includes and withholds what it likes, and has one bond. */
export const cashAttacks = { withhold: true, invalid: true, bonds: 1 } as const;
export const attacked: Setting = { powers: cashAttacks };
/** Two bonds, and room for as many transactions; every block comes with its data, whatever it contains. */
export const twoBonds: Setting = { parameters: { cap: 2 }, powers: { invalid: true, bonds: 2 } };
/** Where all leave: the histories of other coins are forged, and nothing is left to forge of the owner's. */
const leaving: Setting = { powers: { ...cashAttacks, bonds: 2 } };

export interface CashChoice {
  readonly reading?: Reading;
  readonly property?: Property<PlasmaCashView>;
  readonly verdict?: Expectation['verdict'];
  readonly instance?: string;
  readonly unfired?: Readonly<Record<string, string>>;
}

/** A claim about Plasma Cash; unless told otherwise one that holds. */
export function claim(id: string, says: string, setting: Setting, choice: CashChoice = {}): Claim<PlasmaCashView> {
  const { reading = 'repaired', property = safety, verdict = 'exhausted', instance = 'cash', unfired } = choice;
  const [states, transitions, depth, steps, price] = expected[id] ?? [0, 0, 0];
  return {
    ...{ id, reading, says, system, property, instance, setting },
    ...(unfired === undefined ? {} : { unfired }),
    ...(reading === 'necessary' ? { onlyHere: 'a longer history adds nothing to its trace' } : {}),
    expect: {
      ...{ verdict, states, transitions, depth },
      ...(steps === undefined ? {} : { steps }),
      ...(price === undefined ? {} : { price }),
    },
  };
}

const noSecond = 'no block contains a second spend';
const notTaken = 'the contract takes no challenges before';

const refuted: CashChoice = { reading: 'literal', verdict: 'violated' };
const inLimbo = { instance: 'cash-limbo' } as const;
/** An answer gives an exit its whole time again. */
const restarted: Setting = { ...attacked, parameters: { restarts: 1 } };

const literal: readonly Claim<PlasmaCashView>[] = [
  claim(
    'cash-consistent-when-requested',
    'Plasma Cash: an exit that was consistent when it was requested is cancelled, for the coin is spent afterwards.',
    attacked,
    { ...refuted, property: consistentWhenRequested },
  ),
  claim(
    'cash-inconsistent-when-paid',
    'Plasma Cash: an exit is paid to who gave the coin away meanwhile, for who got it had no reason to take it.',
    attacked,
    { ...refuted, property: consistentWhenPaid },
  ),
  claim(
    'cash-limbo',
    'Owner and payee, both honest, lose a coin that may or may not be given: who answers late shows that it was, too late for the payee.',
    attacked,
    { ...refuted, ...inLimbo },
  ),
  claim(
    'cash-limbo-bond',
    'Who has signed a spend asks for the coin when a block is withheld, and loses her bond, for the block contains it.',
    restarted,
    { ...refuted, ...inLimbo, property: ownBond },
  ),
];

const noRivals = {
  CHALLENGE_AFTER: 'the owner has signed no spend, and nothing else has one',
  CHALLENGE_BETWEEN: 'the deposit has no parent',
  CHALLENGE_BEFORE: 'there are too few transactions for an invalid history',
  RESPOND: 'no exit has a challenge to be answered',
};
export const deposited: Readonly<Record<string, string>> = {
  RESPOND: 'nobody can show who spent what the owner has not spent',
  CHALLENGE_AFTER: noRivals.CHALLENGE_AFTER,
  CHALLENGE_BETWEEN: 'what the owner never spends has one forged spend at most',
};

const repaired: readonly Claim<PlasmaCashView>[] = [
  claim('cash-repaired', 'Plasma Cash: a coin that was given to its owner, whatever is withheld and forged.', attacked),
  claim('cash-two-bonds', 'The same with two bonds and room for two, where every block comes with its data.', twoBonds),
  claim(
    'cash-last-block',
    'A coin that its owner deposited, W = 3 and a full block: the last place for a challenge that there is.',
    {
      powers: { ...cashAttacks, congest: 1 },
    },
    { instance: 'cash-deposited-slow', unfired: deposited },
  ),
  claim('cash-enforceable', 'There she can have her coin paid.', attacked, { property: enforceablePayment }),
  claim('cash-own-bond', 'And loses no bond: every challenge of her exit is answered in time.', attacked, {
    property: ownBond,
  }),
  claim(
    'cash-valid-blocks',
    'Where withheld blocks are valid as well, spent coins are all that she has to challenge, and she may take any coin.',
    {
      powers: { withhold: true, bonds: 1 },
      without: ['challengeBetween', 'challengeBefore', 'signedSpends', 'wholeHistory'],
    },
    { unfired: { CHALLENGE_BETWEEN: noSecond, CHALLENGE_BEFORE: notTaken, RESPOND: notTaken } },
  ),
  claim(
    'cash-stays',
    'She never leaves, whatever is withheld or forged, and loses nothing: she only watches.',
    { ...attacked, parameters: { leave: 0 } },
    { instance: 'cash-deposited', unfired: deposited },
  ),
  claim(
    'cash-beside-others',
    'A coin whose owner never looks is stolen, and hers is safe: she watches her own alone.',
    { parameters: { unwatched: 1 }, powers: { ...cashAttacks, bonds: 2 } },
    { instance: 'cash-deposited', unfired: deposited },
  ),
  claim(
    'cash-leaving-late',
    'Four leave at once where a block has room for one, other coins are stolen, nothing is ordered: all are backed.',
    leaving,
    { instance: 'cash-crowd', property: holdersBacked, unfired: noRivals },
  ),
  claim('cash-side-by-side', 'Exits stand beside each other: she sends first what is soonest too late.', {
    ...twoBonds,
    without: ['oneAtATime'],
  }),
  claim(
    'cash-after-limbo',
    'An answer gives an exit its whole time again: owner or payee keep the coin.',
    restarted,
    inLimbo,
  ),
  claim('cash-limbo-enforceable', 'And one of them can have it paid.', restarted, {
    ...inLimbo,
    property: enforceablePayment,
  }),
  claim(
    'cash-paid-in-time',
    'Who deposited her coin is paid within W (B + 1) blocks: each bond delays her by a whole exit.',
    { powers: { ...cashAttacks, bonds: 2 } },
    { instance: 'cash-in-time', property: paidInTime, unfired: deposited },
  ),
];

/** What an owner needs who watches her coin. */
const toKeep: Readonly<Record<string, Hypothesis>> = {
  room: { says: 'a block has room for a transaction against each bond: B <= cap', dropped: { parameters: { cap: 1 } } },
  boundedCongestion: { says: '2K + 2O + 2R < W, K blocks full', dropped: { powers: { congest: 1 } } },
  awake: { says: '2K + 2O + 2R < W, O blocks slept through', dropped: { powers: { offline: 1 } } },
  challengeAfter: { says: 'an exit ends when a spend of it is shown', dropped: { without: ['challengeAfter'] } },
  challengeBetween: {
    says: 'and when an earlier spend of its parent is',
    dropped: { without: ['challengeBetween'] },
  },
  challengeBefore: {
    says: 'and when what came before its parent was shown and not answered',
    dropped: { without: ['challengeBefore'] },
  },
  manyChallenges: {
    says: 'several transactions can be shown before one parent',
    dropped: { without: ['manyChallenges'] },
  },
  signedSpends: { says: 'what is shown as a spend is signed', dropped: { without: ['signedSpends'] } },
  serialNumbers: { says: 'an exit pays the coin that it names', dropped: { without: ['serialNumbers'] } },
  wholeHistory: {
    says: 'she takes a coin only with what every block contains of it',
    dropped: { without: ['wholeHistory'] },
  },
  quietCoin: { says: 'she takes no coin that somebody takes out', dropped: { without: ['quietCoin'] } },
};

/** Where a shorter history and one bond show it. */
const enough: Readonly<Record<string, string>> = {
  boundedCongestion: 'cash-deposited',
  awake: 'cash-deposited',
  challengeBefore: 'cash-deposited',
  signedSpends: 'cash-deposited',
  serialNumbers: 'cash-deposited',
  challengeAfter: 'cash-short',
  challengeBetween: 'cash-short',
  wholeHistory: 'cash-short',
  quietCoin: 'cash-short',
};

function oneBondFor(name: string): Setting['powers'] {
  return enough[name] === undefined ? {} : { bonds: 1 };
}

const necessary: readonly Claim<PlasmaCashView>[] = [
  ...Object.entries(toKeep).map(([name, { says, dropped }]) =>
    claim(
      `cash-without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      `Dropped, of Plasma Cash: ${says}.`,
      { ...twoBonds, ...dropped, powers: { ...twoBonds.powers, ...oneBondFor(name), ...dropped.powers } },
      {
        ...{ reading: 'necessary', verdict: 'violated', property: name === 'serialNumbers' ? backed : safety },
        instance: enough[name] ?? 'cash',
      },
    ),
  ),
  claim(
    'cash-without-order',
    'Dropped: one exit at a time, and what is soonest too late first.',
    { ...twoBonds, without: ['oneAtATime', 'urgentFirst'] },
    { reading: 'necessary', verdict: 'violated' },
  ),
  claim(
    'cash-without-answers',
    'Dropped: challenges before can be answered. Her exit is cancelled by the deposit of her coin.',
    { ...attacked, without: ['answers'] },
    { reading: 'necessary', verdict: 'violated', property: ownBond },
  ),
  claim(
    'cash-without-second-period',
    'Dropped: there is time to answer. She is challenged before a block that is full.',
    { powers: { ...cashAttacks, congest: 1 }, without: ['secondPeriod'] },
    { reading: 'necessary', verdict: 'violated', property: ownBond, instance: 'cash-slow' },
  ),
  claim(
    'cash-paid-later',
    'Dropped: within W (B + 1) blocks. One block less is not enough.',
    { parameters: { deadline: 5 }, powers: { ...cashAttacks, bonds: 2 } },
    { reading: 'necessary', verdict: 'violated', property: paidInTime, instance: 'cash-in-time' },
  ),
  claim(
    'cash-order-among-holders',
    'Dropped, where all leave late: an exit pays the coin that it names. A coin out of nowhere takes the last unit.',
    { ...leaving, without: ['serialNumbers'] },
    { reading: 'necessary', verdict: 'violated', property: holdersBacked, instance: 'cash-crowd' },
  ),
  claim(
    'cash-cannot-enforce',
    'Dropped: the whole history. What she was not shown defeats her exit, and she gives up.',
    { ...attacked, without: ['wholeHistory'] },
    { reading: 'necessary', verdict: 'violated', property: enforceablePayment },
  ),
];

export const cashClaims: readonly Claim<PlasmaCashView>[] = [...literal, ...repaired, ...necessary];

export const cashLattice: Lattice<PlasmaCashView> = {
  id: 'assumptions-cash',
  says: 'What keeps a coin of Plasma Cash that was given to its owner?',
  system,
  goal: safety,
  instance: 'cash',
  setting: twoBonds,
  hypotheses: toKeep,
  expect: {
    minimalSufficient: [Object.keys(toKeep)],
  },
};
