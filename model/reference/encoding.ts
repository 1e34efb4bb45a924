/**
 * Bytes that are signed or committed to: fields of fixed width one after the other, and variable ones behind their length.
 *
 * So two different lists of fields never have the same bytes: without it neither signature nor commitment would be binding.
 */

import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { checkAmount } from './amounts.ts';

/** Lower-case hexadecimal without prefix, so that equal bytes are equal strings. */
export type Hex = string;

const hexadecimal = /^(?:[0-9a-f]{2})*$/;

export function isHex(value: unknown, bytes: number): boolean {
  return typeof value === 'string' && value.length === bytes * 2 && hexadecimal.test(value);
}

/** Throws TypeError for what is no string and RangeError for what is not that many bytes in lower-case hexadecimal. */
export function checkHex(name: string, value: Hex, bytes: number): Hex {
  if (typeof value !== 'string') throw new TypeError(`${name}: expected a string, got ${typeof value}`);
  if (!isHex(value, bytes)) {
    throw new RangeError(
      `${name}: expected ${bytes * 2} lower-case hexadecimal digits, got ${value.length} characters`,
    );
  }
  return value;
}

/** Throws as `checkHex` does, whatever the length. */
export function checkData(name: string, value: Hex): Hex {
  if (typeof value !== 'string') throw new TypeError(`${name}: expected a string, got ${typeof value}`);
  if (!hexadecimal.test(value))
    throw new RangeError(`${name}: expected an even number of lower-case hexadecimal digits`);
  return value;
}

/** An amount, nonce or height: 8 bytes, most significant first, as hexadecimal digits. */
export function amountDigits(value: bigint): Hex {
  return checkAmount('amount', value).toString(16).padStart(16, '0');
}

/** The same as bytes. */
export function encodeAmount(value: bigint): Uint8Array {
  return hexToBytes(amountDigits(value));
}

/** Bytes of a length that the format does not fix, behind that length. */
export function encodeData(data: Uint8Array): Uint8Array {
  return concatBytes(encodeAmount(BigInt(data.length)), data);
}
