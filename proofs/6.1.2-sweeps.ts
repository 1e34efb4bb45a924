/** Theorem 6.1.2, safety: the lattices of hypotheses, one a verifier, and the frontiers of its numbers. */

import { range } from '../checker/language/menu.ts';
import type { Frontier, Lattice } from '../checker/language/theorem.ts';
import { committeeBridge, lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../model/systems/optimistic-bridge.ts';
import { atomicity, mintable } from './6.1.2-goals.ts';
import {
  adversary,
  alternatives,
  clientHypotheses,
  committeeHypotheses,
  forger,
  hypotheses,
  optimisticHypotheses,
} from './6.1.2-hypotheses.ts';

/** What no alternative replaces. */
const needed = ['lockMovesBalance', 'replayGuard', 'mintDeadline', 'refundOnNonReceipt'];

/** Every way to take one set of each pair, with what is needed in any case. */
function combined(always: readonly string[], ...choices: readonly (readonly (readonly string[])[])[]): string[][] {
  return choices.reduce<string[][]>(
    (sets, choice) => sets.flatMap((set) => choice.map((names) => [...set, ...names])),
    [[...always]],
  );
}

const answerToReorgs = [['finalSource'], ['waitsForFinality', 'refundChecksDeadline']];
const answerToSplits = [['noSplit'], ['liveChainId']];

export const lattices: readonly Lattice<BridgeView>[] = [
  {
    id: 'assumptions-light-client',
    says: 'Which hypotheses keep a bridge by light clients atomic?',
    system: lightClientBridge,
    goal: atomicity,
    instance: 'small',
    hypotheses: { ...hypotheses, ...clientHypotheses, ...alternatives },
    expect: {
      minimalSufficient: combined([...needed, 'soundProof'], answerToReorgs, answerToSplits, [
        ['noForgery'],
        ['nonZeroRoot', 'trustedRootOnly', 'proofBindsMessage'],
      ]),
    },
  },
  {
    id: 'assumptions-committee',
    says: 'Which hypotheses keep a bridge by a committee atomic, with one of three keys stolen?',
    system: committeeBridge,
    goal: atomicity,
    instance: 'small',
    // One transfer: the hypotheses speak of one, and the runs are a hundred.
    setting: { parameters: { transfers: 1 }, powers: { keys: 1 } },
    hypotheses: { ...hypotheses, ...committeeHypotheses, ...alternatives },
    expect: {
      minimalSufficient: combined(
        [...needed, 'honestQuorum', 'confinedCalls', 'initialisedOnce'],
        answerToReorgs,
        answerToSplits,
        [['noForgery'], ['attestedByTokens']],
      ),
    },
  },
  {
    id: 'assumptions-optimistic',
    says: 'Which hypotheses keep a bridge of disputable claims atomic, with watchers who miss one block?',
    system: optimisticBridge,
    goal: atomicity,
    instance: 'small',
    setting: { parameters: forger.parameters ?? {}, powers: { miss: 1 } },
    hypotheses: { ...hypotheses, ...optimisticHypotheses, ...alternatives },
    expect: {
      minimalSufficient: combined([...needed, 'promptWatchers'], answerToReorgs, answerToSplits, [
        ['noForgery'],
        ['afterWindow', 'noZeroClaim'],
      ]),
    },
  },
];

export const frontiers: readonly Frontier<BridgeView>[] = [
  {
    id: 'frontier-finality',
    says: 'Confirmations kc against reorgs shorter than F.',
    system: lightClientBridge,
    goal: atomicity,
    instance: 'small',
    setting: adversary,
    axes: { F: { power: 'reorg', values: range(0, 4).values }, kc: { parameter: 'kc', values: range(0, 4).values } },
    expect: { formula: 'F <= kc' },
  },
  {
    id: 'frontier-keys',
    says: 'Threshold k against i operators whose key is stolen, of four with one key each.',
    system: committeeBridge,
    goal: atomicity,
    instance: 'small',
    setting: { ...adversary, parameters: { transfers: 1, n: 4 } },
    axes: { i: { power: 'keys', values: range(0, 4).values }, k: { parameter: 'k', values: range(1, 4).values } },
    expect: { formula: 'i < k' },
  },
  {
    id: 'frontier-correlated-keys',
    says: 'The same with two keys to an operator: whoever has one has the other.',
    system: committeeBridge,
    goal: atomicity,
    instance: 'small',
    setting: { ...adversary, parameters: { transfers: 1, n: 3, keysEach: 2 } },
    axes: { i: { power: 'keys', values: range(0, 3).values }, k: { parameter: 'k', values: range(1, 6).values } },
    expect: { formula: '2*i < k' },
  },
  {
    id: 'frontier-window',
    says: 'Window W of a claim against K blocks that its watchers miss.',
    system: optimisticBridge,
    goal: atomicity,
    instance: 'small',
    setting: { powers: { reorg: 2, forge: true }, parameters: { transfers: 1, timeout: 4 } },
    axes: { K: { power: 'miss', values: range(0, 3).values }, W: { parameter: 'window', values: range(0, 3).values } },
    expect: { formula: 'K < W' },
  },
  {
    id: 'frontier-deadline',
    says: 'Where a claimed lock can be minted at all: window W against the blocks T until the deadline.',
    system: optimisticBridge,
    goal: mintable,
    instance: 'small',
    setting: { parameters: { transfers: 1 } },
    axes: {
      W: { parameter: 'window', values: range(0, 3).values },
      T: { parameter: 'timeout', values: range(1, 4).values },
    },
    expect: { formula: 'W < T' },
  },
];
