/**
 * What the contract of a state channel (Definition 3.2.1) knows and does: a record and perhaps a challenge of every application, one
 * purse, and the five ways in which applications can get into each other's way there.
 */

import {
  type Application,
  deadlineOf,
  decode,
  isValidMove,
  lockOf,
  outcomeOf,
  timeoutOutcome,
} from './3.2.2-channel-application.ts';
import type {
  ChannelBlockEvent,
  ExecuteEvent,
  OperationKind,
  PresentEvent,
  Presented,
} from './state-channel-events.ts';

/** The rules of the contract, each of which a check can take out. */
export interface AdjudicatorRules {
  /** Every application has a deposit of its own; without it, all are funded by one deposit that covers the largest. */
  readonly ownCollateral: boolean;
  /** Signatures name the application that they are for. */
  readonly bindApplication: boolean;
  /** Turns are compared with the record of their application; without it, with the highest of any. */
  readonly ownTurn: boolean;
  /** Each application can be challenged at any time; without it, one challenge at a time occupies the channel. */
  readonly ownChallenge: boolean;
  /** The transition function of an application reads its own state only; without it, that of the second reads the first one's record. */
  readonly ownReads: boolean;
  /** What ends a challenge is on record from then on. */
  readonly recordRises: boolean;
  /** A challenge with a later state takes the place of one that runs. */
  readonly overrides: boolean;
}

export interface AdjudicatorTerms {
  readonly applications: readonly Application[];
  /** T: blocks until a challenge runs out. */
  readonly challengeDuration: number;
  readonly rules: AdjudicatorRules;
}

/** What the contract knows of one application. */
export interface Register {
  readonly turn: number;
  readonly state: number;
  /** Age of the challenge that runs, in blocks. */
  readonly challenge: number | 'none';
  readonly paid: { readonly toA: number; readonly toB: number } | 'nothing';
}

export interface Adjudicator {
  readonly terms: AdjudicatorTerms;
  readonly held: number;
  /** Blocks since the channel opened, as far as a deadline asks. */
  readonly age: number;
  readonly registers: readonly Register[];
}

export type AdjudicatorEvent = PresentEvent | ExecuteEvent | ChannelBlockEvent;

/** D. */
export function depositOf({ applications, rules }: AdjudicatorTerms): number {
  const locks = applications.map(lockOf);
  return rules.ownCollateral ? locks.reduce((sum, lock) => sum + lock, 0) : Math.max(...locks);
}

function applicationOf({ terms }: Adjudicator, app: number): Application {
  return terms.applications[app] as Application;
}

export function registerOf({ registers }: Adjudicator, app: number): Register {
  return registers[app] as Register;
}

/** The turn that a presented one is compared with. */
export function recordedTurn({ terms, registers }: Adjudicator, app: number): number {
  const own = (registers[app] as Register).turn;
  return terms.rules.ownTurn ? own : Math.max(...registers.map(({ turn }) => turn));
}

function isOccupied({ terms, registers }: Adjudicator, app: number): boolean {
  return !terms.rules.ownChallenge && registers.some(({ challenge }, other) => other !== app && challenge !== 'none');
}

/** An operation of B's or A's, with the signatures of application `domain`; A's are always for the one that she means. */
type Operation = Presented | ExecuteEvent;

/** π of the channel: the rules of the application, and what it reads of another if it does: there B may take from A what she won in the other. */
function isTransition(channel: Adjudicator, operation: Operation): boolean {
  const { app, turn, bytes } = operation;
  const application = applicationOf(channel, app);
  const to = decode(application, bytes);
  if (turn === 0) return to === application.first;
  const from = decode(application, operation.prior);
  if (to === undefined || from === undefined) return false;
  if (isValidMove(application, turn, from, to, channel.age)) return true;
  if (channel.terms.rules.ownReads || app === 0 || turn > application.lastTurn) return false;
  const read = applicationOf(channel, 0);
  return outcomeOf(read, registerOf(channel, 0).state).toA === lockOf(read) && to < from;
}

