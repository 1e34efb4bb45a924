/** Sets whose elements are known: listed ones and intervals of whole numbers. */

import { knownWord, wordOf } from './intern.ts';
import { compare, equal, sorted } from './order.ts';
import { fault, kinds, SetValue, type Value } from './value.ts';
import { tick } from './watch.ts';

/** Up to here looking at every element is faster than halving. */
const fewElements = 6;
/** From here on halving, with a comparison of structured values at each step, loses to an index. */
const manyElements = 32;

/** More elements than this are not listed: the run would end for want of memory, without a word. */
const mostElements = 20_000_000;

export function checkSize(size: number, what: string): void {
  if (size > mostElements) fault('PL-512', `${what} has ${size} elements, more than can be listed`);
}

/** Elements sorted by `compare`, each once. */
export class ListedSet extends SetValue {
  declare readonly items: readonly Value[];
  /** Places of the elements, of a set that serves as a domain. */
  declare places: Map<Value, number> | undefined;
  /** Times that a structured value was looked for. */
  declare looked: number;
  /** Places of the elements by word, of a large set in which values are looked for again and again. */
  declare index: Map<number, number> | undefined;

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
    this.places = undefined;
    this.looked = 0;
    this.index = undefined;
  }

  get size(): number {
    return this.items.length;
  }

  elements(): readonly Value[] {
    return this.items;
  }

  /** Place of an element, or -1. */
  indexOf(value: Value): number {
    const { items } = this;
    if (items.length <= fewElements) {
      for (let i = 0; i < items.length; i++) if (equal(items[i] as Value, value)) return i;
      return -1;
    }
    if (typeof value === 'object' && value.kind >= kinds.set && items.length > manyElements) {
      if (this.index !== undefined || ++this.looked > items.length) return this.#indexed(value);
    }
    let low = 0;
    let high = items.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = compare(items[middle] as Value, value);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #indexed(value: Value): number {
    this.index ??= new Map(this.items.map((item, i) => [wordOf(item), i]));
    const place = this.index.get(knownWord(value));
    if (place !== undefined) return place;
    // Refuses what the elements cannot be compared with.
    equal(this.items[0] as Value, value);
    return -1;
  }

  override parts(): readonly Value[] {
    return this.items;
  }

  override withParts(parts: readonly Value[]): ListedSet {
    return new ListedSet(parts);
  }

  /** Place of an element of a domain: by identity where that decides, which it does for numbers, strings and model values. */
  placeOf(value: Value): number {
    this.places ??= new Map(this.items.map((item, i) => [item, i]));
    return this.places.get(value) ?? this.indexOf(value);
  }

  has(value: Value): boolean {
    return this.indexOf(value) >= 0;
  }
}

export const emptySet: ListedSet = new ListedSet([]);

/** A set of values in any order, with repetitions. The array is taken over. */
export function setOf(values: Value[]): ListedSet {
  return values.length === 0 ? emptySet : new ListedSet(sorted(values));
}

/** a..b */
/** More numbers than this are not listed to be gone through. */
const manyNumbers = 1 << 12;

export class Interval extends SetValue {
  readonly low: number;
  readonly high: number;
  #items: readonly Value[] | undefined;

  constructor(low: number, high: number) {
    super();
    this.low = low;
    this.high = high;
  }

  get size(): number {
    return Math.max(0, this.high - this.low + 1);
  }

  elements(): readonly Value[] {
    if (this.#items !== undefined) return this.#items;
    checkSize(this.size, `${this.low} .. ${this.high}`);
    this.#items = Array.from({ length: this.size }, (_, i) => this.low + i);
    return this.#items;
  }

  has(value: Value): boolean {
    if (typeof value === 'number') return value >= this.low && value <= this.high;
    // Refuses what no number can be compared with.
    if (this.size > 0) equal(value, this.low);
    return false;
  }

  override iterate(): Iterable<Value> {
    return this.#items === undefined && this.size > manyNumbers ? this.#numbers() : this.elements();
  }

  *#numbers(): Generator<Value> {
    for (let n = this.low; n <= this.high; n++) {
      tick();
      yield n;
    }
  }

  override canonical(): ListedSet {
    return new ListedSet(this.elements());
  }
}

/** The set as a list of elements. */
export function listed(set: SetValue): ListedSet {
  return set instanceof ListedSet ? set : new ListedSet(set.elements());
}
