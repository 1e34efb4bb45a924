/**
 * Definition 1.1.2 (State), per observer: a chain that grows, is reorganised and becomes final, and what each observer has seen of it.
 *
 * A block is one of two variants of its height, so that a branch can be replaced by another. A block is final when `depth`
 * blocks stand on it; the chain remembers how much was ever final. Observers learn the chain by deliveries, whenever the network likes;
 * a delivery carries the log and its final part, and the chain accepts only true ones. An observer keeps its view, the longest final log it
 * was ever told, and whether it was told final logs that contradict each other.
 * Left out: what the blocks contain (Definition 2.1.1 has batches and their states), more than one source of deliveries.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export type Variant = 'a' | 'b';
export type Append = { readonly block: Variant };
/** Everything above the first `keep` blocks is dropped. */
export type Reorg = { readonly keep: number };
export type Deliver = { readonly observer: number; readonly log: readonly Variant[]; readonly final: number };

export interface ChainTerms {
  /** Blocks that make the one below final. */
  readonly depth: number;
  readonly longest: number;
  /** Whether only blocks that were never final can be reorganised: what finality means. */
  readonly finalIsFinal: boolean;
}

export interface Chain {
  readonly terms: ChainTerms;
  readonly log: readonly Variant[];
  /** How many blocks of the log are final. */
  readonly final: number;
}

type ChainEvent =
  | ({ readonly type: 'APPEND' } & Append)
  | ({ readonly type: 'REORG' } & Reorg)
  | ({ readonly type: 'DELIVER' } & Deliver);

function finalOf(terms: ChainTerms, length: number): number {
  return Math.max(0, length - terms.depth);
}

export const chain: Machine<Chain, ChainEvent, ChainTerms> = setup({
  types: {} as { context: Chain; events: ChainEvent; input: ChainTerms },
  guards: {
    hasRoom: ({ context }) => context.log.length < context.terms.longest,
    dropsSomething: ({ context, event }) =>
      event.type === 'REORG' &&
      event.keep < context.log.length &&
      (!context.terms.finalIsFinal || event.keep >= context.final),
    isTrue: ({ context, event }) =>
      event.type === 'DELIVER' && event.final === context.final && event.log.join() === context.log.join(),
  },
  actions: {
    append: assign(({ context, event }) => {
      if (event.type !== 'APPEND') return {};
      const log = [...context.log, event.block];
      return { log, final: Math.max(context.final, finalOf(context.terms, log.length)) };
    }),
    drop: assign(({ context, event }) =>
      event.type === 'REORG'
        ? { log: context.log.slice(0, event.keep), final: Math.min(context.final, event.keep) }
        : {},
    ),
  },
}).createMachine({
  id: 'chain',
  context: ({ input }) => ({ terms: input, log: [], final: 0 }),
  on: {
    APPEND: { guard: 'hasRoom', actions: 'append' },
    REORG: { guard: 'dropsSomething', actions: 'drop' },
    DELIVER: { guard: 'isTrue' },
  },
});

export interface Observer {
  readonly view: readonly Variant[];
  /** The longest log that it was ever told to be final. */
  readonly final: readonly Variant[];
  /** Told of final logs of which neither continues the other. */
  readonly isContradicted: boolean;
}

/** Whether one log continues the other. */
export function areComparable(a: readonly Variant[], b: readonly Variant[]): boolean {
  return a.every((block, i) => i >= b.length || block === b[i]);
}

export const observer: Machine<Observer, { readonly type: 'DELIVER' } & Deliver> = setup({
  types: {} as { context: Observer; events: { readonly type: 'DELIVER' } & Deliver },
  actions: {
    see: assign(({ context, event }) => {
      const final = event.log.slice(0, event.final);
      return {
        view: event.log,
        final: final.length > context.final.length ? final : context.final,
        isContradicted: context.isContradicted || !areComparable(final, context.final),
      };
    }),
  },
}).createMachine({
  id: 'observer',
  context: { view: [], final: [], isContradicted: false },
  on: { DELIVER: { actions: 'see' } },
});

export type ChainState = LocalState<Chain>;
export type ObserverState = LocalState<Observer>;
