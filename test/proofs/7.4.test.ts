/** 7.4: the table of what a failure of availability does is what the lattices that it names say. */

import { describe, expect, test } from 'vitest';
import { registry } from '../../proofs/registry.ts';

function minimalOf(item: string, lattice: string): readonly (readonly string[])[] {
  const theorem = registry.theorems.find((one) => one.item === item);
  const found = theorem?.lattices.find(({ id }) => id === lattice);
  if (found === undefined) throw new Error(`no lattice ${item}/${lattice}`);
  return found.expect.minimalSufficient;
}

describe('7.4: what withheld data do', () => {
  test.each(['soft', 'posted', 'l1-final'])('1.2.4: inclusion at level %s needs no published data', (level) => {
    const sets = minimalOf('1.2.4', `needs-of-${level}`);
    expect(sets.length).toBeGreaterThan(0);
    expect(sets.filter((set) => set.includes('published'))).toEqual([]);
  });

  test('1.2.4: what is final for the bridge needs them exactly where there are upgrades, slow ones', () => {
    const sets = minimalOf('1.2.4', 'needs-of-bridge-final');
    expect(sets.map((set) => set.includes('published'))).toEqual(sets.map((set) => set.includes('slowUpgrade')));
    expect(sets.map((set) => set.includes('published')).sort()).toEqual([false, true]);
  });

  test.each([
    ['optimistic-no-theft-needs', true],
    ['optimistic-exit-needs', true],
    ['validity-no-theft-needs', false],
    ['validity-exit-needs', true],
  ])('5.1.2: %s: %s', (lattice, needsData) => {
    expect(minimalOf('5.1.2', lattice).map((set) => set.includes('D'))).toEqual([needsData]);
  });

  test('1.2.3: an empty batch takes back what was executed', () => {
    const claims = registry.theorems.find(({ item }) => item === '1.2.3')?.claims ?? [];
    const { property, expect: expected } = claims.find(({ id }) => id === 'becomes-empty') ?? {};
    expect([Object.keys(property?.parts ?? {}), expected?.verdict]).toEqual([['state-stands'], 'violated']);
  });
});
