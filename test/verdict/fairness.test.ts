import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { eventually, type Fairness } from '../../checker/language/property.ts';
import { instances } from '../../checker/language/system.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { plain, systemOf } from '../small-system.ts';

type View = { readonly workers: readonly LocalState[] };

/** Does its work at the first call, and answers calls for ever. */
const worker = createMachine({
  id: 'worker',
  initial: 'idle',
  states: { idle: { on: { CALL: 'done' } }, done: { on: { CALL: {} } } },
}) as unknown as AnyMachine;

const pair = systemOf({
  components: { workers: instances(worker as never, 2, 'worker') },
  events: { CALL: [{ worker: 0 }, { worker: 1 }] },
});

async function firstIsDone(fairness: Fairness): Promise<Decision> {
  const property = eventually<View>(
    'first-is-done',
    'The first worker does its work.',
    ({ workers }) => workers[0]?.matches('done') === true,
    fairness,
  );
  const [decision] = await decide(pair, plain(pair), [property as never]);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

describe('fairness towards one instance', () => {
  test.each(['weak', 'strong'] as const)(
    '%s fairness of a type is kept by calling the other for ever',
    async (kind) => {
      const { verdict, trace } = await firstIsDone({ [kind]: ['CALL'] });
      expect(verdict).toBe('violated');
      expect(trace?.steps.slice(trace.loop ?? 0).map(({ payload }) => payload)).toEqual([{ worker: 1 }]);
    },
  );

  test.each(['weak', 'strong'] as const)('%s fairness of a payload is not', async (kind) => {
    expect((await firstIsDone({ [kind]: [{ event: 'CALL', with: { worker: 0 } }] })).verdict).toBe('exhausted');
    expect((await firstIsDone({ [kind]: [{ event: 'CALL', with: { worker: 1 } }] })).verdict).toBe('violated');
  });

  test.each([
    [{ event: 'CALL', with: { worker: 2 } }, 'a payload of CALL', 'CALL worker=2'],
    [{ event: 'CALL', with: { job: 0 } }, 'a payload of CALL', 'CALL job=0'],
    ['CAL', 'an event among CALL', 'CAL'],
  ])('a promise of %j is refused: nothing could keep it', async (fair, expected, found) => {
    const { verdict, problem } = await firstIsDone({ weak: [fair] });
    expect([verdict, problem?.code]).toEqual(['failed', 'PL-111']);
    expect(problem?.detail).toMatchObject({ expected, found });
  });

  test('a promise about a type that a setting has switched off is kept by every run, and is no missing promise', async () => {
    const unlit = systemOf({
      components: { workers: instances(worker as never, 2, 'worker') },
      events: { CALL: [{ worker: 0 }, { worker: 1 }], LIGHT: [] },
    });
    const told = async (fairness: Fairness): Promise<string | undefined> => {
      const property = eventually<View>(
        'done',
        'Work.',
        ({ workers }) => workers[0]?.matches('done') === true,
        fairness,
      );
      return (await decide(unlit, plain(unlit), [property as never]))[0]?.verdict;
    };
    expect(await told({ weak: ['LIGHT', { event: 'CALL', with: { worker: 0 } }] })).toBe('exhausted');
    expect(await told({ strong: ['LIGHT'] })).toBe('violated');
    expect(await told({})).toBe('failed');
  });
});
