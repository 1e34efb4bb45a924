/**
 * Strategies played again: every position that a strategy allows, with every move of the other side.
 *
 * Nothing here knows how a strategy was found. Positions and moves come from an arena, which is xstate's own run of the original
 * machines where that is affordable. A winning strategy has to lead every play to the goal, a counter-strategy keep every play
 * away from it; if one does not, the checker is wrong (PL-402).
 */

import { stale } from '../kernel/kernel.ts';
import type { Product } from '../kernel/product.ts';
import type { StateQuestion } from '../kernel/state-question.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { ask, type Property } from '../language/property.ts';
import type { AnySystem } from '../language/system.ts';
import type { StateStore } from '../search/state-store.ts';
import { type GlobalState, ReferenceComposition } from './composition.ts';

/** A move in an arena: the event's number, and where it leads. */
interface Move<S> {
  readonly event: number;
  readonly to: S;
}

/** Where strategies are played. */
export interface Arena<S> {
  readonly starts: readonly S[];
  key(state: S): string | number;
  isGoal(state: S): boolean;
  /** Every enabled move, in event order. */
  moves(state: S): readonly Move<S>[];
}

/** Whose moves are whose, by event. */
export interface Sides {
  readonly player: Uint8Array;
  readonly driven: Uint8Array;
}

/** What a strategy says in a position, by its key: an event, null to let others move, undefined if it knows nothing of it. */
export type Strategy = (key: string | number) => number | null | undefined;

function disagreement(what: string, key: string | number): Problem {
  return new Problem('PL-402', { place: `position ${key}`, found: what });
}

/** Plays every play that `next` allows from the starts; the positions that occur, by their keys. */
function playAll<S>(
  arena: Arena<S>,
  mayReturn: boolean,
  next: (state: S, key: string | number) => readonly S[],
): readonly (string | number)[] {
  /** By position: whether the plays from it are all finished. */
  const met = new Map<string | number, boolean>();
  const line: { readonly key: string | number; readonly next: readonly S[]; at: number }[] = [];
  const enter = (state: S): void => {
    const key = arena.key(state);
    const finished = met.get(key);
    if (finished === false && !mayReturn) throw disagreement('a play by the strategy that goes on for ever', key);
    if (finished !== undefined) return;
    met.set(key, false);
    line.push({ key, next: next(state, key), at: 0 });
  };
  for (const start of arena.starts) {
    enter(start);
    for (let last = line.at(-1); last !== undefined; last = line.at(-1)) {
      if (last.at < last.next.length) enter(last.next[last.at++] as S);
      else {
        met.set(last.key, true);
        line.pop();
      }
    }
  }
  return [...met.keys()];
}

/** Confirms that every play by the strategy reaches the goal; the positions that occur. Throws PL-402. */
export function replayWinning<S>(
  arena: Arena<S>,
  { player, driven }: Sides,
  strategy: Strategy,
): readonly (string | number)[] {
  return playAll(arena, false, (state, key) => {
    if (arena.isGoal(state)) return [];
    const moves = arena.moves(state);
    const against = moves.filter(({ event }) => player[event] !== 1);
    const chosen = strategy(key);
    if (chosen === undefined) throw disagreement('a position that the strategy does not know', key);
    if (chosen === null) {
      if (against.some(({ event }) => driven[event] === 1)) return against.map(({ to }) => to);
      throw disagreement('the strategy waits where nothing has to happen', key);
    }
    const own = moves.find(({ event }) => event === chosen);
    if (own === undefined || player[chosen] !== 1) throw disagreement('the strategy takes a move that it has not', key);
    return [own.to, ...against.map(({ to }) => to)];
  });
}

/** Confirms that no play by the opponent's counter-strategy reaches the goal; the positions that occur. Throws PL-402. */
export function replaySpoiling<S>(
  arena: Arena<S>,
  { player, driven }: Sides,
  strategy: Strategy,
): readonly (string | number)[] {
  return playAll(arena, true, (state, key) => {
    if (arena.isGoal(state)) throw disagreement('the counter-strategy lets the goal be reached', key);
    const moves = arena.moves(state);
    const chosen = strategy(key);
    if (chosen === undefined) throw disagreement('a position that the counter-strategy does not know', key);
    if (chosen === null) {
      if (moves.some(({ event }) => player[event] !== 1 && driven[event] === 1))
        throw disagreement('the counter-strategy withholds what cannot be withheld', key);
      return moves.filter(({ event }) => player[event] === 1).map(({ to }) => to);
    }
    const own = moves.find(({ event }) => event === chosen);
    if (own === undefined || player[chosen] === 1)
      throw disagreement('the counter-strategy takes a move that it has not', key);
    return [own.to];
  });
}

/** The original machines, run by xstate: positions are whole states, the goal is asked of them directly. */
export class ReferenceArena implements Arena<GlobalState> {
  readonly starts: readonly GlobalState[];
  readonly #composition: ReferenceComposition;
  readonly #product: Product;
  readonly #property: Property<never>;

  constructor(system: AnySystem, product: Product, property: Property<never>, starts: readonly GlobalState[]) {
    this.#composition = new ReferenceComposition(system, product.configuration);
    this.#product = product;
    this.#property = property;
    this.starts = starts.map((state) => this.#composition.at(state));
  }

  /** The key of a whole state, whoever made it. */
  static keyOf(state: GlobalState): string {
    return keyOf(state.map(({ value, context }) => ({ value, context })));
  }

  key(state: GlobalState): string {
    return ReferenceArena.keyOf(state);
  }

  isGoal(state: GlobalState): boolean {
    const view = this.#composition.view(state) as never;
    return Object.keys(this.#property.parts).every((part) => ask(this.#property, part, view).holds);
  }

  moves(state: GlobalState): readonly Move<GlobalState>[] {
    return this.#product.events.flatMap(({ message }, event) => {
      const attempt = this.#composition.attempt(state, message);
      return attempt.taken ? [{ event, to: attempt.state }] : [];
    });
  }
}

/** The kernel, for spaces that xstate alone would be too slow for: positions are numbers of states. */
export class KernelArena implements Arena<number> {
  readonly starts: readonly number[];
  readonly #product: Product;
  readonly #store: StateStore;
  readonly #goal: StateQuestion;

  constructor(product: Product, store: StateStore, goal: StateQuestion, starts: readonly number[]) {
    this.#product = product;
    this.#store = store;
    this.#goal = goal;
    this.starts = starts;
  }

  key(state: number): number {
    return state;
  }

  isGoal(state: number): boolean {
    return this.#goal.holds(this.#store.states, state * this.#store.words);
  }

  moves(state: number): readonly Move<number>[] {
    const { words, states } = this.#store;
    const count = this.#product.expand(states, state * words);
    if (count === stale) throw new Error('the layout grew after the search');
    return Array.from({ length: count }, (_, s) => ({
      event: this.#product.fired[s] as number,
      to: this.#store.find(this.#product.successors, s * words),
    }));
  }
}
