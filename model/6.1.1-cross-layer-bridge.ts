/**
 * Definition 6.1.1 (Cross-Layer Bridge): a tuple (L_A, L_B, π_{A→B}, π_{B→A}, V_A, V_B). The escrow on the source chain L_A.
 *
 * One machine a transfer. π_{A→B} is LOCK and MINT, or LOCK and REFUND; π_{B→A} is BURN and RELEASE. L_B is `bridge-target.ts`. V_B decides
 * whether a lock happened, V_A whether it was never received and whether its token was burned; both are in `bridge-committee.ts` (k-of-n
 * signatures, correlated where one operator holds several keys), in `bridge-light-client.ts` (headers, or validity proofs in their place)
 * or in `bridge-optimistic.ts` (claims that can be disputed, and the outbox of a rollup).
 *
 * The definition names no escrow, no ids, no clocks and no finality; each of them decides whether a bridge is atomic. Here a
 * deposit counts its confirmations, the sealed blocks from its own upwards, and a reorg that reaches it undoes it: the nonce is free
 * again, the tokens are back, and what was proved of the orphaned branch stays proved. Refunds and releases are transactions of the
 * source chain like any other, so a reorg undoes them too. History keeps the event of a deposit that was refunded.
 *
 * The escrow takes nobody's word for what happens on L_B: it pays on the evidence that V_A accepts, out of one pool. It does not keep
 * the pool's balance: a release without a deposit of its own is paid with the tokens of others. Confirmations saturate one past what
 * anybody asks for, so that "exactly kc" differs from "more than kc" and there is no horizon.
 *
 * A release is a call that may fail, like an execution on the target; what the failure costs is a rule.
 *
 * Left out: amounts other than one, fees, pauses, upgrades, rotation of keys, reorgs of the target (non-receipt and burns are final at
 * once).
 */

import { and, assign, setup, stateIn } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  AttestLockEvent,
  LockEvent,
  RefundEvent,
  ReleaseEvent,
  ReorgEvent,
  SourceBlockEvent,
} from './bridge-events.ts';

/** The rules of the escrow, each of which a check can take out. */
export interface EscrowRules {
  /** The message is emitted only if the deposit raised the escrow's balance. */
  readonly lockMovesBalance: boolean;
  /** A burn is released once. */
  readonly replayGuard: boolean;
  /** A deposit can be paid back. */
  readonly refunds: boolean;
  /** Refunds need a proof of non-receipt; without the rule a lock older than the timeout by the source's own clock is enough. */
  readonly refundOnNonReceipt: boolean;
  /** A release spends its id only if it succeeds; without the rule one that fails is lost. */
  readonly spentOnSuccess: boolean;
}

export interface EscrowTerms {
  /** kc, the confirmations that verifiers wait for. */
  readonly confirmations: number;
  /** F: a transaction this deep is final. */
  readonly finality: number;
  /** Blocks until a transfer times out. */
  readonly timeout: number;
  readonly rules: EscrowRules;
}

/** Confirmations of a transaction are 0 in the block in progress, and while there is none. */
export interface Escrow {
  readonly terms: EscrowTerms;
  readonly pays: 'tokens' | 'nothing';
  readonly confirmations: number;
  readonly refundConfirmations: number;
  readonly releaseConfirmations: number;
  /** Units released; 2 stands for two or more. */
  readonly released: number;
}

type EscrowEvent = LockEvent | SourceBlockEvent | ReorgEvent | AttestLockEvent | RefundEvent | ReleaseEvent;

const twice = 2;

/** Confirmations of a deposit are told apart up to here. */
export function mostConfirmations({ confirmations, finality, timeout, rules }: EscrowTerms): number {
  return Math.max(confirmations, finality, rules.refundOnNonReceipt ? 0 : timeout) + 1;
}

