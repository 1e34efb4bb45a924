import { describe, expect, test } from 'vitest';
import { type Kernel, StepFault, stale } from '../../checker/kernel/kernel.ts';
import { type Exploration, explore } from '../../checker/search/explore.ts';
import { failsIn, GraphKernel, graph } from './graph-kernel.ts';

/** The states of the graph in the order in which they were found. */
function found({ store }: Exploration): readonly number[] {
  return Array.from(store.states.subarray(0, store.count));
}

/** A binary tree that never ends; its layer d holds 2^d states. */
const tree = (): GraphKernel =>
  new GraphKernel([1], 2, (n) => [
    { event: 0, to: 2 * n },
    { event: 1, to: 2 * n + 1 },
  ]);

/** A line that never ends. */
const line = (): GraphKernel => new GraphKernel([0], 1, (n) => [{ event: 0, to: n + 1 }]);

describe('small graphs solved by hand', () => {
  test('a single state without events', async () => {
    const result = await explore(graph([5], {}), []);
    expect(result.ending).toEqual({ kind: 'complete' });
    expect(result.counts).toEqual({ states: 1, transitions: 0, depth: 0, frontier: 0 });
    expect([result.deadlocks, result.layers]).toEqual([1, [0, 1]]);
  });

  test('a single state with a loop is no deadlock', async () => {
    const result = await explore(graph([5], { 5: [5, 5] }), []);
    expect(result.counts).toEqual({ states: 1, transitions: 2, depth: 0, frontier: 0 });
    expect(result.deadlocks).toBe(0);
  });

  test('a diamond with a tail and a way back', async () => {
    const result = await explore(graph([0], { 0: [1, 2], 1: [3], 2: [3, 0], 3: [4], 4: [] }), []);
    expect(found(result)).toEqual([0, 1, 2, 3, 4]);
    expect(result.counts).toEqual({ states: 5, transitions: 6, depth: 3, frontier: 0 });
    expect(result.layers).toEqual([0, 1, 3, 4, 5]);
    expect(Array.from(result.fired)).toEqual([4, 2]);
    expect(result.deadlocks).toBe(1);
  });

  test('several initial states, one of them given twice, are one layer', async () => {
    const result = await explore(graph([7, 8, 7], { 7: [9], 8: [9, 7] }), []);
    expect(found(result)).toEqual([7, 8, 9]);
    expect(result.counts).toEqual({ states: 3, transitions: 3, depth: 1, frontier: 0 });
    expect(result.layers).toEqual([0, 2, 3]);
  });

  test('a shortcut found late does not change the layers', async () => {
    const result = await explore(graph([0], { 0: [1, 4], 1: [2], 2: [3], 3: [4], 4: [5] }), []);
    expect(found(result)).toEqual([0, 1, 4, 2, 5, 3]);
    expect(result.counts.depth).toBe(3);
    expect(result.layers).toEqual([0, 1, 3, 5, 6]);
  });
});

describe('tests of states', () => {
  test('a hit names every state of the first failing layer and the counts at its end', async () => {
    const result = await explore(tree(), [failsIn(5, 7, 4, 9)]);
    expect(result.ending).toEqual({ kind: 'decided' });
    expect(result.hits[0]?.states.map((state) => found(result)[state])).toEqual([4, 5, 7]);
    expect(result.hits[0]?.counts).toEqual({ states: 7, transitions: 6, depth: 2, frontier: 4 });
  });

  test('a hit in the initial state is decided before anything is expanded', async () => {
    const result = await explore(tree(), [failsIn(1)]);
    expect(result.ending.kind).toBe('decided');
    expect(result.hits[0]).toEqual({ states: [0], counts: { states: 1, transitions: 0, depth: 0, frontier: 1 } });
  });

  test('each test is decided in its own layer, and the search ends with the last', async () => {
    const result = await explore(tree(), [failsIn(2), failsIn(10, 20), failsIn(4)]);
    expect(result.hits.map((hit) => hit?.counts.depth)).toEqual([1, 3, 2]);
    expect(result.counts).toEqual({ states: 15, transitions: 14, depth: 3, frontier: 8 });
  });

  test('a hit does not depend on the other tests', async () => {
    const alone = await explore(tree(), [failsIn(5, 6)]);
    const together = await explore(tree(), [failsIn(40), failsIn(5, 6), failsIn(3)]);
    expect(together.hits[1]).toEqual(alone.hits[0]);
  });

  test('a hit in the last layer of a whole graph leaves the ending complete', async () => {
    const result = await explore(graph([0], { 0: [1], 1: [2] }), [failsIn(2)]);
    expect(result.hits[0]?.counts).toEqual({ states: 3, transitions: 2, depth: 2, frontier: 1 });
  });

  test('an exhaustive search goes on after everything is decided', async () => {
    const edges = { 0: [1], 1: [2], 2: [3] };
    const result = await explore(graph([0], edges), [failsIn(1)], { exhaustive: true });
    expect([result.ending.kind, result.counts.states]).toEqual(['complete', 4]);
    expect(result.hits[0]?.counts.states).toBe(2);
  });

  test('an undecided test keeps the search going', async () => {
    const result = await explore(graph([0], { 0: [1], 1: [2] }), [failsIn(1), failsIn(99)]);
    expect([result.ending.kind, result.counts.states]).toEqual(['complete', 3]);
    expect(result.hits[1]).toBeUndefined();
  });
});

