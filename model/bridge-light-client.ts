/**
 * The verifiers V_A and V_B of Definition 6.1.1 as light clients: each chain follows the headers of the other.
 *
 * One machine a transfer. Anybody brings headers and a proof of inclusion; the client on the target trusts a source root once `kc`
 * headers stand on it, and does not learn of a later reorg: the headers of the orphaned branch were as good as any. The client on
 * the source follows a target that does not reorg. Headers cannot be made up (the source's consensus is sound up to reorgs shorter
 * than F) unless a power says so.
 *
 * A verifier of validity proofs is the same machine: a proof that the header chain, or the whole execution behind a root, is valid
 * stands for the headers, and what the soundness of consensus was to the one the soundness of the proof system is to the other. Both
 * say that a root is one of the source's, and neither that the source will keep it. The outbox of a rollup with validity proofs is
 * this verifier, with the rollup's batches for headers and confirmations counted in blocks of the chain that they are posted to.
 *
 * A client that is shown two branches freezes, and accepts nothing until those who govern it thaw it; once is enough to see what it
 * costs. Left out: the validator sets of the chains and their rotation, the cost of headers and proofs.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  AttestBurnEvent,
  AttestLockEvent,
  AttestTimeoutEvent,
  Evidence,
  FreezeEvent,
  LockEvent,
  MintEvent,
  RefundEvent,
  ReleaseEvent,
  Statement,
  ThawEvent,
} from './bridge-events.ts';

export interface LightClientRules {
  /** The root zero, where an unproven message leads, is not a trusted one. */
  readonly nonZeroRoot: boolean;
  /** A proof counts only against a root that the client has verified. */
  readonly trustedRootOnly: boolean;
  /** A proof is of the very message: the hash ignores none of its fields. */
  readonly proofBindsMessage: boolean;
  /** Somebody governs the client, and thaws it. */
  readonly thaws: boolean;
  /** A proof of non-receipt must be of a height past the deadline of the lock in force, not of an earlier one with its nonce. */
  readonly refundChecksDeadline: boolean;
}

export interface LightClientTerms {
  /** kc, the headers on top of a root before it is trusted, its own included. */
  readonly confirmations: number;
  readonly rules: LightClientRules;
}

export interface LightClient {
  readonly terms: LightClientTerms;
  /** Statements about the transfer that were proved against a verified root. */
  readonly proven: Readonly<Record<Statement, boolean>>;
}

type LightClientEvent =
  | LockEvent
  | AttestLockEvent
  | AttestTimeoutEvent
  | AttestBurnEvent
  | FreezeEvent
  | ThawEvent
  | MintEvent
  | RefundEvent
  | ReleaseEvent;

function accepts({ proven, terms }: LightClient, statement: Statement, evidence: Evidence): boolean {
  switch (evidence) {
    case 'trusted-root':
      return proven[statement];
    case 'zero-root':
      return !terms.rules.nonZeroRoot;
    case 'invented-root':
      return !terms.rules.trustedRootOnly;
    // What the hash ignores can be anything, so a proof of one statement serves for every other.
    case 'altered-proof':
      return !terms.rules.proofBindsMessage && Object.values(proven).includes(true);
    // In the menu only where the power is on.
    case 'unsound-proof':
      return true;
    case 'signatures':
    case 'say-so':
    case 'claim':
    case 'fresh-claim':
      return false;
    default:
      return evidence satisfies never;
  }
}

export const bridgeLightClient: Machine<LightClient, LightClientEvent, LightClientTerms> = setup({
  types: {} as { context: LightClient; events: LightClientEvent; input: LightClientTerms },
  guards: {
    isGoverned: ({ context }) => context.terms.rules.thaws,
    isDeepEnough: ({ context, event }) =>
      event.type === 'ATTEST_LOCK' && event.confirmations >= context.terms.confirmations,
    lockIsProven: ({ context, event }) => event.type === 'MINT' && accepts(context, 'lock', event.evidence),
    // Whether the source's own clock may decide is the escrow's question.
    timeoutIsProven: ({ context, event }) =>
      event.type === 'REFUND' && (event.evidence === 'own-clock' || accepts(context, 'timeout', event.evidence)),
    burnIsProven: ({ context, event }) => event.type === 'RELEASE' && accepts(context, 'burn', event.evidence),
  },
  actions: {
    // A lock that follows an orphaned one has a later deadline: what was proved of the earlier one says nothing of it.
    voidTimeout: assign({
      proven: ({ context }) => ({
        ...context.proven,
        timeout: context.proven.timeout && !context.terms.rules.refundChecksDeadline,
      }),
    }),
    proveLock: assign({ proven: ({ context }) => ({ ...context.proven, lock: true }) }),
    proveTimeout: assign({ proven: ({ context }) => ({ ...context.proven, timeout: true }) }),
    proveBurn: assign({ proven: ({ context }) => ({ ...context.proven, burn: true }) }),
  },
}).createMachine({
  id: 'bridgeLightClient',
  context: ({ input }) => ({ terms: input, proven: { lock: false, timeout: false, burn: false } }),
  initial: 'working',
  states: {
    working: {
      on: {
        LOCK: { actions: 'voidTimeout' },
        ATTEST_LOCK: { guard: 'isDeepEnough', actions: 'proveLock' },
        ATTEST_TIMEOUT: { actions: 'proveTimeout' },
        ATTEST_BURN: { actions: 'proveBurn' },
        MINT: { guard: 'lockIsProven' },
        REFUND: { guard: 'timeoutIsProven' },
        RELEASE: { guard: 'burnIsProven' },
      },
      initial: 'unfrozen',
      states: { unfrozen: { on: { FREEZE: '#bridgeLightClient.frozen' } }, thawed: {} },
    },
    // The escrow goes on taking deposits.
    frozen: { on: { LOCK: { actions: 'voidTimeout' }, THAW: { guard: 'isGoverned', target: 'working.thawed' } } },
  },
});

export type LightClientState = LocalState<LightClient>;
