/** Reading a machine under a name: its own behaviour by xstate (`watched-machine.ts`), its guards counted for this reader. */

import type { AnyMachine, GuardCount, LocalShape, LocalState, MachineEvent, ReadMachine } from './machine.ts';
import { canonical, keyOf } from './plain-data.ts';
import { Problem } from './problem.ts';
import { WatchedMachine } from './watched-machine.ts';

class Reader implements ReadMachine {
  readonly name: string;
  readonly guards: Map<string, GuardCount> = new Map();
  readonly counts: readonly GuardCount[];
  readonly #watched: WatchedMachine;

  constructor(watched: WatchedMachine, name: string) {
    this.name = name;
    this.#watched = watched;
    this.counts = watched.guardIds.map((id) => {
      const count: GuardCount = { passed: 0, refused: 0 };
      this.guards.set(id, count);
      return count;
    });
  }

  get alphabet(): ReadonlySet<string> {
    return this.#watched.alphabet;
  }

  get transitions(): readonly string[] {
    return this.#watched.transitions();
  }

  initial(input: unknown): LocalState {
    return this.#watched.initial(this, input);
  }

  enabled(state: LocalState, event: MachineEvent): boolean {
    // An actor that is done takes no event any more, although its root may still have transitions.
    return state.status === 'active' && this.#watched.enabled(this, state, event);
  }

  chosen(state: LocalState, event: MachineEvent): readonly string[] {
    return state.status === 'active' ? this.#watched.chosen(this, state, event) : [];
  }

  step(state: LocalState, event: MachineEvent): LocalState {
    return this.#watched.step(this, state, event);
  }

  stepByXstate(state: LocalState, event: MachineEvent): LocalState | undefined {
    return state.status === 'active' ? this.#watched.stepByXstate(this, state, event) : undefined;
  }

  key(state: LocalState): string {
    return `${state.status} ${keyOf(state.value)} ${keyOf(state.context, `${this.name}.context`)}`;
  }

  settle(state: LocalState): LocalState {
    return { ...state, context: canonical(state.context, `${this.name}.context`) };
  }

  shapeOf(state: LocalState): LocalShape {
    return this.#watched.shapeOf(state);
  }

  revive(shape: LocalShape, context: unknown): LocalState {
    return this.#watched.revive(shape, context);
  }
}

/** A machine is put under watch once: what was learned of its ways serves everybody who reads it. */
const watchedMachines: WeakMap<AnyMachine, WatchedMachine> = new WeakMap();

/** Reads a machine, refusing with PL-101 or PL-113 what lies outside the pure subset. */
export function readMachine(machine: AnyMachine, name: string): ReadMachine {
  const { __xstatenode } = machine as unknown as { __xstatenode?: unknown };
  if (__xstatenode !== true) {
    throw new Problem('PL-111', {
      place: `component ${name}`,
      expected: 'a machine made by xstate 5',
      hint: 'setup({ … }).createMachine({ … })',
    });
  }
  const watched = watchedMachines.get(machine) ?? new WatchedMachine(machine, name);
  watchedMachines.set(machine, watched);
  return new Reader(watched, name);
}
