/** How a defect of an implementation was caught, in a line that a test can name. */

import type { Decision } from '../../checker/verdict/decide.ts';

/** The event types of the path, and after a comma what was asked there and had to be refused. */
export function caughtPath({ trace, parts }: Decision): string {
  const because = parts[0]?.because ?? '';
  const asked = /^the implementation takes (\w+).*, to be refused$|^(\w+).* is to be refused/.exec(because);
  const path = trace?.steps.map(({ type }) => type).join(' → ') ?? '';
  return asked === null ? path : `${path}, ${asked[1] ?? asked[2]}`;
}
