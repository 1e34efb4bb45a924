/**
 * The bridge on the target chain L_B (Definition 6.1.1): one machine a transfer, with its wrapped tokens, spent id and deadline.
 *
 * The id of a message is the triple of source chain, bridge and nonce, for a destination chain. The message carries its deadline as
 * a height of the target; the machine keeps the blocks that are left, which is the same number without an absolute clock, and so
 * learns of a lock only that a message with a new deadline exists. Source and target clocks run freely against each other. A forged
 * message might carry any deadline; here it is late with the true one, which takes nothing from a forger, who may come earlier.
 *
 * The contract knows nothing of the source but what the verifier tells it. A twin chain has a copy of the contracts and of what was
 * spent before the split; both see the same evidence and, close enough, the same deadline. Burns on the twin are left out: no verifier
 * follows it.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  AttestBurnEvent,
  AttestTimeoutEvent,
  BurnEvent,
  LockEvent,
  MintEvent,
  SplitEvent,
  TargetBlockEvent,
} from './bridge-events.ts';

/** The rules of the minting contract, each of which a check can take out. */
export interface TargetRules {
  /** An id that is spent mints nothing. */
  readonly replayGuard: boolean;
  /** An execution spends its id only if it succeeds; without the rule a message whose execution fails is lost. */
  readonly spentOnSuccess: boolean;
  /** Nothing is minted after the deadline, by the target's clock. */
  readonly mintDeadline: boolean;
  /** The destination in the id is compared with the chain's own id, read from the chain and not from storage. */
  readonly liveChainId: boolean;
}

export interface TargetTerms {
  /** Target blocks from the lock to the deadline. */
  readonly timeout: number;
  readonly rules: TargetRules;
}

export interface Target {
  readonly terms: TargetTerms;
  /** Blocks until the deadline. */
  readonly left: number;
  /** Units minted; 2 stands for two or more. */
  readonly minted: number;
  readonly burned: number;
  readonly mintedOnTwin: number;
  readonly twin: 'none' | 'unspent' | 'spent';
  /** The id was spent on an execution that failed. */
  readonly lost: boolean;
}

type TargetEvent =
  | LockEvent
  | TargetBlockEvent
  | SplitEvent
  | AttestTimeoutEvent
  | MintEvent
  | BurnEvent
  | AttestBurnEvent;

const twice = 2;

export const bridgeTarget: Machine<Target, TargetEvent, TargetTerms> = setup({
  types: {} as { context: Target; events: TargetEvent; input: TargetTerms },
  guards: {
    isForThisChain: ({ context, event }) =>
      event.type === 'MINT' &&
      (event.chain === 'target' || (context.twin !== 'none' && !context.terms.rules.liveChainId)),
    isUnspent: ({ context, event }) =>
      event.type === 'MINT' &&
      (!context.terms.rules.replayGuard ||
        (event.chain === 'target' ? context.minted === 0 && !context.lost : context.twin === 'unspent')),
    mayBeLate: ({ context }) => !context.terms.rules.mintDeadline,
    isThere: ({ context }) => context.burned < context.minted,
    isBurned: ({ context }) => context.burned > 0,
    isMissing: ({ context }) => context.minted === 0 && !context.lost,
    isLastBlock: ({ context }) => context.left === 1,
    hasNoTwin: ({ context }) => context.twin === 'none',
  },
  actions: {
    setDeadline: assign({ left: ({ context }) => context.terms.timeout }),
    passBlock: assign({ left: ({ context }) => context.left - 1 }),
    execute: assign(({ context, event }) => {
      if (event.type !== 'MINT') return {};
      if (event.outcome === 'fails') {
        if (context.terms.rules.spentOnSuccess) return {};
        return event.chain === 'target' ? { lost: true } : { twin: 'spent' as const };
      }
      return event.chain === 'target'
        ? { minted: Math.min(context.minted + 1, twice) }
        : { mintedOnTwin: Math.min(context.mintedOnTwin + 1, twice), twin: 'spent' as const };
    }),
    burn: assign({ burned: ({ context }) => context.burned + 1 }),
    split: assign({ twin: ({ context }) => (context.minted === 0 && !context.lost ? 'unspent' : 'spent') }),
  },
}).createMachine({
  id: 'bridgeTarget',
  context: ({ input }) => ({
    terms: input,
    left: input.timeout,
    minted: 0,
    burned: 0,
    mintedOnTwin: 0,
    twin: 'none',
    lost: false,
  }),
  on: {
    LOCK: { target: '.open', actions: 'setDeadline' },
    TARGET_BLOCK: {},
    SPLIT: { guard: 'hasNoTwin', actions: 'split' },
    BURN: { guard: 'isThere', actions: 'burn' },
    ATTEST_BURN: { guard: 'isBurned' },
  },
  initial: 'unannounced',
  states: {
    // No message was ever emitted: a forged one brings a deadline of its own, and is not late.
    unannounced: { on: { MINT: { guard: and(['isForThisChain', 'isUnspent']), actions: 'execute' } } },
    open: {
      on: {
        TARGET_BLOCK: [{ guard: 'isLastBlock', target: 'expired', actions: 'passBlock' }, { actions: 'passBlock' }],
        MINT: { guard: and(['isForThisChain', 'isUnspent']), actions: 'execute' },
      },
    },
    expired: {
      on: {
        MINT: { guard: and(['mayBeLate', 'isForThisChain', 'isUnspent']), actions: 'execute' },
        ATTEST_TIMEOUT: { guard: 'isMissing' },
      },
    },
  },
});

export type TargetState = LocalState<Target>;
