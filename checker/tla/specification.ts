/** A module and its configuration together: what the constants are, where behaviours start, how they go on, what is claimed. */

import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import type { Configuration } from './config.ts';
import type { Elaboration } from './elaborate.ts';
import { factsOf, levels } from './facts.ts';
import { refuse, resolve } from './resolve.ts';
import { type Entity, given, isEntity, Scope } from './scope.ts';
import type { Expression } from './syntax.ts';
import type { Formula } from './translate/translator.ts';

interface NamedFormula extends Formula {
  readonly name: string;
}

export interface Specification {
  readonly init: Formula | undefined;
  readonly next: Formula | undefined;
  readonly fairness: readonly Formula[];
  readonly invariants: readonly NamedFormula[];
  readonly properties: readonly NamedFormula[];
  readonly constraints: readonly NamedFormula[];
  readonly actionConstraints: readonly NamedFormula[];
  readonly symmetry: NamedFormula | undefined;
  readonly view: NamedFormula | undefined;
  readonly alias: NamedFormula | undefined;
  readonly postcondition: NamedFormula | undefined;
}

function parametersOf(entity: Entity): number {
  if (entity.kind === 'operator') return entity.params.length;
  if (entity.kind === 'builtin') return entity.builtin.arity;
  return entity.kind === 'constant' ? entity.arity : 0;
}

/** Gives the constants what the configuration says. Throws PL-507 and PL-508. */
export function giveConstants(elaboration: Elaboration, configuration: Configuration): void {
  const { root } = elaboration;
  const find = (name: string, scope: Scope): Entity => {
    const found = scope.lookup(name);
    if (found !== undefined) return found;
    throw new Problem('PL-507', {
      place: configuration.file,
      expected: 'names that the module declares or defines',
      found: name,
      ...didYouMean(name, scope.known()),
    });
  };
  const put = (
    entity: Entity,
    name: string,
    value: NonNullable<Extract<Entity, { kind: 'constant' }>['given']>,
  ): void => {
    if (entity.kind === 'constant' || entity.kind === 'operator' || entity.kind === 'builtin') {
      entity.given = value;
      return;
    }
    throw new Problem('PL-507', { place: configuration.file, expected: 'a constant or a definition', found: name });
  };
  for (const [name, value] of configuration.values) {
    const entity = root.lookup(name);
    // TLC lets a configuration speak of constants that a module does not have when they name themselves.
    if (entity === undefined && typeof value === 'object' && 'name' in value && value.name === name) continue;
    put(entity ?? find(name, root), name, value);
  }
  for (const { name, module, value } of configuration.moduleValues) {
    elaboration.override(module, name, value);
  }
  for (const { name, module, by } of configuration.replacements) {
    const other = find(by, root);
    if (module !== undefined) {
      elaboration.override(module, name, other);
      continue;
    }
    const entity = find(name, root);
    const [wanted, has] = [parametersOf(entity), parametersOf(other)];
    if (wanted !== has) {
      throw new Problem('PL-505', {
        place: configuration.file,
        expected: `a replacement for ${name} with as many parameters, ${wanted}`,
        found: `${by}, which has ${has}`,
      });
    }
    if (entity !== other) put(entity, name, other);
  }
  for (const constant of elaboration.constants) {
    if (constant.given === undefined && root.lookup(constant.name) === constant) {
      refuse(
        'PL-508',
        constant.at,
        `${constant.name} without a value`,
        `${configuration.file} to give it one`,
        `CONSTANT ${constant.name} = …`,
      );
    }
  }
}

/** What a formula says where it is a name: the definition's body, through names of names. */
export function meant(formula: Formula): Formula {
  let at = formula;
  for (let steps = 0; steps < 100; steps++) {
    const { expression: e, scope } = at;
    if (e.kind !== 'apply' || e.args.length > 0) return at;
    const thing = given(resolve(e.path, e.name, scope, e.at).entity);
    if (!isEntity(thing)) return at;
    if (thing.kind === 'alias') at = thing;
    else if (thing.kind === 'operator' && thing.params.length === 0)
      at = { expression: thing.body, scope: thing.scope };
    else return at;
  }
  return at;
}

/** The conjuncts of a temporal formula, through names and conjunctions. */
export function conjuncts({ expression: e, scope }: Formula): readonly Formula[] {
  if (e.kind === 'and') return e.items.flatMap((item) => conjuncts({ expression: item, scope }));
  if (e.kind === 'apply' && e.args.length === 0 && factsOf(e, scope).level >= levels.action) {
    const thing = given(resolve(e.path, e.name, scope, e.at).entity);
    if (isEntity(thing) && thing.kind === 'operator' && thing.bounds === undefined) {
      return conjuncts({ expression: thing.body, scope: thing.scope });
    }
    if (isEntity(thing) && thing.kind === 'alias') return conjuncts(thing);
  }
  return [{ expression: e, scope }];
}

