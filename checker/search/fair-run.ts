/**
 * Fair runs of an explored graph that satisfy a temporal formula: the product with the formula's automaton, and in it a strongly
 * connected component that meets every condition.
 *
 * Each state may be repeated (stuttering). A component is fair if it visits what the automaton accepts by, if for each weakly fair
 * action it holds a state where the action is disabled or an edge that takes it, and if it holds an edge of each strongly fair action
 * that is enabled anywhere in it; where one is not taken the states that enable it are removed and what is left is looked at again.
 */

import { Components } from './components.ts';
import type { EdgeSpace } from './edges.ts';
import type { Tableau } from './tableau.ts';

/** An answer about a state or an edge, by number; dear to find, so it is asked for where it decides something. */
export type Answers = (place: number) => boolean;

export interface FairAction {
  readonly name: string;
  readonly strength: 'weak' | 'strong';
  /** Of a state. */
  readonly enabled: Answers;
  /** Of an edge. */
  readonly taken: Answers;
}

export interface FairRun {
  readonly states: readonly number[];
  /** The edge that leads to each state but the first; -1 for standing still. */
  readonly edges: readonly number[];
  /** Place in `states` that the run returns to after the last one. */
  readonly loop: number;
}

/** What holds of states, or of steps and of standing still. */
export type Truth = { readonly states: Answers } | { readonly edges: Answers; readonly still: Answers };

export interface Question {
  readonly space: EdgeSpace;
  readonly tableau: Tableau;
  /** By atom that speaks of states. */
  readonly states: ReadonlyMap<number, Answers>;
  /** By atom that speaks of steps: of each edge, and of standing still in each state. */
  readonly steps: ReadonlyMap<number, { readonly edges: Answers; readonly still: Answers }>;
  readonly fair: readonly FairAction[];
  /** What holds from some moment on; apart from the formula, because as a part of it each would double the automaton. */
  readonly stable: readonly Truth[];
  /** What holds again and again. */
  readonly recurrent: readonly Truth[];
}

const none = 0xffffffff;
const standing = -1;

interface Graph {
  /** State and automaton node of each product node. */
  readonly state: number[];
  readonly node: number[];
  readonly before: number[];
  readonly by: number[];
  /** Edges from first[i] to first[i + 1]. */
  readonly first: number[];
  readonly to: number[];
  readonly edge: number[];
  /** 1 for an edge that a run may take for ever: what is to hold from some moment on holds there. */
  readonly lasting: number[];
}

/** Whether something holds of a step, or of the state that it leaves. */
function holdsOf(truth: Truth, state: number, edge: number): boolean {
  if ('states' in truth) return truth.states(state);
  return edge === standing ? truth.still(state) : truth.edges(edge);
}

class Product {
  readonly #question: Question;
  readonly #nodes: number;
  readonly #known: Uint32Array;
  readonly graph: Graph = { state: [], node: [], before: [], by: [], first: [0], to: [], edge: [], lasting: [] };

  constructor(question: Question) {
    this.#question = question;
    this.#nodes = question.tableau.nodes.length;
    this.#known = new Uint32Array(question.space.count * this.#nodes).fill(none);
    this.#build();
  }

