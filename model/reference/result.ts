/**
 * The outcome of an operation that a counterparty, a user or the clock can make fail: Rust's `Result` as a union.
 *
 * A refusal is ordinary and is returned; it changes nothing. What only a mistake of the caller can cause is thrown: TypeError for a value of the
 * wrong kind, RangeError for one outside its range. Decision record 12 says why.
 */

export interface Refusal<Code extends string> {
  readonly code: Code;
  readonly message: string;
}

export type Result<Value, Code extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Refusal<Code> };

export function accepted<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refused<Code extends string>(
  code: Code,
  message: string,
): { readonly ok: false; readonly error: Refusal<Code> } {
  return { ok: false, error: { code, message } };
}
