/** "Did you mean …?" for every word a person can mistype. */

import { closest, distance } from 'fastest-levenshtein';

/** A hint naming the word meant, if one is near enough to be a slip of the fingers. */
export function didYouMean(word: string, words: readonly string[]): { hint: string } | undefined {
  if (words.length === 0) return undefined;
  const found = closest(word, words);
  const near = distance(word, found) <= Math.max(2, Math.floor(word.length / 3));
  return near ? { hint: `did you mean ${found}?` } : undefined;
}
