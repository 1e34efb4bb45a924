/** Definitions of operators as JavaScript functions, and what their parameters stand for. */

import { entityFacts, factsOf, isStepped, levels } from '../facts.ts';
import { placeOf } from '../resolve.ts';
import { type Operator, Scope } from '../scope.ts';
import { evaluates, strictness } from '../strict.ts';
import type { Expression, Parameter } from '../syntax.ts';
import { Block } from './block.ts';
import { tabulated } from './bounds.ts';
import { type Env, isConstant } from './translator.ts';
import { isCheap, local, type Writer } from './writer.ts';

/** Writes the definition of an operator where it belongs, once for each way to read variables; gives what to call it by. */
export function emit(x: Writer, op: Operator, primed: boolean): string {
  const facts = entityFacts(op);
  const isInitial = x.isVolatile && !primed && facts.level >= levels.state;
  const key = primed ? 'primed' : isInitial ? 'initial' : 'plain';
  const known = x.t.emitted.get(op)?.get(key);
  if (known !== undefined) return known;
  const js = x.t.names.fresh(`${op.name}${primed ? '_next' : isInitial ? '_initial' : ''}`);
  const isDrawnOnce = facts.isSettled && facts.isClosed && x.t.blockOf(op.scope) === x.t.top;
  const isKept = op.params.length === 0 && facts.level <= levels.constant && (facts.isPure || isDrawnOnce);
  const isLet =
    op.params.length === 0 &&
    x.t.blockOf(op.scope) !== x.t.top &&
    facts.isPure &&
    (facts.level === levels.constant || (facts.level === levels.state && !primed && !x.isVolatile));
  const call = op.params.length > 0 ? js : `${js}()`;
  const byKey = x.t.emitted.get(op) ?? new Map<string, string>();
  x.t.emitted.set(op, byKey);
  byKey.set(key, call);
  const home = isKept && facts.isClosed ? x.t.top : x.t.blockOf(op.scope);
  const keeping = x.keeping;
  x.keeping = 0;
  const code = definition(x, op, js, primed, isKept || isLet);
  x.keeping = keeping;
  home.declarations.push(code);
  return call;
}

function definition(x: Writer, op: Operator, js: string, primed: boolean, isKept: boolean): string {
  const block = new Block();
  const heading = `// ${op.name}, ${placeOf(op.at)}\n`;
  if (op.bounds !== undefined) {
    const self = x.t.names.fresh(`${op.name}_self`);
    const scope = new Scope(op.scope);
    scope.names.set(op.name, local(self));
    const env: Env = { scope, primed, block };
    const code = tabulated(x, op.bounds, op.body, env, 'recursive', op.at);
    const body = `${block.with(`const ${self} = ${code};\nreturn ${self};`)}`;
    return `${heading}const ${js} = ${isKept ? `lazy(() => {\n${body}\n})` : `() => {\n${body}\n}`};`;
  }
  const scope = new Scope(op.scope);
  const strict = strictness(op);
  const names = op.params.map(({ name, arity }, i) => {
    const param = x.t.names.fresh(name);
    scope.names.set(name, arity > 0 || strict[i] === true ? local(param, arity) : local(`${param}()`, 0, param));
    return param;
  });
  if (isKept) {
    // Its own constants need no keeping beside the whole.
    if (entityFacts(op).isClosed && entityFacts(op).level === levels.constant) x.keeping++;
    const body = x.returning(op.body, { scope, primed, block });
    if (entityFacts(op).isClosed && entityFacts(op).level === levels.constant) x.keeping--;
    return `${heading}const ${js} = lazy(() => {\n${block.with(body)}\n});`;
  }
  const body = x.returning(op.body, { scope, primed, block });
  // Calls of itself can take for ever without a loop that would look at the limits.
  const look = op.isRecursive ? 'tick();\n' : '';
  return `${heading}const ${js} = (${names.join(', ')}) => {\n${look}${block.with(body)}\n};`;
}

/** Parameters bound for an operator that is written out in place; declarations go before it. */
export function bindArguments(
  x: Writer,
  op: { params: readonly Parameter[]; body: Expression; scope: Scope },
  args: readonly Expression[],
  env: Env,
  byName: (e: Expression) => boolean,
): { scope: Scope; declarations: string } {
  const scope = new Scope(op.scope);
  let declarations = '';
  op.params.forEach(({ name, arity }, i) => {
    const arg = args[i] as Expression;
    if (
      arity > 0 ||
      isCheap(arg) ||
      byName(arg) ||
      isStepped(op.body, name, op.scope) ||
      factsOf(arg, env.scope).level >= levels.action
    ) {
      scope.names.set(name, { kind: 'alias', expression: arg, scope: env.scope });
      return;
    }
    if (isConstant(arg, env.scope)) {
      scope.names.set(name, { kind: 'alias', expression: arg, scope: env.scope });
      return;
    }
    const js = x.t.names.fresh(name);
    const code = x.value(arg, env);
    if (evaluates(op.body, name, op.scope)) {
      declarations += `const ${js} = ${code};\n`;
      scope.names.set(name, local(js));
    } else {
      declarations += `const ${js} = lazy(() => ${code});\n`;
      scope.names.set(name, local(`${js}()`, 0, js));
    }
  });
  return { scope, declarations };
}
