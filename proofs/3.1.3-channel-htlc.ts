/**
 * Theorem 3.1.3 where states carry HTLCs: what A has is then not only in balances, and "takes precedence" decides which HTLC gets to the
 * chain, not who is paid by it. Safety is read as payoff again: A ends with what her latest complete state gives her, or the least that she
 * signed after it: her balance, an HTLC of her own unless the preimage is known, and one that pays her if she knew the preimage in time.
 *
 * Literal reading. The state of the highest nonce is paid out, A is awake and nobody censors her, and she loses an HTLC: its timelock passes
 * while the window runs. Where states replace each other the contract cannot tell which HTLC counts before the window is over, so
 * the window takes its time from the timelock; where they are revoked, an HTLC can be claimed as soon as its state is on the chain.
 *
 * Repaired reading. A must not wait for a state that pays her off chain until the last: M blocks before the timelock she closes. The clock
 * is that of `3.1.3-channel-safety.ts`: she submits her state after block t − M, it is in the next one, T blocks later it is settled, and her
 * claim can be in the block after that, of which the builder decides whether the refund comes first in it from block t on. With K blocks
 * censored, O slept through and a delay R that she has twice, when she closes and when she claims, A is paid exactly where
 * T + K + O + 2R + 2 < M; with penalties where K + O + 2R + 2 < M, whatever T is; and where each state starts the window anew where
 * T + K + O + 3R + 2 < M, because she answers an older state besides. All of it besides O + K + R < T. The sweeps are of T and K, of R, of
 * O with penalties and of R where windows start anew; the tests hold the sums to runs in which all of it is lost.
 *
 * Claims first in a block save one block of all these, and the whole condition if she never is late at all: whoever claims at once then
 * loses no race, however late it is. The deadline of BOLT 2 for a fulfilled HTLC, 2R + G + S blocks before its timelock, is that of a
 * channel with penalties.
 *
 * What she waits for beyond that, nobody owes her: an HTLC whose preimage she learns, or that B signs or commits to, later than M
 * blocks before its timelock she does not count on. With penalties an HTLC is committed to when the state before it is revoked.
 *
 * Left out: payments without an HTLC, more than one HTLC at a time, dust and fees.
 */

import { range } from '../checker/language/menu.ts';
import { reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Axis, Claim, Frontier, Hypothesis, Lattice } from '../checker/language/theorem.ts';
import { updateOf } from '../model/channel-htlc.ts';
import { type HtlcChannelView, htlcChannelSystem as system } from '../model/systems/htlc-channel.ts';
import { adversary, type Choice, claim, lean, penalty, short } from './3.1.3-channel-htlc-claim.ts';
import { htlcPayoff, htlcPrecedence, htlcSafety, htlcSettles, isOver } from './3.1.3-channel-htlc-goals.ts';
import { alternatives } from './3.1.3-claim.ts';

/** A waits as long as she could if there were no window, and the builder may put refunds first. */
const patient: Setting = { parameters: { ...short, M: 3 }, powers: { order: true }, without: ['claimsFirst'] };

export const channelHtlcLiteral: readonly Claim<HtlcChannelView>[] = [
  claim(
    'channel-htlc-window',
    'A closes with her latest state as late as she could without a window: the timelock of its HTLC passes in the window.',
    patient,
  ),
  claim(
    'channel-htlc-premise',
    'The state that is paid out there has the highest nonce of all that were presented.',
    patient,
    {
      property: htlcPrecedence,
      verdict: 'exhausted',
    },
  ),
];

const holds: Choice = { reading: 'repaired', property: htlcSafety, verdict: 'exhausted' };

export const channelHtlcRepaired: readonly Claim<HtlcChannelView>[] = [
  claim(
    'channel-htlc-repaired',
    'T = 2, two updates, one block censored; A closes five blocks before the timelock.',
    adversary,
    holds,
  ),
  claim(
    'channel-htlc-asleep',
    'The same with one block slept through instead.',
    { parameters: short, powers: { offline: 1 } },
    holds,
  ),
  claim(
    'channel-htlc-repaired-medium',
    'T = 3, a slow A, one block censored; A closes eight blocks before the timelock.',
    adversary,
    { ...holds, instance: 'channel-htlc-medium' },
  ),
  claim('channel-htlc-penalty', 'With penalties, T = 2, and A closes three blocks before the timelock.', adversary, {
    ...holds,
    instance: penalty,
  }),
  claim(
    'channel-htlc-restart',
    'Where every state that replaces another starts the window anew.',
    { ...adversary, parameters: { ...short, restart: 1 } },
    holds,
  ),
  claim('channel-htlc-comes-back', 'What A offers is paid for, or comes back.', adversary, {
    ...holds,
    property: htlcSettles,
  }),
];

