/** The two sides of `plumbline diff`: what its targets name, and which part of the one belongs to which of the other. */

import { resolve } from 'node:path';
import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { type AnySystem, type Configuration, configure, type Setting } from '../language/system.ts';
import { type AnyClaim, type AnyTheorem, instanceOf, systemsOf } from '../language/theorem.ts';
import type { Configured } from '../verdict/behaviours.ts';
import { type Changes, checkInstance, checkSetting, settingFor } from './changes.ts';
import type { Registry } from './registry.ts';
import { type Selection, selectionOf } from './selection.ts';
import { isFile, loadSystems } from './user-module.ts';

/** What a target names. */
export interface Named {
  readonly target: string;
  /** Null for what the registry has. */
  readonly file: string | null;
  readonly theorems: readonly AnyTheorem[];
  readonly systems: readonly AnySystem[];
}

function narrowed({ theorem, claims, frontiers, lattices }: Omit<Selection, 'file'>): AnyTheorem {
  return { ...theorem, claims, frontiers, lattices };
}

/** The theorems of the registry that speak of a system, with what they ask of it. */
function aboutSystem(registry: Registry, system: AnySystem): readonly AnyTheorem[] {
  const own = <T extends { readonly system: AnySystem }>(parts: readonly T[]): readonly T[] =>
    parts.filter((part) => part.system === system);
  return registry.theorems
    .map((theorem) =>
      narrowed({
        theorem,
        claims: own(theorem.claims as readonly AnyClaim[]),
        frontiers: own(theorem.frontiers),
        lattices: own(theorem.lattices),
      }),
    )
    .filter(({ claims, frontiers, lattices }) => claims.length + frontiers.length + lattices.length > 0);
}

/** What a target names: a module, a system by its name, or an item, claim or reading. Throws PL-201, PL-208, PL-301, PL-302. */
export async function named(target: string, registry: Registry, cwd: string): Promise<Named> {
  if (isFile(target)) {
    const { theorems, systems } = await loadSystems(target, cwd);
    return { target, file: resolve(cwd, target), theorems, systems };
  }
  const known = [...new Set(registry.theorems.flatMap(systemsOf))];
  const system = known.find(({ name }) => name === target);
  if (system !== undefined) return { target, file: null, theorems: aboutSystem(registry, system), systems: [system] };
  try {
    const theorems = (await selectionOf([target], registry, cwd)).map(narrowed);
    return { target, file: null, theorems, systems: [...new Set(theorems.flatMap(systemsOf))] };
  } catch (error) {
    const hint = didYouMean(
      target,
      known.map(({ name }) => name),
    );
    if (!(error instanceof Problem) || error.code !== 'PL-201' || error.detail.hint !== undefined || hint === undefined)
      throw error;
    throw new Problem('PL-201', { ...error.detail, expected: 'an item, claim, reading or system', ...hint });
  }
}

/** A theorem of the base with what became of it, and the setting that lies on top of each. */
export interface TheoremPair {
  readonly base: AnyTheorem;
  readonly changed: AnyTheorem;
}

/** A part of a theorem asked of the system of the same name, or of the only one there is. */
function onSystems<T extends { readonly system: AnySystem }>(part: T, systems: readonly AnySystem[]): T | undefined {
  const system = counterpart(part.system, systems);
  return system === undefined ? undefined : { ...part, system };
}

function counterpart(system: AnySystem, systems: readonly AnySystem[]): AnySystem | undefined {
  return systems.find(({ name }) => name === system.name) ?? (systems.length === 1 ? systems[0] : undefined);
}

/** The theorem of a base, asked of the systems of a module that has none of its own. */
function transferred(theorem: AnyTheorem, systems: readonly AnySystem[]): AnyTheorem {
  return {
    ...theorem,
    claims: theorem.claims.flatMap((claim) => onSystems(claim as AnyClaim, systems) ?? []),
    lattices: theorem.lattices.flatMap((lattice) => onSystems(lattice, systems) ?? []),
    frontiers: theorem.frontiers.flatMap((frontier) => onSystems(frontier, systems) ?? []),
  };
}

