/** Games on small graphs: events 0 and 1 are the player's, 2 and 3 the opponent's, 3 is driven. */

import { edgeSpace } from '../../checker/search/edges.ts';
import { explore } from '../../checker/search/explore.ts';
import type { Game } from '../../checker/search/game.ts';
import type { Arena, Sides } from '../../checker/trace/strategy.ts';
import { GraphKernel } from './graph-kernel.ts';

export interface GameEdge {
  readonly from: number;
  readonly event: number;
  readonly to: number;
}

export interface SmallGame {
  readonly edges: readonly GameEdge[];
  readonly goal: readonly number[];
  /** States are numbered from 0; all of them are initial, so that their numbers are those of the store. */
  readonly count: number;
}

export const eventCount = 4;
export const sides: Sides = { player: Uint8Array.of(1, 1, 0, 0), driven: Uint8Array.of(0, 0, 0, 1) };

export async function gameOf({ edges, goal, count }: SmallGame): Promise<Game> {
  const inOrder = [...edges].sort((a, b) => a.event - b.event);
  const kernel = new GraphKernel(
    Array.from({ length: count }, (_, s) => s),
    eventCount,
    (state) => inOrder.filter(({ from }) => from === state),
  );
  const exploration = await explore(kernel, []);
  const targets = Uint8Array.from({ length: count }, (_, s) => Number(goal.includes(s)));
  return { space: edgeSpace(kernel, exploration), ...sides, goal: targets };
}

/** The same graph as an arena, from some states. */
export function arenaOf({ edges, goal }: SmallGame, starts: readonly number[]): Arena<number> {
  return {
    starts,
    key: (state) => state,
    isGoal: (state) => goal.includes(state),
    moves: (state) => edges.filter(({ from }) => from === state),
  };
}

/** `0 a 1`: state 0, event, state 1; events are a, b (player), x (opponent), t (opponent, driven). */
export function edgesOf(text: string): readonly GameEdge[] {
  return text.split(',').map((edge) => {
    const [from = '', event = '', to = ''] = edge.trim().split(' ');
    return { from: Number(from), event: 'abxt'.indexOf(event), to: Number(to) };
  });
}
