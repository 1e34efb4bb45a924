/** Every interned value as words, for a file, and the words that the same values have in the process that reads it. */

import { countOfValues, firstPlace, numberKind, recordAt, wordOf } from './intern.ts';
import { remake } from './remake.ts';
import { allTexts, kinds, textOf } from './value.ts';

/** Strings, each as its length and its characters; then by place the kind of a value, what it is keyed by, its parts. */
export function storedValues(): Uint32Array {
  const words: number[] = [];
  const texts = allTexts();
  words.push(texts.length);
  for (const text of texts) {
    words.push(text.length);
    for (let i = 0; i < text.length; i++) words.push(text.charCodeAt(i));
  }
  const count = countOfValues();
  words.push(count);
  for (let place = firstPlace; place < count; place++) {
    const { kind, keyed, parts } = recordAt(place);
    words.push(kind, keyed, parts.length);
    for (let i = 0; i < parts.length; i++) words.push(parts[i] as number);
  }
  return Uint32Array.from(words);
}

/** Interns the values of then in their order; by half of the word of then, the word that the value has now. Throws RangeError. */
export function restoredWords(words: Uint32Array): Uint32Array {
  let at = 0;
  const next = (): number => {
    if (at >= words.length) throw new RangeError('values that were cut off');
    return words[at++] as number;
  };
  const texts = Array.from({ length: next() }, () => {
    const units = Array.from({ length: next() }, next);
    return textOf(units.map((unit) => String.fromCharCode(unit)).join(''));
  });
  const now = new Uint32Array(next());
  for (let place = 0; place < firstPlace; place++) now[place] = place << 1;
  const wordNow = (word: number): number => ((word & 1) === 1 ? word : (now[word >>> 1] as number));
  for (let place = firstPlace; place < now.length; place++) {
    const kind = next();
    const keyed = wordNow(next());
    const given = Array.from({ length: next() }, next);
    const isText = kind === kinds.text || kind === kinds.model;
    const parts = isText
      ? given.map((order) => texts[order]?.order ?? -1)
      : kind === numberKind
        ? given
        : given.map(wordNow);
    now[place] = wordOf(remake({ hash: 0, kind, keyed, parts }));
  }
  return now;
}
