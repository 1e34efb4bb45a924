/** Searching the listed states by an expression, in slices, so that the page stays alive. */

import { Component, compile } from './expression.ts';
import { breath, type State, type StateGraph, sliceMilliseconds } from './graph.ts';

/** The names an expression may use: components, and variables that only one component has. */
export function namesOf(graph: StateGraph): ReadonlyMap<string, (state: State) => unknown> {
  const { groups } = graph.model;
  const names = new Map<string, (state: State) => unknown>();
  const owners = new Map<string, number[]>();
  const component = (c: number, state: State): Component => new Component(graph.local(c, state[c] as number));
  for (const [name, group] of Object.entries(groups)) {
    names.set(name, (state) =>
      typeof group === 'number' ? component(group, state) : group.map((c) => component(c, state)),
    );
    if (typeof group !== 'number') continue;
    const { context } = graph.local(group, graph.initial[group] as number);
    if (typeof context !== 'object' || context === null) continue;
    for (const field of Object.keys(context)) owners.set(field, [...(owners.get(field) ?? []), group]);
  }
  for (const [field, [owner, ...others]] of owners) {
    if (names.has(field) || others.length > 0 || owner === undefined) continue;
    names.set(field, (state) => (graph.local(owner, state[owner] as number).context as Record<string, unknown>)[field]);
  }
  return names;
}

export interface Found {
  readonly states: readonly number[];
  /** States looked at so far. */
  readonly done: number;
  readonly isOver: boolean;
  /** What went wrong in some states, and in how many. */
  readonly faults: number;
  readonly fault: string | null;
}

/** Finds the listed states in which an expression is true, shallowest first. Throws `ExpressionError` for what does not parse. */
export async function findStates(
  graph: StateGraph,
  text: string,
  onProgress: (found: Found) => void,
  isStale: () => boolean,
): Promise<void> {
  const names = namesOf(graph);
  const evaluate = compile(text, new Set(names.keys()));
  const states: number[] = [];
  let faults = 0;
  let fault: string | null = null;
  let until = performance.now() + sliceMilliseconds;
  for (let s = 0; s < graph.count; s++) {
    const state = graph.at(s);
    try {
      const answer = evaluate((name) => names.get(name)?.(state));
      if (answer !== false && answer !== undefined && answer !== null && answer !== 0 && answer !== '') states.push(s);
    } catch (error) {
      faults++;
      fault ??= error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > until) {
      if (isStale()) return;
      onProgress({ states: [...states], done: s + 1, isOver: false, faults, fault });
      await breath();
      until = performance.now() + sliceMilliseconds;
    }
  }
  if (!isStale()) onProgress({ states, done: graph.count, isOver: true, faults, fault });
}
