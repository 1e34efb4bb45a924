/**
 * Fair cycles: whether a run can stay away from a goal for ever without being unfair to anybody.
 *
 * A run goes on for ever, and may do so by standing still (stuttering). A group of events is weakly fair if it may not be enabled
 * from some point on without ever being taken, strongly fair if it may not be enabled again and again without ever being
 * taken. The states from which the goal was avoided since a trigger form a subgraph; a response property fails exactly when that
 * subgraph holds a state where standing still is fair, or a strongly connected component that satisfies every fairness
 * condition (for strong fairness after removing, again and again, the states that enable a group the component never takes).
 */

import { type Kernel, type StateTest, stale } from '../kernel/kernel.ts';
import { bytesOfState as bytesOfComponents, Components } from './components.ts';
import { type EventColumn, eventColumn } from './edges.ts';
import type { Exploration } from './exploration.ts';
import { shortestPath } from './shortest-path.ts';

export interface FairGroup {
  readonly name: string;
  readonly strength: 'weak' | 'strong';
  /** 1 for each event of the group. */
  readonly events: Uint8Array;
}

/** A way to a cycle and the cycle: real edges all along. A loop without events is standing still in the last state. */
export interface Lasso {
  readonly states: readonly number[];
  readonly events: readonly number[];
  /** Place in `states` that the run returns to after the last event. */
  readonly loop: number;
}

export interface Response {
  /** Where waiting starts; absent: in the initial states. */
  readonly trigger?: StateTest | undefined;
  readonly goal: StateTest;
}

/** Bytes a state that a search for cycles takes beside the edges. */
export const bytesOfState: number = 37 + bytesOfComponents;

const nowhere = 0xffffffff;

/** The states that avoid the goal since a trigger, with their edges, renumbered. */
interface Waiting {
  readonly count: number;
  /** Number in the store of each waiting state. */
  readonly state: Uint32Array;
  /** Shortest way here: the waiting state before, or `nowhere` where waiting starts, and the event. */
  readonly before: Uint32Array;
  readonly by: Uint32Array;
  readonly distance: Uint32Array;
  /** Edges among waiting states: first[i] … first[i+1]. */
  readonly first: Uint32Array;
  readonly to: Uint32Array;
  readonly event: EventColumn;
  /** For each waiting state, one bit a group: enabled there. */
  readonly enabled: Uint32Array;
}

function depthOf(layers: readonly number[], count: number): Uint32Array {
  const depth = new Uint32Array(count);
  layers.forEach((start, layer) => {
    depth.fill(layer, start, layers[layer + 1] ?? count);
  });
  return depth;
}

/** Finds the waiting states in order of distance from the initial state, and keeps their edges. */
function collectWaiting(
  kernel: Kernel,
  exploration: Exploration,
  response: Response,
  groups: readonly FairGroup[],
): Waiting {
  const { store, layers, counts } = exploration;
  const n = store.count;
  /** 1 for each state that avoids the goal: it is asked once of each state, not of each transition. */
  const avoiding = new Uint8Array(n);
  for (let s = 0; s < n; s++) avoiding[s] = response.goal.holds(store.states, s * store.words) ? 0 : 1;
  const avoids = (s: number): boolean => avoiding[s] === 1;
  const starts = (s: number): boolean =>
    (response.trigger === undefined ? s < (layers[1] ?? n) : response.trigger.holds(store.states, s * store.words)) &&
    avoids(s);
  const depth = depthOf(layers, n);
  const renumbered = new Uint32Array(n).fill(nowhere);
  // Room for every state and every transition: pages that nothing is written to cost nothing.
  const state = new Uint32Array(n);
  const before = new Uint32Array(n);
  const by = new Uint32Array(n);
  const distance = new Uint32Array(n);
  const enabled = new Uint32Array(n);
  const first = new Uint32Array(n + 1);
  const to = new Uint32Array(counts.transitions);
  const event = eventColumn(kernel.eventCount, counts.transitions);
  let found = 0;
  let edges = 0;
  const reach = (s: number, from: number, via: number, far: number): void => {
    renumbered[s] = found;
    state[found] = s;
    before[found] = from;
    by[found] = via;
    distance[found++] = far;
  };
  let nextSeed = 0;
  for (let i = 0, far = 0; ; i++) {
    // States where waiting starts join at their own depth, so that `distance` is the length of the whole way.
    if (i === found) far = nextSeed < n ? Math.max(far, depth[nextSeed] as number) : far;
    else far = distance[i] as number;
    for (; nextSeed < n && (depth[nextSeed] as number) <= far; nextSeed++) {
      if (renumbered[nextSeed] === nowhere && starts(nextSeed))
        reach(nextSeed, nowhere, nowhere, depth[nextSeed] as number);
    }
    if (i === found) {
      if (nextSeed >= n) break;
      i--;
      continue;
    }
    const here = state[i] as number;
    const count = kernel.expand(store.states, here * store.words);
    if (count === stale) throw new Error('the layout grew after the search');
    let bits = 0;
    for (let s = 0; s < count; s++) {
      const fired = kernel.fired[s] as number;
      groups.forEach(({ events }, g) => {
        if (events[fired] === 1) bits |= 1 << g;
      });
      const next = store.find(kernel.successors, s * store.words);
      if (!avoids(next)) continue;
      if (renumbered[next] === nowhere) reach(next, i, fired, (distance[i] as number) + 1);
      to[edges] = renumbered[next] as number;
      event[edges++] = fired;
    }
    enabled[i] = bits;
    first[i + 1] = edges;
  }
  return { count: found, state, before, by, distance, first, to, event, enabled };
}

