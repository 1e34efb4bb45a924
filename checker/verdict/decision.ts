/** What is decided of a property: the verdict, the counts, the coverage, the trace, and what else its kind asks for. */

import type { Product } from '../kernel/product.ts';
import type { TableCache } from '../kernel/table-cache.ts';
import type { Shelves, TableShelf } from '../kernel/table-shelf.ts';
import type { TabulatedMachine } from '../kernel/tabulated-machine.ts';
import type { GuardCount } from '../language/machine.ts';
import type { Problem } from '../language/problem.ts';
import type { PartResult, Property } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import type { CheckpointUse } from '../search/checkpoint-file.ts';
import type { Counts, ExploreOptions, Omission } from '../search/explore.ts';
import type { DiskPlan } from '../search/pages.ts';
import type { Cover } from '../trace/conformance.ts';
import type { Divergence } from '../trace/follow.ts';
import type { Trace } from '../trace/trace.ts';
import type { GameResult } from './game-result.ts';
import type { IdlePart } from './idle-parts.ts';
import type { Observed } from './observed.ts';
import type { Attack, Sensitivity } from './price.ts';
import type { Sample } from './sample.ts';

export type Verdict = 'exhausted' | 'inductive' | 'violated' | 'bounded' | 'sampled' | 'failed';

/** How a search that leaves states out on purpose stands for all of them. */
export type ReductionKind = 'order' | 'symmetry';

export interface Reduction {
  readonly kind: ReductionKind;
  /** Of order: the components that the properties read, whose every change is kept. */
  readonly watched: readonly string[];
  /** Of symmetry: the components that may change places, group by group. */
  readonly alike: readonly (readonly string[])[];
  /** Of symmetry: groups of instances that may not, and why. */
  readonly unlike: readonly { readonly group: string; readonly because: string }[];
}

export interface Coverage {
  /** Firings by event type, over every expanded state. */
  readonly events: Readonly<Record<string, number>>;
  /** Event types that have a menu and never fired. */
  readonly neverFired: readonly string[];
  /** Local states met and table entries filled, by component. */
  readonly components: Readonly<Record<string, { readonly states: number; readonly entries: number }>>;
  /** How often each guard passed and refused, by `component.guard`, while the tables were filled. */
  readonly guards: Readonly<Record<string, Readonly<GuardCount>>>;
  /** Guards that were asked and only ever answered one way. */
  readonly oneSided: readonly string[];
}

/** A counterexample with the property's parts in its last state. */
export interface Violation {
  readonly trace: Trace;
  readonly parts: readonly PartResult[];
}

export interface Decision {
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly seconds: number;
  readonly peakBytes: number;
  readonly coverage: Coverage;
  /**
   * Counterexample, witness of a reachability claim, cheapest attack, longest play of a game that is won, or way to a fault.
   */
  readonly trace: Trace | null;
  /** The property's parts in the last state of the trace. */
  readonly parts: readonly PartResult[];
  /** Of a violated invariant: more counterexamples, by other causes; as many as `DecideOptions.violations` asks for. */
  readonly further: readonly Violation[];
  /** What cut the search, for `bounded`; the store, where nothing did but states may have been left out. */
  readonly limit: 'states' | 'depth' | 'time' | 'memory' | 'interrupt' | 'store' | null;
  /** Bytes of states that went to disk because memory was reached. */
  readonly diskBytes: number;
  /** How the states that were examined stand for all; null where all were. */
  readonly reduction: Reduction | null;
  /** How likely a lossy store left states out; null where they were stored whole. */
  readonly omission: Omission | null;
  /** What is wrong with the model, for `failed`. */
  readonly problem: Problem | null;
  readonly deadlocks: number;
  /** Table entries asked of xstate a second time after the search. */
  readonly rechecked: number;
  /** The least total price of reaching the goal; null where it is not asked, not known, or there is no attack at any price. */
  readonly price: number | null;
  /** The bill of the cheapest attack. */
  readonly attack: Attack | null;
  /** Only where `DecideOptions.sensitivity` asks for it, and there is an attack. */
  readonly sensitivity: readonly Sensitivity[];
  /** Where the simpler system of a refinement can no longer follow. */
  readonly divergence: Divergence | null;
  /** Of an `enforceable`: how the game stands. */
  readonly game: GameResult | null;
  /** Of a `determines` or `conceals`: what was observed. */
  readonly observed: Observed | null;
  /** The part that says which states are meant, where no reachable state satisfies it: then the claim holds for want of states. */
  readonly empty: 'from' | 'where' | 'trigger' | null;
  /** Of what holds: what its parts ask and never see otherwise; none where `DecideOptions.idle` does not ask. */
  readonly idle: readonly IdlePart[];
  /** With them, the transitions of the machines that no reachable state takes. */
  readonly untaken: readonly string[];
  /** What an implementation was put through. */
  readonly cover: Cover | null;
  /** Of a `sampled`: how much was tried, and what follows from it. */
  readonly sample: Sample | null;
}

