/**
 * What a name stands for. Entities are made when modules are put together (elaborate.ts) and, for bound names and parameters,
 * while expressions are translated.
 */

import type { Builtin } from './standard/builtin.ts';
import type { Bound, Expression, Parameter, Position, Substitution } from './syntax.ts';
import type { Value } from './values/value.ts';

export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  /** Place in the state. */
  readonly index: number;
}

export interface Constant {
  readonly kind: 'constant';
  readonly name: string;
  readonly arity: number;
  readonly at: Position;
  /** Given by the configuration. */
  given: Value | Entity | undefined;
}

/** An operator, or a function by its bounds. */
export interface Operator {
  readonly kind: 'operator';
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly body: Expression;
  /** Of `f[x \in S] == e`: its value is a function. */
  readonly bounds: readonly Bound[] | undefined;
  readonly scope: Scope;
  readonly isLocal: boolean;
  readonly isRecursive: boolean;
  readonly at: Position;
  /** Name of the module that defines it, as a prefix of names in the translation. */
  readonly module: string;
  /** Replaced by the configuration. */
  given: Value | Entity | undefined;
}

export interface Instance {
  readonly kind: 'instance';
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly module: string;
  readonly substitutions: readonly Substitution[];
  readonly scope: Scope;
  readonly isLocal: boolean;
  readonly at: Position;
  /** Gives the scope of the instance for a scope in which its parameters are bound. */
  readonly open: (scope: Scope) => Scope;
}

export interface BuiltinEntity {
  readonly kind: 'builtin';
  readonly name: string;
  readonly builtin: Builtin;
  given: Value | Entity | undefined;
}

/** An expression in place of a name: substituted by INSTANCE, or an argument that is taken as it stands. */
export interface Alias {
  readonly kind: 'alias';
  /** Stands for a variable of an instance: inside ENABLED its next value is free, whatever it is an expression of. */
  readonly isVariable?: boolean;
  readonly expression: Expression;
  readonly scope: Scope;
}

/** A name that the translation holds in a JavaScript variable. */
export interface Local {
  readonly kind: 'local';
  /** JavaScript that reads it; of one with an arity, the function. */
  readonly code: string;
  readonly arity: number;
  /** JavaScript of the unevaluated value, where it is one. */
  readonly thunk: string | undefined;
  readonly mayStep: boolean;
}

export type Entity = Variable | Constant | Operator | Instance | BuiltinEntity | Alias | Local;

export class Scope {
  readonly parent: Scope | undefined;
  readonly names: Map<string, Entity> = new Map();
  /** Names that LOCAL INSTANCE brought: of no concern to who extends the module. */
  readonly hidden: Set<string> = new Set();
  /** The same object for all scopes of one copy of a module and of those it extends. */
  readonly copy: object | undefined;

  constructor(parent?: Scope, copy?: object) {
    this.parent = parent;
    this.copy = copy;
  }

  lookup(name: string): Entity | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Every name in reach, for hints. */
  known(): string[] {
    return [...this.names.keys(), ...(this.parent?.known() ?? [])];
  }
}

/** What the configuration put in place of an entity, followed to its end; a value or an entity. */
export function given(entity: Entity): Value | Entity {
  let at: Entity = entity;
  for (let steps = 0; steps < 100; steps++) {
    if (at.kind !== 'constant' && at.kind !== 'operator' && at.kind !== 'builtin') return at;
    const next: Value | Entity | undefined = at.given;
    if (next === undefined) return at;
    if (typeof next !== 'object' || !isEntity(next)) return next;
    at = next;
  }
  return at;
}

export function isEntity(thing: Value | Entity): thing is Entity {
  return typeof thing === 'object' && typeof thing.kind === 'string';
}
