/** Variables of a component as rows, and what a step changed in them. */

import { keyOf, show } from '../../../language/plain-data.ts';
import { type Change, differences } from '../../../trace/difference.ts';
import { valueWords } from '../../drawing/statechart.ts';
import { changeText } from '../../words.ts';
import type { Local, State, StateGraph } from './graph.ts';

export interface Row {
  readonly path: string;
  readonly text: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Set) && !(value instanceof Map);
}

/** Values this short are shown on one line, whatever they are made of. */
const shortest = 28;

/** The innermost values with their paths; what is short as a whole stays whole. */
function rowsOf(path: string, value: unknown): readonly Row[] {
  const text = show(value);
  if (!isRecord(value) || text.length <= shortest || Object.keys(value).length === 0) return [{ path, text }];
  if (Array.isArray(value)) return value.flatMap((one, i) => rowsOf(`${path}[${i}]`, one));
  return Object.entries(value).flatMap(([name, one]) => rowsOf(path === '' ? name : `${path}.${name}`, one));
}

export function variableRows(
  { context }: Local,
  fixed: ReadonlySet<string>,
): { readonly moving: readonly Row[]; readonly still: readonly Row[] } {
  if (!isRecord(context))
    return { moving: context === undefined ? [] : [{ path: 'context', text: show(context) }], still: [] };
  const entries = Object.entries(context);
  const rows = (isFixed: boolean): readonly Row[] =>
    entries.filter(([name]) => fixed.has(name) === isFixed).flatMap(([name, value]) => rowsOf(name, value));
  return { moving: rows(false), still: rows(true) };
}

/** What differs between two local states of a component. */
export function localChanges(component: string, before: Local, after: Local): readonly Change[] {
  const [from, to] = [valueWords(before.value), valueWords(after.value)];
  const value: readonly Change[] = from === to ? [] : [{ component, path: '', before: from, after: to }];
  return [...value, ...differences(component, '', before.context, after.context)];
}

/** What differs between two states, component by component. */
export function stateChanges(graph: StateGraph, before: State, after: State): readonly Change[] {
  return graph.model.components.flatMap(({ name }, c) =>
    before[c] === after[c]
      ? []
      : localChanges(name, graph.local(c, before[c] as number), graph.local(c, after[c] as number)),
  );
}

export function changeWords(change: Change): string {
  return `${change.component}${change.path.startsWith('[') || change.path === '' ? ' ' : '.'}${changeText(change)}`;
}

/** Whether a change concerns a row: one lies inside the other. */
export function concerns(path: string, row: string): boolean {
  return (
    path === row ||
    row.startsWith(`${path}.`) ||
    row.startsWith(`${path}[`) ||
    path.startsWith(`${row}.`) ||
    path.startsWith(`${row}[`)
  );
}

/** Something by which states can be told apart: a component's statechart, a field of its context, or one part of that field. */
export interface Variable {
  readonly component: number;
  /** Empty for the statechart's value. */
  readonly field: string;
  /** Of a field that holds records, or a list of them, the one field of those that is looked at. */
  readonly part?: string;
  readonly name: string;
}

/** Local states looked at for the shape of a field; one alone may hold an empty list. */
const shapesTried = 64;

/** What the records in a field hold, where there is more than one thing in them. */
function partsOf(values: readonly unknown[]): readonly string[] {
  const records = values.flatMap((value): readonly unknown[] => (Array.isArray(value) ? value : [value]));
  if (!records.every((one) => isRecord(one) && !Array.isArray(one))) return [];
  return [...new Set(records.flatMap((one) => Object.keys(one as object)))].slice(0, 12);
}

export function variablesOf(graph: StateGraph): readonly Variable[] {
  return graph.model.components.flatMap(({ name }, c): Variable[] => {
    const count = graph.localCount(c);
    if (count === 1) return [];
    const step = Math.max(1, Math.floor(count / shapesTried));
    const samples = Array.from({ length: Math.min(count, shapesTried) }, (_, i) => graph.local(c, i * step));
    const { value, context } = samples[0] as Local;
    const fields = isRecord(context) ? Object.keys(context).filter((field) => !graph.fixedOf(c).has(field)) : [];
    const chart: Variable[] = valueWords(value) === '' ? [] : [{ component: c, field: '', name }];
    const ofField = (field: string): readonly Variable[] => {
      const values = samples.map((one) => (one.context as Record<string, unknown>)[field]);
      const parts = partsOf(values).map((part): Variable => {
        const joint = values.some((one) => Array.isArray(one)) ? '[].' : '.';
        return { component: c, field, part, name: `${name}.${field}${joint}${part}` };
      });
      return [{ component: c, field, name: `${name}.${field}` }, ...parts];
    };
    return [...chart, ...fields.flatMap(ofField)];
  });
}

/** What a variable holds; undefined for the statechart's value. */
function held({ field, part }: Variable, { context }: Local): unknown {
  if (!isRecord(context) || !Object.hasOwn(context, field)) return undefined;
  const value = context[field];
  if (part === undefined) return value;
  const partOf = (one: unknown): unknown => (isRecord(one) ? one[part] : undefined);
  return Array.isArray(value) ? value.map(partOf) : partOf(value);
}

/** What a variable is, innermost value by innermost value, under its component's name where there are several. */
export function variableLines(
  variable: Variable,
  graph: StateGraph,
  state: State,
  isAlone: boolean,
): readonly string[] {
  const { component, field, part } = variable;
  const local = graph.local(component, state[component] as number);
  const name = graph.model.components[component]?.name ?? '';
  if (field === '') return [isAlone ? valueWords(local.value) : `${name}: ${valueWords(local.value)}`];
  const prefix = isAlone ? '' : `${name}.`;
  const value = held(variable, local);
  if (part !== undefined) return [`${prefix}${part}: ${show(value)}`];
  return rowsOf(field, value).map(({ path, text }) => `${prefix}${path} = ${text}`);
}

export function variableKey(variable: Variable, local: Local): string {
  return variable.field === '' ? valueWords(local.value) : keyOf(held(variable, local));
}
