/**
 * The states of a model in the page: what is enabled in a state, where it leads, who refuses, from the tables of the components.
 *
 * A state is a vector of local numbers, one a component. Those that the page lists also have a number; others can be reached
 * as well, as long as the tables know the local states on the way.
 */

import type { StateValue } from '../../../language/machine.ts';
import { decodeValue } from '../../../trace/itf-value.ts';
import { type Numbers, unpack } from '../packing.ts';
import {
  type Expansion,
  movesFrom,
  type PackedAnswers,
  type PackedModel,
  type PageModel,
  refused,
  unasked,
  uncomputed,
  waits,
} from '../page-data.ts';

export type State = readonly number[];

/** What a component is in: its statechart's value and its variables. */
export interface Local {
  readonly value: StateValue;
  readonly context: unknown;
}

export type Possibility =
  | { readonly kind: 'enabled'; readonly event: number; readonly to: State }
  /** Accepted, but where it leads is not in the page. */
  | { readonly kind: 'beyond'; readonly event: number }
  | { readonly kind: 'refused'; readonly event: number; readonly by: readonly number[] }
  | { readonly kind: 'unknown'; readonly event: number };

/** What a strategy says of a position. */
export interface Advice {
  /** The number of an event, or null: wait for what others do. */
  readonly move: number | null;
  /** Steps to the goal at most; null where it is not reached. */
  readonly most: number | null;
}

export interface Answers extends Omit<PackedAnswers, 'codes'> {
  readonly codes: Numbers;
}

interface Table {
  readonly locals: string[];
  readonly fixed: ReadonlySet<string>;
  readonly width: number;
  /** For each event its column, or -1. */
  readonly column: Int32Array;
  next: Numbers;
  readonly taken: Numbers;
  readonly takenSets: readonly (readonly string[])[];
  readonly of: Numbers;
  readonly parsed: (Local | undefined)[];
}

/** Edges between listed states: those of state s are first[s] … first[s+1]. */
export interface Edges {
  readonly first: Uint32Array;
  readonly to: Uint32Array;
  readonly event: Uint32Array;
}

export class StateGraph {
  readonly model: PageModel;
  readonly count: number;
  readonly listed: number;
  readonly layers: readonly number[];
  readonly complete: boolean;
  readonly cut: string | null;
  readonly answers: readonly Answers[];
  readonly #strategies: ReadonlyMap<string, { readonly moves: Numbers; readonly most: Numbers }>;
  readonly #tables: readonly Table[];
  #index: Int32Array | undefined;
  #edges: Promise<Edges> | undefined;
  #into: Edges | undefined;
  readonly #learned: Map<string, Expansion['answers']> = new Map();
  readonly #numbers: Map<number, Map<string, number>> = new Map();

