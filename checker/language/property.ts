/**
 * Properties over the components' states: what must always hold, what must be reachable, what reaching it costs at least.
 *
 * A property is a conjunction of named parts; a part answers true, false, or says for which element it fails.
 */

import type { Answer, Failure } from './answer.ts';
import { note } from './antecedent.ts';
import type { Conformance } from './conformance.ts';
import type { Payload } from './menu.ts';
import { Problem } from './problem.ts';
import { type Refinement, type RefinementDefinition, refinementOf } from './refinement.ts';
import type { Sampling } from './sampling.ts';
import type { Specified } from './specification.ts';

export type Part<V> = (state: V) => Answer;

/**
 * How a property is decided: an invariant, a witness, a response to a trigger, something that must happen, a least price, behaviour
 * like another's (a system's like a simpler one's, an implementation's like the system's), something that a player can force, something
 * that what is observed gives away or keeps back, random runs or trials.
 */
export type PropertyKind =
  | 'always'
  | 'reachable'
  | 'leadsTo'
  | 'eventually'
  | 'cheapest'
  | 'refines'
  | 'enforceable'
  | 'determines'
  | 'conceals'
  | 'sampled';

/** A method's type, whose argument is compared both ways: a price may read the payload of its own event. */
type PriceOf = { of(payload: Payload): number }['of'];

/**
 * What each firing of an event costs: a number, or a function of the payload, by event type. Not negative; a type that is not
 * listed is free, and so is a payload for which the function gives 0. Where one event is paid for by several things at once, each
 * has an item of its own, the event type and a name: `BLOCK censored`, `BLOCK asleep`; an event costs the sum of its items.
 */
export type PriceList = Readonly<Record<string, number | PriceOf>>;

/** Events of a type, or only those of them whose payloads have these fields. */
export type FairEvents = string | { readonly event: string; readonly with: Payload };

/**
 * Which events may not be neglected for ever. Weakly fair: not if enabled from some point on. Strongly fair: not if
 * enabled again and again. Each entry is one promise, which any of its events keeps: where a promise is made to each of several
 * instances, it takes an entry each. Nothing else is promised: a run may stand still whenever no fair event is enabled.
 */
export interface Fairness {
  readonly weak?: readonly FairEvents[];
  readonly strong?: readonly FairEvents[];
}

/** Who plays for the goal of `enforceable`. */
export interface Player {
  /** The parties that form the player; every other party is the opponent. */
  readonly by: readonly string[];
  /** Events that the opponent cannot withhold for ever, such as time, so that the player may wait when one is enabled. */
  readonly driven?: readonly FairEvents[];
}

/** A function of the state that answers plain data. */
export type Look<V> = (state: V) => unknown;

/** For `determines` and `conceals`: what an observer sees of a state, and what is kept from it. */
export interface Knowledge<V> {
  readonly observe: Look<V>;
  readonly secret: Look<V>;
}

export interface Property<V> {
  readonly kind: PropertyKind;
  readonly name: string;
  readonly says: string;
  /** For `leadsTo`: where waiting for the parts starts. For `enforceable`: where the player has to win. */
  readonly trigger?: Part<V>;
  /** For `leadsTo` and `eventually`. */
  readonly fairness?: Fairness;
  /** For `cheapest`. */
  readonly prices?: PriceList;
  /** For `refines`, which has no parts of its own. */
  readonly refinement?: Refinement<V>;
  /** For `sampled`; random trials have no parts. */
  readonly sampling?: Sampling;
  /** For `enforceable`. */
  readonly player?: Player;
  /** For `determines` and `conceals`, whose parts only say which states are meant. */
  readonly knowledge?: Knowledge<V>;
  /** For `refines` as well, in place of the other: an implementation beside the system. */
  readonly conformance?: Conformance<V>;
  /** For `refines` as well: a TLA+ module with the same behaviours. */
  readonly specified?: Specified<V>;
  readonly parts: Readonly<Record<string, Part<V>>>;
}

export type Parts<V> = Part<V> | Readonly<Record<string, Part<V>>>;

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

/** The event type that an item of a price list charges: its first word. */
export function typeOfItem(item: string): string {
  return item.split(' ', 1)[0] as string;
}

/** Throws PL-111 for a price that is negative or not finite. */
export function checkPrice(place: string, price: number): number {
  if (typeof price === 'number' && Number.isFinite(price) && price >= 0) return price;
  throw new Problem('PL-111', { place, expected: 'a price that is finite and not negative', found: String(price) });
}

/**
 * The least total price of reaching the goal: a state in which every part holds at once, or, where the goal is an invariant,
 * one that violates it. Throws PL-111 for a price that is negative or not finite.
 */
export function cheapest<V>(name: string, says: string, goal: Parts<V> | Property<V>, prices: PriceList): Property<V> {
  for (const [type, price] of Object.entries(prices)) {
    if (typeof price !== 'function') checkPrice(`property ${name}, price of ${type}`, price);
  }
  return { kind: 'cheapest', name, says, prices, parts: isProperty(goal) ? violationOf(goal) : partsOf(name, goal) };
}

