/**
 * Theorem 5.3.2 (Exit Game Correctness): "An exit game is correct if for any valid exit request, the exit succeeds if and only if the
 * request is consistent with the latest valid state."
 *
 * It defines "correct" rather than claiming anything, and no exit game is correct in that sense. Literal reading:
 * - Latest when the request is made: an owner asks, then spends; the exit is rightly cancelled, though it was consistent.
 * - Latest when the exit completes: a spend is published and nobody shows it to the contract; the exit is paid, though it is not.
 * - The proof sketch lets a valid challenge be "constructed": from data that may be withheld, in a block that may have no room.
 * - It says nothing of the balance: a coin out of nowhere is consistent with the latest state that the operator committed.
 *
 * Repaired reading. Invariants: nothing is paid twice, nothing to who does not own it, and the contract holds a unit for every honest coin
 * that is not paid. Enforceable: from every state after a withheld block the honest owners can have all their coins paid, whatever the
 * others do. Two sets of hypotheses: one for those who have to leave (`crowd`), one for who has to watch (`watch`).
 *
 * The clock. What anybody sends is in the block in progress, its age is 0; each BLOCK ends that block and adds one. An exit
 * requested in block b is paid in the BLOCK that brings its age to W; the phantom, made and requested in block 0, in the one that
 * brings its coin's age to 2W, after the old coins that mature in it. So a holder has the blocks 0 to W, W + 1 of them. The adversary's
 * best is to commit the withheld block and to ask for the phantom in one block, which is the first in which the holders, who owe
 * their requests from then on, can be. Where they can be in the next at the earliest, R = 1 and one block is lost. A full block is one without room for any
 * honest transaction; the adversary decides on it before it begins, it counts towards K in all, and exits age and are paid in it as in any.
 *
 * Found by sweep, for H holders who leave at once: safe exactly where H <= cap (W + 1 - K), and with R = 1 where H <= cap (W - K); a block of
 * delay or of sleep counts as a full one does. `payouts` changes nothing, for exits are paid in the order in which they mature. To pay
 * those that mature in one block as they were requested costs one block. Without the longer wait of young coins only what gets into block
 * 0 is safe. All are paid within W + K + H / cap - 1 blocks. Who watches a coin has the first period, half of W, against a rival:
 * K + O + R < W / 2; against plain exits W.
 *
 * What the machine found besides: a payee must not take a coin whose exit is open, however long the window (`quietInput`); one rogue
 * owner can attack one coin by three exits at once, so that blocks need room for three challenges (`room`), and these have
 * to be sent in the order of their deadlines (`urgentFirst`). Those who leave get in the way of those who challenge: where H leave, the payee too, and
 * B exits are open against her, a first period of one block needs H + B < cap (measured: B = 1 in `frontier-crowded`; B = 2 holds with
 * H = 1 in 4 and H = 2 in 5, and fails with H = 2 in 4; B = 3 fails with H = 1 in 4). `two-ids` is shorter than a repetition after
 * the payment, which takes 6 steps: both can be open at once.
 *
 * Coins with serial numbers, each with a history of its own, are another style: `5.3.2-cash.ts`.
 *
 * Left out: coins of several units, confirmation signatures, exits of many coins in one request.
 */

import { type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyFrontier,
  type AnyLattice,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
  type Hypothesis,
  type Reading,
} from '../checker/language/theorem.ts';
import { type ExitGameView, exitGameSystem } from '../model/systems/exit-game.ts';
import { bookkeepingClaims } from './5.3.2-bookkeeping.ts';
import { cashClaims, cashLattice } from './5.3.2-cash.ts';
import { cashBookkeeping } from './5.3.2-cash-bookkeeping.ts';
import { cashFrontiers } from './5.3.2-cash-frontiers.ts';
import { expected } from './5.3.2-expected.ts';
import { frontiers } from './5.3.2-frontiers.ts';
import {
  enforceablePayment,
  honestBacked,
  honestBonds,
  noDoublePay,
  noStalePay,
  paidInTime,
  safety,
  succeedsIfUnspentWhenRequested,
  succeedsOnlyIfUnspentWhenPaid,
  unpaidDeposits,
} from './5.3.2-goals.ts';
import {
  crowd,
  everything,
  insteadOfLeaving,
  insteadOfWatching,
  phantom,
  rogue,
  toLeave,
  toWatch,
  watch,
} from './5.3.2-hypotheses.ts';
import { specifiedClaim } from './5.3.2-specified.ts';
import { measured, staying } from './own-instance.ts';

