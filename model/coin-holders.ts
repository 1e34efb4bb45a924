/**
 * The honest holders of deposits that stay where they are: each leaves when it likes, and all of them when a block is withheld.
 *
 * They cannot know what a withheld block contains, so they owe their requests from the moment they see that there is one. Their
 * promptness is a guard on BLOCK: time does not pass while a request is owed longer than the reaction delay, unless the block had no
 * room for it. They are alike, old coins of one unit each, so nothing but their order is lost by numbering them as they get in.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlockEvent, CommitEvent, StartExitEvent } from './exit-events.ts';

export interface HolderTerms {
  readonly coins: number;
  /** Whether they leave when they like, or only when a block is withheld. */
  readonly leaveAtWill: boolean;
  /** Blocks that may pass between seeing a withheld block and the requests. */
  readonly reactionDelay: number;
  /** Blocks that are counted after the withheld one, at most; for the question by when they are paid. */
  readonly deadline: number;
}

export interface Holders {
  readonly terms: HolderTerms;
  /** How many have requested their exit. */
  readonly requested: number;
  readonly isAlarmed: boolean;
  /** Blocks since the withheld one, as far as they are counted. */
  readonly alarmAge: number;
  /** Blocks for which requests have been owed. */
  readonly waited: number;
}

type HolderEvent = CommitEvent | StartExitEvent | BlockEvent;

/** Whether somebody has to leave and has not asked to. */
export function owesRequest({ terms, requested, isAlarmed }: Holders): boolean {
  return isAlarmed && requested < terms.coins;
}

export const coinHolders: Machine<Holders, HolderEvent, HolderTerms> = setup({
  types: {} as { context: Holders; events: HolderEvent; input: HolderTerms },
  guards: {
    isNext: ({ context, event }) =>
      event.type === 'START_EXIT' &&
      (event.by !== 'holders' ||
        (event.coin === context.requested && (context.isAlarmed || context.terms.leaveAtWill))),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' && (!event.room || !owesRequest(context) || context.waited < context.terms.reactionDelay),
  },
  actions: {
    see: assign(({ context, event }) => ({
      isAlarmed: context.isAlarmed || (event.type === 'COMMIT' && event.data === 'withheld'),
    })),
    request: assign(({ context, event }) =>
      event.type === 'START_EXIT' && event.by === 'holders' ? { requested: context.requested + 1 } : {},
    ),
    wait: assign(({ context }) => ({
      alarmAge: context.isAlarmed ? Math.min(context.alarmAge + 1, context.terms.deadline) : 0,
      waited: owesRequest(context) ? Math.min(context.waited + 1, context.terms.reactionDelay) : 0,
    })),
  },
}).createMachine({
  id: 'coinHolders',
  context: ({ input }) => ({ terms: input, requested: 0, isAlarmed: false, alarmAge: 0, waited: 0 }),
  on: {
    COMMIT: { actions: 'see' },
    START_EXIT: { guard: 'isNext', actions: 'request' },
    BLOCK: { guard: 'isPrompt', actions: 'wait' },
  },
});

export type HolderState = LocalState<Holders>;
