/** An operator whose meaning is given in TypeScript. */

import type { Value } from '../values/value.ts';

// biome-ignore lint/suspicious/noExplicitAny: builtins take values and operators in any mixture; `arity` and `operators` say which.
export type Run = (...args: any[]) => Value | undefined;

export interface Builtin {
  /** Name of the function in the translation. */
  readonly js: string;
  readonly arity: number;
  readonly run: Run;
  /** Arities of arguments that are operators, by place. */
  readonly operators?: Readonly<Record<number, number>>;
  /** Places of arguments that are handed over unevaluated, as functions without parameters. */
  readonly delayed?: readonly number[];
  /** Answers differ from call to call, or a call leaves something behind. */
  readonly isImpure?: boolean;
  /** Draws: a definition that does is evaluated once. */
  readonly isRandom?: boolean;
  readonly isBoolean?: boolean;
  /** Why it is not evaluated: whatever mentions it is refused before the run. */
  readonly refused?: string;
}
