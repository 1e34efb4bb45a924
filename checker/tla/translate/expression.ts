/** Constant and state expressions, and actions that are only asked whether they hold, as JavaScript expressions. Long: one case a construct. */

import { entityFacts, factsOf, isStepped, levels } from '../facts.ts';
import { bindAliases, placeOf, refuse, resolve } from '../resolve.ts';
import { type Alias, type Entity, given, isEntity, type Local, type Operator, Scope } from '../scope.ts';
import { evaluates, strictness } from '../strict.ts';
import type { Bound, Expression, Parameter } from '../syntax.ts';
import { shapeOf } from '../values/function.ts';
import { textOf } from '../values/value.ts';
import { Block } from './block.ts';
import { type Env, isConstant, type Translator } from './translator.ts';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

export function local(code: string, arity = 0, thunk?: string): Local {
  return { kind: 'local', code, arity, thunk, mayStep: false };
}

/** Kinds of expression worth computing once when they are constant. */
const worthKeeping = new Set<Expression['kind']>([
  ...(['apply', 'quantified', 'choose', 'set', 'filter', 'map', 'function', 'functions', 'record', 'records'] as const),
  ...(['product', 'tuple', 'except', 'call', 'if', 'case', 'let', 'field', 'and', 'or'] as const),
]);

export class ExpressionWriter {
  readonly t: Translator;
  /** Set by the writer of actions, which knows how to decide ENABLED. */
  enabled: (action: Expression, env: Env) => string = () => 'unsupported("ENABLED")';
  /** While initial states are found, variables change under the expressions: nothing of a state is remembered. */
  isVolatile = false;
  #keeping = 0;

  constructor(translator: Translator) {
    this.t = translator;
  }

  /** JavaScript for the value of an expression. */
  value(e: Expression, env: Env): string {
    return this.t.deeper(e.at, () => {
      if (this.#keeping === 0 && worthKeeping.has(e.kind) && !isName(e) && isConstant(e, env.scope))
        return this.#kept(e, env);
      return this.#value(e, env);
    });
  }

  /** A constant expression, computed at its first use. */
  #kept(e: Expression, env: Env): string {
    const name = this.t.names.fresh('constant');
    const block = new Block();
    this.#keeping++;
    const code = this.#value(e, { ...env, primed: false, block });
    this.#keeping--;
    this.t.top.declarations.push(`let ${name};`);
    return `(${name} ??= ${block.around(code)})`;
  }