describe('limits', () => {
  test.each([1, 2, 3, 10, 1_000, 5_000])('%i states', async (states) => {
    const result = await explore(tree(), [], { limits: { states } });
    expect(result.ending).toEqual({ kind: 'limit', limit: 'states' });
    expect(result.counts.states).toBeGreaterThan(states);
    // At most the successors of the state that went over.
    expect(result.counts.states).toBeLessThanOrEqual(states + 2);
    expect(result.counts.frontier).toBeGreaterThan(0);
  });

  test('exactly as many states as allowed are no limit', async () => {
    const edges = { 0: [1], 1: [2] };
    expect((await explore(graph([0], edges), [], { limits: { states: 3 } })).ending.kind).toBe('complete');
    expect((await explore(graph([0], edges), [], { limits: { states: 2 } })).ending).toMatchObject({ limit: 'states' });
  });

  test.each([0, 1, 2, 5])('depth %i: every state up to it, none beyond', async (depth) => {
    const result = await explore(tree(), [], { limits: { depth } });
    expect(result.ending).toEqual({ kind: 'limit', limit: 'depth' });
    expect(result.counts).toMatchObject({ states: 2 ** (depth + 1) - 1, depth, frontier: 2 ** depth });
  });

  test('a depth at which new states may still follow is never called complete', async () => {
    const edges = { 0: [1], 1: [2], 2: [2] };
    expect((await explore(graph([0], edges), [], { limits: { depth: 2 } })).ending).toMatchObject({ limit: 'depth' });
    expect((await explore(graph([0], edges), [], { limits: { depth: 3 } })).ending.kind).toBe('complete');
  });

  test('no time at all', async () => {
    const result = await explore(line(), [], { limits: { seconds: 0 } });
    expect(result.ending).toEqual({ kind: 'limit', limit: 'time' });
    expect(result.counts.states).toBeLessThan(100_000);
  });

  test('a little time', async () => {
    const result = await explore(line(), [], { limits: { seconds: 0.2 } });
    expect(result.ending).toEqual({ kind: 'limit', limit: 'time' });
    expect(result.seconds).toBeGreaterThanOrEqual(0.2);
    expect(result.seconds).toBeLessThan(2);
  });

  test('memory: the store stays below it, and so would its next doubling', async () => {
    const bytes = 2 ** 20;
    const result = await explore(line(), [], { limits: { bytes } });
    expect(result.ending).toEqual({ kind: 'limit', limit: 'memory' });
    expect(result.store.bytes).toBeLessThanOrEqual(bytes);
    expect(result.peakBytes).toBeLessThanOrEqual(bytes);
  });

  test('a state that fails inside the layer that a limit cuts still counts', async () => {
    // The layer of depth 10 holds the states 1024 … 2047.
    const result = await explore(tree(), [failsIn(1030)], { limits: { states: 1_040 } });
    expect(result.ending).toEqual({ kind: 'limit', limit: 'states' });
    expect(result.hits[0]?.states.map((state) => found(result)[state])).toEqual([1030]);
    expect(result.hits[0]?.counts.depth).toBe(10);
  });

  test('a state beyond the cut does not', async () => {
    const result = await explore(tree(), [failsIn(1_900)], { limits: { states: 1_040 } });
    expect(result.hits[0]).toBeUndefined();
  });

  test('an abort that came before the start', async () => {
    const result = await explore(line(), [], { signal: AbortSignal.abort() });
    expect(result.ending).toEqual({ kind: 'interrupted' });
  });

  test('an abort on the way, with the progress told before it', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const result = await explore(line(), [], {
      signal: controller.signal,
      onProgress: ({ states }) => {
        seen.push(states);
        if (seen.length === 2) controller.abort();
      },
    });
    expect(result.ending).toEqual({ kind: 'interrupted' });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(result.counts.states).toBeGreaterThanOrEqual(seen[1] as number);
  });
});

