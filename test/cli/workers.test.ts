import { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { describe, expect, test, vi } from 'vitest';
import type { Registry } from '../../checker/cli/registry.ts';
import { registry } from '../../proofs/registry.ts';
import { captured } from './captured-run.ts';

/** The document of a run, without what differs from run to run. */
async function documentOf(registered: Registry, ...options: readonly string[]): Promise<unknown> {
  const { code, stdout } = await captured(['check', '1.2.2', '5.2.2', '--format', 'json', ...options], registered);
  const { claims, exitCode } = JSON.parse(stdout) as { claims: { seconds: number }[]; exitCode: number };
  return { code, exitCode, claims: claims.map(({ seconds, ...claim }) => ({ ...claim, timed: seconds >= 0 })) };
}

describe('worker threads', () => {
  const alone = documentOf(registry, '--workers', '1');

  test('give the same document in the same order as one thread', async () => {
    expect(await documentOf(registry, '--workers', '2')).toEqual(await alone);
  });

  test('give their parts back when they die, and the run goes on without them', async () => {
    const broken = { ...registry, module: new URL('./no-such-registry.ts', import.meta.url).href };
    expect(await documentOf(broken, '--workers', '3')).toEqual(await alone);
    const { stderr } = await captured(['check', '1.2.2', '--format', 'json', '--workers', '3'], broken);
    expect(
      stderr.match(/^A worker thread ended \(.*no-such-registry.*\); what it was deciding is decided without it\.$/gm),
    ).toHaveLength(3);
  });

  test('are not needed where nobody says where the registry is', async () => {
    const { items, theorems } = registry;
    expect(await documentOf({ items, theorems }, '--workers', '2')).toEqual(await alone);
  });

  test('end with a run that an error ends', async () => {
    const begun = vi.spyOn(Worker.prototype, 'postMessage');
    const terminate = vi.spyOn(Worker.prototype, 'terminate');
    const full = new Writable({
      write: (_chunk, _encoding, done) => {
        if (begun.mock.calls.length > 0) throw new Error('the disk is full');
        done();
      },
    });
    const { code, stderr } = await captured(['check', '1.2.2', '5.2.2', '--workers', '2'], registry, { stdout: full });
    expect([code, stderr]).toEqual([70, expect.stringContaining('the disk is full')]);
    expect([begun, terminate].map(({ mock }) => new Set(mock.contexts).size)).toEqual([2, 2]);
  });
});
