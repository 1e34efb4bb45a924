import { describe, expect, test } from 'vitest';
import { configure } from '../../checker/language/system.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { lightClientBridge } from '../../model/systems/bridge.ts';
import { systemConforms, theorem, unreplayed } from '../../proofs/4.layer2-system.ts';
import { type Layer2Mutant, otherMutants, sketchMutants } from '../model/reference/layer2-mutants.ts';
import { caughtPath } from './caught-path.ts';
import { untakenBy } from './untaken.ts';

async function isCaught(_says: string, { parts, caught }: Layer2Mutant): Promise<void> {
  const instance = { parameters: theorem.instances.small ?? {} };
  const configuration = configure(lightClientBridge, instance, { powers: { forge: true } });
  const [decision] = await decide(lightClientBridge, configuration, [systemConforms(parts)] as never);
  const path = decision === undefined ? 'none' : caughtPath(decision);
  expect({ verdict: decision?.verdict, path }).toEqual({ verdict: 'violated', path: caught });
}

describe('4.layer2-system Layer2System', () => {
  test('does what the machines of the bridge do, in every transition of both layers and both verifiers', async () => {
    const results = await decideClaims(theorem, theorem.claims, {}, {});
    for (const { id, misses } of results) expect({ id, misses }).toEqual({ id, misses: [] });
    expect(untakenBy(results)).toEqual(Object.keys(unreplayed).sort());
  });

  describe('with a defect of the sketch', () => {
    test.each(sketchMutants.map((mutant) => [mutant.says, mutant] as const))('that %s, is caught', isCaught);
  });

  describe('with a defect that the sketch leaves room for', () => {
    test.each(otherMutants.map((mutant) => [mutant.says, mutant] as const))('that %s, is caught', isCaught);
  });
});
