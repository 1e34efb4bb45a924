/**
 * Holding an implementation to the machines of an explored system: every transition, every refusal, one comparison after every step.
 *
 * The joint state of the components that the implementation stands for is the machine under conformance. A class of transitions is such a joint
 * state with an event that the whole system takes in it; a path cover takes each at least once, from a fresh implementation, and compares
 * what can be observed. In every joint state, the first time it is met, the implementation has to refuse whatever these components
 * refuse, and not to move by it. So nothing about the implementation is sampled; what is assumed is that what it does next depends on
 * nothing but what it shows.
 *
 * What the machines take and refuse is read from the tables that xstate filled; a path that is shown is replayed by xstate itself.
 */

import type { ProductEvent } from '../kernel/components.ts';
import type { Product } from '../kernel/product.ts';
import { WatchedView } from '../kernel/state-reading.ts';
import type { TabulatedMachine } from '../kernel/tabulated-machine.ts';
import type { Conformance, Implementation } from '../language/conformance.ts';
import { didYouMean } from '../language/nearest.ts';
import { keyOf, show } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { EdgeSpace } from '../search/edges.ts';
import type { Exploration } from '../search/explore.ts';
import { type Change, differences } from './difference.ts';
import { JointStates } from './joint-states.ts';
import { type CoverPath, pathCover, type Ways, waysTo, wayTo } from './path-cover.ts';

/** How much was replayed. */
export interface Cover {
  /** Joint states of the components that the implementation stands for. */
  readonly states: number;
  /** Transitions of these: a joint state with an event that is taken in it. */
  readonly transitions: number;
  /** Refusals of these that the implementation was asked to repeat. */
  readonly refusals: number;
  readonly paths: number;
  readonly steps: number;
}

/** Where the implementation does something else. */
export interface Mismatch {
  /** The path, whose last step is the one that goes wrong unless `asked` is. */
  readonly states: readonly number[];
  readonly events: readonly number[];
  /** The event that the machines refuse in the last state and the implementation does not; -1 where it is a step. */
  readonly asked: number;
  readonly because: string;
}

export interface Conformity {
  readonly cover: Cover;
  readonly mismatch: Mismatch | null;
}

interface Probe {
  readonly component: number;
  readonly type: string;
}

/** Throws PL-111 for a component or an event type that the system does not have. */
function probesOf(place: string, product: Product, answers: Conformance<never>['answers']): readonly Probe[] {
  return Object.entries(answers).flatMap(([name, types]) => {
    const group = product.groups[name];
    if (group === undefined) {
      const names = Object.keys(product.groups);
      throw new Problem('PL-111', {
        place,
        expected: `a component among ${names.join(', ')}`,
        found: name,
        ...didYouMean(name, names),
      });
    }
    return (typeof group === 'number' ? [group] : group).flatMap((component) => {
      const { alphabet } = (product.components[component] as TabulatedMachine).machine;
      const unknown = types.find((type) => !alphabet.has(type));
      if (unknown === undefined) return types.map((type) => ({ component, type }));
      throw new Problem('PL-111', {
        place: `${place}, component ${name}`,
        expected: `events among ${[...alphabet].join(', ')}`,
        found: unknown,
        ...didYouMean(unknown, [...alphabet]),
      });
    });
  });
}

/** A run of a fresh implementation along a path. */
class Run {
  readonly implementation: Implementation;
  readonly states: number[];
  readonly events: number[] = [];

  constructor(implementation: Implementation, start: number) {
    this.implementation = implementation;
    this.states = [start];
  }

  get at(): number {
    return this.states.at(-1) as number;
  }

  mismatch(asked: number, because: string): Mismatch {
    return { states: [...this.states], events: [...this.events], asked, because };
  }
}

export class Conformer {
  readonly #place: string;
  readonly #product: Product;
  readonly #exploration: Exploration;
  readonly #graph: EdgeSpace;
  readonly #conformance: Conformance<never>;
  readonly #probes: readonly Probe[];
  readonly #joint: JointStates;
  readonly #ways: Ways;
  readonly #view: WatchedView;
  readonly #expected: Map<number, string> = new Map();
  #refusals = 0;
  #steps = 0;

