/**
 * What the exit contract of Definition 5.3.1 holds, and in which order it pays.
 *
 * Mature exits are paid in the order in which they mature, and those that mature in one block by the age of their coins, as a queue does that is
 * sorted by the time of maturity and then by the coin's position. `ageAlone` sorts by position only.
 */

import type { Actor, Coin, Spend } from './exit-events.ts';

/** The rules of the contract, each of which a check can take out. */
export interface ExitRules {
  /** C: an exit ends when a spend of its coin is shown. */
  readonly challengeSpent: boolean;
  /** A request is known by the coin that it means, not by its bytes. */
  readonly canonicalIds: boolean;
  /** The exit of a young coin matures only when the coin is old. */
  readonly youngWait: boolean;
  /** Of exits that mature in one block the one of the oldest coin is paid first; without it, the first requested. */
  readonly oldestFirst: boolean;
  /** A transaction is as old as its youngest input; without it, as its oldest. */
  readonly youngestInput: boolean;
  /** I and P for transactions in flight. */
  readonly inFlightExits: boolean;
  /** C for transactions in flight: a rival makes them void. */
  readonly challengeCanonicity: boolean;
  /** A challenge in the first period can be answered in the second; without it, all has to happen in one. */
  readonly secondPeriod: boolean;
  /** What has been paid for once, as the input or the output of whatever, is not paid again. */
  readonly markSpent: boolean;
}

export interface ExitTerms {
  /** Deposits whose holders keep them. */
  readonly deposits: number;
  /** Whether there is one more, `input`, that its owner may give away. */
  readonly moving: boolean;
  /** T: W, in L1 blocks. */
  readonly maturity: number;
  /** Exits that a block pays at most. */
  readonly payouts: number;
  /** Whether an older coin overtakes exits that matured in an earlier block and are not paid yet. */
  readonly ageAlone: boolean;
  readonly rules: ExitRules;
}

export interface StandardExit {
  readonly kind: 'standard';
  readonly coin: Coin;
  readonly by: Actor;
  readonly besideOld: boolean;
  /** L1 blocks since the request. */
  readonly age: number;
}

export interface InFlightExit {
  readonly kind: 'inFlight';
  readonly tx: Spend;
  readonly by: Actor;
  readonly age: number;
  /** Whether the owners of the ends have joined, and whether the rival was shown against who wants the input. */
  readonly input: 'free' | 'wanted' | 'spent';
  readonly output: 'free' | 'wanted';
  /** Whether the rival was shown against the transaction, and whether that was answered. */
  readonly rival: 'none' | 'shown' | 'answered';
}

export type Exit = StandardExit | InFlightExit;

/** What a payment was for: a coin, or one end of a transaction in flight. */
export type Payee = Coin | `${Spend}-${'input' | 'output'}`;

export interface ExitGame {
  readonly terms: ExitTerms;
  readonly balance: number;
  /** In the order of their requests. */
  readonly exits: readonly Exit[];
  /** Blocks since young coins were made, up to 2W. */
  readonly ages: { readonly output: number | 'none'; readonly phantom: number | 'none' };
  readonly paid: readonly Payee[];
  /** Exits ended by a challenge. */
  readonly cancelled: readonly Coin[];
  /** Exits that found the balance empty. */
  readonly unfunded: readonly Payee[];
  /** Transactions in flight for which an exit was ever requested. */
  readonly started: readonly Spend[];
  /** Whose bond went to a challenger: every request carries one, and gets it back if its exit is not defeated. */
  readonly bondsLost: readonly Actor[];
}

/** How often the contract paid for any of these. */
export function timesPaid({ paid }: Pick<ExitGame, 'paid'>, ...payees: readonly Payee[]): number {
  return paid.filter((payee) => payees.includes(payee)).length;
}

const inFlightEnds: readonly Payee[] = ['payment-input', 'payment-output', 'rival-input', 'rival-output'];

/** Everything that stands for the one unit of the coin that moves. */
export const movingCoin: readonly Payee[] = ['input', 'output', ...inFlightEnds];

function isTreatedAsOld({ rules }: ExitTerms, exit: StandardExit): boolean {
  return exit.besideOld && !rules.youngestInput;
}

/** Blocks since the coin was made, where that matters; a transaction in flight is as old as its input, a deposit. */
function isYoung({ ages, terms }: ExitGame, exit: Exit): boolean {
  if (exit.kind === 'inFlight' || typeof exit.coin === 'number' || exit.coin === 'input') return false;
  const age = ages[exit.coin];
  return !isTreatedAsOld(terms, exit) && age !== 'none' && age < 2 * terms.maturity;
}

