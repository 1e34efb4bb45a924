import { beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { type ClaimResult, decideClaims } from '../../checker/verdict/claims.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { decideFrontier } from '../../checker/verdict/frontier.ts';
import { decideLattice } from '../../checker/verdict/lattice.ts';
import { zkRollupSystem as system, type ZkRollupView } from '../../model/systems/zk-rollup.ts';
import { expected } from '../../proofs/2.2.2-expected.ts';
import { completeness, exit, safety } from '../../proofs/2.2.2-goals.ts';
import { forExits, forSafety } from '../../proofs/2.2.2-hypotheses.ts';
import { theorem } from '../../proofs/2.2.2-zk-validity.ts';

const ids = theorem.claims.map(({ id }) => id);
const small = { parameters: theorem.instances.small ?? {} };

async function verdictIn(property: Property<ZkRollupView>, ...settings: readonly Setting[]): Promise<string> {
  const [decision] = await decide(system, configure(system, small, ...settings), [property as Property<never>]);
  return decision?.verdict ?? 'none';
}

describe('2.2.2: every claim', () => {
  const results = new Map<string, ClaimResult>();

  beforeAll(async () => {
    for (const result of await decideClaims(theorem, theorem.claims, {}, {})) results.set(result.id, result);
  });

  test.each(ids)('2.2.2/%s is met, number by number', (id) => {
    const result = results.get(`2.2.2/${id}`);
    const [states, transitions, depth, steps] = expected[id] ?? [];
    expect(result?.misses).toEqual([]);
    expect(result?.vacuous).toEqual([]);
    expect(result?.counts).toMatchObject({ states, transitions, depth });
    expect(result?.trace?.steps.length).toBe(steps);
  });

  test('2.2.2: every line of expected numbers belongs to a claim, and every claim has one', () => {
    expect(Object.keys(expected).sort()).toEqual([...ids].sort());
  });

  test.each([
    ['under-constrained-circuit', 'COMMIT PROVE VERIFY'],
    ['other-data', 'COMMIT PROVE VERIFY'],
    ['deposit-skipped', 'FORCE BLOCK COMMIT PROVE VERIFY'],
    ['proof-replayed', 'SEQUENCE COMMIT PROVE VERIFY EXECUTE COMMIT PROVE VERIFY EXECUTE COMMIT VERIFY'],
    ['without-nonces', 'SEQUENCE COMMIT PROVE VERIFY EXECUTE COMMIT PROVE VERIFY EXECUTE COMMIT PROVE VERIFY'],
    ['exits-frozen', 'FORCE BLOCK COMMIT PROVE VERIFY EXECUTE BLOCK FREEZE BLOCK'],
    ['witness-withheld', 'COMMIT BLOCK'],
  ])('2.2.2/%s: the shortest attack is %s', (id, attack) => {
    const result = results.get(`2.2.2/${id}`);
    expect(result?.verdict).toBe('violated');
    expect(result?.trace?.steps.map(({ type }) => type).join(' ')).toBe(attack);
  });

  test('2.2.2/other-data: the proof is about a transaction that nobody posted', () => {
    const [commit, prove] = results.get('2.2.2/other-data')?.trace?.steps ?? [];
    expect(prove?.payload.data).toBe(commit?.payload.executes);
    expect(prove?.payload.data).not.toBe(commit?.payload.data);
  });

  test('2.2.2/proof-replayed: the last proof handed in is an earlier one, and Alice signed once', () => {
    const steps = results.get('2.2.2/proof-replayed')?.trace?.steps ?? [];
    expect(steps.at(-1)?.payload.index).toBe('earlier');
    expect(steps.filter(({ type }) => type === 'SEQUENCE')).toHaveLength(1);
  });

  test('2.2.2/exits-frozen: nothing but blocks goes on in the frozen rollup', () => {
    const trace = results.get('2.2.2/exits-frozen')?.trace;
    expect(trace?.steps.slice(trace.loop ?? 0).map(({ type }) => type)).toEqual(['BLOCK']);
  });
});

describe('2.2.2: what the hypotheses are for', () => {
  test.each([
    ['swapData', 'bindData'],
    ['skipInbox', 'bindInbox'],
  ])('2.2.2/repaired: without the power %s the rule %s is not needed', async (power, rule) => {
    expect(await verdictIn(safety, forSafety, { powers: { [power]: false }, without: [rule] })).toBe('exhausted');
    expect(await verdictIn(safety, forSafety, { without: [rule] })).toBe('violated');
  });

  test('2.2.2/exits-by-hatch: without fairness of Alice’s escape she may stay', async () => {
    const { weak = [] } = exit.fairness ?? {};
    const lazy = { ...exit, fairness: { weak: weak.filter((one) => typeof one === 'string') } };
    expect(await verdictIn(exit, forExits)).toBe('exhausted');
    expect(await verdictIn(lazy, forExits)).toBe('violated');
  });

  test.each([0, 1, 2])('2.2.2/proven: promise %i of the three is needed', async (dropped) => {
    const { weak = [] } = completeness.fairness ?? {};
    const unfair = { ...completeness, fairness: { weak: weak.filter((_, i) => i !== dropped) } };
    // L1 is needed by nobody here: a proof waits for no block.
    expect(await verdictIn(unfair, {})).toBe(dropped === 0 ? 'exhausted' : 'violated');
  });
});

describe('2.2.2: the lattices and the frontier', () => {
  test.each(theorem.lattices.map((lattice) => [lattice.id, lattice] as const))(
    '2.2.2/%s: minimal sufficient sets are as expected, each missing set has its attack',
    async (_, lattice) => {
      const result = await decideLattice(theorem, lattice);
      expect([result.misses, result.undecided]).toEqual([[], null]);
      expect(result.checked + result.pruned).toBe(2 ** Object.keys(lattice.hypotheses).length);
      for (const { trace } of result.maximalInsufficient) expect(trace.steps.length).toBeGreaterThan(0);
    },
  );

  test('2.2.2/frontier-key-delay: safe exactly where D + K < U - 1, and the attack lasts until the key is used', async () => {
    const frontier = theorem.frontiers.find(({ id }) => id === 'frontier-key-delay');
    if (frontier === undefined) throw new Error('the frontier is gone');
    const { formula, met, points } = await decideFrontier(theorem, frontier);
    expect([formula, met, points.length]).toEqual(['D + K < U - 1', true, 63]);
    for (const { at, verdict, traceSteps } of points) {
      const [D, K, U] = [at.D, at.K, at.U] as [number, number, number];
      const isSafe = D + K < U - 1;
      // Commit, prove, announce, upgrade, verify; with any delay Alice's message as well, and U blocks.
      const steps = U === 0 ? 5 : 6 + U;
      expect([verdict, traceSteps], JSON.stringify(at)).toEqual(isSafe ? ['exhausted', null] : ['violated', steps]);
    }
  });

  test('2.2.2/frontier-execution-delay: safe exactly where K < E, the inequality of the challenge period', async () => {
    const frontier = theorem.frontiers.find(({ id }) => id === 'frontier-execution-delay');
    if (frontier === undefined) throw new Error('the frontier is gone');
    const { formula, met, points } = await decideFrontier(theorem, frontier);
    expect([formula, met, points.length]).toEqual(['K < E', true, 20]);
    for (const { at, verdict, traceSteps } of points) {
      const [K, E] = [at.K, at.E] as [number, number];
      // Commit, prove, verify; and unless it is executed at once, the guardian's transaction and E blocks without it.
      const steps = E === 0 ? 3 : 4 + E;
      expect([verdict, traceSteps], JSON.stringify(at)).toEqual(K < E ? ['exhausted', null] : ['violated', steps]);
    }
  });

  test('2.2.2/frontier-bits-of-soundness: a false proof at every number of bits', async () => {
    const frontier = theorem.frontiers.find(({ id }) => id === 'frontier-bits-of-soundness');
    if (frontier === undefined) throw new Error('the frontier is gone');
    const { formula, met, points } = await decideFrontier(theorem, frontier);
    expect([formula, met, points.length]).toEqual(['never', true, 9]);
  });
});
