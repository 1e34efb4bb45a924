/**
 * The table of a component in a form that outlives the run, and the reading of one that an earlier run kept.
 *
 * With each answer goes what it took to find it: the fields of the payload that were read, the guards that passed and refused. So a run
 * that takes answers over numbers the local states in the order in which it meets them, as any run does, and counts what they would have counted:
 * nothing that is told of it differs from a run that asked xstate. What the earlier run did not ask is asked now.
 */

import type { GuardCount, LocalShape, LocalState, ReadMachine } from '../language/machine.ts';
import { settleAgain } from '../language/plain-data.ts';

/** What is written down; plain data and typed arrays. */
export interface TableRecord {
  readonly shapes: readonly LocalShape[];
  /** For each local state its shape and its context; the initial state is the first. */
  readonly shapeOf: Int32Array;
  readonly contexts: readonly unknown[];
  /** As in the table: a row of masks a local state, and the next local state by column, or -1. */
  readonly masks: Uint32Array;
  readonly next: Int32Array;
  /** Which of the ways each row of masks and each entry took, or -1. */
  readonly rowWays: Int32Array;
  readonly entryWays: Int32Array;
  /** How answers were found: a size, then pairs of a guard's slot and how often it answered so. The size is calls of a row, fields of an entry. */
  readonly ways: readonly Int32Array[];
}

/** What a table hands over to be written down. */
export interface TableContent {
  readonly states: readonly LocalState[];
  readonly masks: Uint32Array;
  readonly next: Int32Array;
  readonly columns: number;
  readonly maskWords: number;
}

const none = -1;

function grown(array: Int32Array, length: number): Int32Array {
  if (array.length >= length) return array;
  const larger = new Int32Array(Math.max(length, 2 * array.length)).fill(none);
  larger.set(array);
  return larger;
}

export class KeptTable {
  readonly #machine: ReadMachine;
  readonly #columns: number;
  readonly #maskWords: number;
  #earlier: TableRecord | undefined;
  /** Local states of the earlier run by those of this one, and the other way round; -1 where it is not known. */
  #earlierOf: Int32Array = new Int32Array(0);
  readonly #localOf: Int32Array;
  #rowWays: Int32Array = new Int32Array(0);
  #entryWays: Int32Array = new Int32Array(0);
  readonly #ways: Int32Array[];
  /** Ways by their hash. */
  readonly #waysBy: Map<number, number[]> = new Map();
  /** Of the guards: passed and refused before the question at hand. */
  readonly #before: Int32Array;
  readonly #scratch: Int32Array;
  /** Calls of the machine that no earlier run had made. */
  asked = 0;

