/**
 * Transitions of the machines that no reachable state takes: an event of their type, taken where their state is active, would count.
 *
 * Of events that the setting has: a menu that a rule or a power leaves empty is no news. Where several transitions of active states wait
 * for one event, guards decide between them, and each is counted as taken: what is told is so, and the guards that only answered one way
 * tell the rest. Exact counts are those of a replay (`trace/conformance.ts`).
 */

import type { Product } from '../kernel/product.ts';
import type { TabulatedMachine } from '../kernel/tabulated-machine.ts';
import type { StateValue } from '../language/machine.ts';

/** The states that are active, by their paths; the machine itself is the empty one. */
function activePaths(value: StateValue, path = ''): readonly string[] {
  const below = path === '' ? '' : `${path}.`;
  if (typeof value === 'string') return [path, `${below}${value}`];
  const inner = Object.entries(value).flatMap(([region, one]) =>
    one === undefined ? [] : activePaths(one, `${below}${region}`),
  );
  return [path, ...inner];
}

/** Adds `path|type` for each state that was active when an event of the type was taken. */
function addTaken({ states, columns, table }: TabulatedMachine, into: Set<string>): void {
  const types = [...new Set(columns.map(({ payload }) => payload.type))];
  const typeOf = columns.map(({ payload }) => types.indexOf(payload.type));
  const taken = new Map<string, { readonly value: StateValue; readonly types: Uint8Array }>();
  states.forEach(({ value }, local) => {
    const key = typeof value === 'string' ? value : JSON.stringify(value);
    const here = taken.get(key) ?? { value, types: new Uint8Array(types.length) };
    taken.set(key, here);
    for (let column = 0, at = local * columns.length; column < columns.length; column++, at++)
      if ((table[at] as number) >= 0) here.types[typeOf[column] as number] = 1;
  });
  for (const { value, types: fired } of taken.values())
    for (const path of activePaths(value))
      types.forEach((type, t) => {
        if (fired[t] === 1) into.add(`${path}|${type}`);
      });
}

/** As `channel closed POST`: the component or the instances, the state, the event type. */
export function untakenTransitions({ components, groups }: Product): readonly string[] {
  return Object.entries(groups).flatMap(([name, group]) => {
    const tables = (typeof group === 'number' ? [group] : group).map((c) => components[c] as TabulatedMachine);
    const taken = new Set<string>();
    for (const table of tables) addTaken(table, taken);
    const declared = new Set(tables[0]?.machine.transitions.map((one) => one.slice(0, one.lastIndexOf('|'))));
    const types = new Set(tables.flatMap(({ columns }) => columns.map(({ payload }) => payload.type)));
    const isThere = (one: string): boolean => types.has(one.slice(one.indexOf('|') + 1));
    return [...declared]
      .filter((one) => isThere(one) && !taken.has(one))
      .map((one) => `${name} ${one.replace('|', ' ').trim()}`);
  });
}
