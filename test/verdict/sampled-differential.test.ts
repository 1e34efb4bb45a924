/** Random runs against the exhaustive search, and their traces against xstate. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../checker/language/machine.ts';
import { always, type Property } from '../../checker/language/property.ts';
import { sampled } from '../../checker/language/sampled.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { Decision } from '../../checker/verdict/decision.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain } from '../small-system.ts';

describe('sampled, on systems drawn at random', () => {
  const seed = 0x5a;

  test(`agrees with the exhaustive search, and no one or two events of its trace can be left out (seed ${seed})`, async () => {
    const seen = { found: 0, missed: 0, holds: 0 };
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system, holds }) => {
        const invariant = always('holds', 'It holds.', holds as never) as Property<never>;
        const [exhaustive] = await decide(system, plain(system), [invariant], { limits: { states: 2_000 } });
        fc.pre(exhaustive !== undefined && exhaustive.verdict !== 'bounded');
        const property = sampled('holds', 'It holds.', invariant, { runs: 40, steps: 12 });
        const [decision] = (await decide(system, plain(system), [property])) as [Decision];
        const verdict = exhaustive?.verdict;
        if (decision.verdict === 'sampled') {
          seen[verdict === 'violated' ? 'missed' : 'holds']++;
          return;
        }
        expect([decision.verdict, verdict]).toEqual(['violated', 'violated']);
        seen.found++;
        const events = decision.trace?.steps ?? [];
        expect(events.length).toBeGreaterThanOrEqual(exhaustive?.trace?.steps.length as number);
        const composition = new ReferenceComposition(system, plain(system));
        /** Whether xstate takes the events and the invariant fails somewhere on the way. */
        const fails = (list: readonly MachineEvent[]): boolean => {
          let state = composition.initial();
          if (!holds(composition.view(state))) return true;
          for (const one of list) {
            const attempt = composition.attempt(state, one);
            if (!attempt.taken) return false;
            state = attempt.state;
            if (!holds(composition.view(state))) return true;
          }
          return false;
        };
        const messages = events.map(({ type, payload }): MachineEvent => ({ type, ...payload }));
        expect(fails(messages)).toBe(true);
        for (const [i] of messages.entries()) {
          expect(fails(messages.filter((_, j) => j !== i))).toBe(false);
          for (const [k] of messages.entries()) {
            if (k !== i) expect(fails(messages.filter((_, j) => j !== i && j !== k))).toBe(false);
          }
        }
      }),
      { seed, numRuns: 120 },
    );
    expect(Math.min(seen.found, seen.holds)).toBeGreaterThan(20);
  });
});
