/** Stores that may leave states out say so, never say that everything was seen, and show nothing that does not happen. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Product } from '../../checker/kernel/product.ts';
import { StateQuestion } from '../../checker/kernel/state-question.ts';
import { WatchedView } from '../../checker/kernel/state-reading.ts';
import { Problem } from '../../checker/language/problem.ts';
import { always, eventually, type Property, reachable } from '../../checker/language/property.ts';
import { type AnySystem, type Configuration, configure } from '../../checker/language/system.ts';
import { type Exploration, explore, type LossyStore } from '../../checker/search/explore.ts';
import { bitsFor } from '../../checker/search/visited.ts';
import { WayLog } from '../../checker/search/way-log.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { consistency, twoPhaseCommit } from '../bench/two-phase-commit.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain } from '../small-system.ts';

const commit = (n: number): Configuration => configure(twoPhaseCommit, { parameters: { n } });
const signatures = (bits: number, seed = '0x0'): LossyStore => ({ kind: 'hash', bits, seed });
const table = (bytes: number, seed = '0x0'): LossyStore => ({ kind: 'bitstate', bytes, seed });
const wide = [signatures(64), table(2 ** 22)];
const narrow = [signatures(3), signatures(8), table(16), table(256)];

const someWorks = always<never>('some-works', 'Not all managers have committed.', ({ rms }) => {
  return !(rms as { value: string }[]).every((rm) => rm.value === 'committed');
});

async function explored(system: AnySystem, configuration: Configuration, store?: LossyStore): Promise<Exploration> {
  return await explore(new Product(system, configuration), [], { store });
}

/** What a lossy store has no part in. */
function said({ counts, trace, parts, deadlocks, coverage }: Decision): unknown {
  return { counts, steps: trace?.steps.length, parts, deadlocks, coverage };
}

describe('a lossy store with bits to spare', () => {
  test.each(wide)('finds what is found with states stored whole: $kind', async (store) => {
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system, holds }) => {
        for (const property of [always('p', 'A question.', holds), reachable('q', 'A question.', holds)] as never[]) {
          const [exact] = await decide(system, plain(system), [property]);
          const [lossy] = await decide(system, plain(system), [property], { store });
          expect(said(lossy as Decision)).toEqual(said(exact as Decision));
          expect(lossy?.verdict).not.toBe('exhausted');
        }
      }),
      { numRuns: 40 },
    );
  });

  test('follows the layout as it grows', async () => {
    const { counts, omission } = await explored(twoPhaseCommit, commit(6), signatures(64));
    expect(counts).toEqual((await explored(twoPhaseCommit, commit(6))).counts);
    expect(omission?.chance).toBeCloseTo((50_816 * 50_817) / 2 ** 65, 20);
  });

  test('is one partition however many states there are, in a layout that has grown', async () => {
    const exact = await explored(twoPhaseCommit, commit(7));
    expect(bitsFor(exact.counts.states)).toBeGreaterThan(0);
    expect((await explored(twoPhaseCommit, commit(7), signatures(64))).counts).toEqual(exact.counts);
  });

  test('is reproduced by its seed', async () => {
    const once = await explored(twoPhaseCommit, commit(5), signatures(14, '0x5'));
    expect((await explored(twoPhaseCommit, commit(5), signatures(14, '0x5'))).counts).toEqual(once.counts);
    expect((await explored(twoPhaseCommit, commit(5), signatures(14, '0x6'))).counts).not.toEqual(once.counts);
  });
});

