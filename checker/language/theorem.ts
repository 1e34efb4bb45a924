/**
 * A theorem file: literal reading, repaired reading, necessity, witnesses, lattice of hypotheses, frontiers.
 *
 * From this shape the checker computes every claim, the minimal sufficient sets of hypotheses and the exact safe region of the
 * parameters; the file itself holds no verdict, only what is expected, and every expectation is compared.
 */

import { didYouMean } from './nearest.ts';
import { Problem } from './problem.ts';
import type { Property } from './property.ts';
import type { AnySystem, Setting, System } from './system.ts';

export type Reading = 'literal' | 'repaired' | 'necessary' | 'witness' | 'conformance';

/** What a run of the claim must give. Counts are compared whenever the claim runs at its own instance and settings. */
export interface Expectation {
  readonly verdict: 'exhausted' | 'violated' | 'sampled';
  /** Of random runs: states looked at, steps taken, steps of the longest run. Of random trials, which look at no state, 0. */
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /**
   * Length of the trace, in events: of a counterexample or witness, of a cheapest attack, of the play in which an opponent holds out
   * longest. Of two runs that are observed alike it is the first.
   */
  readonly steps?: number;
  /** Of a conformance: transitions and refusals of the components that the implementation stands for. */
  readonly covered?: readonly [transitions: number, refusals: number];
  /** Of a cheapest attack; absent where no attack is expected at any price. */
  readonly price?: number;
  /** Of random trials. */
  readonly successes?: number;
}

export interface Claim<V> {
  /** The part after the item's id: `2.1.2/withheld-data` is written `withheld-data`. */
  readonly id: string;
  readonly reading: Reading;
  readonly says: string;
  readonly system: System<V>;
  readonly property: Property<V>;
  readonly instance: string;
  /** Settings of the claim on top of the instance's. */
  readonly setting?: Setting;
  /** Why it is asked of its own instance alone: a run of everything at a larger size does not move it up. */
  readonly onlyHere?: string;
  /** Event types that may stay unfired without making an exhausted claim vacuous, each with its reason. */
  readonly unfired?: Readonly<Record<string, string>>;
  /**
   * What the property asks and may never see otherwise, each with its reason: an antecedent, or what is read, as the verdict names it.
   * What is listed and idles no longer is a miss.
   */
  readonly idle?: Readonly<Record<string, string>>;
  readonly expect: Expectation;
}

/** A hypothesis of a theorem: the absence (or the bound) of a power, or the presence of a rule. */
export interface Hypothesis {
  readonly says: string;
  /** What the adversary gains, or the protocol loses, when the hypothesis is dropped. */
  readonly dropped: Setting;
}

export interface Lattice<V> {
  readonly id: string;
  readonly says: string;
  readonly system: System<V>;
  readonly goal: Property<V>;
  readonly instance: string;
  readonly setting?: Setting;
  /** A set of them suffices if the goal holds under it and under every larger set. */
  readonly hypotheses: Readonly<Record<string, Hypothesis>>;
  /** Compared with what the search finds. */
  readonly expect: { readonly minimalSufficient: readonly (readonly string[])[] };
}

/** One axis of a frontier: the parameter or the power's budget that a symbol stands for. */
export type Axis =
  | { readonly parameter: string; readonly values: readonly number[] }
  | { readonly power: string; readonly values: readonly number[] };

export interface Frontier<V> {
  readonly id: string;
  readonly says: string;
  readonly system: System<V>;
  readonly goal: Property<V>;
  readonly instance: string;
  readonly setting?: Setting;
  readonly axes: Readonly<Record<string, Axis>>;
  readonly expect: { readonly formula: string };
}

