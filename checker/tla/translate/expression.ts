/** Constant and state expressions, and actions that are only asked whether they hold, as JavaScript expressions: one case a construct. */

import { refuse } from '../resolve.ts';
import type { Scope } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import { shapeOf } from '../values/function.ts';
import { textOf } from '../values/value.ts';
import { applied, partOf } from './application.ts';
import { Block } from './block.ts';
import { choose, filtered, mapped, quantified, tabulated } from './bounds.ts';
import { rememberedCondition } from './remembering.ts';
import { type Env, isConstant, type Translator } from './translator.ts';
import { core, functionBody, isName, letScope, type Of, type Writer } from './writer.ts';

/** Kinds of expression worth computing once when they are constant. */
const worthKeeping = new Set<Expression['kind']>([
  ...(['apply', 'quantified', 'choose', 'set', 'filter', 'map', 'function', 'functions', 'record', 'records'] as const),
  ...(['product', 'tuple', 'except', 'call', 'if', 'case', 'let', 'field', 'and', 'or'] as const),
]);

export class ExpressionWriter implements Writer {
  readonly t: Translator;
  /** Set by the writer of actions, which knows how to decide ENABLED. */
  enabled: (action: Expression, env: Env) => string = () => 'unsupported("ENABLED")';
  /** While initial states are found, variables change under the expressions: nothing of a state is remembered. */
  isVolatile = false;
  keeping = 0;

  constructor(translator: Translator) {
    this.t = translator;
  }

  /** JavaScript for the value of an expression. */
  value(e: Expression, env: Env): string {
    return this.t.deeper(e.at, () => {
      if (this.keeping === 0 && worthKeeping.has(e.kind) && !isName(e) && isConstant(e, env.scope))
        return this.#kept(e, env);
      return this.#value(e, env);
    });
  }

