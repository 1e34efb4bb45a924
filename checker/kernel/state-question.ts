/** A property asked of packed states. */

import { type Antecedents, noting } from '../language/antecedent.ts';
import { ask, type PartResult, type Property } from '../language/property.ts';
import type { StateTest } from './kernel.ts';
import type { LentAnswers } from './lent.ts';
import { StateReading, type Watched } from './state-reading.ts';

/** A part of a property as it was asked, with the antecedents that it came by. */
export interface PartReading {
  readonly reading: StateReading;
  readonly antecedents: Antecedents;
}

/** A property as a test of packed states. */
export class StateQuestion implements StateTest {
  readonly property: Property<never>;
  readonly #watched: Watched;
  readonly #parts: readonly StateReading[];
  readonly #antecedents: readonly Antecedents[];
  #triggers: StateQuestion | undefined;

  constructor(watched: Watched, property: Property<never>) {
    this.property = property;
    this.#watched = watched;
    const names = Object.keys(property.parts);
    this.#antecedents = names.map(() => new Map());
    this.#parts = names.map((part, i) => {
      const place = `property ${property.name}, part ${part}`;
      const holds = (view: object): boolean => ask(property, part, view as never).holds;
      return new StateReading(watched, place, (view) =>
        Number(noting(this.#antecedents[i] as Antecedents, () => holds(view))),
      );
    });
  }

  /** The parts by name, and the trigger where it was asked. */
  get readings(): Readonly<Record<string, PartReading>> {
    const own = Object.keys(this.property.parts).map((name, i): [string, PartReading] => [
      name,
      { reading: this.#parts[i] as StateReading, antecedents: this.#antecedents[i] as Antecedents },
    ]);
    return { ...Object.fromEntries(own), ...this.#triggers?.readings };
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
  trigger(): StateQuestion | undefined {
    const { kind, trigger, name, says } = this.property;
    if (trigger === undefined) return undefined;
    const parts = { [kind === 'enforceable' ? 'from' : 'trigger']: trigger };
    this.#triggers ??= new StateQuestion(this.#watched, { kind: 'reachable', name, says, parts });
    return this.#triggers;
  }

  /** The parts one by one, with their reasons. */
  explain(states: Uint32Array, at: number): readonly PartResult[] {
    return Object.keys(this.property.parts).map((part) =>
      ask(this.property, part, this.#watched.look(states, at) as never),
    );
  }
}
