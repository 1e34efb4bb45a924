/** The parts of community modules that are better said in TypeScript: folds, bits, files, environment. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { toBoolean, toFunction, toItems, toNumber, toSet, toText, wrong } from '../values/expect.ts';
import { Record, recordOf, Tuple } from '../values/function.ts';
import { ofSize } from '../values/lazy-set.ts';
import { emptySet, setOf } from '../values/listed-set.ts';
import { print } from '../values/print.ts';
import { type FunctionValue, fault, isFunction, isSet, ModelValue, Text, textOf, type Value } from '../values/value.ts';
import type { Builtin } from './builtin.ts';
import { sequence } from './sequences.ts';

type Two = (a: Value, b: Value) => Value;
type One = (a: Value) => Value;

/** As TLC folds, whatever the definitions say: from the first element on. */
function foldItems(op: Two, base: Value, items: readonly Value[]): Value {
  return items.reduce<Value>((sum, item) => op(item, sum), base);
}

function foldFunction(op: Two, base: Value, fn: Value, indices: readonly Value[]): Value {
  const whole = toFunction(fn, 'a fold');
  const at = (i: Value): Value =>
    whole.at(i) ?? fault('PL-515', `a function is folded at ${print(i)}, outside of its domain`);
  return foldItems(op, base, indices.map(at));
}

export const functionsBuiltins: Readonly<globalThis.Record<string, Builtin>> = {
  FoldFunction: {
    ...{ js: 'foldFunction', arity: 3, operators: { 0: 2 } },
    run: (op: Two, base: Value, fn: Value): Value =>
      foldFunction(op, base, fn, toFunction(fn, 'FoldFunction').domain().elements()),
  },
  FoldFunctionOnSet: {
    ...{ js: 'foldFunctionOnSet', arity: 4, operators: { 0: 2 } },
    run: (op: Two, base: Value, fn: Value, indices: Value): Value =>
      foldFunction(op, base, fn, toSet(indices, 'FoldFunctionOnSet').elements()),
  },
};

