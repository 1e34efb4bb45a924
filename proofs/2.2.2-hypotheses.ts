/** The hypotheses of Theorem 2.2.2, and what each lattice asks about them. */

import type { Setting } from '../checker/language/system.ts';
import type { Hypothesis, Lattice } from '../checker/language/theorem.ts';
import { zkRollupSystem as system, type ZkRollupView } from '../model/systems/zk-rollup.ts';
import { authorised, executedRightly, exit, validity } from './2.2.2-goals.ts';

/** What the repaired theorem grants the sequencer: any batch, any data beside it, any proof that exists. */
export const dishonest = { cheat: true, swapData: true, skipInbox: true } as const;
export const forSafety: Setting = { powers: { ...dishonest, staleProof: 2 } };
/** What it grants where exits are the question: nobody but Alice, L1 and its clock needs to go on. */
export const forExits: Setting = { powers: { ...dishonest, crashSequencer: true, crashProver: true, censor: 1 } };

const replacedKey: Setting = { parameters: { U: 0 }, powers: { upgrade: true } };

export const safetyHypotheses: Readonly<Record<string, Hypothesis>> = {
  soundCircuit: {
    says: 'the circuit relates no more than the specification',
    dropped: { powers: { unsoundProof: true } },
  },
  bindData: { says: 'the proof is about the data that was posted', dropped: { without: ['bindData'] } },
  bindInbox: { says: 'the proof is about the message that the batch consumes', dropped: { without: ['bindInbox'] } },
  nonces: { says: 'the state keeps a nonce, and a signature names it', dropped: { without: ['nonces'] } },
  noUpgrade: { says: 'no other verifier key is installed', dropped: replacedKey },
  popAtExecution: {
    says: 'a message leaves the queue when its batch is executed',
    dropped: { without: ['popAtExecution'] },
  },
  merkleProof: { says: 'an escape is paid what a Merkle proof shows', dropped: { without: ['merkleProof'] } },
  escapeOnce: { says: 'an account escapes once', dropped: { without: ['escapeOnce'] } },
};

export const exitHypotheses: Readonly<Record<string, Hypothesis>> = {
  availableData: { says: 'the data of every batch reaches Alice', dropped: { powers: { withhold: true } } },
  escapeHatch: {
    says: 'while a message is overdue anybody can freeze the rollup',
    dropped: { without: ['escapeHatch'] },
  },
  popAtExecution: safetyHypotheses.popAtExecution as Hypothesis,
};

/** Hypotheses that can stand in for the hatch or for its queue. */
const exitAlternatives: Readonly<Record<string, Hypothesis>> = {
  forcedQueue: {
    says: 'a message that is overdue is consumed by the next batch',
    dropped: { without: ['forcedQueue'] },
  },
  honestSequencer: { says: 'the sequencer commits only what can be proven', dropped: { powers: dishonest } },
  liveSequencer: { says: 'the sequencer goes on', dropped: { powers: { crashSequencer: true } } },
  liveProver: { says: 'the prover goes on', dropped: { powers: { crashProver: true } } },
  completeCircuit: { says: 'the circuit covers every batch', dropped: { without: ['completeCircuit'] } },
};

/** What stands in for a sound circuit: time, and somebody who uses it. */
const watchHypotheses: Readonly<Record<string, Hypothesis>> = {
  guardian: { says: 'an honest guardian watches what is proven', dropped: { parameters: { guardian: 0 } } },
  boundedCensorship: {
    says: 'fewer blocks are censored than execution is delayed by (K < E)',
    dropped: { powers: { censor: 2 } },
  },
  availableData: { says: 'the data of every batch reach the guardian', dropped: { powers: { withhold: true } } },
};

export const lattices: readonly Lattice<ZkRollupView>[] = [
  {
    id: 'assumptions-validity',
    says: 'Which hypotheses make everything that V accepts valid?',
    system,
    goal: validity,
    instance: 'small',
    setting: { parameters: { U: 0 } },
    hypotheses: {
      ...Object.fromEntries(
        ['soundCircuit', 'bindData', 'bindInbox', 'noUpgrade'].map((name) => [
          name,
          safetyHypotheses[name] as Hypothesis,
        ]),
      ),
      bindIndex: { says: 'the proof is about the batch number that is due', dropped: { without: ['bindIndex'] } },
      honestSequencer: exitAlternatives.honestSequencer as Hypothesis,
    },
    expect: { minimalSufficient: [['honestSequencer'], ['soundCircuit', 'bindData', 'bindInbox', 'noUpgrade']] },
  },
  {
    id: 'assumptions-replay',
    says: 'Which hypotheses keep one signature of Alice from paying twice?',
    system,
    goal: authorised,
    instance: 'small',
    setting: { parameters: { signsBatch: 1 } },
    hypotheses: {
      nonces: safetyHypotheses.nonces as Hypothesis,
      batchNumbers: {
        says: 'a signature names the number of the batch it is for',
        dropped: { parameters: { signsBatch: 0 } },
      },
      bindIndex: { says: 'the proof is about the batch number that is due', dropped: { without: ['bindIndex'] } },
      noOldProofs: { says: 'nobody hands in a proof of an earlier batch', dropped: { powers: { staleProof: 2 } } },
      honestSequencer: { says: 'the sequencer commits no payment twice', dropped: { powers: { cheat: true } } },
    },
    expect: {
      minimalSufficient: [
        ['nonces'],
        ['batchNumbers', 'bindIndex'],
        ['batchNumbers', 'noOldProofs'],
        ['honestSequencer'],
      ],
    },
  },
  {
    id: 'assumptions-exit',
    says: 'Which hypotheses let Alice out, once her exit is in the queue on L1?',
    system,
    goal: exit,
    instance: 'small',
    setting: { powers: { censor: 1 } },
    hypotheses: { ...exitHypotheses, ...exitAlternatives },
    expect: {
      minimalSufficient: [
        ['availableData', 'escapeHatch', 'popAtExecution'],
        ['availableData', 'escapeHatch', 'honestSequencer', 'liveProver', 'completeCircuit'],
        ['availableData', 'forcedQueue', 'honestSequencer', 'liveSequencer', 'liveProver', 'completeCircuit'],
      ],
    },
  },
  {
    id: 'assumptions-execution',
    says: 'Which hypotheses keep a wrong batch from taking effect, with two blocks between proof and execution?',
    system,
    goal: executedRightly,
    instance: 'small',
    setting: { parameters: { E: 2, guardian: 1 }, powers: { censor: 1 } },
    hypotheses: {
      soundCircuit: safetyHypotheses.soundCircuit as Hypothesis,
      honestSequencer: exitAlternatives.honestSequencer as Hypothesis,
      ...watchHypotheses,
    },
    expect: {
      minimalSufficient: [['soundCircuit'], ['honestSequencer'], ['guardian', 'boundedCensorship', 'availableData']],
    },
  },
];
