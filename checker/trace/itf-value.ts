/**
 * Plain data as values of the Informal Trace Format, both ways, without loss.
 *
 * Numbers, strings, booleans, null, lists and records stand for themselves; what JSON cannot say is wrapped in a record with
 * one key that starts with `#`: the wrappings of Apalache and Quint for bigints, sets and maps, `#unserializable` for the
 * numbers JSON has no word for and for undefined, `#record` for records that could be mistaken for a wrapping.
 */

import { keyOf, type PlainData } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const unserializable: ReadonlyMap<string, PlainData> = new Map<string, PlainData>([
  ['-0', -0],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['undefined', undefined],
]);

/** Deeper than any context that the language accepts. */
const deepest = 1_000;

function byKey<T>(values: Iterable<T>, key: (value: T) => string): readonly T[] {
  const keyed = Array.from(values, (value) => ({ value, key: key(value) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ value }) => value);
}

function encodeNumber(value: number): Json {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { '#unserializable': Object.is(value, -0) ? '-0' : String(value) };
}

/** A value as ITF; sets, maps and records in canonical order. Throws PL-102 for what is not plain data. */
export function encodeValue(value: unknown): Json {
  switch (typeof value) {
    case 'number':
      return encodeNumber(value);
    case 'string':
    case 'boolean':
      return value;
    case 'undefined':
      return { '#unserializable': 'undefined' };
    case 'bigint':
      return { '#bigint': String(value) };
    default:
      return value === null ? null : encodeObject(value as object);
  }
}

function encodeObject(value: object): Json {
  if (Array.isArray(value)) return value.map(encodeValue);
  if (value instanceof Set) return { '#set': byKey(value, keyOf).map(encodeValue) };
  if (value instanceof Map) {
    return {
      '#map': byKey(value, ([name]) => keyOf(name)).map(([name, inner]) => [encodeValue(name), encodeValue(inner)]),
    };
  }
  keyOf(value);
  const entries = byKey(Object.entries(value), ([name]) => name).map(([name, inner]): [string, Json] => [
    name,
    encodeValue(inner),
  ]);
  return entries.some(([name]) => name.startsWith('#')) ? { '#record': entries } : Object.fromEntries(entries);
}

function broken(place: string, expected: string, found: unknown): never {
  const text = JSON.stringify(found) ?? 'nothing';
  throw new Problem('PL-311', { place, expected, found: text.length > 60 ? `${text.slice(0, 57)}…` : text });
}

/** The value that an ITF expression stands for. Throws PL-311, naming the place, for anything `encodeValue` does not write. */
export function decodeValue(json: unknown, place: string, depth = 0): PlainData {
  if (depth > deepest) return broken(place, `nesting of at most ${deepest}`, 'deeper nesting');
  if (json === null || typeof json === 'boolean' || typeof json === 'number' || typeof json === 'string') return json;
  if (typeof json !== 'object') return broken(place, 'an ITF value', json);
  if (Array.isArray(json)) return json.map((one, i) => decodeValue(one, `${place}[${i}]`, depth + 1));
  const names = Object.keys(json);
  if (!names.some((name) => name.startsWith('#'))) {
    return Object.fromEntries(
      Object.entries(json).map(([name, one]) => [name, decodeValue(one, `${place}.${name}`, depth + 1)]),
    );
  }
  const [name] = names;
  if (names.length !== 1 || name === undefined) return broken(place, 'one key that starts with #', names);
  return decodeWrapped(name, (json as Record<string, unknown>)[name], `${place}.${name}`, depth);
}

function decodeWrapped(name: string, inner: unknown, place: string, depth: number): PlainData {
  switch (name) {
    case '#bigint':
      return typeof inner === 'string' && /^(0|-?[1-9]\d*)$/.test(inner)
        ? BigInt(inner)
        : broken(place, 'a whole number in a string', inner);
    case '#unserializable':
      return typeof inner === 'string' && unserializable.has(inner)
        ? unserializable.get(inner)
        : broken(place, `one of ${[...unserializable.keys()].join(', ')}`, inner);
    case '#set': {
      const elements = listIn(inner, place).map((one, i) => decodeValue(one, `${place}[${i}]`, depth + 1));
      once(elements, place);
      return new Set(elements);
    }
    case '#map': {
      const entries = pairsIn(inner, place, depth);
      once(
        entries.map(([key]) => key),
        place,
      );
      return new Map(entries);
    }
    case '#record': {
      const entries = pairsIn(inner, place, depth).map(([key, value]): [string, PlainData] =>
        typeof key === 'string' ? [key, value] : broken(place, 'names that are strings', keyOf(key)),
      );
      once(
        entries.map(([key]) => key),
        place,
      );
      return Object.fromEntries(entries);
    }
    default:
      return broken(place, 'one of #bigint, #set, #map, #record, #unserializable', name);
  }
}

function listIn(json: unknown, place: string): readonly unknown[] {
  return Array.isArray(json) ? json : broken(place, 'a list', json);
}

function pairsIn(json: unknown, place: string, depth: number): readonly (readonly [PlainData, PlainData])[] {
  return listIn(json, place).map((pair, i) => {
    if (!Array.isArray(pair) || pair.length !== 2) return broken(`${place}[${i}]`, 'a pair', pair);
    return [decodeValue(pair[0], `${place}[${i}][0]`, depth + 1), decodeValue(pair[1], `${place}[${i}][1]`, depth + 1)];
  });
}

function once(values: readonly PlainData[], place: string): void {
  if (new Set(values.map((value) => keyOf(value))).size !== values.length)
    broken(place, 'each element once', 'one twice');
}
