/**
 * The part of a state graph that is drawn: the states near one, or the classes of states that a view does not tell apart, near that of
 * one. What is far is left out and said to be.
 */

import { breath, type Edges, type State, type StateGraph, sliceMilliseconds } from './graph.ts';
import { type Variable, variableKey, variableLines } from './values.ts';

export interface DrawnNode {
  /** Number of a state that it stands for. */
  readonly state: number;
  /** States that it stands for. */
  readonly size: number;
  readonly lines: readonly string[];
  /** Edges of it lead to nodes that are left out. */
  readonly hasMore: boolean;
}

export interface DrawnEdge {
  readonly from: number;
  readonly to: number;
  readonly events: readonly number[];
}

export interface Drawn {
  /** The first is the one in the middle. */
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** Nodes there are in all. */
  readonly all: number;
}

interface Plain {
  readonly count: number;
  readonly out: Edges;
  readonly into: Edges;
}

/** More than this on one picture is read by nobody. */
const mostDrawn = 30;

/** Nodes within a distance, nearest first and successors before predecessors, as many as a picture holds. */
function near({ out, into }: Plain, middle: number, distance: number): readonly number[] {
  const found = new Set([middle]);
  let front = [middle];
  for (let d = 0; d < distance && found.size < mostDrawn; d++) {
    const next: number[] = [];
    for (const { first, to } of [out, into])
      for (const node of front)
        for (let i = first[node] as number; i < (first[node + 1] as number); i++) {
          const other = to[i] as number;
          if (found.has(other) || found.size >= mostDrawn) continue;
          found.add(other);
          next.push(other);
        }
    front = next;
  }
  return [...found];
}

function edgesAmong(
  { out }: Plain,
  nodes: readonly number[],
): { edges: readonly DrawnEdge[]; more: ReadonlySet<number> } {
  const place = new Map(nodes.map((node, i) => [node, i]));
  const merged = new Map<string, { from: number; to: number; events: number[] }>();
  const more = new Set<number>();
  for (const node of nodes)
    for (let i = out.first[node] as number; i < (out.first[node + 1] as number); i++) {
      const to = place.get(out.to[i] as number);
      if (to === undefined) more.add(node);
      if (to === undefined || out.to[i] === node) continue;
      const from = place.get(node) as number;
      const edge = merged.get(`${from} ${to}`) ?? { from, to, events: [] };
      edge.events.push(out.event[i] as number);
      merged.set(`${from} ${to}`, edge);
    }
  return { edges: [...merged.values()], more };
}

/** The states near one. `linesOf` says what is written in a node. */
export async function statesNear(
  graph: StateGraph,
  middle: number,
  distance: number,
  linesOf: (state: State) => readonly string[],
): Promise<Drawn> {
  const plain: Plain = { count: graph.count, out: await graph.edges(), into: await graph.edgesInto() };
  const nodes = near(plain, middle, distance);
  const { edges, more } = edgesAmong(plain, nodes);
  return {
    all: graph.count,
    edges,
    nodes: nodes.map((state) => ({ state, size: 1, lines: linesOf(graph.at(state)), hasMore: more.has(state) })),
  };
}

/** States by what a view sees of them: the class of each, and one state of each class. */
export interface Quotient {
  readonly classOf: Uint32Array;
  readonly sample: readonly number[];
  readonly sizes: readonly number[];
  readonly plain: Plain;
}

/** By component and local state a number for what the view sees of it. */
function projections(graph: StateGraph, view: readonly Variable[]): readonly { component: number; of: Int32Array }[] {
  const components = [...new Set(view.map(({ component }) => component))];
  return components.map((component) => {
    const own = view.filter((one) => one.component === component);
    const known = new Map<string, number>();
    const of = Int32Array.from({ length: graph.localCount(component) }, (_, local) => {
      const state = graph.local(component, local);
      const key = own.map((one) => variableKey(one, state)).join('\u0000');
      const number = known.get(key) ?? known.size;
      known.set(key, number);
      return number;
    });
    return { component, of };
  });
}

export async function quotientOf(graph: StateGraph, view: readonly Variable[]): Promise<Quotient> {
  const seen = projections(graph, view);
  const classOf = new Uint32Array(graph.count);
  const known = new Map<string, number>();
  const sample: number[] = [];
  const sizes: number[] = [];
  for (let s = 0; s < graph.count; s++) {
    const state = graph.at(s);
    const key = seen.map(({ component, of }) => of[state[component] as number]).join();
    let number = known.get(key);
    if (number === undefined) {
      number = sample.push(s) - 1;
      sizes.push(0);
      known.set(key, number);
    }
    classOf[s] = number;
    sizes[number] = (sizes[number] as number) + 1;
  }
  const edges = await graph.edges();
  const merged = new Map<number, number>();
  const types = graph.model.events.length;
  let until = performance.now() + sliceMilliseconds;
  for (let s = 0; s < graph.count; s++) {
    for (let i = edges.first[s] as number; i < (edges.first[s + 1] as number); i++) {
      const from = classOf[s] as number;
      const to = classOf[edges.to[i] as number] as number;
      // One number for source, target and event: exact below 2^53.
      if (from !== to) merged.set((from * sample.length + to) * types + (edges.event[i] as number), 1);
    }
    if (performance.now() > until) {
      await breath();
      until = performance.now() + sliceMilliseconds;
    }
  }
  const list = [...merged.keys()].sort((a, b) => a - b);
  const split = (key: number): readonly [number, number, number] => {
    const pair = Math.floor(key / types);
    return [Math.floor(pair / sample.length), pair % sample.length, key % types];
  };
  const gathered = (source: 0 | 1): Edges => {
    const sorted = source === 0 ? list.map(split) : list.map(split).sort((a, b) => a[1] - b[1]);
    const first = new Uint32Array(sample.length + 1);
    for (const edge of sorted) first[edge[source] + 1] = (first[edge[source] + 1] as number) + 1;
    for (let n = 0; n < sample.length; n++) first[n + 1] = (first[n + 1] as number) + (first[n] as number);
    return {
      first,
      to: Uint32Array.from(sorted, (edge) => edge[1 - source] as number),
      event: Uint32Array.from(sorted, (edge) => edge[2]),
    };
  };
  return { classOf, sample, sizes, plain: { count: sample.length, out: gathered(0), into: gathered(1) } };
}

/** The classes near that of a state. */
export function classesNear(graph: StateGraph, quotient: Quotient, middle: number, view: readonly Variable[]): Drawn {
  const { classOf, sample, sizes, plain } = quotient;
  const nodes = near(plain, classOf[middle] as number, sample.length);
  const { edges, more } = edgesAmong(plain, nodes);
  const isAlone = new Set(view.map(({ component }) => component)).size === 1;
  const lines = nodes.map((node) => {
    const state = graph.at(sample[node] as number);
    return view.flatMap((one) => variableLines(one, graph, state, isAlone));
  });
  // What all that is drawn has in common tells nothing apart.
  const isCommon = (line: string): boolean => lines.every((others) => others.includes(line));
  const telling = lines.map((own) => own.filter((line) => !isCommon(line)));
  return {
    all: sample.length,
    edges,
    nodes: nodes.map((node, i) => ({
      state: i === 0 ? middle : (sample[node] as number),
      size: sizes[node] as number,
      lines: (telling[i]?.length ?? 0) > 0 ? (telling[i] ?? []) : (lines[i] ?? []).slice(0, 1),
      hasMore: more.has(node),
    })),
  };
}
