/**
 * The product at its edges: widths, words, masks, participation, faults. Long because every edge has its own small system, which is
 * clearest beside what is said of it.
 */

import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { payloads, range } from '../../checker/language/menu.ts';
import { always } from '../../checker/language/property.ts';
import { type AnySystem, component, event, instances } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { problemOf } from '../problem-of.ts';
import { explored, plain, systemOf } from '../small-system.ts';

type Counting = { readonly context: { readonly n: number }; readonly event: { readonly x: number } };

function machineOf(config: object): AnyMachine {
  return createMachine({ id: 'm', ...config } as never) as unknown as AnyMachine;
}

/** Counts its event up to `last`; further transitions by event type. */
function counter(type: string, last: number, more: object = {}): AnyMachine {
  const tick = {
    guard: ({ context }: Counting) => context.n < last,
    actions: assign({ n: ({ context }: Counting) => context.n + 1 } as never),
  };
  return machineOf({ context: { n: 0 }, on: { [type]: tick, ...more } });
}

const holds = always<never>('true', 'Nothing.', () => true);

async function verdictOf(system: AnySystem, localLimit?: number): Promise<Decision> {
  const [decision] = await decide(system, plain(system), [holds], localLimit === undefined ? {} : { localLimit });
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

describe('the layout grows with the local states', () => {
  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 127, 128, 255, 256, 300];

  test.each(sizes)('two counters, up to %i and up to 5, give every pair', async (last) => {
    const system = systemOf({
      components: { a: counter('A', last), b: counter('B', 5) },
      events: { A: [{}], B: [{}] },
    });
    const { product, exploration } = await explored(system);
    const { store, counts, deadlocks } = exploration;
    expect(counts).toEqual({
      states: (last + 1) * 6,
      transitions: last * 6 + 5 * (last + 1),
      depth: last + 5,
      frontier: 0,
    });
    expect(deadlocks).toBe(1);
    const pairs = new Set<string>();
    for (let s = 0; s < store.count; s++) {
      const [a, b] = product.snapshotsOf(store.states, s * store.words) as LocalState<{ n: number }>[];
      pairs.add(`${a?.context.n} ${b?.context.n}`);
    }
    expect(pairs.size).toBe((last + 1) * 6);
  });

  // A state of n switches takes ⌈n / 32⌉ words.
  test.each([
    [1, 1],
    [31, 1],
    [32, 1],
    [33, 2],
    [64, 2],
    [65, 3],
    [97, 4],
  ])('%i switches fill %i words, and any two of them can be on', async (n, words) => {
    const bulb = machineOf({ initial: 'off', states: { off: { on: { TURN: 'on' } }, on: {} } });
    const system = systemOf({
      components: { bulbs: instances(bulb, n, 'i') },
      events: { TURN: payloads({ i: range(0, n - 1) }) as never },
    });
    const { exploration } = await explored(system, plain(system), { limits: { depth: 2 } });
    expect(exploration.store.words).toBe(words);
    expect(exploration.counts.states).toBe(1 + n + (n * (n - 1)) / 2);
  });

  test('counters of many sizes share words and grow at different times', async () => {
    const lasts = [1, 40, 2, 70, 3, 140, 5];
    // One TICK moves all of them; each stops at its own end by standing still there.
    const saturating = (last: number): AnyMachine =>
      machineOf({
        context: { n: 0 },
        on: { TICK: { actions: assign({ n: ({ context }: Counting) => Math.min(context.n + 1, last) } as never) } },
      });
    const system = systemOf({
      components: Object.fromEntries(lasts.map((last, i) => [`c${i}`, saturating(last)])),
      events: { TICK: [{}] },
    });
    const { product, exploration } = await explored(system);
    const { store, counts } = exploration;
    expect(counts).toMatchObject({ states: 141, transitions: 141, depth: 140 });
    for (let s = 0; s < store.count; s++) {
      const ns = product.snapshotsOf(store.states, s * store.words).map(({ context }) => (context as { n: number }).n);
      expect(ns).toEqual(lasts.map((last) => Math.min(last, s)));
    }
  });
});

