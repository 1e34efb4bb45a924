/**
 * Behaviours gained and lost by a change: a shortest one of each, and the shortest after which the same events lead to other states.
 *
 * One exploration of the two systems in lock-step. What it finds is replayed by xstate on both: the system that has the behaviour takes
 * every step, the other takes every step but the last and says who refuses that one.
 */

import { PairedProduct } from '../kernel/paired-product.ts';
import { Product } from '../kernel/product.ts';
import type { LocalState } from '../language/machine.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { type Exploration, type ExploreOptions, explore, type Hit } from '../search/explore.ts';
import { type Path, shortestPath } from '../search/shortest-path.ts';
import { ReferenceComposition } from '../trace/composition.ts';
import { type Change, differences } from '../trace/difference.ts';
import { type Replay, replay } from '../trace/replay.ts';
import { messageOf, type Trace, type TraceEvent } from '../trace/trace.ts';
import { problemOn, wholeStateAt } from './kernel-path.ts';

export interface Configured {
  readonly system: AnySystem;
  readonly configuration: Configuration;
}

/** A behaviour that only one of the two systems has: its last step is the one that the other cannot take. */
export interface OneSided {
  readonly trace: Trace;
  /** Components of the other system that refuse the last step; none where its menus do not offer it. */
  readonly refusedBy: readonly string[];
}

/** The same events, and other states after them. */
interface Parting {
  readonly base: Trace;
  readonly changed: Trace;
  /** What differs after the last step: `before` is the base's, `after` the changed system's. */
  readonly differences: readonly Change[];
}

export interface Behaviours {
  /** Pairs of states that were examined. */
  readonly pairs: number;
  /** What cut the search; null if whatever was not found does not exist. */
  readonly limit: 'states' | 'depth' | 'time' | 'memory' | 'interrupt' | null;
  readonly gained: OneSided | null;
  readonly lost: OneSided | null;
  readonly parted: Parting | null;
  /** What differs before the first step, such as the terms of a contract: no parting is told by it. */
  readonly given: readonly Change[];
  readonly seconds: number;
}

/** What differs between two local states, value and context. */
function localDifferences(name: string, base: LocalState, changed: LocalState): readonly Change[] {
  const value =
    keyOf(base.value) === keyOf(changed.value)
      ? []
      : [{ component: name, path: '', before: base.value, after: changed.value }];
  return [...value, ...differences(name, '', base.context, changed.context)];
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** Compares the components that both systems have, leaving out what already differs before the first step. */
class Likeness {
  readonly given: readonly Change[];
  readonly #paired: PairedProduct;
  readonly #shared: readonly { readonly name: string; readonly base: number; readonly changed: number }[];
  readonly #known: Map<number, boolean>[];

  constructor(paired: PairedProduct, initial: Uint32Array) {
    this.#paired = paired;
    const names = paired.changed.components.map(({ name }) => name);
    this.#shared = paired.base.components.flatMap(({ name }, base) => {
      const changed = names.indexOf(name);
      return changed < 0 ? [] : [{ name, base, changed }];
    });
    this.#known = this.#shared.map(() => new Map());
    this.given = this.#shared.flatMap((one) => {
      const [base, changed] = this.#locals(one, initial, 0, paired.base.words);
      return localDifferences(one.name, base, changed);
    });
  }

  #locals(
    { base, changed }: { readonly base: number; readonly changed: number },
    states: Uint32Array,
    at: number,
    to: number,
  ): readonly [LocalState, LocalState] {
    const { base: one, changed: other } = this.#paired;
    return [
      one.components[base]?.states[one.localOf(states, at, base)] as LocalState,
      other.components[changed]?.states[other.localOf(states, to, changed)] as LocalState,
    ];
  }

  differences(states: Uint32Array, at: number, to: number): readonly Change[] {
    return this.#shared.flatMap((one) => this.#of(one, ...this.#locals(one, states, at, to)));
  }

  #of({ name }: { readonly name: string }, base: LocalState, changed: LocalState): readonly Change[] {
    const isGiven = ({ path }: Change): boolean =>
      this.given.some((one) => one.component === name && isWithin(path, one.path));
    return localDifferences(name, base, changed).filter((change) => !isGiven(change));
  }

  readonly alike = (states: Uint32Array, at: number, to: number): boolean =>
    this.#shared.every((one, i) => {
      const { base, changed } = this.#paired;
      const here = base.localOf(states, at, one.base);
      const there = changed.localOf(states, to, one.changed);
      // Local states number at most a million a machine, so the pair is a safe integer.
      const pair = here * 2 ** 24 + there;
      const known = this.#known[i] as Map<number, boolean>;
      const answer = known.get(pair) ?? this.#of(one, ...this.#locals(one, states, at, to)).length === 0;
      known.set(pair, answer);
      return answer;
    });
}