const system = exitGameSystem;

/** The expectation of a claim; `5.3.2-expected.ts` holds the numbers, one line a claim, each compared by every run. */
function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

interface Choice {
  readonly reading?: Reading;
  readonly property?: Property<ExitGameView>;
  readonly verdict?: Expectation['verdict'];
  readonly instance?: string;
  readonly unfired?: Readonly<Record<string, string>>;
}

/** A claim; unless told otherwise a literal one, refuted where one coin is watched. */
function claim(id: string, says: string, setting: Setting, choice: Choice = {}): Claim<ExitGameView> {
  const { reading = 'literal', property = safety, verdict = 'violated', instance = 'small', unfired } = choice;
  const base = { id, reading, says, system, property, instance, setting, expect: expectation(id, verdict) };
  return unfired === undefined ? base : { ...base, unfired };
}

const literalClaims: readonly Claim<ExitGameView>[] = [
  claim(
    'consistent-when-requested',
    'An exit that was consistent when it was requested is cancelled: the owner spends the coin afterwards.',
    rogue,
    { property: succeedsIfUnspentWhenRequested },
  ),
  claim(
    'inconsistent-when-paid',
    'An exit that is inconsistent when it completes is paid: a spend is published, and nobody shows it.',
    rogue,
    { property: succeedsOnlyIfUnspentWhenPaid },
  ),
  claim(
    'no-priority',
    'A coin out of nowhere leaves first, where exits are paid as they are requested.',
    { powers: phantom, without: ['youngWait', 'oldestFirst'] },
    { instance: 'two-deposits', property: honestBacked },
  ),
  claim(
    'crowd-too-large',
    'Every holder asks at once, and the blocks have room for one a block: four are one too many.',
    { powers: phantom },
    { instance: 'too-many', property: honestBacked },
  ),
  claim(
    'crowd-cannot-enforce',
    'The same as a game: from the moment at which the phantom is requested, they have lost.',
    { powers: phantom },
    { instance: 'too-many', property: enforceablePayment },
  ),
  claim(
    'two-ids',
    'One coin, written in two ways, is paid twice.',
    { powers: { rogueSender: true, bonds: 2 }, without: ['canonicalIds'] },
    { property: noDoublePay },
  ),
  claim(
    'limbo',
    'The payment may or may not be in the withheld block. Without exits of transactions in flight neither coin can be had.',
    { powers: { withhold: true }, without: ['inFlightExits'] },
    { property: enforceablePayment },
  ),
  claim(
    'receiver-loses-bond',
    'The payee asks for a payment of which the sender has signed a rival: her bond is lost, with every rule kept.',
    everything,
    { property: honestBonds },
  ),
];

const holds: Choice = { reading: 'repaired', verdict: 'exhausted' };
const inCrowd: Choice = { ...holds, instance: 'crowd' };
const inWatch: Choice = { ...holds, instance: 'watch' };
const noRogue = { CHALLENGE_SPENT: 'nobody asks for a coin that was given away' };

const repairedClaims: readonly Claim<ExitGameView>[] = [
  claim('repaired-crowd', 'Two holders, room for one a block, W = 2, one block full: the last place there is.', crowd, {
    ...inCrowd,
  }),
  claim('enforceable-crowd', 'There the holders can have all their coins paid.', crowd, {
    ...inCrowd,
    property: enforceablePayment,
  }),
  claim(
    'paid-in-time',
    'And they are paid four blocks after the withheld one at the latest: W + K blocks, and one for each holder but the first.',
    crowd,
    { ...inCrowd, instance: 'crowd-in-time', property: paidInTime },
  ),
  claim('repaired-watch', 'A rogue owner, two exits at once, W = 3, one block full.', watch, inWatch),
  claim(
    'repaired-together',
    'A rogue owner or a phantom, a withheld block, and challenges and requests share the room of a block.',
    everything,
    { ...holds, instance: 'small' },
  ),
  claim('enforceable-together', 'There holder and payee can have their coins paid.', everything, {
    ...holds,
    property: enforceablePayment,
  }),
  claim('enforceable-in-limbo', 'Sender and payee, both honest, can have the coin paid to one of them.', crowd, {
    ...holds,
    property: enforceablePayment,
    unfired: noRogue,
  }),
  claim('honest-sender', 'With an honest sender the payee need not watch, and everything is backed.', crowd, {
    ...holds,
    unfired: noRogue,
  }),
  claim('honest-bonds', 'With an honest sender nobody honest loses a bond.', crowd, {
    ...holds,
    property: honestBonds,
    unfired: noRogue,
  }),
  claim(
    'repaired-medium',
    'A rogue owner and a phantom, two exits at once, a withheld block.',
    { powers: { ...everything.powers, bonds: 2 } },
    { ...holds, instance: 'medium' },
  ),
  claim(
    'enforceable-medium',
    'There holder and payee can have their coins paid.',
    { powers: { ...everything.powers, bonds: 2 } },
    { ...holds, instance: 'medium', property: enforceablePayment },
  ),
];

