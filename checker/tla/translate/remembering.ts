/**
 * Expressions that depend on few things: their values are remembered by what those are. Written as a function at the top of the program, called
 * with what it depends on.
 */

import { entityFacts, factsOf, levels, mentionsOf } from '../facts.ts';
import { resolve } from '../resolve.ts';
import { given, isEntity, type Scope } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import { Block } from './block.ts';
import { variablesOf } from './reads.ts';
import type { Env } from './translator.ts';
import { functionBody, type Writer } from './writer.ts';

/** Things that the value of an expression may depend on. */
const mostKeys = 3;

/** Made of parts, so that making it, or finding its like among the values, costs more than looking it up. */
const made = new Set<Expression['kind']>([
  ...(['set', 'tuple', 'record', 'function', 'functions', 'records', 'product', 'except', 'filter', 'map'] as const),
  ...(['if', 'case', 'let'] as const),
]);

/** Operators of the core and of standard modules that make sets and sequences. */
const making = new Set([
  '\\cup',
  '\\cap',
  '\\',
  'UNION',
  'SUBSET',
  'Append',
  '\\o',
  'Tail',
  'SubSeq',
  'SelectSeq',
  '@@',
  ':>',
]);

function isMade(e: Expression): boolean {
  return made.has(e.kind) || (e.kind === 'apply' && making.has(e.name));
}

/** JavaScript of the bound names that an expression depends on; undefined where it depends on something else that is local. */
function localsOf(x: Writer, e: Expression, scope: Scope, found: Set<string>): Set<string> | undefined {
  for (const { path, name, at } of mentionsOf(e)) {
    const { entity, opened } = resolve(path, name, scope, at);
    const thing = given(entity);
    if (!isEntity(thing)) continue;
    if (thing.kind === 'local') {
      if (thing.arity > 0 || thing.thunk !== undefined || thing.mayStep || !/^\w+$/.test(thing.code)) return undefined;
      found.add(thing.code);
    } else if (thing.kind === 'alias') {
      if (localsOf(x, thing.expression, thing.scope, found) === undefined) return undefined;
    } else if (opened !== undefined || !entityFacts(thing).isClosed) return undefined;
    // A definition of a LET stands inside of the action.
    else if (thing.kind === 'operator' && x.t.blockOf(thing.scope) !== x.t.top) return undefined;
    if (found.size > mostKeys) return undefined;
  }
  return found;
}

/** What an expression depends on, as JavaScript; undefined for too much, for nothing, and where it cannot be told. */
function keysOf(x: Writer, e: Expression, env: Env): readonly string[] | undefined {
  if (env.primed || env.old !== undefined || x.isVolatile || x.keeping > 0 || x.t.coverage !== undefined)
    return undefined;
  const { level, isPure } = factsOf(e, env.scope);
  if (!isPure || level > levels.state) return undefined;
  const variables = level === levels.state ? variablesOf({ expression: e, scope: env.scope }) : new Set<number>();
  const locals = localsOf(x, e, env.scope, new Set());
  if (variables === undefined || locals === undefined) return undefined;
  const keys = [...[...variables].map((index) => x.t.current[index] as string), ...locals];
  return keys.length === 0 || keys.length > mostKeys ? undefined : keys;
}

function remember(x: Writer, e: Expression, env: Env, keys: readonly string[]): string {
  const block = new Block();
  const code = x.value(e, { ...env, block });
  const name = x.t.names.fresh('remembered');
  const parameters = keys.join(', ');
  x.t.top.declarations.push(
    `const ${name} = remembered${keys.length}((${parameters}) => ${functionBody('', block, code)});`,
  );
  return `${name}(${parameters})`;
}

const comparing = new Set(['=', '#', '\\in', '\\notin']);

/** Whether a condition compares what is made for it, or goes through a set. */
function isDear(e: Expression): boolean {
  if (e.kind === 'quantified') return true;
  if (e.kind !== 'apply' || e.path.length > 0) return false;
  if (e.name === '\\subseteq') return true;
  return comparing.has(e.name) && e.args.some(isMade);
}

/** A condition, remembered where that may pay; undefined where it may not. */
export function rememberedCondition(x: Writer, e: Expression, env: Env): string | undefined {
  const keys = isDear(e) ? keysOf(x, e, env) : undefined;
  return keys && remember(x, e, env, keys);
}

/** The next value of a variable: what is made for it stays, so its like is looked for sooner or later. */
export function nextValue(x: Writer, e: Expression, env: Env): string {
  const keys = isMade(e) ? keysOf(x, e, env) : undefined;
  return keys === undefined ? x.value(e, env) : remember(x, e, env, keys);
}
