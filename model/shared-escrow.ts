/**
 * The escrow on the base layer behind two rollups (Definition 6.2.1): the tokens that were deposited for either.
 *
 * With an account for each rollup a batch that pays elsewhere takes from its own rollup's account, is refused when that is empty, and
 * what it pays to the other rollup moves to the other's account. With one pool for both (a shared lockbox) only what leaves the
 * pool is booked. Either way the escrow believes what is final on the base layer.
 *
 * Left out: deposits during the run, fees, amounts other than one, withdrawals that a rollup's own users are entitled to.
 */

import { assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { CascadeEvent, Chain, DrainEvent, FinaliseEvent, RefundEvent, RevertEvent } from './interop-events.ts';

export interface SharedEscrowTerms {
  /** An account for each rollup, not one pool for both. */
  readonly isIsolated: boolean;
  /** Tokens deposited for each. */
  readonly deposited: Readonly<Record<Chain, number>>;
}

export interface SharedEscrow {
  readonly terms: SharedEscrowTerms;
  /** Of a pool, everything is in A's account. */
  readonly accounts: Readonly<Record<Chain, number>>;
  /** Tokens that moved to the other account. */
  readonly crossed: number;
}

type SharedEscrowEvent = FinaliseEvent | RevertEvent | CascadeEvent | RefundEvent | DrainEvent;

/** A token less here, one more there; unknown accounts are outside the escrow. */
function moved({ accounts }: SharedEscrow, from: Chain, to: Chain | 'nobody'): Partial<SharedEscrow> {
  const taken = { ...accounts, [from]: accounts[from] - 1 };
  return { accounts: to === 'nobody' ? taken : { ...taken, [to]: taken[to] + 1 } };
}

export const sharedEscrow: Machine<SharedEscrow, SharedEscrowEvent, SharedEscrowTerms> = setup({
  types: {} as { context: SharedEscrow; events: SharedEscrowEvent; input: SharedEscrowTerms },
  guards: {
    paysNobody: ({ event }) => event.type === 'FINALISE' && event.pays === 'nobody',
    staysInPool: ({ context, event }) => event.type === 'FINALISE' && event.pays !== 'L1' && !context.terms.isIsolated,
    isCovered: ({ context, event }) => {
      if (event.type !== 'FINALISE') return false;
      return context.accounts[context.terms.isIsolated ? event.chain : 'A'] > 0;
    },
    isBooked: ({ event }) => (event.type === 'REVERT' || event.type === 'CASCADE') && event.level === 'final',
    hasCrossed: ({ context }) => context.crossed > 0 && context.accounts.B > 0,
    isThere: ({ context, event }) => event.type === 'DRAIN' && context.accounts[event.account] > 0,
  },
  actions: {
    pay: assign(({ context, event }) => {
      if (event.type !== 'FINALISE') return {};
      if (!context.terms.isIsolated) return moved(context, 'A', 'nobody');
      if (event.pays === 'L1' || event.pays === 'nobody') return moved(context, event.chain, 'nobody');
      return { ...moved(context, event.chain, event.pays), crossed: context.crossed + 1 };
    }),
    giveBack: assign(({ context }) => ({ ...moved(context, 'B', 'A'), crossed: context.crossed - 1 })),
    drain: assign(({ context, event }) => (event.type === 'DRAIN' ? moved(context, event.account, 'nobody') : {})),
  },
}).createMachine({
  id: 'sharedEscrow',
  context: ({ input: { isIsolated, deposited } }) => ({
    terms: { isIsolated, deposited },
    accounts: isIsolated ? deposited : { A: deposited.A + deposited.B, B: 0 },
    crossed: 0,
  }),
  on: {
    FINALISE: [{ guard: 'paysNobody' }, { guard: 'staysInPool' }, { guard: 'isCovered', actions: 'pay' }],
    REVERT: [{ guard: not('isBooked') }, { guard: 'hasCrossed', actions: 'giveBack' }, {}],
    CASCADE: [{ guard: not('isBooked') }, { guard: 'hasCrossed', actions: 'giveBack' }, {}],
    REFUND: [{ guard: 'hasCrossed', actions: 'giveBack' }, {}],
    DRAIN: { guard: 'isThere', actions: 'drain' },
  },
});

export type SharedEscrowState = LocalState<SharedEscrow>;
