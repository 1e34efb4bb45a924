/**
 * What the opponent does where the player cannot win: a counter-strategy, and a play by it.
 *
 * A state is lost because some move of the opponent keeps it lost, so that the opponent can move first; or because nothing has to
 * happen and every move of the player keeps it lost, so that the opponent can wait. Keeping to that, the goal is never reached.
 * Where there is a choice, what is taken leads soonest to an end that needs no more words: the goal is out of reach whatever anybody
 * does, a move of the opponent repeats for ever, or nobody has to move and the player has no move. Among equals the first edge of a
 * state is taken.
 */

import { backwards, type EdgeSpace } from './edges.ts';
import { type Game, lost, type Play, type Solution } from './game.ts';

/** In place of an event: the opponent lets nothing happen. */
export const refuses = -1;

const never = 0xffffffff;

export interface Spoiling {
  /** By state: the event that the opponent takes, or `refuses`. Means nothing where the player wins. */
  readonly move: Int32Array;
  /** By state: steps to the goal if everybody wants it; 0xffffffff where it is out of reach. */
  readonly distance: Uint32Array;
  /** By lost state: steps to an end that the player can hold out for; 0xffffffff where it can do so for ever. */
  readonly patience: Uint32Array;
}

/** Steps to the goal with everybody's help. */
function distances({ count }: EdgeSpace, goal: Uint8Array, back: ReturnType<typeof backwards>): Uint32Array {
  const distance = new Uint32Array(count).fill(never);
  const queue = new Uint32Array(count);
  let found = 0;
  for (let state = 0; state < count; state++) {
    if (goal[state] !== 1) continue;
    distance[state] = 0;
    queue[found++] = state;
  }
  for (let head = 0; head < found; head++) {
    const state = queue[head] as number;
    for (let i = back.first[state] as number; i < (back.first[state + 1] as number); i++) {
      const from = back.from[i] as number;
      if (distance[from] !== never) continue;
      distance[from] = (distance[state] as number) + 1;
      queue[found++] = from;
    }
  }
  return distance;
}

/** The counter-strategy for every state that is lost. */
export function spoil({ space, player, driven, goal }: Game, { rank }: Solution): Spoiling {
  const { count, first, to, event } = space;
  const back = backwards(space);
  const distance = distances(space, goal, back);
  const move = new Int32Array(count).fill(refuses);
  /** By lost state: moves of the player, as far as they are not known to come to an end. */
  const open = new Uint32Array(count);
  /** By lost state: 1 where nothing has to happen and no move of the player wins, so that the opponent may wait. */
  const mayWait = new Uint8Array(count);
  const patience = new Uint32Array(count).fill(never);
  const queue = new Uint32Array(count);
  let found = 0;
  for (let state = 0; state < count; state++) {
    if (rank[state] !== lost) continue;
    let [spoiler, repeat] = [refuses, refuses];
    mayWait[state] = 1;
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const by = event[edge] as number;
      const next = to[edge] as number;
      if (player[by] === 1) {
        open[state] = (open[state] as number) + 1;
        if (rank[next] !== lost) mayWait[state] = 0;
      } else {
        if (driven[by] === 1) mayWait[state] = 0;
        if (rank[next] === lost && spoiler === refuses) spoiler = by;
        if (next === state && repeat === refuses) repeat = by;
      }
    }
    const standsStill = mayWait[state] === 1 && open[state] === 0;
    move[state] = standsStill ? refuses : repeat !== refuses ? repeat : spoiler;
    if (!standsStill && repeat === refuses && distance[state] !== never) continue;
    patience[state] = 0;
    queue[found++] = state;
  }
  for (let head = 0; head < found; head++) {
    const state = queue[head] as number;
    for (let i = back.first[state] as number; i < (back.first[state + 1] as number); i++) {
      const from = back.from[i] as number;
      const by = back.event[i] as number;
      if (rank[from] !== lost || patience[from] !== never) continue;
      if (player[by] === 1) {
        open[from] = (open[from] as number) - 1;
        if (mayWait[from] !== 1 || open[from] !== 0) continue;
      }
      patience[from] = (patience[state] as number) + 1;
      queue[found++] = from;
    }
  }
  for (let state = 0; state < count; state++) {
    const steps = patience[state] as number;
    if (steps === 0 || steps === never) continue;
    // The move that takes no more steps, the first in event order; waiting where only that takes no more.
    move[state] = refuses;
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const by = event[edge] as number;
      if (player[by] === 1 || (patience[to[edge] as number] as number) >= steps) continue;
      move[state] = by;
      break;
    }
  }
  return { move, distance, patience };
}

