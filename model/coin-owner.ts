/**
 * The honest owner of a coin of Plasma Cash: keeps its history, watches its exits and no others, and leaves when the operator misbehaves.
 *
 * She has deposited the coin, or is given it. She takes it if every transaction of its history spends the one before and every other
 * block until then was shown to contain nothing of it (`wholeHistory`), as soon as nobody is taking the coin out of the contract (`quietCoin`). What she
 * owes then is said in `coin-watch.ts`. She knows that the operator misbehaves when a block is withheld or contains what she did not sign.
 *
 * She may sign the coin away to a payee, who is another such owner and takes the coin when she knows that a block contains that spend: she has nothing
 * to lose by that, whatever the blocks before it contain. If blocks are withheld neither knows (limbo), until somebody shows the spend to the contract.
 *
 * Each exit is over when it matures; a block says whom it pays the coin to. What she sends too late has no effect, and she knows no more that she owes.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  ChallengeEvent,
  CoinBlockEvent,
  CommitCoinEvent,
  GiveCoinEvent,
  Position,
  RespondEvent,
  StartCoinExitEvent,
} from './coin-events.ts';
import {
  type CoinOwner,
  type CoinOwnerTerms,
  challengeOf,
  hasReason,
  hasTaken,
  hasToWait,
  mayGive,
  owesSomething,
  ownTransaction,
  type WatchedExit,
} from './coin-watch.ts';

type OwnerEvent = GiveCoinEvent | CommitCoinEvent | StartCoinExitEvent | ChallengeEvent | RespondEvent | CoinBlockEvent;

/** The chain of parents back to the deposit. */
function pathTo(history: readonly (Position | 'none')[], tx: Position): readonly Position[] {
  const parent = history[tx];
  return parent === undefined || parent === 'none' ? [tx] : [...pathTo(history, parent), tx];
}

/** The spend to the payee is known to be in a block. */
function seeGift(owner: CoinOwner, shown: Position): Partial<CoinOwner> {
  const { terms, given, history } = owner;
  if (given === 'none') return {};
  if (terms.name === 'owner') return { isGone: true };
  return hasTaken(owner) ? {} : { history: [], path: [...pathTo(history, given), shown] };
}

/** What she sees of a block of layer 2, and whether she can take the coin if it gives it to her. */
function seeBlock(owner: CoinOwner, { data, spends, to }: CommitCoinEvent): Partial<CoinOwner> {
  const { terms, given } = owner;
  const isGift = spends !== 'none' && spends === given && to === 'payee' && data === 'published';
  // Before the coin is theirs its spends are nobody's business but the adversary's.
  const isWrong = spends !== 'none' && !isGift && (hasTaken(owner) || given !== 'none');
  const isAlarmed = owner.isAlarmed || data === 'withheld' || isWrong;
  if (hasTaken(owner)) return isGift ? { isGone: true } : { isAlarmed };
  if (spends === 'none') return { isAlarmed };
  const history = [...owner.history, spends];
  const own = history.length - 1;
  if (isGift) return { ...seeGift({ ...owner, history }, own), isAlarmed };
  const isWhole = !isAlarmed && history.every((parent, i) => i === 0 || parent === i - 1);
  const takes = to === 'owner' && terms.name === 'owner' && (isWhole || !terms.rules.wholeHistory);
  return { isAlarmed, history, offered: takes ? pathTo(history, own) : owner.offered };
}

function seeRequest(owner: CoinOwner, { by, coin, tx, parent }: StartCoinExitEvent): Partial<CoinOwner> {
  if (coin !== 'own' || tx === 'none') return {};
  if (by === owner.terms.name) return { asked: 'open', age: 0 };
  // Whose the coin no longer is has no new duties.
  const exit = { tx, parent, age: 0, isMet: owner.isGone };
  return { exits: [...owner.exits, exit].sort((a, b) => a.tx - b.tx) };
}

/** A challenge of her exit, or of one that is not hers, which is over at once if the contract takes that. */
function seeChallenge(owner: CoinOwner, { type, by, exit, shown }: ChallengeEvent): Partial<CoinOwner> {
  const { rules, name } = owner.terms;
  const ends =
    type === 'CHALLENGE_AFTER' ? rules.challengeAfter : type === 'CHALLENGE_BETWEEN' && rules.challengeBetween;
  if (exit === ownTransaction(owner)) {
    if (ends)
      return { ...(exit === owner.given ? seeGift(owner, shown) : {}), asked: 'defeated', age: 0, toAnswer: [] };
    return { toAnswer: [...owner.toAnswer, shown].sort((a, b) => a - b) };
  }
  if (ends) {
    const gift = type === 'CHALLENGE_AFTER' && exit === owner.given ? seeGift(owner, shown) : {};
    return { ...gift, exits: owner.exits.filter(({ tx }) => tx !== exit) };
  }
  // Whoever shows what she would show does it for her.
  const meets = (one: WatchedExit): boolean =>
    one.tx === exit && (by === name || challengeOf(owner, one)?.shown === shown);
  return { exits: owner.exits.map((one) => (meets(one) ? { ...one, isMet: true } : one)) };
}

