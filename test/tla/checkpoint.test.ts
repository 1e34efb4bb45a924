/** A search of a module that is cut and taken up again says what one says that was never cut. */

import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { print } from '../../checker/tla/values/print.ts';
import { checkTla } from '../../checker/verdict/tla-check.ts';
import type { TlaOptions, TlaResult } from '../../checker/verdict/tla-result.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-tla-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function said({ seconds: _, peakBytes: __, trace, problem, ...rest }: TlaResult, show = print): unknown {
  const states = trace?.states.map((state) => state.map((value) => show(value)));
  return { ...rest, problem: problem?.message ?? null, trace: trace && { ...trace, states } };
}

const body = `
VARIABLES sent, log, of
vars == <<sent, log, of>>
Init == sent = {} /\\ log = << >> /\\ of = [p \\in {"a", "b"} |-> [at |-> 0, done |-> FALSE]]
Send(p) == of[p].at < 2 /\\ of' = [of EXCEPT ![p].at = @ + 1] /\\ sent' = sent \\cup {[from |-> p, n |-> of[p].at]}
           /\\ UNCHANGED log
Take(m) == sent' = sent \\ {m} /\\ log' = Append(log, m.n) /\\ UNCHANGED of
Finish(p) == of[p].at = 2 /\\ ~of[p].done /\\ of' = [of EXCEPT ![p].done = TRUE] /\\ UNCHANGED <<sent, log>>
Next == (\\E p \\in {"a", "b"} : Send(p) \\/ Finish(p)) \\/ (\\E m \\in sent : Len(log) < 3 /\\ Take(m))
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)
Small == Len(log) < 4
Never == ~(\\A p \\in {"a", "b"} : of[p].done) \\/ log # <<1, 1, 0>>
Done == <>(\\A p \\in {"a", "b"} : of[p].done)
Ends == <>(Len(log) = 3 /\\ log[1] = 1)
Seen == <<log, sent>>
C == Cardinality(sent) < 3`;

function options(config: string, more: Partial<TlaOptions> = {}): TlaOptions {
  writeFileSync(
    join(folder, 'Spec.tla'),
    `---- MODULE Spec ----\nEXTENDS Integers, Sequences, FiniteSets\n${body}\n====\n`,
  );
  writeFileSync(join(folder, 'Spec.cfg'), config);
  return { module: join(folder, 'Spec.tla'), worth: 20, threads: 1, checkDeadlock: false, ...more };
}

const files = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.checkpoint'));

/** Runs until progress was told of so many times, and is interrupted then; what was found is written down. */
async function cut(config: string, times: number, more: Partial<TlaOptions> = {}): Promise<TlaResult> {
  const interrupt = new AbortController();
  let told = 0;
  const onProgress = (): void => {
    if (++told === times) interrupt.abort();
  };
  const checkpoint = { folder, every: 0, version: '0' };
  return await checkTla(options(config, { checkpoint, signal: interrupt.signal, onProgress, ...more }));
}

async function resumed(
  config: string,
  more: Partial<TlaOptions> = {},
  check = checkTla,
): Promise<[TlaResult, boolean]> {
  let isResumed = false;
  const onUse = (use: { readonly resumed: object | null }): void => {
    isResumed ||= use.resumed !== null;
  };
  const result = await check(options(config, { checkpoint: { folder, every: 3600, version: '0', onUse }, ...more }));
  return [result, isResumed];
}

const configurations = {
  'all holds': 'SPECIFICATION Spec INVARIANT Small',
  'an invariant fails': 'SPECIFICATION Spec INVARIANT Never',
  'a constraint cuts': 'SPECIFICATION Spec INVARIANT Small CONSTRAINT C',
  'a view identifies': 'SPECIFICATION Spec VIEW Seen',
  'behaviours hold': 'SPECIFICATION Spec PROPERTY Done',
  'behaviours break': 'SPECIFICATION Spec PROPERTY Ends',
};

