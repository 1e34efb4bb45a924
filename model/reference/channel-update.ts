/**
 * Definition 3.1.2 (Channel State): (n, s_A, s_B, σ_A, σ_B), and what everybody checks of one who is handed it.
 *
 * The definition says neither what is signed nor that the balances have to be there. Here the signatures are over the chain, the contract, the
 * channel, the nonce and both balances, and the balances add up to the deposits. The checks are those of the seed's `update_state`, in its
 * order and with its words, and with the signatures verified.
 */

import { hexToBytes } from '@noble/hashes/utils.js';
import { checkAmount, checkSum } from './amounts.ts';
import { checkHex, encodeAmount, type Hex } from './encoding.ts';
import { accepted, type Result, refused } from './result.ts';
import {
  type Address,
  bip340,
  checkDomain,
  type Digest,
  type Domain,
  digestOf,
  type Signature,
  type SignatureScheme,
} from './signatures.ts';

/** The channel that a signature is for. */
export interface ChannelDomain extends Domain {
  /** 32 bytes: one contract may hold many channels, of the same two as well. */
  readonly channel: Hex;
}

/** Definition 3.1.1: A and B, their deposits, T, and where on L1. */
export interface ChannelTerms {
  readonly domain: ChannelDomain;
  readonly participantA: Address;
  readonly participantB: Address;
  readonly initialDepositA: bigint;
  readonly initialDepositB: bigint;
  /** T, in L1 blocks; at least 1. */
  readonly timeout: bigint;
}

export interface ChannelUpdate {
  readonly nonce: bigint;
  readonly balanceA: bigint;
  readonly balanceB: bigint;
}

export interface SignedUpdate extends ChannelUpdate {
  readonly signatureA: Signature;
  readonly signatureB: Signature;
}

export type UpdateRefusal = 'invalid-signature-a' | 'invalid-signature-b' | 'nonce-not-higher' | 'total-changed';

export function channelDigest(domain: ChannelDomain, { nonce, balanceA, balanceB }: ChannelUpdate): Digest {
  const fields = [hexToBytes(domain.channel), ...[nonce, balanceA, balanceB].map(encodeAmount)];
  return digestOf('channel-state', domain, fields);
}

/** Throws TypeError or RangeError for terms that are none, one party on both sides, or deposits that no contract could hold. */
function checkTerms(terms: ChannelTerms): ChannelTerms {
  const { domain, participantA, participantB, initialDepositA, initialDepositB, timeout } = terms;
  checkDomain(domain);
  checkHex('channel', domain.channel, 32);
  checkHex('participantA', participantA, 32);
  checkHex('participantB', participantB, 32);
  if (participantA === participantB) throw new RangeError('participantB: expected another one than participantA');
  checkAmount('initialDepositA', initialDepositA);
  checkAmount('initialDepositB', initialDepositB);
  checkSum('sum of the deposits', initialDepositA, initialDepositB);
  if (checkAmount('timeout', timeout) === 0n) throw new RangeError('timeout: expected at least 1 block, got 0');
  return terms;
}

/** Throws TypeError or RangeError for numbers that are no amounts; says nothing of whether they are right. */
export function checkUpdate({ nonce, balanceA, balanceB }: ChannelUpdate): void {
  checkAmount('nonce', nonce);
  checkAmount('balanceA', balanceA);
  checkAmount('balanceB', balanceB);
}

/** What the contract and the participants have in common: the terms, and the judgement on a state. */
export abstract class ChannelJudge {
  readonly terms: ChannelTerms;
  protected readonly scheme: SignatureScheme;

  constructor(terms: ChannelTerms, scheme: SignatureScheme = bip340) {
    this.terms = checkTerms(terms);
    this.scheme = scheme;
  }

  /** Whether a state may take the place of one with that nonce; -1 where there is none. */
  protected judge(update: SignedUpdate, current: bigint): Result<undefined, UpdateRefusal> {
    const { domain, participantA, participantB } = this.terms;
    checkUpdate(update);
    const digest = channelDigest(domain, update);
    if (!this.verifySignature(participantA, digest, update.signatureA)) {
      return refused('invalid-signature-a', 'Invalid signature from participant A');
    }
    if (!this.verifySignature(participantB, digest, update.signatureB)) {
      return refused('invalid-signature-b', 'Invalid signature from participant B');
    }
    if (!this.isHigher(update.nonce, current)) {
      return refused('nonce-not-higher', 'Nonce must be higher than current nonce');
    }
    if (!this.keepsTotal(update)) return refused('total-changed', 'Total balance must remain the same');
    return accepted(undefined);
  }

  protected verifySignature(signer: Address, digest: Digest, signature: Signature): boolean {
    return this.scheme.verify(digest, signer, signature);
  }

  protected isHigher(nonce: bigint, current: bigint): boolean {
    return nonce > current;
  }

  protected keepsTotal({ balanceA, balanceB }: ChannelUpdate): boolean {
    const { initialDepositA, initialDepositB } = this.terms;
    return balanceA + balanceB === initialDepositA + initialDepositB;
  }
}
