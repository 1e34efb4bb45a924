/**
 * Theorem 6.1.2 (Bridge Atomicity): "A cross-layer transfer via a bridge is atomic if either both the withdrawal from the source layer
 * and the deposit to the target layer occur, or neither occurs."
 *
 * The sentence defines "atomic"; the claim is in the proof sketch: assets are locked before they are minted, and that makes the transfer
 * atomic.
 *
 * Literal reading. As a property of every instant it is false at the first lock. As a claim about the order of lock and mint it
 * is false for every reason that the order leaves open: a reorg takes the lock back, a message is executed twice or never was sent, the
 * deposit is paid back by a clock that the target does not know.
 *
 * Repaired reading. Atomicity has a safety half (minted ≤ locked, at most once, never both refunded and minted) and a liveness half
 * (no transfer stays half done for ever). Here is the safety half, for both directions (released ≤ burned too). Under the hypotheses
 * below it holds, and each of them is necessary. The liveness half, □◇resolved under fair clocks, is in `6.1.2-resolution.ts`.
 *
 * Found on the way: kc ≥ F, spent ids and proofs of non-receipt are not enough while sources reorg. A lock is orphaned, its deadline
 * passes, its non-receipt is proved, and a new lock takes the nonce with a new deadline: unless the proof is held to the deadline of the
 * lock in force (`refundChecksDeadline`), it pays the new lock back and that one is minted all the same, in 11 steps.
 *
 * Trace lengths: an earlier, smaller model mints straight from a lock. Here the verifier is a machine of its own and a
 * statement reaches it by an event, so a light client needs one step more (mint before finality 4 instead of 3, or 5 instead of 4 after
 * one confirmation; replay 6 instead of 5; refund by the source's own clock 6 instead of 5) and a committee one for each signature
 * (a stolen quorum of k keys k + 1). Half-done and forged messages keep their length of 1. The deposit of nothing (Qubit) takes 5
 * and the replay on a twin chain 7, because the lock first has to gather kc = 2 confirmations.
 */

import { range } from '../checker/language/menu.ts';
import { type Property, reachable } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import {
  type Claim,
  defineTheorem,
  type Expectation,
  type Hypothesis,
  type Theorem,
} from '../checker/language/theorem.ts';
import { keysUnder } from '../model/bridge-committee.ts';
import { type BridgeView, committeeBridge, lightClientBridge } from '../model/systems/bridge.ts';
import { expected } from './6.1.2-expected.ts';
import { atEveryInstant, atomicity, isRefunded, lockHolds, minted, some } from './6.1.2-goals.ts';
import { resolutionClaims, resolutionFrontiers } from './6.1.2-resolution.ts';

/** What the repaired theorem grants the adversary: everything but the hypotheses. F = kc in every instance. */
const adversary: Setting = { powers: { reorg: 2, forge: true, split: true } };

/** The same against a committee of three operators, two of which must sign. */
const thief: Setting = { powers: { ...adversary.powers, keys: 1 } };

/** One transfer alone: with a committee, two of them have three million states. */
function oneTransfer(setting: Setting): Setting {
  return { ...setting, parameters: { ...setting.parameters, transfers: 1 } };
}

