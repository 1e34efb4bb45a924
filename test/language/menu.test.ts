import { describe, expect, test } from 'vitest';
import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { problemOf } from '../problem-of.ts';

describe('a menu', () => {
  test('has one payload for every combination, the first field slowest', () => {
    expect(payloads({ a: range(0, 1), b: oneOf('x', 'y') })).toEqual([
      { a: 0, b: 'x' },
      { a: 0, b: 'y' },
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
    ]);
  });

  test('that could never be written out is refused before it is', () => {
    const wide = range(0, 99_999);
    for (const make of [() => payloads({ a: wide, b: wide }), () => range(0, Number.MAX_SAFE_INTEGER - 1)]) {
      const { code, detail } = problemOf(make);
      expect([code, detail.expected]).toEqual(['PL-111', 'at most 1,000,000 entries']);
    }
    expect(range(1, 1_000_000).values).toHaveLength(1_000_000);
  });

  test('of very many values is looked through once for those that are there twice', () => {
    const values = Array.from({ length: 50_000 }, (_, i) => ({ i }));
    expect(oneOf(...values).values).toHaveLength(50_000);
    expect(problemOf(() => oneOf(...values, { i: 7 })).code).toBe('PL-111');
  });
});
