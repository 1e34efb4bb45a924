/**
 * Reading an xstate machine: the pure subset, its alphabet, and its transition function with every guard and action watched.
 *
 * The one place (with the replayer) that imports xstate. What comes out is the machine's own behaviour: `enabled` and `step`
 * call the machine's `getTransitionData` and `transition`; nothing of a statechart is re-implemented here. Guards and
 * actions are wrapped so that impurity is found and named, and so that coverage knows which guard was seen passing and
 * refusing.
 */

import { type AnyStateMachine, and, assign, createMachine, not, or } from 'xstate';
import { canonical, deepFreeze, keyOf } from './plain-data.ts';
import { Problem } from './problem.ts';
import { knownNodeKeys, knownTransitionKeys, unsupported } from './pure-subset.ts';
import { Watch } from './purity.ts';

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
  /** The transitions that the event takes, as `path of the state|event type|number among those of the state`. */
  chosen(state: LocalState, event: MachineEvent): readonly string[];
  /** The state after the event, by the machine's own transition function. */
  step(state: LocalState, event: MachineEvent): LocalState;
  /** Whether two states are the same local state: the key of value, status and context. */
  key(state: LocalState): string;
  /** The state with its context in canonical order, deep-frozen. */
  settle(state: LocalState): LocalState;
}

type Scope = Parameters<AnyStateMachine['transition']>[2];

type Anything = (...args: never[]) => unknown;

interface TransitionConfig {
  readonly guard?: unknown;
  readonly actions?: unknown;
  readonly [key: string]: unknown;
}

/** A transition as xstate has it in a machine. */
interface Chosen {
  readonly eventType: string;
  readonly source: {
    readonly path: readonly string[];
    readonly transitions: ReadonlyMap<string, readonly unknown[]>;
  };
}

interface NodeConfig {
  readonly type?: string;
  readonly states?: Readonly<Record<string, NodeConfig>>;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** Above this many eventless steps a macrostep is taken for a loop: far more than any chain of `always` needs. */
const mostEventlessSteps = 1_000;

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

class Reader implements ReadMachine {
  readonly name: string;
  readonly alphabet: Set<string> = new Set();
  readonly guards: Map<string, GuardCount> = new Map();
  readonly #machine: AnyStateMachine;
  readonly #scope: Scope;
  readonly #watch: Watch;

  constructor(machine: AnyStateMachine, name: string) {
    this.name = name;
    this.#watch = new Watch(name);
    const config = machine.config as unknown as NodeConfig;
    const { guards, actions, actors, delays } = machine.implementations as unknown as Record<
      string,
      Record<string, unknown>
    >;
    // Refused even when defined and never used: who reads the setup would take them for part of the model.
    for (const [kind, used] of [
      ['actors', actors],
      ['delays', delays],
    ] as const) {
      if (Object.keys(used ?? {}).length > 0) unsupported(name, '(setup)', kind);
    }
    const watched = createMachine({
      ...this.#node(config, name, machine),
      options: { maxIterations: mostEventlessSteps },
    } as never);
    this.#machine = watched.provide({
      guards: Object.fromEntries(
        Object.entries(guards ?? {}).map(([id, guard]) => [id, this.#guard(guard, id, name, machine)]),
      ),
      actions: Object.fromEntries(
        Object.entries(actions ?? {}).map(([id, action]) => [id, this.#action(action, id, name, machine)]),
      ),
    } as never) as AnyStateMachine;
    this.#scope = inertScope(this.#machine);
  }

  initial(input: unknown): LocalState {
    return this.#run('its initial state', () => {
      const snapshot = this.#machine.getInitialSnapshot(this.#scope, deepFreeze(input));
      if (snapshot.status === 'error') throw snapshot.error;
      return snapshot as unknown as LocalState;
    });
  }

