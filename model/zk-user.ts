/**
 * Alice, an honest user of a ZK rollup: signs payments, forces messages through L1, escapes when the rollup is frozen.
 *
 * She may sign a payment, deposit or leave whenever she likes: no theorem may depend on her taste. When another verifier key is announced she
 * asks for her exit before the next block; when the rollup is frozen she escapes before the next block. For that
 * she needs a Merkle proof of her balance in the last executed state, hence the data of every executed batch. Her message enters
 * a block through the payload of BLOCK: she accepts a block only if it says truly what of hers it contains and whether it leaves her out.
 * She counts the payments that the chain makes in her name.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  AnnounceEvent,
  BlockEvent,
  CommitEvent,
  EscapeEvent,
  ExecuteEvent,
  ForceEvent,
  FreezeEvent,
  PublishEvent,
  SequenceEvent,
  VerifyEvent,
} from './zk-events.ts';
import type { Message } from './zk-ledger.ts';

export interface UserTerms {
  /** Payments that she signs, at most. */
  readonly payments: number;
  /** Deposits that she makes, at most. */
  readonly deposits: number;
}

export interface User {
  readonly terms: UserTerms;
  readonly signed: number;
  /** Payments in her name in proven batches, as far as they are told apart: one more than she may sign. */
  readonly debits: number;
  readonly deposited: number;
  /** Her message in L1's mempool. */
  readonly pending: Message | 'none';
  /** Whether her exit is in the queue, or was. */
  readonly asked: boolean;
  /** Whether an exit of hers was executed, or she escaped. */
  readonly isOut: boolean;
  /** Whether another verifier key is announced. */
  readonly alarmed: boolean;
  /** Whether the data of the batch in flight are withheld. */
  readonly unseen: boolean;
  /** Whether the data of some executed batch are withheld. */
  readonly blind: boolean;
}

type UserEvent =
  | SequenceEvent
  | ForceEvent
  | CommitEvent
  | PublishEvent
  | VerifyEvent
  | ExecuteEvent
  | BlockEvent
  | AnnounceEvent
  | FreezeEvent
  | EscapeEvent;

/** Whether a batch takes from Alice what she neither withdraws nor gets. */
function debitsHer({ pre, post }: VerifyEvent): boolean {
  return post.alice + post.out < pre.alice + pre.out;
}

export const zkUser: Machine<User, UserEvent, UserTerms> = setup({
  types: {} as { context: User; events: UserEvent; input: UserTerms },
  guards: {
    hasToPay: ({ context }) => context.signed < context.terms.payments,
    mayDeposit: ({ context, event }) =>
      event.type === 'FORCE' &&
      event.message === 'deposit' &&
      context.pending === 'none' &&
      context.deposited < context.terms.deposits &&
      !context.asked,
    // An exit takes the place of a deposit that is still pending.
    mayExit: ({ context, event }) =>
      event.type === 'FORCE' && event.message === 'exit' && context.pending !== 'exit' && !context.asked,
    blockIsTrue: ({ context: { pending }, event }) => {
      if (event.type !== 'BLOCK') return false;
      const isLeftOut = event.leavesOut === 'alice' || event.leavesOut === 'both';
      return isLeftOut ? pending !== 'none' && event.brings === 'none' : event.brings === pending;
    },
    hasReacted: ({ context }) => !context.alarmed || context.asked || context.pending === 'exit',
    isHers: ({ event }) => event.type === 'ESCAPE' && event.who === 'alice',
    isOperators: ({ event }) => event.type === 'ESCAPE' && event.who === 'operator',
    canProve: ({ context }) => !context.blind,
    // Without the data she can only wait.
    hasLeft: ({ context }) => context.isOut || context.blind,
  },
  actions: {
    sign: assign({ signed: ({ context }) => context.signed + 1 }),
    force: assign({ pending: ({ event }) => (event.type === 'FORCE' ? event.message : 'none') }),
    passBlock: assign(({ context, event }) => {
      if (event.type !== 'BLOCK' || event.brings === 'none') return {};
      if (event.brings === 'exit') return { pending: 'none', asked: true };
      return { pending: 'none', deposited: context.deposited + 1 };
    }),
    look: assign({ unseen: ({ event }) => event.type === 'COMMIT' && event.withheld }),
    learn: assign({ unseen: false, blind: false }),
    count: assign({
      debits: ({ context, event }) => {
        if (event.type !== 'VERIFY' || context.isOut || !debitsHer(event)) return context.debits;
        return Math.min(context.debits + 1, context.terms.payments + 1);
      },
    }),
    execute: assign(({ context, event }) => ({
      isOut: context.isOut || (event.type === 'EXECUTE' && event.exits),
      blind: context.blind || context.unseen,
      unseen: false,
    })),
    alarm: assign({ alarmed: true }),
    stop: assign({ pending: 'none', unseen: false }),
    leave: assign({ isOut: true }),
  },
}).createMachine({
  id: 'zkUser',
  context: ({ input }) => ({
    terms: input,
    signed: 0,
    debits: 0,
    deposited: 0,
    pending: 'none',
    asked: false,
    isOut: false,
    alarmed: false,
    unseen: false,
    blind: false,
  }),
  initial: 'using',
  on: { PUBLISH: { actions: 'learn' } },
  states: {
    using: {
      on: {
        SEQUENCE: { guard: 'hasToPay', actions: 'sign' },
        FORCE: [
          { guard: 'mayDeposit', actions: 'force' },
          { guard: 'mayExit', actions: 'force' },
        ],
        COMMIT: { actions: 'look' },
        VERIFY: { actions: 'count' },
        EXECUTE: { actions: 'execute' },
        ANNOUNCE: { actions: 'alarm' },
        BLOCK: { guard: and(['blockIsTrue', 'hasReacted']), actions: 'passBlock' },
        FREEZE: { target: 'leaving', actions: 'stop' },
      },
    },
    leaving: {
      on: {
        ESCAPE: [{ guard: and(['isHers', 'canProve']), target: 'escaped', actions: 'leave' }, { guard: 'isOperators' }],
        BLOCK: { guard: and(['blockIsTrue', 'hasLeft']) },
        ANNOUNCE: {},
      },
    },
    escaped: { on: { ESCAPE: { guard: 'isOperators' }, BLOCK: { guard: 'blockIsTrue' }, ANNOUNCE: {} } },
  },
});

export type UserState = LocalState<User>;
