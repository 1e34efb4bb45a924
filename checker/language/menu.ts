/**
 * Event menus: the finite set of payloads an event type may carry.
 *
 * A choice is a finite list of values; `payloads` multiplies named choices into a menu and `where` thins it. The search
 * tries every entry; sampling draws from the same list.
 */

import type { PlainData } from './plain-data.ts';
import { keyOf } from './plain-data.ts';
import { Problem } from './problem.ts';

export interface Choice<T extends PlainData> {
  readonly values: readonly T[];
}

export type Payload = Readonly<Record<string, PlainData>>;

/** Values of a choice and payloads of a menu at most: far more than a system may have events, and still written out in no time. */
const mostEntries = 1_000_000;

function checkLength(place: string, length: number): void {
  if (length <= mostEntries) return;
  throw new Problem('PL-111', {
    place,
    expected: `at most ${mostEntries.toLocaleString('en')} entries`,
    found: length.toLocaleString('en'),
    hint: 'every entry is an event that the search tries in every state: a few values that stand for the others do as well',
  });
}

/** Whole numbers from `least` to `greatest`, both included; empty when `least > greatest`. */
export function range(least: number, greatest: number): Choice<number> {
  if (!Number.isSafeInteger(least) || !Number.isSafeInteger(greatest)) {
    throw new Problem('PL-111', { place: `range(${least}, ${greatest})`, expected: 'two whole numbers' });
  }
  checkLength(`range(${least}, ${greatest})`, greatest - least + 1);
  return { values: Array.from({ length: Math.max(0, greatest - least + 1) }, (_, i) => least + i) };
}

/** Exactly these values; each once. */
export function oneOf<const T extends PlainData>(...values: readonly T[]): Choice<T> {
  const keys = new Set<string>();
  const twice = values.findIndex((value) => keys.size === keys.add(keyOf(value, 'oneOf')).size);
  if (twice >= 0) {
    throw new Problem('PL-111', { place: 'oneOf', expected: 'each value once', found: String(values[twice]) });
  }
  return { values };
}

/** Every subset of the values, smaller ones first, each as a list in the given order. */
export function subsetsOf<T extends PlainData>(choice: Choice<T>): Choice<readonly T[]> {
  const { values } = choice;
  if (values.length > 12) {
    throw new Problem('PL-111', { place: 'subsetsOf', expected: 'at most 12 values', found: `${values.length}` });
  }
  const subsets = Array.from({ length: 2 ** values.length }, (_, bits) => values.filter((_, i) => (bits >> i) & 1));
  return { values: subsets.sort((a, b) => a.length - b.length) };
}

/** The product of named choices: one payload for every combination, first field slowest. */
export function payloads<T extends Payload>(fields: { readonly [K in keyof T]: Choice<T[K]> }): readonly T[] {
  let menu: readonly Payload[] = [{}];
  for (const [name, choice] of Object.entries<Choice<PlainData>>(fields)) {
    if (name === 'type') throw new Problem('PL-111', { place: 'payload field `type`', expected: 'another name' });
    checkLength('payloads', menu.length * choice.values.length);
    menu = menu.flatMap((payload) => choice.values.map((value) => ({ ...payload, [name]: value })));
  }
  return menu as readonly T[];
}

/** The one empty payload: the event carries nothing. */
export const noPayload: readonly Payload[] = [{}];

/** The minimal interface of fast-check that a menu needs, so that the language does not import it. */
interface ConstantFrom {
  constantFrom<T>(...values: readonly T[]): unknown;
}

/** The fast-check arbitrary of a menu: `arbitraryOf(fc, menu)`. */
export function arbitraryOf<F extends ConstantFrom, T extends Payload>(
  fc: F,
  menu: readonly T[],
): ReturnType<F['constantFrom']> {
  if (menu.length === 0)
    throw new Problem('PL-111', { place: 'arbitraryOf', expected: 'a menu with an entry', found: 'an empty one' });
  return fc.constantFrom(...menu) as ReturnType<F['constantFrom']>;
}
