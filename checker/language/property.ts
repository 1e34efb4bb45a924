/**
 * Properties over the components' states: what must always hold, and what must be reachable.
 *
 * A property is a conjunction of named parts; a part answers true, false, or says for which element it fails.
 */

import { Problem } from './problem.ts';

/** A failure that says why. */
export interface Failure {
  readonly fails: string;
}

export type Answer = boolean | Failure;

export type Part<V> = (state: V) => Answer;

/** How a property is decided: an invariant, a witness, a response to a trigger, or something that must happen. */
export type PropertyKind = 'always' | 'reachable' | 'leadsTo' | 'eventually';

/**
 * Which events may not be neglected for ever, by type. Weakly fair: not if enabled from some point on. Strongly fair: not if
 * enabled again and again. Nothing else is promised: a run may stand still whenever no fair event is enabled.
 */
export interface Fairness {
  readonly weak?: readonly string[];
  readonly strong?: readonly string[];
}

export interface Property<V> {
  readonly kind: PropertyKind;
  readonly name: string;
  readonly says: string;
  /** For `leadsTo`: where waiting for the parts starts. */
  readonly trigger?: Part<V>;
  /** For `leadsTo` and `eventually`. */
  readonly fairness?: Fairness;
  readonly parts: Readonly<Record<string, Part<V>>>;
}

type Parts<V> = Part<V> | Readonly<Record<string, Part<V>>>;

function partsOf<V>(name: string, parts: Parts<V>): Readonly<Record<string, Part<V>>> {
  return typeof parts === 'function' ? { [name]: parts } : parts;
}

/** An invariant: every part holds in every reachable state. */
export function always<V>(name: string, says: string, parts: Parts<V>): Property<V> {
  return { kind: 'always', name, says, parts: partsOf(name, parts) };
}

/** A witness that must be found: some reachable state in which every part holds at once. */
export function reachable<V>(name: string, says: string, parts: Parts<V>): Property<V> {
  return { kind: 'reachable', name, says, parts: partsOf(name, parts) };
}

/** A response: whenever `trigger` holds, the goal holds then or later, on every fair run. */
export function leadsTo<V>(
  name: string,
  says: string,
  trigger: Part<V>,
  goal: Parts<V>,
  fairness: Fairness,
): Property<V> {
  return { kind: 'leadsTo', name, says, trigger, fairness, parts: partsOf(name, goal) };
}

/** Something that happens at least once on every fair run. */
export function eventually<V>(name: string, says: string, goal: Parts<V>, fairness: Fairness): Property<V> {
  return { kind: 'eventually', name, says, fairness, parts: partsOf(name, goal) };
}

/** Whether the property speaks of infinite runs, so that it needs the whole state space and fairness. */
export function isLiveness({ kind }: { readonly kind: PropertyKind }): boolean {
  return kind === 'leadsTo' || kind === 'eventually';
}

/** The conjunction of invariants, keeping the names of their parts. */
export function both<V>(name: string, says: string, ...properties: readonly Property<V>[]): Property<V> {
  const parts: Record<string, Part<V>> = {};
  for (const property of properties) {
    if (property.kind !== 'always') throw new Problem('PL-111', { place: `property ${name}`, expected: 'invariants' });
    Object.assign(parts, property.parts);
  }
  return { kind: 'always', name, says, parts };
}

/** For every element: the first that fails is named by `label`. */
export function forEvery<T>(
  elements: readonly T[],
  label: (element: T, index: number) => string,
  holds: (element: T, index: number) => boolean,
): Answer {
  const index = elements.findIndex((element, i) => !holds(element, i));
  return index < 0 ? true : { fails: label(elements[index] as T, index) };
}

export interface PartResult {
  readonly part: string;
  readonly holds: boolean;
  readonly because?: string;
}

/** Asks one part; throws PL-114 if it throws or answers nothing. */
export function ask<V>(property: Property<V>, part: string, state: V): PartResult {
  let answer: unknown;
  try {
    answer = property.parts[part]?.(state);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('PL-114', {
      place: `property ${property.name}, part ${part}`,
      found: error instanceof Error ? error.message : String(error),
    });
  }
  if (typeof answer === 'boolean') return { part, holds: answer };
  if (typeof answer === 'object' && answer !== null && typeof (answer as Failure).fails === 'string') {
    return { part, holds: false, because: (answer as Failure).fails };
  }
  throw new Problem('PL-114', {
    place: `property ${property.name}, part ${part}`,
    expected: 'true, false or a reason',
    found: typeof answer,
  });
}
