/**
 * A next-state action in its parts, which are the events of the search: its disjuncts, through definitions and \E, each named after
 * the innermost definition that it stands in.
 */

import { refuse, resolve } from '../resolve.ts';
import { given as givenTo, isEntity, type Operator, type Scope } from '../scope.ts';
import type { Expression, Position } from '../syntax.ts';
import { Block } from './block.ts';
import { loops } from './bounds.ts';
import { bindArguments } from './definition.ts';
import type { Formula } from './translator.ts';
import { letScope, type Writer } from './writer.ts';

export interface ActionPart {
  readonly name: string;
  readonly expression: Expression;
  readonly scope: Scope;
  readonly at: Position;
  /** Statements around those of the part: loops of \E and arguments. */
  readonly around: (inside: string) => string;
  /** Everything that decides what the part does: itself, the sets of \E and the arguments around it. */
  readonly text: readonly Formula[];
}

const mostParts = 2_000;

export function partsOfAction(x: Writer, { expression, scope }: Formula): readonly ActionPart[] {
  const parts: ActionPart[] = [];
  const unfolding: Operator[] = [];
  const split = (
    e: Expression,
    within: Scope,
    name: string,
    at: Position,
    around: ActionPart['around'],
    text: readonly Formula[],
  ): void => {
    if (parts.length > mostParts) refuse('PL-520', e.at, `more than ${mostParts} disjuncts`);
    switch (e.kind) {
      case 'or':
        for (const item of e.items) split(item, within, name, item.at, around, text);
        return;
      case 'quantified': {
        if (e.every) break;
        const block = new Block();
        const env = { scope: within, primed: false, block };
        let inner: Scope = within;
        const mark = '/*inside*/';
        const written = loops(x, e.bounds, env, '\\\\E', (bound) => {
          inner = bound;
          return mark;
        });
        const sets = e.bounds.map(({ set }): Formula => ({ expression: set, scope: within }));
        const loop = (inside: string): string => around(block.with(written.replace(mark, () => inside)));
        split(e.body, inner, name, at, loop, [...text, ...sets]);
        return;
      }
      case 'let': {
        const { block, scope: local } = letScope(x.t, e, { scope: within, primed: false, block: x.t.top });
        split(e.body, local, name, at, (inside) => around(`{\n${block.with(inside)}\n}`), text);
        return;
      }
      case 'apply': {
        if (e.path.some(({ args }) => args.length > 0)) break;
        if (["'", 'UNCHANGED', '~', '=>', 'ENABLED', '[]', '<>', '~>', '-+->', '\\cdot', '/\\', '\\/'].includes(e.name))
          break;
        const thing = givenTo(resolve(e.path, e.name, within, e.at).entity);
        if (!isEntity(thing) || thing.kind !== 'operator') break;
        if (thing.bounds !== undefined || thing.isRecursive || unfolding.includes(thing)) break;
        if (thing.params.length !== e.args.length) break;
        unfolding.push(thing);
        const bound = bindArguments(x, thing, e.args, { scope: within, primed: false, block: x.t.top }, () => false);
        const args = e.args.map((expression): Formula => ({ expression, scope: within }));
        const call = (inside: string): string =>
          around(bound.declarations === '' ? inside : `{\n${bound.declarations}${inside}\n}`);
        split(thing.body, bound.scope, thing.name, e.at, call, [...text, ...args]);
        unfolding.pop();
        return;
      }
      default:
        break;
    }
    parts.push({ name, expression: e, scope: within, at, around, text: [...text, { expression: e, scope: within }] });
  };
  split(expression, scope, 'Next', expression.at, (inside) => inside, []);
  return parts;
}
