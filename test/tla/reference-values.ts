/** Values of the reference evaluator and what it knows of them; nothing is shared with the checker. */

export type Ref =
  | number
  | boolean
  | string
  | { readonly set: readonly Ref[] }
  | { readonly pairs: readonly (readonly [Ref, Ref])[] };

export type Env = Readonly<Record<string, Ref>>;

export interface Expr {
  readonly text: string;
  readonly value: (env: Env) => Ref;
}

/** Outside of what TLA+ defines: the expression is left out. */
export class Undefined extends Error {}

export function undefinedHere(): never {
  throw new Undefined('no value');
}

export function keyOf(value: Ref): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if ('set' in value) return `{${value.set.map(keyOf).join()}}`;
  return `[${value.pairs.map(([k, v]) => `${keyOf(k)}:${keyOf(v)}`).join()}]`;
}

export function setOf(elements: readonly Ref[]): Ref {
  if (elements.length > 300) return undefinedHere();
  const byKey = new Map(elements.map((one) => [keyOf(one), one]));
  return { set: [...byKey.keys()].sort().map((key) => byKey.get(key) as Ref) };
}

export function functionOf(pairs: readonly (readonly [Ref, Ref])[]): Ref {
  const byKey = new Map(pairs.map((pair) => [keyOf(pair[0]), pair]));
  return { pairs: [...byKey.keys()].sort().map((key) => byKey.get(key) as readonly [Ref, Ref]) };
}

export function sequenceOf(items: readonly Ref[]): Ref {
  return functionOf(items.map((item, i) => [i + 1, item]));
}

export function int(value: Ref): number {
  if (typeof value !== 'number') throw new Error('not a number');
  return Math.abs(value) > 1_000_000 ? undefinedHere() : value;
}

export function bool(value: Ref): boolean {
  if (typeof value !== 'boolean') throw new Error('no truth value');
  return value;
}

export function elements(value: Ref): readonly Ref[] {
  if (typeof value !== 'object' || !('set' in value)) throw new Error('no set');
  return value.set;
}

export function pairs(value: Ref): readonly (readonly [Ref, Ref])[] {
  if (typeof value !== 'object' || !('pairs' in value)) throw new Error('no function');
  return value.pairs;
}

export function items(value: Ref): readonly Ref[] {
  const list = pairs(value);
  return list.map((_, i) => apply(value, i + 1));
}

export function apply(fn: Ref, argument: Ref): Ref {
  const key = keyOf(argument);
  const pair = pairs(fn).find(([k]) => keyOf(k) === key);
  return pair === undefined ? undefinedHere() : pair[1];
}

/** A value written out. */
export function literal(value: Ref): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value !== 'object') return typeof value === 'number' ? `${value}` : JSON.stringify(value);
  if ('set' in value) return `{${value.set.map(literal).join(', ')}}`;
  if (value.pairs.length === 0) return '<<>>';
  const keys = value.pairs.map(([k]) => k);
  if (keys.every((k) => typeof k === 'string')) {
    return `[${value.pairs.map(([k, v]) => `${k} |-> ${literal(v)}`).join(', ')}]`;
  }
  return `(${value.pairs.map(([k, v]) => `${literal(k)} :> ${literal(v)}`).join(' @@ ')})`;
}

export type Type = 'int' | 'bool' | 'text' | readonly ['set' | 'seq' | 'fun', Type] | 'record';

/** An expression of a type, over more names than those around it. */
export type Sub = (inner: Type, more?: Readonly<Record<string, Type>>) => Expr;
