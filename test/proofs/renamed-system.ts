/**
 * A system with its parties and components under each other's names, and its properties told so: the first party is called what the
 * second was, and the last what the first was. Only names change.
 */

import type { Property } from '../../checker/language/property.ts';
import type { TakenEvent } from '../../checker/language/refinement.ts';
import type { AnySystem } from '../../checker/language/system.ts';
import type { AnyClaim } from '../../checker/language/theorem.ts';

/** A bijection of names onto themselves. */
type Names = ReadonlyMap<string, string>;

/** Each name for the next, and back; a lone name for one that nobody has. */
function rotated(names: readonly string[]): Names {
  const [first = '', ...rest] = names;
  return new Map(names.map((name, i) => [name, names.length === 1 ? `${name}-renamed` : (rest[i] ?? first)]));
}

function inverse(names: Names): Names {
  return new Map([...names].map(([from, to]) => [to, from]));
}

function named(names: Names, name: string): string {
  return names.get(name) ?? name;
}

export interface Renaming {
  readonly parties: Names;
  readonly components: Names;
}

/** The renaming of a system; component names are the same in all its configurations. */
export function renamingOf(system: AnySystem, componentNames: readonly string[]): Renaming {
  return { parties: rotated(Object.keys(system.parties)), components: rotated(componentNames) };
}

export function renamedSystem(system: AnySystem, { parties, components }: Renaming): AnySystem {
  const under = <T>(names: Names, record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [named(names, name), value]));
  return {
    ...system,
    parties: under(parties, system.parties),
    compose: (configuration) => {
      const composition = system.compose(configuration);
      const events = Object.entries(composition.events).map(([type, menu]) => {
        const { owner } = menu;
        const owned =
          typeof owner === 'string' ? named(parties, owner) : (payload: never) => named(parties, owner(payload));
        return [type, { ...menu, owner: owned }];
      });
      return { components: under(components, composition.components), events: Object.fromEntries(events) };
    },
  };
}

/** The state under its old names; what is not asked of is not read. */
function restored(state: object, components: Names): object {
  const view = {};
  for (const [from, to] of components) {
    Object.defineProperty(view, from, { enumerable: true, get: () => (state as Record<string, unknown>)[to] });
  }
  return view;
}

export function renamedProperty(property: Property<never>, { parties, components }: Renaming): Property<never> {
  const old = inverse(parties);
  type Ask = (state: never, ...others: never[]) => never;
  const told =
    (ask: Ask): Ask =>
    (state, ...others) =>
      ask(restored(state as object, components) as never, ...others);
  const all = <T>(asks: T): T =>
    Object.fromEntries(Object.entries(asks as object).map(([name, ask]) => [name, told(ask as Ask)])) as T;
  const unowned = (event: TakenEvent): TakenEvent => ({ ...event, owner: named(old, event.owner) });
  const { trigger, player, knowledge, refinement, conformance, specified } = property;
  return {
    ...property,
    parts: all(property.parts),
    ...(trigger && { trigger: told(trigger as Ask) }),
    ...(player && { player: { ...player, by: player.by.map((party) => named(parties, party)) } }),
    ...(knowledge && { knowledge: all(knowledge) }),
    ...(refinement && {
      refinement: { ...refinement, event: (event) => refinement.event(unowned(event)), match: all(refinement.match) },
    }),
    ...(conformance && {
      conformance: {
        ...conformance,
        answers: Object.fromEntries(
          Object.entries(conformance.answers).map(([name, types]) => [named(components, name), types]),
        ),
        observed: told(conformance.observed as Ask),
      },
    }),
    ...(specified && {
      specified: {
        ...specified,
        variables: all(specified.variables),
        action: (event) => specified.action(unowned(event)),
      },
    }),
  };
}

export function renamedClaim(claim: AnyClaim, system: AnySystem, renaming: Renaming): AnyClaim {
  const property = renamedProperty(claim.property as Property<never>, renaming) as never;
  if (claim.idle === undefined) return { ...claim, system, property };
  // What is read is named by its component: `A.context.latest`, `txs[*].context.log`.
  const renamed = (what: string): string =>
    what.replace(/^\w+(?=[.[])/, (component) => renaming.components.get(component) ?? component);
  const idle = Object.fromEntries(Object.entries(claim.idle).map(([what, because]) => [renamed(what), because]));
  return { ...claim, system, property, idle };
}
