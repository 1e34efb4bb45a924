/**
 * Which payload fields a machine looks at, so that events that differ only elsewhere are computed once.
 *
 * A block says many things to many machines, and each machine reads its own part of it: the base layer one boolean out of
 * two hundred payloads. The fields that guards and actions really read for one event are recorded; every event of the same
 * type that agrees on them has the same answer, because a pure function cannot tell them apart. On the optimistic rollup with four
 * batches this takes 55 thousand calls of xstate instead of 745 thousand.
 */

import type { MachineEvent } from '../language/machine.ts';
import { holdsCollections, keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';

interface Partition {
  readonly classOf: Int32Array;
  readonly members: readonly (readonly number[])[];
}

/** Events of one type that a component takes part in. */
export class EventFamily {
  readonly columns: readonly number[];
  readonly #events: readonly MachineEvent[];
  readonly #watched: readonly MachineEvent[];
  /** Keys of the events that hold a set or a map, which no freezing protects. */
  readonly #unfrozen: readonly (string | undefined)[];
  readonly #fields: readonly string[];
  /** #values[f][i]: which value the i-th event has in field f, as a small number. */
  readonly #values: readonly Int32Array[];
  /** One bit a field; fields past the thirtieth share the last one, which only makes classes smaller. */
  readonly #bits: ReadonlyMap<string, number>;
  readonly #all: number;
  /** Fields read since the question was asked. */
  #read = 0;
  /** For each set of fields: the class of each event, and the members of each class. A machine has few ways to look. */
  readonly #partitions: Map<number, Partition> = new Map();

  constructor(columns: readonly number[], events: readonly MachineEvent[]) {
    this.columns = columns;
    this.#events = events;
    this.#unfrozen = events.map((event) => (holdsCollections(event) ? keyOf(event) : undefined));
    this.#fields = [...new Set(events.flatMap((event) => Object.keys(event)))].filter((field) => field !== 'type');
    this.#values = this.#fields.map((field) => {
      const numbers = new Map<string, number>();
      return Int32Array.from(events, (event) => {
        const key = Object.hasOwn(event, field) ? keyOf(event[field]) : '';
        const number = numbers.get(key) ?? numbers.size;
        numbers.set(key, number);
        return number;
      });
    });
    this.#bits = new Map(this.#fields.map((field, f) => [field, 1 << Math.min(f, 30)]));
    this.#all = [...this.#bits.values()].reduce((all, bit) => all | bit, 0);
    this.#watched = events.map((event) => this.#watch(event));
  }

  /** Runs `call` with the i-th event and returns its answer and the places in `columns` of the events that must have the same one. */
  ask<T>(i: number, call: (event: MachineEvent) => T): { readonly answer: T; readonly alike: readonly number[] } {
    this.#read = 0;
    const answer = call(this.#watched[i] as MachineEvent);
    const before = this.#unfrozen[i];
    if (before !== undefined && keyOf(this.#events[i]) !== before) {
      throw new Problem('PL-105', { place: `event ${before}`, found: 'a set or map of the payload changed' });
    }
    return { answer, alike: this.alike(i, this.#read) };
  }

  /** The fields that the last question read, as a number for `alike`. */
  get read(): number {
    return this.#read;
  }

  /** The places of the events that agree with the i-th one on the fields that were read. */
  alike(i: number, read: number): readonly number[] {
    const { classOf, members } = this.#partition(read);
    return members[classOf[i] as number] as readonly number[];
  }

  #partition(read: number): Partition {
    const known = this.#partitions.get(read);
    if (known !== undefined) return known;
    const relevant = this.#values.filter((_, f) => (read & (1 << Math.min(f, 30))) !== 0);
    const classes = new Map<string, number>();
    const members: number[][] = [];
    const classOf = Int32Array.from(this.columns, (_, j) => {
      const key = relevant.map((values) => values[j]).join();
      const number = classes.get(key) ?? members.push([]) - 1;
      classes.set(key, number);
      members[number]?.push(j);
      return number;
    });
    const partition: Partition = { classOf, members };
    this.#partitions.set(read, partition);
    return partition;
  }

  #watch(event: MachineEvent): MachineEvent {
    const everything = (): void => {
      this.#read = this.#all;
    };
    return new Proxy(event, {
      get: (target, name) => {
        if (typeof name === 'symbol') return Reflect.get(target, name);
        this.#read |= this.#bits.get(name) ?? 0;
        return target[name];
      },
      has: (target, name) => {
        everything();
        return Reflect.has(target, name);
      },
      ownKeys: (target) => {
        everything();
        return Reflect.ownKeys(target);
      },
      getOwnPropertyDescriptor: (target, name) => {
        everything();
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
  }
}
