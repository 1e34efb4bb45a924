import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StateStore } from '../../checker/search/state-store.ts';

/** Few values in each word, so that many states come twice and many differ in one word only. */
const wordsOf = (words: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof(fc.nat(3), fc.constantFrom(0xffffffff, 0x80000000, 0x7fffffff)), {
    minLength: words,
    maxLength: words,
  });

/** A state with one word more in front, and its words in the other order. */
function rewritten(states: Uint32Array, count: number, words: number): Uint32Array {
  return Uint32Array.from(
    Array.from({ length: count }, (_, s) => [17, ...states.slice(s * words, (s + 1) * words)].reverse()).flat(),
  );
}

class Oracle {
  readonly numbers: Map<string, number> = new Map();
  readonly parents: number[] = [];

  add(state: readonly number[], parent: number): boolean {
    const key = state.join();
    if (this.numbers.has(key)) return false;
    this.numbers.set(key, this.numbers.size);
    this.parents.push(parent);
    return true;
  }
}

function expectSame(store: StateStore, oracle: Oracle): void {
  expect(store.count).toBe(oracle.numbers.size);
  expect(Array.from(store.parents.subarray(0, store.count))).toEqual(oracle.parents);
  for (const [key, number] of oracle.numbers) {
    const state = Uint32Array.from(key.split(',').map(Number));
    expect(store.find(state, 0)).toBe(number);
    expect(Array.from(store.states.subarray(number * store.words, (number + 1) * store.words))).toEqual(
      Array.from(state),
    );
  }
}

describe('the state store', () => {
  test('is a map from states to their numbers, added one by one, before and after a new layout', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain((words) => fc.array(wordsOf(words), { minLength: 1, maxLength: 60 })),
        fc.array(wordsOf(5), { maxLength: 20 }),
        (states, later) => {
          const words = (states[0] as number[]).length;
          const store = new StateStore(words);
          const oracle = new Oracle();
          states.forEach((state, i) => {
            // An offset, so that a store that ignores it is found.
            expect(store.add(Uint32Array.from([9, ...state]), 1, i)).toBe(oracle.add(state, i));
          });
          expectSame(store, oracle);
          expect(store.find(new Uint32Array(words).fill(0x1234), 0)).toBe(-1);
          store.relayout(rewritten(store.states, store.count, words), words + 1);
          const moved = new Oracle();
          for (const [key, number] of oracle.numbers)
            moved.add([17, ...key.split(',').map(Number)].reverse(), oracle.parents[number] as number);
          expectSame(store, moved);
          for (const state of later
            .map((one) => one.slice(0, words + 1))
            .filter(({ length }) => length === words + 1)) {
            expect(store.add(Uint32Array.from(state), 0, 7)).toBe(moved.add(state, 7));
          }
          expectSame(store, moved);
        },
      ),
      { seed: 0x570e, numRuns: 200 },
    );
  });

  test.each([1, 2, 3])('added in batches that make it grow, %i words a state, it is the same map', (words) => {
    const store = new StateStore(words);
    const oracle = new Oracle();
    const stateOf = (n: number): number[] =>
      Array.from({ length: words }, (_, i) => (i === 0 ? n % 97 : Math.floor(n / 97) * i));
    let next = 0;
    for (let batch = 0; batch < 60; batch++) {
      // Batches of up to 300 with repetitions inside the batch and from the batch before.
      const size = (batch * 37) % 300;
      const list = Array.from({ length: size }, (_, i) => stateOf((words === 1 ? 0 : next) + ((i * 7) % size)));
      store.addAll(Uint32Array.from(list.flat()), size, batch);
      for (const state of list) oracle.add(state, batch);
      next += Math.floor(size / 2);
    }
    expect(store.count).toBeGreaterThan(words === 1 ? 90 : 1_024);
    expectSame(store, oracle);
  });

  test('one batch larger than the store', () => {
    const store = new StateStore(2);
    const list = Array.from({ length: 5_000 }, (_, n) => [n, n ^ 0x55]);
    store.addAll(Uint32Array.from(list.flat()), list.length, 0);
    store.addAll(Uint32Array.from(list.flat()), list.length, 1);
    expect(store.count).toBe(5_000);
    expect(list.every((state, n) => store.find(Uint32Array.from(state), 0) === n)).toBe(true);
  });

  test('holds twenty thousand states and finds each of them and no other', () => {
    const store = new StateStore(1);
    for (let n = 0; n < 20_000; n++) expect(store.add(Uint32Array.of(n * 3), 0, 0)).toBe(true);
    for (let n = 0; n < 20_000; n += 7) {
      expect(store.find(Uint32Array.of(n * 3), 0)).toBe(n);
      expect(store.find(Uint32Array.of(n * 3 + 1), 0)).toBe(-1);
    }
    expect(store.bytes).toBeLessThan(store.bytesToGrow * 1.01);
  });
});
