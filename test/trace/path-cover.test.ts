import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CoverPath, type Graph, pathCover, waysTo, wayTo } from '../../checker/trace/path-cover.ts';

/** Edges as pairs, by source; states below `starts` are initial. */
function graphOf(count: number, starts: number, edges: readonly (readonly [number, number])[]): Graph {
  const sorted = edges.map((edge, i) => ({ edge, i })).sort((a, b) => a.edge[0] - b.edge[0] || a.i - b.i);
  const first = new Uint32Array(count + 1);
  for (const [from] of edges) first[from + 1] = (first[from + 1] as number) + 1;
  for (let s = 0; s < count; s++) first[s + 1] = (first[s + 1] as number) + (first[s] as number);
  return { count, starts, first, to: Uint32Array.from(sorted, ({ edge }) => edge[1]) };
}

function sourceOf({ first }: Graph, edge: number): number {
  return first.findIndex((start, s) => start <= edge && edge < (first[s + 1] as number));
}

/** Each edge of a path begins where the last one ended. */
function isPath(graph: Graph, { start, edges }: CoverPath): boolean {
  let at = start;
  return edges.every((edge) => {
    const fits = sourceOf(graph, edge) === at;
    at = graph.to[edge] as number;
    return fits;
  });
}

const each = (graph: Graph): Uint32Array => Uint32Array.from(graph.to, (_, edge) => edge);

describe('a path cover', () => {
  test('of a line is the line', () => {
    const line = graphOf(4, 1, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(pathCover(line, each(line))).toEqual([{ start: 0, edges: [0, 1, 2] }]);
  });

  test('starts again where a path ends before everything is taken', () => {
    const fork = graphOf(3, 1, [
      [0, 1],
      [0, 2],
    ]);
    expect(pathCover(fork, each(fork))).toEqual([
      { start: 0, edges: [0] },
      { start: 0, edges: [1] },
    ]);
  });

  test('takes a class once, though many edges have it', () => {
    const loop = graphOf(2, 1, [
      [0, 0],
      [0, 1],
      [1, 1],
    ]);
    expect(pathCover(loop, Uint32Array.of(0, 0, 1))).toEqual([
      { start: 0, edges: [0] },
      { start: 0, edges: [1, 2] },
    ]);
  });

  test('is empty where there is no edge, and passes over what is unreachable', () => {
    expect(pathCover(graphOf(1, 1, []), new Uint32Array())).toEqual([]);
    const apart = graphOf(3, 1, [[1, 2]]);
    expect(pathCover(apart, each(apart))).toEqual([]);
  });

  const anyGraph = fc
    .record({ count: fc.integer({ min: 1, max: 12 }), starts: fc.integer({ min: 1, max: 3 }) })
    .chain(({ count, starts }) => {
      const state = fc.integer({ min: 0, max: count - 1 });
      return fc
        .array(fc.tuple(state, state), { maxLength: 40 })
        .map((edges) => graphOf(count, Math.min(starts, count), edges));
    });

  test('takes every class that is reachable, by paths from initial states', () => {
    fc.assert(
      fc.property(anyGraph, fc.integer({ min: 1, max: 7 }), (graph, classes) => {
        const classOf = Uint32Array.from(graph.to, (to, edge) => (to * 31 + edge) % classes);
        const paths = pathCover(graph, classOf);
        const reachable = new Set<number>(waysTo(graph).order);
        const wanted = new Set(Array.from(classOf).filter((_, edge) => reachable.has(sourceOf(graph, edge))));
        const taken = new Set(paths.flatMap(({ edges }) => edges.map((edge) => classOf[edge])));
        expect(taken).toEqual(wanted);
        for (const path of paths) {
          expect(path.start).toBeLessThan(graph.starts);
          expect(isPath(graph, path)).toBe(true);
        }
      }),
    );
  });

  test('ways are shortest', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const ways = waysTo(graph);
        const length = new Map(Array.from(ways.order, (state) => [state, wayTo(ways, state).edges.length]));
        for (const [state, steps] of length) {
          expect(isPath(graph, wayTo(ways, state))).toBe(true);
          for (let e = graph.first[state] as number; e < (graph.first[state + 1] as number); e++) {
            expect(length.get(graph.to[e] as number)).toBeLessThanOrEqual(steps + 1);
          }
        }
      }),
    );
  });
});
