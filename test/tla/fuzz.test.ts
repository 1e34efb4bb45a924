/**
 * Random expressions and random small modules against the evaluator of reference.ts and a naive search. PLUMBLINE_FUZZ multiplies the
 * numbers of both, for a long run.
 */

import { describe, expect, test } from 'vitest';
import { checkText, counts } from './modules.ts';
import { moduleText, randomAction, search } from './random-modules.ts';
import { Generator } from './reference.ts';
import { extendedModules } from './reference-more.ts';
import { type Env, type Expr, literal, type Ref, Undefined } from './reference-values.ts';

const times = Number(process.env.PLUMBLINE_FUZZ ?? 1);

function definedValue(expr: Expr, env: Env = {}): Ref | undefined {
  try {
    return expr.value(env);
  } catch (error) {
    if (error instanceof Undefined) return undefined;
    throw error;
  }
}

const expressionsEach = 150;

describe('random expressions have the value that the reference gives them', () => {
  test.each(Array.from({ length: 4 * times }, (_, i) => i))('batch %i', async (batch) => {
    const generator = new Generator(batch * 7919 + 1);
    const lines: string[] = [];
    while (lines.length < expressionsEach) {
      const expr = generator.of(generator.type(2), {}, 2 + generator.random(3));
      const value = expr.text.length > 2_000 ? undefined : definedValue(expr);
      if (value === undefined || literal(value).length > 2_000) continue;
      lines.push(`ASSUME (${expr.text}) = ${literal(value)}`);
    }
    const { verdict, violated, problem } = await checkText(lines.join('\n'), '', { extended: extendedModules });
    const [, line] = /line (\d+)|Spec\.tla:(\d+)/.exec(`${violated ?? problem?.message}`) ?? [];
    expect([verdict, violated, problem?.message, lines[Number(line) - 3]]).toEqual([
      'success',
      null,
      undefined,
      undefined,
    ]);
  });
});

describe('random modules have the states that a naive search finds', () => {
  test.each(Array.from({ length: 25 * times }, (_, i) => i))('module %i', async (seed) => {
    const generator = new Generator(seed * 104_729 + 17);
    const start: Env = { x: 0, y: { set: [] }, z: 1 };
    for (;;) {
      const actions = Array.from({ length: 1 + generator.random(3) }, () => randomAction(generator));
      const found = search(actions, start);
      if (found === undefined || found.distinct < 3) continue;
      const result = await checkText(moduleText(actions), 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE', {
        coverage: seed % 2 === 0,
        extended: extendedModules,
      });
      expect([result.problem?.message, ...counts(result)]).toEqual([
        undefined,
        'success',
        found.generated,
        found.distinct,
        found.depth,
      ]);
      return;
    }
  });
});
