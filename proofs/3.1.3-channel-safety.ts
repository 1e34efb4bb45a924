/**
 * Theorem 3.1.3 (Channel Safety): "A payment channel is safe if for any two valid channel states …, if n_1 < n_2, then the state with n_2
 * takes precedence."
 *
 * "Safe" is not defined; it is read as payoff: a closed channel has paid A at least what she has under her latest complete state,
 * or the least that she signed after it, because B alone may hold both signatures under that. A is honest, B and the block
 * builder are the adversary. "Takes precedence" is read as far as a contract can keep it: among the states presented to
 * it in time, the one of the highest nonce is paid out. Literal reading:
 * - The premise can hold in every run while A is robbed: asleep, censored, or with two states of one nonce. Nor does it say anything
 *   of balances that nothing covers, or of states of another channel.
 * - It is not needed either: where the last state presented wins and starts the window anew, nonces decide nothing, and A is paid. The price
 *   is that a closing need not end.
 * - What the proof sketch promises, that the highest signed nonce is the one paid out, is false with every rule kept: B
 *   may keep a state that only he can complete, or use it against A's latest one.
 *
 * Repaired reading. Under the hypotheses below A is paid what she counts on, the funds are conserved and there is one payout. Each
 * is necessary: dropped alone, it gives the counterexample of its `necessary` claim (`closeOnce` for the unique payout, the others for
 * the payoff). `noReordering` is no part of the repair but of the lattice: it can stand in for `answersBeforeSettlement`.
 *
 * The clock. What B posts is in the block in progress, its age is 0. Each BLOCK is one later block and adds one; what A submits now can
 * be in the next BLOCK. The block that brings the age to T is the last of the window and settles the channel. A's answer in that very block
 * is accepted if answers take effect before settlement, a rule of the contract; else the builder may settle first and the answer is
 * late. So A has T blocks to be included in, and loses O of them asleep, K to censorship and R to her own delay:
 * O + K + R < T with the rule, one block less without. Starting the window anew with each state changes nothing for A: her
 * answer may use any block of the first window already. Without `strictNonce` no T is long enough, if the builder can put B's
 * old state once more behind A's answer in the last block.
 *
 * `freeze` is a rule of A's, and what it forbids is done by programs: she takes a payment over a channel that is closed, or that will be
 * before she can show the state she was paid under (6 steps, the last of them her signature). A contract cannot help her there. BOLT 2
 * forbids new HTLCs after `shutdown` for that reason; the sketch of section 4 forgets it, and updates a channel after `close`.
 *
 * Trace lengths are those of an earlier, smaller model and one more, because here the channel is funded first; likewise
 * `closes-at-once`, 2 and FUND. `other-channel` has T blocks to wait, which the reading did not count. In `equal-nonce` the reading's
 * bound, the least that A signed with at least the nonce of her latest state, would count the earlier of the two states as
 * agreed and find nothing wrong; here a state counts against A only if she signed it after her latest complete one.
 *
 * Channels with penalties are `3.1.3-penalty.ts`: there the premise fails for another reason and is needed as little. Channels in which each
 * later state starts the window anew (eltoo) are the instance `small-restart`. A payment in flight, an HTLC on each of two channels,
 * is `3.1.3-htlc.ts`, and HTLCs in the states of one channel are `3.1.3-channel-htlc.ts`; many channels closed at once are `3.1.3-flood.ts`; an A who sleeps and has a watchtower is `3.1.3-watchtower.ts`.
 * Left out: fees. A party who sees blocks late (time dilation) is one with a reaction delay R.
 */

