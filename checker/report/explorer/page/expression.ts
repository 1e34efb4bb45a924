/**
 * Expressions about a state, such as `rollup.batches.some(b => b.status == 'final')`: parsed by jsep, evaluated here, never by `eval`.
 *
 * A name is a component, a variable of one where it is unambiguous, or a parameter of an arrow. A component stands for its variables;
 * `.value` is its statechart's value and `.matches('open')` asks it. Only own properties and a list of harmless methods are within reach.
 */

import jsepArrow, { type ArrowExpression } from '@jsep-plugin/arrow';
import jsep from 'jsep';
import { keyOf, show } from '../../../language/plain-data.ts';
import { activePaths, valueWords } from '../../drawing/statechart.ts';
import type { Local } from './graph.ts';

jsep.plugins.register(jsepArrow);

class ExpressionError extends Error {}

type Names = (name: string) => unknown;
type Evaluate = (names: Names) => unknown;

/** A component in an expression. */
export class Component {
  readonly local: Local;

  constructor(local: Local) {
    this.local = local;
  }
}

function fail(message: string): never {
  throw new ExpressionError(message);
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Set) return [...value];
  if (value instanceof Map) return [...value.values()];
  return fail(`${show(value)} is no list`);
}

type Call = (...args: unknown[]) => unknown;

const methods: Readonly<Record<string, (on: unknown, args: readonly unknown[]) => unknown>> = {
  some: (on, [test]) => listOf(on).some((one, i) => (test as Call)(one, i)),
  every: (on, [test]) => listOf(on).every((one, i) => (test as Call)(one, i)),
  filter: (on, [test]) => listOf(on).filter((one, i) => (test as Call)(one, i)),
  map: (on, [made]) => listOf(on).map((one, i) => (made as Call)(one, i)),
  find: (on, [test]) => listOf(on).find((one, i) => (test as Call)(one, i)),
  includes: (on, [wanted]) =>
    typeof on === 'string' ? on.includes(String(wanted)) : listOf(on).some((one) => isSame(one, wanted)),
  has: (on, [wanted]) => (on instanceof Map ? on.has(wanted) : listOf(on).some((one) => isSame(one, wanted))),
  get: (on, [name]) => (on instanceof Map ? on.get(name) : fail(`${show(on)} is no map`)),
  at: (on, [index]) => listOf(on).at(Number(index)),
  matches: (on, [path]) =>
    on instanceof Component ? activePaths(on.local.value).has(String(path)) : fail('matches is asked of a component'),
  startsWith: (on, [start]) => String(on).startsWith(String(start)),
};

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'bigint' && typeof b === 'number') return a === BigInt(b);
  if (typeof a === 'number' && typeof b === 'bigint') return BigInt(a) === b;
  return a === b || (typeof a === 'object' && typeof b === 'object' && keyOf(a) === keyOf(b));
}

function member(on: unknown, name: unknown): unknown {
  if (on instanceof Component) {
    if (name === 'value') return valueWords(on.local.value);
    if (name === 'context') return on.local.context;
    return member(on.local.context, name);
  }
  if (on === null || on === undefined) return undefined;
  if (name === 'length' || name === 'size') return typeof on === 'string' ? on.length : listOf(on).length;
  if (on instanceof Map) return on.get(name);
  return typeof on === 'object' && Object.hasOwn(on, String(name))
    ? (on as Record<string, unknown>)[String(name)]
    : undefined;
}

function number(value: unknown): number {
  return typeof value === 'bigint' ? Number(value) : (value as number);
}

const binary: Readonly<Record<string, (a: unknown, b: unknown) => unknown>> = {
  '==': isSame,
  '===': isSame,
  '!=': (a, b) => !isSame(a, b),
  '!==': (a, b) => !isSame(a, b),
  '<': (a, b) => (a as number) < (b as number),
  '<=': (a, b) => (a as number) <= (b as number),
  '>': (a, b) => (a as number) > (b as number),
  '>=': (a, b) => (a as number) >= (b as number),
  '+': (a, b) => (typeof a === 'string' || typeof b === 'string' ? `${a}${b}` : number(a) + number(b)),
  '-': (a, b) => number(a) - number(b),
  '*': (a, b) => number(a) * number(b),
  '/': (a, b) => number(a) / number(b),
  '%': (a, b) => number(a) % number(b),
};

