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
import {
  block,
  type Exit,
  type ExitGame,
  type ExitTerms,
  type InFlightExit,
  movingCoin,
  type StandardExit,
  sorted,
  timesPaid,
  withBond,
} from './exit-queue.ts';

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
