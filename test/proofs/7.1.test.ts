import { describe, expect, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { atomicity } from '../../proofs/6.1.2-goals.ts';
import { theorem } from '../../proofs/7.1-bridge-contracts.ts';
import { expected } from '../../proofs/7.1-expected.ts';
import { claimIdOf, type Incident, incidents } from '../../proofs/7.1-incidents.ts';

const results = await decideClaims(theorem, theorem.claims, {}, {});

describe('7.1 bridge contracts', () => {
  test.each(results.map((result) => [result.id, result] as const))(
    '%s is as expected, number by number',
    (id, { misses, vacuous, counts, trace }) => {
      const [states, transitions, depth, steps] = expected[id.replace('7.1/', '')] ?? [];
      expect({ misses, vacuous }).toEqual({ misses: [], vacuous: [] });
      expect(counts).toMatchObject({ states, transitions, depth });
      expect(trace?.steps.length).toBe(steps);
    },
  );

  test('7.1: every line of expected numbers belongs to a claim', () => {
    expect(Object.keys(expected).sort()).toEqual(theorem.claims.map(({ id }) => id).sort());
  });
});

async function told({ system }: Incident, setting: Setting): Promise<Decision> {
  const configuration = configure(system, { parameters: theorem.instances.small ?? {} }, setting);
  const [decision] = await decide(system, configuration, [atomicity as Property<never>]);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

describe('7.1: each incident is one change of the same machines', () => {
  test.each(incidents.map((incident) => [claimIdOf(incident), incident] as const))(
    '7.1/%s: violates what it violated in the field',
    async (_id, incident) => {
      const { verdict, parts } = await told(incident, incident.flaw);
      expect(verdict).toBe('violated');
      expect(parts.filter(({ holds }) => !holds).map(({ part }) => part)).toContain(incident.violates);
    },
  );

  test.each(incidents.map((incident) => [claimIdOf(incident), incident] as const))(
    '7.1/%s: flaw and restored setting differ in one rule, one number or one power',
    (_id, { system, flaw, sound }) => {
      const [broken, whole] = [configure(system, flaw), configure(system, sound)];
      const differing = (['parameters', 'powers', 'rules'] as const).flatMap((kind) =>
        Object.keys(broken[kind]).filter((name) => broken[kind][name] !== whole[kind][name]),
      );
      // A key of five shares is told by operators and by keys of each.
      expect(differing.filter((name) => name !== 'keysEach')).toHaveLength(1);
    },
  );

  test('7.1: the steps that an attacker takes', () => {
    const steps = incidents.map((incident) => {
      const result = results.find((one) => one.id === `7.1/${claimIdOf(incident)}`);
      return [incident.corpus ?? incident.id, result?.trace?.steps.length];
    });
    expect(Object.fromEntries(steps)).toEqual({
      C01: 1,
      C02: 1,
      C03: 6,
      C04: 3,
      C06: 3,
      C07: 5,
      C08: 2,
      C09: 7,
      'poly-network': 7,
      initialiser: 2,
    });
  });
});
