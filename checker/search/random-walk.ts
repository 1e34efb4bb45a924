/**
 * One run at a time through a kernel: the state in hand, what is enabled in it, one step.
 *
 * Nothing is stored and nothing is searched; which step is taken is the caller's choice. A step is drawn in two stages, first
 * the type among the enabled ones, then the payload: else a block with two hundred payloads would crowd out every other event.
 */

import { type Kernel, stale } from '../kernel/kernel.ts';

export class Walker {
  readonly kernel: Kernel;
  /** By event: the number of its type. */
  readonly #typeOf: readonly number[];
  /** Two packed states: the initial one and the one in hand, so that both are repacked when the layout grows. */
  #states: Uint32Array;
  /** Where the successors of each enabled type begin, and the end of them all. */
  #groups: readonly number[] = [];

  constructor(kernel: Kernel, typeOf: readonly number[]) {
    this.kernel = kernel;
    this.#typeOf = typeOf;
    const initial = kernel.initial();
    this.#states = new Uint32Array(2 * kernel.words);
    this.#states.set(initial.subarray(0, kernel.words));
    this.restart();
  }

  /** The packed states; the one in hand stands at `at`. */
  get states(): Uint32Array {
    return this.#states;
  }

  get at(): number {
    return this.kernel.words;
  }

  restart(): void {
    this.#states.copyWithin(this.kernel.words, 0, this.kernel.words);
  }

  /** Computes the successors of the state in hand; their number. Throws `StepFault` as the kernel does. */
  expand(): number {
    const { kernel } = this;
    let count = kernel.expand(this.#states, kernel.words);
    while (count === stale) {
      this.#states = kernel.repack(this.#states, 2);
      count = kernel.expand(this.#states, kernel.words);
    }
    const groups: number[] = [];
    for (let s = 0; s < count; s++) if (s === 0 || this.#type(s) !== this.#type(s - 1)) groups.push(s);
    this.#groups = [...groups, count];
    return count;
  }

  /** One of the successors of the last `expand`; `below(n)` draws a whole number from 0 to n - 1. */
  draw(below: (n: number) => number): number {
    const groups = this.#groups;
    const group = below(groups.length - 1);
    const first = groups[group] as number;
    return first + below((groups[group + 1] as number) - first);
  }

  /** The successor of the last `expand` that an event leads to, or -1. */
  find(event: number): number {
    const count = this.#groups.at(-1) ?? 0;
    for (let s = 0; s < count; s++) if (this.kernel.fired[s] === event) return s;
    return -1;
  }

  /** The first successor of the last `expand` that an event of the same type leads to, or -1. */
  findLike(event: number): number {
    const group = this.#groups.slice(0, -1).find((first) => this.#type(first) === this.#typeOf[event]);
    return group ?? -1;
  }

  /** Takes a successor of the last `expand`; its event. */
  take(successor: number): number {
    const { kernel } = this;
    const { words } = kernel;
    this.#states.set(kernel.successors.subarray(successor * words, (successor + 1) * words), words);
    return kernel.fired[successor] as number;
  }

  #type(successor: number): number {
    return this.#typeOf[this.kernel.fired[successor] as number] as number;
  }
}
