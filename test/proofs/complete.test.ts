/**
 * Beside every claim that holds stands what shows that it could fail: behaviour that was found, and a change that breaks it.
 *
 * What "the same goal" means is decided mechanically: the same property, one of the same name, or one with a part in common.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import type { AnyClaim } from '../../checker/language/theorem.ts';
import { registry } from '../../proofs/registry.ts';

const claims = registry.theorems.flatMap(({ item, claims: own }) => own.map((claim) => ({ ...claim, item })));
const named = ({ item, id }: { readonly item: string; readonly id: string }): string => `${item}/${id}`;
const holding = claims.filter(({ reading, expect: { verdict } }) => reading === 'repaired' && verdict === 'exhausted');

/** Lattices, each with sets that fail, and frontiers, each with points that do. */
const goals = registry.theorems.flatMap(({ lattices, frontiers }) => [
  ...lattices.filter(({ expect: { minimalSufficient } }) => minimalSufficient.every((set) => set.length > 0)),
  ...frontiers.filter(({ expect: { formula } }) => formula !== 'always'),
]);

function isSameGoal(one: Property<never>, other: Property<never>): boolean {
  const parts = Object.values(other.parts);
  return one === other || one.name === other.name || Object.values(one.parts).some((part) => parts.includes(part));
}

/** Claims that were the first to tell a change of a machine: `- 2.1.2/one-account: 7` in what the last run of mutants wrote. */
const tellsMutants = new Set(
  [...readFileSync('spec/mutation.md', 'utf8').matchAll(/^- ([\d.]+[^:\s]*\/[^:\s]+): [1-9]\d*$/gm)].map(
    ([, id]) => id,
  ),
);

function isBroken({ system, property, expect: { price } }: AnyClaim): boolean {
  const concerns = (part: { readonly system: object }, goal: Property<never>): boolean =>
    part.system === system && isSameGoal(goal, property as Property<never>);
  // A price is not broken but moved.
  const isOther = (claim: AnyClaim): boolean =>
    property.kind === 'cheapest' ? claim.expect.price !== price : claim.expect.verdict === 'violated';
  return (
    claims.some((claim) => isOther(claim) && concerns(claim, claim.property as Property<never>)) ||
    goals.some((part) => concerns(part, part.goal as Property<never>))
  );
}

function isWitnessed({ system, property: { kind }, expect: { price } }: AnyClaim): boolean {
  // A strategy that was played to its end, or an attack that was priced, is found behaviour itself.
  if (kind === 'enforceable' || price !== undefined) return true;
  return claims.some((claim) => claim.system === system && claim.reading === 'witness');
}

describe('every claim that holds', () => {
  test('there are many', () => expect(holding.length).toBeGreaterThan(100));

  test('has a rule or power whose change breaks its goal, or a change of a machine that it was the first to tell', () => {
    const isAlive = (claim: (typeof claims)[number]): boolean => isBroken(claim) || tellsMutants.has(named(claim));
    expect(holding.filter((claim) => !isAlive(claim)).map(named)).toEqual([]);
  });

  test('has witnesses over its system', () => {
    expect(holding.filter((claim) => !isWitnessed(claim)).map(named)).toEqual([]);
  });
});

describe('every literal refutation', () => {
  test('has a trace, whose length is compared; every trace is replayed before it is one', () => {
    const literal = claims.filter(
      ({ reading, expect: { verdict } }) => reading === 'literal' && verdict === 'violated',
    );
    expect(literal.length).toBeGreaterThan(30);
    expect(literal.filter(({ expect: { steps } }) => steps === undefined).map(named)).toEqual([]);
  });
});
