/** Limits of a search on two threads: what is cut says so, and goes on from its checkpoint to what a search without limits says. */

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Limits } from '../../checker/search/explore.ts';
import { ThreadTeam } from '../../checker/search/thread-team.ts';
import { checkTla } from '../../checker/verdict/tla-check.ts';
import type { TlaOptions, TlaResult } from '../../checker/verdict/tla-result.ts';
import { said } from './modules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-limits-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const module = `---- MODULE Spec ----
EXTENDS Integers, Sequences
VARIABLES at, log
Init == at = [p \\in {"a", "b", "c"} |-> 0] /\\ log = << >>
Move(p) == at[p] < 4 /\\ at' = [at EXCEPT ![p] = @ + 1] /\\ log' = IF Len(log) < 2 THEN Append(log, p) ELSE log
Next == \\E p \\in {"a", "b", "c"} : Move(p)
Never == at # [p \\in {"a", "b", "c"} |-> 4] \\/ log # <<"c", "b">>
====
`;

function options(config: string, more: Partial<TlaOptions>): TlaOptions {
  const file = join(folder, 'Spec.tla');
  writeFileSync(file, module);
  writeFileSync(join(folder, 'Spec.cfg'), `INIT Init NEXT Next CHECK_DEADLOCK FALSE ${config}`);
  return { module: file, worth: 16, threads: 2, checkpoint: { folder, every: 0, version: '0' }, ...more };
}

const checkpoints = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.checkpoint'));

/** Cut by the limits, or not where the machine was quick enough; and what it says when it goes on without them. */
async function cutAndResumed(config: string, limits: Limits, threads: number): Promise<[TlaResult, TlaResult]> {
  const first = await checkTla(options(config, { limits }));
  expect([first.verdict === 'bounded', first.problem]).toEqual([first.limit !== null, null]);
  let resumed: { readonly states: number } | null = null;
  const onUse = (use: { readonly resumed: { readonly states: number } | null }): void => {
    resumed ??= use.resumed;
  };
  const checkpoint = { folder, every: 3600, version: '0', onUse };
  const second = await checkTla(options(config, { threads, checkpoint }));
  // Nothing of what was found is found again.
  expect(resumed).toMatchObject({ states: first.distinct });
  for (const name of checkpoints()) rmSync(join(folder, name));
  return [first, second];
}

describe.each(['', 'INVARIANT Never'])('a limit with two threads cuts and loses nothing: %s', (config) => {
  test.each<[string, readonly Limits[]]>([
    ['time', [{ seconds: 0 }, { seconds: 0.1 }, { seconds: 3600 }]],
    ['memory', [{ bytes: 1 }, { bytes: 30_000 }, { bytes: 2 ** 40 }]],
  ])('%s', async (limit, all) => {
    const straight = await checkTla(options(config, { threads: 1, checkpoint: undefined }));
    const limits: (string | null)[] = [];
    const run = vi.spyOn(ThreadTeam.prototype, 'run');
    for (const [i, one] of all.entries()) {
      const [first, second] = await cutAndResumed(config, one, 1 + (i % 2));
      if (first.limit === null) expect(said(first)).toEqual(said(straight));
      else expect([first.distinct <= straight.distinct, first.frontier > 0]).toEqual([true, true]);
      expect(said(second)).toEqual(said(straight));
      limits.push(first.limit);
    }
    expect([limits[0], limits.at(-1)]).toEqual([limit, null]);
    expect(run).toHaveBeenCalled();
  });
});

test('a limit of states is kept to the state, with two threads as with one', async () => {
  for (const states of [1, 50, 150]) {
    const one = await checkTla(options('', { limits: { states }, threads: 1, checkpoint: undefined }));
    const two = await checkTla(options('', { limits: { states }, checkpoint: undefined }));
    expect(said(two)).toEqual(said(one));
    expect([two.verdict, two.limit, two.distinct <= states + 3]).toEqual(['bounded', 'states', true]);
  }
});

test.each([
  ['x < 100', 'safety failure', 'Inv', 'x = 100'],
  ['x > 0', 'bounded', null, ''],
  ['TLCGet("level") = 1', 'bounded', null, ''],
])('a limit that is met among the initial states: %s', async (invariant, verdict, violated, shown) => {
  const file = join(folder, 'Many.tla');
  const text = `---- MODULE Many ----
EXTENDS Integers, TLC
VARIABLE x
Init == x \\in 1..100000000
Next == x' = x
Inv == ${invariant}
====
`;
  writeFileSync(file, text);
  writeFileSync(join(folder, 'Many.cfg'), 'INIT Init NEXT Next INVARIANT Inv');
  const result = await checkTla({ module: file, limits: { bytes: 1_000_000 } });
  expect([result.verdict, result.violated, result.problem]).toEqual([verdict, violated, null]);
  expect(result.generated).toBeGreaterThan(100);
  expect(result.trace?.states.map(([x]) => `x = ${x}`).join() ?? '').toBe(shown);
});
