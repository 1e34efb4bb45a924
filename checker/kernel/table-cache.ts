/**
 * Tables kept between runs of one sweep.
 *
 * A component's table depends on its machine, its input and the events it takes part in, not on the rest of the system. Neighbouring
 * points of a frontier differ in one number, so most of their components are the same: a sweep over six budgets fills the
 * contract's table once. Counts of coverage are then those of the sweep, so single checks do not share.
 */

import type { AnyMachine, ReadMachine } from '../language/machine.ts';
import { keyOf } from '../language/plain-data.ts';
import { readMachine } from '../language/read-machine.ts';
import type { TableColumn, TabulatedMachine } from './tabulated-machine.ts';

export class TableCache {
  readonly #machines: Map<AnyMachine, Map<string, ReadMachine>> = new Map();
  readonly #tables: Map<ReadMachine, Map<string, TabulatedMachine>> = new Map();

  /** The machine as read under a name, read once. */
  machine(machine: AnyMachine, name: string): ReadMachine {
    const named = this.#machines.get(machine) ?? new Map<string, ReadMachine>();
    this.#machines.set(machine, named);
    const read = named.get(name) ?? readMachine(machine, name);
    named.set(name, read);
    return read;
  }

  /** The table of a machine for an input and its events, made once. */
  table(
    machine: ReadMachine,
    input: unknown,
    columns: readonly TableColumn[],
    maskWords: number,
    make: () => TabulatedMachine,
  ): TabulatedMachine {
    const tables = this.#tables.get(machine) ?? new Map<string, TabulatedMachine>();
    this.#tables.set(machine, tables);
    const events = columns.map(({ event, payload }) => `${event} ${keyOf(payload)}`).join();
    const key = `${keyOf(input, `${machine.name}.input`)} ${maskWords} ${events}`;
    const table = tables.get(key) ?? make();
    tables.set(key, table);
    return table;
  }
}
