/**
 * A system beside a TLA+ module: the product's own states and steps, and in every state the module's steps are compared with the
 * system's under a map, both ways. The explorer searches it like any other kernel; the first disagreement is a fault on a shortest way.
 */

import { StepFault, stale } from '../kernel/kernel.ts';
import type { Product } from '../kernel/product.ts';
import { ProductKernel } from '../kernel/product-kernel.ts';
import { StateReading, WatchedView } from '../kernel/state-reading.ts';
import type { PlainData } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { Specified } from '../language/specification.ts';
import type { LabelledState, TlaSteps } from './next-state.ts';
import { wordOf } from './values/intern.ts';
import { plainValue } from './values/plain-data.ts';

/** Where the two part: a step of the one that the other does not have, from a state that both reach. */
export class Disagreement {
  readonly kind = 'disagreement';
  /** The event that the module has no step for, or -1 where the module has a step more, or starts elsewhere. */
  readonly event: number;
  readonly because: string;

  constructor(event: number, because: string) {
    this.event = event;
    this.because = because;
  }
}

function keyOf(action: string, words: Uint32Array): string {
  return `${action} ${words.join()}`;
}

export class PairedProduct extends ProductKernel {
  readonly #steps: TlaSteps;
  readonly #readings: readonly StateReading[];
  /** For each event of the system, the definition that it is a step of. */
  readonly #actions: readonly string[];
  #hasStarted = false;

  constructor(product: Product, steps: TlaSteps, specified: Specified<never>, place: string) {
    super(product);
    this.#steps = steps;
    const view = new WatchedView(product);
    this.#readings = steps.variables.map((name) => {
      const read = specified.variables[name];
      if (read === undefined) {
        throw new Problem('PL-116', { place, expected: `a value for the module's variable ${name}`, found: 'none' });
      }
      const at = `${place}, variable ${name}`;
      return new StateReading(view, at, (state) => wordOf(plainValue(asked(at, read, state as never), at)));
    });
    const surplus = Object.keys(specified.variables).find((name) => !steps.variables.includes(name));
    if (surplus !== undefined) {
      throw new Problem('PL-116', {
        place,
        expected: `variables of the module: ${steps.variables.join(', ')}`,
        found: surplus,
      });
    }
    this.#actions = product.events.map(({ type, payload, owner }) => specified.action({ type, payload, owner }));
  }

  expand(states: Uint32Array, at: number): number {
    const count = this.product.expand(states, at);
    if (count === stale) return stale;
    const here = this.mapped(states, at);
    if (!this.#hasStarted) this.#checkStart(here);
    const offered = new Map<string, LabelledState>();
    for (const step of this.#offered(here)) offered.set(keyOf(step.action, step.words), step);
    const taken = new Set<string>();
    for (let s = 0; s < count; s++) {
      const event = this.fired[s] as number;
      const there = this.mapped(this.successors, s * this.words);
      const key = keyOf(this.#actions[event] as string, there);
      if (!offered.has(key)) throw new StepFault(event, this.#surplusEvent(event, here, there, offered));
      taken.add(key);
    }
    for (const [key, step] of offered)
      if (!taken.has(key)) throw new StepFault(-1, this.#surplusStep(step, here, taken));
    return count;
  }

  #offered(here: Uint32Array): readonly LabelledState[] {
    try {
      return this.#steps.stepsFrom(here);
    } catch (error) {
      throw new StepFault(-1, error);
    }
  }

  /** The state of the module that a state of the system stands for. */
  mapped(states: Uint32Array, at: number): Uint32Array {
    return Uint32Array.from(this.#readings, (reading) => reading.of(states, at));
  }

  #checkStart(here: Uint32Array): void {
    this.#hasStarted = true;
    const starts = this.#steps.initial();
    const other = starts.find(({ words }) => words.join() !== here.join());
    if (starts.length > 0 && other === undefined) return;
    const found = other === undefined ? 'in no state' : `in ${this.#steps.print(other.words)}`;
    throw new StepFault(
      -1,
      new Disagreement(-1, `the system starts in ${this.#steps.print(here)}; the module starts ${found}`),
    );
  }

  #surplusEvent(
    event: number,
    here: Uint32Array,
    there: Uint32Array,
    offered: ReadonlyMap<string, LabelledState>,
  ): Disagreement {
    const action = this.#actions[event] as string;
    const alike = [...offered.values()].filter((step) => step.action === action);
    const others = [...new Set(alike.map(({ words }) => this.#steps.print(words, here)))];
    const does =
      others.length === 0 ? `${action} is not enabled there` : `its ${action} leads to ${others.join('; or ')}`;
    return new Disagreement(
      event,
      `the system takes ${this.#eventWords(event)}: ${this.#steps.print(there, here)}; the module cannot: ${does}`,
    );
  }

  #surplusStep({ action, words }: LabelledState, here: Uint32Array, taken: ReadonlySet<string>): Disagreement {
    const isTaken = [...taken].some((key) => key.startsWith(`${action} `));
    const does = isTaken ? `no event that is an ${action} leads there` : `no event that is an ${action} is enabled`;
    return new Disagreement(
      -1,
      `the module takes ${action}: ${this.#steps.print(words, here)}; the system cannot: ${does}`,
    );
  }

  #eventWords(event: number): string {
    const { type, payload } = this.product.events[event] as Product['events'][number];
    return Object.keys(payload).length === 0 ? type : `${type} ${JSON.stringify(payload)}`;
  }
}

function asked(place: string, read: (state: never) => PlainData, state: never): PlainData {
  try {
    return read(state);
  } catch (error) {
    throw new Problem('PL-114', { place, found: error instanceof Error ? error.message : String(error) });
  }
}
