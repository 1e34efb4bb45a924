/** Runs that are killed, cut or given something else than their checkpoint. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registry } from '../../proofs/registry.ts';
import { captured, commitTheorem, type Outcome } from './captured-run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.checkpoint'));

/** The claims of a document, without what differs from run to run. */
function claimsOf(stdout: string): unknown {
  const { claims, exitCode } = JSON.parse(stdout) as { claims: Record<string, unknown>[]; exitCode: number };
  return { exitCode, claims: claims.map(({ seconds: _, peakBytes: __, ...claim }) => claim) };
}

const check = (...more: readonly string[]): readonly string[] => [
  ...['check', commitTheorem, '--format', 'json', '--workers', '1'],
  ...['--checkpoint', folder, '--checkpoint-every', '20ms', ...more],
];

/** Runs under a limit of time that is lengthened until it cuts a search and not what comes before it: how fast the machine is does not matter. */
async function cut(run: (...more: readonly string[]) => Promise<Outcome>): Promise<Outcome> {
  for (let limit = 50; ; limit *= 1.3) {
    const outcome = await run('--time', `${Math.round(limit)}ms`);
    if (files().length > 0 || outcome.code !== 3) return outcome;
  }
}

/** Runs the command in a process of its own and kills it as soon as it has written a checkpoint, or something newer than the last. */
function killed(argv: readonly string[]): Promise<boolean> {
  const main = fileURLToPath(new URL('../../proofs/main.ts', import.meta.url));
  const before = files().map((name) => statSync(join(folder, name)).mtimeMs)[0] ?? 0;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('jiti/register'), main, ...argv], {
    stdio: 'ignore',
  });
  return new Promise((resolve) => {
    const poll = setInterval(() => {
      const newer = files().some((name) => {
        const path = join(folder, name);
        return existsSync(path) && statSync(path).mtimeMs > before;
      });
      if (newer) child.kill('SIGKILL');
    }, 3);
    child.on('exit', (_, signal) => {
      clearInterval(poll);
      resolve(signal === 'SIGKILL');
    });
  });
}

const straight = captured(['check', commitTheorem, '--format', 'json', '--workers', '1']);

describe('a run with --checkpoint', () => {
  test('killed again and again, ends like one that never was, and leaves nothing behind', async () => {
    expect(await killed(check())).toBe(true);
    expect(files()).toHaveLength(1);
    await killed(check());
    // On a busy machine it may be over before the kill arrives.
    const isLeft = files().length > 0;
    const { stdout, stderr, code } = await captured(check());
    expect(stderr).toMatch(isLeft ? /^goes on from a checkpoint of [\d,]+ states/ : /^$/);
    expect(claimsOf(stdout)).toEqual(claimsOf((await straight).stdout));
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('cut by a limit of time it goes on with more of it', async () => {
    const { code } = await cut((...more) => captured(check(...more)));
    expect([code, files().length]).toEqual([3, 1]);
    const { stdout, stderr } = await captured(check());
    expect(stderr).toContain('goes on from a checkpoint');
    expect(claimsOf(stdout)).toEqual(claimsOf((await straight).stdout));
  });

  test('refuses what is no checkpoint, half of one, or one of other options', async () => {
    await cut((...more) => captured(check(...more)));
    const [name] = files() as [string];
    const path = join(folder, name);
    const whole = readFileSync(path);
    const other = await captured(check('--states', '100000'));
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('PL-332')]);
    truncateSync(path, Math.floor(whole.length / 2));
    const half = await captured(check());
    expect([half.code, half.stderr]).toEqual([2, expect.stringContaining('PL-331')]);
    writeFileSync(path, 'hello');
    expect((await captured(check())).stderr).toContain('PL-331');
    // What was refused is left as it was.
    expect(readFileSync(path, 'utf8')).toBe('hello');
  });

  test('goes on in a worker thread as well', async () => {
    const both = (...more: readonly string[]): Promise<Outcome> =>
      captured(check('1.2.2', '--workers', '2', ...more), registry);
    await cut(both);
    expect(files().length).toBeGreaterThan(0);
    const { stdout, stderr } = await both();
    expect(stderr).toContain('goes on from a checkpoint');
    const plain = await captured(['check', commitTheorem, '1.2.2', '--format', 'json'], registry);
    expect(claimsOf(stdout)).toEqual(claimsOf(plain.stdout));
    expect(files()).toEqual([]);
  });

  test('needs a folder that can be one, and a folder for its interval', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const nowhere = await captured(['check', commitTheorem, '--checkpoint', join(file, 'x')]);
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('PL-333')]);
    const alone = await captured(['check', commitTheorem, '--checkpoint-every', '5s']);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('PL-202')]);
    expect((await captured(check('--checkpoint-every', 'soon'))).stderr).toContain('--checkpoint-every');
  });
});
