/** PaymentChannel, the module of Definitions 3.1.1 and 3.1.2: how states of the machines are states of it. */

import type { PlainData } from '../checker/language/plain-data.ts';
import type { Property } from '../checker/language/property.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type PaymentChannelView, paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { expected } from './3.1.3-expected.ts';
import { sameGraph, specified } from './specified.ts';

const nonceOf = (state: { readonly nonce: number } | 'none'): number => (state === 'none' ? -1 : state.nonce);

export function paymentChannelSpecified(module?: URL): Property<PaymentChannelView> {
  return specified<PaymentChannelView>(
    'PaymentChannel',
    {
      constants: ({ parameters: { T = 0, updates = 0, balanceA = 0, balanceB = 0, reactionDelay = 0 }, powers }) => ({
        ...{ T, Updates: updates, DepositA: balanceA, DepositB: balanceB, ReactionDelay: reactionDelay },
        ...{ Censorship: Number(powers.censor), Naps: Number(powers.offline) },
      }),
      variables: {
        phase: ({ channel }): PlainData => String(channel.value),
        states: ({ states }) =>
          states
            .slice(1)
            .flatMap(({ context: { signed } }) =>
              signed.map(({ state, completeFor }) => ({ balanceA: state.balanceA, full: completeFor === 'both' })),
            ),
        onChain: ({ channel }) => nonceOf(channel.context.onChain),
        age: ({ channel }) => channel.context.age,
        presented: ({ channel }) => new Set(channel.context.presented.map(({ nonce, by }) => [nonce, by])),
        saw: ({ A }) => (A.context.onChain === 'none' ? -1 : A.context.onChain),
        pending: ({ A }) => nonceOf(A.context.pending),
        waited: ({ A }) => A.context.waited,
        censorship: ({ l1 }) => l1.context.censorship,
        naps: ({ A }) => A.context.naps,
      },
    },
    module,
  );
}

export const specifiedClaim: Claim<PaymentChannelView> = {
  id: 'specified',
  reading: 'conformance',
  says: 'The TLA+ module PaymentChannel has the same reachable graph as the machines of the payment channel.',
  system: paymentChannelSystem,
  property: paymentChannelSpecified(),
  instance: 'small',
  setting: { powers: { censor: 1, offline: 1 } },
  expect: sameGraph(expected),
};
