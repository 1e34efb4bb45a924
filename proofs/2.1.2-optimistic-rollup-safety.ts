/**
 * Theorem 2.1.2 (Optimistic Rollup Safety): "… is safe if and only if at least one honest validator is able to submit a fraud
 * proof within time C for any invalid state transition."
 *
 * Literal reading. "Safe" as Property 1.2.2 has it (two observers agree) makes both directions false at once: observers of one L1
 * contract agree on an invalid batch too. So "safe" is read as validity: what is finalised is the fold of the transition function
 * over the posted batches. Then:
 * - "if" is false. Able to submit is not included, included is not in time, and a proof against the parent says nothing about
 *   the child. Five shortest attacks, each with an honest validator that can submit within C.
 * - "only if" is false run by run: nobody has to submit anything while nobody cheats.
 * - What it takes for granted: that F and the validators know the right state. With one client for all, a flaw of that client is right
 *   by definition, and what it makes out of nothing is final after C blocks.
 * - What the theorem forgets: with an unsound verifier a valid batch dies in two steps and the rollup is still "safe".
 *
 * Repaired reading. Under the hypotheses below no invalid batch is finalised and no valid one removed. Each is necessary: dropped
 * alone, it gives the counterexample of its `necessary` claim (`soundVerifier` for survival, the others for validity). `noReordering`
 * is no part of the repair but of the lattice: it can stand in for `challengeBeforeFinalise`.
 *
 * Trace lengths are those of an earlier, smaller model with flags in place of states, except where noted at the claim.
 */

import { range } from '../checker/language/menu.ts';
import { type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type Claim,
  defineTheorem,
  type Expectation,
  type Hypothesis,
  type Theorem,
} from '../checker/language/theorem.ts';
import { execute, sameLedger } from '../model/l2-ledger.ts';
import { type OptimisticView, optimisticRollupSystem } from '../model/systems/optimistic-rollup.ts';
import { bookkeepingClaims } from './2.1.2-bookkeeping.ts';
import { expected } from './2.1.2-expected.ts';
import { backed, bondsConserved, isRight, soundness, survival, validity } from './2.1.2-goals.ts';
import { specifiedClaim } from './2.1.2-specified.ts';
import { measured, staying } from './own-instance.ts';

const system = optimisticRollupSystem;

/** What the repaired theorem grants the adversary: everything but the hypotheses. */
const adversary: Setting = { powers: { cheat: true, order: true, bogusProof: true, censor: 2 } };

const hypotheses: Readonly<Record<string, Hypothesis>> = {
  soundVerifier: { says: 'F accepts no proof against a valid transition', dropped: { without: ['soundVerifier'] } },
  completeVerifier: {
    says: 'F accepts a proof against every invalid transition',
    dropped: { without: ['completeVerifier'] },
  },
  availableData: {
    says: 'the data of every batch reaches an honest validator',
    dropped: { powers: { withhold: true } },
  },
  onlineValidator: { says: 'that validator reacts in time', dropped: { powers: { offline: 3 } } },
  fundedValidator: { says: 'that validator can pay the bond of a proof', dropped: { powers: { unfunded: true } } },
  boundedCensorship: { says: 'fewer than C blocks are censored in all (K < C)', dropped: { powers: { censor: 3 } } },
  challengeBeforeFinalise: {
    says: 'challenges take effect before the same block finalises',
    dropped: { without: ['challengeBeforeFinalise'] },
  },
  cascade: { says: 'removing a batch removes its descendants', dropped: { without: ['cascade'] } },
  noUpgrade: { says: 'no key replaces the contract', dropped: { powers: { upgrade: true } } },
};

/** Hypotheses that the repair does not need, but that can replace others. */
const alternatives: Readonly<Record<string, Hypothesis>> = {
  noReordering: { says: 'nobody chooses the order inside a block', dropped: { powers: { order: true } } },
  honestSequencer: { says: 'the sequencer never posts a wrong state', dropped: { powers: { cheat: true } } },
};

/** What validity needs besides one of the two answers to reordering. */
const needed = [
  'completeVerifier',
  'availableData',
  'onlineValidator',
  'fundedValidator',
  'boundedCensorship',
  'cascade',
  'noUpgrade',
];

/** The expectation of a claim; `2.1.2-expected.ts` holds the numbers, one line a claim, each compared by every run. */
function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

function literal(id: string, says: string, setting: Setting): Claim<OptimisticView> {
  return {
    id,
    reading: 'literal',
    says,
    system,
    property: validity,
    instance: 'small',
    setting,
    expect: expectation(id, 'violated'),
  };
}

