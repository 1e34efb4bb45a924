/**
 * What a function of the state reads, as paths into local states: instances of one machine and elements of one array share a path.
 */

import type { LocalState } from '../language/machine.ts';
import { keyOf } from '../language/plain-data.ts';

/** A property of a record, any element of an array, how many there are, or a question that the local state answers itself. */
export type ReadStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'element' }
  | { readonly kind: 'length' }
  | { readonly kind: 'asked'; readonly method: 'matches' | 'hasTag'; readonly argument: unknown };

export interface ReadPath {
  /** As it is shown: `rollup.context.batches[*].status`, `channel.matches("closed")`. */
  readonly text: string;
  /** The name of the component, or of the instances. */
  readonly group: string;
  readonly steps: readonly ReadStep[];
}

/** What stands for every record and array: they are read part by part. */
export const somePart = 'a part';

export function valueKey(value: unknown): string {
  if (typeof value !== 'object' || value === null) return keyOf(value);
  return isOpen(value) ? somePart : keyOf(value);
}

/** Whether a value is read part by part: a record or an array, not a set or a map. */
export function isOpen(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function argumentText(argument: unknown): string {
  return typeof argument === 'string' ? `'${argument}'` : JSON.stringify(argument);
}

export function extended({ text, group, steps }: ReadPath, step: ReadStep): ReadPath {
  const shown = (): string => {
    switch (step.kind) {
      case 'field':
        return /^[A-Za-z_$][\w$]*$/.test(step.name) ? `.${step.name}` : `['${step.name}']`;
      case 'element':
        return '[*]';
      case 'length':
        return '.length';
      default:
        return `.${step.method}(${argumentText(step.argument)})`;
    }
  };
  return { text: `${text}${shown()}`, group, steps: [...steps, step] };
}

/** Adds the keys of the values that a path has in one local state; it stops at the second. */
export function collectValues(from: unknown, steps: readonly ReadStep[], into: Set<string>, at = 0): void {
  if (into.size > 1) return;
  const step = steps[at];
  if (step === undefined) {
    into.add(valueKey(from));
    return;
  }
  if (typeof from !== 'object' || from === null) return;
  switch (step.kind) {
    case 'field':
      if (Object.hasOwn(from, step.name))
        collectValues((from as Readonly<Record<string, unknown>>)[step.name], steps, into, at + 1);
      break;
    case 'element':
      if (Array.isArray(from)) for (const element of from) collectValues(element, steps, into, at + 1);
      break;
    case 'length':
      if (Array.isArray(from)) into.add(keyOf(from.length));
      break;
    default:
      into.add(keyOf((from as LocalState)[step.method](step.argument as string)));
  }
}
