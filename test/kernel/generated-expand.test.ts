import { describe, expect, test } from 'vitest';
import { stale } from '../../checker/kernel/kernel.ts';
import { Product } from '../../checker/kernel/product.ts';
import { type AnySystem, configure, type Setting } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { disputeSystem } from '../../model/systems/dispute.ts';
import { optimisticRollupSystem } from '../../model/systems/optimistic-rollup.ts';
import { twoPhaseCommit } from '../bench/two-phase-commit.ts';

const everything: Setting = {
  powers: { cheat: true, withhold: true, censor: 2, offline: 1, order: true, bogusProof: true, upgrade: true },
};

const cases: readonly (readonly [string, AnySystem, Setting])[] = [
  ['two-phase commit, two masks words', twoPhaseCommit, { parameters: { n: 7 } }],
  ['two-phase commit, one mask word', twoPhaseCommit, { parameters: { n: 4 } }],
  ['the optimistic rollup with every power', optimisticRollupSystem, everything],
  [
    'the optimistic rollup without rules',
    optimisticRollupSystem,
    { ...everything, without: ['cascade', 'challengeBeforeFinalise', 'completeVerifier', 'soundVerifier'] },
  ],
  ['a dispute', disputeSystem, { powers: { censor: 2 } }],
];

describe('generated code', () => {
  test.each(cases)('expands every state of %s as the generic loop does', async (_name, system, setting) => {
    const product = new Product(system, configure(system, setting), { warmAfter: 1 });
    const { store, ending } = await explore(product, []);
    expect(ending.kind).toBe('complete');
    for (let state = 0; state < store.count; state++) {
      const at = state * store.words;
      const count = product.expand(store.states, at);
      expect(count).not.toBe(stale);
      const compiled = [...product.fired.slice(0, count), ...product.successors.slice(0, count * store.words)];
      const generic = product.expandGenerically(store.states, at);
      expect([...product.fired.slice(0, generic), ...product.successors.slice(0, generic * store.words)]).toEqual(
        compiled,
      );
      if (state > 20_000) break;
    }
  });

  test.each(cases)(
    'finds the same states in the same order for %s, compiled at once or never',
    async (_name, system, setting) => {
      const run = async (warmAfter: number): Promise<object> => {
        const product = new Product(system, configure(system, setting), { warmAfter });
        const { counts, store, layers, fired } = await explore(product, []);
        return { counts, layers, fired: [...fired], states: store.states.slice(0, store.count * store.words).join() };
      };
      expect(await run(1)).toEqual(await run(Number.POSITIVE_INFINITY));
    },
  );
});
