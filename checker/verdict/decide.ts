/**
 * Deciding properties of one configured system: one exploration, a verdict for each property, every trace replayed.
 */

import type { ProductEvent } from '../kernel/components.ts';
import type { StateTest } from '../kernel/kernel.ts';
import { Product } from '../kernel/product.ts';
import { StateQuestion } from '../kernel/state-question.ts';
import type { TableCache } from '../kernel/table-cache.ts';
import type { GuardCount } from '../language/machine.ts';
import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { isLiveness, type PartResult, type Property } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { cheapestPath, pricedSpace } from '../search/cheapest-path.ts';
import {
  type Counts,
  type Ending,
  type Exploration,
  type ExploreOptions,
  explore,
  type Hit,
} from '../search/explore.ts';
import { type FairGroup, fairLasso } from '../search/fair-cycle.ts';
import { type Path, parentPath, shortestPath } from '../search/shortest-path.ts';
import { replay } from '../trace/replay.ts';
import { type Trace, wholeState } from '../trace/trace.ts';
import { type Attack, attackOf, type PricedEvents, pricedEvents, type Sensitivity, sensitivityOf } from './price.ts';

export type Verdict = 'exhausted' | 'inductive' | 'violated' | 'bounded' | 'sampled' | 'failed';

interface Coverage {
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

export interface Decision {
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly seconds: number;
  readonly peakBytes: number;
  readonly coverage: Coverage;
  /** Counterexample of an invariant, witness of a reachability claim, cheapest attack, or way to a fault. */
  readonly trace: Trace | null;
  /** The property's parts in the last state of the trace. */
  readonly parts: readonly PartResult[];
  /** What cut the search, for `bounded`. */
  readonly limit: 'states' | 'depth' | 'time' | 'memory' | 'interrupt' | null;
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
}

export interface DecideOptions extends Omit<ExploreOptions, 'exhaustive'> {
  readonly localLimit?: number;
  /** Tables shared among the runs of a sweep; coverage then counts them all. */
  readonly tables?: TableCache;
  /** How far each price of a cheapest attack may move: a few searches more a type. */
  readonly sensitivity?: boolean;
}

/** Table entries that are asked again after a search, at most: all of a small model, some hundredths of a second of a large one. */
const mostRechecked = 4_000;

const noCounts: Counts = { states: 0, transitions: 0, depth: 0, frontier: 0 };
const noCoverage: Coverage = { events: {}, neverFired: [], components: {}, guards: {}, oneSided: [] };

function coverageOf(product: Product, fired: Float64Array): Coverage {
  const events: Record<string, number> = {};
  product.events.forEach(({ type }, e) => {
    events[type] = (events[type] ?? 0) + (fired[e] as number);
  });
  const guards: Record<string, GuardCount> = {};
  for (const { name, machine } of product.components) {
    for (const [guard, count] of machine.guards) guards[`${name}.${guard}`] = { ...count };
  }
  return {
    events,
    neverFired: Object.keys(events).filter((type) => events[type] === 0),
    components: Object.fromEntries(
      product.components.map(({ name, visited, entries }) => [name, { states: visited, entries }]),
    ),
    guards,
    oneSided: Object.keys(guards).filter((guard) => {
      const { passed, refused } = guards[guard] as GuardCount;
      return (passed === 0) !== (refused === 0);
    }),
  };
}

class Court {
  readonly #system: AnySystem;
  readonly #product: Product;
  readonly #exploration: Exploration;
  readonly #coverage: Coverage;
  readonly #owners: readonly string[];
  readonly #wantsSensitivity: boolean;
  rechecked = 0;

  constructor(system: AnySystem, product: Product, exploration: Exploration, wantsSensitivity: boolean) {
    this.#wantsSensitivity = wantsSensitivity;
    this.#system = system;
    this.#product = product;
    this.#exploration = exploration;
    this.#coverage = coverageOf(product, exploration.fired);
    this.#owners = Object.keys(system.parties);
  }

