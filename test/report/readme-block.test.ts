import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { theorem } from '../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { theoremBlock, withBlock } from './theorem-block.ts';

test('the README says of Theorem 2.1.2 what its file expects and every run compares', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(withBlock(readme, theoremBlock(theorem))).toBe(readme);
});
