/** What changed between two states, as paths with the value before and after. */

import { keyOf } from '../language/plain-data.ts';

export interface Change {
  readonly component: string;
  /** Where in the component: `batches[0].status`; empty for the statechart's own value. */
  readonly path: string;
  /** Absent where the place did not exist. */
  readonly before?: unknown;
  readonly after?: unknown;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Set || value instanceof Map)
  );
}

/** The innermost differences of two plain values. Arrays and records are entered; sets and maps are shown whole. */
export function differences(component: string, path: string, before: unknown, after: unknown): readonly Change[] {
  if (keyOf(before) === keyOf(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => {
      if (i >= before.length) return [{ component, path: `${path}[${i}]`, after: after[i] }];
      if (i >= after.length) return [{ component, path: `${path}[${i}]`, before: before[i] }];
      return differences(component, `${path}[${i}]`, before[i], after[i]);
    }).flat();
  }
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => {
      const inner = path === '' ? name : `${path}.${name}`;
      if (!Object.hasOwn(before, name)) return [{ component, path: inner, after: after[name] }];
      if (!Object.hasOwn(after, name)) return [{ component, path: inner, before: before[name] }];
      return differences(component, inner, before[name], after[name]);
    });
  }
  return [{ component, path, before, after }];
}
