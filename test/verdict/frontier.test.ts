import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import type { LocalState } from '../../checker/language/machine.ts';
import { always, type Property } from '../../checker/language/property.ts';
import { component, defineSystem, type System } from '../../checker/language/system.ts';
import { defineTheorem, type Frontier } from '../../checker/language/theorem.ts';
import { decideFrontier, type FrontierResult } from '../../checker/verdict/frontier.ts';
import {
  formulaFor,
  formulaOf,
  productFormulaOf,
  separate,
  separateByProduct,
} from '../../checker/verdict/inequality.ts';

type Point = readonly number[];

function grid(...sizes: readonly number[]): readonly Point[] {
  return sizes.reduce<Point[]>(
    (points, size) => points.flatMap((point) => Array.from({ length: size }, (_, i) => [...point, i])),
    [[]],
  );
}

function split(
  points: readonly Point[],
  isSafe: (...x: number[]) => boolean,
): readonly [readonly Point[], readonly Point[]] {
  return [points.filter((x) => isSafe(...x)), points.filter((x) => !isSafe(...x))];
}

const symbols = ['K', 'C', 'D'];

const sum = (a: Point, x: Point): number => a.reduce((total, ai, i) => total + ai * (x[i] as number), 0);

/** Fewest symbols first, then the smallest coefficients; a hundred outweighs any sum of them. */
const simplicity = (a: Point): number =>
  100 * a.filter((one) => one !== 0).length + a.reduce((total, one) => total + Math.abs(one), 0);

/** Whether some bound separates along this direction. */
const works = (a: Point, safe: readonly Point[], unsafe: readonly Point[]): boolean =>
  Math.max(...safe.map((x) => sum(a, x))) < Math.min(...unsafe.map((x) => sum(a, x)));

