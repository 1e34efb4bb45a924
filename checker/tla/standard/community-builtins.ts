/** The parts of community modules that are better said in TypeScript: folds, bits, files, environment. */

import { readFileSync, writeFileSync } from 'node:fs';
import { toItems, toNumber, toSet, toText } from '../values/expect.ts';
import { recordOf, Tuple } from '../values/function.ts';
import { ofSize } from '../values/lazy-set.ts';
import { setOf } from '../values/listed-set.ts';
import { print } from '../values/print.ts';
import { type FunctionValue, fault, isSet, ModelValue, Text, textOf, type Value } from '../values/value.ts';
import type { Builtin } from './builtin.ts';
import { sequence } from './sequences.ts';

type Two = (a: Value, b: Value) => Value;
type One = (a: Value) => Value;

export const foldsBuiltins: Readonly<Record<string, Builtin>> = {
  MapThenFoldSet: {
    ...{ js: 'mapThenFoldSet', arity: 5, operators: { 0: 2, 2: 1, 3: 1 } },
    run: (op: Two, base: Value, map: One, pick: One, set: Value): Value => {
      // As the definition recurses: the element picked first is combined last.
      let rest = toSet(set, 'MapThenFoldSet');
      const picked: Value[] = [];
      while (rest.size > 0) {
        const one = pick(rest);
        picked.push(one);
        rest = setOf(rest.elements().filter((other) => other !== one && print(other) !== print(one)));
      }
      return picked.reduceRight<Value>((sum, one) => op(map(one), sum), base);
    },
  },
};

export const sequencesExtBuiltins: Readonly<Record<string, Builtin>> = {
  FoldItems: {
    ...{ js: 'foldItems', arity: 3, operators: { 0: 2 } },
    run: (op: Two, base: Value, items: Value): Value =>
      toItems(items, 'a fold').reduce<Value>((sum, one) => op(sum, one), base),
  },
  SetToSortedList: { js: 'sortedList', arity: 1, run: (set: Value) => sequence(toSet(set, 'SetToSeq').elements()) },
  SetToSortSeq: {
    ...{ js: 'setToSortSequence', arity: 2, operators: { 1: 2 } },
    run: (set: Value, before: Two) => {
      const items = [...toSet(set, 'SetToSortSeq').elements()];
      return sequence(items.sort((a, b) => (before(a, b) === true ? -1 : before(b, a) === true ? 1 : 0)));
    },
  },
};

export const finiteSetsExtBuiltins: Readonly<Record<string, Builtin>> = {
  kSubset: {
    ...{ js: 'subsetsOfSize', arity: 2 },
    run: (k: Value, set: Value) => setOf([...ofSize(toSet(set, 'kSubset').elements(), toNumber(k, 'kSubset'))]),
  },
};

function bitwise(js: string, compute: (a: bigint, b: bigint) => bigint): Builtin {
  const run = (a: Value, b: Value): number => Number(compute(BigInt(toNumber(a, js)), BigInt(toNumber(b, js))));
  return { js, arity: 2, run };
}

export const bitwiseBuiltins: Readonly<Record<string, Builtin>> = {
  '&': bitwise('bitAnd', (a, b) => a & b),
  '|': bitwise('bitOr', (a, b) => a | b),
  '^^': bitwise('bitXor', (a, b) => a ^ b),
  shiftR: bitwise('shiftRight', (a, b) => a >> b),
  shiftL: bitwise('shiftLeft', (a, b) => a << b),
  Not: { js: 'bitNot', arity: 1, run: (a: Value) => -toNumber(a, 'Not') - 1 },
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

function toJson(value: Value): Json {
  if (typeof value !== 'object') return value;
  if (value instanceof Text) return value.text;
  if (value instanceof ModelValue) return value.name;
  if (isSet(value)) return value.elements().map(toJson);
  const fn = value.canonical() as FunctionValue;
  if (fn instanceof Tuple) return fn.items.map(toJson);
  const keys = fn.domain().elements();
  const values = fn.values();
  return Object.fromEntries(
    keys.map((key, i): [string, Json] => [key instanceof Text ? key.text : print(key), toJson(values[i] as Value)]),
  );
}

function fromJson(json: unknown): Value {
  if (typeof json === 'boolean' || typeof json === 'number') return json;
  if (typeof json === 'string') return textOf(json);
  if (Array.isArray(json)) return sequence(json.map(fromJson));
  if (typeof json === 'object' && json !== null) {
    const names = Object.keys(json);
    if (names.length === 0) return sequence([]);
    return recordOf(
      names,
      Object.values(json).map((one) => fromJson(one)),
    );
  }
  return fault('PL-520', 'JSON null has no value in TLA+');
}

function readFile(name: Value): string {
  const file = toText(name, 'a file name');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fault('PL-520', `the file ${file} cannot be read`);
  }
}

