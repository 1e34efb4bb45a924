/**
 * Two-player games on an explored (complete) state space: from which states the player can force the goal, and how.
 *
 * Nobody has a turn. A state is winning if the goal holds in it, or if every enabled move of the opponent leads to a winning state
 * and, besides, some move of the player does or a driven move of the opponent is enabled. The winning states are the least set with
 * that property, found backwards from the goal over the edges. The rank of a state is the number of steps after which the goal is
 * reached at the latest; every step of a play by the strategy lowers it, so that no play goes on for ever.
 */

import { backwards, type EdgeSpace } from './edges.ts';

/** Bytes a state that solving and spoiling a game take at most beside the edges in both directions. */
export const bytesOfState = 40;

export interface Game {
  readonly space: EdgeSpace;
  /** By event: 1 for the moves of the player; all others are the opponent's. */
  readonly player: Uint8Array;
  /** By event: 1 for what cannot be withheld for ever. Means nothing for moves of the player. */
  readonly driven: Uint8Array;
  /** By state: 1 where the goal holds. */
  readonly goal: Uint8Array;
}

/** The rank of a state from which the player cannot force the goal. */
export const lost = 0xffffffff;

/** In place of an event: the player waits for what is driven. */
export const waits = -1;

export interface Solution {
  /** By state: steps to the goal at most, or `lost`. */
  readonly rank: Uint32Array;
  /** By state: the event that the player takes, or `waits`. Means nothing where the goal holds or the player cannot win. */
  readonly move: Int32Array;
  /** States that win, goal included. */
  readonly winning: number;
}

/** Solves the game for every state. */
export function solveGame(game: Game): Solution {
  const { space, player, driven, goal } = game;
  const { count, first, event } = space;
  const back = backwards(space);
  /** By state: moves of the opponent that do not lead to a winning state, as far as known. */
  const open = new Uint32Array(count);
  /** By state: 1 if the player need not fear that nothing happens: it has a move that wins, or time goes on by itself. */
  const goesOn = new Uint8Array(count);
  for (let state = 0; state < count; state++) {
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const by = event[edge] as number;
      if (player[by] === 1) continue;
      open[state] = (open[state] as number) + 1;
      if (driven[by] === 1) goesOn[state] = 1;
    }
  }
  const rank = new Uint32Array(count).fill(lost);
  const queue = new Uint32Array(count);
  let winning = 0;
  for (let state = 0; state < count; state++) {
    if (goal[state] !== 1) continue;
    rank[state] = 0;
    queue[winning++] = state;
  }
  for (let head = 0; head < winning; head++) {
    const state = queue[head] as number;
    for (let i = back.first[state] as number; i < (back.first[state + 1] as number); i++) {
      const from = back.from[i] as number;
      if (rank[from] !== lost) continue;
      if (player[back.event[i] as number] === 1) goesOn[from] = 1;
      else open[from] = (open[from] as number) - 1;
      if (open[from] !== 0 || goesOn[from] !== 1) continue;
      rank[from] = (rank[state] as number) + 1;
      queue[winning++] = from;
    }
  }
  return { rank, move: movesOf(game, rank), winning };
}

/** The move that leads to the lowest rank, the first in event order among equals; waiting where no move lowers it. */
function movesOf({ space, player }: Game, rank: Uint32Array): Int32Array {
  const { count, first, to, event } = space;
  const move = new Int32Array(count).fill(waits);
  for (let state = 0; state < count; state++) {
    let least = rank[state] as number;
    if (least === lost || least === 0) continue;
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const next = rank[to[edge] as number] as number;
      if (player[event[edge] as number] !== 1 || next >= least) continue;
      least = next;
      move[state] = event[edge] as number;
    }
  }
  return move;
}

/** A play: states, and the events between them. */
export interface Play {
  readonly states: readonly number[];
  readonly events: readonly number[];
}

/** A play by the strategy in which the opponent holds out as long as it can: as many steps as the rank of its start. */
export function longestPlay({ space, player }: Game, { rank, move }: Solution, start: number): Play {
  const { first, to, event } = space;
  const states = [start];
  const events: number[] = [];
  for (let state = start; rank[state] !== 0; ) {
    let chosen = -1;
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const by = event[edge] as number;
      if (player[by] === 1 && by !== move[state]) continue;
      const isLonger = chosen < 0 || (rank[to[edge] as number] as number) > (rank[to[chosen] as number] as number);
      if (isLonger) chosen = edge;
    }
    state = to[chosen] as number;
    states.push(state);
    events.push(event[chosen] as number);
  }
  return { states, events };
}
