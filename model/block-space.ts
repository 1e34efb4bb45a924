/**
 * The room that blocks of L1 have for honest transactions, and what the adversary spends: blocks filled with her own, bonds.
 *
 * A block has room for `room` honest transactions, whoever sends them and whatever they ask. In a full block there is none. While
 * all honest parties are asleep there is none for them either, which is why sleep is kept here. Both come out of a budget. A transaction of
 * the adversary always finds room: she pays whatever it takes. But each of her requests needs a bond, and she has so many.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { CoinTransactionEvent } from './coin-events.ts';
import type { BlockEvent, TransactionEvent } from './exit-events.ts';

export interface SpaceTerms {
  readonly room: number;
  /** Blocks that the adversary can fill, in all. */
  readonly congestion: number;
  /** Blocks that the honest parties sleep through, in all. */
  readonly sleep: number;
  /** Requests, and challenges that can be answered, that the adversary can put a bond under, in all. */
  readonly bonds: number;
}

export interface Space extends SpaceTerms {
  /** Room left in the block in progress. */
  readonly left: number;
}

type SpaceEvent = TransactionEvent | CoinTransactionEvent | BlockEvent;

const space = setup({
  types: {} as { context: Space; events: SpaceEvent; input: SpaceTerms },
  guards: {
    hasRoom: ({ context, event }) => event.type !== 'BLOCK' && (event.by === 'rogue' || context.left > 0),
    hasBond: ({ context, event }) => event.type !== 'BLOCK' && (event.by !== 'rogue' || context.bonds > 0),
    roomIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' &&
      event.room === context.left > 0 &&
      (event.next !== 'full' || context.congestion > 0) &&
      (event.next !== 'asleep' || context.sleep > 0),
  },
  actions: {
    take: assign({
      left: ({ context, event }) => context.left - Number(event.type !== 'BLOCK' && event.by !== 'rogue'),
    }),
    putBond: assign({
      bonds: ({ context, event }) => context.bonds - Number(event.type !== 'BLOCK' && event.by === 'rogue'),
    }),
    nextBlock: assign(({ context, event }) =>
      event.type !== 'BLOCK'
        ? {}
        : {
            left: event.next === 'open' ? context.room : 0,
            congestion: context.congestion - Number(event.next === 'full'),
            sleep: context.sleep - Number(event.next === 'asleep'),
          },
    ),
  },
});

const empty = ({ input }: { readonly input: SpaceTerms }): Space => ({ ...input, left: input.room });

export const blockSpace: Machine<Space, SpaceEvent, SpaceTerms> = space.createMachine({
  id: 'blockSpace',
  context: empty,
  on: {
    START_EXIT: { guard: and(['hasRoom', 'hasBond']), actions: ['take', 'putBond'] },
    CHALLENGE_SPENT: { guard: 'hasRoom', actions: 'take' },
    START_IN_FLIGHT: { guard: and(['hasRoom', 'hasBond']), actions: ['take', 'putBond'] },
    PIGGYBACK: { guard: 'hasRoom', actions: 'take' },
    CHALLENGE_IN_FLIGHT: { guard: 'hasRoom', actions: 'take' },
    RESPOND: { guard: 'hasRoom', actions: 'take' },
    BLOCK: { guard: 'roomIsTrue', actions: 'nextBlock' },
  },
});

/** The same for the transactions of Plasma Cash, whose challenges need a bond where they can be answered. */
export const coinSpace: Machine<Space, SpaceEvent, SpaceTerms> = space.createMachine({
  id: 'coinSpace',
  context: empty,
  on: {
    START_EXIT: { guard: and(['hasRoom', 'hasBond']), actions: ['take', 'putBond'] },
    CHALLENGE_AFTER: { guard: 'hasRoom', actions: 'take' },
    CHALLENGE_BETWEEN: { guard: 'hasRoom', actions: 'take' },
    CHALLENGE_BEFORE: { guard: and(['hasRoom', 'hasBond']), actions: ['take', 'putBond'] },
    RESPOND: { guard: 'hasRoom', actions: 'take' },
    BLOCK: { guard: 'roomIsTrue', actions: 'nextBlock' },
  },
});

export type SpaceState = LocalState<Space>;
