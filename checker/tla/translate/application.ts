/** Names and operators with their arguments: what each stands for at its place. */

import { entityFacts, factsOf, isStepped, levels } from '../facts.ts';
import { bindAliases, refuse, resolve } from '../resolve.ts';
import { type Alias, type Entity, given, isEntity, type Operator, Scope } from '../scope.ts';
import { strictness } from '../strict.ts';
import type { Expression, Parameter } from '../syntax.ts';
import { Block } from './block.ts';
import { emit } from './definition.ts';
import type { Env, Translator } from './translator.ts';
import { core, functionBody, isCheap, local, type Of, type Writer } from './writer.ts';

export function applied(x: Writer, e: Of<'apply'>, env: Env): string {
  const [left, right] = e.args;
  switch (e.name) {
    case '~':
      return `!${x.condition(left as Expression, env)}`;
    case '=>':
      return `(!${x.test(left as Expression, env)} || ${x.test(right as Expression, env)})`;
    case '/\\':
      return `(${e.args.map((one) => x.test(one, env)).join(' && ')})`;
    case '\\/':
      return `(${e.args.map((one) => x.test(one, env)).join(' || ')})`;
    case "'":
      if (env.primed) return refuse('PL-509', e.at, 'a prime within a prime');
      return x.value(left as Expression, { ...env, primed: true });
    case 'UNCHANGED':
      return `${core(x.t, '=')}(${x.value(left as Expression, env)}, ${x.value(left as Expression, { ...env, primed: true })})`;
    case 'ENABLED':
      return x.enabled(left as Expression, env);
    case '[]':
    case '<>':
    case '~>':
    case '-+->':
    case '\\cdot':
      return refuse(
        'PL-509',
        e.at,
        `${e.name} inside a state or action expression`,
        'temporal operators at the outside of a formula',
      );
    default:
      break;
  }
  const { entity, opened } = resolve(e.path, e.name, env.scope, e.at);
  if (opened !== undefined && x.t.blocks.get(opened) === undefined) {
    const block = new Block();
    x.t.blocks.set(opened, block);
    const code = meaning(x, entity, e, { ...env, block });
    return block.around(code);
  }
  return meaning(x, entity, e, env);
}

function meaning(x: Writer, entity: Entity, e: Of<'apply'>, env: Env): string {
  const thing = given(entity);
  if (!isEntity(thing)) {
    if (e.args.length > 0) refuse('PL-505', e.at, `arguments for ${e.name}, which is a value`);
    return x.t.value(thing);
  }
  switch (thing.kind) {
    case 'variable': {
      noArguments(e);
      const js = (env.primed ? x.t.next : x.t.current)[thing.index] as string;
      if (env.primed) return `(${js} ?? ${x.t.mark(e.at)}unassigned("${thing.name}'"))`;
      return x.isVolatile ? `(${js} ?? ${x.t.mark(e.at)}unassigned("${thing.name}"))` : js;
    }
    case 'constant':
      return refuse(
        'PL-508',
        thing.at,
        `${thing.name} without a value`,
        'every constant in the configuration',
        `add CONSTANT ${thing.name} = …`,
      );
    case 'instance':
      return refuse('PL-505', e.at, `the instance ${e.name}`, 'a value');
    case 'local':
      if (thing.arity === 0) {
        noArguments(e);
        return thing.code;
      }
      return `${thing.code}(${e.args.map((one) => x.value(one, env)).join(', ')})`;
    case 'alias':
      return aliased(x, thing, e, env);
    case 'builtin':
      if (thing.builtin.refused !== undefined)
        return refuse(
          'PL-509',
          e.at,
          `${thing.name}, which ${thing.builtin.refused}`,
          'an operator that can be evaluated',
        );
      return builtIn(x, thing.builtin, e, env);
    case 'operator':
      return operated(x, thing, e, env);
    default:
      return thing satisfies never;
  }
}

function noArguments(e: Of<'apply'>): void {
  if (e.args.length > 0) refuse('PL-505', e.at, `${e.args.length} arguments for ${e.name}`, 'none');
}

function aliased(x: Writer, alias: Alias, e: Of<'apply'>, env: Env): string {
  if (e.args.length === 0) {
    const code = x.value(alias.expression, { ...env, scope: alias.scope });
    if (alias.isVariable !== true || !env.primed) return code;
    return `(${x.t.nextName(x.t.virtual(alias))} ?? ${code})`;
  }
  const { params, body, scope } = operatorOf(alias, e.args.length, e.at);
  return x.value(body, { ...env, scope: bindAliases(scope, params, e.args, env.scope) });
}

