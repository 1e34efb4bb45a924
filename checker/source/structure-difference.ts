/** What differs between the structures of two systems: elements added, removed and changed, by kind and name. */

import type { AnySystem, Configuration } from '../language/system.ts';
import { type Element, type ElementKind, elementsOf } from './structure.ts';

export interface ElementChange {
  readonly kind: ElementKind;
  readonly name: string;
  /** Null where the element was added. */
  readonly before: string | null;
  /** Null where it was removed. */
  readonly after: string | null;
}

function keyed(elements: readonly Element[]): ReadonlyMap<string, Element> {
  return new Map(elements.map((element) => [`${element.kind} ${element.name}`, element]));
}

/** A component that is new or gone brings or takes all its parts: they go unsaid. */
function isPartOf({ kind, name }: ElementChange, components: readonly string[]): boolean {
  const inside: readonly ElementKind[] = ['input', 'state', 'transition', 'guard', 'action', 'context'];
  return (
    inside.includes(kind) &&
    components.some((one) => name === one || (/^[./[]/.test(name.slice(one.length)) && name.startsWith(one)))
  );
}

/** The changes from one configured system to another, in the order of the elements, those of the base first. */
export function structureDifference(
  base: { readonly system: AnySystem; readonly configuration: Configuration },
  changed: { readonly system: AnySystem; readonly configuration: Configuration },
): readonly ElementChange[] {
  const before = keyed(elementsOf(base.system, base.configuration));
  const after = keyed(elementsOf(changed.system, changed.configuration));
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const changes = keys.flatMap((key): ElementChange[] => {
    const [from, to] = [before.get(key), after.get(key)];
    if (from?.text === to?.text && (from === undefined) === (to === undefined)) return [];
    const { kind, name } = (from ?? to) as Element;
    return [{ kind, name, before: from?.text ?? null, after: to?.text ?? null }];
  });
  const whole = changes.flatMap(({ kind, name, before: from, after: to }) =>
    kind === 'component' && (from === null || to === null) ? [name] : [],
  );
  return changes.filter((change) => !isPartOf(change, whole));
}
