/** A search on several threads says what one thread says, from wherever they take over, and says nothing wrong when one dies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { assign, setup } from 'xstate';
import type { StateTest } from '../../checker/kernel/kernel.ts';
import { Product } from '../../checker/kernel/product.ts';
import { StateQuestion } from '../../checker/kernel/state-question.ts';
import { WatchedView } from '../../checker/kernel/state-reading.ts';
import type { LocalState } from '../../checker/language/machine.ts';
import { always, type Property, reachable } from '../../checker/language/property.ts';
import { type AnySystem, type Configuration, configure, instances } from '../../checker/language/system.ts';
import type { AnyTheorem } from '../../checker/language/theorem.ts';
import { Search } from '../../checker/search/breadth-first.ts';
import { type Exploration, type ExploreOptions, explore, isLong } from '../../checker/search/explore.ts';
import { ThreadTeam } from '../../checker/search/thread-team.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { registry } from '../../proofs/registry.ts';
import { type CommitView, consistency, twoPhaseCommit } from '../bench/two-phase-commit.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain, systemOf } from '../small-system.ts';

afterEach(() => void vi.restoreAllMocks());

const optimisticRollup = registry.theorems.find(({ item }) => item === '2.1.2') as AnyTheorem;

const commit = (n: number): Configuration => configure(twoPhaseCommit, { parameters: { n } });

const someWorks: Property<CommitView> = always('some-works', 'Not all managers have committed.', {
  works: ({ rms }) => !rms.every((rm) => rm.value === 'committed'),
});
const allAborted: Property<CommitView> = reachable('all-aborted', 'All managers abort after the order to.', {
  aborted: ({ rms, network }) => network.context.abort && rms.every((rm) => rm.value === 'aborted'),
});
const never: Property<CommitView> = reachable('never', 'Something that does not happen.', {
  never: ({ tm, network }) => tm.value === 'init' && network.context.commit,
});

/** What is decided, without what differs from run to run. */
function said(decisions: readonly Decision[]): unknown {
  return decisions.map(({ seconds: _, peakBytes: __, rechecked: ___, ...rest }) => rest);
}

async function both(
  system: AnySystem,
  configuration: Configuration,
  properties: readonly Property<never>[],
  options: Partial<ExploreOptions>,
): Promise<void> {
  const run = vi.spyOn(ThreadTeam.prototype, 'run');
  run.mockClear();
  const alone = await decide(system, configuration, properties, { ...options, threads: 1 });
  expect(run).not.toHaveBeenCalled();
  const together = await decide(system, configuration, properties, { threads: 2, worth: 1, ...options });
  expect(run).toHaveBeenCalled();
  expect(said(together)).toEqual(said(alone));
}

