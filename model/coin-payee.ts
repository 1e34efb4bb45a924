/**
 * The honest payee: watches the coin that she was given, and takes it out when a block is withheld.
 *
 * She takes the coin for hers once the payment is published, if nobody is taking the coin that it spends elsewhere just then. From then on she
 * owes a challenge to every exit that would spend that coin elsewhere, an answer to every rival shown against the payment, and her own request
 * after a withheld block. While the payment is only signed, the coin is not hers; but she joins an exit of the transaction. What
 * she sends too late has no effect, and she knows no more that she owes.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  BlockEvent,
  ChallengeInFlightEvent,
  ChallengeSpentEvent,
  CommitEvent,
  PayEvent,
  PiggybackEvent,
  RespondEvent,
  StartExitEvent,
  StartInFlightEvent,
} from './exit-events.ts';

export interface PayeeTerms {
  readonly reactionDelay: number;
  /** Whether she leaves when she likes, or only when a block is withheld. */
  readonly leaveAtWill: boolean;
  /** She takes no coin whose input somebody has asked the contract for. */
  readonly quietInput: boolean;
  /** Of what she owes she sends first what is soonest too late. */
  readonly urgentFirst: boolean;
}

export interface PayeeSees {
  readonly terms: PayeeTerms;
  readonly payment: 'none' | 'signed' | 'published';
  /** Whether she counts the coin as hers. */
  readonly isHers: boolean;
  readonly hasAsked: boolean;
  readonly inputExit: 'none' | 'open' | 'challenged';
  readonly paymentExit: 'none' | 'open' | 'challenged' | 'answered';
  readonly hasJoined: boolean;
  readonly rivalExit: 'none' | 'open' | 'challenged';
  /** Of the rival's input: whether its owner wants it, and whether she has shown the payment against that. */
  readonly rivalInput: 'none' | 'wanted' | 'challenged';
  readonly isAlarmed: boolean;
  readonly waited: number;
}

type PayeeEvent =
  | PayEvent
  | CommitEvent
  | StartExitEvent
  | ChallengeSpentEvent
  | StartInFlightEvent
  | PiggybackEvent
  | ChallengeInFlightEvent
  | RespondEvent
  | BlockEvent;

function isQuiet({ inputExit, paymentExit, rivalExit }: PayeeSees): boolean {
  return inputExit !== 'open' && paymentExit !== 'challenged' && rivalExit === 'none';
}

/** Whether she owes what cannot wait: a rival is to be shown in the first period, other challenges until the exit matures. */
function isUrgent({ isHers, inputExit, paymentExit, rivalExit, rivalInput }: PayeeSees): {
  readonly rival: boolean;
  readonly challenge: boolean;
} {
  const challenge = inputExit === 'open' || paymentExit === 'challenged' || rivalInput === 'wanted';
  return { rival: isHers && rivalExit === 'open', challenge: isHers && challenge };
}

/** Whether something else comes first. */
function hasToWait(payee: PayeeSees, event: PayeeEvent): boolean {
  if (!payee.terms.urgentFirst) return false;
  const urgent = isUrgent(payee);
  if (event.type === 'CHALLENGE_IN_FLIGHT' && event.against === 'transaction') return false;
  return urgent.rival || (event.type === 'START_EXIT' && urgent.challenge);
}

/** What she owes, if anything. */
function owes(payee: PayeeSees): boolean {
  const { isHers, payment, paymentExit, isAlarmed, hasAsked, hasJoined } = payee;
  if (!isHers) return payment === 'signed' && paymentExit !== 'none' && !hasJoined;
  const urgent = isUrgent(payee);
  return urgent.rival || urgent.challenge || (isAlarmed && !hasAsked && !hasJoined);
}

