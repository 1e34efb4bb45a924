/**
 * A rollup as others see it: how settled one of its batches is (L_2A and L_2B of Definition 6.2.1).
 *
 * An assume-guarantee summary of Definitions 2.1.1 and 2.2.1. A batch is announced, posted, and final or reverted. What is soft rests
 * on the sequencer's word and can be dropped; what is posted is dropped by a reorganisation of the base layer, or because it was
 * proved wrong; what is final stays while the base layer holds, and is right while the rollup's own defence does (`layer-defence.ts`
 * answers for both). Actions elsewhere that rely on a batch say at which level they saw it, and the batch vouches for that.
 *
 * Left out: what else a batch contains, batches that build on others, time.
 */

import { and, assign, not, or, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  CascadeEvent,
  ExecuteEvent,
  FillEvent,
  FinaliseEvent,
  Initiate,
  InitiateEvent,
  Level,
  PostEvent,
  RefundEvent,
  RepayEvent,
  RevertEvent,
  Seen,
  SettleEvent,
} from './interop-events.ts';

export interface StatusTerms {
  readonly batch: number;
  /** What the batch is for: it sends a message to the other rollup, takes the deposit of an intent, or fills one. */
  readonly holds: 'message' | 'deposit' | 'fill';
  /** How far up valid batches are reverted: 0 not at all, 1 soft ones, 2 posted ones too. */
  readonly reach: number;
}

export interface Status {
  readonly terms: StatusTerms;
  /** What it does, once it is announced. */
  readonly content: Omit<Initiate, 'batch'> | 'nothing';
}

type StatusEvent =
  | InitiateEvent
  | FillEvent
  | PostEvent
  | FinaliseEvent
  | RevertEvent
  | CascadeEvent
  | ExecuteEvent
  | SettleEvent
  | RepayEvent
  | RefundEvent;

const aFill: Status['content'] = { chain: 'B', pays: 'nobody', valid: true };

/** What can be said of a batch that is not there: nobody looked, it is yet to come, it is of another chain. */
const unseen: readonly Seen[] = ['nothing', 'promised', 'foreign'];

/** Whether an action can rely on the batch for what the action does: a mint on a message, a payment on a fill. */
function isOfUse({ content, terms }: Status, { type }: StatusEvent): boolean {
  if (content === 'nothing') return false;
  switch (type) {
    case 'EXECUTE':
    case 'SETTLE':
      return content.pays === 'B';
    case 'REPAY':
      return terms.holds === 'deposit' || (content.chain === 'B' && content.pays === 'nobody');
    default:
      return true;
  }
}

/** Whether what an action says of the batch is true; nobody has to look. */
function says(status: Status, event: StatusEvent, level: Level): boolean {
  return 'seen' in event && (event.seen === 'nothing' || (event.seen === level && isOfUse(status, event)));
}

/** Whether the batch can be reverted from its level; of what is final the base layer has to answer for that. */
function falls({ content, terms }: Status, event: StatusEvent, level: Level): boolean {
  if ((event.type !== 'REVERT' && event.type !== 'CASCADE') || content === 'nothing') return false;
  const reach = level === 'soft' ? 1 : 2;
  return (
    event.level === level &&
    event.valid === content.valid &&
    (level === 'final' || !content.valid || terms.reach >= reach)
  );
}

export const rollupStatus: Machine<Status, StatusEvent, StatusTerms> = setup({
  types: {} as { context: Status; events: StatusEvent; input: StatusTerms },
  guards: {
    isThis: ({ context, event }) => event.batch === context.terms.batch,
    isAnotherFill: ({ context, event }) => event.batch !== context.terms.batch && context.terms.holds === 'fill',
    isDeposit: ({ context }) => context.terms.holds === 'deposit',
    isFill: ({ context }) => context.terms.holds === 'fill',
    isInvented: ({ context: { content } }) => content !== 'nothing' && !content.valid,
    saysUnseen: ({ event }) => 'seen' in event && unseen.includes(event.seen),
    saysNothing: ({ event }) => 'seen' in event && event.seen === 'nothing',
    saysSoft: ({ context, event }) => says(context, event, 'soft'),
    saysPosted: ({ context, event }) => says(context, event, 'posted'),
    saysFinal: ({ context, event }) => says(context, event, 'final'),
    isTrue: ({ context: { content }, event }) =>
      content !== 'nothing' &&
      Object.entries(content).every(([field, value]) => !(field in event) || event[field as never] === value),
    softFalls: ({ context, event }) => falls(context, event, 'soft'),
    postedFalls: ({ context, event }) => falls(context, event, 'posted'),
    finalFalls: ({ context, event }) => falls(context, event, 'final'),
  },
  actions: {
    announce: assign(({ event }) => {
      if (event.type === 'FILL') return { content: aFill };
      if (event.type !== 'INITIATE') return {};
      const { chain, pays, valid } = event;
      return { content: { chain, pays, valid } };
    }),
  },
}).createMachine({
  id: 'rollupStatus',
  context: ({ input }) => ({ terms: input, content: 'nothing' }),
  // What concerns another fill of the same intent.
  on: { FILL: { guard: 'isAnotherFill' }, REPAY: { guard: 'isAnotherFill' } },
  initial: 'absent',
  states: {
    absent: {
      on: {
        INITIATE: { target: 'soft', actions: 'announce' },
        FILL: { guard: 'isThis', target: 'soft', actions: 'announce' },
        EXECUTE: { guard: 'saysUnseen' },
        REPAY: { guard: and(['isThis', 'saysNothing']) },
        REFUND: { guard: 'isFill' },
      },
    },
    soft: {
      on: {
        POST: { guard: 'isTrue', target: 'posted' },
        REVERT: { guard: 'softFalls', target: 'reverted' },
        CASCADE: { guard: 'softFalls', target: 'reverted' },
        EXECUTE: { guard: 'saysSoft' },
        SETTLE: { guard: 'saysSoft' },
        FILL: { guard: and(['isDeposit', 'saysSoft']) },
        REPAY: { guard: and(['isThis', 'saysSoft']) },
        REFUND: { guard: and(['isFill', or(['isInvented', 'saysNothing'])]) },
      },
    },
    posted: {
      on: {
        FINALISE: { guard: 'isTrue', target: 'final' },
        REVERT: { guard: 'postedFalls', target: 'reverted' },
        CASCADE: { guard: 'postedFalls', target: 'reverted' },
        EXECUTE: { guard: 'saysPosted' },
        SETTLE: { guard: 'saysPosted' },
        FILL: { guard: and(['isDeposit', 'saysPosted']) },
        REPAY: { guard: and(['isThis', 'saysPosted']) },
        REFUND: { guard: and(['isFill', or(['isInvented', 'saysNothing'])]) },
      },
    },
    final: {
      on: {
        REVERT: { guard: 'finalFalls', target: 'reverted' },
        CASCADE: { guard: 'finalFalls', target: 'reverted' },
        EXECUTE: { guard: 'saysFinal' },
        SETTLE: { guard: 'saysFinal' },
        FILL: { guard: and(['isDeposit', 'saysFinal']) },
        // The contract on A pays out what is there for good, in either direction.
        REPAY: [{ guard: 'isDeposit' }, { guard: and(['isThis', 'saysFinal']) }],
        REFUND: [{ guard: not('isFill') }, { guard: 'saysNothing' }],
      },
    },
    reverted: {
      on: {
        EXECUTE: { guard: 'saysNothing' },
        REPAY: { guard: and(['isThis', 'isFill', 'saysNothing']) },
        REFUND: { guard: 'isFill' },
      },
    },
  },
});

export type StatusState = LocalState<Status>;
