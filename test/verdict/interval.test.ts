import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundOfNone, exactInterval, ruleOfThree } from '../../checker/verdict/interval.ts';

/** P(X ≥ k) and P(X ≤ k) of a binomial, term by term. */
function tails(k: number, n: number, p: number): { readonly above: number; readonly below: number } {
  let logChoices = 0;
  let [above, below] = [0, 0];
  for (let i = 0; i <= n; i++) {
    const term = Math.exp(logChoices + i * Math.log(p) + (n - i) * Math.log1p(-p));
    if (i >= k) above += term;
    if (i <= k) below += term;
    logChoices += Math.log((n - i) / (i + 1));
  }
  return { above, below };
}

describe('the bound after n clean runs', () => {
  test.each([
    [1, 0.95],
    [10, 0.258_866],
    [100, 0.029_513_05],
    [1_000, 0.002_991_249],
    [10_000, 0.000_299_528_4],
  ])('of %i is 1 - 0.05^(1/n) = %f', (n, bound) => {
    expect((boundOfNone(n) as number) / bound).toBeCloseTo(1, 5);
    expect(boundOfNone(n)).toBeCloseTo(1 - 0.05 ** (1 / n), 12);
    // What is no likelier than that is missed by n runs with a probability of 5 %.
    expect((1 - (boundOfNone(n) as number)) ** n).toBeCloseTo(0.05, 12);
  });

  test('is a little below 3/n, and nothing at all without a run', () => {
    for (const n of [5, 50, 500_000]) expect(ruleOfThree(n)).toBeGreaterThan(boundOfNone(n) as number);
    expect([boundOfNone(0), ruleOfThree(0), ruleOfThree(2)]).toEqual([null, null, 1]);
  });
});

describe('the exact interval', () => {
  test.each([
    // Clopper and Pearson's own table, and later ones.
    [0, 10, 0.95, 0, 0.308_497],
    [10, 10, 0.95, 0.691_503, 1],
    [5, 10, 0.95, 0.187_086, 0.812_914],
    [1, 20, 0.95, 0.001_265, 0.248_733],
    [50, 100, 0.95, 0.398_321, 0.601_679],
    [3, 10, 0.99, 0.037_007, 0.735_077],
  ])('of %i in %i at %f is [%f, %f]', (successes, trials, confidence, least, greatest) => {
    const interval = exactInterval(successes, trials, confidence);
    expect(interval[0]).toBeCloseTo(least, 4);
    expect(interval[1]).toBeCloseTo(greatest, 4);
  });

  test('ends where either tail has half of what is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, share) => {
        const k = Math.min(n - 1, Math.max(1, Math.round(n * share)));
        const [least, greatest] = exactInterval(k, n, 0.999);
        expect(tails(k, n, least).above).toBeCloseTo(0.0005, 8);
        expect(tails(k, n, greatest).below).toBeCloseTo(0.0005, 8);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test('of a million trials lies where the normal approximation does', () => {
    const [least, greatest] = exactInterval(125_000, 1_000_000, 0.999);
    const deviation = 3.290_527 * Math.sqrt((0.125 * 0.875) / 1_000_000);
    expect(least).toBeCloseTo(0.125 - deviation, 5);
    expect(greatest).toBeCloseTo(0.125 + deviation, 5);
  });

  test('of a boundary that does not belong to it is never left out: no success gives 0, none but successes 1', () => {
    expect(exactInterval(0, 5, 0.999)[0]).toBe(0);
    expect(exactInterval(5, 5, 0.999)[1]).toBe(1);
  });
});
