import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnySystem, configure } from '../../checker/language/system.ts';
import { assumesAtLeast, compile, rollupTrust, type TrustModel } from '../../model/5.1.1-trust-model.ts';
import { committeeBridge } from '../../model/systems/bridge.ts';
import { exitGameSystem } from '../../model/systems/exit-game.ts';
import { inclusionSystem } from '../../model/systems/inclusion.ts';
import { layer2 } from '../../model/systems/layer2.ts';
import { watchedChannelSystem } from '../../model/systems/watched-channel.ts';
import { channelTrust, committeeTrust, inclusionTrust, plasmaTrust } from '../../model/trust-of-families.ts';

const anyModel: fc.Arbitrary<TrustModel> = fc.record<Record<string, string>>(
  Object.fromEntries(
    Object.entries(rollupTrust).map(([name, { grades }]) => [name, fc.constantFrom(...grades.map((one) => one.name))]),
  ),
);

describe('5.1.1: a trust model', () => {
  test('is ordered assumption by assumption, an unlisted one at its strongest', () => {
    expect(assumesAtLeast(rollupTrust, {}, { L: 'slow', D: 'withheld' })).toBe(true);
    expect(assumesAtLeast(rollupTrust, { L: 'captured' }, { L: 'slow' })).toBe(false);
    expect(assumesAtLeast(rollupTrust, { L: 'slow' }, { D: 'withheld' })).toBe(false);
    expect(assumesAtLeast(rollupTrust, { D: 'withheld' }, { L: 'slow' })).toBe(false);
  });

  test('the order is reflexive and transitive', () => {
    fc.assert(
      fc.property(anyModel, anyModel, anyModel, (a, b, c) => {
        expect(assumesAtLeast(rollupTrust, a, a)).toBe(true);
        if (assumesAtLeast(rollupTrust, a, b) && assumesAtLeast(rollupTrust, b, c)) {
          expect(assumesAtLeast(rollupTrust, a, c)).toBe(true);
        }
      }),
      { seed: 0x511, numRuns: 500 },
    );
  });

  test('compiles to the powers it does not exclude and the rules it does not grant', () => {
    expect(compile(rollupTrust, { L: 'slow', U: 'instant', D: 'published' })).toEqual({
      powers: { censor: 1, reorg: 1, upgrade: true },
      without: ['upgradeWaits'],
      parameters: {},
    });
  });

  test('every model compiles to a setting that the system takes', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        expect(() => configure(layer2, compile(rollupTrust, model))).not.toThrow();
      }),
      { seed: 0x511, numRuns: 200 },
    );
  });

  test.each([
    ['inclusion', inclusionTrust, inclusionSystem],
    ['a channel with a tower', channelTrust, watchedChannelSystem],
    ['a plasma chain', plasmaTrust, exitGameSystem],
    ['a bridge of a committee', committeeTrust, committeeBridge],
  ] as const)(
    'every grade of %s is one that its system takes, and the strongest gives nothing up',
    (_, trust, system) => {
      for (const [name, { grades }] of Object.entries(trust)) {
        expect(grades[0].setting).toEqual({});
        for (const grade of grades) {
          const model: TrustModel = { [name]: grade.name };
          expect(() => configure(system as AnySystem, compile(trust, model))).not.toThrow();
          expect(assumesAtLeast(trust, {}, model)).toBe(true);
        }
      }
    },
  );

  test('names that nobody declared are refused', () => {
    expect(() => compile(rollupTrust, { Q: 'sound' })).toThrow(
      'expected an assumption among L, B, Z, U, P, H, D, got Q',
    );
    expect(() => compile(rollupTrust, { L: 'sound' })).toThrow(
      'expected a grade of L among live, slow, captured, got sound',
    );
  });
});
