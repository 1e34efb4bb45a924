/** The operators of the language itself: equality, sets, functions, records, EXCEPT. */

import { toBoolean, toFunction, toSet, wrong } from '../values/expect.ts';
import { emptyTuple, functionOf, Record, Rule, type Shape, shapeOf, Table, Tuple } from '../values/function.ts';
import {
  Combined,
  Filtered,
  FunctionSet,
  InfiniteSet,
  PowerSet,
  Product,
  RecordSet,
  unionOf,
} from '../values/lazy-set.ts';
import { emptySet, Interval, ListedSet, setOf } from '../values/listed-set.ts';
import { compare, equal } from '../values/order.ts';
import { printShort } from '../values/print.ts';
import { remembered1, remembered2, remembered3 } from '../values/remembered.ts';
import {
  type FunctionValue,
  fault,
  isFunction,
  kinds,
  type SetValue,
  Text,
  textOf,
  type Value,
} from '../values/value.ts';
import { tick } from '../values/watch.ts';
import type { Builtin, Run } from './builtin.ts';

function member(value: Value, set: Value): boolean {
  return toSet(set, '\\in').has(value);
}

function cup(left: Value, right: Value): SetValue {
  const a = toSet(left, '\\cup');
  const b = toSet(right, '\\cup');
  if (!a.isFinite || !b.isFinite) return new Combined('cup', a, b);
  const x = a.elements();
  const y = b.elements();
  if (x.length === 0) return b;
  if (y.length === 0) return a;
  if (y.length === 1) return withElement(a, x, y[0] as Value);
  const merged: Value[] = [];
  let i = 0;
  let j = 0;
  while (i < x.length && j < y.length) {
    const order = compare(x[i] as Value, y[j] as Value);
    merged.push((order <= 0 ? x[i] : y[j]) as Value);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  if (merged.length === x.length && j === y.length && i === x.length) return a;
  for (; i < x.length; i++) merged.push(x[i] as Value);
  for (; j < y.length; j++) merged.push(y[j] as Value);
  return new ListedSet(merged);
}

function withElement(set: SetValue, items: readonly Value[], value: Value): SetValue {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compare(items[middle] as Value, value);
    if (order === 0) return set;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return new ListedSet([...items.slice(0, low), value, ...items.slice(low)]);
}

function cap(left: Value, right: Value): SetValue {
  const a = toSet(left, '\\cap');
  const b = toSet(right, '\\cap');
  if (!a.isFinite && !b.isFinite) return new Combined('cap', a, b);
  const [from, other] = a.isFinite ? [a, b] : [b, a];
  const kept = from.elements().filter((value) => other.has(value));
  return kept.length === 0 ? emptySet : new ListedSet(kept);
}

function minus(left: Value, right: Value): SetValue {
  const a = toSet(left, '\\');
  const b = toSet(right, '\\');
  if (!a.isFinite) return new Combined('minus', a, b);
  const items = a.elements();
  const kept = items.filter((value) => !b.has(value));
  return kept.length === items.length ? a : kept.length === 0 ? emptySet : new ListedSet(kept);
}

function subsetOf(left: Value, right: Value): boolean {
  const a = toSet(left, '\\subseteq');
  const b = toSet(right, '\\subseteq');
  if (a instanceof PowerSet && b instanceof PowerSet) return subsetOf(a.base, b.base);
  if (!a.isFinite) {
    if (!b.isFinite && (a === b || a.describe() === b.describe())) return true;
    if (a.describe() === 'Nat' && b.describe() === 'Int') return true;
  }
  for (const value of a.iterate()) if (!b.has(value)) return false;
  return true;
}

function apply(fn: Value, argument: Value): Value {
  if (fn instanceof Tuple && typeof argument === 'number') {
    const value = fn.items[argument - 1];
    if (value !== undefined) return value;
  }
  const value = toFunction(fn, 'function application').at(argument);
  return value === undefined ? outside(fn, argument) : value;
}

function outside(fn: Value, argument: Value): never {
  const domain = (fn as FunctionValue).domain();
  const where = domain.isFinite ? `{${domain.elements().slice(0, 20).map(printShort).join(', ')}}` : domain.describe();
  return fault('PL-515', `a function with domain ${where} is applied to ${printShort(argument)}`);
}

function field(record: Value, name: Text): Value {
  if (record instanceof Record) {
    const place = record.shape.places.get(name);
    if (place !== undefined) return record.items[place] as Value;
    return fault('PL-515', `the record ${printShort(record)} has no field ${name.text}`);
  }
  return apply(record, name);
}

/** Of long loops one round in so many looks at the limits, and the first of each. */
const often = 0xff;

/** A function of elements: `[x \in S |-> e]`. */
function tabulate(domain: Value, rule: (argument: Value) => Value): FunctionValue {
  const set = toSet(domain, 'the domain of a function');
  if (!set.isFinite) return new Rule(set, rule);
  const keys = set.elements();
  const values: Value[] = new Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    if ((i & often) === 0) tick();
    values[i] = rule(keys[i] as Value);
  }
  return functionOf(set, values);
}

