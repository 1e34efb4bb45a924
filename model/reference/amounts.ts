/**
 * Amounts, nonces and heights: whole numbers from 0 to 2^64 − 1, as bigint.
 *
 * The seed's type is u64, and its sum of two balances wraps in a release build: (2^64 − 1) + 3 passes for 2. A bigint does not wrap, so a sum is
 * exact; whether it is an amount again is asked where one is stored.
 */

export const greatestAmount: bigint = 2n ** 64n - 1n;

/** Throws TypeError for what is no bigint and RangeError outside 0 … 2^64 − 1; returns the value. */
export function checkAmount(name: string, value: bigint): bigint {
  if (typeof value !== 'bigint') throw new TypeError(`${name}: expected a bigint, got ${typeof value}`);
  if (value < 0n || value > greatestAmount) {
    throw new RangeError(`${name}: expected a whole number from 0 to 2^64 − 1, got ${value}`);
  }
  return value;
}

/** Like `checkAmount`, for the sum of amounts that one place has to hold. */
export function checkSum(name: string, ...amounts: readonly bigint[]): bigint {
  return checkAmount(
    name,
    amounts.reduce((sum, amount) => sum + amount, 0n),
  );
}
