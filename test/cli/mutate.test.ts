import { expect, test } from 'vitest';
import { mutateSchema } from '../../checker/report/schema.ts';
import { registry } from '../../proofs/registry.ts';
import { captured } from './captured-run.ts';

test('a sample of the optimistic rollup’s mutants: drawn alike by the same seed, each with its place and what saw it', async () => {
  const argv = ['mutate', 'optimistic-rollup', '--sample', '3', '--seed', '0x7', '--states', '400', '--workers', '1'];
  const { code, stdout, stderr } = await captured([...argv, '--format', 'json'], registry);
  expect(stderr).toBe('');
  const { mutants, summary } = mutateSchema.parse(JSON.parse(stdout));
  expect(summary).toMatchObject({ run: 3, exitCode: code });
  expect(summary.all).toBeGreaterThan(200);
  for (const { file, line, before, fate, claim } of mutants) {
    expect(file).toMatch(/^model\/[^/]+\.ts$/);
    expect(line).toBeGreaterThan(1);
    expect(before).not.toBe('');
    expect(fate === 'killed' || fate === 'noticed' ? (claim ?? 'loading') : 'none').toBeTruthy();
  }
  const survivors = mutants.filter(({ fate, reason }) => fate === 'survived' && reason === null);
  expect(code).toBe(survivors.length > 0 ? 1 : 0);
});

test.each([
  [['mutate'], 'PL-202', 'one of'],
  [['mutate', 'optimistic-rolup'], 'PL-201', 'did you mean optimistic-rollup?'],
  [['mutate', 'dispute', '--sample', '0'], 'PL-202', 'at least 1'],
])('%j is refused', async (argv, problem, words) => {
  const { code, stderr } = await captured(argv, registry);
  expect(code).toBe(2);
  expect(stderr).toContain(problem);
  expect(stderr).toContain(words);
});
