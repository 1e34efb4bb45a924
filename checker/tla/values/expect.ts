/** What an operator may take for granted about its arguments. */

import { Tuple } from './function.ts';
import { printShort } from './print.ts';
import { type FunctionValue, fault, isFunction, isSet, kinds, type SetValue, type Text, type Value } from './value.ts';

function article(value: Value): string {
  if (typeof value === 'number') return 'the number';
  if (typeof value === 'boolean') return 'the boolean';
  switch (value.kind) {
    case kinds.text:
      return 'the string';
    case kinds.model:
      return 'the model value';
    case kinds.set:
      return 'the set';
    default:
      return 'the function';
  }
}

export function wrong(what: string, expected: string, found: Value): never {
  return fault('PL-513', `${what}: expected ${expected}, found ${article(found)} ${printShort(found)}`);
}

export function toNumber(value: Value, what: string): number {
  return typeof value === 'number' ? value : wrong(what, 'a number', value);
}

export function toBoolean(value: Value, what: string): boolean {
  return typeof value === 'boolean' ? value : wrong(what, 'TRUE or FALSE', value);
}

export function toSet(value: Value, what: string): SetValue {
  return isSet(value) ? value : wrong(what, 'a set', value);
}

export function toFunction(value: Value, what: string): FunctionValue {
  return isFunction(value) ? value : wrong(what, 'a function', value);
}

export function toText(value: Value, what: string): string {
  return typeof value === 'object' && value.kind === kinds.text ? (value as Text).text : wrong(what, 'a string', value);
}

/** The items of a sequence. */
export function toItems(value: Value, what: string): readonly Value[] {
  if (value instanceof Tuple) return value.items;
  if (isFunction(value)) {
    const whole = value.canonical();
    if (whole instanceof Tuple) return whole.items;
  }
  return wrong(what, 'a sequence', value);
}
