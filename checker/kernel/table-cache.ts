/**
 * Tables kept between runs of one sweep.
 *
 * A component's table depends on its machine, its input and the events it takes part in, not on the rest of the system. Neighbouring
 * points of a frontier differ in one number, so most of their components are the same: a sweep over six budgets fills the
 * contract's table once. Counts of coverage are then those of the sweep, so single checks do not share.
 *
 * A changed system is asked for its tables beside those of the unchanged one: events and columns that say the same are the same objects,
 * and machines that did not change keep their tables from one change to the next.
 */

import type { AnyMachine, ReadMachine } from '../language/machine.ts';
import { keyOf } from '../language/plain-data.ts';
import { readMachine } from '../language/read-machine.ts';
import type { ProductEvent } from './product-event.ts';
import type { TableColumn, TabulatedMachine } from './tabulated-machine.ts';

/** A product whose events and columns another one takes over where they say the same. */
export interface Likeness {
  readonly events: readonly ProductEvent[];
  readonly components: readonly Pick<TabulatedMachine, 'columns'>[];
}

/** Tables of machines that do not change. */
export interface Kept {
  readonly tables: TableCache;
  isKept(machine: AnyMachine): boolean;
}

/** The text of columns, made once for each list of them. */
const texts = new WeakMap<readonly TableColumn[], string>();

function textOf(columns: readonly TableColumn[]): string {
  const known = texts.get(columns);
  if (known !== undefined) return known;
  const text = columns.map(({ event, payload }) => `${event} ${keyOf(payload)}`).join();
  texts.set(columns, text);
  return text;
}

export class TableCache {
  readonly like: Likeness | undefined;
  readonly #kept: Kept | undefined;
  readonly #machines: Map<AnyMachine, Map<string, ReadMachine>> = new Map();
  readonly #reads: Set<ReadMachine> = new Set();
  readonly #tables: Map<ReadMachine, Map<string, TabulatedMachine>> = new Map();

  constructor(like?: Likeness, kept?: Kept) {
    this.like = like;
    this.#kept = kept;
  }

  /** The machine as read under a name, read once. */
  machine(machine: AnyMachine, name: string): ReadMachine {
    if (this.#kept?.isKept(machine) === true) return this.#kept.tables.machine(machine, name);
    const named = this.#machines.get(machine) ?? new Map<string, ReadMachine>();
    this.#machines.set(machine, named);
    const read = named.get(name) ?? readMachine(machine, name);
    named.set(name, read);
    this.#reads.add(read);
    return read;
  }

  hasRead(machine: ReadMachine): boolean {
    return this.#reads.has(machine);
  }

  /** The table of a machine for an input and its events, made once. */
  table(
    machine: ReadMachine,
    input: unknown,
    columns: readonly TableColumn[],
    maskWords: number,
    make: () => TabulatedMachine,
  ): TabulatedMachine {
    const kept = this.#kept?.tables;
    if (kept?.hasRead(machine) === true) return kept.table(machine, input, columns, maskWords, make);
    const tables = this.#tables.get(machine) ?? new Map<string, TabulatedMachine>();
    this.#tables.set(machine, tables);
    const key = `${keyOf(input, `${machine.name}.input`)} ${maskWords} ${textOf(columns)}`;
    const table = tables.get(key) ?? make();
    tables.set(key, table);
    return table;
  }
}