interface Edge {
  readonly from: number;
  readonly event: number;
  readonly to: number;
}

/** Where a fair run may settle down. */
interface Entry {
  readonly at: number;
  readonly component: Uint32Array;
}

/** Entries that are tried for the shortest cycle, of those that are as near. */
const mostEntries = 100;

/** Looks for cycles among waiting states; which of them belong to the component in hand is marked. */
class Cycles {
  readonly #graph: Waiting;
  readonly #groups: readonly FairGroup[];
  readonly #components: Components;
  readonly #inside: Uint8Array;

  constructor(graph: Waiting, groups: readonly FairGroup[]) {
    this.#graph = graph;
    this.#groups = groups;
    this.#components = new Components(graph, graph.count);
    this.#inside = new Uint8Array(graph.count);
  }

  /** The states nearest to the initial one from which a run can be fair for ever, each with the component that it stays in. */
  nearest(): readonly Entry[] {
    const { distance, count } = this.#graph;
    let entries: Entry[] = [];
    let least = Number.POSITIVE_INFINITY;
    const all = Uint32Array.from({ length: count }, (_, v) => v);
    for (const component of this.#components.of(all)) {
      const fair = this.#fairPart(component.sort());
      // Numbers rise with the distance.
      const here = fair === undefined ? Number.POSITIVE_INFINITY : (distance[fair[0] as number] as number);
      if (fair === undefined || here > least) continue;
      if (here < least) entries = [];
      least = here;
      for (const at of fair) if (distance[at] === here) entries.push({ at, component: fair });
    }
    return entries.sort((a, b) => a.at - b.at);
  }

  #isEnabled(v: number, g: number): boolean {
    return ((this.#graph.enabled[v] as number) & (1 << g)) !== 0;
  }

  #mark(component: Uint32Array, is: 0 | 1): void {
    for (const v of component) this.#inside[v] = is;
  }