const hypotheses: Readonly<Record<string, Hypothesis>> = {
  earlyEnough: {
    says: 'A closes so many blocks before the timelock that there is time to close and to claim (T + K + O + 1 < M)',
    dropped: { parameters: { M: 4 } },
  },
  boundedCensorship: { says: 'so few blocks are censored that there is', dropped: { powers: { censor: 2 } } },
  promptParty: { says: 'A sleeps so little that there is', dropped: { powers: { offline: 1 } } },
  closesInTime: { says: 'she does not wait longer', dropped: { without: ['closesInTime'] } },
  claimsFirst: {
    says: 'in a block claims with a preimage count before refunds',
    dropped: { without: ['claimsFirst'] },
  },
  htlcOutputs: {
    says: 'the HTLC of a state is paid for when the channel closes',
    dropped: { without: ['htlcOutputs'] },
  },
  hashlock: { says: 'an HTLC is claimed only with the preimage', dropped: { without: ['hashlock'] } },
  timelock: { says: 'an HTLC is taken back only from its timelock on', dropped: { without: ['timelock'] } },
  conservation: { says: 'balances and HTLC add up to the deposits', dropped: { without: ['conservation'] } },
  strictNonce: {
    says: 'a presented state is replaced only by one with a strictly higher nonce',
    dropped: { without: ['strictNonce'] },
  },
  disputeWindow: { says: 'a presented state is paid out only after T blocks', dropped: { without: ['disputeWindow'] } },
  turnTaking: { says: 'A signs one state a nonce', dropped: { without: ['turnTaking'] } },
  freeze: { says: 'A takes part in no update once somebody closes', dropped: { without: ['freeze'] } },
};

/** These take one of A’s, or a second update. */
const both = ['hashlock', 'turnTaking'];

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const necessary: Choice = { reading: 'necessary' };

export const channelHtlcNecessary: readonly Claim<HtlcChannelView>[] = [
  ...Object.entries(hypotheses).map(([name, { says, dropped }]) =>
    claim(
      `channel-htlc-without-${kebab(name)}`,
      `Dropped: ${says}.`,
      {
        ...dropped,
        parameters: { ...(both.includes(name) ? {} : lean), ...dropped.parameters },
        powers: { ...adversary.powers, ...dropped.powers },
      },
      necessary,
    ),
  ),
  claim(
    'channel-htlc-without-pays-for-preimage',
    'Dropped: A signs that an HTLC of hers is paid only when the preimage is known.',
    { ...adversary, without: ['paysForPreimage'] },
    { ...necessary, property: htlcSafety },
  ),
  claim(
    'channel-htlc-without-refunds',
    'Dropped, of coming back: an HTLC can be taken back by its sender.',
    { ...adversary, parameters: short, without: ['refunds'] },
    { ...necessary, property: htlcSettles },
  ),
  claim(
    'channel-htlc-penalty-without-revokes-in-turn',
    'Dropped with penalties: A gives up a state only when she has the next one in full.',
    { ...adversary, without: ['revokesInTurn'] },
    { ...necessary, instance: penalty },
  ),
  claim(
    'channel-htlc-penalty-too-late',
    'Dropped with penalties: K + O + 1 < M.',
    { ...adversary, parameters: { ...short, M: 2 } },
    { ...necessary, instance: penalty },
  ),
];

type Found = (view: HtlcChannelView) => boolean;

function witness(id: string, says: string, found: Found, instance = 'channel-htlc'): Claim<HtlcChannelView> {
  const property = reachable<HtlcChannelView>(id, says, found);
  return claim(id, says, adversary, { reading: 'witness', property, verdict: 'exhausted', instance });
}

/** How an HTLC that this party offered was settled on the chain, and the channel with it. */
function settledOnChain(by: 'A' | 'B', status: 'claim' | 'refund'): Found {
  return (view) => {
    const { onChain, output, settlements } = view.channel.context;
    return settlements > 0 && output?.status === status && onChain !== 'none' && onChain.htlc?.by === by;
  };
}

/** Her latest state settles the HTLC of the one before it so. */
function settledOffChain(by: 'A' | 'B', how: 'fulfil' | 'fail'): Found {
  return ({ htlcs: { context } }) => {
    const { previous, latest } = context;
    return previous !== 'none' && previous.htlc?.by === by && updateOf(previous, latest) === how;
  };
}

/** What is paid out is her latest state, and before it one with an HTLC that she had seen settled was presented. */
const isOverridden: Found = ({ channel, htlcs }) => {
  const { onChain, presented, settlements } = channel.context;
  const { latest, previous } = htlcs.context;
  if (settlements === 0 || onChain === 'none' || previous === 'none' || previous.htlc === undefined) return false;
  return onChain.nonce === latest.nonce && presented.some(({ nonce, by }) => by === 'B' && nonce === previous.nonce);
};

