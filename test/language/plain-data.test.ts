import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, isSame, keyOf, type PlainData } from '../../checker/language/plain-data.ts';
import { problemOf } from '../problem-of.ts';

const runs = { seed: 0x51a7, numRuns: 1_500 };

/** Strings that look like parts of keys, and strings that UTF-16 allows and Unicode does not. */
const trickyStrings = ['', '"', '\\', '"a"', 'a', 'b', ',', ':', '}', '{}', '[]', 'Set{', '=>', '1', '1n', '-0', 'NaN'];
const brokenStrings = ['null', 'undefined', '\ud800', '\udc00', '\\ud800', '\ud83d\ude00', '\u2028', '\0', '__proto__'];
const names = ['a', 'b', '', '"', '__proto__', 'constructor', '1', '0', '\ud800', 'a":1,"b'];

const leaf: fc.Arbitrary<PlainData> = fc.oneof(
  fc.constantFrom<PlainData>(null, undefined, true, false, 0, -0, Number.NaN, 1, -1, 1.5, 1e21, 5e-324),
  fc.constantFrom<PlainData>(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0n, 1n, -1n, 10n ** 30n),
  fc.constantFrom<PlainData>(...trickyStrings, ...brokenStrings),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.double(),
);

function recordOf(entries: readonly (readonly [string, PlainData])[], prototype: object | null): PlainData {
  const record = Object.create(prototype) as Record<string, PlainData>;
  // defineProperty, because assigning to __proto__ makes no property.
  for (const [name, value] of entries)
    Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
  return record;
}

const { value: anyValue } = fc.letrec<{ value: PlainData }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    { weight: 2, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.array(fc.tuple(fc.constantFrom(...names), tie('value')), { maxLength: 3 }),
          fc.constantFrom(Object.prototype, null),
        )
        .map(([entries, prototype]) => recordOf(entries, prototype)),
    },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((list) => new Set(list)) },
    {
      weight: 1,
      arbitrary: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((list) => new Map(list)),
    },
  ),
}));

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Every element of one list has its own partner in the other. */
function matched<T>(a: readonly T[], b: readonly T[], equal: (x: T, y: T) => boolean): boolean {
  const left = [...b];
  return (
    a.length === b.length &&
    a.every((x) => {
      const i = left.findIndex((y) => equal(x, y));
      if (i >= 0) left.splice(i, 1);
      return i >= 0;
    })
  );
}

/** Structural equality, written without keys: the oracle of injectivity. */
function same(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]));
  }
  if (a instanceof Set || b instanceof Set) {
    return a instanceof Set && b instanceof Set && matched([...a], [...b], same);
  }
  if (a instanceof Map || b instanceof Map) {
    return (
      a instanceof Map && b instanceof Map && matched([...a], [...b], ([k, v], [l, w]) => same(k, l) && same(v, w))
    );
  }
  return matched(Object.entries(a), Object.entries(b), ([k, v], [l, w]) => k === l && same(v, w));
}

/** The same value with properties, set elements and map entries in another order. */
function reordered(value: PlainData, turn: number): PlainData {
  const turned = <T>(list: readonly T[]): T[] => {
    const at = list.length === 0 ? 0 : turn % list.length;
    const rotated = [...list.slice(at), ...list.slice(0, at)];
    return turn % 2 === 0 ? rotated : rotated.reverse();
  };
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map((one: PlainData) => reordered(one, turn));
  if (value instanceof Set) return new Set(turned([...value].map((one: PlainData) => reordered(one, turn))));
  if (value instanceof Map) {
    const entries = [...value].map(
      ([k, v]: [PlainData, PlainData]) => [reordered(k, turn), reordered(v, turn)] as const,
    );
    return new Map(turned(entries));
  }
  const entries = Object.entries(value).map(([name, one]) => [name, reordered(one, turn)] as const);
  return recordOf(turned(entries), Object.prototype);
}

/** What a machine can observe of a value, orders of iteration included. */
function observed(value: unknown): string {
  if (!isObject(value))
    return typeof value === 'string'
      ? JSON.stringify(value)
      : `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`;
  if (Array.isArray(value)) return `[${value.map(observed).join()}]`;
  if (value instanceof Set) return `Set[${[...value].map(observed).join()}]`;
  if (value instanceof Map) return `Map[${[...value].map((entry) => entry.map(observed).join('>')).join()}]`;
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)} ${observed(one)}`)
    .join()}}`;
}

function isDeepFrozen(value: unknown): boolean {
  if (!isObject(value)) return true;
  if (value instanceof Set) return [...value].every(isDeepFrozen);
  if (value instanceof Map) return [...value].flat().every(isDeepFrozen);
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}

