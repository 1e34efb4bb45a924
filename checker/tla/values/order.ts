/**
 * Equality and the total order in which sets are listed: that of TLC, so that CHOOSE chooses alike. Sets and functions by size
 * first, then part by part. What TLA+ does not say how to compare (a number and a string) is an error, as in TLC.
 */

import { printShort } from './print.ts';
import { type FunctionValue, fault, kinds, type ModelValue, type SetValue, type Text, type Value } from './value.ts';

function incomparable(a: Value, b: Value): never {
  return fault('PL-514', `cannot compare ${printShort(a)} with ${printShort(b)}`);
}

function isModel(value: Value): value is ModelValue {
  return typeof value === 'object' && value.kind === kinds.model;
}

/** Whether a typed model value may stand beside the other value at all. */
function checkTyped(model: ModelValue, other: Value): void {
  if (model.type === '') return;
  if (isModel(other) && (other.type === '' || other.type === model.type)) return;
  incomparable(model, other);
}

/** Equality of values. Throws PL-514 for values that cannot be compared. */
export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') {
    if (typeof a === typeof b) return false;
    return differsFromAtom(a, b);
  }
  const kind = a.kind;
  if (kind === kinds.text && b.kind === kinds.text) return false;
  if (kind === kinds.model || b.kind === kinds.model) return differsFromAtom(a, b);
  if (kind === kinds.set) return b.kind === kinds.set ? equalSets(a as SetValue, b as SetValue) : incomparable(a, b);
  if (kind >= kinds.tuple && b.kind >= kinds.tuple) return equalFunctions(a as FunctionValue, b as FunctionValue);
  return incomparable(a, b);
}

function differsFromAtom(a: Value, b: Value): boolean {
  if (isModel(a)) {
    checkTyped(a, b);
    if (isModel(b)) checkTyped(b, a);
    return false;
  }
  if (isModel(b)) {
    checkTyped(b, a);
    return false;
  }
  return incomparable(a, b);
}

function equalSets(a: SetValue, b: SetValue): boolean {
  if (!a.isFinite || !b.isFinite) {
    if (a.isFinite !== b.isFinite) return false;
    if (a.describe() === b.describe()) return true;
    return fault('PL-512', `cannot compare the infinite sets ${a.describe()} and ${b.describe()}`);
  }
  return a.size === b.size && equalLists(a.elements(), b.elements());
}

function equalLists(a: readonly Value[], b: readonly Value[]): boolean {
  for (let i = 0; i < a.length; i++) if (!equal(a[i] as Value, b[i] as Value)) return false;
  return true;
}

function equalFunctions(one: FunctionValue, other: FunctionValue): boolean {
  const a = one.canonical() as FunctionValue;
  const b = other.canonical() as FunctionValue;
  if (a === b) return true;
  if (a.kind === kinds.tuple && b.kind === kinds.tuple) {
    const left = a.values();
    const right = b.values();
    return left.length === right.length && equalLists(left, right);
  }
  const left = a.domain();
  const right = b.domain();
  if (left !== right && !(left.size === right.size && sameDomain(left, right))) return false;
  return equalLists(a.values(), b.values());
}

/** Domains of functions of another shape differ, unless their elements cannot be compared. */
function sameDomain(a: SetValue, b: SetValue): boolean {
  return equalLists(a.elements(), b.elements());
}

/** Negative, zero or positive as `a` stands before, at or after `b`. */
export function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return a ? 1 : -1;
  if (isModel(a) || isModel(b)) return compareModels(a, b);
  if (typeof a !== 'object' || typeof b !== 'object') return incomparable(a, b);
  if (a.kind === kinds.text && b.kind === kinds.text) return (a as Text).order - (b as Text).order;
  if (a.kind === kinds.set && b.kind === kinds.set) return compareSets(a as SetValue, b as SetValue);
  if (a.kind >= kinds.tuple && b.kind >= kinds.tuple) return compareFunctions(a as FunctionValue, b as FunctionValue);
  return incomparable(a, b);
}

function compareModels(a: Value, b: Value): number {
  if (isModel(a)) {
    checkTyped(a, b);
    return isModel(b) ? a.order - b.order : -1;
  }
  checkTyped(b as ModelValue, a);
  return 1;
}

function compareLists(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compare(a[i] as Value, b[i] as Value);
    if (order !== 0) return order;
  }
  return 0;
}

function compareSets(a: SetValue, b: SetValue): number {
  if (!a.isFinite || !b.isFinite) {
    if (a.isFinite === b.isFinite) return a.describe() < b.describe() ? -1 : a.describe() === b.describe() ? 0 : 1;
    return a.isFinite ? -1 : 1;
  }
  return a.size - b.size || compareLists(a.elements(), b.elements());
}

function compareFunctions(one: FunctionValue, other: FunctionValue): number {
  const a = one.canonical() as FunctionValue;
  const b = other.canonical() as FunctionValue;
  if (a === b) return 0;
  if (a.kind === kinds.tuple && b.kind === kinds.tuple) {
    const left = a.values();
    const right = b.values();
    return left.length - right.length || compareLists(left, right);
  }
  const left = a.domain();
  const right = b.domain();
  if (left.size !== right.size) return left.size - right.size;
  // TLC compares records by all names and then all values, other functions argument by argument.
  if (a.kind === kinds.record && b.kind === kinds.record) {
    return (
      (left === right ? 0 : compareLists(left.elements(), right.elements())) || compareLists(a.values(), b.values())
    );
  }
  const names = left.elements();
  const others = right.elements();
  for (let i = 0; i < names.length; i++) {
    const order =
      compare(names[i] as Value, others[i] as Value) || compare(a.values()[i] as Value, b.values()[i] as Value);
    if (order !== 0) return order;
  }
  return 0;
}

/** The values sorted, each once. */
export function sorted(values: Value[]): Value[] {
  let isSorted = true;
  for (let i = 1; i < values.length && isSorted; i++)
    isSorted = compare(values[i - 1] as Value, values[i] as Value) < 0;
  if (isSorted) return values;
  values.sort(compare);
  let kept = 1;
  for (let i = 1; i < values.length; i++) {
    if (compare(values[kept - 1] as Value, values[i] as Value) !== 0) values[kept++] = values[i] as Value;
  }
  values.length = kept;
  return values;
}
