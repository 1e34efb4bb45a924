/** Searches large enough for partitions and buffers, against counts that are known or computed without the explorer. */
import { describe, expect, test } from 'vitest';
import { stale } from '../../checker/kernel/kernel.ts';
import { explore } from '../../checker/search/explore.ts';
import { failsIn, type GraphEdge, GraphKernel } from './graph-kernel.ts';

const size = 700_000;

/** A graph whose layers fan out and whose states are found many times over. */
const edges = (n: number): readonly GraphEdge[] =>
  [3 * n, 3 * n + 1, n + 7].flatMap((to, event) => (to < size ? [{ event, to }] : []));
const wide = (): GraphKernel => new GraphKernel([1], 3, edges);

/** The same in two words a state from the 300,000th expansion on: a layout that grows when there are many states to move. */
class Widening extends GraphKernel {
  expansions = 0;

  override expand(states: Uint32Array, at: number): number {
    if (this.words === 1 && ++this.expansions === 300_000) {
      this.words = 2;
      return stale;
    }
    const count = super.expand(states, at);
    if (this.words === 2) this.successors = this.repack(this.successors, count);
    return count;
  }

  override repack(states: Uint32Array, count: number): Uint32Array {
    return Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? (states[i >> 1] as number) : 99));
  }
}

/** The same, breadth first, with nothing clever. */
function oracle(): { readonly depth: Int32Array; readonly transitions: number; readonly layers: readonly number[] } {
  const depth = new Int32Array(size).fill(-1);
  depth[1] = 0;
  let layer = [1];
  let transitions = 0;
  const layers = [0, 1];
  for (let far = 1; layer.length > 0; far++) {
    const next: number[] = [];
    for (const n of layer) {
      for (const to of [3 * n, 3 * n + 1, n + 7]) {
        if (to >= size) continue;
        transitions++;
        if (depth[to] !== -1) continue;
        depth[to] = far;
        next.push(to);
      }
    }
    layer = next;
    if (next.length > 0) layers.push((layers.at(-1) as number) + next.length);
  }
  return { depth, transitions, layers };
}

describe('a graph of several hundred thousand states', () => {
  const known = oracle();

  test('has the counts, the layers and the states that a plain search finds', async () => {
    const { counts, layers, store, ending } = await explore(wide(), []);
    expect(ending.kind).toBe('complete');
    expect(layers).toEqual(known.layers);
    expect(counts).toEqual({
      states: known.layers.at(-1),
      transitions: known.transitions,
      depth: known.layers.length - 2,
      frontier: 0,
    });
    for (let layer = 0; layer + 1 < layers.length; layer++) {
      const within = store.states.subarray(layers[layer], layers[layer + 1]);
      expect(within.every((n) => known.depth[n] === layer)).toBe(true);
    }
    expect(store.find(store.states, 123_456)).toBe(123_456);
  });

  test('is the same graph when the layout grows on the way', async () => {
    const { counts, layers, store } = await explore(new Widening([1], 3, edges), []);
    expect([layers, counts.transitions, store.words]).toEqual([known.layers, known.transitions, 2]);
    const layerOf = (s: number): number => layers.findIndex((end, layer) => layer > 0 && s < end) - 1;
    for (let s = 0; s < store.count; s += 997) expect(known.depth[store.states[2 * s] as number]).toBe(layerOf(s));
  });

  test('a hit names exactly the states of the first failing layer', async () => {
    const late = known.depth.findLastIndex((depth) => depth === known.layers.length - 4);
    const same = known.depth.findIndex((depth) => depth === known.layers.length - 4);
    const later = known.depth.findIndex((depth) => depth === known.layers.length - 3);
    const { hits, store, counts } = await explore(wide(), [failsIn(late, same, later)]);
    expect(hits[0]?.states.map((s) => store.states[s]).sort()).toEqual([late, same].sort());
    expect(hits[0]?.counts).toEqual(counts);
    expect(counts.states).toBe(known.layers[known.layers.length - 3]);
  });
});
