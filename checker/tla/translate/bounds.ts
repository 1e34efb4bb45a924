/** What binds names: quantifiers, CHOOSE, sets by map and filter, functions. */

import { placeOf, refuse } from '../resolve.ts';
import { Scope } from '../scope.ts';
import type { Bound, Expression } from '../syntax.ts';
import { Block } from './block.ts';
import type { Env } from './translator.ts';
import { functionBody, local, type Of, type Writer } from './writer.ts';

/** Names of bounds as JavaScript variables; `prefix` takes tuples apart. */
function bind(
  x: Writer,
  bounds: readonly Bound[],
  env: Env,
): { names: string[]; scope: Scope; prefix: string; sets: Expression[] } {
  const scope = new Scope(env.scope);
  const names: string[] = [];
  const sets: Expression[] = [];
  let prefix = '';
  for (const { names: bound, isTuple, set } of bounds) {
    if (isTuple) {
      const whole = x.t.names.fresh('tuple');
      const inner = bound.map((name) => x.t.names.fresh(name));
      for (const [i, name] of bound.entries()) scope.names.set(name, local(inner[i] as string));
      prefix += `const [${inner.join(', ')}] = parts(${whole}, ${bound.length});\n`;
      names.push(whole);
      sets.push(set);
    } else {
      for (const name of bound) {
        const js = x.t.names.fresh(name);
        scope.names.set(name, local(js));
        names.push(js);
        sets.push(set);
      }
    }
  }
  return { names, scope, prefix, sets };
}

/** Loops over bounds around statements that are written with the names in scope. */
export function loops(
  x: Writer,
  bounds: readonly Bound[],
  env: Env,
  what: string,
  inside: (scope: Scope) => string,
): string {
  const { names, scope, prefix, sets } = bind(x, bounds, env);
  const heads = names.map((name, i) => {
    const set = sets[i] as Expression;
    return `for (const ${name} of ${x.t.mark(set.at)}each(${x.value(set, env)}, "${what}")) {\n`;
  });
  return `${heads.join('')}${prefix}${inside(scope)}\n${'}'.repeat(names.length)}`;
}

export function quantified(x: Writer, e: Of<'quantified'>, env: Env): string {
  const written = loops(x, e.bounds, env, e.every ? '\\\\A' : '\\\\E', (scope) => {
    const block = new Block();
    const body = x.test(e.body, { ...env, scope, block });
    return block.with(e.every ? `if (!${body}) return false;` : `if (${body}) return true;`);
  });
  return `${written}\nreturn ${e.every};`;
}

export function choose(x: Writer, e: Of<'choose'>, env: Env): string {
  const { set } = e;
  if (set === undefined) {
    // CHOOSE v : v \notin S is how modules make a value that is in no set: a model value of its own.
    const name = `CHOOSE ${e.names.join(',')} ${placeOf(e.at)}`;
    if (e.body.kind === 'apply' && e.body.name === '\\notin') return x.t.value(x.t.modelValue(name));
    return refuse(
      'PL-509',
      e.at,
      'unbounded CHOOSE',
      'CHOOSE x \\in S : …',
      'replace the definition by a model value: CONSTANT Name = Name',
    );
  }
  const { names, scope, prefix } = bind(x, [{ names: e.names, isTuple: e.isTuple, set }], env);
  const block = new Block();
  const body = x.test(e.body, { ...env, scope, block });
  return `${x.t.mark(e.at)}choose(${x.value(set, env)}, (${names[0]}) => ${functionBody(prefix, block, body)})`;
}

export function mapped(x: Writer, e: Of<'map'>, env: Env): string {
  const list = x.t.names.fresh('found');
  const written = loops(x, e.bounds, env, 'a set', (scope) => {
    const block = new Block();
    const body = x.value(e.body, { ...env, scope, block });
    return block.with(`${list}.push(${body});`);
  });
  return `(() => {\nconst ${list} = [];\n${written}\nreturn ${x.t.mark(e.at)}setOf(${list});\n})()`;
}

export function tabulated(
  x: Writer,
  bounds: readonly Bound[],
  body: Expression,
  env: Env,
  how: string,
  at: Expression['at'],
): string {
  const { names, scope, prefix, sets } = bind(x, bounds, env);
  const block = new Block();
  const code = x.value(body, { ...env, scope, block, old: env.old });
  const mark = x.t.mark(at);
  if (names.length === 1) {
    return `${mark}${how}(${x.value(sets[0] as Expression, env)}, (${names[0]}) => ${functionBody(prefix, block, code)})`;
  }
  const whole = x.t.names.fresh('arguments');
  const domain = `product(${sets.map((set) => x.value(set, env)).join(', ')})`;
  const apart = `const [${names.join(', ')}] = ${whole}.items;\n${prefix}`;
  return `${mark}${how}(${domain}, (${whole}) => ${functionBody(apart, block, code)})`;
}

export function filtered(x: Writer, e: Of<'filter'>, env: Env): string {
  const { names, scope, prefix } = bind(x, [e.bound], env);
  const block = new Block();
  const body = x.test(e.body, { ...env, scope, block });
  const set = x.value(e.bound.set, env);
  return `${x.t.mark(e.at)}filter(${set}, (${names[0]}) => ${functionBody(prefix, block, body)})`;
}