  /** JavaScript for a value that has to be TRUE or FALSE. */
  test(e: Expression, env: Env): string {
    const code = this.value(e, env);
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
      const { block, scope } = this.letScope(e, env);
      const body = this.returning(e.body, { ...env, scope, block });
      return `{\n${block.with(body)}\n}`;
    }
    if (e.kind === 'quantified' && !isConstant(e, env.scope)) return this.#quantified(e, env);
    return `return ${this.value(e, env)};`;
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
        return this.#apply(e, env);
      case 'lambda':
        return refuse('PL-505', e.at, 'LAMBDA', 'a value rather than an operator');
      case 'and':
        return `(${e.items.map((item) => this.test(item, env)).join('\n&& ')})`;
      case 'or':
        return `(${e.items.map((item) => this.test(item, env)).join('\n|| ')})`;
      case 'quantified':
        return `(() => {\n${this.#quantified(e, env)}\n})()`;
      case 'unbounded':
        return refuse(
          'PL-509',
          e.at,
          `unbounded ${e.quantifier}`,
          'a quantifier over a set',
          'bound the variable: \\E x \\in S : …',
        );
      case 'choose':
        return this.#choose(e, env);
      case 'set':
        return `setOf([${e.items.map((item) => this.value(item, env)).join(', ')}])`;
      case 'tuple':
        return `tuple(${e.items.map((item) => this.value(item, env)).join(', ')})`;
      case 'product':
        return `${t.mark(e.at)}product(${e.sets.map((item) => this.value(item, env)).join(', ')})`;
      case 'filter': {
        const { names, scope, prefix } = this.#bind([e.bound], env);
        const block = new Block();
        const body = this.test(e.body, { ...env, scope, block });
        const set = this.value(e.bound.set, env);
        return `${t.mark(e.at)}filter(${set}, (${names[0]}) => ${functionBody(prefix, block, body)})`;
      }
      case 'map':
        return this.#map(e, env);
      case 'function':
        return this.#function(e.bounds, e.body, env, 'tabulate', e.at);
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
        const same = `equal_(${this.value(e.subscript, env)}, ${this.value(e.subscript, { ...env, primed: true })})`;
        const equal = same.replace('equal_', this.#core('='));
        return e.mayStutter ? `(${action} || ${equal})` : `(${action} && !${equal})`;
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
        const { block, scope } = this.letScope(e, env);
        const body = this.value(e.body, { ...env, scope, block });
        return block.around(body);
      }
      case 'part': {
        const { body, scope } = this.partOf(e, env.scope);
        return this.value(body, { ...env, scope });
      }
      case 'unsupported':
        return refuse('PL-509', e.at, e.construct);
      default:
        return e satisfies never;
    }
  }

  /** The part of a definition that a path leads to. */
  partOf(e: Of<'part'>, from: Scope): { body: Expression; scope: Scope } {
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

  #core(name: string): string {
    const entity = this.t.elaboration.core.lookup(name);
    if (entity?.kind !== 'builtin') throw new Error(`no core operator ${name}`);
    return this.t.builtin(entity.builtin);
  }

  /** Names of bounds as JavaScript variables; `prefix` takes tuples apart. */
  #bind(bounds: readonly Bound[], env: Env): { names: string[]; scope: Scope; prefix: string; sets: Expression[] } {
    const scope = new Scope(env.scope);
    const names: string[] = [];
    const sets: Expression[] = [];
    let prefix = '';
    for (const { names: bound, isTuple, set } of bounds) {
      if (isTuple) {
        const whole = this.t.names.fresh('tuple');
        const inner = bound.map((name) => this.t.names.fresh(name));
        for (const [i, name] of bound.entries()) scope.names.set(name, local(inner[i] as string));
        prefix += `const [${inner.join(', ')}] = parts(${whole}, ${bound.length});\n`;
        names.push(whole);
        sets.push(set);
      } else {
        for (const name of bound) {
          const js = this.t.names.fresh(name);
          scope.names.set(name, local(js));
          names.push(js);
          sets.push(set);
        }
      }
    }
    return { names, scope, prefix, sets };
  }

  /** Loops over bounds around statements that are written with the names in scope. */
  loops(bounds: readonly Bound[], env: Env, what: string, inside: (scope: Scope) => string): string {
    const { names, scope, prefix, sets } = this.#bind(bounds, env);
    const heads = names.map((name, i) => {
      const set = sets[i] as Expression;
      return `for (const ${name} of ${this.t.mark(set.at)}each(${this.value(set, env)}, "${what}")) {\n`;
    });
    return `${heads.join('')}${prefix}${inside(scope)}\n${'}'.repeat(names.length)}`;
  }

  #quantified(e: Of<'quantified'>, env: Env): string {
    const loops = this.loops(e.bounds, env, e.every ? '\\\\A' : '\\\\E', (scope) => {
      const block = new Block();
      const body = this.test(e.body, { ...env, scope, block });
      return block.with(e.every ? `if (!${body}) return false;` : `if (${body}) return true;`);
    });
    return `${loops}\nreturn ${e.every};`;
  }

  #choose(e: Of<'choose'>, env: Env): string {
    const { set } = e;
    if (set === undefined) {
      // CHOOSE v : v \notin S is how modules make a value that is in no set: a model value of its own.
      const name = `CHOOSE ${e.names.join(',')} ${placeOf(e.at)}`;
      if (e.body.kind === 'apply' && e.body.name === '\\notin') return this.t.value(this.t.modelValue(name));
      return refuse(
        'PL-509',
        e.at,
        'unbounded CHOOSE',
        'CHOOSE x \\in S : …',
        'replace the definition by a model value: CONSTANT Name = Name',
      );
    }
    const { names, scope, prefix } = this.#bind([{ names: e.names, isTuple: e.isTuple, set }], env);
    const block = new Block();
    const body = this.test(e.body, { ...env, scope, block });
    return `${this.t.mark(e.at)}choose(${this.value(set, env)}, (${names[0]}) => ${functionBody(prefix, block, body)})`;
  }

  #map(e: Of<'map'>, env: Env): string {
    const list = this.t.names.fresh('found');
    const loops = this.loops(e.bounds, env, 'a set', (scope) => {
      const block = new Block();
      const body = this.value(e.body, { ...env, scope, block });
      return block.with(`${list}.push(${body});`);
    });
    return `(() => {\nconst ${list} = [];\n${loops}\nreturn setOf(${list});\n})()`;
  }

  #function(bounds: readonly Bound[], body: Expression, env: Env, how: string, at: Expression['at']): string {
    const { names, scope, prefix, sets } = this.#bind(bounds, env);
    const block = new Block();
    const code = this.value(body, { ...env, scope, block, old: env.old });
    const mark = this.t.mark(at);
    if (names.length === 1) {
      return `${mark}${how}(${this.value(sets[0] as Expression, env)}, (${names[0]}) => ${functionBody(prefix, block, code)})`;
    }
    const whole = this.t.names.fresh('arguments');
    const domain = `product(${sets.map((set) => this.value(set, env)).join(', ')})`;
    const apart = `const [${names.join(', ')}] = ${whole}.items;\n${prefix}`;
    return `${mark}${how}(${domain}, (${whole}) => ${functionBody(apart, block, code)})`;
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

  /** The scope of a LET and the block in which its definitions are written when they are used. */
  letScope(e: Of<'let'>, env: Env): { block: Block; scope: Scope } {
    const scope = new Scope(env.scope);
    const block = new Block();
    this.t.blocks.set(scope, block);
    for (const definition of e.definitions) this.t.elaboration.define(definition, scope, 'LET');
    return { block, scope };
  }

  #apply(e: Of<'apply'>, env: Env): string {
    const [left, right] = e.args;
    switch (e.name) {
      case '~':
        return `!${this.test(left as Expression, env)}`;
      case '=>':
        return `(!${this.test(left as Expression, env)} || ${this.test(right as Expression, env)})`;
      case '/\\':
        return `(${e.args.map((one) => this.test(one, env)).join(' && ')})`;
      case '\\/':
        return `(${e.args.map((one) => this.test(one, env)).join(' || ')})`;
      case "'":
        if (env.primed) return refuse('PL-509', e.at, 'a prime within a prime');
        return this.value(left as Expression, { ...env, primed: true });
      case 'UNCHANGED':
        return `${this.#core('=')}(${this.value(left as Expression, env)}, ${this.value(left as Expression, { ...env, primed: true })})`;
      case 'ENABLED':
        return this.enabled(left as Expression, env);
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
    if (opened !== undefined && this.t.blocks.get(opened) === undefined) {
      const block = new Block();
      this.t.blocks.set(opened, block);
      const code = this.#entity(entity, e, { ...env, block });
      return block.around(code);
    }
    return this.#entity(entity, e, env);
  }

  #entity(entity: Entity, e: Of<'apply'>, env: Env): string {
    const thing = given(entity);
    if (!isEntity(thing)) {
      if (e.args.length > 0) refuse('PL-505', e.at, `arguments for ${e.name}, which is a value`);
      return this.t.value(thing);
    }
    switch (thing.kind) {
      case 'variable': {
        this.#noArguments(e);
        const js = (env.primed ? this.t.next : this.t.current)[thing.index] as string;
        if (env.primed) return `(${js} ?? ${this.t.mark(e.at)}unassigned("${thing.name}'"))`;
        return this.isVolatile ? `(${js} ?? ${this.t.mark(e.at)}unassigned("${thing.name}"))` : js;
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
          this.#noArguments(e);
          return thing.code;
        }
        return `${thing.code}(${e.args.map((one) => this.value(one, env)).join(', ')})`;
      case 'alias':
        return this.#alias(thing, e, env);
      case 'builtin':
        return this.#builtin(thing.builtin, e, env);
      case 'operator':
        return this.#operator(thing, e, env);
      default:
        return thing satisfies never;
    }
  }

  #noArguments(e: Of<'apply'>): void {
    if (e.args.length > 0) refuse('PL-505', e.at, `${e.args.length} arguments for ${e.name}`, 'none');
  }

  #alias(alias: Alias, e: Of<'apply'>, env: Env): string {
    if (e.args.length === 0) {
      const code = this.value(alias.expression, { ...env, scope: alias.scope });
      if (alias.isVariable !== true || !env.primed) return code;
      return `(${this.t.nextName(this.t.virtual(alias))} ?? ${code})`;
    }
    const { params, body, scope } = this.operatorOf(alias, e.args.length, e.at);
    return this.value(body, { ...env, scope: bindAliases(scope, params, e.args, env.scope) });
  }

  /** The operator that an alias with arguments stands for: LAMBDA, or a name of one. */
  operatorOf(
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
      const args = params.map(
        ({ name }): Expression => ({ kind: 'apply', path: [], name, args: [], at: expression.at }),
      );
      return { params, body: { ...expression, args }, scope: inner };
    }
    return refuse('PL-505', at, 'arguments for something that is no operator');
  }

  #builtin(builtin: Parameters<Translator['builtin']>[0], e: Of<'apply'>, env: Env): string {
    if (e.args.length !== builtin.arity)
      refuse('PL-505', e.at, `${e.args.length} arguments for ${e.name}`, `${builtin.arity}`);
    const args = e.args.map((arg, i) => {
      const arity = builtin.operators?.[i];
      if (arity !== undefined) return this.operator(arg, arity, env);
      const code = this.value(arg, env);
      return builtin.delayed?.includes(i) === true ? `() => ${code}` : code;
    });
    return `${this.t.mark(e.at)}${this.t.builtin(builtin)}(${args.join(', ')})`;
  }

  /** A JavaScript function for an argument that is an operator. */
  operator(e: Expression, arity: number, env: Env): string {
    const params = Array.from({ length: arity }, (_, i): Parameter => ({ name: `argument ${i}`, arity: 0 }));
    const js = params.map((_, i) => this.t.names.fresh(`a${i}`));
    const scope = new Scope(env.scope);
    for (const [i, { name }] of params.entries()) scope.names.set(name, local(js[i] as string));
    const block = new Block();
    const inner = { ...env, scope, block };
    let code: string;
    if (e.kind === 'lambda') {
      if (e.params.length !== arity) refuse('PL-505', e.at, `an operator of ${e.params.length} arguments`, `${arity}`);
      for (const [i, { name }] of e.params.entries()) scope.names.set(name, local(js[i] as string));
      code = this.value(e.body, inner);
    } else if (e.kind === 'apply' && e.args.length === 0) {
      const args = params.map(({ name }): Expression => ({ kind: 'apply', path: [], name, args: [], at: e.at }));
      code = this.#apply({ ...e, args }, inner);
    } else code = refuse('PL-505', e.at, 'a value', `an operator of ${arity} arguments`);
    return `(${js.join(', ')}) => ${functionBody('', block, code)}`;
  }

  #operator(op: Operator, e: Of<'apply'>, env: Env): string {
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
    if (isInlined) return this.value(op.body, { ...env, scope: bindAliases(op.scope, op.params, e.args, env.scope) });
    const isPrimed = env.primed && entityFacts(op).level >= levels.state;
    const name = this.emit(op, isPrimed);
    if (op.params.length === 0) return name;
    const strict = strictness(op);
    const args = e.args.map((arg, i) => {
      const { arity = 0 } = op.params[i] ?? {};
      if (arity > 0) return this.operator(arg, arity, env);
      return strict[i] === true ? this.value(arg, env) : this.delayed(arg, env);
    });
    return `${name}(${args.join(', ')})`;
  }

  /** An argument handed over unevaluated. */
  delayed(e: Expression, env: Env): string {
    if (e.kind === 'apply' && e.args.length === 0 && e.path.length === 0) {
      const entity = env.scope.lookup(e.name);
      if (entity?.kind === 'local' && entity.thunk !== undefined) return entity.thunk;
    }
    const code = this.value(e, env);
    const isCheap = e.kind === 'number' || e.kind === 'string' || e.kind === 'boolean' || isName(e);
    return isCheap ? `() => ${code}` : `lazy(() => ${code})`;
  }

  /** Writes the definition of an operator where it belongs, once for each way to read variables; gives what to call it by. */
  emit(op: Operator, primed: boolean): string {
    const facts = entityFacts(op);
    const isInitial = this.isVolatile && !primed && facts.level >= levels.state;
    const key = primed ? 'primed' : isInitial ? 'initial' : 'plain';
    const known = this.t.emitted.get(op)?.get(key);
    if (known !== undefined) return known;
    const js = this.t.names.fresh(`${op.name}${primed ? '_next' : isInitial ? '_initial' : ''}`);
    const isDrawnOnce = facts.isSettled && facts.isClosed && this.t.blockOf(op.scope) === this.t.top;
    const isKept = op.params.length === 0 && facts.level <= levels.constant && (facts.isPure || isDrawnOnce);
    const isLet =
      op.params.length === 0 &&
      this.t.blockOf(op.scope) !== this.t.top &&
      facts.isPure &&
      (facts.level === levels.constant || (facts.level === levels.state && !primed && !this.isVolatile));
    const call = op.params.length > 0 ? js : `${js}()`;
    const byKey = this.t.emitted.get(op) ?? new Map<string, string>();
    this.t.emitted.set(op, byKey);
    byKey.set(key, call);
    const home = isKept && facts.isClosed ? this.t.top : this.t.blockOf(op.scope);
    const keeping = this.#keeping;
    this.#keeping = 0;
    const code = this.#definition(op, js, primed, isKept || isLet);
    this.#keeping = keeping;
    home.declarations.push(code);
    return call;
  }

  #definition(op: Operator, js: string, primed: boolean, isKept: boolean): string {
    const block = new Block();
    const heading = `// ${op.name}, ${placeOf(op.at)}\n`;
    if (op.bounds !== undefined) {
      const self = this.t.names.fresh(`${op.name}_self`);
      const scope = new Scope(op.scope);
      scope.names.set(op.name, local(self));
      const env: Env = { scope, primed, block };
      const code = this.#function(op.bounds, op.body, env, 'recursive', op.at);
      const body = `${block.with(`const ${self} = ${code};\nreturn ${self};`)}`;
      return `${heading}const ${js} = ${isKept ? `lazy(() => {\n${body}\n})` : `() => {\n${body}\n}`};`;
    }
    const scope = new Scope(op.scope);
    const strict = strictness(op);
    const names = op.params.map(({ name, arity }, i) => {
      const param = this.t.names.fresh(name);
      scope.names.set(name, arity > 0 || strict[i] === true ? local(param, arity) : local(`${param}()`, 0, param));
      return param;
    });
    if (isKept) {
      // Its own constants need no keeping beside the whole.
      if (entityFacts(op).isClosed && entityFacts(op).level === levels.constant) this.#keeping++;
      const body = this.returning(op.body, { scope, primed, block });
      if (entityFacts(op).isClosed && entityFacts(op).level === levels.constant) this.#keeping--;
      return `${heading}const ${js} = lazy(() => {\n${block.with(body)}\n});`;
    }
    const body = this.returning(op.body, { scope, primed, block });
    return `${heading}const ${js} = (${names.join(', ')}) => {\n${block.with(body)}\n};`;
  }

  /** Parameters bound for an operator that is written out in place; declarations go before it. */
  bindArguments(
    op: { params: readonly Parameter[]; body: Expression; scope: Scope },
    args: readonly Expression[],
    env: Env,
    byName: (e: Expression) => boolean,
  ): { scope: Scope; declarations: string } {
    const scope = new Scope(op.scope);
    let declarations = '';
    op.params.forEach(({ name, arity }, i) => {
      const arg = args[i] as Expression;
      const isCheap = arg.kind === 'number' || arg.kind === 'string' || arg.kind === 'boolean' || isName(arg);
      if (
        arity > 0 ||
        isCheap ||
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
      const js = this.t.names.fresh(name);
      const code = this.value(arg, env);
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
}

export function isName(e: Expression): boolean {
  return e.kind === 'apply' && e.args.length === 0 && e.path.every(({ args }) => args.length === 0);
}

function functionBody(prefix: string, block: Block, expression: string): string {
  if (prefix === '' && block.declarations.length === 0)
    return expression.startsWith('{') ? `(${expression})` : expression;
  return `{\n${prefix}${block.with(`return ${expression};`)}\n}`;
}

/** The shape of a record literal and the order in which its values are given to it. */
function shapeFor(names: readonly string[]): { shape: ReturnType<typeof shapeOf>; order: number[] } {
  const texts = names.map((name) => textOf(name));
  const order = texts
    .map((_, i) => i)
    .sort((a, b) => (texts[a] as (typeof texts)[0]).order - (texts[b] as (typeof texts)[0]).order);
  return { shape: shapeOf(order.map((i) => texts[i] as (typeof texts)[0])), order };
}
