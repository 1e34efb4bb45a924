import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { captured } from './captured-run.ts';

test('the theorem in the README checks with every number met', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  // Inside the repository, so that `xstate` is found.
  const folder = await mkdtemp(join(fileURLToPath(new URL('../../node_modules/', import.meta.url)), '.plumbline-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'bridge.ts');
  await writeFile(file, code);
  const { code: exit, stdout } = await captured(['check', file]);
  expect(stdout).toContain('3 claims, all as expected');
  expect(exit).toBe(0);
});
