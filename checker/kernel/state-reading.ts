/**
 * A function of the state, asked of packed states without asking it more often than needed.
 *
 * Which components a function reads is found by watching it, and its answers are kept in a decision tree: first component
 * read, its local number, the next component read, … So a function of one component becomes a look-up by local state, and a
 * function of several is evaluated once for each combination of local states it really looks at.
 */

import type { LocalState } from '../language/machine.ts';
import { Problem } from '../language/problem.ts';
import type { Product } from './product.ts';
import type { TabulatedMachine } from './tabulated-machine.ts';

interface Fork {
  readonly component: number;
  readonly by: (Fork | number | undefined)[];
}

/** Answers kept at most; past it a function that reads too many components is evaluated each time. */
const mostForks = 2_000_000;

/** What a function sees of a packed state, and what it read of it. */
export interface Watched {
  look(states: Uint32Array, at: number): object;
  /** Components read since `look`, in order of first reading. */
  readonly read: readonly number[];
  localOf(states: Uint32Array, at: number, c: number): number;
}

/** What properties see: a getter a component, in a list where the name stands for instances. */
export function viewOf(groups: Product['groups'], local: (component: number) => unknown): object {
  const view = {};
  for (const [name, group] of Object.entries(groups)) {
    if (typeof group === 'number') {
      Object.defineProperty(view, name, { enumerable: true, get: () => local(group) });
    } else {
      const list: unknown[] = [];
      group.forEach((c, i) => {
        Object.defineProperty(list, i, { enumerable: true, get: () => local(c) });
      });
      Object.defineProperty(view, name, { enumerable: true, value: Object.freeze(list) });
    }
  }
  return Object.freeze(view);
}

/** What properties see of one packed state: a getter a component, so that reads can be watched. */
export class WatchedView implements Watched {
  readonly view: object;
  readonly #product: Product;
  #states: Uint32Array = new Uint32Array();
  #at = 0;
  readonly read: number[];
  /** Where the numbers of this view's components start in `read`; one list may serve two views. */
  readonly #first: number;

  constructor(product: Product, { read = [], first = 0 }: { readonly read?: number[]; readonly first?: number } = {}) {
    this.#product = product;
    this.read = read;
    this.#first = first;
    this.view = viewOf(product.groups, (c) => this.#local(c));
  }

  look(states: Uint32Array, at: number): object {
    this.#states = states;
    this.#at = at;
    this.read.length = 0;
    return this.view;
  }

  localOf(states: Uint32Array, at: number, c: number): number {
    return this.#product.localOf(states, at, c);
  }

  #local(c: number): LocalState {
    const number = this.#first + c;
    if (!this.read.includes(number)) this.read.push(number);
    const component = this.#product.components[c] as TabulatedMachine;
    return component.states[this.#product.localOf(this.#states, this.#at, c)] as LocalState;
  }
}

/** A function of the view whose answers are numbers; `place` names it where it answers one question in two ways. */
export class StateReading {
  readonly #watched: Watched;
  readonly #place: string;
  readonly #read: (view: object) => number;
  #root: Fork | number | undefined;
  #forks = 0;

  constructor(watched: Watched, place: string, read: (view: object) => number) {
    this.#watched = watched;
    this.#place = place;
    this.#read = read;
  }

  of(states: Uint32Array, at: number): number {
    let node = this.#root;
    while (typeof node === 'object') node = node.by[this.#watched.localOf(states, at, node.component)];
    return node ?? this.#learn(states, at);
  }

  #learn(states: Uint32Array, at: number): number {
    const answer = this.#read(this.#watched.look(states, at));
    if (this.#forks > mostForks) return answer;
    let parent: Fork | undefined;
    let local = 0;
    for (const component of this.#watched.read) {
      const here: Fork | number | undefined = parent === undefined ? this.#root : parent.by[local];
      if (typeof here === 'number' || (here !== undefined && here.component !== component)) throw this.#fickle();
      const fork: Fork = here ?? { component, by: [] };
      if (here === undefined) {
        this.#forks++;
        if (parent === undefined) this.#root = fork;
        else parent.by[local] = fork;
      }
      parent = fork;
      local = this.#watched.localOf(states, at, component);
    }
    if (parent === undefined) this.#root = answer;
    else parent.by[local] = answer;
    return answer;
  }

  #fickle(): Problem {
    return new Problem('PL-106', {
      place: this.#place,
      hint: 'a property may read nothing but the state it is given',
    });
  }
}
