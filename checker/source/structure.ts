/**
 * The structure of a configured system as named elements with their text: switches, components, menus, states, transitions, guards,
 * actions. Two systems are compared name by name.
 *
 * The text of a guard or action is that of its function; what the function calls in turn is not seen here (`declarations.ts` sees it
 * where the source is at hand).
 */

import { keyOf } from '../language/plain-data.ts';
import type { AnySystem, Component, Configuration, EventMenu, Instances } from '../language/system.ts';

export type ElementKind =
  | 'parameter'
  | 'power'
  | 'rule'
  | 'party'
  | 'component'
  | 'input'
  | 'event'
  | 'state'
  | 'transition'
  | 'guard'
  | 'action'
  | 'context';

export interface Element {
  readonly kind: ElementKind;
  /** What it is called: `cascade`, `rollup.active/POST`, `rollup.hasRoom`. */
  readonly name: string;
  readonly text: string;
}

interface NodeConfig {
  readonly type?: string;
  readonly initial?: unknown;
  readonly context?: unknown;
  readonly tags?: unknown;
  readonly entry?: unknown;
  readonly exit?: unknown;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly always?: unknown;
  readonly onDone?: unknown;
  readonly states?: Readonly<Record<string, NodeConfig>>;
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** A function as written, and what xstate keeps beside it: the assignment of an action, the guards that a combinator joins. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'function') {
    const { assignment, guards, check } = value as { assignment?: unknown; guards?: unknown; check?: { name: string } };
    if (assignment !== undefined) return `assign(${textOf(assignment)})`;
    if (guards !== undefined)
      return `${(check?.name ?? 'check').slice(5).toLowerCase()}(${listOf(guards).map(textOf).join(', ')})`;
    return Function.prototype.toString.call(value);
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (value instanceof Set || value instanceof Map) return keyOf(value);
  const fields = Object.entries(value).map(([name, inner]) => `${name}: ${textOf(inner)}`);
  return `{ ${fields.join(', ')} }`;
}

function transitionText(config: unknown): string {
  if (typeof config === 'string') return `to ${config}`;
  const { guard, target, actions, reenter } = config as Record<string, unknown>;
  const words = [
    ...(guard === undefined ? [] : [`if ${textOf(guard)}`]),
    ...(actions === undefined ? [] : [`do ${listOf(actions).map(textOf).join(', ')}`]),
    target === undefined ? 'stay' : `to ${textOf(target)}`,
    ...(reenter === true ? ['reenter'] : []),
  ];
  return words.join(' ');
}

function transitions(place: string, config: unknown): readonly Element[] {
  const list = listOf(config);
  return list.map((one, i) => ({
    kind: 'transition',
    name: list.length === 1 ? place : `${place}[${i}]`,
    text: transitionText(one),
  }));
}

function nodeElements(place: string, node: NodeConfig): readonly Element[] {
  const { type, initial, tags, entry, exit, states = {}, on = {}, always, onDone } = node;
  const facts = { type, initial, tags, entry, exit };
  const text = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${textOf(value)}`],
  );
  return [
    { kind: 'state', name: place, text: text.join(', ') },
    ...Object.entries(on).flatMap(([event, config]) => transitions(`${place}/${event}`, config)),
    ...transitions(`${place}/always`, always),
    ...transitions(`${place}/onDone`, onDone),
    ...Object.entries(states).flatMap(([name, child]) => nodeElements(`${place}.${name}`, child)),
  ];
}

function machineElements(name: string, spec: Component<unknown> | Instances<unknown>): readonly Element[] {
  const config = spec.machine.config as NodeConfig;
  const { guards = {}, actions = {} } = spec.machine.implementations as Record<string, Record<string, unknown>>;
  const named = (kind: 'guard' | 'action', all: Record<string, unknown>): readonly Element[] =>
    Object.entries(all).map(([id, value]) => ({ kind, name: `${name}.${id}`, text: textOf(value) }));
  return [
    ...nodeElements(name, config),
    ...(config.context === undefined
      ? []
      : [{ kind: 'context' as const, name: `${name}.context`, text: textOf(config.context) }]),
    ...named('guard', guards),
    ...named('action', actions),
  ];
}

/** Leaves of an input, one element each, so that a changed number is told by its path. */
function inputElements(path: string, value: unknown): readonly Element[] {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isRecord || value instanceof Set || value instanceof Map)
    return value === undefined ? [] : [{ kind: 'input', name: path, text: textOf(value) }];
  return Object.entries(value).flatMap(([name, inner]) => inputElements(`${path}.${name}`, inner));
}

function componentElements(name: string, spec: Component<unknown> | Instances<unknown>): readonly Element[] {
  const { id } = spec.machine;
  const text = spec.kind === 'component' ? id : `${spec.count} × ${id} by ${spec.field}`;
  const inputs = spec.kind === 'component' ? spec.input : Array.from({ length: spec.count }, (_, i) => spec.input(i));
  return [{ kind: 'component', name, text }, ...inputElements(name, inputs), ...machineElements(name, spec)];
}

/** Every element of the system in its configuration. Switches are those that it declares, not how they are set. */
export function elementsOf(system: AnySystem, configuration: Configuration): readonly Element[] {
  const { components, events } = system.compose(configuration);
  const specs = Object.entries(components as Record<string, Component<unknown> | Instances<unknown>>);
  return [
    ...Object.entries(system.parameters).map(
      ([name, { says, least, greatest, default: usual }]): Element => ({
        ...{ kind: 'parameter', name, text: `${usual} (${least} to ${greatest}): ${says}` },
      }),
    ),
    ...Object.entries(system.powers).map(([name, { says }]): Element => ({ kind: 'power', name, text: says })),
    ...Object.entries(system.rules).map(([name, { says }]): Element => ({ kind: 'rule', name, text: says })),
    ...Object.entries(system.parties).map(([name, side]): Element => ({ kind: 'party', name, text: side })),
    ...specs.flatMap(([name, spec]) => componentElements(name, spec)),
    ...Object.entries(events as Record<string, EventMenu>).flatMap(([type, { owner, payloads }]) =>
      payloads.map((payload): Element => {
        const by = typeof owner === 'function' ? owner(payload) : owner;
        const fields = Object.entries(payload).map(([field, value]) => `${field}=${textOf(value)}`);
        return { kind: 'event', name: [type, ...fields].join(' '), text: `by ${by}` };
      }),
    ),
  ];
}
