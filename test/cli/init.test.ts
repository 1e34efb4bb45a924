import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownSpecifier, packageRoot } from '../../checker/cli/project-files.ts';
import { startersOf } from '../../checker/cli/starter.ts';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { registry } from '../../proofs/registry.ts';
import { captured } from './captured-run.ts';

let cwd: string;

beforeAll(async () => {
  // Inside the repository, so that `xstate` is found.
  cwd = await mkdtemp(join(fileURLToPath(new URL('../../node_modules/', import.meta.url)), '.plumbline-init-'));
});
afterAll(() => rm(cwd, { recursive: true }));

const init = (...argv: readonly string[]): ReturnType<typeof captured> =>
  captured(['init', ...argv], registry, { cwd });

/** One a theorem: systems of the same theorem get the same files. */
const starters = startersOf(registry).filter(
  ({ theorem }, i, all) => all.findIndex((one) => one.theorem === theorem) === i,
);

describe('init writes a project from', () => {
  test.each(starters.map((starter) => [starter.system, starter] as const))('%s', async (system, starter) => {
    const { code, stdout, stderr } = await init(system, '--from', system);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`npx plumbline diff ${starter.theorem.item} theorem.ts`);
    const [theorem] = await loadTheorems(`${system}/theorem.ts`, cwd);
    expect(theorem?.claims.map(({ id, expect: expected }) => [id, expected])).toEqual(
      starter.theorem.claims.map(({ id, expect: expected }) => [id, expected]),
    );
    // Nothing of the checker is copied, and nothing is imported from outside the project.
    const files = readdirSync(join(cwd, system), { recursive: true }).map(String);
    expect(files.filter((file) => file.includes('checker'))).toEqual([]);
    const typescript = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(cwd, system, file), 'utf8'));
    expect(typescript.filter((text) => /from '(\.\.\/)+(checker|proofs|spec)\//.test(text))).toEqual([]);
    expect(readFileSync(join(cwd, system, 'theorem.ts'), 'utf8')).toMatch(/^\/\*\*\n \* /);
  });

  test.each(['bridge', 'exit-game', '2.1.2', 'zk-rollup', 'payment-channel'])(
    '%s, a machine’s file or an item',
    async (from) => {
      expect((await init(`from-${from}`, '--from', from)).code).toBe(0);
    },
  );

  test('a copied theorem that is edited is decided as edited', async () => {
    await init('edited', '--from', 'optimistic-rollup');
    const contract = join(cwd, 'edited/model/2.1.1-optimistic-rollup.ts');
    const text = readFileSync(contract, 'utf8');
    writeFileSync(
      contract,
      text.replace('batch.age >= terms.challengePeriod', 'batch.age + 1 >= terms.challengePeriod'),
    );
    const [theorem] = await loadTheorems('edited/theorem.ts', cwd);
    if (theorem === undefined) throw new Error('no theorem');
    const repaired = theorem.claims.filter(({ id }) => id === 'repaired');
    expect((await decideClaims(theorem, repaired, {}, {})).map(({ verdict }) => verdict)).toEqual(['violated']);
  });

  test('the folder’s name becomes the package’s, with what the copies import', async () => {
    await init('nested/my-rollup', '--from', 'optimistic-rollup');
    const manifest = JSON.parse(readFileSync(join(cwd, 'nested/my-rollup/package.json'), 'utf8'));
    expect(manifest.name).toBe('my-rollup');
    expect(Object.keys(manifest.dependencies)).toEqual(['plumbline', 'xstate']);
  });

  test('an empty folder that is there already', async () => {
    mkdirSync(join(cwd, 'empty'));
    expect((await init('empty', '--from', 'dispute')).code).toBe(0);
    expect(existsSync(join(cwd, 'empty/theorem.ts'))).toBe(true);
  });
});

describe('the package that a project depends on', () => {
  test('is the checkout where there is one, the tarball it came from, or the version of the registry', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
    const installed = join(folder, 'node_modules/plumbline');
    mkdirSync(installed, { recursive: true });
    const lock = (resolved: string): void =>
      writeFileSync(
        join(folder, 'node_modules/.package-lock.json'),
        JSON.stringify({ packages: { 'node_modules/plumbline': { resolved } } }),
      );
    expect(ownSpecifier('/somewhere/plumbline')).toBe('file:/somewhere/plumbline');
    const version = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version;
    expect(ownSpecifier(installed)).toBe(version);
    lock('https://registry.npmjs.org/plumbline/-/plumbline-0.1.0.tgz');
    expect(ownSpecifier(installed)).toBe(version);
    lock('file:../plumbline-0.1.0.tgz');
    expect(ownSpecifier(installed)).toBe(`file:${join(folder, '../plumbline-0.1.0.tgz')}`);
  });
});

describe('init refuses', () => {
  test('a folder in use, and leaves it as it is', async () => {
    mkdirSync(join(cwd, 'used'));
    writeFileSync(join(cwd, 'used/notes.txt'), 'mine');
    const { code, stderr } = await init('used', '--from', 'dispute');
    expect({ code, coded: stderr.includes('PL-304') }).toEqual({ code: 2, coded: true });
    expect(readdirSync(join(cwd, 'used'))).toEqual(['notes.txt']);
  });

  test.each([
    [['x', '--from', 'optimistic-rolup'], 'PL-201', 'did you mean optimistic-rollup?'],
    [['x'], 'PL-202', '--from one of'],
    [['My Rollup', '--from', 'dispute'], 'PL-202', 'plumbline init my-rollup'],
    [['x', '--form', 'dispute'], 'PL-202', 'did you mean --from?'],
    [['x', 'y', '--from', 'dispute'], 'PL-202', 'too many arguments'],
  ])('%j', async (argv, problem, words) => {
    const before = readdirSync(cwd);
    const { code, stderr } = await init(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(words);
    expect(readdirSync(cwd)).toEqual(before);
  });

  test('a file in the way, and a place that cannot be written', async () => {
    writeFileSync(join(cwd, 'file'), '');
    expect((await init('file', '--from', 'dispute')).stderr).toContain('PL-301');
    mkdirSync(join(cwd, 'locked'));
    chmodSync(join(cwd, 'locked'), 0o555);
    // Who is root writes anywhere: a folder below a file is refused to everybody.
    const { code, stderr } = await init('file/project', '--from', 'dispute');
    expect({ code, coded: stderr.includes('PL-301') }).toEqual({ code: 2, coded: true });
    const { code: locked } = await init('locked/project', '--from', 'dispute');
    expect(locked).toBe(process.getuid?.() === 0 ? 0 : 2);
    chmodSync(join(cwd, 'locked'), 0o755);
  });
});
