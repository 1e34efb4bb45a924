/** Plain data of machines as TLA+ values: lists as tuples, records as records, sets as sets, maps as functions. */

import type { PlainData } from '../../language/plain-data.ts';
import { Problem } from '../../language/problem.ts';
import { functionOf, recordOf, Tuple } from './function.ts';
import { setOf } from './listed-set.ts';
import { compare } from './order.ts';
import { textOf, type Value } from './value.ts';

/** Throws PL-116, naming the place, for null, undefined and numbers that are not whole. */
export function plainValue(data: PlainData, place: string): Value {
  switch (typeof data) {
    case 'boolean':
      return data;
    case 'string':
      return textOf(data);
    case 'number':
    case 'bigint': {
      if (Number.isSafeInteger(Number(data))) return Number(data);
      break;
    }
    case 'object': {
      if (data === null) break;
      if (Array.isArray(data)) return new Tuple(data.map((one, i) => plainValue(one, `${place}[${i}]`)));
      if (data instanceof Set) return setOf([...data].map((one) => plainValue(one, place)));
      if (data instanceof Map) {
        const pairs = [...data].map(([key, one]): [Value, Value] => [plainValue(key, place), plainValue(one, place)]);
        pairs.sort(([a], [b]) => compare(a, b));
        return functionOf(
          setOf(pairs.map(([key]) => key)),
          pairs.map(([, one]) => one),
        );
      }
      const fields = Object.entries(data as Readonly<Record<string, PlainData>>);
      if (fields.length === 0) return new Tuple([]);
      return recordOf(
        fields.map(([name]) => name),
        fields.map(([name, one]) => plainValue(one, `${place}.${name}`)),
      );
    }
    default:
      break;
  }
  throw new Problem('PL-116', {
    place,
    expected: 'a boolean, string, whole number, list, record, set or map',
    found: data === undefined ? 'undefined' : String(data),
  });
}
