/**
 * What a transaction of Definition 1.1.3 and the chain that executes it have to agree on: what stands on the chain, how old it is, which of two
 * with one nonce is signed.
 *
 * A transaction follows its life by itself, and the chain keeps a log. "Executed at most once" is said of the log, "what is final stays" of
 * both; if the two did not tell the same story, either would be worth nothing.
 */

import { always, forEvery, leadsTo, type Property } from '../checker/language/property.ts';
import { fieldsOf } from '../model/1.1.3-transaction.ts';
import type { TransactionsView } from '../model/systems/transactions.ts';

type Tx = TransactionsView['txs'][number];

const isIn = (tx: Tx, state: string): boolean => tx.matches({ signed: state });
const named = (_: unknown, i: number): string => `transaction ${i}`;

/** What the home chain has executed of a nonce. */
function executionsOf({ txs, chains }: TransactionsView, nonce: number): readonly number[] {
  const log = chains[0]?.context.log ?? [];
  return log.map(({ tx }) => tx).filter((tx) => fieldsOf((txs[tx] as Tx).context).nonce === nonce);
}

/** Where nothing is taken back that is final, and nothing is rejected. */
export const oneStory: Property<TransactionsView> = always(
  'one-story',
  'A transaction is included, final or out of the race exactly where the chain’s log says so.',
  {
    included: ({ txs, chains }) =>
      forEvery(txs, named, (tx, i) => {
        const results = (chains[0]?.context.log ?? []).filter((one) => one.tx === i).map(({ result }) => result);
        if (isIn(tx, 'final')) return results.length === 1;
        if (!isIn(tx, 'included')) return results.length === 0;
        return results.join() === (tx.matches({ signed: { included: 'ok' } }) ? 'ok' : 'failed');
      }),
    final: ({ txs, chains }) =>
      forEvery(txs, named, (tx, i) => {
        const { log = [], final = 0 } = chains[0]?.context ?? {};
        return isIn(tx, 'final') === log.slice(0, final).some((one) => one.tx === i);
      }),
    rivals: (view) =>
      forEvery(view.txs, named, (tx, i) => {
        const hasRival = executionsOf(view, fieldsOf(tx.context).nonce).some((other) => other !== i);
        return isIn(tx, 'invalidated') ? hasRival : !(hasRival && isIn(tx, 'pending'));
      }),
    sentAtOnce: ({ txs }) =>
      forEvery(txs, named, (tx) => {
        const { age, sentAtOnce } = tx.context;
        const isAt = (place: string): boolean => tx.matches({ signed: { pending: place } });
        if (isAt('inMempool') && age === 0) return sentAtOnce;
        return !sentAtOnce || !(tx.matches('created') || isAt('unsent') || isAt('atSequencer'));
      }),
    // The replacement is signed at the moment in which the other is replaced.
    replaced: ({ txs }) =>
      forEvery(txs, named, (tx, i) => {
        const { nonce, fee } = fieldsOf(tx.context);
        const dearer = txs.some((other, j) => {
          const fields = fieldsOf(other.context);
          return j !== i && fields.nonce === nonce && fields.fee > fee && !other.matches('created');
        });
        return tx.context.isReplaced === dearer;
      }),
    logs: ({ chains }) =>
      forEvery(
        chains,
        (_, i) => `chain ${i}`,
        ({ context: { terms, log, final } }) =>
          final >= 0 &&
          final <= log.length &&
          log.length <= terms.capacity &&
          log.every(({ tx }, i) => !terms.rules.nonces || terms.table[tx]?.nonce === i),
      ),
    // A payment fails for want of money, and for nothing else.
    money: ({ chains }) =>
      forEvery(
        chains,
        (_, i) => `chain ${i}`,
        ({ context: { terms, log } }) => {
          let left = terms.balance;
          return log.every(({ tx, result }) => {
            const value = terms.table[tx]?.value ?? 0;
            const isCovered = left >= value;
            left -= result === 'ok' ? value : 0;
            return isCovered === (result === 'ok');
          });
        },
      ),
  },
);

/** What has waited in the inbox for as long as it may is executed, or found invalid, before anything else happens. */
export const dueIsConsumed: Property<TransactionsView> = leadsTo(
  'due-is-consumed',
  'A transaction that is due leaves the inbox by its place on the chain.',
  ({ txs }) =>
    txs.some((tx) => tx.matches({ signed: { pending: 'inInbox' } }) && tx.context.waited >= tx.context.terms.deadline),
  ({ txs }) => txs.every((tx) => isIn(tx, 'included') || isIn(tx, 'final') || isIn(tx, 'invalidated')),
  { weak: ['INCLUDE', 'REJECT'] },
);

/** Where nothing is taken back: what is taken back may be older than it could have waited. */
export const oneClock: Property<TransactionsView> = always(
  'one-clock',
  'What waits is no older than its lifetime, and no longer in the inbox than the chain may leave it there.',
  {
    lifetimes: ({ txs }) =>
      forEvery(txs, named, (tx) => {
        const { lifetime } = fieldsOf(tx.context);
        const { age } = tx.context;
        if (tx.matches('created')) return age === 0;
        if (isIn(tx, 'expired')) return age === lifetime + 1;
        return age >= 0 && age <= (isIn(tx, 'pending') ? lifetime : lifetime + 1);
      }),
    inbox: ({ txs }) =>
      forEvery(txs, named, (tx) => {
        const { age, waited, terms } = tx.context;
        if (!tx.matches({ signed: { pending: 'inInbox' } })) return waited === 0;
        // One block brings it there.
        return waited >= 0 && waited <= terms.deadline && waited < age;
      }),
    censored: ({ l1 }) => l1.context.censorship >= 0,
  },
);