describe('a search that goes on is the whole one', () => {
  test.each(Object.entries(configurations))('where %s', async (_, config) => {
    const straight = await checkTla(options(config));
    for (const times of [1, 2, 3, 5, 7]) {
      const first = await cut(config, times);
      expect([times > 1 || first.interrupted, files().length]).toEqual([true, 1]);
      const [second, isResumed] = await resumed(config);
      expect(isResumed).toBe(true);
      expect(said(second)).toEqual(said(straight));
      rmSync(join(folder, files()[0] as string));
    }
  });

  test('in a process that numbers values otherwise', async () => {
    for (const config of [configurations['an invariant fails'], configurations['behaviours break']]) {
      const straight = await checkTla(options(config));
      await cut(config, 5);
      vi.resetModules();
      const fresh = await import('../../checker/verdict/tla-check.ts');
      const { print: show } = await import('../../checker/tla/values/print.ts');
      const other = join(folder, 'Other.tla');
      writeFileSync(
        other,
        '---- MODULE Other ----\nVARIABLE x\nInit == x = <<1, {"z"}>>\nNext == x\' = {<<2, 3>>, x}\n====\n',
      );
      writeFileSync(join(folder, 'Other.cfg'), 'INIT Init NEXT Next');
      await fresh.checkTla({ module: other, limits: { depth: 2 } });
      const [second, isResumed] = await resumed(config, {}, fresh.checkTla);
      expect(isResumed).toBe(true);
      expect(said(second, show)).toEqual(said(straight));
      rmSync(join(folder, files()[0] as string));
    }
  });

  test('on threads, from one and to one', async () => {
    const config = configurations['an invariant fails'];
    const straight = await checkTla(options(config));
    for (const [before, after] of [
      [2, 2],
      [2, 1],
      [1, 2],
    ] as const) {
      await cut(config, 5, { threads: before });
      const [second, isResumed] = await resumed(config, { threads: after });
      expect(isResumed).toBe(true);
      expect(said(second)).toEqual(said(straight));
      rmSync(join(folder, files()[0] as string));
    }
  });
});

describe('a checkpoint is refused', () => {
  const code = async (config: string, more: Partial<TlaOptions> = {}): Promise<string | undefined> =>
    (await resumed(config, more))[0].problem?.code;

  test('where it is cut off', async () => {
    await cut(configurations['all holds'], 3);
    truncateSync(join(folder, files()[0] as string), 100);
    expect(await code(configurations['all holds'])).toBe('PL-331');
  });

  test('of another configuration, other options, another version', async () => {
    await cut(configurations['all holds'], 3);
    expect(await code(configurations['an invariant fails'])).toBe('PL-332');
    expect(await code(configurations['all holds'], { checkDeadlock: true })).toBe('PL-332');
    expect(await code(configurations['all holds'], { limits: { depth: 90 } })).toBe('PL-332');
    const other = { folder, every: 3600, version: '1' };
    expect(await code(configurations['all holds'], { checkpoint: other })).toBe('PL-332');
    expect(await code(configurations['all holds'])).toBeUndefined();
  });
});

test('none is written of a module that draws', async () => {
  const lines: string[] = [];
  const config = 'INIT Init NEXT Draw';
  const module = join(folder, 'Draws.tla');
  const text = "EXTENDS Integers, TLC\nVARIABLE x\nInit == x = 0\nDraw == x < 9 /\\ x' = x + RandomElement(1..2)";
  writeFileSync(module, `---- MODULE Draws ----\n${text}\n====\n`);
  writeFileSync(join(folder, 'Draws.cfg'), config);
  const write = (line: string): void => void lines.push(line);
  await checkTla({ module, checkDeadlock: false, write, checkpoint: { folder, every: 0, version: '0' } });
  expect([files(), lines.join('')]).toEqual([[], expect.stringContaining('no checkpoint is written')]);
});
