/** The tree of plays that a strategy allows, a position at a time. */

import type { PageEvent, PageStrategy } from '../page-data.ts';
import type { Advice, State, StateGraph } from './graph.ts';

/** A move in a position, and where it leads. */
export interface Move {
  readonly event: number;
  readonly to: State;
  /** Whether it is the strategy that makes it. */
  readonly isOwn: boolean;
}

/** The move of the strategy, then what the other side may do instead: nobody takes turns. */
export function movesIn(
  table: StateGraph,
  { by, side }: Pick<PageStrategy, 'by' | 'side'>,
  here: State,
  advice: Advice,
): readonly Move[] {
  const isOfSide = ({ owner }: PageEvent): boolean => by.includes(owner) === (side === 'player');
  const enabled = table
    .possibilities(here)
    .flatMap((one) => (one.kind === 'enabled' ? [{ event: one.event, to: one.to }] : []));
  return [
    ...enabled.filter(({ event }) => event === advice.move).map((move) => ({ ...move, isOwn: true })),
    ...enabled
      .filter(({ event }) => !isOfSide(table.model.events[event] as PageEvent))
      .map((move) => ({ ...move, isOwn: false })),
  ];
}
