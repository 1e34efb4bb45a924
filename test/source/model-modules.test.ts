import { expect, test } from 'vitest';
import { importedPath, modelModules, neededBy, reachedFrom } from '../../checker/source/model-modules.ts';

const modules = modelModules('.', 'model');

test('a system needs its machines and what they import, and a change of any of them reaches the system', () => {
  const needed = neededBy(modules, 'model/systems/optimistic-rollup.ts');
  expect(needed).toContain('model/2.1.1-optimistic-rollup.ts');
  expect(needed).toContain('model/l2-ledger.ts');
  expect(needed).not.toContain('model/htlc.ts');
  for (const path of needed) expect(reachedFrom(modules, path)).toContain('model/systems/optimistic-rollup.ts');
});

test('reaching is needing turned round', () => {
  const paths = modules.map(({ path }) => path);
  const needs = new Map(paths.map((path) => [path, new Set(neededBy(modules, path))]));
  for (const path of paths) {
    const reached = paths.filter((other) => needs.get(other)?.has(path));
    expect(new Set(reachedFrom(modules, path))).toEqual(new Set(reached));
  }
});

test('types alone are no reason to load', () => {
  const rollup = modules.find(({ path }) => path === 'model/2.1.1-optimistic-rollup.ts');
  expect(rollup?.imports).toContain('model/l2-ledger.ts');
  expect(rollup?.imports).not.toContain('model/optimistic-events.ts');
});

test.each([
  ['model/a.ts', './b.ts', 'model/b.ts'],
  ['model/systems/a.ts', '../b.ts', 'model/b.ts'],
  ['model/a.ts', '../checker/c.ts', 'checker/c.ts'],
])('%s imports %s', (from, specifier, path) => {
  expect(importedPath(from, specifier)).toBe(path);
});
