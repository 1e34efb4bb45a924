/** From a composition to its events and tabulated components, with every contradiction refused. */

import { deepFreeze, isSame, keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { readMachine } from '../language/read-machine.ts';
import type { AnySystem, Component, Configuration, EventMenu, Instances } from '../language/system.ts';
import type { ProductEvent } from './product-event.ts';
import type { TableCache } from './table-cache.ts';
import type { TableShelf } from './table-shelf.ts';
import { TabulatedMachine } from './tabulated-machine.ts';

export type { ProductEvent } from './product-event.ts';

/** Past this many events (types × payloads) the masks outgrow their use; a menu this long is a mistake. */
const mostEvents = 20_000;

/** Whether menus list events that were listed before, one by one. */
function areListed(
  known: readonly ProductEvent[],
  system: AnySystem,
  menus: Readonly<Record<string, EventMenu>>,
): boolean {
  let e = 0;
  for (const [type, { owner: of, payloads }] of Object.entries(menus)) {
    for (const payload of payloads) {
      const one = known[e++];
      if (one === undefined || one.type !== type || !isSame(one.payload, payload)) return false;
      const owner = typeof of === 'function' ? of(payload) : of;
      if (one.owner !== owner || one.side !== system.parties[owner]) return false;
    }
  }
  return e === known.length;
}

/** The events of a composition in the order of their menus; those that were listed before, where they are the same. */
export function listEvents(
  system: AnySystem,
  menus: Readonly<Record<string, EventMenu>>,
  known?: readonly ProductEvent[],
): readonly ProductEvent[] {
  if (known !== undefined && areListed(known, system, menus)) return known;
  const events: ProductEvent[] = [];
  for (const [type, menu] of Object.entries(menus)) {
    const place = `system ${system.name}, event ${type}`;
    const keys = new Set<string>();
    for (const payload of menu.payloads) {
      const owner = typeof menu.owner === 'function' ? menu.owner(payload) : menu.owner;
      const side = Object.hasOwn(system.parties, owner) ? system.parties[owner] : undefined;
      if (side === undefined) {
        throw new Problem('PL-111', {
          place,
          expected: `an owner among ${Object.keys(system.parties).join(', ')}`,
          found: owner,
        });
      }
      if (Object.hasOwn(payload, 'type'))
        throw new Problem('PL-111', { place, found: 'a payload field called `type`' });
      const key = keyOf(payload, `${place}, payload`);
      if (keys.has(key)) throw new Problem('PL-111', { place, expected: 'each payload once', found: `${key} twice` });
      keys.add(key);
      events.push({ type, payload, owner, side, message: deepFreeze({ type, ...payload }) });
    }
  }
  if (events.length > mostEvents) {
    throw new Problem('PL-111', {
      place: `system ${system.name}`,
      expected: `at most ${mostEvents.toLocaleString('en')} events (types × payloads)`,
      found: events.length.toLocaleString('en'),
    });
  }
  return events;
}

/** How tables are made. */
export interface TableOptions {
  /** Local states of one component at most; for tests of what happens past the limit. */
  readonly localLimit?: number | undefined;
  /** Tables kept from one configuration of a sweep to the next. */
  readonly tables?: TableCache | undefined;
  /** Tables kept from one run to the next. */
  readonly shelf?: TableShelf | undefined;
}

export function readComponents(
  system: AnySystem,
  specs: Readonly<Record<string, Component<unknown> | Instances<unknown>>>,
  events: readonly ProductEvent[],
  maskWords: number,
  { localLimit, tables, shelf, configuration }: TableOptions & { readonly configuration: Configuration },
): { components: TabulatedMachine[]; groups: Record<string, number | readonly number[]>; inputs: unknown[] } {
  const components: TabulatedMachine[] = [];
  const inputs: unknown[] = [];
  const groups: Record<string, number | readonly number[]> = {};
  const add = (name: string, spec: Component<unknown> | Instances<unknown>, index: number): number => {
    const input = spec.kind === 'instances' ? spec.input(index) : spec.input;
    inputs.push(input);
    const machine = tables?.machine(spec.machine, name) ?? readMachine(spec.machine, name);
    const taken = events.flatMap(({ type, payload }, event) => {
      const isKnown = machine.alphabet.has(type);
      const isOwn = spec.kind === 'component' || spec.watch.includes(type) || payload[spec.field] === index;
      return isKnown && isOwn ? [event] : [];
    });
    const known = tables?.like?.events === events ? tables.like.components[components.length]?.columns : undefined;
    const isAlike = known?.length === taken.length && known.every(({ event }, i) => event === taken[i]);
    const columns = isAlike
      ? known
      : taken.map((event) => ({ event, payload: (events[event] as ProductEvent).message }));
    const make = (): TabulatedMachine => {
      const table = new TabulatedMachine(name, machine, columns, maskWords, spec.bounds, localLimit);
      shelf?.keep(table, { configuration, input, maskWords });
      return table;
    };
    // Bounds may close over parameters, so a table that was checked against others is not taken over.
    const isShared = tables !== undefined && spec.bounds === undefined;
    components.push(isShared ? tables.table(machine, input, columns, maskWords, make) : make());
    return components.length - 1;
  };
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.kind === 'component') groups[name] = add(name, spec, 0);
    else groups[name] = Array.from({ length: spec.count }, (_, i) => add(`${name}[${i}]`, spec, i));
  }
  if (components.length === 0) throw new Problem('PL-111', { place: `system ${system.name}`, found: 'no component' });
  return { components, groups, inputs };
}

/** Every event has a participant (PL-107); every event type a machine knows has a menu (PL-108). */
export function checkAlphabets(
  system: AnySystem,
  menus: Readonly<Record<string, EventMenu>>,
  components: readonly TabulatedMachine[],
  events: readonly ProductEvent[],
): void {
  const taken = new Set(components.flatMap(({ columns }) => columns.map(({ event }) => event)));
  const lonely = events.find((_, e) => !taken.has(e));
  if (lonely !== undefined) {
    throw new Problem('PL-107', {
      place: `system ${system.name}, event ${keyOf(lonely.message)}`,
      hint: 'add the transition to a machine, or take the menu out',
    });
  }
  for (const { name, machine } of components) {
    for (const type of machine.alphabet) {
      if (!Object.hasOwn(menus, type)) {
        throw new Problem('PL-108', {
          place: `system ${system.name}, component ${name}`,
          found: type,
          hint: 'declare its menu in `events`',
        });
      }
    }
  }
}
