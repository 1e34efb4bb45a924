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
  AttestBurnEvent,
  AttestLockEvent,
  AttestTimeoutEvent,
  Carrier,
  Evidence,
  ForgeEvent,
  LockEvent,
  MintEvent,
  RefundEvent,
  ReleaseEvent,
  SeizeEvent,
  Statement,
} from './bridge-events.ts';

export interface CommitteeRules {
  /** Whether a message is attested is counted from signatures, not taken from the caller. */
  readonly attestedByTokens: boolean;
  /** The call of a message reaches nothing but the tokens, and not the contract that keeps the keys. */
  readonly confinedCalls: boolean;
  /** The contract that keeps the keys is initialised once. */
  readonly initialisedOnce: boolean;
  /** A proof of non-receipt must be of a height past the deadline of the lock in force, not of an earlier one with its nonce. */
  readonly refundChecksDeadline: boolean;
}

export interface CommitteeTerms {
  /** k. */
  readonly threshold: number;
  readonly keysEach: number;
  /** Operators whose keys are stolen: the first so many. */
  readonly stolen: number;
  /** kc, the confirmations that honest operators wait for. */
  readonly confirmations: number;
  /** The transfer's own number: keys that are seized through another are seized here, too. */
  readonly transfer: number;
  readonly rules: CommitteeRules;
}

export interface Committee {
  readonly terms: CommitteeTerms;
  /** Operators that have signed each statement about the transfer, in order of their numbers. */
  readonly signed: Readonly<Record<Statement, readonly number[]>>;
  /** The keys are a thief's, all of them. */
  readonly isSeized: boolean;
}

type CommitteeEvent =
  | LockEvent
  | AttestLockEvent
  | AttestTimeoutEvent
  | AttestBurnEvent
  | ForgeEvent
  | SeizeEvent
  | MintEvent
  | RefundEvent
  | ReleaseEvent;

/** Keys that have signed the statement. */
export function keysUnder({ signed, terms }: Committee, statement: Statement): number {
  return signed[statement].length * terms.keysEach;
}

function accepts(committee: Committee, statement: Statement, evidence: Evidence): boolean {
  const { threshold, rules } = committee.terms;
  switch (evidence) {
    case 'signatures':
      return committee.isSeized || keysUnder(committee, statement) >= threshold;
    case 'say-so':
      return !rules.attestedByTokens;
    case 'trusted-root':
    case 'zero-root':
    case 'invented-root':
    case 'unsound-proof':
    case 'altered-proof':
    case 'claim':
    case 'fresh-claim':
      return false;
    default:
      return evidence satisfies never;
  }
}

/**
 * Whether the operator is the next of its kind, honest or stolen, to sign. Operators of a kind are interchangeable, so it is enough
 * to let them sign in the order of their numbers.
 */
function isNext({ signed, terms }: Committee, statement: Statement, operator: Carrier): boolean {
  const isStolen = (one: Carrier): boolean => typeof one === 'number' && one < terms.stolen;
  const before = signed[statement].filter((signer) => isStolen(signer) === isStolen(operator)).length;
  return operator === (isStolen(operator) ? before : terms.stolen + before);
}

function sign({ signed }: Committee, statement: Statement, operator: Carrier): Partial<Committee> {
  if (typeof operator !== 'number') return {};
  return { signed: { ...signed, [statement]: [...signed[statement], operator].sort((a, b) => a - b) } };
}

export const bridgeCommittee: Machine<Committee, CommitteeEvent, CommitteeTerms> = setup({
  types: {} as { context: Committee; events: CommitteeEvent; input: CommitteeTerms },
  guards: {
    signsDeepLock: ({ context, event }) =>
      event.type === 'ATTEST_LOCK' &&
      event.confirmations >= context.terms.confirmations &&
      isNext(context, 'lock', event.by),
    signsTimeout: ({ context, event }) => event.type === 'ATTEST_TIMEOUT' && isNext(context, 'timeout', event.by),
    signsBurn: ({ context, event }) => event.type === 'ATTEST_BURN' && isNext(context, 'burn', event.by),
    signsAnything: ({ context, event }) => event.type === 'FORGE' && isNext(context, event.statement, event.operator),
    isSeizable: ({ context, event }) => {
      if (event.type !== 'SEIZE') return false;
      const { confinedCalls, initialisedOnce } = context.terms.rules;
      if (event.via === 'initialiser') return !initialisedOnce;
      return event.transfer !== context.terms.transfer || (!confinedCalls && accepts(context, 'lock', 'signatures'));
    },
    lockIsAttested: ({ context, event }) => event.type === 'MINT' && accepts(context, 'lock', event.evidence),
    // Whether the source's own clock may decide is the escrow's question.
    timeoutIsAttested: ({ context, event }) =>
      event.type === 'REFUND' && (event.evidence === 'own-clock' || accepts(context, 'timeout', event.evidence)),
    burnIsAttested: ({ context, event }) => event.type === 'RELEASE' && accepts(context, 'burn', event.evidence),
  },
  actions: {
    // A lock that follows an orphaned one has a later deadline: what was signed of the earlier one says nothing of it.
    voidTimeout: assign(({ context }) =>
      context.terms.rules.refundChecksDeadline ? { signed: { ...context.signed, timeout: [] } } : {},
    ),
    signLock: assign(({ context, event }) => (event.type === 'ATTEST_LOCK' ? sign(context, 'lock', event.by) : {})),
    signTimeout: assign(({ context, event }) =>
      event.type === 'ATTEST_TIMEOUT' ? sign(context, 'timeout', event.by) : {},
    ),
    signBurn: assign(({ context, event }) => (event.type === 'ATTEST_BURN' ? sign(context, 'burn', event.by) : {})),
    seize: assign({ isSeized: true }),
    forge: assign(({ context, event }) =>
      event.type === 'FORGE' ? sign(context, event.statement, event.operator) : {},
    ),
  },
}).createMachine({
  id: 'bridgeCommittee',
  context: ({ input }) => ({ terms: input, signed: { lock: [], timeout: [], burn: [] }, isSeized: false }),
  on: {
    LOCK: { actions: 'voidTimeout' },
    ATTEST_LOCK: { guard: 'signsDeepLock', actions: 'signLock' },
    ATTEST_TIMEOUT: { guard: 'signsTimeout', actions: 'signTimeout' },
    ATTEST_BURN: { guard: 'signsBurn', actions: 'signBurn' },
    FORGE: { guard: 'signsAnything', actions: 'forge' },
    SEIZE: { guard: 'isSeizable', actions: 'seize' },
    MINT: { guard: 'lockIsAttested' },
    REFUND: { guard: 'timeoutIsAttested' },
    RELEASE: { guard: 'burnIsAttested' },
  },
});

export type CommitteeState = LocalState<Committee>;
