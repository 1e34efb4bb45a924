import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitsFor, Visited } from '../../checker/search/visited.ts';

/** Few values in each word, so that many states come twice and many differ in one word only. */
const batches = (words: number): fc.Arbitrary<number[][][]> =>
  fc.array(
    fc.array(
      fc.array(fc.oneof(fc.nat(3), fc.constantFrom(0xffffffff, 0x80000000, 0x7fffffff)), {
        minLength: words,
        maxLength: words,
      }),
      { maxLength: 40 },
    ),
    { maxLength: 12 },
  );

/** Every state of the set, by partition in order. */
function contents(visited: Visited): string[][] {
  const { words } = visited;
  return visited.partitions.map(({ states, count }) =>
    Array.from({ length: count }, (_, s) => states.slice(s * words, (s + 1) * words).join()),
  );
}

describe('the visited set', () => {
  test('holds each state once, in the order of its finding within its partition, and tells of each once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((words) => fc.tuple(fc.constant(words), batches(words))),
        fc.constantFrom(0, 1, 3, 5),
        ([words, given], bits) => {
          const told: string[] = [];
          const visited = new Visited(words, bits, (p, from, to) => {
            for (let s = from; s < to; s++) told.push(`${p}/${s}`);
          });
          const inOrder = new Set<string>();
          for (const batch of given) {
            visited.addAll(Uint32Array.from(batch.flat()), batch.length);
            for (const state of batch) inOrder.add(state.join());
            if (batch.length % 3 === 0) visited.flush();
          }
          visited.flush();
          const held = contents(visited);
          expect(visited.count).toBe(inOrder.size);
          expect(held.flat().sort()).toEqual([...inOrder].sort());
          for (const part of held) expect(part).toEqual([...inOrder].filter((key) => part.includes(key)));
          expect(told.sort()).toEqual(held.flatMap((part, p) => part.map((_, s) => `${p}/${s}`)).sort());
        },
      ),
      { seed: 0x515e, numRuns: 300 },
    );
  });

  test.each([0, 5, 8])('forty thousand states in 2^%i partitions, each given twice', (bits) => {
    const visited = new Visited(2, bits, () => undefined);
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 40_000; n += 100) {
        visited.addAll(
          Uint32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? n + (i >> 1) : 77)),
          100,
        );
        if (n % 9_000 === 0) {
          visited.flush();
          visited.fitBuffers();
        }
      }
    }
    visited.flush();
    expect(visited.count).toBe(40_000);
    expect(new Set(contents(visited).flat()).size).toBe(40_000);
    expect(visited.bytesToGrow).toBeGreaterThan(visited.bytes);
  });

  test('moved to other partitions and another layout it keeps its states and the boundaries between them', () => {
    const visited = new Visited(1, 0, () => undefined);
    visited.addAll(
      Uint32Array.from({ length: 1_000 }, (_, n) => n * 3),
      1_000,
    );
    const before = (limit: number): string[] => contents(visited).flatMap((part) => part.slice(0, limit));
    const first = before(300);
    const cuts = [[0], [300], [1_000]];
    const moved = visited.rebuild(3, cuts);
    expect(moved.map((cut) => cut.reduce((sum, n) => sum + n, 0))).toEqual([0, 300, 1_000]);
    const early = contents(visited).flatMap((part, p) => part.slice(0, (moved[1] as readonly number[])[p]));
    expect(early.sort()).toEqual(first.sort());
    const kernel = {
      words: 2,
      repack: (states: Uint32Array, count: number) =>
        Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? (states[i >> 1] as number) : 1)),
    };
    const again = visited.rebuild(3, moved, kernel);
    expect(again.map((cut) => cut.reduce((sum, n) => sum + n, 0))).toEqual([0, 300, 1_000]);
    expect(contents(visited).flat().sort()).toEqual(Array.from({ length: 1_000 }, (_, n) => `${n * 3},1`).sort());
    visited.addAll(Uint32Array.of(3, 1, 4, 1), 2);
    visited.flush();
    expect(visited.count).toBe(1_001);
  });

  test('partitions grow in number with the states', () => {
    expect([0, 1_000, 1_000_000, 5_000_000, 60_000_000].map(bitsFor)).toEqual([0, 0, 5, 8, 10]);
  });
});
