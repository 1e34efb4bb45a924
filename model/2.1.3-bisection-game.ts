/**
 * Definition 2.1.3 (Fraud Proof), interactive form: the L1 contract of a bisection game over one execution trace.
 *
 * The asserter claims the state root after 2^levels steps; the challenger disputes it. The asserter posts the root in the middle,
 * the challenger picks the half that it disputes, until one step is left, which L1 executes: that is the tuple (S_i, S_{i+1}, tx, π)
 * of the definition. Each side has a chess clock of `clock` blocks; a block runs the clock of the side to move before it executes what it
 * contains, and a side whose clock is overrun loses.
 *
 * A root is right (the true state) or wrong. L1 does not know which; it knows what execution makes of a root: a right root
 * becomes a right one, and a wrong one stays wrong, because an adversary can go on executing honestly from a wrong state.
 * Left out: several games at once, bonds, k-ary bisection, loading of preimages, clock extension.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export type Root = 'right' | 'wrong';
export type Half = 'left' | 'right';
export type Side = 'asserter' | 'challenger';

/** A move in the game; `bisect` posts a root for the middle, `choose` a half, `step` asks L1 to execute the one step left. */
export type Move = 'bisect-right' | 'bisect-wrong' | 'choose-left' | 'choose-right' | 'step';

/** The adversary moves between blocks: her transactions are in whichever block she likes. */
export type AdversaryMoves = { readonly type: 'MOVE'; readonly move: Move };
/** One L1 block: the honest side's move if it is due and not left out, and whether it was left out. */
export type GameBlock = { readonly type: 'BLOCK'; readonly move: Move | 'none'; readonly censors: boolean };

export interface GameTerms {
  /** The trace has 2^levels steps. */
  readonly levels: number;
  /** Chess clock of each side, in blocks. */
  readonly clock: number;
  /** The root that the asserter claims for the end of the trace. */
  readonly claim: Root;
}

export interface Game {
  readonly terms: GameTerms;
  /** The disputed range of steps, and the asserter's roots at its ends. */
  readonly lo: number;
  readonly hi: number;
  readonly loRoot: Root;
  readonly hiRoot: Root;
  /** The asserter's root for the middle, while the challenger has not chosen. */
  readonly midRoot: Root | 'none';
  /** Blocks left on each clock. */
  readonly clocks: Readonly<Record<Side, number>>;
  /** -1 once a clock is overrun. */
  readonly winner: Side | 'none';
}

type GameEvent = AdversaryMoves | GameBlock;

/** Whose move it is. */
export function toMove(game: Game): Side {
  return game.hi - game.lo > 1 && game.midRoot === 'none' ? 'asserter' : 'challenger';
}

/** Whether the move is one of the side to move. */
export function isLegal(game: Game, move: Move): boolean {
  if (game.hi - game.lo === 1) return move === 'step';
  return game.midRoot === 'none' ? move.startsWith('bisect-') : move.startsWith('choose-');
}

function play(game: Game, move: Move): Game {
  const middle = (game.lo + game.hi) / 2;
  switch (move) {
    case 'bisect-right':
    case 'bisect-wrong':
      return { ...game, midRoot: move === 'bisect-right' ? 'right' : 'wrong' };
    case 'choose-left':
      return { ...game, hi: middle, hiRoot: game.midRoot === 'wrong' ? 'wrong' : 'right', midRoot: 'none' };
    case 'choose-right':
      return { ...game, lo: middle, loRoot: game.midRoot === 'wrong' ? 'wrong' : 'right', midRoot: 'none' };
    case 'step':
      // L1 executes the step from the lower root; the challenger wins if the result is not the upper root.
      return { ...game, winner: game.loRoot === game.hiRoot ? 'asserter' : 'challenger' };
    default:
      return move satisfies never;
  }
}

function passBlock(game: Game, move: Move | 'none'): Game {
  const side = toMove(game);
  const left = game.clocks[side] - 1;
  if (left < 0) return { ...game, winner: side === 'asserter' ? 'challenger' : 'asserter' };
  const ticked: Game = { ...game, clocks: { ...game.clocks, [side]: left } };
  return move === 'none' ? ticked : play(ticked, move);
}

export const bisectionGame: Machine<Game, GameEvent, GameTerms> = setup({
  types: {} as { context: Game; events: GameEvent; input: GameTerms },
  guards: {
    isLegal: ({ context, event }) => event.move !== 'none' && isLegal(context, event.move),
    isLegalOrEmpty: ({ context, event }) => event.move === 'none' || isLegal(context, event.move),
    isWon: ({ context }) => context.winner !== 'none',
  },
  actions: {
    play: assign(({ context, event }) => (event.move === 'none' ? {} : play(context, event.move))),
    passBlock: assign(({ context, event }) => passBlock(context, event.move)),
  },
}).createMachine({
  id: 'bisectionGame',
  context: ({ input }) => ({
    terms: input,
    lo: 0,
    hi: 2 ** input.levels,
    loRoot: 'right',
    hiRoot: input.claim,
    midRoot: 'none',
    clocks: { asserter: input.clock, challenger: input.clock },
    winner: 'none',
  }),
  initial: 'open',
  states: {
    open: {
      always: { guard: 'isWon', target: 'resolved' },
      on: {
        MOVE: { guard: 'isLegal', actions: 'play' },
        BLOCK: { guard: 'isLegalOrEmpty', actions: 'passBlock' },
      },
    },
    resolved: { type: 'final' },
  },
});

export type GameState = LocalState<Game>;
