/**
 * How a transaction gets into an L2: through the sequencer, or through the inbox on L1 (what Property 1.2.1 speaks of).
 *
 * Each transaction is a machine: created, submitted to the sequencer, perhaps sent to L1 as well (waiting in L1's mempool, then queued
 * in the inbox, ageing block by block), at last included, or found invalid at its place. The ledger is one coin a
 * transaction spends: two transactions that spend the same coin conflict. With the rule `forcedInclusion` the derivation of the
 * L2 chain consumes what has been in the inbox for D blocks before another L1 block counts.
 * Left out: fees, expiry, nonces (Definition 1.1.3), batches and their reversal (2.1.1).
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export type OfTransaction = { readonly tx: number };
export type Forced = { readonly tx: number; readonly result: 'executed' | 'invalid' };
export type L1Block = { readonly censors: boolean };

type TransactionEvent =
  | ({ readonly type: 'SUBMIT' | 'ENQUEUE' | 'INCLUDE' } & OfTransaction)
  | ({ readonly type: 'FORCE' } & Forced)
  | ({ readonly type: 'BLOCK' } & L1Block);

export interface TransactionTerms {
  readonly index: number;
  /** Blocks in the inbox after which inclusion is forced. */
  readonly deadline: number;
  readonly forcedInclusion: boolean;
  /** Blocks counted at most; past it only "longer" matters. */
  readonly horizon: number;
}

export interface Transaction {
  readonly terms: TransactionTerms;
  /** Blocks in the inbox, up to the deadline. */
  readonly age: number;
  /** Blocks since it was sent to L1, up to the horizon. */
  readonly waited: number;
}

/** Two regions: what becomes of the transaction, and its way through L1. */
export const transaction: Machine<Transaction, TransactionEvent, TransactionTerms> = setup({
  types: {} as { context: Transaction; events: TransactionEvent; input: TransactionTerms },
  guards: {
    isMine: ({ context, event }) => event.type !== 'BLOCK' && event.tx === context.terms.index,
    isDue: ({ context, event }) =>
      event.type === 'FORCE' && event.tx === context.terms.index && context.age >= context.terms.deadline,
    isCensored: ({ event }) => event.type === 'BLOCK' && event.censors,
    executes: ({ event }) => event.type === 'FORCE' && event.result === 'executed',
    // The derivation has consumed what is due before it looks at another L1 block.
    nothingIsDue: ({ context }) => !context.terms.forcedInclusion || context.age < context.terms.deadline,
  },
  actions: {
    wait: assign({ waited: ({ context }) => Math.min(context.waited + 1, context.terms.horizon) }),
    age: assign({ age: ({ context }) => Math.min(context.age + 1, context.terms.deadline) }),
  },
}).createMachine({
  id: 'transaction',
  context: ({ input }) => ({ terms: input, age: 0, waited: 0 }),
  initial: 'created',
  states: {
    created: { on: { SUBMIT: { guard: 'isMine', target: 'submitted' }, BLOCK: {} } },
    submitted: {
      initial: 'toSequencer',
      on: { INCLUDE: { guard: 'isMine', target: 'included' } },
      states: {
        toSequencer: { on: { ENQUEUE: { guard: 'isMine', target: 'inMempool' }, BLOCK: {} } },
        inMempool: {
          on: {
            BLOCK: [
              { guard: 'isCensored', actions: 'wait' },
              { target: 'inInbox', actions: 'wait' },
            ],
          },
        },
        inInbox: {
          on: {
            FORCE: [
              { guard: and(['isDue', 'executes']), target: '#transaction.included' },
              { guard: 'isDue', target: '#transaction.invalid' },
            ],
            BLOCK: { guard: 'nothingIsDue', actions: ['age', 'wait'] },
          },
        },
      },
    },
    included: { on: { BLOCK: {} } },
    invalid: { on: { BLOCK: {} } },
  },
});

export interface Coins {
  /** The coin that each transaction spends. */
  readonly spends: readonly number[];
  readonly spent: readonly number[];
}

type CoinEvent = ({ readonly type: 'INCLUDE' } & OfTransaction) | ({ readonly type: 'FORCE' } & Forced);

/** The L2 state: which coins are spent. It executes a transaction whose coin is there, and says truly if it is not. */
export const coins: Machine<Coins, CoinEvent, { readonly spends: readonly number[] }> = setup({
  types: {} as { context: Coins; events: CoinEvent; input: { readonly spends: readonly number[] } },
  guards: {
    isValid: ({ context, event }) => !context.spent.includes(context.spends[event.tx] as number),
    isTrue: ({ context, event }) =>
      event.type === 'FORCE' &&
      (event.result === 'invalid') === context.spent.includes(context.spends[event.tx] as number),
  },
  actions: {
    spend: assign({
      spent: ({ context, event }) =>
        event.type === 'FORCE' && event.result === 'invalid'
          ? context.spent
          : [...context.spent, context.spends[event.tx] as number].sort((a, b) => a - b),
    }),
  },
}).createMachine({
  id: 'coins',
  context: ({ input }) => ({ spends: input.spends, spent: [] }),
  on: {
    INCLUDE: { guard: 'isValid', actions: 'spend' },
    FORCE: { guard: 'isTrue', actions: 'spend' },
  },
});

export type TransactionState = LocalState<Transaction>;
export type CoinsState = LocalState<Coins>;