export const bridgeEscrow: Machine<Escrow, EscrowEvent, EscrowTerms> = setup({
  types: {} as { context: Escrow; events: EscrowEvent; input: EscrowTerms },
  guards: {
    movesBalance: ({ context, event }) =>
      event.type === 'LOCK' && (event.pays === 'tokens' || !context.terms.rules.lockMovesBalance),
    // Fewer headers could be shown than there are; no verifier is easier to please with fewer.
    confirmationsAreTrue: ({ context, event }) =>
      event.type === 'ATTEST_LOCK' && event.confirmations === context.confirmations,
    isDue: ({ context, event }) =>
      event.type === 'REFUND' &&
      context.terms.rules.refunds &&
      (event.evidence !== 'own-clock' ||
        (!context.terms.rules.refundOnNonReceipt && context.confirmations >= context.terms.timeout)),
    mayRepeat: ({ context }) => !context.terms.rules.replayGuard,
    fails: ({ event }) => event.type === 'RELEASE' && event.outcome === 'fails',
    isSpentAnyway: ({ context }) => !context.terms.rules.spentOnSuccess,
    undoesDeposit: ({ context, event }) => event.type === 'REORG' && context.confirmations <= event.blocks,
    undoesRefund: ({ context, event }) => event.type === 'REORG' && context.refundConfirmations <= event.blocks,
    undoesRelease: ({ context, event }) => event.type === 'REORG' && context.releaseConfirmations <= event.blocks,
  },
  actions: {
    deposit: assign(({ event }) => (event.type === 'LOCK' ? { pays: event.pays } : {})),
    release: assign({ released: ({ context }) => Math.min(context.released + 1, twice), releaseConfirmations: 0 }),
    buryDeposit: assign({
      confirmations: ({ context }) => Math.min(context.confirmations + 1, mostConfirmations(context.terms)),
    }),
    buryRefund: assign({
      refundConfirmations: ({ context }) => Math.min(context.refundConfirmations + 1, context.terms.finality),
    }),
    buryRelease: assign({
      releaseConfirmations: ({ context }) => Math.min(context.releaseConfirmations + 1, context.terms.finality),
    }),
    undoDeposit: assign({ pays: 'tokens', confirmations: 0 }),
    undoRefund: assign({ refundConfirmations: 0 }),
    // All of them at once: a second release is possible only where the bridge has already paid once too often.
    undoRelease: assign({ released: 0, releaseConfirmations: 0 }),
  },
}).createMachine({
  id: 'bridgeEscrow',
  context: ({ input }) => ({
    terms: input,
    pays: 'tokens',
    confirmations: 0,
    refundConfirmations: 0,
    releaseConfirmations: 0,
    released: 0,
  }),
  // Blocks and reorgs that do not concern the transfer pass it by.
  on: { SOURCE_BLOCK: {}, REORG: {} },
  type: 'parallel',
  states: {
    deposit: {
      initial: 'free',
      states: {
        free: { on: { LOCK: { guard: 'movesBalance', target: 'locked', actions: 'deposit' } } },
        locked: {
          on: {
            ATTEST_LOCK: { guard: 'confirmationsAreTrue' },
            SOURCE_BLOCK: { actions: 'buryDeposit' },
            REORG: { guard: 'undoesDeposit', target: 'free', actions: 'undoDeposit' },
          },
        },
      },
    },
    refund: {
      initial: 'none',
      states: {
        none: { on: { REFUND: { guard: and([stateIn({ deposit: 'locked' }), 'isDue']), target: 'paid' } } },
        paid: {
          on: {
            SOURCE_BLOCK: { actions: 'buryRefund' },
            REORG: { guard: 'undoesRefund', target: 'none', actions: 'undoRefund' },
          },
        },
      },
    },
    release: {
      initial: 'none',
      states: {
        none: {
          on: {
            RELEASE: [
              { guard: and(['fails', 'isSpentAnyway']), target: 'lost' },
              { guard: 'fails' },
              { target: 'paid', actions: 'release' },
            ],
          },
        },
        // Spent, and nothing was paid.
        lost: {
          on: {
            SOURCE_BLOCK: { actions: 'buryRelease' },
            REORG: { guard: 'undoesRelease', target: 'none', actions: 'undoRelease' },
          },
        },
        paid: {
          on: {
            RELEASE: [{ guard: and(['mayRepeat', 'fails']) }, { guard: 'mayRepeat', actions: 'release' }],
            SOURCE_BLOCK: { actions: 'buryRelease' },
            REORG: { guard: 'undoesRelease', target: 'none', actions: 'undoRelease' },
          },
        },
      },
    },
  },
});

export type EscrowState = LocalState<Escrow>;
