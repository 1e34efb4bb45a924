/**
 * The honest participant A in one application of a state channel: moves as she likes, answers what B shows on the chain, and leaves
 * when she wants to.
 *
 * Her taste is no hypothesis: she makes any valid move and accepts any. What she owes is promptness, a guard on BLOCK: time
 * does not pass while an older state than her latest is challenged and her answer is not on its way; while she would lose by not moving on
 * from what is challenged; while a move that is good until a deadline is not made, not acknowledged and not on its way; or while she
 * has decided to leave and has not challenged. With `freeze` she signs no further move while an older state than her latest is
 * challenged, and with `leavesForGood` none once she leaves: what she would sign then she might not get on record in time. She sees what B shows in this application and what becomes of her own operations in each
 * block, not what the contract knows of other applications.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import {
  type Application,
  decode,
  encode,
  isTimedMove,
  isValidMove,
  moverOf,
  movesFrom,
  outcomeOf,
  timeoutOutcome,
} from './3.2.2-channel-application.ts';
import type {
  ChannelBlockEvent,
  ExecuteEvent,
  LeaveEvent,
  MoveEvent,
  OperationKind,
  PresentEvent,
  SubmitEvent,
} from './state-channel-events.ts';

export interface ParticipantTerms {
  readonly application: Application;
  /** Whether a challenge with a later state takes the place of one that runs; when she leaves she has use for it. */
  readonly overrides: boolean;
  /** She leaves an answer that is good enough in the mempool, even if she has a later state. */
  readonly keepsAnswer: boolean;
  /** She signs no move while an older state than her latest is challenged. */
  readonly freeze: boolean;
  /** Once she leaves she signs no further move. */
  readonly leavesForGood: boolean;
  /** Whether B's operations may come between hers and their execution. */
  readonly frontRun: boolean;
}

interface Pending {
  readonly kind: OperationKind;
  readonly turn: number;
  readonly prior: number;
  readonly bytes: number;
  readonly waited: boolean;
}

export interface ChannelParticipant {
  readonly terms: ParticipantTerms;
  /** The latest state that she can show, and the one before it. */
  readonly latest: { readonly turn: number; readonly prior: number; readonly state: number };
  /** As she last saw it. */
  readonly onChain: { readonly turn: number; readonly status: 'open' | 'challenged' | 'settled' };
  /** Her operation in the mempool. It can be executed, and should be, once it has waited for a block. */
  readonly pending: Pending | 'none';
  readonly leaving: boolean;
}

type ParticipantEvent = MoveEvent | PresentEvent | SubmitEvent | ExecuteEvent | LeaveEvent | ChannelBlockEvent;

/** Her best outcome of moving on from the latest state, if it is her move. */
function bestMove({ terms: { application }, latest: { turn, state } }: ChannelParticipant): number {
  if (moverOf(turn + 1) !== 'A') return 0;
  return Math.max(0, ...movesFrom(application, turn, state).map((next) => outcomeOf(application, next).toA));
}

/** Whether an older state than her latest is challenged, and she waits with what she could sign; who leaves signs nothing any more. */
function isFrozen({ terms, latest, onChain, leaving }: ChannelParticipant): boolean {
  if (terms.leavesForGood && leaving) return true;
  return terms.freeze && onChain.status === 'challenged' && onChain.turn < latest.turn;
}

/** Whether she loses by standing still: what is challenged is her latest state, or a move will not be good for ever. */
function owesMove(participant: ChannelParticipant): boolean {
  const { terms, latest, onChain } = participant;
  const { application } = terms;
  if (onChain.status === 'settled' || moverOf(latest.turn + 1) !== 'A' || isFrozen(participant)) return false;
  const { turn, state } = latest;
  const isTimed = movesFrom(application, turn, state).some((next) => isTimedMove(application, turn + 1, state, next));
  const isChallenged = onChain.status === 'challenged' && onChain.turn === turn;
  return isTimed || (isChallenged && timeoutOutcome(application, turn, state).toA < bestMove(participant));
}

/** What she owes to the chain: the operation that she would submit, the turn that it has to be beyond, and whether the other kind does as well. */
interface Owed {
  readonly kind: OperationKind;
  readonly beyond: number;
  readonly either: boolean;
}

function owed({ terms, latest, onChain, leaving }: ChannelParticipant): Owed | 'nothing' {
  if (onChain.status === 'settled' || onChain.turn > latest.turn) return 'nothing';
  if (onChain.status === 'challenged') {
    const kind = leaving && terms.overrides ? 'challenge' : 'checkpoint';
    return onChain.turn === latest.turn ? 'nothing' : { kind, beyond: onChain.turn, either: true };
  }
  if (leaving) return { kind: 'challenge', beyond: onChain.turn - 1, either: false };
  const { turn, prior, state } = latest;
  const isTimed = isTimedMove(terms.application, turn, prior, state) && onChain.turn < turn;
  return isTimed ? { kind: 'checkpoint', beyond: onChain.turn, either: true } : 'nothing';
}

/** Whether what she owes is in the mempool already. */
function isOnItsWay(participant: ChannelParticipant): boolean {
  const { pending } = participant;
  const owes = owed(participant);
  if (pending === 'none' || owes === 'nothing') return false;
  return pending.turn > owes.beyond && (owes.either || pending.kind === owes.kind);
}

/** Whether she submits an operation of this kind. */
function wantsTo(participant: ChannelParticipant, kind: OperationKind): boolean {
  const owes = owed(participant);
  return owes !== 'nothing' && owes.kind === kind && mayReplace(participant);
}

