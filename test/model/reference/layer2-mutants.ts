/**
 * The Layer 2 system with one defect each: those of the seed's sketch, and those that a rule of the bridge's machines stands against. None is
 * shipped; `test/proofs/4.layer2-system.test.ts` sees each of them caught.
 */

import { readSlot } from '../../../model/reference/cross-layer.ts';
import { Layer2System } from '../../../model/reference/layer2-system.ts';
import { accepted, type Result } from '../../../model/reference/result.ts';
import { type TokenDefinition, type TokenSystem, tokenDefinition } from '../../../model/reference/token-bridge.ts';
import { isShown, lock, lockStatuses, type TokenEscrow, withdraw } from '../../../model/reference/token-escrow.ts';
import type { Parts } from '../../../proofs/4.layer2-system-adapter.ts';

type Bridge = TokenDefinition['bridgeFunctions'];

/** The system of the seed's sketch in one respect: a method that does nothing but agree. */
class ProoflessSystem extends (Layer2System as new (definition: TokenDefinition) => TokenSystem) {
  protected override isProven(): boolean {
    return true;
  }
}

class BridgelessSystem extends (Layer2System as new (definition: TokenDefinition) => TokenSystem) {
  protected override admit(): Result<undefined, string> {
    return accepted(undefined);
  }
}

class DepositlessSystem extends (Layer2System as new (definition: TokenDefinition) => TokenSystem) {
  override deposit(): ReturnType<TokenSystem['deposit']> {
    return accepted(undefined);
  }
}

class WithdrawallessSystem extends (Layer2System as new (definition: TokenDefinition) => TokenSystem) {
  override withdraw(): ReturnType<TokenSystem['withdraw']> {
    return accepted(undefined);
  }
}

function withBridge(change: (bridge: Bridge) => Partial<Bridge>): Parts['definition'] {
  return (terms, scheme) => {
    const honest = tokenDefinition(terms, scheme);
    return { ...honest, bridgeFunctions: { ...honest.bridgeFunctions, ...change(honest.bridgeFunctions) } };
  };
}

/** Every root is as good as one that was followed, and as high as can be. */
const anyRoot = withBridge(({ admit }) => ({
  admit: (l2, transaction) => {
    const evidence = transaction.kind === 'mint' ? transaction.evidence : undefined;
    const followed = evidence === undefined ? l2.followed : new Map([[evidence.root, 1_000n]]);
    return admit({ ...l2, followed }, transaction);
  },
}));

/** A leaf is read without asking whether it leads to the root. */
const anyLeaf = withBridge(({ admit }) => ({
  admit: (l2, transaction) => {
    const { evidence } = transaction.kind === 'mint' ? transaction : { evidence: undefined };
    const shows = evidence !== undefined && l2.followed.has(evidence.root) && evidence.opening.leaf.length === 130;
    return shows ? accepted(undefined) : admit(l2, transaction);
  },
}));

const nothingMoves = withBridge(() => ({
  deposit: (l1, deposit) => lock(l1, { ...deposit, brings: deposit.transfer.amount }),
}));

/** Pays again what was paid before. */
const paysTwice = withBridge(() => ({
  withdraw: (l1, withdrawal) => {
    const paid = withdraw(l1, withdrawal);
    return !paid.ok && isShown(l1, withdrawal) ? accepted(l1) : paid;
  },
}));

/** Refunds whatever is locked, when asked. */
const refundsAtOnce = withBridge(({ withdraw: pays }) => ({
  withdraw: (l1, withdrawal) => {
    const slot = l1.slots[withdrawal.id];
    if (withdrawal.kind !== 'refund' || slot?.status !== 'locked') return pays(l1, withdrawal);
    const slots = l1.slots.map((one, i) => (i === withdrawal.id ? { ...one, status: 'refunded' as const } : one));
    return accepted<TokenEscrow>({ ...l1, slots });
  },
}));

const unconfirmed: Parts['definition'] = (terms, scheme) => tokenDefinition({ ...terms, confirmations: 0n }, scheme);

/** Refunds on an opening under a root that nobody followed. */
const anyRootOfL2 = withBridge(({ withdraw: pays }) => ({
  withdraw: (l1, withdrawal) => {
    const { evidence, id, kind } = withdrawal;
    const isOwn = evidence !== undefined && readSlot(lockStatuses, evidence, id)?.status === 'free';
    if (kind === 'refund' && isOwn && l1.slots[id]?.status === 'locked') {
      const slots = l1.slots.map((one, i) => (i === id ? { ...one, status: 'refunded' as const } : one));
      return accepted<TokenEscrow>({ ...l1, slots });
    }
    return pays(l1, withdrawal);
  },
}));

export interface Layer2Mutant {
  /** What it does wrong. */
  readonly says: string;
  readonly parts: Partial<Parts>;
  /** The path by which it is caught; last, after a comma, what it is asked there and should have refused. */
  readonly caught: string;
}

/** Defects of the seed's section 4. */
export const sketchMutants: readonly Layer2Mutant[] = [
  { says: 'never checks a proof', parts: { System: ProoflessSystem }, caught: 'TARGET_BLOCK' },
  { says: 'never asks the bridge', parts: { System: BridgelessSystem }, caught: ', ATTEST_LOCK' },
  { says: 'never calls the bridge for a deposit', parts: { System: DepositlessSystem }, caught: ', LOCK' },
  { says: 'never calls the bridge for a withdrawal', parts: { System: WithdrawallessSystem }, caught: ', REFUND' },
];

/** Defects that the sketch leaves room for. */
export const otherMutants: readonly Layer2Mutant[] = [
  { says: 'believes every root', parts: { definition: anyRoot }, caught: ', MINT' },
  {
    says: 'believes every leaf under a root that it knows',
    parts: { definition: anyLeaf },
    caught: 'LOCK → SOURCE_BLOCK → ATTEST_LOCK, MINT',
  },
  { says: 'locks what nobody brought', parts: { definition: nothingMoves }, caught: ', LOCK' },
  {
    says: 'pays twice',
    parts: { definition: paysTwice },
    caught: 'LOCK → TARGET_BLOCK → ATTEST_TIMEOUT → REFUND, REFUND',
  },
  { says: 'refunds when asked', parts: { definition: refundsAtOnce }, caught: 'LOCK, REFUND' },
  { says: 'refunds on any root', parts: { definition: anyRootOfL2 }, caught: 'LOCK, REFUND' },
  { says: 'does not wait for confirmations', parts: { definition: unconfirmed }, caught: 'LOCK, ATTEST_LOCK' },
];