export interface LostPlay extends Play {
  /**
   * How it ends: the goal is out of reach, the play repeats from state `loop` on, or nobody has to move (and the player has no move).
   */
  readonly ending: 'out of reach' | 'repeats' | 'stands still';
  /** Place in `states` that the play returns to. */
  readonly loop: number | null;
  /** Place in `states` from which on the goal is out of reach. */
  readonly gone: number | null;
}

/** Whether the goal is out of reach from a state, whatever anybody does. */
export function isOutOfReach({ distance }: Spoiling, state: number): boolean {
  return distance[state] === never;
}

/**
 * A play by the counter-strategy in which the player, wherever it is let, takes the move that holds out longest, and among those the one
 * that is nearest to the goal.
 */
export function spoiledPlay({ space, player }: Game, spoiling: Spoiling, start: number): LostPlay {
  const { first, to, event } = space;
  const { move, distance, patience } = spoiling;
  const states = [start];
  const events: number[] = [];
  const place = new Map([[start, 0]]);
  const isBetter = (edge: number, than: number): boolean => {
    const [a, b] = [to[edge] as number, to[than] as number];
    if (patience[a] !== patience[b]) return (patience[a] as number) > (patience[b] as number);
    return (distance[a] as number) < (distance[b] as number);
  };
  for (let state = start; ; ) {
    if (isOutOfReach(spoiling, state)) return epilogue(space, { states, events });
    let chosen = -1;
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const by = event[edge] as number;
      const isAllowed = move[state] === refuses ? player[by] === 1 : by === move[state];
      if (isAllowed && (chosen < 0 || isBetter(edge, chosen))) chosen = edge;
    }
    if (chosen < 0) return { states, events, ending: 'stands still', loop: states.length - 1, gone: null };
    state = to[chosen] as number;
    states.push(state);
    events.push(event[chosen] as number);
    const before = place.get(state);
    if (before !== undefined) return { states, events, ending: 'repeats', loop: before, gone: null };
    place.set(state, states.length - 1);
  }
}

/** Steps after the goal is out of reach that are worth showing, if they lead to where nothing can happen any more. */
const longestEpilogue = 4;

/** A play whose goal is out of reach, with the shortest way to where nothing can happen any more, if that is short. */
function epilogue({ first, to, event }: EdgeSpace, { states, events }: Play): LostPlay {
  const gone = states.length - 1;
  const short: LostPlay = { states, events, ending: 'out of reach', loop: null, gone };
  // What is out of reach from the start needs no story.
  if (gone === 0) return short;
  let layer: readonly Play[] = [{ states: [states[gone] as number], events: [] }];
  const met = new Set(layer[0]?.states);
  for (let step = 0; step <= longestEpilogue; step++) {
    const next: Play[] = [];
    for (const way of layer) {
      const state = way.states.at(-1) as number;
      const [begin, end] = [first[state] as number, first[state + 1] as number];
      if (begin === end) {
        return { ...short, states: [...states, ...way.states.slice(1)], events: [...events, ...way.events] };
      }
      for (let edge = begin; edge < end; edge++) {
        const after = to[edge] as number;
        if (met.has(after)) continue;
        met.add(after);
        next.push({ states: [...way.states, after], events: [...way.events, event[edge] as number] });
      }
    }
    layer = next;
  }
  return short;
}
