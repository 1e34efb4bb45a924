/**
 * The bridge of a token on two layers as a `Layer2System`: lock and mint, burn and release, refund what was never received.
 *
 * V_B, what L2 asks of L1: a header is followed only if it shows a locked transfer with the confirmations that were agreed on; a token is minted
 * only on evidence under a followed header, for the very transfer that the evidence shows. Reorganisations of L1 are out of its reach: it
 * never forgets a header.
 */

import { type Evidence, type Followed, type Header, readSlot, type Transfer } from './cross-layer.ts';
import { type BridgeFunctions, type Layer2Definition, Layer2System } from './layer2-system.ts';
import { accepted, type Result, refused } from './result.ts';
import { bip340, type Domain, type SignatureScheme } from './signatures.ts';
import {
  type Deposit,
  lock,
  lockStatuses,
  openEscrow,
  type Relay,
  relay,
  type TokenEscrow,
  type Withdrawal,
  withdraw,
} from './token-escrow.ts';
import {
  openToken,
  type TokenProof,
  type TokenTransaction,
  tokenProver,
  tokenStatement,
  transition,
  type WrappedToken,
} from './wrapped-token.ts';

export interface TokenTerms {
  readonly domain: Domain;
  /** Transfers that there can be. */
  readonly capacity: number;
  /** Blocks of L1 on top of a lock before L2 believes it. */
  readonly confirmations: bigint;
}

export type TokenBridge = BridgeFunctions<TokenEscrow, WrappedToken, TokenTransaction, Deposit, Relay, Withdrawal>;
export type TokenDefinition = Layer2Definition<
  TokenEscrow,
  WrappedToken,
  TokenTransaction,
  TokenProof,
  Deposit,
  Relay,
  Withdrawal
>;
export type TokenSystem = Layer2System<
  TokenEscrow,
  WrappedToken,
  TokenTransaction,
  TokenProof,
  Deposit,
  Relay,
  Withdrawal
>;

/**
 * The transfer that evidence shows to have been locked on L1, deep enough for the header it is under. That it was paid back since is no
 * objection: then its deadline has passed.
 */
function lockedBy(
  evidence: Evidence,
  id: number,
  height: bigint | undefined,
  confirmations: bigint,
): Transfer | undefined {
  const slot = readSlot(lockStatuses, evidence, id);
  if (slot === undefined || height === undefined || slot.transfer === 'none') return undefined;
  return height - slot.since >= confirmations ? slot.transfer : undefined;
}

function isSame(a: Transfer, b: Transfer): boolean {
  return a.id === b.id && a.amount === b.amount && a.recipient === b.recipient && a.deadline === b.deadline;
}

/** Whether a header shows the transfer locked; and whether evidence shows it under a header that was followed. */
function headerShows(
  id: number,
  { root, height }: Header,
  opening: Evidence['opening'],
  confirmations: bigint,
): boolean {
  return lockedBy({ root, opening }, id, height, confirmations) !== undefined;
}

function isWarranted(
  followed: Followed,
  transfer: Transfer,
  evidence: Evidence | undefined,
  confirmations: bigint,
): boolean {
  if (evidence === undefined) return false;
  const shown = lockedBy(evidence, transfer.id, followed.get(evidence.root), confirmations);
  return shown !== undefined && isSame(shown, transfer);
}

export function tokenBridge({ confirmations }: TokenTerms): TokenBridge {
  return {
    admit({ followed }, transaction): Result<undefined, string> {
      const { kind } = transaction;
      const isFine =
        kind === 'follow'
          ? headerShows(transaction.id, transaction.header, transaction.opening, confirmations)
          : kind !== 'mint' || isWarranted(followed, transaction.transfer, transaction.evidence, confirmations);
      return isFine ? accepted(undefined) : refused('not-shown', 'Nothing is shown of L1 that warrants it');
    },
    deposit: lock,
    relay,
    withdraw,
  };
}

/** The definition of the whole, for whoever wants to replace a part; `tokenSystem` makes a system of it. */
export function tokenDefinition(terms: TokenTerms, scheme: SignatureScheme = bip340): TokenDefinition {
  const { domain, capacity } = terms;
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new RangeError(`capacity: expected a whole number from 1, got ${capacity}`);
  }
  const { key, proofSystem } = tokenProver(domain, scheme);
  return {
    l1: openEscrow(capacity),
    l2: openToken(capacity),
    transitionFunction(pre, transaction) {
      const after = transition(pre, transaction, domain, scheme);
      if (!after.ok) return after;
      const proof = proofSystem.prove(key, tokenStatement(domain, { pre, transaction, post: after.value }), {
        pre,
        transaction,
      });
      return proof === undefined
        ? refused('no-proof', 'The step cannot be proven')
        : accepted({ state: after.value, proof });
    },
    verify: ({ pre, transaction, post, proof }) =>
      proofSystem.verify(key, tokenStatement(domain, { pre, transaction, post }), proof),
    bridgeFunctions: tokenBridge(terms),
  };
}

/** Throws TypeError or RangeError for terms that are none. */
export function tokenSystem(terms: TokenTerms, scheme: SignatureScheme = bip340): TokenSystem {
  return new Layer2System(tokenDefinition(terms, scheme));
}
