/**
 * Plain data and its canonical key.
 *
 * Two contexts are the same state exactly when their keys are equal: the key is injective on plain data and blind to
 * what carries no meaning (the order of a record's properties, of a set's elements, of a map's entries).
 * -0 and 0, NaN, undefined and an absent property are told apart; holes, accessors, class instances, functions,
 * symbols and cycles are refused.
 */

import { Mark } from './mark.ts';
import { Problem } from './problem.ts';

export type PlainData =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | readonly PlainData[]
  | ReadonlySet<PlainData>
  | ReadonlyMap<PlainData, PlainData>
  | { readonly [property: string]: PlainData };

/** Deeper nesting than any honest context; a cycle reaches it at once. */
export const deepest = 200;

function refuse(path: string, found: string, hint: string): never {
  throw new Problem('PL-102', { place: path, expected: 'plain data', found, hint });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What is refused, before it is known where it stands. */
class Refusal {
  readonly found: string;
  readonly hint: string;

  constructor(found: string, hint: string) {
    this.found = found;
    this.hint = hint;
  }
}

/** The canonical key of a value. Throws PL-102, naming the path, for anything that is not plain data. */
export function keyOf(value: unknown, path = 'context'): string {
  try {
    return key(value, 0);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    // Paths are not kept on the way down: that would build a string a level for a path that is hardly ever needed.
    const { found, hint } = refusal;
    return refuse(placeOf(value, path, 0), found, hint);
  }
}

function key(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'number':
      return value === 0 && Object.is(value, -0) ? '-0' : `${value}`;
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return 'undefined';
    case 'bigint':
      return `${value}n`;
    case 'object':
      return value === null ? 'null' : (Mark.keyOf(value) ?? keyOfPart(value, depth));
    case 'function':
      throw new Refusal('a function', 'keep data in the context and functions in guards and actions');
    default:
      throw new Refusal('a symbol', 'use a string');
  }
}

/** Property names come back all the time; quoting one takes longer than finding it here. */
const quoted: Map<string, string> = new Map();

function quote(name: string): string {
  let known = quoted.get(name);
  if (known === undefined) {
    known = JSON.stringify(name);
    if (quoted.size < 10_000) quoted.set(name, known);
  }
  return known;
}

function sortedNames(record: object): readonly string[] {
  const names = Object.keys(record);
  for (let i = 1; i < names.length; i++) {
    if ((names[i - 1] as string) > (names[i] as string)) return names.sort(compare);
  }
  return names;
}

/** The key of what `canonical` made never changes, and successive states share most of their parts. */
function keyOfPart(value: object, depth: number): string {
  const made = keyOfObject(value, depth);
  Mark.setKey(value, made);
  return made;
}

