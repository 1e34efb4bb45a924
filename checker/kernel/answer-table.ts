/**
 * The answers of a function of the state in one array, at the place that the local numbers of the components it reads make.
 *
 * In front of the decision tree of `state-reading.ts`, for functions of few and small components, which most properties are: a tree of eight
 * components costs 120 ns a state, this array 15 ns.
 */

import type { Layout } from './layout.ts';

/** Numbers of local states that the components a function has read take at most, multiplied, as bits: 4 MB of answers. */
const mostBits = 22;
/** What is kept is the answer and one: nothing is kept of an answer that does not fit. */
const mostAnswer = 254;

export class AnswerTable {
  readonly #layout: Layout;
  readonly #answers: Uint8Array;
  /** A part of the place for each component read: of which word, by how much shifted to the right, cut off by which mask, shifted to where. */
  readonly #word: Int32Array;
  readonly #shift: Int32Array;
  readonly #mask: Int32Array;
  readonly #to: Int32Array;
  /** For each word the bits that local numbers beyond the table would set. */
  readonly #beyond: Int32Array;

  private constructor(layout: Layout, components: readonly number[], bits: readonly number[]) {
    this.#layout = layout;
    this.#word = Int32Array.from(components, (c) => layout.word[c] as number);
    this.#shift = Int32Array.from(components, (c) => layout.shift[c] as number);
    this.#mask = Int32Array.from(bits, (count) => 2 ** count - 1);
    this.#beyond = new Int32Array(layout.words);
    let to = 0;
    this.#to = Int32Array.from(bits, (count) => {
      to += count;
      return to - count;
    });
    components.forEach((c, i) => {
      const w = layout.word[c] as number;
      const beyond = ((layout.mask[c] as number) & ~(this.#mask[i] as number)) << (layout.shift[c] as number);
      this.#beyond[w] = (this.#beyond[w] as number) | beyond;
    });
    this.#answers = new Uint8Array(2 ** to);
  }

  /** A table for the components that a function reads, each with the numbers it has by now; undefined if it would be too large. */
  static for(layout: Layout, components: readonly number[], counts: readonly number[]): AnswerTable | undefined {
    // Room for one number more than there are, so that the next one does not make the table anew.
    const bits = components.map((c, i) => Math.min(layout.widths[c] as number, 32 - Math.clz32(counts[i] as number)));
    return bits.reduce((sum, count) => sum + count, 0) > mostBits
      ? undefined
      : new AnswerTable(layout, components, bits);
  }

  /** Where the answer for a state belongs, or -1 where the state is beyond the table. */
  placeOf(layout: Layout, states: Uint32Array, at: number): number {
    if (layout !== this.#layout) return -1;
    const beyond = this.#beyond;
    for (let w = 0; w < beyond.length; w++) {
      if (((states[at + w] as number) & (beyond[w] as number)) !== 0) return -1;
    }
    const word = this.#word;
    const shift = this.#shift;
    const mask = this.#mask;
    const to = this.#to;
    let place = 0;
    for (let i = 0; i < word.length; i++) {
      place |=
        (((states[at + (word[i] as number)] as number) >>> (shift[i] as number)) & (mask[i] as number)) <<
        (to[i] as number);
    }
    return place;
  }

  /** The answer at a place, or -1 while unknown. */
  answerAt(place: number): number {
    return (this.#answers[place] as number) - 1;
  }

  keep(place: number, answer: number): void {
    if (answer >= 0 && answer < mostAnswer && Number.isInteger(answer)) this.#answers[place] = answer + 1;
  }
}
