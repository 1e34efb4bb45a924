/**
 * Several disputes at once, for one honest party (Definition 2.1.3): what it has to pay for, and to attend to, at the same time.
 *
 * Each machine is one game that somebody opens against the honest party; M honest moves win it, the first of which locks a bond. What
 * is moved and why it wins is `2.1.3-bisection-game.ts`; here only clocks run. A block runs the clock of the side to move before it executes what
 * it contains, as there, so that one game alone is won where M + K ≤ T: there M is L + 1.
 * The honest party sends as many moves a block as it can attend to, for games of its choice, as long as it has bonds for new ones; a won
 * game is resolved at once and gives its bond back, and the opponent's if the rules say so. A block includes all that was sent, or
 * leaves all of it out.
 * Left out: what is bonded move by move, gas, two honest parties who share the work.
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export type OfGame = { readonly game: number };
/** One L1 block: the games in which it includes an honest move, and whether it leaves out what was sent. */
export type RaceBlock = { readonly answers: readonly number[]; readonly censors: boolean };

type OpponentEvent = { readonly type: 'OPEN' | 'REPLY' } & OfGame;
type HonestEvent = { readonly type: 'SEND' | 'RESOLVE' } & OfGame;
type RaceBlockEvent = { readonly type: 'BLOCK' } & RaceBlock;

export interface RaceTerms {
  readonly index: number;
  /** M: honest moves that win the game. */
  readonly moves: number;
  /** T: chess clock of the honest side, in blocks. */
  readonly clock: number;
  /** Q: chess clock of the opponent, in blocks. */
  readonly patience: number;
  /** Blocks after which no game is opened any more. */
  readonly entry: number;
}

export interface RacedGame {
  readonly terms: RaceTerms;
  /** Honest moves still to come. */
  readonly left: number;
  readonly clock: number;
  readonly patience: number;
  readonly entry: number;
}

export const racedGame: Machine<RacedGame, OpponentEvent | HonestEvent | RaceBlockEvent, RaceTerms> = setup({
  types: {} as { context: RacedGame; events: OpponentEvent | HonestEvent | RaceBlockEvent; input: RaceTerms },
  guards: {
    isAnswered: ({ context, event }) => event.type === 'BLOCK' && event.answers.includes(context.terms.index),
    isTooLate: ({ context }) => context.entry === 0,
    isOverrun: ({ context }) => context.clock === 0,
    isLastMove: ({ context }) => context.left === 1,
    isGivenUp: ({ context }) => context.patience === 0,
  },
  actions: {
    age: assign({ entry: ({ context }) => context.entry - 1 }),
    forget: assign({ entry: 0 }),
    tick: assign({ clock: ({ context }) => context.clock - 1 }),
    wait: assign({ patience: ({ context }) => context.patience - 1 }),
    answer: assign({ left: ({ context }) => context.left - 1 }),
  },
}).createMachine({
  id: 'racedGame',
  context: ({ input }) => ({
    terms: input,
    left: input.moves,
    clock: input.clock,
    patience: input.patience,
    entry: input.entry,
  }),
  initial: 'idle',
  states: {
    idle: {
      on: {
        OPEN: { target: 'mine', actions: 'forget' },
        BLOCK: [
          { guard: and([not('isAnswered'), 'isTooLate']), target: 'never' },
          { guard: not('isAnswered'), actions: 'age' },
        ],
      },
    },
    mine: {
      on: {
        BLOCK: [
          { guard: 'isOverrun', target: 'lost' },
          { guard: and(['isAnswered', 'isLastMove']), target: 'won', actions: ['tick', 'answer'] },
          { guard: 'isAnswered', target: 'theirs', actions: ['tick', 'answer'] },
          { actions: 'tick' },
        ],
      },
    },
    theirs: {
      on: {
        REPLY: 'mine',
        BLOCK: [
          { guard: and([not('isAnswered'), 'isGivenUp']), target: 'won' },
          { guard: not('isAnswered'), actions: 'wait' },
        ],
      },
    },
    won: { on: { RESOLVE: 'over' } },
    over: { on: { BLOCK: { guard: not('isAnswered') } } },
    never: { on: { BLOCK: { guard: not('isAnswered') } } },
    lost: { on: { BLOCK: {} } },
  },
});

export interface Defence {
  /** Moves that it can send a block. */
  readonly attention: number;
  /** What a won game gives back: its bond, and perhaps the opponent's. */
  readonly returns: number;
  /** Bonds that are not locked. */
  readonly bonds: number;
  readonly bonded: readonly number[];
  /** Games in which it is to move, and has not sent its move. */
  readonly owed: readonly number[];
  readonly sent: readonly number[];
}

type DefenceEvent = OpponentEvent | HonestEvent | RaceBlockEvent;

const adding = (list: readonly number[], one: number): readonly number[] => [...list, one].sort((a, b) => a - b);
const without = (list: readonly number[], one: number): readonly number[] => list.filter((each) => each !== one);

function canSend({ attention, bonds, bonded, owed, sent }: Defence, game: number): boolean {
  return owed.includes(game) && sent.length < attention && (bonds > 0 || bonded.includes(game));
}

export const raceDefence: Machine<Defence, DefenceEvent, Pick<Defence, 'attention' | 'returns' | 'bonds'>> = setup({
  types: {} as {
    context: Defence;
    events: DefenceEvent;
    input: Pick<Defence, 'attention' | 'returns' | 'bonds'>;
  },
  guards: {
    canSend: ({ context, event }) => event.type === 'SEND' && canSend(context, event.game),
    includesWhatWasSent: ({ context: { sent }, event }) =>
      event.type === 'BLOCK' &&
      event.censors === event.answers.length < sent.length &&
      (event.censors ? event.answers.length === 0 : event.answers.every((game) => sent.includes(game))),
    // Which games it attends to is its own choice; that it attends to as many as it can is taken for granted.
    isPrompt: ({ context }) => !context.owed.some((game) => canSend(context, game)),
  },
  actions: {
    owe: assign(({ context, event }) => ('game' in event ? { owed: adding(context.owed, event.game) } : {})),
    send: assign(({ context, event }) => {
      if (event.type !== 'SEND') return {};
      const { bonds, bonded, owed, sent } = context;
      const isNew = !bonded.includes(event.game);
      return {
        bonds: bonds - Number(isNew),
        bonded: isNew ? adding(bonded, event.game) : bonded,
        owed: without(owed, event.game),
        sent: adding(sent, event.game),
      };
    }),
    included: assign(({ event }) => (event.type === 'BLOCK' && !event.censors ? { sent: [] } : {})),
    collect: assign(({ context, event }) =>
      event.type === 'RESOLVE'
        ? { bonds: context.bonds + context.returns, bonded: without(context.bonded, event.game) }
        : {},
    ),
  },
}).createMachine({
  id: 'raceDefence',
  context: ({ input }) => ({ ...input, bonded: [], owed: [], sent: [] }),
  on: {
    OPEN: { actions: 'owe' },
    REPLY: { actions: 'owe' },
    SEND: { guard: 'canSend', actions: 'send' },
    RESOLVE: { actions: 'collect' },
    BLOCK: { guard: and(['includesWhatWasSent', 'isPrompt']), actions: 'included' },
  },
});

export type RacedGameState = LocalState<RacedGame>;
export type DefenceState = LocalState<Defence>;
