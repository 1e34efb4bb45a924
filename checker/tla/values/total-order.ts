/** A total order of all values that depends on nothing but what they are: also of those that TLA+ does not compare. */

import type { ListedSet } from './listed-set.ts';
import type { FunctionValue, ModelValue, ObjectValue, Text, Value } from './value.ts';
import { kinds } from './value.ts';

function rankOf(value: Value): number {
  return typeof value === 'object' ? 2 + value.kind : typeof value === 'number' ? 1 : 0;
}

function compareItems(a: readonly Value[], b: readonly Value[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const order = compareAny(a[i] as Value, b[i] as Value);
    if (order !== 0) return order;
  }
  return 0;
}

/** Negative, zero or positive as `a` stands before, at or after `b`; both as they are stored in states. */
export function compareAny(a: Value, b: Value): number {
  if (a === b) return 0;
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a !== 'object') return Number(a) - Number(b);
  const other = b as ObjectValue;
  switch (a.kind) {
    case kinds.text:
    case kinds.model:
      return (a as Text | ModelValue).order - (other as Text | ModelValue).order;
    case kinds.set:
      return compareItems((a as ListedSet).elements(), (other as ListedSet).elements());
    default: {
      const [left, right] = [a as FunctionValue, other as FunctionValue];
      const domains = compareItems(left.domain().elements(), right.domain().elements());
      return domains || compareItems(left.values(), right.values());
    }
  }
}