describe('menus of any length', () => {
  test.each([1, 2, 31, 32, 33, 63, 64, 65, 96, 97, 300])('%i events of one type are told apart', async (k) => {
    const remember = machineOf({
      context: { n: -1 },
      on: { E: { actions: assign({ n: ({ event: { x } }: Counting) => x } as never) } },
    });
    const even = machineOf({ on: { E: { guard: ({ event: { x } }: Counting) => x % 2 === 0 } } });
    const menu = payloads({ x: range(0, k - 1) }) as never;
    const all = await explored(systemOf({ components: { remember }, events: { E: menu } }));
    expect(all.exploration.counts).toMatchObject({ states: k + 1, transitions: (k + 1) * k, depth: 1 });
    const half = await explored(systemOf({ components: { remember, even }, events: { E: menu } }));
    const evens = Math.ceil(k / 2);
    expect(half.exploration.counts).toMatchObject({ states: evens + 1, transitions: (evens + 1) * evens });
    expect(Array.from(half.exploration.fired)).toEqual(
      Array.from({ length: k }, (_, x) => (x % 2 === 0 ? evens + 1 : 0)),
    );
  });

  test('a system without a single event is one deadlocked state', async () => {
    const system = systemOf({ components: { a: counter('A', 3) }, events: { A: [] } });
    const { exploration } = await explored(system);
    expect(exploration.counts).toEqual({ states: 1, transitions: 0, depth: 0, frontier: 0 });
    expect(exploration.deadlocks).toBe(1);
  });
});

describe('who takes part', () => {
  const copy = machineOf({
    context: { n: 0 },
    on: {
      ONE: { guard: ({ context }: Counting) => context.n < 1, actions: assign({ n: 1 }) },
      ALL: { guard: ({ context }: Counting) => context.n < 2, actions: assign({ n: 2 }) },
    },
  });

  function moved(product: Product, type: string, i?: number): readonly unknown[] | undefined {
    const states = product.initial();
    const count = product.expand(states, 0);
    // A first expansion may only have met new local states.
    if (count < 0) return moved(product, type, i);
    const wanted = product.events.findIndex(({ type: t, payload }) => t === type && payload.i === i);
    const at = Array.from(product.fired.subarray(0, count)).indexOf(wanted);
    if (at < 0) return undefined;
    return product
      .snapshotsOf(product.successors, at * product.words)
      .map(({ context }) => (context as { n: number }).n);
  }

  const system = systemOf({
    components: { lone: counter('ONE', 1), copies: instances(copy, 3, 'i', { watch: ['ALL'] as never }) },
    events: { ONE: [{ i: 0 }, { i: 2 }, { i: 7 }], ALL: [{}] },
  });

  test('a copy in events of its index and in those it watches, a single component in all it knows', () => {
    const product = new Product(system, plain(system));
    expect(product.components.map(({ name }) => name)).toEqual(['lone', 'copies[0]', 'copies[1]', 'copies[2]']);
    expect(moved(product, 'ONE', 0)).toEqual([1, 1, 0, 0]);
    expect(moved(product, 'ONE', 2)).toEqual([1, 0, 0, 1]);
    expect(moved(product, 'ONE', 7)).toEqual([1, 0, 0, 0]);
    expect(moved(product, 'ALL')).toEqual([0, 2, 2, 2]);
  });

  test('one participant that refuses blocks the event for all', async () => {
    const stuck = machineOf({ on: { ONE: { guard: () => false } } });
    const blocked = systemOf({ components: { free: counter('ONE', 3), stuck }, events: { ONE: [{}] } });
    expect((await explored(blocked)).exploration.counts).toMatchObject({ states: 1, transitions: 0 });
  });

  test('copies get their own input', async () => {
    const named = machineOf({ context: ({ input }: { input: unknown }) => ({ n: input }), on: { ONE: {} } });
    const own = systemOf({
      components: { copies: instances(named as never, 3, 'i', { input: (index: number) => index * 10 }) },
      events: { ONE: payloads({ i: range(0, 2) }) as never },
    });
    const product = new Product(own, plain(own));
    expect(product.snapshotsOf(product.initial(), 0).map(({ context }) => context)).toEqual([
      { n: 0 },
      { n: 10 },
      { n: 20 },
    ]);
  });
});

