/** Values as TLA+ writes them. */

import { FunctionValue, kinds, type ModelValue, SetValue, type Text, type Value } from './value.ts';

const longest = 4_000;

function quotedText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}

/** A value in TLA+ syntax: what TLC prints, on one line. */
export function print(value: Value): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return String(value);
  switch (value.kind) {
    case kinds.text:
      return quotedText((value as Text).text);
    case kinds.model:
      return (value as ModelValue).name;
    case kinds.set:
      return printSet(value as SetValue);
    case kinds.tuple:
      return `<<${(value as FunctionValue).values().map(print).join(', ')}>>`;
    case kinds.record:
      return `[${fields(value as FunctionValue)
        .map(([name, inner]) => `${(name as Text).text} |-> ${print(inner)}`)
        .join(', ')}]`;
    case kinds.table:
      return `(${fields(value as FunctionValue)
        .map(([name, inner]) => `${print(name)} :> ${print(inner)}`)
        .join(' @@ ')})`;
    case kinds.rule: {
      const whole = value.canonical();
      return whole === value ? '[function given by a rule]' : print(whole);
    }
    default:
      return value.kind satisfies never;
  }
}

function fields(value: FunctionValue): [Value, Value][] {
  const values = value.values();
  return value
    .domain()
    .elements()
    .map((name, i) => [name, values[i] as Value]);
}

function printSet(set: SetValue): string {
  if (!set.isFinite) return set.describe();
  return `{${set.elements().map(print).join(', ')}}`;
}

/** The same for a message: cut where it gets long. */
export function printShort(value: Value): string {
  let text: string;
  try {
    text =
      value instanceof SetValue && value.isFinite && value.size > 1000
        ? `a set of ${value.size} elements`
        : print(value);
  } catch {
    text = value instanceof FunctionValue ? 'a function' : 'a value';
  }
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