describe('two threads', () => {
  test('keep the states where more partitions are due, until they come back', () => {
    const kernel = new Product(twoPhaseCommit, commit(4));
    const search = new Search(kernel, [], {});
    const { heads, states } = search.lend(8);
    const most = heads.map((_, p) => (p === 0 ? 40_000_000 : (states[p] as Uint32Array).length / kernel.words));
    search.report({
      ...{ counts: most, heads, transitions: 0, expanded: 0, deadlocks: 0, fired: new Float64Array() },
      ...{ failing: [], bytes: 1 },
    });
    search.closeLayer();
    expect([search.visited.bits, search.visited.count > 32_000_000]).toEqual([8, true]);
  });

  test.each([1, 300, 3_000])('from %i states on decide two-phase commit like one', async (worth) => {
    await both(twoPhaseCommit, commit(5), [consistency, someWorks, allAborted, never] as never, { worth });
  });

  test('end with the layer of a violation, at a depth, and where the layout grows on the way', async () => {
    await both(twoPhaseCommit, commit(6), [someWorks] as never, { worth: 10_000 });
    await both(twoPhaseCommit, commit(6), [never] as never, { worth: 100, limits: { depth: 9 } });
  });

  test('meet the same broken step, by the same way', async () => {
    const counter = setup({ types: {} as { context: { n: number }; events: { type: 'UP'; i: number } } }).createMachine(
      {
        context: { n: 0 },
        on: {
          UP: {
            actions: assign({
              n: ({ context: { n } }) => {
                if (n === 5) throw new Error('no more');
                return n + 1;
              },
            }),
          },
        },
      },
    );
    const system = systemOf({
      components: { counters: instances(counter, 4, 'i') },
      events: { UP: [0, 1, 2, 3].map((i) => ({ i })) },
    });
    const fine = always('fine', 'A claim of a test.', ({ counters }: { counters: LocalState<{ n: number }>[] }) =>
      counters.every(({ context }) => context.n < 9),
    );
    await both(system, plain(system), [fine] as never, {});
  });

  test('decide random systems like one', async () => {
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system, holds }) => {
        const property = always('holds', 'A claim of a test.', { it: holds as never });
        await both(system, plain(system), [property, { ...property, kind: 'reachable' }] as never, {});
      }),
      { seed: 0x7ead, numRuns: 8 },
    );
  });

  test('decide the safety of a rollup like one', async () => {
    const claims = optimisticRollup.claims.filter(
      ({ property: { kind } }) => kind === 'always' || kind === 'reachable',
    );
    const alone = await decideClaims(optimisticRollup, claims.slice(0, 3), {}, {});
    const together = await decideClaims(optimisticRollup, claims.slice(0, 3), {}, { threads: 2, worth: 1 });
    expect(said(together)).toEqual(said(alone));
  });

  test('write checkpoints between layers and within them, and go on from them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-threads-'));
    const checkpoint = { folder, every: 0, version: '0' };
    const alone = await decide(twoPhaseCommit, commit(6), [consistency, allAborted] as never, {});
    const options = { threads: 2, worth: 1, checkpoint };
    let runs = 0;
    for (let isCut = true; isCut && runs < 40; runs++) {
      const stop = new AbortController();
      let moments = 0;
      const onProgress = (): void => void (++moments > 4 && runs < 3 && stop.abort());
      const [decision] = await decide(twoPhaseCommit, commit(6), [consistency, allAborted] as never, {
        ...{ ...options, onProgress, signal: stop.signal },
      });
      isCut = decision?.verdict === 'bounded';
    }
    expect(runs).toBe(4);
    expect(said(await decide(twoPhaseCommit, commit(6), [consistency, allAborted] as never, options))).toEqual(
      said(alone),
    );
    rmSync(folder, { recursive: true });
  });

  test('are not used for what depends on the order in a layer, nor with a limit of states', async () => {
    const run = vi.spyOn(ThreadTeam.prototype, 'run');
    const options = { threads: 2, worth: 1 };
    await decide(twoPhaseCommit, commit(3), [consistency] as never, { ...options, limits: { states: 100 } });
    await decide(
      twoPhaseCommit,
      commit(3),
      [{ ...allAborted, kind: 'eventually', fairness: { weak: ['ABORT'] } }] as never,
      options,
    );
    expect(run).not.toHaveBeenCalled();
  });

  test('are not told of layers of a few states, however many of them', () => {
    const search = (states: number, depth: number): Parameters<typeof isLong>[0] => ({
      ...{ seconds: 1, counts: () => ({ states, depth, transitions: states, frontier: 1 }) },
    });
    expect(isLong(search(1_000_000, 999_999), {}, 150_000, 1)).toBe(false);
    expect(isLong(search(1_000_000, 40), {}, 150_000, 1)).toBe(true);
    expect(isLong(search(100_000, 40), {}, 150_000, 1)).toBe(false);
    expect(isLong(search(100_000, 50_000), { isProgram: true }, 150_000, 1)).toBe(true);
  });

  test('give the states back in the middle of a layer when they are interrupted', async () => {
    const stop = new AbortController();
    const product = new Product(twoPhaseCommit, commit(7));
    const options: ExploreOptions = {
      ...{ threads: 2, worth: 5_000, signal: stop.signal },
      onProgress: ({ states }) => states > 50_000 && stop.abort(),
    };
    const { ending, counts, store, layers }: Exploration = await explore(product, [], options);
    expect(ending.kind).toBe('interrupted');
    expect(counts.states).toBeLessThan(296_448);
    expect(store.count).toBe(counts.states);
    expect(layers.at(-1)).toBe(counts.states);
    // Every state is found by its words: none is there twice.
    for (let s = 0; s < store.count; s += 501) expect(store.find(store.states, s * store.words)).toBe(s);
  });
});

describe('a thread that dies', () => {
  test('takes nothing along but time', async () => {
    const question = (product: Product): StateTest =>
      new StateQuestion(new WatchedView(product), consistency as Property<never>);
    const alone = new Product(twoPhaseCommit, commit(6));
    const expected = await explore(alone, [question(alone)], {});
    const post = Worker.prototype.postMessage;
    let told = 0;
    vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, ...args) {
      if (++told === 9) void this.terminate();
      post.apply(this, args as never);
    });
    const begun = vi.spyOn(Search.prototype, 'lend');
    const product = new Product(twoPhaseCommit, commit(6));
    const found = await explore(product, [question(product)], { threads: 2, worth: 2_000 });
    expect([begun.mock.calls.length, told > 9]).toEqual([1, true]);
    expect([found.ending, found.counts, found.layers, [...found.fired]]).toEqual([
      ...[expected.ending, expected.counts, expected.layers, [...expected.fired]],
    ]);
  });
});
