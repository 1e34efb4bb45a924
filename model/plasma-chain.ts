/**
 * The blocks of layer 2 and what is in them: which transactions are signed, included, published. What proofs there can be.
 *
 * Nobody reads it. It takes part in every event that needs a signature or a proof, and refuses what cannot be shown: signatures
 * cannot be forged, and a proof of inclusion needs the data of the block. The operator has all data, and the adversary has the operator.
 * After a withheld block nothing that is published counts: nobody can check it.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  ChallengeInFlightEvent,
  ChallengeSpentEvent,
  CommitEvent,
  PayEvent,
  RespondEvent,
  StartExitEvent,
  StartInFlightEvent,
} from './exit-events.ts';

export interface ChainTerms {
  /** Whether the owner of `input` is the adversary, who then has a rival transaction signed too. */
  readonly rogueSender: boolean;
  /** Whether the withheld block contains a coin out of nowhere. */
  readonly phantom: boolean;
}

export interface Chain {
  readonly terms: ChainTerms;
  readonly payment: 'unsigned' | 'signed' | 'published' | 'withheld';
  readonly isWithheld: boolean;
  /** Whether `input` was unspent when its exit was requested: for the literal reading, nothing here depends on it. */
  readonly inputWhenRequested: 'not requested' | 'unspent' | 'spent';
}

type ChainEvent =
  | PayEvent
  | CommitEvent
  | StartExitEvent
  | ChallengeSpentEvent
  | StartInFlightEvent
  | ChallengeInFlightEvent
  | RespondEvent;

function isExitable({ terms, payment, isWithheld }: Chain, { coin }: StartExitEvent): boolean {
  if (coin === 'output') return payment === 'published';
  return coin !== 'phantom' || (isWithheld && terms.phantom);
}

function commit(chain: Chain, { data }: CommitEvent): Partial<Chain> {
  if (data === 'published') return { payment: 'published' };
  return { isWithheld: true, payment: chain.payment === 'signed' ? 'withheld' : chain.payment };
}

export const plasmaChain: Machine<Chain, ChainEvent, ChainTerms> = setup({
  types: {} as { context: Chain; events: ChainEvent; input: ChainTerms },
  guards: {
    isUnsigned: ({ context }) => context.payment === 'unsigned',
    canCommit: ({ context, event }) =>
      event.type === 'COMMIT' &&
      !context.isWithheld &&
      (event.data === 'withheld' || (context.payment === 'signed' && !event.inputIsGone)),
    isExitable: ({ context, event }) => event.type === 'START_EXIT' && isExitable(context, event),
    spendIsSigned: ({ context, event }) =>
      event.type === 'CHALLENGE_SPENT' && event.coin === 'input' && context.payment !== 'unsigned',
    isSigned: ({ context, event }) =>
      event.type === 'START_IN_FLIGHT' &&
      (event.tx === 'payment' ? context.payment !== 'unsigned' : context.terms.rogueSender),
    rivalIsSigned: ({ context, event }) =>
      event.type === 'CHALLENGE_IN_FLIGHT' &&
      (event.tx === 'rival' ? context.payment !== 'unsigned' : context.terms.rogueSender),
    // A rival can be in the withheld block only, which comes before nothing that was published.
    isIncludedFirst: ({ context, event }) =>
      event.type === 'RESPOND' &&
      (event.tx === 'rival' ? context.isWithheld && context.payment !== 'published' : context.payment === 'published'),
  },
  actions: {
    sign: assign({ payment: 'signed' }),
    commit: assign(({ context, event }) => (event.type === 'COMMIT' ? commit(context, event) : {})),
    remember: assign(({ context, event }) =>
      event.type === 'START_EXIT' && event.coin === 'input'
        ? { inputWhenRequested: context.payment === 'unsigned' ? 'unspent' : 'spent' }
        : {},
    ),
  },
}).createMachine({
  id: 'plasmaChain',
  context: ({ input }) => ({
    terms: input,
    payment: 'unsigned',
    isWithheld: false,
    inputWhenRequested: 'not requested',
  }),
  on: {
    PAY: { guard: 'isUnsigned', actions: 'sign' },
    COMMIT: { guard: 'canCommit', actions: 'commit' },
    START_EXIT: { guard: 'isExitable', actions: 'remember' },
    CHALLENGE_SPENT: { guard: 'spendIsSigned' },
    START_IN_FLIGHT: { guard: 'isSigned' },
    CHALLENGE_IN_FLIGHT: { guard: 'rivalIsSigned' },
    RESPOND: { guard: 'isIncludedFirst' },
  },
});

export type ChainState = LocalState<Chain>;