/** She replaces what is pending by a later state if it no longer helps; without the rule, whenever there is a later state. */
function mayReplace(participant: ChannelParticipant): boolean {
  const { pending, latest, terms } = participant;
  return !isOnItsWay(participant) || (!terms.keepsAnswer && pending !== 'none' && pending.turn < latest.turn);
}

/** She ends an application by agreement unless she could still win by moving. */
function agreesToEnd(participant: ChannelParticipant): boolean {
  const { application } = participant.terms;
  return outcomeOf(application, participant.latest.state).toA >= bestMove(participant);
}

/** A valid move of B's that he shows on top of her latest state, or instead of his own in it, is the latest from then on. */
function see(participant: ChannelParticipant, event: PresentEvent): Partial<ChannelParticipant> {
  const { terms, latest } = participant;
  const { application } = terms;
  const { type, app, domain, turn, bytes } = event;
  if (app !== application.id) return {};
  const status = type === 'CHALLENGE' ? 'challenged' : type === 'CHECKPOINT' ? 'open' : 'settled';
  const onChain = { turn, status } as const;
  const state = decode(application, bytes);
  if (domain !== app || state === undefined || moverOf(turn) === 'A' || turn < latest.turn) return { onChain };
  const prior = turn === latest.turn ? latest.prior : latest.state;
  return isValidMove(application, turn, prior, state, 0) ? { onChain, latest: { turn, prior, state } } : { onChain };
}

function isTheSame(pending: Pending, event: SubmitEvent | ExecuteEvent): boolean {
  const { kind, turn, prior, bytes } = pending;
  return event.kind === kind && event.turn === turn && event.prior === prior && event.bytes === bytes;
}

function passBlock(
  { terms, pending, onChain }: ChannelParticipant,
  event: ChannelBlockEvent,
): Partial<ChannelParticipant> {
  const isSettled = event.settles.includes(terms.application.id);
  return {
    onChain: isSettled ? { ...onChain, status: 'settled' } : onChain,
    pending: pending === 'none' ? pending : { ...pending, waited: true },
  };
}

export const channelParticipant: Machine<ChannelParticipant, ParticipantEvent, ParticipantTerms> = setup({
  types: {} as { context: ChannelParticipant; events: ParticipantEvent; input: ParticipantTerms },
  guards: {
    isNotSettled: ({ context }) => context.onChain.status !== 'settled',
    isFree: ({ context, event }) => event.type === 'MOVE' && (moverOf(event.turn) === 'B' || !isFrozen(context)),
    isElsewhere: ({ context, event }) => event.type === 'CONCLUDE' && event.domain !== context.terms.application.id,
    agreesToEnd: ({ context }) => agreesToEnd(context),
    isOwed: ({ context, event }) => event.type === 'SUBMIT' && wantsTo(context, event.kind),
    isHers: ({ context: { terms, latest }, event }) =>
      event.type === 'SUBMIT' &&
      event.turn === latest.turn &&
      event.prior === encode(terms.application, latest.prior) &&
      event.bytes === encode(terms.application, latest.state),
    isPending: ({ context: { pending }, event }) =>
      event.type === 'EXECUTE' && pending !== 'none' && pending.waited && isTheSame(pending, event),
    mayComeFirst: ({ context }) => context.terms.frontRun || context.pending === 'none',
    isStaying: ({ context }) => !context.leaving,
    isPrompt: ({ context }) => !owesMove(context) && (owed(context) === 'nothing' || isOnItsWay(context)),
    censorshipIsTrue: ({ context: { pending }, event }) =>
      event.type === 'BLOCK' && (event.censors || pending === 'none' || !pending.waited),
  },
  actions: {
    move: assign(({ context, event }) =>
      event.type === 'MOVE' ? { latest: { turn: event.turn, prior: context.latest.state, state: event.state } } : {},
    ),
    see: assign(({ context, event }) =>
      event.type === 'CHALLENGE' || event.type === 'CHECKPOINT' || event.type === 'CONCLUDE' ? see(context, event) : {},
    ),
    submit: assign(({ event }) => {
      if (event.type !== 'SUBMIT') return {};
      const { kind, turn, prior, bytes } = event;
      return { pending: { kind, turn, prior, bytes, waited: false } };
    }),
    execute: assign(({ event }) => {
      if (event.type !== 'EXECUTE') return {};
      const { kind, turn, result } = event;
      const status = kind === 'challenge' ? 'challenged' : 'open';
      return { pending: 'none', ...(result === 'lands' ? { onChain: { turn, status } } : {}) };
    }),
    leave: assign({ leaving: true }),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
  },
}).createMachine({
  id: 'channelParticipant',
  context: ({ input }) => ({
    terms: input,
    latest: { turn: 0, prior: input.application.first, state: input.application.first },
    onChain: { turn: 0, status: 'open' },
    pending: 'none',
    leaving: false,
  }),
  on: {
    MOVE: { guard: and(['isNotSettled', 'isFree']), actions: 'move' },
    CHALLENGE: { guard: 'mayComeFirst', actions: 'see' },
    CHECKPOINT: { guard: 'mayComeFirst', actions: 'see' },
    CONCLUDE: [
      { guard: and(['mayComeFirst', 'isElsewhere']), actions: 'see' },
      { guard: and(['mayComeFirst', 'agreesToEnd']), actions: 'see' },
    ],
    SUBMIT: { guard: and(['isOwed', 'isHers']), actions: 'submit' },
    EXECUTE: { guard: 'isPending', actions: 'execute' },
    LEAVE: { guard: and(['isNotSettled', 'isStaying']), actions: 'leave' },
    BLOCK: { guard: and(['isPrompt', 'censorshipIsTrue']), actions: 'passBlock' },
  },
});

export type ParticipantState = LocalState<ChannelParticipant>;
