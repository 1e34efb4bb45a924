/**
 * What an action depends on, found in its text: the variables whose values it reads, and those that it hands on as they are. Where that
 * cannot be told the action counts as one that reads everything.
 */

import { resolve } from '../resolve.ts';
import { given, isEntity, type Operator, type Scope } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import type { Formula } from './translator.ts';

/** By number of the variable. */
export interface Reads {
  readonly read: ReadonlySet<number>;
  /** Unchanged on every path, and not read. */
  readonly copied: ReadonlySet<number>;
}

/** Something whose variables cannot be told. */
class Unclear extends Error {}

const others = new Set(['~', '=>', '/\\', '\\/']);

class Collector {
  readonly read = new Set<number>();
  readonly primed = new Set<number>();
  readonly unchanged = new Set<number>();
  readonly #seen = new Map<Operator, Set<string>>();

  look(e: Expression, scope: Scope, into: ReadonlySet<number>[]): void {
    switch (e.kind) {
      case 'apply':
        this.#apply(e, scope, into);
        return;
      case 'let':
        for (const definition of e.definitions) {
          if (definition.kind === 'instance') throw new Unclear();
        }
        break;
      case 'step':
      case 'fair':
      case 'part':
      case 'unsupported':
        throw new Unclear();
      default:
        break;
    }
    this.#parts(e, scope, into);
  }

  #parts(node: unknown, scope: Scope, into: ReadonlySet<number>[]): void {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, part] of Object.entries(node)) {
      if (key === 'at') continue;
      for (const one of Array.isArray(part) ? part.flat(2) : [part]) {
        if (typeof one !== 'object' || one === null) continue;
        if ('kind' in one && one.kind !== 'operator' && one.kind !== 'function')
          this.look(one as Expression, scope, into);
        else this.#parts(one, scope, into);
      }
    }
  }

  #apply(e: Extract<Expression, { kind: 'apply' }>, scope: Scope, into: ReadonlySet<number>[]): void {
    const [first] = e.args;
    switch (e.name) {
      case "'":
        if (first !== undefined) this.look(first, scope, [this.primed]);
        return;
      case 'UNCHANGED':
        if (first !== undefined) this.#unchanged(first, scope);
        return;
      case 'ENABLED':
      case '\\cdot':
        throw new Unclear();
      default:
        break;
    }
    for (const step of e.path) for (const arg of step.args) this.look(arg, scope, into);
    for (const arg of e.args) this.look(arg, scope, into);
    if (others.has(e.name)) return;
    // TLA+ has no shadowing: a name that is bound has no other meaning in reach.
    if (e.path.length === 0 && scope.lookup(e.name) === undefined) return;
    const { entity } = resolve(e.path, e.name, scope, e.at);
    const thing = given(entity);
    if (!isEntity(thing)) return;
    switch (thing.kind) {
      case 'variable':
        for (const set of into) (set as Set<number>).add(thing.index);
        return;
      case 'alias':
        this.look(thing.expression, thing.scope, into);
        return;
      case 'operator': {
        const mode = `${into.includes(this.primed)} ${into.includes(this.read)}`;
        const modes = this.#seen.get(thing) ?? new Set();
        if (modes.has(mode) && e.path.length === 0) return;
        this.#seen.set(thing, modes.add(mode));
        for (const { set } of thing.bounds ?? []) this.look(set, thing.scope, into);
        this.look(thing.body, thing.scope, into);
        return;
      }
      case 'instance':
        throw new Unclear();
      default:
        return;
    }
  }

  #unchanged(e: Expression, scope: Scope): void {
    if (e.kind === 'tuple') {
      for (const item of e.items) this.#unchanged(item, scope);
      return;
    }
    if (e.kind === 'apply' && e.args.length === 0 && e.path.length === 0) {
      const entity = scope.lookup(e.name);
      if (entity?.kind === 'variable') {
        this.unchanged.add(entity.index);
        return;
      }
      if (entity?.kind === 'operator' && entity.given === undefined && entity.bounds === undefined) {
        this.#unchanged(entity.body, entity.scope);
        return;
      }
    }
    this.look(e, scope, [this.read, this.primed]);
  }
}

/** Numbers of the variables whose values in the state an expression depends on; undefined where that cannot be told, or on those of the next one too. */
export function variablesOf({ expression, scope }: Formula): ReadonlySet<number> | undefined {
  const collector = new Collector();
  try {
    collector.look(expression, scope, [collector.read]);
  } catch (error) {
    if (error instanceof Unclear) return undefined;
    throw error;
  }
  return collector.primed.size + collector.unchanged.size > 0 ? undefined : collector.read;
}

/** Undefined where it reads all there is. */
export function readsOf(formulas: readonly Formula[]): Reads | undefined {
  const collector = new Collector();
  try {
    for (const { expression, scope } of formulas) collector.look(expression, scope, [collector.read]);
  } catch (error) {
    if (error instanceof Unclear) return undefined;
    throw error;
  }
  const { read, primed, unchanged } = collector;
  const copied = new Set<number>();
  for (const index of unchanged) {
    if (read.has(index)) continue;
    // On some path it is given a value: whether that is the old one depends on the old one.
    if (primed.has(index)) read.add(index);
    else copied.add(index);
  }
  return { read, copied };
}
