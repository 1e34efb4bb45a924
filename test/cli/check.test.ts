import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { processIo } from '../../checker/cli/io.ts';
import type { Registry } from '../../checker/cli/registry.ts';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import type { AnyTheorem } from '../../checker/language/theorem.ts';
import type { CheckDocument } from '../../checker/report/document/claim.ts';
import { checkSchema } from '../../checker/report/schema/claim.ts';
import { captured, emptyRegistry, userTheorem } from './captured-run.ts';

let registry: Registry;
let theorem: AnyTheorem;
let folder: string;

beforeAll(async () => {
  [theorem] = (await loadTheorems(userTheorem, '.')) as [AnyTheorem];
  registry = { ...emptyRegistry, theorems: [theorem] };
  folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
});

async function json(...argv: readonly string[]): Promise<CheckDocument> {
  const { stdout } = await captured([...argv, '--format', 'json'], registry);
  return checkSchema.parse(JSON.parse(stdout));
}

describe('a theorem file of a user', () => {
  test('is checked with every expected count met: exit 0', async () => {
    const { code, stdout, stderr } = await captured(['check', userTheorem]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toBe(`plumbline check ${userTheorem}`);
    expect(stdout).toContain('✓ leases/lock-alone');
    expect(stdout).toContain('violated, as expected');
    expect(stdout).toMatch(/✓ 4 claims, all as expected/);
  });

  test('is checked in part: a claim behind its name, with or without the item; what there is not is PL-201', async () => {
    for (const part of ['fenced', 'leases/fenced']) {
      const { code, stdout } = await captured(['check', `${userTheorem}/${part}`, '--format', 'json']);
      expect([code, checkSchema.parse(JSON.parse(stdout)).claims.map(({ id }) => id)]).toEqual([0, ['leases/fenced']]);
    }
    const { code, stderr } = await captured(['check', `${userTheorem}/fencd`]);
    expect([code, stderr.slice(0, 6)]).toEqual([2, 'PL-201']);
    expect(stderr).toContain(`did you mean ${userTheorem}/fenced?`);
  });

  test('that does not load is PL-301 with the first line of the error, exit 2', async () => {
    const file = join(folder, 'broken.ts');
    await writeFile(file, "import { nothing } from './nowhere.ts';\nexport const a = nothing;\n");
    const { code, stderr } = await captured(['check', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/PL-301 .*nowhere/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('that exports no theorem is PL-302, exit 2', async () => {
    const file = join(folder, 'other.ts');
    await writeFile(file, 'export const a = 1;\n');
    const { code, stderr } = await captured(['check', file]);
    expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem: 'PL-302' });
  });

  test('that is missing is PL-301, exit 2', async () => {
    const { code, stderr } = await captured(['check', './missing.ts']);
    expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem: 'PL-301' });
  });

  test('may be asked for one of its claims only', async () => {
    const { stdout } = await captured(['check', userTheorem, 'leases/fenced']);
    expect(stdout).toMatch(/1 claim, as expected/);
  });
});

describe('exit codes', () => {
  test('1: a rule taken out breaks the repaired claim, and the trace is shown', async () => {
    const { code, stdout } = await captured(['check', 'leases/repaired', '--without', 'fencing'], registry);
    expect(code).toBe(1);
    expect(stdout).toContain('VIOLATED, should hold');
    expect(stdout).toMatch(/5 +client +WRITE client=0 token=1/);
    expect(stdout).toContain('⇒ fails: inOrder, for token 2, overwritten by a lower one');
  });

  test.each([
    ['--states', '10', 'states'],
    ['--depth', '2', 'depth'],
    ['--time', '0s', 'time'],
    ['--memory', '1k', 'memory'],
  ])('3: %s %s bounds the search, and the limit is named', async (option, value, limit) => {
    // The clock and the memory are looked at every 512 states, and the small instance has fewer.
    const argv = ['check', 'leases/fenced', '--instance', 'medium', '--with', 'expire=5', option, value];
    const { code, stdout } = await captured(argv, registry);
    expect(code).toBe(3);
    expect(stdout).toContain(`cut by the ${limit} limit after`);
    const [claim] = (await json(...argv)).claims;
    expect(claim).toMatchObject({ verdict: 'bounded', limit, met: false });
    expect(claim?.frontier).toBeGreaterThan(0);
  });

  test('4: a model that breaks is failed, not violated', async () => {
    const broken = theorem.claims.map((claim) => ({
      ...claim,
      property: {
        ...claim.property,
        parts: {
          broken: (): never => {
            throw new Error('no such field');
          },
        },
      },
    }));
    const { code, stdout } = await captured(['check', 'leases'], {
      ...registry,
      theorems: [{ ...theorem, claims: broken, frontiers: [] }],
    });
    expect(code).toBe(4);
    expect(stdout).toContain('PL-114');
    expect(stdout).toMatch(/no such\s+field/);
  });

  test('70: a defect of the checker is PL-900 with its message; the stack only with --verbose', async () => {
    const defect = {
      ...theorem,
      get claims(): never {
        throw new TypeError('a defect');
      },
    } as unknown as AnyTheorem;
    const defective: Registry = { ...emptyRegistry, theorems: [defect] };
    const quiet = await captured(['check', 'leases'], defective);
    expect(quiet).toMatchObject({ code: 70, stdout: '' });
    expect(quiet.stderr).toMatch(/PL-900 .*a defect[\s\S]*plumbline doctor/);
    expect(quiet.stderr).not.toMatch(/\n\s+at /);
    expect((await captured(['check', 'leases', '--verbose'], defective)).stderr).toMatch(/\n\s+at /);
  });

  test('130: an interrupt prints what is known', async () => {
    const { code, stdout } = await captured(['check', 'leases'], registry, { interrupted: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(stdout).toContain('interrupted with 4 not begun');
  });

  test.each([
    [['check', 'lease/fenced'], 'PL-201', 'leases/fenced'],
    [['check', '9.1'], 'PL-208', 'leases'],
    [['check', 'leases/hypotheses'], 'PL-208', 'plumbline assumptions leases'],
    [['chek'], 'PL-202', 'check'],
    [['check', '--vebose'], 'PL-202', '--verbose'],
    [['check', '--format', 'jsn'], 'PL-202', 'json'],
    [['check', '--time', 'soon'], 'PL-202', 'plumbline explain PL-202'],
    [['check', 'leases', '--with', 'expires'], 'PL-203', 'expire'],
    [['check', 'leases', '--without', 'fence'], 'PL-204', 'fencing'],
    [['check', 'leases', '--set', 'grant=2'], 'PL-205', 'grants'],
    [['check', 'leases', '--set', 'grants=99'], 'PL-206', 'from 1 to 5'],
    [['check', 'leases', '--instance', 'smal'], 'PL-207', 'small'],
    [['check', 'leases', '--out', '/dev/null/x'], 'PL-301', '/dev/null/x'],
    [['replay'], 'PL-202', 'plumbline replay --help'],
  ])('2: %j is %s', async (argv, problem, hint) => {
    const { code, stdout, stderr } = await captured(argv, registry);
    expect({ code, stdout, problem: stderr.slice(0, 6) }).toEqual({ code: 2, stdout: '', problem });
    expect(stderr).toContain(hint);
  });
});

describe('what is selected', () => {
  test.each([
    [[], 4],
    [['leases'], 4],
    [['leases/literal'], 1],
    [['leases/witness', 'leases/frontier'], 2],
    [['leases/two-holders'], 1],
  ])('check %j decides %i claims', async (targets, count) => {
    expect((await json('check', ...targets)).claims).toHaveLength(count);
  });
});

describe('output', () => {
  test('JSON names the switches that are on, and the frontier is a claim', async () => {
    const document = await json('check', 'leases');
    const [literal] = document.claims;
    expect(literal).toMatchObject({ powers: { expire: 1 }, without: ['fencing'], verdict: 'violated', met: true });
    expect(literal?.trace?.events[0]).toMatchObject({
      type: 'ACQUIRE',
      owner: 'client',
      payload: { client: 0, token: 1 },
    });
    expect(document.claims.at(-1)).toMatchObject({
      reading: 'frontier',
      kind: 'always',
      verdict: 'exhausted',
      trace: null,
    });
    expect(document.summary).toMatchObject({ claims: 4, met: 4, exitCode: 0, interrupted: false });
  });

  test('the command of the first line repeats the run', async () => {
    const argv = [
      'check',
      '--depth',
      '4',
      '--without',
      'fencing',
      'leases/repaired',
      '--with',
      'expire=2',
      '--set',
      'grants=2,clients=3',
    ];
    const { stdout } = await captured(argv, registry);
    const [command = ''] = stdout.split('\n');
    expect(command).toBe(
      'plumbline check leases/repaired --set grants=2 --set clients=3 --with expire=2 --without fencing --depth 4',
    );
    const again = await captured(command.split(' ').slice(1), registry);
    const timeless = (text: string): string => text.replaceAll(/\d+\.\d s/g, '');
    expect(timeless(again.stdout)).toBe(timeless(stdout));
  });

  test('--format takes a file beside the standard output', async () => {
    const file = join(folder, 'out.json');
    const { stdout } = await captured(['check', 'leases/fenced', '--format', `json=${file}`], registry);
    expect(stdout).toContain('✓ leases/fenced');
    expect(checkSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).claims).toHaveLength(1);
  });

  test('--out writes every trace, and replay accepts each', async () => {
    await captured(['check', 'leases', '--out', folder], registry);
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.itf.json'))
      .sort();
    expect(files).toEqual(['leases-lock-alone.itf.json', 'leases-two-holders.itf.json']);
    for (const file of files) {
      const { code, stdout } = await captured(['replay', join(folder, file)], registry);
      expect(code).toBe(0);
      expect(stdout).toContain('replayed on the machines, every state as stored');
    }
  });

  test.each([80, 120])('no line is longer than a terminal of %i columns', async (columns) => {
    const { stdout } = await captured(['check', 'leases'], registry, { columns });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  test('colour only on a terminal without NO_COLOR', async () => {
    const isTTY = { stdout: true, stderr: false };
    const colour = String.fromCharCode(27);
    expect((await captured(['check', 'leases'], registry, { isTTY })).stdout).toContain(colour);
    expect((await captured(['check', 'leases'], registry, { isTTY, env: { NO_COLOR: '1' } })).stdout).not.toContain(
      colour,
    );
  });

  test('progress is drawn on a terminal unless --quiet', async () => {
    const isTTY = { stdout: false, stderr: true };
    expect((await captured(['check', 'leases/fenced'], registry, { isTTY })).stderr).toContain('leases/fenced');
    expect((await captured(['check', 'leases/fenced', '--quiet'], registry, { isTTY })).stderr).toBe('');
  });
});

test('the process’s own streams make an Io', () => {
  const io = processIo();
  expect(io.columns).toBeGreaterThan(0);
  expect(io.interrupted.aborted).toBe(false);
});

test('two interrupts at once, as npx and a terminal send them, are one: the partial verdict is still printed', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const before = process.listeners('SIGINT');
  onTestFinished(() => {
    exit.mockRestore();
    for (const listener of process.listeners('SIGINT')) {
      if (!before.includes(listener)) process.off('SIGINT', listener);
    }
  });
  const { interrupted } = processIo();
  process.emit('SIGINT');
  process.emit('SIGINT');
  expect(interrupted.aborted).toBe(true);
  expect(exit).not.toHaveBeenCalled();
});

test('--workers and --seed are taken, the seed recorded, and neither changes an answer', async () => {
  const plain = await captured(['check', userTheorem, '--format', 'json']);
  const given = await captured(['check', userTheorem, '--workers', '2', '--seed', '0x2A', '--format', 'json']);
  const counts = ({ stdout }: { stdout: string }): unknown =>
    (JSON.parse(stdout) as { claims: { id: string; verdict: string; states: number }[] }).claims.map(
      ({ id, verdict, states }) => [id, verdict, states],
    );
  expect(counts(given)).toEqual(counts(plain));
  expect((JSON.parse(given.stdout) as { seed: string }).seed).toBe('0x2a');
  expect((await captured(['check', userTheorem, '--seed', 'x'])).code).toBe(2);
  expect((await captured(['check', userTheorem, '--workers', '0'])).code).toBe(2);
});
