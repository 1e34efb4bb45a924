/**
 * The verifiers V_A and V_B of Definition 6.1.1 as claims that stand unless somebody disputes them in time.
 *
 * One machine a transfer. Anybody claims a statement on the chain that is to act on it: a lock on the target, a timeout or a burn on the
 * source. After a window of that chain's blocks the claim is accepted; until then a watcher may dispute it, and whatever decides the
 * dispute is sound, so that what is false falls and what is true stands. Watchers dispute every false claim in the block that
 * contains it, which is a guard on the block, unless they miss the block: asleep, or their transaction left out of it. The misses of both
 * chains are one budget; every instance counts the same.
 *
 * The outbox of a rollup whose batches are challenged is this verifier with the batch for the claim, and its inbox is native: the
 * rollup derives itself from the source, so that locks are no claims of anybody. With validity proofs see `bridge-light-client.ts`.
 *
 * What fell can be claimed falsely again, but not before the next block: otherwise claims and disputes without end keep any
 * block from coming, which no chain allows.
 *
 * Left out: bonds (claims and disputes cost nothing here), disputes that lose, claims about several transfers at once, claims that
 * were true when made and are not any more (nothing that honest claimants wait for is undone, as long as kc ≥ F).
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  AttestBurnEvent,
  AttestLockEvent,
  AttestTimeoutEvent,
  DisputeEvent,
  Evidence,
  FalseClaimEvent,
  LockEvent,
  MintEvent,
  RefundEvent,
  ReleaseEvent,
  Statement,
  WatchedBlock,
} from './bridge-events.ts';

export interface OptimisticRules {
  /** A claim counts only when its window is over. */
  readonly afterWindow: boolean;
  /** The root zero, where unproven messages lead, is no claim that stood. */
  readonly nonZeroRoot: boolean;
  /** A proof of non-receipt must be of a height past the deadline of the lock in force, not of an earlier one with its nonce. */
  readonly refundChecksDeadline: boolean;
}

export interface OptimisticTerms {
  /** W: blocks of the chain that acts, from the claim's own on, in which it can be disputed. */
  readonly window: number;
  /** kc, the confirmations of a lock that honest claimants wait for. */
  readonly confirmations: number;
  /** Statements that the acting chain reads by itself. */
  readonly native: readonly Statement[];
  /** K: blocks that the watchers miss at most. */
  readonly misses: number;
  readonly rules: OptimisticRules;
}

export interface StandingClaim {
  readonly standing: 'none' | 'true' | 'false' | 'fallen' | 'accepted';
  /** Blocks sealed since it was made. */
  readonly age: number;
}

export interface Optimistic {
  readonly terms: OptimisticTerms;
  readonly claims: Readonly<Record<Statement, StandingClaim>>;
  /** Blocks that the watchers may still miss. */
  readonly missesLeft: number;
}

type OptimisticEvent =
  | LockEvent
  | ({ readonly type: 'SOURCE_BLOCK' | 'TARGET_BLOCK' } & WatchedBlock)
  | AttestLockEvent
  | AttestTimeoutEvent
  | AttestBurnEvent
  | FalseClaimEvent
  | DisputeEvent
  | MintEvent
  | RefundEvent
  | ReleaseEvent;

const none: StandingClaim = { standing: 'none', age: 0 };
const fallen: StandingClaim = { standing: 'fallen', age: 0 };
const accepted: StandingClaim = { standing: 'accepted', age: 0 };

/** The statements that are claimed on a chain: those on which it acts. */
const claimedOn: Readonly<Record<'SOURCE_BLOCK' | 'TARGET_BLOCK', readonly Statement[]>> = {
  SOURCE_BLOCK: ['timeout', 'burn'],
  TARGET_BLOCK: ['lock'],
};

export function isAccepted({ claims }: Optimistic, statement: Statement): boolean {
  return claims[statement].standing === 'accepted';
}

function accepts(optimistic: Optimistic, statement: Statement, evidence: Evidence): boolean {
  const { rules } = optimistic.terms;
  switch (evidence) {
    case 'claim':
      return isAccepted(optimistic, statement);
    case 'fresh-claim':
      return !rules.afterWindow && !['none', 'fallen'].includes(optimistic.claims[statement].standing);
    case 'zero-root':
      return !rules.nonZeroRoot;
    case 'signatures':
    case 'say-so':
    case 'trusted-root':
    case 'invented-root':
    case 'altered-proof':
    case 'unsound-proof':
      return false;
    default:
      return evidence satisfies never;
  }
}

function claimed({ claims }: Optimistic, statement: Statement, claim: StandingClaim): Partial<Optimistic> {
  return { claims: { ...claims, [statement]: claim } };
}

/** A claim as it is made: without a window it stands at once. */
function made({ terms }: Optimistic, statement: Statement, standing: 'true' | 'false'): StandingClaim {
  return terms.window === 0 || terms.native.includes(statement) ? accepted : { standing, age: 0 };
}

