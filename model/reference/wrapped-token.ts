/**
 * L2 of a token on two layers: its transactions, its transition function with proofs, and what it has followed of L1.
 *
 * A wrapped token is minted for a transfer that L1 has locked, once, before its deadline, and burned by its owner's signature. Whether L1 has
 * locked it is not the transition function's question but the bridge's (`token-bridge.ts`). A block of L2 is a transaction like
 * the others, and so is following a header of L1.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import {
  commitToSlots,
  type Evidence,
  type Followed,
  type Header,
  type Slot,
  type Transfer,
  withHeader,
} from './cross-layer.ts';
import { encodeAmount, encodeData, type Hex } from './encoding.ts';
import { follow, type Row } from './lifecycle.ts';
import type { Opening } from './merkle-commitment.ts';
import {
  type Program,
  type ProofSystem,
  type ReexecutionProof,
  reexecution,
  type VerificationKey,
} from './proof-system.ts';
import { accepted, type Result, refused } from './result.ts';
import { type Digest, type Domain, digestOf, type Signature, type SignatureScheme } from './signatures.ts';

export type TokenStatus = 'none' | 'minted' | 'burned';

const rows: readonly Row<TokenStatus, 'mint' | 'burn'>[] = [
  ['none', 'mint', 'minted'],
  ['minted', 'burn', 'burned'],
];

export const tokenStatuses: readonly TokenStatus[] = ['none', 'minted', 'burned'];

export interface WrappedToken {
  readonly height: bigint;
  /** By the number of the transfer. */
  readonly slots: readonly Slot<TokenStatus>[];
  /** Roots of L1. */
  readonly followed: Followed;
}

export type TokenTransaction =
  | { readonly kind: 'block' }
  /** Follows a header of L1; `opening` shows the transfer for which it is followed. */
  | { readonly kind: 'follow'; readonly id: number; readonly header: Header; readonly opening: Opening }
  /** `evidence` is absent where somebody asks without any. */
  | { readonly kind: 'mint'; readonly transfer: Transfer; readonly evidence?: Evidence }
  | { readonly kind: 'burn'; readonly id: number; readonly signature: Signature };

export function openToken(capacity: number): WrappedToken {
  const none: Slot<TokenStatus> = { status: 'none', since: 0n, transfer: 'none' };
  return { height: 0n, slots: Array.from({ length: capacity }, () => none), followed: new Map() };
}

/** The header of the block in progress, and what it takes to show a slot under it. */
export function headerOf({ height, slots }: WrappedToken): Header {
  return { height, root: commitToSlots(tokenStatuses, slots).root };
}

export function showSlot({ slots }: WrappedToken, id: number): Opening {
  return commitToSlots(tokenStatuses, slots).open(id);
}

export function burnDigest(domain: Domain, id: number): Digest {
  return digestOf('burn', domain, [encodeAmount(BigInt(id))]);
}

export type TokenRefusal = 'wrong-status' | 'late' | 'invalid-signature';

function move(
  token: WrappedToken,
  id: number,
  step: 'mint' | 'burn',
  transfer?: Transfer,
): Result<WrappedToken, 'wrong-status'> {
  const slot = token.slots[id];
  const status = slot && follow(rows, slot.status, step);
  if (slot === undefined || status === undefined) return refused('wrong-status', `The transfer cannot ${step} now`);
  const moved = transfer === undefined ? { ...slot, status } : { status, since: token.height, transfer };
  return accepted({ ...token, slots: token.slots.map((one, i) => (i === id ? moved : one)) });
}

/** π: the state after a transaction. */
export function transition(
  token: WrappedToken,
  transaction: TokenTransaction,
  domain: Domain,
  scheme: SignatureScheme,
): Result<WrappedToken, TokenRefusal> {
  switch (transaction.kind) {
    case 'block':
      return accepted({ ...token, height: token.height + 1n });
    case 'follow':
      return accepted({ ...token, followed: withHeader(token.followed, transaction.header) });
    case 'mint': {
      const { transfer } = transaction;
      if (token.height >= transfer.deadline) return refused('late', 'The deadline of the transfer has passed');
      return move(token, transfer.id, 'mint', transfer);
    }
    case 'burn': {
      const owner = token.slots[transaction.id]?.transfer;
      const moved = move(token, transaction.id, 'burn');
      if (!moved.ok || owner === undefined || owner === 'none') return moved;
      return scheme.verify(burnDigest(domain, transaction.id), owner.recipient, transaction.signature)
        ? moved
        : refused('invalid-signature', 'Invalid signature of the owner');
    }
    default:
      return transaction satisfies never;
  }
}

