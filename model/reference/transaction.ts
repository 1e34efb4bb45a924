/**
 * Definition 1.1.3 (Transaction): (s, r, v, d, σ), with the two fields without which a signature pays twice: a nonce and a domain.
 *
 * Left out: fees, expiry, replacement.
 */

import { hexToBytes } from '@noble/hashes/utils.js';
import { checkAmount } from './amounts.ts';
import { checkData, checkHex, encodeAmount, encodeData, type Hex } from './encoding.ts';
import { type Address, type Digest, type Domain, digestOf, type Signature, type Signer } from './signatures.ts';

export interface Payment {
  readonly sender: Address;
  readonly recipient: Address;
  readonly value: bigint;
  /** Additional data, which this model carries and does not interpret. */
  readonly data: Hex;
  readonly nonce: bigint;
}

export interface Transaction extends Payment {
  readonly signature: Signature;
}

/** Throws TypeError or RangeError for fields that are none; says nothing of the signature. */
export function checkPayment({ sender, recipient, value, data, nonce }: Payment): void {
  checkHex('sender', sender, 32);
  checkHex('recipient', recipient, 32);
  checkAmount('value', value);
  checkData('data', data);
  checkAmount('nonce', nonce);
}

/** The fields in their order, each of fixed width or behind its length. */
export function encodePayment({ sender, recipient, value, data, nonce }: Payment): readonly Uint8Array[] {
  return [
    hexToBytes(sender),
    hexToBytes(recipient),
    encodeAmount(value),
    encodeAmount(nonce),
    encodeData(hexToBytes(data)),
  ];
}

export function transactionDigest(domain: Domain, payment: Payment): Digest {
  return digestOf('transaction', domain, encodePayment(payment));
}

/** The payment with its sender's signature for the domain. Throws as `checkPayment` does, and RangeError for another's payment. */
export function signTransaction(domain: Domain, payment: Payment, signer: Signer): Transaction {
  checkPayment(payment);
  if (payment.sender !== signer.address) throw new RangeError('sender: expected the signer');
  return { ...payment, signature: signer.sign(transactionDigest(domain, payment)) };
}