/** An answer, by whomever, to a challenge of her exit or of another. */
function seeAnswer(owner: CoinOwner, { exit, challenge, shown }: RespondEvent): Partial<CoinOwner> {
  const { terms, toAnswer, exits } = owner;
  const age = (old: number): number => (terms.restarts ? 0 : old);
  if (exit === ownTransaction(owner)) {
    return { age: age(owner.age), toAnswer: toAnswer.filter((one) => one !== challenge) };
  }
  const gift = challenge === owner.given ? seeGift(owner, shown) : {};
  return { ...gift, exits: exits.map((one) => (one.tx === exit ? { ...one, age: age(one.age) } : one)) };
}

/** A block ages every exit; those that are mature are over, and it is seen whom the coin was paid to. */
function seeTime(owner: CoinOwner, { pays }: CoinBlockEvent): Partial<CoinOwner> {
  const { terms, asked, age, alarmAge, isAlarmed, waited } = owner;
  const isOver = asked === 'open' && age + 1 >= terms.maturity;
  return {
    isPaid: owner.isPaid || pays !== 'nobody',
    exits: owner.exits.map((exit) => ({ ...exit, age: exit.age + 1 })).filter((exit) => exit.age < terms.maturity),
    ...(asked === 'open' ? { age: isOver ? 0 : age + 1 } : {}),
    ...(isOver ? { asked: 'nothing', toAnswer: [] } : {}),
    alarmAge: isAlarmed ? Math.min(alarmAge + 1, terms.deadline) : 0,
    waited: owesSomething(owner) ? Math.min(waited + 1, terms.reactionDelay) : 0,
  };
}

function see(owner: CoinOwner, event: OwnerEvent): Partial<CoinOwner> {
  switch (event.type) {
    case 'GIVE':
      return { given: event.tx };
    case 'COMMIT':
      return seeBlock(owner, event);
    case 'START_EXIT':
      return seeRequest(owner, event);
    case 'CHALLENGE_AFTER':
    case 'CHALLENGE_BETWEEN':
    case 'CHALLENGE_BEFORE':
      return seeChallenge(owner, event);
    case 'RESPOND':
      return seeAnswer(owner, event);
    case 'BLOCK':
      return seeTime(owner, event);
    default:
      return event satisfies never;
  }
}

/** What she sees, and the coin if she was offered it and nobody takes it out any more. */
function next(owner: CoinOwner, event: OwnerEvent): Partial<CoinOwner> {
  if (!owner.terms.takesPart) return {};
  const change = see(owner, event);
  const seen = { ...owner, ...change };
  const isQuiet = seen.exits.length === 0 && !seen.isPaid;
  if (seen.offered.length === 0 || (!isQuiet && seen.terms.rules.quietCoin)) return change;
  return { ...change, offered: [], history: [], path: seen.offered };
}

export const coinOwner: Machine<CoinOwner, OwnerEvent, CoinOwnerTerms> = setup({
  types: {} as { context: CoinOwner; events: OwnerEvent; input: CoinOwnerTerms },
  guards: {
    mayGive: ({ context, event }) =>
      event.type === 'GIVE' && (context.terms.name !== 'owner' || mayGive(context, event.tx)),
    hasReason: ({ context, event }) =>
      'by' in event &&
      (event.by !== context.terms.name || (hasReason(context, event) && !hasToWait(context, event.type))),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (!event.room || !owesSomething(context) || context.waited < context.terms.reactionDelay),
  },
  actions: {
    see: assign(({ context, event }) => next(context, event)),
  },
}).createMachine({
  id: 'coinOwner',
  context: ({ input }) => ({
    terms: input,
    history: input.isDepositor ? [] : ['none'],
    path: input.isDepositor ? [0] : [],
    offered: [],
    given: 'none',
    isGone: false,
    isAlarmed: false,
    alarmAge: 0,
    isPaid: false,
    asked: 'nothing',
    age: 0,
    toAnswer: [],
    exits: [],
    waited: 0,
  }),
  on: {
    GIVE: { guard: 'mayGive', actions: 'see' },
    COMMIT: { actions: 'see' },
    START_EXIT: { guard: 'hasReason', actions: 'see' },
    CHALLENGE_AFTER: { guard: 'hasReason', actions: 'see' },
    CHALLENGE_BETWEEN: { guard: 'hasReason', actions: 'see' },
    CHALLENGE_BEFORE: { guard: 'hasReason', actions: 'see' },
    RESPOND: { guard: 'hasReason', actions: 'see' },
    BLOCK: { guard: 'isPrompt', actions: 'see' },
  },
});

export type CoinOwnerState = LocalState<CoinOwner>;
