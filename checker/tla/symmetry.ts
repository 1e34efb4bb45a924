/** Symmetry: states that differ by a permutation of model values are one state, the one with the least words. */

import { toFunction, toSet } from './values/expect.ts';
import { functionOf, Tuple } from './values/function.ts';
import { valueAt, wordOf } from './values/intern.ts';
import { setOf } from './values/listed-set.ts';
import { compare } from './values/order.ts';
import { type FunctionValue, kinds, type ModelValue, type SetValue, type Value } from './values/value.ts';

class Permutation {
  readonly #images: ReadonlyMap<Value, Value>;
  readonly #words = new Map<number, number>();

  constructor(fn: FunctionValue) {
    const values = fn.values();
    this.#images = new Map(
      fn
        .domain()
        .elements()
        .map((key, i) => [key, values[i] as Value]),
    );
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
  const all = toSet(permutations, 'SYMMETRY')
    .elements()
    .map((one) => new Permutation(toFunction(one, 'SYMMETRY').canonical() as FunctionValue));
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