  /** Whether a state satisfies what a node says of states. */
  #fits(state: number, q: number): boolean {
    const { tableau, states } = this.#question;
    const { yes, no } = tableau.nodes[q] as Tableau['nodes'][0];
    for (const atom of yes) if (states.get(atom)?.(state) === false) return false;
    for (const atom of no) if (states.get(atom)?.(state) === true) return false;
    return true;
  }

  /** Whether a step satisfies what the node that it leaves says of steps. */
  #allows(q: number, state: number, edge: number): boolean {
    const { tableau, steps } = this.#question;
    if (steps.size === 0) return true;
    const { yes, no } = tableau.nodes[q] as Tableau['nodes'][0];
    const holds = (atom: number): boolean | undefined => {
      const step = steps.get(atom);
      return edge === standing ? step?.still(state) : step?.edges(edge);
    };
    return yes.every((atom) => holds(atom) !== false) && no.every((atom) => holds(atom) !== true);
  }

  #reach(state: number, q: number, before: number, by: number): number {
    const at = state * this.#nodes + q;
    const known = this.#known[at] as number;
    if (known !== none) return known;
    const { graph } = this;
    const made = graph.state.length;
    this.#known[at] = made;
    graph.state.push(state);
    graph.node.push(q);
    graph.before.push(before);
    graph.by.push(by);
    return made;
  }

  #build(): void {
    const { space, tableau } = this.#question;
    const { graph } = this;
    const { stable } = this.#question;
    for (let state = 0; state < space.starts; state++) {
      tableau.nodes.forEach(({ isInitial }, q) => {
        if (isInitial && this.#fits(state, q)) this.#reach(state, q, none, standing);
      });
    }
    for (let i = 0; i < graph.state.length; i++) {
      const state = graph.state[i] as number;
      const q = graph.node[i] as number;
      const { successors } = tableau.nodes[q] as Tableau['nodes'][0];
      const go = (to: number, edge: number): void => {
        if (!this.#allows(q, state, edge)) return;
        const lasting = stable.every((truth) => holdsOf(truth, state, edge)) ? 1 : 0;
        for (const next of successors) {
          if (!this.#fits(to, next)) continue;
          graph.to.push(this.#reach(to, next, i, edge));
          graph.edge.push(edge);
          graph.lasting.push(lasting);
        }
      };
      go(state, standing);
      const end = space.first[state + 1] as number;
      for (let edge = space.first[state] as number; edge < end; edge++) {
        const to = space.to[edge] as number;
        if (to !== none && to !== state) go(to, edge);
      }
      graph.first.push(graph.to.length);
    }
  }
}

class Fairness {
  readonly #question: Question;
  readonly #graph: Graph;
  readonly #inside: Uint8Array;
  readonly #components: Components;

  constructor(question: Question, graph: Graph) {
    this.#components = new Components(graph, graph.state.length);
    this.#question = question;
    this.#graph = graph;
    this.#inside = new Uint8Array(graph.state.length);
  }

  /** The fair parts of a set of nodes; the earliest found node decides between them. */
  best(nodes: readonly number[]): readonly number[] | undefined {
    const parts = this.#components.of(nodes);
    let best: readonly number[] | undefined;
    let earliest = none;
    for (const part of parts) {
      const fair = this.#fair([...part]);
      if (fair === undefined) continue;
      const first = fair.reduce((a, b) => Math.min(a, b), none);
      if (first < earliest) [best, earliest] = [fair, first];
    }
    return best;
  }

  #fair(part: readonly number[]): readonly number[] | undefined {
    const { tableau, fair, recurrent } = this.#question;
    const graph = this.#graph;
    const met = new Uint8Array(recurrent.length);
    const taken = new Uint8Array(fair.length);
    /** Edges that stay inside for ever: of standing still too, or of those that move. */
    const eachEdge = (visit: (state: number, edge: number) => void): void => {
      for (const v of part) this.#inside[v] = 1;
      for (const v of part) {
        for (let e = graph.first[v] as number; e < (graph.first[v + 1] as number); e++) {
          if (this.#inside[graph.to[e] as number] !== 1 || graph.lasting[e] !== 1) continue;
          visit(graph.state[v] as number, graph.edge[e] as number);
        }
      }
      for (const v of part) this.#inside[v] = 0;
    };
    // What is known already decides most parts; whether a step takes an action is asked of those that are left.
    for (let u = 0; u < tableau.untils; u++) {
      if (!part.some((v) => tableau.nodes[graph.node[v] as number]?.accepts[u] === true)) return undefined;
    }
    let edges = 0;
    eachEdge((state, edge) => {
      edges++;
      for (let r = 0; r < recurrent.length; r++) {
        if (met[r] !== 1 && holdsOf(recurrent[r] as Truth, state, edge)) met[r] = 1;
      }
    });
    if (edges === 0 || met.includes(0)) return undefined;
    eachEdge((_, edge) => {
      if (edge === standing) return;
      for (let g = 0; g < fair.length; g++) if (taken[g] !== 1 && fair[g]?.taken(edge) === true) taken[g] = 1;
    });
    const starved: FairAction[] = [];
    for (const [g, action] of fair.entries()) {
      if (taken[g] === 1) continue;
      const isEnabled = (v: number): boolean => action.enabled(graph.state[v] as number);
      if (action.strength === 'weak') {
        if (part.every(isEnabled)) return undefined;
      } else if (part.some(isEnabled)) starved.push(action);
    }
    if (starved.length === 0) return part;
    const rest = part.filter((v) => !starved.some(({ enabled }) => enabled(graph.state[v] as number)));
    return rest.length === 0 ? undefined : this.best(rest);
  }
}

interface Step {
  /** State that the step leaves. */
  readonly from: number;
  readonly edge: number;
  readonly to: number;
}

class Cycle {
  readonly #graph: Graph;
  readonly #inside: ReadonlySet<number>;
  readonly steps: Step[] = [];
  #at: number;

  constructor(graph: Graph, part: readonly number[], entry: number) {
    this.#graph = graph;
    this.#inside = new Set(part);
    this.#at = entry;
  }

  get at(): number {
    return this.#at;
  }

  stepsFrom(v: number): Step[] {
    const graph = this.#graph;
    const found: Step[] = [];
    for (let e = graph.first[v] as number; e < (graph.first[v + 1] as number); e++) {
      const to = graph.to[e] as number;
      const from = graph.state[v] as number;
      if (this.#inside.has(to) && graph.lasting[e] === 1) found.push({ from, edge: graph.edge[e] as number, to });
    }
    return found;
  }

  /** Goes the shortest way inside the component up to and with the first step that arrives. */
  walk(arrives: (step: Step) => boolean): void {
    const reached = new Map<number, { readonly from: number; readonly step: Step }>();
    const queue = [this.#at];
    for (const v of queue) {
      for (const step of this.stepsFrom(v)) {
        if (arrives(step)) {
          const way = [step];
          for (let at = v; at !== this.#at; ) {
            const back = reached.get(at) as { readonly from: number; readonly step: Step };
            way.unshift(back.step);
            at = back.from;
          }
          this.steps.push(...way);
          this.#at = step.to;
          return;
        }
        if (step.to !== this.#at && !reached.has(step.to)) {
          reached.set(step.to, { from: v, step });
          queue.push(step.to);
        }
      }
    }
    throw new Error('a strongly connected component is not connected');
  }
}

/** A cycle from the entry that meets every condition of a fair component. */
function cycleIn(
  { tableau, fair, recurrent }: Question,
  graph: Graph,
  part: readonly number[],
  entry: number,
): readonly Step[] {
  const cycle = new Cycle(graph, part, entry);
  for (let u = 0; u < tableau.untils; u++) {
    const accepts = (v: number): boolean => tableau.nodes[graph.node[v] as number]?.accepts[u] === true;
    if (!cycle.steps.some(({ to }) => accepts(to))) cycle.walk(({ to }) => accepts(to));
  }
  for (const truth of recurrent) {
    const meets = ({ from, edge }: Step): boolean => holdsOf(truth, from, edge);
    if (!cycle.steps.some(meets)) cycle.walk(meets);
  }
  const inPart = new Set(part);
  for (const { strength, enabled, taken } of fair) {
    const isDisabled = (v: number): boolean => !enabled(graph.state[v] as number);
    const takes = ({ edge }: Step): boolean => edge !== standing && taken(edge);
    const meets = (step: Step): boolean => takes(step) || (strength === 'weak' && isDisabled(step.to));
    if (cycle.steps.some(meets) || part.every(isDisabled)) continue;
    const canTake = part.some((v) => cycle.stepsFrom(v).some((step) => inPart.has(step.to) && takes(step)));
    cycle.walk(canTake && strength === 'strong' ? takes : meets);
  }
  if (cycle.at !== entry || cycle.steps.length === 0) cycle.walk(({ to }) => to === entry);
  return cycle.steps;
}

/** Repetitions of a state are left out, unless nothing else is left. */
function withoutStanding(steps: readonly Step[]): readonly Step[] {
  const moving = steps.filter(({ edge }) => edge !== standing);
  return moving.length === 0 ? [] : moving;
}

/** A fair run that satisfies the formula, or undefined if there is none. */
export function fairRun(question: Question): FairRun | undefined {
  const { graph } = new Product(question);
  const all = Array.from({ length: graph.state.length }, (_, v) => v);
  const part = new Fairness(question, graph).best(all);
  if (part === undefined) return undefined;
  const entry = part.reduce((a, b) => Math.min(a, b), none);
  const way: Step[] = [];
  for (let v = entry; graph.before[v] !== none; v = graph.before[v] as number) {
    const from = graph.state[graph.before[v] as number] as number;
    way.unshift({ from, edge: graph.by[v] as number, to: v });
  }
  const first =
    way.length === 0
      ? entry
      : ((): number => {
          let v = entry;
          while (graph.before[v] !== none) v = graph.before[v] as number;
          return v;
        })();
  const prefix = withoutStanding(way);
  const cycle = withoutStanding(cycleIn(question, graph, part, entry));
  const steps = [...prefix, ...cycle];
  return {
    states: [first, ...steps.map(({ to }) => to)].map((v) => graph.state[v] as number),
    edges: steps.map(({ edge }) => edge),
    loop: prefix.length,
  };
}
