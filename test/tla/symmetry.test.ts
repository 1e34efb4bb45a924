/** The state that stands for its permutations, against every permutation applied to whole values. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicaliser } from '../../checker/tla/symmetry.ts';
import { functionOf, recordOf, Tuple } from '../../checker/tla/values/function.ts';
import { wordOf } from '../../checker/tla/values/intern.ts';
import { setOf } from '../../checker/tla/values/listed-set.ts';
import { modelValue, textOf, type Value } from '../../checker/tla/values/value.ts';

/** A value as data: the first of the list says what it is. */
type Plain = number | string | readonly ['set' | 'tuple' | 'record' | 'table', readonly Plain[]];
type Renaming = Readonly<Record<string, string>>;

const left = ['p', 'q', 'r', 's'];
const right = ['x', 'y', 'z'];

/** A table maps the model values of one side, in their order, to the parts. */
function built(plain: Plain, renaming: Renaming): Value {
  if (typeof plain === 'number') return plain;
  if (typeof plain === 'string') return plain === 'text' ? textOf('text') : modelValue(renaming[plain] ?? plain);
  const [kind, parts] = plain;
  const values = parts.map((part) => built(part, renaming));
  if (kind === 'set') return setOf(values);
  if (kind === 'tuple') return new Tuple(values);
  if (kind === 'record') return recordOf(['a', 'b'], [values[0] ?? 0, values[1] ?? 0]);
  const keys = left.map((name, i): [Value, Value] => [
    modelValue(renaming[name] ?? name),
    values[i % values.length] ?? 7,
  ]);
  const domain = setOf(keys.map(([key]) => key));
  return functionOf(
    domain,
    domain.elements().map((key) => (keys.find(([one]) => one === key) as [Value, Value])[1]),
  );
}

function permutationsOf(names: readonly string[]): readonly Renaming[] {
  if (names.length === 0) return [{}];
  const [first = '', ...rest] = names;
  // Where `first` goes, and how the others share what is left.
  return names.flatMap((image) =>
    permutationsOf(rest).map((inner) => {
      const free = names.filter((name) => name !== image);
      const order = [...rest].sort();
      return Object.fromEntries([
        [first, image],
        ...rest.map((name): [string, string] => [name, free[order.indexOf(inner[name] ?? name)] ?? name]),
      ]);
    }),
  );
}

const group: readonly Renaming[] = permutationsOf(left).flatMap((one) =>
  permutationsOf(right).map((other) => ({ ...one, ...other })),
);

function functionValue(names: readonly string[], renaming: Renaming): Value {
  const domain = setOf(names.map((name) => modelValue(name)));
  return functionOf(
    domain,
    names.map((name) => modelValue(renaming[name] ?? name)),
  );
}

/** `Permutations(left) \cup Permutations(right)`. */
const permutations = setOf([
  ...permutationsOf(left).map((renaming) => functionValue(left, renaming)),
  ...permutationsOf(right).map((renaming) => functionValue(right, renaming)),
]);

const atom: fc.Arbitrary<Plain> = fc.oneof(fc.nat(2), fc.constant('text'), fc.constantFrom(...left, ...right));

/** Values of one shape, so that those of a set can be compared. */
function alike(depth: number): fc.Arbitrary<Plain> {
  const model = fc.constantFrom<Plain>(...left, ...right);
  if (depth === 0) return model;
  const inner = alike(depth - 1);
  return fc.oneof(
    model,
    fc.array(inner, { maxLength: 4 }).map((parts): Plain => ['set', parts.filter((one) => typeof one === 'string')]),
    fc.array(atom, { maxLength: 3 }).map((parts): Plain => ['tuple', parts]),
    fc.tuple(atom, inner).map((parts): Plain => ['record', parts]),
    fc.array(inner, { minLength: 1, maxLength: 4 }).map((parts): Plain => ['table', parts]),
    fc
      .array(fc.tuple(fc.constantFrom<Plain>(...left), fc.constantFrom<Plain>(...right)), { maxLength: 5 })
      .map((pairs): Plain => ['set', pairs.map((pair): Plain => ['record', pair])]),
  );
}

function wordsOf(state: readonly Plain[], renaming: Renaming): Uint32Array {
  return Uint32Array.from(state, (one) => wordOf(built(one, renaming)));
}

describe('the state that stands for its permutations', () => {
  const canonical = canonicaliser(permutations, 3);
  const state = fc.array(alike(2), { minLength: 3, maxLength: 3 });

  test('there are as many permutations as there should be', () => {
    expect(
      new Set(group.map((renaming) => JSON.stringify([...left, ...right].map((name) => renaming[name])))),
    ).toHaveProperty('size', 144);
  });

  test('is one of them, has the least words, and is the same for each', () => {
    fc.assert(
      fc.property(state, (given) => {
        const orbit = group.map((renaming) => wordsOf(given, renaming));
        const least = orbit.reduce((best, one) => {
          const i = one.findIndex((word, at) => word !== best[at]);
          return i >= 0 && (one[i] as number) < (best[i] as number) ? one : best;
        });
        for (const words of orbit) {
          const found = words.slice();
          canonical(found, 0);
          expect([...found]).toEqual([...least]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('is found in the middle of others', () => {
    const words = Uint32Array.of(1, ...wordsOf(['s', ['set', ['r', 'z']], 4], {}), 3);
    const moved = Uint32Array.of(1, ...wordsOf(['p', ['set', ['q', 'x']], 4], {}), 3);
    canonical(words, 1);
    canonical(moved, 1);
    expect([...words]).toEqual([...moved]);
    expect([words[0], words[4]]).toEqual([1, 3]);
  });
});
