/** Values made again from the words of their parts: of another thread, or of a file. */

import { emptyTuple, Record, shapeOf, Table, Tuple } from './function.ts';
import { numberKind, valueAt } from './intern.ts';
import { emptySet, ListedSet } from './listed-set.ts';
import type { ValueRecord } from './shared-values.ts';
import { kinds, modelValue, textAt, type Value } from './value.ts';

/** Throws NewText for a string that is not known here, RangeError for what is no value. */
export function remake({ kind, keyed, parts }: ValueRecord): Value {
  switch (kind) {
    case numberKind:
      return new Float64Array(Uint32Array.from(parts).buffer)[0] as number;
    case kinds.text:
      return textAt(parts[0] as number);
    case kinds.model:
      return modelValue(textAt(parts[0] as number).text);
  }
  const items = Array.from(parts, valueAt);
  switch (kind) {
    case kinds.set:
      return items.length === 0 ? emptySet : new ListedSet(items);
    case kinds.tuple:
      return items.length === 0 ? emptyTuple : new Tuple(items);
    case kinds.record:
      return new Record(shapeOf((valueAt(keyed) as ListedSet).items), items);
    case kinds.table:
      return new Table(valueAt(keyed) as ListedSet, items);
    default:
      throw new RangeError(`no value is of the kind ${kind}`);
  }
}
