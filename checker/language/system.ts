/**
 * Systems: machines composed the CSP way, with parameters, adversary powers and protocol rules.
 *
 * An event is taken together by every component whose machine knows its type, and is enabled only if all of them accept
 * it; components that do not know it stand still. No guard reads another component: what they must agree on travels in
 * the payload.
 */

import type { Calls } from './calls.ts';
import type { AnyMachine, LocalState, Machine } from './machine.ts';
import type { Payload } from './menu.ts';
import { didYouMean } from './nearest.ts';
import { Problem } from './problem.ts';

/** Whose choice an event is: an honest party, the adversary, or the environment (clocks, networks). */
export type Side = 'honest' | 'adversary' | 'environment';

/** A method's type, whose argument is compared both ways: a component fits wherever its context does. */
type Within<Context> = { holds(context: Context): boolean }['holds'];

export interface Component<Context> {
  readonly kind: 'component';
  /** Never there at run time: it makes the component's type follow the type of its context. */
  readonly context?: Context;
  readonly machine: AnyMachine;
  readonly input: unknown;
  readonly bounds?: Within<Context> | undefined;
}

export interface Instances<Context> {
  readonly kind: 'instances';
  /** As in `Component`. */
  readonly context?: Context;
  readonly machine: AnyMachine;
  readonly count: number;
  /** The payload field that says which instance takes part. */
  readonly field: string;
  /** Event types that every instance takes part in, whatever their payload says. */
  readonly watch: readonly string[];
  readonly input: (index: number) => unknown;
  readonly bounds?: Within<Context> | undefined;
}

/** Declared bounds of a context, checked once for each local state that is reached. */
export interface Bounds<Context> {
  readonly bounds?: (context: Context) => boolean;
}

export function component<Context, Event extends { readonly type: string }, Input>(
  machine: Machine<Context, Event, Input>,
  input: Input,
  options: Bounds<Context> = {},
): Component<Context> {
  return { kind: 'component', machine, input, bounds: options.bounds };
}

/** `count` copies of a machine; each takes part in events whose payload `field` is its index, and in those it watches. */
export function instances<Context, Event extends { readonly type: string }, Input>(
  machine: Machine<Context, Event, Input>,
  count: number,
  field: string,
  options: Bounds<Context> & {
    readonly watch?: readonly Event['type'][];
    readonly input?: (index: number) => Input;
  } = {},
): Instances<Context> {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new Problem('PL-111', { place: 'instances', expected: 'a count of at least 1', found: String(count) });
  }
  const { watch = [], input = () => undefined, bounds } = options;
  return { kind: 'instances', machine, count, field, watch, input, bounds };
}

/** What a property sees: each component by name, instances as a list. */
export type View = Readonly<Record<string, LocalState | readonly LocalState[]>>;

type ComponentsOf<V> = {
  readonly [K in keyof V]: V[K] extends readonly LocalState<infer C>[]
    ? Instances<C>
    : V[K] extends LocalState<infer C>
      ? Component<C>
      : never;
};

export interface EventMenu {
  /** The party that takes the step; a function where the payload decides (a block that censors is the adversary's). */
  readonly owner: string | ((payload: Payload) => string);
  readonly payloads: readonly Payload[];
}

/** Types a menu: an owner that reads its own payload. */
export function event<P extends Payload>(owner: string | ((payload: P) => string), menu: readonly P[]): EventMenu {
  return { owner: owner as EventMenu['owner'], payloads: menu };
}

export interface Composition<V> {
  readonly components: ComponentsOf<V>;
  readonly events: Readonly<Record<string, EventMenu>>;
}

export interface Parameter {
  readonly says: string;
  readonly default: number;
  readonly least: number;
  readonly greatest: number;
}

/** Something the adversary may do; off (false, or a budget of 0) unless a check turns it on. */
export type Power =
  | { readonly kind: 'toggle'; readonly says: string }
  | { readonly kind: 'budget'; readonly says: string; readonly greatest: number };

/** A guard of the protocol that can be taken out; on unless a check takes it out. */
export interface Rule {
  readonly says: string;
  /**
   * Whether it is more than a guard: where it is taken out, moves go with it (a refund, an escape, a challenge), so that there may be
   * fewer counterexamples without it.
   */
  readonly givesMoves?: boolean;
}

/** A full setting of a system's switches. */
export interface Configuration<P extends string = string, W extends string = string, R extends string = string> {
  readonly parameters: Readonly<Record<P, number>>;
  readonly powers: Readonly<Record<W, boolean | number>>;
  readonly rules: Readonly<Record<R, boolean>>;
}

