/**
 * Plain data as TLA+ expressions: lists as sequences, records as records, sets as sets, maps as functions; null and undefined as the
 * model values None and Absent, which equal nothing else.
 *
 * TLC refuses to compare, say, a number with a string. So where a place holds values of several kinds, each is written as a pair
 * with the name of its kind first, which compares before the value does.
 */

import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { isFieldName } from './tla-names.ts';

type Kind = 'integer' | 'boolean' | 'text' | 'sequence' | 'record' | 'set' | 'map' | 'none' | 'absent';

/** TLC's integers have 32 bits. */
const greatestInteger = 2 ** 31 - 1;

function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return 'integer';
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'text';
    case 'undefined':
      return 'absent';
    default:
      if (value === null) return 'none';
      if (Array.isArray(value)) return 'sequence';
      if (value instanceof Set) return 'set';
      return value instanceof Map ? 'map' : 'record';
  }
}

/** The parts of a value, each with the place that it shares with the like parts of other values. */
function partsOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((one, i) => [`${i}`, one] as const);
  if (value instanceof Set) return [...value].map((one) => ['*', one] as const);
  if (value instanceof Map) return [...value].flatMap(([key, one]) => [['key', key] as const, ['value', one] as const]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function textOf(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

export class TlaData {
  readonly #kinds = new Map<string, Set<Kind>>();
  usesNone = false;
  usesAbsent = false;

  /** Learns which kinds of values occur in a place; everything is to be met before anything is written. */
  meet(value: unknown, place: string): void {
    const kind = kindOf(value);
    if (kind !== 'none' && kind !== 'absent') {
      const known = this.#kinds.get(place) ?? new Set();
      this.#kinds.set(place, known.add(kind));
    }
    for (const [part, inner] of partsOf(value)) this.meet(inner, `${place}.${part}`);
  }

  /** Throws PL-315 for a number that TLC does not have. */
  write(value: unknown, place: string): string {
    const kind = kindOf(value);
    if (kind === 'none') {
      this.usesNone = true;
      return 'None';
    }
    if (kind === 'absent') {
      this.usesAbsent = true;
      return 'Absent';
    }
    const plain = this.#plain(value, place);
    return (this.#kinds.get(place)?.size ?? 0) > 1 ? `<<"${kind}", ${plain}>>` : plain;
  }

  #plain(value: unknown, place: string): string {
    if (typeof value === 'string') return textOf(value);
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
    if (typeof value === 'number' || typeof value === 'bigint') {
      if (Number.isInteger(Number(value)) && value <= greatestInteger && value >= -greatestInteger) return `${value}`;
      throw new Problem('PL-315', { place, expected: 'whole numbers of 32 bits', found: `${value}` });
    }
    if (Array.isArray(value)) return `<<${value.map((one, i) => this.write(one, `${place}.${i}`)).join(', ')}>>`;
    if (value instanceof Set) {
      const items = [...value].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      return `{${items.map((one) => this.write(one, `${place}.*`)).join(', ')}}`;
    }
    if (value instanceof Map) {
      const pairs = [...value].map(([key, one]) => [
        this.write(key, `${place}.key`),
        this.write(one, `${place}.value`),
      ]);
      return mapText(pairs as [string, string][]);
    }
    return this.record(Object.entries(value as object), place);
  }

  record(entries: readonly (readonly [string, unknown])[], place: string): string {
    if (entries.length === 0) return '<<>>';
    const written = entries.map(([name, inner]) => [name, this.write(inner, `${place}.${name}`)] as const);
    if (entries.every(([name]) => isFieldName(name)))
      return `[${written.map(([name, text]) => `${name} |-> ${text}`).join(', ')}]`;
    return mapText(written.map(([name, text]) => [textOf(name), text]));
  }
}

function mapText(pairs: readonly (readonly [string, string])[]): string {
  return pairs.length === 0 ? '<<>>' : `(${pairs.map(([key, value]) => `${key} :> ${value}`).join(' @@ ')})`;
}
