/**
 * A kernel that remembers the edges which the search goes through, for questions about cycles: where a step is dear to compute, going
 * through the graph again costs as much as the search.
 *
 * For kernels of a fixed layout. States are numbered as they are met; the numbers of the store are put in their place at the end.
 */

import type { Kernel, KernelMemory } from '../kernel/kernel.ts';
import type { EdgeSpace } from './edges.ts';
import type { Exploration } from './explore.ts';

/** Numbers for packed states, by an open-addressed table that is at most half full. */
class Numbering {
  readonly #words: number;
  readonly #first: number;
  #states: Uint32Array;
  #slots = new Int32Array(1 << 12);
  count = 0;

  constructor(words: number, first: number) {
    this.#words = words;
    this.#first = first;
    this.#states = new Uint32Array(words << 10);
  }

  get states(): Uint32Array {
    return this.#states;
  }

  numberOf(states: Uint32Array, at: number): number {
    const words = this.#words;
    const mask = this.#slots.length - 1;
    let slot = this.#hash(states, at) & mask;
    for (let known = this.#slots[slot] as number; known !== 0; known = this.#slots[slot] as number) {
      if (this.#isSame(states, at, (known - 1) * words)) return known - 1;
      slot = (slot + 1) & mask;
    }
    const number = this.count++;
    if (this.count * words > this.#states.length) {
      const more = new Uint32Array(this.#states.length * 2);
      more.set(this.#states);
      this.#states = more;
    }
    for (let i = 0; i < words; i++) this.#states[number * words + i] = states[at + i] as number;
    this.#slots[slot] = this.count;
    if (this.count * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #hash(states: Uint32Array, at: number): number {
    let hash = 0x9e3779b9;
    for (let i = this.#first; i < this.#words; i++) {
      hash = Math.imul(hash ^ (states[at + i] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  #isSame(states: Uint32Array, at: number, known: number): boolean {
    for (let i = this.#first; i < this.#words; i++) if (states[at + i] !== this.#states[known + i]) return false;
    return true;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      let slot = this.#hash(this.#states, number * this.#words) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

function grown(list: Uint32Array): Uint32Array {
  const more = new Uint32Array(list.length * 2);
  more.set(list);
  return more;
}

export class RecordingKernel implements Kernel {
  readonly #kernel: Kernel;
  readonly #numbering: Numbering;
  /** For each state that was expanded: its number, and the number of its first edge. */
  #sources: Uint32Array = new Uint32Array(1 << 10);
  #starts: Uint32Array = new Uint32Array(1 << 10);
  #expanded = 0;
  #targets: Uint32Array = new Uint32Array(1 << 12);
  #events: Uint32Array = new Uint32Array(1 << 12);
  #edges = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#numbering = new Numbering(kernel.words, kernel.firstIdentifying ?? 0);
  }

  get words(): number {
    return this.#kernel.words;
  }

  get firstIdentifying(): number {
    return this.#kernel.firstIdentifying ?? 0;
  }

  get eventCount(): number {
    return this.#kernel.eventCount;
  }

  get successors(): Uint32Array {
    return this.#kernel.successors;
  }

  get fired(): Uint32Array {
    return this.#kernel.fired;
  }

  get memory(): KernelMemory | undefined {
    return this.#kernel.memory;
  }

  get generated(): number {
    return this.#kernel.generated ?? 0;
  }

  set generated(count: number) {
    this.#kernel.generated = count;
  }

  initial(): Uint32Array {
    return this.#kernel.initial();
  }

  repack(states: Uint32Array, count: number): Uint32Array {
    return this.#kernel.repack(states, count);
  }

  expand(states: Uint32Array, at: number): number {
    const count = this.#kernel.expand(states, at);
    if (this.#expanded === this.#sources.length) {
      this.#sources = grown(this.#sources);
      this.#starts = grown(this.#starts);
    }
    this.#sources[this.#expanded] = this.#numbering.numberOf(states, at);
    this.#starts[this.#expanded++] = this.#edges;
    const { successors, fired, words } = this.#kernel;
    for (let s = 0; s < count; s++) {
      if (this.#edges === this.#targets.length) {
        this.#targets = grown(this.#targets);
        this.#events = grown(this.#events);
      }
      this.#targets[this.#edges] = this.#numbering.numberOf(successors, s * words);
      this.#events[this.#edges++] = fired[s] as number;
    }
    return count;
  }

  /** Expands the states whose edges were seen before the search was written to a file. */
  #completeFrom(store: Exploration['store']): void {
    if (this.#expanded === store.count) return;
    const isKnown = new Uint8Array(store.count);
    for (let i = 0; i < this.#expanded; i++)
      isKnown[store.find(this.#numbering.states, (this.#sources[i] as number) * store.words)] = 1;
    for (let state = 0; state < store.count; state++)
      if (isKnown[state] === 0) this.expand(store.states, state * store.words);
  }

  /** Every edge of a complete exploration of this kernel. */
  space({ store, layers }: Exploration): EdgeSpace {
    const { count } = store;
    this.#completeFrom(store);
    const inStore = new Uint32Array(this.#numbering.count);
    for (let number = 0; number < inStore.length; number++) {
      inStore[number] = store.find(this.#numbering.states, number * store.words);
    }
    const placeOf = new Uint32Array(count);
    for (let i = 0; i < this.#expanded; i++) placeOf[inStore[this.#sources[i] as number] as number] = i;
    const first = new Uint32Array(count + 1);
    const to = new Uint32Array(this.#edges);
    const event = new Uint32Array(this.#edges);
    let edge = 0;
    for (let state = 0; state < count; state++) {
      const place = placeOf[state] as number;
      const end = place + 1 < this.#expanded ? (this.#starts[place + 1] as number) : this.#edges;
      for (let e = this.#starts[place] as number; e < end; e++) {
        to[edge] = inStore[this.#targets[e] as number] as number;
        event[edge++] = this.#events[e] as number;
      }
      first[state + 1] = edge;
    }
    return { count, starts: layers[1] ?? count, first, to, event };
  }
}
