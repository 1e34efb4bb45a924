/** Seeds: what is drawn depends on the seed of the run and on the question, not on what else was asked. */

import { createHash } from 'node:crypto';

/** The seed where none is given: the same question has the same answer. */
export const usualSeed = '0x0';

/** A seed of 32 bits for one part of a question. */
export function seedFor(seed: string, ...question: readonly (string | number)[]): number {
  return createHash('sha256')
    .update([seed, ...question].join('\n'))
    .digest()
    .readInt32BE(0);
}
