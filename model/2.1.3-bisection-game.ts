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
 * The last step may read a large preimage, which has to be on L1 before: `loads` transactions, and after the last of them `ripening` blocks in
 * which anybody may object to it. With the rule `clockExtension` whoever has to bisect, choose or step has `extension` blocks at least, and
 * before the step also those that the preimage takes. Without it a side inherits what is left of its clock, and a freeloader, who
 * plays for the same side first, can leave nothing.
 *
 * Several games at once, and bonds: `dispute-race.ts`. Left out: k-ary bisection, objections to a preimage.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export type Root = 'right' | 'wrong';
export type Half = 'left' | 'right';
export type Side = 'asserter' | 'challenger';

/** A move in the game; `bisect` posts a root for the middle, `choose` a half, `load` puts a part of the preimage on L1, `step` asks L1 to execute the one step left. */
export type Move = 'bisect-right' | 'bisect-wrong' | 'choose-left' | 'choose-right' | 'load' | 'step';

/** The adversary moves between blocks: her transactions are in whichever block she likes. */
export type AdversaryMoves = { readonly type: 'MOVE'; readonly move: Move };
/** The freeloader makes its claim, and the honest challenger plays on, with what is left of the clock. */
export type Inherit = { readonly type: 'INHERIT' };
/** One L1 block: the honest side's move if it is due and not left out, and whether it was left out. */
export type GameBlock = { readonly type: 'BLOCK'; readonly move: Move | 'none'; readonly censors: boolean };

export interface GameTerms {
  /** The trace has 2^levels steps. */
  readonly levels: number;
  /** Chess clock of each side, in blocks. */
  readonly clock: number;
  /** The root that the asserter claims for the end of the trace. */
  readonly claim: Root;
  /** Transactions that put the preimage of the last step on L1; 0 where the step needs none. */
  readonly loads: number;
  /** Blocks between the last of them and the step. */
  readonly ripening: number;
  /** Blocks that a side has at least when its turn begins; 0 without the rule. */
  readonly extension: number;
  /** Blocks of the challenger's clock that a freeloader may use up first. */
  readonly freeload: number;
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
  /** Parts of the preimage on L1, and blocks until it can be used. */
  readonly loaded: number;
  readonly unripe: number;
  /** Blocks left on each clock. */
  readonly clocks: Readonly<Record<Side, number>>;
  /** Blocks for which the freeloader may still hold the game up. */
  readonly held: number;
  readonly winner: Side | 'none';
}

type GameEvent = AdversaryMoves | GameBlock | Inherit;

/** Whose move it is. */
export function toMove(game: Game): Side {
  return game.hi - game.lo > 1 && game.midRoot === 'none' ? 'asserter' : 'challenger';
}

/** Whether the move is one of the side to move. */
export function isLegal(game: Game, move: Move): boolean {
  if (game.hi - game.lo === 1) {
    if (game.loaded < game.terms.loads) return move === 'load';
    return move === 'step' && game.unripe === 0;
  }
  return game.midRoot === 'none' ? move.startsWith('bisect-') : move.startsWith('choose-');
}

/** The side to move has at least the extension left, and time for the preimage where the step comes next. */
function extended(game: Game): Game {
  const { extension, loads, ripening } = game.terms;
  if (extension === 0) return game;
  const least = extension + (game.hi - game.lo === 1 && loads > 0 ? loads + ripening : 0);
  const side = toMove(game);
  return { ...game, clocks: { ...game.clocks, [side]: Math.max(game.clocks[side], least) } };
}

function play(game: Game, move: Move): Game {
  const middle = (game.lo + game.hi) / 2;
  switch (move) {
    case 'bisect-right':
    case 'bisect-wrong':
      return extended({ ...game, midRoot: move === 'bisect-right' ? 'right' : 'wrong' });
    case 'choose-left':
      return extended({ ...game, hi: middle, hiRoot: game.midRoot === 'wrong' ? 'wrong' : 'right', midRoot: 'none' });
    case 'choose-right':
      return extended({ ...game, lo: middle, loRoot: game.midRoot === 'wrong' ? 'wrong' : 'right', midRoot: 'none' });
    case 'load': {
      const loaded = game.loaded + 1;
      return { ...game, loaded, unripe: loaded === game.terms.loads ? game.terms.ripening : 0 };
    }
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
  if (move !== 'none') return play(ticked, move);
  return { ...ticked, unripe: Math.max(0, ticked.unripe - 1) };
}

/** A block in which the freeloader does nothing, at the cost of the challenger's clock. */
function hold(game: Game): Partial<Game> {
  const { challenger } = game.clocks;
  return { held: game.held - 1, clocks: { ...game.clocks, challenger: challenger - 1 } };
}

export const bisectionGame: Machine<Game, GameEvent, GameTerms> = setup({
  types: {} as { context: Game; events: GameEvent; input: GameTerms },
  guards: {
    isLegal: ({ context, event }) => event.type !== 'INHERIT' && event.move !== 'none' && isLegal(context, event.move),
    isLegalOrEmpty: ({ context, event }) =>
      event.type === 'BLOCK' && (event.move === 'none' || isLegal(context, event.move)),
    isFree: ({ context }) => context.held === 0,
    isEmpty: ({ event }) => event.type === 'BLOCK' && event.move === 'none',
    isWon: ({ context }) => context.winner !== 'none',
  },
  actions: {
    play: assign(({ context, event }) => (event.type === 'MOVE' ? play(context, event.move) : {})),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event.move) : {})),
    hold: assign(({ context }) => hold(context)),
    release: assign({ held: 0 }),
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
    loaded: 0,
    unripe: 0,
    clocks: { asserter: input.clock, challenger: input.clock },
    // The freeloader's claim has to be made before the clock is overrun.
    held: Math.min(input.freeload, input.clock),
    winner: 'none',
  }),
  initial: 'held',
  states: {
    held: {
      always: { guard: 'isFree', target: 'open' },
      on: { BLOCK: { guard: 'isEmpty', actions: 'hold' }, INHERIT: { target: 'open', actions: 'release' } },
    },
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
