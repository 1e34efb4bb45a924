/**
 * The challenge window of an optimistic rollup as an attacker sees it who wants one wrong claim to stand (Theorem 5.2.2).
 *
 * The claim is on L1. In each block of the window some validator that is awake proves it wrong, and the block contains the proof,
 * unless the attacker does something about it *in that block*: she has the proofs left out of it (CENSOR), or keeps every
 * validator from submitting one (SILENCE, once a validator). What that costs may differ from block to block; it is a price on
 * the events and never part of a state, so nothing here counts money.
 *
 * Left out: batches and their queue (`2.1.1-optimistic-rollup.ts`), bonds and rewards, the order inside a block, proofs that wait in
 * the mempool past their block (a silenced validator submits again as soon as it is awake, so nothing is lost by it).
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

/** A block of the window, counted from 0. */
export type OfBlock = { readonly block: number };
export type OfValidator = { readonly block: number; readonly validator: number };

/** One L1 block with what the attacker did about it; each machine vouches for the part of the payload that is its own. */
export type WindowBlock = {
  readonly block: number;
  readonly censored: boolean;
  /** The validators that submitted a proof in time for this block. */
  readonly provers: readonly number[];
};

type CensorEvent = { readonly type: 'CENSOR' } & OfBlock;
type SilenceEvent = { readonly type: 'SILENCE' } & OfValidator;
type WindowBlockEvent = { readonly type: 'BLOCK' } & WindowBlock;

export interface Window {
  /** C, in blocks. */
  readonly challengePeriod: number;
  /** The block in progress. */
  readonly block: number;
}

/** The contract: refuted by one proof in one block, final when the window is over. */
export const challengeWindow: Machine<
  Window,
  CensorEvent | SilenceEvent | WindowBlockEvent | { readonly type: 'UPGRADE' },
  Pick<Window, 'challengePeriod'>
> = setup({
  types: {} as {
    context: Window;
    events: CensorEvent | SilenceEvent | WindowBlockEvent | { readonly type: 'UPGRADE' };
    input: Pick<Window, 'challengePeriod'>;
  },
  guards: {
    isCurrent: ({ context, event }) => event.type !== 'UPGRADE' && event.block === context.block,
    isProven: ({ event }) => event.type === 'BLOCK' && !event.censored && event.provers.length > 0,
    isLast: ({ context }) => context.block + 1 === context.challengePeriod,
  },
  actions: { next: assign({ block: ({ context }) => context.block + 1 }) },
}).createMachine({
  id: 'challengeWindow',
  context: ({ input }) => ({ ...input, block: 0 }),
  initial: 'pending',
  states: {
    pending: {
      on: {
        CENSOR: { guard: 'isCurrent' },
        SILENCE: { guard: 'isCurrent' },
        BLOCK: [
          { guard: and(['isCurrent', 'isProven']), target: 'refuted' },
          { guard: and(['isCurrent', 'isLast']), target: 'final' },
          { guard: 'isCurrent', actions: 'next' },
        ],
        UPGRADE: 'final',
      },
    },
    refuted: {},
    final: {},
  },
});

/** The builders of the block in progress: bought, and then no proof is in it, or not. */
export const blockBuilders: Machine<object, CensorEvent | WindowBlockEvent> = setup({
  types: {} as { context: object; events: CensorEvent | WindowBlockEvent },
  guards: {
    saysCensored: ({ event }) => event.type === 'BLOCK' && event.censored,
    saysUncensored: ({ event }) => event.type === 'BLOCK' && !event.censored,
  },
}).createMachine({
  id: 'blockBuilders',
  context: {},
  initial: 'neutral',
  states: {
    neutral: { on: { CENSOR: 'bought', BLOCK: { guard: 'saysUncensored' } } },
    bought: { on: { BLOCK: { guard: 'saysCensored', target: 'neutral' } } },
  },
});

interface Watcher {
  readonly index: number;
}

/** A validator of the window: submits a proof in every block, unless it is silenced for the block. */
export const windowValidator: Machine<Watcher, SilenceEvent | WindowBlockEvent, Watcher> = setup({
  types: {} as { context: Watcher; events: SilenceEvent | WindowBlockEvent; input: Watcher },
  guards: {
    isProver: ({ context, event }) => event.type === 'BLOCK' && event.provers.includes(context.index),
    isNoProver: ({ context, event }) => event.type === 'BLOCK' && !event.provers.includes(context.index),
  },
}).createMachine({
  id: 'windowValidator',
  context: ({ input }) => input,
  initial: 'awake',
  states: {
    awake: { on: { SILENCE: 'silenced', BLOCK: { guard: 'isProver' } } },
    silenced: { on: { BLOCK: { guard: 'isNoProver', target: 'awake' } } },
  },
});

export type WindowState = LocalState<Window>;
export type BuildersState = LocalState<object>;
export type WatcherState = LocalState<Watcher>;
