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
import type { Exploration } from './explore.ts';
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
  readonly event: Uint32Array;
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
  const { store, layers } = exploration;
  const n = store.count;
  const avoids = (s: number): boolean => !response.goal.holds(store.states, s * store.words);
  const starts = (s: number): boolean =>
    (response.trigger === undefined ? s < (layers[1] ?? n) : response.trigger.holds(store.states, s * store.words)) &&
    avoids(s);
  const depth = depthOf(layers, n);
  const renumbered = new Uint32Array(n).fill(nowhere);
  const state: number[] = [];
  const before: number[] = [];
  const by: number[] = [];
  const distance: number[] = [];
  const first: number[] = [0];
  const to: number[] = [];
  const event: number[] = [];
  const enabled: number[] = [];
  const reach = (s: number, from: number, via: number, far: number): void => {
    renumbered[s] = state.length;
    state.push(s);
    before.push(from);
    by.push(via);
    distance.push(far);
  };
  let nextSeed = 0;
  for (let i = 0, far = 0; ; i++) {
    // States where waiting starts join at their own depth, so that `distance` is the length of the whole way.
    if (i === state.length) far = nextSeed < n ? Math.max(far, depth[nextSeed] as number) : far;
    else far = distance[i] as number;
    for (; nextSeed < n && (depth[nextSeed] as number) <= far; nextSeed++) {
      if (renumbered[nextSeed] === nowhere && starts(nextSeed))
        reach(nextSeed, nowhere, nowhere, depth[nextSeed] as number);
    }
    if (i === state.length) {
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
      to.push(renumbered[next] as number);
      event.push(fired);
    }
    enabled.push(bits);
    first.push(to.length);
  }
  return {
    count: state.length,
    state: Uint32Array.from(state),
    before: Uint32Array.from(before),
    by: Uint32Array.from(by),
    distance: Uint32Array.from(distance),
    first: Uint32Array.from(first),
    to: Uint32Array.from(to),
    event: Uint32Array.from(event),
    enabled: Uint32Array.from(enabled),
  };
}

/** Strongly connected components of the states in `among` (Tarjan's algorithm with its own stack), each sorted. */
function components(graph: Waiting, among: readonly number[]): readonly (readonly number[])[] {
  const inside = new Uint8Array(graph.count);
  for (const v of among) inside[v] = 1;
  const order = new Uint32Array(graph.count).fill(nowhere);
  const low = new Uint32Array(graph.count);
  const onStack = new Uint8Array(graph.count);
  const edge = new Uint32Array(graph.count);
  const stack: number[] = [];
  const found: number[][] = [];
  let visited = 0;
  for (const root of among) {
    if (order[root] !== nowhere) continue;
    const path: number[] = [root];
    while (path.length > 0) {
      const v = path.at(-1) as number;
      if (order[v] === nowhere) {
        order[v] = low[v] = visited++;
        onStack[v] = 1;
        stack.push(v);
        edge[v] = graph.first[v] as number;
      }
      let descended = false;
      while ((edge[v] as number) < (graph.first[v + 1] as number)) {
        const w = graph.to[edge[v] as number] as number;
        if (inside[w] === 1) {
          if (order[w] === nowhere) {
            path.push(w);
            descended = true;
            break;
          }
          if (onStack[w] === 1) low[v] = Math.min(low[v] as number, low[w] as number);
        }
        edge[v] = (edge[v] as number) + 1;
      }
      if (descended) continue;
      path.pop();
      if (low[v] === order[v]) {
        const component: number[] = [];
        for (let w = -1; w !== v; ) {
          w = stack.pop() as number;
          onStack[w] = 0;
          component.push(w);
        }
        found.push(component.sort((a, b) => a - b));
      }
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[v] as number);
    }
  }
  return found;
}

interface Edge {
  readonly from: number;
  readonly event: number;
  readonly to: number;
}

function edgesWithin(graph: Waiting, inside: ReadonlySet<number>, from: number): Edge[] {
  const edges: Edge[] = [];
  for (let e = graph.first[from] as number; e < (graph.first[from + 1] as number); e++) {
    const to = graph.to[e] as number;
    if (inside.has(to)) edges.push({ from, event: graph.event[e] as number, to });
  }
  return edges;
}

