/**
 * Temporal formulas: what a property asks of initial states, of every state, of every step, and what is left for the search of fair
 * runs, as a formula over atoms that the program evaluates.
 */

import type { Temporal } from '../kernel/temporal.ts';
import type { Elaboration } from './elaborate.ts';
import { factsOf, levels } from './facts.ts';
import { faultAt } from './fault.ts';
import { bindAliases, refuse, resolve } from './resolve.ts';
import { given, isEntity, Scope } from './scope.ts';
import { boxedStep, conjuncts } from './specification.ts';
import type { Bound, Expression } from './syntax.ts';
import type { Formula } from './translate/translator.ts';
import { toSet } from './values/expect.ts';
import type { Value } from './values/value.ts';

export interface Atom extends Formula {
  /** Speaks of a step rather than of a state. */
  readonly isStep: boolean;
}

/** WF_v(A) and SF_v(A) as the search wants them. */
export interface FairnessCondition {
  readonly name: string;
  readonly strength: 'weak' | 'strong';
  readonly enabled: Formula;
  readonly taken: Formula;
}

export interface PropertyParts {
  readonly initial: readonly Formula[];
  readonly invariants: readonly Formula[];
  readonly steps: readonly Formula[];
  readonly liveness: readonly Formula[];
}

export class TemporalReader {
  readonly atoms: Atom[] = [];
  readonly #elaboration: Elaboration;
  readonly #evaluate: (formula: Formula) => Value;

  constructor(elaboration: Elaboration, evaluate: (formula: Formula) => Value) {
    this.#elaboration = elaboration;
    this.#evaluate = evaluate;
  }

