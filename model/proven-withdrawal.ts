/**
 * A withdrawal at the contract that pays it: proven against a claim, kept until the proof has matured, paid once.
 *
 * `owner` is honest, and its withdrawal was really made: it proves it once, and again only when the claim is lost. `thief` proves one that
 * was never made, as often as she likes. A proof counts for whoever handed it in: with the rule `ownTimer` nobody else's touches it; without
 * it there is one record a withdrawal, and a stranger who proves the owner's withdrawal again starts its time anew.
 */

import { and, assign, not, or, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlacklistEvent, PortalBlockEvent, Prover, ResolveEvent, WithdrawalEvent } from './portal-events.ts';

export interface WithdrawalTerms {
  readonly by: Prover;
  /** P: blocks between a proof and the payment. */
  readonly maturity: number;
  readonly ownTimer: boolean;
}

export interface ProvenWithdrawal {
  readonly terms: WithdrawalTerms;
  /** The game of the claim that it is proven against; -1 without one. */
  readonly game: number;
  /** Blocks since it was proven, up to P. */
  readonly age: number;
  /** Whether the honest owner has seen that nothing will be paid on that claim. The contract does not know. */
  readonly isVain: boolean;
}

type PortalEvent = WithdrawalEvent | ResolveEvent | BlacklistEvent | PortalBlockEvent;

export const provenWithdrawal: Machine<ProvenWithdrawal, PortalEvent, WithdrawalTerms> = setup({
  types: {} as { context: ProvenWithdrawal; events: PortalEvent; input: WithdrawalTerms },
  guards: {
    isMine: ({ context, event }) =>
      (event.type === 'PROVE' || event.type === 'FINALISE') && event.by === context.terms.by,
    isOfMine: ({ context, event }) =>
      event.type === 'PROVE' && event.by === 'griefer' && context.terms.by === 'owner' && !context.terms.ownTimer,
    // An honest owner does not start its own time anew.
    wantsAnother: ({ context }) => context.terms.by === 'thief' || context.game === -1 || context.isVain,
    isMatured: ({ context, event }) =>
      event.type === 'FINALISE' && event.game === context.game && context.age >= context.terms.maturity,
    losesClaim: ({ context, event }) => {
      if (context.game === -1 || context.terms.by === 'thief') return false;
      if (event.type === 'RESOLVE') return event.game === context.game && event.result === 'against';
      if (event.type === 'BLACKLIST') return event.game === context.game;
      return event.type === 'BLOCK' && (event.retires || event.blacklists.includes(context.game));
    },
  },
  actions: {
    prove: assign(({ event }) => (event.type === 'PROVE' ? { game: event.game, age: 0, isVain: false } : {})),
    lose: assign({ isVain: true }),
    settle: assign({ game: -1, age: 0, isVain: false }),
    grow: assign({
      age: ({ context }) => (context.game === -1 ? 0 : Math.min(context.age + 1, context.terms.maturity)),
    }),
  },
}).createMachine({
  id: 'provenWithdrawal',
  context: ({ input }) => ({ terms: input, game: -1, age: 0, isVain: false }),
  initial: 'waiting',
  states: {
    waiting: {
      on: {
        PROVE: [
          { guard: or([and(['isMine', 'wantsAnother']), 'isOfMine']), actions: 'prove' },
          { guard: not('isMine') },
        ],
        FINALISE: [{ guard: and(['isMine', 'isMatured']), target: 'paid' }, { guard: not('isMine') }],
        RESOLVE: [{ guard: 'losesClaim', actions: 'lose' }, {}],
        BLACKLIST: [{ guard: 'losesClaim', actions: 'lose' }, {}],
        BLOCK: [{ guard: 'losesClaim', actions: ['lose', 'grow'] }, { actions: 'grow' }],
      },
    },
    paid: {
      entry: 'settle',
      on: {
        PROVE: { guard: not('isMine') },
        FINALISE: { guard: not('isMine') },
        RESOLVE: {},
        BLACKLIST: {},
        BLOCK: {},
      },
    },
  },
});

export type ProvenWithdrawalState = LocalState<ProvenWithdrawal>;
