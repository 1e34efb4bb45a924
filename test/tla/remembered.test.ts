/** What is remembered is what is computed, whatever was asked before; and a table that is of no use is given up. */

import { describe, expect, test } from 'vitest';
import { Tuple } from '../../checker/tla/values/function.ts';
import { wordOf } from '../../checker/tla/values/intern.ts';
import { setOf } from '../../checker/tla/values/listed-set.ts';
import { equal } from '../../checker/tla/values/order.ts';
import { remembered1, remembered2, remembered3 } from '../../checker/tla/values/remembered.ts';
import type { Value } from '../../checker/tla/values/value.ts';
import { checkText, counts } from './modules.ts';

/** Numbers that follow each other without a pattern that a table could like. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Of a few kinds, some with a word and some that were never met before. */
function some(n: number): Value {
  const made: Value = n % 3 === 0 ? n - 50 : n % 3 === 1 ? new Tuple([n, n % 7]) : setOf([n % 5, n]);
  if (n % 2 === 0) wordOf(made);
  return n % 50 === 7 ? true : made;
}

describe('what is remembered is what is computed', () => {
  test.each([20, 2_000, 100_000])('of %i values', (many) => {
    const random = numbers(many);
    let computed = 0;
    const compute = (...args: Value[]): Value => {
      computed++;
      return new Tuple(args.map((arg) => (typeof arg === 'number' ? arg * 3 : arg)));
    };
    const one = remembered1((a) => compute(a));
    const two = remembered2((a, b) => compute(a, b));
    const three = remembered3((a, b, c) => compute(a, b, c));
    let asked = 0;
    let isAlike = true;
    for (; asked < 30_000; asked += 3) {
      const [a, b, c] = [some(random(many)), some(random(30)), some(random(4))];
      isAlike &&= equal(one(a), compute(a)) && equal(two(a, b), compute(a, b));
      isAlike &&= equal(three(a, b, c), compute(a, b, c));
    }
    expect(isAlike).toBe(true);
    // Each question was computed once beside, to compare.
    expect(computed < asked * 2).toBe(true);
  });

  test('where an answer is asked for while another one is computed', () => {
    const factorial: (n: Value) => Value = remembered1((n) =>
      (n as number) < 2 ? 1 : (n as number) * (factorial((n as number) - 1) as number),
    );
    expect([factorial(10), factorial(9), factorial(10)]).toEqual([3_628_800, 362_880, 3_628_800]);
  });

  test('where it is given up: nothing is asked twice', () => {
    let computed = 0;
    const next = remembered1((n) => {
      computed++;
      return (n as number) + 1;
    });
    for (let n = 0; n < 70_000; n++) next(n);
    computed = 0;
    expect([next(5), next(5), computed]).toEqual([6, 6, 2]);
  });
});

test('names of a LET, of an EXCEPT and of operators are those of the place', async () => {
  const body = `
VARIABLES f, s, n, t
Twice(g, p) == [g EXCEPT ![p] = @ + 1]
Init == f = [p \\in {"a", "b"} |-> 0] /\\ s = {} /\\ n = 0 /\\ t = <<{}, {}>>
Step(p) == LET old == f[p]
               more == {old} \\cup s
           IN /\\ f[p] < 3
              /\\ {q \\in {"a", "b"} : f[q] > old} \\subseteq {"a", "b"}
              /\\ s' = more \\cup {old + n}
              /\\ f' = [Twice(f, p) EXCEPT ![p] = @ + IF old \\in s THEN 0 ELSE 1]
              /\\ n' = IF \\A q \\in {"a", "b"} : f[q] = old THEN n ELSE 1 - n
              /\\ t' = [t EXCEPT ![n + 1] = @ \\cup {<<p, n>>}]
Next == \\E p \\in {"a", "b"} : Step(p)
Inv == \\A p \\in {"a", "b"} : f[p] \\in 0 .. 4`;
  const configuration = 'INIT Init NEXT Next INVARIANT Inv CHECK_DEADLOCK FALSE';
  // With coverage nothing is remembered.
  const [remembered, computed] = [
    await checkText(body, configuration),
    await checkText(body, configuration, { coverage: true }),
  ];
  expect(remembered.source).toMatch(/= remembered3\(\(t, n, p\)/);
  expect(computed.source).not.toMatch(/= remembered[123]\(/);
  expect(counts(remembered)).toEqual(counts(computed));
  expect(remembered.distinct).toBeGreaterThan(20);
});
