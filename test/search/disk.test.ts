/** A search whose states go to disk says what one in memory says, state for state and step for step, and stops by name where the disk is full. */

import { mkdtempSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { always, type Property, reachable } from '../../checker/language/property.ts';
import { type AnySystem, type Configuration, configure } from '../../checker/language/system.ts';
import { type DecideOptions, type Decision, decide } from '../../checker/verdict/decide.ts';
import { consistency, twoPhaseCommit } from '../bench/two-phase-commit.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain } from '../small-system.ts';
import { looseSystem } from './loose-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

const commit = (n: number): Configuration => configure(twoPhaseCommit, { parameters: { n } });
const someWorks = always<never>('some-works', 'Not all managers have committed.', ({ rms }) => {
  return !(rms as { value: string }[]).every((rm) => rm.value === 'committed');
});
const never = reachable<never>('never', 'Something that does not happen.', ({ tm, network }) => {
  return (tm as { value: string }).value === 'init' && (network as { context: { commit: boolean } }).context.commit;
});

/** What is decided, without what differs from run to run. */
function said(decisions: readonly Decision[]): unknown {
  return decisions.map(({ seconds: _, peakBytes: __, rechecked: ___, diskBytes: ____, ...rest }) => rest);
}

async function both(
  system: AnySystem,
  configuration: Configuration,
  properties: readonly Property<never>[],
  bytes: number,
  options: DecideOptions = {},
): Promise<readonly Decision[]> {
  const inMemory = await decide(system, configuration, properties, { threads: 1, ...options });
  const limits = { ...options.limits, bytes };
  const onDisk = await decide(system, configuration, properties, {
    ...{ threads: 1, ...options, limits, diskPlan: { folder } },
  });
  expect(said(onDisk)).toEqual(said(inMemory));
  expect(readdirSync(folder)).toEqual([]);
  return onDisk;
}

describe('states on disk', () => {
  test.each([1, 100_000, 1_000_000])('from %i bytes on: two-phase commit as in memory', async (bytes) => {
    const decisions = await both(twoPhaseCommit, commit(6), [consistency as Property<never>, someWorks, never], bytes);
    expect(decisions[0]?.diskBytes).toBeGreaterThanOrEqual(50_816 * 4);
    expect(decisions.map(({ verdict }) => verdict)).toEqual(['exhausted', 'violated', 'violated']);
  });

  test('move to more partitions and wider layouts on the way, and end where a limit of depth cuts', async () => {
    await both(twoPhaseCommit, commit(7), [never], 200_000);
    await both(twoPhaseCommit, commit(6), [never], 1, { limits: { depth: 9 } });
  });

  test('are taken back from other threads first', async () => {
    await both(twoPhaseCommit, commit(6), [consistency as Property<never>, someWorks], 600_000, {
      threads: 2,
      worth: 1_000,
    });
  });

  test('of random systems give the same verdicts and the same traces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(looseSystem, looseSystem, looseSystem, randomSystem), async ({ system, holds }) => {
        const properties = [always('p', 'A question.', holds), reachable('q', 'A question.', holds)] as never[];
        await both(system, plain(system), properties, 1);
      }),
      { numRuns: 24 },
    );
  });

  test('end the run by name where the disk is full, and leave nothing behind', async () => {
    let left = 100_000;
    const write = (file: number, bytes: Uint8Array): number => {
      left -= bytes.length;
      if (left < 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      return writeSync(file, bytes);
    };
    const options = { limits: { bytes: 50_000 }, diskPlan: { folder, write } };
    await expect(decide(twoPhaseCommit, commit(6), [never], options)).rejects.toThrow(/PL-335.*ENOSPC/s);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('are gone where the disk fails after the last layer, when the way to a violation is looked for', async () => {
    const options = { limits: { bytes: 1 }, diskPlan: { folder } };
    const spoiled = always<never>('spoiled', 'Loses the disk at the violation.', ({ rms }) => {
      const holds = !(rms as { value: string }[]).every((rm) => rm.value === 'aborted');
      if (!holds) for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
      return holds;
    });
    await expect(decide(twoPhaseCommit, commit(5), [spoiled], options)).rejects.toThrow(/PL-335.*ENOENT/s);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('are not tried where a search needs them all at once: the limit cuts', async () => {
    const options = { limits: { bytes: 50_000 } };
    const [decision] = await decide(twoPhaseCommit, commit(6), [never], options);
    expect([decision?.verdict, decision?.limit, decision?.diskBytes]).toEqual(['bounded', 'memory', 0]);
  });
});
