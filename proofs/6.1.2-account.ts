/**
 * What the two chains of a bridge and what verifies between them have to agree on (Definition 6.1.1): how deep a deposit lies, when a message is
 * too late, and that what was attested, proved or accepted is so.
 *
 * The verifiers remember; chains do not look back. "What was proved is true, and stays true" is what the hypotheses kc ≥ F and
 * `refundChecksDeadline` are for, and atomicity follows from it. Here it is demanded itself, and of each statement.
 *
 * Where a rule is taken out the account says what that rule alone was there for, and stays as it is in all else (`6.1.2-contained.ts`).
 */

import { given } from '../checker/language/antecedent.ts';
import { always, type Property } from '../checker/language/property.ts';
import { type EscrowState, mostConfirmations } from '../model/6.1.1-cross-layer-bridge.ts';
import { keysUnder } from '../model/bridge-committee.ts';
import type { Statement } from '../model/bridge-events.ts';
import { isAccepted } from '../model/bridge-optimistic.ts';
import type { TargetState } from '../model/bridge-target.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { isRefunded, minted } from './6.1.2-goals.ts';

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
  const { minted: made, lost, terms: late } = target.context;
  return target.matches('expired') && (made === 0 || !late.rules.mintDeadline) && !lost;
}

/** Whether the chains have to act on a statement: because it holds, or because an altered proof of another one passes for its proof. */
function isAcceptable(statement: Statement, { context }: Verifier): boolean {
  if ('proven' in context) {
    const passes = !context.terms.rules.proofBindsMessage && Object.values(context.proven).includes(true);
    return context.proven[statement] || passes;
  }
  return 'claims' in context
    ? isAccepted(context, statement)
    : keysUnder(context, statement) >= context.terms.threshold;
}

/** Whether the deposit may have been paid back by the source's own clock. */
function isOldEnough({ context: { confirmations, terms } }: EscrowState): boolean {
  return !terms.rules.refundOnNonReceipt && confirmations >= terms.timeout;
}

/** Whether an id is executed on one chain, as often as the rules allow: what is counted twice stands for twice or more. */
export const executedOnce: (view: BridgeView) => boolean = each(({ target: { context } }) => {
  const { minted: made, burned, mintedOnTwin, twin, lost, terms } = context;
  const { replayGuard, liveChainId, spentOnSuccess } = terms.rules;
  const most = replayGuard ? 1 : 2;
  // An id is spent on the twin if it was spent before the split.
  const isSpent = made > 0 || mintedOnTwin > 0 || lost;
  return (
    [made, mintedOnTwin].every((units) => units >= 0 && units <= most) &&
    burned >= 0 &&
    burned <= made &&
    (mintedOnTwin === 0 || (!liveChainId && twin === 'spent')) &&
    (!lost || (!spentOnSuccess && made === 0)) &&
    (twin !== 'spent' || isSpent)
  );
});

/** What was minted was acceptable as locked. */
export const mintedOnLocks: (view: BridgeView) => boolean = each(({ target, verifier }) =>
  given('something is minted', minted(target) > 0, () => isAcceptable('lock', verifier)),
);

/** Whether somebody honest stands for a statement. */
function isWarranted(statement: Statement, { context }: Verifier): boolean {
  if ('proven' in context) return context.proven[statement];
  if ('claims' in context) return ['true', 'accepted'].includes(context.claims[statement].standing);
  return context.signed[statement].some((operator) => operator >= context.terms.stolen);
}

/** Under the hypotheses of the theorem, and without one or the other of its rules. */
export const oneTruth: Property<BridgeView> = always(
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
      const { pays, released, terms } = escrow.context;
      const isLocked = escrow.matches({ deposit: 'locked' });
      const isReleased = escrow.matches({ release: 'paid' });
      const isDeposited = pays === 'tokens' || (isLocked && !terms.rules.lockMovesBalance);
      return (
        isReleased === released > 0 &&
        released <= (terms.rules.replayGuard ? 1 : 2) &&
        isDeposited &&
        (isLocked || !(isRefunded(escrow) || isReleased))
      );
    }),
    mintedOnLocks,
    refundedOnTimeouts: each(({ escrow, verifier }) =>
      given('one is refunded', isRefunded(escrow), () => isAcceptable('timeout', verifier) || isOldEnough(escrow)),
    ),
    releasedOnBurns: each(({ escrow, verifier }) =>
      given('something is released', escrow.context.released > 0, () => isAcceptable('burn', verifier)),
    ),
    deadlines: each(({ escrow, target }) => {
      const { left, terms } = target.context;
      if (target.matches('unannounced')) return left === terms.timeout && escrow.matches({ deposit: 'free' });
      return target.matches('expired') ? left === 0 : left > 0 && left <= terms.timeout;
    }),
    executedOnce,
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
    thawed: each(({ verifier: one }) => {
      if (!('proven' in one.context)) return true;
      return one.context.terms.rules.thaws || !one.matches({ working: 'thawed' });
    }),
  },
);