/** A true claim, in the place of a false one that came before it. */
function claimTruly(optimistic: Optimistic, statement: Statement): Partial<Optimistic> {
  const { standing } = optimistic.claims[statement];
  return standing === 'true' || standing === 'accepted'
    ? {}
    : claimed(optimistic, statement, made(optimistic, statement, 'true'));
}

function older(claim: StandingClaim, window: number): StandingClaim {
  if (claim.standing === 'none' || claim.standing === 'accepted') return claim;
  if (claim.standing === 'fallen') return none;
  return claim.age + 1 === window ? accepted : { ...claim, age: claim.age + 1 };
}

export const bridgeOptimistic: Machine<Optimistic, OptimisticEvent, OptimisticTerms> = setup({
  types: {} as { context: Optimistic; events: OptimisticEvent; input: OptimisticTerms },
  guards: {
    isDeepEnough: ({ context, event }) =>
      event.type === 'ATTEST_LOCK' && event.confirmations >= context.terms.confirmations,
    isUnclaimed: ({ context, event }) =>
      event.type === 'FALSE_CLAIM' && context.claims[event.statement].standing === 'none',
    isFalse: ({ context, event }) => event.type === 'DISPUTE' && context.claims[event.statement].standing === 'false',
    isMissed: ({ context, event }) =>
      (event.type === 'SOURCE_BLOCK' || event.type === 'TARGET_BLOCK') && event.missed && context.missesLeft > 0,
    isWatched: ({ context, event }) =>
      (event.type === 'SOURCE_BLOCK' || event.type === 'TARGET_BLOCK') &&
      !event.missed &&
      claimedOn[event.type].every((statement) => context.claims[statement].standing !== 'false'),
    lockIsAccepted: ({ context, event }) => event.type === 'MINT' && accepts(context, 'lock', event.evidence),
    // Whether the source's own clock may decide is the escrow's question.
    timeoutIsAccepted: ({ context, event }) =>
      event.type === 'REFUND' && (event.evidence === 'own-clock' || accepts(context, 'timeout', event.evidence)),
    burnIsAccepted: ({ context, event }) => event.type === 'RELEASE' && accepts(context, 'burn', event.evidence),
  },
  actions: {
    // A lock that follows an orphaned one has a later deadline: what was claimed of the earlier one says nothing of it.
    voidTimeout: assign(({ context }) =>
      context.terms.rules.refundChecksDeadline ? claimed(context, 'timeout', none) : {},
    ),
    claimLock: assign(({ context }) => claimTruly(context, 'lock')),
    claimTimeout: assign(({ context }) => claimTruly(context, 'timeout')),
    claimBurn: assign(({ context }) => claimTruly(context, 'burn')),
    claimFalsely: assign(({ context, event }) =>
      event.type === 'FALSE_CLAIM' ? claimed(context, event.statement, made(context, event.statement, 'false')) : {},
    ),
    fell: assign(({ context, event }) => (event.type === 'DISPUTE' ? claimed(context, event.statement, fallen) : {})),
    miss: assign({ missesLeft: ({ context }) => context.missesLeft - 1 }),
    passBlock: assign(({ context, event }) => {
      if (event.type !== 'SOURCE_BLOCK' && event.type !== 'TARGET_BLOCK') return {};
      const { claims, terms } = context;
      const aged = claimedOn[event.type].map((statement) => [statement, older(claims[statement], terms.window)]);
      return { claims: { ...claims, ...Object.fromEntries(aged) } };
    }),
  },
}).createMachine({
  id: 'bridgeOptimistic',
  context: ({ input }) => ({
    terms: input,
    claims: { lock: none, timeout: none, burn: none },
    missesLeft: input.misses,
  }),
  on: {
    LOCK: { actions: 'voidTimeout' },
    SOURCE_BLOCK: [
      { guard: 'isWatched', actions: 'passBlock' },
      { guard: 'isMissed', actions: ['passBlock', 'miss'] },
    ],
    TARGET_BLOCK: [
      { guard: 'isWatched', actions: 'passBlock' },
      { guard: 'isMissed', actions: ['passBlock', 'miss'] },
    ],
    ATTEST_LOCK: { guard: 'isDeepEnough', actions: 'claimLock' },
    ATTEST_TIMEOUT: { actions: 'claimTimeout' },
    ATTEST_BURN: { actions: 'claimBurn' },
    FALSE_CLAIM: { guard: 'isUnclaimed', actions: 'claimFalsely' },
    DISPUTE: { guard: 'isFalse', actions: 'fell' },
    MINT: { guard: 'lockIsAccepted' },
    REFUND: { guard: 'timeoutIsAccepted' },
    RELEASE: { guard: 'burnIsAccepted' },
  },
});

export type OptimisticState = LocalState<Optimistic>;
