/** Functions in their shapes: tuples, records, tables, and rules that compute a value when it is asked for. */

import { Interval, ListedSet, listed } from './listed-set.ts';
import { equal } from './order.ts';
import { FunctionValue, kinds, type ObjectValue, type SetValue, Text, textOf, type Value } from './value.ts';

/** A function on 1..n: sequences and tuples. */
export class Tuple extends FunctionValue {
  declare readonly kind: typeof kinds.tuple;
  declare readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    super(kinds.tuple);
    this.items = items;
  }

  at(argument: Value): Value | undefined {
    if (typeof argument === 'number') return this.items[argument - 1];
    if (this.items.length > 0) equal(argument, 1);
    return undefined;
  }

  domain(): SetValue {
    return intervalTo(this.items.length);
  }

  values(): readonly Value[] {
    return this.items;
  }

  override parts(): readonly Value[] {
    return this.items;
  }

  override withParts(parts: readonly Value[]): Tuple {
    return new Tuple(parts);
  }
}

const intervals: Interval[] = [];

function intervalTo(high: number): Interval {
  intervals[high] ??= new Interval(1, high);
  return intervals[high];
}

export const emptyTuple: Tuple = new Tuple([]);

/** The names of a record's fields in order; one object a set of names. */
export class Shape {
  readonly names: ListedSet;
  readonly places: ReadonlyMap<Value, number>;

  constructor(names: ListedSet) {
    this.names = names;
    this.places = new Map(names.items.map((name, i) => [name, i]));
  }
}

const shapes = new Map<string, Shape>();

/** The shape of names sorted by `compare`. */
export function shapeOf(names: readonly Value[]): Shape {
  const key = names.map((name) => (name as Text).order).join();
  const known = shapes.get(key);
  if (known !== undefined) return known;
  const made = new Shape(new ListedSet(names));
  shapes.set(key, made);
  return made;
}

/** A function on strings. */
export class Record extends FunctionValue {
  declare readonly kind: typeof kinds.record;
  declare readonly shape: Shape;
  declare readonly items: readonly Value[];

  constructor(shape: Shape, items: readonly Value[]) {
    super(kinds.record);
    this.shape = shape;
    this.items = items;
  }

  at(argument: Value): Value | undefined {
    const place = this.shape.places.get(argument);
    if (place !== undefined) return this.items[place];
    equal(argument, this.shape.names.items[0] as Value);
    return undefined;
  }

  domain(): SetValue {
    return this.shape.names;
  }

  values(): readonly Value[] {
    return this.items;
  }

  override parts(): readonly Value[] {
    return this.items;
  }

  override keyed(): ListedSet {
    return this.shape.names;
  }

  override withParts(parts: readonly Value[]): Record {
    return new Record(this.shape, parts);
  }
}

/** A function on any other finite set. */
export class Table extends FunctionValue {
  declare readonly kind: typeof kinds.table;
  declare readonly keys: ListedSet;
  declare readonly items: readonly Value[];

  constructor(keys: ListedSet, items: readonly Value[]) {
    super(kinds.table);
    this.keys = keys;
    this.items = items;
  }

  at(argument: Value): Value | undefined {
    const place = this.keys.placeOf(argument);
    return place < 0 ? undefined : this.items[place];
  }

  domain(): SetValue {
    return this.keys;
  }

  values(): readonly Value[] {
    return this.items;
  }

  override parts(): readonly Value[] {
    return this.items;
  }

  override keyed(): ListedSet {
    return this.keys;
  }

  override withParts(parts: readonly Value[], keyed: ObjectValue | undefined): Table {
    return new Table(keyed as ListedSet, parts);
  }
}

/** The function from the elements of a set, in their order, to the values beside them. */
export function functionOf(domain: SetValue, values: readonly Value[]): FunctionValue {
  if (values.length === 0) return emptyTuple;
  if (domain instanceof Interval) return domain.low === 1 ? new Tuple(values) : new Table(listed(domain), values);
  const keys = domain.elements();
  const first = keys[0] as Value;
  // Sorted and each once: numbers from 1 to n are 1..n. A model value may stand before them, nothing that is no number after.
  if (first === 1 && keys[keys.length - 1] === keys.length) return new Tuple(values);
  if (first instanceof Text && keys.every((key) => key instanceof Text)) return new Record(shapeOf(keys), values);
  return new Table(listed(domain), values);
}

/** A record of fields in any order, each name once. */
export function recordOf(names: readonly string[], values: readonly Value[]): FunctionValue {
  const fields = names.map((name, i): [Text, Value] => [textOf(name), values[i] as Value]);
  fields.sort(([a], [b]) => a.order - b.order);
  return new Record(
    shapeOf(fields.map(([name]) => name)),
    fields.map(([, value]) => value),
  );
}

/** A function given by a rule: on an infinite domain, or defined by recursion. Values are remembered. */
export class Rule extends FunctionValue {
  declare readonly kind: typeof kinds.rule;
  readonly #domain: SetValue;
  readonly #rule: (argument: Value) => Value;
  readonly #known = new Map<Value, Value>();
  #whole: FunctionValue | undefined;

  constructor(domain: SetValue, rule: (argument: Value) => Value) {
    super(kinds.rule);
    this.#domain = domain;
    this.#rule = rule;
  }

  at(argument: Value): Value | undefined {
    if (this.#whole !== undefined) return this.#whole.at(argument);
    const known = this.#known.get(argument);
    if (known !== undefined) return known;
    if (!this.#domain.has(argument)) return undefined;
    const value = this.#rule(argument);
    this.#known.set(argument, value);
    return value;
  }

  domain(): SetValue {
    return this.#domain;
  }

  values(): readonly Value[] {
    return this.#domain.elements().map((argument) => this.at(argument) as Value);
  }

  override canonical(): FunctionValue {
    this.#whole ??= functionOf(this.#domain, this.values());
    return this.#whole;
  }
}