  /** One bit a group: some edge within the component, which is marked, takes it. */
  #taken(component: Uint32Array): number {
    const { first, to, event } = this.#graph;
    let taken = 0;
    for (const v of component) {
      for (let e = first[v] as number; e < (first[v + 1] as number); e++) {
        if (this.#inside[to[e] as number] !== 1) continue;
        for (let g = 0; g < this.#groups.length; g++) {
          if (this.#groups[g]?.events[event[e] as number] === 1) taken |= 1 << g;
        }
      }
    }
    return taken;
  }

  /** A part of a component, in rising order, in which a run can stay for ever and be fair. */
  #fairPart(component: Uint32Array): Uint32Array | undefined {
    this.#mark(component, 1);
    const taken = this.#taken(component);
    this.#mark(component, 0);
    const starved: number[] = [];
    for (const [g, { strength }] of this.#groups.entries()) {
      if ((taken & (1 << g)) !== 0) continue;
      if (strength === 'weak') {
        if (component.every((v) => this.#isEnabled(v, g))) return undefined;
      } else if (component.some((v) => this.#isEnabled(v, g))) starved.push(g);
    }
    if (starved.length === 0) return component;
    const rest = component.filter((v) => !starved.some((g) => this.#isEnabled(v, g)));
    for (const part of this.#components.of(rest)) {
      const fair = this.#fairPart(part.sort());
      if (fair !== undefined) return fair;
    }
    return undefined;
  }

  #edgesFrom(from: number): Edge[] {
    const { first, to, event } = this.#graph;
    const edges: Edge[] = [];
    for (let e = first[from] as number; e < (first[from + 1] as number); e++) {
      if (this.#inside[to[e] as number] !== 1) continue;
      edges.push({ from, event: event[e] as number, to: to[e] as number });
    }
    return edges;
  }

  /** The shortest way inside the marked component from a state up to and with the first edge that arrives. */
  #way(from: number, arrived: (edge: Edge) => boolean): readonly Edge[] {
    const reachedBy = new Map<number, Edge>();
    const queue = [from];
    for (const v of queue) {
      for (const edge of this.#edgesFrom(v)) {
        if (arrived(edge)) {
          const way = [edge];
          for (let at = v; at !== from; ) {
            const back = reachedBy.get(at) as Edge;
            way.unshift(back);
            at = back.from;
          }
          return way;
        }
        if (edge.to !== from && !reachedBy.has(edge.to)) {
          reachedBy.set(edge.to, edge);
          queue.push(edge.to);
        }
      }
    }
    throw new Error('a strongly connected component is not connected');
  }

  /** A cycle from `entry` that takes every group it has to take and visits a state where each other weak one is disabled. */
  through(component: Uint32Array, entry: number): readonly Edge[] {
    this.#mark(component, 1);
    const cycle: Edge[] = [];
    let at = entry;
    const walk = (arrived: (edge: Edge) => boolean): void => {
      const way = this.#way(at, arrived);
      cycle.push(...way);
      at = (way.at(-1) as Edge).to;
    };
    const taken = this.#taken(component);
    for (const [g, { events, strength }] of this.#groups.entries()) {
      const isDisabled = (v: number): boolean => !this.#isEnabled(v, g);
      const isMet = cycle.some(({ event, to }) => events[event] === 1 || (strength === 'weak' && isDisabled(to)));
      if (isMet || component.every(isDisabled)) continue;
      const mustTake = (taken & (1 << g)) !== 0;
      walk(({ event, to }) => (mustTake ? events[event] === 1 : isDisabled(to)));
    }
    if (at !== entry || cycle.length === 0) walk(({ to }) => to === entry);
    this.#mark(component, 0);
    return cycle;
  }
}

/** The way from the initial state to a waiting state. */
function wayTo(
  exploration: Exploration,
  kernel: Kernel,
  graph: Waiting,
  v: number,
): { states: number[]; events: number[] } {
  const states: number[] = [];
  const events: number[] = [];
  let at = v;
  for (; graph.before[at] !== nowhere; at = graph.before[at] as number) {
    states.push(graph.state[at] as number);
    events.push(graph.by[at] as number);
  }
  const way = shortestPath(kernel, exploration, [graph.state[at] as number], () => 0, 1);
  return { states: [...way.states, ...states.reverse()], events: [...way.events, ...events.reverse()] };
}

/**
 * A fair run that waits for ever, or undefined if there is none in the explored (complete) state space. Among the places where
 * it can settle down one nearest to the initial state is taken, and of these one with the shortest cycle.
 */
export function fairLasso(
  kernel: Kernel,
  exploration: Exploration,
  response: Response,
  groups: readonly FairGroup[],
): Lasso | undefined {
  if (groups.length > 31) throw new RangeError(`expected at most 31 fairness conditions, got ${groups.length}`);
  const graph = collectWaiting(kernel, exploration, response, groups);
  let still = nowhere;
  for (let v = 0; v < graph.count && still === nowhere; v++) if (graph.enabled[v] === 0) still = v;
  const cycles = new Cycles(graph, groups);
  const entries = cycles.nearest();
  const entry = entries[0]?.at ?? nowhere;
  if (still === nowhere && entry === nowhere) return undefined;
  // Waiting states are numbered by distance; standing still is the simpler story when it is not farther away.
  if (
    still !== nowhere &&
    (entry === nowhere || (graph.distance[still] as number) <= (graph.distance[entry] as number))
  ) {
    const { states, events } = wayTo(exploration, kernel, graph, still);
    return { states, events, loop: states.length - 1 };
  }
  const tried = entries
    .slice(0, mostEntries)
    .map(({ at, component }) => ({ at, cycle: cycles.through(component, at) }));
  // The first of the shortest, so that their order does not show in the length.
  const { at, cycle } = tried.reduce((one, other) => (other.cycle.length < one.cycle.length ? other : one));
  const { states, events } = wayTo(exploration, kernel, graph, at);
  return {
    states: [...states, ...cycle.map(({ to }) => graph.state[to] as number)],
    events: [...events, ...cycle.map(({ event }) => event)],
    loop: states.length - 1,
  };
}
