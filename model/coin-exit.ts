/**
 * Definition 5.3.1 (Exit Game) in the style of Plasma Cash: the L1 contract of a chain of coins with serial numbers, each transferred whole.
 *
 * I: START_EXIT names a coin by its number, shows the transaction that gave it to who asks and the parent of that. C: three challenges. After, by a
 * spend of the exit's transaction, and between, by an earlier spend of its parent, end the exit at once. Before, by any transaction
 * earlier than the parent, ends it when it matures, unless P, RESPOND, shows who spent that, up to the parent. V: the guards of `coin-history.ts` over signatures and
 * proofs of inclusion; the contract sees two transactions, never the history. T: `maturity`, W blocks; challenges before come in the first half.
 *
 * An exit pays the coin that it names, if that is still there. So the contract has no queue, no order among coins and no age of coins; what the other
 * style needs these for cannot happen to a coin that has a number. `serialNumbers` takes that out: exits pay from one balance.
 *
 * Requests carry a bond, and so do challenges before; who is defeated loses it. Left out: amounts, coins that are split or merged, transactions that are
 * in no block, a limit to how long a coin may have pending exits.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  ChallengeAfterEvent,
  ChallengeBeforeEvent,
  ChallengeBetweenEvent,
  CoinActor,
  CoinBlockEvent,
  Position,
  RespondEvent,
  SerialNumber,
  StartCoinExitEvent,
} from './coin-events.ts';

/** The rules of the contract, each of which a check can take out. */
export interface CoinExitRules {
  /** C: an exit ends when a spend of its transaction is shown. */
  readonly challengeAfter: boolean;
  /** C: and when an earlier spend of its parent is. */
  readonly challengeBetween: boolean;
  /** C: and when it matures, if an earlier transaction was shown and nobody showed who spent that. */
  readonly challengeBefore: boolean;
  /** P: that can be shown. */
  readonly answers: boolean;
  /** Challenges before come in the first half of the time; the second is for answers. */
  readonly secondPeriod: boolean;
  /** Several transactions may be shown before one parent, each to be answered. */
  readonly manyChallenges: boolean;
  /** A coin has one exit at a time. */
  readonly oneAtATime: boolean;
  /** An exit pays the coin that it names, once; without it, a unit of the balance. */
  readonly serialNumbers: boolean;
}

export interface CoinExitTerms {
  /** Coins besides the watched one, by the numbers from 0 on. */
  readonly others: number;
  /** T: W, in L1 blocks. */
  readonly maturity: number;
  /** Whether an answer gives the whole time again, to challenge and to answer. */
  readonly restarts: boolean;
  readonly rules: CoinExitRules;
}

export interface CoinExit {
  readonly coin: SerialNumber;
  readonly tx: Position | 'none';
  readonly by: CoinActor;
  /** L1 blocks since the request. */
  readonly age: number;
  /** Earlier transactions that were shown, whose spends were not. */
  readonly shown: readonly { readonly tx: Position; readonly by: CoinActor }[];
  readonly answered: readonly Position[];
}

export interface CoinExits {
  readonly terms: CoinExitTerms;
  readonly balance: number;
  /** In the order of their requests. */
  readonly exits: readonly CoinExit[];
  /** Whom the watched coin was paid to, in that order. */
  readonly ownPaid: readonly CoinActor[];
  /** Other coins that were paid, to whomever. */
  readonly othersPaid: readonly number[];
  /** Transactions of the watched coin whose exits were defeated. */
  readonly cancelled: readonly Position[];
  /** Whose bond went to the other side. */
  readonly bondsLost: readonly CoinActor[];
}

type CoinExitEvent =
  | StartCoinExitEvent
  | ChallengeAfterEvent
  | ChallengeBetweenEvent
  | ChallengeBeforeEvent
  | RespondEvent
  | CoinBlockEvent;

/** A set, in one order: names, or numbers below ten. */
function withOne<T extends string | number>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list : [...list, one].sort();
}

function exitOf({ exits }: CoinExits, tx: Position): CoinExit | undefined {
  return exits.find((exit) => exit.coin === 'own' && exit.tx === tx);
}

/** Whether the coin is in the contract's books and not paid. Without serial numbers nothing is: what counts is the balance. */
function isThere({ terms, ownPaid, othersPaid }: CoinExits, coin: SerialNumber): boolean {
  if (!terms.rules.serialNumbers) return true;
  return coin === 'own' ? ownPaid.length === 0 : coin < terms.others && !othersPaid.includes(coin);
}

function isFree({ exits, terms }: CoinExits, { coin, tx }: StartCoinExitEvent): boolean {
  return exits.every((exit) => exit.coin !== coin || (!terms.rules.oneAtATime && exit.tx !== tx));
}

/** The challenges before that the exit still takes: each transaction once, and in the first half of the time. */
function takes({ terms: { maturity, rules } }: CoinExits, { age, shown, answered }: CoinExit, tx: Position): boolean {
  const before = [...shown.map((one) => one.tx), ...answered];
  const isInTime = age < (rules.secondPeriod ? Math.ceil(maturity / 2) : maturity);
  return isInTime && (rules.manyChallenges ? !before.includes(tx) : before.length === 0);
}

function changed(game: CoinExits, tx: Position, change: Partial<CoinExit>): Partial<CoinExits> {
  return { exits: game.exits.map((exit) => (exit.coin === 'own' && exit.tx === tx ? { ...exit, ...change } : exit)) };
}

function without(game: CoinExits, exit: CoinExit): CoinExits {
  return { ...game, exits: game.exits.filter((one) => one !== exit) };
}

