/**
 * Actions as JavaScript statements that find every next state, and initial predicates that find every initial state.
 *
 * As in TLC: conjuncts from left to right; the first `x' = e` or `x' \in S` on a path gives x its next value, later ones are tests;
 * each disjunct and each witness of \E goes its own way, so that a state reached twice is generated twice; once every variable has
 * its value, the conjuncts that are left are tests. What follows a choice is written once, as a function that each way calls.
 */

import { entityFacts, factsOf, levels } from '../facts.ts';
import { bindAliases, refuse, resolve } from '../resolve.ts';
import { type Entity, given as givenTo, isEntity, type Operator, Scope } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import { operatorOf, partOf } from './application.ts';
import { Assignments } from './assignment.ts';
import { Block } from './block.ts';
import { loops } from './bounds.ts';
import { bindArguments } from './definition.ts';
import { allGiven, type Flow, given, uncertain } from './flow.ts';
import { nextValue } from './remembering.ts';
import type { Env, Translator } from './translator.ts';
import { branches, mayBranch, type Purpose, type Then } from './ways.ts';
import { core, isName, letScope, local, type Of, type Writer } from './writer.ts';

export class ActionWriter {
  readonly #t: Translator;
  readonly #x: Writer;
  readonly #purpose: Purpose;
  readonly assignments: Assignments;
  /** Functions whose bodies are being written, with the JavaScript that follows them. */
  readonly #functions = new Map<Operator, string>();
  #unfolding: Operator[] = [];

  constructor(expressions: Writer, purpose: Purpose) {
    this.#x = expressions;
    this.#t = expressions.t;
    this.#purpose = purpose;
    this.assignments = new Assignments(expressions, purpose);
  }

  write(e: Expression, env: Env, flow: Flow, then: Then): string {
    return this.#t.deeper(e.at, () => this.#counted(e, then, (go) => this.#write(e, env, flow, go)));
  }

  /** Statements of a conjunct or a way, with counters around them where coverage is wanted: reached, and passed. */
  #counted(e: Expression, then: Then, way: (go: Then) => string): string {
    const { coverage } = this.#t;
    const place = this.#purpose === 'enabled' ? undefined : coverage?.place(e, true);
    if (coverage === undefined || place === undefined) return way(then);
    const [reach, pass] = [this.#t.constant(coverage.reach, 'reach'), this.#t.constant(coverage.pass, 'pass')];
    return `${reach}(${place});\n${way((flow) => `${pass}(${place});\n${then(flow)}`)}`;
  }

  #write(e: Expression, env: Env, flow: Flow, then: Then): string {
    switch (e.kind) {
      case 'and':
        return this.#all(e.items, env, flow, then);
      case 'or':
        return branches(
          this.#t,
          this.#purpose,
          e.items.map((item) => (go: Then) => this.write(item, env, flow, go)),
          then,
        );
      case 'quantified':
        return e.every ? this.#every(e, env, flow, then) : this.#some(e, env, flow, then);
      case 'if': {
        const test = this.#x.test(e.test, env);
        return branches(
          this.#t,
          this.#purpose,
          [
            (go) => `if (${test}) {\n${this.write(e.yes, env, flow, go)}\n}`,
            (go) => ` else {\n${this.write(e.no, env, flow, go)}\n}`,
          ],
          then,
        );
      }
      case 'case':
        return this.#case(e, env, flow, then);
      case 'let': {
        const { block, scope } = letScope(this.#t, e, env);
        const body = this.write(e.body, { ...env, scope, block }, flow, then);
        return block.declarations.length === 0 ? body : `{\n${block.with(body)}\n}`;
      }
      case 'step':
        return this.#step(e, env, flow, then);
      case 'apply':
        return this.#apply(e, env, flow, then);
      case 'part': {
        const { body, scope } = partOf(e, env.scope);
        return this.write(body, { ...env, scope }, flow, then);
      }
      case 'call':
        return this.#called(e, env, flow, then);
      default:
        return this.#test(e, env, flow, then);
    }
  }