/** The operator that an alias with arguments stands for: LAMBDA, or a name of one. */
export function operatorOf(
  alias: Alias,
  count: number,
  at: Expression['at'],
): { params: readonly Parameter[]; body: Expression; scope: Scope } {
  const { expression, scope } = alias;
  if (expression.kind === 'lambda') {
    if (expression.params.length !== count) refuse('PL-505', at, `${count} arguments`, `${expression.params.length}`);
    return { params: expression.params, body: expression.body, scope };
  }
  if (expression.kind === 'apply' && expression.args.length === 0) {
    const params = Array.from({ length: count }, (_, i): Parameter => ({ name: `argument ${i}`, arity: 0 }));
    const inner = new Scope(scope);
    const args = params.map(({ name }): Expression => ({ kind: 'apply', path: [], name, args: [], at: expression.at }));
    return { params, body: { ...expression, args }, scope: inner };
  }
  return refuse('PL-505', at, 'arguments for something that is no operator');
}

function builtIn(x: Writer, builtin: Parameters<Translator['builtin']>[0], e: Of<'apply'>, env: Env): string {
  if (e.args.length !== builtin.arity)
    refuse('PL-505', e.at, `${e.args.length} arguments for ${e.name}`, `${builtin.arity}`);
  const args = e.args.map((arg, i) => {
    const arity = builtin.operators?.[i];
    if (arity !== undefined) return operatorValue(x, arg, arity, env);
    const code = x.value(arg, env);
    return builtin.delayed?.includes(i) === true ? `() => ${code}` : code;
  });
  return `${x.t.mark(e.at)}${x.t.builtin(builtin)}(${args.join(', ')})`;
}

/** A JavaScript function for an argument that is an operator. */
function operatorValue(x: Writer, e: Expression, arity: number, env: Env): string {
  const params = Array.from({ length: arity }, (_, i): Parameter => ({ name: `argument ${i}`, arity: 0 }));
  const js = params.map((_, i) => x.t.names.fresh(`a${i}`));
  const scope = new Scope(env.scope);
  for (const [i, { name }] of params.entries()) scope.names.set(name, local(js[i] as string));
  const block = new Block();
  const inner = { ...env, scope, block };
  let code: string;
  if (e.kind === 'lambda') {
    if (e.params.length !== arity) refuse('PL-505', e.at, `an operator of ${e.params.length} arguments`, `${arity}`);
    for (const [i, { name }] of e.params.entries()) scope.names.set(name, local(js[i] as string));
    code = x.value(e.body, inner);
  } else if (e.kind === 'apply' && e.args.length === 0) {
    const args = params.map(({ name }): Expression => ({ kind: 'apply', path: [], name, args: [], at: e.at }));
    code = applied(x, { ...e, args }, inner);
  } else code = refuse('PL-505', e.at, 'a value', `an operator of ${arity} arguments`);
  return `(${js.join(', ')}) => ${functionBody('', block, code)}`;
}

function operated(x: Writer, op: Operator, e: Of<'apply'>, env: Env): string {
  if (op.params.length !== e.args.length) {
    refuse('PL-505', e.at, `${e.args.length} arguments for ${op.name}`, `${op.params.length}`);
  }
  const isInlined =
    !op.isRecursive &&
    op.params.some(
      ({ name, arity }, i) =>
        isStepped(op.body, name, op.scope) ||
        (arity === 0 && factsOf(e.args[i] as Expression, env.scope).level >= levels.action),
    );
  if (isInlined) return x.value(op.body, { ...env, scope: bindAliases(op.scope, op.params, e.args, env.scope) });
  const isPrimed = env.primed && entityFacts(op).level >= levels.state;
  const name = emit(x, op, isPrimed);
  if (op.params.length === 0) return name;
  const strict = strictness(op);
  const args = e.args.map((arg, i) => {
    const { arity = 0 } = op.params[i] ?? {};
    if (arity > 0) return operatorValue(x, arg, arity, env);
    return strict[i] === true ? x.value(arg, env) : delayed(x, arg, env);
  });
  return `${name}(${args.join(', ')})`;
}

/** An argument handed over unevaluated. */
function delayed(x: Writer, e: Expression, env: Env): string {
  if (e.kind === 'apply' && e.args.length === 0 && e.path.length === 0) {
    const entity = env.scope.lookup(e.name);
    if (entity?.kind === 'local' && entity.thunk !== undefined) return entity.thunk;
  }
  const code = x.value(e, env);
  return isCheap(e) ? `() => ${code}` : `lazy(() => ${code})`;
}

/** The part of a definition that a path leads to. */
export function partOf(e: Of<'part'>, from: Scope): { body: Expression; scope: Scope } {
  if (e.of.kind !== 'apply') return refuse('PL-509', e.at, 'a path into a subexpression');
  const { entity } = resolve(e.of.path, e.of.name, from, e.at);
  if (entity.kind !== 'operator' || entity.params.length > 0)
    return refuse('PL-509', e.at, 'a path into a subexpression');
  let { body } = entity;
  for (const place of e.places) {
    const next: Expression | undefined =
      body.kind === 'and' || body.kind === 'or'
        ? body.items[place - 1]
        : body.kind === 'apply'
          ? body.args[place - 1]
          : undefined;
    if (next === undefined) return refuse('PL-509', e.at, `part ${place} of ${body.kind}`, 'conjuncts and disjuncts');
    body = next;
  }
  return { body, scope: entity.scope };
}
