/**
 * The blocks of a Plasma Cash chain, as far as they concern the watched coin: its transactions in the order of their blocks, and what can be
 * proven of them.
 *
 * Nobody reads it. It takes part in every event that needs a signature or a proof, and refuses what cannot be shown. The operator may include what
 * it likes: spends that the owner never signed, and second spends of what is spent. An honest owner signs one spend, to the payee, if she gives the coin away;
 * everything else that spends a transaction of hers is forged. What the adversary owns it signs as often as it likes. After a withheld block nothing that is published
 * counts: nobody can check it.
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

export interface HistoryTerms {
  /** Whose the deposit is. */
  readonly depositor: 'owner' | 'rogue';
  /** Transactions that blocks contain of the watched coin, with the deposit, at most. */
  readonly length: number;
  /** Whether the operator includes what no valid block contains: forged and second spends. */
  readonly invalid: boolean;
  /** Whether the contract checks that what spends is signed by the owner of what it spends. */
  readonly signedSpends: boolean;
}

export interface CoinTransaction {
  readonly spends: Position | 'none';
  readonly to: CommitCoinEvent['to'];
}

export interface CoinHistory {
  readonly terms: HistoryTerms;
  readonly txs: readonly CoinTransaction[];
  readonly isWithheld: boolean;
  /** The transaction of the owner whose spend to the payee is signed. */
  readonly given: Position | 'none';
  /** For the literal reading, nothing here depends on it: whether the deposit was unspent when its exit was requested first. */
  readonly depositWhenRequested: 'not requested' | 'unspent' | 'spent';
  /** The same: whose the coin was when it was paid. */
  readonly whoseWhenPaid: 'not paid' | CoinTransaction['to'];
}

type HistoryEvent =
  | GiveCoinEvent
  | CommitCoinEvent
  | StartCoinExitEvent
  | ChallengeEvent
  | RespondEvent
  | CoinBlockEvent;

/** Whether the owner of what it spends has signed it. */
export function isSigned({ txs, given }: Pick<CoinHistory, 'txs' | 'given'>, { spends, to }: CoinTransaction): boolean {
  return spends === 'none' || txs[spends]?.to === 'rogue' || (to === 'payee' && spends === given);
}

/** The transaction that gives the coin to whom it belongs: from the deposit on, always the first signed spend. */
export function rightful(history: Pick<CoinHistory, 'txs' | 'given'>): Position {
  const { txs } = history;
  let last = 0;
  for (let i = 1; i < txs.length; i++) {
    const tx = txs[i] as CoinTransaction;
    if (tx.spends === last && isSigned(history, tx)) last = i;
  }
  return last;
}

/** Whether it is a spend of that one which the contract accepts. */
function isSpendOf(history: CoinHistory, shown: Position, spent: Position | 'none'): boolean {
  const tx = history.txs[shown];
  if (tx === undefined || spent === 'none' || tx.spends !== spent) return false;
  return !history.terms.signedSpends || isSigned(history, tx);
}

function canInclude(history: CoinHistory, { data, spends, to }: CommitCoinEvent): boolean {
  const { txs, isWithheld, terms } = history;
  if (isWithheld && data === 'published') return false;
  if (spends === 'none' || to === 'nobody') return spends === 'none' && to === 'nobody' && !isWithheld;
  if (txs.length >= terms.length || spends >= txs.length) return false;
  const canBeSigned = isSigned(history, { spends, to });
  // Who has the coin, or had to refuse it, has no use for a second gift, nor for one that nobody signed.
  if (to !== 'rogue' && (!canBeSigned || txs.some((tx) => tx.to === to))) return false;
  if (to === 'payee' && spends !== history.given) return false;
  return terms.invalid || (canBeSigned && spends === rightful(history));
}

/** Whether who asks shows a transaction to herself, and the parent that it spends. The coins of others: their owners, or a forger. */
function isExitable(history: CoinHistory, { coin, by, tx, parent }: StartCoinExitEvent): boolean {
  if (coin !== 'own' || tx === 'none') return by === 'holders' || history.terms.invalid;
  const shown = history.txs[tx];
  if (shown === undefined || shown.to !== by || shown.spends !== parent) return false;
  return parent === 'none' || isSpendOf(history, tx, parent);
}

function parentOf({ txs }: CoinHistory, exit: Position): Position | 'none' {
  return txs[exit]?.spends ?? 'none';
}

export const coinHistory: Machine<CoinHistory, HistoryEvent, HistoryTerms> = setup({
  types: {} as { context: CoinHistory; events: HistoryEvent; input: HistoryTerms },
  guards: {
    isUngiven: ({ context }) => context.given === 'none',
    canInclude: ({ context, event }) => event.type === 'COMMIT' && canInclude(context, event),
    isExitable: ({ context, event }) => event.type === 'START_EXIT' && isExitable(context, event),
    spendsExit: ({ context, event }) => event.type === 'CHALLENGE_AFTER' && isSpendOf(context, event.shown, event.exit),
    spendsParentBefore: ({ context, event }) =>
      event.type === 'CHALLENGE_BETWEEN' &&
      event.shown < event.exit &&
      isSpendOf(context, event.shown, parentOf(context, event.exit)),
    isBeforeParent: ({ context, event }) => {
      if (event.type !== 'CHALLENGE_BEFORE') return false;
      const parent = parentOf(context, event.exit);
      return parent !== 'none' && event.shown < parent;
    },
    spendsChallenge: ({ context, event }) => {
      if (event.type !== 'RESPOND') return false;
      const parent = parentOf(context, event.exit);
      return parent !== 'none' && event.shown <= parent && isSpendOf(context, event.shown, event.challenge);
    },
  },
  actions: {
    sign: assign(({ event }) => (event.type === 'GIVE' ? { given: event.tx } : {})),
    include: assign(({ context, event }) =>
      event.type === 'COMMIT'
        ? {
            isWithheld: event.data === 'withheld',
            txs: event.spends === 'none' ? context.txs : [...context.txs, { spends: event.spends, to: event.to }],
          }
        : {},
    ),
    remember: assign(({ context, event }) =>
      event.type === 'START_EXIT' && event.tx === 0 && context.depositWhenRequested === 'not requested'
        ? { depositWhenRequested: rightful(context) === 0 ? 'unspent' : 'spent' }
        : {},
    ),
    rememberOwner: assign(({ context, event }) =>
      event.type === 'BLOCK' && event.pays !== 'nobody' && context.whoseWhenPaid === 'not paid'
        ? { whoseWhenPaid: context.txs[rightful(context)]?.to ?? 'nobody' }
        : {},
    ),
  },
}).createMachine({
  id: 'coinHistory',
  context: ({ input }) => ({
    terms: input,
    txs: [{ spends: 'none', to: input.depositor }],
    isWithheld: false,
    given: 'none',
    depositWhenRequested: 'not requested',
    whoseWhenPaid: 'not paid',
  }),
  on: {
    GIVE: { guard: 'isUngiven', actions: 'sign' },
    COMMIT: { guard: 'canInclude', actions: 'include' },
    START_EXIT: { guard: 'isExitable', actions: 'remember' },
    CHALLENGE_AFTER: { guard: 'spendsExit' },
    CHALLENGE_BETWEEN: { guard: 'spendsParentBefore' },
    CHALLENGE_BEFORE: { guard: 'isBeforeParent' },
    RESPOND: { guard: 'spendsChallenge' },
    BLOCK: { actions: 'rememberOwner' },
  },
});

export type HistoryState = LocalState<CoinHistory>;