/** What both bridges need. */
const hypotheses: Readonly<Record<string, Hypothesis>> = {
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
const clientHypotheses: Readonly<Record<string, Hypothesis>> = {
  nonZeroRoot: {
    says: 'the root zero, where unproven messages lead, is not trusted',
    dropped: { without: ['nonZeroRoot'] },
  },
  trustedRootOnly: {
    says: 'a proof counts only against a root that the client has verified',
    dropped: { without: ['trustedRootOnly'] },
  },
};

/** What a committee needs besides. */
const committeeHypotheses: Readonly<Record<string, Hypothesis>> = {
  attestedByTokens: {
    says: 'whether a message is attested is counted from signatures',
    dropped: { without: ['attestedByTokens'] },
  },
  honestQuorum: { says: 'fewer than k keys are stolen (i < k)', dropped: { powers: { keys: 2 } } },
};

/** Hypotheses that the repair does not need, but that can replace others. */
const alternatives: Readonly<Record<string, Hypothesis>> = {
  finalSource: { says: 'the source never reorgs', dropped: { powers: { reorg: 2 } } },
  noForgery: { says: 'nobody submits what was never attested or proved', dropped: { powers: { forge: true } } },
  noSplit: { says: 'the target never splits', dropped: { powers: { split: true } } },
};

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

/** The expectation of a claim; `6.1.2-expected.ts` holds the numbers, one line a claim, each compared by every run. */
function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

function literal(
  id: string,
  says: string,
  setting: Setting,
  system: System<BridgeView> = lightClientBridge,
  property: Property<BridgeView> = atomicity,
): Claim<BridgeView> {
  const expect = expectation(id, 'violated');
  return { id, reading: 'literal', says, system, property, instance: 'small', setting, expect };
}

const literalClaims: readonly Claim<BridgeView>[] = [
  literal(
    'half-done',
    'Right after a lock the withdrawal has occurred and the deposit has not.',
    {},
    lightClientBridge,
    atEveryInstant,
  ),
  literal('mint-before-finality', 'Minted without waiting, and the source reorgs the lock away.', {
    parameters: { kc: 0 },
    powers: { reorg: 1 },
  }),
  literal('mint-after-one-confirmation', 'One confirmation is waited for, and the reorg is one block longer.', {
    parameters: { kc: 1 },
    powers: { reorg: 2 },
  }),
  literal('message-replayed', 'One lock, one message, executed twice.', { without: ['replayGuard'] }),
  literal('message-never-sent', 'No lock at all: what was never proved leads to the root zero, and it is trusted.', {
    powers: { forge: true },
    without: ['nonZeroRoot'],
  }),
  literal(
    'attestation-never-made',
    'No lock at all: the verifier takes the caller at his word.',
    { powers: { forge: true }, without: ['attestedByTokens'] },
    committeeBridge,
  ),
  literal(
    'keys-stolen',
    'No lock at all: k of the keys are stolen and sign that there is one.',
    { powers: { keys: 2 } },
    committeeBridge,
  ),
  literal('nothing-deposited', 'The lock comes before the mint, but nothing was locked.', {
    without: ['lockMovesBalance'],
  }),
  literal('refund-by-own-clock', 'Locked, minted, and refunded because the source has waited long enough.', {
    without: ['refundOnNonReceipt'],
  }),
];

function repaired(
  id: string,
  says: string,
  instance: string,
  system: System<BridgeView>,
  setting: Setting,
): Claim<BridgeView> {
  const expect = expectation(id, 'exhausted');
  return { id, reading: 'repaired', says, system, property: atomicity, instance, setting, expect };
}

const repairedClaims: readonly Claim<BridgeView>[] = [
  repaired(
    'repaired',
    'Light clients: two transfers, kc = F = 2, timeout 2, forged messages, a split of the target.',
    'small',
    lightClientBridge,
    adversary,
  ),
  repaired('repaired-medium', 'Light clients: two transfers, kc = F = 3, timeout 4.', 'medium', lightClientBridge, {
    powers: { ...adversary.powers, reorg: 3 },
  }),
  repaired(
    'repaired-large',
    'Light clients: three transfers, kc = F = 2, timeout 2.',
    'large',
    lightClientBridge,
    adversary,
  ),
  repaired(
    'repaired-committee',
    'A committee, 2 keys of 3 with one stolen: one transfer, kc = F = 2, timeout 2.',
    'small',
    committeeBridge,
    oneTransfer(thief),
  ),
  repaired(
    'repaired-committee-medium',
    'A committee, 3 keys of 5 with two stolen: one transfer, kc = F = 3, timeout 4.',
    'medium',
    committeeBridge,
    oneTransfer({ parameters: { n: 5, k: 3 }, powers: { ...adversary.powers, reorg: 3, keys: 2 } }),
  ),
  repaired(
    'repaired-committee-pair',
    'A committee, 2 keys of 3 with one stolen: two transfers, kc = F = 2, timeout 2, no split of the target.',
    'small',
    committeeBridge,
    { parameters: { transfers: 2 }, powers: { ...thief.powers, split: false } },
  ),
];

function necessary(
  [name, { says, dropped }]: [string, Hypothesis],
  system: System<BridgeView>,
  { powers }: Setting,
): Claim<BridgeView> {
  const id = `without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return {
    id,
    reading: 'necessary',
    says: `Dropped: ${says}.`,
    system,
    property: atomicity,
    instance: 'small',
    setting: { ...dropped, powers: { ...powers, ...dropped.powers } },
    expect: expectation(id, 'violated'),
  };
}

const necessaryClaims: readonly Claim<BridgeView>[] = [
  ...Object.entries({ ...hypotheses, ...clientHypotheses }).map((one) => necessary(one, lightClientBridge, adversary)),
  ...Object.entries(committeeHypotheses).map((one) => necessary(one, committeeBridge, thief)),
];

function witness(
  id: string,
  says: string,
  holds: (state: BridgeView) => boolean,
  system: System<BridgeView> = lightClientBridge,
  setting: Setting = adversary,
): Claim<BridgeView> {
  const property = reachable<BridgeView>(id, says, holds);
  const expect = expectation(id, 'exhausted');
  return { id, reading: 'witness', says, system, property, instance: 'small', setting, expect };
}

const witnessClaims: readonly Claim<BridgeView>[] = [
  witness('minted-at-finality', 'A transfer is minted when its lock has exactly kc = F confirmations.', (state) =>
    some(state, ({ escrow: { context }, target }) => {
      const { confirmations, finality } = context.terms;
      return minted(target) === 1 && context.confirmations === confirmations && confirmations === finality;
    }),
  ),
  witness(
    'refund-taken-mint-refused',
    'A transfer is refunded, and its message, proved in full, is too late to be minted.',
    (state) =>
      some(state, (transfer) => {
        const { escrow, target } = transfer;
        return isRefunded(escrow) && target.value === 'expired' && minted(target) === 0 && lockHolds(transfer);
      }),
  ),
  witness(
    'one-minted-one-refunded',
    'Of two transfers one is minted and the other refunded.',
    (state) => some(state, ({ target }) => minted(target) === 1) && some(state, ({ escrow }) => isRefunded(escrow)),
  ),
  witness('there-and-back', 'A token is locked, minted, burned, and released for good.', (state) =>
    some(state, ({ escrow: { context } }) => context.releaseConfirmations === context.terms.finality),
  ),
  witness('lock-orphaned', 'A reorg takes a lock back.', (state) =>
    some(state, ({ escrow, target }) => escrow.matches({ deposit: 'free' }) && target.value !== 'unannounced'),
  ),
  witness(
    'proof-outlives-lock',
    'The lock is orphaned, and the proof that it was never received is still around.',
    (state) =>
      some(
        state,
        ({ escrow, verifier: { context } }) =>
          escrow.matches({ deposit: 'free' }) && 'proven' in context && context.proven.timeout,
      ),
  ),
  witness('unspent-on-the-twin', 'A transfer is minted on the target, and its id is not spent on the twin.', (state) =>
    some(state, ({ target }) => target.context.minted === 1 && target.context.twin === 'unspent'),
  ),
  witness(
    'one-key-short',
    'The thief has signed for a lock that never was with all the keys she has, one too few.',
    (state) =>
      some(
        state,
        ({ target, verifier: { context } }) =>
          target.value === 'unannounced' &&
          'signed' in context &&
          keysUnder(context, 'lock') === context.terms.threshold - 1,
      ),
    committeeBridge,
    oneTransfer(thief),
  ),
];

export const theorem: Theorem<BridgeView> = defineTheorem<BridgeView>({
  item: '6.1.2',
  title: 'Bridge Atomicity',
  says: 'A transfer via a bridge is atomic: either both the withdrawal from the source and the deposit to the target occur, or neither.',
  instances: {
    small: { transfers: 2, kc: 2, timeout: 2 },
    medium: { transfers: 2, kc: 3, timeout: 4 },
    large: { transfers: 3, kc: 2, timeout: 2 },
  },
  claims: [...literalClaims, ...repairedClaims, ...necessaryClaims, ...witnessClaims, ...resolutionClaims],
  lattices: [
    {
      id: 'assumptions-light-client',
      says: 'Which hypotheses keep a bridge by light clients atomic?',
      system: lightClientBridge,
      goal: atomicity,
      instance: 'small',
      hypotheses: { ...hypotheses, ...clientHypotheses, ...alternatives },
      expect: {
        minimalSufficient: combined(needed, answerToReorgs, answerToSplits, [
          ['noForgery'],
          ['nonZeroRoot', 'trustedRootOnly'],
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
        minimalSufficient: combined([...needed, 'honestQuorum'], answerToReorgs, answerToSplits, [
          ['noForgery'],
          ['attestedByTokens'],
        ]),
      },
    },
  ],
  frontiers: [
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
    ...resolutionFrontiers,
  ],
});
