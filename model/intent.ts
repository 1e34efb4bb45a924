/**
 * An intent: a deposit on A that goes to whoever pays the user on B first (fill by a solver, Definition 6.2.1 with a liquidity network).
 *
 * Two machines: the contract on A, and the solver with what he asks of the deposit before he pays. The deposit and the fill are batches
 * of the two rollups (`rollup-status.ts`); the contract hears of the fill from V.
 *
 * Left out: several solvers who compete, fees, partial fills, a solver who refuses.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { ExpireEvent, FillEvent, Level, RefundEvent, RepayEvent } from './interop-events.ts';

/** The batch of the deposit, of the solver's fill, and of one that a thief claims to have made. */
export const depositBatch = 0;
export const fillBatch = 1;
export const claimedBatch = 2;

export interface IntentRules {
  /** A deposit is paid out once. */
  readonly payOnce: boolean;
  /** What expired unfilled is given back. */
  readonly refundOnExpiry: boolean;
  /** An expired intent is not filled. */
  readonly expiryChecked: boolean;
}

export interface Intent {
  readonly terms: IntentRules;
  readonly paid: readonly ('solver' | 'thief' | 'user')[];
}

type IntentEvent = FillEvent | RepayEvent | ExpireEvent | RefundEvent;

export const intentContract: Machine<Intent, IntentEvent, IntentRules> = setup({
  types: {} as { context: Intent; events: IntentEvent; input: IntentRules },
  guards: {
    isUnpaid: ({ context }) => context.paid.length === 0 || (!context.terms.payOnce && context.paid.length === 1),
    isGivenBack: ({ context }) =>
      context.terms.refundOnExpiry &&
      (context.paid.length === 0 || (!context.terms.payOnce && context.paid.length === 1)),
    mayBeLate: ({ context }) => !context.terms.expiryChecked,
  },
  actions: {
    repay: assign({
      paid: ({ context, event }) => [
        ...context.paid,
        event.batch === fillBatch ? ('solver' as const) : ('thief' as const),
      ],
    }),
    refund: assign({ paid: ({ context }) => [...context.paid, 'user' as const] }),
  },
}).createMachine({
  id: 'intentContract',
  context: ({ input }) => ({ terms: input, paid: [] }),
  on: { REPAY: { guard: 'isUnpaid', actions: 'repay' } },
  initial: 'fresh',
  states: {
    fresh: { on: { FILL: {}, EXPIRE: 'expired' } },
    expired: { on: { FILL: { guard: 'mayBeLate' }, REFUND: { guard: 'isGivenBack', actions: 'refund' } } },
  },
});

export interface Solver {
  /** The level of the deposit that the solver waits for: 0 soft, 1 posted, 2 final. */
  readonly wait: number;
}

const levels: readonly Level[] = ['soft', 'posted', 'final'];

export const solver: Machine<Solver, FillEvent, Solver> = setup({
  types: {} as { context: Solver; events: FillEvent; input: Solver },
  guards: {
    isSettledEnough: ({ context, event }) => levels.indexOf(event.seen as Level) >= context.wait,
  },
}).createMachine({
  id: 'solver',
  context: ({ input }) => input,
  on: { FILL: { guard: 'isSettledEnough' } },
});

export type IntentState = LocalState<Intent>;
export type SolverState = LocalState<Solver>;
