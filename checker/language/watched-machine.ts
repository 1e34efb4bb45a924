/**
 * An xstate machine of the pure subset with every guard and action under watch, and the ways it went remembered.
 *
 * The one place (with the replayer) that imports xstate. Nothing of a statechart is re-implemented here: what is not remembered is asked
 * of the machine's own `getTransitionData` and `transition`, and what is remembered is what they asked and did (`step-tree.ts`). One for
 * each machine, whoever reads it and however often: what is the reader's own, its name and its counts, comes with each question.
 */

import { type AnyStateMachine, and, assign, createMachine, not, or } from 'xstate';
import type { AnyMachine, GuardCount, LocalShape, LocalState, MachineEvent } from './machine.ts';
import { deepFreeze } from './plain-data.ts';
import { Problem } from './problem.ts';
import { knownNodeKeys, knownTransitionKeys, unsupported } from './pure-subset.ts';
import { sealed, Watch } from './purity.ts';
import { type GuardCall, StepTree, Tape, type UpdateCall } from './step-tree.ts';

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
  readonly source: Pick<StateNode, 'path' | 'transitions'>;
}

/** A node as xstate has it in a machine. */
interface StateNode {
  readonly path: readonly string[];
  readonly transitions: ReadonlyMap<string, readonly unknown[]>;
  readonly states: Readonly<Record<string, StateNode>>;
}

function nameOf({ path }: Pick<StateNode, 'path'>, type: string, place: number): string {
  return `${path.join('.')}|${type}|${place}`;
}

interface NodeConfig {
  readonly type?: string;
  readonly states?: Readonly<Record<string, NodeConfig>>;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** Who asks: problems name it, and guards are counted for it. */
export interface Asker {
  readonly name: string;
  /** One a guard, in the order of `guardIds`. */
  readonly counts: readonly GuardCount[];
}

/** What xstate does from one set of active state nodes, by type of event. */
interface Configuration {
  readonly enabled: Map<string, StepTree<boolean>>;
  readonly steps: Map<string, StepTree<LocalState>>;
}

/** Above this many eventless steps a macrostep is taken for a loop: far more than any chain of `always` needs. */
const mostEventlessSteps = 1_000;

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** The same object as xstate types it; the cast is covered by `readMachine`, which refuses what xstate did not make. */
function asXstate(machine: AnyMachine): AnyStateMachine {
  return machine as unknown as AnyStateMachine;
}

/** The active nodes of a state, which xstate keeps in its snapshots. */
function nodesOf(state: LocalState): readonly { readonly id: string }[] {
  return (state as unknown as { readonly _nodes: readonly { readonly id: string }[] })._nodes;
}

const contextOf = ({ context }: LocalState): unknown => context;

export class WatchedMachine {
  /** Event types that some state of the machine has a transition for. */
  readonly alphabet: Set<string> = new Set();
  readonly guardIds: string[] = [];
  readonly #machine: AnyStateMachine;
  readonly #scope: Scope;
  readonly #watch: Watch;
  readonly #tape: Tape = new Tape();
  /** Whether calls alone tell what happens: parameters that are computed are passed on in ways that calls do not tell. */
  #isRemembered = true;
  #counts: readonly GuardCount[] = [];
  readonly #configurations: Map<string, Configuration> = new Map();
  readonly #byNodes: WeakMap<object, Configuration> = new WeakMap();
  /** A state of each shape that was brought back. */
  readonly #ofShape: WeakMap<LocalShape, LocalState> = new WeakMap();
  /** Transitions that the event of the last macrostep took. */
  #taken = 0;

  /** Refuses with PL-101 or PL-113 what lies outside the pure subset. */
  constructor(made: AnyMachine, name: string) {
    const machine = asXstate(made);
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
    this.#scope = this.#inertScope();
  }

