import { describe, expect, test } from 'vitest';
import { changedBy, type Incident } from '../../checker/language/incident.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { instanceOf } from '../../checker/language/theorem.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { incidents } from '../../proofs/incidents.ts';
import { registry } from '../../proofs/registry.ts';

async function told({ system, property }: Incident, setting: Setting): Promise<Decision> {
  const [decision] = await decide(system, configure(system, setting), [property as never]);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

const each = incidents.map((incident) => [incident.id, incident] as const);

describe('incidents: each known flaw is one change of a machine that is sound without it', () => {
  test.each(each)(
    '%s: the change breaks the part that it broke, in as many steps as the table says',
    async (_id, one) => {
      const { verdict, parts, trace, steps } = {
        steps: one.steps,
        ...(await told(one, changedBy(one.sound, one.change))),
      };
      expect(verdict).toBe('violated');
      expect(parts.filter(({ holds }) => !holds).map(({ part }) => part)).toContain(one.part);
      expect(trace?.steps.length).toBe(steps);
    },
  );

  test.each(each)('%s: without the change the property holds', async (_id, one) => {
    expect((await told(one, one.sound)).verdict).toBe('exhausted');
  });

  test.each(each)('%s: the claim asks the changed protocol', (_id, { claim: id, system, sound, change, property }) => {
    const theorem = registry.theorems.find(({ item }) => item === id.split('/')[0]);
    const claim = theorem?.claims.find((one) => id === `${theorem.item}/${one.id}`);
    if (theorem === undefined || claim === undefined) throw new Error(`no claim ${id}`);
    const parameters = instanceOf(theorem, claim.instance, claim.system);
    expect(claim.property).toBe(property);
    expect(configure(system, changedBy(sound, change))).toEqual(
      configure(claim.system, { parameters }, claim.setting ?? {}),
    );
  });

  test('ids are unique, and no change changes nothing', () => {
    expect(new Set(incidents.map(({ id }) => id)).size).toBe(incidents.length);
    for (const { system, sound, change } of incidents)
      expect(configure(system, changedBy(sound, change))).not.toEqual(configure(system, sound));
  });
});
