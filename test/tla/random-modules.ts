/** Small random modules with the states that a naive search by the reference evaluator finds. */

import type { Generator } from './reference.ts';
import { type Env, type Expr, keyOf, type Ref, type Type, Undefined } from './reference-values.ts';

export interface Action {
  readonly guard: Expr;
  readonly witnesses: readonly number[];
  /** Next values of x, y; the set z' is chosen from. */
  readonly x: Expr;
  readonly y: Expr;
  readonly z: Expr | undefined;
}

export const types: Readonly<Record<string, Type>> = { x: 'int', y: ['set', 'int'], z: 'int' };

/** Keeps a number or a set small, so that there are finitely many states. */
function small(expr: Expr, type: Type): Expr {
  if (type === 'int') {
    return {
      text: `((${expr.text}) % 4)`,
      value: (env) => (((expr.value(env) as number) % 4) + 4) % 4,
    };
  }
  return {
    text: `((${expr.text}) \\cap (0 .. 2))`,
    value: (env) => ({
      set: (expr.value(env) as { readonly set: readonly Ref[] }).set.filter((one) => [0, 1, 2].includes(one as number)),
    }),
  };
}

export function randomAction(generator: Generator): Action {
  const names = { ...types, w: 'int' as const };
  return {
    guard: generator.of('bool', names, 2),
    witnesses: Array.from({ length: 1 + generator.random(2) }, (_, i) => i),
    x: small(generator.of('int', names, 2), 'int'),
    y: small(generator.of(['set', 'int'], names, 2), ['set', 'int']),
    z: generator.random(2) === 0 ? undefined : small(generator.of(['set', 'int'], names, 1), ['set', 'int']),
  };
}

/** Successors as TLC counts them: one for each action, witness and element that z' is chosen from. */
function successors(actions: readonly Action[], env: Env): Env[] {
  return actions.flatMap(({ guard, witnesses, x, y, z }) =>
    witnesses.flatMap((w) => {
      const here = { ...env, w };
      if (guard.value(here) !== true) return [];
      const next = { x: x.value(here), y: y.value(here) };
      const choices = z === undefined ? [env.z as Ref] : (z.value(here) as { readonly set: readonly Ref[] }).set;
      return choices.map((one) => ({ ...next, z: one }));
    }),
  );
}

function stateKey(env: Env): string {
  return ['x', 'y', 'z'].map((name) => keyOf(env[name] as Ref)).join(' ');
}

export interface Found {
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
}

/** Undefined where some expression is. */
export function search(actions: readonly Action[], start: Env): Found | undefined {
  try {
    const seen = new Map([[stateKey(start), start]]);
    let layer = [start];
    let generated = 1;
    let depth = 0;
    while (layer.length > 0) {
      depth++;
      const next: Env[] = [];
      for (const env of layer) {
        for (const after of successors(actions, env)) {
          generated++;
          if (seen.has(stateKey(after))) continue;
          seen.set(stateKey(after), after);
          next.push(after);
        }
      }
      layer = next;
    }
    return { generated, distinct: seen.size, depth };
  } catch (error) {
    if (error instanceof Undefined) return undefined;
    throw error;
  }
}

export function moduleText(actions: readonly Action[]): string {
  const written = actions.map(
    ({ guard, x, y, z }, i) =>
      // Compared with TRUE a guard is one condition; as it stands TLC counts each of its disjuncts and witnesses.
      `A${i}(w) ==\n  /\\ (${guard.text}) = TRUE\n  /\\ x' = ${x.text}\n  /\\ y' = ${y.text}\n  /\\ ${z === undefined ? 'UNCHANGED z' : `z' \\in ${z.text}`}`,
  );
  const next = actions.map(({ witnesses }, i) => `  \\/ \\E w \\in {${witnesses.join(', ')}} : A${i}(w)`);
  return `VARIABLES x, y, z\nInit == x = 0 /\\ y = {} /\\ z = 1\n${written.join('\n')}\nNext ==\n${next.join('\n')}`;
}
