/**
 * What the two chains of a bridge and what verifies between them have to agree on (Definition 6.1.1): how deep a deposit lies, when a message is
 * too late, and that what was attested, proved or accepted is so.
 *
 * The verifiers remember; chains do not look back. "What was proved is true, and stays true" is what the hypotheses kc ≥ F and
 * `refundChecksDeadline` are for, and atomicity follows from it. Here it is demanded itself, and of each statement.
 */

import { always, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type EscrowState, mostConfirmations } from '../model/6.1.1-cross-layer-bridge.ts';
import type { Statement } from '../model/bridge-events.ts';
import type { TargetState } from '../model/bridge-target.ts';
import { committeeBridge, lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../model/systems/optimistic-bridge.ts';
import { isRefunded } from './6.1.2-goals.ts';
import { adversary, oneTransfer } from './6.1.2-hypotheses.ts';
import { measured } from './own-instance.ts';

type Verifier = BridgeView['verifier'][number];
interface Transfer {
  readonly escrow: EscrowState;
  readonly target: TargetState;
  readonly verifier: Verifier;
}

/** Whether something holds of each transfer. */
function each(holds: (transfer: Transfer) => boolean): (view: BridgeView) => boolean {
  return ({ escrow, target, verifier }) =>
    escrow.every((one, i) => {
      const [minter, judge] = [target[i], verifier[i]];
      return minter !== undefined && judge !== undefined && holds({ escrow: one, target: minter, verifier: judge });
    });
}

/** What a statement says, of the chains as they are. */
function isTrue(statement: Statement, { escrow, target }: Transfer): boolean {
  const { confirmations, terms } = escrow.context;
  if (statement === 'lock') return escrow.matches({ deposit: 'locked' }) && confirmations >= terms.confirmations;
  if (statement === 'burn') return target.context.burned > 0;
  return target.matches('expired') && target.context.minted === 0;
}

/** Whether somebody honest stands for a statement. */
function isWarranted(statement: Statement, { context }: Verifier): boolean {
  if ('proven' in context) return context.proven[statement];
  if ('claims' in context) return ['true', 'accepted'].includes(context.claims[statement].standing);
  return context.signed[statement].some((operator) => operator >= context.terms.stolen);
}

/** Under the hypotheses of the theorem. */
const oneTruth: Property<BridgeView> = always(
  'one-truth',
  'What is attested, proved or accepted is so, and each chain keeps its own accounts.',
  {
    warranted: each((transfer) =>
      (['lock', 'timeout', 'burn'] as const).every(
        (statement) => !isWarranted(statement, transfer.verifier) || isTrue(statement, transfer),
      ),
    ),
    depths: each(({ escrow }) => {
      const { confirmations, refundConfirmations, releaseConfirmations, terms } = escrow.context;
      const depths = [confirmations, refundConfirmations, releaseConfirmations];
      const isIdle = [escrow.matches({ deposit: 'free' }), !isRefunded(escrow), escrow.matches({ release: 'none' })];
      return (
        confirmations <= mostConfirmations(terms) &&
        depths.every((depth, i) => depth >= 0 && (i === 0 || depth <= terms.finality) && !(isIdle[i] && depth > 0)) &&
        // What is paid out lies above the deposit.
        Math.max(refundConfirmations, releaseConfirmations) <= confirmations
      );
    }),
    paidOut: each(({ escrow }) => {
      const isLocked = escrow.matches({ deposit: 'locked' });
      const isReleased = escrow.matches({ release: 'paid' });
      if (escrow.context.released !== Number(isReleased)) return false;
      return escrow.context.pays === 'tokens' && (isLocked || !(isRefunded(escrow) || isReleased));
    }),
    deadlines: each(({ escrow, target }) => {
      const { left, terms } = target.context;
      if (target.matches('unannounced')) return left === terms.timeout && escrow.matches({ deposit: 'free' });
      return target.matches('expired') ? left === 0 : left > 0 && left <= terms.timeout;
    }),
    tokens: each(({ target: { context } }) => {
      const { minted, burned, mintedOnTwin, twin, lost } = context;
      // An id is spent on the twin if it was spent before the split.
      return burned >= 0 && burned <= minted && mintedOnTwin === 0 && !lost && (twin !== 'spent' || minted > 0);
    }),
    signatures: each(({ verifier: { context } }) => {
      if (!('signed' in context)) return true;
      const lists = Object.values(context.signed);
      return !context.isSeized && lists.every((signers) => new Set(signers).size === signers.length);
    }),
    claims: ({ verifier }) => {
      const optimistic = verifier.flatMap(({ context }) => ('claims' in context ? [context] : []));
      const left = new Set(optimistic.map(({ missesLeft }) => missesLeft));
      return (
        left.size <= 1 &&
        optimistic.every(
          ({ claims, terms, missesLeft }) =>
            missesLeft >= 0 &&
            missesLeft <= terms.misses &&
            Object.values(claims).every(({ standing, age }) =>
              standing === 'true' || standing === 'false' ? age >= 0 && age < terms.window : age === 0,
            ),
        )
      );
    },
    // All transfers have one client for each chain.
    frozen: ({ verifier }) =>
      new Set(verifier.flatMap((one) => ('proven' in one.context ? [one.matches('frozen')] : []))).size <= 1,
  },
);

export const expected: Readonly<Record<string, readonly [states: number, transitions: number, depth: number]>> = {
  'truth-of-an-outbox': [642, 3804, 13],
  'truth-of-claims': [2525, 15023, 15],
  'truth-of-committees': [1740, 10454, 15],
  'truth-of-clients': [534, 3478, 15],
};

function claim(id: string, says: string, system: Claim<BridgeView>['system'], setting: Setting): Claim<BridgeView> {
  const [states, transitions, depth] = expected[id] ?? [0, 0, 0];
  const expect = { verdict: 'exhausted', states, transitions, depth } as const;
  return {
    id,
    reading: 'repaired',
    says,
    system,
    property: oneTruth,
    instance: 'small',
    setting,
    onlyHere: measured,
    expect,
  };
}

const alone = oneTransfer(adversary);
const quick = { transfers: 1, kc: 1, timeout: 1 };
const shallow = { powers: { ...adversary.powers, reorg: 1 } };

export const accountClaims: readonly Claim<BridgeView>[] = [
  claim('truth-of-clients', 'What a light client takes for proved is so.', lightClientBridge, {
    ...alone,
    powers: { ...alone.powers, freeze: true, fail: true },
  }),
  claim('truth-of-committees', 'What an honest operator has signed is so.', committeeBridge, {
    ...shallow,
    parameters: quick,
    powers: { ...shallow.powers, keys: 1 },
  }),
  claim('truth-of-claims', 'What honest claimants claim is so, and what stood for its window.', optimisticBridge, {
    ...shallow,
    parameters: { ...quick, window: 2, timeout: 3 },
    powers: { ...shallow.powers, split: false, miss: 1 },
  }),
  claim('truth-of-an-outbox', 'The same of the outbox of a rollup.', optimisticBridge, {
    ...shallow,
    parameters: { ...quick, native: 1, window: 1 },
  }),
];
