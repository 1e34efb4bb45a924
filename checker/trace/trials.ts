/**
 * Trials of an implementation: a fresh one each, led along a path of the explored system, compared after every step, and offered what it has
 * to refuse.
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
import type { CoverPath } from './path-cover.ts';

/** Where the implementation does something else. */
export interface Mismatch {
  /** The path, whose last step is the one that goes wrong unless `asked` is. */
  readonly states: readonly number[];
  readonly events: readonly number[];
  /** The event that the machines refuse in the last state and the implementation does not; -1 where it is a step. */
  readonly asked: number;
  readonly because: string;
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

/** A fresh implementation and the path that it was led along. */
export class Run {
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

/** A question of conformance, with the system explored. */
export interface Trial {
  /** Where it stands, for problems. */
  readonly place: string;
  readonly product: Product;
  readonly exploration: Exploration;
  readonly graph: EdgeSpace;
  readonly conformance: Conformance<never>;
}

export class Trials {
  readonly #trial: Trial;
  readonly #probes: readonly Probe[];
  readonly #view: WatchedView;
  readonly #expected: Map<number, string> = new Map();
  refusals = 0;
  steps = 0;

  /** Throws PL-111 for answers that the system does not fit. */
  constructor(trial: Trial) {
    this.#trial = trial;
    this.#probes = probesOf(trial.place, trial.product, trial.conformance.answers);
    this.#view = new WatchedView(trial.product);
  }

  begin(start: number): Run {
    return new Run(this.#start(), start);
  }

  walk(way: CoverPath): { readonly run: Run; readonly fault: Mismatch | null } {
    const run = this.begin(way.start);
    let fault = this.compare(run);
    for (const edge of way.edges) fault ??= this.step(run, edge);
    return { run, fault };
  }

  step(run: Run, edge: number): Mismatch | null {
    const event = this.#trial.graph.event[edge] as number;
    const taken = this.#trial.product.events[event] as ProductEvent;
    this.steps++;
    run.events.push(event);
    run.states.push(this.#trial.graph.to[edge] as number);
    const answer = this.#take(run.implementation, taken.message);
    if (answer !== true) return run.mismatch(-1, `the implementation does not take ${eventWords(taken)}: ${answer}`);
    return this.compare(run);
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

  compare(run: Run): Mismatch | null {
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
    const { store } = this.#trial.exploration;
    return this.#orBlameModel('observed', () =>
      this.#trial.conformance.observed(this.#view.look(store.states, state * store.words) as never),
    );
  }

  #start(): Implementation {
    return this.#orBlameModel('start', () => this.#trial.conformance.start(this.#trial.product.configuration));
  }

  /** What is no implementation's fault is the fault of the one who asks. */
  #orBlameModel<T>(what: string, ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      throw new Problem('PL-114', { place: `${this.#trial.place}, ${what}`, found: words(error) });
    }
  }

  #expectedIn(state: number): string {
    const known = this.#expected.get(state);
    if (known !== undefined) return known;
    const key = keyOf(this.#lookAt(state), 'observed');
    this.#expected.set(state, key);
    return key;
  }

  /** Offers events that the components refuse where the run stands: all of them, unless told otherwise. */
  refuse(run: Run, refused: readonly number[] = this.refusedIn(run.at)): Mismatch | null {
    for (const event of refused) {
      const offered = this.#trial.product.events[event] as ProductEvent;
      this.refusals++;
      const answer = this.#take(run.implementation, offered.message);
      if (answer === true) return run.mismatch(event, `the implementation takes ${eventWords(offered)}, to be refused`);
      if (answer.startsWith(throws))
        return run.mismatch(event, `${eventWords(offered)} is to be refused, but ${answer}`);
    }
    const moved = this.compare(run);
    if (moved === null) return null;
    // One of them moved it: which, is found on implementations that are offered one each.
    for (const event of refused) {
      const again = new Run(this.#start(), run.states[0] as number);
      for (const taken of run.events) this.#take(again.implementation, this.#messageOf(taken));
      const offered = this.#trial.product.events[event] as ProductEvent;
      this.#take(again.implementation, offered.message);
      again.states.push(...run.states.slice(1));
      again.events.push(...run.events);
      const change = this.compare(again);
      if (change !== null)
        return { ...change, asked: event, because: `refusing ${eventWords(offered)} changes it: ${change.because}` };
    }
    return { ...moved, because: `refusing events changes it: ${moved.because}` };
  }

  #messageOf(event: number): ProductEvent['message'] {
    return (this.#trial.product.events[event] as ProductEvent).message;
  }

  /** Events that a component refuses which the implementation has to answer for. */
  refusedIn(state: number): readonly number[] {
    const { store } = this.#trial.exploration;
    const { components, events } = this.#trial.product;
    const asked = this.#probes.map(({ component, type }) => ({
      machine: components[component] as TabulatedMachine,
      local: this.#trial.product.localOf(store.states, state * store.words, component),
      type,
    }));
    return events.flatMap((one, event) =>
      asked.some(({ machine, local, type }) => type === one.type && machine.refuses(local, event)) ? [event] : [],
    );
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
