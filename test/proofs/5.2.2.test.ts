import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configure, type Setting } from '../../checker/language/system.ts';
import type { AnyClaim } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { decideLattice } from '../../checker/verdict/lattice.ts';
import { pricedWindowSystem } from '../../model/systems/priced-window.ts';
import { rollupPrices, theorem, type WindowPrices, wrongClaimFinal } from '../../proofs/5.2.2-economic-security.ts';

const results = await decideClaims(theorem, theorem.claims, {}, {});

function priceOf(id: string): number | null {
  const result = results.find((one) => one.id === `5.2.2/${id}`);
  if (result === undefined) throw new Error(`no claim ${id}`);
  return result.price;
}

describe('5.2.2 economic security', () => {
  test.each(results.map((result) => [result.id, result] as const))(
    '%s is as expected, number by number',
    (id, result) => {
      const claim = theorem.claims.find((one) => `5.2.2/${one.id}` === id) as AnyClaim;
      const { verdict, states, transitions, depth, steps, price } = claim.expect;
      expect(result.misses).toEqual([]);
      expect(result.vacuous).toEqual([]);
      expect(result.verdict).toBe(verdict);
      expect(result.counts).toMatchObject({ states, transitions, depth, frontier: 0 });
      expect(result.trace?.steps.length).toBe(steps);
      expect(result.price ?? undefined).toBe(price);
    },
  );

  test('5.2.2/hybrid: strictly below both costs of the theorem', () => {
    const [fraud, censorship, both] = ['cost-of-fraud', 'cost-of-censorship', 'hybrid'].map(priceOf);
    expect([fraud, censorship, both]).toEqual([11, 11, 2]);
  });

  test('5.2.2/rollup-hybrid: below both on the whole rollup, one of them infinite', () => {
    const { bond, censored, asleep } = rollupPrices;
    expect(priceOf('rollup-censorship')).toBe(bond + 3 * censored);
    expect(priceOf('rollup-silence')).toBeNull();
    expect(priceOf('rollup-hybrid')).toBe(bond + 2 * asleep + censored);
    expect(priceOf('rollup-withheld-data')).toBe(bond);
  });
});

interface Sample {
  readonly C: number;
  readonly validators: number;
  readonly prices: WindowPrices;
}

const sample: fc.Arbitrary<Sample> = fc
  .record({ C: fc.integer({ min: 1, max: 5 }), validators: fc.integer({ min: 1, max: 3 }) })
  .chain(({ C, validators }) => {
    const row = fc.array(fc.nat(10), { minLength: C, maxLength: C });
    const prices = fc.record({ censor: row, silence: fc.array(row, { minLength: validators, maxLength: validators }) });
    return prices.map((list) => ({ C, validators, prices: list }));
  });

async function decided({ C, validators, prices }: Sample, powers: Setting['powers'] & object): Promise<Decision> {
  const configuration = configure(pricedWindowSystem, { parameters: { C, validators } }, { powers });
  const [decision] = await decide(pricedWindowSystem, configuration, [wrongClaimFinal(prices) as never]);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('5.2.2: the vectors that there are to price', () => {
  test.each(theorem.lattices.map((lattice) => [lattice.id, lattice] as const))(
    '5.2.2/%s: each vector alone makes a wrong batch final',
    async (_, lattice) => {
      const { misses, undecided, maximalInsufficient } = await decideLattice(theorem, lattice);
      expect({ misses, undecided }).toEqual({ misses: [], undecided: null });
      expect(maximalInsufficient.map(({ dropped }) => dropped.length)).toEqual([1, 1, 1, 1, 1]);
    },
  );
});

describe('5.2.2: any price list', () => {
  test('the least price is the sum over the blocks of the cheaper vector; the formula holds where one is cheaper throughout', async () => {
    let strict = 0;
    let dominated = 0;
    await fc.assert(
      fc.asyncProperty(sample, async (one) => {
        const { censor, silence } = one.prices;
        const silenced = censor.map((_, block) => sum(silence.map((row) => row[block] as number)));
        const [alone, silent, both] = await Promise.all([
          decided(one, { censor: true }),
          decided(one, { silence: true }),
          decided(one, { censor: true, silence: true }),
        ]);
        expect(alone.price).toBe(sum(censor));
        expect(silent.price).toBe(sum(silenced));
        expect(both.price).toBe(sum(censor.map((price, block) => Math.min(price, silenced[block] as number))));
        expect(both.price).toBe(sum(both.attack?.paid ?? []));
        const least = Math.min(sum(censor), sum(silenced));
        const cheaperThroughout =
          censor.every((price, block) => price <= (silenced[block] as number)) ||
          censor.every((price, block) => price >= (silenced[block] as number));
        expect(both.price === least).toBe(cheaperThroughout);
        if (cheaperThroughout) dominated++;
        else strict++;
      }),
      { numRuns: 200, seed: 11 },
    );
    expect(strict).toBeGreaterThan(20);
    expect(dominated).toBeGreaterThan(20);
  });

  test('without a vector there is no attack at any price, whatever the list says', async () => {
    const none = await decided(
      {
        C: 3,
        validators: 2,
        prices: {
          censor: [0, 0, 0],
          silence: [
            [0, 0, 0],
            [0, 0, 0],
          ],
        },
      },
      {},
    );
    expect({ verdict: none.verdict, price: none.price, trace: none.trace }).toEqual({
      verdict: 'exhausted',
      price: null,
      trace: null,
    });
  });
});
