/**
 * Definition 5.3.1 (Exit Game): a protocol (I, C, P, V, T). The L1 contract of a plasma chain.
 *
 * I: START_EXIT and START_IN_FLIGHT. C: CHALLENGE_SPENT and CHALLENGE_IN_FLIGHT. P: PIGGYBACK and RESPOND. V: the guards below,
 * over signatures and proofs of inclusion. T: `maturity`, the W blocks that an exit waits, or that one of its two periods is half of.
 *
 * The definition does not say what an exit pays from, in which order, or what the contract knows. Here every coin is worth
 * one unit and all are paid from one balance, the sum of the deposits; the contract knows the blocks that the operator committed, not
 * what is in them; a block of L1 ages all exits, and pays those that are mature, the oldest coin first, `payouts` at most. A coin is young for 2W blocks
 * from the commitment of its block; an exit is mature W blocks after its request and not before its coin is old. A
 * transaction in flight is as old as its youngest input.
 *
 * An exit of a coin ends at once when a spend of the coin is shown. An exit of a transaction in flight has two periods. In the
 * first, the owners of its ends join it and somebody may show a rival, another transaction that spends the same input. In the second,
 * that is answered with a proof that this one was included before. When mature it pays the output, or, if the rival stands
 * unanswered, the input, unless the rival was shown against that too.
 *
 * Left out: amounts, fees, transactions with several inputs that matter, the growth of the queue's gas.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  Actor,
  BlockEvent,
  ChallengeInFlightEvent,
  ChallengeSpentEvent,
  Coin,
  CommitEvent,
  PiggybackEvent,
  RespondEvent,
  Spend,
  StartExitEvent,
  StartInFlightEvent,
} from './exit-events.ts';

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

type ExitEvent =
  | CommitEvent
  | StartExitEvent
  | ChallengeSpentEvent
  | StartInFlightEvent
  | PiggybackEvent
  | ChallengeInFlightEvent
  | RespondEvent
  | BlockEvent;

function standardExit({ exits }: ExitGame, coin: Coin): StandardExit | undefined {
  return exits.find((exit): exit is StandardExit => exit.kind === 'standard' && exit.coin === coin);
}

function inFlightExit({ exits }: ExitGame, tx: Spend): InFlightExit | undefined {
  return exits.find((exit): exit is InFlightExit => exit.kind === 'inFlight' && exit.tx === tx);
}

/** How often the contract paid for any of these. */
export function timesPaid({ paid }: Pick<ExitGame, 'paid'>, ...payees: readonly Payee[]): number {
  return paid.filter((payee) => payees.includes(payee)).length;
}

const inFlightEnds: readonly Payee[] = ['payment-input', 'payment-output', 'rival-input', 'rival-output'];

/** Everything that stands for the one unit of the coin that moves. */
export const movingCoin: readonly Payee[] = ['input', 'output', ...inFlightEnds];

/** Whether the id of the request is free. The two encodings are alike, so the second is used after the first. */
function isFree({ terms, exits, paid, cancelled, unfunded }: ExitGame, { coin, encoding }: StartExitEvent): boolean {
  const open = exits.filter((exit) => exit.kind === 'standard' && exit.coin === coin);
  const before = open.length + [...paid, ...cancelled, ...unfunded].filter((one) => one === coin).length;
  return terms.rules.canonicalIds ? before === 0 : before === encoding;
}

function start({ exits }: ExitGame, exit: Exit): Partial<ExitGame> {
  return { exits: [...exits, exit] };
}

/** Who asks joins at once: the payee as owner of the output, so does the rogue of the rival's, the others as owner of the input. */
function startInFlight(game: ExitGame, { tx, by }: StartInFlightEvent): Partial<ExitGame> {
  const end = by === 'payee' || tx === 'rival' ? 'output' : 'input';
  const exit: InFlightExit = { kind: 'inFlight', tx, by, age: 0, input: 'free', output: 'free', rival: 'none' };
  return { ...start(game, { ...exit, [end]: 'wanted' }), started: sorted([...game.started, tx]) };
}

function changed(game: ExitGame, tx: Spend, change: Partial<InFlightExit>): Partial<ExitGame> {
  return {
    exits: game.exits.map((exit) => (exit.kind === 'inFlight' && exit.tx === tx ? { ...exit, ...change } : exit)),
  };
}

/** Joining and challenging end with the first period, which has the odd block. */
function isInFirstPeriod({ terms: { maturity, rules } }: ExitGame, { age }: InFlightExit): boolean {
  return age < (rules.secondPeriod ? Math.ceil(maturity / 2) : maturity);
}

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

function withBond(lost: readonly Actor[], by: Actor): readonly Actor[] {
  return lost.includes(by) ? lost : sorted([...lost, by]);
}