describe('a system that contradicts itself is refused', () => {
  const a = counter('A', 1);

  test.each<[string, string, () => AnySystem, RegExp]>([
    [
      'PL-107',
      'an event type that no machine knows',
      () => systemOf({ components: { a }, events: { A: [{}], B: [{}] } }),
      /event .*B/,
    ],
    [
      'PL-107',
      'a payload that names no copy',
      () => systemOf({ components: { as: instances(a, 2, 'i') }, events: { A: [{ i: 0 }, { i: 1 }, { i: 2 }] } }),
      /"i":2/,
    ],
    [
      'PL-108',
      'an event type without a menu',
      () => systemOf({ components: { a, b: counter('B', 1) }, events: { A: [{}] } }),
      /component b/,
    ],
    [
      'PL-111',
      'one payload twice, whatever the order of its fields',
      () =>
        systemOf({
          components: { a },
          events: {
            A: [
              { x: 1, y: 2 },
              { y: 2, x: 1 },
            ],
          },
        }),
      /event A/,
    ],
    [
      'PL-111',
      'an owner that is no party',
      () => systemOf({ components: { a }, events: { A: event('nobody', [{}]) } }),
      /event A/,
    ],
    [
      'PL-111',
      'an owner by payload that is no party',
      () =>
        systemOf({
          components: { a },
          events: { A: event(({ x }: { x: number }) => (x > 0 ? 'nobody' : 'anyone'), [{ x: 0 }, { x: 1 }]) },
        }),
      /event A/,
    ],
    [
      'PL-111',
      'an owner named like a property of every object',
      () => systemOf({ components: { a }, events: { A: event('toString', [{}]) } }),
      /event A/,
    ],
    [
      'PL-111',
      'a payload field called type',
      () => systemOf({ components: { a }, events: { A: [{ type: 'B' }] } }),
      /event A/,
    ],
    ['PL-111', 'no component', () => systemOf({ components: {}, events: {} }), /system small/],
    [
      'PL-102',
      'a payload that is not plain data',
      () => systemOf({ components: { a }, events: { A: [{ at: new Date(0) }] } }),
      /payload/,
    ],
  ])('%s: %s', (code, _, system, place) => {
    const problem = problemOf(() => new Product(system(), plain(system())));
    expect(problem.code).toBe(code);
    expect(problem.detail.place).toMatch(place);
  });

  test('PL-111: more events than a mask is for', () => {
    const long = systemOf({ components: { a }, events: { A: payloads({ x: range(0, 20_000) }) as never } });
    expect(problemOf(() => new Product(long, plain(long))).code).toBe('PL-111');
  });
});

