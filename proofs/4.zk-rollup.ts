/**
 * Section 4, `ZkRollup`: the implementation in `model/reference/` is held to the machines of Definition 2.2.1.
 *
 * The seed's sketch collects transactions, throws them away when there are enough, and says so with the bit that also means "still waiting"; it
 * has a verification key and never a proof. What the implementation does instead is said by the machines: a batch is committed, takes
 * effect only after a proof of it was verified, consumes what waits on L1, and can be escaped from. That this is what Theorem 2.2.2 needs is
 * that theorem's affair.
 *
 * Two ends are asked. The L1 contract stands for `rollup`, `inbox` and `key`, and meets a sequencer who may post anything. The operator's end
 * (`ZkRollup`) stands for `sequencer` as well and is honest: there are no powers then, and every batch goes through it. Proofs are by
 * re-execution, so the component `prover` is the proof system itself: what it cannot prove is handed in forged. Alice and L1 are played.
 *
 * Refusals of BLOCK are the environment's, and so are those of PROVE. A second announcement of a key is not asked about: the machine has but
 * one in its life, the contract one at a time.
 */

import { conforms, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import { defineTheorem, type Theorem } from '../checker/language/theorem.ts';
import { type ZkRollupView, zkRollupSystem } from '../model/systems/zk-rollup.ts';
import { observed, type Parts, parts, ZkRollupAdapter } from './4.zk-rollup-adapter.ts';

const contractAnswers = {
  rollup: ['COMMIT', 'VERIFY', 'EXECUTE', 'FREEZE', 'ESCAPE'],
  inbox: ['COMMIT', 'FREEZE', 'ESCAPE'],
  key: ['VERIFY', 'UPGRADE'],
};

/** The questions put to the implementation, or to one in which a test has replaced a part. */
export function contractConforms(replaced: Partial<Parts> = {}): Property<ZkRollupView> {
  return conforms('contract-conforms', 'The contract does what the machines do, and refuses what they refuse.', {
    answers: contractAnswers,
    start: (configuration) => new ZkRollupAdapter(configuration, false, { ...parts, ...replaced }),
    observed: (view) => observed(view, false),
  });
}

export function operatorConforms(replaced: Partial<Parts> = {}): Property<ZkRollupView> {
  return conforms('operator-conforms', 'Contract and operator do what the machines do, and refuse what they refuse.', {
    answers: { ...contractAnswers, sequencer: ['COMMIT'] },
    start: (configuration) => new ZkRollupAdapter(configuration, true, { ...parts, ...replaced }),
    observed: (view) => observed(view, true),
  });
}

/** Transitions that no claim replays, each with the reason; `test/proofs/4.zk-rollup.test.ts` compares. */
export const unreplayed: Readonly<Record<string, string>> = {
  'rollup active.proven BLOCK 1':
    'a guardian takes a proven batch back; the contract has none, and its proofs are sound',
  'sequencer PUBLISH 1':
    'data that were kept back come late; the operator publishes what it commits, and of others the contract sees the hash alone',
  'sequencer running CRASH 1': 'an operator that has stopped is not there to be asked',
  'sequencer running CRASH 2': 'the prover stops: a proof system has no state',
  'sequencer crashed CRASH 1': 'as above',
};

/** A sequencer who claims states that nobody reached, posts other data, passes messages over, and hands in old proofs. */
const anySequencer: Setting = { powers: { cheat: true, swapData: true, skipInbox: true, staleProof: 1 } };

/** Another verification key is announced and installed. */
const otherKey: Setting = { powers: { upgrade: true } };

export const theorem: Theorem<ZkRollupView> = defineTheorem<ZkRollupView>({
  item: '4.zk-rollup',
  title: 'ZkRollup',
  says: 'Transactions are collected, executed in batches, proven under a key, and take effect when the proof was verified.',
  instances: {
    small: { D: 1, U: 1, payments: 1, deposits: 0, signsBatch: 0 },
    deposit: { D: 1, U: 1, payments: 1, deposits: 1, signsBatch: 0 },
    delay: { D: 1, U: 1, E: 2, payments: 1, deposits: 0, signsBatch: 0 },
  },
  claims: [
    {
      id: 'conforms',
      reading: 'conformance',
      says: 'ZkRollup and its contract take every transition of an honest rollup, and refuse whatever the machines refuse',
      system: zkRollupSystem,
      property: operatorConforms(),
      instance: 'deposit',
      expect: { verdict: 'exhausted', states: 1596, transitions: 4468, depth: 25, covered: [2301, 141966] },
    },
    {
      id: 'contract-conforms',
      reading: 'conformance',
      says: 'RollupContract alone does so whatever the sequencer posts and whichever proof is handed in',
      system: zkRollupSystem,
      property: contractConforms(),
      instance: 'small',
      setting: anySequencer,
      expect: { verdict: 'exhausted', states: 3733, transitions: 9259, depth: 27, covered: [1238, 53564] },
    },
    {
      id: 'delay-conforms',
      reading: 'conformance',
      says: 'ZkRollup and its contract do so where a batch is executed two blocks after its proof',
      system: zkRollupSystem,
      property: operatorConforms(),
      instance: 'delay',
      expect: { verdict: 'exhausted', states: 463, transitions: 1059, depth: 25, covered: [729, 20012] },
    },
    {
      id: 'key-conforms',
      reading: 'conformance',
      says: 'RollupContract alone does so while another verification key is announced and installed',
      system: zkRollupSystem,
      property: contractConforms(),
      instance: 'small',
      setting: otherKey,
      expect: { verdict: 'exhausted', states: 4160, transitions: 16266, depth: 27, covered: [2728, 79047] },
    },
  ],
});