/** The exit is defeated and its bond lost. */
function cancel(game: CoinExits, exit: CoinExit): CoinExits {
  const { tx, by } = exit;
  const cancelled = tx === 'none' ? game.cancelled : withOne(game.cancelled, tx);
  return { ...without(game, exit), cancelled, bondsLost: withOne(game.bondsLost, by) };
}

function show(game: CoinExits, { exit: tx, shown, by }: ChallengeBeforeEvent): Partial<CoinExits> {
  const exit = exitOf(game, tx);
  const all = [...(exit?.shown ?? []), { tx: shown, by }].sort((a, b) => a.tx - b.tx);
  return changed(game, tx, { shown: all });
}

function answer(game: CoinExits, { exit: tx, challenge }: RespondEvent): Partial<CoinExits> {
  const exit = exitOf(game, tx);
  const met = exit?.shown.find((one) => one.tx === challenge);
  if (exit === undefined || met === undefined) return {};
  const rest = {
    age: game.terms.restarts ? 0 : exit.age,
    shown: exit.shown.filter((one) => one !== met),
    answered: withOne(exit.answered, challenge),
  };
  return { ...changed(game, tx, rest), bondsLost: withOne(game.bondsLost, met.by) };
}

/** Ends an exit that has matured: it pays, or it is defeated by what was not answered. */
function settle(game: CoinExits, exit: CoinExit): CoinExits {
  if (exit.shown.length > 0) return cancel(game, exit);
  const rest = without(game, exit);
  if (!isThere(game, exit.coin)) return rest;
  if (game.balance < 1) return rest;
  const paid = { ...rest, balance: game.balance - 1 };
  if (exit.coin === 'own') return { ...paid, ownPaid: [...game.ownPaid, exit.by] };
  return { ...paid, othersPaid: [...game.othersPaid, exit.coin].sort() };
}

/** A block ages every exit and settles those that are mature, in the order of their requests. */
function block(game: CoinExits): CoinExits {
  const aged = { ...game, exits: game.exits.map((exit) => ({ ...exit, age: exit.age + 1 })) };
  return aged.exits.filter(({ age }) => age >= game.terms.maturity).reduce(settle, aged);
}

/** Whom the next block pays the watched coin to, the first of them if a rule is out that keeps them apart. */
function paidNext(game: CoinExits): CoinActor | 'nobody' {
  return block(game).ownPaid[game.ownPaid.length] ?? 'nobody';
}

export const coinExit: Machine<CoinExits, CoinExitEvent, CoinExitTerms> = setup({
  types: {} as { context: CoinExits; events: CoinExitEvent; input: CoinExitTerms },
  guards: {
    // What is sent too late is included and reverts. The adversary need not be offered what has no effect.
    isHonest: ({ event }) => 'by' in event && event.by !== 'rogue',
    isThere: ({ context, event }) => event.type === 'START_EXIT' && isThere(context, event.coin),
    isFree: ({ context, event }) => event.type === 'START_EXIT' && isFree(context, event),
    takesAfter: ({ context }) => context.terms.rules.challengeAfter,
    takesBetween: ({ context }) => context.terms.rules.challengeBetween,
    takesBefore: ({ context }) => context.terms.rules.challengeBefore,
    isOpen: ({ context, event }) => 'exit' in event && exitOf(context, event.exit) !== undefined,
    isNew: ({ context, event }) => {
      const exit = event.type === 'CHALLENGE_BEFORE' ? exitOf(context, event.exit) : undefined;
      return exit !== undefined && event.type === 'CHALLENGE_BEFORE' && takes(context, exit, event.shown);
    },
    takesAnswers: ({ context }) => context.terms.rules.answers,
    isUnanswered: ({ context, event }) =>
      event.type === 'RESPOND' && exitOf(context, event.exit)?.shown.some(({ tx }) => tx === event.challenge) === true,
    paysThis: ({ context, event }) => event.type === 'BLOCK' && event.pays === paidNext(context),
  },
  actions: {
    start: assign(({ context, event }) =>
      event.type === 'START_EXIT'
        ? {
            exits: [
              ...context.exits,
              { coin: event.coin, tx: event.tx, by: event.by, age: 0, shown: [], answered: [] },
            ],
          }
        : {},
    ),
    cancel: assign(({ context, event }) => {
      const exit = 'exit' in event ? exitOf(context, event.exit) : undefined;
      return exit === undefined ? {} : cancel(context, exit);
    }),
    show: assign(({ context, event }) => (event.type === 'CHALLENGE_BEFORE' ? show(context, event) : {})),
    answer: assign(({ context, event }) => (event.type === 'RESPOND' ? answer(context, event) : {})),
    block: assign(({ context }) => block(context)),
  },
}).createMachine({
  id: 'coinExit',
  context: ({ input }) => ({
    terms: input,
    balance: input.others + 1,
    exits: [],
    ownPaid: [],
    othersPaid: [],
    cancelled: [],
    bondsLost: [],
  }),
  on: {
    START_EXIT: { guard: and(['isThere', 'isFree']), actions: 'start' },
    CHALLENGE_AFTER: [{ guard: and(['takesAfter', 'isOpen']), actions: 'cancel' }, { guard: 'isHonest' }],
    CHALLENGE_BETWEEN: [{ guard: and(['takesBetween', 'isOpen']), actions: 'cancel' }, { guard: 'isHonest' }],
    CHALLENGE_BEFORE: [{ guard: and(['takesBefore', 'isNew']), actions: 'show' }, { guard: 'isHonest' }],
    RESPOND: { guard: and(['takesAnswers', 'isUnanswered']), actions: 'answer' },
    BLOCK: { guard: 'paysThis', actions: 'block' },
  },
});

export type CoinExitState = LocalState<CoinExits>;
