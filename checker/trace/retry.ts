/**
 * A stored counterexample tried again on machines that may have changed since: what a regression test asks.
 *
 * It is refused if some machine refuses a step, or nobody can do it any more; otherwise the property is asked again along the way.
 */

import { didYouMean } from '../language/nearest.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { ask, isLiveness, type Property } from '../language/property.ts';
import { configure, type Setting, type View } from '../language/system.ts';
import { type AnyClaim, type AnyTheorem, isTheorem } from '../language/theorem.ts';
import { allowedOf, type LoggedEvent } from './event-log.ts';
import { replay } from './replay.ts';

export interface Retried {
  /** `refused` at a step, `harmless` if every step is taken and the property is not violated, else `succeeds`. */
  readonly outcome: 'refused' | 'harmless' | 'succeeds';
  /** The step that is refused, from 1. */
  readonly step?: number;
  /** Machines that refuse it; empty where the event is on no menu any more. */
  readonly refusedBy?: readonly string[];
}

export interface Attempt {
  /** The whole setting of the system, nothing left to its defaults. */
  readonly setting: Setting;
  readonly events: readonly LoggedEvent[];
  /** Where an infinite run begins again. */
  readonly loop?: number;
}

function holdsIn(property: Property<never>, state: View): boolean {
  return Object.keys(property.parts).every((part) => ask(property, part, state as never).holds);
}

function succeeds(property: Property<never>, views: readonly View[], returns: boolean, loop: number): boolean {
  if (isLiveness(property)) return returns && !views.slice(loop).some((state) => holdsIn(property, state));
  const last = views.at(-1) as View;
  if (property.kind === 'reachable' || property.kind === 'cheapest') return holdsIn(property, last);
  return views.some((state) => !holdsIn(property, state));
}

/** The claim of that id among the theorems that a module exports. Throws PL-201 for an unknown one. */
function claimOf(exported: object, id: string): AnyClaim {
  const theorems = (isTheorem(exported) ? [exported] : Object.values(exported).filter(isTheorem)) as AnyTheorem[];
  const claims = new Map(theorems.flatMap(({ item, claims }) => claims.map((claim) => [`${item}/${claim.id}`, claim])));
  const claim = claims.get(id);
  if (claim !== undefined) return claim;
  throw new Problem('PL-201', { place: id, expected: 'a claim of the module', ...didYouMean(id, [...claims.keys()]) });
}

/**
 * Takes the events of a trace once more, on the system of a claim. `exported` is a theorem or the module that exports it. Throws PL-201
 * for an unknown claim, PL-203 to PL-206 for a setting that the system does not have, PL-111 for a claim that one run cannot refute.
 */
export function retry(exported: object, id: string, { setting, events, loop }: Attempt): Retried {
  const { system, property } = claimOf(exported, id);
  if (!isRetried(property)) {
    throw new Problem('PL-111', { place: id, expected: 'a claim that one run shows or refutes', found: property.kind });
  }
  const configuration = configure(system, setting);
  const { taken, refusedBy } = allowedOf(system, configuration, events);
  if (taken.length < events.length) return { outcome: 'refused', step: taken.length + 1, refusedBy };
  const { trace, views } = replay(system, configuration, taken, 'PL-313');
  const from = loop ?? events.length;
  const returns = keyOf(trace.states[from]) === keyOf(trace.last);
  return { outcome: succeeds(property as Property<never>, views, returns, from) ? 'succeeds' : 'harmless' };
}

/** Whether one run shows or refutes a property: games, comparisons of runs, and implementations need more. */
export function isRetried({ kind, sampling }: Pick<Property<never>, 'kind' | 'sampling'>): boolean {
  if (kind === 'sampled') return sampling?.form === 'runs';
  return kind === 'always' || kind === 'reachable' || kind === 'cheapest' || isLiveness({ kind });
}