const literalClaims: readonly Claim<OptimisticView>[] = [
  literal('withheld-data', 'The validator is online and funded, but cannot compute a proof without the data.', {
    powers: { cheat: true, withhold: true },
  }),
  literal('validator-offline', 'The validator could submit at any time, and sleeps for C blocks.', {
    powers: { cheat: true, offline: 3 },
  }),
  literal('proof-censored', 'The proof is submitted at once and left out of C blocks.', {
    powers: { cheat: true, censor: 3 },
  }),
  literal(
    'finalised-before-challenge',
    'The proof is in the last block of the window; the builder lets finalisation run first.',
    {
      powers: { cheat: true, censor: 2, order: true },
      without: ['challengeBeforeFinalise'],
    },
  ),
  literal('orphan-survives', 'The parent is removed; its child is a valid transition, so no proof against it exists.', {
    powers: { cheat: true },
    without: ['cascade'],
  }),
  {
    id: 'nobody-cheats',
    reading: 'literal',
    says: '"Only if" fails: no validator acts, none could, and every run is safe because every batch is right.',
    system,
    property: validity,
    instance: 'small',
    setting: { powers: { unfunded: true, offline: 12, censor: 12, order: true } },
    expect: expectation('nobody-cheats', 'exhausted'),
  },
  {
    id: 'bogus-proof',
    reading: 'literal',
    says: 'The theorem says nothing of valid batches: an unsound verifier lets a bogus proof remove one.',
    system,
    property: survival,
    instance: 'small',
    setting: { powers: { bogusProof: true }, without: ['soundVerifier'] },
    expect: expectation('bogus-proof', 'violated'),
  },
  {
    id: 'inflating-client',
    reading: 'literal',
    says: 'Everybody runs one client, and it makes money: to F and to every validator that is the right state.',
    system,
    property: backed,
    instance: 'small',
    setting: { without: ['conservesValue'] },
    expect: expectation('inflating-client', 'violated'),
  },
];

function repaired(
  id: string,
  says: string,
  instance: string,
  property: Property<OptimisticView>,
  setting: Setting,
): Claim<OptimisticView> {
  return { id, reading: 'repaired', says, system, property, instance, setting, expect: expectation(id, 'exhausted') };
}

const repairedClaims: readonly Claim<OptimisticView>[] = [
  repaired(
    'repaired',
    'Under all nine hypotheses no invalid batch becomes final and no valid one is removed.',
    'small',
    soundness,
    adversary,
  ),
  repaired(
    'repaired-medium',
    'The same with three batches, slow data and a slow validator.',
    'medium',
    soundness,
    adversary,
  ),
  repaired(
    'repaired-large',
    'The same with four batches, slow data and a slow validator that naps once.',
    'large',
    soundness,
    {
      powers: { ...adversary.powers, censor: 3, offline: 1 },
    },
  ),
  repaired('supply-backed', 'Nothing final is worth more than was deposited.', 'small', backed, adversary),
  repaired('bonds-conserved', 'Bonds are neither made nor lost, whoever wins.', 'small', bondsConserved, adversary),
];

