/** Modules TLC, TLCExt and Randomization: printing, assertions, registers, permutations, random choices from a seed. */

import { EvaluationFault } from '../fault.ts';
import { toFunction, toItems, toNumber, toSet } from '../values/expect.ts';
import { functionOf, Tuple } from '../values/function.ts';
import { InfiniteSet, PowerSet } from '../values/lazy-set.ts';
import { setOf } from '../values/listed-set.ts';
import { compare } from '../values/order.ts';
import { print } from '../values/print.ts';
import {
  type FunctionValue,
  fault,
  kinds,
  modelValue,
  type SetValue,
  Text,
  textOf,
  type Value,
} from '../values/value.ts';
import type { Builtin } from './builtin.ts';

/** What module TLC may ask about the run, set by whoever runs it. */
export const run: {
  registers: Map<Value, Value>;
  /** TLCGet("level") and the like. */
  facts: Map<string, () => Value>;
  write: (text: string) => void;
  seed: number;
  /** Level of the state that is looked at: 1 for an initial one. */
  level: number;
} = { registers: new Map(), facts: new Map(), write: () => {}, seed: 1, level: 1 };

function random(): number {
  // Mulberry32: small, of full period, and the same on every machine.
  run.seed = (run.seed + 0x6d2b79f5) | 0;
  let t = Math.imul(run.seed ^ (run.seed >>> 15), 1 | run.seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** `a :> b @@ …`: the first of two functions wins. */
function merge(first: Value, second: Value): FunctionValue {
  const a = toFunction(first, '@@').canonical() as FunctionValue;
  const b = toFunction(second, '@@').canonical() as FunctionValue;
  const left = a.domain().elements();
  const right = b.domain().elements();
  if (right.length === 0) return a;
  const pairs = left.map((key, i): [Value, Value] => [key, a.values()[i] as Value]);
  right.forEach((key, i) => {
    if (a.at(key) === undefined) pairs.push([key, b.values()[i] as Value]);
  });
  return fromPairs(pairs);
}

/** A function of pairs with different first parts, in any order. */
function fromPairs(pairs: [Value, Value][]): FunctionValue {
  pairs.sort(([x], [y]) => compare(x, y));
  return functionOf(
    setOf(pairs.map(([key]) => key)),
    pairs.map(([, value]) => value),
  );
}

function permutationsOf(items: readonly Value[]): Value[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    permutationsOf([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

function get(key: Value): Value {
  const known = run.registers.get(key);
  if (known !== undefined) return known;
  // Switches of the Java machine that specifications ask for: what they switch on is on.
  if (key instanceof Text && key.text.startsWith('-D')) return textOf('true');
  const fact = key instanceof Text ? run.facts.get(key.text) : undefined;
  return fact === undefined ? fault('PL-520', `TLCGet(${print(key)}): nothing was set`) : fact();
}

const everything = new InfiniteSet('Any', () => true);

function assert(condition: Value, message: () => Value): boolean {
  if (condition === true) return true;
  return fault('PL-521', `Assert failed: ${print(message())}`);
}

function permutations(set: Value): SetValue {
  const from = toSet(set, 'Permutations');
  return setOf(permutationsOf(from.elements()).map((values) => functionOf(from, values)));
}

export const tlc: Readonly<Record<string, Builtin>> = {
  Print: {
    ...{ js: 'printAnd', arity: 2, isImpure: true },
    run: (text: Value, value: Value) => {
      run.write(`${print(text)}  ${print(value)}\n`);
      return value;
    },
  },
  PrintT: {
    ...{ js: 'printOut', arity: 1, isImpure: true },
    run: (text: Value) => {
      run.write(`${print(text)}\n`);
      return true;
    },
  },
  Assert: { js: 'assert', arity: 2, delayed: [1], isImpure: true, run: assert },
  JavaTime: { js: 'time', arity: 0, isImpure: true, run: () => Math.floor(Date.now() / 1000) % 2 ** 31 },
  TLCGet: { js: 'tlcGet', arity: 1, isImpure: true, run: get },
  TLCSet: {
    ...{ js: 'tlcSet', arity: 2, isImpure: true },
    run: (key: Value, value: Value) => {
      run.registers.set(key, value);
      return true;
    },
  },
  ':>': { js: 'single', arity: 2, run: (key: Value, value: Value) => functionOf(setOf([key]), [value]) },
  '@@': { js: 'merge', arity: 2, run: merge },
  Permutations: { js: 'permutations', arity: 1, run: permutations },
  SortSeq: {
    ...{ js: 'sortSequence', arity: 2, operators: { 1: 2 } },
    run: (items: Value, before: (a: Value, b: Value) => Value) =>
      new Tuple(
        [...toItems(items, 'SortSeq')].sort((a, b) => (before(a, b) === true ? -1 : before(b, a) === true ? 1 : 0)),
      ),
  },
  RandomElement: {
    ...{ js: 'randomElement', arity: 1, isRandom: true },
    run: (set: Value) => {
      if (set instanceof PowerSet) return setOf(set.base.elements().filter(() => random() < 0.5));
      const items = toSet(set, 'RandomElement').elements();
      return items[Math.floor(random() * items.length)] ?? fault('PL-517', 'RandomElement of the empty set');
    },
  },
  Any: { js: 'any', arity: 0, run: () => everything },
  ToString: { js: 'toText', arity: 1, run: (value: Value) => textOf(print(value)) },
  TLCEval: {
    ...{ js: 'tlcEval', arity: 1 },
    run: (value: Value) =>
      typeof value === 'object' && value.kind >= kinds.set && isListable(value) ? value.canonical() : value,
  },
};

function isListable(value: Value): boolean {
  if (typeof value !== 'object') return true;
  if (value.kind === kinds.set) return (value as SetValue).isFinite;
  return value.kind < kinds.tuple || (value as FunctionValue).domain().isFinite;
}

export const tlcExt: Readonly<Record<string, Builtin>> = {
  AssertEq: { js: 'assertEqual', arity: 2, isImpure: true, run: (a: Value, b: Value) => compare(a, b) === 0 },
  AssertError: {
    ...{ js: 'assertError', arity: 2, delayed: [1], isImpure: true },
    run: (_message: Value, compute: () => Value) => {
      try {
        compute();
      } catch (error) {
        if (error instanceof EvaluationFault) return true;
        throw error;
      }
      return false;
    },
  },
  TLCModelValue: { js: 'modelValueOf', arity: 1, run: (name: Value) => modelValue((name as Text).text) },
  TLCNoOp: { js: 'noOp', arity: 1, run: (value: Value) => value },
  TLCDefer: { js: 'defer', arity: 1, delayed: [0], isImpure: true, run: () => true },
  PickSuccessor: { js: 'pickSuccessor', arity: 1, delayed: [0], isImpure: true, run: () => true },
  TLCCache: { js: 'cached', arity: 2, delayed: [1], run: (value: Value) => value },
  TLCGetOrDefault: {
    ...{ js: 'tlcGetOr', arity: 2, isImpure: true },
    run: (key: Value, other: Value) => run.registers.get(key) ?? other,
  },
  TLCGetAndSet: {
    ...{ js: 'tlcGetAndSet', arity: 4, operators: { 1: 2 }, isImpure: true },
    run: (key: Value, op: (a: Value, b: Value) => Value, value: Value, other: Value) => {
      const old = run.registers.get(key) ?? other;
      run.registers.set(key, op(old, value));
      return old;
    },
  },
  CounterExample: { js: 'counterExample', arity: 0, run: () => fault('PL-509', 'CounterExample is not evaluated') },
  Trace: { js: 'traceSoFar', arity: 0, run: () => fault('PL-509', 'Trace is not evaluated') },
};

function sample(count: Value, set: Value): Value {
  const items = [...toSet(set, 'RandomSubset').elements()];
  const wanted = Math.min(toNumber(count, 'RandomSubset'), items.length);
  for (let i = 0; i < wanted; i++) {
    const j = i + Math.floor(random() * (items.length - i));
    [items[i], items[j]] = [items[j] as Value, items[i] as Value];
  }
  return setOf(items.slice(0, wanted));
}

export const randomization: Readonly<Record<string, Builtin>> = {
  RandomSubset: { js: 'randomSubset', arity: 2, isRandom: true, run: sample },
  RandomSetOfSubsets: {
    ...{ js: 'randomSetOfSubsets', arity: 3, isRandom: true },
    run: (k: Value, n: Value, set: Value) => {
      const items = toSet(set, 'RandomSetOfSubsets').elements();
      const chance = toNumber(n, 'RandomSetOfSubsets') / Math.max(1, items.length);
      const count = toNumber(k, 'RandomSetOfSubsets');
      return setOf(Array.from({ length: count }, () => setOf(items.filter(() => random() < chance))));
    },
  },
  TestRandomSetOfSubsets: {
    ...{ js: 'testRandomSetOfSubsets', arity: 3, isImpure: true },
    run: () => fault('PL-509', 'TestRandomSetOfSubsets is not evaluated'),
  },
};
