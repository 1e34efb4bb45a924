/** Joint states of some components of an explored system, and the classes of transitions between them. */

import type { Product } from '../kernel/product.ts';
import type { EdgeSpace } from '../search/edges.ts';
import type { Exploration } from '../search/explore.ts';

/** Numbers in the order in which the search found them. A class of transitions is a joint state with an event that is taken in it. */
export class JointStates {
  /** The joint state of each state. */
  readonly of: Uint32Array;
  /** The class of each edge. */
  readonly classOf: Uint32Array;
  readonly states: number;
  readonly classes: number;

  constructor(product: Product, { store }: Exploration, graph: EdgeSpace, components: readonly number[]) {
    const numbers = new Map<string, number>();
    this.of = new Uint32Array(graph.count);
    for (let state = 0; state < graph.count; state++) {
      const key = components.map((c) => product.localOf(store.states, state * store.words, c)).join();
      const known = numbers.get(key);
      if (known === undefined) numbers.set(key, numbers.size);
      this.of[state] = known ?? numbers.size - 1;
    }
    const classes = new Map<number, number>();
    this.classOf = new Uint32Array(graph.to.length);
    for (let state = 0; state < graph.count; state++) {
      for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
        const key = (this.of[state] as number) * product.eventCount + (graph.event[edge] as number);
        const known = classes.get(key);
        if (known === undefined) classes.set(key, classes.size);
        this.classOf[edge] = known ?? classes.size - 1;
      }
    }
    this.states = numbers.size;
    this.classes = classes.size;
  }
}