export const channelHtlcWitnesses: readonly Claim<HtlcChannelView>[] = [
  witness('channel-htlc-fulfilled', 'An HTLC of B’s is fulfilled off chain.', settledOffChain('B', 'fulfil')),
  witness('channel-htlc-paid', 'An HTLC of A’s is fulfilled off chain.', settledOffChain('A', 'fulfil')),
  witness('channel-htlc-failed', 'An HTLC of A’s fails off chain.', settledOffChain('A', 'fail')),
  witness('channel-htlc-given-up', 'An HTLC of B’s fails off chain.', settledOffChain('B', 'fail')),
  witness('channel-htlc-claimed', 'A claims an HTLC on the chain.', settledOnChain('B', 'claim')),
  witness('channel-htlc-claimed-by-b', 'B claims an HTLC on the chain.', settledOnChain('A', 'claim')),
  witness('channel-htlc-taken-back', 'A takes an HTLC back on the chain.', settledOnChain('A', 'refund')),
  witness('channel-htlc-taken-back-by-b', 'B takes an HTLC back on the chain.', settledOnChain('B', 'refund')),
  witness(
    'channel-htlc-overridden',
    'B presents a state whose HTLC is settled, and A’s latest is paid out.',
    isOverridden,
  ),
  witness(
    'channel-htlc-punished',
    'B presents a revoked state with an HTLC, and A is paid everything.',
    ({ channel }) => {
      const { forfeits, onChain, settlements, held } = channel.context;
      return settlements > 0 && forfeits === 'B' && onChain !== 'none' && onChain.htlc !== undefined && held === 0;
    },
    penalty,
  ),
  witness('channel-htlc-a-gains', 'A ends with more than she deposited, by an HTLC on the chain.', (view) => {
    const { paidA, terms, output } = view.channel.context;
    return isOver(view) && paidA > terms.balanceA && output?.status === 'claim';
  }),
  witness('channel-htlc-b-gains', 'B ends with more than he deposited, by an HTLC on the chain.', (view) => {
    const { paidB, terms, output } = view.channel.context;
    return isOver(view) && paidB > terms.balanceB && output?.status === 'claim';
  }),
  witness(
    'channel-htlc-last-block-used',
    'All censorship is spent, and A’s claim is to be in the very block from which B could take the HTLC back.',
    ({ l1, htlcs }) => {
      const { counts, pending, height, terms } = htlcs.context;
      return counts && pending === 'claim' && height + 1 === terms.timelock && l1.context.censorship === 0;
    },
  ),
];

const seconds = range(0, 1).values;

function frontier(
  id: string,
  says: string,
  formula: string,
  axes: Readonly<Record<string, Axis>>,
  { parameters, without = ['claimsFirst'] }: Setting = {},
): Frontier<HtlcChannelView> {
  // What pays A is what she can lose, so B alone has a deposit.
  const setting: Setting = {
    parameters: { ...lean, t: 9, ...parameters },
    powers: { order: true },
    without,
  };
  return { id, says, system, goal: htlcPayoff, instance: 'channel-htlc', setting, axes, expect: { formula } };
}

const margin = (least: number, most: number): Axis => ({ parameter: 'M', values: range(least, most).values });
const window = (least: number, most: number): Axis => ({ parameter: 'T', values: range(least, most).values });
const K: Axis = { power: 'censor', values: seconds };
const R: Axis = { parameter: 'reactionDelay', values: seconds };

export const channelHtlcFrontiers: readonly Frontier<HtlcChannelView>[] = [
  frontier(
    'channel-htlc',
    'How many blocks M before the timelock A has to close, against the window T and K censored blocks.',
    'K + T < M - 2',
    { K, T: window(2, 3), M: margin(4, 7) },
    { parameters: { t: 8 } },
  ),
  frontier(
    'channel-htlc-delay',
    'The same with R blocks until A reacts; T = 3.',
    '2*R < M - 5',
    { R, M: margin(5, 8) },
    { parameters: { T: 3 } },
  ),
  frontier(
    'channel-htlc-with-penalties',
    'With penalties the window does not count; O blocks are slept through.',
    'O < M - 2',
    { O: { power: 'offline', values: seconds }, T: window(2, 3), M: margin(2, 4) },
    { parameters: { penalty: 1, t: 5 } },
  ),
  frontier(
    'channel-htlc-restarts',
    'Where every state that replaces another starts the window anew: A answers an older state besides; T = 3.',
    '3*R < M - 5',
    { R, M: margin(5, 9) },
    { parameters: { T: 3, restart: 1 } },
  ),
  frontier(
    'channel-htlc-claims-first',
    'Claims first in a block, and at least one block is censored; T = 3.',
    'K < M - 4',
    { K: { power: 'censor', values: range(1, 2).values }, M: margin(5, 7) },
    { parameters: { T: 3, t: 8 }, without: [] },
  ),
];

const locks = ['htlcOutputs', 'hashlock', 'timelock'];
const inTime = ['earlyEnough', 'boundedCensorship', 'promptParty', 'closesInTime'];

export const channelHtlcLattice: Lattice<HtlcChannelView> = {
  id: 'assumptions-channel-htlc',
  says: 'Which hypotheses about HTLCs make a channel whose states carry them pay A what she counts on?',
  system,
  goal: htlcPayoff,
  instance: 'channel-htlc',
  setting: { parameters: { updates: 1 }, powers: { censor: 1 } },
  hypotheses: {
    ...Object.fromEntries(
      Object.entries(hypotheses).filter(([name]) => [...inTime, ...locks, 'claimsFirst'].includes(name)),
    ),
    ...alternatives,
  },
  expect: {
    minimalSufficient: ['claimsFirst', 'noReordering'].map((order) => [...inTime, ...locks, order]),
  },
};
