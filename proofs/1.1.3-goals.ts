/** What a signature of Definition 1.1.3 should be worth. */

import { given } from '../checker/language/antecedent.ts';
import { always, both, forEvery, type Property } from '../checker/language/property.ts';
import { fieldsOf } from '../model/1.1.3-transaction.ts';
import type { TransactionsView } from '../model/systems/transactions.ts';

export const executedOnce: Property<TransactionsView> = always(
  'executed-once',
  'One signature is executed at most once, on all chains together.',
  ({ txs, chains }) =>
    forEvery(
      txs,
      (_, tx) => `transaction ${tx} is executed more than once`,
      (_, tx) =>
        chains.flatMap(({ context }) => context.log).filter((one) => one.tx === tx && one.result === 'ok').length <= 1,
    ),
);

export const exclusive: Property<TransactionsView> = always(
  'one-of-two',
  'Of a transaction and its replacement at most one is executed.',
  ({ txs, chains }) => {
    const executed = [...new Set((chains[0]?.context.log ?? []).map(({ tx }) => tx))];
    const nonces = executed.map((tx) => fieldsOf((txs[tx] as (typeof txs)[0]).context).nonce);
    return new Set(nonces).size === nonces.length || { fails: `transactions ${executed.join(' and ')} are executed` };
  },
);

export const asSigned: Property<TransactionsView> = always(
  'as-signed',
  'What is executed is what was signed.',
  ({ chains }) => chains.every(({ context }) => context.log.every(({ altered }) => !altered)),
);

export const inTime: Property<TransactionsView> = always(
  'in-time',
  'Nothing is executed after its lifetime.',
  ({ txs }) => txs.every(({ context }) => !context.isLate),
);

/** What the fields that the definition lacks are for. */
export const soundness: Property<TransactionsView> = both(
  'once-as-signed-in-time',
  'A signature is executed at most once, as it was signed, in time, and not beside its replacement.',
  executedOnce,
  exclusive,
  asSigned,
  inTime,
);

export const replacedForGood: Property<TransactionsView> = always(
  'replaced-for-good',
  'A transaction that was replaced is not executed.',
  ({ txs }) =>
    txs.every((tx) => given('one is replaced', tx.context.isReplaced, () => !tx.matches({ signed: 'included' }))),
);

export const staysIncluded: Property<TransactionsView> = always(
  'stays-included',
  'What was included is not taken back.',
  ({ txs }) => txs.every((tx) => !tx.matches({ signed: { pending: 'reverted' } })),
);

export const finalStays: Property<TransactionsView> = always(
  'final-stays',
  'What is final is on the chain.',
  ({ txs, chains }) =>
    forEvery(
      txs,
      (_, tx) => `transaction ${tx} is final and not on the chain`,
      (state, tx) =>
        given('one is final', state.matches({ signed: 'final' }), () =>
          (chains[0]?.context.log ?? []).some((one) => one.tx === tx),
        ),
    ),
);

export const noneExpires: Property<TransactionsView> = always('none-expires', 'No transaction expires.', ({ txs }) =>
  txs.every((tx) => !tx.matches({ signed: 'expired' })),
);

/** Of transactions that went to L1 in the block of their signature, so that nobody but the chain is to blame. */
export const heardInTime: Property<TransactionsView> = always(
  'heard-in-time',
  'No transaction expires that was sent to the inbox at once.',
  ({ txs }) =>
    txs.every((tx) => given('one is sent at once', tx.context.sentAtOnce, () => !tx.matches({ signed: 'expired' }))),
);
