import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOut } from '../../checker/kernel/layout.ts';

const counts = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1_000_000 })), {
  minLength: 1,
  maxLength: 20,
});

const bitsFor = (count: number): number => Math.max(1, Math.ceil(Math.log2(count)));

/** Words that first fit needs for fields of these widths. */
function wordsOf(widths: readonly number[]): number {
  const used: number[] = [];
  for (const width of widths) {
    const w = used.findIndex((bits) => bits + width <= 32);
    if (w < 0) used.push(width);
    else used[w] = (used[w] as number) + width;
  }
  return used.length;
}

describe('a layout', () => {
  test('gives every component a field of its own that holds its numbers, in no more words than those need', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { words, word, shift, mask, widths } = layOut(given);
        const taken = Array.from({ length: words }, () => 0n);
        given.forEach((count, c) => {
          expect(mask[c]).toBeGreaterThanOrEqual(count - 1);
          expect(2 ** (widths[c] as number) - 1).toBe(mask[c]);
          const field = BigInt(mask[c] as number) << BigInt(shift[c] as number);
          expect(field < 2n ** 32n).toBe(true);
          expect((taken[word[c] as number] as bigint) & field).toBe(0n);
          taken[word[c] as number] = (taken[word[c] as number] as bigint) | field;
        });
        expect(words).toBe(wordsOf(given.map(bitsFor)));
      }),
    );
  });

  test('leaves a growing component room to grow where the words have it', () => {
    const { words, mask } = layOut([129, 466, 3, 3, 3, 3, 3, 3, 3, 3]);
    expect(words).toBe(2);
    expect(mask[0]).toBeGreaterThan(10_000);
    expect(mask[1]).toBeGreaterThan(10_000);
  });
});
