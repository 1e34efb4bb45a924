/**
 * A party in a bisection game that moves as it likes: which of its moves win is for the game to find.
 *
 * When it is its turn it sends any move that the contract allows; the move waits for a block. It is prompt: a block comes only after
 * it has sent its move, but for `late` blocks in all that come before.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { AdversaryMoves, GameBlock, Move, Side } from './2.1.3-bisection-game.ts';

/** The party sends a move. */
export type Submission = { readonly type: 'SUBMIT'; readonly move: Move };

export interface FreePlayer {
  readonly side: Side;
  /** Bisections that were not answered by a choice yet. */
  readonly levels: number;
  readonly turn: 'mine' | 'theirs';
  /** The move that waits for a block. */
  readonly sent: Move | 'none';
  /** Blocks that may still come before it has sent its move. */
  readonly late: number;
}

type PlayerEvent = AdversaryMoves | GameBlock | Submission;

/** What the contract takes from this side when it is its turn. */
function isOffered({ side, levels }: FreePlayer, move: Move): boolean {
  if (side === 'asserter') return move.startsWith('bisect-');
  return levels > 0 ? move.startsWith('choose-') : move === 'step';
}

/** After a choice, of either side, one bisection is answered; the last step is the challenger's, and nothing comes after it. */
function afterMove(player: FreePlayer, move: Move): FreePlayer {
  const levels = move.startsWith('choose-') ? player.levels - 1 : player.levels;
  const next: Side = move.startsWith('bisect-') || levels === 0 ? 'challenger' : 'asserter';
  const isMine = next === player.side && move !== 'step';
  return { ...player, levels, turn: isMine ? 'mine' : 'theirs', sent: 'none' };
}

export const freePlayer: Machine<FreePlayer, PlayerEvent, FreePlayer> = setup({
  types: {} as { context: FreePlayer; events: PlayerEvent; input: FreePlayer },
  guards: {
    isMyTurn: ({ context }) => context.turn === 'mine' && context.sent === 'none',
    isOffered: ({ context, event }) => event.type === 'SUBMIT' && isOffered(context, event.move),
    isTheirTurn: ({ context }) => context.turn === 'theirs',
    moveIsSent: ({ context, event }) =>
      event.type === 'BLOCK' && (event.move === 'none' || event.move === context.sent),
    censorshipIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && event.censors === (context.sent !== 'none' && event.move === 'none'),
    isPrompt: ({ context }) => context.turn === 'theirs' || context.sent !== 'none' || context.late > 0,
  },
  actions: {
    send: assign(({ event }) => (event.type === 'SUBMIT' ? { sent: event.move } : {})),
    follow: assign(({ context, event }) => (event.move === 'none' ? {} : afterMove(context, event.move))),
    passBlock: assign(({ context, event }) => {
      if (event.move !== 'none') return afterMove(context, event.move);
      return context.turn === 'mine' && context.sent === 'none' ? { late: context.late - 1 } : {};
    }),
  },
}).createMachine({
  id: 'freePlayer',
  context: ({ input }) => input,
  on: {
    SUBMIT: { guard: and(['isMyTurn', 'isOffered']), actions: 'send' },
    MOVE: { guard: 'isTheirTurn', actions: 'follow' },
    BLOCK: { guard: and(['moveIsSent', 'censorshipIsTrue', 'isPrompt']), actions: 'passBlock' },
  },
});

export type FreePlayerState = LocalState<FreePlayer>;