function keyOfObject(value: object, depth: number): string {
  if (depth > deepest)
    throw new Refusal(`nesting deeper than ${deepest}, or a cycle`, 'refer to other records by index');
  if (Array.isArray(value)) {
    let result = '[';
    for (let i = 0; i < value.length; i++) {
      if (!(i in value)) throw new Refusal('a hole in an array', 'write null or undefined');
      result += i === 0 ? key(value[i], depth + 1) : `,${key(value[i], depth + 1)}`;
    }
    return `${result}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    const record = value as Record<string, unknown>;
    let result = '{';
    for (const name of sortedNames(record)) result += `${quote(name)}:${key(record[name], depth + 1)},`;
    return `${result}}`;
  }
  if (value instanceof Set) {
    const elements = Array.from(value, (element) => key(element, depth + 1));
    return `Set{${elements.sort(compare).join(',')}}`;
  }
  if (value instanceof Map) {
    const entries = Array.from(value, ([k, v]) => `${key(k, depth + 1)}=>${key(v, depth + 1)}`);
    return `Map{${entries.sort(compare).join(',')}}`;
  }
  const name = (value as { constructor?: { name?: string } }).constructor?.name ?? 'object';
  throw new Refusal(`an instance of ${name}`, 'keep its fields in a plain record');
}

/**
 * Whether two values have the same key, without making the keys where nothing but records, arrays and primitives is met. Throws PL-102
 * as `keyOf` does.
 */
export function isSame(a: unknown, b: unknown, path = 'context'): boolean {
  return hasSameParts(a, b, 0) ?? keyOf(a, path) === keyOf(b, path);
}

/** Undefined where only the keys can tell. */
function hasSameParts(a: unknown, b: unknown, depth: number): boolean | undefined {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
    if (typeof a === 'function' || typeof a === 'symbol' || typeof b === 'function' || typeof b === 'symbol')
      return undefined;
    return Object.is(a, b);
  }
  // One and the same object may still hold what is refused, unless it is a canonical copy.
  if (a === b && Mark.isOn(a)) return true;
  if (depth > deepest) return undefined;
  const prototype: unknown = Object.getPrototypeOf(a);
  if (prototype !== Object.getPrototypeOf(b)) return undefined;
  if (prototype !== Array.prototype && prototype !== Object.prototype) return undefined;
  const names = Object.keys(a);
  // A hole in an array is no name: the keys refuse it.
  if (Array.isArray(a) && (names.length !== a.length || a.length !== (b as readonly unknown[]).length))
    return undefined;
  if (names.length !== Object.keys(b).length) return undefined;
  for (const name of names) {
    if (!Object.hasOwn(b, name)) return undefined;
    const same = hasSameParts((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name], depth + 1);
    if (same !== true) return same;
  }
  return true;
}

function isKeyed(value: unknown): boolean {
  try {
    key(value, 0);
    return true;
  } catch {
    return false;
  }
}

/** The path to the innermost part that has no key. */
function placeOf(value: unknown, path: string, depth: number): string {
  if (typeof value !== 'object' || value === null || depth > deepest) return path;
  const parts: (readonly [string, unknown])[] = [];
  if (Array.isArray(value)) {
    const hole = Array.from(value.keys()).find((i) => !(i in value));
    if (hole !== undefined) return `${path}[${hole}]`;
    value.forEach((part, i) => {
      parts.push([`${path}[${i}]`, part]);
    });
  } else if (value instanceof Set) for (const part of value) parts.push([`${path} (set)`, part]);
  else if (value instanceof Map)
    for (const [k, v] of value) parts.push([`${path} (map key)`, k], [`${path} (map value)`, v]);
  else if ([Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    for (const [name, part] of Object.entries(value)) parts.push([`${path}.${name}`, part]);
  }
  const wrong = parts.find(([, part]) => !isKeyed(part));
  return wrong === undefined ? path : placeOf(wrong[1], wrong[0], depth + 1);
}

/**
 * A deep-frozen copy in canonical order (properties, set elements and map entries sorted by key), with the full
 * check for accessors and hidden properties that the key leaves out for speed. Every guard and action sees this copy, so
 * a machine cannot tell apart two contexts that the key calls equal.
 */
export function canonical<T>(value: T, path = 'context'): T {
  return copy(value, path) as T;
}

/** Sets and maps cannot be frozen and are never marked, nor is anything that holds one. */
function isSettled(part: unknown): boolean {
  return typeof part !== 'object' || part === null || Mark.isOn(part);
}

/** The elements of an array that has nothing else: no hole, accessor or property of another name. */
function elementsOf(value: readonly unknown[], path: string): readonly unknown[] {
  for (let i = 0; i < value.length; i++) {
    const element = Object.getOwnPropertyDescriptor(value, i);
    if (element === undefined) refuse(`${path}[${i}]`, 'a hole in an array', 'write null or undefined');
    if (element.get !== undefined || element.set !== undefined)
      refuse(`${path}[${i}]`, 'an accessor', 'store the value');
  }
  if (Reflect.ownKeys(value).length !== value.length + 1)
    refuse(path, 'an array with extra properties', 'use a record');
  return value;
}

const plainPrototypes: ReadonlySet<unknown> = new Set([
  ...[Object.prototype, null],
  ...[Array.prototype, Set.prototype, Map.prototype],
]);

function copy(value: unknown, path: string, depth = 0): unknown {
  // A function or a symbol has no key: asking for it refuses it with its path.
  if (typeof value === 'function' || typeof value === 'symbol') return keyOf(value, path);
  if (typeof value !== 'object' || value === null || Mark.isOn(value)) return value;
  // So have a cycle and an instance of a class, but for subclasses of arrays, sets and maps, which would lose their methods here.
  if (depth > deepest) return keyOf(value, path);
  if (!plainPrototypes.has(Object.getPrototypeOf(value))) {
    const name = (value as { constructor?: { name?: string } }).constructor?.name ?? 'object';
    return refuse(path, `an instance of ${name}`, 'keep its fields in a plain record');
  }
  if (Array.isArray(value)) {
    const elements = elementsOf(value, path);
    const list = elements.map((element, i) => copy(element, `${path}[${i}]`, depth + 1));
    if (list.every(isSettled)) Mark.put(list);
    return Object.freeze(list);
  }
  if (value instanceof Set) {
    const keyed = Array.from(value, (element) => [keyOf(element, `${path} (set)`), element] as const);
    const sorted = keyed.sort(([a], [b]) => compare(a, b));
    return new Set(sorted.map(([, element]) => copy(element, `${path} (set)`, depth + 1)));
  }
  if (value instanceof Map) {
    // Two records with the same content are two keys to a map: their values decide.
    const order = ([k, v]: readonly [unknown, unknown]): string =>
      `${keyOf(k, `${path} (map key)`)}=>${keyOf(v, `${path} (map value)`)}`;
    const sorted = Array.from(value, (entry) => [order(entry), entry] as const).sort(([a], [b]) => compare(a, b));
    return new Map(
      sorted.map(([, [k, v]]) => [copy(k, `${path} (map key)`, depth + 1), copy(v, `${path} (map value)`, depth + 1)]),
    );
  }
  const result: Record<string, unknown> = {};
  let settled = true;
  for (const name of Reflect.ownKeys(value).sort((a, b) => compare(String(a), String(b)))) {
    if (typeof name === 'symbol') return refuse(path, `the symbol property ${String(name)}`, 'use a string property');
    const property = Object.getOwnPropertyDescriptor(value, name);
    if (property?.get !== undefined || property?.set !== undefined)
      refuse(`${path}.${name}`, 'an accessor', 'store the value');
    if (property?.enumerable === false) refuse(`${path}.${name}`, 'a hidden property', 'make it enumerable');
    const part = copy(property?.value, `${path}.${name}`, depth + 1);
    settled &&= isSettled(part);
    // An assignment keeps the record in a form that the engine is quick with; to this one name it would do something else.
    if (name === '__proto__') Object.defineProperty(result, name, { value: part, enumerable: true });
    else result[name] = part;
  }
  if (settled) Mark.put(result);
  return Object.freeze(result);
}

/**
 * Makes a value what `canonical` gave once, in place: one that was written down and read again has its parts in the same order, but is
 * not frozen. Parts that are one object stay one.
 */
export function settleAgain<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Mark.isOn(value) || Object.isFrozen(value)) return value;
  if (value instanceof Set || value instanceof Map) {
    for (const part of value) settleAgain(part);
    return value;
  }
  const parts: readonly unknown[] = Object.values(value);
  for (const part of parts) settleAgain(part);
  if (parts.every(isSettled)) Mark.put(value);
  return Object.freeze(value);
}

/** Freezes records and arrays in place, all the way down. Sets and maps cannot be frozen; see `holdsCollections`. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    if (ArrayBuffer.isView(value)) return value;
    Object.freeze(value);
    for (const name of Object.keys(value)) deepFreeze((value as Record<string, unknown>)[name]);
  }
  return value;
}

/** Whether the value holds a set or a map anywhere: those cannot be frozen, so a mutation has to be found by comparing keys. */
export function holdsCollections(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Mark.isOn(value)) return false;
  if (value instanceof Set || value instanceof Map) return true;
  return Object.values(value).some(holdsCollections);
}

/** One value in words, for traces: JSON-like, with sets, maps and bigints written as such. */
export function show(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'bigint':
      return `${value}n`;
    case 'object':
      break;
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
  if (value === null) return 'none';
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (value instanceof Set) return `{${Array.from(value, show).join(', ')}}`;
  if (value instanceof Map) return `{${Array.from(value, ([k, v]) => `${show(k)} => ${show(v)}`).join(', ')}}`;
  return `{${Object.entries(value)
    .map(([name, v]) => `${name}: ${show(v)}`)
    .join(', ')}}`;
}
