/** Strategies played again: what a side does in every position that can then occur, and by whom that was confirmed. */

import type { ProductEvent } from '../kernel/components.ts';
import type { Product } from '../kernel/product.ts';
import type { StateQuestion } from '../kernel/state-question.ts';
import { lost } from '../search/game.ts';
import type { StateStore } from '../search/state-store.ts';
import { type Arena, KernelArena, ReferenceArena, type Strategy } from '../trace/strategy.ts';
import { wholeState } from '../trace/trace.ts';
import type { Bench } from './bench.ts';
import type { Certificate, PlayedStrategy, Position } from './game-result.ts';

class StrategyOfProduct implements PlayedStrategy {
  readonly count: number;
  readonly #product: Product;
  readonly #states: Uint32Array;
  readonly #move: Int32Array;
  readonly #rank: Uint32Array;

  constructor(product: Product, store: StateStore, rank: Uint32Array, moveAt: StrategyAt, met: readonly number[]) {
    const positions = Uint32Array.from(met.filter((state) => rank[state] !== 0)).sort();
    this.count = positions.length;
    this.#product = product;
    this.#states = new Uint32Array(this.count * store.words);
    positions.forEach((state, i) => {
      const at = state * store.words;
      this.#states.set(store.states.subarray(at, at + store.words), i * store.words);
    });
    this.#move = Int32Array.from(positions, (state) => moveAt(state) ?? -1);
    this.#rank = Uint32Array.from(positions, (state) => rank[state] as number);
  }

  at(i: number): Position {
    const { components, events } = this.#product;
    const words = this.#states.length / this.count;
    const names = components.map(({ name }) => name);
    const move = this.#move[i] as number;
    const rank = this.#rank[i] as number;
    return {
      state: wholeState(names, this.#product.snapshotsOf(this.#states, i * words)),
      move: move < 0 ? null : (events[move] as ProductEvent),
      most: rank === lost ? null : rank,
    };
  }
}

/** What a strategy does in a state, by its number: an event, null to let others move, undefined where it says nothing. */
export type StrategyAt = (state: number) => number | null | undefined;

/** Moves tried by xstate alone (states × events), at most; past it the kernel plays. */
const mostAttempts = 20_000;

/** Plays a strategy again from the starts, on the original machines where the space is small enough. Throws PL-402. */
export function certify(
  { system, product, exploration }: Bench,
  question: StateQuestion,
  starts: readonly number[],
  rank: Uint32Array,
  moveAt: StrategyAt,
  replay: <S>(arena: Arena<S>, strategy: Strategy) => readonly (string | number)[],
): Certificate {
  const { store } = exploration;
  if (store.count * product.eventCount > mostAttempts) {
    const met = replay(new KernelArena(product, store, question, starts), (state) => moveAt(state as number));
    const strategy = new StrategyOfProduct(product, store, rank, moveAt, met as readonly number[]);
    return { strategy, replayed: met.length, replayedBy: 'kernel' };
  }
  const snapshots = Array.from({ length: store.count }, (_, s) => product.snapshotsOf(store.states, s * store.words));
  const numbers = new Map(snapshots.map((state, s) => [ReferenceArena.keyOf(state), s]));
  const from = starts.map((s) => snapshots[s] as (typeof snapshots)[number]);
  const met = replay(new ReferenceArena(system, product, question.property, from), (key) => {
    const state = numbers.get(key as string);
    return state === undefined ? undefined : moveAt(state);
  });
  const reached = met.map((key) => numbers.get(key as string) as number);
  return {
    strategy: new StrategyOfProduct(product, store, rank, moveAt, reached),
    replayed: met.length,
    replayedBy: 'xstate',
  };
}
