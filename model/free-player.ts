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
  /** Parts of the preimage that are not on L1 yet. */
  readonly parts: number;
  /** Blocks between the last part and the step, and those of them still to come. */
  readonly ripening: number;
  readonly unripe: number;
}

type PlayerEvent = AdversaryMoves | GameBlock | Submission;

/** What the contract takes from this side when it is its turn. */
function isOffered({ side, levels, parts }: FreePlayer, move: Move): boolean {
  if (side === 'asserter') return move.startsWith('bisect-');
  if (levels > 0) return move.startsWith('choose-');
  return move === (parts > 0 ? 'load' : 'step');
}

/** After a choice, of either side, one bisection is answered; the last step is the challenger's, and nothing comes after it. */
function afterMove(player: FreePlayer, move: Move): FreePlayer {
  if (move === 'load') {
    const parts = player.parts - 1;
    return { ...player, parts, unripe: parts === 0 ? player.ripening : 0, sent: 'none' };
  }
  const levels = move.startsWith('choose-') ? player.levels - 1 : player.levels;
  const next: Side = move.startsWith('bisect-') || levels === 0 ? 'challenger' : 'asserter';
  const isMine = next === player.side && move !== 'step';
  return { ...player, levels, turn: isMine ? 'mine' : 'theirs', sent: 'none' };
}

export const freePlayer: Machine<FreePlayer, PlayerEvent, FreePlayer> = setup({
  types: {} as { context: FreePlayer; events: PlayerEvent; input: FreePlayer },
  guards: {
    isMyTurn: ({ context }) => context.turn === 'mine' && context.sent === 'none' && context.unripe === 0,
    isOffered: ({ context, event }) => event.type === 'SUBMIT' && isOffered(context, event.move),
    isTheirTurn: ({ context }) => context.turn === 'theirs',
    moveIsSent: ({ context, event }) =>
      event.type === 'BLOCK' && (event.move === 'none' || event.move === context.sent),
    censorshipIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && event.censors === (context.sent !== 'none' && event.move === 'none'),
    isPrompt: ({ context }) =>
      context.turn === 'theirs' || context.sent !== 'none' || context.unripe > 0 || context.late > 0,
  },
  actions: {
    send: assign(({ event }) => (event.type === 'SUBMIT' ? { sent: event.move } : {})),
    follow: assign(({ context, event }) => (event.move === 'none' ? {} : afterMove(context, event.move))),
    passBlock: assign(({ context, event }) => {
      if (event.move !== 'none') return afterMove(context, event.move);
      if (context.unripe > 0) return { unripe: context.unripe - 1 };
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
