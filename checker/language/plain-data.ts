/**
 * Plain data and its canonical key.
 *
 * Two contexts are the same state exactly when their keys are equal: the key is injective on plain data and blind to
 * what carries no meaning (the order of a record's properties, of a set's elements, of a map's entries).
 * -0 and 0, NaN, undefined and an absent property are told apart; holes, accessors, class instances, functions,
 * symbols and cycles are refused.
 */

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

/**
 * Keys of the records and arrays that `canonical` made: deep-frozen, so their key never changes. Successive states share most of
 * their parts, which makes keys the cost of what changed (half of the time to fill a rollup's table without it).
 * Sets and maps cannot be frozen and are never remembered, nor is anything that holds one.
 */
const remembered: WeakMap<object, string> = new WeakMap();

/** Deeper nesting than any honest context; a cycle reaches it at once. */
const deepest = 200;

function refuse(path: string, found: string, hint: string): never {
  throw new Problem('PL-102', { place: path, expected: 'plain data', found, hint });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The canonical key of a value. Throws PL-102, naming the path, for anything that is not plain data. */
export function keyOf(value: unknown, path = 'context', depth = 0): string {
  switch (typeof value) {
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
      return `${value}n`;
    case 'object':
      return value === null ? 'null' : keyOfObject(value, path, depth);
    case 'function':
      return refuse(path, 'a function', 'keep data in the context and functions in guards and actions');
    default:
      return refuse(path, 'a symbol', 'use a string');
  }
}

function keyOfObject(value: object, path: string, depth: number): string {
  const known = remembered.get(value);
  if (known !== undefined) return known;
  if (depth > deepest)
    return refuse(path, `nesting deeper than ${deepest}, or a cycle`, 'refer to other records by index');
  if (Array.isArray(value)) {
    const parts: string[] = [];
    for (let i = 0; i < value.length; i++) {
      if (!(i in value)) refuse(`${path}[${i}]`, 'a hole in an array', 'write null or undefined');
      parts.push(keyOf(value[i], path, depth + 1));
    }
    return `[${parts.join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    const record = value as Record<string, unknown>;
    let key = '{';
    for (const name of Object.keys(record).sort(compare)) {
      key += `${JSON.stringify(name)}:${keyOf(record[name], `${path}.${name}`, depth + 1)},`;
    }
    return `${key}}`;
  }
  if (value instanceof Set) {
    return `Set{${Array.from(value, (element) => keyOf(element, `${path} (set)`, depth + 1))
      .sort(compare)
      .join(',')}}`;
  }
  if (value instanceof Map) {
    const entries = Array.from(
      value,
      ([k, v]) => `${keyOf(k, `${path} (map key)`, depth + 1)}=>${keyOf(v, `${path} (map value)`, depth + 1)}`,
    );
    return `Map{${entries.sort(compare).join(',')}}`;
  }
  const name = (value as { constructor?: { name?: string } }).constructor?.name ?? 'object';
  return refuse(path, `an instance of ${name}`, 'keep its fields in a plain record');
}

/**
 * A deep-frozen copy in canonical order (properties, set elements and map entries sorted by key), with the full
 * check for accessors and hidden properties that the key leaves out for speed. Every guard and action sees this copy, so
 * a machine cannot tell apart two contexts that the key calls equal.
 */
export function canonical<T>(value: T, path = 'context'): T {
  return copy(value, path) as T;
}

/** Remembers the key of a deep-frozen record or array whose parts are remembered or primitive. */
function remember<T extends object>(frozen: T): T {
  const isDeep = Object.values(frozen).every(
    (part) => typeof part !== 'object' || part === null || remembered.has(part),
  );
  if (isDeep) remembered.set(frozen, keyOf(frozen));
  return frozen;
}

function copy(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null || remembered.has(value)) return value;
  if (Array.isArray(value)) {
    if (Reflect.ownKeys(value).length !== value.length + 1)
      refuse(path, 'an array with extra properties', 'use a record');
    return remember(Object.freeze(value.map((element, i) => copy(element, `${path}[${i}]`))));
  }
  if (value instanceof Set) {
    const sorted = Array.from(value, (element) => [keyOf(element), element] as const).sort(([a], [b]) => compare(a, b));
    return new Set(sorted.map(([, element]) => copy(element, `${path} (set)`)));
  }
  if (value instanceof Map) {
    const sorted = Array.from(value, (entry) => [keyOf(entry[0]), entry] as const).sort(([a], [b]) => compare(a, b));
    return new Map(sorted.map(([, [k, v]]) => [copy(k, `${path} (map key)`), copy(v, `${path} (map value)`)]));
  }
  const result: Record<string, unknown> = {};
  for (const name of Reflect.ownKeys(value).sort((a, b) => compare(String(a), String(b)))) {
    if (typeof name === 'symbol') return refuse(path, `the symbol property ${String(name)}`, 'use a string property');
    const property = Object.getOwnPropertyDescriptor(value, name);
    if (property?.get !== undefined || property?.set !== undefined)
      refuse(`${path}.${name}`, 'an accessor', 'store the value');
    if (property?.enumerable === false) refuse(`${path}.${name}`, 'a hidden property', 'make it enumerable');
    // defineProperty, because a property may be called __proto__.
    Object.defineProperty(result, name, {
      value: copy(property?.value, `${path}.${name}`),
      enumerable: true,
      configurable: false,
      writable: false,
    });
  }
  return remember(Object.freeze(result));
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
  if (typeof value !== 'object' || value === null || remembered.has(value)) return false;
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
