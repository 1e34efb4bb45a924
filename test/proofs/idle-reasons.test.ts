/**
 * Every claim that holds is its own witness, at its own setting: each event fires, each antecedent is met, and whatever its property reads varies
 * or is what it claims; or a reviewed reason says why not.
 *
 * Claims of more states are held to the same by `plumbline check`, which ends with exit code 3, and up to 3,000 states by `renaming.test.ts`.
 */

import { describe, expect, test } from 'vitest';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { registry } from '../../proofs/registry.ts';

const mostStates = 400;

/** What whoever adds a claim is told. */
const howTo =
  'ask the claim where it happens (a power, a rule, a larger instance); or say why it cannot, in `idle` or `unfired` of the claim or in proofs/idle-reasons.ts; a reason for what happens by now is taken out';

describe('claims that hold', () => {
  test('have to give reasons in every theorem', () => {
    expect(registry.theorems.filter(({ explainsIdle }) => explainsIdle !== true).map(({ item }) => item)).toEqual([]);
  });

  test.each(registry.theorems.map((theorem) => [theorem.item, theorem] as const))(
    '%s',
    async (_item, theorem) => {
      const small = theorem.claims.filter(
        ({ reading, expect: { states, verdict } }) =>
          verdict === 'exhausted' && reading !== 'witness' && reading !== 'conformance' && states <= mostStates,
      );
      const results = await decideClaims(theorem, small, {}, {});
      const inVain = results.filter(({ met }) => !met).map(({ id, misses }) => [id, misses]);
      expect(inVain, howTo).toEqual([]);
    },
    120_000,
  );
});