  enabled(state: LocalState, event: MachineEvent): boolean {
    // An actor that is done takes no event any more, although its root may still have transitions.
    if (state.status !== 'active') return false;
    return this.#run(`a guard of ${event.type}`, () => {
      const chosen = this.#machine.getTransitionData(state as never, event as never) as readonly unknown[];
      return chosen.length > 0;
    });
  }

  chosen(state: LocalState, event: MachineEvent): readonly string[] {
    return this.#run(`a guard of ${event.type}`, () => {
      const chosen = this.#machine.getTransitionData(state as never, event as never) as readonly Chosen[];
      return chosen.map((one) => {
        const { source, eventType } = one;
        const place = source.transitions.get(eventType)?.indexOf(one) ?? -1;
        return `${source.path.join('.')}|${eventType}|${place}`;
      });
    });
  }

  step(state: LocalState, event: MachineEvent): LocalState {
    return this.#run(`${event.type}`, () => {
      const next = this.#machine.transition(state as never, event as never, this.#scope);
      return next as unknown as LocalState;
    });
  }

  key(state: LocalState): string {
    return `${state.status} ${keyOf(state.value)} ${keyOf(state.context, `${this.name}.context`)}`;
  }

  settle(state: LocalState): LocalState {
    return { ...state, context: canonical(state.context, `${this.name}.context`) };
  }

  /** Runs xstate and turns whatever a user's function threw into a coded problem. */
  #run<T>(where: string, call: () => T): T {
    this.#watch.problem = undefined;
    try {
      return call();
    } catch (error) {
      const { problem } = this.#watch;
      if (problem !== undefined) throw problem;
      if (error instanceof Problem) throw error;
      const message = error instanceof Error ? error.message : String(error);
      if (message.startsWith('Infinite loop detected')) {
        throw new Problem('PL-110', {
          place: `machine ${this.name}, ${where}`,
          found: `${mostEventlessSteps} eventless steps`,
        });
      }
      throw new Problem('PL-104', { place: `machine ${this.name}, ${where}`, found: message });
    }
  }

  #node(node: NodeConfig, path: string, machine: AnyStateMachine): NodeConfig {
    for (const key of Object.keys(node)) {
      if (!knownNodeKeys.has(key) && node[key] !== undefined) unsupported(this.name, path, `\`${key}\``, key);
    }
    if (node.type === 'history') unsupported(this.name, path, 'a history state', 'history');
    const result: Record<string, unknown> = { ...node };
    if (typeof node.context === 'function') result.context = this.#initialContext(node.context as Anything);
    if (node.on !== undefined) {
      result.on = Object.fromEntries(
        Object.entries(node.on).map(([type, config]) => {
          if (type.includes('*')) unsupported(this.name, path, `the wildcard event \`${type}\``);
          if (type.startsWith('xstate.')) unsupported(this.name, path, `the internal event \`${type}\``);
          if (config === undefined) unsupported(this.name, path, `the forbidden transition \`${type}: undefined\``);
          this.alphabet.add(type);
          return [type, this.#transitions(config, `${path}/${type}`, machine)];
        }),
      );
    }
    for (const key of ['always', 'onDone']) {
      if (node[key] !== undefined) result[key] = this.#transitions(node[key], `${path}/${key}`, machine);
    }
    for (const key of ['entry', 'exit']) {
      if (node[key] !== undefined) result[key] = this.#actions(node[key], `${path}/${key}`, machine);
    }
    const { initial } = node as { initial?: { actions?: unknown } | string };
    if (typeof initial === 'object' && initial.actions !== undefined) {
      result.initial = { ...initial, actions: this.#actions(initial.actions, `${path}/initial`, machine) };
    }
    if (node.states !== undefined) {
      result.states = Object.fromEntries(
        Object.entries(node.states).map(([name, child]) => [name, this.#node(child, `${path}.${name}`, machine)]),
      );
    }
    return result;
  }

  #transitions(config: unknown, path: string, machine: AnyStateMachine): unknown {
    const watched = listOf(config).map((one, i) => {
      if (typeof one !== 'object' || one === null) return one;
      const transition = one as TransitionConfig;
      for (const key of Object.keys(transition)) {
        // xstate ignores a key that it does not know: a misspelt guard would be no guard at all.
        if (!knownTransitionKeys.has(key)) unsupported(this.name, path, `\`${key}\` in a transition`, key);
      }
      const result: Record<string, unknown> = { ...transition };
      const place = listOf(config).length > 1 ? `${path}[${i}]` : path;
      if (transition.guard !== undefined) result.guard = this.#guard(transition.guard, place, path, machine);
      if (transition.actions !== undefined) result.actions = this.#actions(transition.actions, place, machine);
      return result;
    });
    return Array.isArray(config) ? watched : watched[0];
  }

  /** A reference by name, with its parameters watched where they are computed from context and event. */
  #withParams(reference: unknown, path: string): unknown {
    const { params } = reference as { params?: unknown };
    if (typeof params !== 'function') return reference;
    const watched = ({ context, event }: { context: unknown; event: unknown }): unknown =>
      this.#watch.twice(`parameters at ${path}`, context, event, (args) => (params as (args: object) => unknown)(args));
    return { ...(reference as object), params: watched };
  }

  #actions(config: unknown, path: string, machine: AnyStateMachine): unknown {
    const list = listOf(config);
    return list.map((action, i) => this.#action(action, list.length > 1 ? `${path}[${i}]` : path, path, machine));
  }

  /** A guard as it stands in a config or in the implementations: a name, a record with parameters, a combinator or a function. */
  #guard(guard: unknown, id: string, path: string, machine: AnyStateMachine): unknown {
    if (typeof guard === 'string' || (typeof guard === 'object' && guard !== null)) {
      const name = typeof guard === 'string' ? guard : (guard as { type: string }).type;
      if (machine.implementations.guards[name] === undefined) {
        throw new Problem('PL-113', { place: `machine ${this.name}, ${path}`, found: `guard '${name}'` });
      }
      return this.#withParams(guard, path);
    }
    const combinator = guard as Anything & { check?: { name: string }; guards?: readonly unknown[] };
    const inner = (): never[] =>
      (combinator.guards ?? []).map((one, i) => this.#guard(one, `${id}.${i}`, path, machine)) as never[];
    // By name, not identity: a user's module may have a copy of xstate of its own, and a combinator taken for a plain
    // guard would answer false for ever.
    switch (combinator.check?.name) {
      case undefined:
        break;
      case 'checkAnd':
        return and(inner());
      case 'checkOr':
        return or(inner());
      case 'checkNot':
        return not(inner()[0] as never);
      case 'checkStateIn':
        return guard;
      default:
        return unsupported(this.name, path, `the guard combinator ${combinator.check?.name}`);
    }
    const count: GuardCount = { passed: 0, refused: 0 };
    this.guards.set(id, count);
    const call = guard as (args: object, params: unknown) => unknown;
    return ({ context, event }: { context: unknown; event: unknown }, params: unknown): boolean => {
      const passed = this.#watch.twice(`guard ${id}`, context, event, (args) => Boolean(call(args, params)));
      if (passed) count.passed++;
      else count.refused++;
      return passed;
    };
  }

  #action(action: unknown, id: string, path: string, machine: AnyStateMachine): unknown {
    if (typeof action === 'string' || (typeof action === 'object' && action !== null)) {
      const name = typeof action === 'string' ? action : (action as { type: string }).type;
      if (name.startsWith('xstate.')) unsupported(this.name, path, `\`${name.slice(7)}\``, name);
      if (machine.implementations.actions[name] === undefined) {
        throw new Problem('PL-113', { place: `machine ${this.name}, ${path}`, found: `action '${name}'` });
      }
      return this.#withParams(action, path);
    }
    const { type, assignment } = action as { type?: string; assignment?: unknown };
    if (type !== 'xstate.assign') {
      return unsupported(
        this.name,
        path,
        type === undefined ? `action '${id}', a plain function` : `\`${type.replace('xstate.', '')}\``,
        type ?? 'function',
      );
    }
    const update = (args: object, params: unknown): unknown => {
      if (typeof assignment === 'function') return (assignment as (a: object, p: unknown) => unknown)(args, params);
      const fields = Object.entries(assignment as Record<string, unknown>);
      return Object.fromEntries(
        fields.map(([name, value]) => [
          name,
          typeof value === 'function' ? (value as (a: object, p: unknown) => unknown)(args, params) : value,
        ]),
      );
    };
    return assign(({ context, event }: { context: unknown; event: unknown }, params: unknown) =>
      this.#watch.twice(`action ${id}`, context, event, (args) => update(args, params)),
    );
  }

  #initialContext(context: Anything): unknown {
    return ({ input }: { input: unknown }) =>
      this.#watch.twice('initial context', {}, {}, (args) =>
        (context as (args: object) => unknown)(
          Object.defineProperty(args, 'input', { value: input, enumerable: true }),
        ),
      );
  }
}

/**
 * An actor scope in which nothing can happen. xstate's exported `transition` makes a new actor for every call, which runs
 * the machine's initial state each time: about 10 µs a call against under 2 µs with one scope kept. The replayer uses the exported
 * function, so the two are held against each other on every trace and in the tests.
 */
function inertScope(machine: AnyStateMachine): Scope {
  const nothing = (): void => {};
  const system = { _sendInspectionEvent: nothing };
  return {
    self: { logic: machine },
    defer: nothing,
    id: '',
    logger: nothing,
    sessionId: '',
    stopChild: nothing,
    system,
    emit: nothing,
    actionExecutor: nothing,
  } as never;
}

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
  return new Reader(asXstate(machine), name);
}
