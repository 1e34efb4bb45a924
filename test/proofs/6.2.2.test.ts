import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import type { AnyLattice } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { decideFrontier } from '../../checker/verdict/frontier.ts';
import { decideLattice } from '../../checker/verdict/lattice.ts';
import { intentSystem, messageSystem } from '../../model/systems/interoperability.ts';
import { theorem } from '../../proofs/6.2.2-cross-l2-security.ts';
import {
  adversary,
  type LayerName,
  layerCuts,
  layerLattices,
  minimalOf,
  pooledLattices,
  roles,
  union,
} from '../../proofs/6.2.2-cut-sets.ts';
import { expected } from '../../proofs/6.2.2-expected.ts';
import { arrives, bystander, depositor, sender } from '../../proofs/6.2.2-goals.ts';
import { type GuardPrices, robbing } from '../../proofs/6.2.2-prices.ts';

const results = await decideClaims(theorem, theorem.claims, {}, {});

function priceOf(id: string): number {
  const price = results.find((one) => one.id === `6.2.2/${id}`)?.price;
  if (price === undefined || price === null) throw new Error(`no price of ${id}`);
  return price;
}

describe('6.2.2 cross-layer-2 security', () => {
  test.each(results.map((result) => [result.id, result] as const))(
    '%s is as expected, number by number',
    (id, { misses, vacuous, counts, trace, price }) => {
      const [states, transitions, depth, steps, cost] = expected[id.replace('6.2.2/', '')] ?? [];
      expect({ misses, vacuous }).toEqual({ misses: [], vacuous: [] });
      expect(counts).toMatchObject({ states, transitions, depth });
      expect(trace?.steps.length).toBe(steps);
      expect(price ?? undefined).toBe(cost);
    },
  );

  test('6.2.2: every line of expected numbers belongs to a claim', () => {
    expect(Object.keys(expected).sort()).toEqual(theorem.claims.map(({ id }) => id).sort());
  });

  test('6.2.2: no lower bound, no upper bound, and no order', () => {
    expect(priceOf('cheap-verifier')).toBeLessThan(Math.min(10, 12, 50));
    expect(priceOf('filled-user')).toBeGreaterThan(Math.min(2, 12, 50));
    expect(priceOf('redundant-verifier')).toBeGreaterThan(3);
    const [a, b, across] = ['a', 'b', 'across'].map((where) => [
      priceOf(where === 'across' ? 'theft-across' : `theft-on-${where}`),
      priceOf(where === 'across' ? 'standstill-across' : `standstill-of-${where}`),
    ]);
    expect({ a, b, across }).toEqual({ a: [9, 1], b: [1, 9], across: [1, 1] });
  });

  test('6.2.2/frontier-wait: B is safe exactly where nothing falls that it waits for, 9 of 9 points', async () => {
    const { formula, separates, points } = await decideFrontier(theorem, theorem.frontiers[0] as never);
    expect({ formula, separates, points: points.length }).toEqual({ formula: 'R <= W', separates: true, points: 9 });
  });
});

/** What the search finds: the sets that a maximal insufficient set drops. */
async function cutsOf(lattice: AnyLattice): Promise<readonly (readonly string[])[]> {
  const { maximalInsufficient, met, misses } = await decideLattice(theorem, lattice);
  expect({ met, misses }).toEqual({ met: true, misses: [] });
  return sorted(maximalInsufficient.map(({ dropped }) => dropped));
}

function sorted(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return sets.map((set) => [...set].sort()).sort((a, b) => a.join().localeCompare(b.join()));
}

describe('6.2.2: minCuts(role) = minimal elements of the union of cuts(layer)', () => {
  const found: Record<LayerName, readonly (readonly string[])[]> = { A: [], B: [], L1: [], V: [] };

  beforeAll(async () => {
    for (const [i, layer] of (Object.keys(layerCuts) as LayerName[]).entries()) {
      found[layer] = await cutsOf(layerLattices[i] as AnyLattice);
    }
  });

  test('6.2.2: what each layer by itself depends on', () => {
    for (const layer of Object.keys(layerCuts) as LayerName[]) expect(found[layer]).toEqual(sorted(layerCuts[layer]));
  });

  test.each(roles.map(({ id, dependsOn, lattice }) => [id, dependsOn, lattice] as const))(
    '6.2.2/cuts-%s: the union over %j, found in the composite',
    async (_, dependsOn, lattice) => {
      expect(await cutsOf(lattice)).toEqual(sorted(union(dependsOn, found)));
    },
  );

  test('6.2.2: with one pool for both rollups, who holds on B depends on A as well', async () => {
    const [inMessages, inIntents] = await Promise.all(pooledLattices.map(cutsOf));
    expect(inMessages).toEqual(sorted(union(['A', 'B', 'L1', 'V'], found)));
    expect(inIntents).toEqual(sorted(union(['A', 'B', 'L1'], found)));
  });

  test('6.2.2: minimal elements, by hand', () => {
    expect(minimalOf([['b', 'a'], ['a'], ['a', 'b', 'c'], ['c', 'd'], ['d', 'c']])).toEqual([['a'], ['c', 'd']]);
  });

  test('6.2.2/assumptions-messages: four invariants and one of three answers to what falls', async () => {
    const lattice = theorem.lattices.find(({ id }) => id === 'assumptions-messages') as AnyLattice;
    const { met, minimalSufficient, undecided } = await decideLattice(theorem, lattice);
    expect({ met, sets: minimalSufficient.length, undecided }).toEqual({ met: true, sets: 3, undecided: null });
  });
});

