/**
 * Section 4, `PaymentChannel`: the implementation in `model/reference/` is held to the machines of Definitions 3.1.1 and 3.1.2.
 *
 * The seed's sketch verifies no signature, pays out at once and as often as it is asked, lets the last update win after that, and adds
 * balances in 64 bits. What the implementation does instead is said by the machines, not by this file: whatever they do in the
 * instance, the implementation does, transition by transition, with real signatures; what they refuse, it refuses. That the machines
 * are safe is Theorem 3.1.3.
 *
 * Two implementations are asked together: the contract stands for the component `channel`, the participant for `A`. What B holds (`states`) is
 * signatures that they gave or take, so it tells transitions apart but answers for nothing. T = 2 lets an old state be paid out after one
 * censored block and one that A sleeps through, which is a loss that the contract cannot see and has to execute.
 *
 * Not compared: `presented`, who posted what in the past (history for the theorem's goals, no part of a contract), and A's budget of
 * sleep. Refusals of BLOCK are the environment's: an implementation cannot keep time from passing.
 */

import { conforms, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import { defineTheorem, type Theorem } from '../checker/language/theorem.ts';
import { type PaymentChannelView, paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { ChannelAdapter, observed, type Parts, parts } from './4.payment-channel-adapter.ts';

/** The question put to the implementation, or to one in which a test has replaced a part. */
export function conformsToMachines(replaced: Partial<Parts> = {}): Property<PaymentChannelView> {
  return conforms(
    'conforms-to-machines',
    'Contract and participant do what the machines do, and refuse what they refuse.',
    {
      answers: {
        channel: ['FUND', 'POST'],
        A: ['FUND', 'SIGN', 'COUNTERSIGN', 'CLOSE', 'RESPOND'],
        states: [],
      },
      start: (configuration) => new ChannelAdapter(configuration, { ...parts, ...replaced }),
      observed,
    },
  );
}

/** Transitions that no claim replays, each with the reason; `test/proofs/4.payment-channel.test.ts` compares. */
const oneNonce = 'two states of one nonce: `strictNonce` keeps them out, and so do the implementations';
const noPenalty = 'revocations are for channels with penalties; here a later state takes the place of an older one';
export const unreplayed: Readonly<Record<string, string>> = {
  'channel closed POST 1': 'a contract that closes again: `closeOnce` keeps it out, and so does the implementation',
  'A inChannel REVOKE 1': noPenalty,
  'states superseded REVOKE 1': noPenalty,
  'states signedA SIGN 1': oneNonce,
  'states signedA SIGN 2': oneNonce,
  'states full SIGN 2': oneNonce,
  'states full COUNTERSIGN 2': oneNonce,
};

/** Every power: old and half-signed states, states of another channel, sums that nothing covers, empty deposits, censorship, sleep. */
export const everyPower: Setting = {
  powers: {
    ...{ order: true, equivocate: true, overdraw: true, fakeFunding: true, replayChannel: true },
    ...{ censor: 1, offline: 1 },
  },
};

export const theorem: Theorem<PaymentChannelView> = defineTheorem<PaymentChannelView>({
  item: '4.payment-channel',
  title: 'PaymentChannel',
  says: 'Two participants, deposits on L1, updates that both sign, a closing that can be disputed for T blocks, one payout.',
  instances: {
    small: { T: 2, updates: 2, balanceA: 1, balanceB: 1 },
    messages: { T: 2, updates: 1, balanceA: 1, balanceB: 1, messages: 1 },
  },
  claims: [
    {
      id: 'conforms',
      reading: 'conformance',
      says: 'PaymentChannel and ChannelContract take every transition of A and of the contract, and refuse whatever these refuse',
      system: paymentChannelSystem,
      property: conformsToMachines(),
      instance: 'small',
      setting: everyPower,
      expect: { verdict: 'exhausted', states: 2118, transitions: 3237, depth: 10, covered: [2350, 189410] },
    },
    {
      id: 'messages-conform',
      reading: 'conformance',
      says: 'They do so where what B proposes is a message of its own, which A may find before she signs or not',
      system: paymentChannelSystem,
      property: conformsToMachines(),
      instance: 'messages',
      setting: { powers: { order: true, equivocate: true } },
      expect: { verdict: 'exhausted', states: 532, transitions: 1513, depth: 8, covered: [1513, 17892] },
    },
  ],
});
