import { beforeAll, describe, expect, test } from 'vitest';
import { always, reachable } from '../../checker/language/property.ts';
import type { AnySystem } from '../../checker/language/system.ts';
import type { AnyTheorem } from '../../checker/language/theorem.ts';
import '../../checker/matchers/vitest.ts';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import { configure } from '../../checker/language/system.ts';
import type { AnyClaim } from '../../checker/language/theorem.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { userTheorem } from '../cli/captured-run.ts';

let theorem: AnyTheorem;
let leases: AnySystem;
let ordered: AnyClaim['property'];

beforeAll(async () => {
  [theorem] = (await loadTheorems(userTheorem, '.')) as [AnyTheorem];
  const claim = theorem.claims.find(({ id }) => id === 'fenced') as AnyClaim;
  [leases, ordered] = [claim.system, claim.property];
});

/** What a person is told when the assertion fails; undefined if it passes. */
async function failure(assertion: () => unknown): Promise<string | undefined> {
  try {
    await assertion();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const late = { powers: { expire: 3 } };
const unfenced = { powers: { expire: 1 }, without: ['fencing'] };

describe('toSatisfy', () => {
  test('passes for a property that holds in every state', async () => {
    await expect(leases).toSatisfy(ordered, late);
  });

  test('fails with the counterexample as a table', async () => {
    const message = await failure(() => expect(leases).toSatisfy(ordered, unfenced));
    expect(message).toContain('leases (expire=1, without fencing) to satisfy noLostUpdate; violated in 5 steps');
    expect(message).toMatch(/1 +client +ACQUIRE client=0 token=1 +lock\.holder: -1 → 0/);
    expect(message).toContain('⇒ fails: inOrder');
    await expect(leases).not.toSatisfy(ordered, unfenced);
  });

  test('fails where nothing happened that could have broken it, unless that is excused', async () => {
    expect(await failure(() => expect(leases).toSatisfy(ordered))).toContain('EXPIRE never fires');
    await expect(leases).toSatisfy(ordered, { unfired: ['EXPIRE'] });
  });

  test('neither passes nor, negated, passes where a limit cut the search', async () => {
    const cut = { ...late, limits: { states: 10 } };
    expect(await failure(() => expect(leases).toSatisfy(ordered, cut))).toContain('states limit cut the search');
    expect(await failure(() => expect(leases).not.toSatisfy(ordered, cut))).toContain('states limit cut the search');
  });

  test('nor where the question is wrong', async () => {
    const broken = always<{ no: { such: boolean } }>('broken', 'Reads what is not there.', ({ no }) => no.such);
    expect(await failure(() => expect(leases).not.toSatisfy(broken, late))).toContain('PL-114');
    expect(await failure(() => expect(leases).toSatisfy(ordered, { without: ['fence'] }))).toContain('PL-204');
  });

  test('asks a theorem for all of its claims, one of them, or those of a reading', async () => {
    await expect(theorem).toSatisfy();
    await expect(theorem).toSatisfy('leases/fenced');
    await expect(theorem).toSatisfy('witness');
    await expect(leases).toSatisfy(theorem);
    expect(await failure(() => expect(theorem).toSatisfy('nothing'))).toContain('PL-201');
  });

  test('names the claim that is not as its file expects, with what was found', async () => {
    const claims = theorem.claims.map((claim) => ({ ...claim, expect: { ...claim.expect, states: 54 } }));
    const message = await failure(() => expect({ ...theorem, claims }).toSatisfy('lock-alone'));
    expect(message).toContain('leases/lock-alone: expected states 54, got 55');
  });

  test('is still Vitest’s own for anything else', () => {
    expect(3).toSatisfy((value) => value > 2);
    expect(1).not.toSatisfy((value) => value > 2);
  });
});

describe('toViolate', () => {
  test('passes for a counterexample of that length in that part', async () => {
    await expect(leases).toViolate(ordered, { ...unfenced, steps: 5, part: 'inOrder' });
  });

  test('fails for another length, another part, and what holds', async () => {
    expect(await failure(() => expect(leases).toViolate(ordered, { ...unfenced, steps: 4 }))).toContain(
      'in 4 steps; violated in 5 steps',
    );
    expect(await failure(() => expect(leases).toViolate(ordered, { ...unfenced, part: 'other' }))).toContain(
      'in part inOrder',
    );
    expect(await failure(() => expect(leases).toViolate(ordered, late))).toContain('holds in every one of 246 states');
  });
});

describe('toReach', () => {
  const both = (state: { clients: readonly { value: unknown }[] }): boolean =>
    state.clients.every(({ value }) => value === 'holding');

  test('passes for a state that far away, by predicate or by property', async () => {
    await expect(leases).toReach(both, { powers: { expire: 1 }, steps: 3 });
    await expect(leases).toReach(reachable('both', 'Both hold.', both), { powers: { expire: 1 } });
  });

  test('fails for a state that is not reached, or not so soon', async () => {
    expect(await failure(() => expect(leases).toReach(both))).toContain('no one of');
    expect(await failure(() => expect(leases).toReach(both, { powers: { expire: 1 }, steps: 2 }))).toContain(
      'it is 3 steps away',
    );
    await expect(leases).not.toReach(both);
  });
});

describe('toRefuse and toAllow', () => {
  const stale = [
    { type: 'ACQUIRE', client: 0, token: 1 },
    { type: 'EXPIRE' },
    { type: 'ACQUIRE', client: 1, token: 2 },
    { type: 'WRITE', client: 1, token: 2 },
    { type: 'WRITE', client: 0, token: 1 },
  ] as const;

  test('pass by who refuses what', () => {
    expect(leases).toRefuse(stale, { powers: { expire: 1 }, step: 5, by: 'store' });
    expect(leases).toAllow(stale, unfenced);
    expect(leases).not.toAllow(stale, { powers: { expire: 1 } });
  });

  test('take a trace, so that a counterexample becomes a regression', async () => {
    const [decision] = await decide(leases, configure(leases, unfenced), [ordered]);
    const trace = decision?.trace;
    if (trace == null) throw new Error('no trace');
    expect(leases).toAllow(trace, unfenced);
    expect(leases).toRefuse(trace, { powers: { expire: 1 }, by: 'store' });
  });

  test('tell how far it went', async () => {
    expect(await failure(() => expect(leases).toRefuse(stale, unfenced))).toContain('all of 5 events are taken');
    const message = await failure(() => expect(leases).toAllow(stale, { powers: { expire: 1 } }));
    expect(message).toContain('event 5, WRITE client=0 token=1, is refused by store');
    expect(message).toMatch(/4 +client +WRITE/);
    expect(await failure(() => expect(leases).toRefuse(stale, { powers: { expire: 1 }, by: 'lock' }))).toContain(
      'by lock',
    );
  });

  test('say what they were given where it is no system', () => {
    expect(() => expect(42).toRefuse([])).toThrow('expected a system made by defineSystem, got number');
  });
});
