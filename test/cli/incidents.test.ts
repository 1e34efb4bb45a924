import { beforeAll, describe, expect, test } from 'vitest';
import type { Registry } from '../../checker/cli/registry.ts';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import type { Incident } from '../../checker/language/incident.ts';
import type { AnyClaim } from '../../checker/language/theorem.ts';
import type { IncidentsDocument } from '../../checker/report/document/incidents.ts';
import { incidentsSchema } from '../../checker/report/schema/incidents.ts';
import { widthOf } from '../../checker/report/terminal-width.ts';
import { registry as whole } from '../../proofs/registry.ts';
import { captured, emptyRegistry, userTheorem } from './captured-run.ts';

let stale: Incident;

beforeAll(async () => {
  const [theorem] = await loadTheorems(userTheorem, '.');
  const claim = theorem?.claims.find(({ id }) => id === 'fenced') as AnyClaim;
  stale = {
    ...{ id: 'X1', entry: 'X1', name: 'Stale token', year: 2016, mechanism: 'A late write.', source: 'a blog' },
    ...{ system: claim.system, property: claim.property, part: 'inOrder' },
    sound: { parameters: { clients: 2, grants: 3 }, powers: { expire: 1 } },
    change: { without: ['fencing'] },
    ...{ claim: 'leases/lock-alone', steps: 5, marked: '5' },
  };
});

function of(...incidents: readonly Incident[]): Registry {
  return { ...emptyRegistry, incidents };
}

async function document(registry: Registry, ...argv: readonly string[]): Promise<[number, IncidentsDocument]> {
  const { code, stdout, stderr } = await captured(['incidents', ...argv, '--format', 'json'], registry);
  if (stdout === '') throw new Error(stderr);
  return [code, incidentsSchema.parse(JSON.parse(stdout))];
}

describe('the corpus', () => {
  test('each incident is caught in as many steps as stated, by the part named, and gone without its change', async () => {
    const [code, { incidents }] = await document(whole);
    expect(incidents.map(({ id, misses }) => [id, ...misses])).toEqual(whole.incidents?.map(({ id }) => [id]));
    expect(incidents.every(({ caught, restored, met }) => caught && restored && met)).toBe(true);
    expect(code).toBe(0);
  });

  test('names every entry that the checker is meant to find', () => {
    const entries = new Set(whole.incidents?.map(({ entry }) => entry));
    for (const n of [1, 2, 3, 4, 6, 7, 8, 9, 10, 13, 16, 17, 18, 19, 21, 22, 23, 25, 26, 28, 32, 33])
      expect(entries).toContain(`C${`${n}`.padStart(2, '0')}`);
  });
});

describe('an incident that is not as stated', () => {
  test('as stated it is met', async () => {
    expect(await document(of(stale))).toMatchObject([0, { incidents: [{ caught: true, restored: true, steps: 5 }] }]);
  });

  test.each<[string, Partial<Incident>, string]>([
    ['another length', { steps: 4 }, 'expected a trace of 4 steps, got 5'],
    ['another part', { part: 'nothing' }, 'expected nothing to fail, got inOrder'],
    ['a change that breaks nothing', { change: { set: { grants: 2 } } }, 'the changed protocol: expected violated'],
    ['a protocol that is not sound', { sound: { powers: { expire: 1 }, without: ['fencing'] } }, 'the sound protocol'],
  ])('%s', async (_what, wrong, miss) => {
    const [code, { incidents }] = await document(of({ ...stale, ...wrong }));
    expect(code).toBe(1);
    expect(incidents[0]?.misses.join()).toContain(miss);
    expect((await captured(['incidents'], of({ ...stale, ...wrong }))).stdout).toContain(miss);
  });

  test('a limit establishes nothing', async () => {
    expect((await document(of(stale), '--states', '10'))[0]).toBe(3);
  });
});

describe('one incident', () => {
  test('is told with its change, its trace and the claim that repeats it, by id, entry or name', async () => {
    for (const word of ['X1', 'x1', 'stale token']) {
      const { code, stdout } = await captured(['incidents', word], of(stale));
      expect(code).toBe(0);
      for (const part of ['A late write.', 'without fencing', 'ACQUIRE', '⇒ fails: inOrder', 'check leases/lock-alone'])
        expect(stdout).toContain(part);
    }
  });

  test('that is unknown is refused, with the nearest', async () => {
    const { code, stderr } = await captured(['incidents', 'Stale tokn'], of(stale));
    expect({ code, near: stderr.includes('did you mean Stale token?') }).toEqual({ code: 2, near: true });
  });

  test('a registry without incidents says so', async () => {
    const { code, stderr } = await captured(['incidents']);
    expect({ code, coded: stderr.includes('PL-208') }).toEqual({ code: 2, coded: true });
  });
});

test.each([40, 80, 140])('no line of the table is wider than %d columns', async (columns) => {
  const { stdout } = await captured(['incidents'], of(stale), { columns });
  expect(stdout.split('\n').filter((line) => widthOf(line) > columns)).toEqual([]);
});
