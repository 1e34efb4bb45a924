/**
 * B's transactions on their way into a block, and what the adversary can do to them there.
 *
 * A block contains what waits, unless it is beaten or left out. Beaten: the HTLC is settled the other way in the same block. C's claim
 * beats B's timeout whenever C likes; A's refund beats B's claim only if refunds may come before claims in a block. Left out: the
 * builder censors, which is paid for from the base layer's budget. Evicted: C cycles B's timeout out of the mempools; B's claim cannot
 * be evicted so, because what would replace it, A's refund, is no valid transaction before its time. C's and A's own
 * transactions need no mempool: the builder is theirs.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { ClaimEvent, EvictEvent, HopBlockEvent, TimeoutEvent } from './htlc-events.ts';

export interface MempoolTerms {
  readonly evictions: number;
  /** In a block claims count before refunds, whatever order the builder chose. */
  readonly claimsFirst: boolean;
}

export interface Mempool {
  readonly terms: MempoolTerms;
  readonly evictions: number;
  readonly timeout: 'none' | 'waiting' | 'evicted';
  readonly claim: 'none' | 'waiting';
}

type MempoolEvent = TimeoutEvent | ClaimEvent | EvictEvent | HopBlockEvent;

/** Whether the block leaves out a transaction of B's that nothing in the block beats. */
function leavesOut({ terms, timeout, claim }: Mempool, { incoming, outgoing }: HopBlockEvent): boolean {
  const beaten = incoming === 'refund' && !terms.claimsFirst;
  return (timeout === 'waiting' && outgoing === 'none') || (claim === 'waiting' && incoming !== 'claim' && !beaten);
}

export const htlcMempool: Machine<Mempool, MempoolEvent, MempoolTerms> = setup({
  types: {} as { context: Mempool; events: MempoolEvent; input: MempoolTerms },
  guards: {
    timeoutIsAbsent: ({ context }) => context.timeout === 'none',
    claimIsAbsent: ({ context }) => context.claim === 'none',
    canEvict: ({ context }) => context.timeout === 'waiting' && context.evictions > 0,
    containsWhatWaits: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (event.outgoing !== 'refund' || context.timeout === 'waiting') &&
      (event.incoming !== 'claim' || context.claim === 'waiting'),
    censorshipIsTrue: ({ context, event }) => event.type === 'BLOCK' && event.censors === leavesOut(context, event),
  },
  actions: {
    addTimeout: assign({ timeout: 'waiting' }),
    addClaim: assign({ claim: 'waiting' }),
    evict: assign({ timeout: 'evicted', evictions: ({ context }) => context.evictions - 1 }),
    // What is settled is of no use any more; what was evicted can be submitted again.
    passBlock: assign(({ context, event }) => {
      if (event.type !== 'BLOCK') return {};
      const timeout = context.timeout === 'waiting' && event.outgoing === 'none' ? 'waiting' : 'none';
      return { timeout, claim: event.incoming === 'none' ? context.claim : 'none' };
    }),
  },
}).createMachine({
  id: 'htlcMempool',
  context: ({ input }) => ({ terms: input, evictions: input.evictions, timeout: 'none', claim: 'none' }),
  on: {
    TIMEOUT: { guard: 'timeoutIsAbsent', actions: 'addTimeout' },
    CLAIM: { guard: 'claimIsAbsent', actions: 'addClaim' },
    EVICT: { guard: 'canEvict', actions: 'evict' },
    BLOCK: { guard: and(['containsWhatWaits', 'censorshipIsTrue']), actions: 'passBlock' },
  },
});

export type MempoolState = LocalState<Mempool>;
