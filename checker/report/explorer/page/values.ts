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

/** A variable by which states can be told apart: a component's statechart, or a field of its context. */
export interface Variable {
  readonly component: number;
  /** Empty for the statechart's value. */
  readonly field: string;
  readonly name: string;
}

export function variablesOf(graph: StateGraph): readonly Variable[] {
  return graph.model.components.flatMap(({ name }, c): Variable[] => {
    const { value, context } = graph.local(c, graph.initial[c] as number);
    const fields = isRecord(context) ? Object.keys(context).filter((field) => !graph.fixedOf(c).has(field)) : [];
    const chart: Variable[] = valueWords(value) === '' ? [] : [{ component: c, field: '', name }];
    if (graph.localCount(c) === 1) return [];
    return [...chart, ...fields.map((field) => ({ component: c, field, name: `${name}.${field}` }))];
  });
}

export function variableText({ field }: Variable, { value, context }: Local): string {
  if (field === '') return valueWords(value);
  return isRecord(context) && Object.hasOwn(context, field) ? show(context[field]) : '';
}

export function variableKey({ field }: Variable, { value, context }: Local): string {
  if (field === '') return valueWords(value);
  return isRecord(context) && Object.hasOwn(context, field) ? keyOf(context[field]) : '';
}
