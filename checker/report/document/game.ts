/** How a game stands, and the strategy that `--out` writes. */

import type { Json } from '../../trace/itf-value.ts';
import type { MoveDocument } from './trace.ts';

/** How a game stands, of a claim of kind enforceable. */
export interface GameDocument {
  /** The parties that form the player. */
  readonly by: readonly string[];
  /** What the opponent cannot withhold for ever: event types, or types with payload fields. */
  readonly driven: readonly Json[];
  /** States from which the player can force the goal, those of the goal included. */
  readonly winning: number;
  /** States from which it has to. */
  readonly starts: number;
  /** Steps that the player needs at most; null where it loses. */
  readonly most: number | null;
  /** Positions in which the strategy, or the counter-strategy, was played again, and by whom. */
  readonly replayed: number;
  readonly replayedBy: 'xstate' | 'kernel';
  readonly loss: {
    /** Steps of the trace after which the position is lost. */
    readonly at: number;
    readonly ending: 'out of reach' | 'repeats' | 'stands still';
    /** Steps after which the goal is out of reach, whatever anybody does. */
    readonly gone: number | null;
    /** What else the player could have done, and what would have come of it. */
    readonly choices: readonly {
      readonly at: number;
      readonly move: MoveDocument;
      readonly outcome: 'too late' | 'answered' | 'out of reach' | 'not enough';
      readonly answer: MoveDocument | null;
    }[];
  } | null;
}

/** A strategy, as `--out` writes it: what a side does in every position that can occur when it keeps to it. */
export interface StrategyDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly claim: string;
  readonly system: string;
  readonly instance: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly powers: Readonly<Record<string, boolean | number>>;
  readonly without: readonly string[];
  /** Content hash of the machines, menus and configuration. */
  readonly model: string;
  /** Whose strategy: the player's where the claim holds, the opponent's where it is violated. */
  readonly side: 'player' | 'opponent';
  readonly by: readonly string[];
  readonly driven: readonly Json[];
  /** Positions of the goal are left out: the play is over there. */
  readonly positions: readonly {
    /** The whole state by component, values as in ITF. */
    readonly state: Json;
    /** Null: wait for what others do. */
    readonly move: MoveDocument | null;
    /** Steps to the goal at most; null in a strategy against it. */
    readonly most: number | null;
  }[];
  /** Positions that were too many to write. */
  readonly omitted: number;
}