  /** Throws PL-111 for answers that the system does not fit. */
  constructor(
    place: string,
    product: Product,
    exploration: Exploration,
    graph: EdgeSpace,
    conformance: Conformance<never>,
  ) {
    this.#place = place;
    this.#product = product;
    this.#exploration = exploration;
    this.#graph = graph;
    this.#conformance = conformance;
    this.#probes = probesOf(place, product, conformance.answers);
    const components = Object.keys(conformance.answers).flatMap((name) => product.groups[name] ?? []);
    this.#joint = new JointStates(product, exploration, graph, components);
    this.#ways = waysTo(graph);
    this.#view = new WatchedView(product);
  }

  /**
   * Replays a path cover until something differs; then the way there is made as short as breadth-first ways are. `goesOn` is asked
   * between paths: null when it says no.
   */
  async run(goesOn: () => boolean | Promise<boolean>): Promise<Conformity | null> {
    const paths = pathCover(this.#graph, this.#joint.classOf, this.#ways);
    const asked = new Uint8Array(this.#joint.states);
    const taken = new Uint8Array(this.#joint.classes);
    let mismatch: Mismatch | null = null;
    for (const path of paths) {
      if (!(await goesOn())) return null;
      mismatch = this.#follow(path, asked, taken);
      if (mismatch !== null) break;
    }
    const cover: Cover = {
      states: this.#joint.states,
      transitions: taken.reduce((sum, one) => sum + one, 0),
      refusals: this.#refusals,
      paths: paths.length,
      steps: this.#steps,
    };
    if (mismatch !== null) return { cover, mismatch: this.#shortened(mismatch) };
    if (cover.transitions !== this.#joint.classes || asked.includes(0)) throw new Error('the path cover has a gap');
    return { cover, mismatch: null };
  }

  /** Takes a path with every refusal of the joint states that were not `asked` before. */
  #follow(path: CoverPath, asked: Uint8Array, taken: Uint8Array): Mismatch | null {
    const { of, classOf } = this.#joint;
    const run = new Run(this.#start(), path.start);
    let mismatch = this.#compare(run) ?? this.#askOnce(run, of[run.at] as number, asked);
    for (const edge of path.edges) {
      mismatch ??= this.#step(run, edge) ?? this.#askOnce(run, of[run.at] as number, asked);
      if (mismatch !== null) return mismatch;
      taken[classOf[edge] as number] = 1;
    }
    return mismatch;
  }

  #askOnce(run: Run, joint: number, asked: Uint8Array): Mismatch | null {
    if (asked[joint] === 1) return null;
    asked[joint] = 1;
    return this.#refuse(run);
  }

  #step(run: Run, edge: number): Mismatch | null {
    const event = this.#graph.event[edge] as number;
    const taken = this.#product.events[event] as ProductEvent;
    this.#steps++;
    run.events.push(event);
    run.states.push(this.#graph.to[edge] as number);
    const answer = this.#take(run.implementation, taken.message);
    if (answer !== true) return run.mismatch(-1, `the implementation does not take ${eventWords(taken)}: ${answer}`);
    return this.#compare(run);
  }

  /** True, or why not. A throw counts as a refusal that a caller does not expect. */
  #take(implementation: Implementation, message: ProductEvent['message']): true | string {
    try {
      const answer = implementation.take(message);
      if (answer === true) return true;
      return answer === false ? 'refused' : answer.refuses;
    } catch (error) {
      return `${throws} ${words(error)}`;
    }
  }

  #compare(run: Run): Mismatch | null {
    const expected = this.#expectedIn(run.at);
    let found: unknown;
    try {
      found = run.implementation.observe();
    } catch (error) {
      return run.mismatch(-1, `observing it throws ${words(error)}`);
    }
    if (keyOf(found, 'observation') === expected) return null;
    return run.mismatch(-1, differenceWords(this.#lookAt(run.at), found));
  }

  #lookAt(state: number): unknown {
    const { store } = this.#exploration;
    return this.#orBlameModel('observed', () =>
      this.#conformance.observed(this.#view.look(store.states, state * store.words) as never),
    );
  }

  #start(): Implementation {
    return this.#orBlameModel('start', () => this.#conformance.start(this.#product.configuration));
  }

  /** What is no implementation's fault is the fault of the one who asks. */
  #orBlameModel<T>(what: string, ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      throw new Problem('PL-114', { place: `${this.#place}, ${what}`, found: words(error) });
    }
  }

  #expectedIn(state: number): string {
    const known = this.#expected.get(state);
    if (known !== undefined) return known;
    const key = keyOf(this.#lookAt(state), 'observed');
    this.#expected.set(state, key);
    return key;
  }

  /** Offers everything that the components refuse where the run stands. */
  #refuse(run: Run): Mismatch | null {
    const refused = this.#refusedIn(run.at);
    for (const event of refused) {
      const offered = this.#product.events[event] as ProductEvent;
      this.#refusals++;
      const answer = this.#take(run.implementation, offered.message);
      if (answer === true) return run.mismatch(event, `the implementation takes ${eventWords(offered)}, to be refused`);
      if (answer.startsWith(throws))
        return run.mismatch(event, `${eventWords(offered)} is to be refused, but ${answer}`);
    }
    const moved = this.#compare(run);
    if (moved === null) return null;
    // One of them moved it: which, is found on implementations that are offered one each.
    for (const event of refused) {
      const again = new Run(this.#start(), run.states[0] as number);
      for (const taken of run.events) this.#take(again.implementation, this.#messageOf(taken));
      const offered = this.#product.events[event] as ProductEvent;
      this.#take(again.implementation, offered.message);
      again.states.push(...run.states.slice(1));
      again.events.push(...run.events);
      const change = this.#compare(again);
      if (change !== null)
        return { ...change, asked: event, because: `refusing ${eventWords(offered)} changes it: ${change.because}` };
    }
    return { ...moved, because: `refusing events changes it: ${moved.because}` };
  }

  #messageOf(event: number): ProductEvent['message'] {
    return (this.#product.events[event] as ProductEvent).message;
  }

  /** Events that a component refuses which the implementation has to answer for. */
  #refusedIn(state: number): readonly number[] {
    const { store } = this.#exploration;
    const { components, events } = this.#product;
    const asked = this.#probes.map(({ component, type }) => ({
      machine: components[component] as TabulatedMachine,
      local: this.#product.localOf(store.states, state * store.words, component),
      type,
    }));
    return events.flatMap((one, event) =>
      asked.some(({ machine, local, type }) => type === one.type && machine.refuses(local, event)) ? [event] : [],
    );
  }

  /** The same fault, or another, by a breadth-first way that is shorter; each transition and each joint state is tried once. */
  #shortened(mismatch: Mismatch): Mismatch {
    const { of, classOf } = this.#joint;
    const { first } = this.#graph;
    const asked = new Uint8Array(this.#joint.states);
    const taken = new Uint8Array(this.#joint.classes);
    for (const state of this.#ways.order) {
      const joint = of[state] as number;
      const way = wayTo(this.#ways, state);
      const room = mismatch.events.length - way.edges.length;
      if (room <= 0) break;
      if (asked[joint] === 0) {
        asked[joint] = 1;
        const { run, fault } = this.#walk(way);
        const found = fault ?? this.#refuse(run);
        if (found !== null) return found;
      }
      for (let edge = first[state] as number; room > 1 && edge < (first[state + 1] as number); edge++) {
        const kind = classOf[edge] as number;
        if (taken[kind] === 1) continue;
        taken[kind] = 1;
        const { run, fault } = this.#walk(way);
        const found = fault ?? this.#step(run, edge);
        if (found !== null) return found;
      }
    }
    return mismatch;
  }

  #walk(way: CoverPath): { readonly run: Run; readonly fault: Mismatch | null } {
    const run = new Run(this.#start(), way.start);
    let fault = this.#compare(run);
    for (const edge of way.edges) fault ??= this.#step(run, edge);
    return { run, fault };
  }
}

/** How a refusal begins that is none. */
const throws = 'it throws';

function eventWords({ type, payload }: ProductEvent): string {
  return Object.keys(payload).length === 0 ? type : `${type} ${show(payload)}`;
}

function words(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** What was expected and what was found, at the places where they differ. */
function differenceWords(expected: unknown, found: unknown): string {
  const sides = (change: Change): string =>
    `expected ${show(change.before ?? 'nothing')}, found ${show(change.after ?? 'nothing')}`;
  return differences('implementation', '', expected, found)
    .map((change) => `${change.path === '' ? '' : `${change.path}: `}${sides(change)}`)
    .join('; ');
}
