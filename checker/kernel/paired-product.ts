/**
 * Two systems in lock-step: both take the events that both can take, and a pair ends where only one of them can go on.
 *
 * Every event has one successor in a composition, so two systems have the same behaviours exactly if no such pair is reachable; and
 * the shortest way to one is a shortest behaviour that the one has and the other has not. A state is the packed state of the one, that
 * of the other, and a word that says who went on alone. The explorer searches it like any other kernel.
 */

import { keyOf } from '../language/plain-data.ts';
import type { ProductEvent } from './components.ts';
import { type Kernel, type StateTest, StepFault, stale } from './kernel.ts';
import type { Product } from './product.ts';

/** An event of either system; its number in one that does not offer it is -1. */
export interface PairedEvent {
  readonly event: ProductEvent;
  readonly base: number;
  readonly changed: number;
}

const together = 0;
const onlyBase = 1;
const onlyChanged = 2;

/** Events with the same type and payload are one event, whoever owns it. */
function pairedEvents(base: readonly ProductEvent[], changed: readonly ProductEvent[]): readonly PairedEvent[] {
  const nameOf = ({ message }: ProductEvent): string => keyOf(message);
  const inChanged = new Map(changed.map((event, e) => [nameOf(event), e]));
  const shared = base.map((event, e) => ({ event, base: e, changed: inChanged.get(nameOf(event)) ?? -1 }));
  const known = new Set(base.map(nameOf));
  const added = changed.flatMap((event, e) => (known.has(nameOf(event)) ? [] : [{ event, base: -1, changed: e }]));
  return [...shared, ...added];
}

export class PairedProduct implements Kernel {
  readonly base: Product;
  readonly changed: Product;
  readonly events: readonly PairedEvent[];
  successors: Uint32Array = new Uint32Array(64);
  fired: Uint32Array = new Uint32Array(64);
  /** Words of each system's state in the layout before the last growth, and which of the two grew. */
  #before = { base: 0, changed: 0 };
  #grew: 'base' | 'changed' = 'base';
  /** Words of each system's state in the layout in force. */
  #width = { base: 0, changed: 0 };
  /** For each event of the one system, the paired event. */
  readonly #ofBase: Int32Array;
  readonly #ofChanged: Int32Array;
  /** For each paired event, where its successor stands among those of the system; -1 where it is not enabled. */
  readonly #inBase: Int32Array;
  readonly #inChanged: Int32Array;

  constructor(base: Product, changed: Product) {
    this.base = base;
    this.changed = changed;
    this.events = pairedEvents(base.events, changed.events);
    this.#ofBase = new Int32Array(base.eventCount);
    this.#ofChanged = new Int32Array(changed.eventCount);
    this.events.forEach(({ base: b, changed: c }, e) => {
      if (b >= 0) this.#ofBase[b] = e;
      if (c >= 0) this.#ofChanged[c] = e;
    });
    this.#inBase = new Int32Array(this.events.length);
    this.#inChanged = new Int32Array(this.events.length);
  }

  /** Fails where the changed system went on alone: a behaviour gained. */
  readonly gained: StateTest = { holds: (states, at) => states[at + this.words - 1] !== onlyChanged };

  /** Fails where the base went on alone: a behaviour lost. */
  readonly lost: StateTest = { holds: (states, at) => states[at + this.words - 1] !== onlyBase };

  /** Asked of pairs that are still together: `holds` gets the two states, the base's at `at`, the other's at `to`. */
  whileTogether(holds: (states: Uint32Array, at: number, to: number) => boolean): StateTest {
    return {
      holds: (states, at) => states[at + this.words - 1] !== together || holds(states, at, at + this.#width.base),
    };
  }

  get words(): number {
    return this.#width.base + this.#width.changed + 1;
  }

  get eventCount(): number {
    return this.events.length;
  }

  initial(): Uint32Array {
    const [base, changed] = [this.base.initial(), this.changed.initial()];
    this.#width = { base: this.base.words, changed: this.changed.words };
    const state = new Uint32Array(this.words);
    state.set(base);
    state.set(changed, this.#width.base);
    return state;
  }

  expand(states: Uint32Array, at: number): number {
    const { words } = this;
    if (states[at + words - 1] !== together) return 0;
    const base = this.#expandOne('base', states, at);
    if (base === stale) return stale;
    const changed = this.#expandOne('changed', states, at + this.#width.base);
    if (changed === stale) return stale;
    this.#inBase.fill(-1);
    this.#inChanged.fill(-1);
    for (let s = 0; s < base; s++) this.#inBase[this.#ofBase[this.base.fired[s] as number] as number] = s;
    for (let s = 0; s < changed; s++) this.#inChanged[this.#ofChanged[this.changed.fired[s] as number] as number] = s;
    if ((base + changed) * words > this.successors.length)
      this.successors = new Uint32Array((base + changed) * words * 2);
    if (base + changed > this.fired.length) this.fired = new Uint32Array((base + changed) * 2);
    let count = 0;
    for (let e = 0; e < this.events.length; e++) {
      const [b, c] = [this.#inBase[e] as number, this.#inChanged[e] as number];
      if (b < 0 && c < 0) continue;
      this.#put(count * words, states, at, b, c);
      this.fired[count++] = e;
    }
    return count;
  }

  /** The pair after an event: who cannot take it stays where it is. */
  #put(to: number, states: Uint32Array, at: number, b: number, c: number): void {
    const { base, changed } = this.#width;
    const { successors } = this;
    for (let w = 0; w < base; w++)
      successors[to + w] = (b < 0 ? states[at + w] : this.base.successors[b * base + w]) as number;
    for (let w = 0; w < changed; w++)
      successors[to + base + w] = (c < 0 ? states[at + base + w] : this.changed.successors[c * changed + w]) as number;
    successors[to + base + changed] = b < 0 ? onlyChanged : c < 0 ? onlyBase : together;
  }

  #expandOne(which: 'base' | 'changed', states: Uint32Array, at: number): number {
    const product = this[which];
    let count: number;
    try {
      count = product.expand(states, at);
    } catch (error) {
      if (!(error instanceof StepFault) || error.event < 0) throw error;
      const own = which === 'base' ? this.#ofBase : this.#ofChanged;
      throw new StepFault(own[error.event] as number, error.cause);
    }
    if (count === stale) {
      this.#before = this.#width;
      this.#grew = which;
      this.#width = { ...this.#width, [which]: product.words };
    }
    return count;
  }

  repack(states: Uint32Array, count: number): Uint32Array {
    const from = this.#before;
    const wide = from.base + from.changed + 1;
    const part = (offset: number, words: number): Uint32Array => {
      const own = new Uint32Array(count * words);
      for (let s = 0; s < count; s++) own.set(states.subarray(s * wide + offset, s * wide + offset + words), s * words);
      return own;
    };
    let base = part(0, from.base);
    let changed = part(from.base, from.changed);
    if (this.#grew === 'base') base = this.base.repack(base, count);
    else changed = this.changed.repack(changed, count);
    const to = this.#width;
    const result = new Uint32Array(count * this.words);
    for (let s = 0; s < count; s++) {
      const at = s * this.words;
      result.set(base.subarray(s * to.base, (s + 1) * to.base), at);
      result.set(changed.subarray(s * to.changed, (s + 1) * to.changed), at + to.base);
      result[at + this.words - 1] = states[s * wide + wide - 1] as number;
    }
    return result;
  }
}
