/**
 * The honest owner of `input`: may give it away once, and wants to be out, or have paid, when a block is withheld.
 *
 * Once the payment is signed her plain exit can be challenged with it, whether it is in a block or not. So she exits the transaction
 * instead, and joins as owner of its input in case it does not count. Where the contract knows no exits of transactions in flight
 * she has nothing better than the plain exit. She knows what is published, not what is withheld.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  BlockEvent,
  CommitEvent,
  PayEvent,
  PiggybackEvent,
  StartExitEvent,
  StartInFlightEvent,
} from './exit-events.ts';

export interface SenderTerms {
  readonly reactionDelay: number;
  /** Whether she leaves when she likes, or only when a block is withheld. */
  readonly leaveAtWill: boolean;
  /** Whether there is such an owner: the adversary needs no machine to be what she likes. */
  readonly isHonest: boolean;
  /** Whether the contract knows exits of transactions in flight. */
  readonly inFlightExits: boolean;
}

export interface Sender {
  readonly terms: SenderTerms;
  readonly payment: 'unsigned' | 'signed' | 'published';
  readonly asked: 'nothing' | 'exit' | 'inFlight';
  readonly isJoined: boolean;
  readonly isAlarmed: boolean;
  readonly waited: number;
}

type SenderEvent = PayEvent | CommitEvent | StartExitEvent | StartInFlightEvent | PiggybackEvent | BlockEvent;

/** Whether the coin is still hers to ask for, in this way. */
function asksForCoin({ payment, asked, terms, isAlarmed }: Sender): boolean {
  if (asked !== 'nothing' || !(isAlarmed || terms.leaveAtWill)) return false;
  return payment === 'unsigned' || (payment === 'signed' && !terms.inFlightExits);
}

function asksForTransaction({ payment, asked, terms, isAlarmed }: Sender): boolean {
  return asked === 'nothing' && (isAlarmed || terms.leaveAtWill) && payment === 'signed' && terms.inFlightExits;
}

function owes(sender: Sender): boolean {
  return sender.terms.isHonest && sender.isAlarmed && (asksForCoin(sender) || asksForTransaction(sender));
}

export const coinSender: Machine<Sender, SenderEvent, SenderTerms> = setup({
  types: {} as { context: Sender; events: SenderEvent; input: SenderTerms },
  guards: {
    isHers: ({ event }) => event.type !== 'COMMIT' && event.type !== 'BLOCK' && event.by === 'sender',
    isOthers: ({ event }) => event.type !== 'COMMIT' && event.type !== 'BLOCK' && event.by !== 'sender',
    isUnalarmed: ({ context }) => context.asked === 'nothing' && !context.isAlarmed,
    asksForCoin: ({ context }) => asksForCoin(context),
    asksForTransaction: ({ context }) => asksForTransaction(context),
    isInFlight: ({ context }) => context.asked === 'inFlight' && !context.isJoined,
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' && (!event.room || !owes(context) || context.waited < context.terms.reactionDelay),
  },
  actions: {
    sign: assign({ payment: 'signed' }),
    see: assign(({ context, event }) => {
      if (event.type !== 'COMMIT') return {};
      return event.data === 'withheld'
        ? { isAlarmed: true }
        : { payment: context.payment === 'signed' ? 'published' : context.payment };
    }),
    askForCoin: assign({ asked: 'exit' }),
    askForTransaction: assign(({ event }) => ({
      asked: 'inFlight',
      isJoined: event.type === 'START_IN_FLIGHT' && event.by === 'sender',
    })),
    join: assign({ isJoined: true }),
    wait: assign(({ context }) => ({
      waited: owes(context) ? Math.min(context.waited + 1, context.terms.reactionDelay) : 0,
    })),
  },
}).createMachine({
  id: 'coinSender',
  context: ({ input }) => ({
    terms: input,
    payment: 'unsigned',
    asked: 'nothing',
    isJoined: false,
    isAlarmed: false,
    waited: 0,
  }),
  on: {
    PAY: [{ guard: and(['isHers', 'isUnalarmed']), actions: 'sign' }, { guard: 'isOthers' }],
    COMMIT: { actions: 'see' },
    START_EXIT: [{ guard: and(['isHers', 'asksForCoin']), actions: 'askForCoin' }, { guard: 'isOthers' }],
    START_IN_FLIGHT: [
      { guard: and(['isHers', 'asksForTransaction']), actions: 'askForTransaction' },
      { guard: 'isOthers', actions: 'askForTransaction' },
    ],
    PIGGYBACK: [{ guard: and(['isHers', 'isInFlight']), actions: 'join' }, { guard: 'isOthers' }],
    BLOCK: { guard: 'isPrompt', actions: 'wait' },
  },
});

export type SenderState = LocalState<Sender>;