describe('the simplest inequality', () => {
  test.each<[string, readonly number[], (...x: number[]) => boolean]>([
    ['K < C', [6, 6], (k, c) => (k as number) < (c as number)],
    ['K <= C', [6, 6], (k, c) => (k as number) <= (c as number)],
    ['K < C - 1', [6, 6], (k, c) => (k as number) < (c as number) - 1],
    ['K < C + 2', [6, 6], (k, c) => (k as number) < (c as number) + 2],
    ['K < 3', [6, 6], (k) => (k as number) < 3],
    ['2 < C', [6, 6], (_, c) => (c as number) > 2],
    ['K + C < 5', [6, 6], (k, c) => (k as number) + (c as number) < 5],
    ['2*K < C', [6, 9], (k, c) => 2 * (k as number) < (c as number)],
    ['3*K <= 2*C', [7, 7], (k, c) => 3 * (k as number) < 2 * (c as number) + 1],
    ['K + D < C', [4, 5, 4], (k, c, d) => (k as number) + (d as number) < (c as number)],
    ['D < 2', [3, 3, 4], (_k, _c, d) => (d as number) < 2],
    ['K < 1', [3], (k) => (k as number) < 1],
  ])('%s is found from its points', (formula, sizes, isSafe) => {
    const found = separate(...split(grid(...sizes), isSafe));
    expect(found && formulaOf(found, symbols)).toBe(formula);
  });

  test('takes the least bound that fits between points far apart', () => {
    const found = separate([[0], [2]], [[6], [8]]);
    expect(found && formulaOf(found, symbols)).toBe('K < 3');
  });

  test('has fewest symbols before smallest coefficients, on scattered points of three axes (seed 0xf00)', () => {
    const vectors = grid(7, 7, 7).map((x) => x.map((one) => one - 3));
    const scattered = fc.record({
      points: fc.uniqueArray(fc.constantFrom(...grid(5, 5, 5)), { minLength: 5, maxLength: 9, selector: String }),
      by: fc.constantFrom(...vectors.filter((a) => simplicity(a) > 203)),
      bound: fc.integer({ min: -4, max: 6 }),
    });
    fc.assert(
      fc.property(scattered, ({ points, by, bound }) => {
        const [safe, unsafe] = split(points, (...x) => sum(by, x) < bound);
        fc.pre(safe.length > 0 && unsafe.length > 0);
        const found = separate(safe, unsafe);
        const simplest = Math.min(...vectors.filter((b) => works(b, safe, unsafe)).map(simplicity));
        expect(found && simplicity(found.coefficients)).toBe(simplest);
      }),
      { seed: 0xf00, numRuns: 300 },
    );
  });

  test('separates, and no inequality with fewer symbols or smaller coefficients does, for every threshold', () => {
    const vectors = grid(7, 7).map((x) => x.map((one) => one - 3));
    const points = grid(5, 5);
    let tried = 0;
    for (const a of vectors) {
      for (let bound = -8; bound <= 8; bound++) {
        const [safe, unsafe] = split(points, (...x) => sum(a, x) < bound);
        if (safe.length === 0 || unsafe.length === 0) continue;
        const found = separate(safe, unsafe);
        if (found === undefined) throw new Error(`none for ${a} < ${bound}`);
        expect(safe.every((x) => sum(found.coefficients, x) < found.bound)).toBe(true);
        expect(unsafe.every((x) => sum(found.coefficients, x) >= found.bound)).toBe(true);
        const simplest = Math.min(...vectors.filter((b) => works(b, safe, unsafe)).map(simplicity));
        expect(simplicity(found.coefficients)).toBe(simplest);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(300);
  });

  test.each<[string, (k: number, c: number) => boolean]>([
    ['a checkerboard', (k, c) => (k + c) % 2 === 0],
    ['a hole in the middle', (k, c) => !(k === 2 && c === 2)],
    ['a staircase too steep to be a line', (k, c) => k * k < c],
    ['two safe corners', (k, c) => (k === 0 && c === 0) || (k === 4 && c === 4)],
  ])('does not exist for %s', (_, isSafe) => {
    expect(separate(...split(grid(5, 5), isSafe as never))).toBeUndefined();
  });
});

describe('an inequality with a product', () => {
  const most = [5, 4, 4, 3];
  const points = grid(...most).map((x) => x.map((one) => one + 1));
  const names = ['H', 'cap', 'W', 'K'];

  test.each<[string, (h: number, cap: number, w: number, k: number) => boolean]>([
    ['H <= cap*(W + 1 - K)', (h, cap, w, k) => Math.ceil(h / cap) + k <= w + 1],
    ['H <= cap*(W - K)', (h, cap, w, k) => Math.ceil(h / cap) + k <= w],
    ['H + K <= cap*(W - 1)', (h, cap, w, k) => h + k <= cap * (w - 1)],
    ['K <= W*(3 - H)', (h, _cap, w, k) => k <= w * (3 - h)],
  ])('%s is found where nothing linear separates', (formula, isSafe) => {
    const [safe, unsafe] = split(points, isSafe as never);
    expect(separate(safe, unsafe)).toBeUndefined();
    const found = separateByProduct(safe, unsafe);
    expect(found && productFormulaOf(found, names)).toBe(formula);
    expect(formulaFor(safe, unsafe, names)).toBe(formula);
  });

  test('is not preferred to a linear one', () => {
    const [safe, unsafe] = split(points, (h, _cap, w, k) => (h as number) + (k as number) <= (w as number));
    expect(formulaFor(safe, unsafe, names)).toBe('H + K <= W');
  });

  test('does not exist for a checkerboard, nor for a circle', () => {
    for (const isSafe of [
      (...x: number[]) => x.reduce((a, b) => a + b) % 2 === 0,
      (...x: number[]) => x.reduce((a, b) => a + b * b) < 30,
    ]) {
      expect(formulaFor(...split(points, isSafe), names)).toBeNull();
    }
  });

  test('is never, or always, where one side is empty', () => {
    expect([formulaFor([], points, names), formulaFor(points, [], names)]).toEqual(['never', 'always']);
  });
});

type View = { readonly count: LocalState<{ readonly n: number }> };

const count = setup({
  types: {} as {
    context: { readonly n: number; readonly most: number };
    events: { type: 'UP' };
    input: { most: number };
  },
}).createMachine({
  id: 'count',
  context: ({ input }) => ({ n: 0, most: input.most }),
  on: {
    UP: { guard: ({ context }) => context.n < context.most, actions: assign({ n: ({ context }) => context.n + 1 }) },
  },
});

const digit = (name: string): object => ({ [name]: { says: name, default: 0, least: 0, greatest: 9 } });

/** Counts up to K; C and D are numbers that only properties of a setting can see. */
const counting: System<View> = defineSystem<View, 'C' | 'D', 'up'>({
  name: 'counting',
  says: 'A counter.',
  parameters: { ...digit('C'), ...digit('D') } as never,
  powers: { up: { kind: 'budget', says: 'counts', greatest: 9 } },
  parties: { anyone: 'environment' },
  compose: ({ parameters: { C, D }, powers }) => ({
    components: { count: component(count as never, { most: Math.max(0, Number(powers.up) - C + 5 + D) }) } as never,
    events: { UP: { owner: 'anyone', payloads: [{}] } },
  }),
});

const below = (bound: number): Property<View> =>
  always('below', `The counter stays below ${bound}.`, ({ count: { context } }) => context.n < bound);

function sweep(
  goal: Property<View>,
  formula: string,
  options: Parameters<typeof decideFrontier>[3] = {},
  over: Record<string, readonly number[]> = {},
): Promise<FrontierResult> {
  const frontier: Frontier<View> = {
    id: 'f',
    says: 'F.',
    system: counting,
    goal,
    instance: 'only',
    axes: { K: { power: 'up', values: [0, 1, 2, 3, 4] }, C: { parameter: 'C', values: [0, 1, 2, 3, 4] } },
    expect: { formula },
  };
  const theorem = defineTheorem<View>({
    item: '9.9.9',
    title: 'T',
    says: 'T.',
    instances: { only: {} },
    claims: [],
    frontiers: [frontier],
  });
  return decideFrontier(theorem, frontier, over, options);
}

describe('a swept frontier', () => {
  test('finds the region: K - C + 5 < 5, so K < C', async () => {
    const result = await sweep(below(5), 'K < C');
    expect([result.formula, result.separates, result.met, result.misses]).toEqual(['K < C', true, true, []]);
    expect(result.points).toHaveLength(25);
    for (const { at, verdict, traceSteps } of result.points) {
      const isSafe = (at.K as number) < (at.C as number);
      expect([verdict, traceSteps]).toEqual(isSafe ? ['exhausted', null] : ['violated', 5]);
    }
  });

  test('shifts with the bound', async () => {
    expect((await sweep(below(4), 'K < C - 1')).met).toBe(true);
    expect((await sweep(below(7), 'K < C + 2')).met).toBe(true);
  });

  test('says so when everything or nothing is safe', async () => {
    expect((await sweep(below(50), 'always')).formula).toBe('always');
    expect((await sweep(below(0), 'never')).formula).toBe('never');
  });

  test('claims no formula where no line separates', async () => {
    const odd = always<View>(
      'odd',
      'The counter never ends on 5.',
      ({ count: { context } }) => context.n !== 5 || context.n < Number((context as { most?: number }).most),
    );
    const result = await sweep(odd, 'K < C');
    expect([result.formula, result.separates, result.met]).toEqual([null, false, false]);
  });

  test('is not met by another formula than the expected one', async () => {
    const result = await sweep(below(5), 'K < C - 1');
    expect([result.formula, result.met, result.misses]).toEqual(['K < C', false, ['expected K < C - 1, got K < C']]);
  });

  test('claims nothing when a point is undecided', async () => {
    const result = await sweep(below(5), 'K < C', { limits: { depth: 2 } });
    expect([result.formula, result.separates, result.met]).toEqual([null, false, false]);
    expect(result.misses[0]).toMatch(/points not decided/);
  });

  test('claims nothing when it was interrupted', async () => {
    const result = await sweep(below(5), 'K < C', { signal: AbortSignal.abort() });
    expect([result.points, result.formula, result.met]).toEqual([[], null, false]);
  });

  test('over other values it is not compared with what was expected of the written ones', async () => {
    const result = await sweep(below(5), 'K < C', {}, { K: [0, 1], C: [3, 4] });
    expect([result.formula, result.met]).toEqual(['always', true]);
  });
});
