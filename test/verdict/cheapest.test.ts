import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { always, cheapest, type PriceList, type Property, reachable } from '../../checker/language/property.ts';
import type { AnySystem } from '../../checker/language/system.ts';
import { defineTheorem, type Expectation, type Theorem } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { type DecideOptions, type Decision, decide } from '../../checker/verdict/decide.ts';
import { problemOf } from '../problem-of.ts';
import { plain, systemOf } from '../small-system.ts';

type View = { readonly safe: LocalState<object> };

/** A safe of two doors: each is picked or blown open. */
const safe = createMachine({
  id: 'safe',
  initial: 'outer',
  states: {
    outer: { on: { PICK: 'inner', BLOW: 'inner' } },
    inner: { on: { PICK: 'open', BLOW: 'open' } },
    open: {},
  },
} as never) as unknown as AnyMachine;

const doors = [{ door: 0 }, { door: 1 }];
const system: AnySystem = systemOf({
  components: { safe },
  events: { PICK: [{ tool: 'wire' }, { tool: 'drill' }], BLOW: [{}], WAIT: doors.slice(2) },
});
const shut = always<View>('shut', 'The safe stays shut.', (view) => !view.safe.matches('open'));

async function decisionsOf(
  properties: readonly Property<View>[],
  options: DecideOptions = {},
): Promise<readonly Decision[]> {
  return await decide(system, plain(system), properties as readonly Property<never>[], options);
}

