/**
 * Signatures on secp256k1 over domain-separated digests: BIP 340 (Schnorr).
 *
 * Schnorr and not ECDSA: a BIP 340 signature has one encoding and cannot be turned into another one of the same message by a third
 * party (ECDSA's (r, s) and (r, −s) both verify unless a rule on top forbids one), a public key is its 32 bytes, and its hashes are tagged,
 * which is the separation that Definitions 1.1.3 and 3.1.2 lack. Verifying takes 1.1 ms here either way; signing 1.8 ms against 0.4 ms,
 * because the signer checks what it signed. An L1 that verifies only ECDSA needs the other `SignatureScheme`.
 *
 * A digest is SHA-256 over a tag that names the kind of message and its version, then the chain, the contract and the fields, each of fixed
 * width: a signature for one kind, chain or contract is none for another.
 *
 * Signing is deterministic (BIP 340 with 32 zero bytes of auxiliary randomness), so that every run can be repeated; the randomness it
 * gives up hardens a signer against fault attacks. No key here is secret from its own process: this is a reference, not a wallet.
 */

import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { checkAmount } from './amounts.ts';
import { checkHex, encodeAmount, type Hex, isHex } from './encoding.ts';

/** An x-only public key: 32 bytes. */
export type Address = Hex;

/** 64 bytes. */
export type Signature = Hex;

/** 32 bytes. */
export type Digest = Hex;

/** Where a signature counts: the chain and the contract on it. */
export interface Domain {
  readonly chainId: bigint;
  /** 32 bytes. */
  readonly contract: Hex;
}

export interface SignatureScheme {
  /** Throws RangeError for a key that is none. */
  addressOf(secretKey: Uint8Array): Address;
  sign(digest: Digest, secretKey: Uint8Array): Signature;
  /** What comes from others never throws: a signature or an address that is none verifies nothing. */
  verify(digest: Digest, signer: Address, signature: Signature): boolean;
}

const noRandomness = new Uint8Array(32);

export const bip340: SignatureScheme = {
  addressOf(secretKey) {
    if (!secp256k1.utils.isValidSecretKey(secretKey)) {
      throw new RangeError('secret key: expected 32 bytes, a number from 1 to the order of secp256k1 less one');
    }
    return bytesToHex(schnorr.getPublicKey(secretKey));
  },
  sign(digest, secretKey) {
    return bytesToHex(schnorr.sign(hexToBytes(checkHex('digest', digest, 32)), secretKey, noRandomness));
  },
  verify(digest, signer, signature) {
    if (!isHex(digest, 32) || !isHex(signer, 32) || !isHex(signature, 64)) return false;
    return schnorr.verify(hexToBytes(signature), hexToBytes(digest), hexToBytes(signer));
  },
};

/** The same scheme, asked once for each signature: for replays, which meet a few signatures thousands of times. Grows without bound. */
export function remembering(scheme: SignatureScheme): SignatureScheme {
  const signed = new Map<string, Signature>();
  const verified = new Map<string, boolean>();
  const once = <T>(answers: Map<string, T>, key: string, ask: () => T): T => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(key, answer);
    return answer;
  };
  return {
    addressOf: (secretKey) => scheme.addressOf(secretKey),
    sign: (digest, secretKey) =>
      once(signed, `${digest} ${bytesToHex(secretKey)}`, () => scheme.sign(digest, secretKey)),
    verify: (digest, signer, signature) =>
      once(verified, `${digest} ${signer} ${signature}`, () => scheme.verify(digest, signer, signature)),
  };
}

/** Somebody who can sign: the key may live elsewhere. */
export interface Signer {
  readonly address: Address;
  sign(digest: Digest): Signature;
}

export function signerOf(secretKey: Uint8Array, scheme: SignatureScheme = bip340): Signer {
  return { address: scheme.addressOf(secretKey), sign: (digest) => scheme.sign(digest, secretKey) };
}

/** Throws TypeError or RangeError for a domain that is none. */
export function checkDomain({ chainId, contract }: Domain): void {
  checkAmount('chainId', chainId);
  checkHex('contract', contract, 32);
}

/** The kinds of message that are signed or hashed; each is a tag of its own. */
export type MessageKind =
  | 'channel-state'
  | 'transaction'
  | 'batch'
  | 'inbox'
  | 'payouts'
  | 'statement'
  | 'verification-key'
  | 'key-announcement'
  | 'burn'
  | 'token-step';

/** The digest of a message of a kind, in a domain. `fields` have a fixed width, or their length before them. */
export function digestOf(kind: MessageKind, { chainId, contract }: Domain, fields: readonly Uint8Array[]): Digest {
  const tag = `plumbline/${kind}/1`;
  return bytesToHex(schnorr.utils.taggedHash(tag, encodeAmount(chainId), hexToBytes(contract), ...fields));
}
