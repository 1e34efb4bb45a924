/**
 * Theorem 5.2.2 (Optimistic Rollup Economic Security): "The economic security of an optimistic rollup is bound by
 * C ≥ min(C_fraud, C_censorship)", C_fraud the cost of a wrong transition that goes unchallenged, C_censorship the cost to censor
 * fraud proofs for the whole challenge period.
 *
 * Read with prices on what the attacker does, block by block: C is the least total price of any path to a violation, C_censorship the
 * same where censorship is her only vector, C_fraud where silencing every validator is. (Taken at its word C_fraud includes
 * censorship, which is one way to go unchallenged, and the minimum says nothing.) Each of the three is measured, not assumed: Dijkstra's
 * algorithm over the whole reachable graph.
 *
 * Literal reading: false. The proof sketch lets the attacker choose the cheaper of two routes, which proves C ≤ min; the formula
 * claims C ≥ min, and for that no other route may be cheaper:
 * - hybrids: a window is won block by block, so C = Σ_b min(c_b, Σ_v d_bv). Prices (1, 10) and (10, 1) give 11 and 11, and C = 2;
 * - budgets: a validator that can be silenced for two of three blocks gives no attack at any price alone, and a cheaper hybrid;
 * - other vectors: a cheap key, or data withheld for nothing, undercut both.
 *
 * Repaired: under a price list p the least price of a violation in this model is X, with the attack that costs it; and the
 * formula holds (with equality) where there are these two vectors only and one of them is the cheaper in every block.
 *
 * Not priced here: liveness, which Definition 5.2.1 counts as well (a sequencer that stops costs nothing and stands in neither term);
 * bonds that come back (an attacker who proves her own claim wrong wins a share r of the bond, so a detected attempt costs
 * (1 − r)·bond and not the bond); one window attacked for many rollups at once. All prices are of attempts that succeed.
 */

import {
  always,
  cheapest,
  enforceable,
  type PriceList,
  type Property,
  reachable,
} from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyLattice,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
  type Reading,
} from '../checker/language/theorem.ts';
import type { Block, Post } from '../model/optimistic-events.ts';
import type { OfBlock, OfValidator } from '../model/priced-window.ts';
import { type OptimisticView, optimisticRollupSystem } from '../model/systems/optimistic-rollup.ts';
import { type PricedWindowView, pricedWindowSystem } from '../model/systems/priced-window.ts';
import { validity } from './2.1.2-goals.ts';

/** Prices of the window: of censoring each block, of silencing each validator in each block, of the key. */
export interface WindowPrices {
  readonly censor: readonly number[];
  /** By validator, then by block. */
  readonly silence: readonly (readonly number[])[];
  readonly key?: number;
}

function priceList({ censor, silence, key = 0 }: WindowPrices): PriceList {
  return {
    CENSOR: ({ block }: OfBlock) => censor[block] as number,
    SILENCE: ({ block, validator }: OfValidator) => silence[validator]?.[block] as number,
    UPGRADE: key,
  };
}

/** The least price of the wrong claim becoming final. */
export function wrongClaimFinal(prices: WindowPrices): Property<PricedWindowView> {
  return cheapest(
    'wrong-claim-final',
    'The wrong claim becomes final.',
    ({ window }) => window.matches('final'),
    priceList(prices),
  );
}

/** Cheap to censor first and to silence last: the example of the literal reading. */
const crossing: WindowPrices = { censor: [1, 10], silence: [[10, 1]], key: 1 };
const censorshipCheaper: WindowPrices = { censor: [3, 4], silence: [[5, 6]], key: 1 };
const silenceCheaper: WindowPrices = {
  censor: [9, 8],
  silence: [
    [1, 2],
    [3, 1],
  ],
};
const mixed: WindowPrices = {
  censor: [7, 2, 9, 4, 6],
  silence: [
    [1, 3, 2, 5, 1],
    [2, 3, 2, 5, 1],
    [3, 3, 2, 5, 1],
  ],
};

const censor: Setting = { powers: { censor: true } };
const silence: Setting = { powers: { silence: true } };
const both: Setting = { powers: { censor: true, silence: true } };
const withKey: Setting = { powers: { censor: true, silence: true, upgrade: true } };

type Counts = readonly [states: number, transitions: number, depth: number];

/** The smallest instance with one vector, and with both. */
const oneVector: Counts = [7, 6, 4];
const twoVectors: Counts = [11, 16, 4];

/** Everything was examined and no attack is expected; every number came from a run. */
function unattacked([states, transitions, depth]: Counts): Expectation {
  return { verdict: 'exhausted', states, transitions, depth };
}

