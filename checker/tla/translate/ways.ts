/** Ways that an action can go, each of which counts: disjuncts, witnesses, arms. */

import { isSign } from '../facts.ts';
import { given as givenTo, isEntity, type Scope } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import { type Flow, join } from './flow.ts';
import type { Translator } from './translator.ts';

/** Writes what comes after, for the variables given so far. */
export type Then = (flow: Flow) => string;

/** What the statements are for: next states, initial states, or whether there is a next state at all. */
export type Purpose = 'next' | 'init' | 'enabled';

/** What follows is repeated in place up to this length; beyond, it becomes a function. */
const shortText = 60;

/** Ways that go on alike: what follows is written once. */
export function branches(t: Translator, purpose: Purpose, ways: readonly ((go: Then) => string)[], then: Then): string {
  const name = t.names.fresh('then');
  const call = purpose === 'enabled' ? `if (${name}()) return true;` : `${name}();`;
  const flows: Flow[] = [];
  const text = ways
    .map((way) =>
      way((flow) => {
        flows.push(flow);
        return call;
      }),
    )
    .join('\n')
    .replaceAll('}\n else', '} else');
  if (flows.length === 0) return text;
  const after = then(join(flows));
  if (flows.length === 1 || after.length <= shortText) return text.replaceAll(call, () => after);
  return `const ${name} = () => {\n${after}\n};\n${text}`;
}

/** Whether a predicate can be true in several ways, each of which is gone: by a disjunction or \\E that is no part of a term. */
export function mayBranch(e: Expression, scope: Scope, depth = 0): boolean {
  const inside = (one: Expression): boolean => mayBranch(one, scope, depth + 1);
  if (depth > 50) return true;
  switch (e.kind) {
    case 'or':
      return true;
    case 'and':
      return e.items.some(inside);
    case 'quantified':
      return !e.every || inside(e.body);
    case 'if':
      return inside(e.yes) || inside(e.no);
    case 'case':
      return e.arms.some(({ value }) => inside(value)) || (e.other !== undefined && inside(e.other));
    case 'let':
      return inside(e.body);
    case 'apply': {
      if (e.name === '=>') return e.args[1] !== undefined && inside(e.args[1]);
      if (isSign(e.name)) return e.name === '\\/';
      const entity = e.path.length === 0 ? scope.lookup(e.name) : undefined;
      if (entity === undefined) return false;
      const thing = givenTo(entity);
      return (
        isEntity(thing) &&
        thing.kind === 'operator' &&
        !thing.isRecursive &&
        mayBranch(thing.body, thing.scope, depth + 1)
      );
    }
    default:
      return false;
  }
}
