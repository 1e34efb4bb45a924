import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Survivors } from '../../checker/language/survivor.ts';
import { tallyRow } from '../../checker/report/mutate-markdown.ts';
import { mutateSchema } from '../../checker/report/schema/mutate.ts';
import { registry } from '../../proofs/registry.ts';
import { captured } from './captured-run.ts';

/** Few mutants and small claims: a run of a few seconds. */
const small = 'data-sampling';

async function run(argv: readonly string[], survivors: Survivors = registry.survivors ?? {}) {
  const { code, stdout, stderr } = await captured(['mutate', ...argv, '--workers', '1', '--format', 'json'], {
    ...registry,
    survivors,
  });
  expect(stderr).toBe('');
  return { code, document: mutateSchema.parse(JSON.parse(stdout)) };
}

test('a sample of the optimistic rollup’s mutants: drawn by the seed, each with its place and what saw it', async () => {
  const { code, document } = await run(['optimistic-rollup', '--sample', '3', '--seed', '0x7', '--states', '400']);
  const { mutants, summary, systems, stale } = document;
  expect(summary).toMatchObject({ run: 3, exitCode: code });
  expect(summary.all).toBeGreaterThan(200);
  expect(systems.map(({ system }) => system)).toEqual(['optimistic-rollup']);
  expect(stale).toEqual([]);
  for (const { file, line, before, key, fate, claim } of mutants) {
    expect(systems[0]?.files).toContain(file);
    expect(line).toBeGreaterThan(1);
    expect(key).toContain(`[${before.replaceAll(/\s+/g, ' ')} → `);
    expect(fate === 'killed' || fate === 'noticed' ? (claim ?? 'loading') : 'none').toBeTruthy();
  }
});

test('the committed table says of a small system what a run says', async () => {
  const { code, document } = await run([small]);
  const [system] = document.systems;
  expect(document.summary.run).toBe(document.summary.all);
  expect(system?.mutants).toBeGreaterThan(20);
  expect(document.stale).toEqual([]);
  expect(code).toBe(0);
  if (system === undefined) return;
  const row = readFileSync('spec/mutation.md', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| ${small} |`));
  expect(tallyRow(small, system)).toBe(row);
});

test('a reason for a mutant that is killed or not there is told, and a rate that is not reached; both end with 1', async () => {
  const first = await run([small]);
  const killed = first.document.mutants.find(({ fate }) => fate === 'killed');
  if (killed === undefined) throw new Error('no mutant is killed');
  const reasons: Survivors = {
    ...registry.survivors,
    [killed.file]: {
      ...registry.survivors?.[killed.file],
      [killed.key]: { ground: 'equivalent', because: 'it is not' },
      'no such line': { ground: 'equivalent', because: 'it is not there' },
    },
    'model/l1.ts': { other: { ground: 'equivalent', because: 'of a machine that is not asked' } },
  };
  const { code, document } = await run([small, '--at-least', '100%'], reasons);
  expect(document.stale.map(({ key, why }) => [key, why])).toEqual([
    [killed.key, expect.stringContaining(killed.claim ?? '')],
    ['no such line', 'names no change of this machine'],
  ]);
  expect(code).toBe(1);
});

test.each([
  [['mutate', 'optimistic-rolup'], 'PL-201', 'did you mean optimistic-rollup?'],
  [['mutate', 'dispute', '--sample', '0'], 'PL-202', 'at least 1'],
  [['mutate', 'dispute', '--at-least', '950%'], 'PL-202', 'a share such as 95%'],
])('%j is refused', async (argv, problem, words) => {
  const { code, stderr } = await captured(argv, registry);
  expect(code).toBe(2);
  expect(stderr).toContain(problem);
  expect(stderr).toContain(words);
});