/** The same, with the length and the price of the cheapest attack. */
function attacked(counts: Counts, steps: number, price: number): Expectation {
  return { ...unattacked(counts), steps, price };
}

function window(
  id: string,
  reading: Reading,
  says: string,
  prices: WindowPrices,
  instance: string,
  setting: Setting,
  expect: Expectation,
): Claim<PricedWindowView> {
  return {
    id,
    reading,
    says,
    system: pricedWindowSystem,
    property: wrongClaimFinal(prices),
    instance,
    onlyHere: 'its price list has a price for each block and each validator of its instance',
    setting,
    expect,
  };
}

/** What the attacker of the whole rollup pays: the bond of a wrong batch, a censored block, a block that the validator sleeps through. */
export const rollupPrices: { readonly bond: number; readonly censored: number; readonly asleep: number } = {
  bond: 5,
  censored: 10,
  asleep: 4,
};

const wrongBatchFinal: Property<OptimisticView> = cheapest(
  'wrong-batch-final',
  'An invalid batch, or one with an invalid ancestor, becomes final.',
  validity,
  {
    'POST bond': ({ claim }: Post) => (claim === 'correct' ? 0 : rollupPrices.bond),
    'BLOCK censored': ({ censors }: Block) => Number(censors) * rollupPrices.censored,
    'BLOCK asleep': ({ asleep }: Block) => Number(asleep) * rollupPrices.asleep,
  },
);

function rollup(
  id: string,
  reading: Reading,
  says: string,
  powers: Setting['powers'] & object,
  expect: Expectation,
): Claim<OptimisticView> {
  return {
    ...{ id, reading, says, system: optimisticRollupSystem, property: wrongBatchFinal, instance: 'rollup' },
    setting: { powers: { cheat: true, ...powers } },
    expect,
  };
}

/** That what was paid for a block cannot be undone: the attacker need not act again. */
function lasting(
  id: string,
  says: string,
  isPaid: (state: PricedWindowView) => boolean,
  setting: Setting,
  counts: Counts,
): Claim<PricedWindowView> {
  const property = enforceable<PricedWindowView>(
    id,
    'The wrong claim becomes final, whatever builders and validators do.',
    ({ window }) => window.matches('final'),
    { by: ['attacker'], driven: ['BLOCK'], from: (state) => isPaid(state) && state.window.matches('pending') },
  );
  return {
    ...{ id, reading: 'repaired', says, system: pricedWindowSystem, property, instance: 'small' },
    setting: { ...setting, parameters: { C: 1 } },
    expect: { ...unattacked(counts), steps: 2 },
  };
}

