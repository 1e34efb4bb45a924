/**
 * A machine as a drawing needs it: states, what may happen in each, the names of guards and actions. Plain data, nothing of xstate.
 *
 * Targets are as xstate resolved them, so what is drawn is what runs.
 */

import type { AnyMachine, StateValue } from '../../language/machine.ts';

export interface ChartTransition {
  /** Unique in its chart: `signed.pending|INCLUDE|0`. */
  readonly id: string;
  /** Event type; empty for an eventless transition, `done` for the completion of a compound state. */
  readonly event: string;
  /** The guard in words, such as `hasRoom ∧ ¬isMine`; null if there is none. */
  readonly guard: string | null;
  readonly actions: readonly string[];
  /** Path of the target; null where the state is kept. */
  readonly target: string | null;
}

export interface ChartState {
  /** Path from the root, dots between names; empty for the root. */
  readonly path: string;
  readonly name: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final';
  /** Path of the child that is entered first; null unless compound. */
  readonly initial: string | null;
  readonly states: readonly ChartState[];
  readonly transitions: readonly ChartTransition[];
  readonly entry: readonly string[];
  readonly exit: readonly string[];
}

/** The part of xstate's state node that is read here. */
interface Node {
  readonly key: string;
  readonly path: readonly string[];
  readonly type: string;
  readonly states: Readonly<Record<string, Node>>;
  readonly initial?: { readonly target?: readonly Node[] };
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
  readonly always?: readonly Transition[];
  readonly entry: readonly unknown[];
  readonly exit: readonly unknown[];
}

interface Transition {
  readonly target?: readonly Node[] | undefined;
  readonly guard?: unknown;
  readonly actions: readonly unknown[];
}

interface Combinator {
  readonly type?: string;
  readonly name?: string;
  readonly check?: { readonly name: string };
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
}

function pathOf({ path }: Node): string {
  return path.join('.');
}

/** A guard in words; `isInner` puts what binds less tightly in brackets. */
function guardWords(guard: unknown, isInner = false): string {
  if (typeof guard === 'string') return guard;
  const { type, name, check, guards = [], stateValue } = guard as Combinator;
  const joined = (word: string): string => {
    const parts = guards.map((one) => guardWords(one, guards.length > 1)).join(` ${word} `);
    return isInner && guards.length > 1 ? `(${parts})` : parts;
  };
  switch (check?.name) {
    case 'checkAnd':
      return joined('∧');
    case 'checkOr':
      return joined('∨');
    case 'checkNot':
      return `¬${guardWords(guards[0], true)}`;
    case 'checkStateIn':
      return `in ${typeof stateValue === 'string' ? stateValue.replace(/^#[^.]*\.?/, '') : valueWords(stateValue as StateValue)}`;
    default:
      return type ?? (name === undefined || name === '' || name === 'guard' ? '…' : name);
  }
}

function actionWords(action: unknown): readonly string[] {
  if (typeof action === 'string') return [action];
  const { type } = action as { readonly type?: string };
  return [type === undefined || type.startsWith('xstate.') ? 'assign' : type];
}

/** The words of a statechart value: `active`, `open.challenged`, `a.x & b.y` for regions. */
export function valueWords(value: StateValue): string {
  if (typeof value === 'string') return value;
  const regions = Object.entries(value).map(([name, inner]) => {
    const below = inner === undefined ? '' : valueWords(inner);
    return below === '' ? name : `${name}.${below}`;
  });
  return regions.join(' & ');
}

function kindOf({ type, states }: Node): ChartState['kind'] {
  if (type === 'parallel' || type === 'final') return type;
  return Object.keys(states).length === 0 ? 'atomic' : 'compound';
}

function transitionsOf(node: Node): readonly ChartTransition[] {
  const read = (event: string, list: readonly Transition[]): readonly ChartTransition[] =>
    list.map(({ target, guard, actions }, i) => ({
      id: `${pathOf(node)}|${event}|${i}`,
      event: event.startsWith('xstate.done') ? 'done' : event,
      guard: guard === undefined ? null : guardWords(guard),
      actions: actions.flatMap(actionWords),
      target: target?.[0] === undefined ? null : pathOf(target[0]),
    }));
  return [...[...node.transitions].flatMap(([event, list]) => read(event, list)), ...read('', node.always ?? [])];
}

function chartState(node: Node, name: string): ChartState {
  const first = node.initial?.target?.[0];
  const kind = kindOf(node);
  return {
    path: pathOf(node),
    name,
    kind,
    initial: kind !== 'compound' || first === undefined ? null : pathOf(first),
    states: Object.values(node.states).map((child) => chartState(child, child.key)),
    transitions: transitionsOf(node),
    entry: node.entry.flatMap(actionWords),
    exit: node.exit.flatMap(actionWords),
  };
}

/** The chart of a machine, under the name of the component that runs it. */
export function chartOf(machine: AnyMachine, name: string): ChartState {
  return chartState(machine.root as Node, name);
}

/** Every state of a chart, the root first. */
export function statesOf(chart: ChartState): readonly ChartState[] {
  return [chart, ...chart.states.flatMap(statesOf)];
}

/** Paths of the states that are active in a value, the root's empty one among them. */
export function activePaths(value: StateValue, path = ''): ReadonlySet<string> {
  const paths = new Set([path]);
  const below = (name: string, inner: StateValue): void => {
    const at = path === '' ? name : `${path}.${name}`;
    for (const one of activePaths(inner, at)) paths.add(one);
  };
  if (typeof value === 'string') {
    if (value !== '') below(value, {});
  } else for (const [name, inner] of Object.entries(value)) below(name, inner ?? {});
  return paths;
}

/**
 * Transitions that an event may have taken between two values: those of the active states whose target is active afterwards, or that
 * keep the state. Guards are not asked, so where several fit they are all among them.
 */
export function takenBetween(
  chart: ChartState,
  before: StateValue,
  event: string,
  after: StateValue,
): ReadonlySet<string> {
  const from = activePaths(before);
  const to = activePaths(after);
  const stays = valueWords(before) === valueWords(after);
  const fits = ({ event: type, target }: ChartTransition): boolean =>
    type === event && (target === null ? stays : to.has(target));
  const active = statesOf(chart).filter(({ path }) => from.has(path));
  const moving = active.map(({ path, transitions }) => ({ path, taken: transitions.filter(fits) }));
  const able = moving.filter(({ taken }) => taken.length > 0);
  // Of nested states the innermost takes the event; those of parallel regions all do.
  const isOuter = (path: string): boolean =>
    able.some((other) => other.path !== path && (path === '' || other.path.startsWith(`${path}.`)));
  return new Set(able.filter(({ path }) => !isOuter(path)).flatMap(({ taken }) => taken.map(({ id }) => id)));
}