  /**
   * A function that is defined by an expression and asked for a truth value: as in TLC its body is followed like that of an operator,
   * so that its disjuncts count. It may call itself, so it is written as a function of the argument and of what comes after.
   */
  #called(e: Of<'call'>, env: Env, flow: Flow, then: Then): string {
    const [argument] = e.args;
    const op = this.#definedFunction(e.fn, env);
    const name = op?.bounds?.[0]?.names[0];
    if (op === undefined || name === undefined || argument === undefined) return this.#test(e, env, flow, then);
    const value = this.#x.value(argument, env);
    const after = `() => {\n${then(flow)}\n}`;
    const call = (go: string, rest: string): string =>
      this.#purpose === 'enabled' ? `if (${go}(${value}, ${rest})) return true;` : `${go}(${value}, ${rest});`;
    const known = this.#functions.get(op);
    if (known !== undefined) return call(known, after);
    const go = this.#t.names.fresh(`${op.name}_way`);
    const goOn = this.#t.names.fresh('then');
    const js = this.#t.names.fresh(name);
    const scope = new Scope(op.scope);
    scope.names.set(name, local(js));
    const block = new Block();
    this.#functions.set(op, go);
    const body = this.write(op.body, { scope, primed: false, block }, flow, () =>
      this.#purpose === 'enabled' ? `if (${goOn}()) return true;` : `${goOn}();`,
    );
    this.#functions.delete(op);
    return `const ${go} = (${js}, ${goOn}) => {\n${block.with(body)}\n};\n${call(go, after)}`;
  }

  #definedFunction(fn: Expression, env: Env): Operator | undefined {
    if (fn.kind !== 'apply' || !isName(fn) || fn.path.length > 0) return undefined;
    const op = env.scope.lookup(fn.name);
    if (op?.kind !== 'operator' || op.given !== undefined || op.bounds?.length !== 1) return undefined;
    const [bound] = op.bounds;
    if (bound === undefined || bound.isTuple || bound.names.length !== 1) return undefined;
    const { level, isClosed } = entityFacts(op);
    const isConstant = level === levels.constant && isClosed;
    return isConstant || level >= levels.action || !mayBranch(op.body, op.scope) ? undefined : op;
  }

  #test(e: Expression, env: Env, flow: Flow, then: Then): string {
    return `if (${this.#x.condition(e, env)}) {\n${then(flow)}\n}`;
  }

  #all(items: readonly Expression[], env: Env, flow: Flow, then: Then): string {
    const next = (i: number): Then => {
      if (i === items.length) return then;
      return (at) => {
        const item = items[i] as Expression;
        return allGiven(at) && this.#purpose !== 'enabled'
          ? this.#counted(item, next(i + 1), (go) => this.#test(item, env, at, go))
          : this.write(item, env, at, next(i + 1));
      };
    };
    const [first] = items;
    return first === undefined ? then(flow) : this.write(first, env, flow, next(1));
  }

  #some(e: Of<'quantified'>, env: Env, flow: Flow, then: Then): string {
    return loops(this.#x, e.bounds, env, '\\\\E', (scope) => {
      const block = new Block();
      return block.with(this.write(e.body, { ...env, scope, block }, flow, then));
    });
  }

  /** Each element in turn has to hold: a conjunction over a set. */
  #every(e: Of<'quantified'>, env: Env, flow: Flow, then: Then): string {
    const { level } = factsOf(e, env.scope);
    const gives = level >= (this.#purpose === 'init' ? levels.state : levels.action);
    if (!gives && !mayBranch(e.body, env.scope)) return this.#test(e, env, flow, then);
    const [bound, ...rest] = e.bounds;
    if (bound === undefined) return this.write(e.body, env, flow, then);
    if (bound.names.length > 1 && !bound.isTuple) {
      const [name = '', ...others] = bound.names;
      const bounds = [{ ...bound, names: [name] }, { ...bound, names: others }, ...rest];
      return this.#every({ ...e, bounds }, env, flow, then);
    }
    const items = this.#t.names.fresh('items');
    const visit = this.#t.names.fresh('visit');
    const place = this.#t.names.fresh('place');
    const call = (from: string): string =>
      this.#purpose === 'enabled' ? `if (${visit}(${from})) return true;` : `${visit}(${from});`;
    const set = this.#x.value(bound.set, env);
    const scope = new Scope(env.scope);
    let take: string;
    if (bound.isTuple) {
      const names = bound.names.map((name) => this.#t.names.fresh(name));
      for (const [i, name] of bound.names.entries()) scope.names.set(name, local(names[i] as string));
      take = `const [${names.join(', ')}] = parts(${items}[${place}], ${names.length});`;
    } else {
      const js = this.#t.names.fresh(bound.names[0] ?? 'x');
      scope.names.set(bound.names[0] ?? '', local(js));
      take = `const ${js} = ${items}[${place}];`;
    }
    const block = new Block();
    const body: Expression = rest.length === 0 ? e.body : { ...e, bounds: rest };
    const loose = uncertain(flow);
    const inner = this.write(body, { ...env, scope, block }, loose, () => call(`${place} + 1`));
    return `const ${items} = [...each(${set}, "\\\\A")];
const ${visit} = (${place}) => {
if (${place} === ${items}.length) {\n${then(loose)}\n} else {\n${take}\n${block.with(inner)}\n}
};
${call('0')}`;
  }

  #case(e: Of<'case'>, env: Env, flow: Flow, then: Then): string {
    const ways = e.arms.map(({ test, value }, i) => (go: Then) => {
      const head = `${i === 0 ? '' : ' else '}if (${this.#x.test(test, env)})`;
      return `${head} {\n${this.write(value, env, flow, go)}\n}`;
    });
    const { other } = e;
    const last =
      other === undefined
        ? () => ` else {\n${this.#t.mark(e.at)}noArm();\n}`
        : (go: Then) => ` else {\n${this.write(other, env, flow, go)}\n}`;
    return branches(this.#t, this.#purpose, [...ways, last], then);
  }

  #step(e: Of<'step'>, env: Env, flow: Flow, then: Then): string {
    if (e.mayStutter) {
      return branches(
        this.#t,
        this.#purpose,
        [(go) => this.write(e.action, env, flow, go), (go) => this.assignments.unchanged(e.subscript, env, flow, go)],
        then,
      );
    }
    return this.write(e.action, env, flow, (at) => {
      const before = this.#x.value(e.subscript, env);
      const after = this.#x.value(e.subscript, { ...env, primed: true });
      return `if (!${core(this.#t, '=')}(${before}, ${after})) {\n${then(at)}\n}`;
    });
  }

  #apply(e: Of<'apply'>, env: Env, flow: Flow, then: Then): string {
    const [left, right] = e.args as [Expression, Expression];
    switch (e.name) {
      case '/\\':
        return this.#all(e.args, env, flow, then);
      case '\\/':
        return this.#write({ kind: 'or', items: e.args, at: e.at }, env, flow, then);
      case '=>': {
        const test = this.#x.test(left, env);
        return branches(
          this.#t,
          this.#purpose,
          [(go) => `if (${test}) {\n${this.write(right, env, flow, go)}\n}`, (go) => ` else {\n${go(flow)}\n}`],
          then,
        );
      }
      case 'UNCHANGED':
        return this.#purpose === 'init'
          ? this.#test(e, env, flow, then)
          : this.assignments.unchanged(left, env, flow, then);
      case '~':
      case "'":
      case 'ENABLED':
      case '[]':
      case '<>':
      case '~>':
      case '-+->':
        return this.#test(e, env, flow, then);
      case '\\cdot':
        return this.#composed(left, right, e, env, flow, then);
      default:
        break;
    }
    const { entity, opened } = resolve(e.path, e.name, env.scope, e.at);
    if (opened !== undefined && this.#t.blocks.get(opened) === undefined) {
      const block = new Block();
      this.#t.blocks.set(opened, block);
      const inner = this.#entity(entity, e, { ...env, block }, flow, then);
      return block.declarations.length === 0 ? inner : `{\n${block.with(inner)}\n}`;
    }
    return this.#entity(entity, e, env, flow, then);
  }

  /**
   * A \\cdot B: a step of A and then one of B, seen as one. The state between counts as generated, as in TLC; what follows speaks of
   * the first state and the last.
   */
  #composed(first: Expression, second: Expression, e: Expression, env: Env, flow: Flow, then: Then): string {
    if (this.#purpose !== 'next' || flow.some((one) => one !== given.no)) {
      return refuse(
        'PL-509',
        e.at,
        '\\cdot beside other conjuncts or inside ENABLED',
        'A \\cdot B as a disjunct of the next-state action',
      );
    }
    const { current, next } = this.#t;
    const before = current.map((name) => this.#t.names.fresh(`${name}_before`));
    const between = next.map((name) => this.#t.names.fresh(`${name}_between`));
    return this.write(first, env, flow, () => {
      const restore = current.map((name, i) => `${name} = ${before[i]};`).join(' ');
      const again = current.map((name, i) => `${name} = ${between[i]};`).join(' ');
      const inner = this.write(second, env, this.assignments.start, (at) => `${restore}\n${then(at)}\n${again}`);
      return [
        'sink.between();',
        ...current.map((name, i) => `const ${before[i]} = ${name}, ${between[i]} = ${next[i]};`),
        again,
        next.map((name) => `${name} = undefined;`).join(' '),
        inner,
        restore,
        next.map((name, i) => `${name} = ${between[i]};`).join(' '),
      ].join('\n');
    });
  }

  #entity(entity: Entity, e: Of<'apply'>, env: Env, flow: Flow, then: Then): string {
    const thing = givenTo(entity);
    if (!isEntity(thing)) return this.#test(e, env, flow, then);
    if (thing.kind === 'builtin') {
      const [left, right] = e.args as [Expression, Expression];
      const isChoice = e.name === '=' || e.name === '\\in' || e.name === '\\subseteq';
      const variable = isChoice && left !== undefined ? this.assignments.of(left, env) : undefined;
      if (variable === undefined) return this.#test(e, env, flow, then);
      return e.name === '='
        ? this.assignments.give(variable, this.#given(variable, right, env, flow), flow, then)
        : this.assignments.pick(variable, e.name, right, env, flow, then);
    }
    if (thing.kind === 'alias') {
      if (e.args.length === 0) return this.write(thing.expression, { ...env, scope: thing.scope }, flow, then);
      const op = operatorOf(thing, e.args.length, e.at);
      return this.write(op.body, { ...env, scope: bindAliases(op.scope, op.params, e.args, env.scope) }, flow, then);
    }
    if (thing.kind === 'operator') return this.#operator(thing, e, env, flow, then);
    return this.#test(e, env, flow, then);
  }

  /** The value that a variable gets, or is compared with where it has one. */
  #given({ index }: { readonly index: number }, right: Expression, env: Env, flow: Flow): string {
    const isNew = this.#purpose === 'next' && (flow[index] ?? given.no) === given.no;
    return isNew ? nextValue(this.#x, right, env) : this.#x.value(right, env);
  }

  #operator(op: Operator, e: Of<'apply'>, env: Env, flow: Flow, then: Then): string {
    if (op.params.length !== e.args.length)
      refuse('PL-505', e.at, `${e.args.length} arguments for ${op.name}`, `${op.params.length}`);
    if (op.bounds !== undefined || op.isRecursive || this.#unfolding.includes(op)) {
      if (factsOf(e, env.scope).level >= levels.action && op.isRecursive) {
        return refuse('PL-509', e.at, `the recursive action ${op.name}`, 'an action without recursion');
      }
      return this.#test(e, env, flow, then);
    }
    this.#unfolding.push(op);
    const byName = (arg: Expression): boolean =>
      this.#purpose === 'init' && factsOf(arg, env.scope).level >= levels.state;
    const { scope, declarations } = bindArguments(this.#x, op, e.args, env, byName);
    // What follows the operator is outside of it: it may well call it again.
    const body = this.write(op.body, { ...env, scope }, flow, (at) => {
      const unfolding = this.#unfolding;
      this.#unfolding = unfolding.filter((one) => one !== op);
      const text = then(at);
      this.#unfolding = unfolding;
      return text;
    });
    this.#unfolding = this.#unfolding.filter((one) => one !== op);
    return declarations === '' ? body : `{\n${declarations}${body}\n}`;
  }
}
