/** How a game stands: what is said of an `enforceable` besides its verdict. */

import type { Player } from '../language/property.ts';
import type { LostPlay } from '../search/spoil.ts';
import type { TraceEvent, WholeState } from '../trace/trace.ts';

/** What is done in one position: a move, or null to let others move. */
export interface Position {
  readonly state: WholeState;
  readonly move: TraceEvent | null;
  /** Steps to the goal at most; null where it is not to be reached. */
  readonly most: number | null;
}

/** A strategy as far as it matters: the positions that occur when it is kept to, those of the goal left out. */
export interface PlayedStrategy {
  readonly count: number;
  /** In the order of finding, from the start on. */
  at(i: number): Position;
}

/** A strategy that was played again. */
export interface Certificate {
  readonly strategy: PlayedStrategy;
  /** Positions in which it was played, those of the goal included; and by whom. */
  readonly replayed: number;
  readonly replayedBy: 'xstate' | 'kernel';
}

/** Something that the player could do in a lost position instead, and what comes of it. */
export interface Choice {
  /** Steps of the trace before the position. */
  readonly at: number;
  readonly move: TraceEvent;
  /**
   * Too late: the opponent moves first. Answered: by a move of the opponent. Out of reach: nobody can reach the goal any more.
   * Not enough: nothing has to happen afterwards, and no further move of the player helps.
   */
  readonly outcome: 'too late' | 'answered' | 'out of reach' | 'not enough';
  readonly answer: TraceEvent | null;
}

/** How the game is lost in the trace of a violated claim. */
interface Loss {
  /** Steps of the trace after which the position is lost: from there on the opponent has an answer to everything. */
  readonly at: number;
  readonly ending: LostPlay['ending'];
  /** Steps of the trace after which the goal is out of reach, whatever anybody does; null where it never is. */
  readonly gone: number | null;
  readonly choices: readonly Choice[];
}

export interface GameResult extends Player {
  /** States from which the player can force the goal, those of the goal included. */
  readonly winning: number;
  /** States from which it has to. */
  readonly starts: number;
  /** Steps that the player needs at most; null where it loses. */
  readonly most: number | null;
  /** The player's strategy, where the claim is violated the opponent's; null where there is nothing to play. */
  readonly strategy: PlayedStrategy | null;
  /** Positions in which it was played again, those of the goal included; and by whom. */
  readonly replayed: number;
  readonly replayedBy: 'xstate' | 'kernel';
  readonly loss: Loss | null;
}
