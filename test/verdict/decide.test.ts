import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import type { Answer } from '../../checker/language/answer.ts';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { always, forEvery, type Property, reachable } from '../../checker/language/property.ts';
import type { AnySystem } from '../../checker/language/system.ts';
import { defineTheorem, type Expectation, type Theorem } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { type DecideOptions, type Decision, decide } from '../../checker/verdict/decide.ts';
import { plain, systemOf } from '../small-system.ts';

type Count = { readonly n: number };
type View = { readonly a: LocalState<Count>; readonly b: LocalState<Count> };

function counter(type: string, last: number, more: object = {}): AnyMachine {
  const tick = {
    guard: ({ context }: { context: Count }) => context.n < last,
    actions: assign({ n: ({ context }: { context: Count }) => context.n + 1 } as never),
  };
  return createMachine({ id: 'm', context: { n: 0 }, on: { [type]: tick, ...more } } as never) as unknown as AnyMachine;
}

/** Two counters up to 5: 36 states, 60 transitions, depth 10. */
const pair = systemOf({ components: { a: counter('A', 5), b: counter('B', 5) }, events: { A: [{}], B: [{}] } });
const sum = ({ a, b }: View): number => a.context.n + b.context.n;

const stays = always<View>('stays', 'The sum stays at most 10.', (view) => sum(view) <= 10);
const small = always<View>('small', 'The sum stays below 4.', (view) => sum(view) < 4 || { fails: `sum ${sum(view)}` });
const equal = reachable<View>('equal', 'Both reach 3.', {
  a: ({ a }) => a.context.n === 3,
  b: ({ b }) => b.context.n === 3,
});
const beyond = reachable<View>('beyond', 'The sum reaches 11.', (view) => sum(view) > 10);

async function verdictsOf<V>(
  system: AnySystem,
  properties: readonly Property<V>[],
  options: DecideOptions = {},
): Promise<readonly Decision[]> {
  return await decide(system, plain(system), properties as readonly Property<never>[], options);
}

