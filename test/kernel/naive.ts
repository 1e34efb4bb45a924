/** Breadth-first search the obvious way: xstate's own functions, string keys, a Map. What the kernel is held to. */

import type { LocalState } from '../../checker/language/machine.ts';
import type { AnySystem, Configuration, EventMenu } from '../../checker/language/system.ts';
import { type GlobalState, ReferenceComposition } from '../../checker/trace/composition.ts';

interface NaiveEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface NaiveSearch {
  readonly events: readonly NaiveEvent[];
  /** Every reachable state by its text, in order of finding. */
  readonly states: ReadonlyMap<string, GlobalState>;
  /** For each state and event, the text of the next state; undefined where the event is refused. */
  readonly steps: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Distance of each state from the initial one. */
  readonly distance: ReadonlyMap<string, number>;
  readonly transitions: number;
  readonly depth: number;
  readonly deadlocks: number;
}

/** A text that two values share exactly when they are the same data; for data of numbers, strings, booleans, arrays, records. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (typeof value !== 'object' || value === null) return `${typeof value}:${String(value)}`;
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}=${textOf(inner)}`)
    .sort()
    .join(';')}}`;
}

export function textOfState(state: readonly LocalState[]): string {
  return state.map(({ value, context, status }) => `${status} ${textOf(value)} ${textOf(context)}`).join(' | ');
}

function eventsOf(system: AnySystem, configuration: Configuration): readonly NaiveEvent[] {
  const { events } = system.compose(configuration);
  return Object.entries(events as Readonly<Record<string, EventMenu>>).flatMap(([type, { payloads }]) =>
    payloads.map((payload) => ({ type, ...payload })),
  );
}

/** Gives up (undefined) past `most` states. */
export function naiveSearch(system: AnySystem, configuration: Configuration, most: number): NaiveSearch | undefined {
  const composition = new ReferenceComposition(system, configuration);
  const events = eventsOf(system, configuration);
  const first = composition.initial();
  const states = new Map([[textOfState(first), first]]);
  const distance = new Map([[textOfState(first), 0]]);
  const steps = new Map<string, readonly (string | undefined)[]>();
  let [transitions, depth, deadlocks] = [0, 0, 0];
  // A Map is iterated in order of insertion, entries added on the way included: it is its own queue.
  for (const [text, state] of states) {
    const row: (string | undefined)[] = [];
    for (const event of events) {
      const attempt = composition.attempt(state, event);
      const next = attempt.taken ? textOfState(attempt.state) : undefined;
      row.push(next);
      if (!attempt.taken || next === undefined || states.has(next)) continue;
      if (states.size >= most) return undefined;
      depth = (distance.get(text) as number) + 1;
      states.set(next, attempt.state);
      distance.set(next, depth);
    }
    const enabled = row.filter((next) => next !== undefined).length;
    steps.set(text, row);
    transitions += enabled;
    if (enabled === 0) deadlocks++;
  }
  return { events, states, steps, distance, transitions, depth, deadlocks };
}
