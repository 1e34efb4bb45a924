/**
 * A trace: first state whole, then each step with its event, payload, owner and only what changed, last state whole.
 */

import type { LocalState, MachineEvent, StateValue } from '../language/machine.ts';
import type { Payload } from '../language/menu.ts';
import type { Configuration, Side } from '../language/system.ts';
import type { GlobalState } from './composition.ts';
import { type Change, differences } from './difference.ts';

export interface ComponentState {
  readonly value: StateValue;
  readonly context: unknown;
}

/** A whole state, by component. */
export type WholeState = Readonly<Record<string, ComponentState>>;

export interface Step {
  readonly type: string;
  readonly payload: Payload;
  readonly owner: string;
  readonly side: Side;
  readonly changes: readonly Change[];
}

export interface Trace {
  readonly system: string;
  readonly configuration: Configuration;
  /** Content hash of the machines, menus and configuration that made it. */
  readonly model: string;
  readonly first: WholeState;
  readonly steps: readonly Step[];
  readonly last: WholeState;
  /** Every state along the way, first and last included; what the trace file stores. */
  readonly states: readonly WholeState[];
  /** Where a lasso returns to; null for a finite trace. */
  readonly loop: number | null;
}

/** An event as a trace names it. */
export interface TraceEvent {
  readonly type: string;
  readonly payload: Payload;
  readonly owner: string;
  readonly side: Side;
}

export function messageOf({ type, payload }: { readonly type: string; readonly payload: Payload }): MachineEvent {
  return { type, ...payload };
}

export function wholeState(names: readonly string[], state: GlobalState): WholeState {
  return Object.fromEntries(
    names.map((name, c) => {
      const { value, context } = state[c] as LocalState;
      return [name, { value, context }];
    }),
  );
}

/** The words of a statechart value: `active`, `open.challenged`, `a.x & b.y` for regions. */
export function showValue(value: StateValue): string {
  if (typeof value === 'string') return value;
  const regions = Object.entries(value).map(([name, inner]) => {
    const below = inner === undefined ? '' : showValue(inner);
    return below === '' ? name : `${name}.${below}`;
  });
  return regions.join(' & ');
}

function changesBetween(before: WholeState, after: WholeState): readonly Change[] {
  return Object.keys(before).flatMap((name) => {
    const [from, to] = [before[name] as ComponentState, after[name] as ComponentState];
    const moved = showValue(from.value) !== showValue(to.value);
    const value: Change[] = moved
      ? [{ component: name, path: '', before: showValue(from.value), after: showValue(to.value) }]
      : [];
    return [...value, ...differences(name, '', from.context, to.context)];
  });
}

export function makeTrace(
  about: { readonly system: string; readonly configuration: Configuration; readonly model: string },
  states: readonly WholeState[],
  events: readonly TraceEvent[],
): Trace {
  const steps = events.map((event, i): Step => {
    const { type, payload, owner, side } = event;
    return {
      type,
      payload,
      owner,
      side,
      changes: changesBetween(states[i] as WholeState, states[i + 1] as WholeState),
    };
  });
  return { ...about, first: states[0] as WholeState, steps, last: states.at(-1) as WholeState, states, loop: null };
}
