/**
 * What can be known of an expression before it is evaluated: its level (constant, state, action, temporal), whether it depends
 * on anything bound around it, whether it is pure. Names are collected once an expression; what they stand for depends on the scope.
 */

import { resolve } from './resolve.ts';
import { type Entity, given, isEntity, type Operator, Scope } from './scope.ts';
import type { Bound, Definition, Expression, PathStep, Position } from './syntax.ts';

export const levels = { constant: 0, state: 1, action: 2, temporal: 3 } as const;
type Level = (typeof levels)[keyof typeof levels];

export interface Facts {
  readonly level: Level;
  /** Depends on no name that is bound by a quantifier, a parameter or a LET around it. */
  readonly isClosed: boolean;
  readonly isPure: boolean;
  /** Pure but for what is drawn at random: as in TLC a definition of it is drawn once and is a constant from then on. */
  readonly isSettled: boolean;
}

interface Mention {
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly at: Position;
  readonly inEnabled: boolean;
  /** Under a prime, UNCHANGED, a subscripted action or ENABLED: an argument cannot be handed over by value. */
  readonly inStep: boolean;
}

interface Summary {
  readonly mentions: ReadonlyMap<string, Mention>;
  readonly ownLevel: Level;
  /** Speaks of an @ that an EXCEPT around it gives. */
  readonly hasOld: boolean;
}

const temporalSigns = new Set(['[]', '<>', '~>', '-+->']);

class Collector {
  readonly mentions = new Map<string, Mention>();
  ownLevel: Level = levels.constant;
  hasOld = false;
  #inExcept = 0;
  readonly #bound: string[] = [];
  #inEnabled = 0;
  #inStep = 0;

  #raise(level: Level): void {
    const own = this.#inEnabled > 0 ? Math.min(level, levels.state) : level;
    if (own > this.ownLevel) this.ownLevel = own as Level;
  }

  #mention(path: readonly PathStep[], name: string, at: Position): void {
    const head = path[0]?.name ?? name;
    if (this.#bound.includes(head)) return;
    const where = `${this.#inEnabled > 0 ? 'e' : ''}${this.#inStep > 0 ? 's' : ''}`;
    const steps = path.map((step) => step.name).join('!');
    const key = `${where}:${steps}!${name}`;
    if (!this.mentions.has(key)) {
      this.mentions.set(key, { path, name, at, inEnabled: this.#inEnabled > 0, inStep: this.#inStep > 0 });
    }
  }

  #within(names: readonly string[], look: () => void): void {
    this.#bound.push(...names);
    look();
    this.#bound.length -= names.length;
  }

  #step(look: () => void): void {
    this.#inStep++;
    look();
    this.#inStep--;
  }

  bounds(bounds: readonly Bound[], body: () => void): void {
    for (const { set } of bounds) this.look(set);
    this.#within(
      bounds.flatMap(({ names }) => names),
      body,
    );
  }

  #definition(definition: Definition): void {
    switch (definition.kind) {
      case 'operator':
        this.#within(
          definition.params.map(({ name }) => name),
          () => this.look(definition.body),
        );
        return;
      case 'function':
        this.bounds(definition.bounds, () => this.look(definition.body));
        return;
      case 'instance':
        for (const { value } of definition.substitutions) this.look(value);
        return;
      default:
        definition satisfies never;
    }
  }

  look(e: Expression): void {
    switch (e.kind) {
      case 'number':
      case 'real':
      case 'string':
      case 'boolean':
      case 'unsupported':
        return;
      case 'old':
        if (this.#inExcept === 0) this.hasOld = true;
        return;
      case 'apply':
        this.#apply(e);
        return;
      case 'lambda':
        this.#within(
          e.params.map(({ name }) => name),
          () => this.look(e.body),
        );
        return;
      case 'and':
      case 'or':
      case 'set':
      case 'tuple':
        for (const item of e.items) this.look(item);
        return;
      case 'quantified':
      case 'map':
      case 'function':
        this.bounds(e.bounds, () => this.look(e.body));
        return;
      case 'filter':
        this.bounds([e.bound], () => this.look(e.body));
        return;
      case 'unbounded':
        if (e.quantifier === '\\EE' || e.quantifier === '\\AA') this.#raise(levels.temporal);
        this.#within(e.names, () => this.look(e.body));
        return;
      case 'choose':
        if (e.set !== undefined) this.look(e.set);
        this.#within(e.names, () => this.look(e.body));
        return;
      case 'call':
        this.look(e.fn);
        for (const one of e.args) this.look(one);
        return;
      case 'functions':
        this.look(e.source);
        this.look(e.range);
        return;
      case 'record':
        for (const one of e.values) this.look(one);
        return;
      case 'records':
      case 'product':
        for (const one of e.sets) this.look(one);
        return;
      case 'part':
        this.look(e.of);
        return;
      case 'field':
        this.look(e.record);
        return;
      case 'except':
        this.look(e.base);
        for (const { path, value } of e.updates) {
          for (const step of path) for (const one of step) this.look(one);
          this.#inExcept++;
          this.look(value);
          this.#inExcept--;
        }
        return;
      case 'step':
        this.#raise(levels.action);
        this.look(e.action);
        this.#step(() => this.look(e.subscript));
        return;
      case 'fair':
        this.#raise(levels.temporal);
        this.look(e.subscript);
        this.#step(() => this.look(e.action));
        return;
      case 'if':
        this.look(e.test);
        this.look(e.yes);
        this.look(e.no);
        return;
      case 'case':
        for (const { test, value } of e.arms) {
          this.look(test);
          this.look(value);
        }
        if (e.other !== undefined) this.look(e.other);
        return;
      case 'let':
        this.#within(
          e.definitions.map(({ name }) => name ?? ''),
          () => {
            for (const definition of e.definitions) this.#definition(definition);
            this.look(e.body);
          },
        );
        return;
      default:
        e satisfies never;
    }
  }

  #apply(e: Extract<Expression, { kind: 'apply' }>): void {
    if (e.name === "'" || e.name === 'UNCHANGED') {
      this.#raise(levels.action);
      this.#step(() => {
        for (const one of e.args) this.look(one);
      });
      return;
    }
    if (e.name === 'ENABLED') {
      this.#raise(levels.state);
      this.#inEnabled++;
      this.#step(() => {
        for (const one of e.args) this.look(one);
      });
      this.#inEnabled--;
      return;
    }
    if (temporalSigns.has(e.name)) this.#raise(levels.temporal);
    if (!isSign(e.name)) this.#mention(e.path, e.name, e.at);
    for (const { args } of e.path) for (const one of args) this.look(one);
    for (const one of e.args) this.look(one);
  }
}