describe('the canonical key', () => {
  test('is equal exactly for structurally equal values', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        expect(keyOf(a) === keyOf(b)).toBe(same(a, b));
      }),
      runs,
    );
  });

  test('is compared without being made: same values, copies, other orders and others', () => {
    fc.assert(
      fc.property(anyValue, anyValue, fc.nat(6), (a, b, turn) => {
        const values = [a, b, canonical(a), reordered(a, turn), [a, b], [b, a], { a, b }, { a, b: a }, { b, a }];
        for (const one of values) {
          const alike = values.filter((other) => isSame(one, other));
          expect(alike).toEqual(values.filter((other) => keyOf(one) === keyOf(other)));
        }
      }),
      runs,
    );
  });

  test('is asked for where a part has none, the same part twice included', () => {
    const part = { act: () => 1 };
    for (const [a, b] of [
      [part, part],
      [{ part }, { part }],
      [[part], [part]],
    ])
      expect(problemOf(() => isSame(a, b)).code).toBe('PL-102');
  });

  test('tells a value from everything built around it, its own key included', () => {
    const around: readonly ((x: PlainData, y: PlainData) => PlainData)[] = [
      (x) => x,
      (x) => [x],
      (x, y) => [x, y],
      (x, y) => [[x], y],
      (x) => new Set([x]),
      (x) => [new Set([x])],
      (x) => new Map([[x, undefined]]),
      (x, y) => new Map([[x, y]]),
      (x) => ({ a: x }),
      (x, y) => ({ a: x, b: y }),
      (x) => ({ a: x, b: undefined }),
      (x) => recordOf([['__proto__', x]], Object.prototype),
      (x) => keyOf(x),
      (x) => [keyOf(x)],
      (x) => String(keyOf(x)).slice(1, -1),
    ];
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const built = around.flatMap((build) => [build(a, b), build(b, a)]);
        const keys = built.map((one) => keyOf(one));
        const wrong = built.flatMap((one, i) => built.filter((other, j) => (keys[i] === keys[j]) !== same(one, other)));
        expect(wrong).toEqual([]);
      }),
      { ...runs, numRuns: 300 },
    );
  });

  test.each<[string, PlainData, PlainData]>([
    ['-0 and 0', -0, 0],
    ['NaN and the string NaN', Number.NaN, 'NaN'],
    ['infinities', Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ['1 and 1n', 1, 1n],
    ['1 and "1"', 1, '1'],
    ['an undefined property and an absent one', { a: undefined }, {}],
    ['null and undefined', null, undefined],
    ['a lone surrogate and its escape', '\ud800', '\\ud800'],
    ['two lone surrogates', '\ud800', '\udc00'],
    ['a record with __proto__ and an empty one', recordOf([['__proto__', null]], Object.prototype), {}],
    ['an array and a record with its indices', ['x'], { 0: 'x' }],
    ['an empty set and an empty map', new Set(), new Map()],
    ['a set and the array of its elements', new Set([1, 2]), [1, 2]],
    ['one string with a separator and two strings', ['a","b'], ['a', 'b']],
  ])('tells %s apart', (_, a, b) => {
    expect(keyOf(a)).not.toBe(keyOf(b));
  });

  test('is blind to the order of properties, set elements and map entries', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(6), (value, turn) => {
        expect(keyOf(reordered(value, turn))).toBe(keyOf(value));
      }),
      runs,
    );
  });
});

describe('the canonical copy', () => {
  test('has the same key and the same structure', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const copy = canonical(value);
        expect(keyOf(copy)).toBe(keyOf(value));
        expect(same(copy, value)).toBe(true);
      }),
      runs,
    );
  });

  test('is deep-frozen and leaves the original as it was', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const before = observed(value);
        expect(isDeepFrozen(canonical(value))).toBe(true);
        expect(observed(value)).toBe(before);
        if (isObject(value)) expect(Object.isFrozen(value)).toBe(false);
      }),
      runs,
    );
  });

  test('is its own canonical copy', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const once = canonical(value);
        expect(observed(canonical(once))).toBe(observed(once));
      }),
      runs,
    );
  });

  test('looks the same to a machine, iteration included, whatever order the value was built in', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(6), (value, turn) => {
        expect(observed(canonical(reordered(value, turn)))).toBe(observed(canonical(value)));
      }),
      runs,
    );
  });

  test('shares nothing with the original: a later change of the original does not reach it', () => {
    const original = { list: [{ n: 1 }], set: new Set([1]), map: new Map([['a', { n: 1 }]]) };
    const copy = canonical(original);
    const key = keyOf(copy);
    (original.list[0] as { n: number }).n = 2;
    original.set.add(2);
    (original.map.get('a') as { n: number }).n = 2;
    expect(keyOf(copy)).toBe(key);
    expect(keyOf(original)).not.toBe(key);
  });

  test('has the key of its content also when it holds a set that is changed against the rules', () => {
    const copy = canonical({ inner: { set: new Set([1]) } });
    const before = keyOf(copy);
    copy.inner.set.add(2);
    expect(keyOf(copy)).not.toBe(before);
  });
});

