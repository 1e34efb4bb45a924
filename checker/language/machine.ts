/**
 * Machines, their states and events, and what the kernel asks of a machine under a name (`read-machine.ts`).
 */

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

/** What tells a local state from others with the same context. */
export interface LocalShape {
  readonly value: StateValue;
  readonly status: LocalState['status'];
  /** Ids of the active state nodes, in the order in which xstate goes through them. */
  readonly nodes: readonly string[];
}

export interface ReadMachine {
  readonly name: string;
  /** Event types that some state of the machine has a transition for. */
  readonly alphabet: ReadonlySet<string>;
  /** Every transition that an event may take, as `chosen` names them. */
  readonly transitions: readonly string[];
  readonly guards: ReadonlyMap<string, GuardCount>;
  /** The same, one a guard in a fixed order. */
  readonly counts: readonly GuardCount[];
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
  shapeOf(state: LocalState): LocalShape;
  /** The state of a shape and a context in canonical order. Throws RangeError for a shape that is none of the machine's. */
  revive(shape: LocalShape, context: unknown): LocalState;
}
