/** One search of a module on several threads says what one thread says: verdict, counts, coverage, trace. */

import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ThreadTeam } from '../../checker/search/thread-team.ts';
import type { TlaOptions, TlaResult } from '../../checker/verdict/tla-result.ts';
import { checkText, said } from './modules.ts';

afterEach(() => void vi.restoreAllMocks());

async function both(body: string, config: string, more: Partial<TlaOptions> = {}, lent = true): Promise<TlaResult> {
  const run = vi.spyOn(ThreadTeam.prototype, 'run');
  run.mockClear();
  const alone = await checkText(body, config, { worth: 8, ...more, threads: 1 });
  expect(run).not.toHaveBeenCalled();
  const together = await checkText(body, config, { worth: 8, ...more, threads: 2 });
  expect(run.mock.calls.length > 0).toBe(lent);
  expect(said(together)).toEqual(said(alone));
  return alone;
}

/** Sets, sequences, records, functions and strings, most of them met by more than one thread. */
const mixed = `
CONSTANTS P, N
VARIABLES sent, log, of, last
vars == <<sent, log, of, last>>
Init == sent = {} /\\ log = << >> /\\ of = [p \\in P |-> [at |-> 0, done |-> FALSE]] /\\ last = "nobody"
Send(p) == /\\ of[p].at < N
           /\\ of' = [of EXCEPT ![p].at = @ + 1]
           /\\ sent' = sent \\cup {[from |-> p, n |-> of[p].at]}
           /\\ last' = "sender"
           /\\ UNCHANGED log
Take(m) == sent' = sent \\ {m} /\\ log' = Append(log, m.n) /\\ last' = "taker" /\\ UNCHANGED of
Finish(p) == of[p].at = N /\\ ~of[p].done /\\ of' = [of EXCEPT ![p].done = TRUE] /\\ UNCHANGED <<sent, log, last>>
Next == (\\E p \\in P : Send(p) \\/ Finish(p)) \\/ (\\E m \\in sent : Len(log) < 2 /\\ Take(m))
Small == Len(log) < 3
Never == ~(\\A p \\in P : of[p].done) \\/ log # <<1, 1>>
NoFault == log # <<1, 1>> \\/ 1 \\div (Len(log) - 2) > 0
Up == [][Len(log') >= Len(log)]_vars
Rare == [][~(log = <<1>> /\\ log' = <<1, 0>>)]_vars
`;
const constants = 'CONSTANTS P = {a, b} N = 2 INIT Init NEXT Next\n';

describe('two threads say what one says', () => {
  test('where everything holds', async () => {
    const { verdict, distinct } = await both(mixed, `${constants}INVARIANT Small PROPERTY Up CHECK_DEADLOCK FALSE`);
    expect([verdict, distinct > 100]).toEqual(['success', true]);
  });

  test('where an invariant fails, with the same trace', async () => {
    const { verdict, trace } = await both(mixed, `${constants}INVARIANT Small Never CHECK_DEADLOCK FALSE`);
    expect([verdict, trace?.states.length]).toEqual(['safety failure', 9]);
  });

  test('where a step, a deadlock or an error breaks it: one thread begins anew', async () => {
    const results = [
      await both(mixed, `${constants}PROPERTY Rare CHECK_DEADLOCK FALSE`),
      await both(mixed, constants),
      await both(mixed, `${constants}INVARIANT NoFault CHECK_DEADLOCK FALSE`),
    ];
    expect(results.map(({ verdict }) => verdict)).toEqual(['safety failure', 'deadlock', 'error']);
  });

  test('under constraints', async () => {
    const constrained = `${mixed}\nC == Cardinality(sent) < 3\nA == Len(log') < 2 \\/ log'[1] < 2`;
    await both(constrained, `${constants}CONSTRAINT C ACTION_CONSTRAINT A INVARIANT Small CHECK_DEADLOCK FALSE`);
  });

  test('under a depth', async () => {
    const { verdict, limit } = await both(mixed, `${constants}CHECK_DEADLOCK FALSE`, { limits: { depth: 6 } });
    expect([verdict, limit]).toEqual(['bounded', 'depth']);
  });

  test('where an operator makes strings on the way', async () => {
    const body = `VARIABLES x, s\nInit == x = 0 /\\ s = ""\nNext == x < 40 /\\ x' = x + 1 /\\ s' \\in {ToString(x), "a"}`;
    await both(body, 'INIT Init NEXT Next CHECK_DEADLOCK FALSE');
  });
});

describe('one thread is kept', () => {
  const body = `
VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == x' \\in 0..9 /\\ y' \\in 0..5
Count == TLCSet(1, 1) /\\ Next
View == x`;

  test.each(['NEXT Next VIEW View', 'NEXT Count'])('by %s', async (config) => {
    await both(body, `INIT Init ${config}`, {}, false);
  });

  test('by a limit of states', async () => {
    const { limit } = await both(body, 'INIT Init NEXT Next', { limits: { states: 30 } }, false);
    expect(limit).toBe('states');
  });
});

test('a thread that dies takes no answer along', async () => {
  const post = vi.spyOn(Worker.prototype, 'postMessage');
  post.mockImplementation(function (this: Worker, message: unknown) {
    if ((message as { readonly kind: string }).kind === 'expand') void this.terminate();
  });
  await both(mixed, `${constants}INVARIANT Small CHECK_DEADLOCK FALSE`);
});