/** The claims that a hypothesis is needed, each dropped alone. */
function necessary(
  hypotheses: Readonly<Record<string, Hypothesis>>,
  suffix: string,
  setting: Setting,
  instance: string,
  property: Property<ExitGameView>,
): readonly Claim<ExitGameView>[] {
  return Object.entries(hypotheses).map(([name, { says, dropped }]) =>
    claim(
      `without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-${suffix}`,
      `Dropped: ${says}.`,
      { ...setting, ...dropped, powers: { ...setting.powers, ...dropped.powers } },
      { reading: 'necessary', instance, property },
    ),
  );
}

const necessaryClaims: readonly Claim<ExitGameView>[] = [
  ...necessary(toLeave, 'crowd', crowd, 'crowd', honestBacked),
  ...necessary(toWatch, 'watch', watch, 'watch', safety),
  claim(
    'without-urgent-first',
    'Dropped: the payee sends first what is soonest too late.',
    { ...everything, without: ['urgentFirst'] },
    { reading: 'necessary', property: noStalePay },
  ),
  claim(
    'without-in-flight-exits',
    'Dropped: a transaction can be taken out that is perhaps in no block.',
    { ...crowd, without: ['inFlightExits'] },
    { reading: 'necessary', property: enforceablePayment },
  ),
];

function witness(
  id: string,
  says: string,
  setting: Setting,
  found: (state: ExitGameView) => boolean,
  choice: Choice = {},
): Claim<ExitGameView> {
  const property = reachable<ExitGameView>(id, says, found);
  return claim(id, says, setting, { reading: 'witness', verdict: 'exhausted', ...choice, property });
}

const witnessClaims: readonly Claim<ExitGameView>[] = [
  witness(
    'phantom-finds-nothing',
    'The phantom matures when all honest coins are paid, and finds the balance empty.',
    crowd,
    ({ contract }) => contract.context.unfunded.includes('phantom'),
    { instance: 'crowd' },
  ),
  witness(
    'matures-beside-phantom',
    'All full blocks are spent, and a deposit matures in the same block as the phantom: it comes first.',
    crowd,
    ({ space, contract }) => {
      const { exits, ages, terms } = contract.context;
      const isLast = (age: number): boolean => age === terms.maturity - 1;
      const deposit = exits.some((exit) => exit.kind === 'standard' && exit.coin === 1 && isLast(exit.age));
      const requested = exits.some((exit) => exit.kind === 'standard' && exit.coin === 'phantom');
      return space.context.congestion === 0 && deposit && requested && ages.phantom === 2 * terms.maturity - 1;
    },
    { instance: 'crowd' },
  ),
  witness(
    'last-full-block-used',
    'The adversary has filled its block, and the holders are paid all the same.',
    crowd,
    (view) => view.space.context.congestion === 0 && view.chain.context.isWithheld && unpaidDeposits(view) === 0,
    { instance: 'crowd' },
  ),
  witness(
    'stale-exit-cancelled',
    'The rogue asks for the coin that was given away, and loses the bond.',
    watch,
    ({ contract, payee }) => payee.context.isHers && contract.context.cancelled.includes('input'),
    { instance: 'watch' },
  ),
  witness(
    'rival-defeated',
    'The rogue’s rival is shown against both its ends and pays nothing.',
    watch,
    ({ contract, payee }) => {
      const { started, exits, paid, bondsLost } = contract.context;
      const isOver = started.includes('rival') && exits.every(({ kind }) => kind === 'standard');
      return isOver && paid.length === 0 && bondsLost.includes('rogue') && payee.context.rivalInput === 'challenged';
    },
    { instance: 'watch' },
  ),
  witness(
    'rival-answered',
    'A rival is shown against the payment, and answered.',
    watch,
    ({ payee }) => payee.context.isHers && payee.context.paymentExit === 'answered',
    { instance: 'watch' },
  ),
  witness(
    'payee-paid',
    'The payee’s young coin is paid, and the phantom after it finds nothing.',
    everything,
    ({ contract }) => contract.context.paid.includes('output') && contract.context.unfunded.includes('phantom'),
  ),
  witness(
    'payment-in-flight-paid',
    'A payment that is in no published block is paid to the payee.',
    crowd,
    ({ contract }) => contract.context.paid.includes('payment-output'),
    { unfired: noRogue },
  ),
];

