/**
 * The honest owner of a coin of Plasma Cash: keeps its history, watches its exits and no others, and leaves when the operator misbehaves.
 *
 * She has deposited the coin, or is given it. She takes it if every transaction of its history spends the one before and every other
 * block until then was shown to contain nothing of it (`wholeHistory`), and if nobody is taking the coin out of the contract (`quietCoin`). From then on
 * every exit of the coin that is not hers is wrong, and her history says with what it is challenged: a transaction of hers that
 * spends the exit's, or its parent, or else her own, after which whatever came cannot have spent it. She answers challenges of her exit
 * out of the same history. She knows that the operator misbehaves when a block is withheld or contains anything of the coin.
 *
 * Each exit is over when it matures; a block says whom it pays the coin to. What she sends too late has no effect, and she knows no more that she owes.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  ChallengeEvent,
  CoinBlockEvent,
  CommitCoinEvent,
  Position,
  RespondEvent,
  StartCoinExitEvent,
} from './coin-events.ts';
import type { CoinExitRules } from './coin-exit.ts';

/** Her own rules, and what she knows of the contract's. */
export interface OwnerRules
  extends Pick<CoinExitRules, 'challengeAfter' | 'challengeBetween' | 'answers' | 'oneAtATime'> {
  /** She takes a coin only with what every block contains of it; without it, with the transactions that lead to hers. */
  readonly wholeHistory: boolean;
  /** She takes no coin that somebody takes out, or has taken out. */
  readonly quietCoin: boolean;
  /** Of what she owes she sends first what is soonest too late: challenges before, the others and answers, her request. */
  readonly urgentFirst: boolean;
}

export interface CoinOwnerTerms {
  readonly isDepositor: boolean;
  readonly reactionDelay: number;
  /** Whether she leaves: never, when the operator misbehaves, or when she likes and then. */
  readonly leaves: 'never' | 'alarmed' | 'at will';
  /** W of the contract: when exits are over. */
  readonly maturity: number;
  /** Blocks that are counted after the alarm, at most; for the question by when she is paid. */
  readonly deadline: number;
  readonly rules: OwnerRules;
}

/** An exit of the coin that is not hers. */
export interface WatchedExit {
  readonly tx: Position;
  readonly parent: Position | 'none';
  readonly age: number;
  /** Whether the challenge that there is to it was sent. */
  readonly isMet: boolean;
}

export interface CoinOwner {
  readonly terms: CoinOwnerTerms;
  /** Whose transactions spend which, until she has the coin; then those that lead to hers, the deposit first. */
  readonly history: readonly (Position | 'none')[];
  readonly path: readonly Position[];
  readonly isAlarmed: boolean;
  /** Blocks since the alarm, as far as they are counted. */
  readonly alarmAge: number;
  /** Whether the contract has paid the coin out. */
  readonly isPaid: boolean;
  /** Her own exit. `defeated`: a spend was shown, and she gives up. */
  readonly asked: 'nothing' | 'open' | 'defeated';
  /** L1 blocks since her request. */
  readonly age: number;
  /** Transactions shown before the parent of her exit, not answered. */
  readonly toAnswer: readonly Position[];
  readonly exits: readonly WatchedExit[];
  /** Blocks for which she has owed something. */
  readonly waited: number;
}

type OwnerEvent = CommitCoinEvent | StartCoinExitEvent | ChallengeEvent | RespondEvent | CoinBlockEvent;

/** Whether she counts the coin as hers. */
export function isHers({ path }: CoinOwner): boolean {
  return path.length > 0;
}

function ownTransaction({ path }: CoinOwner): Position | undefined {
  return path.at(-1);
}

/** The transaction after that one in the history of her coin. */
function nextInPath({ path }: CoinOwner, tx: Position | 'none'): Position | undefined {
  const i = tx === 'none' ? -1 : path.indexOf(tx);
  return i < 0 ? undefined : path[i + 1];
}

/** What she has against an exit of the coin that is not hers. */
function challengeOf(owner: CoinOwner, { tx, parent }: WatchedExit): Challenge | undefined {
  const spendOfExit = nextInPath(owner, tx);
  if (spendOfExit !== undefined) return { type: 'CHALLENGE_AFTER', shown: spendOfExit };
  const spendOfParent = nextInPath(owner, parent);
  if (spendOfParent !== undefined && spendOfParent < tx) return { type: 'CHALLENGE_BETWEEN', shown: spendOfParent };
  const own = ownTransaction(owner);
  const isBefore = own !== undefined && parent !== 'none' && own < parent;
  return isBefore ? { type: 'CHALLENGE_BEFORE', shown: own } : undefined;
}

function mayAsk({ terms, asked, exits, isPaid, isAlarmed }: CoinOwner): boolean {
  const wants = terms.leaves === 'at will' || (terms.leaves === 'alarmed' && isAlarmed);
  return wants && asked === 'nothing' && !isPaid && !(terms.rules.oneAtATime && exits.length > 0);
}

function canAnswer(owner: CoinOwner, challenge: Position): boolean {
  return owner.terms.rules.answers && owner.toAnswer.includes(challenge) && nextInPath(owner, challenge) !== undefined;
}

type Challenge = Pick<ChallengeEvent, 'type' | 'shown'>;

/** Her challenges that are owed. */
function owedChallenges(owner: CoinOwner): readonly Challenge[] {
  return owner.exits.flatMap((exit) => (exit.isMet ? [] : (challengeOf(owner, exit) ?? [])));
}