/** Whether the state is later than what the contract compares it with. */
function isLater(channel: Adjudicator, kind: OperationKind, { app, turn }: Operation): boolean {
  const record = recordedTurn(channel, app);
  if (kind === 'checkpoint') return turn > record;
  if (registerOf(channel, app).challenge === 'none') return turn >= record;
  return channel.terms.rules.overrides && turn > record;
}

/**
 * Whether the contract takes the operation, signatures apart: whose there are is the business of `channelApplication`. What
 * settles most cases comes first: a field that is not looked at is one that the tables need not tell apart.
 */
function accepts(channel: Adjudicator, kind: OperationKind, operation: Operation): boolean {
  const { app } = operation;
  return (
    registerOf(channel, app).paid === 'nothing' &&
    !isOccupied(channel, app) &&
    isLater(channel, kind, operation) &&
    isTransition(channel, operation)
  );
}

function isBound({ terms }: Adjudicator, event: PresentEvent): boolean {
  return !terms.rules.bindApplication || event.domain === event.app;
}

function withRegister(channel: Adjudicator, app: number, register: Register): Adjudicator {
  return { ...channel, registers: channel.registers.with(app, register) };
}

export function perform(channel: Adjudicator, kind: OperationKind, { app, turn, bytes }: Operation): Adjudicator {
  const application = applicationOf(channel, app);
  const state = decode(application, bytes) ?? application.first;
  const shown: Register = { turn, state, challenge: kind === 'challenge' ? 0 : 'none', paid: 'nothing' };
  // Without the rule an ended challenge leaves no trace.
  const unmoved: Register = { ...shown, turn: 0, state: application.first };
  return withRegister(channel, app, kind === 'checkpoint' && !channel.terms.rules.recordRises ? unmoved : shown);
}

/** Pays what is there, B first: whoever withdraws first loses nothing, and the adversary is quick. */
function pay(
  channel: Adjudicator,
  app: number,
  register: Register,
  outcome: { toA: number; toB: number },
): Adjudicator {
  const toB = Math.min(outcome.toB, channel.held);
  const toA = Math.min(outcome.toA, channel.held - toB);
  const paid: Register = { ...register, challenge: 'none', paid: { toA, toB } };
  return { ...withRegister(channel, app, paid), held: channel.held - toA - toB };
}

export function conclude(channel: Adjudicator, { app, turn, bytes }: Presented): Adjudicator {
  const application = applicationOf(channel, app);
  const state = decode(application, bytes) ?? application.first;
  return pay(channel, app, { ...registerOf(channel, app), turn, state }, outcomeOf(application, state));
}

/** Every challenge is a block older, and those that have run out are settled. */
export function passBlock(channel: Adjudicator): {
  readonly channel: Adjudicator;
  readonly settles: readonly number[];
} {
  const { applications, challengeDuration } = channel.terms;
  const horizon = Math.max(...applications.map(deadlineOf));
  const registers = channel.registers.map((register): Register => {
    const { challenge } = register;
    return challenge === 'none' ? register : { ...register, challenge: challenge + 1 };
  });
  const settles = registers.flatMap(({ challenge }, app) => (challenge === challengeDuration ? [app] : []));
  let next: Adjudicator = { ...channel, registers, age: Math.min(channel.age + 1, horizon) };
  for (const app of settles) {
    const register = registers[app] as Register;
    next = pay(next, app, register, timeoutOutcome(applicationOf(next, app), register.turn, register.state));
  }
  return { channel: next, settles };
}

export function takes(channel: Adjudicator, event: AdjudicatorEvent, kind: OperationKind): boolean {
  switch (event.type) {
    case 'CHALLENGE':
    case 'CHECKPOINT':
      return isBound(channel, event) && accepts(channel, kind, event);
    case 'EXECUTE':
      return event.kind === kind && accepts(channel, kind, event);
    default:
      return false;
  }
}

/** Whether the contract ends the application by agreement; that both agree is the business of those who sign. */
export function ends(channel: Adjudicator, event: PresentEvent): boolean {
  return isBound(channel, event) && decode(applicationOf(channel, event.app), event.bytes) !== undefined;
}