describe('a lossy store without room', () => {
  test.each(narrow)('leaves states out and says that it may have: %o', async (store) => {
    const exact = await explored(twoPhaseCommit, commit(4));
    const { counts, omission } = await explored(twoPhaseCommit, commit(4), store);
    expect(counts.states).toBeLessThan(exact.counts.states);
    expect(omission?.chance).toBeGreaterThan(0.9);
    const [decision] = await decide(twoPhaseCommit, commit(4), [consistency as Property<never>], { store });
    expect([decision?.verdict, decision?.limit]).toEqual(['bounded', 'store']);
  });

  test('shows nothing but what the machines do: every violation is one', async () => {
    await fc.assert(
      fc.asyncProperty(randomSystem, fc.constantFrom(...narrow), async ({ system, holds }, store) => {
        const property = always('p', 'A question.', holds) as Property<never>;
        const [exact] = await decide(system, plain(system), [property]);
        // A trace is run by xstate and compared before it is shown: what does not happen would throw PL-401.
        const [lossy] = await decide(system, plain(system), [property], { store });
        if (lossy?.verdict !== 'violated') return;
        expect(exact?.verdict).toBe('violated');
        expect(lossy.trace?.steps.length).toBeGreaterThanOrEqual(exact?.trace?.steps.length ?? 0);
      }),
      { numRuns: 60 },
    );
  });

  test('finds a violation that is there, by a way of the same length where nothing was left out before it', async () => {
    const [exact] = await decide(twoPhaseCommit, commit(4), [someWorks]);
    const [lossy] = await decide(twoPhaseCommit, commit(4), [someWorks], { store: signatures(40) });
    expect([lossy?.verdict, lossy?.trace?.steps.length]).toEqual(['violated', exact?.trace?.steps.length]);
  });
});

describe('the chance that is named', () => {
  /** Of 60 draws, how many left something out; and the bound at the states there are. */
  async function drawn(storeOf: (seed: string) => LossyStore): Promise<{ lost: number; bound: number }> {
    const { counts } = await explored(twoPhaseCommit, commit(3));
    let [lost, bound] = [0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const found = await explored(twoPhaseCommit, commit(3), storeOf(`0x${seed.toString(16)}`));
      if (found.counts.states < counts.states) lost++;
      else bound = found.omission?.chance as number;
    }
    return { lost: lost / 60, bound };
  }

  test('is no less than the share of draws that leave something out, and not idle', async () => {
    const hash = await drawn((seed) => signatures(17, seed));
    expect(hash.lost).toBeLessThanOrEqual(hash.bound);
    expect(hash.lost).toBeGreaterThan(0.3 * hash.bound);
    const bits = await drawn((seed) => table(512, seed));
    expect(bits.lost).toBeLessThanOrEqual(bits.bound);
    expect(bits.lost).toBeGreaterThan(0.3 * bits.bound);
  });
});

describe('what needs every state', () => {
  const soon = eventually<never>('soon', 'Somebody commits.', () => true, { weak: ['COMMIT'] });

  test('is refused', async () => {
    const options = { store: signatures(64) };
    await expect(decide(twoPhaseCommit, commit(3), [soon], options)).rejects.toThrow(/PL-210.*eventually/s);
    await expect(decide(twoPhaseCommit, commit(3), [someWorks], { ...options, violations: 2 })).rejects.toThrow(
      /PL-210.*2 counterexamples/s,
    );
  });
});

describe('ways to states', () => {
  test('are read back from the file that they do not fit in memory for', () => {
    const log = new WayLog({ entries: 4 });
    log.add(0, 0);
    for (let state = 1; state < 100; state++) log.add(Math.floor((state - 1) / 3), state);
    const way = (state: number): number[] => (state === 0 ? [] : [...way(Math.floor((state - 1) / 3)), state]);
    for (let state = 0; state < 100; state++) expect(log.wayTo(state)).toEqual({ start: 0, events: way(state) });
    log.close();
  });

  test('that cannot be written end the search by name', async () => {
    const log = new WayLog({ entries: 1, folder: '/no/such/folder' });
    const thrown = ((): unknown => {
      try {
        log.add(0, 0);
        return undefined;
      } catch (error) {
        return error;
      }
    })();
    expect(thrown instanceof Problem && [thrown.code, thrown.detail.found]).toEqual(['PL-334', 'ENOENT']);
  });
});

test('a step that breaks is shown by a way to it', async () => {
  const product = new Product(twoPhaseCommit, commit(3));
  const question = new StateQuestion(
    new WatchedView(product),
    always<never>('broken', 'Breaks.', ({ tm }) => {
      if ((tm as { value: string }).value === 'committed') throw new Error('broken');
      return true;
    }),
  );
  const { ending, store } = await explore(product, [question], { store: signatures(64) });
  if (ending.kind !== 'fault') throw new Error('no fault');
  expect(ending.path?.events).toHaveLength(7);
  expect(product.snapshotsOf(store.states, ending.state * store.words)[0]?.value).toBe('committed');
});