export const jsonBuiltins: Readonly<Record<string, Builtin>> = {
  ToJson: { js: 'toJson', arity: 1, run: (value: Value) => textOf(JSON.stringify(toJson(value))) },
  ToJsonArray: { js: 'toJsonArray', arity: 1, run: (value: Value) => textOf(JSON.stringify(toJson(value))) },
  ToJsonObject: { js: 'toJsonObject', arity: 1, run: (value: Value) => textOf(JSON.stringify(toJson(value))) },
  JsonSerialize: {
    ...{ js: 'jsonSerialize', arity: 2, isImpure: true },
    run: (file: Value, value: Value) => {
      writeFileSync(toText(file, 'JsonSerialize'), JSON.stringify(toJson(value)));
      return true;
    },
  },
  ndJsonSerialize: {
    ...{ js: 'ndJsonSerialize', arity: 2, isImpure: true },
    run: (file: Value, value: Value) => {
      const lines = toItems(value, 'ndJsonSerialize').map((one) => `${JSON.stringify(toJson(one))}\n`);
      writeFileSync(toText(file, 'ndJsonSerialize'), lines.join(''));
      return true;
    },
  },
  JsonDeserialize: { js: 'jsonDeserialize', arity: 1, run: (file: Value) => fromJson(JSON.parse(readFile(file))) },
  ndJsonDeserialize: {
    ...{ js: 'ndJsonDeserialize', arity: 1 },
    run: (file: Value) =>
      sequence(
        readFile(file)
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => fromJson(JSON.parse(line))),
      ),
  },
};

export const ioBuiltins: Readonly<Record<string, Builtin>> = {
  IOEnv: {
    ...{ js: 'environment', arity: 0 },
    run: () => {
      const entries = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
      return recordOf(
        entries.map(([name]) => name),
        entries.map(([, value]) => textOf(value)),
      );
    },
  },
  IOEnvGet: {
    js: 'environmentGet',
    arity: 1,
    run: (name: Value) => textOf(process.env[toText(name, 'IOEnvGet')] ?? ''),
  },
  atoi: { js: 'toInteger', arity: 1, run: (text: Value) => Number.parseInt(toText(text, 'atoi'), 10) },
  zeroPadN: {
    ...{ js: 'zeroPad', arity: 2 },
    run: (value: Value, width: Value) =>
      textOf(String(toNumber(value, 'zeroPadN')).padStart(toNumber(width, 'zeroPadN'), '0')),
  },
  ...Object.fromEntries(
    [
      'IOExec',
      'IOEnvExec',
      'IOExecTemplate',
      'IOEnvExecTemplate',
      'IOSerialize',
      'IODeserialize',
      'Serialize',
      'Deserialize',
    ].map((name): [string, Builtin] => [
      name,
      {
        ...{ js: name, isImpure: true },
        arity:
          {
            IOExec: 1,
            IOEnvExec: 2,
            IOExecTemplate: 2,
            IOEnvExecTemplate: 3,
            IOSerialize: 3,
            IODeserialize: 2,
            Serialize: 3,
            Deserialize: 2,
          }[name] ?? 1,
        run: () =>
          fault(
            'PL-509',
            `${name} of module IOUtils would start a program or write Java's format, and is not evaluated`,
          ),
      },
    ]),
  ),
};

function prover(js: string, arity: number): Builtin {
  return { js, arity, run: () => true, isBoolean: true };
}

/** Names of proof back ends: they say how to prove, nothing that is evaluated. */
export const tlapsBuiltins: Readonly<Record<string, Builtin>> = Object.fromEntries([
  ...[
    ...[
      'SMT',
      'CVC3',
      'CVC4',
      'Z3',
      'Yices',
      'veriT',
      'Zenon',
      'Isa',
      'Auto',
      'Force',
      'Blast',
      'PTL',
      'LS4',
      'PropositionalTemporalLogic',
    ],
    ...[
      'SimpleArithmetic',
      'SimplifyAndSolve',
      'Simplification',
      'AllProvers',
      'AllSMT',
      'AllIsa',
      'IsaWithSetExtensionality',
      'SlowZenon',
      'VerySlowZenon',
      'SlowerZenon',
      'ExpandENABLED',
      'ExpandCdot',
      'Lambdify',
      'AutoUSE',
      'ENABLEDaxioms',
      'ENABLEDrules',
      'ENABLEDrewrites',
      'LevelComparison',
      'EnabledWrong',
      'Trivial',
      'Cooper',
      'SafetyOf',
      'SetExtensionality',
      'NoSetContainsEverything',
      'DirectSystem',
    ],
  ].map((name): [string, Builtin] => [name, prover(name, 0)]),
  ...[
    'SMTT',
    'CVC3T',
    'CVC4T',
    'Z3T',
    'YicesT',
    'veriTT',
    'ZenonT',
    'IsaT',
    'IsaM',
    'AllProversT',
    'AllSMTT',
    'AllIsaT',
  ].map((name): [string, Builtin] => [name, prover(name, 1)]),
  ['IsaMT', prover('IsaMT', 2)],
]);
