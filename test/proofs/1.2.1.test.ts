import { describe, expect, test } from 'vitest';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { decideFrontier } from '../../checker/verdict/frontier.ts';
import { theorem } from '../../proofs/1.2.1-liveness.ts';

const results = await decideClaims(theorem, theorem.claims, {}, {});

describe('1.2.1 liveness', () => {
  test.each(results.map((result) => [result.id, result] as const))(
    '%s is as expected, number by number',
    (_id, result) => {
      expect(result.misses).toEqual([]);
      expect(result.met).toBe(true);
    },
  );

  test.each(
    results.filter(({ verdict, kind }) => verdict === 'violated' && kind === 'leadsTo').map((r) => [r.id, r] as const),
  )('%s: the run comes back to where its loop starts', (_id, { trace }) => {
    const loop = trace?.loop ?? -1;
    expect(loop).toBeGreaterThanOrEqual(0);
    expect(trace?.last).toEqual(trace?.states[loop]);
  });

  test('the frontier of deadline, censorship and bound is the sum plus the block into the inbox', async () => {
    const { formula, separates, met } = await decideFrontier(theorem, theorem.frontiers[0] as never);
    expect({ formula, separates, met }).toEqual({ formula: 'D + K < W - 1', separates: true, met: true });
  });

  test('a liveness claim without fairness is refused, with the run that just stops', async () => {
    const claim = theorem.claims.find(({ id }) => id === 'forced-through-inbox');
    if (claim === undefined) throw new Error('the claim is gone');
    const unfair = { ...claim, property: { ...claim.property, fairness: {} } };
    const [result] = await decideClaims(theorem, [unfair], {}, {});
    expect(result?.verdict).toBe('failed');
    expect(result?.problem?.code).toBe('PL-115');
    expect(result?.trace?.loop).toBe(result?.trace?.steps.length);
  });

  test('bounds and liveness do not mix: a cut search says nothing', async () => {
    const claims = theorem.claims.filter(({ reading }) => reading !== 'witness');
    const cut = await decideClaims(theorem, claims, {}, { limits: { states: 20 } });
    for (const { kind, verdict } of cut) if (kind === 'leadsTo') expect(verdict).toBe('bounded');
  });
});
