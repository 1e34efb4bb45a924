/**
 * One mutant decided: claims in groups, the small ones first, until a verdict shows it; then frontiers and lattices; then conformance.
 *
 * Claims are asked as they are, of the changed systems: what a claim says, and the functions that it says it with, are those of the
 * unchanged model.
 */

import { Problem } from '../language/problem.ts';
import type { AnyFrontier, AnyLattice, AnyTheorem } from '../language/theorem.ts';
import { compareBehaviours } from '../verdict/behaviours.ts';
import { type ClaimResult, decideClaims } from '../verdict/claims.ts';
import { decideFrontier } from '../verdict/frontier.ts';
import { decideLattice } from '../verdict/lattice.ts';
import { type Explored, hasSameTables } from '../verdict/same-tables.ts';
import { BaseTables, type ClaimGroup, groupsAbout } from './mutant-claims.ts';
import { type SystemPlace, systemAt, systemsIn } from './mutant-systems.ts';
import type { LoadRegistry } from './registry.ts';
import { firstLine } from './words.ts';

/**
 * `killed`: a verdict, a price or a region is another one, or the model is wrong. `noticed`: every verdict stays, and a number that is
 * written down does not. `equivalent`: the same behaviours and states in every configuration that was asked. `survived`: none of
 * these. `unfinished`: a time limit cut it. `refused`: a claim is not as expected before the change.
 */
type Fate = 'killed' | 'noticed' | 'equivalent' | 'survived' | 'unfinished' | 'refused';

export interface Outcome {
  readonly fate: Fate;
  /** The claim, frontier or lattice that saw it, and how. */
  readonly claim: string | null;
  readonly how: string;
  /** Seen by a claim that holds the machines to code or to a TLA+ module, and by nothing else. */
  readonly byConformance: boolean;
}

export interface MutantTask {
  /** The module that is changed, and URLs of it and of the modules that need it as they are with the change, by path. */
  readonly changed: string;
  readonly modules: Readonly<Record<string, string>>;
  /** Claims that are expected to have more states are not asked. */
  readonly mostStates: number;
  /** Whether frontiers and lattices are asked where no claim tells. */
  readonly sweeps: boolean;
  readonly seconds: number;
}

export interface MutantStart {
  /** URL of the module that exports `load`. */
  readonly registry: string;
  /** URLs of the modules that define systems, by path. */
  readonly systems: Readonly<Record<string, string>>;
}

function outcome(fate: Fate, claim: string | null, how: string, byConformance = false): Outcome {
  return { fate, claim, how, byConformance };
}

/** What one claim says of the mutant; undefined if it sees nothing. */
function seen(
  { id, verdict, expected, misses, vacuous, limit, price, problem, reading }: ClaimResult,
  expectedPrice: number | undefined,
): Outcome | undefined {
  const killed = (how: string): Outcome => outcome('killed', id, how, reading === 'conformance');
  if (problem?.code === 'PL-109') return outcome('noticed', id, 'many more local states');
  if (problem !== null) return killed(`${problem.code} ${problem.detail.found ?? ''}`.trim());
  if (verdict === 'bounded') {
    if (limit === 'time' || limit === 'interrupt') return outcome('unfinished', id, 'time limit');
    return outcome('noticed', id, 'many more states');
  }
  if (verdict !== expected) return killed(`${verdict} instead of ${expected}`);
  if ((price ?? undefined) !== expectedPrice) return killed(`costs ${price}`);
  if (vacuous.length > 0) return killed(`${vacuous.join(', ')} never happens`);
  return misses.length === 0 ? undefined : outcome('noticed', id, misses[0] as string);
}

interface Room {
  /** States that a claim may come to, by those that it is expected to have. */
  states(expected: number): number;
  /** Local states that a changed machine may have: one that counts without end would otherwise be followed to the million. */
  localStates(base: number): number;
}

/** What grows beyond this is left for when nothing else tells. */
const narrow: Room = {
  states: (expected) => 2 * expected + 1_000,
  localStates: (base) => 3 * base + 500,
};
const wide: Room = {
  states: (expected) => 10 * expected + 20_000,
  localStates: (base) => 10 * base + 5_000,
};

function localLimitOf({ product }: Explored, room: Room): number {
  return room.localStates(Math.max(...product.components.map(({ states }) => states.length)));
}