/** The commitment to everything that L2 keeps: its slots, its height, and what it has followed. Nobody opens it, so it is one hash. */
export function tokenRoot({ height, slots, followed }: WrappedToken): Hex {
  const headers = [...followed].sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = headers.flatMap(([root, at]) => [hexToBytes(root), encodeAmount(at)]);
  const slotsRoot = hexToBytes(commitToSlots(tokenStatuses, slots).root);
  return bytesToHex(sha256(concatBytes(slotsRoot, encodeAmount(height), ...fields)));
}

/** What a proof of a step is about. */
export interface TokenStatement {
  readonly preRoot: Hex;
  readonly postRoot: Hex;
  readonly transaction: Digest;
}

export interface TokenWitness {
  readonly pre: WrappedToken;
  readonly transaction: TokenTransaction;
}

export type TokenProof = ReexecutionProof<TokenWitness>;

/** Evidence as it was handed in, whatever it is: it comes from others. */
function evidenceField(evidence: Evidence | undefined): Uint8Array {
  const { root, opening } = evidence ?? {};
  const { index, count, leaf, salt, path } = opening ?? {};
  return encodeData(new TextEncoder().encode(JSON.stringify([root, index, count, leaf, salt, path])));
}

/** Every field of a transaction, behind the number of its kind. */
export function tokenTransactionDigest(domain: Domain, transaction: TokenTransaction): Digest {
  const fields = (): readonly Uint8Array[] => {
    switch (transaction.kind) {
      case 'block':
        return [];
      case 'follow': {
        const { id, header, opening } = transaction;
        const numbers = [BigInt(id), header.height].map(encodeAmount);
        return [...numbers, evidenceField({ root: header.root, opening })];
      }
      case 'mint': {
        const { id, amount, recipient, deadline } = transaction.transfer;
        const numbers = [BigInt(id), amount, deadline].map(encodeAmount);
        return [...numbers, hexToBytes(recipient), evidenceField(transaction.evidence)];
      }
      case 'burn':
        return [encodeAmount(BigInt(transaction.id)), encodeData(hexToBytes(transaction.signature))];
      default:
        return transaction satisfies never;
    }
  };
  const kind = Uint8Array.of(['block', 'follow', 'mint', 'burn'].indexOf(transaction.kind));
  return digestOf('token-step', domain, [kind, ...fields()]);
}

export function tokenStatement(
  domain: Domain,
  { pre, transaction, post }: TokenWitness & { readonly post: WrappedToken },
): TokenStatement {
  return {
    preRoot: tokenRoot(pre),
    postRoot: tokenRoot(post),
    transaction: tokenTransactionDigest(domain, transaction),
  };
}

/** The relation of a step as a program for `reexecution`. */
export function tokenProgram(domain: Domain, scheme: SignatureScheme): Program<TokenStatement, TokenWitness> {
  return {
    key: digestOf('verification-key', domain, [encodeData(new TextEncoder().encode('wrapped token'))]),
    digest: ({ preRoot, postRoot, transaction }) =>
      digestOf('statement', domain, [preRoot, postRoot, transaction].map(hexToBytes)),
    holds(statement, witness) {
      if (tokenRoot(witness.pre) !== statement.preRoot) return false;
      if (tokenTransactionDigest(domain, witness.transaction) !== statement.transaction) return false;
      const after = transition(witness.pre, witness.transaction, domain, scheme);
      return after.ok && tokenRoot(after.value) === statement.postRoot;
    },
  };
}

export interface TokenProver {
  readonly key: VerificationKey;
  readonly proofSystem: ProofSystem<TokenStatement, TokenWitness, TokenProof>;
}

export function tokenProver(domain: Domain, scheme: SignatureScheme): TokenProver {
  const program = tokenProgram(domain, scheme);
  return { key: program.key, proofSystem: reexecution([program]) };
}
