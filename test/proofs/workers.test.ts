/**
 * Results do not depend on the number of workers: neither on threads that share the claims of a run, nor on threads that share one
 * search, which are brought in from the first state on, where a run brings them in at hundreds of thousands.
 *
 * Claims are chosen by a rule, so that a minute is enough. `plumbline check --workers` compares all of them with their expected numbers.
 */

import { describe, expect, test } from 'vitest';
import type { AnyClaim, AnyTheorem } from '../../checker/language/theorem.ts';
import { type ClaimResult, decideClaims } from '../../checker/verdict/claims.ts';
import { registry } from '../../proofs/registry.ts';
import { captured } from '../cli/captured-run.ts';

/** Everything but how long it took and how much memory. */
async function documentOf(targets: readonly string[], workers: string): Promise<unknown> {
  const { stdout } = await captured(['check', ...targets, '--format', 'json', '--workers', workers], registry);
  const { claims, exitCode } = JSON.parse(stdout) as { claims: Record<string, unknown>[]; exitCode: number };
  return { exitCode, claims: claims.map(({ seconds: _, peakBytes: __, ...claim }) => claim) };
}

describe('threads that share the claims of a run', () => {
  const targets = registry.theorems.flatMap(({ item, claims }) =>
    claims.filter(({ expect: { states } }) => states <= 150).map(({ id }) => `${item}/${id}`),
  );

  test('give the same document: every claim of at most 150 states, and the frontiers of 2.1.2', async () => {
    expect(targets.length).toBeGreaterThan(200);
    const asked = [...targets, '2.1.2/frontier'];
    expect(await documentOf(asked, '2')).toEqual(await documentOf(asked, '1'));
  }, 240_000);
});

/** Of every system the first claim of each kind and verdict; what is random or replayed on an implementation has no search to share. */
function firstOfEach(most: number): ReadonlyMap<AnyTheorem, readonly AnyClaim[]> {
  const met = new Set<string>();
  const isFirst = ({ system, property: { kind }, reading, expect: { verdict, states } }: AnyClaim): boolean => {
    const key = `${system.name} ${kind} ${verdict}`;
    if (states > most || kind === 'sampled' || reading === 'conformance' || met.has(key)) return false;
    met.add(key);
    return true;
  };
  return new Map(registry.theorems.map((theorem) => [theorem, theorem.claims.filter(isFirst)]));
}

/** Everything that is said, states of the trace and reasons included. */
function said(results: readonly ClaimResult[]): unknown {
  return results.map(({ seconds: _, peakBytes: __, rechecked: ___, ...rest }) => rest);
}

describe('threads that share one search say what one thread says', () => {
  const chosen = [...firstOfEach(3_000)].filter(([, claims]) => claims.length > 0);

  test('there are many', () => {
    expect(chosen.flatMap(([, claims]) => claims).length).toBeGreaterThan(100);
  });

  test.each(chosen.map(([theorem, claims]) => [theorem.item, theorem, claims] as const))(
    '%s',
    async (_item, theorem, claims) => {
      const alone = await decideClaims(theorem, claims, {}, { threads: 1 });
      const together = await decideClaims(theorem, claims, {}, { threads: 2, worth: 1 });
      expect(said(together)).toEqual(said(alone));
    },
    240_000,
  );
});
