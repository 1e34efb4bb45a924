/** What goes wrong while an expression is evaluated: the code of the problem, what happened, and later where. */

import type { ProblemCode } from '../language/problem.ts';
import type { Position } from './syntax.ts';

export class EvaluationFault extends Error {
  readonly code: ProblemCode;
  readonly hint: string | undefined;
  /** `File.tla:line:column` of the expression, once it is known. */
  place: string | undefined;

  constructor(code: ProblemCode, message: string, hint?: string) {
    super(message);
    this.name = 'EvaluationFault';
    this.code = code;
    this.hint = hint;
  }
}

/** What goes wrong in work that is done for an expression, outside of its translation, is told with the expression's place. */
export function faultAt<T>({ file, line, column }: Position, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EvaluationFault) error.place ??= `${file}:${line}:${column}`;
    throw error;
  }
}
