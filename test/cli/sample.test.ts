import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import type { CheckDocument } from '../../checker/report/document/claim.ts';
import { checkSchema } from '../../checker/report/schema/claim.ts';
import { bufferTheorem, captured, emptyRegistry, sampledTheorem, userTheorem } from './captured-run.ts';

async function json(...argv: readonly string[]): Promise<CheckDocument> {
  const { stdout } = await captured([...argv, '--format', 'json']);
  return checkSchema.parse(JSON.parse(stdout));
}

const verdicts = ({ claims }: CheckDocument): Readonly<Record<string, string>> =>
  Object.fromEntries(claims.map(({ id, verdict }) => [id, verdict]));

describe('plumbline check', () => {
  test('takes sampled claims with the others: each number as expected under the usual seed, exit 0', async () => {
    const { code, stdout } = await captured(['check', sampledTheorem]);
    expect(code).toBe(0);
    expect(stdout).toContain('no violation in 200 random runs');
    expect(stdout).toContain('none but foretold violations in 900 random runs');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '200 clean runs: with 95 % confidence such a run shows a violation with a probability of at most 1.49 % (rule of three: 1.5 %)',
    );
    expect(stdout).toMatch(/1,686 successes in 10,000 trials: with 99.9 % confidence between 15.6 % and 18.1 %/);
  });

  test('records the seed, and compares no number drawn from another', async () => {
    const [usual, other] = [
      await json('check', sampledTheorem),
      await json('check', sampledTheorem, '--seed', '0xbee'),
    ];
    expect([usual.seed, other.seed]).toEqual(['0x0', '0xbee']);
    expect(other.command).toContain('--seed 0xbee');
    expect(other.summary.exitCode).toBe(0);
    const successes = ({ claims }: CheckDocument): unknown => claims.at(-1)?.sample?.successes;
    expect(successes(other)).not.toBe(successes(usual));
  });
});

describe('plumbline sample', () => {
  test('asks every invariant of random runs: what is found is replayed, what is not is not established, exit 3', async () => {
    const { code, stdout } = await captured(['sample', sampledTheorem, '--runs', '500']);
    expect(code).toBe(3);
    expect(stdout.split('\n')[0]).toBe(`plumbline sample ${sampledTheorem} --runs 500 --seed 0x0`);
    expect(stdout).toMatch(/✓ chance\/below-limit +violated, as expected/);
    expect(stdout).toContain('⇒ fails: below3, for 3');
    expect(stdout).toMatch(/✗ chance\/never-past +not established: no violation in 500 random runs/);
    expect(stdout).toMatch(/5 claims, 4 as expected, 1 not established/);
  });

  test('says in the document how much was tried and what follows', async () => {
    const document = await json(
      'sample',
      sampledTheorem,
      'chance/never-past',
      '--runs',
      '300',
      '--steps',
      '7',
      '--seed',
      '0x1',
    );
    const [claim] = document.claims;
    expect(claim).toMatchObject({
      ...{ kind: 'sampled', expected: 'exhausted', verdict: 'sampled', met: false, states: 2_400, transitions: 2_100 },
      sample: { form: 'runs', seed: '0x1', runs: 300, asked: 300, steps: 7, clean: 300, found: null, successes: null },
    });
    expect(claim?.sample?.bound).toBeCloseTo(1 - 0.05 ** (1 / 300), 12);
    expect(document.seed).toBe('0x1');
  });

  test('gives the same answer to the same question', async () => {
    const bare = (document: CheckDocument): object => document.claims.map(({ seconds: _, ...rest }) => rest);
    const ask = async (seed: string): Promise<CheckDocument> =>
      await json('sample', sampledTheorem, '--runs', '50', '--seed', seed);
    expect(bare(await ask('0x7'))).toEqual(bare(await ask('0x7')));
    expect(bare(await ask('0x8'))).not.toEqual(bare(await ask('0x7')));
  });

  test('at a larger instance finds what the small one hides: exit 1, with the setting of the counterexample', async () => {
    const { code, stdout } = await captured(['sample', sampledTheorem, 'chance/never-past', '--instance', 'large']);
    expect(code).toBe(1);
    expect(stdout).toContain('VIOLATED, should hold');
    expect(stdout).toMatch(/4 +clock +TICK +counter.count: 3 → 4/);
  });

  test('shrinks the known fault of leases to its known length', async () => {
    const [claim] = (await json('sample', userTheorem, 'leases/lock-alone', '--runs', '5000')).claims;
    expect(claim).toMatchObject({ verdict: 'violated', met: true });
    const [exhaustive] = (await json('check', userTheorem, 'leases/lock-alone')).claims;
    expect(claim?.trace?.steps).toBe(exhaustive?.trace?.steps);
  });

  test('saves traces that replay', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
    await captured(['sample', sampledTheorem, 'chance/below-limit', '--out', folder]);
    const { code, stdout } = await captured([
      ...['replay', join(folder, 'chance-below-limit.itf.json'), '--file', sampledTheorem],
    ]);
    expect({ code, replayed: stdout.includes('3 steps replayed') }).toEqual({ code: 0, replayed: true });
  });

  test('is a usage error where nothing can be asked of random runs', async () => {
    const { code, stderr } = await captured(['sample', bufferTheorem]);
    expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem: 'PL-208' });
    expect((await captured(['sample', sampledTheorem, '--runs', '0'])).code).toBe(2);
    expect((await captured(['sample', sampledTheorem, '--instance', 'huge'])).code).toBe(2);
    expect((await captured(['sample', sampledTheorem, '--with', 'nothing'])).code).toBe(2);
  });

  test('cut by the time it is bounded, exit 3', async () => {
    const document = await json('sample', sampledTheorem, 'chance/never-past', '--time', '0s');
    expect(verdicts(document)).toEqual({ 'chance/never-past': 'bounded' });
    expect(document.summary.exitCode).toBe(3);
  });
});

test('explain says what of a claim is drawn at random', async () => {
  const theorems = await loadTheorems(sampledTheorem, '.');
  const explained = async (id: string): Promise<string> =>
    (await captured(['explain', `chance/${id}`], { ...emptyRegistry, theorems })).stdout;
  expect(await explained('foretold')).toContain(
    '900 runs of at most 40 steps, over limit, violations foretold by a formula',
  );
  expect(await explained('dice')).toContain('10,000 trials of a probability that equals a formula');
});
