/** Why an infinite run is fair: how each promise of fairness is kept by the steps that repeat. */

import type { PagePromise } from '../page-data.ts';
import type { State, StateGraph } from './graph.ts';

/** The steps that a run repeats for ever: its events, and the state before each; one state and no event where it stands still. */
export interface Repetition {
  readonly first: number;
  readonly events: readonly number[];
  readonly states: readonly State[];
}

export function repetitionOf(
  events: readonly number[],
  states: readonly State[],
  loop: number | null,
): Repetition | undefined {
  if (loop === null || states.length <= events.length) return undefined;
  const repeated = events.slice(loop);
  return { first: loop, events: repeated, states: repeated.length === 0 ? states.slice(-1) : states.slice(loop, -1) };
}

function listed(steps: readonly number[]): string {
  return steps.length === 1 ? `${steps[0]}` : `${steps.slice(0, -1).join(', ')} and ${steps.at(-1)}`;
}

/** In words; undefined where the page does not know what is enabled. */
export function keptBy(graph: StateGraph, promise: PagePromise, run: Repetition): string | undefined {
  const taken = run.events.flatMap((event, i) => (promise.events.includes(event) ? [run.first + i + 1] : []));
  if (taken.length > 0) return `taken in step ${listed(taken)}`;
  const able = run.states.map((state) => {
    const kinds = promise.events.map((event) => graph.possibility(state, event).kind);
    if (kinds.some((kind) => kind === 'enabled' || kind === 'beyond')) return true;
    return kinds.includes('unknown') ? undefined : false;
  });
  if (able.includes(undefined)) return undefined;
  if (!able.includes(true)) return run.states.length === 1 ? 'not possible there' : 'at no time possible';
  const not = able.flatMap((one, i) => (one === false ? [run.first + i] : []));
  return not.length === 0 ? 'possible all the time, and never taken' : `not possible after step ${listed(not)}`;
}
