/**
 * Strongly connected components: Tarjan's algorithm with a stack of its own, on edges in arrays.
 *
 * A component of one state without an edge to itself holds no cycle and is left out: of ten million states nearly all are.
 */

const unseen = 0xffffffff;

/** Edges by source: those of v are first[v] … first[v + 1]. */
export interface Digraph {
  readonly first: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  /** By edge: 0 for one that no cycle may take; absent where every edge may be taken. */
  readonly lasting?: ArrayLike<number>;
}

/** Bytes a state that are kept. */
export const bytesOfState = 30;

/** Components one after the other in one array: an object for each would be many times larger than what it holds. */
class Found implements Iterable<Uint32Array> {
  readonly #members: Uint32Array;
  readonly #ends: Uint32Array;
  #count = 0;

  constructor(most: number) {
    this.#members = new Uint32Array(most);
    this.#ends = new Uint32Array(most + 1);
  }

  add(component: Uint32Array): void {
    const at = this.#ends[this.#count] as number;
    this.#members.set(component, at);
    this.#ends[++this.#count] = at + component.length;
  }

  *[Symbol.iterator](): Iterator<Uint32Array> {
    for (let i = 0; i < this.#count; i++) yield this.#members.subarray(this.#ends[i], this.#ends[i + 1]);
  }
}

export class Components {
  readonly #graph: Digraph;
  readonly #order: Uint32Array;
  readonly #low: Uint32Array;
  readonly #edge: Uint32Array;
  readonly #stack: Uint32Array;
  readonly #path: Uint32Array;
  readonly #onStack: Uint8Array;
  readonly #inside: Uint8Array;

  constructor(graph: Digraph, count: number) {
    this.#graph = graph;
    this.#order = new Uint32Array(count);
    this.#low = new Uint32Array(count);
    this.#edge = new Uint32Array(count);
    this.#stack = new Uint32Array(count);
    this.#path = new Uint32Array(count);
    this.#onStack = new Uint8Array(count);
    this.#inside = new Uint8Array(count);
  }

  /** Whether an edge is one of the last `of`: it stays among the states and may be taken. */
  #admits(edge: number): boolean {
    const { to, lasting } = this.#graph;
    return this.#inside[to[edge] as number] === 1 && (lasting === undefined || lasting[edge] === 1);
  }

  /** The components that hold a cycle, of the edges among some states; their members in no order. */
  of(among: ArrayLike<number>): Iterable<Uint32Array> {
    const [order, inside] = [this.#order, this.#inside];
    for (let i = 0; i < among.length; i++) {
      order[among[i] as number] = unseen;
      inside[among[i] as number] = 1;
    }
    const found = new Found(among.length);
    let visited = 0;
    for (let i = 0; i < among.length; i++) {
      if (order[among[i] as number] === unseen) visited = this.#from(among[i] as number, visited, found);
    }
    for (let i = 0; i < among.length; i++) inside[among[i] as number] = 0;
    return found;
  }

  #from(root: number, visitedBefore: number, found: Found): number {
    const { first, to } = this.#graph;
    const [order, low, edge, stack, path] = [this.#order, this.#low, this.#edge, this.#stack, this.#path];
    const onStack = this.#onStack;
    let visited = visitedBefore;
    let height = 0;
    let length = 0;
    const enter = (v: number): void => {
      order[v] = visited;
      low[v] = visited++;
      onStack[v] = 1;
      edge[v] = first[v] as number;
      stack[height++] = v;
      path[length++] = v;
    };
    enter(root);
    while (length > 0) {
      const v = path[length - 1] as number;
      const end = first[v + 1] as number;
      let e = edge[v] as number;
      let next = -1;
      for (; e < end && next < 0; e++) {
        if (!this.#admits(e)) continue;
        const w = to[e] as number;
        if (order[w] === unseen) next = w;
        else if (onStack[w] === 1 && (order[w] as number) < (low[v] as number)) low[v] = order[w] as number;
      }
      edge[v] = e;
      if (next >= 0) {
        enter(next);
        continue;
      }
      length--;
      if (low[v] === order[v]) height = this.#close(v, height, found);
      const parent = path[length - 1] as number;
      if (length > 0 && (low[v] as number) < (low[parent] as number)) low[parent] = low[v] as number;
    }
    return visited;
  }

  /** Takes the component of v from the stack. */
  #close(v: number, height: number, found: Found): number {
    const stack = this.#stack;
    let bottom = height;
    do this.#onStack[stack[--bottom] as number] = 0;
    while (stack[bottom] !== v);
    if (height - bottom > 1 || this.#isLoop(v)) found.add(stack.subarray(bottom, height));
    return bottom;
  }

  #isLoop(v: number): boolean {
    const { first, to } = this.#graph;
    for (let e = first[v] as number; e < (first[v + 1] as number); e++) if (to[e] === v && this.#admits(e)) return true;
    return false;
  }
}