/** What she sees of an event that is not hers, and the effect of one that is. */
function see(payee: PayeeSees, event: PayeeEvent): Partial<PayeeSees> {
  switch (event.type) {
    case 'PAY':
      return { payment: 'signed' };
    case 'COMMIT':
      if (event.data === 'withheld') return { isAlarmed: true };
      return { payment: 'published', isHers: !payee.terms.quietInput || isQuiet(payee) };
    case 'START_EXIT':
      if (event.coin === 'input') return { inputExit: 'open' };
      return event.coin === 'output' ? { hasAsked: true } : {};
    case 'CHALLENGE_SPENT':
      return { inputExit: 'challenged' };
    case 'START_IN_FLIGHT':
      if (event.tx === 'rival') return { rivalExit: 'open' };
      return { paymentExit: 'open', hasJoined: event.by === 'payee' };
    case 'PIGGYBACK':
      if (event.tx === 'rival') return event.end === 'input' ? { rivalInput: 'wanted' } : {};
      return event.end === 'output' ? { hasJoined: true } : {};
    case 'CHALLENGE_IN_FLIGHT':
      if (event.tx === 'rival')
        return event.against === 'input' ? { rivalInput: 'challenged' } : { rivalExit: 'challenged' };
      return event.against === 'transaction' ? { paymentExit: 'challenged' } : {};
    case 'RESPOND':
      return event.tx === 'payment' ? { paymentExit: 'answered' } : {};
    case 'BLOCK':
      return { waited: owes(payee) ? Math.min(payee.waited + 1, payee.terms.reactionDelay) : 0 };
    default:
      return event satisfies never;
  }
}

/** Whether she has reason to do what the event says. */
function hasReason(payee: PayeeSees, event: PayeeEvent): boolean {
  const { payment, inputExit, paymentExit, rivalExit, rivalInput, isHers, isAlarmed, hasAsked, hasJoined } = payee;
  switch (event.type) {
    case 'START_EXIT':
      return isHers && (isAlarmed || payee.terms.leaveAtWill) && !hasAsked && !hasJoined;
    case 'CHALLENGE_SPENT':
      return payment !== 'none' && inputExit === 'open';
    case 'START_IN_FLIGHT':
      return payment === 'signed' && isAlarmed && paymentExit === 'none';
    case 'PIGGYBACK':
      return payment === 'signed' && paymentExit !== 'none' && !hasJoined;
    case 'CHALLENGE_IN_FLIGHT':
      return isHers && (event.against === 'input' ? rivalInput === 'wanted' : rivalExit === 'open');
    case 'RESPOND':
      return isHers && paymentExit === 'challenged';
    default:
      return true;
  }
}

export const coinPayee: Machine<PayeeSees, PayeeEvent, PayeeTerms> = setup({
  types: {} as { context: PayeeSees; events: PayeeEvent; input: PayeeTerms },
  guards: {
    hasReason: ({ context, event }) =>
      !('by' in event) || event.by !== 'payee' || (hasReason(context, event) && !hasToWait(context, event)),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' && (!event.room || !owes(context) || context.waited < context.terms.reactionDelay),
  },
  actions: {
    see: assign(({ context, event }) => see(context, event)),
  },
}).createMachine({
  id: 'coinPayee',
  context: ({ input }) => ({
    terms: input,
    payment: 'none',
    isHers: false,
    hasAsked: false,
    inputExit: 'none',
    paymentExit: 'none',
    hasJoined: false,
    rivalExit: 'none',
    rivalInput: 'none',
    isAlarmed: false,
    waited: 0,
  }),
  on: {
    PAY: { actions: 'see' },
    COMMIT: { actions: 'see' },
    START_EXIT: { guard: 'hasReason', actions: 'see' },
    CHALLENGE_SPENT: { guard: 'hasReason', actions: 'see' },
    START_IN_FLIGHT: { guard: 'hasReason', actions: 'see' },
    PIGGYBACK: { guard: 'hasReason', actions: 'see' },
    CHALLENGE_IN_FLIGHT: { guard: 'hasReason', actions: 'see' },
    RESPOND: { guard: 'hasReason', actions: 'see' },
    BLOCK: { guard: 'isPrompt', actions: 'see' },
  },
});

export type PayeeState = LocalState<PayeeSees>;
