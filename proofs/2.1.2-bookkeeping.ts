/**
 * What the parties of Theorem 2.1.2 have to agree on for the theorem to be about one rollup: how many batches there are, who has the data of
 * which, how old a batch is, what is left to censor and to sleep through.
 *
 * The machines share no memory: each keeps its own account of the same events. A party that counts otherwise than the contract would make the
 * theorem hold, or fail, for a reason that has nothing to do with it.
 */

import { always, cheapest, forEvery, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type OptimisticView, optimisticRollupSystem } from '../model/systems/optimistic-rollup.ts';
import { expected } from './2.1.2-expected.ts';
import { bondsConserved, validity } from './2.1.2-goals.ts';

const oneAccount: Property<OptimisticView> = always(
  'one-account',
  'Contract, sequencer, network and validator count alike.',
  {
    batches: ({ rollup, sequencer, network, validator }) => {
      const counts = [sequencer.context.posted, network.context.posted, validator.context.seen.length];
      return counts.every((count) => count === rollup.context.batches.length);
    },
    dataIsSomewhere: ({ sequencer, network, validator }) =>
      forEvery(
        validator.context.seen,
        (_, i) => `batch ${i}`,
        ({ hasData }, i) => {
          const isWithheld = sequencer.context.withheld.includes(i);
          const isTravelling = network.context.travelling.some(({ batch }) => batch === i);
          return Number(hasData) + Number(isWithheld) + Number(isTravelling) === 1;
        },
      ),
    dataIsInTime: ({ network }) =>
      network.context.travelling.every(({ blocks }) => blocks >= 0 && blocks <= network.context.dataDelay),
    ages: ({ rollup: { context } }) =>
      forEvery(
        context.batches,
        (_, i) => `batch ${i}`,
        ({ age, status }) => (status === 'pending' ? age >= 0 && age < context.terms.challengePeriod : age === 0),
      ),
    // A proof is computed from the data of the batch and of everything below it.
    proofsNeedData: ({ validator: { context } }) =>
      forEvery(
        context.seen,
        (_, i) => `batch ${i}`,
        ({ proof, hasData, parent }) =>
          proof === 'none' || (hasData && (parent === 'genesis' || context.seen[parent]?.hasData === true)),
      ),
    reactions: ({ validator: { context } }) =>
      context.seen.every(({ waited }) => waited >= 0 && waited <= context.terms.reactionDelay),
    budgets: ({ l1, validator }) => l1.context.censorship >= 0 && validator.context.naps >= 0,
    stakes: ({ rollup: { context } }) => Object.values(context.stakes).every((stake) => stake >= 0),
  },
);

const everything: Setting = {
  parameters: { dataDelay: 1, reactionDelay: 1 },
  powers: { cheat: true, withhold: true, bogusProof: true, censor: 1, offline: 1 },
};

function claim(id: string, says: string, property: Property<OptimisticView>, setting: Setting): Claim<OptimisticView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const price = property.kind === 'cheapest' ? { price: 2 } : {};
  return {
    ...{ id, says, system: optimisticRollupSystem, property, instance: 'small', setting },
    reading: property.kind === 'reachable' ? 'witness' : 'repaired',
    expect: { verdict: 'exhausted', states, transitions, depth, ...price, ...(steps === undefined ? {} : { steps }) },
  };
}

export const bookkeepingClaims: readonly Claim<OptimisticView>[] = [
  claim('one-account', 'Whatever the adversary may do, all parties keep the same account.', oneAccount, everything),
  claim('one-account-upgraded', 'The same where a key replaces the contract.', oneAccount, {
    powers: { cheat: true, upgrade: true, censor: 1 },
  }),
  claim('bonds-conserved-upgraded', 'The new code gives back the bonds of what it confirms.', bondsConserved, {
    powers: { cheat: true, upgrade: true, censor: 1 },
  }),
  claim(
    'bonds-conserved-however-late',
    'Bonds are conserved however late data and proofs are.',
    bondsConserved,
    everything,
  ),
  claim(
    'slowest-honest-validator',
    'A proof is still owed after all the blocks that the validator may take.',
    reachable('slowest-honest-validator', 'The validator has waited as long as it may.', ({ validator: { context } }) =>
      context.seen.some(({ waited, proof }) => proof === 'none' && waited === context.terms.reactionDelay),
    ),
    { parameters: { reactionDelay: 2, batches: 1 }, powers: { cheat: true } },
  ),
  claim(
    'slowest-data',
    'Data that travels for as long as it may travels for D blocks.',
    cheapest(
      'slowest-data',
      'Data has travelled as long as it may, and each block costs one.',
      ({ network: { context } }) => context.travelling.some(({ blocks }) => blocks === context.dataDelay),
      { BLOCK: 1 },
    ),
    { parameters: { dataDelay: 2, batches: 1 } },
  ),
  claim('one-account-reordered', 'The same where the builder may finalise before it challenges.', oneAccount, {
    powers: { cheat: true, order: true, censor: 1 },
    without: ['challengeBeforeFinalise'],
  }),
  claim('bonds-conserved-unsound', 'Bonds are conserved where bogus proofs remove what is right.', bondsConserved, {
    powers: { cheat: true, bogusProof: true },
    without: ['soundVerifier'],
  }),
  claim(
    'order-of-the-block',
    'Without the rule and without a builder who reorders, challenges still come first.',
    validity,
    { powers: { cheat: true, censor: 2 }, without: ['challengeBeforeFinalise'] },
  ),
  claim(
    'challenged-in-the-last-block',
    'Without the rule a builder may still let the challenge of the last block come first.',
    reachable('challenged-in-the-last-block', 'A batch is removed in the only block of its window.', ({ rollup }) =>
      rollup.context.batches.some(({ status }) => status === 'removed'),
    ),
    { parameters: { C: 1 }, powers: { cheat: true, order: true }, without: ['challengeBeforeFinalise'] },
  ),
];