describe('faults come with the way to them', () => {
  const types = (decision: Decision): readonly string[] | undefined => decision.trace?.steps.map(({ type }) => type);
  const ticks = (n: number): readonly string[] => Array.from({ length: n }, () => 'TICK');

  test('PL-109 names the variable that grows', async () => {
    const growing = machineOf({
      context: { steady: 1, count: 0, flag: false },
      on: {
        TICK: {
          actions: assign((({ context }: { context: { count: number } }) => ({ count: context.count + 1 })) as never),
        },
        FLIP: {
          actions: assign((({ context }: { context: { flag: boolean } }) => ({ flag: !context.flag })) as never),
        },
      },
    });
    const system = systemOf({ components: { growing }, events: { TICK: [{}], FLIP: [{}] } });
    const { verdict, problem } = await verdictOf(system, 25);
    expect([verdict, problem?.code]).toEqual(['failed', 'PL-109']);
    expect(problem?.detail.place).toBe('machine growing');
    expect(problem?.detail.found).toMatch(/`count` took 1\d values/);
    expect(problem?.detail.hint).toMatch(/`count`/);
  });

  test('PL-109 is not raised by exactly as many local states as allowed', async () => {
    const system = systemOf({ components: { a: counter('TICK', 24) }, events: { TICK: [{}] } });
    expect((await verdictOf(system, 25)).verdict).toBe('exhausted');
    expect((await verdictOf(system, 24)).problem?.code).toBe('PL-109');
  });

  test.each([0, 1, 2, 3, 4, 7, 8, 15, 16])('PL-103: bounds broken by the step after %i', async (last) => {
    const bounded = component(counter('TICK', 40) as never, undefined, {
      bounds: ({ n }: { n: number }) => n <= last,
    });
    const decision = await verdictOf(systemOf({ components: { bounded: bounded as never }, events: { TICK: [{}] } }));
    expect([decision.verdict, decision.problem?.code]).toEqual(['failed', 'PL-103']);
    expect(decision.problem?.detail.place).toBe('component bounded');
    expect(decision.problem?.detail.found).toContain(`"n":${last + 1}`);
    expect(decision.problem?.detail.found).toContain('TICK');
    expect(types(decision)).toEqual(ticks(last));
  });

  test('PL-103: an initial state outside its bounds', async () => {
    const bounded = component(counter('TICK', 4) as never, undefined, { bounds: ({ n }: { n: number }) => n > 0 });
    const { problem } = await verdictOf(
      systemOf({ components: { bounded: bounded as never }, events: { TICK: [{}] } }),
    );
    expect(problem?.code).toBe('PL-103');
  });

  const boom = (at: number): object => ({
    BOOM: {
      actions: assign({
        n: ({ context }: Counting) => {
          if (context.n === at) throw new RangeError('boom');
          return context.n;
        },
      } as never),
    },
  });

  // Powers of two: the layout grows in the same expansion that breaks.
  test.each([0, 1, 2, 3, 4, 6, 7, 8, 15, 16])(
    'PL-104: an action that throws in the state after %i steps',
    async (at) => {
      const decision = await verdictOf(
        systemOf({ components: { a: counter('TICK', 40, boom(at)) }, events: { TICK: [{}], BOOM: [{}] } }),
      );
      expect([decision.verdict, decision.problem?.code]).toEqual(['failed', 'PL-104']);
      expect(decision.problem?.detail.found).toBe('boom (on BOOM)');
      expect(types(decision)).toEqual(ticks(at));
    },
  );

  test('an action that throws is not reported where the others refuse the event', async () => {
    const never = machineOf({ on: { BOOM: { guard: () => false } } });
    const system = systemOf({
      components: { a: counter('TICK', 5, boom(2)), never },
      events: { TICK: [{}], BOOM: [{}] },
    });
    expect((await verdictOf(system)).verdict).toBe('exhausted');
  });

  /** Two counters in step; the first has a guard on E that throws at 2, the second takes E only below `below`. */
  function guarded(below: number): AnySystem {
    const touchy = {
      E: {
        guard: ({ context }: Counting) => {
          if (context.n === 2) throw new RangeError('no answer at 2');
          return context.n > 0;
        },
      },
    };
    const strict = { E: { guard: ({ context }: Counting) => context.n < below } };
    return systemOf({
      components: { touchy: counter('TICK', 4, touchy), strict: counter('TICK', 4, strict) },
      events: { TICK: [{}], E: [{}] },
    });
  }

  test('a guard that throws is not reported where the others refuse the event', async () => {
    const decision = await verdictOf(guarded(2));
    expect(decision.verdict).toBe('exhausted');
    // E fires at 1 only: at 0 the first refuses, at 2 and above the second does.
    expect(decision.coverage.events).toEqual({ TICK: 4, E: 1 });
  });

  test('a guard that throws is reported, with the trace, where they accept it', async () => {
    const decision = await verdictOf(guarded(3));
    expect([decision.verdict, decision.problem?.code]).toEqual(['failed', 'PL-104']);
    expect(decision.problem?.detail.found).toBe('no answer at 2 (on E)');
    expect(types(decision)).toEqual(ticks(2));
  });

  test('what is wrong is not found twice: the same fault, the same trace, each time', async () => {
    const [one, two] = [await verdictOf(guarded(3)), await verdictOf(guarded(3))];
    expect(one.trace).toEqual(two.trace);
    expect(one.counts).toEqual(two.counts);
  });
});

test('exploring twice gives the same states in the same order', async () => {
  const system = systemOf({
    components: { a: counter('A', 9), b: counter('B', 17), c: counter('A', 5) },
    events: { A: [{}], B: [{}] },
  });
  const [one, two] = [await explored(system), await explored(system)];
  const { store } = one.exploration;
  expect(store.states.subarray(0, store.count * store.words)).toEqual(
    two.exploration.store.states.subarray(0, store.count * store.words),
  );
  expect((await explore(new Product(system, plain(system)), [])).layers).toEqual(one.exploration.layers);
});
