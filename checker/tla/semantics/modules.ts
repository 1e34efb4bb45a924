/**
 * The semantic check: every definition of every module of a specification, used or not, before anything is translated. As SANY does,
 * with its rules: names before use, no name twice, arities, levels.
 */

import { didYouMean } from '../../language/nearest.ts';
import { Problem } from '../../language/problem.ts';
import { levels } from '../facts.ts';
import type { Modules } from '../modules.ts';
import { placeOf, refuse } from '../resolve.ts';
import { standardModules, theoremModules } from '../standard/modules.ts';
import type { Definition, Expression, Module, Unit } from '../syntax.ts';
import { Expressions } from './expressions.ts';
import { type Level, type Meaning, Names, type Slot, value } from './names.ts';

/** What is written in this checker itself is trusted. */
function isBuiltin(module: Module): boolean {
  return module.at.file.startsWith('module ');
}

class SemanticCheck {
  readonly #modules: Modules;
  readonly #expressions: Expressions;
  readonly #builtins = new Map<string, Names>();
  readonly #checked = new Map<Module, Names>();
  readonly #hasProofs: boolean;

  constructor(modules: Modules) {
    this.#modules = modules;
    this.#hasProofs = modules.read.some(({ extended }) => extended.some((name) => theoremModules.includes(name)));
    this.#expressions = new Expressions((definition, names) => this.#define(definition, names));
  }

  run(): void {
    for (const module of this.#modules.read) this.#module(module, this.#builtin('core'));
  }

  #builtin(name: string): Names {
    const known = this.#builtins.get(name);
    if (known !== undefined) return known;
    const names = new Names();
    this.#builtins.set(name, names);
    for (const extended of standardModules[name]?.extended ?? []) {
      for (const [one, meaning] of this.#builtin(extended).own) names.own.set(one, meaning);
    }
    for (const [one, { arity, operators = {} }] of Object.entries(standardModules[name]?.builtins ?? {})) {
      const most = one === '<=>' ? levels.temporal : levels.action;
      const params = Array.from({ length: arity }, (_, i): Slot => ({ arity: operators[i] ?? 0, most }));
      names.own.set(one, value(levels.constant, undefined, { params, isBuiltin: true }));
    }
    return names;
  }

  /** The names of a module that is extended or copied. */
  #named(name: string, from: Names): Names | undefined {
    const inner = from.module(name);
    if (inner !== undefined) return this.#checked.get(inner);
    const module = this.#modules.find(name);
    if (module !== undefined) return this.#module(module, this.#builtin('core'));
    return standardModules[name] === undefined ? undefined : this.#builtin(name);
  }

