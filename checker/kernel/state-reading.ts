/**
 * A function of the state, asked of packed states without asking it more often than needed.
 *
 * Which components a function reads is found by watching it, and its answers are kept in a decision tree: first component
 * read, its local number, the next component read, … So a function of one component becomes a look-up by local state, and a
 * function of several is evaluated once for each combination of local states it really looks at.
 */

import type { LocalState } from '../language/machine.ts';
import { Problem } from '../language/problem.ts';
import { AnswerTable } from './answer-table.ts';
import type { Layout } from './layout.ts';
import { flattened } from './lent.ts';
import type { Product } from './product.ts';
import type { TabulatedMachine } from './tabulated-machine.ts';

/** A combination of local states, as far as a function reads it, with its answer. */
export interface Combination {
  readonly locals: ReadonlyMap<number, number>;
  readonly answer: number;
}

interface Fork {
  readonly component: number;
  readonly by: (Fork | number | undefined)[];
}

/** Questions before a table of answers is made: small searches never pay for one. */
const questionsToWarm = 4_000;

/** Answers that are asked for twice in a row: a function that counts its calls or draws lots is caught by its first ones. */
const askedTwice = 500;

/** Answers kept at most; past it a function that reads too many components is evaluated each time. */
const mostForks = 2_000_000;

/** What a function sees of a packed state, and what it read of it. */
export interface Watched {
  look(states: Uint32Array, at: number): object;
  /** Components read since `look`, in order of first reading. */
  readonly read: readonly number[];
  localOf(states: Uint32Array, at: number, c: number): number;
  /** Where the numbers of components lie in the packed states, if they all do. */
  readonly layout?: Layout;
  /** Local states of a component by now; asked only where there is a layout. */
  countOf?(c: number): number;
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

  get layout(): Layout {
    return this.#product.layout;
  }

  localOf(states: Uint32Array, at: number, c: number): number {
    return this.#product.localOf(states, at, c);
  }

  countOf(c: number): number {
    return (this.#product.components[c] as TabulatedMachine).states.length;
  }

  #local(c: number): LocalState {
    const number = this.#first + c;
    if (!this.read.includes(number)) this.read.push(number);
    const component = this.#product.components[c] as TabulatedMachine;
    return component.states[this.#product.localOf(this.#states, this.#at, c)] as LocalState;
  }
}

/** The problem of a function that answers one question in two ways. */
export function fickle(place: string): Problem {
  return new Problem('PL-106', { place, hint: 'a property may read nothing but the state it is given' });
}

/** A function of the view whose answers are numbers; `place` names it where it answers one question in two ways. */
export class StateReading {
  readonly #watched: Watched;
  readonly #place: string;
  readonly #read: (view: object) => number;
  #root: Fork | number | undefined;
  #forks = 0;
  #questions = 0;
  readonly #warmAfter: number;
  #table: AnswerTable | undefined;
  /** Components that the table tells apart. */
  #columns: readonly number[] = [];

  /** A table of answers is made after `warmAfter` questions. */
  constructor(watched: Watched, place: string, read: (view: object) => number, warmAfter: number = questionsToWarm) {
    this.#warmAfter = warmAfter;
    this.#watched = watched;
    this.#place = place;
    this.#read = read;
  }

  of(states: Uint32Array, at: number): number {
    const { layout } = this.#watched;
    if (layout === undefined || ++this.#questions < this.#warmAfter) return this.#ofTree(states, at);
    const place = this.#table === undefined ? -1 : this.#table.placeOf(layout, states, at);
    if (place >= 0) {
      const known = (this.#table as AnswerTable).answerAt(place);
      if (known >= 0) return known;
    }
    const answer = this.#ofTree(states, at);
    if (this.#covers(states, at) && place >= 0) this.#table?.keep(place, answer);
    else this.#widen(layout, states, at);
    return answer;
  }

  #ofTree(states: Uint32Array, at: number): number {
    let node = this.#root;
    while (typeof node === 'object') node = node.by[this.#watched.localOf(states, at, node.component)];
    return node ?? this.#learn(states, at);
  }

  /** Whether the table tells apart everything that the function read of this state. */
  #covers(states: Uint32Array, at: number): boolean {
    return this.#readOf(states, at).every((c) => this.#columns.includes(c));
  }

  /** Components that the function reads of a state, as the tree knows them; those of the last reading where it was full. */
  #readOf(states: Uint32Array, at: number): readonly number[] {
    const read: number[] = [];
    let node = this.#root;
    while (typeof node === 'object') {
      read.push(node.component);
      node = node.by[this.#watched.localOf(states, at, node.component)];
    }
    return node === undefined ? this.#watched.read : read;
  }

  /** Makes the table anew, with more components or more numbers of them; it stays away for good once it is too large. */
  #widen(layout: Layout, states: Uint32Array, at: number): void {
    this.#columns = [...new Set([...this.#columns, ...this.#readOf(states, at)])];
    const counts = this.#columns.map((c) => this.#watched.countOf?.(c) ?? 0);
    this.#table = AnswerTable.for(layout, this.#columns, counts);
    if (this.#table === undefined) this.#questions = Number.NEGATIVE_INFINITY;
  }

  /** Every component that the function has read so far. */
  readonly components: Set<number> = new Set();

  /** Rises with every answer that is kept. */
  learned = 0;

  /** The answers so far. */
  lend(): Int32Array {
    return flattened(this.#root);
  }

  /**
   * Combinations that it was asked of, at most `most`: where there are more, those whose local states come first by `rank`, spread over
   * the component that is read first. Does not depend on the order in which it was asked where `rank` does not.
   */
  sample(most: number, rank: (component: number, local: number) => number): readonly Combination[] {
    const found: Combination[] = [];
    const pick = (node: Fork | number, locals: ReadonlyMap<number, number>, quota: number): void => {
      if (typeof node === 'number') {
        found.push({ locals, answer: node });
        return;
      }
      const chosen: number[] = [];
      const ranks: number[] = [];
      const { by, component } = node;
      let branches = 0;
      for (let local = 0; local < by.length; local++) if (by[local] !== undefined) branches++;
      for (let local = 0; local < by.length; local++) {
        if (by[local] === undefined) continue;
        const place = branches > quota ? rank(component, local) : 0;
        if (chosen.length === quota && place >= (ranks[quota - 1] as number)) continue;
        let i = chosen.length;
        while (i > 0 && (ranks[i - 1] as number) > place) i--;
        chosen.splice(i, 0, local);
        ranks.splice(i, 0, place);
        if (chosen.length > quota) {
          chosen.pop();
          ranks.pop();
        }
      }
      const share = Math.max(1, Math.floor(quota / chosen.length));
      for (const local of chosen) pick(by[local] as Fork | number, new Map(locals).set(component, local), share);
    };
    if (this.#root !== undefined) pick(this.#root, new Map(), most);
    return found;
  }

  #learn(states: Uint32Array, at: number): number {
    const answer = this.#read(this.#watched.look(states, at));
    if (this.learned < askedTwice && this.#read(this.#watched.look(states, at)) !== answer) throw fickle(this.#place);
    for (const component of this.#watched.read) this.components.add(component);
    if (this.#forks > mostForks) return answer;
    this.learned++;
    let parent: Fork | undefined;
    let local = 0;
    for (const component of this.#watched.read) {
      const here: Fork | number | undefined = parent === undefined ? this.#root : parent.by[local];
      if (typeof here === 'number' || (here !== undefined && here.component !== component)) throw fickle(this.#place);
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
}
