/** Refinement: what it takes to say that one system behaves like a simpler one. */

import type { Answer } from './answer.ts';
import type { Payload } from './menu.ts';
import { keyOf } from './plain-data.ts';
import { Problem } from './problem.ts';
import type { AnySystem, Configuration, Setting, System } from './system.ts';

/** An event that the system takes. */
export interface TakenEvent {
  readonly type: string;
  readonly payload: Payload;
  readonly owner: string;
}

/** An event of the simpler system; no payload is the empty one. */
export interface SimplerEvent {
  readonly type: string;
  readonly payload?: Payload;
}

/** What the simpler system does when the system takes an event: an event of its own, or null, and it stands still. */
type SimplerMove = SimplerEvent | null;

/**
 * What the simpler system does meanwhile; of a list, any one of its entries, and of an empty list nothing: it can never follow. One
 * step follows one step; a simpler system that needs two is not simpler.
 */
export type EventMap = (event: TakenEvent) => SimplerMove | readonly SimplerMove[];

/** How the two systems' states compare, at every step. */
type Match<V, W> = (state: V, simpler: W) => Answer;

/** As stored with a property: the view of the simpler system is known to `match` alone. */
export interface Refinement<V> {
  readonly to: AnySystem;
  readonly setting: (configuration: Configuration) => Setting;
  readonly event: EventMap;
  readonly match: Readonly<Record<string, Match<V, never>>>;
}

export interface RefinementDefinition<V, W> {
  readonly to: System<W>;
  /** Of the simpler system, from that of the system where the two have parameters in common. */
  readonly setting?: Setting | ((configuration: Configuration) => Setting);
  readonly event: EventMap;
  /** A relation, or several by name, that the two states are in after every step and before the first. */
  readonly match?: Match<V, W> | Readonly<Record<string, Match<V, W>>>;
}

export function refinementOf<V, W>({ to, setting = {}, event, match = {} }: RefinementDefinition<V, W>): Refinement<V> {
  return {
    to,
    setting: typeof setting === 'function' ? setting : () => setting,
    event,
    match: typeof match === 'function' ? { match } : match,
  };
}

/**
 * What the map makes of an event, as a list; null stands still. Throws PL-114 where the map throws or answers something else, PL-106
 * where it answers twice differently.
 */
export function candidatesOf(
  place: string,
  { event: map }: Refinement<never>,
  taken: TakenEvent,
): readonly (Required<SimplerEvent> | null)[] {
  const [once, again] = [ask(place, map, taken), ask(place, map, taken)];
  if (keyOf(once) !== keyOf(again)) {
    throw new Problem('PL-106', { place, hint: 'the map of events may read nothing but the event it is given' });
  }
  return once;
}

function ask(place: string, map: EventMap, taken: TakenEvent): readonly (Required<SimplerEvent> | null)[] {
  let answer: unknown;
  try {
    answer = map(taken);
  } catch (error) {
    throw new Problem('PL-114', { place, found: error instanceof Error ? error.message : String(error) });
  }
  return (Array.isArray(answer) ? answer : [answer]).map((one: unknown) => {
    if (one === null) return null;
    const { type, payload = {} } = (one ?? {}) as Partial<SimplerEvent>;
    if (typeof type === 'string' && typeof payload === 'object' && payload !== null) return { type, payload };
    throw new Problem('PL-114', {
      place,
      expected: 'an event { type, payload }, null, or a list of those',
      found: one === undefined ? 'undefined' : keyOf(one, place),
    });
  });
}
