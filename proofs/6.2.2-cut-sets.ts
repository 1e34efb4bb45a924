/**
 * Theorem 6.2.2 as an algebra of cut sets: who has to be corrupted before each of those whom a transaction touches is robbed.
 *
 * A cut set is a set of guards whose corruption is enough for an attack; a set of hypotheses is sufficient if it leaves none of them
 * corrupted. So the minimal cut sets are what the maximal insufficient sets of a lattice drop, and the minimal sufficient sets are their
 * minimal transversals. The search knows neither the layers' cut sets nor the formula: it finds those of each layer by itself, those of
 * each role in the composite, and a test compares the latter with the minimal elements of the union of the former.
 */

import type { Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyLattice, Hypothesis, Lattice } from '../checker/language/theorem.ts';
import { intentSystem, messageSystem } from '../model/systems/interoperability.ts';
import {
  bystander,
  depositingUser,
  depositor,
  filledUser,
  fillingSolver,
  intentBystander,
  layerGoals,
  sender,
} from './6.2.2-goals.ts';

export type LayerName = keyof typeof layerGoals;
type Cuts = readonly (readonly string[])[];

/** What each layer's own lattice is expected to find: both validators of a rollup, the base layer, two of three of V's. */
export const layerCuts: Readonly<Record<LayerName, Cuts>> = {
  A: [['a1', 'a2']],
  B: [['b1', 'b2']],
  L1: [['l1']],
  V: [
    ['v1', 'v2'],
    ['v1', 'v3'],
    ['v2', 'v3'],
  ],
};

const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  inner.every((one) => outer.includes(one));

/** Those sets that contain no other of them, each once and sorted. */
export function minimalOf(sets: Cuts): Cuts {
  const sorted = sets.map((set) => [...set].sort());
  const distinct = sorted.filter((set, i) => sorted.findIndex((other) => other.join() === set.join()) === i);
  return distinct.filter((set) => !distinct.some((other) => other !== set && isWithin(other, set)));
}

/** The minimal elements of the union of the cut sets of several layers. */
export function union(layers: readonly LayerName[], of: Readonly<Record<LayerName, Cuts>> = layerCuts): Cuts {
  return minimalOf(layers.flatMap((layer) => of[layer]));
}

/** The minimal sets that meet every cut; of minimal sufficient sets, the cuts. */
export function transversals(cuts: Cuts): Cuts {
  return cuts.reduce<Cuts>(
    (sets, cut) => minimalOf(sets.flatMap((set) => cut.map((one) => [...new Set([...set, one])]))),
    [[]],
  );
}

/** A hypothesis a guard: it is honest. */
const guards: Readonly<Record<string, Hypothesis>> = Object.fromEntries(
  ['a1', 'a2', 'b1', 'b2', 'l1', 'v1', 'v2', 'v3'].map((name) => [
    name,
    { says: `${name} is not corrupted`, dropped: { powers: { [name]: true } } },
  ]),
);

/** Wrong batches, and valid ones reverted as long as they are not final. */
export const adversary: Setting = { powers: { invent: true, reach: 2 } };

function lattice<V>(
  id: string,
  says: string,
  system: Lattice<V>['system'],
  goal: Property<V>,
  cuts: Cuts,
  without: readonly string[] = [],
): Lattice<V> {
  return {
    ...{ id, says, system, goal, instance: 'guarded', setting: { ...adversary, without } },
    hypotheses: guards,
    expect: { minimalSufficient: transversals(cuts) },
  };
}

/** Each role with the layers that its money depends on: what the union runs over. */
export const roles: readonly {
  readonly id: string;
  readonly dependsOn: readonly LayerName[];
  readonly lattice: AnyLattice;
}[] = (
  [
    ['sender', 'a user who sends a token', messageSystem, sender, ['A', 'B', 'L1', 'V']],
    ['depositor', 'a holder on A who never crosses', messageSystem, depositor, ['A', 'L1']],
    ['bystander', 'a holder on B who never crosses', messageSystem, bystander, ['B', 'L1', 'V']],
    ['intent-user', 'a user whose intent is open', intentSystem, depositingUser, ['A', 'B', 'L1', 'V']],
    ['filled-user', 'a user whose intent was filled', intentSystem, filledUser, ['B', 'L1']],
    ['solver', 'a solver who filled an intent', intentSystem, fillingSolver, ['A', 'B', 'L1', 'V']],
    ['intent-bystander', 'a holder on B who is no party to an intent', intentSystem, intentBystander, ['B', 'L1']],
  ] as const
).map(([id, who, system, goal, dependsOn]) => ({
  id,
  dependsOn,
  lattice: lattice(
    `cuts-${id}`,
    `Who must be corrupted before ${who} is robbed?`,
    system as AnyLattice['system'],
    goal as AnyLattice['goal'],
    union(dependsOn),
  ),
}));

export const layerLattices: readonly AnyLattice[] = (Object.keys(layerGoals) as LayerName[]).map((layer) =>
  lattice(
    `cuts-of-${layer.toLowerCase()}`,
    `Who must be corrupted before ${layer} by itself fails?`,
    messageSystem,
    layerGoals[layer],
    layerCuts[layer],
  ),
);

/** One pool for both rollups makes the weak side everybody's. */
export const pooledLattices: readonly AnyLattice[] = [
  lattice(
    'cuts-bystander-pooled',
    'Who must be corrupted before a holder on B is robbed, where one pool backs both rollups?',
    messageSystem,
    bystander,
    union(['A', 'B', 'L1', 'V']),
    ['isolatedEscrow'],
  ),
  lattice(
    'cuts-filled-user-pooled',
    'The same for a user whose intent was filled.',
    intentSystem,
    filledUser,
    union(['A', 'B', 'L1']),
    ['isolatedEscrow'],
  ) as AnyLattice,
];