import { range } from '../checker/language/menu.ts';
import { reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyFrontier,
  type AnyLattice,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Frontier,
} from '../checker/language/theorem.ts';
import { type PaymentChannelView, paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { bookkeepingClaims } from './3.1.3-bookkeeping.ts';
import {
  channelHtlcFrontiers,
  channelHtlcLattice,
  channelHtlcLiteral,
  channelHtlcNecessary,
  channelHtlcRepaired,
  channelHtlcWitnesses,
} from './3.1.3-channel-htlc.ts';
import { channelHtlcAccount } from './3.1.3-channel-htlc-account.ts';
import { adversary, alternatives, attacks, type Choice, claim, hypotheses } from './3.1.3-claim.ts';
import { floodFrontier, floodLiteral, floodNecessary, floodRepaired, floodWitnesses } from './3.1.3-flood.ts';
import {
  forwardingFrontiers,
  forwardingLiteral,
  forwardingNecessary,
  forwardingRepaired,
  forwardingWitnesses,
} from './3.1.3-forwarding.ts';
import {
  closes,
  highestSettles,
  honestPayoff,
  isOverridden,
  latestPayoff,
  precedence,
  safety,
  uniquePayout,
} from './3.1.3-goals.ts';
import { htlcFrontiers, htlcLattice, htlcLiteral, htlcNecessary, htlcRepaired, htlcWitnesses } from './3.1.3-htlc.ts';
import { htlcBookkeepingClaims } from './3.1.3-htlc-bookkeeping.ts';
import { messageClaims } from './3.1.3-messages.ts';
import {
  penaltyFrontier,
  penaltyLattice,
  penaltyLiteral,
  penaltyNecessary,
  penaltyRepaired,
  penaltyWitnesses,
} from './3.1.3-penalty.ts';
import { specifiedClaim } from './3.1.3-specified.ts';
import { towerFrontier, towerLattice, towerNecessary, towerRepaired, towerWitnesses } from './3.1.3-watchtower.ts';
import { towerBookkeeping, towerBookkeepingWitnesses } from './3.1.3-watchtower-bookkeeping.ts';
import { measured, staying } from './own-instance.ts';

const system = paymentChannelSystem;

/** What the payoff needs besides one of the two answers to reordering; `closeOnce` is for the unique payout alone. */
const needed = Object.keys(hypotheses).filter((name) => name !== 'closeOnce' && name !== 'answersBeforeSettlement');

/** Here the last state presented wins, and everybody has the whole window to present another. */
const lastWins: Setting = { powers: { order: true, censor: 1, offline: 1 }, without: ['strictNonce'] };

const literalClaims: readonly Claim<PaymentChannelView>[] = [
  claim('party-offline', 'A holds the newer state and sleeps for T blocks.', { powers: { offline: 3 } }),
  claim('answer-censored', 'A answers at once and is left out of T blocks.', { powers: { censor: 3 } }),
  claim('equal-nonce', 'Of two states with one nonce neither takes precedence; B posts the one that he prefers.', {
    powers: { equivocate: true },
    without: ['turnTaking'],
  }),
  claim('insolvent', 'The balances of a state need not add up to the deposits; there is less than A is due.', {
    powers: { overdraw: true },
    without: ['conservation'],
  }),
  claim('other-channel', 'A channel state names no channel; a state of another one takes precedence.', {
    powers: { replayChannel: true },
    without: ['bindChannel'],
  }),
  claim('fake-funding', 'Nothing is said of the funding: A uses a channel from which nothing can be paid.', {
    parameters: { T: 1 },
    powers: { fakeFunding: true },
    without: ['verifyFunding'],
  }),
  claim('closes-at-once', 'Without a window nobody can present anything newer.', { without: ['disputeWindow'] }),
  claim(
    'premise-holds',
    'In all these runs, A asleep, censored or with two states of one nonce, the highest nonce presented is the one paid out.',
    { powers: { offline: 3, censor: 3, equivocate: true }, without: ['turnTaking'] },
    { property: precedence, verdict: 'exhausted' },
  ),
  claim(
    'premise-fails',
    'Where the last state presented wins, a lower nonce can take precedence over a higher one …',
    lastWins,
    { property: precedence, instance: 'small-restart' },
  ),
  claim(
    'premise-not-needed',
    '… and A gets what she counts on all the same: with a new window for each state she has the last word.',
    lastWins,
    { verdict: 'exhausted', instance: 'small-restart' },
  ),
  claim(
    'highest-not-settled',
    'With every rule kept and A prompt: a state that only B can complete stays off the chain.',
    {},
    { property: highestSettles },
  ),
  claim(
    'half-signed-wins',
    'A does not even get what her latest complete state says: B completes the next one alone.',
    {},
    { property: latestPayoff },
  ),
];

const holds: Choice = { reading: 'repaired', property: safety, verdict: 'exhausted' };

const repairedClaims: readonly Claim<PaymentChannelView>[] = [
  claim('repaired', 'T = 3, two updates, one block slept through and one censored.', adversary, holds),
  claim(
    'repaired-medium',
    'T = 5, three updates, a slow A, one block slept through and two censored.',
    { powers: { ...adversary.powers, censor: 2 } },
    { ...holds, instance: 'medium' },
  ),
  claim(
    'repaired-large',
    'T = 7, four updates, a slow A, two blocks slept through and three censored.',
    { powers: { ...adversary.powers, censor: 3, offline: 2 } },
    { ...holds, instance: 'large' },
  ),
  claim('repaired-restart', 'T = 3 where every state that replaces another starts the window anew.', adversary, {
    ...holds,
    instance: 'small-restart',
  }),
  claim(
    'repaired-messages',
    'T = 3 where B’s proposals are messages of their own.',
    { ...adversary, parameters: { messages: 1 } },
    holds,
  ),
  claim('closes', 'A closing comes to its end, whatever B presents.', adversary, { ...holds, property: closes }),
  claim(
    'closes-restart',
    'A closing comes to its end even if each state starts the window anew: nonces run out.',
    adversary,
    { ...holds, property: closes, instance: 'small-restart' },
  ),
];

const necessaryClaims: readonly Claim<PaymentChannelView>[] = [
  ...Object.entries(hypotheses).map(([name, { says, dropped }]) =>
    claim(
      `without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      `Dropped: ${says}.`,
      { ...dropped, powers: { ...adversary.powers, ...dropped.powers } },
      { reading: 'necessary', property: name === 'closeOnce' ? uniquePayout : honestPayoff },
    ),
  ),
  claim(
    'closing-never-ends',
    'Dropped for the end of a closing: where the last state wins and starts a new window, B presents one for ever.',
    lastWins,
    { reading: 'necessary', property: closes, instance: 'small-restart' },
  ),
];

function witness(id: string, says: string, found: (state: PaymentChannelView) => boolean): Claim<PaymentChannelView> {
  const property = reachable<PaymentChannelView>(id, says, found);
  return claim(id, says, adversary, { reading: 'witness', property, verdict: 'exhausted' });
}

const witnessClaims: readonly Claim<PaymentChannelView>[] = [
  witness('stale-state-overridden', 'An older state is posted, answered, and A’s latest one paid out.', isOverridden),
  witness('a-gains', 'A ends with more than she deposited, B with less.', ({ channel }) => {
    const { paidA, paidB, terms } = channel.context;
    return channel.matches('closed') && paidA > terms.balanceA && paidB < terms.balanceB;
  }),
  witness('b-gains', 'B ends with more than he deposited, A with less.', ({ channel }) => {
    const { paidA, paidB, terms } = channel.context;
    return channel.matches('closed') && paidA < terms.balanceA && paidB > terms.balanceB;
  }),
  witness(
    'last-block-used',
    'All sleep and censorship are spent, an older state is on the chain one block before the end, and A’s answer still comes first.',
    ({ l1, channel, A }) => {
      const { onChain, age, terms } = channel.context;
      const isStale = onChain !== 'none' && onChain.nonce < A.context.latest.nonce;
      return isStale && age === terms.timeout - 1 && l1.context.censorship === 0 && A.context.naps === 0;
    },
  ),
  witness(
    'overridden-with-nothing-left',
    'The adversary has spent all sleep and censorship, and A’s latest state is paid out all the same.',
    (view) => isOverridden(view) && view.l1.context.censorship === 0 && view.A.context.naps === 0,
  ),
  witness(
    'half-signed-settled',
    'B completes a state that A holds without B’s signature, and it is paid out.',
    ({ channel, A }) => {
      const { onChain } = channel.context;
      return channel.matches('closed') && onChain !== 'none' && onChain.nonce > A.context.latest.nonce;
    },
  ),
  witness(
    'answer-answered',
    'An older state of B, A’s answer and a newer half-signed state of B follow each other on the chain.',
    ({ channel }) => channel.context.presented.map(({ by }) => by).join('') === 'BAB',
  ),
  witness('a-closes', 'A closes on her own and her latest state is paid out unopposed.', ({ channel, A }) => {
    const [only, ...others] = channel.context.presented;
    const isHers = only?.by === 'A' && only.nonce === A.context.latest.nonce && only.nonce > 0;
    return channel.matches('closed') && isHers && others.length === 0;
  }),
];

const sweeping: Setting = { powers: attacks };
function frontier(
  id: string,
  says: string,
  instance: string,
  setting: Setting,
  formula: string,
  most = 2,
): Frontier<PaymentChannelView> {
  return {
    id,
    says,
    system,
    goal: honestPayoff,
    instance,
    setting,
    axes: {
      O: { power: 'offline', values: range(0, most).values },
      K: { power: 'censor', values: range(0, most).values },
      T: { parameter: 'T', values: range(1, 2 * most + 1).values },
    },
    expect: { formula },
  };
}

const claims: readonly AnyClaim[] = [
  ...[...literalClaims, ...penaltyLiteral, ...htlcLiteral, ...floodLiteral],
  ...[...repairedClaims, ...penaltyRepaired, ...htlcRepaired, ...floodRepaired, ...towerRepaired],
  ...[...necessaryClaims, ...penaltyNecessary, ...htlcNecessary, ...floodNecessary, ...towerNecessary],
  ...[...witnessClaims, ...penaltyWitnesses, ...htlcWitnesses, ...floodWitnesses, ...towerWitnesses],
  ...[...channelHtlcLiteral, ...channelHtlcRepaired, ...channelHtlcNecessary, ...channelHtlcWitnesses],
  ...channelHtlcAccount,
  ...[...forwardingLiteral, ...forwardingRepaired, ...forwardingNecessary, ...forwardingWitnesses],
  ...bookkeepingClaims,
  ...messageClaims,
  ...htlcBookkeepingClaims,
  ...towerBookkeeping,
  ...towerBookkeepingWitnesses,
  specifiedClaim,
];

const lattices: readonly AnyLattice[] = [
  {
    id: 'assumptions-payoff',
    says: 'Which hypotheses make a closed channel pay A what she counts on?',
    system,
    goal: honestPayoff,
    instance: 'small',
    setting: { powers: { ...attacks, order: false, censor: 1, offline: 1 } },
    hypotheses: { ...hypotheses, ...alternatives },
    expect: {
      minimalSufficient: [
        [...needed, 'answersBeforeSettlement'],
        [...needed, 'noReordering'],
      ],
    },
  },
  penaltyLattice,
  htlcLattice,
  channelHtlcLattice,
  towerLattice,
];

const frontiers: readonly AnyFrontier[] = [
  frontier(
    'frontier-answers-first',
    'Dispute window T against O blocks that A sleeps through and K censored ones, answers first in a block.',
    'small',
    sweeping,
    'O + K < T',
    3,
  ),
  frontier(
    'frontier-settlement-first',
    'The same where the builder may let the settlement run before the answers.',
    'small',
    { ...sweeping, without: ['answersBeforeSettlement'] },
    'O + K < T - 1',
  ),
  frontier(
    'frontier-restart',
    'The same, answers first, where every state that replaces another starts the window anew.',
    'small-restart',
    sweeping,
    'O + K < T',
  ),
  {
    id: 'frontier-delay',
    says: 'With R blocks until A reacts, O slept through and K censored.',
    system,
    goal: honestPayoff,
    instance: 'small',
    setting: sweeping,
    axes: {
      R: { parameter: 'reactionDelay', values: range(0, 2).values },
      O: { power: 'offline', values: range(0, 2).values },
      K: { power: 'censor', values: range(0, 2).values },
      T: { parameter: 'T', values: range(1, 6).values },
    },
    expect: { formula: 'R + O + K < T' },
  },
  frontier(
    'frontier-without-precedence',
    'The same where a later state replaces an earlier one whatever their nonces.',
    'small',
    { ...sweeping, without: ['strictNonce'] },
    'never',
  ),
  penaltyFrontier,
  ...htlcFrontiers,
  ...channelHtlcFrontiers,
  ...forwardingFrontiers,
  floodFrontier,
  towerFrontier,
];

export const theorem: AnyTheorem = defineTheorem({
  item: '3.1.3',
  title: 'Channel Safety',
  says: 'A payment channel is safe if of any two valid channel states the one with the higher nonce takes precedence.',
  instances: {
    small: { T: 3, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, restart: 0 },
    'small-restart': { T: 3, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, restart: 1 },
    'small-penalty': { T: 3, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, restart: 0, penalty: 1 },
    medium: { T: 5, updates: 3, balanceA: 1, balanceB: 1, reactionDelay: 1, restart: 0 },
    large: { T: 7, updates: 4, balanceA: 1, balanceB: 1, reactionDelay: 1, restart: 0 },
    flood: { n: 4, W: 2, cap: 2 },
    hop: { t_in: 6, t_out: 2, reactionDelay: 0 },
    'channel-htlc': { T: 2, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, t: 6, M: 5 },
    'channel-htlc-penalty': { T: 2, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, penalty: 1, t: 4, M: 3 },
    'channel-htlc-medium': { T: 3, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 1, t: 9, M: 8 },
    forwarding: { T: 2, reactionDelay: 0, t_in: 11, t_out: 1 },
    'hop-medium': { t_in: 15, t_out: 4, reactionDelay: 1 },
  },
  claims: staying(claims, {
    'party-offline': measured,
    'answer-censored': measured,
    'without-answers-before-settlement': measured,
    'last-block-used': measured,
    'htlc-without-bounded-censorship': measured,
    'htlc-without-bounded-sleep': measured,
    'htlc-without-bounded-eviction': measured,
    'htlc-without-claims-first': measured,
    'htlc-last-block-used': measured,
    'channel-htlc-window': measured,
    'channel-htlc-restart': measured,
    'channel-htlc-without-early-enough': measured,
    'channel-htlc-without-bounded-censorship': measured,
    'channel-htlc-without-prompt-party': measured,
    'channel-htlc-without-claims-first': measured,
    'channel-htlc-account-slow': measured,
    'answered-in-the-last-block': measured,
    'repeated-in-the-last-block': measured,
    'slowest-answer': measured,
    'tower-told-late': measured,
    'tower-censored': measured,
    'tower-last-block-used': measured,
    'tower-punishes': measured,
    'premise-holds': 'an adversary without bounds has more than 100 million states at medium',
    'repaired-messages': 'every order of the messages gives more than 16 million states at medium',
  }),
  lattices,
  frontiers,
});
