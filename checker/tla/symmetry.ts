/** Symmetry: states that differ by a permutation of model values are one state, the one with the least words. */

import { toFunction, toSet } from './values/expect.ts';
import { functionOf, Record as RecordValue, Tuple } from './values/function.ts';
import { valueAt, wordOf } from './values/intern.ts';
import { setOf } from './values/listed-set.ts';
import { compare } from './values/order.ts';
import { type FunctionValue, kinds, type ModelValue, type SetValue, type Value } from './values/value.ts';

type Images = ReadonlyMap<Value, Value>;

function imagesOf(fn: FunctionValue): Images {
  const values = fn.values();
  return new Map(
    fn
      .domain()
      .elements()
      .map((key, i) => [key, values[i] as Value]),
  );
}

/** Every composition of the given permutations: as in TLC the set in the configuration only generates the group. */
function generated(generators: readonly Images[]): readonly Images[] {
  const moved = [...new Set(generators.flatMap((images) => [...images.keys()]))];
  const keyOf = (images: Images): string => moved.map((value) => wordOf(images.get(value) ?? value)).join();
  const identity: Images = new Map(moved.map((value) => [value, value]));
  const group = new Map<string, Images>([[keyOf(identity), identity]]);
  for (const one of group.values()) {
    for (const other of generators) {
      const composed: Images = new Map(
        moved.map((value) => {
          const image = one.get(value) ?? value;
          return [value, other.get(image) ?? image];
        }),
      );
      const key = keyOf(composed);
      if (!group.has(key)) group.set(key, composed);
    }
  }
  return [...group.values()].slice(1);
}

class Permutation {
  readonly #images: Images;
  readonly #words = new Map<number, number>();

  constructor(images: Images) {
    this.#images = images;
  }

  word(word: number): number {
    if ((word & 1) === 1) return word;
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const image = wordOf(this.#value(valueAt(word)));
    this.#words.set(word, image);
    return image;
  }

  #value(value: Value): Value {
    if (typeof value !== 'object') return value;
    switch (value.kind) {
      case kinds.text:
        return value;
      case kinds.model:
        return this.#images.get(value as ModelValue) ?? value;
      case kinds.set:
        return setOf((value as SetValue).elements().map((one) => this.#value(one)));
      case kinds.tuple:
        return new Tuple((value as FunctionValue).values().map((one) => this.#value(one)));
      case kinds.record:
        return new RecordValue(
          (value as RecordValue).shape,
          (value as FunctionValue).values().map((one) => this.#value(one)),
        );
      default: {
        const fn = value.canonical() as FunctionValue;
        const values = fn.values();
        const pairs = fn
          .domain()
          .elements()
          .map((key, i): [Value, Value] => [this.#value(key), this.#value(values[i] as Value)]);
        pairs.sort(([a], [b]) => compare(a, b));
        return functionOf(
          setOf(pairs.map(([key]) => key)),
          pairs.map(([, one]) => one),
        );
      }
    }
  }
}

/** Rewrites a state to the one that stands for all its permutations. */
export function canonicaliser(permutations: Value, variables: number): (words: Uint32Array, at: number) => void {
  const given = toSet(permutations, 'SYMMETRY')
    .elements()
    .map((one) => imagesOf(toFunction(one, 'SYMMETRY').canonical() as FunctionValue));
  const all = generated(given).map((images) => new Permutation(images));
  const best = new Uint32Array(variables);
  const image = new Uint32Array(variables);
  return (words, at) => {
    for (let i = 0; i < variables; i++) best[i] = words[at + i] as number;
    for (const permutation of all) {
      let order = 0;
      for (let i = 0; i < variables; i++) {
        const word = permutation.word(words[at + i] as number);
        image[i] = word;
        if (order === 0) order = word - (best[i] as number);
        if (order > 0) break;
      }
      if (order < 0) best.set(image);
    }
    words.set(best, at);
  };
}
