/**
 * Definition 6.1.1 (Cross-Layer Bridge): a tuple (L_A, L_B, π_{A→B}, π_{B→A}, V_A, V_B). The escrow on the source chain L_A.
 *
 * One machine a transfer: LOCK, MINT and REFUND together are π_{A→B}. L_B is `bridge-target.ts`. V_B decides whether a lock happened, V_A
 * whether it was never received; both are in `bridge-committee.ts` (k-of-n signatures) or in `bridge-light-client.ts`.
 *
 * The definition names no escrow, no ids, no clocks and no finality; each of them decides whether a bridge is atomic. Here a lock
 * counts its confirmations, the sealed blocks from its own upwards, and a reorg that reaches it undoes it: the nonce is free
 * again, the tokens are back, and what was proved of the orphaned branch stays proved. A refund is a transaction of the source chain
 * like any other, so a reorg undoes it too. A refunded lock can still be proved: history keeps its event.
 *
 * The escrow trusts nobody's word for what happens on L_B: it pays on the evidence that V_A accepts. Confirmations saturate one past
 * what anybody asks for, so that "exactly kc" differs from "more than kc" and no horizon is in the model.
 *
 * Left out: π_{B→A} (burn and release; the same machines with the chains exchanged), amounts other than one, fees, pauses, upgrades,
 * rotation of keys, failing execution on the target, reorgs of the target, optimistic, validity-proof and canonical verifiers.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { AttestLockEvent, LockEvent, RefundEvent, ReorgEvent, SourceBlockEvent } from './bridge-events.ts';

/** The rules of the escrow, each of which a check can take out. */
export interface EscrowRules {
  /** The message is emitted only if the deposit raised the escrow's balance. */
  readonly lockMovesBalance: boolean;
  /** Refunds need a proof of non-receipt; without the rule a lock older than the timeout by the source's own clock is enough. */
  readonly refundOnNonReceipt: boolean;
}

export interface EscrowTerms {
  /** kc, the confirmations that verifiers wait for. */
  readonly confirmations: number;
  /** F: a lock this deep is final. */
  readonly finality: number;
  /** Blocks until a transfer times out. */
  readonly timeout: number;
  readonly rules: EscrowRules;
}

export interface Escrow {
  readonly terms: EscrowTerms;
  readonly pays: 'tokens' | 'nothing';
  /** Sealed blocks from the lock's own upwards, saturating; 0 while there is no lock. */
  readonly confirmations: number;
  /** The same of the refund, up to finality; 0 while there is none. */
  readonly refundConfirmations: number;
}

type EscrowEvent = LockEvent | SourceBlockEvent | ReorgEvent | AttestLockEvent | RefundEvent;

/** Confirmations are told apart up to here. */
export function mostConfirmations({ confirmations, finality, timeout, rules }: EscrowTerms): number {
  return Math.max(confirmations, finality, rules.refundOnNonReceipt ? 0 : timeout) + 1;
}

export const bridgeEscrow: Machine<Escrow, EscrowEvent, EscrowTerms> = setup({
  types: {} as { context: Escrow; events: EscrowEvent; input: EscrowTerms },
  guards: {
    isDeposit: ({ context, event }) =>
      event.type === 'LOCK' && (event.pays === 'tokens' || !context.terms.rules.lockMovesBalance),
    undoesLock: ({ context, event }) => event.type === 'REORG' && context.confirmations <= event.blocks,
    undoesRefund: ({ context, event }) => event.type === 'REORG' && context.refundConfirmations <= event.blocks,
    // Fewer headers could be shown than there are; no verifier is easier to please with fewer.
    confirmationsAreTrue: ({ context, event }) =>
      event.type === 'ATTEST_LOCK' && event.confirmations === context.confirmations,
    isDue: ({ context, event }) =>
      event.type === 'REFUND' &&
      (event.evidence === 'non-receipt' ||
        (!context.terms.rules.refundOnNonReceipt && context.confirmations >= context.terms.timeout)),
  },
  actions: {
    lock: assign(({ event }) => (event.type === 'LOCK' ? { pays: event.pays } : {})),
    passBlock: assign(({ context }) => ({
      confirmations: Math.min(context.confirmations + 1, mostConfirmations(context.terms)),
    })),
    passBlockAfterRefund: assign(({ context }) => ({
      confirmations: Math.min(context.confirmations + 1, mostConfirmations(context.terms)),
      refundConfirmations: Math.min(context.refundConfirmations + 1, context.terms.finality),
    })),
    undoLock: assign({ pays: 'tokens', confirmations: 0, refundConfirmations: 0 }),
    undoRefund: assign({ refundConfirmations: 0 }),
  },
}).createMachine({
  id: 'bridgeEscrow',
  context: ({ input }) => ({ terms: input, pays: 'tokens', confirmations: 0, refundConfirmations: 0 }),
  // Blocks and reorgs that do not concern the transfer pass it by.
  on: { SOURCE_BLOCK: {}, REORG: {} },
  initial: 'free',
  states: {
    free: { on: { LOCK: { guard: 'isDeposit', target: 'locked', actions: 'lock' } } },
    locked: {
      on: {
        SOURCE_BLOCK: { actions: 'passBlock' },
        REORG: { guard: 'undoesLock', target: 'free', actions: 'undoLock' },
        ATTEST_LOCK: { guard: 'confirmationsAreTrue' },
        REFUND: { guard: 'isDue', target: 'refunded' },
      },
    },
    refunded: {
      on: {
        SOURCE_BLOCK: { actions: 'passBlockAfterRefund' },
        REORG: [
          { guard: 'undoesLock', target: 'free', actions: 'undoLock' },
          { guard: 'undoesRefund', target: 'locked', actions: 'undoRefund' },
        ],
        ATTEST_LOCK: { guard: 'confirmationsAreTrue' },
      },
    },
  },
});

export type EscrowState = LocalState<Escrow>;
