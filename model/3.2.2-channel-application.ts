/**
 * Definition 3.2.2 (Channel Application): a tuple (S_A, π_A, ψ_A). Its rules as pure functions, and the states of one application as A and
 * B sign them off chain.
 *
 * S_A: a finite space of elements. π_A: `isValidMove`, turn by turn; the mover of turn n is participant n mod N. ψ_A: `outcomeOf`, which
 * divides exactly the lock, whatever the state. The definition has neither turns, nor a lock, nor an answer to who stops moving;
 * without the last, nobody has to move who does not like what comes next.
 *
 * Three kinds. A payment: the mover gives up part of her share or nothing. A claim: A takes the whole lock by a move that the contract
 * accepts until a deadline of its own (she holds a secret, say); B's next move acknowledges it for good. A game: moves as in a payment,
 * but who stops moving forfeits the lock. A pair is two of these as one application, moved in the same turn.
 *
 * A signature is an unforgeable token, so the machine keeps the chain of states that A has signed or built on: a state is
 * supported if its mover and the one before have signed it, one on top of the other; B signs whatever helps him. `domain` is the
 * application in which a presented state was signed: a machine answers for the signatures of its own.
 *
 * What a contract sees of a state is bytes. Unless the encoding is told to name the space, it writes the position of the
 * state in it: so the bytes of one application are bytes of another, however disjoint their spaces.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { MoveEvent, PresentEvent, Presented } from './state-channel-events.ts';

export type ApplicationKind = 'payment' | 'claim' | 'game' | 'pair';

export interface Application {
  readonly id: number;
  readonly kind: ApplicationKind;
  /** S_A. Of a pair, the products of an element of the first part and `pairBase`, plus an element of the second. */
  readonly space: readonly number[];
  /** What the contract sees of each element. */
  readonly bytes: readonly number[];
  /** The state of turn 0, which both have signed. */
  readonly first: number;
  /** After this turn nobody moves any more. */
  readonly lastTurn: number;
  /** Of a claim: the age of the channel, in blocks of L1, from which the contract accepts it no more. */
  readonly deadline: number;
  /** The two of a pair. */
  readonly parts: readonly Application[];
}

/** More than any element of a part. */
export const pairBase = 100;

/** P in the order of their moves; the mover of turn n is participant n mod N. Turn 0 is signed by all. */
const participants = ['B', 'A'] as const;

export type Participant = (typeof participants)[number];

export interface Outcome {
  readonly toA: number;
  readonly toB: number;
}

export function moverOf(turn: number): Participant {
  return participants[turn % participants.length] as Participant;
}

export function encode({ space, bytes }: Application, state: number): number {
  return bytes[space.indexOf(state)] as number;
}

/** Undefined for bytes that are no state of the application. */
export function decode({ space, bytes }: Application, seen: number): number | undefined {
  return space[bytes.indexOf(seen)];
}

/** An element of a pair as an element of each part. */
function partsOf({ parts }: Application, state: number): readonly (readonly [Application, number])[] {
  const [first, second] = parts as readonly [Application, Application];
  return [
    [first, Math.floor(state / pairBase)],
    [second, state % pairBase],
  ];
}

export function lockOf({ space, parts }: Application): number {
  return parts.length === 0 ? space.length - 1 : parts.reduce((sum, part) => sum + lockOf(part), 0);
}

/** A's part of the lock: the element at position k leaves k units to her. */
function shareOf(application: Application, state: number): number {
  if (application.kind !== 'pair') return application.space.indexOf(state);
  return partsOf(application, state).reduce((sum, [part, one]) => sum + shareOf(part, one), 0);
}

function divided(application: Application, toA: number): Outcome {
  return { toA, toB: lockOf(application) - toA };
}

/** ψ_A. */
export function outcomeOf(application: Application, state: number): Outcome {
  return divided(application, shareOf(application, state));
}

/** What is paid if nobody moves on from this state in time. */
export function timeoutOutcome(application: Application, turn: number, state: number): Outcome {
  const { kind, lastTurn } = application;
  if (kind === 'pair') {
    const outcomes = partsOf(application, state).map(([part, one]) => timeoutOutcome(part, turn, one).toA);
    return divided(
      application,
      outcomes.reduce((sum, toA) => sum + toA),
    );
  }
  if (kind !== 'game' || turn >= lastTurn) return outcomeOf(application, state);
  return divided(application, moverOf(turn + 1) === 'A' ? 0 : lockOf(application));
}