/** Operators that are part of the language and cannot be defined. */
export function isSign(name: string): boolean {
  return signs.has(name);
}

const signs = new Set(['~', '=>', "'", 'UNCHANGED', 'ENABLED', '[]', '<>', '~>', '-+->', '\\cdot', '/\\', '\\/']);

const summaries = new WeakMap<Expression, Summary>();

function summaryOf(e: Expression): Summary {
  const known = summaries.get(e);
  if (known !== undefined) return known;
  const collector = new Collector();
  collector.look(e);
  const { mentions, ownLevel, hasOld } = collector;
  const summary = { mentions, ownLevel, hasOld };
  summaries.set(e, summary);
  return summary;
}

const constantFacts: Facts = { level: levels.constant, isClosed: true, isPure: true, isSettled: true };

const ofOperators = new WeakMap<Operator, Facts>();
const ofExpressions = new WeakMap<Expression, WeakMap<Scope, Facts>>();

/** Operators whose facts are being found; one that is met again counts as constant there. */
const underWay = new Set<Operator>();
/** Those among them that were met again: until they are done, nothing that was found meanwhile may be remembered. */
const metAgain = new Set<Operator>();

function operatorFacts(op: Operator): Facts {
  const known = ofOperators.get(op);
  if (known !== undefined) return known;
  if (underWay.has(op)) {
    metAgain.add(op);
    return constantFacts;
  }
  underWay.add(op);
  const scope = new Scope(op.scope);
  for (const { name } of op.params) scope.names.set(name, anything);
  for (const { names } of op.bounds ?? []) for (const name of names) scope.names.set(name, anything);
  let facts = factsOf(op.body, scope, true);
  for (const { set } of op.bounds ?? []) facts = join(facts, factsOf(set, op.scope));
  underWay.delete(op);
  metAgain.delete(op);
  if (metAgain.size === 0) ofOperators.set(op, facts);
  return facts;
}

/** A parameter while its operator is looked at: it makes nothing of the operator's own. */
const anything: Entity = { kind: 'local', code: '?', arity: -1, thunk: undefined, mayStep: false };