  /** A constant expression, computed at its first use. */
  #kept(e: Expression, env: Env): string {
    const name = this.t.names.fresh('constant');
    const block = new Block();
    this.keeping++;
    const code = this.#value(e, { ...env, primed: false, block });
    this.keeping--;
    this.t.top.declarations.push(`let ${name};`);
    return `(${name} ??= ${block.around(code)})`;
  }

  /** JavaScript for a value that has to be TRUE or FALSE. */
  test(e: Expression, env: Env): string {
    return this.t.counted(e, this.condition(e, env), true);
  }

  condition(e: Expression, env: Env): string {
    const code = rememberedCondition(this, e, env) ?? this.value(e, env);
    return this.#isBoolean(e, env.scope) ? code : `${this.t.mark(e.at)}toBoolean(${code}, "a condition")`;
  }

  #isBoolean(e: Expression, scope: Scope): boolean {
    switch (e.kind) {
      case 'boolean':
      case 'and':
      case 'or':
      case 'quantified':
        return true;
      case 'apply': {
        if (['~', '=>', 'ENABLED', 'UNCHANGED'].includes(e.name)) return true;
        const entity = e.path.length === 0 ? scope.lookup(e.name) : undefined;
        return entity?.kind === 'builtin' && entity.builtin.isBoolean === true && entity.given === undefined;
      }
      default:
        return false;
    }
  }

  /** A function's body that ends by giving the value of an expression; saves a function call for what needs statements. */
  returning(e: Expression, env: Env): string {
    if (e.kind === 'if' && !isConstant(e, env.scope)) {
      const test = this.test(e.test, env);
      return `if (${test}) {\n${this.returning(e.yes, env)}\n} else {\n${this.returning(e.no, env)}\n}`;
    }
    if (e.kind === 'let' && !isConstant(e, env.scope)) {
      const { block, scope } = letScope(this.t, e, env);
      const body = this.returning(e.body, { ...env, scope, block });
      return `{\n${block.with(body)}\n}`;
    }
    if (e.kind === 'quantified' && !isConstant(e, env.scope)) return quantified(this, e, env);
    const code = this.value(e, env);
    return `return ${isName(e) ? code : this.t.counted(e, code, false)};`;
  }

  #value(e: Expression, env: Env): string {
    const { t } = this;
    switch (e.kind) {
      case 'number':
        return String(e.value);
      case 'real':
        return refuse('PL-509', e.at, `the number ${e.text}`, 'whole numbers');
      case 'string':
        return t.value(textOf(e.text));
      case 'boolean':
        return String(e.value);
      case 'apply':
        return applied(this, e, env);
      case 'lambda':
        return refuse('PL-505', e.at, 'LAMBDA', 'a value rather than an operator');
      case 'and':
        return `(${e.items.map((item) => this.test(item, env)).join('\n&& ')})`;
      case 'or':
        return `(${e.items.map((item) => this.test(item, env)).join('\n|| ')})`;
      case 'quantified':
        return `(() => {\n${quantified(this, e, env)}\n})()`;
      case 'unbounded':
        return refuse(
          'PL-509',
          e.at,
          `unbounded ${e.quantifier}`,
          'a quantifier over a set',
          'bound the variable: \\E x \\in S : …',
        );
      case 'choose':
        return choose(this, e, env);
      case 'set':
        return `${e.items.length > 1 ? t.mark(e.at) : ''}setOf([${e.items.map((item) => this.value(item, env)).join(', ')}])`;
      case 'tuple':
        return `tuple(${e.items.map((item) => this.value(item, env)).join(', ')})`;
      case 'product':
        return `${t.mark(e.at)}product(${e.sets.map((item) => this.value(item, env)).join(', ')})`;
      case 'filter':
        return filtered(this, e, env);
      case 'map':
        return mapped(this, e, env);
      case 'function':
        return tabulated(this, e.bounds, e.body, env, 'tabulate', e.at);
      case 'call': {
        const argument =
          e.args.length === 1
            ? this.value(e.args[0] as Expression, env)
            : `tuple(${e.args.map((one) => this.value(one, env)).join(', ')})`;
        return `${t.mark(e.at)}apply(${this.value(e.fn, env)}, ${argument})`;
      }
      case 'functions':
        return `${t.mark(e.at)}functions(${this.value(e.source, env)}, ${this.value(e.range, env)})`;
      case 'record': {
        const { shape, order } = shapeFor(e.names);
        return `record(${[t.constant(shape, 'shape'), ...order.map((i) => this.value(e.values[i] as Expression, env))].join(', ')})`;
      }
      case 'records': {
        const { shape, order } = shapeFor(e.names);
        return `${t.mark(e.at)}records(${[t.constant(shape, 'shape'), ...order.map((i) => this.value(e.sets[i] as Expression, env))].join(', ')})`;
      }
      case 'field':
        return `${t.mark(e.at)}field(${this.value(e.record, env)}, ${t.value(textOf(e.name))})`;
      case 'except':
        return this.#except(e, env);
      case 'old':
        return env.old ?? refuse('PL-504', e.at, '@', '@ on the right of an EXCEPT');
      case 'step': {
        const action = this.test(e.action, env);
        const same = `${core(t, '=')}(${this.value(e.subscript, env)}, ${this.value(e.subscript, { ...env, primed: true })})`;
        return e.mayStutter ? `(${action} || ${same})` : `(${action} && !${same})`;
      }
      case 'fair':
        return refuse('PL-509', e.at, e.strong ? 'SF' : 'WF', 'a value, not a temporal formula');
      case 'if':
        return `(${this.test(e.test, env)} ? ${this.value(e.yes, env)} : ${this.value(e.no, env)})`;
      case 'case': {
        const last = e.other === undefined ? `${t.mark(e.at)}noArm()` : this.value(e.other, env);
        return `(${e.arms.map(({ test, value }) => `${this.test(test, env)} ? ${this.value(value, env)} : `).join('')}${last})`;
      }
      case 'let': {
        const { block, scope } = letScope(t, e, env);
        const body = this.value(e.body, { ...env, scope, block });
        return block.around(body);
      }
      case 'part': {
        const { body, scope } = partOf(e, env.scope);
        return this.value(body, { ...env, scope });
      }
      case 'unsupported':
        return refuse('PL-509', e.at, e.construct);
      default:
        return e satisfies never;
    }
  }

  #except(e: Of<'except'>, env: Env): string {
    let code = this.value(e.base, env);
    for (const { path, value } of e.updates) {
      const steps = path.map((step) =>
        step.length === 1
          ? this.value(step[0] as Expression, env)
          : `tuple(${step.map((one) => this.value(one, env)).join(', ')})`,
      );
      const old = this.t.names.fresh('old');
      const block = new Block();
      const body = this.value(value, { ...env, block, old });
      code = `${this.t.mark(e.at)}except(${code}, [${steps.join(', ')}], (${old}) => ${functionBody('', block, body)})`;
    }
    return code;
  }
}

/** The shape of a record literal and the order in which its values are given to it. */
function shapeFor(names: readonly string[]): { shape: ReturnType<typeof shapeOf>; order: number[] } {
  const texts = names.map((name) => textOf(name));
  const order = texts
    .map((_, i) => i)
    .sort((a, b) => (texts[a] as (typeof texts)[0]).order - (texts[b] as (typeof texts)[0]).order);
  return { shape: shapeOf(order.map((i) => texts[i] as (typeof texts)[0])), order };
}