function compiled(node: jsep.Expression, parameters: readonly string[], known: ReadonlySet<string>): Evaluate {
  const inner = (one: unknown): Evaluate => compiled(one as jsep.Expression, parameters, known);
  switch (node.type) {
    case 'Literal': {
      const { value } = node as jsep.Literal;
      return () => value;
    }
    case 'Identifier': {
      const { name } = node as jsep.Identifier;
      if (name === 'undefined') return () => undefined;
      if (!parameters.includes(name) && !known.has(name)) fail(`${name} is no component and no variable`);
      return (names) => names(name);
    }
    case 'UnaryExpression': {
      const { operator, argument } = node as jsep.UnaryExpression;
      const value = inner(argument);
      if (operator === '!') return (names) => !value(names);
      if (operator === '-') return (names) => -number(value(names));
      return fail(`unknown operator ${operator}`);
    }
    case 'BinaryExpression': {
      const { operator, left, right } = node as jsep.BinaryExpression;
      const [a, b] = [inner(left), inner(right)];
      if (operator === '&&') return (names) => a(names) && b(names);
      if (operator === '||') return (names) => a(names) || b(names);
      const combine = Object.hasOwn(binary, operator) ? binary[operator] : undefined;
      if (combine === undefined) return fail(`unknown operator ${operator}`);
      return (names) => combine(a(names), b(names));
    }
    case 'ConditionalExpression': {
      const { test, consequent, alternate } = node as jsep.ConditionalExpression;
      const [asked, yes, no] = [inner(test), inner(consequent), inner(alternate)];
      return (names) => (asked(names) ? yes(names) : no(names));
    }
    case 'MemberExpression': {
      const { computed, object, property } = node as jsep.MemberExpression;
      const on = inner(object);
      if (!computed) {
        const { name } = property as jsep.Identifier;
        return (names) => member(on(names), name);
      }
      const index = inner(property);
      return (names) => {
        const [whole, at] = [on(names), index(names)];
        return Array.isArray(whole) ? whole[Number(at)] : member(whole, at);
      };
    }
    case 'CallExpression': {
      const { callee, arguments: given } = node as jsep.CallExpression;
      if (callee.type !== 'MemberExpression') return fail('only methods are called, such as batches.some(…)');
      const { object, property, computed } = callee as jsep.MemberExpression;
      const name = (property as jsep.Identifier).name;
      const method = !computed && Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (method === undefined) return fail(`no method ${name}; there are ${Object.keys(methods).join(', ')}`);
      const on = inner(object);
      const args = given.map(inner);
      return (names) =>
        method(
          on(names),
          args.map((arg) => arg(names)),
        );
    }
    case 'ArrowFunctionExpression': {
      const { params, body } = node as ArrowExpression;
      const own = (params ?? []).map((param) =>
        param.type === 'Identifier' ? (param as jsep.Identifier).name : fail('parameters are names'),
      );
      const value = compiled(body as jsep.Expression, [...parameters, ...own], known);
      return (names) =>
        (...given: unknown[]) =>
          value((name) => (own.includes(name) ? given[own.indexOf(name)] : names(name)));
    }
    case 'ArrayExpression': {
      const elements = (node as jsep.ArrayExpression).elements.map((one) => inner(one));
      return (names) => elements.map((one) => one(names));
    }
    case 'Compound':
      return fail(
        (node as jsep.Compound).body.length === 0 ? 'an expression is wanted' : 'one expression, not several',
      );
    default:
      return fail(`${node.type} is not understood here`);
  }
}

/** Compiles an expression over these names. Throws `ExpressionError` with what is wrong. */
export function compile(text: string, known: ReadonlySet<string>): Evaluate {
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    throw new ExpressionError(error instanceof Error ? error.message : String(error));
  }
  return compiled(tree, [], known);
}
