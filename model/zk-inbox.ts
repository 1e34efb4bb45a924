/**
 * The queue of forced messages on L1, and the deadline after which the rollup can be frozen.
 *
 * A message enters with the block that contains it and ages block by block. A batch consumes at most the one at the head. With the rule
 * `forcedQueue` no batch is committed that passes over a message that is overdue. With `popAtExecution` a message leaves the queue
 * when its batch takes effect; without it, when the batch is committed, proven or not. With the rule `escapeHatch` anybody may
 * freeze the rollup while the head is overdue; honest users do so at once, so that time does not pass meanwhile.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlockEvent, CommitEvent, EscapeEvent, ExecuteEvent, FreezeEvent } from './zk-events.ts';
import type { Message } from './zk-ledger.ts';

/** The rules of the queue, each of which a check can take out. */
export interface InboxRules {
  /** A message that is overdue is consumed by the next batch. */
  readonly forcedQueue: boolean;
  /** A message leaves the queue when its batch is executed. */
  readonly popAtExecution: boolean;
  /** While a message is overdue anybody can freeze the rollup. */
  readonly escapeHatch: boolean;
}

export interface InboxTerms {
  /** Blocks in the queue after which a message is overdue. */
  readonly deadline: number;
  readonly rules: InboxRules;
}

export interface Waiting {
  readonly message: Message;
  /** Blocks since it entered, up to the deadline. */
  readonly age: number;
}

export interface Inbox {
  readonly terms: InboxTerms;
  readonly queue: readonly Waiting[];
  /** Whether the batch in flight consumes the head. */
  readonly taken: boolean;
}

type InboxEvent = BlockEvent | CommitEvent | ExecuteEvent | FreezeEvent | EscapeEvent;

function isOverdue({ queue, terms }: Inbox): boolean {
  const [head] = queue;
  return head !== undefined && head.age >= terms.deadline;
}

function passBlock({ queue, terms, taken }: Inbox, { brings, reverts }: BlockEvent): Partial<Inbox> {
  const aged = queue.map(({ message, age }) => ({ message, age: Math.min(age + 1, terms.deadline) }));
  return { queue: brings === 'none' ? aged : [...aged, { message: brings, age: 0 }], taken: taken && !reverts };
}

function deposits({ queue }: Inbox): number {
  return queue.filter(({ message }) => message === 'deposit').length;
}

export const zkInbox: Machine<Inbox, InboxEvent, InboxTerms> = setup({
  types: {} as { context: Inbox; events: InboxEvent; input: InboxTerms },
  guards: {
    takesHead: ({ context: { queue }, event }) =>
      event.type === 'COMMIT' && (event.takes === 'none' || event.takes === queue[0]?.message),
    takesWhatIsDue: ({ context, event }) =>
      event.type === 'COMMIT' && (event.takes !== 'none' || !context.terms.rules.forcedQueue || !isOverdue(context)),
    canBeFrozen: ({ context }) => context.terms.rules.escapeHatch && isOverdue(context),
    nobodyOwesFreeze: ({ context }) => !context.terms.rules.escapeHatch || !isOverdue(context),
    refundIsTrue: ({ context, event }) =>
      event.type === 'ESCAPE' && event.refund === (event.who === 'alice' ? deposits(context) : 0),
  },
  actions: {
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
    take: assign(({ context: { queue, terms }, event }) => {
      const takes = event.type === 'COMMIT' && event.takes !== 'none';
      return terms.rules.popAtExecution ? { taken: takes } : { queue: takes ? queue.slice(1) : queue };
    }),
    pop: assign(({ context: { queue, taken } }) => ({ queue: taken ? queue.slice(1) : queue, taken: false })),
    // Deposits stay for their refund; nothing ages any more.
    stop: assign({
      queue: ({ context: { queue } }) =>
        queue.filter(({ message }) => message === 'deposit').map(({ message }) => ({ message, age: 0 })),
      taken: false,
    }),
    refund: assign({
      queue: ({ context, event }) => (event.type === 'ESCAPE' && event.who === 'alice' ? [] : context.queue),
    }),
  },
}).createMachine({
  id: 'zkInbox',
  context: ({ input }) => ({ terms: input, queue: [], taken: false }),
  initial: 'open',
  states: {
    open: {
      on: {
        BLOCK: { guard: 'nobodyOwesFreeze', actions: 'passBlock' },
        COMMIT: { guard: and(['takesHead', 'takesWhatIsDue']), actions: 'take' },
        EXECUTE: { actions: 'pop' },
        FREEZE: { guard: 'canBeFrozen', target: 'stopped', actions: 'stop' },
      },
    },
    stopped: { on: { ESCAPE: { guard: 'refundIsTrue', actions: 'refund' }, BLOCK: {} } },
  },
});

export type InboxState = LocalState<Inbox>;
