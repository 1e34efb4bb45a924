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

import type { TabulatedMachine } from '../kernel/tabulated-machine.ts';
import { JointStates } from './joint-states.ts';
import { type CoverPath, pathCover, type Ways, waysTo, wayTo } from './path-cover.ts';
import { type Mismatch, type Run, type Trial, Trials } from './trials.ts';

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
  readonly components: readonly string[];
  /** Transitions that these components' machines declare for events, instances together. */
  readonly declared: number;
  /** Those that no state of the setting takes, so that nothing replays them: `channel closing POST 2`, the second for its event there. */
  readonly untaken: readonly string[];
}

export interface Conformity {
  readonly cover: Cover;
  readonly mismatch: Mismatch | null;
  /** Whether the whole cover was replayed, or up to the mismatch. */
  readonly isWhole: boolean;
}

/** The transitions that xstate takes where the table has an entry: what the whole system took. */
function takenBy({ machine, states, columns, table }: TabulatedMachine): readonly string[] {
  const taken = new Set<string>();
  states.forEach((state, local) => {
    columns.forEach(({ payload }, column) => {
      if ((table[local * columns.length + column] as number) < 0) return;
      for (const one of machine.chosen(state, payload)) taken.add(one);
    });
  });
  return [...taken];
}

function inWords(transition: string): string {
  const [path, type, place] = transition.split('|');
  return `${path === '' ? '' : `${path} `}${type} ${Number(place) + 1}`;
}

/** Refusals and steps that are tried in many states to make a counterexample shorter: a second or two. */
const mostTries = 300_000;

export class Conformer {
  readonly #trial: Trial;
  readonly #trials: Trials;
  readonly #joint: JointStates;
  readonly #ways: Ways;

  /** Throws PL-111 for answers that the system does not fit. */
  constructor(trial: Trial) {
    const { product, exploration, graph, conformance } = trial;
    this.#trial = trial;
    this.#trials = new Trials(trial);
    const components = Object.keys(conformance.answers).flatMap((name) => product.groups[name] ?? []);
    this.#joint = new JointStates(product, exploration, graph, components);
    this.#ways = waysTo(graph);
  }

  /**
   * Replays a path cover until something differs; then the way there is made as short as breadth-first ways are. `goesOn` is asked
   * between paths, and the replay ends where it says no.
   */
  async run(goesOn: () => boolean | Promise<boolean>): Promise<Conformity> {
    const cover = pathCover(this.#trial.graph, this.#joint.classOf, this.#ways);
    // Where nothing can happen there is still a state to look at, and refusals.
    const paths = cover.length > 0 ? cover : [{ start: 0, edges: [] }];
    const asked = new Uint8Array(this.#joint.states);
    const taken = new Uint8Array(this.#joint.classes);
    let mismatch: Mismatch | null = null;
    let isWhole = true;
    for (const path of paths) {
      isWhole = await goesOn();
      if (isWhole) mismatch = this.#follow(path, asked, taken);
      if (!isWhole || mismatch !== null) break;
    }
    const replayed: Cover = {
      states: this.#joint.states,
      transitions: taken.reduce((sum, one) => sum + one, 0),
      refusals: this.#trials.refusals,
      paths: paths.length,
      steps: this.#trials.steps,
      ...this.#transitionsTaken(),
    };
    if (mismatch !== null) return { cover: replayed, mismatch: this.#shortened(mismatch), isWhole };
    if (isWhole && (replayed.transitions !== this.#joint.classes || asked.includes(0))) {
      throw new Error('the path cover has a gap');
    }
    return { cover: replayed, mismatch, isWhole };
  }

  #transitionsTaken(): Pick<Cover, 'components' | 'declared' | 'untaken'> {
    const { product, conformance } = this.#trial;
    const named = Object.keys(conformance.answers).map((name) => {
      const group = product.groups[name] ?? [];
      const tables = (typeof group === 'number' ? [group] : group).map(
        (c) => product.components[c] as TabulatedMachine,
      );
      return { name, declared: tables[0]?.machine.transitions ?? [], taken: new Set(tables.flatMap(takenBy)) };
    });
    return {
      components: named.map(({ name }) => name),
      declared: named.reduce((sum, { declared }) => sum + declared.length, 0),
      untaken: named.flatMap(({ name, declared, taken }) =>
        declared.filter((one) => !taken.has(one)).map((one) => `${name} ${inWords(one)}`),
      ),
    };
  }

  /** Takes a path with every refusal of the joint states that were not `asked` before. */
  #follow(path: CoverPath, asked: Uint8Array, taken: Uint8Array): Mismatch | null {
    const { of, classOf } = this.#joint;
    const run = this.#trials.begin(path.start);
    let mismatch = this.#trials.compare(run) ?? this.#askOnce(run, of[run.at] as number, asked);
    for (const edge of path.edges) {
      mismatch ??= this.#trials.step(run, edge) ?? this.#askOnce(run, of[run.at] as number, asked);
      if (mismatch !== null) return mismatch;
      taken[classOf[edge] as number] = 1;
    }
    return mismatch;
  }

  #askOnce(run: Run, joint: number, asked: Uint8Array): Mismatch | null {
    if (asked[joint] === 1) return null;
    asked[joint] = 1;
    return this.#trials.refuse(run);
  }

  /**
   * A fault by a breadth-first way that is as short as can be found: any, where each transition and each joint state is tried once; then
   * one at an event of the same type, tried in every state, since what went before may matter. The second look is cut where it grows long.
   */
  #shortened(mismatch: Mismatch): Mismatch {
    const { of, classOf } = this.#joint;
    const asked = new Uint8Array(this.#joint.states);
    const taken = new Uint8Array(this.#joint.classes);
    const once = (seen: Uint8Array, i: number): boolean => {
      if (seen[i] === 1) return false;
      seen[i] = 1;
      return true;
    };
    const first = this.#nearest(mismatch, {
      offers: (state) => (once(asked, of[state] as number) ? this.#trials.refusedIn(state) : []),
      tries: (edge) => once(taken, classOf[edge] as number),
    });
    const { events } = this.#trial.product;
    const typeOf = (event: number): string | undefined => events[event]?.type;
    const type = typeOf(first.asked >= 0 ? first.asked : (first.events.at(-1) ?? -1));
    let left = mostTries;
    return this.#nearest(first, {
      offers: (state) => {
        const offered =
          left > 0 && first.asked >= 0 ? this.#trials.refusedIn(state).filter((e) => typeOf(e) === type) : [];
        left -= offered.length;
        return offered;
      },
      tries: (edge) => first.asked < 0 && typeOf(this.#trial.graph.event[edge] as number) === type && left-- > 0,
    });
  }

  /** The first state, breadth first, in which something goes wrong sooner. */
  #nearest(
    mismatch: Mismatch,
    { offers, tries }: { offers: (state: number) => readonly number[]; tries: (edge: number) => boolean },
  ): Mismatch {
    const { first } = this.#trial.graph;
    for (const state of this.#ways.order) {
      const way = wayTo(this.#ways, state);
      const room = mismatch.events.length - way.edges.length;
      if (room <= 0) break;
      const offered = offers(state);
      if (offered.length > 0) {
        const { run, fault } = this.#trials.walk(way);
        const found = fault ?? this.#trials.refuse(run, offered);
        if (found !== null) return found;
      }
      for (let edge = first[state] as number; room > 1 && edge < (first[state + 1] as number); edge++) {
        if (!tries(edge)) continue;
        const { run, fault } = this.#trials.walk(way);
        const found = fault ?? this.#trials.step(run, edge);
        if (found !== null) return found;
      }
    }
    return mismatch;
  }
}