class Wallet {
  readonly coins = 1;
}
class Coins extends Array<number> {}
class Owners extends Set<string> {}

function withProperty(target: object, name: PropertyKey, property: PropertyDescriptor): unknown {
  return Object.defineProperty(target, name, property);
}

function cyclic(): unknown {
  const node: { next?: unknown } = {};
  node.next = [node];
  return node;
}

/** An array of this length with these elements and holes between them. */
function withHoles(length: number, elements: Readonly<Record<number, unknown>>): unknown[] {
  return Object.assign(new Array<unknown>(length), elements);
}

type Refusal = readonly [what: string, value: unknown, path: RegExp, found: RegExp];

/** Refused by the key and by the copy alike. */
const refusedAlways: readonly Refusal[] = [
  ['a hole', { list: withHoles(3, { 0: 1, 2: 3 }) }, /^context\.list\[1\]$/, /hole/],
  [
    'a hole made up for by an extra property',
    Object.assign(withHoles(3, { 0: 1, 2: new Set() }), { extra: 1 }),
    /^context/,
    /hole|extra/,
  ],
  ['an array of holes alone', withHoles(1, {}), /^context\[0\]$/, /hole/],
  ['a class instance', { purse: { wallet: new Wallet() } }, /^context\.purse\.wallet$/, /instance of Wallet/],
  ['a date', { at: new Date(0) }, /^context\.at$/, /instance of Date/],
  ['a typed array', { bytes: new Uint8Array(2) }, /^context\.bytes$/, /Uint8Array/],
  ['an error', { error: new Error('x') }, /^context\.error$/, /instance of Error/],
  ['a promise in a set', { set: new Set([Promise.resolve()]) }, /^context\.set \(set\)$/, /Promise/],
  ['a function', { call: () => 1 }, /^context\.call$/, /function/],
  ['a function beside a set', { set: new Set(), call: () => 1 }, /^context\.call$/, /function/],
  ['a function in a map', { map: new Map([['a', () => 1]]) }, /^context\.map \(map value\)$/, /function/],
  ['a symbol', { mark: Symbol('x') }, /^context\.mark$/, /symbol/],
  ['a symbol as a map key', { map: new Map([[Symbol('x'), 1]]) }, /^context\.map \(map key\)$/, /symbol/],
  ['a cycle', { head: cyclic() }, /^context\.head/, /cycle/],
];

/** Refused by the copy, which every new local state passes through. */
const refusedByCopy: readonly Refusal[] = [
  [
    'a getter',
    {
      get n() {
        return 1;
      },
    },
    /^context\.n$/,
    /accessor/,
  ],
  ['a setter', { a: withProperty({}, 'n', { set: () => {}, enumerable: true }) }, /^context\.a\.n$/, /accessor/],
  ['a getter in an array', { a: withProperty([0], 0, { get: () => 1, enumerable: true }) }, /^context\.a/, /accessor/],
  ['a hidden property', { a: withProperty({}, 'n', { value: 1 }) }, /^context\.a\.n$/, /hidden/],
  ['a symbol property', { a: { [Symbol('x')]: 1 } }, /^context\.a$/, /symbol/],
  ['an array with an extra property', { a: Object.assign([1], { extra: 2 }) }, /^context\.a$/, /extra/],
  ['a subclass of Array', { a: Coins.of(1, 2) }, /^context\.a$/, /instance of Coins/],
  ['a subclass of Set', { a: new Owners(['x']) }, /^context\.a$/, /instance of Owners/],
];

describe('what is not plain data is refused with PL-102 and the path to it', () => {
  test.each(refusedAlways)('by the key: %s', (_, value, path, found) => {
    const { code, detail } = problemOf(() => keyOf(value));
    expect(code).toBe('PL-102');
    expect(detail.place).toMatch(path);
    expect(detail.found).toMatch(found);
    expect(detail.hint).toBeTruthy();
  });

  test.each([...refusedAlways, ...refusedByCopy])('by the copy: %s', (_, value, path, found) => {
    const { code, detail } = problemOf(() => canonical(value));
    expect(code).toBe('PL-102');
    expect(detail.place).toMatch(path);
    expect(detail.found).toMatch(found);
    expect(detail.hint).toBeTruthy();
  });

  test('but honest nesting of a hundred levels is not', () => {
    let deep: PlainData = 1;
    for (let level = 0; level < 100; level++) deep = { next: [deep] };
    expect(keyOf(canonical(deep)).match(/next/g)).toHaveLength(100);
  });

  test('and one record used twice is no cycle', () => {
    const shared = { n: 1 };
    expect(keyOf(canonical([shared, shared]))).toBe(keyOf([{ n: 1 }, { n: 1 }]));
  });
});