function isProperty<V>(goal: Parts<V> | Property<V>): goal is Property<V> {
  return typeof goal === 'object' && typeof goal.kind === 'string' && typeof goal.parts === 'object';
}

/** The parts of an invariant, which may be given by them alone. Throws PL-111 for a property of another kind. */
export function invariantParts<V>(name: string, invariant: Parts<V> | Property<V>): Readonly<Record<string, Part<V>>> {
  if (!isProperty(invariant)) return partsOf(name, invariant);
  if (invariant.kind === 'always') return invariant.parts;
  throw new Problem('PL-111', { place: `property ${invariant.name}`, expected: 'an invariant' });
}

function violationOf<V>(invariant: Property<V>): Readonly<Record<string, Part<V>>> {
  const names = Object.keys(invariantParts(invariant.name, invariant));
  return { [`not ${invariant.name}`]: (state) => names.some((part) => !ask(invariant, part, state).holds) };
}

/**
 * Behaviour like a simpler system's: whatever the system does, the simpler one can do what the map of events makes of it, step
 * by step, from the initial states on.
 */
export function refines<V, W>(name: string, says: string, definition: RefinementDefinition<V, W>): Property<V> {
  return { kind: 'refines', name, says, refinement: refinementOf(definition), parts: {} };
}

/**
 * Behaviour of an implementation like the system's: it takes every transition and repeats every refusal of the components that it
 * stands for, and shows the same after each.
 */
export function conforms<V>(name: string, says: string, conformance: Conformance<V>): Property<V> {
  return { kind: 'refines', name, says, conformance, parts: {} };
}

/**
 * The behaviours of a TLA+ module: the system and the module have the same reachable states under the map, one for one, and from each the
 * same steps.
 */
export function specifiedBy<V>(name: string, says: string, specified: Specified<V>): Property<V> {
  return { kind: 'refines', name, says, specified, parts: {} };
}

/** The relations of a refinement as an invariant of pairs: the state of the system with the state of the simpler one. */
export function relationOf({ name, says, refinement }: Property<never>): Property<never> {
  const parts = Object.entries(refinement?.match ?? {}).map(([part, holds]): [string, Part<never>] => {
    const ofPair = ({ state, simpler }: { readonly state: never; readonly simpler: never }): Answer =>
      holds(state, simpler);
    return [part, ofPair];
  });
  return { kind: 'always', name, says, parts: Object.fromEntries(parts) };
}

/**
 * Something that the parties of `by` can force, whatever the others do: a two-player game over the reachable states, with time.
 *
 * A state is winning if every part of the goal holds in it, or if every move of the opponent that is enabled there leads to a winning
 * state and, besides, some move of the player does or a driven event of the opponent is enabled; nothing else is winning (the least
 * fixpoint). So nobody has a turn: the opponent may always move first, but cannot put the player off for ever without bringing the
 * goal nearer; it may refuse whatever is not driven, for ever; and the player, who sees the whole state, may wait for what is driven.
 * Where an opponent could be faster than an honest party is meant to be, a guard on time has to say so. The property holds if every
 * reachable state in which `from` holds is winning; without `from`, if the initial states are. Throws PL-111 without a party.
 */
export function enforceable<V>(
  name: string,
  says: string,
  goal: Parts<V>,
  { by, driven = [], from }: Player & { readonly from?: Part<V> },
): Property<V> {
  if (by.length === 0) {
    throw new Problem('PL-111', { place: `property ${name}, by`, expected: 'at least one party', found: 'none' });
  }
  const start = from === undefined ? {} : { trigger: from };
  return { kind: 'enforceable', name, says, player: { by, driven }, ...start, parts: partsOf(name, goal) };
}

/** What `determines` and `conceals` compare, and in which reachable states: everywhere without `where`. */
export type Comparison<V> = Knowledge<V> & { readonly where?: Part<V> };

/**
 * What is observed determines the secret: any two reachable states with equal observations have equal secrets. The observer sees
 * one state and remembers nothing; what it is to remember belongs in a component. Compared by the canonical key of plain data.
 */
export function determines<V>(name: string, says: string, { observe, secret, where }: Comparison<V>): Property<V> {
  return {
    kind: 'determines',
    name,
    says,
    knowledge: { observe, secret },
    parts: where === undefined ? {} : { where },
  };
}

/**
 * What is observed never gives the secret away: for every observation that occurs at least two secrets are possible. The opposite
 * need of `determines`, not its negation.
 */
export function conceals<V>(name: string, says: string, comparison: Comparison<V>): Property<V> {
  return { ...determines(name, says, comparison), kind: 'conceals' };
}

/** Whether one state, or two, refute the property, so that the search may end there. */
export function endsAtFailure({ kind }: { readonly kind: PropertyKind }): boolean {
  return kind === 'always' || kind === 'determines';
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

/**
 * For every element: the first that fails is named by `label`. Where no reachable state has an element, the claim has a vacuous part.
 */
export function forEvery<T>(
  elements: readonly T[],
  label: (element: T, index: number) => string,
  holds: (element: T, index: number) => boolean,
): Answer {
  note('there is an element', elements.length > 0);
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
