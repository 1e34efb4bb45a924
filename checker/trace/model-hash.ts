/**
 * A content hash of a model: statecharts, the text of their functions, inputs, menus, configuration.
 *
 * Text that guards and actions merely call (an imported function) is not seen; a trace's states are compared on replay in any
 * case, so a change there shows as an impossible trace instead of another model.
 */

import { createHash } from 'node:crypto';
import type { AnyMachine } from '../language/machine.ts';
import type { AnySystem, Component, Configuration, EventMenu, Instances } from '../language/system.ts';

function text(value: unknown, seen: ReadonlySet<unknown>): string {
  if (typeof value === 'function') {
    const extra = value as { assignment?: unknown; guards?: unknown };
    return `f(${value.toString()}${text(extra.assignment, seen)}${text(extra.guards, seen)})`;
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (seen.has(value)) return '(cycle)';
  const inside = new Set([...seen, value]);
  if (value instanceof Set || value instanceof Map) return `{${[...value].map((one) => text(one, inside)).join()}}`;
  if (Array.isArray(value)) return `[${value.map((one) => text(one, inside)).join()}]`;
  const entries = Object.entries(value).filter(([name]) => name !== 'types');
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${text(inner, inside)}`)
    .join()}}`;
}

const none: ReadonlySet<unknown> = new Set();

/** SHA-256 of any value, the text of its functions included; hexadecimal, first 16 digits. */
export function textHash(value: unknown): string {
  return createHash('sha256').update(text(value, none)).digest('hex').slice(0, 16);
}

/** A machine does not change once it is made. */
const machineTexts: WeakMap<AnyMachine, string> = new WeakMap();

/** Its statechart and functions; several values joined as in a list. */
function textOfMachine(machine: AnyMachine): string {
  const known = machineTexts.get(machine);
  if (known !== undefined) return known;
  const { guards, actions } = machine.implementations as { guards?: unknown; actions?: unknown };
  const made = [machine.config, guards, actions].map((one) => text(one, none)).join();
  machineTexts.set(machine, made);
  return made;
}

/** SHA-256 in hexadecimal, first 16 digits: the same for the same model text and configuration. */
export function modelHash(system: AnySystem, configuration: Configuration): string {
  const { components, events } = system.compose(configuration);
  const hash = createHash('sha256');
  for (const [name, spec] of Object.entries(components as Record<string, Component<unknown> | Instances<unknown>>)) {
    const inputs =
      spec.kind === 'component' ? [spec.input] : Array.from({ length: spec.count }, (_, i) => spec.input(i));
    hash.update(`${name} [${textOfMachine(spec.machine)},${text(inputs, none)}]\n`);
  }
  for (const [type, { payloads }] of Object.entries(events as Record<string, EventMenu>)) {
    hash.update(`${type} ${text(payloads, none)}\n`);
  }
  hash.update(text(configuration, none));
  return hash.digest('hex').slice(0, 16);
}