async function verdictOf<V>(system: AnySystem, property: Property<V>, options: DecideOptions = {}): Promise<Decision> {
  const [decision] = await verdictsOf(system, [property], options);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

/** What a verdict says of the claim; times, memory and the coverage of the whole run left out. */
function said({ verdict, counts, trace, parts, limit, problem }: Decision): object {
  return { verdict, counts, trace, parts, limit, problem: problem?.message };
}

describe('a verdict', () => {
  test('exhausted: the whole state space, no trace', async () => {
    const decision = await verdictOf(pair, stays);
    expect(said(decision)).toEqual({
      verdict: 'exhausted',
      counts: { states: 36, transitions: 60, depth: 10, frontier: 0 },
      ...{ trace: null, parts: [], limit: null, problem: undefined },
    });
    expect(decision.deadlocks).toBe(1);
    expect(decision.coverage.events).toEqual({ A: 30, B: 30 });
    expect(decision.coverage.neverFired).toEqual([]);
    expect(decision.rechecked).toBeGreaterThan(0);
  });

  test('violated: the counts at the end of the layer, a shortest trace, the part that fails and why', async () => {
    const { verdict, counts, trace, parts } = await verdictOf(pair, small);
    expect(verdict).toBe('violated');
    expect(counts).toEqual({ states: 15, transitions: 20, depth: 4, frontier: 5 });
    expect(trace?.steps).toHaveLength(4);
    expect(parts).toEqual([{ part: 'small', holds: false, because: 'sum 4' }]);
    const last = trace?.last as Record<string, { context: Count }>;
    expect((last.a?.context.n ?? 0) + (last.b?.context.n ?? 0)).toBe(4);
  });

  test('violated in the initial state: a trace without a step', async () => {
    const never = always<View>('never', 'Nothing is ever so.', () => false);
    const { verdict, trace, counts } = await verdictOf(pair, never);
    expect([verdict, trace?.steps, counts.states]).toEqual(['violated', [], 1]);
    expect(trace?.first).toEqual(trace?.last);
  });

  test('a reachability claim with a witness is exhausted, with a shortest witness', async () => {
    const { verdict, counts, trace, parts } = await verdictOf(pair, equal);
    expect([verdict, counts.states, trace?.steps.length]).toEqual(['exhausted', 36, 6]);
    expect(parts.every(({ holds }) => holds)).toBe(true);
  });

  test('a reachability claim without a witness is violated, and there is nothing to show', async () => {
    const { verdict, trace, counts } = await verdictOf(pair, beyond);
    expect([verdict, trace, counts.states]).toEqual(['violated', null, 36]);
  });

  test.each<[string, DecideOptions, Decision['limit']]>([
    ['states', { limits: { states: 20 } }, 'states'],
    ['depth', { limits: { depth: 5 } }, 'depth'],
  ])('bounded by %s: neither exhausted nor violated, whatever the kind', async (_, options, limit) => {
    for (const property of [stays, beyond]) {
      const decision = await verdictOf(pair, property, options);
      expect([decision.verdict, decision.limit, decision.trace]).toEqual(['bounded', limit, null]);
      expect(decision.counts.frontier).toBeGreaterThan(0);
    }
  });

  test('bounded by time, memory and interruption', async () => {
    const endless = systemOf({
      components: { a: counter('A', 3_000), b: counter('B', 3_000) },
      events: { A: [{}], B: [{}] },
    });
    const limits: readonly [DecideOptions, Decision['limit']][] = [
      [{ limits: { seconds: 0 } }, 'time'],
      [{ limits: { bytes: 100_000 } }, 'memory'],
      [{ signal: AbortSignal.abort() }, 'interrupt'],
    ];
    for (const [options, limit] of limits) {
      const decision = await verdictOf(
        endless,
        always<View>('yes', 'Yes.', () => true),
        options,
      );
      expect([decision.verdict, decision.limit]).toEqual(['bounded', limit]);
    }
  });

  test('a counterexample found within the limit is a counterexample', async () => {
    const { verdict, trace } = await verdictOf(pair, small, { limits: { states: 13 } });
    expect([verdict, trace?.steps.length]).toEqual(['violated', 4]);
  });

  test('a witness found within the limit is shown, and the verdict stays bounded', async () => {
    const { verdict, trace, limit } = await verdictOf(pair, equal, { limits: { depth: 7 } });
    expect([verdict, limit, trace?.steps.length]).toEqual(['bounded', 'depth', 6]);
  });

  test('an element that fails is named', async () => {
    const each = always<View>(
      'each',
      'Each counter stays below 2.',
      ({ a, b }): Answer =>
        forEvery(
          [a, b],
          (_, i) => `counter ${i}`,
          ({ context }) => context.n < 2,
        ),
    );
    const { parts } = await verdictOf(pair, each);
    expect(parts[0]?.because).toMatch(/^counter [01]$/);
  });

  test('the same question has the same answer', async () => {
    const properties = [small, stays, equal, beyond];
    const [one, two] = [await verdictsOf(pair, properties), await verdictsOf(pair, properties)];
    expect(one.map(said)).toEqual(two.map(said));
    expect(one.map(({ coverage }) => coverage)).toEqual(two.map(({ coverage }) => coverage));
  });
});

describe('failed', () => {
  test.each<[string, Property<View>]>([
    [
      'throws',
      always('p', 'Throws.', () => {
        throw new Error('broken');
      }),
    ],
    [
      'throws in one state only',
      always('p', 'Throws.', (view) => {
        if (sum(view) === 7) throw new Error('broken');
        return true;
      }),
    ],
    ['answers nothing', always('p', 'Nothing.', (() => undefined) as never)],
    ['answers a number', always('p', 'A number.', (() => 1) as never)],
  ])('PL-114: a property that %s', async (_, property) => {
    const { verdict, problem } = await verdictOf(pair, property);
    expect([verdict, problem?.code]).toEqual(['failed', 'PL-114']);
    expect(problem?.detail.place).toMatch(/^property p, part p/);
  });

  test('a fault of the model comes with its trace and is never exhausted', async () => {
    const bomb = {
      BOOM: {
        guard: ({ context }: { context: Count }) => {
          if (context.n === 3) throw new Error('boom');
          return false;
        },
      },
    };
    const system = systemOf({ components: { a: counter('A', 5, bomb) }, events: { A: [{}], BOOM: [{}] } });
    for (const property of [
      always<View>('p', 'Yes.', () => true),
      reachable<View>('q', 'Zero.', ({ a }) => a.context.n === 0),
    ]) {
      const { verdict, problem, trace } = await verdictOf(system, property);
      expect([verdict, problem?.code, trace?.steps.length]).toEqual(['failed', 'PL-104', 3]);
    }
  });
});

describe('properties asked together get the answers they get alone', () => {
  const bomb = {
    BOOM: {
      actions: assign((({ context }: { context: Count }) => {
        if (context.n === 3) throw new Error('boom');
        return {};
      }) as never),
    },
  };
  const faulty = systemOf({
    components: { a: counter('A', 5), b: counter('B', 5, bomb) },
    events: { A: [{}], B: [{}], BOOM: [{}] },
  });
  const below = (n: number): Property<View> =>
    always(`below-${n}`, `The sum stays below ${n}.`, (view) => sum(view) < n);

  test.each<[string, AnySystem, readonly Property<View>[]]>([
    ['invariants and witnesses', pair, [small, stays, equal, beyond, below(8), below(1)]],
    [
      'invariants violated before, at and after a fault',
      faulty,
      [below(1), below(2), below(3), below(4), below(5), stays],
    ],
    ['a witness found before a fault', faulty, [below(1), reachable('one', 'One.', (view) => sum(view) === 1)]],
  ])('%s', async (_, system, properties) => {
    const together = await verdictsOf(system, properties);
    const alone: Decision[] = [];
    for (const property of properties) alone.push(await verdictOf(system, property));
    expect(together.map(said)).toEqual(alone.map(said));
  });

  test('an invariant violated before the layer of a fault is violated, any other has failed', async () => {
    const decisions = await verdictsOf(faulty, [1, 2, 3, 4, 5].map(below));
    expect(decisions.map(({ verdict }) => verdict)).toEqual(['violated', 'violated', 'violated', 'failed', 'failed']);
  });
});

describe('claims', () => {
  const expectation = (more: Partial<Expectation> = {}): Expectation => ({
    verdict: 'exhausted',
    states: 36,
    transitions: 60,
    depth: 10,
    ...more,
  });

  function theoremOf(
    property: Property<View>,
    expect: Expectation,
    more: object = {},
    system: AnySystem = pair,
  ): Theorem<View> {
    const claim = {
      id: 'c',
      reading: 'repaired' as const,
      says: 'So.',
      system,
      property,
      instance: 'only',
      expect,
      ...more,
    };
    return defineTheorem<View>({ item: '9.9.9', title: 'T', says: 'T.', instances: { only: {} }, claims: [claim] });
  }

  async function missesOf(theorem: Theorem<View>): Promise<readonly string[]> {
    const [result] = await decideClaims(theorem, theorem.claims, {}, {});
    expect(result?.met).toBe(result?.misses.length === 0);
    return result?.misses ?? ['no result'];
  }

  test('are met when every number is the expected one', async () => {
    expect(await missesOf(theoremOf(stays, expectation()))).toEqual([]);
  });

  test.each<[string, Partial<Expectation>]>([
    ['states', { states: 35 }],
    ['transitions', { transitions: 61 }],
    ['depth', { depth: 9 }],
    ['trace', { steps: 3 }],
    ['violated', { verdict: 'violated' }],
  ])('are not met when one expectation is wrong: %s', async (name, wrong) => {
    const misses = await missesOf(theoremOf(stays, expectation(wrong)));
    expect(misses).toHaveLength(1);
    expect(misses[0]).toContain(name);
  });

  test('are not met when a trace comes that nobody expected', async () => {
    const counts = { verdict: 'violated' as const, states: 15, transitions: 20, depth: 4 };
    expect(await missesOf(theoremOf(small, counts))).toEqual(['expected a trace of no steps, got 4']);
    expect(await missesOf(theoremOf(small, { ...counts, steps: 4 }))).toEqual([]);
  });

  test('are not met when an event never fires, unless that is excused', async () => {
    const idle = systemOf({
      components: { a: counter('A', 5, { C: { guard: () => false } }), b: counter('B', 5) },
      events: { A: [{}], B: [{}], C: [{}] },
    });
    expect(await missesOf(theoremOf(stays, expectation(), {}, idle))).toEqual(['never fired: C']);
    expect(await missesOf(theoremOf(stays, expectation(), { unfired: { C: 'it is off' } }, idle))).toEqual([]);
  });
});

test.each([
  [
    'counts its calls',
    () =>
      (
        (calls) => () =>
          ++calls % 2 === 1
      )(0),
  ],
  [
    'fails in one state, and not when it is asked again for the trace',
    () =>
      (
        (asked) =>
        (view: never): boolean =>
          sum(view) !== 7 || ++asked > 2
      )(0),
  ],
])('PL-106: a property that %s, and no other of its group', async (_, make) => {
  const fine = always<never>('fine', 'Nothing.', (view) => sum(view) >= 0);
  const decisions = await decide(pair, plain(pair), [always<never>('p', 'Fickle.', make()), fine]);
  expect(decisions.map(({ verdict, problem }) => [verdict, problem?.code])).toEqual([
    ['failed', 'PL-106'],
    ['exhausted', undefined],
  ]);
});

test('a guard that closes for good after some calls is the model’s mistake (PL-106), not the checker’s', async () => {
  let calls = 0;
  const machine = createMachine({
    context: { n: 0 },
    on: {
      TICK: {
        guard: () => calls++ < 7,
        actions: assign({ n: ({ context }: { context: { n: number } }) => (context.n + 1) % 5 }),
      },
    },
  } as never) as never;
  const system = systemOf({ components: { m: machine }, events: { TICK: [{}] } });
  const [decision] = await decide(system, plain(system), [always<never>('anything', 'Anything.', () => true)]);
  expect(decision?.verdict).toBe('failed');
  expect(decision?.problem?.code).toBe('PL-106');
  expect(decision?.problem?.detail.place).toContain('TICK');
});