/** Theorems that answer each other: the same item, or the only one on both sides. */
export function theoremPairs(base: Named, changed: Named | null): readonly TheoremPair[] {
  if (changed === null) return base.theorems.map((theorem) => ({ base: theorem, changed: theorem }));
  if (changed.theorems.length === 0)
    return base.theorems.map((theorem) => ({ base: theorem, changed: transferred(theorem, changed.systems) }));
  if (base.theorems.length === 0)
    return changed.theorems.map((theorem) => ({ base: transferred(theorem, base.systems), changed: theorem }));
  const isLone = base.theorems.length === 1 && changed.theorems.length === 1;
  return base.theorems.flatMap((theorem) => {
    const other =
      changed.theorems.find(({ item }) => item === theorem.item) ?? (isLone ? changed.theorems[0] : undefined);
    return other === undefined ? [] : [{ base: theorem, changed: other }];
  });
}

export interface SystemPair {
  readonly base: Configured;
  readonly changed: Configured;
  /** The claim whose setting both are in. */
  readonly claim: string | null;
}

/** The claim in whose setting a system's behaviours are compared: a repaired one, which grants the adversary most. */
function telling(
  theorems: readonly AnyTheorem[],
  system: AnySystem,
): { theorem: AnyTheorem; claim: AnyClaim } | undefined {
  const own = theorems.flatMap((theorem) =>
    theorem.claims.filter((claim) => claim.system === system).map((claim) => ({ theorem, claim: claim as AnyClaim })),
  );
  return own.find(({ claim }) => claim.reading === 'repaired') ?? own[0];
}

function only(system: AnySystem, { parameters = {}, powers = {}, without = [] }: Setting): Required<Setting> {
  return settingFor(system, { parameters, powers, without });
}

/** Each system of the base with what became of it, both configured. `changes` lie on top: of the changed side, or of both modules. */
export function systemPairs(base: Named, changed: Named | null, { instance, setting }: Changes): readonly SystemPair[] {
  return base.systems.flatMap((system): SystemPair[] => {
    const other = changed === null ? system : counterpart(system, changed.systems);
    const own = settingFor(system, setting);
    const touches = Object.keys(own.parameters).length + Object.keys(own.powers).length + own.without.length > 0;
    if (other === undefined || (changed === null && !touches)) return [];
    const told = telling(base.theorems, system);
    const settings: readonly Setting[] =
      told === undefined
        ? []
        : [{ parameters: instanceOf(told.theorem, instance ?? told.claim.instance, system) }, told.claim.setting ?? {}];
    const configured = (one: AnySystem, onTop: Setting): Configured => {
      const configuration: Configuration = configure(one, ...settings.map((part) => only(one, part)), onTop);
      return { system: one, configuration };
    };
    return [
      {
        base: configured(system, changed === null ? {} : own),
        changed: configured(other, settingFor(other, setting)),
        claim: told === undefined ? null : `${told.theorem.item}/${told.claim.id}`,
      },
    ];
  });
}

/** Throws for names that no system has, for values outside their domains, for an unknown instance, and PL-202 for no change at all. */
export function checkChanges(base: Named, changed: Named | null, { instance, setting }: Changes): void {
  const { parameters, powers, without } = setting;
  if (changed === null && Object.keys(parameters).length + Object.keys(powers).length + without.length === 0) {
    throw new Problem('PL-202', {
      place: 'plumbline diff',
      expected: 'a second module, or a change by --without, --with or --set',
      found: `only ${base.target}`,
      hint: `plumbline list ${base.target} names its rules, powers and parameters`,
    });
  }
  checkSetting([...base.systems, ...(changed?.systems ?? [])], setting);
  for (const theorem of base.theorems) checkInstance(theorem, instance);
}

/** Throws PL-202 where the two sides have nothing in common: an empty difference would be taken for none. */
export function checkComparable(base: Named, changed: Named | null, systems: readonly SystemPair[]): void {
  if (changed === null || systems.length + theoremPairs(base, changed).length > 0) return;
  const names = (side: Named): string => side.systems.map(({ name }) => name).join(', ');
  throw new Problem('PL-202', {
    place: 'plumbline diff',
    expected: `a system that both have; ${base.target} speaks of ${names(base)}`,
    found: `${names(changed)} in ${changed.target}`,
    hint: 'name one system on each side to compare two of different names',
  });
}
