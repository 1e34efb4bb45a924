/** Where one is: a trace, perhaps left for a "what if", and the step that is looked at. Plain data; every move makes a new one. */

import type { State, StateGraph } from './graph.ts';

export interface Walk {
  /** The events of the trace. */
  readonly trace: readonly number[];
  /** Where the trace was left, and what was done instead; null while it is followed. */
  readonly branch: { readonly from: number; readonly events: readonly number[] } | null;
  /** Steps taken. */
  readonly at: number;
}

export function eventsOf({ trace, branch }: Walk): readonly number[] {
  return branch === null ? trace : [...trace.slice(0, branch.from), ...branch.events];
}

export function startOf(trace: readonly number[]): Walk {
  return { trace, branch: null, at: 0 };
}

export function goTo(walk: Walk, at: number): Walk {
  return { ...walk, at: Math.max(0, Math.min(at, eventsOf(walk).length)) };
}

/** Takes an event where one is: a step further if it is the next one anyway, else a "what if" from here. */
export function take(walk: Walk, event: number): Walk {
  const { trace, branch, at } = walk;
  if (eventsOf(walk)[at] === event) return { ...walk, at: at + 1 };
  if (branch === null || at < branch.from) return { trace, branch: { from: at, events: [event] }, at: at + 1 };
  const events = [...branch.events.slice(0, at - branch.from), event];
  // Whoever walks back into the trace is in it again.
  const isBack = events.every((one, i) => trace[branch.from + i] === one);
  return isBack ? { trace, branch: null, at: at + 1 } : { trace, branch: { from: branch.from, events }, at: at + 1 };
}

/** Back to the trace, where it was left. */
export function comeBack(walk: Walk): Walk {
  return walk.branch === null ? walk : { trace: walk.trace, branch: null, at: walk.branch.from };
}

/** Another way from the start altogether. */
export function follow({ trace }: Walk, events: readonly number[]): Walk {
  const shared = trace.findIndex((event, i) => events[i] !== event);
  const from = shared < 0 ? trace.length : shared;
  if (events.length <= from) return { trace, branch: null, at: events.length };
  return { trace, branch: { from, events: events.slice(from) }, at: events.length };
}

/** The states along the way, as far as the page can compute them. */
export function statesAlong(graph: StateGraph, events: readonly number[]): readonly State[] {
  const states: State[] = [graph.initial];
  for (const event of events) {
    const next = graph.step(states.at(-1) as State, event);
    if (next === undefined) break;
    states.push(next);
  }
  return states;
}
