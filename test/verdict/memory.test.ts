/** The limit of memory counts what is made of the states: edges, and what a search over them keeps. */
import { expect, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import { configure } from '../../checker/language/system.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { type CommitView, consistency, twoPhaseCommit } from '../bench/two-phase-commit.ts';

const decided = ({ rms }: CommitView): boolean =>
  rms.every(({ value }) => value === 'aborted' || value === 'committed');

const properties = {
  eventually: { kind: 'eventually', fairness: { weak: ['ABORT', 'RECEIVE_ABORT', 'RECEIVE_COMMIT'] } },
  cheapest: { kind: 'cheapest', prices: { PREPARE: 2, ABORT_ALONE: 3 } },
  enforceable: { kind: 'enforceable', player: { by: ['manager'], driven: [] } },
} as const;

test.each(Object.entries(properties))('%s is bounded where its edges do not fit beside the states', async (_, more) => {
  const property = {
    name: 'decided',
    says: 'All have decided.',
    parts: { decided },
    ...more,
  } as unknown as Property<never>;
  const [small, large] = [400_000, 4_000_000];
  const within = async (bytes: number, ...asked: readonly Property<never>[]): Promise<readonly unknown[]> => {
    const configuration = configure(twoPhaseCommit, { parameters: { n: 5 } });
    const decisions = await decide(twoPhaseCommit, configuration, asked, { limits: { bytes } });
    return decisions.map(({ verdict, limit, counts }) => [verdict, limit, counts.frontier]);
  };
  // The states alone fit, and an invariant is decided on them.
  expect(await within(small, property, consistency as never)).toEqual([
    ['bounded', 'memory', 0],
    ['exhausted', null, 0],
  ]);
  expect((await within(large, property))[0]).not.toContain('bounded');
});