/** A partial setting: what a claim, a hypothesis or the command line changes. */
export interface Setting {
  readonly parameters?: Readonly<Record<string, number>>;
  readonly powers?: Readonly<Record<string, boolean | number>>;
  readonly without?: readonly string[];
}

export interface System<V = View> {
  readonly name: string;
  readonly says: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly powers: Readonly<Record<string, Power>>;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly parties: Readonly<Record<string, Side>>;
  /** For traces that are written as contract calls. */
  readonly calls?: Calls;
  compose(configuration: Configuration): Composition<V>;
}

/** A system of any view: properties and claims of one theorem agree on the view among themselves. */
// biome-ignore lint/suspicious/noExplicitAny: a view occurs in both input and output positions
export type AnySystem = System<any>;

export interface SystemDefinition<V, P extends string, W extends string, R extends string> {
  readonly name: string;
  readonly says: string;
  readonly parameters?: Readonly<Record<P, Parameter>>;
  readonly powers?: Readonly<Record<W, Power>>;
  readonly rules?: Readonly<Record<R, Rule>>;
  readonly parties: Readonly<Record<string, Side>>;
  readonly calls?: Calls;
  readonly compose: (configuration: Configuration<P, W, R>) => Composition<V>;
}

export function defineSystem<V, P extends string = never, W extends string = never, R extends string = never>(
  definition: SystemDefinition<V, P, W, R>,
): System<V> {
  const { parameters = {}, powers = {}, rules = {} } = definition;
  return {
    name: definition.name,
    says: definition.says,
    parameters,
    powers,
    rules,
    parties: definition.parties,
    ...(definition.calls === undefined ? {} : { calls: definition.calls }),
    compose: definition.compose as System<V>['compose'],
  };
}

function known(names: object, name: string, code: 'PL-203' | 'PL-204' | 'PL-205', system: string): void {
  if (Object.hasOwn(names, name)) return;
  const choices = Object.keys(names);
  throw new Problem(code, {
    place: `system ${system}`,
    expected: choices.length === 0 ? 'none at all' : `one of ${choices.join(', ')}`,
    found: name,
    ...didYouMean(name, choices),
  });
}

function inDomain(place: string, value: number, least: number, greatest: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= greatest) return;
  throw new Problem('PL-206', { place, expected: `a whole number from ${least} to ${greatest}`, found: String(value) });
}

/**
 * The configuration of a system under settings, later ones on top of earlier ones. Throws PL-203, PL-204, PL-205 for an unknown
 * power, rule or parameter and PL-206 for a value outside its domain.
 */
export function configure(system: AnySystem, ...settings: readonly Setting[]): Configuration {
  const parameters: Record<string, number> = {};
  const powers: Record<string, boolean | number> = {};
  const rules: Record<string, boolean> = {};
  for (const [name, parameter] of Object.entries(system.parameters)) parameters[name] = parameter.default;
  for (const [name, power] of Object.entries(system.powers)) powers[name] = power.kind === 'toggle' ? false : 0;
  for (const name of Object.keys(system.rules)) rules[name] = true;
  for (const setting of settings) {
    for (const [name, value] of Object.entries(setting.parameters ?? {})) {
      known(system.parameters, name, 'PL-205', system.name);
      const { least, greatest } = system.parameters[name] as Parameter;
      inDomain(`parameter ${name} of ${system.name}`, value, least, greatest);
      parameters[name] = value;
    }
    for (const [name, value] of Object.entries(setting.powers ?? {})) {
      known(system.powers, name, 'PL-203', system.name);
      const power = system.powers[name] as Power;
      powers[name] = powerValue(system.name, name, power, value);
    }
    for (const name of setting.without ?? []) {
      known(system.rules, name, 'PL-204', system.name);
      rules[name] = false;
    }
  }
  return { parameters, powers, rules };
}

function powerValue(system: string, name: string, power: Power, value: boolean | number): boolean | number {
  const place = `power ${name} of ${system}`;
  if (power.kind === 'toggle') {
    if (typeof value === 'boolean') return value;
    throw new Problem('PL-206', { place, expected: 'on or off', found: String(value) });
  }
  // A budget that is merely switched on is a budget of one.
  const amount = typeof value === 'boolean' ? Number(value) : value;
  inDomain(place, amount, 0, power.greatest);
  return amount;
}
