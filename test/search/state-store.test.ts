import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StateStore } from '../../checker/search/state-store.ts';

const statesOf = (words: number): fc.Arbitrary<number[][]> =>
  fc.uniqueArray(
    fc.array(fc.oneof(fc.nat(3), fc.constantFrom(0xffffffff, 0x80000000)), { minLength: words, maxLength: words }),
    { maxLength: 60, selector: (state) => state.join() },
  );

/** A state with one word more in front, and its words in the other order. */
const rewrite = (state: readonly number[]): number[] => [17, ...state].reverse();

function expectNumbers(store: StateStore, states: readonly (readonly number[])[]): void {
  states.forEach((state, number) => {
    // An offset, so that a store that ignores it is found.
    expect(store.find(Uint32Array.from([9, ...state]), 1)).toBe(number);
  });
  expect(store.find(new Uint32Array(store.words).fill(0x1234), 0)).toBe(-1);
}

describe('the states that an exploration leaves', () => {
  test('are found by their words, before and after a new layout', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((words) => fc.tuple(fc.constant(words), statesOf(words))),
        ([words, states]) => {
          const store = new StateStore(Uint32Array.from(states.flat()), words, states.length);
          expectNumbers(store, states);
          const moved = states.map(rewrite);
          store.relayout(Uint32Array.from(moved.flat()), words + 1);
          expectNumbers(store, moved);
        },
      ),
      { seed: 0x570e, numRuns: 200 },
    );
  });

  test('do not include what lies behind the last of them', () => {
    const store = new StateStore(Uint32Array.of(1, 2, 3), 1, 2);
    expect([1, 2, 3].map((state) => store.find(Uint32Array.of(state), 0))).toEqual([0, 1, -1]);
  });
});