  #module(module: Module, outer: Names): Names {
    const known = this.#checked.get(module);
    if (known !== undefined) return known;
    const names = new Names(outer);
    this.#checked.set(module, names);
    for (const name of module.extended) {
      const extended = this.#named(name, outer);
      if (extended === undefined) continue;
      for (const [one, inner] of extended.modules) names.modules.set(one, inner);
      for (const [one, meaning] of extended.shown()) names.bring(one, meaning, false);
    }
    for (const unit of module.units) {
      if (isBuiltin(module)) this.#trust(unit, names);
      else this.#unit(unit, names);
    }
    names.close();
    return names;
  }

  /** Takes the names of a module of our own as they are. */
  #trust(unit: Unit, names: Names): void {
    if (unit.kind !== 'operator' && unit.kind !== 'function') {
      this.#unit(unit, names);
      return;
    }
    const slots = unit.kind === 'operator' ? unit.params : [];
    const params = slots.map(({ arity }): Slot => ({ arity, most: levels.action }));
    names.bring(unit.name, value(levels.constant, undefined, { params, isBuiltin: true }), unit.isLocal);
  }

  #unit(unit: Unit, names: Names): void {
    const { at } = unit;
    switch (unit.kind) {
      case 'variables':
        for (const name of unit.names) names.declare(name, value(levels.state, at, { isDeclared: true }), at);
        return;
      case 'constants':
        for (const { name, arity } of unit.declared) {
          const params = Array.from({ length: arity }, (): Slot => ({ arity: 0, most: levels.temporal }));
          names.declare(name, value(levels.constant, at, { isDeclared: true, params }), at);
        }
        return;
      case 'recursive':
        this.#expressions.recursive(unit.declared, names, at);
        return;
      case 'operator':
      case 'function':
      case 'instance':
        this.#define(unit, names);
        return;
      case 'assumption':
      case 'theorem': {
        const level = unit.kind === 'theorem' ? this.#theorem(unit.body, names) : this.#weight(unit.body, names);
        if (unit.kind === 'assumption' && level > levels.constant) {
          refuse('PL-523', unit.body.at, 'an assumption about variables', 'ASSUME of constants alone');
        }
        if (unit.name !== undefined) names.declare(unit.name, value(level, at), at);
        return;
      }
      case 'module':
        this.#module(unit.module, names);
        names.modules.set(unit.module.name, unit.module);
        return;
      default:
        unit satisfies never;
    }
  }

  #weight(body: Expression, names: Names): Level {
    return this.#expressions.weigh(body, names).level;
  }

  /** A theorem may be about what a library of proofs defines, of which there is nothing here but the name. */
  #theorem(body: Expression, names: Names): Level {
    try {
      return this.#weight(body, names);
    } catch (error) {
      if (error instanceof Problem && error.code === 'PL-504' && this.#hasProofs) return levels.temporal;
      throw error;
    }
  }

  #define(definition: Definition, names: Names): void {
    const { at } = definition;
    switch (definition.kind) {
      case 'operator': {
        const { name, params, body, isRecursive } = definition;
        const { inner, slots } = this.#expressions.params(params, names, at);
        const { level } = this.#expressions.weigh(body, inner);
        const meaning = value(level, at, { params: slots });
        names.owed.delete(name);
        if (isRecursive && names.own.has(name)) names.own.set(name, meaning);
        else names.declare(name, meaning, at);
        break;
      }
      case 'function': {
        const { name, bounds, body } = definition;
        const { weight } = this.#expressions.bind(bounds, names);
        if (!names.own.has(name)) names.declare(name, value(weight.level, at), at);
        const { inner } = this.#expressions.bind(bounds, names);
        const { level } = this.#expressions.weigh(body, inner);
        names.owed.delete(name);
        names.own.set(name, value(level > weight.level ? level : weight.level, at));
        break;
      }
      case 'instance':
        this.#instance(definition, names);
        break;
      default:
        definition satisfies never;
    }
    if (definition.isLocal && definition.name !== undefined) names.hidden.add(definition.name);
  }

  #instance(definition: Extract<Definition, { kind: 'instance' }>, names: Names): void {
    const { name, params, module, substitutions, isLocal, at } = definition;
    const copied = this.#named(module, names);
    if (copied === undefined) return;
    const { inner, slots } = this.#expressions.params(params, names, at);
    const declared = new Map([...copied.own].filter(([, meaning]) => meaning.kind === 'value' && meaning.isDeclared));
    for (const { name: replaced, value: by } of substitutions) {
      const meaning = declared.get(replaced);
      if (meaning === undefined) {
        throw new Problem('PL-504', {
          place: placeOf(at),
          expected: `a constant or variable of ${module} before <-`,
          found: replaced,
          ...didYouMean(replaced, [...declared.keys()]),
        });
      }
      this.#expressions.argument(by, { arity: meaning.params.length, most: levels.temporal }, inner);
    }
    for (const one of declared.keys()) {
      if (substitutions.some(({ name: replaced }) => replaced === one) || inner.lookup(one) !== undefined) continue;
      throw new Problem('PL-504', {
        place: placeOf(at),
        expected: `INSTANCE ${module} to replace ${one}`,
        found: 'neither WITH nor a name like it here',
      });
    }
    const shown = new Map<string, Meaning>([...copied.shown()].filter(([one]) => !declared.has(one)));
    if (name !== undefined) names.declare(name, { kind: 'copied', params: slots, names: shown, at }, at);
    else for (const [one, meaning] of shown) names.bring(one, meaning, isLocal);
  }
}

/** Throws PL-504 for names, PL-505 for arities, PL-522 for names taken twice, PL-523 for levels. */
export function checkSemantics(modules: Modules): void {
  new SemanticCheck(modules).run();
}