/** A function defined by recursion: values are computed when they are asked for. */
function recursive(domain: Value, rule: (argument: Value) => Value): FunctionValue {
  return new Rule(toSet(domain, 'the domain of a function'), rule);
}

/** `[f EXCEPT ![path] = update(old)]` for one path. */
function except(base: Value, path: readonly Value[], update: (old: Value) => Value, depth = 0): Value {
  if (depth === path.length) return update(base);
  const fn = toFunction(base, 'EXCEPT').canonical() as FunctionValue;
  const argument = path[depth] as Value;
  if (fn instanceof Tuple) {
    if (typeof argument !== 'number' || argument < 1 || argument > fn.items.length) return exceptOutside(fn, argument);
    const items = fn.items.slice();
    items[argument - 1] = except(items[argument - 1] as Value, path, update, depth + 1);
    return new Tuple(items);
  }
  if (fn instanceof Record) {
    const place = fn.shape.places.get(argument);
    if (place === undefined) return exceptOutside(fn, argument);
    const items = fn.items.slice();
    items[place] = except(items[place] as Value, path, update, depth + 1);
    return new Record(fn.shape, items);
  }
  if (fn instanceof Table) {
    const place = fn.keys.placeOf(argument);
    if (place < 0) return exceptOutside(fn, argument);
    const items = fn.items.slice();
    items[place] = except(items[place] as Value, path, update, depth + 1);
    return new Table(fn.keys, items);
  }
  // A rule on an infinite domain.
  const old = fn.at(argument);
  if (old === undefined) return exceptOutside(fn, argument);
  const changed = except(old, path, update, depth + 1);
  return new Rule(fn.domain(), (one) => (equal(one, argument) ? changed : (fn.at(one) as Value)));
}

/** As in TLC, which warns: an update outside the domain changes nothing. */
function exceptOutside(fn: FunctionValue, _argument: Value): Value {
  return fn;
}

function record(shape: Shape, ...items: Value[]): Record {
  return new Record(shape, items);
}

function records(shape: Shape, ...sets: Value[]): SetValue {
  return new RecordSet(
    shape,
    sets.map((set) => toSet(set, 'a set of records')),
  );
}

function filter(set: Value, test: (value: Value) => boolean): SetValue {
  const from = toSet(set, 'a set filter');
  if (!from.isFinite) return new Filtered(from, test);
  if (from instanceof FunctionSet || from instanceof PowerSet || from instanceof RecordSet || from instanceof Product) {
    return new Filtered(from, test);
  }
  tick();
  const kept: Value[] = [];
  for (const one of from instanceof Interval ? from.iterate() : from.elements()) if (test(one)) kept.push(one);
  return kept.length === from.size ? from : kept.length === 0 ? emptySet : new ListedSet(kept);
}