/** `[][A]_v` in parts, or undefined. */
export function boxedStep({ expression: e }: Formula): Extract<Expression, { kind: 'step' }> | undefined {
  if (e.kind !== 'apply' || e.name !== '[]') return undefined;
  const [inner] = e.args;
  return inner?.kind === 'step' && inner.mayStutter ? inner : undefined;
}

function behaviour(formula: Formula): { init: Formula | undefined; next: Formula | undefined; fairness: Formula[] } {
  const starts: Formula[] = [];
  const fairness: Formula[] = [];
  let next: Formula | undefined;
  for (const part of conjuncts(formula)) {
    const { expression, scope } = part;
    const step = boxedStep(part);
    if (factsOf(expression, scope).level <= levels.state) starts.push(part);
    else if (step !== undefined && next === undefined) next = { expression: step.action, scope };
    else fairness.push(part);
  }
  const [first] = starts;
  if (first === undefined) return { init: undefined, next, fairness };
  const items = starts.map(({ expression }) => expression);
  const { at } = first.expression;
  if (starts.every(({ scope }) => scope === first.scope)) {
    return { init: { expression: { kind: 'and', items, at }, scope: first.scope }, next, fairness };
  }
  // Conjuncts of several modules: each is named, and the names are joined.
  const scope = new Scope(first.scope);
  const named = starts.map((part, i): Expression => {
    scope.names.set(`start ${i}`, { kind: 'alias', ...part });
    return { kind: 'apply', path: [], name: `start ${i}`, args: [], at: part.expression.at };
  });
  return { init: { expression: { kind: 'and', items: named, at }, scope }, next, fairness };
}

/** Formulas of a level that the place of a configuration has no use for are refused, as TLC does. */
function checkLevel(formula: NamedFormula, most: 0 | 1 | 2, keyword: string): NamedFormula {
  const { expression, scope } = meant(formula);
  if (factsOf(expression, scope).level > most) {
    refuse(
      'PL-523',
      expression.at,
      `${formula.name}, ${['', 'a state function', 'an action', 'a temporal formula'][factsOf(expression, scope).level]}`,
      `${['a constant', 'a predicate of states', 'an action'][most]} as ${keyword}`,
      keyword === 'INVARIANT' ? `PROPERTY ${formula.name}` : undefined,
    );
  }
  return formula;
}

/** What is to be checked. Throws PL-507, PL-510 and PL-523. */
export function specify(
  elaboration: Elaboration,
  configuration: Configuration,
  isUntranslated: () => boolean = () => false,
): Specification {
  const { root } = elaboration;
  const at = { file: configuration.file, line: 1, column: 1 };
  const named = (name: string): NamedFormula => {
    const entity = root.lookup(name);
    if (entity === undefined) {
      throw new Problem('PL-507', {
        place: configuration.file,
        expected: 'names that the module defines',
        found: name,
        ...(isUntranslated()
          ? { hint: 'the algorithm in PlusCal has no translation: have the PlusCal translator write it first' }
          : didYouMean(name, root.known())),
      });
    }
    if (entity.kind === 'operator' && entity.params.length > 0) {
      throw new Problem('PL-505', {
        place: configuration.file,
        expected: `${name} without parameters`,
        found: 'parameters',
      });
    }
    return { name, expression: { kind: 'apply', path: [], name, args: [], at }, scope: root };
  };
  const optional = (name: string | undefined): NamedFormula | undefined =>
    name === undefined ? undefined : named(name);
  const { specification, init, next } = configuration;
  const given_ =
    specification === undefined
      ? { init: optional(init), next: optional(next), fairness: [] }
      : behaviour(named(specification));
  if (elaboration.variables.length > 0 && (given_.init === undefined || given_.next === undefined)) {
    throw new Problem('PL-510', {
      place: configuration.file,
      expected: 'INIT and NEXT, or SPECIFICATION of the form Init /\\ [][Next]_vars',
      found: configuration.isAbsent
        ? 'no such file'
        : given_.init === undefined
          ? 'no initial predicate'
          : 'no next-state action',
      ...(configuration.isAbsent ? { hint: 'name another with --config FILE.cfg' } : {}),
    });
  }
  return {
    ...given_,
    invariants: configuration.invariants.map((name) => checkLevel(named(name), levels.state, 'INVARIANT')),
    properties: configuration.properties.map(named),
    constraints: configuration.constraints.map((name) => checkLevel(named(name), levels.state, 'CONSTRAINT')),
    actionConstraints: configuration.actionConstraints.map((name) =>
      checkLevel(named(name), levels.action, 'ACTION_CONSTRAINT'),
    ),
    symmetry: optional(configuration.symmetry),
    view: optional(configuration.view),
    alias: optional(configuration.alias),
    postcondition: optional(configuration.postcondition),
  };
}
