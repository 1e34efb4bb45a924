/** Sets that are not listed unless somebody asks for their elements: membership is decided from their parts. */

import { functionOf, Record, type Shape, Tuple } from './function.ts';
import { checkSize, ListedSet, setOf } from './listed-set.ts';
import { equal, sorted } from './order.ts';
import { printShort } from './print.ts';
import { fault, isFunction, isSet, kinds, SetValue, type Value } from './value.ts';
import { tick } from './watch.ts';

/** A set that lists its elements at the first request. */
abstract class LazySet extends SetValue {
  #items: readonly Value[] | undefined;

  protected abstract list(): readonly Value[];

  elements(): readonly Value[] {
    this.#items ??= this.list();
    return this.#items;
  }

  get size(): number {
    return this.elements().length;
  }

  override canonical(): ListedSet {
    return new ListedSet(this.elements());
  }
}

/** SUBSET base */
export class PowerSet extends LazySet {
  readonly base: SetValue;

  constructor(base: SetValue) {
    super();
    this.base = base;
  }

  has(value: Value): boolean {
    if (!isSet(value)) {
      return typeof value === 'object' && value.kind === kinds.model
        ? false
        : fault('PL-514', `${printShort(value)} is no set, so it cannot be asked whether it is a subset`);
    }
    for (const element of value.iterate()) if (!this.base.has(element)) return false;
    return true;
  }

  override get isFinite(): boolean {
    return this.base.isFinite;
  }

  override get size(): number {
    return 2 ** this.base.size;
  }

  override describe(): string {
    return `SUBSET ${this.base.describe()}`;
  }

  /** By size, then as the elements of the base stand: the order of `compare`. */
  protected list(): readonly Value[] {
    const base = this.base.elements();
    checkSize(2 ** base.length, 'SUBSET of a set');
    const found: Value[] = [];
    for (let size = 0; size <= base.length; size++) for (const subset of ofSize(base, size)) found.push(subset);
    return found;
  }

  /** One by one, so that a quantifier which is decided early never lists the rest. */
  override *iterate(): Iterable<Value> {
    const base = this.base.elements();
    for (let size = 0; size <= base.length; size++) yield* ofSize(base, size);
  }
}

/** The subsets of one size, in order. */
export function* ofSize(base: readonly Value[], size: number): Generator<ListedSet> {
  if (size > base.length) return;
  const chosen = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    tick();
    yield new ListedSet(chosen.map((i) => base[i] as Value));
    let at = size - 1;
    while (at >= 0 && chosen[at] === base.length - size + at) at--;
    if (at < 0) return;
    chosen[at] = (chosen[at] as number) + 1;
    for (let i = at + 1; i < size; i++) chosen[i] = (chosen[i - 1] as number) + 1;
  }
}

/** Every choice of one element of each list, the last one moving fastest. */
function* choices(lists: readonly (readonly Value[])[]): Generator<Value[]> {
  if (lists.some((list) => list.length === 0)) return;
  const places = lists.map(() => 0);
  for (;;) {
    tick();
    yield places.map((place, i) => (lists[i] as readonly Value[])[place] as Value);
    let at = lists.length - 1;
    for (; at >= 0; at--) {
      const next = (places[at] as number) + 1;
      if (next < (lists[at] as readonly Value[]).length) {
        places[at] = next;
        break;
      }
      places[at] = 0;
    }
    if (at < 0) return;
  }
}

/** [domain -> range] */
export class FunctionSet extends LazySet {
  readonly source: SetValue;
  readonly range: SetValue;

  constructor(source: SetValue, range: SetValue) {
    super();
    this.source = source;
    this.range = range;
  }

  has(value: Value): boolean {
    if (!isFunction(value)) {
      return typeof value === 'object' && value.kind === kinds.model
        ? false
        : fault('PL-514', `${printShort(value)} is no function, so it cannot be in a set of functions`);
    }
    if (!equal(value.domain(), this.source)) return false;
    const values = value.values();
    for (let i = 0; i < values.length; i++) if (!this.range.has(values[i] as Value)) return false;
    return true;
  }

  override get isFinite(): boolean {
    return this.source.isFinite && this.range.isFinite;
  }

  override get size(): number {
    return this.range.size ** this.source.size;
  }

  override describe(): string {
    return `[${describe(this.source)} -> ${describe(this.range)}]`;
  }

  protected list(): readonly Value[] {
    checkSize(this.size, 'a set of functions');
    return [...this.iterate()];
  }

  override *iterate(): Iterable<Value> {
    const range = this.range.elements();
    for (const values of choices(this.source.elements().map(() => range))) yield functionOf(this.source, values);
  }
}

/** [name : set, …] */
export class RecordSet extends LazySet {
  readonly shape: Shape;
  readonly sets: readonly SetValue[];

  /** The sets stand in the order of the shape's names. */
  constructor(shape: Shape, sets: readonly SetValue[]) {
    super();
    this.shape = shape;
    this.sets = sets;
  }

  has(value: Value): boolean {
    if (!isFunction(value)) {
      return typeof value === 'object' && value.kind === kinds.model
        ? false
        : fault('PL-514', `${printShort(value)} is no record, so it cannot be in a set of records`);
    }
    if (!(value instanceof Record)) return value.kind === kinds.rule ? this.has(value.canonical()) : false;
    if (value.shape !== this.shape) return false;
    return this.sets.every((set, i) => set.has(value.items[i] as Value));
  }

  override get isFinite(): boolean {
    return this.sets.every((set) => set.isFinite);
  }

  override get size(): number {
    return this.sets.reduce((product, set) => product * set.size, 1);
  }

  override describe(): string {
    return `[${this.sets.map((set, i) => `${printShort(this.shape.names.items[i] as Value)}: ${describe(set)}`).join(', ')}]`;
  }

