/**
 * Definition 5.2.1 (Economic Security), the side of it that is about time: what it costs to keep an honest claim from being confirmed.
 *
 * The definition counts safety and liveness both. What a wrong claim costs is in `priced-window.ts`; here the claim is right, and the
 * adversary stakes against it, loses every challenge, and gains the time that losing takes. A claim can be opposed while it is
 * younger than C blocks; it is confirmed when it is that old and nobody is left who opposes it. A challenge lasts up to T blocks,
 * the loser's clock; with the power `collude` she stakes on both sides and lets both clocks run out, 2T. Each opposing stake is
 * slashed when its challenge is over; how much of it comes back to her is a matter of price and never part of a state.
 *
 * The rule `concurrent`: all opponents are challenged at the same time. Without it one at a time, as in Arbitrum's first protocol, where a
 * staker takes part in one challenge only.
 *
 * `waited` saturates at the deadline that the property asks for, one block past it. Left out: what a challenge consists of
 * (`2.1.3-bisection-game.ts`), gas, several honest stakers.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export interface ConfirmationTerms {
  /** C, in blocks. */
  readonly challengePeriod: number;
  /** Blocks that one challenge takes at most. */
  readonly challengeLength: number;
  readonly stakes: number;
  readonly deadline: number;
  readonly concurrent: boolean;
}

export interface Confirmation {
  readonly terms: ConfirmationTerms;
  /** Stakes that she has not placed yet. */
  readonly stakes: number;
  /** Placed, and not challenged yet. */
  readonly waiting: number;
  /** Blocks left in each challenge that is running, in order of their beginning. */
  readonly running: readonly number[];
  /** Stakes lost. */
  readonly slashed: number;
  /** Age of the claim, up to C. */
  readonly age: number;
  readonly waited: number;
}

export type Opposition = { readonly type: 'OPPOSE' } | { readonly type: 'CONCEDE' } | { readonly type: 'BLOCK' };

/** Ends the challenges that are over, and starts the next. */
function advance(confirmation: Confirmation): Confirmation {
  const { terms, waiting } = confirmation;
  const running = confirmation.running.filter((left) => left > 0);
  const slashed = confirmation.slashed + confirmation.running.length - running.length;
  const starting = terms.concurrent ? waiting : Math.min(waiting, running.length === 0 ? 1 : 0);
  const started = Array.from({ length: starting }, () => terms.challengeLength);
  return { ...confirmation, slashed, running: [...running, ...started], waiting: waiting - starting };
}

function afterBlock(confirmation: Confirmation): Confirmation {
  const { terms } = confirmation;
  return advance({
    ...confirmation,
    age: Math.min(terms.challengePeriod, confirmation.age + 1),
    waited: Math.min(terms.deadline + 1, confirmation.waited + 1),
    running: confirmation.running.map((left) => left - 1),
  });
}

/** The contract's view of one honest claim and the stakes against it. */
export const confirmation: Machine<Confirmation, Opposition, ConfirmationTerms> = setup({
  types: {} as { context: Confirmation; events: Opposition; input: ConfirmationTerms },
  guards: {
    canOppose: ({ context }) => context.stakes > 0 && context.age < context.terms.challengePeriod,
    isChallenged: ({ context }) => context.running.length > 0,
    isDue: ({ context }) => {
      const next = afterBlock(context);
      return next.age >= next.terms.challengePeriod && next.waiting + next.running.length === 0;
    },
  },
  actions: {
    oppose: assign(({ context }) => ({ stakes: context.stakes - 1, waiting: context.waiting + 1 })),
    /** She gives up the oldest challenge before its clock does. */
    concede: assign(({ context }) => advance({ ...context, running: [0, ...context.running.slice(1)] })),
    block: assign(({ context }) => afterBlock(context)),
  },
}).createMachine({
  id: 'confirmation',
  context: ({ input }) => ({
    ...{ terms: input, stakes: input.stakes, waiting: 0, running: [], slashed: 0, age: 0, waited: 0 },
  }),
  initial: 'pending',
  states: {
    pending: {
      on: {
        OPPOSE: { guard: 'canOppose', actions: 'oppose' },
        CONCEDE: { guard: 'isChallenged', actions: 'concede' },
        BLOCK: [{ guard: 'isDue', target: 'confirmed', actions: 'block' }, { actions: 'block' }],
      },
    },
    confirmed: {},
  },
});

export type ConfirmationState = LocalState<Confirmation>;