  constructor(model: PageModel, bytes: Uint8Array) {
    const { document, numbers } = unpack<PackedModel>(bytes);
    this.model = model;
    const { count, listed, layers, complete, cut } = document;
    this.count = count;
    this.listed = listed;
    this.layers = layers;
    this.complete = complete;
    this.cut = cut;
    this.answers = document.answers.map((one) => ({ ...one, codes: numbers(one.codes) }));
    this.#strategies = new Map(
      document.strategies.map(({ claim, moves, most }) => [claim, { moves: numbers(moves), most: numbers(most) }]),
    );
    this.#tables = document.components.map(({ locals, fixed, columns, next, of, taken, takenSets }) => {
      const column = new Int32Array(model.events.length).fill(-1);
      columns.forEach((event, i) => {
        column[event] = i;
      });
      return {
        ...{ locals: [...locals], column, width: columns.length, fixed: new Set(fixed) },
        ...{
          taken: numbers(taken),
          takenSets,
          next: numbers(next),
          of: numbers(of),
          parsed: new Array<Local | undefined>(locals.length),
        },
      };
    });
  }

  get initial(): State {
    return this.at(0);
  }

  /** The state of a number. */
  at(number: number): State {
    return this.#tables.map(({ of }) => of[number] as number);
  }

  /** How many local states of a component the page knows. */
  localCount(c: number): number {
    return (this.#tables[c] as Table).locals.length;
  }

  /** Variables of a component that never differ. */
  fixedOf(c: number): ReadonlySet<string> {
    return (this.#tables[c] as Table).fixed;
  }

  local(c: number, number: number): Local {
    const { parsed, locals } = this.#tables[c] as Table;
    const known = parsed[number];
    if (known !== undefined) return known;
    const { value, context } = JSON.parse(locals[number] as string) as { value: StateValue; context: unknown };
    const made: Local = { value, context: decodeValue(context, 'context') };
    parsed[number] = made;
    return made;
  }

  /** The number of a state, or -1 where the page does not list it. */
  numberOf(state: State): number {
    this.#index ??= this.#makeIndex();
    const index = this.#index;
    const last = index.length - 1;
    for (let slot = this.#hash(state) & last; ; slot = (slot + 1) & last) {
      const number = index[slot] as number;
      if (number < 0) return -1;
      let c = 0;
      while (c < state.length && this.#tables[c]?.of[number] === state[c]) c++;
      if (c === state.length) return number;
    }
  }

  #hash(state: ArrayLike<number>): number {
    let hash = 0x811c9dc5;
    for (let c = 0; c < this.#tables.length; c++) hash = Math.imul(hash ^ (state[c] as number), 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  #makeIndex(): Int32Array {
    const index = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, this.count * 2)))).fill(-1);
    const last = index.length - 1;
    const state = new Array<number>(this.#tables.length).fill(0);
    for (let s = 0; s < this.count; s++) {
      for (let c = 0; c < state.length; c++) state[c] = this.#tables[c]?.of[s] as number;
      let slot = this.#hash(state) & last;
      while ((index[slot] as number) >= 0) slot = (slot + 1) & last;
      index[slot] = s;
    }
    return index;
  }

  /** The transitions that a component takes on an event; undefined where the page was not told. */
  takenBy(c: number, state: State, event: number): ReadonlySet<string> | undefined {
    const { taken, takenSets, width, column } = this.#tables[c] as Table;
    const number = taken[(state[c] as number) * width + (column[event] as number)] ?? 0;
    return number === 0 ? undefined : new Set(takenSets[number]);
  }

  #entry(c: number, local: number, event: number): number {
    const { next, width, column } = this.#tables[c] as Table;
    return next[local * width + (column[event] as number)] ?? unasked;
  }

  /** What comes of an event in a state. */
  possibility(state: State, event: number): Possibility {
    const { takers } = this.model.events[event] as PageModel['events'][number];
    const by: number[] = [];
    let isUnknown = false;
    let isBeyond = false;
    let to: number[] | undefined;
    for (const c of takers) {
      const entry = this.#entry(c, state[c] as number, event);
      if (entry === refused) by.push(c);
      else if (entry === unasked) isUnknown = true;
      else if (entry === uncomputed) isBeyond = true;
      else {
        to ??= [...state];
        to[c] = entry;
      }
    }
    if (by.length > 0) return { kind: 'refused', event, by };
    if (isUnknown) return { kind: 'unknown', event };
    return isBeyond || to === undefined ? { kind: 'beyond', event } : { kind: 'enabled', event, to };
  }

  possibilities(state: State): readonly Possibility[] {
    return this.model.events.map((_, event) => this.possibility(state, event));
  }

  /** Where an event leads; undefined if it is refused, or leads out of the page. */
  step(state: State, event: number): State | undefined {
    const found = this.possibility(state, event);
    return found.kind === 'enabled' ? found.to : undefined;
  }

  /** The local states of a state, as a server reads them. */
  textsOf(state: State): readonly string[] {
    return state.map((local, c) => (this.#tables[c] as Table).locals[local] as string);
  }

  /** Takes over what a server says of a state. */
  learn(state: State, { events, answers }: Expansion): void {
    events.forEach((found, event) => {
      const { takers } = this.model.events[event] as PageModel['events'][number];
      for (const c of takers) {
        const to = 'to' in found ? found.to.find(([component]) => component === c)?.[1] : undefined;
        const isRefused = 'by' in found && found.by.includes(c);
        this.#teach(
          c,
          state[c] as number,
          event,
          isRefused ? refused : to === undefined ? uncomputed : this.#intern(c, to),
        );
      }
    });
    this.#learned.set(state.join(), answers);
  }

  #teach(c: number, local: number, event: number, entry: number): void {
    const table = this.#tables[c] as Table;
    const at = local * table.width + (table.column[event] as number);
    // What is known already is not forgotten because another component refused.
    if (entry === uncomputed && (table.next[at] ?? unasked) !== unasked) return;
    if (at >= table.next.length) {
      const larger = new Int32Array(Math.max(2 * at, table.locals.length * table.width)).fill(unasked);
      larger.set(table.next);
      table.next = larger;
    }
    table.next[at] = entry;
  }

  #intern(c: number, text: string): number {
    const { locals } = this.#tables[c] as Table;
    let numbers = this.#numbers.get(c);
    if (numbers === undefined) {
      numbers = new Map(locals.map((one, number) => [one, number]));
      this.#numbers.set(c, numbers);
    }
    const known = numbers.get(text) ?? locals.push(text) - 1;
    numbers.set(text, known);
    return known;
  }

  /** Every edge between listed states, computed once, in slices that leave the page alive. */
  edges(): Promise<Edges> {
    this.#edges ??= this.#collect();
    return this.#edges;
  }

  async #collect(): Promise<Edges> {
    const first = new Uint32Array(this.count + 1);
    let to = new Uint32Array(this.count * 4);
    let event = new Uint32Array(this.count * 4);
    let edge = 0;
    let until = performance.now() + sliceMilliseconds;
    for (let s = 0; s < this.count; s++) {
      const state = this.at(s);
      for (let e = 0; e < this.model.events.length; e++) {
        const next = this.step(state, e);
        const number = next === undefined ? -1 : this.numberOf(next);
        if (number < 0) continue;
        if (edge === to.length) [to, event] = [doubled(to), doubled(event)];
        to[edge] = number;
        event[edge++] = e;
      }
      first[s + 1] = edge;
      if (performance.now() > until) {
        await breath();
        until = performance.now() + sliceMilliseconds;
      }
    }
    return { first, to: to.slice(0, edge), event: event.slice(0, edge) };
  }

  /** The same edges by the state that they lead to; `to` is where they come from. */
  async edgesInto(): Promise<Edges> {
    const edges = await this.edges();
    this.#into ??= reversed(edges, this.count);
    return this.#into;
  }

  /** Events of a shortest way from the initial state; undefined if the page knows none. */
  async pathTo(number: number): Promise<readonly number[] | undefined> {
    const { first, to, event } = await this.edgesInto();
    const steps = new Int32Array(this.count).fill(-1);
    const follows = new Int32Array(this.count).fill(-1);
    steps[number] = 0;
    let front = [number];
    while (front.length > 0 && steps[0] === -1) {
      const next: number[] = [];
      for (const state of front)
        for (let i = first[state] as number; i < (first[state + 1] as number); i++) {
          const from = to[i] as number;
          if (steps[from] !== -1) continue;
          steps[from] = event[i] as number;
          follows[from] = state;
          next.push(from);
        }
      front = next;
    }
    if (steps[0] === -1) return undefined;
    const path: number[] = [];
    for (let at = 0; at !== number; at = follows[at] as number) path.push(steps[at] as number);
    return path;
  }

  /** What a part of a property, or another question, answers in a state; undefined where nobody asked. */
  answer(
    { codes, words, property, part }: Answers,
    state: State,
  ): { readonly code: number; readonly word: string } | undefined {
    const number = this.numberOf(state);
    if (number < 0) {
      const told = this.#learned.get(state.join())?.find((one) => one.property === property && one.part === part);
      if (told === undefined) return undefined;
      // 0 says no, 1 yes, anything else no for a reason.
      return { code: told.holds ? 1 : told.word === words[0] ? 0 : 2, word: told.word };
    }
    const code = codes[number];
    return code === undefined ? undefined : { code, word: words[code] ?? '' };
  }

  /** What the strategy of a claim does in a state; undefined where it is no position of it, or is not listed. */
  adviceOf(claim: string, state: State): Advice | undefined {
    const strategy = this.#strategies.get(claim);
    const number = this.numberOf(state);
    const code = strategy?.moves[number] ?? 0;
    if (strategy === undefined || code === 0) return undefined;
    const most = strategy.most[number] ?? 0;
    return { move: code === waits ? null : code - movesFrom, most: most === 0 ? null : most };
  }

  /** The depth of a listed state: the length of a shortest way to it. */
  depthOf(number: number): number | undefined {
    if (number < 0 || number >= this.listed) return undefined;
    let depth = 0;
    while (depth + 1 < this.layers.length && (this.layers[depth + 1] as number) <= number) depth++;
    return depth;
  }
}

/** Long enough to get on, short enough that a key press is answered at once. */
export const sliceMilliseconds = 12;

/** Lets the page draw and answer. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(16, numbers.length * 2));
  larger.set(numbers);
  return larger;
}

function reversed({ first, to, event }: Edges, count: number): Edges {
  const into = new Uint32Array(count + 1);
  for (const state of to) into[state + 1] = (into[state + 1] as number) + 1;
  for (let s = 0; s < count; s++) into[s + 1] = (into[s + 1] as number) + (into[s] as number);
  const free = into.slice();
  const from = new Uint32Array(to.length);
  const by = new Uint32Array(to.length);
  for (let s = 0; s < count; s++)
    for (let i = first[s] as number; i < (first[s + 1] as number); i++) {
      const target = to[i] as number;
      const at = free[target] as number;
      free[target] = at + 1;
      from[at] = s;
      by[at] = event[i] as number;
    }
  return { first: into, to: from, event: by };
}
