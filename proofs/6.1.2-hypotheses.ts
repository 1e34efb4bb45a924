/** Theorem 6.1.2: what the adversary is granted, and the hypotheses under which the safety half holds. */

import type { Setting } from '../checker/language/system.ts';
import type { Hypothesis } from '../checker/language/theorem.ts';

/** What the repaired theorem grants the adversary: everything but the hypotheses. F = kc in every instance. */
export const adversary: Setting = { powers: { reorg: 2, forge: true, split: true } };

/** The same against a committee of three operators, two of which must sign. */
export const thief: Setting = { powers: { ...adversary.powers, keys: 1 } };

/** One transfer alone: with a committee, two of them have three million states. */
export function oneTransfer(setting: Setting): Setting {
  return { ...setting, parameters: { ...setting.parameters, transfers: 1 } };
}

/** The same against watchers who miss one block of a window of two; the deadline is a block behind it, or nothing could be minted. */
export const forger: Setting = { parameters: { transfers: 1, timeout: 3 }, powers: { ...adversary.powers, miss: 1 } };

/** What all bridges need. */
export const hypotheses: Readonly<Record<string, Hypothesis>> = {
  waitsForFinality: {
    says: 'a lock counts once it has as many confirmations as no reorg reaches (kc ≥ F)',
    dropped: { parameters: { kc: 1 } },
  },
  lockMovesBalance: {
    says: 'the message of a lock is conditioned on the balance that it moves',
    dropped: { without: ['lockMovesBalance'] },
  },
  replayGuard: { says: 'a message id is spent once', dropped: { without: ['replayGuard'] } },
  liveChainId: {
    says: 'the destination of a message is compared with the live chain id',
    dropped: { without: ['liveChainId'] },
  },
  mintDeadline: { says: 'nothing is minted after the deadline', dropped: { without: ['mintDeadline'] } },
  refundOnNonReceipt: {
    says: 'refunds need a proof of non-receipt after the deadline on the target clock',
    dropped: { without: ['refundOnNonReceipt'] },
  },
  refundChecksDeadline: {
    says: 'that proof is past the deadline of the lock in force',
    dropped: { without: ['refundChecksDeadline'] },
  },
};

/** What a light client needs besides. */
export const clientHypotheses: Readonly<Record<string, Hypothesis>> = {
  nonZeroRoot: {
    says: 'the root zero, where unproven messages lead, is not trusted',
    dropped: { without: ['nonZeroRoot'] },
  },
  trustedRootOnly: {
    says: 'a proof counts only against a root that the client has verified',
    dropped: { without: ['trustedRootOnly'] },
  },
  proofBindsMessage: {
    says: 'a proof is of the very message: the hash ignores none of its fields',
    dropped: { without: ['proofBindsMessage'] },
  },
  soundProof: {
    says: 'headers, or the validity proof that stands for them, cannot be made up',
    dropped: { powers: { unsoundProof: true } },
  },
};

/** What a committee needs besides. */
export const committeeHypotheses: Readonly<Record<string, Hypothesis>> = {
  attestedByTokens: {
    says: 'whether a message is attested is counted from signatures',
    dropped: { without: ['attestedByTokens'] },
  },
  confinedCalls: {
    says: 'the call of a message reaches nothing but the tokens',
    dropped: { powers: { seize: true }, without: ['confinedCalls'] },
  },
  initialisedOnce: {
    says: 'the contract that keeps the keys is initialised once',
    dropped: { powers: { seize: true }, without: ['initialisedOnce'] },
  },
  honestQuorum: { says: 'fewer than k keys are stolen (i < k)', dropped: { powers: { keys: 2 } } },
};

/** What claims that can be disputed need besides. */
export const optimisticHypotheses: Readonly<Record<string, Hypothesis>> = {
  afterWindow: {
    says: 'a claim counts only when its window is over',
    dropped: { without: ['afterWindow'] },
  },
  noZeroClaim: {
    says: 'the root zero, where unproven messages lead, is no claim that stood',
    dropped: { without: ['nonZeroRoot'] },
  },
  promptWatchers: { says: 'watchers miss fewer blocks than a window has (K < W)', dropped: { powers: { miss: 2 } } },
};

/** Hypotheses that the repair does not need, but that can replace others. */
export const alternatives: Readonly<Record<string, Hypothesis>> = {
  finalSource: { says: 'the source never reorgs', dropped: { powers: { reorg: 2 } } },
  noForgery: { says: 'nobody submits what was never attested or proved', dropped: { powers: { forge: true } } },
  noSplit: { says: 'the target never splits', dropped: { powers: { split: true } } },
};
