import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf, type PlainData } from '../../checker/language/plain-data.ts';
import { Problem } from '../../checker/language/problem.ts';
import { type TraceFile, writeItf } from '../../checker/trace/itf.ts';
import { readItf } from '../../checker/trace/itf-reading.ts';
import { decodeValue, encodeValue, type Json } from '../../checker/trace/itf-value.ts';

const name = fc.oneof(fc.string(), fc.constantFrom('#set', '#record', '#bigint', '__proto__', '10', '9', ''));

const { data } = fc.letrec<{ data: PlainData }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string(), fc.boolean(), fc.constantFrom(null, undefined), fc.bigInt()),
    fc.oneof(
      fc.integer(),
      fc.double(),
      fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    ),
    fc.array(tie('data')),
    fc.array(tie('data')).map((elements) => new Set(new Map(elements.map((one) => [keyOf(one), one])).values())),
    fc
      .array(fc.tuple(tie('data'), tie('data')))
      .map((entries) => new Map(new Map(entries.map((entry) => [keyOf(entry[0]), entry])).values())),
    fc.array(fc.tuple(name, tie('data'))).map((entries): PlainData => Object.fromEntries(entries)),
  ),
}));

const through = (json: Json): unknown => JSON.parse(JSON.stringify(json));

function file(payload: { readonly [field: string]: PlainData }, context: PlainData): TraceFile {
  const configuration = { parameters: { n: 2 }, powers: { censor: 1, withhold: false }, rules: { cascade: true } };
  const about = { tool: 'plumbline', version: '0.1.0', system: 's', item: 'i', claim: 'i/c', instance: 'small' };
  const state = { 'clients[0]': { value: 'idle', context }, lock: { value: { a: 'x', b: { c: 'y' } }, context: null } };
  return {
    origin: { ...about, configuration, model: '0123456789abcdef', loop: null },
    events: [{ type: 'GO', payload, owner: 'client' }],
    states: [state, state],
  };
}

function problemOf(call: () => unknown): Problem {
  try {
    call();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('expected a problem');
}

describe('values', () => {
  test('what is read is what was written, for all plain data', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(keyOf(decodeValue(through(encodeValue(value)), 'value'))).toBe(keyOf(value));
      }),
    );
  });

  test('two values have the same text exactly when they have the same key', () => {
    fc.assert(
      fc.property(data, data, (a, b) => {
        const text = (value: PlainData): string => JSON.stringify(encodeValue(value));
        expect(text(a) === text(b)).toBe(keyOf(a) === keyOf(b));
      }),
    );
  });

  test.each([
    [{ '#set': [1, 1] }],
    [{ '#map': [[1]] }],
    [{ '#bigint': '01' }],
    [{ '#bigint': 1 }],
    [{ '#unserializable': 'null' }],
    [{ '#tup': [] }],
    [{ '#set': [], a: 1 }],
    [{ '#record': [[1, 2]] }],
  ])('%j is refused with PL-311', (json) => {
    expect(problemOf(() => decodeValue(json, 'x')).code).toBe('PL-311');
  });
});

describe('files', () => {
  test('write → read → write gives the same bytes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((field) => field !== 'type'),
          data,
        ),
        data,
        (payload, context) => {
          const text = writeItf(file(payload, context));
          expect(writeItf(readItf(text, 'trace'))).toBe(text);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a file cut off anywhere is refused with PL-311', () => {
    const text = writeItf(file({ a: 1n }, { b: new Set([1]) })).trimEnd();
    for (let length = 0; length < text.length; length += 7) {
      expect(problemOf(() => readItf(text.slice(0, length), 'cut.itf.json')).code).toBe('PL-311');
    }
  });

  test('a garbled file is refused with its place', () => {
    const text = writeItf(file({}, 1)).replace('"mbt::actionTaken": "GO"', '"mbt::actionTaken": 7');
    expect(problemOf(() => readItf(text, 'bad.itf.json')).message).toMatch(
      /PL-311 .*bad\.itf\.json, states\[1\]\.mbt::actionTaken/,
    );
  });
});

test('a lasso keeps its loop, and a loop beyond the states is refused with PL-311', () => {
  const { origin, ...rest } = file({}, 1);
  const text = writeItf({ origin: { ...origin, loop: 1 }, ...rest });
  expect(readItf(text, 'lasso').origin.loop).toBe(1);
  expect(problemOf(() => readItf(text.replaceAll('"loop": 1', '"loop": 2'), 'lasso')).code).toBe('PL-311');
});
