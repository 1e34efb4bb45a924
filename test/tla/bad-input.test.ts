/** Bad input as a user gives it: a coded error and exit code, quickly and in little memory; limits are heard inside any evaluation. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { captured } from '../cli/captured-run.ts';
import { checkText } from './modules.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bad-'));
afterAll(() => rmSync(folder, { recursive: true }));

const machine = "VARIABLE x\nInit == x = 0\nNext == x' = 1 - x\n";
const usual = 'INIT Init\nNEXT Next\n';

function moduleOf(body: string, extended = 'Integers, Sequences, FiniteSets, TLC'): string {
  return `---- MODULE Spec ----\nEXTENDS ${extended}\n${body}\n====\n`;
}

const good = moduleOf(machine);
const long = 11_000_000;

/** Exit code and first code of a problem on either stream. */
async function outcome(module: string | Buffer, config: string, ...more: string[]): Promise<string> {
  writeFileSync(join(folder, 'Spec.tla'), module);
  writeFileSync(join(folder, 'Spec.cfg'), config);
  const { code, stdout, stderr } = await captured(['tla', 'Spec.tla', ...more], undefined, { cwd: folder });
  return `${code} ${/PL-\d+/.exec(stdout + stderr)?.[0] ?? ''}`.trim();
}

const withInvariant = (expression: string): string => moduleOf(`${machine}Inv == ${expression}`);

