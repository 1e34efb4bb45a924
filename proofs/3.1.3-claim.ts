/** The hypotheses of Theorem 3.1.3, and how a claim of it is put together. */

import type { Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation, Hypothesis, Reading } from '../checker/language/theorem.ts';
import { type PaymentChannelView, paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { expected } from './3.1.3-expected.ts';
import { honestPayoff } from './3.1.3-goals.ts';

/** What the repaired theorem grants the adversary: everything but the hypotheses. */
export const attacks = {
  order: true,
  equivocate: true,
  overdraw: true,
  fakeFunding: true,
  replayChannel: true,
} as const;
export const adversary: Setting = { powers: { ...attacks, censor: 1, offline: 1 } };

export const hypotheses: Readonly<Record<string, Hypothesis>> = {
  promptParty: {
    says: 'A sleeps so little that sleep and censorship stay below T (O + K < T)',
    dropped: { powers: { offline: 3 } },
  },
  boundedCensorship: {
    says: 'so few blocks are censored that sleep and censorship stay below T (O + K < T)',
    dropped: { powers: { censor: 3 } },
  },
  strictNonce: {
    says: 'a presented state is replaced only by one with a strictly higher nonce',
    dropped: { without: ['strictNonce'] },
  },
  disputeWindow: { says: 'a presented state is paid out only after T blocks', dropped: { without: ['disputeWindow'] } },
  answersBeforeSettlement: {
    says: 'an answer takes effect before the same block settles',
    dropped: { without: ['answersBeforeSettlement'] },
  },
  verifySignatures: {
    says: 'the contract checks the signatures of both',
    dropped: { without: ['verifySignatures'] },
  },
  bindChannel: { says: 'signatures name the channel they are for', dropped: { without: ['bindChannel'] } },
  closeOnce: { says: 'a closed channel stays closed', dropped: { without: ['closeOnce'] } },
  conservation: {
    says: 'the balances of every state add up to the deposits',
    dropped: { without: ['conservation'] },
  },
  turnTaking: { says: 'A signs one state a nonce', dropped: { without: ['turnTaking'] } },
  verifyFunding: {
    says: 'A checks the funding output before she uses the channel',
    dropped: { without: ['verifyFunding'] },
  },
  freeze: { says: 'A takes part in no update once somebody closes', dropped: { without: ['freeze'] } },
};

/** Hypotheses that the repair does not need, but that can replace others. */
export const alternatives: Readonly<Record<string, Hypothesis>> = {
  noReordering: { says: 'nobody chooses the order inside a block', dropped: { powers: { order: true } } },
};

/** The expectation of a claim; `3.1.3-expected.ts` holds the numbers, one line a claim, each compared by every run. */
export function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

export interface Choice {
  readonly reading?: Reading;
  readonly property?: Property<PaymentChannelView>;
  readonly verdict?: Expectation['verdict'];
  readonly instance?: string;
}

/** A claim; unless told otherwise a literal one, refuted at the small instance. */
export function claim(id: string, says: string, setting: Setting, choice: Choice = {}): Claim<PaymentChannelView> {
  const { reading = 'literal', property = honestPayoff, verdict = 'violated', instance = 'small' } = choice;
  return {
    id,
    reading,
    says,
    system: paymentChannelSystem,
    property,
    instance,
    setting,
    expect: expectation(id, verdict),
  };
}
