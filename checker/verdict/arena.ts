/** One setting in which random runs are made: the product, the invariant, the walker. */

import { type StateTest, StepFault } from '../kernel/kernel.ts';
import type { Product } from '../kernel/product.ts';
import { Problem } from '../language/problem.ts';
import { Walker } from '../search/random-walk.ts';

/** How a run ended. */
type Outcome =
  | { readonly kind: 'clean' }
  | { readonly kind: 'violated' }
  | { readonly kind: 'fault'; readonly event: number; readonly cause: unknown };

/** One run: its events up to where it ended. */
export interface Run {
  readonly arena: Arena;
  readonly events: readonly number[];
  readonly outcome: Outcome;
}

const clean: Outcome = { kind: 'clean' };
const violated: Outcome = { kind: 'violated' };

export class Arena {
  readonly product: Product;
  /** What was drawn for the setting, by name. */
  readonly drawn: Readonly<Record<string, number>>;
  /** Whether a violation is foretold. */
  readonly isUnsafe: boolean;
  /** Firings in random runs. */
  readonly fired: Float64Array;
  readonly #invariant: StateTest;
  readonly #walker: Walker;

  constructor(product: Product, drawn: Readonly<Record<string, number>>, invariant: StateTest, isUnsafe: boolean) {
    this.product = product;
    this.drawn = drawn;
    this.isUnsafe = isUnsafe;
    this.fired = new Float64Array(product.eventCount);
    this.#invariant = invariant;
    const types = [...new Set(product.events.map(({ type }) => type))];
    const typeOf = product.events.map(({ type }) => types.indexOf(type));
    this.#walker = new Walker(product, typeOf);
  }

  /** A run of at most `steps` steps, each drawn by `below(n)`: a whole number from 0 to n - 1. */
  run(steps: number, below: (n: number) => number): Run {
    const run = this.#walk(steps, (_, enabled) => (enabled === 0 ? -1 : this.#walker.draw(below)));
    for (const event of run.events) this.fired[event] = (this.fired[event] as number) + 1;
    return run;
  }

  /**
   * The run of a list of events up to where it ends. One that is refused is replaced by the first of its type that is not, and left
   * out where there is none: what came before it and was left out may have been what its payload speaks of.
   */
  along(events: readonly number[]): Run {
    let next = 0;
    return this.#walk(events.length, () => {
      for (; next < events.length; next++) {
        const event = events[next] as number;
        const exact = this.#walker.find(event);
        const successor = exact >= 0 ? exact : this.#walker.findLike(event);
        if (successor < 0) continue;
        next++;
        return successor;
      }
      return -1;
    });
  }

  /** Calls `see` with every packed state along a run that can be taken. */
  states(events: readonly number[], see: (states: Uint32Array, at: number) => void): void {
    const walker = this.#walker;
    walker.restart();
    see(walker.states, walker.at);
    for (const event of events) {
      walker.expand();
      walker.take(walker.find(event));
      see(walker.states, walker.at);
    }
  }

  /** Walks until the invariant fails, a step breaks, the steps are taken or `choose` answers -1. */
  #walk(steps: number, choose: (i: number, enabled: number) => number): Run {
    const walker = this.#walker;
    const events: number[] = [];
    const end = (outcome: Outcome): Run => ({ arena: this, events, outcome });
    walker.restart();
    try {
      for (;;) {
        if (!this.#invariant.holds(walker.states, walker.at)) return end(violated);
        if (events.length === steps) return end(clean);
        const successor = choose(events.length, walker.expand());
        if (successor < 0) return end(clean);
        events.push(walker.take(successor));
      }
    } catch (error) {
      if (error instanceof StepFault) return end({ kind: 'fault', event: error.event, cause: error.cause });
      if (error instanceof Problem) return end({ kind: 'fault', event: -1, cause: error });
      throw error;
    }
  }
}
