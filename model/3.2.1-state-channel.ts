/**
 * Definition 3.2.1 (State Channel): a tuple (P, S, π, Δ, L_1). The contract on L1, with the applications that run on the channel.
 *
 * P: A and B, who move in turns (`3.2.2-channel-application.ts`). S and π: one state and one transition function an application.
 * Δ: of each application the contract keeps a record, the latest state that it was shown, and perhaps a challenge that runs out:
 *
 *   Open(n) ⇄ Challenge(n, deadline) → Finalised
 *
 * A challenge registers a supported state and starts the clock; a later state ends it (checkpoint; a response, if it is the very next
 * turn) or takes its place with a clock of its own; if the clock runs out the application is paid by the state on record. A state on
 * which both agree to end is paid at once (conclude). So far a channel of one application, as ForceMove and Nitro have it; `rules` say
 * what several applications share (`adjudicator.ts`). The definition says nothing of that, nor of deposits.
 *
 * B's operations are executed at once, at any moment of the block in progress, before or after A's; hers have waited for a block. A
 * challenge is 0 blocks old in the block that contains it. The block in which it is T old is too late for an answer: the contract is
 * settled as that block begins, as in ForceMove, where a channel is final from `finalizesAt` on.
 *
 * Left out: more than two participants, signatures of all under one state, fees, top-ups and withdrawals while the channel runs,
 * outcomes that fund other channels.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import {
  type Adjudicator,
  type AdjudicatorEvent,
  type AdjudicatorTerms,
  conclude,
  depositOf,
  ends,
  passBlock,
  perform,
  registerOf,
  takes,
} from './adjudicator.ts';
import type { OperationKind } from './state-channel-events.ts';

type Numbered = { readonly app: number };

/** The contract of a channel with so many applications: a region for each, and one for the chain on which it lives. */
export function stateChannel(count: number): Machine<Adjudicator, AdjudicatorEvent, AdjudicatorTerms> {
  const region = (app: number): object => {
    const here = { app };
    const taken = (kind: OperationKind): object => ({ type: 'takes', params: { app, kind } });
    const challenged = { target: 'challenge', actions: 'challenge' };
    const checked = { target: 'open', actions: 'checkpoint' };
    const refused = { guard: { type: 'refuses', params: here } };
    const on = {
      CHALLENGE: { guard: taken('challenge'), ...challenged },
      CHECKPOINT: { guard: taken('checkpoint'), ...checked },
      EXECUTE: [refused, { guard: taken('challenge'), ...challenged }, { guard: taken('checkpoint'), ...checked }],
      CONCLUDE: { guard: { type: 'concludes', params: here }, target: 'finalised', actions: 'conclude' },
    };
    return {
      initial: 'open',
      states: {
        open: { on },
        challenge: { on, always: { guard: { type: 'isPaid', params: here }, target: 'finalised' } },
        finalised: { on: { EXECUTE: refused } },
      },
    };
  };
  const regions = Object.fromEntries(Array.from({ length: count }, (_, app) => [`application${app}`, region(app)]));
  return setup({
    types: {} as { context: Adjudicator; events: AdjudicatorEvent; input: AdjudicatorTerms },
    guards: {
      takes: ({ context, event }, { app, kind }: Numbered & { readonly kind: OperationKind }) =>
        event.type !== 'BLOCK' &&
        event.app === app &&
        (event.type !== 'EXECUTE' || event.result === 'lands') &&
        takes(context, event, kind),
      refuses: ({ context, event }, { app }: Numbered) =>
        event.type === 'EXECUTE' &&
        event.app === app &&
        event.result === 'reverts' &&
        !takes(context, event, event.kind),
      concludes: ({ context, event }, { app }: Numbered) =>
        event.type === 'CONCLUDE' && event.app === app && ends(context, event),
      isPaid: ({ context }, { app }: Numbered) => registerOf(context, app).paid !== 'nothing',
      settlesAre: ({ context, event }) =>
        event.type === 'BLOCK' && passBlock(context).settles.join() === event.settles.join(),
    },
    actions: {
      challenge: assign(({ context, event }) => (event.type === 'BLOCK' ? {} : perform(context, 'challenge', event))),
      checkpoint: assign(({ context, event }) => (event.type === 'BLOCK' ? {} : perform(context, 'checkpoint', event))),
      conclude: assign(({ context, event }) => (event.type === 'CONCLUDE' ? conclude(context, event) : {})),
      passBlock: assign(({ context }) => passBlock(context).channel),
    },
  }).createMachine({
    id: 'stateChannel',
    context: ({ input }) => ({
      terms: input,
      held: depositOf(input),
      age: 0,
      registers: input.applications.map(({ first }) => ({ turn: 0, state: first, challenge: 'none', paid: 'nothing' })),
    }),
    type: 'parallel',
    states: { ...regions, chain: { on: { BLOCK: { guard: 'settlesAre', actions: 'passBlock' } } } },
  });
}

export type AdjudicatorState = LocalState<Adjudicator>;
