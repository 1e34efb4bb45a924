/** The verdict on what a player can force: who wins from where, by which strategy, and, where the player loses, against what. */

import type { ProductEvent } from '../kernel/components.ts';
import type { Product } from '../kernel/product.ts';
import type { StateQuestion } from '../kernel/state-question.ts';
import { WatchedView } from '../kernel/state-reading.ts';
import type { LocalState } from '../language/machine.ts';
import { didYouMean } from '../language/nearest.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { Player, Property } from '../language/property.ts';
import type { View } from '../language/system.ts';
import { bytesOfEdge, edgeSpace, sortEdges } from '../search/edges.ts';
import type { Exploration } from '../search/explore.ts';
import { bytesOfState, type Game, longestPlay, lost, type Solution, solveGame, waits } from '../search/game.ts';
import { isOutOfReach, type LostPlay, refuses, type Spoiling, spoil, spoiledPlay } from '../search/spoil.ts';
import { replaySpoiling, replayWinning, type Sides } from '../trace/strategy.ts';
import type { TraceEvent } from '../trace/trace.ts';
import { type Bench, nearest } from './bench.ts';
import { certify, type StrategyAt } from './certificate.ts';
import type { Decision } from './decision.ts';
import { fittingEvents, promised } from './fitting-events.ts';
import type { Certificate, Choice, GameResult } from './game-result.ts';

/** Throws PL-111 for a party or an event that the system does not have. */
function sidesOf({ product, system }: Bench, { name, player }: Property<never>): Sides {
  const { by, driven = [] } = player as Player;
  const parties = Object.keys(system.parties);
  for (const party of by) {
    if (parties.includes(party)) continue;
    throw new Problem('PL-111', {
      place: `property ${name}, by`,
      expected: `one of ${parties.join(', ')}`,
      found: party,
      ...didYouMean(party, parties),
    });
  }
  const groups = promised(system, product, driven).map(
    (entry) => fittingEvents(product, `property ${name}, driven`, entry).events,
  );
  return {
    player: Uint8Array.from(product.events, ({ owner }) => Number(by.includes(owner))),
    driven: Uint8Array.from(product.events, (_, e) => Number(groups.some((events) => events[e] === 1))),
  };
}

function startsOf({ store, layers }: Exploration, question: StateQuestion): readonly number[] {
  const from = question.trigger();
  const all = Array.from({ length: from === undefined ? (layers[1] ?? store.count) : store.count }, (_, s) => s);
  return from === undefined ? all : all.filter((s) => from.holds(store.states, s * store.words));
}

/** By event: its place by type and payload, whatever order they were declared in. */
function placesOf({ events }: Product): Uint32Array {
  const keys = events.map(({ message }) => keyOf(message));
  const places = new Uint32Array(events.length);
  for (const [place, event] of keys
    .map((_, e) => e)
    .sort((a, b) => ((keys[a] as string) < (keys[b] as string) ? -1 : 1))
    .entries()) {
    places[event] = place;
  }
  return places;
}

/** Of the states the first by what they are, whatever order they were found in. */
function firstOf({ product, exploration: { store } }: Bench, states: readonly number[]): number {
  const watched = new WatchedView(product);
  const keyAt = (state: number): string => {
    const view = Object.entries(watched.look(store.states, state * store.words) as View);
    const plain = ({ value, context }: LocalState): object => ({ value, context });
    return keyOf(
      Object.fromEntries(
        view.map(([name, one]) => [name, Array.isArray(one) ? one.map(plain) : plain(one as LocalState)]),
      ),
    );
  };
  const [first = 0, ...others] = states;
  if (others.length === 0) return first;
  return states.map((state) => [keyAt(state), state] as const).reduce((a, b) => (b[0] < a[0] ? b : a))[1];
}

/** What else the player could have done along a lost play. */
function choicesOf(
  product: Product,
  { space: { first, to, event }, player }: Game,
  { rank }: Solution,
  spoiling: Spoiling,
  play: LostPlay,
): readonly Choice[] {
  const eventAt = (number: number): TraceEvent => product.events[number] as ProductEvent;
  return play.states.flatMap((state, at) => {
    // Where the goal is out of reach nothing matters, and a loop comes back to a position that was told already.
    if (play.gone !== null && at >= play.gone) return [];
    if (play.loop !== null && at === play.states.length - 1 && play.loop !== at) return [];
    const choices: Choice[] = [];
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const by = event[edge] as number;
      if (player[by] !== 1 || by === play.events[at]) continue;
      const next = to[edge] as number;
      const move = eventAt(by);
      const before = spoiling.move[state] as number;
      const after = spoiling.move[next] as number;
      if (rank[next] !== lost) choices.push({ at, move, outcome: 'too late', answer: eventAt(before) });
      else if (isOutOfReach(spoiling, next)) choices.push({ at, move, outcome: 'out of reach', answer: null });
      else if (after === refuses) choices.push({ at, move, outcome: 'not enough', answer: null });
      else choices.push({ at, move, outcome: 'answered', answer: eventAt(after) });
    }
    return choices;
  });
}