/** Whether the move is one that the contract accepts until the deadline only. */
export function isTimedMove(application: Application, turn: number, from: number, to: number): boolean {
  if (application.kind !== 'pair') return application.kind === 'claim' && moverOf(turn) === 'A' && from !== to;
  const after = partsOf(application, to);
  return partsOf(application, from).some(([part, one], i) => isTimedMove(part, turn, one, after[i]?.[1] as number));
}

/** π_A: whether the mover of the turn may go from one state to the other, in a block of this age of the channel. */
export function isValidMove(application: Application, turn: number, from: number, to: number, age: number): boolean {
  const { kind, deadline, lastTurn } = application;
  if (turn < 1 || turn > lastTurn) return false;
  if (kind === 'pair') {
    const next = partsOf(application, to);
    return partsOf(application, from).every(([part, one], i) =>
      isValidMove(part, turn, one, next[i]?.[1] as number, age),
    );
  }
  const before = shareOf(application, from);
  const after = shareOf(application, to);
  if (moverOf(turn) === 'B') return after >= before;
  if (kind !== 'claim') return after <= before;
  // A secret that A holds back is one that she never uses: she claims at once, or has claimed.
  return after === lockOf(application) && (before === after || age < deadline);
}

/** The last deadline that there is; 0 where there is none. */
export function deadlineOf({ kind, deadline, parts }: Application): number {
  return Math.max(kind === 'claim' ? deadline : 0, ...parts.map(deadlineOf));
}

/** The states that the next mover may go to, off chain and in time. */
export function movesFrom(application: Application, turn: number, state: number): readonly number[] {
  return application.space.filter((next) => isValidMove(application, turn + 1, state, next, 0));
}

export interface Signed {
  readonly application: Application;
  /** By turn. */
  readonly chain: readonly number[];
}

/** Whether the signatures under what is presented exist, or B can make those that are missing. */
function areSigned({ application, chain }: Signed, { turn, prior, bytes }: Presented): boolean {
  const at = (index: number): number => encode(application, chain[index] as number);
  if (turn === 0) return bytes === at(0);
  if (turn - 1 >= chain.length || prior !== at(turn - 1)) return false;
  return moverOf(turn) === 'B' || (turn < chain.length && bytes === at(turn));
}

/** A valid move of B's that he shows on the chain, instead of or on top of the end of the chain of signatures, takes its place there. */
function adopted({ application, chain }: Signed, { turn, bytes }: Presented): readonly number[] {
  const to = decode(application, bytes);
  const from = chain[turn - 1];
  if (to === undefined || from === undefined || turn < chain.length - 1 || moverOf(turn) === 'A') return chain;
  return isValidMove(application, turn, from, to, 0) ? [...chain.slice(0, turn), to] : chain;
}

type SignatureEvent = MoveEvent | PresentEvent;

export const channelApplication: Machine<Signed, SignatureEvent, Application> = setup({
  types: {} as { context: Signed; events: SignatureEvent; input: Application },
  guards: {
    isNext: ({ context: { application, chain }, event }) =>
      event.type === 'MOVE' &&
      event.turn === chain.length &&
      isValidMove(application, event.turn, chain[event.turn - 1] as number, event.state, 0),
    isElsewhere: ({ context, event }) => event.type !== 'MOVE' && event.domain !== context.application.id,
    areSigned: ({ context, event }) => event.type !== 'MOVE' && areSigned(context, event),
    // Both sign the end and nothing before it.
    isEnd: ({ context, event }) =>
      event.type === 'CONCLUDE' &&
      event.turn === context.chain.length - 1 &&
      areSigned(context, event) &&
      event.bytes === encode(context.application, context.chain.at(-1) as number),
  },
  actions: {
    sign: assign(({ context, event }) => (event.type === 'MOVE' ? { chain: [...context.chain, event.state] } : {})),
    adopt: assign(({ context, event }) =>
      event.type !== 'MOVE' && event.app === event.domain ? { chain: adopted(context, event) } : {},
    ),
  },
}).createMachine({
  id: 'channelApplication',
  context: ({ input }) => ({ application: input, chain: [input.first] }),
  on: {
    MOVE: { guard: 'isNext', actions: 'sign' },
    CHALLENGE: [{ guard: 'isElsewhere' }, { guard: 'areSigned', actions: 'adopt' }],
    CHECKPOINT: [{ guard: 'isElsewhere' }, { guard: 'areSigned', actions: 'adopt' }],
    CONCLUDE: [{ guard: 'isElsewhere' }, { guard: 'isEnd' }],
  },
});

export type SignedState = LocalState<Signed>;