/** Parameters of an instance while its definitions are looked at: the arguments are looked at by themselves. */
function bindAnything(parent: Scope, params: readonly { readonly name: string }[]): Scope {
  const scope = new Scope(parent);
  for (const { name } of params) scope.names.set(name, anything);
  return scope;
}

function join(a: Facts, b: Facts): Facts {
  return {
    level: Math.max(a.level, b.level) as Level,
    isClosed: a.isClosed && b.isClosed,
    isPure: a.isPure && b.isPure,
    isSettled: a.isSettled && b.isSettled,
  };
}

export function entityFacts(entity: Entity): Facts {
  const thing = given(entity);
  if (!isEntity(thing)) return constantFacts;
  switch (thing.kind) {
    case 'variable':
      return { ...constantFacts, level: levels.state };
    case 'constant':
    case 'instance':
      return constantFacts;
    case 'operator':
      return operatorFacts(thing);
    case 'builtin':
      if (thing.builtin.isRandom === true) return { ...constantFacts, isPure: false };
      return thing.builtin.isImpure === true ? { ...constantFacts, isPure: false, isSettled: false } : constantFacts;
    case 'alias':
      return factsOf(thing.expression, thing.scope);
    case 'local':
      if (thing === anything) return constantFacts;
      return { level: thing.mayStep ? levels.action : levels.constant, isClosed: false, isPure: true, isSettled: true };
    default:
      return thing satisfies never;
  }
}

/** Level, closedness and purity of an expression in a scope. */
export function factsOf(e: Expression, scope: Scope, isFresh = false): Facts {
  const perScope = ofExpressions.get(e);
  const known = perScope?.get(scope);
  if (known !== undefined && !isFresh) return known;
  const { mentions, ownLevel, hasOld } = summaryOf(e);
  let facts: Facts = { level: ownLevel, isClosed: !hasOld, isPure: true, isSettled: true };
  for (const { path, name, at, inEnabled } of mentions.values()) {
    let own = entityFacts(resolve(path, name, scope, at, bindAnything).entity);
    if (inEnabled && own.level > levels.state) own = { ...own, level: levels.state };
    facts = join(facts, own);
  }
  if (metAgain.size === 0 && !isFresh) {
    if (perScope === undefined) ofExpressions.set(e, new WeakMap([[scope, facts]]));
    else perScope.set(scope, facts);
  }
  return facts;
}

/** Whether an argument for this parameter has to be taken as it stands: its name occurs where a step is spoken of. */
export function isStepped(body: Expression, name: string, scope: Scope, depth = 0): boolean {
  for (const mention of summaryOf(body).mentions.values()) {
    if (mention.path.length === 0 && mention.name === name && mention.inStep) return true;
  }
  // Handed on to an operator that steps it: found by looking at the calls that mention it.
  return depth < 8 && handsOn(body, name, scope, depth);
}

function handsOn(body: Expression, name: string, scope: Scope, depth: number): boolean {
  let found = false;
  const look = (node: unknown): void => {
    if (found || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const one of node) look(one);
      return;
    }
    const e = node as Expression;
    if (e.kind === 'apply' && e.args.length > 0 && !isSign(e.name)) {
      e.args.forEach((arg, i) => {
        if (found || !mentionsName(arg, name)) return;
        const entity = lookupQuietly(e.path, e.name, scope, e.at);
        if (entity?.kind !== 'operator') return;
        const param = entity.params[i];
        if (param !== undefined && !entity.isRecursive && isStepped(entity.body, param.name, entity.scope, depth + 1)) {
          found = true;
        }
      });
    }
    for (const [key, one] of Object.entries(node)) if (key !== 'at') look(one);
  };
  look(body);
  return found;
}

function lookupQuietly(path: readonly PathStep[], name: string, scope: Scope, at: Position): Entity | undefined {
  try {
    return resolve(path, name, scope, at).entity;
  } catch {
    return undefined;
  }
}

/** Names that an expression mentions and does not bind itself, with their paths. */
export function mentionsOf(e: Expression): Iterable<Pick<Mention, 'path' | 'name' | 'at'>> {
  return summaryOf(e).mentions.values();
}

export function mentionsName(e: Expression, name: string): boolean {
  for (const mention of summaryOf(e).mentions.values()) {
    if (mention.path.length === 0 ? mention.name === name : mention.path[0]?.name === name) return true;
  }
  return false;
}
