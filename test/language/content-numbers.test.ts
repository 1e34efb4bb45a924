import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContentNumbers } from '../../checker/language/content-numbers.ts';
import { canonical, keyOf } from '../../checker/language/plain-data.ts';
import { problemOf } from '../problem-of.ts';

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, false, 0, -0, Number.NaN, 0.5, 1e21, Number.POSITIVE_INFINITY),
  fc.constantFrom<unknown>(2 ** 29 - 1, 2 ** 29, -(2 ** 29), 2 ** 30, 2 ** 31, 2 ** 32, 0n, 1n, '', '0', '1n', 'null'),
  fc.integer({ min: -2, max: 3 }),
);

const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    { weight: 2, arbitrary: leaf },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '__proto__', '1'), tie('value')), { maxLength: 3 })
        .map((entries) => Object.fromEntries(entries) as unknown),
    },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 2 }).map((list) => new Set(list) as unknown) },
  ),
}));

describe('numbers of contents', () => {
  test('are equal exactly where the keys are, for values and for their canonical copies', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 2, maxLength: 12 }), (values) => {
        const contents = new ContentNumbers();
        const byKey = new Map<string, number>();
        // Parts before and after the whole, copies before and after the original.
        const asked = values.flatMap((value) => [value, [value], canonical({ b: value, a: 1 }), { a: 1, b: value }]);
        for (const value of [...asked, ...asked.map((one) => canonical(one)), ...asked]) {
          const number = contents.of(value);
          expect(byKey.get(keyOf(value)) ?? number).toBe(number);
          byKey.set(keyOf(value), number);
        }
        expect(new Set(byKey.values()).size).toBe(byKey.size);
      }),
      { seed: 0x51a7, numRuns: 1_000 },
    );
  });

  test('stay apart when there are many of them', () => {
    const contents = new ContentNumbers();
    const values = Array.from({ length: 30_000 }, (_, i) => ({ i: i % 100, list: [Math.floor(i / 100), { deep: i }] }));
    const numbers = values.map((value) => contents.of(value));
    expect(new Set(numbers).size).toBe(values.length);
    expect(values.map((value) => contents.of(canonical(value)))).toEqual(numbers);
  });

  test('of one list of numbers are no numbers of another', () => {
    const first = new ContentNumbers();
    const second = new ContentNumbers();
    const [one, two] = [canonical({ n: 1 }), canonical({ n: 2 })];
    const ofOne = first.of(one);
    second.of(two);
    // The copy carries the number of whoever asked last.
    expect(second.of(one)).not.toBe(second.of(two));
    expect(first.of(one)).toBe(ofOne);
    expect(first.of(two)).not.toBe(ofOne);
  });

  test('three contents together are told apart from a list of them, and by their order', () => {
    const contents = new ContentNumbers();
    const [a, b, c] = [1, 'x', [2]].map((value) => contents.of(value)) as [number, number, number];
    const numbers = [contents.ofThree(a, b, c), contents.ofThree(b, a, c), contents.of([1, 'x', [2]])];
    expect(new Set(numbers).size).toBe(3);
    expect(contents.ofThree(a, b, c)).toBe(numbers[0]);
  });

  test.each<[string, unknown, RegExp]>([
    ['a function', { list: [1, { call: () => 1 }] }, /^context\.list\[1\]\.call$/],
    ['a hole', { list: Object.assign(new Array<unknown>(2), { 1: 1 }) }, /^context\.list\[0\]$/],
    ['an instance of a class', { at: new Date(0) }, /^context\.at$/],
  ])('%s has none: PL-102 names the place, and the numbers go on', (_, value, place) => {
    const contents = new ContentNumbers();
    const before = contents.of([1, 2]);
    const { code, detail } = problemOf(() => contents.of(value));
    expect(code).toBe('PL-102');
    expect(detail.place).toMatch(place);
    expect(contents.of([1, 2])).toBe(before);
  });
});
