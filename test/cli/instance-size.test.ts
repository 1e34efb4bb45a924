/** What is decided at a size: what moves up to it, what stays, what is left out. */

import { describe, expect, test } from 'vitest';
import { atMost, instanceAskedFor } from '../../checker/cli/instance-size.ts';
import { partsOf } from '../../checker/cli/parts.ts';
import type { AnyClaim, AnyTheorem } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { registry } from '../../proofs/registry.ts';

const theoremOf = (item: string): AnyTheorem => registry.theorems.find((one) => one.item === item) as AnyTheorem;
const claimOf = (item: string, id: string): AnyClaim => theoremOf(item).claims.find((one) => one.id === id) as AnyClaim;

function askedFor(item: string, id: string, instance: string | undefined, ...named: readonly string[]): string {
  const claim = claimOf(item, id);
  return (
    instanceAskedFor(theoremOf(item), claim, instance, (one) => named.includes(one)) ?? `${claim.instance}, as written`
  );
}

const whole = registry.theorems.map((theorem) => ({ ...theorem, theorem, file: null }));

describe('everything at a size', () => {
  test('a claim moves up to the instance of its family, and no further than the theorem goes', () => {
    expect(askedFor('2.1.2', 'repaired', 'medium')).toBe('medium');
    expect(askedFor('2.1.2', 'repaired', 'small')).toBe('small, as written');
    expect(askedFor('3.1.3', 'htlc-repaired', 'medium')).toBe('hop-medium');
    expect(askedFor('3.1.3', 'htlc-repaired', 'large')).toBe('hop, as written');
    expect(askedFor('2.1.2', 'repaired', undefined)).toBe('small, as written');
  });

  test('a claim that is tied to its instance stays, unless it is named', () => {
    expect(askedFor('3.1.3', 'party-offline', 'medium')).toBe('small, as written');
    expect(askedFor('3.1.3', 'party-offline', 'medium', '3.1.3/party-offline')).toBe('medium');
  });

  test('what is not a size is asked of every claim, as ever', () => {
    expect(askedFor('5.3.2', 'phantom-finds-nothing', 'watch')).toBe('watch');
  });

  test('larger claims are left out and counted, unless they are named', () => {
    const left = (size: string, ...named: readonly string[]): readonly string[] => {
      const { selections, leftOut } = atMost(size, whole, (id) => named.includes(id));
      const kept = new Set(selections.flatMap(({ claims, frontiers }) => [...claims, ...frontiers]));
      const all = whole.flatMap(({ theorem: { item }, claims, frontiers }) =>
        [...claims, ...frontiers].filter((part) => !kept.has(part)).map(({ id }) => `${item}/${id}`),
      );
      expect(all).toHaveLength(leftOut);
      return all;
    };
    expect(left('small')).toEqual(expect.arrayContaining(['2.1.2/repaired-medium', '2.1.2/repaired-large']));
    expect(left('medium')).toContain('2.1.2/repaired-large');
    expect(left('medium')).not.toContain('2.1.2/repaired-medium');
    expect(left('medium', '2.1.2/repaired-large')).not.toContain('2.1.2/repaired-large');
    expect(left('large')).toEqual([]);
  });

  test('claims of one exploration move together', () => {
    for (const size of ['small', 'medium', 'large']) {
      for (const { item, claims, instance } of partsOf(atMost(size, whole, () => false).selections, size)) {
        for (const id of claims)
          expect(askedFor(item, id, size)).toBe(instance ?? `${claimOf(item, id).instance}, as written`);
      }
    }
  });
});

describe('at the medium size', () => {
  /** By theorem and instance: small claims that move up. Larger ones are decided by `plumbline check --instance medium`. */
  const moving = registry.theorems.flatMap((theorem) => {
    const at = new Map<string, AnyClaim[]>();
    for (const claim of theorem.claims.filter(({ expect: { states } }) => states <= 120)) {
      const instance = instanceAskedFor(theorem, claim, 'medium', () => false);
      if (instance !== undefined) at.set(instance, [...(at.get(instance) ?? []), claim]);
    }
    return [...at].map(([instance, claims]) => [`${theorem.item} ${instance}`, theorem, instance, claims] as const);
  });

  test.each(moving)(
    '%s: what moves up is as expected there',
    async (_, theorem, instance, claims) => {
      const results = await decideClaims(theorem, claims, { instance }, {});
      expect(results.filter(({ met }) => !met).map(({ id, misses }) => [id, misses])).toEqual([]);
    },
    240_000,
  );
});
