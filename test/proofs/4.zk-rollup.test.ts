import { describe, expect, test } from 'vitest';
import { configure, type Setting } from '../../checker/language/system.ts';
import type { AnyClaim } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { zkRollupSystem } from '../../model/systems/zk-rollup.ts';
import { contractConforms, operatorConforms, theorem, unreplayed } from '../../proofs/4.zk-rollup.ts';
import { otherMutants, type RollupMutant, sketchMutants } from '../model/reference/rollup-mutants.ts';
import { caughtPath } from './caught-path.ts';
import { untakenBy } from './untaken.ts';

async function decided({ parts, by }: Pick<RollupMutant, 'parts' | 'by'>, change: Setting = {}): Promise<Decision> {
  const claim = theorem.claims.find(({ id }) => id === by) as AnyClaim;
  const instance = { parameters: theorem.instances[claim.instance] ?? {} };
  const configuration = configure(zkRollupSystem, instance, claim.setting ?? {}, change);
  const property = ['conforms', 'delay-conforms'].includes(by) ? operatorConforms(parts) : contractConforms(parts);
  const [decision] = await decide(zkRollupSystem, configuration, [property] as never);
  return decision as Decision;
}

async function isCaught(_says: string, mutant: RollupMutant): Promise<void> {
  const decision = await decided(mutant);
  expect({ verdict: decision.verdict, path: caughtPath(decision) }).toEqual({
    verdict: 'violated',
    path: mutant.caught,
  });
}

describe('4.zk-rollup ZkRollup', () => {
  test('does what the machines do, in every transition of operator, contract and key', async () => {
    const results = await decideClaims(theorem, theorem.claims, {}, {});
    for (const { id, misses } of results) expect({ id, misses }).toEqual({ id, misses: [] });
    expect(untakenBy(results)).toEqual(Object.keys(unreplayed).sort());
  });

  test('with two payments and a longer deadline too', async () => {
    const { verdict, parts } = await decided(
      { parts: {}, by: 'conforms' },
      { parameters: { payments: 2, deposits: 0, D: 2 } },
    );
    expect({ verdict, parts }).toEqual({ verdict: 'exhausted', parts: [] });
  });

  describe('with a defect of the sketch', () => {
    test.each(sketchMutants.map((mutant) => [mutant.says, mutant] as const))('that %s, is caught', isCaught);
  });

  describe('with a defect that the sketch leaves room for', () => {
    test.each(otherMutants.map((mutant) => [mutant.says, mutant] as const))('that %s, is caught', isCaught);
  });
});
