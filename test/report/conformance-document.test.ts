import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { matrixOf } from '../../proofs/matrix.ts';
import { registry } from '../../proofs/registry.ts';
import { conformanceDocument } from './conformance-document.ts';

const matrix = matrixOf(registry.theorems);

test('spec/conformance.md is what the theorems expect (npm run readme writes it)', () => {
  const stored = readFileSync(new URL('../../spec/conformance.md', import.meta.url), 'utf8');
  expect(stored).toBe(conformanceDocument(registry.items, registry.theorems, matrix));
});

describe('the four properties by family', () => {
  const cells = matrix.families.flatMap((family) => matrix.properties.map(({ item }) => [family, item] as const));

  test('seven families and four properties', () => {
    expect(cells).toHaveLength(28);
  });

  test.each(cells)('%s, %s: decided by a lattice, or refuted by a trace', (family, property) => {
    const { claim, lattice, verdict } = matrix.cellOf(family, property);
    expect([claim, lattice].filter((part) => part !== undefined)).toHaveLength(1);
    if (verdict === 'violated') expect(claim?.expect.steps).toBeTypeOf('number');
    else expect(lattice?.expect.minimalSufficient.length).toBeGreaterThan(0);
  });

  test('a family that nobody knows is refused', () => {
    expect(() => matrix.cellOf('Sidechain', '1.2.1')).toThrow('for Sidechain and 1.2.1');
  });
});
