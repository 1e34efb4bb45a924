/** The hypotheses that a violated claim lacks, in words. */

import type { Missing } from '../verdict/missing.ts';

/** `missing: availableData (the data of every batch reaches an honest validator)`, and a line for each other way. */
export function missingLines(missing: Missing | null): readonly string[] {
  return (missing?.oneOf ?? []).map((set, i) => {
    const words = set.map(({ name, says }) => `${name} (${says})`).join(', and ');
    return `${i === 0 ? 'missing' : 'or else'}: ${words}`;
  });
}
