/**
 * What an honest owner of a coin of Plasma Cash knows, and what she has to do about it.
 *
 * From when she takes the coin every exit of it that is not hers is wrong, and her history says with what it is challenged: a transaction of hers that
 * spends the exit's, or its parent, or else her last one before the parent, which nothing up to there spends: her own, for who took the coin with
 * its whole history. She answers challenges of her exit out of the same history.
 */

import type { ChallengeEvent, OwnerName, Position, RespondEvent, StartCoinExitEvent } from './coin-events.ts';
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
  readonly name: OwnerName;
  /** Whether there is such a party: the payee only where the owner may give the coin away. */
  readonly takesPart: boolean;
  readonly isDepositor: boolean;
  readonly reactionDelay: number;
  /** Whether she leaves: never, when the operator misbehaves, or when she likes and then. */
  readonly leaves: 'never' | 'alarmed' | 'at will';
  /** W of the contract: when exits are over. */
  readonly maturity: number;
  /** Whether an answer gives an exit its whole time again. */
  readonly restarts: boolean;
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
  /** Whose transactions spend which, until she has the coin. Of withheld blocks she counts the places and reads nothing. */
  readonly history: readonly (Position | 'none')[];
  /** The transactions that lead to hers, the deposit first, once she has the coin. */
  readonly path: readonly Position[];
  /** The same, while she waits until nobody takes the coin out. */
  readonly offered: readonly Position[];
  /** The transaction whose spend from owner to payee is signed. */
  readonly given: Position | 'none';
  /** Whether she knows that a block contains that spend, which is the owner's end of it. */
  readonly isGone: boolean;
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

/** Whether she has taken the coin, whatever became of it. */
export function hasTaken({ path }: CoinOwner): boolean {
  return path.length > 0;
}

/** Whether she counts the coin as hers. */
export function isHers(owner: CoinOwner): boolean {
  return hasTaken(owner) && !owner.isGone;
}

export function ownTransaction({ path }: CoinOwner): Position | undefined {
  return path.at(-1);
}

/** The transaction after that one in the history of her coin. */
function nextInPath({ path }: CoinOwner, tx: Position | 'none'): Position | undefined {
  const i = tx === 'none' ? -1 : path.indexOf(tx);
  return i < 0 ? undefined : path[i + 1];
}

/** What she has against an exit of the coin that is not hers. */
export function challengeOf(owner: CoinOwner, { tx, parent }: WatchedExit): Challenge | undefined {
  const spendOfExit = nextInPath(owner, tx);
  if (spendOfExit !== undefined) return { type: 'CHALLENGE_AFTER', shown: spendOfExit };
  const spendOfParent = nextInPath(owner, parent);
  if (spendOfParent !== undefined && spendOfParent < tx) return { type: 'CHALLENGE_BETWEEN', shown: spendOfParent };
  const before = parent === 'none' ? undefined : owner.path.filter((one) => one < parent).at(-1);
  return before === undefined ? undefined : { type: 'CHALLENGE_BEFORE', shown: before };
}

function mayAsk(owner: CoinOwner): boolean {
  const { terms, asked, exits, isPaid, isAlarmed } = owner;
  const wants =
    terms.leaves === 'at will' ? isAlarmed || owner.given === 'none' : terms.leaves === 'alarmed' && isAlarmed;
  const isFree = !(terms.rules.oneAtATime && exits.length > 0);
  return isHers(owner) && wants && asked === 'nothing' && !isPaid && isFree;
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
export function hasToWait(owner: CoinOwner, type: string): boolean {
  if (!owner.terms.rules.urgentFirst || type === 'CHALLENGE_BEFORE') return false;
  const owed = owedChallenges(owner);
  return owed.some((one) => one.type === 'CHALLENGE_BEFORE') || (type === 'START_EXIT' && owed.length > 0);
}

/** Whether she has to send something. Who has given the coin away still meets the exits that were open then. */
export function owesSomething(owner: CoinOwner): boolean {
  const { toAnswer, isAlarmed } = owner;
  return (
    owedChallenges(owner).length > 0 || toAnswer.some((one) => canAnswer(owner, one)) || (isAlarmed && mayAsk(owner))
  );
}

/** Whether she may sign the coin away. */
export function mayGive(owner: CoinOwner, tx: Position): boolean {
  const { asked, exits, isPaid, isAlarmed, given } = owner;
  const isQuiet = exits.length === 0 && asked === 'nothing' && !isPaid && !isAlarmed;
  return isHers(owner) && tx === ownTransaction(owner) && given === 'none' && isQuiet;
}

/** Whether she has reason to ask, to challenge, to answer. */
export function hasReason(owner: CoinOwner, event: StartCoinExitEvent | ChallengeEvent | RespondEvent): boolean {
  if (event.type === 'START_EXIT') return event.coin === 'own' && event.tx === ownTransaction(owner) && mayAsk(owner);
  if (event.type === 'RESPOND') {
    const isOwn = event.exit === ownTransaction(owner) && event.shown === nextInPath(owner, event.challenge);
    return isOwn && canAnswer(owner, event.challenge);
  }
  const exit = owner.exits.find(({ tx, isMet }) => tx === event.exit && !isMet);
  const challenge = exit === undefined ? undefined : challengeOf(owner, exit);
  return challenge?.type === event.type && challenge.shown === event.shown;
}
