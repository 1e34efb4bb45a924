/** From a name as it is written to the entity it stands for; unknown names and wrong arities end here. */

import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { type Entity, Scope } from './scope.ts';
import type { Expression, PathStep, Position } from './syntax.ts';

export function placeOf({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

export function refuse(
  code: ConstructorParameters<typeof Problem>[0],
  at: Position,
  found: string,
  expected?: string,
  hint?: string,
): never {
  throw new Problem(code, {
    place: placeOf(at),
    found,
    ...(expected === undefined ? {} : { expected }),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A scope in which parameters stand for arguments as they are written. */
export function bindAliases(
  parent: Scope,
  params: readonly { readonly name: string }[],
  args: readonly Expression[],
  scope: Scope,
): Scope {
  const bound = new Scope(parent);
  params.forEach(({ name }, i) => {
    const expression = args[i] as Expression;
    bound.names.set(name, { kind: 'alias', expression, scope });
  });
  return bound;
}

export interface Resolved {
  readonly entity: Entity;
  /** The copy of a parametrised instance that was opened for this use, whose definitions belong to it. */
  readonly opened: object | undefined;
}

/** What a name with its path stands for. Throws PL-504 and PL-505. */
export function resolve(
  path: readonly PathStep[],
  name: string,
  scope: Scope,
  at: Position,
  bind: typeof bindAliases = bindAliases,
): Resolved {
  let from = scope;
  let opened: object | undefined;
  for (const [depth, step] of path.entries()) {
    const entity = depth === 0 ? from.lookup(step.name) : from.names.get(step.name);
    if (entity === undefined) return unknown(step.name, from, at);
    if (entity.kind !== 'instance') {
      return refuse('PL-509', at, `the path ${step.name}!… into a definition`, 'the name of an INSTANCE before !');
    }
    if (entity.params.length !== step.args.length) {
      return refuse('PL-505', at, `${step.args.length} for ${step.name}`, `${entity.params.length} arguments`);
    }
    const inner = step.args.length === 0 ? entity.scope : bind(entity.scope, entity.params, step.args, scope);
    from = entity.open(inner);
    if (step.args.length > 0) opened = from.copy;
  }
  const entity = path.length === 0 ? from.lookup(name) : from.names.get(name);
  if (entity === undefined) return unknown(name, from, at);
  return { entity, opened };
}

function unknown(name: string, scope: Scope, at: Position): never {
  const hint = didYouMean(name, scope.known());
  throw new Problem('PL-504', {
    place: placeOf(at),
    expected: 'a name that is declared, defined or bound',
    found: name,
    ...hint,
  });
}
