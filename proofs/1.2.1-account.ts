/**
 * Property 1.2.1: what the ledger and the transactions have to agree on, and what time costs, for "included" and "in time" to mean it.
 */

import { always, cheapest, forEvery, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation } from '../checker/language/theorem.ts';
import { type InclusionView, inclusionSystem } from '../model/systems/inclusion.ts';

const oneLedger: Property<InclusionView> = always('one-ledger', 'The ledger is that of the transactions included.', {
  spentByIncluded: ({ coins: { context }, txs }) => {
    const included = context.spends.filter((_, i) => txs[i]?.matches('included') === true);
    return included.sort((a, b) => a - b).join() === context.spent.join();
  },
  eachCoinOnce: ({ coins: { context } }) => new Set(context.spent).size === context.spent.length,
  invalidInPlace: ({ coins: { context }, txs }) =>
    forEvery(
      txs,
      (_, i) => `transaction ${i}`,
      (tx, i) =>
        !tx.matches('invalid') ||
        (context.spent.includes(context.spends[i] as number) && tx.context.age === tx.context.terms.deadline),
    ),
});

const timeIsCounted: Property<InclusionView> = always('time-counted', 'No block of waiting is lost.', ({ txs }) =>
  forEvery(
    txs,
    (_, i) => `transaction ${i}`,
    (tx) => {
      const { age, waited, terms } = tx.context;
      const isCounted = age >= 0 && waited >= 0 && age <= terms.deadline && waited <= terms.horizon;
      return isCounted && (!tx.matches({ submitted: 'inInbox' }) || waited >= Math.min(terms.horizon, age + 1));
    },
  ),
);

function claim(
  id: string,
  says: string,
  property: Property<InclusionView>,
  instance: string,
  setting: Setting,
  expect: Omit<Expectation, 'verdict'>,
): Claim<InclusionView> {
  return {
    ...{ id, says, system: inclusionSystem, property, instance, setting },
    reading: property.kind === 'reachable' ? 'witness' : 'repaired',
    expect: { verdict: 'exhausted', ...expect },
  };
}

export const accountClaims: readonly Claim<InclusionView>[] = [
  claim(
    'one-ledger',
    'Spent are the coins of what was included, each once; what is found invalid has lost its coin to another.',
    oneLedger,
    'conflict',
    { powers: { censor: 2 } },
    { states: 234, transitions: 647, depth: 9 },
  ),
  claim(
    'time-counted',
    'Who waits in the inbox has waited for the block that brought it there as well.',
    timeIsCounted,
    'timed',
    { powers: { censor: 2 } },
    { states: 774, transitions: 1699, depth: 11 },
  ),
  claim(
    'price-of-force',
    'Without the sequencer inclusion takes one block to the inbox and D = 2 in it.',
    cheapest(
      'price-of-force',
      'A transaction is included; each block costs one, and the sequencer more than that.',
      ({ txs }) => txs[0]?.matches('included') === true,
      { BLOCK: 1, INCLUDE: 100 },
    ),
    'timed',
    { powers: { censor: 2 } },
    { states: 774, transitions: 1699, depth: 11, steps: 6, price: 3 },
  ),
  claim(
    'censored-and-counted',
    'A censored transaction has waited for every block that left it out.',
    reachable('censored-and-counted', 'Two blocks were waited for outside the inbox.', ({ txs }) =>
      txs.some((tx) => tx.matches({ submitted: 'inMempool' }) && tx.context.waited === 2),
    ),
    'timed',
    { powers: { censor: 2 } },
    { states: 774, transitions: 1699, depth: 11, steps: 4 },
  ),
  claim(
    'blocks-go-on',
    'Without the rule L1 does not wait for the derivation.',
    reachable('blocks-go-on', 'A transaction has been in the inbox for longer than D blocks.', ({ txs }) =>
      txs.some((tx) => tx.matches({ submitted: 'inInbox' }) && tx.context.waited > tx.context.terms.deadline + 2),
    ),
    'timed',
    { without: ['forcedInclusion'] },
    { states: 207, transitions: 415, depth: 11, steps: 7 },
  ),
];
