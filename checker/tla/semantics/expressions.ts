/**
 * Whether an expression means anything: names are known where they are used, operators have as many arguments as parameters, and no
 * formula stands where TLA+ allows only one of a lower level (a prime within a prime, a temporal formula inside an action).
 */

import { isSign, levels } from '../facts.ts';
import { refuse } from '../resolve.ts';
import type { Bound, Definition, Expression, Parameter, PathStep, Position } from '../syntax.ts';
import { type Level, type Meaning, Names, type Slot, type Value, value } from './names.ts';

/** Level of an expression, and the parameters that it speaks of, whose arguments may raise it. */
export interface Weight {
  readonly level: Level;
  readonly slots: ReadonlySet<Slot>;
}

const levelNames = ['constant', 'state function', 'action', 'temporal formula'] as const;
const light: Weight = { level: levels.constant, slots: new Set() };

function together(weights: readonly Weight[], own: Level = levels.constant): Weight {
  const level = Math.max(own, ...weights.map((one) => one.level)) as Level;
  return { level, slots: new Set(weights.flatMap(({ slots }) => [...slots])) };
}

/** Holds a formula to a level, now and whatever stands for the parameters in it. Throws PL-523. */
function limit(weight: Weight, most: Level, at: Position, what: string): void {
  if (weight.level > most) {
    refuse('PL-523', at, `${article(levelNames[weight.level])} ${what}`, `${article(levelNames[most])} at most`);
  }
  for (const slot of weight.slots) if (slot.most > most) slot.most = most;
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Of a parameter that may be a value or an operator. */
const anyArity = -1;

/** Adds a definition to the names; modules and LET have their own ways with instances. */
export type Define = (definition: Definition, names: Names) => void;

export class Expressions {
  readonly #define: Define;
  #inUpdate = 0;

  constructor(define: Define) {
    this.#define = define;
  }

  weigh(e: Expression, names: Names): Weight {
    const all = (some: readonly Expression[]): Weight => together(some.map((one) => this.weigh(one, names)));
    /** Parts of a value, which is no temporal formula. */
    const plain = (some: readonly Expression[]): Weight => {
      const weights = some.map((one) => {
        const weight = this.weigh(one, names);
        limit(weight, levels.action, one.at, 'as part of a value');
        return weight;
      });
      return together(weights);
    };
    switch (e.kind) {
      case 'number':
      case 'real':
      case 'string':
      case 'boolean':
      case 'unsupported':
        return light;
      case 'old':
        return this.#inUpdate > 0 ? light : refuse('PL-504', e.at, '@', '@ on the right of an EXCEPT');
      case 'apply':
        return this.#apply(e, names);
      case 'lambda':
        return refuse('PL-505', e.at, 'LAMBDA', 'a value rather than an operator');
      case 'and':
      case 'or':
        return all(e.items);
      case 'set':
      case 'tuple':
        return plain(e.items);
      case 'quantified':
        return this.#bound(e.bounds, names, (inner) => this.weigh(e.body, inner));
      case 'map':
      case 'function':
        return this.#bound(e.bounds, names, (inner) => this.#plain(e.body, inner));
      case 'filter':
        return this.#bound([e.bound], names, (inner) => this.#plain(e.body, inner));
      case 'unbounded': {
        const inner = this.#bind(e.names, names, e.at);
        const weight = this.weigh(e.body, inner);
        return e.quantifier === '\\EE' || e.quantifier === '\\AA' ? together([weight], levels.temporal) : weight;
      }
      case 'choose': {
        const set = e.set === undefined ? light : this.#plain(e.set, names);
        return together([set, this.#plain(e.body, this.#bind(e.names, names, e.at))]);
      }
      case 'call':
        return plain([e.fn, ...e.args]);
      case 'functions':
        return plain([e.source, e.range]);
      case 'record':
      case 'records': {
        const twice = e.names.find((name, i) => e.names.indexOf(name) < i);
        if (twice !== undefined) refuse('PL-522', e.at, `the field ${twice} again`, 'each field once');
        return plain(e.kind === 'record' ? e.values : e.sets);
      }
      case 'product':
        return plain(e.sets);
      case 'part':
        return this.weigh(e.of, names);
      case 'field':
        return plain([e.record]);
      case 'except': {
        const paths = plain([e.base, ...e.updates.flatMap(({ path }) => path.flat())]);
        this.#inUpdate++;
        const values = plain(e.updates.map((update) => update.value));
        this.#inUpdate--;
        return together([paths, values]);
      }
      case 'step': {
        const action = this.weigh(e.action, names);
        limit(action, levels.action, e.action.at, 'in [A]_v or <<A>>_v');
        const subscript = this.weigh(e.subscript, names);
        limit(subscript, levels.state, e.subscript.at, 'as a subscript');
        return together([action, subscript], levels.action);
      }
      case 'fair': {
        const action = this.weigh(e.action, names);
        limit(action, levels.action, e.action.at, 'in WF or SF');
        const subscript = this.weigh(e.subscript, names);
        limit(subscript, levels.state, e.subscript.at, 'as a subscript');
        return together([action, subscript], levels.temporal);
      }
      case 'if':
        return all([e.test, e.yes, e.no]);
      case 'case':
        return all([
          ...e.arms.flatMap(({ test, value: one }) => [test, one]),
          ...(e.other === undefined ? [] : [e.other]),
        ]);
      case 'let': {
        const inner = new Names(names);
        this.recursive(e.recursive, inner, e.at);
        for (const definition of e.definitions) this.#define(definition, inner);
        inner.close();
        return this.weigh(e.body, inner);
      }
      default:
        return e satisfies never;
    }
  }

  #plain(e: Expression, names: Names): Weight {
    const weight = this.weigh(e, names);
    limit(weight, levels.action, e.at, 'as part of a value');
    return weight;
  }

  /** RECURSIVE: operators that may be used before they are defined. */
  recursive(declared: readonly Parameter[], names: Names, at: Position): void {
    for (const { name, arity } of declared) {
      // The declaration does not say which of them are operators.
      const params = Array.from({ length: arity }, (): Slot => ({ arity: anyArity, most: levels.temporal }));
      names.declare(name, value(levels.constant, at, { params }), at);
      names.owed.set(name, at);
    }
  }

  /** Names for parameters, and their slots. */
  params(params: readonly Parameter[], names: Names, at: Position): { inner: Names; slots: readonly Slot[] } {
    const inner = new Names(names);
    const slots = params.map(({ name, arity }) => {
      const slot: Slot = { arity, most: levels.temporal };
      const own = Array.from({ length: arity }, (): Slot => ({ arity: 0, most: levels.temporal }));
      inner.declare(name, value(levels.constant, at, { params: own, slot }), at);
      return slot;
    });
    return { inner, slots };
  }

  #bind(bound: readonly string[], names: Names, at: Position): Names {
    const inner = new Names(names);
    for (const name of bound) inner.declare(name, value(levels.constant, at), at);
    return inner;
  }

  bind(bounds: readonly Bound[], names: Names): { inner: Names; weight: Weight } {
    const sets = bounds.map(({ set }) => this.#plain(set, names));
    const inner = new Names(names);
    for (const { names: some, set } of bounds) {
      for (const name of some) inner.declare(name, value(levels.constant, set.at), set.at);
    }
    return { inner, weight: together(sets) };
  }

  #bound(bounds: readonly Bound[], names: Names, body: (inner: Names) => Weight): Weight {
    const { inner, weight } = this.bind(bounds, names);
    return together([weight, body(inner)]);
  }

  /** What a name with its path stands for, and what the arguments of the path weigh. */
  #find(path: readonly PathStep[], name: string, names: Names, at: Position): { meaning: Meaning; weight: Weight } {
    let from: ReadonlyMap<string, Meaning> | undefined;
    const weights: Weight[] = [];
    const look = (one: string): Meaning => {
      const found = from === undefined ? names.lookup(one) : from.get(one);
      if (found !== undefined) return found;
      if (from === undefined) return names.unknown(one, at);
      const inside = new Names();
      for (const [key, meaning] of from) inside.own.set(key, meaning);
      return inside.unknown(one, at);
    };
    for (const step of path) {
      const meaning = look(step.name);
      if (meaning.kind !== 'copied') return { meaning, weight: light };
      weights.push(this.#arguments(step.name, meaning.params, step.args, names, at));
      from = meaning.names;
    }
    return { meaning: look(name), weight: together(weights) };
  }

  #arguments(name: string, params: readonly Slot[], args: readonly Expression[], names: Names, at: Position): Weight {
    if (params.length !== args.length) {
      refuse('PL-505', at, `${args.length} for ${name}`, `${params.length === 0 ? 'no' : params.length} arguments`);
    }
    return together(args.map((arg, i) => this.argument(arg, params[i] as Slot, names)));
  }

  /** An argument: a value, or an operator of as many parameters as the slot wants. */
  argument(e: Expression, slot: Slot, names: Names): Weight {
    if (slot.arity === anyArity) {
      const meaning = e.kind === 'apply' && e.args.length === 0 ? names.lookup(e.name) : undefined;
      const arity = e.kind === 'lambda' ? e.params.length : (meaning?.params.length ?? 0);
      return this.argument(e, { arity, most: slot.most }, names);
    }
    if (slot.arity === 0) {
      const weight = this.weigh(e, names);
      limit(weight, slot.most, e.at, 'as this argument');
      return weight;
    }
    if (e.kind === 'lambda') {
      if (e.params.length !== slot.arity)
        refuse('PL-505', e.at, `an operator of ${e.params.length} parameters`, `one of ${slot.arity}`);
      const { inner } = this.params(e.params, names, e.at);
      return this.weigh(e.body, inner);
    }
    if (e.kind !== 'apply' || e.args.length > 0)
      return refuse('PL-505', e.at, 'a value', `an operator of ${slot.arity}`);
    if (isSign(e.name)) return light;
    const { meaning, weight } = this.#find(e.path, e.name, names, e.at);
    if (meaning.params.length !== slot.arity) {
      refuse('PL-505', e.at, `${e.name}, which has ${meaning.params.length} parameters`, `one of ${slot.arity}`);
    }
    return meaning.kind === 'value' ? together([weight, this.#own(meaning)]) : weight;
  }

  #own({ level, slot }: Value): Weight {
    return { level, slots: slot === undefined ? new Set() : new Set([slot]) };
  }

  #apply(e: Extract<Expression, { kind: 'apply' }>, names: Names): Weight {
    if (isSign(e.name)) return this.#sign(e, names);
    const { meaning, weight } = this.#find(e.path, e.name, names, e.at);
    if (meaning.kind === 'copied') return refuse('PL-505', e.at, `the instance ${e.name}`, 'a value');
    if (meaning.params.length > 0 && e.args.length === 0) {
      refuse('PL-505', e.at, `the operator ${e.name}, which has ${meaning.params.length} parameters`, 'a value');
    }
    return together([weight, this.#own(meaning), this.#arguments(e.name, meaning.params, e.args, names, e.at)]);
  }

  #sign(e: Extract<Expression, { kind: 'apply' }>, names: Names): Weight {
    const weights = e.args.map((arg) => this.weigh(arg, names));
    const each = (most: Level, what: string): void =>
      weights.forEach((weight, i) => {
        limit(weight, most, (e.args[i] as Expression).at, what);
      });
    /** An action may stand in a temporal formula as [A]_v or <<A>>_v only. */
    const noAction = (isAllowed: boolean): void => {
      if (!isAllowed && weights.some(({ level }) => level === levels.action)) {
        refuse(
          'PL-523',
          e.at,
          `an action in ${e.name}`,
          e.name === '<>' ? '<>(<<A>>_v)' : '[][A]_v, or a state predicate',
        );
      }
    };
    const [first] = e.args;
    switch (e.name) {
      case "'":
        each(levels.state, 'under a prime');
        // A constant is the same in the next state.
        return together(
          weights,
          weights[0]?.level === levels.constant && weights[0].slots.size === 0 ? 0 : levels.action,
        );
      case 'UNCHANGED':
        each(levels.state, 'in UNCHANGED');
        return together(weights, levels.action);
      case 'ENABLED':
        each(levels.action, 'in ENABLED');
        // Whatever the action is, this is a state function: it may be primed.
        return { level: levels.state, slots: new Set() };
      case '\\cdot':
        each(levels.action, 'in \\cdot');
        return together(weights, levels.action);
      case '[]':
        noAction(first?.kind === 'step' && first.mayStutter);
        return together(weights, levels.temporal);
      case '<>':
        noAction(first?.kind === 'step' && !first.mayStutter);
        return together(weights, levels.temporal);
      case '~>':
      case '-+->':
        noAction(false);
        return together(weights, levels.temporal);
      default:
        return together(weights);
    }
  }
}
