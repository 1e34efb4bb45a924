/**
 * Theorem 3.1.3 where states are revoked instead of replaced, as in Lightning: the first state presented is the one paid out, and who
 * presents a state that was revoked forfeits all. No state takes precedence over another, so the premise fails, and it is not needed: the
 * remedy is confiscation.
 *
 * B revokes a state when a later one is full; until then he may show either, so A counts on the least that she has under any
 * state that she signed and B has not revoked. She signs the next one only after the last but one is revoked.
 *
 * Of the hypotheses two are not needed here, `strictNonce` and `turnTaking`: nonces are never compared by a contract that has to choose, and
 * of two states with one nonce both are revoked together. One is needed besides: `revokesInTurn`. If A's signature under the
 * next state gave up the last one, B could keep the next one to himself and punish her for showing the last one that she holds.
 * That order is the protocol's, not the model's: in BOLT 2 `revoke_and_ack`, which gives a commitment up, answers the `commitment_signed`
 * that replaces it and never comes before. A node that revokes first has nothing left to show but a state it is punished for.
 * The window is needed as ever: O + K < T.
 */

import { range } from '../checker/language/menu.ts';
import { reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Frontier, Hypothesis, Lattice } from '../checker/language/theorem.ts';
import { type PaymentChannelView, paymentChannelSystem as system } from '../model/systems/payment-channel.ts';
import { adversary, alternatives, attacks, type Choice, claim, hypotheses } from './3.1.3-claim.ts';
import { closes, honestPayoff, precedence, safety } from './3.1.3-goals.ts';

const instance = 'small-penalty';
const holds: Choice = { reading: 'repaired', property: safety, verdict: 'exhausted', instance };

/** What is needed where states are revoked; the unique payout, which `closeOnce` is for, is not asked here. */
const unneeded = ['strictNonce', 'turnTaking', 'closeOnce'];
const needed: Readonly<Record<string, Hypothesis>> = {
  ...Object.fromEntries(Object.entries(hypotheses).filter(([name]) => !unneeded.includes(name))),
  revokesInTurn: {
    says: 'A gives up a state only when she has the next one in full',
    dropped: { without: ['revokesInTurn'] },
  },
};

export const penaltyLiteral: readonly Claim<PaymentChannelView>[] = [
  claim(
    'revoked-state-settles',
    'Where states are revoked, one of a lower nonce is confirmed although a higher one is shown …',
    adversary,
    { property: precedence, instance },
  ),
  claim(
    'premise-not-needed-penalty',
    '… and A gets what she counts on all the same, even if nonces are not compared and A signs two states of one nonce.',
    {
      parameters: { updates: 1 },
      powers: { order: true, equivocate: true, censor: 1, offline: 1 },
      without: ['strictNonce', 'turnTaking'],
    },
    { verdict: 'exhausted', instance },
  ),
];

export const penaltyRepaired: readonly Claim<PaymentChannelView>[] = [
  claim(
    'repaired-penalty',
    'T = 3, two updates, one block slept through and one censored, with penalties.',
    adversary,
    holds,
  ),
  claim(
    'repaired-penalty-messages',
    'The same where B’s proposals are messages of their own.',
    { ...adversary, parameters: { messages: 1 } },
    holds,
  ),
  claim('closes-penalty', 'A closing comes to its end, with penalties.', adversary, { ...holds, property: closes }),
];

export const penaltyNecessary: readonly Claim<PaymentChannelView>[] = [
  claim(
    'without-revokes-in-turn',
    'Dropped: A gives up a state only when she has the next one in full.',
    { ...adversary, without: ['revokesInTurn'] },
    { reading: 'necessary', instance },
  ),
  claim(
    'penalty-without-prompt-party',
    'Dropped with penalties: A sleeps so little that sleep and censorship stay below T.',
    { powers: { ...adversary.powers, offline: 3 } },
    { reading: 'necessary', instance },
  ),
];

function witness(id: string, says: string, found: (state: PaymentChannelView) => boolean): Claim<PaymentChannelView> {
  const property = reachable<PaymentChannelView>(id, says, found);
  return claim(id, says, adversary, { reading: 'witness', property, verdict: 'exhausted', instance });
}

export const penaltyWitnesses: readonly Claim<PaymentChannelView>[] = [
  witness('revoked-state-punished', 'B shows a revoked state and A is paid everything.', ({ channel }) => {
    const { forfeits, paidB } = channel.context;
    return channel.matches('closed') && forfeits === 'B' && paidB === 0;
  }),
  witness(
    'unrevoked-state-stands',
    'B shows a state that a later one supersedes and that he has not revoked yet, and it is paid out.',
    ({ channel, A }) => {
      const { onChain, forfeits } = channel.context;
      const { latest } = A.context;
      return channel.matches('closed') && forfeits === 'nobody' && onChain !== 'none' && onChain.nonce < latest.nonce;
    },
  ),
];

const unordered: Setting = { powers: { ...attacks, order: false, censor: 1, offline: 1 }, parameters: { updates: 1 } };
const answers = ['answersBeforeSettlement', 'noReordering'];

export const penaltyLattice: Lattice<PaymentChannelView> = {
  id: 'assumptions-penalty',
  says: 'Which hypotheses make a closed channel pay A what she counts on, where states are revoked?',
  system,
  goal: honestPayoff,
  instance,
  setting: unordered,
  hypotheses: { ...hypotheses, ...needed, ...alternatives },
  expect: {
    minimalSufficient: answers.map((answer) => [
      ...Object.keys(needed).filter((name) => name !== 'answersBeforeSettlement'),
      answer,
    ]),
  },
};

export const penaltyFrontier: Frontier<PaymentChannelView> = {
  id: 'frontier-penalty',
  says: 'Dispute window T against O blocks that A sleeps through and K censored ones, where states are revoked.',
  system,
  goal: honestPayoff,
  instance,
  setting: { powers: attacks },
  axes: {
    O: { power: 'offline', values: range(0, 2).values },
    K: { power: 'censor', values: range(0, 2).values },
    T: { parameter: 'T', values: range(1, 5).values },
  },
  expect: { formula: 'O + K < T' },
};