/** An order, so that what happened in either order is one state. */
function sorted<T extends string | number>(values: readonly T[]): readonly T[] {
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

function block(game: ExitGame): ExitGame {
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

function commit(game: ExitGame, { data }: CommitEvent): Partial<ExitGame> {
  return { ages: { ...game.ages, [data === 'published' ? 'output' : 'phantom']: 0 } };
}

/** A spend of the coin is shown: its exit is over. */
function cancel(game: ExitGame, { coin }: ChallengeSpentEvent): Partial<ExitGame> {
  const exit = standardExit(game, coin);
  if (exit === undefined) return {};
  return {
    exits: game.exits.filter((one) => one !== exit),
    cancelled: sorted([...game.cancelled, coin]),
    bondsLost: withBond(game.bondsLost, exit.by),
  };
}

/** The open exit that the event is about, if it is about one of a transaction in flight. */
function meant(game: ExitGame, event: ExitEvent): InFlightExit | undefined {
  return 'tx' in event ? inFlightExit(game, event.tx) : undefined;
}

export const exitGame: Machine<ExitGame, ExitEvent, ExitTerms> = setup({
  types: {} as { context: ExitGame; events: ExitEvent; input: ExitTerms },
  guards: {
    inputIsTrue: ({ context, event }) =>
      event.type === 'COMMIT' &&
      event.inputIsGone === timesPaid(context, ...movingCoin.filter((payee) => payee !== 'output')) > 0,
    // What is sent too late is included and reverts. The adversary need not be offered what has no effect.
    isHonest: ({ event }) => 'by' in event && event.by !== 'rogue',
    idIsFree: ({ context, event }) => event.type === 'START_EXIT' && isFree(context, event),
    takesChallenges: ({ context }) => context.terms.rules.challengeSpent,
    exitIsOpen: ({ context, event }) =>
      event.type === 'CHALLENGE_SPENT' && standardExit(context, event.coin) !== undefined,
    takesInFlight: ({ context }) => context.terms.rules.inFlightExits,
    takesRivals: ({ context }) => context.terms.rules.challengeCanonicity,
    // One exit a transaction: who comes later joins it.
    isNew: ({ context, event }) => event.type === 'START_IN_FLIGHT' && !context.started.includes(event.tx),
    isFirstPeriod: ({ context, event }) => {
      const exit = meant(context, event);
      return exit !== undefined && isInFirstPeriod(context, exit);
    },
    endIsFree: ({ context, event }) => event.type === 'PIGGYBACK' && meant(context, event)?.[event.end] === 'free',
    isAgainstTransaction: ({ context, event }) =>
      event.type === 'CHALLENGE_IN_FLIGHT' &&
      event.against === 'transaction' &&
      meant(context, event)?.rival === 'none',
    isAgainstInput: ({ context, event }) =>
      event.type === 'CHALLENGE_IN_FLIGHT' && event.against === 'input' && meant(context, event)?.input === 'wanted',
    isUnanswered: ({ context, event }) => event.type === 'RESPOND' && meant(context, event)?.rival === 'shown',
  },
  actions: {
    commit: assign(({ context, event }) => (event.type === 'COMMIT' ? commit(context, event) : {})),
    startExit: assign(({ context, event }) =>
      event.type === 'START_EXIT'
        ? start(context, {
            kind: 'standard',
            coin: event.coin,
            by: event.by,
            besideOld: event.besideOld,
            age: 0,
          })
        : {},
    ),
    startInFlight: assign(({ context, event }) =>
      event.type === 'START_IN_FLIGHT' ? startInFlight(context, event) : {},
    ),
    cancel: assign(({ context, event }) => (event.type === 'CHALLENGE_SPENT' ? cancel(context, event) : {})),
    join: assign(({ context, event }) =>
      event.type === 'PIGGYBACK' ? changed(context, event.tx, { [event.end]: 'wanted' }) : {},
    ),
    challenge: assign(({ context, event }) =>
      event.type === 'CHALLENGE_IN_FLIGHT'
        ? changed(context, event.tx, event.against === 'input' ? { input: 'spent' } : { rival: 'shown' })
        : {},
    ),
    answer: assign(({ context, event }) =>
      event.type === 'RESPOND' ? changed(context, event.tx, { rival: 'answered' }) : {},
    ),
    block: assign(({ context }) => block(context)),
  },
}).createMachine({
  id: 'exitGame',
  context: ({ input }) => ({
    terms: input,
    balance: input.deposits + Number(input.moving),
    exits: [],
    started: [],
    ages: { output: 'none', phantom: 'none' },
    paid: [],
    cancelled: [],
    unfunded: [],
    bondsLost: [],
  }),
  on: {
    COMMIT: { guard: 'inputIsTrue', actions: 'commit' },
    START_EXIT: { guard: 'idIsFree', actions: 'startExit' },
    CHALLENGE_SPENT: [{ guard: and(['takesChallenges', 'exitIsOpen']), actions: 'cancel' }, { guard: 'isHonest' }],
    START_IN_FLIGHT: { guard: and(['takesInFlight', 'isNew']), actions: 'startInFlight' },
    PIGGYBACK: [{ guard: and(['isFirstPeriod', 'endIsFree']), actions: 'join' }, { guard: 'isHonest' }],
    CHALLENGE_IN_FLIGHT: [
      { guard: and(['takesRivals', 'isFirstPeriod', 'isAgainstTransaction']), actions: 'challenge' },
      { guard: and(['takesRivals', 'isAgainstInput']), actions: 'challenge' },
      { guard: 'isHonest' },
    ],
    RESPOND: [{ guard: 'isUnanswered', actions: 'answer' }, { guard: 'isHonest' }],
    BLOCK: { actions: 'block' },
  },
});

export type ExitGameState = LocalState<ExitGame>;
