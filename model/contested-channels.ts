/**
 * Many channels that are closed against their honest parties at once, and the room that blocks have for their answers.
 *
 * Each machine is one channel with an old state, or a payment in flight, presented against an honest party. Her answer is in the mempool at
 * once, in time for the next block, and has to be included within the window W; the block that brings the age to W still counts.
 * A block has room for `room` answers, of whichever channels the builder likes; he cannot leave room empty while answers wait, but the
 * attacker can fill some blocks with transactions of her own. What the answer says and why it wins is `3.1.1-payment-channel.ts`
 * and `htlc.ts`; here it is only late or not.
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export type OfChannel = { readonly channel: number };
/** One L1 block: the channels whose answers it includes, and whether the attacker has filled it. */
export type CrowdedBlock = { readonly answers: readonly number[]; readonly full: boolean };

type ContestEvent = { readonly type: 'CONTEST' } & OfChannel;
type CrowdedBlockEvent = { readonly type: 'BLOCK' } & CrowdedBlock;

export interface ContestTerms {
  readonly channel: number;
  /** W, in L1 blocks. */
  readonly window: number;
}

export interface Contest {
  readonly terms: ContestTerms;
  readonly age: number;
}

export const contestedChannel: Machine<Contest, ContestEvent | CrowdedBlockEvent, ContestTerms> = setup({
  types: {} as { context: Contest; events: ContestEvent | CrowdedBlockEvent; input: ContestTerms },
  guards: {
    isAnswered: ({ context, event }) => event.type === 'BLOCK' && event.answers.includes(context.terms.channel),
    isLastBlock: ({ context }) => context.age + 1 >= context.terms.window,
  },
  actions: { grow: assign({ age: ({ context }) => context.age + 1 }) },
}).createMachine({
  id: 'contestedChannel',
  context: ({ input }) => ({ terms: input, age: 0 }),
  initial: 'open',
  states: {
    open: { on: { CONTEST: 'contested', BLOCK: { guard: not('isAnswered') } } },
    contested: {
      on: {
        BLOCK: [
          { guard: 'isAnswered', target: 'answered' },
          { guard: 'isLastBlock', target: 'lost' },
          { actions: 'grow' },
        ],
      },
    },
    answered: { on: { BLOCK: { guard: not('isAnswered') } } },
    // The answer still waits, and takes room when it is included too late.
    lost: { on: { BLOCK: {} } },
  },
});

export interface Room {
  readonly room: number;
  /** Blocks that the attacker can fill, in all. */
  readonly congestion: number;
  /** Channels whose answers wait. */
  readonly waiting: readonly number[];
}

export const answerRoom: Machine<Room, ContestEvent | CrowdedBlockEvent, Omit<Room, 'waiting'>> = setup({
  types: {} as {
    context: Room;
    events: ContestEvent | CrowdedBlockEvent;
    input: Omit<Room, 'waiting'>;
  },
  guards: {
    allWait: ({ context, event }) =>
      event.type === 'BLOCK' && event.answers.every((one) => context.waiting.includes(one)),
    isAffordable: ({ context, event }) => event.type === 'BLOCK' && (!event.full || context.congestion > 0),
    roomIsUsed: ({ context: { room, waiting }, event }) =>
      event.type === 'BLOCK' && event.answers.length === (event.full ? 0 : Math.min(room, waiting.length)),
  },
  actions: {
    add: assign({
      waiting: ({ context, event }) =>
        event.type === 'CONTEST' ? [...context.waiting, event.channel].sort((a, b) => a - b) : context.waiting,
    }),
    passBlock: assign(({ context, event }) =>
      event.type === 'BLOCK'
        ? {
            waiting: context.waiting.filter((one) => !event.answers.includes(one)),
            congestion: context.congestion - Number(event.full),
          }
        : {},
    ),
  },
}).createMachine({
  id: 'answerRoom',
  context: ({ input }) => ({ ...input, waiting: [] }),
  on: {
    CONTEST: { actions: 'add' },
    BLOCK: { guard: and(['allWait', 'isAffordable', 'roomIsUsed']), actions: 'passBlock' },
  },
});

export type ContestState = LocalState<Contest>;
export type RoomState = LocalState<Room>;
