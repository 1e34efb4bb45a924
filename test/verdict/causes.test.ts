import { describe, expect, test } from 'vitest';
import { configure, type Setting } from '../../checker/language/system.ts';
import { type AnyClaim, instanceOf } from '../../checker/language/theorem.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { Decision } from '../../checker/verdict/decision.ts';
import { missingOf } from '../../checker/verdict/missing.ts';
import { optimisticRollupSystem as system } from '../../model/systems/optimistic-rollup.ts';
import { validity } from '../../proofs/2.1.2-goals.ts';
import { theorem } from '../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { theorem as bridge } from '../../proofs/6.1.2-bridge-atomicity.ts';

const small = { parameters: instanceOf(theorem, 'small', system) };

async function decided(setting: Setting, violations?: number): Promise<Decision> {
  const [decision] = await decide(system, configure(system, small, setting), [validity as never], { violations });
  return decision as Decision;
}

function did({ trace }: Pick<Decision, 'trace'>): readonly string[] {
  const flags = (trace?.steps ?? []).flatMap(({ type, payload, side }) =>
    side === 'adversary' ? Object.entries(payload).map(([name, value]) => `${type} ${name}=${String(value)}`) : [],
  );
  return flags.filter((flag) => /withheld|asleep=true|censors=true|finalisation/.test(flag));
}

describe('further counterexamples', () => {
  test('6.1.2: minting twice is one cause, however many deposits hide a part of its harm; releasing twice is another', async () => {
    const claim = bridge.claims.find(({ id }) => id === 'without-replay-guard') as AnyClaim;
    const parameters = instanceOf(bridge, claim.instance, claim.system);
    const configuration = configure(claim.system, { parameters }, claim.setting ?? {});
    const [found] = await decide(claim.system, configuration, [claim.property], { violations: 4 });
    const traces = [found, ...(found?.further ?? [])].map((one) => one?.trace?.steps.map(({ type }) => type) ?? []);
    const lasts = traces.map((types) => types.at(-1));
    expect(traces.length).toBeGreaterThan(1);
    expect(lasts.filter((type) => type === 'MINT')).toEqual(['MINT']);
    expect(lasts).toContain('RELEASE');
  });

  const attacks: Setting = {
    powers: { cheat: true, withhold: true, censor: 3, order: true },
    without: ['challengeBeforeFinalise'],
  };

  test('2.1.2: withheld data and censorship are two causes, and neither is told twice', async () => {
    const first = await decided(attacks, 8);
    expect(first.verdict).toBe('violated');
    const all = [first, ...first.further];
    expect(all.length).toBeGreaterThan(1);
    const how = all.map((one) => [...new Set(did(one))]);
    expect(how.some((flags) => flags.includes('POST data=withheld') && !flags.includes('BLOCK censors=true'))).toBe(
      true,
    );
    expect(how.some((flags) => flags.includes('BLOCK censors=true') && !flags.includes('POST data=withheld'))).toBe(
      true,
    );
    for (const { parts } of all) expect(parts.some(({ holds }) => !holds)).toBe(true);
    const lengths = all.map(({ trace }) => trace?.steps.length ?? 0);
    expect(lengths.slice(1)).toEqual(lengths.slice(1).toSorted((a, b) => a - b));
  });

  test('are as many as asked for, none unless asked for, and change nothing else', async () => {
    const [one, two] = [await decided(attacks), await decided(attacks, 2)];
    expect([one.further.length, two.further.length]).toEqual([0, 1]);
    expect(two.counts).toEqual(one.counts);
    expect(two.trace?.steps).toEqual(one.trace?.steps);
  });

  test('go no further than a violation: with one cause there is one counterexample', async () => {
    const { further } = await decided({ powers: { cheat: true }, without: ['cascade'] }, 9);
    expect(further).toEqual([]);
  });
});

describe('missing hypotheses', () => {
  function missing(setting: Setting, instance = 'small'): readonly (readonly string[])[] {
    const claim = { system, property: validity } as unknown as AnyClaim;
    const configuration = configure(system, { parameters: instanceOf(theorem, instance, system) }, setting);
    return (missingOf(theorem, claim, instance, configuration)?.oneOf ?? []).map((set) => set.map(({ name }) => name));
  }

  test('2.1.2: each literal attack lacks the hypothesis that its name says, or honesty', () => {
    const lacks = Object.fromEntries(
      theorem.claims
        .filter(({ reading, property }) => reading === 'literal' && property === validity)
        .map(({ id, setting = {} }) => [id, missing(setting)]),
    );
    expect(lacks).toEqual({
      'withheld-data': [['availableData'], ['honestSequencer']],
      'validator-offline': [['onlineValidator'], ['honestSequencer']],
      'proof-censored': [['boundedCensorship'], ['honestSequencer']],
      'finalised-before-challenge': [['challengeBeforeFinalise'], ['noReordering'], ['honestSequencer']],
      'orphan-survives': [['cascade'], ['honestSequencer']],
      'nobody-cheats': [],
    });
  });

  test('every set that is told does mend the claim, and is needed whole', async () => {
    const setting: Setting = { powers: { cheat: true, withhold: true, order: true }, without: ['cascade'] };
    const sets = missing(setting);
    expect(sets).toEqual([['honestSequencer'], ['availableData', 'cascade']]);
    expect((await decided(setting)).verdict).toBe('violated');
    expect((await decided({ ...setting, powers: { withhold: true, order: true } })).verdict).toBe('exhausted');
    expect((await decided({ powers: { cheat: true, order: true } })).verdict).toBe('exhausted');
    expect((await decided({ powers: { cheat: true, order: true }, without: ['cascade'] })).verdict).toBe('violated');
    expect((await decided({ powers: { cheat: true, withhold: true, order: true } })).verdict).toBe('violated');
  });

  test('nothing is told beyond what the lattice was asked about', () => {
    expect(missing({ powers: { cheat: true, censor: 5 } })).toEqual([]);
    expect(missing({ powers: { cheat: true, withhold: true } }, 'medium')).toEqual([]);
  });
});