  protected list(): readonly Value[] {
    checkSize(this.size, 'a set of records');
    return [...this.iterate()];
  }

  override *iterate(): Iterable<Value> {
    for (const items of choices(this.sets.map((set) => set.elements()))) yield new Record(this.shape, items);
  }
}

/** A \X B \X … */
export class Product extends LazySet {
  readonly sets: readonly SetValue[];

  constructor(sets: readonly SetValue[]) {
    super();
    this.sets = sets;
  }

  has(value: Value): boolean {
    if (!isFunction(value)) {
      return typeof value === 'object' && value.kind === kinds.model
        ? false
        : fault('PL-514', `${printShort(value)} is no tuple, so it cannot be in a Cartesian product`);
    }
    const tuple = value.canonical();
    if (!(tuple instanceof Tuple) || tuple.items.length !== this.sets.length) return false;
    return this.sets.every((set, i) => set.has(tuple.items[i] as Value));
  }

  override get isFinite(): boolean {
    return this.sets.every((set) => set.isFinite);
  }

  override get size(): number {
    return this.sets.reduce((product, set) => product * set.size, 1);
  }

  override describe(): string {
    return this.sets.map(describe).join(' \\X ');
  }

  protected list(): readonly Value[] {
    checkSize(this.size, 'a Cartesian product');
    return [...this.iterate()];
  }

  override *iterate(): Iterable<Value> {
    for (const items of choices(this.sets.map((set) => set.elements()))) yield new Tuple(items);
  }
}

function describe(set: SetValue): string {
  return set.isFinite ? printShort(set) : set.describe();
}

/** Nat, Int, STRING, Seq(S) and the like: a test of membership and a name. */
export class InfiniteSet extends SetValue {
  readonly #has: (value: Value) => boolean;
  readonly #name: string;

  constructor(name: string, has: (value: Value) => boolean) {
    super();
    this.#name = name;
    this.#has = has;
  }

  has(value: Value): boolean {
    return this.#has(value);
  }

  elements(): readonly Value[] {
    return fault('PL-512', `the elements of the infinite set ${this.#name} are asked for`);
  }

  get size(): number {
    return fault('PL-512', `the number of elements of the infinite set ${this.#name} is asked for`);
  }

  override get isFinite(): boolean {
    return false;
  }

  override describe(): string {
    return this.#name;
  }
}

/** {x \in base : test(x)} */
export class Filtered extends LazySet {
  readonly #base: SetValue;
  readonly #test: (value: Value) => boolean;

  constructor(base: SetValue, test: (value: Value) => boolean) {
    super();
    this.#base = base;
    this.#test = test;
  }

  has(value: Value): boolean {
    return this.#base.has(value) && this.#test(value);
  }

  override get isFinite(): boolean {
    return this.#base.isFinite;
  }

  override describe(): string {
    return `a subset of ${this.#base.describe()}`;
  }

  protected list(): readonly Value[] {
    return this.#base.elements().filter(this.#test);
  }
}

/** Union, intersection and difference of which a part is infinite. */
export class Combined extends LazySet {
  readonly #how: 'cup' | 'cap' | 'minus';
  readonly #a: SetValue;
  readonly #b: SetValue;

  constructor(how: 'cup' | 'cap' | 'minus', a: SetValue, b: SetValue) {
    super();
    this.#how = how;
    this.#a = a;
    this.#b = b;
  }

  has(value: Value): boolean {
    switch (this.#how) {
      case 'cup':
        return this.#a.has(value) || this.#b.has(value);
      case 'cap':
        return this.#a.has(value) && this.#b.has(value);
      case 'minus':
        return this.#a.has(value) && !this.#b.has(value);
      default:
        return this.#how satisfies never;
    }
  }

  override get isFinite(): boolean {
    return this.#how === 'minus' ? this.#a.isFinite : this.#how === 'cap' && (this.#a.isFinite || this.#b.isFinite);
  }

  override describe(): string {
    const sign = { cup: '\\cup', cap: '\\cap', minus: '\\' }[this.#how];
    return `${describe(this.#a)} ${sign} ${describe(this.#b)}`;
  }

  protected list(): readonly Value[] {
    if (this.#how === 'cup') return sorted([...this.#a.elements(), ...this.#b.elements()]);
    const [from, other] = this.#a.isFinite ? [this.#a, this.#b] : [this.#b, this.#a];
    const wanted = this.#how === 'cap';
    return from.elements().filter((value) => other.has(value) === wanted);
  }
}

/** UNION of a set of sets. */
class Union extends LazySet {
  readonly #sets: SetValue;

  constructor(sets: SetValue) {
    super();
    this.#sets = sets;
  }

  #each(): SetValue[] {
    return Array.from(this.#sets.iterate(), (set) =>
      isSet(set) ? set : fault('PL-513', `UNION of a set that holds ${printShort(set)}, which is no set`),
    );
  }

  has(value: Value): boolean {
    return this.#each().some((set) => set.has(value));
  }

  override get isFinite(): boolean {
    return this.#sets.isFinite && this.#each().every((set) => set.isFinite);
  }

  override describe(): string {
    return `UNION ${describe(this.#sets)}`;
  }

  protected list(): readonly Value[] {
    return setOf(this.#each().flatMap((set) => [...set.elements()])).items;
  }
}

/** UNION: listed if the sets are few and listed themselves, else decided when it is asked. */
export function unionOf(sets: SetValue): SetValue {
  if (!sets.isFinite || !sets.elements().every((set) => set instanceof ListedSet)) return new Union(sets);
  return setOf(sets.elements().flatMap((set) => [...(set as ListedSet).items]));
}
