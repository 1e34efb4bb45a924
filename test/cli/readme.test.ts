import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { registry } from '../../proofs/registry.ts';
import { captured } from './captured-run.ts';

test('the theorem and the implementation in the README check with every number met', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [theorem = '', implementation = ''] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(
    ([, code = '']) => code,
  );
  // Inside the repository, so that `xstate` is found.
  const folder = await mkdtemp(join(fileURLToPath(new URL('../../node_modules/', import.meta.url)), '.plumbline-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = [join(folder, 'bridge.ts'), join(folder, 'contract.ts')] as const;
  await writeFile(files[0], theorem);
  await writeFile(files[1], implementation);
  const { code: exit, stdout } = await captured(['check', ...files]);
  expect(stdout).toContain('4 claims, all as expected');
  expect(exit).toBe(0);
});

/** Every `plumbline …` line of the README's shell blocks, with the exit code its comment names, or 0. */
function commands(): readonly (readonly [string, number])[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block.split('\n').flatMap((line): (readonly [string, number])[] => {
      const [, command, comment = ''] = /^(?:npm ci && )?(?:npx )?plumbline ([^#]+?)\s*(?:#(.*))?$/.exec(line) ?? [];
      const [, exit = '0'] = /exit (\d+)/.exec(comment) ?? [];
      return command === undefined ? [] : [[command, Number(exit)]];
    }),
  );
}

test('the README shows more than a handful of commands', () => {
  expect(commands().length).toBeGreaterThanOrEqual(7);
});

test.each(commands())('plumbline %s, as written in the README, ends with exit code %i', async (command, exit) => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-readme-'));
  const words = command.split(' ').map((word) => (word.endsWith('.html') ? join(folder, word) : word));
  const { code } = await captured(words, registry);
  rmSync(folder, { recursive: true });
  expect(code).toBe(exit);
});
