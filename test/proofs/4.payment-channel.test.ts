import { describe, expect, test } from 'vitest';
import { configure } from '../../checker/language/system.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { paymentChannelSystem } from '../../model/systems/payment-channel.ts';
import { conformsToMachines, everyPower, theorem, unreplayed } from '../../proofs/4.payment-channel.ts';
import type { Parts } from '../../proofs/4.payment-channel-adapter.ts';
import { type Mutant, otherMutants, sketchMutants } from '../model/reference/channel-mutants.ts';
import { caughtPath } from './caught-path.ts';
import { untakenBy } from './untaken.ts';

async function decided(replaced: Partial<Parts>, T = 2): Promise<Decision> {
  const configuration = configure(paymentChannelSystem, { parameters: { T } }, everyPower);
  const [decision] = await decide(paymentChannelSystem, configuration, [conformsToMachines(replaced)] as never);
  return decision as Decision;
}

describe('4.payment-channel PaymentChannel', () => {
  test('does what the machines do, in every transition of contract and participant', async () => {
    const results = await decideClaims(theorem, theorem.claims, {}, {});
    expect(results.flatMap(({ id, misses }) => misses.map((miss) => `${id}: ${miss}`))).toEqual([]);
    expect(results[0]?.cover).toMatchObject({ states: 1430, transitions: 2350, refusals: 189410 });
    expect(untakenBy(results)).toEqual(Object.keys(unreplayed).sort());
  });

  test.each([1, 3])('with a window of %i blocks too', async (T) => {
    const { verdict, parts } = await decided({}, T);
    expect({ verdict, parts }).toEqual({ verdict: 'exhausted', parts: [] });
  });

  describe('with a defect of the sketch', () => {
    test.each(sketchMutants.map((mutant) => [mutant.says, mutant] as const))('that %s, is caught', isCaught);
  });

  describe('with a defect that the sketch leaves room for', () => {
    test.each(otherMutants.map((mutant) => [mutant.says, mutant] as const))('that %s, is caught', isCaught);
  });
});

async function isCaught(_says: string, { parts, caught }: Mutant): Promise<void> {
  const decision = await decided(parts);
  expect({ verdict: decision.verdict, path: caughtPath(decision) }).toEqual({ verdict: 'violated', path: caught });
}
