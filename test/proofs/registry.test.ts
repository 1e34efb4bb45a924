import { describe, expect, test } from 'vitest';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { decideFrontier } from '../../checker/verdict/frontier.ts';
import { decideLattice } from '../../checker/verdict/lattice.ts';
import { registry } from '../../proofs/registry.ts';

/** Theorems with a test file of their own; the others are compared here, number by number. */
const elsewhere = [
  '1.2.1',
  '2.1.2',
  '2.1.3',
  '2.2.2',
  '3.1.3',
  '3.2.3',
  '4.layer2-system',
  '4.payment-channel',
  '4.zk-rollup',
  '5.2.2',
  '5.3.2',
  '6.1.2',
  '6.2.2',
  '7.1',
];

for (const theorem of registry.theorems.filter(({ item }) => !elsewhere.includes(item))) {
  describe(`${theorem.item} ${theorem.title}`, async () => {
    const results = await decideClaims(theorem, theorem.claims, {}, {});
    test.each(results.map((result) => [result.id, result] as const))('%s is as expected', (_id, { misses, met }) => {
      expect({ misses, met }).toEqual({ misses: [], met: true });
    });

    test.each(theorem.frontiers.map((frontier) => [frontier.id, frontier] as const))(
      '%s is as expected',
      async (_id, frontier) => {
        const { formula, separates } = await decideFrontier(theorem, frontier);
        expect({ formula, separates }).toEqual({ formula: frontier.expect.formula, separates: true });
      },
    );

    test.each(theorem.lattices.map((lattice) => [lattice.id, lattice] as const))(
      '%s is as expected',
      async (_id, lattice) => {
        const { misses, undecided } = await decideLattice(theorem, lattice);
        expect({ misses, undecided }).toEqual({ misses: [], undecided: null });
      },
    );
  });
}

describe('the registry', () => {
  test('a theorem stands under an item of the document, with its machine and its proof', () => {
    for (const { item } of registry.theorems) {
      const entry = registry.items.find(({ id }) => id === item);
      expect(entry?.machine).not.toBeNull();
      expect(entry?.proof).not.toBeNull();
    }
  });

  test('each theorem is registered once', () => {
    const ids = registry.theorems.map(({ item }) => item);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