export const foldsBuiltins: Readonly<globalThis.Record<string, Builtin>> = {
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

/** Places in a sequence from `first` to `last` whose elements pass a test. */
function* passing(items: readonly Value[], places: Iterable<number>, test: One): Generator<number> {
  for (const place of places) if (toBoolean(test(items[place - 1] as Value), 'the test of a place')) yield place;
}

/** Of the places of a part of a sequence, the first one that passes a test; 0 for none. As in TLC it is counted in the whole sequence. */
function selectIn(name: string, js: string, isLast: boolean): Builtin {
  const run = (sequenceOf: Value, from: Value, to: Value, test: One): Value => {
    const items = toItems(sequenceOf, name);
    const [first, last] = [toNumber(from, name), toNumber(to, name)];
    if (first > last) return 0;
    if (first < 1 || last > items.length) {
      return fault('PL-515', `${name} of a sequence of ${items.length} from ${first} to ${last}`);
    }
    const places = Array.from({ length: last - first + 1 }, (_, i) => (isLast ? last - i : first + i));
    return passing(items, places, test).next().value ?? 0;
  };
  return { js, arity: 4, operators: { 3: 1 }, run };
}

export const sequencesExtBuiltins: Readonly<globalThis.Record<string, Builtin>> = {
  SelectInSubSeq: selectIn('SelectInSubSeq', 'selectInPart', false),
  SelectLastInSubSeq: selectIn('SelectLastInSubSeq', 'selectLastInPart', true),
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

export const finiteSetsExtBuiltins: Readonly<globalThis.Record<string, Builtin>> = {
  FoldSet: {
    ...{ js: 'foldSet', arity: 3, operators: { 0: 2 } },
    run: (op: Two, base: Value, set: Value): Value => foldItems(op, base, toSet(set, 'FoldSet').elements()),
  },
  kSubset: {
    ...{ js: 'subsetsOfSize', arity: 2 },
    run: (k: Value, set: Value) => {
      const [size, elements] = [toNumber(k, 'kSubset'), toSet(set, 'kSubset').elements()];
      return size < 0 ? emptySet : setOf([...ofSize(elements, size)]);
    },
  },
};

function bitwise(js: string, compute: (a: bigint, b: bigint) => bigint): Builtin {
  const run = (a: Value, b: Value): number => Number(compute(BigInt(toNumber(a, js)), BigInt(toNumber(b, js))));
  return { js, arity: 2, run };
}

export const bitwiseBuiltins: Readonly<globalThis.Record<string, Builtin>> = {
  '&': bitwise('bitAnd', (a, b) => a & b),
  '|': bitwise('bitOr', (a, b) => a | b),
  '^^': bitwise('bitXor', (a, b) => a ^ b),
  shiftR: bitwise('shiftRight', (a, b) => a >> b),
  shiftL: bitwise('shiftLeft', (a, b) => a << b),
  // The bits below the highest one that is set.
  Not: {
    js: 'bitNot',
    arity: 1,
    run: (a: Value) => {
      const bits = toNumber(a, 'Not');
      return bits > 0 ? 2 ** (Math.floor(Math.log2(bits)) + 1) - 1 - bits : 0;
    },
  },
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

function toJson(value: Value): Json {
  if (typeof value !== 'object') return value;
  if (value instanceof Text) return value.text;
  if (value instanceof ModelValue) return value.name;
  if (isSet(value)) return value.elements().map(toJson);
  const fn = value.canonical() as FunctionValue;
  return fn instanceof Tuple
    ? fn.items.map(toJson)
    : toObject(fn, (key) => (key instanceof Text ? key.text : print(key)));
}

function toObject(fn: FunctionValue, nameOf: (key: Value) => string): Json {
  const values = fn.values();
  return Object.fromEntries(
    fn
      .domain()
      .elements()
      .map((key, i): [string, Json] => [nameOf(key), toJson(values[i] as Value)]),
  );
}

/** As in TLC, of a sequence the places from 0 on. */
function toJsonObject(value: Value): Json {
  const fn = toFunction(value, 'ToJsonObject').canonical() as FunctionValue;
  return fn instanceof Tuple ? toObject(fn, (key) => String((key as number) - 1)) : toJson(fn);
}

function toJsonArray(value: Value): Json {
  if (isSet(value) || (isFunction(value) && !(value.canonical() instanceof Record))) return toJson(value);
  return wrong('ToJsonArray', 'a sequence or a set', value);
}

function fromJson(json: unknown, file: string): Value {
  if (typeof json === 'boolean') return json;
  if (typeof json === 'number') {
    if (Number.isSafeInteger(json)) return json;
    return fault('PL-520', `${json} in ${file} is no whole number that is held exactly`);
  }
  if (typeof json === 'string') return textOf(json);
  if (Array.isArray(json)) return sequence(json.map((one) => fromJson(one, file)));
  if (typeof json === 'object' && json !== null) {
    const names = Object.keys(json);
    if (names.length === 0) return sequence([]);
    return recordOf(
      names,
      Object.values(json).map((one) => fromJson(one, file)),
    );
  }
  return fault('PL-520', `null in ${file} has no value in TLA+`);
}

function parsed(text: string, file: string): Value {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return fault('PL-520', `${file} holds no JSON: ${(error as SyntaxError).message}`);
  }
  return fromJson(json, file);
}

function readFile(name: Value): string {
  const file = toText(name, 'a file name');
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return fault('PL-520', `the file ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** Writes a file, and the folder for it where there is none. */
function writeFile(name: Value, text: string, flag = 'w'): boolean {
  const file = toText(name, 'a file name');
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag });
    return true;
  } catch (error) {
    return fault('PL-520', `the file ${file} cannot be written: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function jsonText(js: string, convert: (value: Value) => Json): Builtin {
  return { js, arity: 1, run: (value: Value) => textOf(JSON.stringify(convert(value))) };
}

export const jsonBuiltins: Readonly<globalThis.Record<string, Builtin>> = {
  ToJson: jsonText('toJson', toJson),
  ToJsonArray: jsonText('toJsonArray', toJsonArray),
  ToJsonObject: jsonText('toJsonObject', toJsonObject),
  JsonSerialize: {
    ...{ js: 'jsonSerialize', arity: 2, isImpure: true, isBoolean: true },
    run: (file: Value, value: Value) => {
      const whole = isFunction(value) ? value.canonical() : value;
      if (!(whole instanceof Tuple || whole instanceof Record)) {
        return wrong('JsonSerialize', 'a sequence or a record', value);
      }
      return writeFile(file, JSON.stringify(toJson(value)));
    },
  },
  ndJsonSerialize: {
    ...{ js: 'ndJsonSerialize', arity: 2, isImpure: true, isBoolean: true },
    run: (file: Value, value: Value) => {
      const lines = toItems(value, 'ndJsonSerialize').map((one) => `${JSON.stringify(toJson(one))}\n`);
      return writeFile(file, lines.join(''));
    },
  },
  JsonDeserialize: {
    ...{ js: 'jsonDeserialize', arity: 1 },
    run: (file: Value) => parsed(readFile(file), toText(file, 'a file name')),
  },
  ndJsonDeserialize: {
    ...{ js: 'ndJsonDeserialize', arity: 1 },
    run: (file: Value) =>
      sequence(
        readFile(file)
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => parsed(line, toText(file, 'a file name'))),
      ),
  },
};

/** What Serialize and Deserialize answer of a file of text. */
function outcome(stdout: string): Value {
  return recordOf(['exitValue', 'stdout', 'stderr'], [0, textOf(stdout), textOf('')]);
}

/** Whether text may be written so; Java's own format of values is not known here. */
function checkTextual(options: Value, what: string): void {
  const format = toFunction(options, what).at(textOf('format'));
  if (format !== textOf('TXT')) fault('PL-520', `${what}: format "TXT" is the one that is written and read`);
}

const starts = 'starts a program';
const javas = "has Java's own format of values";
const refusals: readonly (readonly [string, number, string])[] = [
  ['IOExec', 1, starts],
  ['IOEnvExec', 2, starts],
  ['IOExecTemplate', 2, starts],
  ['IOEnvExecTemplate', 3, starts],
  ['IOSerialize', 3, javas],
  ['IODeserialize', 2, javas],
];

export const ioBuiltins: Readonly<globalThis.Record<string, Builtin>> = {
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
  atoi: {
    ...{ js: 'toInteger', arity: 1 },
    run: (value: Value) => {
      const text = toText(value, 'atoi');
      const number = Number(text);
      if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(number)) return number;
      return fault('PL-520', `atoi: ${JSON.stringify(text)} is no whole number`);
    },
  },
  zeroPadN: {
    ...{ js: 'zeroPad', arity: 2 },
    run: (value: Value, width: Value) =>
      textOf(String(toNumber(value, 'zeroPadN')).padStart(toNumber(width, 'zeroPadN'), '0')),
  },
  Serialize: {
    ...{ js: 'serialize', arity: 3, isImpure: true },
    run: (value: Value, file: Value, options: Value) => {
      checkTextual(options, 'Serialize');
      const ways = toFunction(options, 'Serialize').at(textOf('openOptions'));
      const isAppending = ways !== undefined && toItems(ways, 'openOptions').includes(textOf('APPEND'));
      writeFile(file, toText(value, 'Serialize'), isAppending ? 'a' : 'w');
      return outcome('');
    },
  },
  Deserialize: {
    ...{ js: 'deserialize', arity: 2, isImpure: true },
    run: (file: Value, options: Value) => {
      checkTextual(options, 'Deserialize');
      return outcome(readFile(file));
    },
  },
  ...Object.fromEntries(
    refusals.map(([name, arity, refused]): [string, Builtin] => [
      name,
      { js: name, arity, isImpure: true, refused, run: () => undefined },
    ]),
  ),
};

function prover(js: string, arity: number): Builtin {
  return { js, arity, run: () => true, isBoolean: true };
}

/** Names of proof back ends: they say how to prove, nothing that is evaluated. */
export const tlapsBuiltins: Readonly<globalThis.Record<string, Builtin>> = Object.fromEntries([
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