/** The parts of a component in which a run can stay for ever and be fair; empty if there is none. */
function fairPart(
  graph: Waiting,
  component: readonly number[],
  groups: readonly FairGroup[],
): readonly number[] | undefined {
  const inside = new Set(component);
  const edges = component.flatMap((v) => edgesWithin(graph, inside, v));
  if (edges.length === 0) return undefined;
  const isTaken = ({ events }: FairGroup): boolean => edges.some(({ event }) => events[event] === 1);
  const isEnabled = (v: number, g: number): boolean => ((graph.enabled[v] as number) & (1 << g)) !== 0;
  const starved: number[] = [];
  for (const [g, group] of groups.entries()) {
    if (isTaken(group)) continue;
    if (group.strength === 'weak') {
      if (component.every((v) => isEnabled(v, g))) return undefined;
    } else if (component.some((v) => isEnabled(v, g))) starved.push(g);
  }
  if (starved.length === 0) return component;
  const rest = component.filter((v) => !starved.some((g) => isEnabled(v, g)));
  for (const part of components(graph, rest)) {
    const fair = fairPart(graph, part, groups);
    if (fair !== undefined) return fair;
  }
  return undefined;
}

/** The shortest way inside a component from a state to the first that satisfies `arrived`, by edges. */
function wayWithin(
  graph: Waiting,
  inside: ReadonlySet<number>,
  from: number,
  arrived: (edge: Edge) => boolean,
): readonly Edge[] {
  const reachedBy = new Map<number, Edge>();
  const queue = [from];
  for (const v of queue) {
    for (const edge of edgesWithin(graph, inside, v)) {
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
function cycleThrough(
  graph: Waiting,
  component: readonly number[],
  entry: number,
  groups: readonly FairGroup[],
): readonly Edge[] {
  const inside = new Set(component);
  const cycle: Edge[] = [];
  let at = entry;
  const walk = (arrived: (edge: Edge) => boolean): void => {
    const way = wayWithin(graph, inside, at, arrived);
    cycle.push(...way);
    at = (way.at(-1) as Edge).to;
  };
  const edges = component.flatMap((v) => edgesWithin(graph, inside, v));
  for (const [g, { events, strength }] of groups.entries()) {
    const isDisabled = (v: number): boolean => ((graph.enabled[v] as number) & (1 << g)) === 0;
    const isMet = cycle.some(({ event, to }) => events[event] === 1 || (strength === 'weak' && isDisabled(to)));
    if (isMet || component.every(isDisabled)) continue;
    const mustTake = edges.some(({ event }) => events[event] === 1);
    walk(({ event, to }) => (mustTake ? events[event] === 1 : isDisabled(to)));
  }
  if (at !== entry || cycle.length === 0) walk(({ to }) => to === entry);
  return cycle;
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
 * it can settle down the one nearest to the initial state is taken.
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
  const all = Array.from({ length: graph.count }, (_, v) => v);
  let best: readonly number[] | undefined;
  for (const component of components(graph, all)) {
    const fair = fairPart(graph, component, groups);
    if (fair !== undefined && (best === undefined || (fair[0] as number) < (best[0] as number))) best = fair;
  }
  const entry = best?.[0] ?? nowhere;
  if (still === nowhere && entry === nowhere) return undefined;
  // Waiting states are numbered by distance; standing still is the simpler story when it is not farther away.
  if (
    still !== nowhere &&
    (entry === nowhere || (graph.distance[still] as number) <= (graph.distance[entry] as number))
  ) {
    const { states, events } = wayTo(exploration, kernel, graph, still);
    return { states, events, loop: states.length - 1 };
  }
  const { states, events } = wayTo(exploration, kernel, graph, entry);
  const cycle = cycleThrough(graph, best as readonly number[], entry, groups);
  return {
    states: [...states, ...cycle.map(({ to }) => graph.state[to] as number)],
    events: [...events, ...cycle.map(({ event }) => event)],
    loop: states.length - 1,
  };
}
