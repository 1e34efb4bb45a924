/** Sequences. Strings are sequences too where TLC lets them be: concatenation and length. */

import { toBoolean, toItems, toNumber, toSet, toText, wrong } from '../values/expect.ts';
import { emptyTuple, Tuple } from '../values/function.ts';
import { InfiniteSet } from '../values/lazy-set.ts';
import { fault, isFunction, type SetValue, Text, textOf, type Value } from '../values/value.ts';
import type { Builtin } from './builtin.ts';

export function sequence(items: readonly Value[]): Tuple {
  return items.length === 0 ? emptyTuple : new Tuple(items);
}

function sequencesOver(set: SetValue): SetValue {
  const name = `Seq(${set.isFinite ? 'S' : set.describe()})`;
  return new InfiniteSet(name, (value) => {
    const whole = isFunction(value) ? value.canonical() : value;
    if (!(whole instanceof Tuple)) return isFunction(whole) ? false : wrong('\\in Seq(S)', 'a sequence', value);
    return whole.items.every((item) => set.has(item));
  });
}

export const sequences: Readonly<Record<string, Builtin>> = {
  Seq: { js: 'sequencesOver', arity: 1, run: (set: Value) => sequencesOver(toSet(set, 'Seq')) },
  Len: {
    js: 'length',
    arity: 1,
    run: (value: Value) => (value instanceof Text ? value.text.length : toItems(value, 'Len').length),
  },
  '\\o': {
    js: 'concatenate',
    arity: 2,
    run: (a: Value, b: Value) => {
      if (a instanceof Text) return textOf(a.text + toText(b, '\\o'));
      const left = toItems(a, '\\o');
      const right = toItems(b, '\\o');
      return left.length === 0 ? sequence(right) : right.length === 0 ? sequence(left) : new Tuple([...left, ...right]);
    },
  },
  Append: {
    js: 'append',
    arity: 2,
    run: (items: Value, last: Value) => new Tuple([...toItems(items, 'Append'), last]),
  },
  Head: {
    js: 'head',
    arity: 1,
    run: (value: Value) => toItems(value, 'Head')[0] ?? fault('PL-515', 'Head of the empty sequence'),
  },
  Tail: {
    js: 'tail',
    arity: 1,
    run: (value: Value) => {
      if (value instanceof Text && value.text !== '') return textOf(value.text.slice(1));
      const items = toItems(value, 'Tail');
      return items.length === 0 ? fault('PL-515', 'Tail of the empty sequence') : sequence(items.slice(1));
    },
  },
  SubSeq: {
    js: 'subSequence',
    arity: 3,
    run: (value: Value, from: Value, to: Value) => {
      const first = toNumber(from, 'SubSeq');
      const last = toNumber(to, 'SubSeq');
      const items = value instanceof Text ? value.text : toItems(value, 'SubSeq');
      if (first <= last && (first < 1 || last > items.length)) {
        return fault('PL-515', `SubSeq of a sequence of ${items.length} from ${first} to ${last}`);
      }
      if (typeof items === 'string') return textOf(first > last ? '' : items.slice(first - 1, last));
      return first > last ? emptyTuple : sequence(items.slice(first - 1, last));
    },
  },
  SelectSeq: {
    js: 'selectSequence',
    arity: 2,
    operators: { 1: 1 },
    run: (value: Value, test: (item: Value) => Value) =>
      sequence(toItems(value, 'SelectSeq').filter((item) => toBoolean(test(item), 'the test of SelectSeq'))),
  },
};