const claims: readonly AnyClaim[] = [
  ...staying(
    [...literalClaims, ...repairedClaims, ...necessaryClaims, ...witnessClaims, ...bookkeepingClaims, specifiedClaim],
    { 'without-urgent-first': measured },
  ),
  ...cashClaims,
  ...cashBookkeeping,
];

const lattices: readonly AnyLattice[] = [
  {
    id: 'assumptions-crowd',
    says: 'What keeps the coins of those backed who have to leave?',
    system,
    goal: honestBacked,
    instance: 'crowd',
    setting: { powers: { bonds: 1, congest: 1 } },
    hypotheses: { ...toLeave, ...insteadOfLeaving },
    expect: { minimalSufficient: [['dataPublished'], ['provenStates'], Object.keys(toLeave)] },
  },
  {
    id: 'assumptions-watch',
    says: 'What keeps a coin that was given away from being taken out by who gave it?',
    system,
    goal: safety,
    instance: 'watch',
    setting: { powers: { bonds: 2, congest: 1 } },
    hypotheses: { ...toWatch, ...insteadOfWatching },
    expect: { minimalSufficient: [['honestSender'], Object.keys(toWatch)] },
  },
  cashLattice,
];

const allFrontiers: readonly AnyFrontier[] = [...frontiers, ...cashFrontiers];

export const theorem: AnyTheorem = defineTheorem({
  item: '5.3.2',
  title: 'Exit Game Correctness',
  says: 'An exit game is correct if any valid request succeeds if and only if it is consistent with the latest valid state.',
  instances: {
    'two-deposits': { H: 2, cap: 2, W: 2 },
    'too-many': { H: 4, cap: 1, W: 2 },
    crowd: { H: 2, cap: 1, W: 2 },
    'crowd-in-time': { H: 2, cap: 1, W: 2, deadline: 4 },
    watch: { H: 1, cap: 3, W: 3, moving: 1, leave: 0 },
    small: { H: 1, cap: 3, W: 2, moving: 1, leave: 0 },
    medium: { H: 1, cap: 4, W: 2, moving: 1, leave: 0 },
    'room-1': { cap: 1 },
    'room-1-slow': { cap: 1, reactionDelay: 1 },
    'one-payout': { cap: 2, payouts: 1 },
    'age-alone': { cap: 2, payouts: 2, ageAlone: 1 },
    cash: { length: 4, cap: 1, W: 2, H: 0 },
    'cash-slow': { length: 3, cap: 1, W: 3, H: 0 },
    'cash-short': { length: 3, cap: 1, H: 0 },
    'cash-deposited': { given: 0, length: 3, cap: 1, W: 2, H: 0 },
    'cash-deposited-slow': { given: 0, length: 3, cap: 1, W: 3, H: 0 },
    'cash-in-time': { given: 0, length: 3, cap: 1, W: 2, H: 0, deadline: 6 },
    'cash-crowd': { given: 0, length: 2, cap: 1, W: 2, H: 4, unwatched: 1 },
    'cash-limbo': { given: 0, gives: 1, length: 4, cap: 3, W: 2, H: 0 },
    'cash-medium': { length: 5, cap: 1, W: 2, H: 0 },
  },
  claims,
  lattices,
  frontiers: allFrontiers,
});
