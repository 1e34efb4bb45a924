/**
 * Lifecycles: which operation is possible when, as the table of a finite state machine of typescript-fsm.
 *
 * Two habits of version 1.6.0 are worked around here. A transition without a callback is taken but reported as not found, and the search goes
 * on in the new state; so each has one. And a refused event is written to the console; here it is only refused.
 */

import { type ILogger, SyncStateMachine, t } from 'typescript-fsm';

const silent: ILogger = { error: () => {} };

const nothing = (): void => {};

export type Row<State extends string, Step extends string> = readonly [from: State, step: Step, to: State];

export class Lifecycle<State extends string, Step extends string> {
  readonly #machine: SyncStateMachine<State, Step>;

  constructor(initial: State, rows: readonly Row<State, Step>[]) {
    const transitions = rows.map(([from, step, to]) => t(from, step, to, nothing));
    this.#machine = new SyncStateMachine<State, Step>(initial, transitions, silent);
  }

  get state(): State {
    return this.#machine.getState();
  }

  /** Whether nothing can follow. */
  get isOver(): boolean {
    return this.#machine.isFinal();
  }

  allows(step: Step): boolean {
    return this.#machine.can(step);
  }

  /** Takes the step if the table has it; says whether. */
  take(step: Step): boolean {
    return this.#machine.syncDispatch(step);
  }

  /** The table as a Mermaid state diagram. */
  toMermaid(): string {
    return this.#machine.toMermaid();
  }
}

/** Where a step leads from a state, for what keeps its state itself; undefined if the table has no such row. */
export function follow<State extends string, Step extends string>(
  rows: readonly Row<State, Step>[],
  state: State,
  step: Step,
): State | undefined {
  const transitions = rows.map(([from, by, to]) => t(from, by, to, nothing));
  return new SyncStateMachine<State, Step>(state, transitions, silent).getNextState(step);
}