const claims: readonly AnyClaim[] = [
  window(
    'cost-of-censorship',
    'literal',
    'C_censorship: every block of the window is censored, 1 + 10.',
    crossing,
    'small',
    censor,
    attacked(oneVector, 4, 11),
  ),
  window(
    'cost-of-fraud',
    'literal',
    'C_fraud: the validator is silenced in every block, 10 + 1.',
    crossing,
    'small',
    silence,
    attacked(oneVector, 4, 11),
  ),
  window(
    'hybrid',
    'literal',
    'Both vectors: the first block censored, the validator silenced for the second. 2 < min(11, 11).',
    crossing,
    'small',
    both,
    attacked(twoVectors, 4, 2),
  ),
  rollup(
    'rollup-censorship',
    'literal',
    'The whole rollup: a bond of 5 and three censored blocks at 10.',
    { censor: 3 },
    attacked([14, 19, 6], 5, 35),
  ),
  rollup(
    'rollup-silence',
    'literal',
    'Its validator can be kept from two blocks of three: no attack at any price.',
    { offline: 2 },
    unattacked([14, 18, 5]),
  ),
  rollup(
    'rollup-hybrid',
    'literal',
    'Two blocks slept through at 4, then one censored: 23 < min(∞, 35).',
    { censor: 3, offline: 2 },
    attacked([32, 45, 8], 5, 23),
  ),
  rollup(
    'rollup-withheld-data',
    'literal',
    'A third vector: without the data nobody can prove anything, and keeping it back is free.',
    { censor: 3, offline: 2, withhold: true },
    attacked([62, 100, 8], 4, 5),
  ),
  window(
    'censorship-cheaper',
    'repaired',
    'Censorship is the cheaper in every block: C = C_censorship = 3 + 4.',
    censorshipCheaper,
    'small',
    both,
    attacked(twoVectors, 4, 7),
  ),
  window(
    'silence-cheaper',
    'repaired',
    'Silencing both validators is the cheaper in every block: C = C_fraud = (1 + 3) + (2 + 1).',
    silenceCheaper,
    'medium',
    both,
    attacked([19, 40, 5], 6, 7),
  ),
  window(
    'least-price',
    'repaired',
    'Five blocks and three validators, no vector cheaper throughout: Σ_b min(c_b, Σ_v d_bv) = 6 + 2 + 6 + 4 + 3.',
    mixed,
    'large',
    both,
    attacked([86, 240, 12], 16, 21),
  ),
  window(
    'no-vector',
    'repaired',
    'Without a vector there is no attack at any price.',
    crossing,
    'small',
    {},
    unattacked([2, 1, 1]),
  ),
  window(
    'without-one-cheaper-throughout',
    'necessary',
    'Dropped: one vector is the cheaper in every block. 3 + 2 < min(7, 7).',
    { censor: [3, 4], silence: [[5, 2]] },
    'small',
    both,
    attacked(twoVectors, 4, 5),
  ),
  window(
    'without-two-vectors-only',
    'necessary',
    'Dropped: these two vectors are all there are. The key costs 1.',
    censorshipCheaper,
    'small',
    withKey,
    attacked([18, 24, 5], 1, 1),
  ),
  {
    id: 'wrong-claim-refuted',
    reading: 'witness',
    says: 'An attacker who leaves out the last block is refuted in it.',
    system: pricedWindowSystem,
    property: reachable<PricedWindowView>(
      'refuted-in-the-last-block',
      'The claim is refuted in the last block of its window.',
      (state) =>
        state.window.matches('refuted') && state.window.context.block + 1 === state.window.context.challengePeriod,
    ),
    instance: 'small',
    setting: both,
    expect: { ...unattacked(twoVectors), steps: 3 },
  },
  {
    id: 'window-ends',
    reading: 'repaired',
    says: 'The window has C blocks and no more, whatever was paid.',
    system: pricedWindowSystem,
    property: always<PricedWindowView>(
      'window-ends',
      'The block in progress is one of the window.',
      ({ window: { context } }) => context.block >= 0 && context.block < context.challengePeriod,
    ),
    instance: 'small',
    setting: both,
    expect: unattacked(twoVectors),
  },
  lasting(
    'bought-is-censored',
    'Who has paid for the last block needs nothing more: no proof is in it.',
    ({ builders }) => builders.matches('bought'),
    censor,
    [4, 3, 2],
  ),
  lasting(
    'silenced-is-silent',
    'Who has silenced every validator for the last block needs nothing more either.',
    ({ validators }) => validators.every((validator) => validator.matches('silenced')),
    silence,
    [4, 3, 2],
  ),
];

/**
 * Which vectors there are to price. Each hypothesis shuts one; that all are needed means that each vector alone makes a wrong batch
 * final, so that the least price is one over at least these five. The theorem prices the first two.
 */
const vectors: AnyLattice = {
  id: 'vectors',
  says: 'Which vectors have to be shut, or cost enough, for no wrong batch to become final?',
  system: optimisticRollupSystem,
  goal: validity,
  instance: 'rollup',
  setting: { powers: { cheat: true, order: true } },
  hypotheses: {
    uncensored: {
      says: 'proofs are left out of fewer blocks than the window has',
      dropped: { powers: { censor: 3 } },
    },
    unsilenced: { says: 'the validator cannot be kept from a whole window', dropped: { powers: { offline: 3 } } },
    published: { says: 'data cannot be kept back', dropped: { powers: { withhold: true } } },
    solvent: { says: 'the validator cannot be left without a bond', dropped: { powers: { unfunded: true } } },
    noKey: { says: 'nobody can be bribed who replaces the contract', dropped: { powers: { upgrade: true } } },
  },
  expect: { minimalSufficient: [['uncensored', 'unsilenced', 'published', 'solvent', 'noKey']] },
};

export const theorem: AnyTheorem = defineTheorem({
  item: '5.2.2',
  title: 'Optimistic Rollup Economic Security',
  says: 'Breaking an optimistic rollup costs at least the smaller of two costs: of a wrong transition that goes unchallenged, and of censoring fraud proofs for the whole challenge period.',
  instances: {
    small: { C: 2, validators: 1 },
    medium: { C: 2, validators: 2 },
    large: { C: 5, validators: 3 },
    rollup: { C: 3, batches: 1, dataDelay: 0, reactionDelay: 0 },
  },
  claims,
  lattices: [vectors],
});