/** Where long searches are written down. */
export interface CheckpointOptions {
  /** A folder that is there. */
  readonly folder: string;
  /** Seconds between two writings. */
  readonly every: number;
  /** Of the tool: another one may lay states out otherwise. */
  readonly version: string;
  /** Told of every file that a search is written to or taken up from. */
  readonly onUse?: ((use: CheckpointUse) => void) | undefined;
}

/** Decisions of a run, to look up and to add to; see `known-decisions.ts`. */
export interface DecisionsKept {
  of(
    system: AnySystem,
    configuration: Configuration,
    properties: readonly Property<never>[],
  ): readonly Decision[] | undefined;
  keep(
    system: AnySystem,
    configuration: Configuration,
    properties: readonly Property<never>[],
    decisions: readonly Decision[],
  ): void;
}

export interface DecideOptions extends Omit<ExploreOptions, 'exhaustive' | 'checkpoints' | 'disk'> {
  readonly checkpoint?: CheckpointOptions | undefined;
  /** Where states go when memory is reached, of properties that are decided state by state; elsewhere the limit cuts. */
  readonly diskPlan?: DiskPlan | undefined;
  readonly localLimit?: number;
  /** Tables shared among the runs of a sweep; coverage then counts them all. */
  readonly tables?: TableCache;
  /** Tables kept from one run to the next. */
  readonly shelves?: Shelves | undefined;
  /** Of a sweep: the shelf of all its runs. */
  readonly shelf?: TableShelf | undefined;
  /** What was decided before, and what is decided now for later: of runs with the same options alone. */
  readonly known?: DecisionsKept | undefined;
  /** Table entries that are asked again after each search, at most; a run of a sweep has its part of `mostRechecked`. */
  readonly rechecks?: number;
  /** How far each price of a cheapest attack may move: a few searches more a type. */
  readonly sensitivity?: boolean;
  /** Counterexamples to an invariant, at most, each by another cause; one unless given. */
  readonly violations?: number | undefined;
  /** Of what holds, also what it asks and never sees otherwise. */
  readonly idle?: boolean;
  /** Leave out states that others stand for; only of properties that are decided state by state. */
  readonly reduce?: ReductionKind | undefined;
  /** Seed of what is drawn at random, in hexadecimal; an exhaustive search draws nothing. */
  readonly seed?: string | undefined;
}

/** Table entries that are asked again after a search or a sweep, at most: all of a small model, some hundredths of a second of a large one. */
export const mostRechecked = 4_000;

const noCounts: Counts = { states: 0, transitions: 0, depth: 0, frontier: 0 };
const noCoverage: Coverage = { events: {}, neverFired: [], components: {}, guards: {}, oneSided: [] };

/** Firings by event type of what was expanded of a product, added to those that are known. */
export function addFirings(events: Record<string, number>, product: Product, fired: Float64Array): void {
  product.events.forEach(({ type }, e) => {
    events[type] = (events[type] ?? 0) + (fired[e] as number);
  });
}

/** Coverage of one product, or of several that differ in their settings: what components of one name did is added up. */
export function coverageOf(events: Readonly<Record<string, number>>, tables: Iterable<TabulatedMachine>): Coverage {
  const guards: Record<string, GuardCount> = {};
  const components: Record<string, { states: number; entries: number }> = {};
  for (const { name, machine, visited, entries } of tables) {
    const known = components[name] ?? { states: 0, entries: 0 };
    components[name] = { states: known.states + visited, entries: known.entries + entries };
    for (const [guard, { passed, refused }] of machine.guards) {
      const before = guards[`${name}.${guard}`] ?? { passed: 0, refused: 0 };
      guards[`${name}.${guard}`] = { passed: before.passed + passed, refused: before.refused + refused };
    }
  }
  return {
    events,
    neverFired: Object.keys(events).filter((type) => events[type] === 0),
    components,
    guards,
    oneSided: Object.keys(guards).filter((guard) => {
      const { passed, refused } = guards[guard] as GuardCount;
      return (passed === 0) !== (refused === 0);
    }),
  };
}

/** What every decision has; each kind of property adds its own. */
const blank: Omit<Decision, 'verdict'> = {
  ...{ counts: noCounts, seconds: 0, peakBytes: 0, diskBytes: 0, coverage: noCoverage, trace: null, parts: [] },
  ...{ further: [] },
  ...{
    reduction: null,
    omission: null,
    limit: null,
    problem: null,
    deadlocks: 0,
    rechecked: 0,
    price: null,
    attack: null,
    sensitivity: [],
  },
  ...{ divergence: null, game: null, observed: null, empty: null, idle: [], untaken: [], cover: null, sample: null },
};

/** A decision that says nothing but what is given. */
export function decisionOf(known: Pick<Decision, 'verdict'> & Partial<Decision>): Decision {
  return { ...blank, ...known };
}

export function failed(problem: Problem): Decision {
  return decisionOf({ verdict: 'failed', problem });
}
