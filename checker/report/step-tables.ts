/**
 * A system as tables, read off an exploration that is complete: for each component, or list of instances, its local states and which
 * of them each event leads to.
 *
 * Instances of one machine share a table. A step that a machine would take but that no reachable state of the system lets it take is
 * not in the tables: they give the same reachable states and steps, and nothing else.
 */

import type { ProductEvent } from '../kernel/components.ts';
import type { Product } from '../kernel/product.ts';
import type { TabulatedMachine } from '../kernel/tabulated-machine.ts';
import type { LocalState } from '../language/machine.ts';
import { keyOf } from '../language/plain-data.ts';
import type { AnySystem, Component, Configuration, Instances } from '../language/system.ts';

/** One row: in `from`, with these values of the payload's fields, to `to`. Local states are numbers in the group. */
interface Row {
  readonly from: number;
  readonly payload: readonly unknown[];
  readonly to: number;
}

export interface EventTable {
  readonly type: string;
  /** Fields of the payload that it takes to know where the event leads. */
  readonly fields: readonly string[];
  readonly rows: readonly Row[];
  /** Which instances take part: all of them, or the one whose number this field of the payload is. */
  readonly by: 'all' | string;
}

/** A component, or the instances that a name stands for. */
export interface Group {
  readonly name: string;
  readonly isList: boolean;
  /** Components of the product, in order of their index. */
  readonly members: readonly number[];
  readonly states: readonly LocalState[];
  /** Local states of a component as states of the group. */
  readonly numbers: readonly (readonly number[])[];
  readonly tables: readonly EventTable[];
}

interface RawStep {
  readonly from: number;
  readonly event: ProductEvent;
  readonly to: number;
}

/** In a table of the product: not known, because no reachable state of the system gets there. */
const unknown = -1;
/** In a step: the component refuses. A table may not forget the field that tells a refusal from the rest. */
const refused = -1;

/** Drops fields, last ones first, as long as no two steps from one state would differ. */
function neededFields(steps: readonly RawStep[], names: readonly string[]): readonly string[] {
  let fields = names;
  for (const name of [...names].reverse()) {
    const fewer = fields.filter((field) => field !== name);
    if (isDetermined(steps, fewer)) fields = fewer;
  }
  return fields;
}

function isDetermined(steps: readonly RawStep[], fields: readonly string[]): boolean {
  const known = new Map<string, number>();
  for (const { from, event, to } of steps) {
    const key = `${from} ${keyOf(fields.map((field) => event.payload[field]))}`;
    if ((known.get(key) ?? to) !== to) return false;
    known.set(key, to);
  }
  return true;
}

function tableOf(type: string, by: string, all: readonly RawStep[], menu: readonly ProductEvent[]): EventTable {
  const names = [...new Set(menu.flatMap(({ payload }) => Object.keys(payload)))];
  const fields = neededFields(all, names);
  const rows = new Map<string, Row>();
  for (const { from, event, to } of all) {
    if (to === refused) continue;
    const payload = fields.map((field) => event.payload[field]);
    rows.set(`${from} ${keyOf(payload)}`, { from, payload, to });
  }
  const ordered = [...rows.values()].sort((a, b) => a.from - b.from);
  return { type, fields, rows: ordered, by };
}

/** The tables of a system whose state space was explored to the end. */
export function tablesOf(system: AnySystem, configuration: Configuration, product: Product): readonly Group[] {
  const composed = system.compose(configuration).components as Readonly<
    Record<string, Component<unknown> | Instances<unknown>>
  >;
  return Object.entries(product.groups).map(([name, group]) => {
    const members = typeof group === 'number' ? [group] : group;
    const machines = members.map((c) => product.components[c] as TabulatedMachine);
    const states: LocalState[] = [];
    const known = new Map<string, number>();
    const numbers = machines.map((machine) =>
      machine.states.map((state) => {
        const key = machine.machine.key(state);
        const number = known.get(key) ?? states.push(state) - 1;
        known.set(key, number);
        return number;
      }),
    );
    const spec = composed[name];
    const types = [...new Set(machines.flatMap(({ columns }) => columns.map(({ payload }) => payload.type)))];
    const tables = types.map((type) => {
      const menu = product.events.filter((event) => event.type === type);
      const isByField = spec?.kind === 'instances' && !spec.watch.includes(type);
      const steps = machines.flatMap((machine, m) => stepsOf(machine, type, product.events, numbers[m] as number[]));
      return tableOf(type, isByField ? spec.field : 'all', steps, menu);
    });
    return { name, isList: typeof group !== 'number', members, states, numbers, tables };
  });
}

function stepsOf(
  machine: TabulatedMachine,
  type: string,
  events: readonly ProductEvent[],
  numbers: readonly number[],
): RawStep[] {
  const { columns, states, table } = machine;
  const steps: RawStep[] = [];
  columns.forEach(({ event, payload }, column) => {
    if (payload.type !== type) return;
    for (let local = 0; local < states.length; local++) {
      const to = table[local * columns.length + column] as number;
      if (to === unknown && !machine.refuses(local, event)) continue;
      const from = numbers[local] as number;
      const next = to === unknown ? refused : (numbers[to] as number);
      steps.push({ from, event: events[event] as ProductEvent, to: next });
    }
  });
  return steps;
}
