/** A configured system for a page: what is said at once, and its states and tables, packed. */

import type { AnyMachine, LocalState } from '../../language/machine.ts';
import type { Payload } from '../../language/menu.ts';
import { keyOf } from '../../language/plain-data.ts';
import type { Property } from '../../language/property.ts';
import type { AnySystem, Component, Instances } from '../../language/system.ts';
import { encodeValue } from '../../trace/itf-value.ts';
import { modelHash } from '../../trace/model-hash.ts';
import { chartOf } from '../drawing/statechart.ts';
import { eventWords } from '../words.ts';
import { answersOf } from './answers.ts';
import { columnsOf, type ModelStates } from './model-states.ts';
import { narrow, Packer } from './packing.ts';
import {
  type PackedComponent,
  type PackedModel,
  type PageModel,
  type PageSwitch,
  refused,
  unasked,
  uncomputed,
} from './page-data.ts';
import { packedStrategy, type ShownStrategy } from './played.ts';

/** What a page says of a model at once. */
export function pageModel(system: AnySystem, { product }: ModelStates): PageModel {
  const { configuration, events, groups, components } = product;
  const specs = system.compose(configuration).components as Record<string, Component<unknown> | Instances<unknown>>;
  const switches = (
    kind: Readonly<Record<string, { readonly says: string }>>,
    values: Readonly<Record<string, boolean | number>>,
  ): readonly PageSwitch[] =>
    Object.entries(kind).map(([name, { says }]) => ({ name, says, value: values[name] as boolean | number }));
  const machines = new Map<AnyMachine, number>();
  const charts = Object.entries(specs).flatMap(([name, { machine }]) => {
    if (machines.has(machine)) return [];
    machines.set(machine, machines.size);
    return [chartOf(machine, name)];
  });
  const chartNumbers = Object.entries(groups).flatMap(([name, group]) => {
    const number = machines.get((specs[name] as Component<unknown>).machine) as number;
    return typeof group === 'number' ? [number] : group.map(() => number);
  });
  const columns = columnsOf(product);
  return {
    hash: modelHash(system, configuration),
    system: system.name,
    says: system.says,
    parameters: switches(system.parameters, configuration.parameters),
    powers: switches(system.powers, configuration.powers),
    rules: switches(system.rules, configuration.rules),
    parties: Object.entries(system.parties).map(([name, side]) => ({ name, side })),
    components: components.map(({ name }, c) => ({ name, chart: chartNumbers[c] as number })),
    groups,
    charts,
    events: events.map(({ type, payload, owner, side }, e) => ({
      ...{ type, payload: encodeValue(payload), owner, side },
      words: eventWords({ type, payload }, false),
      brief: eventWords({ type, payload: varying(product, type, payload) }, false),
      takers: components.flatMap((_, c) => ((columns[c]?.[e] ?? -1) < 0 ? [] : [c])),
    })),
  };
}

/** The fields of a payload that tell it from others of its type. */
function varying({ events }: ModelStates['product'], type: string, payload: Payload): Payload {
  const menu = events.filter((event) => event.type === type);
  const fields = Object.entries(payload).filter(([field, value]) => {
    const key = keyOf(value);
    return menu.some((event) => keyOf(event.payload[field]) !== key);
  });
  return Object.fromEntries(fields);
}

/** A local state as the JSON text that a page reads when it is looked at. */
export function localText({ value, context }: LocalState): string {
  return JSON.stringify({ value, context: encodeValue(context) });
}

/** Local states that occur, or are led to, under new numbers; the first keep their order. */
function occurring(states: ModelStates, c: number): { readonly old: readonly number[]; readonly fresh: Int32Array } {
  const component = states.product.components[c] as ModelStates['product']['components'][number];
  const width = component.columns.length;
  const fresh = new Int32Array(component.states.length).fill(-1);
  const old: number[] = [];
  const add = (local: number): void => {
    if (fresh[local] !== -1) return;
    fresh[local] = old.push(local) - 1;
  };
  for (const local of states.of[c] as Uint32Array) add(local);
  const own = old.length;
  for (let i = 0; i < own; i++)
    for (let column = 0; column < width; column++) {
      const next = component.table[(old[i] as number) * width + column] as number;
      if (next >= 0) add(next);
    }
  return { old, fresh };
}

/** Fields of a context that have one value in all of these local states. */
function fixedFields(locals: readonly LocalState[]): readonly string[] {
  const [first] = locals;
  if (first === undefined || typeof first.context !== 'object' || first.context === null) return [];
  const fieldOf = ({ context }: LocalState, name: string): unknown => (context as Record<string, unknown>)[name];
  return Object.keys(first.context).filter((name) => {
    const key = keyOf(fieldOf(first, name));
    return locals.every((local) => keyOf(fieldOf(local, name)) === key);
  });
}

function packedComponent(states: ModelStates, c: number, packer: Packer): PackedComponent {
  const component = states.product.components[c] as ModelStates['product']['components'][number];
  const { columns, table } = component;
  const { old, fresh } = occurring(states, c);
  const width = columns.length;
  const next = new Int32Array(old.length * width);
  const taken = new Uint32Array(next.length);
  const sets: (readonly string[])[] = [[]];
  const numbers = new Map([['', 0]]);
  old.forEach((local, row) => {
    const isAsked = component.filled[local] === 1;
    columns.forEach(({ event, payload }, column) => {
      const to = table[local * width + column] as number;
      const entry = !isAsked
        ? unasked
        : component.refuses(local, event)
          ? refused
          : to < 0
            ? uncomputed
            : fresh[to] === -1
              ? uncomputed
              : (fresh[to] as number);
      next[row * width + column] = entry;
      if (entry < 0) return;
      const chosen = component.machine.chosen(component.states[local] as LocalState, payload);
      const key = chosen.join();
      const number = numbers.get(key) ?? sets.push(chosen) - 1;
      numbers.set(key, number);
      taken[row * width + column] = number;
    });
  });
  const locals = old.map((local) => component.states[local] as LocalState);
  return {
    locals: locals.map(localText),
    // Of a component that never moves nothing would be left to show.
    fixed: locals.length === 1 ? [] : fixedFields(locals),
    columns: columns.map(({ event }) => event),
    next: packer.add(next),
    taken: packer.add(narrow(taken)),
    takenSets: sets,
    of: packer.add(narrow((states.of[c] as Uint32Array).map((local) => fresh[local] as number))),
  };
}

/** The states and tables of a model with what the properties answer and what strategies do, by claim, as bytes. */
export function packModel(
  system: AnySystem,
  states: ModelStates,
  properties: readonly Property<never>[],
  strategies: ReadonlyMap<string, ShownStrategy> = new Map(),
): Uint8Array {
  const packer = new Packer();
  const { product, count, listed, layers, complete, cut } = states;
  const document: PackedModel = {
    hash: modelHash(system, product.configuration),
    ...{ count, listed, layers: [...new Set([...layers, listed])], complete, cut },
    components: product.components.map((_, c) => packedComponent(states, c, packer)),
    answers: answersOf(states, properties, packer),
    strategies: [...strategies].map(([claim, strategy]) => packedStrategy(states, claim, strategy, packer)),
  };
  return packer.bytes(document);
}
