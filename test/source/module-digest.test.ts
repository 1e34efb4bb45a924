/** The digest that kept tables are believed by: it changes with every file that counts, and is none where one may count that is not known. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { moduleDigest, packageDigest, packageRoot } from '../../checker/source/module-digest.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-digest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** Later than anything that this test writes. */
const later = Date.now() + 1e7;
const entry = join(folder, 'theorem.ts');

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function digest(): string | undefined {
  return moduleDigest([entry], later);
}

const whole = `import { setup } from 'xstate';
import { defineSystem, type System } from 'plumbline';
import type { Kind } from './kind.ts';
import { most } from './limits/most.js';
export * from "./rules";
`;

beforeEach(() => {
  for (const name of ['limits', 'node_modules']) rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(packageRoot, join(folder, 'node_modules', 'plumbline'));
  symlinkSync(join(packageRoot, 'node_modules', 'xstate'), join(folder, 'node_modules', 'xstate'));
  write('theorem.ts', whole);
  write('limits/most.js', "export { most } from '../number.ts';\n");
  write('number.ts', 'export const most = 9;\n');
  write(
    'rules.ts',
    '/* What a process does: on which Date, and eval. */\n  // What the module requires, process.env.\nexport const rule = true;\n',
  );
});

describe('of a user’s modules', () => {
  test('is the same for the same files, and another when any of them changes, however far away', () => {
    const before = digest();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(digest()).toBe(before);
    write('kind.ts', 'export type Kind = 1;\n');
    expect(digest()).toBe(before);
    for (const [name, text] of [
      ['number.ts', 'export const most = 8;\n'],
      ['rules.ts', 'export const rule = false;\n'],
      ['limits/most.js', "export { most } from '../number.ts'; // what else\n"],
      ['theorem.ts', `${whole}export const more = 1;\n`],
    ] as const) {
      const known = digest();
      write(name, text);
      expect(digest()).toMatch(/^[0-9a-f]{64}$/);
      expect(digest()).not.toBe(known);
    }
  });

  test.each([
    ['the environment', 'export const most = Number(process.env.MOST);'],
    ['the environment by another name', 'const { env } = globalThis.process; export const most = env.MOST;'],
    ['an alias of a global', 'const here = global;\nexport const most = here.most;'],
    ['the clock', 'export const most = Date.now();'],
    ['the clock by a constructor', 'export const most = new Date().getHours();'],
    ['chance', 'export const most = Math.random();'],
    ['chance by a name', "export const most = Math['random']();"],
    ['a file', "import { readFileSync } from 'node:fs';\nexport const most = readFileSync('x').length;"],
    ['a file, required', "export const most = require('fs').readdirSync('.').length;"],
    ['a module chosen at run time', 'export const most = (await import(String(1))).most;'],
    ['where it lies', 'export const most = import.meta.url.length;'],
    ['a package', "import pc from 'picocolors';\nexport const most = pc.isColorSupported ? 1 : 2;"],
    ['text that is run', "export const most = eval('1 + 1');"],
    ['a function made of text', "export const most = [].constructor.constructor('return 1')();"],
    ['a module that is not there', "import { x } from './nowhere.ts';\nexport const most = x;"],
    ['the language of the machine', "export const most = ['ä', 'z'].sort((a, b) => a.localeCompare(b)).length;"],
  ])('is none where one of them looks at %s', (_, text) => {
    expect(digest()).toBeDefined();
    write('number.ts', `${text}\n`);
    expect(digest()).toBeUndefined();
  });

  test('is none where a file is newer than the run, or xstate is another one', () => {
    expect(moduleDigest([entry], Date.now() - 1e7)).toBeUndefined();
    expect(moduleDigest([join(folder, 'nothing.ts')], later)).toBeUndefined();
    const xstate = join(folder, 'node_modules', 'xstate');
    rmSync(xstate, { recursive: true });
    write('node_modules/xstate/package.json', '{ "name": "xstate", "version": "5.0.0" }');
    expect(digest()).toBeUndefined();
  });
});

test('of a user’s modules is none where a link on the way was set since the run began', async () => {
  write('there/theorem.ts', 'export const most = 9;\n');
  await setTimeout(50);
  const since = Date.now();
  await setTimeout(50);
  symlinkSync(join(folder, 'there'), join(folder, 'place'));
  expect(moduleDigest([join(folder, 'there/theorem.ts')], since)).toBeDefined();
  expect(moduleDigest([join(folder, 'place/theorem.ts')], since)).toBeUndefined();
  expect(moduleDigest([join(folder, 'place/theorem.ts')], later)).toBeDefined();
});

test('of the package is the same twice, and none where a file is newer than the run', () => {
  const known = packageDigest(later);
  expect(known).toMatch(/^[0-9a-f]{64}$/);
  expect(packageDigest(later)).toBe(known);
  expect(packageDigest(0)).toBeUndefined();
  expect(packageDigest(later, folder)).toBeUndefined();
});