/** The same where a region is swept, whose points may be larger than what the claims ask. */
const sweeping = { localLimit: 20_000, rechecks: 0 };

/** What a sweep finds; nothing where a machine has too many local states for it. */
async function found(sweep: () => Promise<Outcome | undefined>): Promise<Outcome | undefined> {
  try {
    return await sweep();
  } catch (error) {
    if (error instanceof Problem && error.code === 'PL-109') return undefined;
    throw error;
  }
}

type AnySystem = ClaimGroup['system'];
type Replace = (system: AnySystem) => AnySystem | undefined;

/** A mutant on its way through the claims. */
class Trial {
  readonly #task: MutantTask;
  readonly #replace: Replace;
  readonly #tables: BaseTables;
  readonly #began: number = performance.now();
  #noticed: Outcome | undefined;
  /** Groups that the change may bear on and no verdict showed it. */
  readonly #open: ClaimGroup[] = [];
  /** Those that came to no end in a narrow room. */
  readonly #large: ClaimGroup[] = [];

  constructor(task: MutantTask, replace: Replace, tables: BaseTables) {
    this.#task = task;
    this.#replace = replace;
    this.#tables = tables;
  }

  get #left(): number {
    return this.#task.seconds - (performance.now() - this.#began) / 1000;
  }

  async run(theorems: readonly AnyTheorem[], groups: readonly ClaimGroup[]): Promise<Outcome> {
    const late = (): Outcome => this.#noticed ?? outcome('unfinished', null, 'time limit');
    for (const group of groups.filter(({ isConformance }) => !isConformance)) {
      if (this.#left <= 0) return late();
      const killed = await this.#ask(group);
      if (killed !== undefined) return killed;
    }
    for (const group of this.#large) {
      if (this.#left <= 0) return late();
      const killed = await this.#told(group, wide);
      if (killed !== undefined) return killed;
    }
    // What answers alike in every configuration is not looked for elsewhere.
    const isAsked = this.#task.sweeps && this.#open.length > 0;
    for (const sweep of isAsked ? this.#sweeps(theorems) : []) {
      if (this.#left <= 0) return late();
      const killed = await found(sweep);
      if (killed !== undefined) return killed;
    }
    for (const group of groups.filter(({ isConformance }) => isConformance)) {
      if (this.#left <= 0) return late();
      const killed = await this.#ask(group);
      if (killed !== undefined) return killed;
    }
    if (this.#noticed !== undefined) return this.#noticed;
    for (const group of this.#open) {
      if (this.#left <= 0) return late();
      if (!(await this.#hasSameGraph(group))) return outcome('survived', null, 'no claim sees it');
    }
    return outcome('equivalent', null, 'the same graph in every configuration');
  }

  async #ask(group: ClaimGroup): Promise<Outcome | undefined> {
    const { configuration, isConformance } = group;
    const system = this.#replace(group.system);
    if (system === undefined) return outcome('killed', null, `no system ${group.system.name}`);
    const base = await this.#tables.of(group, this.#task.mostStates);
    const tables = this.#tables.cacheFor(base);
    const same = hasSameTables(base, system, configuration, { tables });
    if (same && base.isWhole) return undefined;
    this.#open.push(group);
    const miss = await this.#tables.missOf(group);
    if (miss !== null) return outcome('refused', null, miss);
    return this.#told(group, isConformance ? wide : narrow);
  }

  /** What claims of a group say, given some room; those that need more are noted for later. */
  async #told(group: ClaimGroup, room: Room): Promise<Outcome | undefined> {
    const { theorem, claims, states } = group;
    const system = this.#replace(group.system);
    const base = await this.#tables.of(group, this.#task.mostStates);
    const asked = claims.map((claim) => ({ ...claim, system: system ?? claim.system }));
    const options = {
      limits: { states: room.states(states), seconds: this.#left },
      localLimit: localLimitOf(base, room),
      rechecks: 0,
      tables: this.#tables.cacheFor(base),
    };
    const results = await decideClaims(theorem, asked, {}, options);
    const outcomes = results.flatMap((result, i) => seen(result, claims[i]?.expect.price) ?? []);
    const isKilled = ({ fate }: Outcome): boolean => fate === 'killed';
    const isLarge = ({ problem, verdict, limit }: ClaimResult): boolean =>
      problem?.code === 'PL-109' || (verdict === 'bounded' && limit === 'states');
    if (room === narrow && !outcomes.some(isKilled) && results.some(isLarge)) {
      this.#large.push(group);
      return undefined;
    }
    this.#noticed ??= outcomes.find(({ fate }) => fate === 'noticed');
    return outcomes.find(isKilled) ?? outcomes.find(({ fate }) => fate === 'unfinished');
  }

  *#sweeps(theorems: readonly AnyTheorem[]): Generator<() => Promise<Outcome | undefined>> {
    for (const theorem of theorems) {
      for (const frontier of theorem.frontiers as readonly AnyFrontier[]) {
        const system = this.#replace(frontier.system);
        if (system === undefined || system === frontier.system) continue;
        yield async () => {
          const options = { limits: { states: 10 * this.#task.mostStates, seconds: this.#left }, ...sweeping };
          const { id, misses } = await decideFrontier(theorem, { ...frontier, system }, {}, options);
          return misses[0] === undefined ? undefined : outcome('killed', id, misses[0]);
        };
      }
      for (const lattice of theorem.lattices as readonly AnyLattice[]) {
        const system = this.#replace(lattice.system);
        if (system === undefined || system === lattice.system) continue;
        yield async () => {
          const options = { limits: { states: 10 * this.#task.mostStates, seconds: this.#left }, ...sweeping };
          const { id, misses, undecided } = await decideLattice(theorem, { ...lattice, system }, options);
          if (undecided !== null && undecided.problem === null) return undefined;
          return misses[0] === undefined ? undefined : outcome('killed', id, misses[0]);
        };
      }
    }
  }

  async #hasSameGraph({ system: original, configuration }: ClaimGroup): Promise<boolean> {
    const system = this.#replace(original);
    if (system === undefined) return false;
    const { mostStates } = this.#task;
    const { gained, lost, parted, given, limit } = await compareBehaviours(
      { system: original, configuration },
      { system, configuration },
      { limits: { states: 4 * mostStates, seconds: this.#left } },
    );
    return gained === null && lost === null && parted === null && given.length === 0 && limit === null;
  }
}

/** Decides mutants one after the other; one of these a thread. */
export class MutantJudge {
  readonly #theorems: readonly AnyTheorem[];
  readonly #places: ReadonlyMap<AnySystem, SystemPlace>;
  readonly #tables: BaseTables = new BaseTables();

  private constructor(theorems: readonly AnyTheorem[], places: ReadonlyMap<AnySystem, SystemPlace>) {
    this.#theorems = theorems;
    this.#places = places;
  }

  static async begin({ registry, systems }: MutantStart): Promise<MutantJudge> {
    const { load } = (await import(registry)) as { readonly load: LoadRegistry };
    const known = await load([]);
    const places = new Map<AnySystem, SystemPlace>();
    for (const [path, url] of Object.entries(systems))
      for (const [system, place] of systemsIn(path, await import(url))) places.set(system, place);
    return new MutantJudge(known.theorems, places);
  }

  /** Systems that claims are about, by name, each with the path of its module. */
  get systems(): Readonly<Record<string, string>> {
    const asked = new Set(this.#theorems.flatMap(({ claims }) => claims.map(({ system }) => system as AnySystem)));
    const places = [...this.#places].filter(([system]) => asked.has(system));
    return Object.fromEntries(places.map(([{ name }, { module }]) => [name, module]));
  }

  /** Decides a mutant; a module that does not load, or a model that is wrong, kills it. */
  async judge(task: MutantTask): Promise<Outcome> {
    try {
      const changed = new Map<string, unknown>();
      for (const [path, url] of Object.entries(task.modules)) changed.set(path, await import(url));
      const replace = (system: AnySystem): AnySystem | undefined => {
        const place = this.#places.get(system);
        if (place === undefined || !changed.has(place.module)) return system;
        return systemAt(changed.get(place.module), place);
      };
      const isAbout = (system: AnySystem): boolean => changed.has(this.#places.get(system)?.module ?? '');
      this.#tables.keep([...this.#places.keys()].filter(isAbout));
      const groups = groupsAbout(this.#theorems, isAbout, task.mostStates);
      return await new Trial(task, replace, this.#tables).run(this.#theorems, groups);
    } catch (error) {
      const how = error instanceof Problem ? `${error.code} ${error.detail.found ?? ''}` : firstLine(error);
      return outcome('killed', null, how.trim());
    }
  }
}