  /** A scope for each choice of values for the bounds, whose sets have to be constant. */
  #scopes(bounds: readonly Bound[], scope: Scope): Scope[] {
    let scopes = [scope];
    for (const { names, isTuple, set } of bounds) {
      if (isTuple) refuse('PL-509', set.at, 'a tuple bound in a temporal formula', 'names');
      if (factsOf(set, scope).level > levels.constant) {
        refuse('PL-509', set.at, 'a quantifier in a temporal formula over a set that changes', 'a constant set');
      }
      for (const name of names) {
        scopes = scopes.flatMap((one) =>
          this.#elements(set, one).map((value) => {
            const inner = new Scope(one);
            inner.names.set(name, { kind: 'constant', name, arity: 0, at: set.at, given: value });
            return inner;
          }),
        );
      }
    }
    return scopes;
  }

  #elements(set: Expression, scope: Scope): readonly Value[] {
    const value = this.#evaluate({ expression: set, scope });
    return faultAt(set.at, () => toSet(value, 'a quantifier').elements());
  }

  /** A formula that stands for a name or a LET, opened. */
  #opened({ expression: e, scope }: Formula): Formula | undefined {
    if (e.kind === 'let') {
      const inner = new Scope(scope);
      for (const definition of e.definitions) this.#elaboration.define(definition, inner, 'LET');
      return { expression: e.body, scope: inner };
    }
    if (e.kind !== 'apply' || isTemporalSign(e.name)) return undefined;
    const thing = given(resolve(e.path, e.name, scope, e.at).entity);
    if (!isEntity(thing)) return undefined;
    if (thing.kind === 'alias' && e.args.length === 0) return thing;
    if (thing.kind !== 'operator' || thing.bounds !== undefined || thing.params.length !== e.args.length)
      return undefined;
    const inner = thing.params.length === 0 ? thing.scope : bindAliases(thing.scope, thing.params, e.args, scope);
    return { expression: thing.body, scope: inner };
  }

  /** Every conjunct, through names, conjunctions and \A over constants. */
  #conjuncts(formula: Formula): readonly Formula[] {
    return conjuncts(formula).flatMap((part): readonly Formula[] => {
      const { expression: e, scope } = part;
      if (factsOf(e, scope).level < levels.action) return [part];
      if (e.kind === 'quantified' && e.every) {
        return this.#scopes(e.bounds, scope).flatMap((one) => this.#conjuncts({ expression: e.body, scope: one }));
      }
      const opened = this.#opened(part);
      return opened === undefined ? [part] : this.#conjuncts(opened);
    });
  }

  /** Takes a property apart. */
  parts(formula: Formula): PropertyParts {
    const initial: Formula[] = [];
    const invariants: Formula[] = [];
    const steps: Formula[] = [];
    const liveness: Formula[] = [];
    for (const part of this.#conjuncts(formula)) {
      const { expression: e, scope } = part;
      const step = boxedStep(part);
      const boxed = e.kind === 'apply' && e.name === '[]' ? e.args[0] : undefined;
      if (factsOf(e, scope).level <= levels.state) initial.push(part);
      else if (step !== undefined) steps.push({ expression: step, scope });
      else if (boxed !== undefined && factsOf(boxed, scope).level <= levels.state) {
        invariants.push({ expression: boxed, scope });
      } else liveness.push(part);
    }
    return { initial, invariants, steps, liveness };
  }

  /** The fairness conditions among the conjuncts of a specification, and whatever else is assumed. */
  fairness(formulas: readonly Formula[]): { conditions: FairnessCondition[]; others: Formula[] } {
    const conditions: FairnessCondition[] = [];
    const others: Formula[] = [];
    for (const part of formulas.flatMap((one) => this.#conjuncts(one))) {
      const { expression: e, scope } = part;
      if (e.kind === 'fair') conditions.push(this.#condition(e, scope));
      else others.push(part);
    }
    return { conditions, others };
  }

  #condition(e: Extract<Expression, { kind: 'fair' }>, scope: Scope): FairnessCondition {
    const { action, subscript, at } = e;
    const step: Expression = { kind: 'step', mayStutter: false, action, subscript, at };
    return {
      name: `${e.strong ? 'SF' : 'WF'} line ${at.line}`,
      strength: e.strong ? 'strong' : 'weak',
      enabled: { expression: { kind: 'apply', path: [], name: 'ENABLED', args: [step], at }, scope },
      taken: { expression: step, scope },
    };
  }

  #atom(formula: Formula, isStep: boolean, negated: boolean): Temporal {
    const { expression, scope } = formula;
    const known = this.atoms.findIndex((one) => one.expression === expression && one.scope === scope);
    const atom = known >= 0 ? known : this.atoms.push({ expression, scope, isStep }) - 1;
    return { kind: 'atom', atom, negated };
  }

  /** A formula, or its negation, in negation normal form. */
  formula(formula: Formula, negated: boolean): Temporal {
    const { expression: e, scope } = formula;
    const { level } = factsOf(e, scope);
    if (level <= levels.state) return this.#atom(formula, false, negated);
    const inner = (one: Expression, not: boolean): Temporal => this.formula({ expression: one, scope }, not);
    const several = (kind: 'and' | 'or', items: readonly Temporal[]): Temporal => ({ kind, items });
    switch (e.kind) {
      case 'and':
      case 'or':
        return several(
          (e.kind === 'and') === negated ? 'or' : 'and',
          e.items.map((one) => inner(one, negated)),
        );
      case 'quantified': {
        const items = this.#scopes(e.bounds, scope).map((one) =>
          this.formula({ expression: e.body, scope: one }, negated),
        );
        return several(e.every === negated ? 'or' : 'and', items);
      }
      case 'if': {
        const yes = several('and', [inner(e.test, false), inner(e.yes, negated)]);
        return several('or', [yes, several('and', [inner(e.test, true), inner(e.no, negated)])]);
      }
      case 'step':
        return this.#atom(formula, true, negated);
      case 'fair': {
        const { enabled, taken, strength } = this.#condition(e, scope);
        const often = (f: Temporal): Temporal => always(eventually(f));
        const step = this.#atom(taken, true, negated);
        const open = this.#atom(enabled, false, !negated);
        // WF: []<>~ENABLED \/ []<>A; SF: <>[]~ENABLED \/ []<>A; and their negations.
        if (!negated) return several('or', [strength === 'weak' ? often(open) : eventually(always(open)), often(step)]);
        return several('and', [strength === 'weak' ? eventually(always(open)) : often(open), eventually(always(step))]);
      }
      case 'apply':
        return this.#apply(e, formula, negated);
      default: {
        const opened = this.#opened(formula);
        if (opened !== undefined) return this.formula(opened, negated);
        if (level === levels.action) return this.#atom(formula, true, negated);
        return refuse('PL-509', e.at, `${e.kind} in a temporal formula`);
      }
    }
  }

  #apply(e: Extract<Expression, { kind: 'apply' }>, formula: Formula, negated: boolean): Temporal {
    const { scope } = formula;
    const inner = (place: number, not: boolean): Temporal =>
      this.formula({ expression: e.args[place] as Expression, scope }, not);
    switch (e.name) {
      case '~':
        return inner(0, !negated);
      case '=>':
        return { kind: negated ? 'and' : 'or', items: [inner(0, !negated), inner(1, negated)] };
      case '<=>': {
        const both: Temporal = { kind: 'and', items: [inner(0, false), inner(1, negated)] };
        const neither: Temporal = { kind: 'and', items: [inner(0, true), inner(1, !negated)] };
        return { kind: 'or', items: [both, neither] };
      }
      case '/\\':
      case '\\/':
        return { kind: (e.name === '/\\') === negated ? 'or' : 'and', items: e.args.map((_, i) => inner(i, negated)) };
      case '[]':
        return negated ? eventually(inner(0, true)) : always(inner(0, false));
      case '<>':
        return negated ? always(inner(0, true)) : eventually(inner(0, false));
      case '~>': {
        if (!negated) return always({ kind: 'or', items: [inner(0, true), eventually(inner(1, false))] });
        return eventually({ kind: 'and', items: [inner(0, false), always(inner(1, true))] });
      }
      case '-+->':
      case '\\cdot':
        return refuse('PL-509', e.at, `the temporal operator ${e.name}`);
      default: {
        const opened = this.#opened(formula);
        if (opened !== undefined) return this.formula(opened, negated);
        return this.#atom(formula, true, negated);
      }
    }
  }
}

function isTemporalSign(name: string): boolean {
  return ['[]', '<>', '~>', '-+->', '~', '=>', '/\\', '\\/', "'", 'UNCHANGED', 'ENABLED', '\\cdot', '<=>'].includes(
    name,
  );
}

function always(right: Temporal): Temporal {
  return { kind: 'release', left: { kind: 'false' }, right };
}

function eventually(right: Temporal): Temporal {
  return { kind: 'until', left: { kind: 'true' }, right };
}