  constructor(machine: ReadMachine, columns: number, maskWords: number, earlier?: TableRecord) {
    this.#machine = machine;
    this.#columns = columns;
    this.#maskWords = maskWords;
    this.#earlier = earlier;
    this.#localOf = new Int32Array(earlier?.contexts.length ?? 0).fill(none);
    this.#before = new Int32Array(2 * machine.counts.length);
    this.#scratch = new Int32Array(1 + 4 * machine.counts.length);
    this.#ways = [...(earlier?.ways ?? [])];
    this.#ways.forEach((way, id) => {
      this.#remember(hashOf(way, way.length), id);
    });
  }

  /** Told of the first local state; an earlier table that began elsewhere is of something else and is let go. */
  begin(initial: LocalState): void {
    if (this.#earlier === undefined) return;
    if (this.#machine.key(initial) === this.#machine.key(this.stateOf(0))) this.link(0, 0);
    else this.#earlier = undefined;
  }

  /** A local state of the earlier run. */
  stateOf(earlier: number): LocalState {
    const { shapes, shapeOf, contexts } = this.#earlier as TableRecord;
    return this.#machine.revive(shapes[shapeOf[earlier] as number] as LocalShape, settleAgain(contexts[earlier]));
  }

  /** Its number in this run, or -1. */
  localOf(earlier: number): number {
    return this.#localOf[earlier] as number;
  }

  link(local: number, earlier: number): void {
    this.#earlierOf = grown(this.#earlierOf, local + 1);
    this.#earlierOf[local] = earlier;
    this.#localOf[earlier] = local;
  }

  #earlierStateOf(local: number): number {
    return local < this.#earlierOf.length ? (this.#earlierOf[local] as number) : none;
  }

  /** Copies the row of masks of a local state to `at`; how many calls that row took, or -1 where it is not known. */
  takeRow(local: number, masks: Uint32Array, at: number): number {
    const earlier = this.#earlierStateOf(local);
    if (this.#earlier === undefined || earlier === none) return none;
    const way = this.#earlier.rowWays[earlier] as number;
    if (way === none) return none;
    const words = this.#maskWords;
    masks.set(this.#earlier.masks.subarray(earlier * words, (earlier + 1) * words), at);
    this.#rowWays = grown(this.#rowWays, local + 1);
    this.#rowWays[local] = way;
    return this.take(way);
  }

  /** The local state of the earlier run to which a column leads, or -1. */
  entry(local: number, column: number): number {
    const earlier = this.#earlierStateOf(local);
    return this.#earlier === undefined || earlier === none
      ? none
      : (this.#earlier.next[earlier * this.#columns + column] as number);
  }

  /** The way of such an entry. */
  wayOf(local: number, column: number): number {
    return (this.#earlier as TableRecord).entryWays[this.#earlierStateOf(local) * this.#columns + column] as number;
  }

  /** Counts for the guards what they answered on a way; the calls of a row, or the fields read for an entry. */
  take(way: number): number {
    const taken = this.#ways[way] as Int32Array;
    const { counts } = this.#machine;
    for (let i = 1; i < taken.length; i += 2) {
      const slot = taken[i] as number;
      const count = counts[slot >>> 1] as GuardCount;
      if ((slot & 1) === 0) count.passed += taken[i + 1] as number;
      else count.refused += taken[i + 1] as number;
    }
    return taken[0] as number;
  }

  /** The way of a question that is about to be asked begins here. */
  start(): void {
    const { counts } = this.#machine;
    for (let g = 0; g < counts.length; g++) {
      const { passed, refused } = counts[g] as GuardCount;
      this.#before[2 * g] = passed;
      this.#before[2 * g + 1] = refused;
    }
  }

  rowFound(local: number, calls: number): void {
    this.asked += calls;
    this.#rowWays = grown(this.#rowWays, local + 1);
    this.#rowWays[local] = this.#wayNow(calls);
  }

  /** The way of an entry that was just found, for `note`. */
  entryFound(read: number): number {
    this.asked++;
    return this.#wayNow(read);
  }

  note(local: number, column: number, way: number): void {
    const at = local * this.#columns + column;
    this.#entryWays = grown(this.#entryWays, at + 1);
    this.#entryWays[at] = way;
  }

  #wayNow(size: number): number {
    const { counts } = this.#machine;
    const way = this.#scratch;
    let length = 1;
    way[0] = size;
    const add = (slot: number, more: number): void => {
      if (more === 0) return;
      way[length++] = slot;
      way[length++] = more;
    };
    for (let g = 0; g < counts.length; g++) {
      const { passed, refused } = counts[g] as GuardCount;
      add(2 * g, passed - (this.#before[2 * g] as number));
      add(2 * g + 1, refused - (this.#before[2 * g + 1] as number));
    }
    const hash = hashOf(way, length);
    const alike = this.#waysBy.get(hash);
    if (alike !== undefined) {
      for (const id of alike) if (isWay(this.#ways[id] as Int32Array, way, length)) return id;
    }
    const id = this.#ways.push(way.slice(0, length)) - 1;
    this.#remember(hash, id);
    return id;
  }

  #remember(hash: number, id: number): void {
    const known = this.#waysBy.get(hash);
    if (known === undefined) this.#waysBy.set(hash, [id]);
    else known.push(id);
  }

  record({ states, masks, next, columns, maskWords }: TableContent): TableRecord {
    const shapes: LocalShape[] = [];
    const numbers = new Map<string, number>();
    const shapeOf = Int32Array.from(states, (state) => {
      const shape = this.#machine.shapeOf(state);
      const key = JSON.stringify([shape.status, shape.value, shape.nodes]);
      const number = numbers.get(key) ?? shapes.push(shape) - 1;
      numbers.set(key, number);
      return number;
    });
    const rows = states.length;
    const contexts = states.map(({ context }) => context);
    return {
      ...{ shapes, shapeOf, contexts, ways: this.#ways },
      masks: masks.slice(0, rows * maskWords),
      next: next.slice(0, rows * columns),
      rowWays: grown(this.#rowWays, rows).slice(0, rows),
      entryWays: grown(this.#entryWays, rows * columns).slice(0, rows * columns),
    };
  }
}

function isWay(known: Int32Array, way: Int32Array, length: number): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== way[i]) return false;
  return true;
}

/** Of 30 bits: a small integer is a quicker key. */
function hashOf(way: Int32Array, length: number): number {
  let hash = length;
  for (let i = 0; i < length; i++) {
    hash = Math.imul(hash ^ (way[i] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash & 0x3fffffff;
}