  /** The verdict on a property, from what the search found. */
  judge(question: StateQuestion, hit: Hit | undefined): Decision {
    const { ending } = this.#exploration;
    const { kind } = question.property;
    // What was violated in a layer before the fault is violated, whatever else was asked of the same exploration.
    if (ending.kind === 'fault' && (kind === 'reachable' || kind === 'cheapest' || hit === undefined)) {
      return this.#fault(ending.state, ending.event, ending.cause);
    }
    if (isLiveness(question.property)) return this.#judgeLiveness(question);
    if (kind === 'cheapest') return this.#judgePrice(question);
    if (hit === undefined) {
      if (ending.kind !== 'complete') return this.#undecided();
      // A whole state space without a witness refutes a reachability claim: there is no trace to show for it.
      return this.#decision(kind === 'always' ? 'exhausted' : 'violated', this.#exploration.counts);
    }
    const path = shortestPath(this.#product, this.#exploration, hit.states, this.#ownerOf, this.#owners.length);
    const trace = this.#replayed(path);
    const { store } = this.#exploration;
    const parts = question.explain(store.states, (path.states.at(-1) as number) * store.words);
    if (kind === 'always') return this.#decision('violated', hit.counts, trace, parts);
    if (ending.kind !== 'complete') return { ...this.#undecided(), trace, parts };
    return this.#decision('exhausted', this.#exploration.counts, trace, parts);
  }

  /** Bounds and liveness do not mix: without the whole state space nothing is said. */
  #judgeLiveness(question: StateQuestion): Decision {
    if (this.#exploration.ending.kind !== 'complete') return this.#undecided();
    const { property } = question;
    const groups = fairGroups(this.#product, property);
    const response = { trigger: question.trigger(), goal: question };
    const lasso = fairLasso(this.#product, this.#exploration, response, groups);
    if (lasso === undefined) return this.#decision('exhausted', this.#exploration.counts);
    const { states, events, loop } = lasso;
    const trace: Trace = { ...this.#replayed({ start: states[0] as number, events, states }), loop };
    const { store } = this.#exploration;
    const parts = question.explain(store.states, (states.at(-1) as number) * store.words);
    const decision = this.#decision('violated', this.#exploration.counts, trace, parts);
    if (groups.length > 0) return decision;
    const problem = new Problem('PL-115', {
      place: `property ${property.name}`,
      expected: 'weak or strong fairness of some event',
      found: 'none, so a run may stop anywhere',
    });
    return { ...decision, verdict: 'failed', problem };
  }

  /** A least price is known only when every path was compared: a cheaper one might lie where a limit cut the search. */
  #judgePrice(question: StateQuestion): Decision {
    const { ending, store, counts } = this.#exploration;
    if (ending.kind !== 'complete') return this.#undecided();
    let priced: PricedEvents;
    const targets = new Uint8Array(store.count);
    try {
      const { events } = this.#system.compose(this.#product.configuration);
      priced = pricedEvents(this.#product, question.property, Object.keys(events));
      for (let s = 0; s < targets.length; s++) targets[s] = Number(question.holds(store.states, s * store.words));
    } catch (error) {
      // A broken price list or goal must not take the other claims of its exploration along.
      if (error instanceof Problem && error.fault === 'model')
        return { ...this.#decision('failed', counts), problem: error };
      throw error;
    }
    const space = pricedSpace(this.#product, this.#exploration);
    const path = cheapestPath(space, targets, priced.prices);
    if (path === undefined) return this.#decision('exhausted', counts);
    const { price, states, events } = path;
    const trace = this.#replayed({ start: states[0] as number, events, states });
    const parts = question.explain(store.states, (states.at(-1) as number) * store.words);
    return {
      ...this.#decision('exhausted', counts, trace, parts),
      price,
      attack: attackOf(priced, path),
      sensitivity: this.#wantsSensitivity ? sensitivityOf(space, targets, priced, path) : [],
    };
  }

  readonly #ownerOf = (event: number): number =>
    this.#owners.indexOf((this.#product.events[event] as ProductEvent).owner);

  #decision(verdict: Verdict, counts: Counts, trace: Trace | null = null, parts: readonly PartResult[] = []): Decision {
    const { seconds, peakBytes, deadlocks } = this.#exploration;
    const { rechecked } = this;
    return {
      verdict,
      counts,
      seconds,
      peakBytes,
      coverage: this.#coverage,
      trace,
      parts,
      limit: null,
      problem: null,
      deadlocks,
      rechecked,
      price: null,
      attack: null,
      sensitivity: [],
    };
  }

  #undecided(): Decision {
    const { ending, counts } = this.#exploration;
    const limit = ending.kind === 'limit' ? ending.limit : 'interrupt';
    return { ...this.#decision('bounded', counts), limit };
  }

  #fault(state: number, event: number, cause: unknown): Decision {
    if (!(cause instanceof Problem)) throw cause;
    // A machine without bound is told by the variable that grows; its trace would be as long as the variable is large. A
    // function with two answers has no trace: the next run would take another one.
    const isShown = cause.code !== 'PL-109' && cause.code !== 'PL-106';
    const trace = isShown ? this.#replayed(parentPath(this.#product, this.#exploration, state)) : null;
    const at = this.#product.events[event];
    const found = at === undefined ? cause.detail.found : `${cause.detail.found ?? ''} (on ${at.type})`.trim();
    const problem = new Problem(cause.code, { ...cause.detail, ...(found === undefined ? {} : { found }) });
    return { ...this.#decision('failed', this.#exploration.counts, trace), problem };
  }

  /** The trace of a path, run by xstate on the original machines and compared with the kernel state by state. */
  #replayed(path: Path): Trace {
    const { store } = this.#exploration;
    const product = this.#product;
    const names = product.components.map(({ name }) => name);
    const expected = path.states.map((state) =>
      wholeState(names, product.snapshotsOf(store.states, state * store.words)),
    );
    const events = path.events.map((event) => product.events[event] as ProductEvent);
    try {
      return replay(this.#system, product.configuration, events, 'PL-401', expected).trace;
    } catch (disagreement) {
      // Before the kernel is blamed every table is asked again: a function that is no function is the model's mistake.
      for (const component of product.components) component.recheck(Number.POSITIVE_INFINITY);
      throw disagreement;
    }
  }
}

function failed(problem: Problem): Decision {
  return {
    ...{ verdict: 'failed', counts: noCounts, seconds: 0, peakBytes: 0, coverage: noCoverage, trace: null, parts: [] },
    ...{ limit: null, problem, deadlocks: 0, rechecked: 0, price: null, attack: null, sensitivity: [] },
  };
}

/** One condition an event type that the property's fairness names. */
function fairGroups(product: Product, property: Property<never>): readonly FairGroup[] {
  const types = [...new Set(product.events.map(({ type }) => type))];
  const group = (type: string, strength: FairGroup['strength']): FairGroup => {
    if (!types.includes(type)) {
      throw new Problem('PL-111', {
        place: `property ${property.name}, fairness`,
        expected: `an event among ${types.join(', ')}`,
        found: type,
        ...didYouMean(type, types),
      });
    }
    return { name: type, strength, events: Uint8Array.from(product.events, (event) => Number(event.type === type)) };
  };
  const { weak = [], strong = [] } = property.fairness ?? {};
  return [...weak.map((type) => group(type, 'weak')), ...strong.map((type) => group(type, 'strong'))];
}

function isBrokenProperty(ending: Ending): boolean {
  return ending.kind === 'fault' && ending.cause instanceof Problem && ending.cause.code === 'PL-114';
}

/** A test that fails where a witness is found, so that the explorer reports the first of them. */
function testOf(question: StateQuestion): StateTest {
  if (question.property.kind === 'always') return question;
  if (isLiveness(question.property)) return { holds: () => true };
  return { holds: (states, at) => !question.holds(states, at) };
}

/**
 * Decides every property in one exploration of the configured system. A model error is a `failed` verdict with its problem; a
 * disagreement between kernel and xstate (PL-401) throws.
 */
export async function decide(
  system: AnySystem,
  configuration: Configuration,
  properties: readonly Property<never>[],
  options: DecideOptions = {},
): Promise<readonly Decision[]> {
  try {
    const product = new Product(system, configuration, { localLimit: options.localLimit, tables: options.tables });
    const questions = properties.map((property) => new StateQuestion(product, property));
    const exhaustive = properties.length === 0 || properties.some(({ kind }) => kind !== 'always');
    const exploration = await explore(product, questions.map(testOf), { ...options, exhaustive });
    if (isBrokenProperty(exploration.ending) && properties.length > 1) {
      // One property that breaks must not take the others of its group along.
      const decisions: Decision[] = [];
      for (const property of properties) decisions.push(...(await decide(system, configuration, [property], options)));
      return decisions;
    }
    const court = new Court(system, product, exploration, options.sensitivity === true);
    const share = Math.ceil(mostRechecked / product.components.length);
    if (exploration.ending.kind !== 'fault') {
      court.rechecked = product.components.reduce((sum, component) => sum + component.recheck(share), 0);
    }
    return questions.map((question, q) => court.judge(question, exploration.hits[q]));
  } catch (error) {
    if (error instanceof Problem && error.fault !== 'internal') return properties.map(() => failed(error));
    throw error;
  }
}
