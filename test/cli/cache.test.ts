/** `check --cache`: what a run keeps, the next one reads, and a changed model does not. */

import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { captured } from './captured-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** The claim as JSON, without what the clock says; a claim that is not as expected ends the command with another exit code. */
async function checked(cwd: string, ...options: readonly string[]): Promise<Record<string, unknown>> {
  const argv = ['check', 'digits-theorem.ts', '--format', 'json', ...options];
  const started = ['--import', import.meta.resolve('jiti/register'), join(root, 'proofs/main.ts'), ...argv];
  const { stdout } = await run(process.execPath, started, { cwd }).catch((error: { stdout: string }) => error);
  const [claim] = (JSON.parse(stdout) as { claims: readonly Record<string, unknown>[] }).claims;
  const { seconds: _, peakBytes: __, ...told } = claim as Record<string, unknown>;
  return told;
}

test('the second run reads what the first one kept, one of a changed import does not', {
  timeout: 120_000,
}, async () => {
  const user = join(folder, 'user');
  mkdirSync(join(user, 'node_modules'), { recursive: true });
  symlinkSync(root, join(user, 'node_modules', 'plumbline'));
  symlinkSync(join(root, 'node_modules', 'xstate'), join(user, 'node_modules', 'xstate'));
  for (const name of ['digits-theorem.ts', 'digits-limit.ts'])
    copyFileSync(join(root, 'test/fixtures', name), join(user, name));
  const cache = join(folder, 'kept');
  const tables = (): readonly string[] => readdirSync(cache).map((name) => readFileSync(join(cache, name), 'latin1'));
  const without = await checked(user, '--no-cache');
  expect(without).toMatchObject({ verdict: 'exhausted', states: 1000 });
  expect(await checked(user, '--cache', cache)).toEqual(without);
  const kept = tables();
  expect(kept.length).toBe(1);
  expect(await checked(user, '--cache', cache)).toEqual(without);
  expect(tables()).toEqual(kept);
  writeFileSync(join(user, 'digits-limit.ts'), 'export const most = 7;\n');
  expect(await checked(user, '--cache', cache)).toMatchObject({ verdict: 'exhausted', states: 512 });
  expect(tables()).not.toEqual(kept);
});

test('a folder that cannot be is said before the run, and none is written where none is wanted', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const { code, stderr } = await captured(['check', 'digits-theorem.ts', '--cache', file]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^PL-301 .*--cache/)]);
  const home = join(folder, 'home');
  const io = { env: { XDG_CACHE_HOME: home } };
  expect((await captured(['check', 'digits-theorem.ts', '--no-cache'], undefined, io)).code).toBe(0);
  expect(readdirSync(folder)).not.toContain('home');
});
