/**
 * A system run by xstate alone: the reference that the kernel is held to, and what every trace is replayed on.
 *
 * Nothing here is shared with the tabulated product: participants, enabledness and successors are worked out afresh from
 * the original machines by xstate's exported `initialTransition` and `transition`. It is slow and says who refused.
 */

import { type AnyStateMachine, initialTransition, transition } from 'xstate';
import type { LocalState, MachineEvent } from '../language/machine.ts';
import { canonical } from '../language/plain-data.ts';
import type { AnySystem, Component, Configuration, Instances, View } from '../language/system.ts';

/** A global state: one snapshot a component, in the order of declaration. */
export type GlobalState = readonly LocalState[];

interface Member {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly input: unknown;
  readonly knows: (event: MachineEvent) => boolean;
}

export type Attempt =
  | { readonly taken: true; readonly state: GlobalState }
  | { readonly taken: false; readonly refusedBy: readonly string[] };

interface StateNode {
  readonly config: { readonly on?: Readonly<Record<string, unknown>> };
  readonly states: Readonly<Record<string, StateNode>>;
}

function alphabetOf(node: StateNode): Set<string> {
  const types = new Set(Object.keys(node.config.on ?? {}));
  for (const child of Object.values(node.states)) for (const type of alphabetOf(child)) types.add(type);
  return types;
}

/** Every trace is replayed by a composition of its own; what a machine knows does not change. */
const alphabets: WeakMap<object, ReadonlySet<string>> = new WeakMap();

function alphabetOnce(root: object): ReadonlySet<string> {
  const alphabet = alphabets.get(root) ?? alphabetOf(root as StateNode);
  alphabets.set(root, alphabet);
  return alphabet;
}

function settled(snapshot: unknown): LocalState {
  const state = snapshot as LocalState;
  return { ...state, context: canonical(state.context) };
}

export class ReferenceComposition {
  readonly #members: readonly Member[];
  /** Where the members of each group stand. */
  readonly #groups: readonly (readonly [string, number | readonly number[]])[];

  constructor(system: AnySystem, configuration: Configuration) {
    const { components } = system.compose(configuration);
    const specs = Object.entries(components as Record<string, Component<unknown> | Instances<unknown>>);
    let next = 0;
    this.#groups = specs.map(([name, spec]) => [
      name,
      spec.kind === 'component' ? next++ : Array.from({ length: spec.count }, () => next++),
    ]);
    this.#members = specs.flatMap(([name, spec]): Member[] => {
      const alphabet = alphabetOnce(spec.machine.root);
      const machine = spec.machine as unknown as AnyStateMachine;
      if (spec.kind === 'component')
        return [{ name, machine, input: spec.input, knows: ({ type }) => alphabet.has(type) }];
      return Array.from({ length: spec.count }, (_, i) => ({
        name: `${name}[${i}]`,
        machine,
        input: spec.input(i),
        knows: (event) => alphabet.has(event.type) && (spec.watch.includes(event.type) || event[spec.field] === i),
      }));
    });
  }

  get names(): readonly string[] {
    return this.#members.map(({ name }) => name);
  }

  initial(): GlobalState {
    return this.#members.map(({ machine, input }) => settled(initialTransition(machine, input as never)[0]));
  }

  /** The state as properties see it: components by name, instances as a list. */
  view(state: GlobalState): View {
    return Object.fromEntries(
      this.#groups.map(([name, at]) => [
        name,
        typeof at === 'number' ? (state[at] as LocalState) : at.map((c) => state[c] as LocalState),
      ]),
    );
  }

  /** A state that something else made, as the original machines would have it: only value and context are taken over. */
  at(state: GlobalState): GlobalState {
    return this.#members.map(({ machine }, c) => {
      const { value, context } = state[c] as LocalState;
      return settled(machine.resolveState({ value, context } as never));
    });
  }

  /** Components that take part in the event. */
  participants(event: MachineEvent): readonly string[] {
    return this.#members.filter(({ knows }) => knows(event)).map(({ name }) => name);
  }

  /** Takes the event if every participant accepts it, else names those that refuse. */
  attempt(state: GlobalState, event: MachineEvent): Attempt {
    const refusedBy = this.#members
      .filter(({ knows, machine }, c) => knows(event) && !accepts(machine, state[c] as LocalState, event))
      .map(({ name }) => name);
    if (refusedBy.length > 0) return { taken: false, refusedBy };
    const next = this.#members.map(({ knows, machine }, c) => {
      const local = state[c] as LocalState;
      return knows(event) ? settled(transition(machine, local as never, event as never)[0]) : local;
    });
    return { taken: true, state: next };
  }
}

/** Not xstate's `can`, which calls a transition without target and actions disabled: here it is an enabled self-loop. */
function accepts(machine: AnyStateMachine, state: LocalState, event: MachineEvent): boolean {
  return state.status === 'active' && machine.getTransitionData(state as never, event as never).length > 0;
}