const necessaryClaims: readonly Claim<OptimisticView>[] = Object.entries(hypotheses).map(
  ([name, { says, dropped }]) => {
    const id = `without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return {
      id,
      reading: 'necessary',
      says: `Dropped: ${says}.`,
      system,
      property: name === 'soundVerifier' ? survival : validity,
      instance: 'small',
      setting: {
        powers: { ...adversary.powers, ...dropped.powers },
        ...(dropped.without === undefined ? {} : { without: dropped.without }),
      },
      expect: expectation(id, 'violated'),
    };
  },
);

const bondNotTaken: Claim<OptimisticView> = {
  id: 'without-takes-bond',
  reading: 'necessary',
  says: 'Dropped, of the bonds: a batch is posted with one. The contract pays out what nobody put in.',
  system,
  property: bondsConserved,
  instance: 'small',
  setting: { ...adversary, without: ['takesBond'] },
  expect: expectation('without-takes-bond', 'violated'),
};

function witness(id: string, says: string, holds: (state: OptimisticView) => boolean): Claim<OptimisticView> {
  const property = reachable<OptimisticView>(id, says, holds);
  return {
    id,
    reading: 'witness',
    says,
    system,
    property,
    instance: 'small',
    setting: adversary,
    expect: expectation(id, 'exhausted'),
  };
}

const isWrong = ({ rollup }: OptimisticView, index: number): boolean =>
  !isRight(rollup.context.batches, index, rollup.context.terms.capacity);

const witnessClaims: readonly Claim<OptimisticView>[] = [
  witness('batch-finalised', 'A batch is finalised.', ({ rollup }) =>
    rollup.context.batches.some(({ status }) => status === 'final'),
  ),
  witness('invalid-batch-removed', 'An invalid batch is posted and removed.', (state) =>
    state.rollup.context.batches.some(({ status }, i) => status === 'removed' && isWrong(state, i)),
  ),
  witness(
    'last-block-used',
    'Every censored block is spent, the batch is one block short of final, and the proof still comes first.',
    (state) => {
      const { batches, terms } = state.rollup.context;
      const atTheEdge = batches.some(
        ({ status, age }, i) => status === 'pending' && age === terms.challengePeriod - 1 && isWrong(state, i),
      );
      return atTheEdge && state.l1.context.censorship === 0;
    },
  ),
  witness(
    'removed-without-censorship-left',
    'The adversary has spent her censorship and her invalid batch is removed all the same.',
    (state) =>
      state.l1.context.censorship === 0 &&
      state.rollup.context.batches.some(({ status }, i) => status === 'removed' && isWrong(state, i)),
  ),
  witness('orphan-removed', 'A locally valid child falls with its invalid parent.', ({ rollup }) =>
    rollup.context.batches.some(({ status, parent, post }) => {
      const below = parent === 'genesis' ? undefined : rollup.context.batches[parent];
      return status === 'removed' && below?.status === 'removed' && sameLedger(execute(below.post), post);
    }),
  ),
  witness(
    'bogus-proof-rejected',
    'A bogus proof is rejected and its bond burnt.',
    ({ rollup }) => rollup.context.stakes.outsider === 0,
  ),
  witness('chain-regrows', 'After a removal the chain is built anew and finalised.', ({ rollup }) => {
    const { batches } = rollup.context;
    return batches.some(({ status }) => status === 'removed') && batches.some(({ status }) => status === 'final');
  }),
];

const sweeping: Setting = { powers: { cheat: true, order: true, bogusProof: true } };
export const theorem: Theorem<OptimisticView> = defineTheorem<OptimisticView>({
  item: '2.1.2',
  title: 'Optimistic Rollup Safety',
  says: 'A rollup with challenge period C and fraud proofs F is safe iff some honest validator can submit a fraud proof within C for any invalid transition.',
  instances: {
    small: { C: 3, batches: 2, dataDelay: 0, reactionDelay: 0 },
    medium: { C: 5, batches: 3, dataDelay: 1, reactionDelay: 1 },
    large: { C: 7, batches: 4, dataDelay: 1, reactionDelay: 1 },
  },
  claims: staying(
    [
      ...literalClaims,
      ...repairedClaims,
      ...bookkeepingClaims,
      ...necessaryClaims,
      bondNotTaken,
      ...witnessClaims,
      specifiedClaim,
    ],
    {
      'validator-offline': measured,
      'proof-censored': measured,
      'finalised-before-challenge': measured,
      'without-bounded-censorship': measured,
      'without-challenge-before-finalise': measured,
      'last-block-used': measured,
    },
  ),
  lattices: [
    {
      id: 'assumptions-validity',
      says: 'Which hypotheses make every finalised batch right?',
      system,
      goal: validity,
      instance: 'small',
      setting: { powers: { bogusProof: true, censor: 2 } },
      hypotheses: { ...hypotheses, ...alternatives },
      expect: {
        minimalSufficient: [['honestSequencer'], [...needed, 'challengeBeforeFinalise'], [...needed, 'noReordering']],
      },
    },
    {
      id: 'assumptions-survival',
      says: 'Which hypotheses keep every right batch alive?',
      system,
      goal: survival,
      instance: 'small',
      setting: { powers: { bogusProof: true, censor: 2 } },
      hypotheses: { ...hypotheses, ...alternatives },
      expect: { minimalSufficient: [['soundVerifier']] },
    },
  ],
  frontiers: [
    {
      id: 'frontier-challenges-first',
      says: 'Challenge period C against K censored blocks, challenges first in a block.',
      system,
      goal: validity,
      instance: 'small',
      setting: sweeping,
      axes: { K: { power: 'censor', values: range(0, 6).values }, C: { parameter: 'C', values: range(1, 6).values } },
      expect: { formula: 'K < C' },
    },
    {
      id: 'frontier-finalisation-first',
      says: 'The same where the builder may let finalisation run before challenges.',
      system,
      goal: validity,
      instance: 'small',
      setting: { ...sweeping, without: ['challengeBeforeFinalise'] },
      axes: { K: { power: 'censor', values: range(0, 6).values }, C: { parameter: 'C', values: range(1, 6).values } },
      expect: { formula: 'K < C - 1' },
    },
    {
      id: 'frontier-delays',
      says: 'With D blocks until the data arrives, R until the validator reacts, O slept through and K censored.',
      system,
      goal: validity,
      instance: 'small',
      setting: sweeping,
      axes: {
        D: { parameter: 'dataDelay', values: range(0, 2).values },
        R: { parameter: 'reactionDelay', values: range(0, 1).values },
        O: { power: 'offline', values: range(0, 1).values },
        K: { power: 'censor', values: range(0, 2).values },
        C: { parameter: 'C', values: range(1, 5).values },
      },
      expect: { formula: 'D + R + O + K < C' },
    },
  ],
});