class Comparison {
  readonly #base: Configured;
  readonly #changed: Configured;
  readonly #paired: PairedProduct;
  readonly #exploration: Exploration;
  readonly #owners: readonly string[];

  constructor(base: Configured, changed: Configured, paired: PairedProduct, exploration: Exploration) {
    this.#base = base;
    this.#changed = changed;
    this.#paired = paired;
    this.#exploration = exploration;
    this.#owners = [...new Set(paired.events.map(({ event: { owner } }) => owner))];
  }

  path({ states }: Hit): Path {
    const ownerOf = (e: number): number => this.#owners.indexOf(this.#paired.events[e]?.event.owner as string);
    return shortestPath(this.#paired, this.#exploration, states, ownerOf, this.#owners.length);
  }

  /** The first `count` steps of a path, on one of the systems, state by state as the kernel has them. */
  taken(which: 'base' | 'changed', path: Path, count: number): Replay {
    const { system, configuration } = which === 'base' ? this.#base : this.#changed;
    const product = this.#paired[which];
    const { store } = this.#exploration;
    const offset = which === 'base' ? 0 : this.#paired.base.words;
    const expected = path.states
      .slice(0, count + 1)
      .map((state) => wholeStateAt(product, store.states, state * store.words + offset));
    const events = path.events.slice(0, count).map((e) => this.#eventOf(which, e));
    return replay(system, configuration, events, 'PL-401', expected);
  }

  #eventOf(which: 'base' | 'changed', e: number): TraceEvent {
    const paired = this.#paired.events[e];
    return this.#paired[which].events[paired?.[which] as number] as TraceEvent;
  }

  oneSided(having: 'base' | 'changed', hit: Hit | undefined): OneSided | null {
    if (hit === undefined) return null;
    const path = this.path(hit);
    const { length } = path.events;
    const { trace } = this.taken(having, path, length);
    const lacking = having === 'base' ? 'changed' : 'base';
    const last = path.events[length - 1] as number;
    const prefix = this.taken(lacking, path, length - 1);
    if ((this.#paired.events[last]?.[lacking] as number) < 0) return { trace, refusedBy: [] };
    const { system, configuration } = lacking === 'base' ? this.#base : this.#changed;
    const attempt = new ReferenceComposition(system, configuration).attempt(
      prefix.states.at(-1) as Replay['states'][number],
      messageOf(this.#eventOf(lacking, last)),
    );
    if (!attempt.taken) return { trace, refusedBy: attempt.refusedBy };
    throw new Problem('PL-401', { place: `step ${length} of a behaviour of one system only`, expected: 'a refusal' });
  }

  parting(likeness: Likeness, hit: Hit | undefined): Parting | null {
    if (hit === undefined) return null;
    const path = this.path(hit);
    const { length } = path.events;
    const { store } = this.#exploration;
    const at = (path.states.at(-1) as number) * store.words;
    return {
      base: this.taken('base', path, length).trace,
      changed: this.taken('changed', path, length).trace,
      differences: likeness.differences(store.states, at, at + this.#paired.base.words),
    };
  }
}

/**
 * Compares the behaviours of two configured systems. Throws the model's problem where a step breaks a machine, and PL-401 where xstate
 * disagrees with what was found.
 */
export async function compareBehaviours(
  base: Configured,
  changed: Configured,
  options: ExploreOptions = {},
): Promise<Behaviours> {
  const paired = new PairedProduct(
    new Product(base.system, base.configuration),
    new Product(changed.system, changed.configuration),
  );
  const likeness = new Likeness(paired, paired.initial());
  const tests = [paired.gained, paired.lost, paired.whileTogether(likeness.alike)];
  const exploration = await explore(paired, tests, options);
  const { ending, hits, counts, seconds } = exploration;
  if (ending.kind === 'fault') throw faultOf(paired, ending.event, ending.cause);
  const comparison = new Comparison(base, changed, paired, exploration);
  return {
    pairs: counts.states,
    limit: ending.kind === 'limit' ? ending.limit : ending.kind === 'interrupted' ? 'interrupt' : null,
    gained: comparison.oneSided('changed', hits[0]),
    lost: comparison.oneSided('base', hits[1]),
    parted: comparison.parting(likeness, hits[2]),
    given: likeness.given,
    seconds,
  };
}

function faultOf({ base, changed, events }: PairedProduct, event: number, cause: unknown): Problem {
  const paired = events[event];
  const isBase = paired === undefined || paired.base >= 0;
  return problemOn(isBase ? base : changed, (isBase ? paired?.base : paired?.changed) ?? -1, cause);
}
