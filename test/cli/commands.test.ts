import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Registry } from '../../checker/cli/registry.ts';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import { problemKinds } from '../../checker/language/problem.ts';
import type { AnyTheorem } from '../../checker/language/theorem.ts';
import { listSchema } from '../../checker/report/schema/conform.ts';
import { assumptionsSchema, frontierSchema } from '../../checker/report/schema/sweep.ts';
import { captured, emptyRegistry, userTheorem } from './captured-run.ts';

let registry: Registry;
let theorem: AnyTheorem;
let trace: string;

beforeAll(async () => {
  [theorem] = (await loadTheorems(userTheorem, '.')) as [AnyTheorem];
  registry = { ...emptyRegistry, theorems: [theorem] };
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
  await captured(['check', 'leases/lock-alone', '--out', folder], registry);
  trace = join(folder, 'leases-lock-alone.itf.json');
});

describe('list', () => {
  test('names every item with its claims', async () => {
    const { code, stdout } = await captured(['list'], registry);
    expect(code).toBe(0);
    expect(stdout).toMatch(/leases +theorem +Leases +4 claims/);
  });

  test('shows system, parameters, powers, rules, instances and claims of one item', async () => {
    const { stdout } = await captured(['list', 'leases'], registry);
    for (const word of ['System leases', 'grants', 'expire', 'fencing', 'medium', 'leases/two-holders', 'E < 1'])
      expect(stdout).toContain(word);
  });

  test('gives JSON that fits its schema', async () => {
    const { stdout } = await captured(['list', '--format', 'json'], registry);
    const { items } = listSchema.parse(JSON.parse(stdout));
    expect(items.map(({ id, claims }) => [id, claims.length])).toEqual([
      ['9.1', 0],
      ['leases', 4],
    ]);
  });

  test('shows an item without claims instead of refusing it', async () => {
    expect(await captured(['list', '9.1'], registry)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('frontier', () => {
  test('prints formula and grid', async () => {
    const { code, stdout } = await captured(['frontier', 'leases'], registry);
    expect(code).toBe(0);
    expect(stdout).toContain('holds exactly where E < 1');
    expect(stdout).toMatch(/G=2 +✓ +✗ +✗/);
  });

  test('sweeps the axes it is given', async () => {
    const { stdout } = await captured(['frontier', 'leases', '--over', 'G=1..4,E=0;1', '--format', 'json'], registry);
    const document = frontierSchema.parse(JSON.parse(stdout));
    expect(document).toMatchObject({
      over: { G: [1, 2, 3, 4], E: [0, 1] },
      without: ['fencing'],
      fixed: { clients: 2 },
    });
    // One grant is one holder: the second axis starts to matter with two, and no single line says so less simply.
    expect(document).toMatchObject({ separates: true });
  });

  test.each([
    [['--over', 'H=1..2'], 'PL-205'],
    [['--over', 'G=1..99'], 'PL-206'],
    [['--over', 'G'], 'PL-202'],
  ])('%j is %s', async (options, problem) => {
    const { code, stderr } = await captured(['frontier', 'leases', ...options], registry);
    expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem });
  });

  test('says so when a limit leaves points open: exit 3', async () => {
    const { code, stdout } = await captured(['frontier', 'leases', '--states', '5'], registry);
    expect(code).toBe(3);
    expect(stdout).toContain('not established');
  });
});

describe('assumptions', () => {
  test('prints minimal sufficient and maximal insufficient sets', async () => {
    const { code, stdout } = await captured(['assumptions', 'leases'], registry);
    expect(code).toBe(0);
    expect(stdout).toMatch(/✓ fencing\n +✓ noExpiry/);
    expect(stdout).toContain('✗ without fencing, noExpiry');
    expect(stdout).toContain('ACQUIRE → EXPIRE → ACQUIRE → WRITE ×2');
  });

  test('gives JSON that fits its schema', async () => {
    const { stdout } = await captured(['assumptions', userTheorem, '--format', 'json']);
    const document = assumptionsSchema.parse(JSON.parse(stdout));
    expect(document).toMatchObject({ hypotheses: ['fencing', 'noExpiry'], met: true, undecided: null });
  });

  test('of an item without a lattice is PL-208', async () => {
    const bare = { ...registry, theorems: [{ ...theorem, lattices: [] }] };
    expect((await captured(['assumptions', 'leases'], bare)).stderr).toMatch(/^PL-208/);
  });
});

describe('replay', () => {
  const changed = (change: (text: string) => string): string => {
    const file = trace.replace('.itf.json', '-changed.itf.json');
    writeFileSync(file, change(readFileSync(trace, 'utf8')));
    return file;
  };
  const problemOf = async (file: string, of: Registry = registry): Promise<string> => {
    const { code, stdout, stderr } = await captured(['replay', file], of);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    return stderr.slice(0, 6);
  };

  test('steps through a stored trace', async () => {
    const { code, stdout } = await captured(['replay', trace], registry);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 +client +ACQUIRE client=0 token=1/);
    expect(stdout).toContain('store.overwritten: false → true');
  });

  test('finds the system in a user’s file', async () => {
    expect(await captured(['replay', trace, '--file', userTheorem])).toMatchObject({ code: 0, stderr: '' });
    expect(await problemOf(trace, emptyRegistry)).toBe('PL-312');
  });

  test('refuses a file that is cut off: PL-311', async () => {
    expect(await problemOf(changed((text) => text.slice(0, text.length / 2)))).toBe('PL-311');
  });

  test('refuses a trace of another model: PL-312', async () => {
    expect(await problemOf(changed((text) => text.replace(/"model": "..../, '"model": "ffff')))).toBe('PL-312');
    expect(await problemOf(changed((text) => text.replace('"fencing": false', '"fencing": true')))).toBe('PL-312');
  });

  test('refuses a step that a component refuses, a payload off the menu, a false owner, a false state: PL-313', async () => {
    expect(
      await problemOf(changed((text) => text.replace('"mbt::actionTaken": "EXPIRE"', '"mbt::actionTaken": "BLOCK"'))),
    ).toBe('PL-313');
    expect(
      await problemOf(
        changed((text) => text.replace(/("token": \{\s+"tag": "Some",\s+"value": )1/, (_, before) => `${before}3`)),
      ),
    ).toBe('PL-313');
    expect(
      await problemOf(changed((text) => text.replace('"plumbline::owner": "clock"', '"plumbline::owner": "client"'))),
    ).toBe('PL-313');
    expect(await problemOf(changed((text) => text.replace('"highest": 2', '"highest": 3')))).toBe('PL-313');
  });

  test('refuses a file that is not there: PL-301', async () => {
    expect(await problemOf('nowhere.itf.json')).toBe('PL-301');
  });
});

describe('explain', () => {
  test.each(Object.keys(problemKinds))('%s', async (code) => {
    const { code: exit, stdout } = await captured(['explain', code.toLowerCase()], registry);
    expect(exit).toBe(0);
    expect(stdout).toContain(problemKinds[code as keyof typeof problemKinds].title);
  });

  test('a claim with its setting and how to run it', async () => {
    const { stdout } = await captured(['explain', 'leases/lock-alone'], registry);
    expect(stdout).toContain('expire=1, without fencing');
    expect(stdout).toContain('plumbline check leases/lock-alone');
  });

  test('an item', async () => {
    expect((await captured(['explain', 'leases'], registry)).stdout).toContain('System leases');
  });

  test('an unknown code with the nearest one', async () => {
    expect(await captured(['explain', 'PL-90'], registry)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean PL-900?'),
    });
  });
});

test('doctor finds the checker in order', async () => {
  const { code, stdout } = await captured(['doctor']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/self-test +ok/);
});

test.each([['--version'], ['--help'], ['check', '--help']])('%s answers on the standard output', async (...argv) => {
  const { code, stdout, stderr } = await captured(argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.length).toBeGreaterThan(4);
});

test('no arguments give the help', async () => {
  expect((await captured([])).stdout).toContain('Usage: plumbline');
});

test('export writes a module and its configuration, and refuses to write a part of a graph', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  expect((await captured(['export', userTheorem, '--out', folder])).code).toBe(0);
  const [configuration = '', module = ''] = (await readdir(folder)).sort();
  expect([configuration.endsWith('.cfg'), module.endsWith('.tla')]).toEqual([true, true]);
  const checked = await captured(['tla', join(folder, module), '--quiet']);
  expect([0, 1]).toContain(checked.code);
  const { code, stderr } = await captured(['export', userTheorem, '--states', '2', '--quiet']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('PL-316')]);
  expect((await captured(['export', userTheorem, '--format', 'dott'])).stderr).toContain('did you mean dot');
});
