/**
 * The guardian of a bridge: whoever may declare claims invalid, and so corrects games that were decided wrongly.
 *
 * An honest guardian runs a full node. It sees a game of the respected kind decided for a wrong claim, and blacklists that claim G blocks
 * later, or retires every claim there is; its transaction is in the next block unless it is left out. An absent guardian does nothing.
 * One that has gone over to the adversary lists what it likes (the event BLACKLIST).
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { CreateEvent, PortalBlockEvent, ResolveEvent } from './portal-events.ts';

export interface GuardianTerms {
  /** G: blocks that it takes to react. */
  readonly delay: number;
  readonly isAbsent: boolean;
  /** Whether it retires every claim instead of one. */
  readonly retires: boolean;
}

/** A wrong claim that won its game, and the blocks until the guardian acts on it. */
export type Wrong = { readonly game: number; readonly left: number };

export interface Guardian {
  readonly terms: GuardianTerms;
  /** Wrong claims of the respected kind whose games go on. */
  readonly watched: readonly number[];
  readonly wrong: readonly Wrong[];
}

type GuardianEvent = CreateEvent | ResolveEvent | PortalBlockEvent;

const dueOf = ({ wrong }: Guardian): readonly number[] =>
  wrong.filter(({ left }) => left === 0).map(({ game }) => game);

function resolved({ terms, watched, wrong }: Guardian, { game, result }: ResolveEvent): Partial<Guardian> {
  if (!watched.includes(game)) return {};
  const seen = { game, left: terms.delay };
  return {
    watched: watched.filter((one) => one !== game),
    wrong: result === 'for' ? [...wrong, seen].sort((a, b) => a.game - b.game) : wrong,
  };
}

function passBlock(guardian: Guardian, { blacklists, retires }: PortalBlockEvent): Partial<Guardian> {
  const { wrong } = guardian;
  return {
    wrong: wrong
      .filter(({ game }) => !retires && !blacklists.includes(game))
      .map(({ game, left }) => ({ game, left: Math.max(0, left - 1) })),
  };
}

export const portalGuardian: Machine<Guardian, GuardianEvent, GuardianTerms> = setup({
  types: {} as { context: Guardian; events: GuardianEvent; input: GuardianTerms },
  guards: {
    actsWhenDue: ({ context, event }) => {
      if (event.type !== 'BLOCK') return false;
      const due = dueOf(context);
      if (event.censors) return due.length > 0 && event.blacklists.length === 0 && !event.retires;
      if (context.terms.retires) return event.retires === due.length > 0 && event.blacklists.length === 0;
      return (
        !event.retires && event.blacklists.length === due.length && due.every((game) => event.blacklists.includes(game))
      );
    },
  },
  actions: {
    watch: assign(({ context, event }) =>
      event.type === 'CREATE' && event.claim === 'wrong' && event.kind === 'respected' && !context.terms.isAbsent
        ? { watched: [...context.watched, event.game].sort((a, b) => a - b) }
        : {},
    ),
    see: assign(({ context, event }) => (event.type === 'RESOLVE' ? resolved(context, event) : {})),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
  },
}).createMachine({
  id: 'portalGuardian',
  context: ({ input }) => ({ terms: input, watched: [], wrong: [] }),
  on: {
    CREATE: { actions: 'watch' },
    RESOLVE: { actions: 'see' },
    BLOCK: { guard: 'actsWhenDue', actions: 'passBlock' },
  },
});

export type GuardianState = LocalState<Guardian>;