export interface Theorem<V> {
  readonly kind: 'theorem';
  /** The seed's id, such as 2.1.2; a user's own theorem chooses its own. */
  readonly item: string;
  readonly title: string;
  readonly says: string;
  readonly instances: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly claims: readonly Claim<V>[];
  readonly lattices: readonly Lattice<V>[];
  readonly frontiers: readonly Frontier<V>[];
  /** Whether a claim that holds must give the reason of each idle part, as of each event that never fires; it is just told otherwise. */
  readonly explainsIdle?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: a view occurs in both input and output positions
export type AnyTheorem = Theorem<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyClaim = Claim<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyLattice = Lattice<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyFrontier = Frontier<any>;

export type TheoremDefinition<V> = Omit<Theorem<V>, 'kind' | 'lattices' | 'frontiers'> &
  Partial<Pick<Theorem<V>, 'lattices' | 'frontiers'>>;

const readable = /^[a-z0-9]+(?:[-./][a-z0-9]+)*$/;

/** A price is measured, not violated; and where it is not the question, nothing compares it. */
function checkPriced({ property: { kind }, expect }: AnyClaim, place: string): void {
  if (kind === 'cheapest' && expect.verdict !== 'exhausted') {
    throw new Problem('PL-111', {
      place,
      expected: 'the verdict exhausted of a cheapest claim',
      found: expect.verdict,
    });
  }
  if (kind !== 'cheapest' && expect.price !== undefined) {
    throw new Problem('PL-111', { place, expected: 'a price of a cheapest claim only', found: `one of kind ${kind}` });
  }
}

/** Chance establishes nothing, so what is sampled cannot be expected to hold, nor what is searched to be sampled. */
function checkSampled({ property: { kind, sampling }, expect }: AnyClaim, place: string): void {
  const impossible = kind === 'sampled' ? 'exhausted' : 'sampled';
  if (expect.verdict === impossible) {
    throw new Problem('PL-111', {
      place,
      expected:
        kind === 'sampled' ? 'the verdict sampled or violated of a sampled claim' : 'a verdict that a search can give',
      found: impossible,
    });
  }
  if (sampling?.form === 'rate' ? expect.successes === undefined : expect.successes !== undefined) {
    const of = 'the number of successes of random trials, and of nothing else';
    throw new Problem('PL-111', { place, expected: of, found: String(expect.successes) });
  }
}

/** A parameter that no system of the theorem has would be set nowhere. */
function checkParameters(theorem: AnyTheorem, instance: string, parameters: Readonly<Record<string, number>>): void {
  const known = [...new Set(systemsOf(theorem).flatMap((system) => Object.keys(system.parameters)))];
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (known.length === 0 || unknown === undefined) return;
  throw new Problem('PL-205', {
    place: `theorem ${theorem.item}, instance ${instance}`,
    expected: `one of ${known.join(', ')}`,
    found: unknown,
    ...didYouMean(unknown, known),
  });
}

/**
 * Checks the shape and returns the theorem. Throws PL-205 for an instance's parameter that no system has, PL-111 for a claim
 * without an instance, a doubled or unreadable id, a price expected of what is not priced, a verdict that chance or a search
 * cannot give, a lattice or frontier of a price or of a sample, a lattice of a witness.
 */
export function defineTheorem<V>(definition: TheoremDefinition<V>): Theorem<V> {
  const theorem: Theorem<V> = { lattices: [], frontiers: [], ...definition, kind: 'theorem' };
  const seen = new Set<string>();
  for (const part of [...theorem.claims, ...theorem.lattices, ...theorem.frontiers]) {
    const place = `theorem ${theorem.item}, ${part.id}`;
    if (!readable.test(part.id)) throw new Problem('PL-111', { place, expected: 'an id such as withheld-data' });
    if (seen.has(part.id)) throw new Problem('PL-111', { place, expected: 'each id once' });
    seen.add(part.id);
    if (!Object.hasOwn(theorem.instances, part.instance)) {
      throw new Problem('PL-111', { place, expected: 'an instance of the theorem', found: part.instance });
    }
    if ('property' in part) {
      checkPriced(part, place);
      checkSampled(part, place);
    } else if (part.goal.kind === 'cheapest' || part.goal.kind === 'sampled') {
      const found = part.goal.kind === 'cheapest' ? 'a price' : 'what is only sampled';
      throw new Problem('PL-111', { place, expected: 'a goal that holds or fails', found });
    } else if ('hypotheses' in part && part.goal.kind === 'reachable') {
      // Hypotheses keep runs away, so fewer of them suffice for a witness, and no run shows that there is none.
      throw new Problem('PL-111', { place, expected: 'a goal that a run can refute', found: 'what is to be reached' });
    }
  }
  for (const [instance, parameters] of Object.entries(theorem.instances))
    checkParameters(theorem, instance, parameters);
  return theorem;
}

/** By shape, not by class: a module may have been made with another copy of this package. */
export function isTheorem(value: unknown): value is AnyTheorem {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, item, claims, frontiers, lattices } = value as Partial<AnyTheorem>;
  return kind === 'theorem' && typeof item === 'string' && [claims, frontiers, lattices].every(Array.isArray);
}

/** Every system that a theorem speaks of, each once. */
export function systemsOf(theorem: AnyTheorem): readonly AnySystem[] {
  const parts = [...theorem.claims, ...theorem.lattices, ...theorem.frontiers];
  return [...new Set(parts.map((part) => part.system as AnySystem))];
}

/** The parameters of an instance that the system has: a theorem may speak of several systems, each with parameters of its own. */
export function instanceOf(
  { instances }: Pick<AnyTheorem, 'instances'>,
  instance: string,
  { parameters }: AnySystem,
): Readonly<Record<string, number>> {
  const values = Object.entries(instances[instance] ?? {});
  return Object.fromEntries(values.filter(([name]) => Object.hasOwn(parameters, name)));
}

/** The simpler systems that the refinements of a theorem speak of, each once. */
export function simplerSystemsOf({ claims, lattices, frontiers }: AnyTheorem): readonly AnySystem[] {
  const properties = [
    ...claims.map(({ property }) => property),
    ...[...lattices, ...frontiers].map(({ goal }) => goal),
  ];
  return [...new Set(properties.flatMap(({ refinement }) => (refinement === undefined ? [] : [refinement.to])))];
}
