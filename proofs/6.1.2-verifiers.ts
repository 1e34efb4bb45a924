/** What a committee and disputable claims owe a bridge (Theorem 6.1.2): when they speak, what seizes keys, what a window costs. */

import {
  always,
  cheapest,
  leadsTo,
  type Part,
  type PriceList,
  type Property,
  reachable,
} from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import type { Statement, WatchedBlock } from '../model/bridge-events.ts';
import { isAccepted } from '../model/bridge-optimistic.ts';
import { committeeBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../model/systems/optimistic-bridge.ts';
import { mintedOnLocks } from './6.1.2-account.ts';
import { claim, claims, committees, found, quick } from './6.1.2-claim.ts';
import { atomicity, some } from './6.1.2-goals.ts';

const seizing: Setting = {
  parameters: { ...quick, n: 1, k: 1 },
  powers: { seize: true },
  without: ['confinedCalls'],
};

type Judge = BridgeView['verifier'][number];
const isSeized = ({ context }: Judge): boolean => 'signed' in context && context.isSeized;
const isSigned = ({ context }: Judge): boolean => 'signed' in context && context.signed.lock.length > 0;

const seizedByMessages: Property<BridgeView> = always(
  'seized-by-a-message',
  'Keys are seized by a message that was signed.',
  ({ verifier }) => !verifier.some(isSeized) || verifier.some(isSigned),
);

const ofCommittees: readonly Claim<BridgeView>[] = [
  claim(
    'witness',
    committeeBridge,
    found(
      'signed-at-kc',
      'A lock is signed with exactly kc confirmations.',
      committees,
      ({ escrow, verifier: { context } }) => {
        const { confirmations, terms } = escrow.context;
        const honest = 'signed' in context && context.signed.lock.some((operator) => operator >= context.terms.stolen);
        return honest && confirmations === terms.confirmations;
      },
    ),
  ),
  claim('repaired', committeeBridge, {
    id: 'seized-by-a-message',
    says: 'Calls reach the contract that keeps the keys: it takes a message that was signed to seize them.',
    property: seizedByMessages,
    setting: seizing,
  }),
  claim('necessary', committeeBridge, {
    id: 'seized-by-initialising',
    says: 'Dropped: that contract is initialised once. Whoever initialises it again needs no message.',
    property: seizedByMessages,
    setting: { ...seizing, without: ['initialisedOnce'] },
  }),
  claim('necessary', committeeBridge, {
    id: 'seized-by-another',
    says: 'Dropped: calls are confined. One message was signed, and the keys that it seizes attest every other.',
    property: always('seized-by-its-own', 'Keys that attest a message are seized by that message.', ({ verifier }) =>
      verifier.every((one) => !isSeized(one) || isSigned(one)),
    ),
    setting: { ...seizing, parameters: { ...seizing.parameters, transfers: 2 } },
  }),
];

/** One block is missed, and the window has no more. */
const missing: Setting = { parameters: { ...quick, window: 1, timeout: 2 }, powers: { miss: 1 } };

const isLockClaimed = ({ verifier: [one] }: BridgeView, standing: string): boolean =>
  one !== undefined && 'claims' in one.context && one.context.claims.lock.standing === standing;

const accepted: Part<BridgeView> = (state) => isLockClaimed(state, 'accepted');

/** From a true claim to its acceptance, if some events go on. */
const claimedToAccepted = (weak: readonly string[]): Property<BridgeView> =>
  leadsTo(
    'claimed-leads-to-accepted',
    'What was truly claimed is accepted sooner or later.',
    (state) => isLockClaimed(state, 'true'),
    { accepted },
    { weak },
  );

const readDirectly: Property<BridgeView> = always('read-directly', 'What is minted was read.', { mintedOnLocks });
const reading: Setting = { parameters: { ...quick, native: 1, window: 1 }, powers: { forge: true } };

const missed: PriceList = {
  SOURCE_BLOCK: (block: WatchedBlock) => Number(block.missed),
  TARGET_BLOCK: (block: WatchedBlock) => Number(block.missed),
};

/** The least number of missed blocks for which what never happened is accepted. */
function accepting(id: string, statement: Statement, never: Part<BridgeView>): Property<BridgeView> {
  const isTaken: Part<BridgeView> = (state) =>
    some(state, ({ verifier: { context } }) => 'claims' in context && isAccepted(context, statement));
  return cheapest(id, 'Accepted though it never happened; each missed block costs one.', { isTaken, never }, missed);
}

const ofClaims: readonly Claim<BridgeView>[] = [
  claim('necessary', optimisticBridge, {
    id: 'window-of-nothing',
    says: 'Dropped: claims have a window. One of a lock that never was stands as soon as it is made.',
    property: atomicity,
    setting: { parameters: { ...quick, window: 0 } },
  }),
  claim('repaired', optimisticBridge, {
    id: 'claimed-leads-to-accepted',
    says: 'A true claim is accepted when the blocks go on, however often it is claimed again.',
    property: claimedToAccepted(['TARGET_BLOCK']),
    setting: claims,
  }),
  claim('necessary', optimisticBridge, {
    id: 'claimed-for-ever',
    says: 'Dropped: the blocks of the target go on. Those of the source bring no claim of a lock to its end.',
    property: claimedToAccepted(['SOURCE_BLOCK']),
    setting: claims,
  }),
  claim('witness', optimisticBridge, {
    id: 'claim-falls',
    says: 'A false claim is disputed, and falls.',
    property: reachable('claim-falls', 'A claim has fallen.', (state) => isLockClaimed(state, 'fallen')),
    setting: claims,
  }),
  claim('witness', optimisticBridge, {
    id: 'claimed-at-kc',
    says: 'A lock is claimed with exactly kc confirmations.',
    property: reachable(
      'claimed-at-kc',
      'Claimed, and no deeper than need be.',
      (state) =>
        some(state, ({ escrow: { context } }) => context.confirmations === context.terms.confirmations) &&
        isLockClaimed(state, 'true'),
    ),
    setting: claims,
  }),
  claim('repaired', optimisticBridge, {
    id: 'read-directly',
    says: 'What the rollup reads by itself needs no window: it is not minted before it is read.',
    property: readDirectly,
    setting: { ...reading, without: ['afterWindow'] },
  }),
  claim('necessary', optimisticBridge, {
    id: 'read-by-nobody',
    says: 'Dropped: the root zero is nothing that was read. What nobody proved is minted.',
    property: readDirectly,
    setting: { ...reading, without: ['nonZeroRoot'] },
  }),
  claim('witness', optimisticBridge, {
    id: 'price-of-a-false-lock',
    says: 'A lock that never was is accepted for the price of its window: the block is missed.',
    property: accepting('price-of-a-false-lock', 'lock', ({ target }) =>
      target.every((one) => one.matches('unannounced')),
    ),
    setting: missing,
    price: 1,
  }),
  claim('witness', optimisticBridge, {
    id: 'price-of-a-false-burn',
    says: 'The same of a burn, by the blocks of the source.',
    property: accepting('price-of-a-false-burn', 'burn', ({ target }) =>
      target.every(({ context }) => context.burned === 0),
    ),
    setting: missing,
    price: 1,
  }),
  claim('witness', optimisticBridge, {
    id: 'watched-until-the-deadline',
    says: 'Of the blocks until a deadline the watchers miss no more than they may.',
    property: cheapest(
      'watched-until-the-deadline',
      'The deadline passes; each block of the target that is not missed costs one.',
      ({ target }) => target.some((one) => one.matches('expired')),
      { TARGET_BLOCK: (block: WatchedBlock) => Number(!block.missed) },
    ),
    setting: missing,
    price: 1,
  }),
];

export const verifierClaims: readonly Claim<BridgeView>[] = [...ofCommittees, ...ofClaims];
