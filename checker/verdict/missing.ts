/**
 * Which hypotheses a violated claim lacks, from the lattice of its theorem.
 *
 * Nothing is searched here: a lattice says which sets of hypotheses suffice for a goal at one instance, and every run of `plumbline
 * assumptions` compares that with what it finds. A claim about the same goal and instance grants the adversary what some of the
 * hypotheses exclude; what would have to be added to the rest is told. Where the claim differs from the lattice in anything else, or
 * grants more than the lattice was asked about, nothing is told.
 */

import { keyOf } from '../language/plain-data.ts';
import { type Configuration, configure, type Setting } from '../language/system.ts';
import { type AnyClaim, type AnyLattice, type AnyTheorem, instanceOf } from '../language/theorem.ts';

interface NamedHypothesis {
  readonly name: string;
  readonly says: string;
}

export interface Missing {
  /** The id of the lattice. */
  readonly lattice: string;
  /** Any one of these sets, added to what the claim grants, suffices. None is empty. */
  readonly oneOf: readonly (readonly NamedHypothesis[])[];
}

type Value = boolean | number;

function atLeast(value: Value, wanted: Value): boolean {
  return Number(value) >= Number(wanted);
}

/** Whether the configuration has everything that dropping a hypothesis gives. */
function isDropped({ powers, rules, parameters }: Configuration, dropped: Setting): boolean {
  return (
    Object.entries(dropped.powers ?? {}).every(([name, value]) => atLeast(powers[name] ?? false, value)) &&
    (dropped.without ?? []).every((rule) => rules[rule] === false) &&
    Object.entries(dropped.parameters ?? {}).every(([name, value]) => parameters[name] === value)
  );
}

/** The most that the lattice was asked about with these hypotheses dropped. */
function mostOf(lattice: AnyLattice, base: Setting, dropped: readonly Setting[]): Configuration {
  const known = configure(lattice.system, base, lattice.setting ?? {});
  const powers: Record<string, Value> = { ...known.powers };
  for (const setting of dropped) {
    for (const [name, value] of Object.entries(setting.powers ?? {}))
      if (!atLeast(powers[name] ?? false, value)) powers[name] = value;
  }
  const without = dropped.flatMap((setting) => setting.without ?? []);
  const parameters = Object.assign({}, ...dropped.map((setting) => setting.parameters ?? {})) as Record<string, number>;
  return {
    parameters: { ...known.parameters, ...parameters },
    powers,
    rules: { ...known.rules, ...Object.fromEntries(without.map((rule) => [rule, false])) },
  };
}

function isWithin(claim: Configuration, most: Configuration): boolean {
  return (
    keyOf(claim.parameters) === keyOf(most.parameters) &&
    Object.entries(claim.powers).every(([name, value]) => atLeast(most.powers[name] ?? false, value)) &&
    Object.entries(claim.rules).every(([rule, isOn]) => isOn || most.rules[rule] === false)
  );
}

function isSubset(small: readonly string[], large: readonly string[]): boolean {
  return small.every((name) => large.includes(name));
}

function lackOf(lattice: AnyLattice, base: Setting, configuration: Configuration): Missing['oneOf'] {
  const { hypotheses, expect } = lattice;
  const dropped = Object.keys(hypotheses).filter((name) =>
    isDropped(configuration, hypotheses[name]?.dropped as Setting),
  );
  const most = mostOf(
    lattice,
    base,
    dropped.map((name) => hypotheses[name]?.dropped as Setting),
  );
  if (!isWithin(configuration, most)) return [];
  const lacks = expect.minimalSufficient.map((set) => set.filter((name) => dropped.includes(name)));
  // A set that is there already says that the claim holds: then this lattice is about something else.
  if (lacks.some((set) => set.length === 0)) return [];
  const least = lacks.filter(
    (set, i) => !lacks.some((other, j) => isSubset(other, set) && (other.length < set.length || j < i)),
  );
  const order = Object.keys(hypotheses);
  const place = ([name = '']: readonly string[]): number => order.indexOf(name);
  const sorted = least.toSorted((a, b) => a.length - b.length || place(a) - place(b));
  return sorted.map((set) => set.map((name) => ({ name, says: hypotheses[name]?.says ?? '' })));
}

/** What a violated claim lacks in its configuration; null where no lattice of its theorem says so. */
export function missingOf(
  theorem: AnyTheorem,
  { system, property }: AnyClaim,
  instance: string,
  configuration: Configuration,
): Missing | null {
  for (const lattice of theorem.lattices) {
    if (lattice.system !== system || lattice.goal.name !== property.name || lattice.instance !== instance) continue;
    const oneOf = lackOf(lattice, { parameters: instanceOf(theorem, instance, system) }, configuration);
    if (oneOf.length > 0) return { lattice: `${theorem.item}/${lattice.id}`, oneOf };
  }
  return null;
}