/**
 * The claim is violated: the way to a lost start, and how the opponent plays from there. Where either side has equally good moves, or
 * several starts are equally near, what is taken does not depend on the order of declarations.
 */
function lose(
  bench: Bench,
  question: StateQuestion,
  game: Game,
  solution: Solution,
  losing: readonly number[],
): Pick<Decision, 'trace' | 'parts'> & Pick<GameResult, 'loss' | keyof Certificate> {
  const { product, exploration } = bench;
  const { store } = exploration;
  sortEdges(game.space, placesOf(product));
  const spoiling = spoil(game, solution);
  const path = bench.shortestTo([firstOf(bench, nearest(bench, losing))]);
  const start = path.states.at(-1) as number;
  const play = spoiledPlay(game, spoiling, start);
  let at = path.events.length;
  while (at > 0 && solution.rank[path.states[at - 1] as number] === lost) at--;
  const before = path.events.length;
  const trace = bench.replayed({
    start: path.start,
    events: [...path.events, ...play.events],
    states: [...path.states, ...play.states.slice(1)],
  });
  const choices = choicesOf(product, game, solution, spoiling, play).map((choice) => ({
    ...choice,
    at: choice.at + before,
  }));
  const moveAt: StrategyAt = (state) => {
    const move = spoiling.move[state] as number;
    return move === refuses ? null : move;
  };
  return {
    trace: { ...trace, loop: play.loop === null ? null : play.loop + before },
    parts: question.explain(store.states, (play.states.at(-1) as number) * store.words),
    loss: { at, ending: play.ending, gone: play.gone === null ? null : play.gone + before, choices },
    ...certify(bench, question, losing, solution.rank, moveAt, (arena, strategy) =>
      replaySpoiling(arena, game, strategy),
    ),
  };
}

/** The claim holds: the play in which the opponent holds out longest, from the start where it can do so. */
function win(
  bench: Bench,
  question: StateQuestion,
  game: Game,
  solution: Solution,
  starts: readonly number[],
): Pick<Decision, 'trace' | 'parts'> & Pick<GameResult, 'most' | keyof Certificate> {
  const { store } = bench.exploration;
  const { rank, move } = solution;
  const most = starts.reduce((greatest, s) => Math.max(greatest, rank[s] as number), 0);
  const path = bench.shortestTo(
    nearest(
      bench,
      starts.filter((s) => rank[s] === most),
    ),
  );
  const play = longestPlay(game, solution, path.states.at(-1) as number);
  const moveAt: StrategyAt = (state) => {
    if (rank[state] === lost) return undefined;
    const chosen = move[state] as number;
    return chosen === waits ? null : chosen;
  };
  return {
    trace: bench.replayed({
      start: path.start,
      events: [...path.events, ...play.events],
      states: [...path.states, ...play.states.slice(1)],
    }),
    parts: question.explain(store.states, (play.states.at(-1) as number) * store.words),
    most,
    ...certify(bench, question, starts, rank, moveAt, (arena, strategy) => replayWinning(arena, game, strategy)),
  };
}

/** The verdict on an `enforceable`. Without the whole state space nothing is said: the opponent's best move may lie beyond. */
export function judgeGame(bench: Bench, question: StateQuestion): Decision {
  const { product, exploration } = bench;
  const { ending, store, counts } = exploration;
  if (ending.kind !== 'complete') return bench.undecided();
  let sides: Sides;
  let starts: readonly number[];
  const goal = new Uint8Array(store.count);
  try {
    sides = sidesOf(bench, question.property);
    for (let s = 0; s < goal.length; s++) goal[s] = Number(question.holds(store.states, s * store.words));
    starts = startsOf(exploration, question);
  } catch (error) {
    // A broken goal must not take the other claims of its exploration along.
    if (error instanceof Problem && error.fault === 'model')
      return { ...bench.decision('failed', counts), problem: error };
    throw error;
  }
  const large = bench.tooLarge(2 * bytesOfEdge(product.eventCount), bytesOfState);
  if (large !== undefined) return large;
  const game: Game = { space: edgeSpace(product, exploration), ...sides, goal };
  const solution = solveGame(game);
  const { by, driven = [] } = question.property.player as Player;
  const facts = { by, driven, winning: solution.winning, starts: starts.length, most: null, loss: null };
  if (starts.length === 0) {
    const none: GameResult = { ...facts, strategy: null, replayed: 0, replayedBy: 'kernel' };
    return { ...bench.decision('exhausted', counts), game: none, empty: 'from' };
  }
  const losing = starts.filter((s) => solution.rank[s] === lost);
  if (losing.length > 0) {
    const { trace, parts, ...rest } = lose(bench, question, game, solution, losing);
    return { ...bench.decision('violated', counts, trace, parts), game: { ...facts, ...rest } };
  }
  const { trace, parts, ...rest } = win(bench, question, game, solution, starts);
  return { ...bench.decision('exhausted', counts, trace, parts), game: { ...facts, ...rest } };
}