const everyGuard: Setting = {
  powers: {
    ...adversary.powers,
    ...Object.fromEntries(
      Object.values(layerCuts)
        .flat(2)
        .map((name) => [name, true]),
    ),
  },
};

const guardsOf: Readonly<Record<LayerName, readonly string[]>> = {
  A: ['a1', 'a2'],
  B: ['b1', 'b2'],
  L1: ['l1'],
  V: ['v1', 'v2', 'v3'],
};

const row = (length: number): fc.Arbitrary<number[]> => fc.array(fc.nat(20), { minLength: length, maxLength: length });
const prices: fc.Arbitrary<GuardPrices> = fc.record({ A: row(2), B: row(2), L1: row(1), V: row(3) });

function costOf(cut: readonly string[], list: GuardPrices): number {
  return cut.reduce((sum, name) => {
    const layer = (Object.keys(guardsOf) as LayerName[]).find((one) => guardsOf[one].includes(name)) as LayerName;
    return sum + (list[layer][guardsOf[layer].indexOf(name)] as number);
  }, 0);
}

describe('6.2.2: with any price list the cheapest attack on a role costs the least over the union', () => {
  const lists = fc.sample(prices, { numRuns: 6, seed: 622 });

  test.each([
    ['messages', messageSystem, ['sender', 'depositor', 'bystander'], 2],
    // With two guards a rollup intents have half a million states.
    ['intents', intentSystem, ['intent-user', 'filled-user', 'solver', 'intent-bystander'], 1],
  ] as const)('6.2.2: %s', async (_, system, ids, each) => {
    const guarded: Setting = { parameters: { guardsA: each, guardsB: each } };
    const cuts = each === 2 ? layerCuts : { ...layerCuts, A: [['a1']], B: [['b1']] };
    const asked = ids.flatMap((id) => {
      const role = roles.find((one) => one.id === id) as (typeof roles)[number];
      return lists.map((list) => ({ role, list }));
    });
    const properties = asked.map(({ role, list }) => robbing(role.lattice.goal, list));
    const decisions = await decide(
      system,
      configure(system, everyGuard, guarded),
      properties as readonly Property<never>[],
    );
    const found = decisions.map(({ price }) => price);
    const wanted = asked.map(({ role: { dependsOn }, list }) =>
      Math.min(...union(dependsOn, cuts).map((cut) => costOf(cut, list))),
    );
    expect(found).toEqual(wanted);
    // Lists under which the answer is always the same would prove nothing.
    expect(new Set(wanted).size).toBeGreaterThan(3);
  });
});

describe('6.2.2: latency against security', () => {
  const waits = [0, 1, 2];

  async function told(property: Property<never>, ...settings: readonly Setting[]): Promise<readonly [string, unknown]> {
    const [decision] = await decide(messageSystem, configure(messageSystem, adversary, ...settings), [property]);
    return [decision?.verdict ?? '', decision?.trace?.steps.length ?? null];
  }

  test('6.2.2: what waits for less than final is robbed sooner, unless it falls with what it relies on', async () => {
    const alone = waits.map((wait) => told(bystander as never, { parameters: { wait }, without: ['cascade'] }));
    expect(await Promise.all(alone)).toEqual([
      ['violated', 3],
      ['violated', 4],
      ['exhausted', null],
    ]);
    const fallen = waits.map((wait) => told(bystander as never, { parameters: { wait } }));
    expect(await Promise.all(fallen)).toEqual(waits.map(() => ['exhausted', null]));
  });

  test('6.2.2: a batch is used after as many of its events as are waited for, and final on B after five in any case', () => {
    const steps = (id: string): unknown => results.find((one) => one.id === `6.2.2/${id}`)?.trace?.steps.length;
    expect(['minted-soft', 'minted-posted', 'minted-final'].map(steps)).toEqual([2, 3, 4]);
    expect(['settled-soft', 'settled-posted', 'settled-final'].map(steps)).toEqual([5, 5, 5]);
  });

  test.each([
    ['sender', sender],
    ['depositor', depositor],
    ['bystander', bystander],
  ])('6.2.2: a halt robs nobody, the %s neither, but what is on its way stays there', async (_, goal) => {
    const halt: Setting = { powers: { halt: true } };
    expect((await told(goal as never, halt))[0]).toBe('exhausted');
    expect((await told(arrives as never, halt))[0]).toBe('violated');
  });
});
