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

/** A permutation of the group, as the image of an earlier one under a generator. */
interface Composed {
  readonly images: Images;
  readonly before: number;
  readonly generator: number;
}

interface Group {
  readonly generators: readonly Images[];
  /** Each once; the identity first. */
  readonly members: readonly Composed[];
}

/** Every composition of the given permutations: as in TLC the set in the configuration only generates the group. */
function generated(given: readonly Images[]): Group {
  const moved = [...new Set(given.flatMap((images) => [...images.keys()]))];
  const keyOf = (images: Images): string => moved.map((value) => wordOf(images.get(value) ?? value)).join();
  const identity: Images = new Map(moved.map((value) => [value, value]));
  const close = (generators: readonly Images[]): ReadonlyMap<string, Composed> => {
    const group = new Map<string, Composed>([[keyOf(identity), { images: identity, before: 0, generator: 0 }]]);
    let before = 0;
    for (const { images: one } of group.values()) {
      for (const [generator, other] of generators.entries()) {
        const images: Images = new Map(
          moved.map((value) => {
            const image = one.get(value) ?? value;
            return [value, other.get(image) ?? image];
          }),
        );
        const key = keyOf(images);
        if (!group.has(key)) group.set(key, { images, before, generator });
      }
      before++;
    }
    return group;
  };
  // `Permutations(S)` lists all of them, and a few make the rest.
  const generators: Images[] = [];
  let group = close(generators);
  for (const images of given) {
    if (group.has(keyOf(images))) continue;
    generators.push(images);
    group = close(generators);
  }
  return { generators, members: [...group.values()] };
}

/** Images of values under one permutation, by the words of the values. */
class Permutation {
  readonly #images: Images;
  /** By place of the value; 0 where it is not known yet. */
  #words = new Uint32Array(1 << 10);

  constructor(images: Images) {
    this.#images = images;
  }

  word(word: number): number {
    if ((word & 1) === 1) return word;
    const place = word >>> 1;
    const known = place < this.#words.length ? (this.#words[place] as number) : 0;
    if (known !== 0) return known;
    const image = wordOf(this.#image(valueAt(word)));
    if (place >= this.#words.length) {
      const more = new Uint32Array(2 ** Math.ceil(Math.log2(place + 1)));
      more.set(this.#words);
      this.#words = more;
    }
    this.#words[place] = image;
    return image;
  }

  #value(value: Value): Value {
    return typeof value === 'object' ? valueAt(this.word(wordOf(value))) : value;
  }

  #image(value: Value): Value {
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

/** Words that images of values under every permutation may take; beyond, they are composed each time. */
const mostWords = 1 << 27;

/**
 * Images of values under every permutation of the group. One that is not known is the image under a generator of one that is, or comes to
 * be: of a value and its images together each is made once a generator, and not once a permutation.
 */
class Orbits {
  readonly size: number;
  readonly #members: readonly Composed[];
  readonly #generators: readonly Permutation[];
  /** By place of a value: the number of its row, from 1 on; 0 where it has none. */
  #rowOf = new Uint32Array(1 << 10);
  /** Rows of `size` images; 0 where one is not known yet. */
  #rows: Uint32Array;
  #count = 1;

  constructor({ generators, members }: Group) {
    this.size = members.length;
    this.#members = members;
    this.#generators = generators.map((images) => new Permutation(images));
    this.#rows = new Uint32Array(64 * this.size);
  }

  /** The image of a value under the permutation `p`. */
  word(word: number, p: number): number {
    if ((word & 1) === 1 || p === 0) return word;
    const place = word >>> 1;
    const row = (place < this.#rowOf.length ? (this.#rowOf[place] as number) : 0) || this.#newRow(place);
    const known = row === 0 ? 0 : (this.#rows[row * this.size + p] as number);
    if (known !== 0) return known;
    const { before, generator } = this.#members[p] as Composed;
    const image = (this.#generators[generator] as Permutation).word(this.word(word, before));
    if (row !== 0) this.#rows[row * this.size + p] = image;
    return image;
  }

  /** A row for a value, or 0 if there is no room for more. */
  #newRow(place: number): number {
    if ((this.#count + 1) * this.size > mostWords) return 0;
    if (place >= this.#rowOf.length) {
      const more = new Uint32Array(2 ** Math.ceil(Math.log2(place + 1)));
      more.set(this.#rowOf);
      this.#rowOf = more;
    }
    const row = this.#count++;
    this.#rowOf[place] = row;
    if (this.#count * this.size > this.#rows.length) {
      const more = new Uint32Array(2 * this.#rows.length);
      more.set(this.#rows);
      this.#rows = more;
    }
    return row;
  }
}

/** Rewrites a state to the one that stands for all its permutations. */
export function canonicaliser(permutations: Value, variables: number): (words: Uint32Array, at: number) => void {
  const given = toSet(permutations, 'SYMMETRY')
    .elements()
    .map((one) => imagesOf(toFunction(one, 'SYMMETRY').canonical() as FunctionValue));
  const orbits = new Orbits(generated(given));
  const best = new Uint32Array(variables);
  const image = new Uint32Array(variables);
  return (words, at) => {
    for (let i = 0; i < variables; i++) best[i] = words[at + i] as number;
    for (let p = 1; p < orbits.size; p++) {
      let order = 0;
      for (let i = 0; i < variables; i++) {
        const word = orbits.word(words[at + i] as number, p);
        image[i] = word;
        if (order === 0) order = word - (best[i] as number);
        if (order > 0) break;
      }
      if (order < 0) best.set(image);
    }
    words.set(best, at);
  };
}