async function opened(prices: PriceList, options: DecideOptions = {}): Promise<Decision> {
  const [decision] = await decisionsOf([cheapest('opened', 'The safe is open.', shut, prices)], options);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

describe('a price', () => {
  test('is exhausted with the attack, its price, its bill step by step and by item', async () => {
    const { verdict, price, attack, trace, parts } = await opened({
      PICK: ({ tool }) => (tool === 'wire' ? 3 : 9),
      BLOW: 4,
    });
    expect({ verdict, price, attack }).toEqual({
      verdict: 'exhausted',
      price: 6,
      attack: { paid: [3, 3], mix: { PICK: 6 }, times: { PICK: 2 } },
    });
    expect(trace?.steps.map(({ type, payload }) => [type, payload])).toEqual([
      ['PICK', { tool: 'wire' }],
      ['PICK', { tool: 'wire' }],
    ]);
    expect(parts).toEqual([{ part: 'not shut', holds: true }]);
  });

  test('sums the items that charge one event, each on its own line of the bill', async () => {
    const { price, attack } = await opened({
      'PICK time': 1,
      'PICK tool': ({ tool }) => (tool === 'drill' ? 5 : 0),
      BLOW: 10,
    });
    expect({ price, mix: attack?.mix }).toEqual({ price: 2, mix: { 'PICK time': 2 } });
  });

  test('is null where no state of the goal is reachable: exhausted, without a trace', async () => {
    const goal = cheapest<View>('gone', 'The safe is gone.', (view) => view.safe.matches('gone' as never), { PICK: 1 });
    const [decision] = await decisionsOf([goal]);
    expect(decision).toMatchObject({ verdict: 'exhausted', price: null, attack: null, trace: null });
  });

  test('is not known where a limit cut the search, even if an attack was met', async () => {
    expect(await opened({ PICK: 3 }, { limits: { depth: 1 } })).toMatchObject({
      verdict: 'bounded',
      price: null,
      trace: null,
    });
    expect(await opened({ PICK: 3 }, { limits: { states: 2 } })).toMatchObject({ verdict: 'bounded', price: null });
  });

  test.each<[string, PriceList]>([
    ['negative', { PICK: () => -1 }],
    ['infinite', { PICK: () => Number.POSITIVE_INFINITY }],
    ['not a number', { PICK: () => 'dear' as never }],
    ['on an unknown event', { PIKC: 3 }],
  ])('that is %s is PL-111', async (_name, prices) => {
    const { verdict, problem } = await opened(prices);
    expect([verdict, problem?.code]).toEqual(['failed', 'PL-111']);
  });

  test('of an event with an empty menu is no mistake', async () => {
    expect((await opened({ WAIT: 3, BLOW: 1, PICK: 2 })).price).toBe(2);
  });

  test('that is wrong as a number is refused where it is written: PL-111', () => {
    expect(problemOf(() => cheapest('x', 'x', shut, { PICK: -1 }))).toMatchObject({ code: 'PL-111' });
    const witness = reachable<View>('open', 'The safe is open.', (view) => view.safe.matches('open'));
    expect(problemOf(() => cheapest('x', 'x', witness, {}))).toMatchObject({ code: 'PL-111' });
  });

  test('whose function throws does not take the other claims of the exploration along', async () => {
    const broken = cheapest<View>('broken', 'Broken.', shut, {
      PICK: () => {
        throw new Error('no price');
      },
    });
    const [first, second] = await decisionsOf([broken, shut]);
    expect([first?.verdict, first?.problem?.code, second?.verdict]).toEqual(['failed', 'PL-114', 'violated']);
  });
});

const counts = { verdict: 'exhausted', states: 3, transitions: 6, depth: 2, steps: 2 } as const;

function theoremOf(expectation: Expectation, property: Property<View>): Theorem<View> {
  return defineTheorem<View>({
    ...{ item: 'x', title: 'X', says: 'X.', instances: { small: {} } },
    claims: [{ id: 'price', reading: 'literal', says: 'X.', system, property, instance: 'small', expect: expectation }],
  });
}

describe('an expected price', () => {
  const property = cheapest<View>('opened', 'The safe is open.', shut, { PICK: 3, BLOW: 4 });

  test.each<[string, number | undefined, readonly string[]]>([
    ['right', 6, []],
    ['wrong', 5, ['expected a price of 5, got a price of 6']],
    ['missing', undefined, ['expected no attack at any price, got a price of 6']],
  ])('that is %s is compared', async (_name, price, misses) => {
    const theorem = theoremOf(price === undefined ? counts : { ...counts, price }, property);
    const [result] = await decideClaims(theorem, theorem.claims, {}, {});
    expect(result?.misses).toEqual(misses);
    expect(result?.met).toBe(misses.length === 0);
  });

  test('is not compared under other prices', async () => {
    const theorem = theoremOf({ ...counts, price: 6 }, property);
    const [result] = await decideClaims(theorem, theorem.claims, { prices: { PICK: 50 } }, {});
    expect([result?.price, result?.misses]).toEqual([8, []]);
  });

  test('belongs to a cheapest claim, which expects nothing but exhausted: PL-111', () => {
    const of = (expectation: Expectation, one: Property<View>): string =>
      problemOf(() => theoremOf(expectation, one)).code;
    expect(of({ ...counts, verdict: 'violated' }, property)).toBe('PL-111');
    expect(of({ ...counts, price: 6 }, shut)).toBe('PL-111');
  });
});

describe('sensitivity', () => {
  test('names the smallest change that changes the mix, and the new one', async () => {
    const { sensitivity } = await opened({ PICK: 3, BLOW: 5 }, { sensitivity: true });
    expect(sensitivity).toEqual([
      { item: 'PICK', prices: [3], least: -3, greatest: 5, down: null, up: { by: 3, mix: { BLOW: 2 } } },
      { item: 'BLOW', prices: [5], least: -5, greatest: 5, down: { by: -3, mix: { BLOW: 2 } }, up: null },
    ]);
  });

  test('agrees with trying every change of the range in turn', async () => {
    const price = fc.nat(6);
    await fc.assert(
      fc.asyncProperty(price, price, price, async (wire, drill, blow) => {
        const list = (by: Readonly<Record<string, number>>): PriceList => ({
          PICK: ({ tool }) =>
            (tool === 'wire' ? wire : drill + 1) + (tool === 'drill' || wire > 0 ? (by.PICK ?? 0) : 0),
          BLOW: blow + (by.BLOW ?? 0),
        });
        const timesAt = async (by: Readonly<Record<string, number>>): Promise<string> => {
          const { trace } = await opened(list(by));
          // A wire that costs nothing stays free, and is not counted.
          const charged = (trace?.steps ?? []).filter(({ payload }) => wire > 0 || payload.tool !== 'wire');
          return charged
            .map(({ type }) => type)
            .sort()
            .join();
        };
        const before = await timesAt({});
        for (const { item, least, greatest, down, up } of (await opened(list({}), { sensitivity: true })).sensitivity) {
          const first = async (sign: 1 | -1, farthest: number): Promise<number | undefined> => {
            for (let by = 1; by <= farthest; by++) {
              if ((await timesAt({ [item]: sign * by })) !== before) return sign * by;
            }
            return undefined;
          };
          expect(up?.by).toBe(await first(1, greatest));
          expect(down?.by).toBe(await first(-1, -least));
        }
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});
