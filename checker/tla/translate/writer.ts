/** What the parts of the translation of expressions ask of each other, and the small words that they share. */

import { type Local, Scope } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import { Block } from './block.ts';
import type { Env, Translator } from './translator.ts';

export type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

export interface Writer {
  readonly t: Translator;
  /** While initial states are found, variables change under the expressions: nothing of a state is remembered. */
  isVolatile: boolean;
  /** Above 0 inside a constant that is computed once as a whole. */
  keeping: number;
  /** JavaScript that decides ENABLED. */
  enabled: (action: Expression, env: Env) => string;
  /** JavaScript for the value of an expression. */
  value(e: Expression, env: Env): string;
  /** JavaScript for a value that has to be TRUE or FALSE. */
  test(e: Expression, env: Env): string;
  /** The same without a counter of its own. */
  condition(e: Expression, env: Env): string;
  /** A function's body that ends by giving the value of an expression. */
  returning(e: Expression, env: Env): string;
}

export function local(code: string, arity = 0, thunk?: string): Local {
  return { kind: 'local', code, arity, thunk, mayStep: false };
}

export function isName(e: Expression): boolean {
  return e.kind === 'apply' && e.args.length === 0 && e.path.every(({ args }) => args.length === 0);
}

/** What is as quickly said again as kept. */
export function isCheap(e: Expression): boolean {
  return e.kind === 'number' || e.kind === 'string' || e.kind === 'boolean' || isName(e);
}

/** JavaScript of an operator of the core, such as `=`. */
export function core(t: Translator, name: string): string {
  const entity = t.elaboration.core.lookup(name);
  if (entity?.kind !== 'builtin') throw new Error(`no core operator ${name}`);
  return t.builtin(entity.builtin);
}

/** The scope of a LET and the block in which its definitions are written when they are used. */
export function letScope(t: Translator, e: Of<'let'>, env: Env): { block: Block; scope: Scope } {
  const scope = new Scope(env.scope);
  const block = new Block();
  t.blocks.set(scope, block);
  for (const definition of e.definitions) t.elaboration.define(definition, scope, 'LET');
  return { block, scope };
}

/** The body of an arrow function. */
export function functionBody(prefix: string, block: Block, expression: string): string {
  if (prefix === '' && block.declarations.length === 0)
    return expression.startsWith('{') ? `(${expression})` : expression;
  return `{\n${prefix}${block.with(`return ${expression};`)}\n}`;
}
