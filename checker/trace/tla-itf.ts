/** TLA+ values and traces in the Informal Trace Format: sets, tuples and functions in its wrappings, model values as strings. */

import {
  type FunctionValue,
  kinds,
  type ModelValue,
  type SetValue,
  type Text,
  type Value,
} from '../tla/values/value.ts';
import type { Json } from './itf-value.ts';
import type { TlaTrace } from './tla-trace.ts';

function itfOf(value: Value): Json {
  if (typeof value !== 'object') return value;
  switch (value.kind) {
    case kinds.text:
      return (value as Text).text;
    case kinds.model:
      return (value as ModelValue).name;
    case kinds.set:
      return { '#set': (value as SetValue).elements().map(itfOf) };
    case kinds.tuple:
      return { '#tup': (value as FunctionValue).values().map(itfOf) };
    case kinds.record:
    case kinds.table: {
      const pairs = pairsOf(value as FunctionValue);
      if (value.kind === kinds.table) return { '#map': pairs.map(([key, inner]) => [itfOf(key), inner]) };
      return Object.fromEntries(pairs.map(([key, inner]) => [(key as Text).text, inner]));
    }
    case kinds.rule:
      return itfOf(value.canonical());
    default:
      return value.kind satisfies never;
  }
}

function pairsOf(fn: FunctionValue): [Value, Json][] {
  const values = fn.values();
  return fn
    .domain()
    .elements()
    .map((key, i) => [key, itfOf(values[i] as Value)]);
}

/** A state by variable. */
export function stateOf(variables: readonly string[], values: readonly Value[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(variables.map((name, i) => [name, itfOf(values[i] as Value)]));
}

/** The bytes of an ITF file. */
export function writeTlaItf(
  trace: TlaTrace,
  variables: readonly string[],
  actions: readonly string[],
  about: Readonly<Record<string, string>>,
): string {
  const document = {
    '#meta': { ...about, format: 'ITF', 'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html' },
    ...(trace.loop === null ? {} : { loop: trace.loop }),
    states: trace.states.map((values, i) => ({
      '#meta': { index: i },
      ...stateOf(variables, values),
      'mbt::actionTaken': i === 0 ? 'init' : (actions[trace.events[i] as number] ?? 'stuttering'),
    })),
    vars: [...variables, 'mbt::actionTaken'],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
