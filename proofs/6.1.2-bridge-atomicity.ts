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
 * lock in force (`refundChecksDeadline`), it pays the new lock back and that one is minted all the same, in 11 steps. Nobody does anything
 * unusual there: a deposit in an orphaned block is made again, under the same number. ICS-4 has the rule: `timeoutPacket` compares the
 * height of the proof with the timeout of the packet whose commitment the source stores. A committee that signs "number 0 was
 * not received", without a deadline, does not have it.
 *
 * Six kinds of verifier on three machines: a committee with a key or several to an operator (multisig, keys that fall together), a
 * light client and a verifier of validity proofs (one machine: both say that a root is the source's, neither that the source will
 * keep it, so kc ≥ F is needed under both), claims that can be disputed and the outbox of a rollup (one machine with and without native
 * locks). What differs is the one hypothesis about the verifier itself: i < k keys, sound headers or proofs, K < W missed blocks.
 * A window has to end before the deadline (`frontier-deadline`: W < T), or a bridge is safe because nothing is ever minted.
 *
 * Trace lengths: an earlier, smaller model mints straight from a lock. Here the verifier is a machine of its own and a
 * statement reaches it by an event, so a light client needs one step more (mint before finality 4 instead of 3, or 5 instead of 4 after
 * one confirmation; replay 6 instead of 5; refund by the source's own clock 6 instead of 5) and a committee one for each signature
 * (a stolen quorum of k keys k + 1), and a claim its window. Half-done and forged messages keep their length of 1. The deposit of nothing (Qubit) takes 5
 * and the replay on a twin chain 7, because the lock first has to gather kc = 2 confirmations.
 */

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
import { committeeBridge, lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../model/systems/optimistic-bridge.ts';
import { containedClaims } from './6.1.2-contained.ts';
import { expected } from './6.1.2-expected.ts';
import { atEveryInstant, atomicity, isRefunded, lockHolds, minted, some } from './6.1.2-goals.ts';
import {
  adversary,
  clientHypotheses,
  committeeHypotheses,
  forger,
  hypotheses,
  oneTransfer,
  optimisticHypotheses,
  thief,
} from './6.1.2-hypotheses.ts';
import { paymentClaims } from './6.1.2-payments.ts';
import { resolutionClaims, resolutionFrontiers, resolutionLattices } from './6.1.2-resolution.ts';
import { specifiedClaim } from './6.1.2-specified.ts';
import { frontiers, lattices } from './6.1.2-sweeps.ts';
import { verifierClaims } from './6.1.2-verifiers.ts';
import { measured, staying } from './own-instance.ts';

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
  literal('proof-altered', 'One lock, and its proof serves for a burn: the hash ignores what was changed.', {
    powers: { forge: true },
    without: ['proofBindsMessage'],
  }),
  literal('proof-made-up', 'No lock at all: its validity proof is accepted all the same.', {
    powers: { unsoundProof: true },
  }),
  literal(
    'claim-undisputed',
    'No lock at all: it is claimed, and the watchers miss every block of the window.',
    { parameters: { transfers: 1, timeout: 3 }, powers: { miss: 2 } },
    optimisticBridge,
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
  repaired(
    'repaired-optimistic',
    'Disputable claims, a window of 2 with one block missed: one transfer, kc = F = 2, timeout 3.',
    'small',
    optimisticBridge,
    forger,
  ),
  repaired(
    'repaired-outbox',
    'The canonical bridge of a rollup: locks are read by the rollup itself, the rest is claimed. One transfer.',
    'small',
    optimisticBridge,
    { ...forger, parameters: { ...forger.parameters, native: 1 } },
  ),
  repaired(
    'repaired-optimistic-medium',
    'The same with a window of 3 and two blocks missed, kc = F = 3, timeout 5.',
    'medium',
    optimisticBridge,
    { parameters: { transfers: 1, timeout: 5, window: 3 }, powers: { ...forger.powers, reorg: 3, miss: 2 } },
  ),
];

function necessary(
  [name, { says, dropped }]: [string, Hypothesis],
  system: System<BridgeView>,
  { parameters, powers }: Setting,
): Claim<BridgeView> {
  const id = `without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return {
    id,
    reading: 'necessary',
    says: `Dropped: ${says}.`,
    system,
    property: atomicity,
    instance: 'small',
    setting: {
      ...dropped,
      parameters: { ...parameters, ...dropped.parameters },
      powers: { ...powers, ...dropped.powers },
    },
    expect: expectation(id, 'violated'),
  };
}

const necessaryClaims: readonly Claim<BridgeView>[] = [
  ...Object.entries({ ...hypotheses, ...clientHypotheses }).map((one) => necessary(one, lightClientBridge, adversary)),
  ...Object.entries(committeeHypotheses).map((one) => necessary(one, committeeBridge, thief)),
  ...Object.entries(optimisticHypotheses).map((one) => necessary(one, optimisticBridge, forger)),
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
  witness(
    'minted-on-a-claim',
    'A lock is claimed, nobody disputes it, and it is minted.',
    (state) => some(state, ({ target }) => minted(target) === 1),
    optimisticBridge,
    forger,
  ),
  witness(
    'one-block-left',
    'The watchers have missed all the blocks they may, and a false claim has one block to go.',
    (state) =>
      some(state, ({ verifier: { context } }) => {
        if (!('claims' in context)) return false;
        const { lock } = context.claims;
        return context.missesLeft === 0 && lock.standing === 'false' && lock.age === context.terms.window - 1;
      }),
    optimisticBridge,
    forger,
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
  claims: staying(
    [
      ...literalClaims,
      ...repairedClaims,
      ...containedClaims,
      ...paymentClaims,
      ...verifierClaims,
      ...necessaryClaims,
      ...witnessClaims,
      ...resolutionClaims,
      specifiedClaim,
    ],
    { 'minted-at-finality': measured },
  ),
  lattices: [...lattices, ...resolutionLattices],
  frontiers: [...frontiers, ...resolutionFrontiers],
});
