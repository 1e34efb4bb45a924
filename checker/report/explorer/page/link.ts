/** What the address says: which claim, on which model, where in its trace, what if. */

import type { Walk } from './walk.ts';

export interface Place {
  readonly claim: string;
  readonly model: string;
  readonly trace: number;
  readonly at: number;
  readonly branch: Walk['branch'];
  readonly view: string;
}

function numbers(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split('.').map(Number);
  return parts.every((part) => Number.isSafeInteger(part) && part >= 0) ? parts : undefined;
}

export function linkOf({ claim, model, trace, at, branch, view }: Place): string {
  const fields = new URLSearchParams({ claim, model, at: String(at) });
  if (view !== '') fields.set('view', view);
  if (trace !== 0) fields.set('trace', String(trace));
  if (branch !== null) {
    fields.set('from', String(branch.from));
    fields.set('then', branch.events.join('.'));
  }
  return `#${fields.toString().replaceAll('%2F', '/')}`;
}

/** The place that an address names; undefined for an address that names none. */
export function placeOf(hash: string): Place | undefined {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const [claim, model] = [fields.get('claim'), fields.get('model')];
  if (claim === null || model === null) return undefined;
  const [at = 0] = numbers(fields.get('at') ?? '0') ?? [];
  const [trace = 0] = numbers(fields.get('trace') ?? '0') ?? [];
  const then = fields.get('then');
  const events = then === null ? undefined : numbers(then);
  const [from = 0] = numbers(fields.get('from') ?? '0') ?? [];
  const branch = events === undefined ? null : { from, events };
  return { claim, model, trace, at, branch, view: fields.get('view') ?? '' };
}
