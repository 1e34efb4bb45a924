/**
 * Definition 3.1.2 (Channel State): a tuple (n, s_A, s_B, σ_A, σ_B). All states of one nonce, by who holds which signature.
 *
 * The definition is a finished tuple; a state comes about by messages, and the trouble is in between:
 *
 *   draft → signed by A or by B → full → superseded → revoked
 *
 * A signature is an unforgeable token: a state that B can present is one that A has signed, since B's own signature costs B nothing. So
 * what A has signed and B has not is half a state for A and a whole one for B. What B has signed and A has not is nothing yet; where
 * messages are told apart it is a proposal that A may sign or leave. A full state is superseded once a later one is full. Whether
 * that ends it is up to the contract; in a channel with penalties B then revokes it, and A can punish him who shows it still.
 *
 * The definition demands neither one state a nonce, nor that the balances add up to the deposit, nor that the signatures name the
 * channel. Here these are rules of those who check them: `channel-party.ts` and `3.1.1-payment-channel.ts`.
 *
 * A state may carry an HTLC, which is signed with the balances. What may follow a state by adding or settling it is `channel-htlc.ts`.
 *
 * Left out: several HTLCs in one state, revocation before the later state is full, A's own revocations (she shows no state that she gave up).
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  ChannelState,
  CountersignEvent,
  PostEvent,
  ProposeEvent,
  RevokeEvent,
  SignEvent,
} from './channel-events.ts';

/** A state that A has signed: B can always complete it, A only if she holds B's signature. */
export interface SignedState {
  readonly state: ChannelState;
  readonly completeFor: 'B' | 'both';
}

export interface StatesTerms {
  readonly nonce: number;
  /** Whether B asks A for a second state with this nonce. */
  readonly equivocal: boolean;
  /** Whether a proposal of B's is a message of its own. */
  readonly messages: boolean;
  /** In the order in which A signed them. */
  readonly signed: readonly SignedState[];
}

export interface StatesOfNonce extends StatesTerms {
  /** What B has signed first and asked for last, where messages are told apart. */
  readonly proposed: ChannelState | 'none';
}

type StateEvent = ProposeEvent | SignEvent | CountersignEvent | RevokeEvent | PostEvent;

function isUnder(event: StateEvent, state: ChannelState): boolean {
  return event.type !== 'REVOKE' && sameState(state, event);
}

export function sameState(a: ChannelState, b: ChannelState): boolean {
  return a.nonce === b.nonce && a.balanceA === b.balanceA && a.balanceB === b.balanceB && sameHtlc(a, b);
}

function sameHtlc({ htlc: a }: ChannelState, { htlc: b }: ChannelState): boolean {
  return a?.by === b?.by && a?.amount === b?.amount;
}

/** What is signed of an event that says more. */
export function signedPart({ nonce, balanceA, balanceB, htlc }: ChannelState): ChannelState {
  return { nonce, balanceA, balanceB, ...(htlc === undefined ? {} : { htlc }) };
}

export const channelState: Machine<StatesOfNonce, StateEvent, StatesTerms> = setup({
  types: {} as { context: StatesOfNonce; events: StateEvent; input: StatesTerms },
  guards: {
    isOther: ({ context, event }) => event.nonce !== context.nonce,
    isNew: ({ context, event }) =>
      event.nonce === context.nonce &&
      context.signed.length < (context.equivocal ? 2 : 1) &&
      context.signed.every(({ state }) => !isUnder(event, state)),
    wasProposed: ({ context, event }) =>
      event.type === 'SIGN' &&
      (event.proposer === 'A' ||
        !context.messages ||
        (context.proposed !== 'none' && sameState(context.proposed, event))),
    isProposal: ({ context: { proposed }, event }) => proposed === 'none' || !isUnder(event, proposed),
    cameWithBothSignatures: ({ event }) => event.type === 'SIGN' && event.proposer === 'B',
    isHalfSigned: ({ context, event }) =>
      event.nonce === context.nonce &&
      context.signed.some(({ state, completeFor }) => completeFor === 'B' && isUnder(event, state)),
    completesLater: ({ context, event }) =>
      event.nonce > context.nonce &&
      (event.type === 'COUNTERSIGN' || (event.type === 'SIGN' && event.proposer === 'B')),
    // Only what claims to be signed by A in this channel has to be.
    signaturesAreTrue: ({ context, event }) =>
      event.type === 'POST' &&
      (event.signedBy !== 'both' || context.signed.some(({ state }) => sameState(state, event))),
    startsFull: ({ context }) => context.signed.some(({ completeFor }) => completeFor === 'both'),
  },
  actions: {
    propose: assign(({ event }) => ({ proposed: signedPart(event as ProposeEvent) })),
    sign: assign(({ context, event }) => {
      if (event.type !== 'SIGN') return {};
      const completeFor = event.proposer === 'B' ? 'both' : 'B';
      return { signed: [...context.signed, { state: signedPart(event), completeFor }], proposed: 'none' };
    }),
    complete: assign(({ context, event }) => ({
      signed: context.signed.map(
        (one): SignedState =>
          event.type === 'COUNTERSIGN' && sameState(one.state, event) ? { ...one, completeFor: 'both' } : one,
      ),
    })),
  },
}).createMachine({
  id: 'channelState',
  context: ({ input }) => ({ ...input, proposed: 'none' }),
  initial: 'draft',
  on: {
    POST: { guard: 'signaturesAreTrue' },
    SIGN: { guard: 'isOther' },
    COUNTERSIGN: { guard: 'isOther' },
  },
  states: {
    draft: {
      always: { guard: 'startsFull', target: 'full' },
      on: {
        PROPOSE: { guard: 'isProposal', target: 'signedB', actions: 'propose' },
        SIGN: [
          { guard: and(['isNew', 'wasProposed', 'cameWithBothSignatures']), target: 'full', actions: 'sign' },
          { guard: and(['isNew', not('cameWithBothSignatures')]), target: 'signedA', actions: 'sign' },
        ],
      },
    },
    signedB: {
      on: {
        PROPOSE: { guard: 'isProposal', actions: 'propose' },
        SIGN: [
          { guard: and(['isNew', 'wasProposed', 'cameWithBothSignatures']), target: 'full', actions: 'sign' },
          { guard: and(['isNew', not('cameWithBothSignatures')]), target: 'signedA', actions: 'sign' },
        ],
      },
    },
    signedA: {
      on: {
        PROPOSE: { guard: 'isProposal', actions: 'propose' },
        SIGN: [
          { guard: and(['isNew', 'wasProposed', 'cameWithBothSignatures']), target: 'full', actions: 'sign' },
          { guard: and(['isNew', not('cameWithBothSignatures')]), actions: 'sign' },
        ],
        COUNTERSIGN: { guard: 'isHalfSigned', target: 'full', actions: 'complete' },
      },
    },
    full: {
      on: {
        SIGN: [
          { guard: 'completesLater', target: 'superseded' },
          { guard: and(['isNew', 'wasProposed']), actions: 'sign' },
        ],
        COUNTERSIGN: [
          { guard: 'completesLater', target: 'superseded' },
          { guard: 'isHalfSigned', actions: 'complete' },
        ],
      },
    },
    superseded: { on: { REVOKE: 'revoked' } },
    revoked: {},
  },
});

export type StatesOfNonceState = LocalState<StatesOfNonce>;
