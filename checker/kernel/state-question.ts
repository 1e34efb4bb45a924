/** A property asked of packed states. */

import { ask, type PartResult, type Property } from '../language/property.ts';
import type { StateTest } from './kernel.ts';
import type { LentAnswers } from './lent.ts';
import { StateReading, type Watched } from './state-reading.ts';

/** A property as a test of packed states. */
export class StateQuestion implements StateTest {
  readonly property: Property<never>;
  readonly #watched: Watched;
  readonly #parts: readonly StateReading[];

  constructor(watched: Watched, property: Property<never>) {
    this.property = property;
    this.#watched = watched;
    this.#parts = Object.keys(property.parts).map((part) => {
      const place = `property ${property.name}, part ${part}`;
      return new StateReading(watched, place, (view) => Number(ask(property, part, view as never).holds));
    });
  }

  /** Whether every part holds. */
  holds(states: Uint32Array, at: number): boolean {
    for (const part of this.#parts) if (part.of(states, at) === 0) return false;
    return true;
  }

  /** Every component that it has read so far. */
  get components(): ReadonlySet<number> {
    return new Set(this.#parts.flatMap(({ components }) => [...components]));
  }

  get lendable(): number {
    return this.#parts.reduce((sum, { learned }) => sum + learned, 0);
  }

  lend(): LentAnswers | undefined {
    const { layout } = this.#watched;
    return layout && { layout, parts: this.#parts.map((part) => part.lend()), negated: false };
  }

  /** Where waiting starts, for a `leadsTo`; where the player has to win, for an `enforceable`. */
  trigger(): StateTest | undefined {
    const { kind, trigger, name, says } = this.property;
    if (trigger === undefined) return undefined;
    const parts = { [kind === 'enforceable' ? 'from' : 'trigger']: trigger };
    return new StateQuestion(this.#watched, { kind: 'reachable', name, says, parts });
  }

  /** The parts one by one, with their reasons. */
  explain(states: Uint32Array, at: number): readonly PartResult[] {
    return Object.keys(this.property.parts).map((part) =>
      ask(this.property, part, this.#watched.look(states, at) as never),
    );
  }
}
