/** Naturals, Integers and what is refused of Reals. */

import { toNumber, toSet, wrong } from '../values/expect.ts';
import { InfiniteSet } from '../values/lazy-set.ts';
import { Interval } from '../values/listed-set.ts';
import { fault, kinds, type SetValue, type Value } from '../values/value.ts';
import type { Builtin, Run } from './builtin.ts';

function arithmetic(js: string, sign: string, compute: (a: number, b: number) => number): Builtin {
  const run: Run = (a: Value, b: Value): number =>
    typeof a === 'number' && typeof b === 'number' ? compute(a, b) : compute(toNumber(a, sign), toNumber(b, sign));
  return { js, arity: 2, run };
}

function comparison(js: string, sign: string, compute: (a: number, b: number) => boolean): Builtin {
  const run: Run = (a: Value, b: Value): boolean =>
    typeof a === 'number' && typeof b === 'number' ? compute(a, b) : compute(toNumber(a, sign), toNumber(b, sign));
  return { js, arity: 2, run, isBoolean: true };
}

function exact(value: number): number {
  return Number.isSafeInteger(value)
    ? value
    : fault('PL-516', `${value} is beyond the whole numbers that are held exactly`);
}

function divide(a: number, b: number): number {
  return b === 0 ? fault('PL-516', `${a} \\div 0`) : Math.floor(a / b);
}

/** As TLC: the divisor has to be positive. */
function modulo(a: number, b: number): number {
  if (b <= 0) return fault('PL-516', `${a} % ${b}: the divisor has to be positive`);
  const rest = a % b;
  return rest < 0 ? rest + b : rest;
}

function power(a: number, b: number): number {
  if (b < 0) return fault('PL-516', `${a} ^ ${b}: a negative exponent has no whole value`);
  if (a === 0 && b === 0) return fault('PL-516', '0 ^ 0 is undefined');
  return exact(a ** b);
}

function isWhole(value: Value, what: string): boolean {
  if (typeof value === 'number') return true;
  if (typeof value === 'object' && value.kind === kinds.model) return false;
  return wrong(`\\in ${what}`, 'a number', value);
}

const naturalNumbers: SetValue = new InfiniteSet('Nat', (value) => isWhole(value, 'Nat') && (value as number) >= 0);
const wholeNumbers: SetValue = new InfiniteSet('Int', (value) => isWhole(value, 'Int'));
const realNumbers: SetValue = new InfiniteSet('Real', (value) => isWhole(value, 'Real'));

export const naturals: Readonly<Record<string, Builtin>> = {
  Nat: { js: 'naturalNumbers', arity: 0, run: () => naturalNumbers },
  '+': arithmetic('plus', '+', (a, b) => exact(a + b)),
  '-': arithmetic('minus', '-', (a, b) => exact(a - b)),
  '*': arithmetic('times', '*', (a, b) => exact(a * b)),
  '^': arithmetic('power', '^', power),
  '\\div': arithmetic('divide', '\\div', divide),
  '%': arithmetic('modulo', '%', modulo),
  '<': comparison('less', '<', (a, b) => a < b),
  '>': comparison('greater', '>', (a, b) => a > b),
  '<=': comparison('atMost', '<=', (a, b) => a <= b),
  '>=': comparison('atLeast', '>=', (a, b) => a >= b),
  '..': {
    js: 'interval',
    arity: 2,
    run: (a: Value, b: Value): SetValue => {
      const low = toNumber(a, '..');
      const high = toNumber(b, '..');
      return low > high ? new Interval(1, 0) : new Interval(low, high);
    },
  },
};

export const integers: Readonly<Record<string, Builtin>> = {
  Int: { js: 'wholeNumbers', arity: 0, run: () => wholeNumbers },
  '-.': { js: 'negated', arity: 1, run: (a: Value): number => 0 - toNumber(a, '-') },
};

export const reals: Readonly<Record<string, Builtin>> = {
  Real: { js: 'realNumbers', arity: 0, run: () => realNumbers },
  Infinity: { js: 'infinity', arity: 0, run: () => undefined, refused: 'is no whole number' },
  '/': {
    js: 'quotient',
    arity: 2,
    run: (a: Value, b: Value): number => {
      const [x, y] = [toNumber(a, '/'), toNumber(b, '/')];
      if (y === 0) return fault('PL-516', `${x} / 0`);
      return x % y === 0 ? x / y : fault('PL-509', `${x} / ${y} is no whole number, and fractions are not evaluated`);
    },
  },
};

export const finiteSets: Readonly<Record<string, Builtin>> = {
  Cardinality: { js: 'cardinality', arity: 1, run: (set: Value) => toSet(set, 'Cardinality').size },
  IsFiniteSet: {
    js: 'isFiniteSet',
    arity: 1,
    isBoolean: true,
    run: (set: Value) => toSet(set, 'IsFiniteSet').isFinite,
  },
};
