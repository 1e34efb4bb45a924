/** Until when a refund, a release and its loss can be undone (Theorem 6.1.2): while they are less than F deep, and no longer. */

import { enforceable, type Part, type Property } from '../checker/language/property.ts';
import type { Claim } from '../checker/language/theorem.ts';
import type { EscrowState } from '../model/6.1.1-cross-layer-bridge.ts';
import { lightClientBridge } from '../model/systems/bridge.ts';
import { type BridgeView, parties } from '../model/systems/bridge-chains.ts';
import { claim, clients } from './6.1.2-claim.ts';
import { failing } from './6.1.2-contained.ts';
import { isRefunded, some } from './6.1.2-goals.ts';

type Payment = 'refund' | 'release' | 'loss';
const depthOf = {
  refund: 'refundConfirmations',
  release: 'releaseConfirmations',
  loss: 'releaseConfirmations',
} as const;

/** Whether the payment, or what was lost in its place, is in the escrow's books. */
function isIn(payment: Payment, escrow: EscrowState): boolean {
  if (payment === 'refund') return isRefunded(escrow);
  return escrow.matches({ release: payment === 'release' ? 'paid' : 'lost' });
}

/** Everybody plays for it, so that the question is whether there is a way at all. */
function revoked(payment: Payment, isFinal: boolean): Property<BridgeView> {
  const from: Part<BridgeView> = (state) =>
    some(state, ({ escrow }) => {
      const { context } = escrow;
      return isIn(payment, escrow) && isFinal === (context[depthOf[payment]] === context.terms.finality);
    });
  const isUndone: Part<BridgeView> = (state) => some(state, ({ escrow }) => !isIn(payment, escrow));
  return enforceable(
    `${payment}-revocable`,
    `There is a way to undo every ${payment} that is ${isFinal ? '' : 'not '}final.`,
    { isUndone },
    { by: Object.keys(parties), from },
  );
}

export const paymentClaims: readonly Claim<BridgeView>[] = [
  ...(['refund', 'release'] as const).flatMap((payment) => [
    claim('repaired', lightClientBridge, {
      id: `${payment}-revocable`,
      says: `A ${payment} less than F deep can still be undone.`,
      property: revoked(payment, false),
      setting: clients,
    }),
    claim('necessary', lightClientBridge, {
      id: `${payment}-final`,
      says: `Dropped: it is less than F deep. A final ${payment} is not undone, whatever all of them do together.`,
      property: revoked(payment, true),
      setting: clients,
    }),
  ]),
  claim('necessary', lightClientBridge, {
    id: 'loss-final',
    says: 'The same of the loss of a release that failed, where failures spend the id.',
    property: revoked('loss', true),
    setting: failing,
  }),
];
