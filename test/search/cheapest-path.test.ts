import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheapestPath, cheapestPath } from '../../checker/search/cheapest-path.ts';
import { edgeSpace } from '../../checker/search/edges.ts';
import { explore } from '../../checker/search/explore.ts';
import { GraphKernel } from './graph-kernel.ts';

interface Edge {
  readonly from: number;
  readonly event: number;
  readonly to: number;
}

interface Question {
  readonly edges: readonly Edge[];
  readonly prices: readonly number[];
  readonly targets: readonly number[];
  readonly starts?: readonly number[];
}

/** The cheapest path with graph states instead of store numbers. */
async function pathOf({ edges, prices, targets, starts = [0] }: Question): Promise<CheapestPath | undefined> {
  const inEventOrder = [...edges].sort((a, b) => a.event - b.event);
  const kernel = new GraphKernel(starts, prices.length, (s) => inEventOrder.filter(({ from }) => from === s));
  const exploration = await explore(kernel, []);
  const { store } = exploration;
  const goal = Uint8Array.from({ length: store.count }, (_, s) => Number(targets.includes(store.states[s] as number)));
  const path = cheapestPath(edgeSpace(kernel, exploration), goal, Float64Array.from(prices));
  return path && { ...path, states: path.states.map((s) => store.states[s] as number) };
}

const edge = (from: number, event: number, to: number): Edge => ({ from, event, to });

describe('graphs solved by hand', () => {
  test('a long way of small prices is cheaper than a short one', async () => {
    const edges = [edge(0, 1, 3), edge(0, 0, 1), edge(1, 0, 2), edge(2, 0, 3)];
    expect(await pathOf({ edges, prices: [2, 7], targets: [3] })).toEqual({
      price: 6,
      states: [0, 1, 2, 3],
      events: [0, 0, 0],
    });
  });

  test('of equally cheap ways the shortest, free moves included', async () => {
    const edges = [edge(0, 0, 1), edge(1, 0, 2), edge(2, 1, 3), edge(0, 2, 3)];
    expect(await pathOf({ edges, prices: [0, 5, 5], targets: [3] })).toEqual({ price: 5, states: [0, 3], events: [2] });
  });

  test('of equally cheap and short ways the first in event order, whichever target it leads to', async () => {
    const edges = [edge(0, 1, 1), edge(0, 0, 2), edge(1, 0, 3), edge(2, 1, 4)];
    expect(await pathOf({ edges, prices: [1, 1], targets: [3, 4] })).toEqual({
      price: 2,
      states: [0, 2, 4],
      events: [0, 1],
    });
  });

  test('an initial state of the goal costs nothing, and so does the nearest of several initial states', async () => {
    const edges = [edge(0, 0, 2), edge(1, 1, 2)];
    expect(await pathOf({ edges, prices: [4, 3], targets: [0] })).toEqual({ price: 0, states: [0], events: [] });
    expect(await pathOf({ edges, prices: [4, 3], targets: [2], starts: [0, 1] })).toEqual({
      price: 3,
      states: [1, 2],
      events: [1],
    });
  });

  test('no way at any price', async () => {
    expect(await pathOf({ edges: [edge(0, 0, 1), edge(1, 0, 0)], prices: [1], targets: [2] })).toBeUndefined();
  });

  test('free cycles do not hold the search up, and free ways cost nothing', async () => {
    const edges = [edge(0, 0, 1), edge(1, 0, 0), edge(1, 1, 2)];
    expect(await pathOf({ edges, prices: [0, 0], targets: [2] })).toEqual({
      price: 0,
      states: [0, 1, 2],
      events: [0, 1],
    });
  });

  test.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY]])('a price of %d is refused', async (price) => {
    await expect(pathOf({ edges: [edge(0, 0, 1)], prices: [price], targets: [1] })).rejects.toThrow(RangeError);
  });
});

const eventCount = 4;
const stateCount = 8;
// A kernel's events are deterministic: one successor a state and event.
const question: fc.Arbitrary<Question> = fc.record({
  edges: fc.uniqueArray(
    fc.record({ from: fc.nat(stateCount - 1), event: fc.nat(eventCount - 1), to: fc.nat(stateCount - 1) }),
    { minLength: 8, maxLength: 24, selector: ({ from, event }) => `${from} ${event}` },
  ),
  prices: fc.array(fc.nat(2), { minLength: eventCount, maxLength: eventCount }),
  targets: fc.uniqueArray(fc.nat(stateCount - 1), { minLength: 1, maxLength: 3 }),
  starts: fc.uniqueArray(fc.nat(stateCount - 1), { minLength: 1, maxLength: 2 }),
});

interface Way {
  readonly price: number;
  readonly events: readonly number[];
}

function isBetter(a: Way, b: Way | undefined): boolean {
  if (b === undefined || a.price !== b.price) return b === undefined || a.price < b.price;
  if (a.events.length !== b.events.length) return a.events.length < b.events.length;
  const i = a.events.findIndex((event, at) => event !== b.events[at]);
  return i >= 0 && (a.events[i] as number) < (b.events[i] as number);
}

/** Bellman and Ford: the best way to each state in at most 1, 2, … edges, until there can be no better one. */
function naive({ edges, prices, targets, starts = [0] }: Question): Way | undefined {
  const best = new Map<number, Way>(starts.map((start) => [start, { price: 0, events: [] }]));
  for (let round = 0; round < stateCount; round++) {
    for (const [state, way] of [...best]) {
      for (const { from, event, to } of edges) {
        if (from !== state) continue;
        const next = { price: way.price + (prices[event] as number), events: [...way.events, event] };
        if (isBetter(next, best.get(to))) best.set(to, next);
      }
    }
  }
  let found: Way | undefined;
  for (const target of targets) {
    const way = best.get(target);
    if (way !== undefined && isBetter(way, found)) found = way;
  }
  return found;
}

describe('random graphs', () => {
  test('price and events are those of Bellman and Ford, ties and all, and the path is a real one', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(question, async (one) => {
        const path = await pathOf(one);
        const want = naive(one);
        expect(path && { price: path.price, events: path.events }).toEqual(want);
        if (path === undefined) return;
        if (path.events.length > 1) found++;
        expect(one.starts).toContain(path.states[0]);
        expect(one.targets).toContain(path.states.at(-1));
        path.events.forEach((event, i) => {
          expect(one.edges).toContainEqual({ from: path.states[i], event, to: path.states[i + 1] });
        });
      }),
      { numRuns: 3_000, seed: 7 },
    );
    expect(found).toBeGreaterThan(300);
  });
});
