/** The Problem that a call throws; anything else that happens is a failure of the test. */

import { Problem } from '../checker/language/problem.ts';

export function problemOf(call: () => unknown): Problem {
  try {
    call();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
