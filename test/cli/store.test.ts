/** `check --store`, `--disk` and `--reduce`: what is said of claims that they had a part in, and which claims they are not asked of. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CheckDocument } from '../../checker/report/document/claim.ts';
import { checkSchema } from '../../checker/report/schema/claim.ts';
import { registry } from '../../proofs/registry.ts';
import { captured } from './captured-run.ts';

async function documentOf(...argv: readonly string[]): Promise<{ code: number; document: CheckDocument }> {
  const { code, stdout } = await captured(['check', ...argv, '--format', 'json'], registry);
  return { code, document: checkSchema.parse(JSON.parse(stdout)) };
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a lossy store', () => {
  test.each(['hash', 'hash=40', 'bitstate=1m'])('%s never says that everything was seen', async (store) => {
    const { code, document } = await documentOf('2.1.2/repaired', '--store', store);
    const [claim] = document.claims;
    expect([code, claim?.verdict, claim?.limit, claim?.met]).toEqual([3, 'bounded', 'store', false]);
    expect(claim?.omission).toMatchObject({ store: store.split('=')[0], seed: '0x0' });
    expect(claim?.omission?.chance).toBeLessThan(1e-6);
  });

  test('shows the violation that an exact one shows, as long', async () => {
    const lossy = await documentOf('2.1.2/withheld-data', '--store', 'hash');
    const exact = await documentOf('2.1.2/withheld-data');
    expect([lossy.code, lossy.document.claims[0]?.met]).toEqual([0, true]);
    expect(lossy.document.claims[0]?.trace?.steps).toBe(exact.document.claims[0]?.trace?.steps);
    expect(exact.document.claims[0]?.omission).toBeNull();
  });

  test('is named in the text, with its chance, and in the line that repeats the run', async () => {
    const { stdout } = await captured(['check', '2.1.2/repaired', '--store', 'bitstate=1k', '--seed', '0x7'], registry);
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/^plumbline check 2.1.2\/repaired --seed 0x7 --store bitstate=1k /);
    expect(text).toContain('not established: nothing found by a lossy store');
    expect(text).toMatch(/chance that any state was left out at most \d/);
    expect(text).not.toContain('holds in every state');
  });

  test.each([
    [['2.1.2', '--store', 'hash'], 'PL-210', 'name claims, such as 2.1.2/'],
    [['2.1.2/repaired', '--store', 'hash', '--max-violations', '2'], 'PL-210', '--max-violations'],
    [['2.1.2/repaired', '--store', 'hash', '--checkpoint', '/tmp'], 'PL-210', '--checkpoint'],
    [['2.1.2/repaired', '--store', 'hsah'], 'PL-202', 'hash'],
    [['2.1.2/repaired', '--store', 'hash=65'], 'PL-202', 'hash=64'],
    [['2.1.2/repaired', '--store', 'bitstate=3m'], 'PL-202', 'powers of two'],
  ])('is refused: check %j', async (argv, code, words) => {
    const outcome = await captured(['check', ...argv], registry);
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    expect(outcome.stderr).toContain(code);
    expect(outcome.stderr).toContain(words);
  });
});

describe('states on disk', () => {
  test('are said to be, and everything was seen', async () => {
    const argv = ['2.1.2/repaired', '--memory', '1k', '--disk', folder];
    const { code, document } = await documentOf(...argv);
    const [claim] = document.claims;
    expect([code, claim?.verdict, claim?.met]).toEqual([0, 'exhausted', true]);
    expect(claim?.diskBytes).toBeGreaterThan(0);
    const { stdout } = await captured(['check', ...argv], registry);
    expect(stdout).toContain('of states on disk');
    expect(stdout).toContain(`--disk ${folder}`);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('need a folder that can be written', async () => {
    const outcome = await captured(['check', '2.1.2/repaired', '--memory', '1k', '--disk', '/dev/null/x'], registry);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('PL-335');
  });
});

describe('a reduction', () => {
  test.each(['order', 'symmetry'] as const)('by %s is named in the document and in the text', async (reduce) => {
    const { code, document } = await documentOf('6.2.2/intents-user', '--reduce', reduce);
    expect([code, document.claims[0]?.verdict, document.claims[0]?.reduction?.kind]).toEqual([0, 'exhausted', reduce]);
    const { stdout } = await captured(['check', '6.2.2/intents-user', '--reduce', reduce], registry);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`reduced by ${reduce}: `);
    expect(stdout).toContain(`--reduce ${reduce}`);
  });

  test.each([
    [['2.1.2', '--reduce', 'order'], 'PL-210'],
    [['2.1.2/repaired', '--reduce', 'order', '--store', 'hash'], 'PL-210'],
    [['2.1.2/repaired', '--reduce', 'both'], 'PL-202'],
  ])('is refused: check %j', async (argv, code) => {
    const outcome = await captured(['check', ...argv], registry);
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    expect(outcome.stderr).toContain(code);
  });
});
