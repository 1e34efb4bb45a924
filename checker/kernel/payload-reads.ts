/**
 * Which payload fields a machine looks at, so that events that differ only elsewhere are computed once.
 *
 * A block says many things to many machines, and each machine reads its own part of it: the base layer one boolean out of
 * two hundred payloads. The fields that guards and actions really read for one event are recorded; every event of the same
 * type that agrees on them has the same answer, because a pure function cannot tell them apart. On the optimistic rollup with four
 * batches this takes 30 times fewer calls of xstate.
 */

import type { MachineEvent } from '../language/machine.ts';
import { holdsCollections, keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';

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
  readonly #read: Set<string> = new Set();

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
    this.#watched = events.map((event) => this.#watch(event));
  }

  /** Runs `call` with the i-th event and returns its answer and the places in `columns` of the events that must have the same one. */
  ask<T>(i: number, call: (event: MachineEvent) => T): { readonly answer: T; readonly alike: readonly number[] } {
    this.#read.clear();
    const answer = call(this.#watched[i] as MachineEvent);
    const before = this.#unfrozen[i];
    if (before !== undefined && keyOf(this.#events[i]) !== before) {
      throw new Problem('PL-105', { place: `event ${before}`, found: 'a set or map of the payload changed' });
    }
    const relevant = this.#values.filter((_, f) => this.#read.has(this.#fields[f] as string));
    const alike: number[] = [];
    for (let j = 0; j < this.columns.length; j++) {
      if (relevant.every((values) => values[i] === values[j])) alike.push(j);
    }
    return { answer, alike };
  }

  #watch(event: MachineEvent): MachineEvent {
    const everything = (): void => {
      for (const field of this.#fields) this.#read.add(field);
    };
    return new Proxy(event, {
      get: (target, name) => {
        if (typeof name === 'string') this.#read.add(name);
        return Reflect.get(target, name);
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
