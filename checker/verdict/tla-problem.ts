/** What goes wrong in a check, as a problem with a code. */

import { Problem } from '../language/problem.ts';
import { EvaluationFault } from '../tla/fault.ts';
import type { Program } from '../tla/translate/program.ts';
import { NoWayBack } from '../trace/tla-trace.ts';

/** A fault of evaluation as a problem with its place in the specification. */
export function problemOf(error: unknown, program: Program | undefined): Problem {
  if (error instanceof Problem) return error;
  const place = program?.placeOf(error) ?? 'the specification';
  if (error instanceof EvaluationFault) {
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    return new Problem(error.code, { place: error.place ?? place, found: error.message, ...hint });
  }
  if (error instanceof NoWayBack) {
    const found = 'a state to which no step leads when steps are taken again';
    const hint =
      'let next states depend on the state alone: no RandomElement, JavaTime or TLCGet in the next-state action';
    return new Problem('PL-520', { place, found, hint });
  }
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return new Problem('PL-519', { place, found: 'calls nested deeper than the stack allows' });
  }
  if (error instanceof RangeError && /(size|length)/.test(error.message)) {
    return new Problem('PL-512', { place, found: 'a set that is too large to be listed' });
  }
  throw error;
}