function isMature(game: ExitGame, exit: Exit): boolean {
  return exit.age >= game.terms.maturity && !(game.terms.rules.youngWait && isYoung(game, exit));
}

/** Where the coin stands in the blocks of layer 2, the oldest first. */
function position({ terms }: ExitGame, exit: Exit): number {
  const input = terms.deposits;
  if (exit.kind === 'inFlight') return input;
  if (typeof exit.coin === 'number') return exit.coin;
  if (exit.coin === 'phantom') return isTreatedAsOld(terms, exit) ? input : input + 2;
  return exit.coin === 'input' ? input : input + 1;
}

/** Whether another kind of exit has paid for the same coin. */
function isMarked(game: ExitGame, exit: Exit): boolean {
  if (!game.terms.rules.markSpent) return false;
  if (exit.kind === 'inFlight') {
    return timesPaid(game, 'input', ...inFlightEnds) + (exit.tx === 'payment' ? timesPaid(game, 'output') : 0) > 0;
  }
  if (exit.coin === 'input') return timesPaid(game, ...inFlightEnds) > 0;
  return exit.coin === 'output' && timesPaid(game, 'payment-output') > 0;
}

/** What a mature exit pays for, if anything. */
function payeeOf(exit: Exit): Payee | 'nothing' {
  if (exit.kind === 'standard') return exit.coin;
  const end = exit.rival === 'shown' ? 'input' : 'output';
  return exit[end] === 'wanted' ? `${exit.tx}-${end}` : 'nothing';
}

/** Takes one mature exit out of the queue and pays it, if there is something to pay and to pay from. */
function pay(game: ExitGame, exit: Exit): ExitGame {
  const rest: ExitGame = { ...game, exits: game.exits.filter((one) => one !== exit) };
  const payee = isMarked(game, exit) ? 'nothing' : payeeOf(exit);
  const isDefeated = exit.kind === 'inFlight' && exit.rival === 'shown';
  const bonds = isDefeated ? { bondsLost: withBond(game.bondsLost, exit.by) } : {};
  if (payee === 'nothing') return { ...rest, ...bonds };
  if (game.balance < 1) return { ...rest, ...bonds, unfunded: sorted([...game.unfunded, payee]) };
  return { ...rest, ...bonds, balance: game.balance - 1, paid: sorted([...game.paid, payee]) };
}

export function withBond(lost: readonly Actor[], by: Actor): readonly Actor[] {
  return lost.includes(by) ? lost : sorted([...lost, by]);
}

/** An order, so that what happened in either order is one state. */
export function sorted<T extends string | number>(values: readonly T[]): readonly T[] {
  return [...values].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : `${a}` < `${b}` ? -1 : 1,
  );
}

/** The exits in the order in which they are paid: those that matured in earlier blocks, those that mature now, the others. */
function queued(before: ExitGame, now: ExitGame): readonly Exit[] {
  const isNew = (exit: Exit, i: number): boolean => isMature(now, exit) && !isMature(before, before.exits[i] as Exit);
  const mature = now.exits.filter((exit, i) => isMature(now, exit) && !isNew(exit, i));
  const maturing = now.exits.filter(isNew);
  if (now.terms.rules.oldestFirst) maturing.sort((a, b) => position(now, a) - position(now, b));
  return [...mature, ...maturing, ...now.exits.filter((exit) => !isMature(now, exit))];
}

/** The mature exit that is paid next. */
function nextToPay(game: ExitGame): Exit | undefined {
  const mature = game.exits.filter((exit) => isMature(game, exit));
  if (!game.terms.ageAlone) return mature[0];
  return mature.sort((a, b) => position(game, a) - position(game, b))[0];
}

/** A block ages everything and pays from the front of the queue. */
export function block(game: ExitGame): ExitGame {
  const { maturity, payouts } = game.terms;
  const older = (age: number | 'none'): number | 'none' => (age === 'none' ? age : Math.min(age + 1, 2 * maturity));
  const aged: ExitGame = {
    ...game,
    exits: game.exits.map((exit) => ({ ...exit, age: Math.min(exit.age + 1, maturity) })),
    ages: { output: older(game.ages.output), phantom: older(game.ages.phantom) },
  };
  let next: ExitGame = { ...aged, exits: queued(game, aged) };
  for (let n = 0; n < payouts; n++) {
    const exit = nextToPay(next);
    if (exit === undefined) break;
    next = pay(next, exit);
  }
  return next;
}
