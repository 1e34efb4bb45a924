/**
 * Small numbers for contents: two values have the same number exactly when they have the same canonical key.
 *
 * A key of a whole context is a long string to make and to look up at every step. A number is made of the numbers of the parts, and
 * parts that `canonical` made carry theirs, so that only what a step changed is looked at.
 */

import { Mark } from './mark.ts';
import { deepest, keyOf } from './plain-data.ts';

/** Integers below this size, in either direction, are their own numbers, doubled; all other contents have odd ones. */
const ownNumber = 2 ** 29;

/** Thrown where a number cannot be made of the parts; what is wrong, and where, is said by the key. No error: nobody wants its stack. */
const unnumbered: unique symbol = Symbol('a content without a number');

/** A list of property names in the order in which they were met. */
interface Names {
  readonly next: Map<string, Names>;
  shape: Shape | undefined;
}

interface Shape {
  readonly id: number;
  /** The names by themselves, in canonical order. */
  readonly sorted: readonly string[];
}

const shapeOfArray = 0;
const shapeOfThree = 1;

export class ContentNumbers {
  /** Contents that were given a number. */
  #count = 0;
  readonly #leaves: Map<unknown, number> = new Map();
  /** By canonical key: whatever holds a set or a map. */
  readonly #keyed: Map<string, number> = new Map();
  readonly #names: Names = { next: new Map(), shape: undefined };
  readonly #shapes: Map<string, Shape> = new Map();
  /** Places in `#entries`, and one; found by the hash of the entry. */
  #slots: Int32Array = new Int32Array(1 << 8);
  #entryCount = 0;
  /** For each content of parts: its number, its shape, how many parts, and their numbers. */
  #entries: Int32Array = new Int32Array(1 << 10);
  #end = 0;
  /** Parts of what is being numbered. */
  #stack: Int32Array = new Int32Array(1 << 8);
  #top = 0;

  /** The number of a value. Throws PL-102 as `keyOf` does. */
  of(value: unknown, path = 'context'): number {
    const top = this.#top;
    try {
      return this.#of(value, 0);
    } catch (error) {
      if (error !== unnumbered) throw error;
      this.#top = top;
      // What is no plain data is refused here; the rest are sets and maps.
      return this.#ofKey(keyOf(value, path));
    }
  }

  /** The number of three contents together, given theirs. */
  ofThree(a: number, b: number, c: number): number {
    const base = this.#top;
    this.#push(a);
    this.#push(b);
    this.#push(c);
    return this.#ofParts(base, shapeOfThree);
  }

  #of(value: unknown, depth: number): number {
    switch (typeof value) {
      case 'number':
        if (Number.isInteger(value) && value > -ownNumber && value < ownNumber && !Object.is(value, -0))
          return value * 2;
        return this.#ofLeaf(Object.is(value, -0) ? ContentNumbers : value);
      case 'object':
        return value === null ? this.#ofLeaf(null) : this.#ofObject(value, depth);
      case 'function':
      case 'symbol':
        throw unnumbered;
      default:
        return this.#ofLeaf(value);
    }
  }

  #ofLeaf(value: unknown): number {
    const known = this.#leaves.get(value);
    if (known !== undefined) return known;
    const number = this.#fresh();
    this.#leaves.set(value, number);
    return number;
  }

  #ofKey(key: string): number {
    const known = this.#keyed.get(key);
    if (known !== undefined) return known;
    const number = this.#fresh();
    this.#keyed.set(key, number);
    return number;
  }

  #ofObject(value: object, depth: number): number {
    const known = Mark.numberOf(value, this);
    if (known !== -1) return known;
    if (depth > deepest) throw unnumbered;
    const base = this.#top;
    const shape = Array.isArray(value) ? this.#pushArray(value, depth) : this.#pushRecord(value, depth);
    const number = this.#ofParts(base, shape);
    Mark.setNumber(value, this, number);
    return number;
  }

  #pushArray(value: readonly unknown[], depth: number): number {
    for (let i = 0; i < value.length; i++) {
      const element = value[i];
      if (element === undefined && !(i in value)) throw unnumbered;
      this.#push(this.#of(element, depth + 1));
    }
    return shapeOfArray;
  }

  #pushRecord(value: object, depth: number): number {
    const prototype: unknown = Object.getPrototypeOf(value);
    // A set or a map is told by its key, and so is whatever holds one.
    if (prototype !== Object.prototype && prototype !== null) throw unnumbered;
    let names = this.#names;
    const own = Object.keys(value);
    for (const name of own) {
      let next = names.next.get(name);
      if (next === undefined) {
        next = { next: new Map(), shape: undefined };
        names.next.set(name, next);
      }
      names = next;
    }
    names.shape ??= this.#shapeOf(own);
    const { id, sorted } = names.shape;
    for (const name of sorted) this.#push(this.#of((value as Record<string, unknown>)[name], depth + 1));
    return id;
  }

  #shapeOf(names: readonly string[]): Shape {
    const sorted = [...names].sort();
    const key = JSON.stringify(sorted);
    const known = this.#shapes.get(key) ?? { id: this.#shapes.size + 2, sorted };
    this.#shapes.set(key, known);
    return known;
  }

  #push(number: number): void {
    if (this.#top === this.#stack.length) {
      const larger = new Int32Array(2 * this.#top);
      larger.set(this.#stack);
      this.#stack = larger;
    }
    this.#stack[this.#top++] = number;
  }

  /** The number of the parts from `base` to the top of the stack, which are taken off it. */
  #ofParts(base: number, shape: number): number {
    const count = this.#top - base;
    const stack = this.#stack;
    this.#top = base;
    let hash = shape * 31 + count;
    for (let i = base; i < base + count; i++) {
      hash = Math.imul(hash ^ (stack[i] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    const entries = this.#entries;
    const last = this.#slots.length - 1;
    let slot = hash & last;
    for (let at = this.#slots[slot] as number; at !== 0; at = this.#slots[slot] as number) {
      if (entries[at] === shape && entries[at + 1] === count) {
        let i = 0;
        while (i < count && entries[at + 2 + i] === stack[base + i]) i++;
        if (i === count) return entries[at - 1] as number;
      }
      slot = (slot + 1) & last;
    }
    return this.#add(slot, base, shape, count);
  }

  #add(slot: number, base: number, shape: number, count: number): number {
    const size = 3 + count;
    while (this.#end + size > this.#entries.length) {
      const larger = new Int32Array(2 * this.#entries.length);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    const number = this.#fresh();
    const at = this.#end;
    this.#entries[at] = number;
    this.#entries[at + 1] = shape;
    this.#entries[at + 2] = count;
    for (let i = 0; i < count; i++) this.#entries[at + 3 + i] = this.#stack[base + i] as number;
    this.#end += size;
    this.#slots[slot] = at + 1;
    if (++this.#entryCount * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const entries = this.#entries;
    const slots = new Int32Array(2 * this.#slots.length);
    const last = slots.length - 1;
    for (let at = 1; at < this.#end; at += 3 + (entries[at + 1] as number)) {
      let hash = (entries[at] as number) * 31 + (entries[at + 1] as number);
      for (let i = 0; i < (entries[at + 1] as number); i++) {
        hash = Math.imul(hash ^ (entries[at + 2 + i] as number), 0x9e3779b1);
        hash ^= hash >>> 15;
      }
      let slot = hash & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = at;
    }
    this.#slots = slots;
  }

  #fresh(): number {
    return 2 * this.#count++ + 1;
  }
}
