/**
 * Whether an operator surely evaluates an argument. If it does the argument is evaluated before the call, otherwise it is handed
 * over unevaluated, as TLC does with every argument: an operator may leave out of account what has no value.
 */

import { isSign, mentionsName } from './facts.ts';
import { resolve } from './resolve.ts';
import { type Operator, Scope } from './scope.ts';
import type { Bound, Expression } from './syntax.ts';

const known = new WeakMap<Operator, boolean[]>();

/** For each parameter of an operator, whether its body surely evaluates it. */
export function strictness(op: Operator): readonly boolean[] {
  const before = known.get(op);
  if (before !== undefined) return before;
  // Assumed of a call to itself: an argument that only the recursion looks at is looked at by nothing.
  const strict = op.params.map(({ arity }) => arity === 0);
  known.set(op, strict);
  for (let changed = true; changed; ) {
    changed = false;
    op.params.forEach(({ name }, i) => {
      if (strict[i] === true && !evaluates(op.body, name, op.scope)) {
        strict[i] = false;
        changed = true;
      }
    });
    if (!op.isRecursive) break;
  }
  return strict;
}

/** Whether evaluating an expression surely evaluates a name that is free in it. */
export function evaluates(e: Expression, name: string, scope: Scope): boolean {
  if (!mentionsName(e, name)) return false;
  const inside = (one: Expression | undefined): boolean => one !== undefined && evaluates(one, name, scope);
  const first = (bounds: readonly Bound[]): boolean => inside(bounds[0]?.set);
  switch (e.kind) {
    case 'apply':
      return applies(e, name, scope);
    case 'and':
    case 'or':
      return inside(e.items[0]);
    case 'set':
    case 'tuple':
      return e.items.some(inside);
    case 'quantified':
    case 'map':
    case 'function':
      return first(e.bounds);
    case 'filter':
      return inside(e.bound.set);
    case 'choose':
      return inside(e.set);
    case 'call':
      return inside(e.fn) || e.args.some(inside);
    case 'record':
      return e.values.some(inside);
    case 'records':
    case 'product':
      return e.sets.some(inside);
    case 'functions':
      return inside(e.source) || inside(e.range);
    case 'field':
      return inside(e.record);
    case 'except':
      return inside(e.base);
    case 'if':
      return inside(e.test) || (inside(e.yes) && inside(e.no));
    case 'case':
      return inside(e.arms[0]?.test);
    case 'let': {
      const local = new Scope(scope);
      for (const one of e.definitions) if (one.name !== undefined) local.names.set(one.name, opaque);
      return evaluates(e.body, name, local);
    }
    default:
      return false;
  }
}

const opaque = { kind: 'local', code: '?', arity: 0, thunk: undefined, mayStep: false } as const;

function applies(e: Extract<Expression, { kind: 'apply' }>, name: string, scope: Scope): boolean {
  if (e.path.length === 0 && e.name === name && e.args.length === 0) return true;
  const [left] = e.args;
  if (isSign(e.name)) return (e.name === '~' || e.name === '=>') && left !== undefined && evaluates(left, name, scope);
  if (e.path.some(({ args }) => args.length > 0)) return false;
  const entity = e.path.length === 0 ? scope.lookup(e.name) : resolve(e.path, e.name, scope, e.at).entity;
  if (entity === undefined) return false;
  if (entity.kind === 'builtin' && entity.given === undefined) {
    const { delayed = [], operators = {} } = entity.builtin;
    return e.args.some((arg, i) => !delayed.includes(i) && operators[i] === undefined && evaluates(arg, name, scope));
  }
  if (entity.kind !== 'operator' || entity.given !== undefined) return false;
  const strict = strictness(entity);
  return e.args.some((arg, i) => strict[i] === true && evaluates(arg, name, scope));
}
