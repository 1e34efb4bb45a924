/**
 * Machines, their states and events, and what the kernel asks of a machine under a name.
 *
 * What comes out is the machine's own behaviour by xstate (`watched-machine.ts`), with its guards counted for whoever asks.
 */

import type { AnyStateMachine } from 'xstate';
import { canonical, keyOf } from './plain-data.ts';
import { Problem } from './problem.ts';
import { WatchedMachine } from './watched-machine.ts';

/**
 * An xstate machine with this context, these events and this input. Structural, because xstate's own `StateMachine` has
 * fifteen type parameters, most of them in both input and output positions: a machine that `setup` made fits, and the
 * annotation that `isolatedDeclarations` wants stays readable.
 */
export interface Machine<Context, Event extends { readonly type: string }, Input = unknown> {
  readonly id: string;
  readonly config: object;
  readonly implementations: object;
  readonly root: object;
  getInitialSnapshot(scope: never, input?: Input): { readonly context: Context };
  transition(snapshot: never, event: Event, scope: never): object;
}

// biome-ignore lint/suspicious/noExplicitAny: a machine of any context, event and input
export type AnyMachine = Machine<any, any, any>;

/** The same object as xstate types it; the cast is covered by `readMachine`, which refuses what xstate did not make. */
function asXstate(machine: AnyMachine): AnyStateMachine {
  return machine as unknown as AnyStateMachine;
}

/** A value of a statechart: the active state, or one a region. */
export type StateValue = string | { readonly [region: string]: StateValue | undefined };

/** What a property sees of a component: the xstate snapshot, reduced to what is state. */
export interface LocalState<Context = unknown> {
  readonly value: StateValue;
  readonly context: Context;
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  matches(value: StateValue): boolean;
  hasTag(tag: string): boolean;
}

/** An event with its payload, as the machines receive it. */
export interface MachineEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** How often a guard passed and refused while the tables were filled. */
export interface GuardCount {
  passed: number;
  refused: number;
}

export interface ReadMachine {
  readonly name: string;
  /** Event types that some state of the machine has a transition for. */
  readonly alphabet: ReadonlySet<string>;
  readonly guards: ReadonlyMap<string, GuardCount>;
  initial(input: unknown): LocalState;
  /** Whether the machine takes the event in this state; a transition without target and actions counts, as a self-loop. */
  enabled(state: LocalState, event: MachineEvent): boolean;
  /** The transitions that the event takes by xstate itself, as `path of the state|event type|number among those of the state`. */
  chosen(state: LocalState, event: MachineEvent): readonly string[];
  /** The state after the event, by the machine's own transition function. */
  step(state: LocalState, event: MachineEvent): LocalState;
  /**
   * The state after the event by xstate itself, whatever is remembered of the machine's ways; undefined where it refuses the event.
   */
  stepByXstate(state: LocalState, event: MachineEvent): LocalState | undefined;
  /** Whether two states are the same local state: the key of value, status and context. */
  key(state: LocalState): string;
  /** The state with its context in canonical order, deep-frozen. */
  settle(state: LocalState): LocalState;
}

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
  const watched = watchedMachines.get(machine) ?? new WatchedMachine(asXstate(machine), name);
  watchedMachines.set(machine, watched);
  return new Reader(watched, name);
}