/** Elements for a loop: listed where the list is not long. */
function each(set: Value, what: string): Iterable<Value> {
  const from = toSet(set, what);
  if (!from.isFinite) return from.elements();
  tick();
  const isLong = from instanceof PowerSet || from instanceof FunctionSet || from instanceof Interval;
  return isLong ? from.iterate() : from.elements();
}

/** Names bound by `<<x, y>> \in S`. */
function parts(value: Value, count: number): readonly Value[] {
  const whole = isFunction(value) ? value.canonical() : value;
  if (whole instanceof Tuple && whole.items.length === count) return whole.items;
  return wrong('a tuple of names', `a tuple of ${count}`, value);
}

function choose(set: Value, test: (value: Value) => boolean): Value {
  const from = toSet(set, 'CHOOSE');
  for (const value of from.isFinite ? each(from, 'CHOOSE') : from.elements()) if (test(value)) return value;
  return fault('PL-517', `no element of ${printShort(from)} satisfies the predicate`);
}

function lazy<T>(compute: () => T): () => T {
  let known = false;
  let value: T;
  return () => {
    if (!known) {
      value = compute();
      known = true;
    }
    return value;
  };
}

/** What generated code calls for the constructs of the language; each by its own name. */
export const constructs: Readonly<globalThis.Record<string, unknown>> = {
  apply,
  field,
  tabulate,
  recursive,
  except,
  record,
  records,
  filter,
  each,
  parts,
  choose,
  lazy,
  remembered1,
  remembered2,
  remembered3,
  tick,
  toBoolean,
  textOf,
  shapeOf,
  setOf,
  tuple: (...items: Value[]): Tuple => (items.length === 0 ? emptyTuple : new Tuple(items)),
  product: (...sets: Value[]): Product => new Product(sets.map((set) => toSet(set, '\\X'))),
  functions: (source: Value, range: Value): FunctionSet =>
    new FunctionSet(toSet(source, 'a set of functions'), toSet(range, 'a set of functions')),
  noArm: (): never => fault('PL-518', 'no arm of CASE holds'),
  unassigned: (name: string): never => fault('PL-511', `${name} is used before it has a value`),
  notGiven: (name: string): never => fault('PL-511', `${name} is given no value`),
  unsupported: (what: string): never => fault('PL-509', `${what} is not evaluated`),
};

function simple(js: string, arity: number, run: Run, isBoolean = false): Builtin {
  return { js, arity, run, isBoolean };
}

/** A constant set; made at each mention, cached by the translation. */
function constantSet(js: string, make: () => SetValue): Builtin {
  return { js, arity: 0, run: make };
}

const booleans = new ListedSet([false, true]);
const strings = new InfiniteSet('STRING', (value) => {
  if (value instanceof Text) return true;
  return typeof value === 'object' && value.kind === kinds.model ? false : wrong('\\in STRING', 'a string', value);
});

export const core: Readonly<globalThis.Record<string, Builtin>> = {
  '=': simple('equal', 2, equal, true),
  '#': simple('differs', 2, (a: Value, b: Value) => !equal(a, b), true),
  '\\in': simple('member', 2, member, true),
  '\\notin': simple('noMember', 2, (a: Value, b: Value) => !member(a, b), true),
  '\\cup': simple('cup', 2, cup),
  '\\cap': simple('cap', 2, cap),
  '\\': simple('minusSet', 2, minus),
  '\\subseteq': simple('subsetOf', 2, subsetOf, true),
  UNION: simple('unionOf', 1, (sets: Value) => unionOf(toSet(sets, 'UNION'))),
  SUBSET: simple('powerSet', 1, (set: Value) => new PowerSet(toSet(set, 'SUBSET'))),
  DOMAIN: simple('domain', 1, (fn: Value) => toFunction(fn, 'DOMAIN').domain()),
  '<=>': simple('iff', 2, (a: Value, b: Value) => toBoolean(a, '<=>') === toBoolean(b, '<=>'), true),
  BOOLEAN: constantSet('booleans', () => booleans),
  STRING: constantSet('strings', () => strings),
};
