import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../proofs/registry.ts';
import { captured } from './captured-run.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
});

const block = { type: 'SOURCE_BLOCK', payload: { missed: false } };
const unproven = {
  type: 'MINT',
  payload: { transfer: 0, chain: 'target', evidence: 'zero-root', outcome: 'succeeds' },
};

async function fileOf(log: object): Promise<string> {
  const file = join(folder, 'log.json');
  await writeFile(file, JSON.stringify({ log: 1, system: 'bridge-optimistic', powers: { forge: true }, ...log }));
  return file;
}

describe('plumbline replay of a log of events', () => {
  test('that the machines allow: exit 0', async () => {
    const { code, stdout } = await captured(['replay', await fileOf({ events: [block, block] })], registry);
    expect(code).toBe(0);
    expect(stdout).toContain('✓ 2 events, each allowed by the machines');
  });

  test('that they do not: the first such event, who refuses it, what would let it pass; exit 1', async () => {
    const { code, stdout } = await captured(['replay', await fileOf({ events: [block, unproven, block] })], registry);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ event 2 of 3 is not allowed: MINT transfer=0 chain=target evidence=zero-root');
    expect(stdout).toContain('refused by verifier[0]');
    expect(stdout).toContain('allowed without nonZeroRoot');
  });

  test('as JSON', async () => {
    const file = await fileOf({ events: [block, unproven] });
    const { code, stdout } = await captured(['replay', file, '--format', 'json'], registry);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ schemaVersion: 1, system: 'bridge-optimistic', events: 2, allowed: 1 },
      disallowed: { place: 2, event: unproven, refusedBy: ['verifier[0]'], remedies: [{ without: ['nonZeroRoot'] }] },
    });
  });

  test.each([
    [{ events: [{ type: 'MINTED' }] }, 'PL-314'],
    [{ event: [] }, 'PL-314'],
    [{ system: 'bridge-pessimistic', events: [] }, 'PL-312'],
    [{ powers: { frog: true }, events: [] }, 'PL-203'],
  ])('%j is a mistake of the file: exit 2', async (log, problem) => {
    const { code, stderr } = await captured(['replay', await fileOf(log)], registry);
    expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem });
  });
});