describe('what breaks', () => {
  test('a step fault ends the search at its state', async () => {
    const broken = new GraphKernel([0], 1, (n) => {
      if (n === 3) throw new StepFault(0, 'why');
      return [{ event: 0, to: n + 1 }];
    });
    expect((await explore(broken, [])).ending).toEqual({ kind: 'fault', state: 3, event: 0, cause: 'why' });
  });

  test('anything else is thrown on', async () => {
    const broken = new GraphKernel([0], 1, () => {
      throw new RangeError('a defect');
    });
    await expect(explore(broken, [])).rejects.toThrow('a defect');
  });
});

/** The binary tree below `size`, whose layout changes once, at the given expansion: a number is then stored as its complement. */
class ChangingTree implements Kernel {
  readonly words = 1;
  readonly eventCount = 2;
  readonly successors: Uint32Array = new Uint32Array(2);
  readonly fired: Uint32Array = Uint32Array.of(0, 1);
  readonly #size: number;
  #left: number;
  #complement = false;
  /** The successor found last before the layout changed: nobody has looked it up yet. */
  lastBefore = 0;

  constructor(size: number, changesAt: number) {
    this.#size = size;
    this.#left = changesAt;
  }

  initial(): Uint32Array {
    return Uint32Array.of(1);
  }

  read(word: number): number {
    const n = (this.#complement ? ~word : word) >>> 0;
    if (n >= this.#size) throw new Error(`${word} is no state of the layout in force`);
    return n;
  }

  expand(states: Uint32Array, at: number): number {
    if (this.#left-- === 0) {
      this.#complement = true;
      return stale;
    }
    const n = this.read(states[at] as number);
    const children = [2 * n, 2 * n + 1].filter((child) => child < this.#size);
    children.forEach((child, i) => {
      this.successors[i] = this.#complement ? ~child : child;
      if (!this.#complement) this.lastBefore = child;
    });
    return children.length;
  }

  repack(states: Uint32Array, count: number): Uint32Array {
    return states.slice(0, count).map((word) => ~word);
  }
}

describe('a layout that changes while new states wait in buffers', () => {
  // From 200,000 states on there are buffers: at the end of the layer whose states are expanded from 2 ** 17 on.
  const size = 2 ** 19;

  test.each([
    ['in the first states of a layer', 2 ** 17 + 50],
    ['in the midst of a layer', 2 ** 17 + 100_000],
    ['before there are buffers', 1_000],
  ])('no test sees a state in the wrong layout, and none is left out (%s)', async (_, changesAt) => {
    const kernel = new ChangingTree(size, changesAt);
    const seen = new Uint8Array(size);
    const count = (packed: Uint32Array, at: number): boolean => {
      const n = kernel.read(packed[at] as number);
      seen[n] = (seen[n] as number) + 1;
      return true;
    };
    const result = await explore(kernel, [{ holds: count }]);
    expect(result.ending).toEqual({ kind: 'complete' });
    expect(result.counts).toEqual({ states: size - 1, transitions: size - 2, depth: 18, frontier: 0 });
    expect(seen.findIndex((times, n) => n > 0 && times !== 1)).toBe(-1);
    expect(result.layers.length).toBe(20);
  });

  test('a violation that waits in a buffer is found', async () => {
    const kernel = new ChangingTree(size, 2 ** 17 + 5_000);
    const { ending, hits } = await explore(kernel, [
      { holds: (packed, at) => kernel.read(packed[at] as number) !== kernel.lastBefore || kernel.lastBefore < 2 ** 18 },
    ]);
    expect(ending).toEqual({ kind: 'decided' });
    expect(hits[0]?.states).toHaveLength(1);
  });
});
