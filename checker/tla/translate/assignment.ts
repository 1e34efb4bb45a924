/** Where variables get their next value, or their first one: `x' = e`, `x' \\in S`, UNCHANGED; later ones on a path are tests. */

import { resolve } from '../resolve.ts';
import { type Alias, given as givenTo, isEntity, type Scope, type Variable } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import { assign, type Flow, given } from './flow.ts';
import type { Env, Translator } from './translator.ts';
import { branches, type Purpose, type Then } from './ways.ts';
import { core, isName, type Writer } from './writer.ts';

export class Assignments {
  /** Scope of the ENABLED that is being written. */
  enabledIn: Scope | undefined;
  /** Replaced variables that got a next value inside ENABLED. */
  readonly touched: Set<number> = new Set();
  readonly #x: Writer;
  readonly #t: Translator;
  readonly #purpose: Purpose;
  readonly #targets: readonly string[];

  constructor(x: Writer, purpose: Purpose) {
    this.#x = x;
    this.#t = x.t;
    this.#purpose = purpose;
    this.#targets = purpose === 'init' ? this.#t.current : this.#t.next;
  }

  /** No variable has its value yet. */
  get start(): Flow {
    return this.#targets.map(() => given.no);
  }

  #targetName(index: number): string {
    if (index >= this.#targets.length) this.touched.add(index);
    return this.#targets[index] ?? this.#t.nextName(index);
  }

  /** The variable that an expression stands for on the left of `=` or `\in`. */
  of(e: Expression, env: Env): Pick<Variable, 'index'> | undefined {
    if (this.#purpose === 'init') return env.primed ? undefined : this.#variable(e, env.scope);
    if (e.kind === 'apply' && e.name === "'" && e.args[0] !== undefined) return this.#variable(e.args[0], env.scope);
    if (e.kind === 'apply' && isName(e)) {
      // An argument may stand for x'.
      const entity = e.path.length === 0 ? env.scope.lookup(e.name) : undefined;
      if (entity?.kind === 'alias') return this.of(entity.expression, { ...env, scope: entity.scope });
    }
    return undefined;
  }

  #variable(e: Expression, scope: Scope): Pick<Variable, 'index'> | undefined {
    if (e.kind !== 'apply' || !isName(e) || e.path.length > 0) return undefined;
    const entity = scope.lookup(e.name);
    if (entity?.kind === 'variable') return entity;
    if (entity?.kind === 'alias' && entity.isVariable === true && this.#isFree(entity)) {
      return { index: this.#t.virtual(entity) };
    }
    return entity?.kind === 'alias' ? this.#variable(entity.expression, entity.scope) : undefined;
  }

  /**
   * Whether the next value of a replaced variable is free: inside an ENABLED that stands in the instance. Where the ENABLED is about an
   * action of an instance, the variable is replaced first, and what is looked for are values of the real ones.
   */
  #isFree(alias: Alias): boolean {
    for (let scope = this.enabledIn; scope !== undefined; scope = scope.parent) {
      for (const entity of scope.names.values()) if (entity === alias) return true;
    }
    return false;
  }

  give({ index }: Pick<Variable, 'index'>, value: string, flow: Flow, then: Then): string {
    const target = this.#targetName(index);
    switch (flow[index] ?? given.no) {
      case given.no:
        return `${target} = ${value};\n${then(assign(flow, index))}\n${target} = undefined;`;
      case given.yes:
        return `if (${core(this.#t, '=')}(${target}, ${value})) {\n${then(flow)}\n}`;
      default: {
        const before = this.#t.names.fresh('before');
        const now = this.#t.names.fresh('now');
        return `{
const ${before} = ${target}, ${now} = ${value};
if (${before} === undefined || ${core(this.#t, '=')}(${before}, ${now})) {
${target} = ${now};\n${then(assign(flow, index))}\n${target} = ${before};
}\n}`;
      }
    }
  }

  pick(variable: Pick<Variable, 'index'>, how: string, right: Expression, env: Env, flow: Flow, then: Then): string {
    const target = this.#targetName(variable.index);
    const entity = this.#t.elaboration.core.lookup(how);
    if (entity?.kind !== 'builtin') throw new Error(`no operator ${how}`);
    const set = this.#x.value(right, env);
    const isGiven = `${this.#t.mark(right.at)}${this.#t.builtin(entity.builtin)}(${target}, ${set})`;
    if (flow[variable.index] === given.yes) return `if (${isGiven}) {\n${then(flow)}\n}`;
    const power = this.#t.elaboration.core.lookup('SUBSET');
    const from = how === '\\subseteq' && power?.kind === 'builtin' ? `${this.#t.builtin(power.builtin)}(${set})` : set;
    const one = this.#t.names.fresh('one');
    const loop = (inside: string): string =>
      `for (const ${one} of ${this.#t.mark(right.at)}each(${from}, "\\\\in")) {\n${target} = ${one};\n${inside}\n}\n${target} = undefined;`;
    if ((flow[variable.index] ?? given.no) === given.no) return loop(then(assign(flow, variable.index)));
    return branches(
      this.#t,
      this.#purpose,
      [
        (go) => `if (${target} !== undefined) {\nif (${isGiven}) {\n${go(assign(flow, variable.index))}\n}\n}`,
        (go) => ` else {\n${loop(go(assign(flow, variable.index)))}\n}`,
      ],
      then,
    );
  }

  unchanged(e: Expression, env: Env, flow: Flow, then: Then): string {
    const variable = this.#variable(e, env.scope);
    if (variable !== undefined) return this.give(variable, this.#x.value(e, env), flow, then);
    if (e.kind === 'tuple') {
      const next = (i: number): Then => {
        if (i === e.items.length) return then;
        return (at) => this.unchanged(e.items[i] as Expression, env, at, next(i + 1));
      };
      return next(0)(flow);
    }
    if (e.kind === 'apply' && isName(e)) {
      const { entity, opened } = resolve(e.path, e.name, env.scope, e.at);
      const thing = givenTo(entity);
      if (opened === undefined && isEntity(thing)) {
        if (
          thing.kind === 'operator' &&
          thing.params.length === 0 &&
          thing.bounds === undefined &&
          !thing.isRecursive
        ) {
          return this.unchanged(thing.body, { ...env, scope: thing.scope }, flow, then);
        }
        if (thing.kind === 'alias') return this.unchanged(thing.expression, { ...env, scope: thing.scope }, flow, then);
      }
    }
    const before = this.#x.value(e, env);
    const after = this.#x.value(e, { ...env, primed: true });
    return `if (${core(this.#t, '=')}(${before}, ${after})) {\n${then(flow)}\n}`;
  }
}
