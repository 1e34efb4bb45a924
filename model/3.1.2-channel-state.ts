/**
 * Definition 3.1.2 (Channel State): a tuple (n, s_A, s_B, σ_A, σ_B). All states of one nonce, by who holds which signature.
 *
 * The definition is a finished tuple; a state comes about by messages, and the trouble is in between. A signature is an
 * unforgeable token: a state that B can present is one that A has signed, since B's own signature costs B nothing. So a state
 * is a draft until A signs it, half-signed while only B can complete it, and full once A holds both signatures. Being superseded
 * is no property of a state but of a later one.
 *
 * The definition demands neither one state a nonce, nor that the balances add up to the deposit, nor that the signatures name the
 * channel. Here these are rules of those who check them: `channel-party.ts` and `3.1.1-payment-channel.ts`.
 *
 * Left out: revocation keys and the penalty of Lightning, HTLCs, states that B signs and A never answers (they change nothing).
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { ChannelState, CountersignEvent, PostEvent, SignEvent } from './channel-events.ts';

/** A state that A has signed: B can always complete it, A only if she holds B's signature. */
export interface SignedState {
  readonly state: ChannelState;
  readonly completeFor: 'B' | 'both';
}

export interface StatesOfNonce {
  /** Whether B asks A for a second state with this nonce. */
  readonly equivocal: boolean;
  /** In the order in which A signed them. */
  readonly signed: readonly SignedState[];
}

type StateEvent = SignEvent | CountersignEvent | PostEvent;

export function sameState(a: ChannelState, b: ChannelState): boolean {
  return a.nonce === b.nonce && a.balanceA === b.balanceA && a.balanceB === b.balanceB;
}

export const channelState: Machine<StatesOfNonce, StateEvent, StatesOfNonce> = setup({
  types: {} as { context: StatesOfNonce; events: StateEvent; input: StatesOfNonce },
  guards: {
    isNew: ({ context: { equivocal, signed }, event }) =>
      signed.length < (equivocal ? 2 : 1) && signed.every(({ state }) => !sameState(state, event)),
    cameWithBothSignatures: ({ event }) => event.type === 'SIGN' && event.proposer === 'B',
    isHalfSigned: ({ context, event }) =>
      context.signed.some(({ state, completeFor }) => completeFor === 'B' && sameState(state, event)),
    // Only what claims to be signed by A in this channel has to be.
    signaturesAreTrue: ({ context, event }) =>
      event.type === 'POST' &&
      (event.signedBy !== 'both' || context.signed.some(({ state }) => sameState(state, event))),
    startsFull: ({ context }) => context.signed.some(({ completeFor }) => completeFor === 'both'),
  },
  actions: {
    sign: assign(({ context, event }) => {
      if (event.type !== 'SIGN') return {};
      const { nonce, balanceA, balanceB, proposer } = event;
      const state: ChannelState = { nonce, balanceA, balanceB };
      return { signed: [...context.signed, { state, completeFor: proposer === 'B' ? 'both' : 'B' }] };
    }),
    complete: assign(({ context, event }) => ({
      signed: context.signed.map(
        (one): SignedState => (sameState(one.state, event) ? { ...one, completeFor: 'both' } : one),
      ),
    })),
  },
}).createMachine({
  id: 'channelState',
  context: ({ input }) => input,
  initial: 'draft',
  on: { POST: { guard: 'signaturesAreTrue' } },
  states: {
    draft: {
      always: { guard: 'startsFull', target: 'full' },
      on: {
        SIGN: [
          { guard: and(['isNew', 'cameWithBothSignatures']), target: 'full', actions: 'sign' },
          { guard: 'isNew', target: 'halfSigned', actions: 'sign' },
        ],
      },
    },
    halfSigned: {
      on: {
        SIGN: [
          { guard: and(['isNew', 'cameWithBothSignatures']), target: 'full', actions: 'sign' },
          { guard: 'isNew', actions: 'sign' },
        ],
        COUNTERSIGN: { guard: 'isHalfSigned', target: 'full', actions: 'complete' },
      },
    },
    full: {
      on: {
        SIGN: { guard: 'isNew', actions: 'sign' },
        COUNTERSIGN: { guard: 'isHalfSigned', actions: 'complete' },
      },
    },
  },
});

export type StatesOfNonceState = LocalState<StatesOfNonce>;
