import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explore } from '../../checker/search/explore.ts';
import { type Path, shortestPath } from '../../checker/search/shortest-path.ts';
import { type GraphEdge, GraphKernel } from './graph-kernel.ts';

const owners = 3;
const ownerOf = (event: number): number => event % owners;

interface Layered {
  readonly width: number;
  /** edges[layer][place]: events and the places of their targets in the next layer. */
  readonly edges: readonly (readonly (readonly GraphEdge[])[])[];
  readonly targets: readonly number[];
  readonly starts: number;
}

const layered: fc.Arbitrary<Layered> = fc
  .record({
    width: fc.integer({ min: 1, max: 4 }),
    depth: fc.integer({ min: 1, max: 5 }),
    starts: fc.integer({ min: 1, max: 2 }),
  })
  .chain(({ width, depth, starts }) =>
    fc.record({
      width: fc.constant(width),
      starts: fc.constant(Math.min(starts, width)),
      edges: fc.array(
        fc.array(
          fc.uniqueArray(fc.record({ event: fc.nat(8), to: fc.nat(width - 1) }), {
            maxLength: 4,
            selector: ({ event }) => event,
          }),
          { minLength: width, maxLength: width },
        ),
        { minLength: depth, maxLength: depth },
      ),
      targets: fc.subarray(
        Array.from({ length: width }, (_, i) => i),
        { minLength: 1 },
      ),
    }),
  );

function kernelOf({ width, edges, starts }: Layered): GraphKernel {
  return new GraphKernel(
    Array.from({ length: starts }, (_, i) => i),
    9,
    (state) => {
      const [layer, place] = [Math.floor(state / width), state % width];
      const list = (edges[layer]?.[place] ?? []).map(({ event, to }) => ({ event, to: (layer + 1) * width + to }));
      return [...list].sort((a, b) => a.event - b.event);
    },
  );
}

function switches(events: readonly number[]): number {
  return events.filter((event, i) => i > 0 && ownerOf(event) !== ownerOf(events[i - 1] as number)).length;
}

/** Every path from a start to a target in the last layer, as lists of events. */
function allPaths({ width, edges, targets, starts }: Layered): readonly (readonly number[])[] {
  let paths = Array.from({ length: starts }, (_, place) => ({ place, events: [] as readonly number[] }));
  for (const layer of edges) {
    paths = paths.flatMap(({ place, events }) =>
      (layer[place] ?? []).map(({ event, to }) => ({ place: to, events: [...events, event] })),
    );
  }
  return paths.filter(({ place }) => place < width && targets.includes(place)).map(({ events }) => events);
}

async function pathIn(given: Layered): Promise<{ path: Path; numbers: readonly number[] } | undefined> {
  const kernel = kernelOf(given);
  const exploration = await explore(kernel, [], { exhaustive: true });
  const last = given.edges.length * given.width;
  const numbers = given.targets
    .map((place) => exploration.store.find(Uint32Array.of(last + place), 0))
    .filter((n) => n >= 0);
  if (numbers.length === 0) return undefined;
  return { path: shortestPath(kernel, exploration, numbers, ownerOf, owners), numbers };
}

const seed = 0x9a7;

describe('the shortest path', () => {
  test(`among all shortest ones it changes hands least, and it is a path (seed ${seed})`, async () => {
    let several = 0;
    await fc.assert(
      fc.asyncProperty(layered, async (given) => {
        const all = allPaths(given);
        const found = await pathIn(given);
        expect(found === undefined).toBe(all.length === 0);
        if (found === undefined) return;
        const { path, numbers } = found;
        expect(all.map(String)).toContain(String(path.events));
        expect(switches(path.events)).toBe(Math.min(...all.map(switches)));
        expect(numbers).toContain(path.states.at(-1));
        expect(path.states).toHaveLength(path.events.length + 1);
        expect(path.states[0]).toBe(path.start);
        if (new Set(all.map(switches)).size > 1) several++;
      }),
      { seed, numRuns: 600 },
    );
    // Worth nothing if there were no choice.
    expect(several).toBeGreaterThan(100);
  });

  test('is the same path each time', async () => {
    await fc.assert(
      fc.asyncProperty(layered, async (given) => {
        expect(await pathIn(given)).toEqual(await pathIn(given));
      }),
      { seed, numRuns: 100 },
    );
  });

  test('to an initial state has no step, whichever initial state it is', async () => {
    const kernel = new GraphKernel([4, 5, 6], 1, () => []);
    const exploration = await explore(kernel, []);
    expect(shortestPath(kernel, exploration, [2], ownerOf, owners)).toEqual({ start: 2, events: [], states: [2] });
  });

  test('ignores loops and edges to earlier layers', async () => {
    const edges: Readonly<Record<number, readonly GraphEdge[]>> = {
      0: [
        { event: 0, to: 0 },
        { event: 1, to: 1 },
      ],
      1: [
        { event: 0, to: 0 },
        { event: 1, to: 1 },
        { event: 2, to: 2 },
      ],
    };
    const kernel = new GraphKernel([0], 3, (n) => edges[n] ?? []);
    const exploration = await explore(kernel, []);
    expect(shortestPath(kernel, exploration, [2], ownerOf, owners)).toEqual({
      start: 0,
      events: [1, 2],
      states: [0, 1, 2],
    });
  });

  test('into a layer that a limit cut goes over expanded states only', async () => {
    const kernel = new GraphKernel([1], 2, (n) => [
      { event: 0, to: 2 * n },
      { event: 1, to: 2 * n + 1 },
    ]);
    const exploration = await explore(kernel, [], { limits: { states: 1_040 } });
    const target = exploration.store.find(Uint32Array.of(1_030), 0);
    const { events } = shortestPath(kernel, exploration, [target], ownerOf, owners);
    expect(events.reduce((n, event) => 2 * n + event, 1)).toBe(1_030);
  });
});

test('leads to one of several hundred thousand targets of a layer', async () => {
  const wide = 300_000;
  const kernel = new GraphKernel([0], wide, (n) =>
    n === 0 ? Array.from({ length: wide }, (_, event) => ({ event, to: event + 1 })) : [],
  );
  const exploration = await explore(kernel, [{ holds: (states, at) => (states[at] as number) === 0 }]);
  const targets = exploration.hits[0]?.states ?? [];
  expect(targets).toHaveLength(wide);
  expect(shortestPath(kernel, exploration, targets, () => 0, 1).events).toEqual([0]);
});
