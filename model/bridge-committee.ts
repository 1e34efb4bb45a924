/**
 * The verifiers V_A and V_B of Definition 6.1.1 as a committee: a statement holds when `threshold` keys have signed it.
 *
 * One machine a transfer, with the contracts of both chains, since they count the same signatures, and the policy of the operators.
 * Keys belong to operators; an operator signs with all its keys at once, so n keys of one operator are one key to a thief.
 * Honest operators sign what is true: a lock once their own node shows it with enough confirmations, a timeout when the
 * target's state shows one. They watch the escrow's message, not its balance. Signatures are tokens: they stay when the branch that they
 * speak of is gone, and only their owner can make them. Left out: aggregation, rotation of the committee, its slashing.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  AttestLockEvent,
  AttestTimeoutEvent,
  Carrier,
  ForgeEvent,
  LockEvent,
  MintEvent,
  RefundEvent,
} from './bridge-events.ts';

export interface CommitteeRules {
  /** Whether a message is attested is counted from signatures, not taken from the caller. */
  readonly attestedByTokens: boolean;
  /** A proof of non-receipt must be of a height past the deadline of the lock in force, not of an earlier one with its nonce. */
  readonly refundChecksDeadline: boolean;
}

export interface CommitteeTerms {
  /** k. */
  readonly threshold: number;
  readonly keysEach: number;
  /** kc, the confirmations that honest operators wait for. */
  readonly confirmations: number;
  readonly rules: CommitteeRules;
}

export interface Committee {
  readonly terms: CommitteeTerms;
  /** Operators that have signed the lock, in order. */
  readonly lock: readonly number[];
  /** Operators that have signed the non-receipt, in order. */
  readonly timeout: readonly number[];
}

type CommitteeEvent =
  | LockEvent
  | AttestLockEvent
  | AttestTimeoutEvent
  | ForgeEvent
  | MintEvent
  | RefundEvent;

/** Whether enough keys have signed. */
export function isAttested(signers: readonly number[], { threshold, keysEach }: CommitteeTerms): boolean {
  return signers.length * keysEach >= threshold;
}

function withSigner(signers: readonly number[], signer: Carrier): readonly number[] {
  return typeof signer === 'number' ? [...signers, signer].sort((a, b) => a - b) : signers;
}

function hasNotSigned(signers: readonly number[], signer: Carrier): boolean {
  return typeof signer === 'number' && !signers.includes(signer);
}

export const bridgeCommittee: Machine<Committee, CommitteeEvent, CommitteeTerms> = setup({
  types: {} as { context: Committee; events: CommitteeEvent; input: CommitteeTerms },
  guards: {
    signsDeepLock: ({ context, event }) =>
      event.type === 'ATTEST_LOCK' &&
      hasNotSigned(context.lock, event.by) &&
      event.confirmations >= context.terms.confirmations,
    signsTimeout: ({ context, event }) => event.type === 'ATTEST_TIMEOUT' && hasNotSigned(context.timeout, event.by),
    signsAnew: ({ context, event }) =>
      event.type === 'FORGE' && hasNotSigned(context[event.statement], event.operator),
    lockIsAttested: ({ context, event }) =>
      event.type === 'MINT' &&
      (event.evidence === 'signatures'
        ? isAttested(context.lock, context.terms)
        : event.evidence === 'say-so' && !context.terms.rules.attestedByTokens),
    timeoutIsAttested: ({ context, event }) =>
      event.type === 'REFUND' && (event.evidence === 'own-clock' || isAttested(context.timeout, context.terms)),
  },
  actions: {
    // A lock that follows an orphaned one has a later deadline: what was signed of the earlier one says nothing of it.
    voidTimeout: assign(({ context }) => (context.terms.rules.refundChecksDeadline ? { timeout: [] } : {})),
    signLock: assign(({ context, event }) =>
      event.type === 'ATTEST_LOCK' ? { lock: withSigner(context.lock, event.by) } : {},
    ),
    signTimeout: assign(({ context, event }) =>
      event.type === 'ATTEST_TIMEOUT' ? { timeout: withSigner(context.timeout, event.by) } : {},
    ),
    forge: assign(({ context, event }) =>
      event.type === 'FORGE' ? { [event.statement]: withSigner(context[event.statement], event.operator) } : {},
    ),
  },
}).createMachine({
  id: 'bridgeCommittee',
  context: ({ input }) => ({ terms: input, lock: [], timeout: [] }),
  on: {
    LOCK: { actions: 'voidTimeout' },
    ATTEST_LOCK: { guard: 'signsDeepLock', actions: 'signLock' },
    ATTEST_TIMEOUT: { guard: 'signsTimeout', actions: 'signTimeout' },
    FORGE: { guard: 'signsAnew', actions: 'forge' },
    MINT: { guard: 'lockIsAttested' },
    REFUND: { guard: 'timeoutIsAttested' },
  },
});

export type CommitteeState = LocalState<Committee>;
