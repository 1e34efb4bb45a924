import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examples, givenFiles } from '../../checker/cli/examples.ts';
import { program } from '../../checker/cli/program.ts';
import { registry } from '../../proofs/registry.ts';
import { ensureExplorer } from '../report/explorer/browser.ts';
import { captured } from './captured-run.ts';
import { commandReference } from './command-reference.ts';

test('the command reference is what the command line says; npm run readme writes it', () => {
  expect(readFileSync(new URL('../../spec/commands.md', import.meta.url), 'utf8')).toBe(commandReference());
});

test('every command has an example, and help shows it', async () => {
  const names = program(() => {}).commands.map((command) => command.name());
  expect(Object.keys(examples).sort()).toEqual([...names].sort());
  for (const name of names) {
    const { code, stdout } = await captured([name, '--help'], registry);
    expect([code, stdout.includes(examples[name]?.[0]?.line ?? '?')]).toEqual([0, true]);
  }
});

describe('in one folder, each after those before it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-examples-'));

  beforeAll(async () => {
    await ensureExplorer();
    for (const [name, text] of Object.entries(givenFiles)) writeFileSync(join(folder, name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const all = Object.values(examples).flat();
  test.each(all.map(({ line, exit = 0 }) => [line, exit] as const))('%s ends with exit code %i', async (line, exit) => {
    const [, ...words] = line.split(' ');
    const { code, stderr } = await captured(words, registry, { cwd: folder });
    expect([code, /^PL-\d+/m.exec(stderr)?.[0]]).toEqual([exit, undefined]);
  });
});
