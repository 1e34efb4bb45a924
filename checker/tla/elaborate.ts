/**
 * Modules put together: EXTENDS brings names in, INSTANCE makes a copy of a module in which constants and variables are
 * replaced, LOCAL keeps names at home.
 */

import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import type { Modules } from './modules.ts';
import {
  type BuiltinEntity,
  type Constant,
  type Entity,
  type Instance,
  type Operator,
  Scope,
  type Variable,
} from './scope.ts';
import { standardModules } from './standard/modules.ts';
import type { Definition, Expression, Module, Parameter, Position, Substitution } from './syntax.ts';
import type { Value } from './values/value.ts';

export interface Assumption {
  readonly name: string;
  readonly body: Expression;
  readonly scope: Scope;
  readonly at: Position;
}

/** What the standard modules define as TLC has them; the community's differ from one version to the next. */
const ofStandard = new Set(
  'Nat Int Seq Len Head Tail Append SubSeq SelectSeq IsFiniteSet Cardinality Print PrintT Assert'.split(' '),
);

function placeOf({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

/** One copy of a module and of those it extends: the root, or an instance. */
interface Copy {
  readonly scopes: Map<string, Scope>;
  /** Replaces a declared constant or variable of an instance. */
  readonly replace: ((name: string, at: Position, isVariable: boolean) => Entity) | undefined;
}

const mostInstances = 200;

export class Elaboration {
  readonly variables: Variable[] = [];
  readonly constants: Constant[] = [];
  readonly assumptions: Assumption[] = [];
  readonly root: Scope;
  /** Scopes of the root's own copies of modules by name. */
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly #modules: Modules;
  /** What the configuration says of names of one module, in every copy of it. */
  readonly #overrides: { readonly module: string; readonly name: string; readonly given: Value | Entity }[] = [];
  readonly #copies = new Map<string, Scope[]>();
  readonly #standard = new Map<string, Scope>();
  /** The operators of the language itself. */
  readonly core: Scope;
  #depth = 0;

  constructor(modules: Modules) {
    this.#modules = modules;
    this.core = this.#builtins('core');
    const copy: Copy = { scopes: new Map(), replace: undefined };
    this.scopes = copy.scopes;
    this.root = this.#module(modules.root, copy);
  }

  #builtins(name: string): Scope {
    const known = this.#standard.get(name);
    if (known !== undefined) return known;
    const scope = new Scope();
    this.#standard.set(name, scope);
    for (const extended of standardModules[name]?.extended ?? []) {
      for (const [one, entity] of this.#builtins(extended).names) scope.names.set(one, entity);
    }
    for (const [one, builtin] of Object.entries(standardModules[name]?.builtins ?? {})) {
      const entity: BuiltinEntity = { kind: 'builtin', name: one, builtin, given: undefined };
      scope.names.set(one, entity);
    }
    return scope;
  }

  #named(name: string, copy: Copy, at: Position, outer?: Scope): Scope {
    const known = copy.scopes.get(name);
    if (known !== undefined) return known;
    const inner = this.#inner(name, outer);
    if (inner !== undefined) return this.#module(inner, copy, outer);
    const module = this.#modules.find(name);
    if (module !== undefined) return this.#module(module, copy);
    if (standardModules[name] !== undefined) return this.#builtins(name);
    throw new Problem('PL-502', { place: placeOf(at), expected: 'a module that can be found', found: name });
  }

  readonly #nested = new WeakMap<Scope, Map<string, Module>>();

  /** A module nested in the one that names it. */
  #inner(name: string, scope: Scope | undefined): Module | undefined {
    for (let at = scope; at !== undefined; at = at.parent) {
      const found = this.#nested.get(at)?.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #module(module: Module, copy: Copy, outer?: Scope): Scope {
    const scope = new Scope(outer ?? this.core, copy);
    copy.scopes.set(module.name, scope);
    const nested = new Map<string, Module>();
    this.#nested.set(scope, nested);
    for (const name of module.extended) {
      const extended = this.#named(name, copy, module.at, outer);
      const inner = this.#nested.get(extended);
      for (const [one, from] of inner ?? []) nested.set(one, from);
      for (const [one, entity] of extended.names) {
        if (!isLocal(entity) && !extended.hidden.has(one)) this.#bind(scope, one, entity, module.at);
      }
    }
    for (const unit of module.units) {
      switch (unit.kind) {
        case 'variables':
          for (const name of unit.names) this.#bind(scope, name, this.#variable(name, copy, unit.at), unit.at);
          break;
        case 'constants':
          for (const one of unit.declared) this.#bind(scope, one.name, this.#constant(one, copy, unit.at), unit.at);
          break;
        case 'operator':
        case 'function':
        case 'instance':
          this.define(unit, scope, module.name);
          break;
        case 'assumption':
        case 'theorem':
          if (unit.kind === 'assumption' && copy.replace === undefined) {
            const { body, at } = unit;
            this.assumptions.push({ name: unit.name ?? `line ${at.line}`, body, scope, at });
          }
          if (unit.name !== undefined) {
            const { name, body, at } = unit;
            const named = { params: [], bounds: undefined, isLocal: false, isRecursive: false, given: undefined };
            scope.names.set(name, { kind: 'operator', name, body, scope, at, module: module.name, ...named });
          }
          break;
        case 'recursive':
          break;
        case 'module':
          nested.set(unit.module.name, unit.module);
          break;
        default:
          unit satisfies never;
      }
    }
    this.#copies.set(module.name, [...(this.#copies.get(module.name) ?? []), scope]);
    this.#applyOverrides(module.name, scope);
    return scope;
  }

  #bind(scope: Scope, name: string, entity: Entity, at: Position): void {
    const known = scope.names.get(name);
    // The same definition may come by several ways; different ones of a standard operator are as good as equal.
    if (known !== undefined && known !== entity && (known.kind === 'variable' || entity.kind === 'variable')) {
      throw new Problem('PL-522', { place: placeOf(at), expected: 'each name declared once', found: `${name} again` });
    }
    scope.names.set(name, entity);
  }

  /** Gives a name of a module what the configuration says, in the copies that there are and those still to come. */
  override(module: string, name: string, given: Value | Entity): void {
    this.#overrides.push({ module, name, given });
    for (const scope of this.#copies.get(module) ?? []) this.#applyOverrides(module, scope);
  }

  #applyOverrides(module: string, scope: Scope): void {
    for (const one of this.#overrides) {
      const entity = one.module === module ? scope.names.get(one.name) : undefined;
      if (entity?.kind === 'constant' || entity?.kind === 'operator') entity.given = one.given;
      // What is built in is the same everywhere: this module has it differently from now on.
      else if (entity?.kind === 'builtin') scope.names.set(one.name, { ...entity, given: one.given });
    }
  }

  #variable(name: string, copy: Copy, at: Position): Entity {
    if (copy.replace !== undefined) return copy.replace(name, at, true);
    const made: Variable = { kind: 'variable', name, index: this.variables.length };
    this.variables.push(made);
    return made;
  }

  #constant({ name, arity }: Parameter, copy: Copy, at: Position): Entity {
    if (copy.replace !== undefined) return copy.replace(name, at, false);
    const made: Constant = { kind: 'constant', name, arity, at, given: undefined };
    this.constants.push(made);
    return made;
  }

  /** Adds a definition to a scope: a module's, or that of a LET. Throws PL-522 where EXTENDS has brought the name. */
  define(unit: Definition, scope: Scope, module: string): void {
    if (unit.name !== undefined && ofStandard.has(unit.name) && scope.names.get(unit.name)?.kind === 'builtin') {
      throw new Problem('PL-522', {
        place: placeOf(unit.at),
        expected: 'a name that no extended module defines',
        found: `${unit.name}, which a standard module does`,
      });
    }
    switch (unit.kind) {
      case 'operator': {
        const { name, params, body, isLocal, isRecursive, at } = unit;
        const entity: Operator = {
          kind: 'operator',
          ...{ name, params, body, bounds: undefined, scope, isLocal, isRecursive, at, module, given: undefined },
        };
        scope.names.set(name, entity);
        return;
      }
      case 'function': {
        const { name, bounds, body, isLocal, at } = unit;
        const entity: Operator = {
          kind: 'operator',
          ...{ name, params: [], body, bounds, scope, isLocal, isRecursive: true, at, module, given: undefined },
        };
        scope.names.set(name, entity);
        return;
      }
      case 'instance': {
        const entity = this.#instance(unit.name ?? unit.module, unit, scope);
        if (unit.name !== undefined) scope.names.set(unit.name, entity);
        else {
          const opened = entity.open(scope);
          for (const [one, from] of opened.names) {
            if (isLocal(from) || opened.hidden.has(one)) continue;
            // What the module declares is replaced by what is here already: there is nothing of it to bring.
            if (from.kind === 'alias' || from.kind === 'variable' || from.kind === 'constant') continue;
            if (unit.isLocal && !scope.names.has(one)) scope.hidden.add(one);
            const bound = unit.isLocal ? localised(from) : from;
            if (!scope.names.has(one) || from.kind !== 'builtin') scope.names.set(one, bound);
          }
        }
        return;
      }
      default:
        unit satisfies never;
    }
  }

  #instance(name: string, unit: Extract<Definition, { kind: 'instance' }>, scope: Scope): Instance {
    const { params, module, substitutions, isLocal: local, at } = unit;
    let withoutParameters: Scope | undefined;
    const open = (from: Scope): Scope => {
      if (params.length === 0 && withoutParameters !== undefined) return withoutParameters;
      const opened = this.#open(module, substitutions, from, at);
      if (params.length === 0) withoutParameters = opened;
      return opened;
    };
    return { kind: 'instance', name, params, module, substitutions, scope, isLocal: local, at, open };
  }

  #open(module: string, substitutions: readonly Substitution[], scope: Scope, at: Position): Scope {
    if (++this.#depth > mostInstances) {
      throw new Problem('PL-503', { place: placeOf(at), found: `INSTANCE ${module} inside itself` });
    }
    const replace = (name: string, place: Position, isVariable: boolean): Entity => {
      const given = substitutions.find((one) => one.name === name);
      if (given === undefined) {
        const implicit = scope.lookup(name);
        if (implicit !== undefined && (!isVariable || implicit.kind === 'variable')) return implicit;
        if (implicit !== undefined) {
          return { kind: 'alias', expression: { kind: 'apply', path: [], name, args: [], at }, scope, isVariable };
        }
        throw new Problem('PL-504', {
          place: placeOf(at),
          expected: `INSTANCE ${module} to replace ${name} (declared at ${placeOf(place)})`,
          found: 'neither WITH nor a name of that kind here',
          ...didYouMean(name, scope.known()),
        });
      }
      const { value } = given;
      if (value.kind === 'apply' && value.path.length === 0 && value.args.length === 0) {
        const direct = scope.lookup(value.name);
        if (direct !== undefined && direct.kind !== 'local' && (!isVariable || direct.kind === 'variable'))
          return direct;
      }
      return { kind: 'alias', expression: value, scope, isVariable };
    };
    try {
      return this.#named(module, { scopes: new Map(), replace }, at, scope);
    } finally {
      this.#depth--;
    }
  }
}

function isLocal(entity: Entity): boolean {
  return (entity.kind === 'operator' || entity.kind === 'instance' || entity.kind === 'alias') && 'isLocal' in entity
    ? entity.isLocal
    : false;
}

function localised(entity: Entity): Entity {
  return entity.kind === 'operator' ? { ...entity, isLocal: true } : entity;
}
