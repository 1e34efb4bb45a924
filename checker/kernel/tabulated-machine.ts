/**
 * One component as a table: its local states interned to small integers, its transitions filled on demand by xstate.
 *
 * Because no guard reads another component, a component's behaviour depends only on its local state and the event. Which events it
 * accepts (guards) is computed for a local state when the state is first expanded; where an event leads (actions) only when
 * the whole system takes it. So an action never runs on an event that the others refuse, and a local state that is not
 * reached is never made.
 */

import type { Hash } from 'node:crypto';
import { ContentNumbers } from '../language/content-numbers.ts';
import type { LocalState, MachineEvent, ReadMachine } from '../language/machine.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { KeptTable, type TableRecord } from './kept-table.ts';
import { EventFamily } from './payload-reads.ts';

const unfilled = -1;

/** Past this many local states a machine is stopped: the table would outgrow the product it is meant to serve. */
const mostLocalStates = 1_000_000;

function onesIn(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export interface TableColumn {
  /** Index of the event in the whole system. */
  readonly event: number;
  readonly payload: MachineEvent;
}

interface Families {
  readonly families: readonly EventFamily[];
  readonly place: readonly { readonly family: EventFamily; readonly i: number }[];
}

/** Families know events only, so tables of the same columns share them. */
const known = new WeakMap<readonly TableColumn[], Families>();

function familiesOf(columns: readonly TableColumn[]): Families {
  const made = known.get(columns);
  if (made !== undefined) return made;
  const types = [...new Set(columns.map(({ payload }) => payload.type))];
  const place: { family: EventFamily; i: number }[] = [];
  const families = types.map((type) => {
    const members = columns.flatMap(({ payload }, column) => (payload.type === type ? [column] : []));
    const family = new EventFamily(
      members,
      members.map((column) => (columns[column] as TableColumn).payload),
    );
    members.forEach((column, i) => {
      place[column] = { family, i };
    });
    return family;
  });
  known.set(columns, { families, place });
  return { families, place };
}

export class TabulatedMachine {
  readonly name: string;
  readonly machine: ReadMachine;
  readonly columns: readonly TableColumn[];
  readonly states: LocalState[] = [];
  /** Row `local`, `maskWords` words: the events of the whole system that this component does not refuse. */
  masks: Uint32Array;
  /** 1 for each local state whose row of masks is filled. */
  filled: Uint8Array;
  /** Row `local`, one entry a column: the next local state, or -1 while unknown. */
  table: Int32Array;
  /** Local states by the number of their content. */
  readonly #numbers: Map<number, number> = new Map();
  readonly #contents: ContentNumbers = new ContentNumbers();
  readonly #contextPath: string;
  readonly #foreign: Uint32Array;
  readonly #bounds: ((context: unknown) => boolean) | undefined;
  readonly #limit: number;
  /** Local states whose row was needed: those that occur in an expanded global state. */
  visited = 0;
  /** Table entries known, and calls of xstate that it took to know them and the masks. */
  entries = 0;
  calls = 0;
  #callsRechecked = -1;
  /** Only where the table is to outlive the run. */
  #kept: KeptTable | undefined;
  readonly #families: readonly EventFamily[];
  /** For each column, its family and its place in it. */
  readonly #place: readonly { readonly family: EventFamily; readonly i: number }[];

  constructor(
    name: string,
    machine: ReadMachine,
    columns: readonly TableColumn[],
    maskWords: number,
    bounds: ((context: unknown) => boolean) | undefined,
    limit: number = mostLocalStates,
  ) {
    this.name = name;
    this.#contextPath = `${machine.name}.context`;
    this.machine = machine;
    this.columns = columns;
    this.#bounds = bounds;
    this.#limit = limit;
    // Events the component does not know never depend on it: all ones, but for its own columns.
    this.#foreign = new Uint32Array(maskWords).fill(0xffffffff);
    for (const { event } of columns)
      this.#foreign[event >>> 5] = (this.#foreign[event >>> 5] as number) & ~(1 << (event & 31));
    const { families, place } = familiesOf(columns);
    this.#families = families;
    this.#place = place;
    const rows = 16;
    this.masks = new Uint32Array(rows * maskWords);
    this.filled = new Uint8Array(rows);
    this.table = new Int32Array(rows * columns.length).fill(unfilled);
  }

  /** From before the first question on: what is found is written down, and taken over from an earlier run where that found it. */
  keep(earlier: TableRecord | undefined): void {
    this.#kept = new KeptTable(this.machine, this.columns.length, this.#foreign.length, earlier);
  }

  /** What was found, for a later run. */
  record(): TableRecord | undefined {
    const { states, masks, table: next } = this;
    const content = { states, masks, next, columns: this.columns.length, maskWords: this.#foreign.length };
    return this.#kept?.record(content);
  }

  /** Calls of the machine that no earlier run had made. */
  get askedAnew(): number {
    return this.#kept?.asked ?? 0;
  }

  /** The number of a local state, new or known. Throws PL-102, PL-103 or PL-109. */
  intern(state: LocalState): number {
    const content = this.#contentOf(state);
    const known = this.#numbers.get(content);
    if (known !== undefined) return known;
    const settled = this.machine.settle(state);
    this.#checkBounds(settled);
    const number = this.states.length;
    if (number >= this.#limit) throw this.#unbounded();
    this.#numbers.set(content, number);
    this.states.push(settled);
    // Steps from here will share parts with this copy, so they get their numbers now.
    this.#contents.of(settled.context, this.#contextPath);
    if (number >= this.filled.length) this.#grow();
    if (number === 0) this.#kept?.begin(settled);
    return number;
  }

  /** The number of a local state that was interned before, or -1. */
  find(state: LocalState): number {
    return this.#numbers.get(this.#contentOf(state)) ?? -1;
  }

  #contentOf({ status, value, context }: LocalState): number {
    const contents = this.#contents;
    return contents.ofThree(contents.of(status), contents.of(value), contents.of(context, this.#contextPath));
  }

  /** Fills the row of accepted events of a local state, once. */
  fillMask(local: number): void {
    if (this.filled[local] === 1) return;
    const words = this.#foreign.length;
    const row = local * words;
    const kept = this.#kept;
    const taken = kept?.takeRow(local, this.masks, row) ?? -1;
    if (taken < 0) {
      kept?.start();
      this.#askRow(local, row);
    } else this.calls += taken;
    this.filled[local] = 1;
    this.visited++;
  }

  #askRow(local: number, row: number): void {
    this.masks.set(this.#foreign, row);
    const state = this.states[local] as LocalState;
    const { calls } = this;
    for (const family of this.#families) {
      const asked = new Uint8Array(family.columns.length);
      for (let i = 0; i < asked.length; i++) {
        if (asked[i] === 1) continue;
        const { answer, alike } = family.ask(i, (event) => this.#accepts(state, event));
        this.calls++;
        for (const j of alike) {
          asked[j] = 1;
          const { event } = this.columns[family.columns[j] as number] as TableColumn;
          if (answer)
            this.masks[row + (event >>> 5)] = (this.masks[row + (event >>> 5)] as number) | (1 << (event & 31));
        }
      }
    }
    this.#kept?.rowFound(local, this.calls - calls);
  }

  /** Adds everything that is known to a digest: the keys of the local states, what they accept, where it leads. */
  digestInto(hash: Hash): void {
    const rows = this.states.length;
    for (const state of this.states) hash.update(`${this.machine.key(state)}\n`);
    hash.update(this.filled.subarray(0, rows));
    hash.update(this.masks.subarray(0, rows * this.#foreign.length));
    hash.update(this.table.subarray(0, rows * this.columns.length));
  }

  /** Whether the component refuses an event of the system, as far as is known: the row of a state that was expanded is filled. */
  refuses(local: number, event: number): boolean {
    const mask = this.masks[local * this.#foreign.length + (event >>> 5)] as number;
    return this.filled[local] === 1 && ((mask >>> (event & 31)) & 1) === 0;
  }

  /** The local state after the event of a column, which the component accepts. */
  next(local: number, column: number): number {
    const row = local * this.columns.length;
    const known = this.table[row + column] as number;
    if (known !== unfilled) return known;
    const { family, i } = this.#place[column] as { family: EventFamily; i: number };
    const kept = this.#kept;
    if (kept !== undefined) return this.#nextKept(kept, local, column);
    const { answer, alike } = family.ask(i, (event) => this.machine.step(this.states[local] as LocalState, event));
    this.calls++;
    const number = this.intern(answer);
    for (const j of alike) {
      this.table[row + (family.columns[j] as number)] = number;
      this.entries++;
    }
    return number;
  }

  /** As `next`, where the answer is taken over or written down. */
  #nextKept(kept: KeptTable, local: number, column: number): number {
    const { family, i } = this.#place[column] as { family: EventFamily; i: number };
    const earlier = kept.entry(local, column);
    let number: number;
    let way: number;
    let read: number;
    if (earlier < 0) {
      kept.start();
      const { answer } = family.ask(i, (event) => this.machine.step(this.states[local] as LocalState, event));
      this.calls++;
      read = family.read;
      way = kept.entryFound(read);
      number = this.intern(answer);
    } else {
      way = kept.wayOf(local, column);
      read = kept.take(way);
      this.calls++;
      number = kept.localOf(earlier);
      if (number < 0) {
        number = this.intern(kept.stateOf(earlier));
        kept.link(number, earlier);
      }
    }
    for (const j of family.alike(i, read)) {
      const other = family.columns[j] as number;
      this.table[local * this.columns.length + other] = number;
      kept.note(local, other, way);
      this.entries++;
    }
    return number;
  }

  /**
   * Asks xstate again for up to `most` of the filled entries and as many refusals, evenly spread. A function that depends on
   * anything but its arguments is found here if two calls in a row did not betray it. Returns how many were asked.
   */
  recheck(most: number): number {
    // In a sweep a table that was asked again and has not grown since would only repeat its answers.
    if (this.calls === this.#callsRechecked && most !== Number.POSITIVE_INFINITY) return 0;
    this.#callsRechecked = this.calls;
    let refusals = 0;
    for (let local = 0; local < this.states.length; local++) refusals += this.#refusalsOf(local);
    return this.#askEntries(most) + this.#askRefusals(refusals, most);
  }

  /** Of the events that the component knows, how many it refuses, as far as is known. */
  #refusalsOf(local: number): number {
    if (this.filled[local] !== 1) return 0;
    const words = this.#foreign.length;
    let count = 0;
    for (let w = 0, row = local * words; w < words; w++, row++)
      count += onesIn(~(this.#foreign[w] as number) & ~(this.masks[row] as number));
    return count;
  }

  #askEntries(most: number): number {
    const stride = Math.max(1, Math.ceil(this.entries / most));
    const width = this.columns.length;
    const end = this.states.length * width;
    let asked = 0;
    for (let at = 0, seen = 0; at < end; at++) {
      if (this.table[at] === unfilled || seen++ % stride !== 0) continue;
      asked++;
      this.#askXstate(Math.floor(at / width), at % width);
    }
    return asked;
  }

  #askRefusals(refusals: number, most: number): number {
    const stride = Math.max(1, Math.ceil(refusals / most));
    let asked = 0;
    // How many refusals are still passed over before one is asked.
    let before = 0;
    for (let local = 0; local < this.states.length; local++) {
      const here = this.#refusalsOf(local);
      if (here <= before) {
        before -= here;
        continue;
      }
      for (let column = 0; column < this.columns.length; column++) {
        if (!this.refuses(local, (this.columns[column] as TableColumn).event) || before-- > 0) continue;
        before = stride - 1;
        asked++;
        this.#askXstate(local, column);
      }
    }
    return asked;
  }

  /** Asks xstate itself, whatever is remembered of its ways, and compares with the table. */
  #askXstate(local: number, column: number): void {
    const state = this.states[local] as LocalState;
    const { payload } = this.columns[column] as TableColumn;
    const known = this.table[local * this.columns.length + column] as number;
    let found = unfilled;
    if (known === unfilled) found = this.#refusesByXstate(state, payload) ? unfilled : local;
    else if (this.#accepts(state, payload)) {
      const next = this.machine.stepByXstate(state, payload);
      if (next !== undefined) found = this.find(next);
    }
    if (found === known) return;
    throw new Problem('PL-106', {
      place: `machine ${this.name}, event ${payload.type} in state ${JSON.stringify(state.value)}`,
      expected: 'the same answer each time',
      found: known !== unfilled && found !== unfilled ? 'two next states' : 'another one',
      hint: 'a guard or action reads something outside its context and event',
    });
  }

  /** A guard that throws counts as accepting here too. */
  #refusesByXstate(state: LocalState, event: MachineEvent): boolean {
    try {
      return this.machine.chosen(state, event).length === 0;
    } catch (error) {
      if (error instanceof Problem && error.code === 'PL-104') return false;
      throw error;
    }
  }

  /** A guard that throws counts as accepting: the fault is raised when the whole system gets as far as taking the event. */
  #accepts(state: LocalState, event: MachineEvent): boolean {
    try {
      return this.machine.enabled(state, event);
    } catch (error) {
      if (error instanceof Problem && error.code === 'PL-104') return true;
      throw error;
    }
  }

  #checkBounds(state: LocalState): void {
    if (this.#bounds === undefined) return;
    let inside: boolean;
    try {
      inside = this.#bounds(state.context);
    } catch (error) {
      throw new Problem('PL-104', {
        place: `bounds of ${this.name}`,
        found: error instanceof Error ? error.message : String(error),
      });
    }
    if (!inside) {
      throw new Problem('PL-103', {
        place: `component ${this.name}`,
        expected: 'a context within the declared bounds',
        found: keyOf(state.context),
      });
    }
  }

  #grow(): void {
    const rows = this.filled.length * 2;
    const filled = new Uint8Array(rows);
    filled.set(this.filled);
    const masks = new Uint32Array(rows * this.#foreign.length);
    masks.set(this.masks);
    const next = new Int32Array(rows * this.columns.length).fill(unfilled);
    next.set(this.table);
    this.filled = filled;
    this.masks = masks;
    this.table = next;
  }

  #unbounded(): Problem {
    const values = new Map<string, Set<string>>();
    for (const { context } of this.states) {
      if (typeof context !== 'object' || context === null) continue;
      for (const [name, value] of Object.entries(context)) {
        const seen = values.get(name) ?? new Set();
        values.set(name, seen.add(keyOf(value)));
      }
    }
    const widest = [...values].sort(([, a], [, b]) => b.size - a.size)[0];
    const last = this.states.at(-1)?.context as Record<string, unknown> | undefined;
    return new Problem('PL-109', {
      place: `machine ${this.name}`,
      expected: `at most ${this.#limit.toLocaleString('en')} local states`,
      found:
        widest === undefined
          ? 'more'
          : `more; \`${widest[0]}\` took ${widest[1].size.toLocaleString('en')} values, last ${keyOf(last?.[widest[0]])}`,
      hint: `saturate \`${widest?.[0] ?? 'the counter'}\` where its value stops mattering, or split the machine`,
    });
  }
}
