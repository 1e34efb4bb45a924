/**
 * The honest forwarder B: takes back the outgoing HTLC when its time has come, and claims the incoming one as soon as it knows the preimage.
 *
 * Promptness is a guard on BLOCK. The first block that may contain the timeout is t_out: B submits it so that this block can contain it,
 * and submits it again after each block that shows it evicted. The preimage is known from the block in which C claims, and from
 * C's claim in the mempool if B looks there; the claim can be in the next block. Either submission may be later by the reaction delay, and
 * B may sleep through some blocks, in all.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { ClaimEvent, EvictEvent, ForwardEvent, HopBlockEvent, TimeoutEvent } from './htlc-events.ts';

export interface ForwarderTerms {
  /** t_out. */
  readonly timelock: number;
  /** Whether the outgoing HTLC can be taken back at all. */
  readonly refunds: boolean;
  /** Blocks by which a submission may be late. */
  readonly reactionDelay: number;
  /** Blocks that B may sleep through while something is owed. */
  readonly naps: number;
  /** B looks for the preimage in the mempool. */
  readonly watchesMempool: boolean;
}

export interface Forwarder {
  readonly terms: ForwarderTerms;
  /** Height of the last block, up to t_out. */
  readonly height: number;
  readonly outgoing: 'locked' | 'settled';
  readonly incoming: 'locked' | 'settled';
  readonly knowsPreimage: boolean;
  readonly timeout: 'none' | 'submitted' | 'evicted';
  readonly claim: 'none' | 'submitted';
  /** Blocks for which each submission has been owed. */
  readonly waited: { readonly timeout: number; readonly claim: number };
  readonly naps: number;
}

type ForwarderEvent = ForwardEvent | TimeoutEvent | ClaimEvent | EvictEvent | HopBlockEvent;

function owesTimeout({ terms, height, outgoing, timeout }: Forwarder): boolean {
  return terms.refunds && outgoing === 'locked' && timeout === 'none' && height + 1 >= terms.timelock;
}

function owesClaim({ incoming, knowsPreimage, claim }: Forwarder): boolean {
  return incoming === 'locked' && knowsPreimage && claim === 'none';
}

function owes(forwarder: Forwarder): boolean {
  return owesTimeout(forwarder) || owesClaim(forwarder);
}

function isPrompt(forwarder: Forwarder): boolean {
  const { waited, terms } = forwarder;
  return (
    (!owesTimeout(forwarder) || waited.timeout < terms.reactionDelay) &&
    (!owesClaim(forwarder) || waited.claim < terms.reactionDelay)
  );
}

function passBlock(forwarder: Forwarder, { incoming, outgoing, asleep }: HopBlockEvent): Partial<Forwarder> {
  const { terms, height, waited, timeout, claim, naps } = forwarder;
  const isOutgoingOpen = forwarder.outgoing === 'locked' && outgoing === 'none';
  const isIncomingOpen = forwarder.incoming === 'locked' && incoming === 'none';
  return {
    height: Math.min(height + 1, terms.timelock),
    outgoing: isOutgoingOpen ? 'locked' : 'settled',
    incoming: isIncomingOpen ? 'locked' : 'settled',
    knowsPreimage: isIncomingOpen && (forwarder.knowsPreimage || outgoing === 'claim'),
    timeout: isOutgoingOpen && timeout === 'submitted' ? 'submitted' : 'none',
    claim: isIncomingOpen ? claim : 'none',
    waited: {
      timeout: waited.timeout + Number(owesTimeout(forwarder) && !asleep && isOutgoingOpen),
      claim: waited.claim + Number(owesClaim(forwarder) && !asleep && isIncomingOpen),
    },
    naps: naps - Number(asleep),
  };
}

export const htlcForwarder: Machine<Forwarder, ForwarderEvent, ForwarderTerms> = setup({
  types: {} as { context: Forwarder; events: ForwarderEvent; input: ForwarderTerms },
  guards: {
    owesTimeout: ({ context }) => owesTimeout(context),
    owesClaim: ({ context }) => owesClaim(context),
    // Sleeping through a block in which nothing is owed changes nothing, so it is not spent there.
    napIsTrue: ({ context, event }) => event.type === 'BLOCK' && (!event.asleep || (context.naps > 0 && owes(context))),
    isPrompt: ({ context, event }) => event.type === 'BLOCK' && (event.asleep || isPrompt(context)),
  },
  actions: {
    submitTimeout: assign({ timeout: 'submitted' }),
    submitClaim: assign({ claim: 'submitted' }),
    lose: assign({
      timeout: 'evicted',
      knowsPreimage: ({ context }) => context.knowsPreimage || context.terms.watchesMempool,
    }),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
  },
}).createMachine({
  id: 'htlcForwarder',
  context: ({ input }) => ({
    terms: input,
    height: 0,
    outgoing: 'locked',
    incoming: 'locked',
    knowsPreimage: false,
    timeout: 'none',
    claim: 'none',
    waited: { timeout: 0, claim: 0 },
    naps: input.naps,
  }),
  initial: 'waiting',
  states: {
    waiting: { on: { FORWARD: 'forwarding' } },
    forwarding: {
      on: {
        TIMEOUT: { guard: 'owesTimeout', actions: 'submitTimeout' },
        CLAIM: { guard: 'owesClaim', actions: 'submitClaim' },
        EVICT: { actions: 'lose' },
        BLOCK: { guard: and(['napIsTrue', 'isPrompt']), actions: 'passBlock' },
      },
    },
  },
});

export type ForwarderState = LocalState<Forwarder>;