  initial(asker: Asker, input: unknown): LocalState {
    return this.#run(asker, undefined, () => {
      const snapshot = this.#machine.getInitialSnapshot(this.#scope, deepFreeze(input));
      if (snapshot.status === 'error') throw snapshot.error;
      return snapshot as unknown as LocalState;
    });
  }

  /** Whether a state that is active takes the event. */
  enabled(asker: Asker, state: LocalState, event: MachineEvent): boolean {
    const ask = (): boolean => this.#chosen(state, event).length > 0;
    return this.#run(asker, event, () => {
      const { context } = state;
      if (!this.#isRemembered) return ask();
      const tree = treeOf(this.#configuration(state).enabled, event.type);
      return tree.follow(this.#tape, context, event, ask, () => context).answer;
    });
  }

  step(asker: Asker, state: LocalState, event: MachineEvent): LocalState {
    const ask = (): LocalState => this.#macrostep(state, event);
    return this.#run(asker, event, () => {
      if (!this.#isRemembered) return ask();
      const tree = treeOf(this.#configuration(state).steps, event.type);
      const { answer, context } = tree.follow(this.#tape, state.context, event, ask, contextOf);
      return { ...answer, context };
    });
  }

  /** The state after the event by xstate itself, whatever is remembered; undefined where it takes no transition. */
  stepByXstate(asker: Asker, state: LocalState, event: MachineEvent): LocalState | undefined {
    return this.#run(asker, event, () => {
      const next = this.#macrostep(state, event);
      return this.#taken > 0 ? next : undefined;
    });
  }

  shapeOf(state: LocalState): LocalShape {
    return { value: state.value, status: state.status, nodes: nodesOf(state).map(({ id }) => id) };
  }

  revive(shape: LocalShape, context: unknown): LocalState {
    let known = this.#ofShape.get(shape);
    if (known === undefined) {
      known = this.#stateOf(shape);
      this.#ofShape.set(shape, known);
    }
    return { ...known, context };
  }

  #stateOf({ value, status, nodes }: LocalShape): LocalState {
    const { idMap } = this.#machine as unknown as { readonly idMap: ReadonlyMap<string, object> };
    const resolved = this.#machine.resolveState({
      value: value as never,
      context: {} as never,
    }) as unknown as LocalState;
    const own = nodesOf(resolved).map(({ id }) => id);
    if (own.length !== nodes.length || !own.every((id) => nodes.includes(id)))
      throw new RangeError(`no state ${JSON.stringify(value)} of these nodes`);
    return { ...resolved, value, status, _nodes: nodes.map((id) => idMap.get(id)) } as LocalState;
  }

  chosen(asker: Asker, state: LocalState, event: MachineEvent): readonly string[] {
    return this.#run(asker, event, () =>
      this.#chosen(state, event).map((one) => {
        const { source, eventType } = one;
        return nameOf(source, eventType, source.transitions.get(eventType)?.indexOf(one) ?? -1);
      }),
    );
  }

  /** Every transition that an event may take, by the names of `chosen`. */
  transitions(): readonly string[] {
    const ofNode = (node: StateNode): readonly string[] => [
      ...[...node.transitions].flatMap(([type, list]) => list.map((_, place) => nameOf(node, type, place))),
      ...Object.values(node.states).flatMap(ofNode),
    ];
    return ofNode(this.#machine.root as unknown as StateNode);
  }

  #chosen(state: LocalState, event: MachineEvent): readonly Chosen[] {
    return this.#machine.getTransitionData(state as never, event as never) as readonly Chosen[];
  }

  #macrostep(state: LocalState, event: MachineEvent): LocalState {
    this.#taken = -1;
    return this.#machine.transition(state as never, event as never, this.#scope) as unknown as LocalState;
  }

  /** The order of the nodes counts: it is the order in which xstate asks the regions of a parallel state. */
  #configuration(state: LocalState): Configuration {
    const nodes = nodesOf(state);
    let known = this.#byNodes.get(nodes);
    if (known === undefined) {
      const key = JSON.stringify(nodes.map(({ id }) => id));
      known = this.#configurations.get(key) ?? { enabled: new Map(), steps: new Map() };
      this.#configurations.set(key, known);
      this.#byNodes.set(nodes, known);
    }
    return known;
  }

  /** Runs xstate, or what is remembered of it, and turns whatever a user's function threw into a coded problem. */
  #run<T>(asker: Asker, event: MachineEvent | undefined, call: () => T): T {
    this.#watch.machine = asker.name;
    this.#watch.problem = undefined;
    this.#counts = asker.counts;
    try {
      return sealed(call);
    } catch (error) {
      const { problem } = this.#watch;
      if (problem !== undefined) throw problem;
      if (error instanceof Problem) throw error;
      const message = error instanceof Error ? error.message : String(error);
      const place = `machine ${asker.name}, ${event === undefined ? 'its initial state' : event.type}`;
      if (message.startsWith('Infinite loop detected'))
        throw new Problem('PL-110', { place, found: `${mostEventlessSteps} eventless steps` });
      throw new Problem('PL-104', { place, found: message });
    }
  }

  #node(node: NodeConfig, path: string, machine: AnyStateMachine): NodeConfig {
    const { machine: name } = this.#watch;
    for (const key of Object.keys(node)) {
      if (!knownNodeKeys.has(key) && node[key] !== undefined) unsupported(name, path, `\`${key}\``, key);
    }
    if (node.type === 'history') unsupported(name, path, 'a history state', 'history');
    const result: Record<string, unknown> = { ...node };
    if (typeof node.context === 'function') result.context = this.#initialContext(node.context as Anything);
    if (node.on !== undefined) {
      result.on = Object.fromEntries(
        Object.entries(node.on).map(([type, config]) => {
          if (type.includes('*')) unsupported(name, path, `the wildcard event \`${type}\``);
          if (type.startsWith('xstate.')) unsupported(name, path, `the internal event \`${type}\``);
          if (config === undefined) unsupported(name, path, `the forbidden transition \`${type}: undefined\``);
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
        if (!knownTransitionKeys.has(key)) unsupported(this.#watch.machine, path, `\`${key}\` in a transition`, key);
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
    this.#isRemembered = false;
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
    const { machine: name } = this.#watch;
    if (typeof guard === 'string' || (typeof guard === 'object' && guard !== null)) {
      const named = typeof guard === 'string' ? guard : (guard as { type: string }).type;
      if (machine.implementations.guards[named] === undefined) {
        throw new Problem('PL-113', { place: `machine ${name}, ${path}`, found: `guard '${named}'` });
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
        return unsupported(name, path, `the guard combinator ${combinator.check?.name}`);
    }
    const slot = this.guardIds.push(id) - 1;
    const what = `guard ${id}`;
    const ask = guard as (args: object, params: unknown) => unknown;
    const call: GuardCall = (context, event, params) => {
      const passed = this.#watch.twice(what, context, event, (args) => Boolean(ask(args, params)));
      const count = this.#counts[slot] as GuardCount;
      if (passed) count.passed++;
      else count.refused++;
      return passed;
    };
    return ({ context, event }: { context: unknown; event: unknown }, params: unknown): boolean =>
      this.#tape.guard(call, context, event, params);
  }

  #action(action: unknown, id: string, path: string, machine: AnyStateMachine): unknown {
    const { machine: name } = this.#watch;
    if (typeof action === 'string' || (typeof action === 'object' && action !== null)) {
      const named = typeof action === 'string' ? action : (action as { type: string }).type;
      if (named.startsWith('xstate.')) unsupported(name, path, `\`${named.slice(7)}\``, named);
      if (machine.implementations.actions[named] === undefined) {
        throw new Problem('PL-113', { place: `machine ${name}, ${path}`, found: `action '${named}'` });
      }
      return this.#withParams(action, path);
    }
    const { type, assignment } = action as { type?: string; assignment?: unknown };
    if (type !== 'xstate.assign') {
      return unsupported(
        name,
        path,
        type === undefined ? `action '${id}', a plain function` : `\`${type.replace('xstate.', '')}\``,
        type ?? 'function',
      );
    }
    const what = `action ${id}`;
    const update = updateOf(assignment);
    const call: UpdateCall = (context, event, params) =>
      this.#watch.twice(what, context, event, (args) => update(args, params)) as object | undefined;
    return assign(({ context, event }: { context: unknown; event: unknown }, params: unknown) =>
      this.#tape.update(call, context, event, params),
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

  /**
   * An actor scope in which nothing can happen. xstate's exported `transition` makes a new actor for every call, which runs
   * the machine's initial state each time: about 10 µs a call against under 2 µs with one scope kept. The replayer uses the exported
   * function, so the two are held against each other on every trace and in the tests.
   */
  #inertScope(): Scope {
    const nothing = (): void => {};
    /** The first microstep is that of the event. */
    const count = ({ _transitions }: { readonly _transitions: readonly unknown[] }): void => {
      if (this.#taken < 0) this.#taken = _transitions.length;
    };
    return {
      self: { logic: this.#machine },
      defer: nothing,
      id: '',
      logger: nothing,
      sessionId: '',
      stopChild: nothing,
      system: { _sendInspectionEvent: count },
      emit: nothing,
      actionExecutor: nothing,
    } as never;
  }
}

function treeOf<T>(trees: Map<string, StepTree<T>>, type: string): StepTree<T> {
  let tree = trees.get(type);
  if (tree === undefined) {
    tree = new StepTree();
    trees.set(type, tree);
  }
  return tree;
}

/** What an `assign` changes, as xstate reads its argument: a function of everything, or a value or function a field. */
function updateOf(assignment: unknown): (args: object, params: unknown) => unknown {
  if (typeof assignment === 'function') return assignment as (args: object, params: unknown) => unknown;
  const fields = Object.entries(assignment as Record<string, unknown>);
  return (args, params) =>
    Object.fromEntries(
      fields.map(([name, value]) => [
        name,
        typeof value === 'function' ? (value as (a: object, p: unknown) => unknown)(args, params) : value,
      ]),
    );
}
