import { beforeAll, describe, expect, test } from 'vitest';
import { configure, type Setting } from '../../checker/language/system.ts';
import type { Claim } from '../../checker/language/theorem.ts';
import { type ClaimResult, decideClaims } from '../../checker/verdict/claims.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { decideFrontier } from '../../checker/verdict/frontier.ts';
import { decideLattice } from '../../checker/verdict/lattice.ts';
import { type StateChannelView, stateChannelSystem as system } from '../../model/systems/state-channel.ts';
import { theorem } from '../../proofs/3.2.3-composability.ts';
import { expected } from '../../proofs/3.2.3-expected.ts';

const ids = theorem.claims.map(({ id }) => id);

function claimNamed(id: string): Claim<StateChannelView> {
  const found = theorem.claims.find((claim) => claim.id === id);
  if (found === undefined) throw new Error(`no claim ${id}`);
  return found;
}

describe('3.2.3: every claim', () => {
  const results = new Map<string, ClaimResult>();

  beforeAll(async () => {
    for (const result of await decideClaims(theorem, theorem.claims, {}, {})) results.set(result.id, result);
  }, 240_000);

  test.each(ids)('3.2.3/%s is met, number by number', (id) => {
    const result = results.get(`3.2.3/${id}`);
    const [states, transitions, depth, steps] = expected[id] ?? [];
    expect(result?.misses).toEqual([]);
    expect(result?.verdict).toBe(claimNamed(id).expect.verdict);
    expect(result?.counts).toMatchObject({ states, transitions, depth });
    expect(result?.trace?.steps.length).toBe(steps);
  });

  test('3.2.3: every line of expected numbers belongs to a claim, and every claim has one', () => {
    expect(Object.keys(expected).sort()).toEqual([...ids].sort());
  });

  test.each([
    ['shared-collateral', 'CONCLUDE CONCLUDE', 'paid-in-full'],
    ['shared-collateral-moved', 'MOVE CONCLUDE CONCLUDE', 'solo-payoff'],
    ['shared-turn', 'MOVE MOVE CHALLENGE', 'never-shut-out'],
    ['shared-challenge', 'MOVE SUBMIT CHALLENGE BLOCK EXECUTE SUBMIT BLOCK', 'never-shut-out'],
    ['same-bytes', 'CONCLUDE', 'solo-payoff'],
    ['reads-another', 'MOVE MOVE CHALLENGE CHALLENGE', 'never-shut-out'],
  ])('3.2.3/%s: disjoint spaces and %s', (id, attack, part) => {
    const result = results.get(`3.2.3/${id}`);
    expect(result?.configuration.parameters.tagged).toBe(1);
    expect(result?.trace?.steps.map(({ type }) => type).join(' ')).toBe(attack);
    expect(result?.parts.filter(({ holds }) => !holds).map((one) => one.part)).toContain(part);
  });

  test('3.2.3/not-needed: the two spaces are one set', () => {
    const spaces = results.get('3.2.3/not-needed')?.configuration.parameters;
    expect([spaces?.tagged, spaces?.kind0 === spaces?.kind1]).toEqual([0, true]);
  });

  test('3.2.3/shared-challenge: the operation of the one application is refused because the other is challenged', () => {
    const steps = results.get('3.2.3/shared-challenge')?.trace?.steps ?? [];
    expect(steps.filter(({ type }) => type === 'CHALLENGE').map(({ payload }) => payload.app)).toEqual([0]);
    expect(steps.find(({ type }) => type === 'EXECUTE')?.payload).toMatchObject({ app: 1, result: 'reverts' });
  });

  test('3.2.3/refuted-for-ever: blocks follow one another, and the run comes back to where its loop starts', () => {
    const trace = results.get('3.2.3/refuted-for-ever')?.trace;
    const loop = trace?.loop ?? -1;
    expect(trace?.steps.slice(loop).some(({ type }) => type === 'BLOCK')).toBe(true);
    expect(trace?.last).toEqual(trace?.states[loop]);
  });
});

describe('3.2.3: tagging the state spaces changes nothing', () => {
  const both = theorem.claims.filter(
    (claim) => claim.system === system && claim.setting?.parameters?.tagged !== 2 && claim.reading !== 'witness',
  );

  test('3.2.3: same verdict, same counts, same length of the trace, with one space and with two', async () => {
    const [one, two] = await Promise.all(
      [0, 1].map((tagged) => decideClaims(theorem, both, { setting: { parameters: { tagged } } }, {})),
    );
    const answers = (results: readonly ClaimResult[] = []): unknown[] =>
      results.map(({ id, verdict, counts, trace }) => [id, verdict, counts, trace?.steps.map(({ type }) => type)]);
    expect(both.length).toBeGreaterThan(20);
    expect(answers(one)).toEqual(answers(two));
  }, 240_000);
});

describe('3.2.3: each rule for itself', () => {
  const small = { parameters: theorem.instances.small ?? {} };
  const repaired = claimNamed('repaired');

  test.each(Object.keys(system.rules))('3.2.3/repaired without the rule %s', async (rule) => {
    const setting: Setting = { ...repaired.setting, without: [rule] };
    const [decision] = await decide(system, configure(system, small, setting), [repaired.property as never]);
    // An override is of use to those who leave, see `leaving`; waiting to those who move twice, see `three-turns` and `three-turns-left`.
    const isIdle = ['overrides', 'freeze', 'leavesForGood'].includes(rule);
    expect(decision?.verdict).toBe(isIdle ? 'exhausted' : 'violated');
  });
});

describe('3.2.3: lattices and frontiers', { timeout: 240_000 }, () => {
  test.each(theorem.lattices.map((lattice) => [lattice.id, lattice] as const))(
    '3.2.3/%s is as expected',
    async (_, lattice) => {
      const result = await decideLattice(theorem, lattice);
      expect([result.misses, result.met, result.undecided]).toEqual([[], true, null]);
      expect(result.checked + result.pruned).toBe(2 ** result.hypotheses.length);
    },
  );

  test.each(theorem.frontiers.map((frontier) => [frontier.id, frontier] as const))(
    '3.2.3/%s is as expected',
    async (_, frontier) => {
      const { misses, formula, separates } = await decideFrontier(theorem, frontier);
      expect([misses, formula, separates]).toEqual([[], frontier.expect.formula, true]);
    },
  );
});