describe('each is a coded error with its exit code', () => {
  const invariant = `${usual}INVARIANT Inv`;
  it.each<[string, string | Buffer, string, string]>([
    ['half a module', good.slice(0, 80), usual, '4 PL-501'],
    ['an empty file', '', usual, '4 PL-501'],
    ['bytes', Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7) % 256)), usual, '4 PL-501'],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), usual, '4 PL-501'],
    ['a module as long as no module is', `${good}${'x'.repeat(long)}`, usual, '4 PL-501'],
    ['as many brackets', `---- MODULE Spec ----\nA == ${'('.repeat(long)}`, usual, '4 PL-501'],
    ['an endless configuration', good, `${usual}CONSTANT ${'c = c\n'.repeat(500_000)}`, '4 PL-506'],
    ['a configuration that is half true', good, `${usual}CHECK_DEADLOCK maybe`, '4 PL-506'],
    ['an unknown module', moduleOf(machine, 'Nowhere'), usual, '4 PL-502'],
    ['a module that extends itself', moduleOf(machine, 'Spec'), usual, '4 PL-503'],
    ...['INVARIANT', 'PROPERTY', 'CONSTRAINT', 'ACTION_CONSTRAINT', 'SYMMETRY', 'VIEW', 'ALIAS', 'POSTCONDITION'].map(
      (keyword): [string, string, string, string] => [
        `an absent ${keyword}`,
        good,
        `${usual}${keyword} Absent`,
        '4 PL-507',
      ],
    ),
    ['a replacement by nothing', moduleOf(`CONSTANT N\n${machine}`), `${usual}CONSTANT N <- Absent`, '4 PL-507'],
    ['initial states without end', moduleOf("VARIABLE x\nInit == x \\in Nat\nNext == x' = x"), usual, '4 PL-512'],
    ['the number of sequences', withInvariant('Cardinality(Seq({1})) > x'), invariant, '4 PL-512'],
    [
      'a function on a thousand million numbers',
      withInvariant('Len([i \\in 1 .. 1000000000 |-> i]) > x'),
      invariant,
      '4 PL-512',
    ],
    ['a next-state action that is a number', moduleOf('VARIABLE x\nInit == x = 0\nNext == 5'), usual, '4 PL-513'],
    ['an invariant that is a number', withInvariant('x + 1'), invariant, '4 PL-513'],
    ['division by zero', withInvariant('1 \\div x > 0'), invariant, '4 PL-516'],
    ['CHOOSE without witness', withInvariant('(CHOOSE y \\in {1, 2} : y > x + 5) = 1'), invariant, '4 PL-517'],
    [
      'a function of itself without end',
      moduleOf(`f[n \\in Nat] == f[n + 1]\n${machine}Inv == f[x] = 1`),
      invariant,
      '4 PL-519',
    ],
    [
      'an action of itself',
      moduleOf("VARIABLE x\nRECURSIVE A(_)\nA(n) == x' = n \\/ A(n + 1)\nInit == x = 0\nNext == A(0)"),
      usual,
      '4 PL-509',
    ],
    ...['S[1]', '[S EXCEPT ![1] = 2]', 'DOMAIN S', '(S < 3)'].map((expression): [string, string, string, string] => [
      `model values in ${expression}`,
      moduleOf(`CONSTANT S\nVARIABLE x\nInit == x = 0\nNext == x' = ${expression}`),
      `${usual}CONSTANT S = {a, b}`,
      '4 PL-513',
    ]),
  ])('%s', async (_name, module, config, expected) => {
    expect(await outcome(module, config)).toBe(expected);
  });

  it('a module of variables without a configuration, or one that names no behaviour', async () => {
    expect(await outcome(good, '')).toBe('4 PL-510');
    writeFileSync(join(folder, 'Alone.tla'), good.replace('MODULE Spec', 'MODULE Alone'));
    const { code, stdout } = await captured(['tla', 'Alone.tla'], undefined, { cwd: folder });
    expect([code, stdout.includes('Alone.cfg'), stdout.includes('PL-510')]).toEqual([4, true, true]);
  });

  it('what was not examined is not said to hold', async () => {
    writeFileSync(join(folder, 'Facts.tla'), '---- MODULE Facts ----\nASSUME TRUE\n====\n');
    const facts = await captured(['tla', 'Facts.tla'], undefined, { cwd: folder });
    expect([facts.code, facts.stdout.includes('no state was examined')]).toEqual([0, true]);
    writeFileSync(join(folder, 'Spec.tla'), moduleOf("VARIABLE x\nInit == x \\in {}\nNext == x' = x"));
    writeFileSync(join(folder, 'Spec.cfg'), usual);
    const none = await captured(['tla', 'Spec.tla'], undefined, { cwd: folder });
    expect([none.code, none.stdout.includes('no state is initial')]).toEqual([0, true]);
  });

  it('a name without .tla is told how to go on', async () => {
    writeFileSync(join(folder, 'Spec.tla'), good);
    const { code, stdout, stderr } = await captured(['tla', 'Spec'], undefined, { cwd: folder });
    expect([code, (stdout + stderr).includes('plumbline tla Spec.tla')]).toEqual([2, true]);
  });

  it('a module that is not there', async () => {
    const { code, stdout, stderr } = await captured(['tla', 'Absent.tla'], undefined, { cwd: folder });
    expect([code, /PL-\d+/.exec(stdout + stderr)?.[0]]).toEqual([2, 'PL-301']);
  });

  it('a TLA+ module given to a command for machines is sent to the right one', async () => {
    writeFileSync(join(folder, 'Spec.tla'), good);
    for (const command of ['check', 'explore']) {
      const { code, stdout, stderr } = await captured([command, './Spec.tla'], undefined, { cwd: folder });
      expect([code, /PL-\d+/.exec(stdout + stderr)?.[0], stderr.includes('plumbline tla ./Spec.tla')]).toEqual([
        2,
        'PL-301',
        true,
      ]);
    }
  });
});

describe('a limit is heard in the midst of', () => {
  it.each([
    ['a quantifier over more numbers than can be listed', '\\A n \\in 1 .. 10000000000 : n > x - 1'],
    ['nested quantifiers', '\\A a, b, c \\in 1 .. 3000 : a + b + c > x'],
    ['subsets of sixty', '\\A s \\in SUBSET (1 .. 60) : s # {100}'],
    ['a set filter', '{n \\in 1 .. 10000000000 : n % 2 = 2} = {}'],
    ['CHOOSE', '(CHOOSE n \\in 1 .. 10000000000 : n < 0) # x'],
    ['a recursion of too many calls', 'Fib(90) > x'],
  ])('%s', async (_name, expression) => {
    const recursive = 'RECURSIVE Fib(_)\nFib(n) == IF n < 2 THEN n ELSE Fib(n - 1) + Fib(n - 2)\n';
    const config = `${usual}INVARIANT Inv`;
    const body = `${recursive}${machine}Inv == ${expression}`;
    const { verdict, limit } = await checkText(body, config, { limits: { seconds: 0.05 } });
    expect([verdict, limit]).toEqual(['bounded', 'time']);
  });
});
