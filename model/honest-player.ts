/**
 * An honest party in a bisection game: it has executed the trace, answers at once, and its answers wait for a block.
 *
 * As challenger it disputes the half in which the asserter's roots go from right to wrong, and asks for the last step, having loaded its preimage. As asserter of a
 * right claim it posts right roots. It accepts a block only if the block contains its due move, or says that it was left out.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { AdversaryMoves, GameBlock, Move, Side } from './2.1.3-bisection-game.ts';

export interface HonestPlayer {
  readonly side: Side;
  /** Bisections still to come. */
  readonly levels: number;
  /** The move it owes now. */
  readonly owes: Move | 'none';
  /** Parts of the preimage that are not on L1 yet. */
  readonly parts: number;
  /** Blocks between the last part and the step, and those of them still to come. */
  readonly ripening: number;
  readonly unripe: number;
}

type PlayerEvent = AdversaryMoves | GameBlock;

/** The answer to a move of the other side. */
function answer({ side, levels }: HonestPlayer, move: Move): Move | 'none' {
  if (side === 'asserter') return levels > 1 ? 'bisect-right' : 'none';
  // The lower end is right and the upper one wrong, always: so a right middle puts the fault above it.
  return move === 'bisect-right' ? 'choose-right' : 'choose-left';
}

function follow(player: HonestPlayer, move: Move): HonestPlayer {
  if (player.side === 'asserter')
    return { ...player, owes: answer(player, move), levels: Math.max(0, player.levels - 1) };
  return { ...player, owes: answer(player, move) };
}

/** What a challenger owes when one step is left: the preimage part by part, a wait, the step. */
function beforeStep(player: HonestPlayer): HonestPlayer {
  const unripe = player.owes === 'load' && player.parts === 0 ? player.ripening : 0;
  return { ...player, unripe, owes: player.parts > 0 ? 'load' : unripe > 0 ? 'none' : 'step' };
}

/** After its own move was included: a challenger that made the last choice goes on at once. */
function afterOwnMove(player: HonestPlayer): HonestPlayer {
  if (player.side === 'asserter' || player.owes === 'step') return { ...player, owes: 'none' };
  if (player.owes === 'load') return beforeStep({ ...player, parts: player.parts - 1 });
  const levels = Math.max(0, player.levels - 1);
  return levels === 0 ? beforeStep({ ...player, levels }) : { ...player, levels, owes: 'none' };
}

/** After a block without a move of its own. */
function afterBlock(player: HonestPlayer): Partial<HonestPlayer> {
  if (player.unripe === 0) return {};
  return { unripe: player.unripe - 1, owes: player.unripe === 1 ? 'step' : 'none' };
}

export const honestPlayer: Machine<HonestPlayer, PlayerEvent, HonestPlayer> = setup({
  types: {} as { context: HonestPlayer; events: PlayerEvent; input: HonestPlayer },
  guards: {
    moveIsMine: ({ context, event }) =>
      event.type === 'BLOCK' && (event.move === 'none' || event.move === context.owes),
    censorshipIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && event.censors === (context.owes !== 'none' && event.move === 'none'),
    isNotMyTurn: ({ context }) => context.owes === 'none',
  },
  actions: {
    follow: assign(({ context, event }) => (event.move === 'none' ? {} : follow(context, event.move))),
    included: assign(({ context, event }) => (event.move === 'none' ? afterBlock(context) : afterOwnMove(context))),
  },
}).createMachine({
  id: 'honestPlayer',
  context: ({ input }) => input,
  on: {
    MOVE: { guard: 'isNotMyTurn', actions: 'follow' },
    BLOCK: { guard: and(['moveIsMine', 'censorshipIsTrue']), actions: 'included' },
  },
});

export type PlayerState = LocalState<HonestPlayer>;