/** Whether something else comes first. */
function hasToWait(owner: CoinOwner, { type }: OwnerEvent): boolean {
  if (!owner.terms.rules.urgentFirst || type === 'CHALLENGE_BEFORE') return false;
  const owed = owedChallenges(owner);
  return owed.some((one) => one.type === 'CHALLENGE_BEFORE') || (type === 'START_EXIT' && owed.length > 0);
}

/** Whether she has to send something. */
export function owesSomething(owner: CoinOwner): boolean {
  if (!isHers(owner)) return false;
  const { toAnswer, isAlarmed } = owner;
  return (
    owedChallenges(owner).length > 0 || toAnswer.some((one) => canAnswer(owner, one)) || (isAlarmed && mayAsk(owner))
  );
}

/** The chain of parents back to the deposit. */
function pathTo(history: readonly (Position | 'none')[], tx: Position): readonly Position[] {
  const parent = history[tx];
  return parent === undefined || parent === 'none' ? [tx] : [...pathTo(history, parent), tx];
}

/** What she sees of a block of layer 2, and whether she takes the coin if it gives it to her. */
function seeBlock(owner: CoinOwner, { data, spends, to }: CommitCoinEvent): Partial<CoinOwner> {
  const { terms, isPaid, exits } = owner;
  if (isHers(owner)) return { isAlarmed: owner.isAlarmed || data === 'withheld' || spends !== 'none' };
  const isAlarmed = owner.isAlarmed || data === 'withheld';
  if (spends === 'none') return { isAlarmed };
  const history = [...owner.history, spends];
  const isWhole = !isAlarmed && history.every((parent, i) => i === 0 || parent === i - 1);
  const isQuiet = exits.length === 0 && !isPaid;
  const takes = to === 'owner' && (isWhole || !terms.rules.wholeHistory) && (isQuiet || !terms.rules.quietCoin);
  return takes ? { isAlarmed, history: [], path: pathTo(history, history.length - 1) } : { isAlarmed, history };
}

function seeRequest(owner: CoinOwner, { by, coin, tx, parent }: StartCoinExitEvent): Partial<CoinOwner> {
  if (coin !== 'own' || tx === 'none') return {};
  if (by === 'owner') return { asked: 'open', age: 0 };
  return { exits: [...owner.exits, { tx, parent, age: 0, isMet: false }].sort((a, b) => a.tx - b.tx) };
}

/** A challenge of her exit, or of one that is not hers, which is over at once if the contract takes that. */
function seeChallenge(owner: CoinOwner, { type, by, exit, shown }: ChallengeEvent): Partial<CoinOwner> {
  const { challengeAfter, challengeBetween } = owner.terms.rules;
  const ends = type === 'CHALLENGE_AFTER' ? challengeAfter : type === 'CHALLENGE_BETWEEN' && challengeBetween;
  if (exit === ownTransaction(owner)) {
    if (ends) return { asked: 'defeated', age: 0, toAnswer: [] };
    return { toAnswer: [...owner.toAnswer, shown].sort((a, b) => a - b) };
  }
  if (ends) return { exits: owner.exits.filter(({ tx }) => tx !== exit) };
  // Whoever shows her transaction does it for her.
  if (by !== 'owner' && shown !== ownTransaction(owner)) return {};
  return { exits: owner.exits.map((one) => (one.tx === exit ? { ...one, isMet: true } : one)) };
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

/** Whether she has reason to do what the event says. */
function hasReason(owner: CoinOwner, event: OwnerEvent): boolean {
  switch (event.type) {
    case 'START_EXIT':
      return event.coin === 'own' && event.tx === ownTransaction(owner) && mayAsk(owner);
    case 'CHALLENGE_AFTER':
    case 'CHALLENGE_BETWEEN':
    case 'CHALLENGE_BEFORE': {
      const exit = owner.exits.find(({ tx, isMet }) => tx === event.exit && !isMet);
      const challenge = exit === undefined ? undefined : challengeOf(owner, exit);
      return challenge?.type === event.type && challenge.shown === event.shown;
    }
    case 'RESPOND':
      return (
        event.exit === ownTransaction(owner) &&
        canAnswer(owner, event.challenge) &&
        event.shown === nextInPath(owner, event.challenge)
      );
    case 'COMMIT':
    case 'BLOCK':
      return true;
    default:
      return event satisfies never;
  }
}

function see(owner: CoinOwner, event: OwnerEvent): Partial<CoinOwner> {
  switch (event.type) {
    case 'COMMIT':
      return seeBlock(owner, event);
    case 'START_EXIT':
      return seeRequest(owner, event);
    case 'CHALLENGE_AFTER':
    case 'CHALLENGE_BETWEEN':
    case 'CHALLENGE_BEFORE':
      return seeChallenge(owner, event);
    case 'RESPOND':
      // Whoever answers it.
      return event.exit === ownTransaction(owner)
        ? { toAnswer: owner.toAnswer.filter((one) => one !== event.challenge) }
        : {};
    case 'BLOCK':
      return seeTime(owner, event);
    default:
      return event satisfies never;
  }
}

export const coinOwner: Machine<CoinOwner, OwnerEvent, CoinOwnerTerms> = setup({
  types: {} as { context: CoinOwner; events: OwnerEvent; input: CoinOwnerTerms },
  guards: {
    hasReason: ({ context, event }) =>
      !('by' in event) || event.by !== 'owner' || (hasReason(context, event) && !hasToWait(context, event)),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (!event.room || !owesSomething(context) || context.waited < context.terms.reactionDelay),
  },
  actions: {
    see: assign(({ context, event }) => see(context, event)),
  },
}).createMachine({
  id: 'coinOwner',
  context: ({ input }) => ({
    terms: input,
    history: input.isDepositor ? [] : ['none'],
    path: input.isDepositor ? [0] : [],
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
