/**
 * A hashed timelock contract: paid to the receiver with the preimage of a hash at any time, back to the sender from block t on.
 *
 * With two of them on one hash a payment passes through B from A to C: the incoming one from A to B, the outgoing one from B to C.
 * Both are taken to be on L1 already: how the HTLC of a channel's state gets there is `channel-htlc.ts`, and takes time of its own.
 * The height of a block is counted from the one in which B forwards, which is 0; a refund is valid in block t and later ones.
 * Left out: fees, dust, second-stage transactions, settling by agreement off chain (nobody can force it).
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { ForwardEvent, HopBlockEvent, OfferEvent, Settlement } from './htlc-events.ts';

export interface HtlcTerms {
  readonly side: 'incoming' | 'outgoing';
  /** t, in blocks since B forwarded. */
  readonly timelock: number;
  /** Whether the sender can take it back from then on. */
  readonly refunds: boolean;
}

export interface Htlc {
  readonly terms: HtlcTerms;
  /** Height of the last block, as far as the timelock asks. */
  readonly height: number;
}

type HtlcEvent = OfferEvent | ForwardEvent | HopBlockEvent;

function settlementOf({ terms }: Htlc, event: HtlcEvent): Settlement | undefined {
  return event.type === 'BLOCK' ? event[terms.side] : undefined;
}

export const htlc: Machine<Htlc, HtlcEvent, HtlcTerms> = setup({
  types: {} as { context: Htlc; events: HtlcEvent; input: HtlcTerms },
  guards: {
    isIncoming: ({ context }) => context.terms.side === 'incoming',
    isClaimed: ({ context, event }) => settlementOf(context, event) === 'claim',
    isRefunded: ({ context, event }) => settlementOf(context, event) === 'refund',
    isUntouched: ({ context, event }) => settlementOf(context, event) === 'none',
    isExpired: ({ context: { height, terms } }) => terms.refunds && height + 1 >= terms.timelock,
  },
  actions: {
    pass: assign({ height: ({ context }) => Math.min(context.height + 1, context.terms.timelock) }),
  },
}).createMachine({
  id: 'htlc',
  context: ({ input }) => ({ terms: input, height: 0 }),
  initial: 'absent',
  states: {
    absent: {
      on: {
        OFFER: [{ guard: 'isIncoming', target: 'locked' }, {}],
        FORWARD: { guard: not('isIncoming'), target: 'locked' },
      },
    },
    locked: {
      on: {
        FORWARD: { guard: 'isIncoming' },
        BLOCK: [
          { guard: 'isClaimed', target: 'claimed', actions: 'pass' },
          { guard: and(['isRefunded', 'isExpired']), target: 'refunded', actions: 'pass' },
          { guard: 'isUntouched', actions: 'pass' },
        ],
      },
    },
    claimed: { on: { BLOCK: { guard: 'isUntouched' } } },
    refunded: { on: { BLOCK: { guard: 'isUntouched' } } },
  },
});

export type HtlcState = LocalState<Htlc>;
