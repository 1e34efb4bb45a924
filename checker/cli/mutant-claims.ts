/** What may see a mutant: the claims, frontiers and lattices about the systems that it changes, the cheap ones first. */

import { TableCache } from '../kernel/table-cache.ts';
import { keyOf } from '../language/plain-data.ts';
import { type Configuration, configure } from '../language/system.ts';
import { type AnyClaim, type AnyTheorem, instanceOf } from '../language/theorem.ts';
import { decideClaims } from '../verdict/claims.ts';
import { type Explored, explored } from '../verdict/same-tables.ts';

/** Claims of one theorem about one system in one configuration. */
export interface ClaimGroup {
  readonly theorem: AnyTheorem;
  readonly claims: readonly AnyClaim[];
  readonly system: AnyClaim['system'];
  readonly configuration: Configuration;
  /** States that the largest of them is expected to have. */
  readonly states: number;
  /** Whether they hold the machines to code or to a module: that sees nearly everything, and demands nothing of the protocol. */
  readonly isConformance: boolean;
}

/** Claims that share a system and configuration: conformance behind all others, the small ones first. */
export function groupsAbout(
  theorems: readonly AnyTheorem[],
  isAbout: (system: AnyClaim['system']) => boolean,
  mostStates: number,
): readonly ClaimGroup[] {
  const groups = new Map<string, ClaimGroup>();
  for (const theorem of theorems) {
    for (const claim of theorem.claims) {
      const { system, instance, setting = {}, property, expect } = claim;
      if (!isAbout(system) || property.kind === 'sampled' || expect.states > mostStates) continue;
      const configuration = configure(system, { parameters: instanceOf(theorem, instance, system) }, setting);
      const isConformance = claim.reading === 'conformance';
      const key = `${theorem.item} ${system.name} ${isConformance} ${keyOf(configuration)}`;
      const known = groups.get(key);
      const states = Math.max(known?.states ?? 0, expect.states);
      const claims = [...(known?.claims ?? []), claim];
      groups.set(key, { theorem, claims, system, configuration, states, isConformance });
    }
  }
  const order = ({ isConformance, states }: ClaimGroup): number => (isConformance ? 1e9 : 0) + states;
  return [...groups.values()].sort((a, b) => order(a) - order(b));
}

async function missIn({ theorem, claims }: ClaimGroup): Promise<string | null> {
  const results = await decideClaims(theorem, claims, {}, { rechecks: 0 });
  const missed = results.find(({ met }) => !met);
  return missed === undefined ? null : `${missed.id}: ${missed.misses.join(', ')}`;
}

/** What the machines answered in each configuration, explored once a thread. */
export class BaseTables {
  readonly #known: Map<AnyClaim['system'], Map<string, Promise<Explored>>> = new Map();

  #kept: TableCache = new TableCache();

  readonly #misses: Map<AnyClaim | undefined, Promise<string | null>> = new Map();

  of({ system, configuration }: ClaimGroup, states: number): Promise<Explored> {
    const own = this.#known.get(system) ?? new Map<string, Promise<Explored>>();
    this.#known.set(system, own);
    const key = keyOf(configuration);
    const found = own.get(key) ?? explored(system, configuration, states);
    own.set(key, found);
    return found;
  }

  /** What of a group is not as its file expects before any change; null if nothing is. */
  missOf(group: ClaimGroup): Promise<string | null> {
    const found = this.#misses.get(group.claims[0]) ?? missIn(group);
    this.#misses.set(group.claims[0], found);
    return found;
  }

  /** For the tables of a changed system: machines that are the base's own are not asked again what they were asked before. */
  cacheFor({ product, given }: Explored): TableCache {
    const own = new Set(given);
    return new TableCache(product, { tables: this.#kept, isKept: (machine) => own.has(machine) });
  }

  /** Forgets all systems but these. */
  keep(systems: readonly AnyClaim['system'][]): void {
    const isOther = (system: AnyClaim['system']): boolean => !systems.includes(system);
    if ([...this.#known.keys()].some(isOther)) this.#kept = new TableCache();
    for (const system of this.#known.keys()) if (isOther(system)) this.#known.delete(system);
  }
}
