import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { range } from '../../checker/language/menu.ts';
import { always, type Property, reachable } from '../../checker/language/property.ts';
import { sampled, trial } from '../../checker/language/sampled.ts';
import type { RunsDefinition } from '../../checker/language/sampling.ts';
import { type AnySystem, component, defineSystem, event } from '../../checker/language/system.ts';
import { defineTheorem, type Expectation } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { DecideOptions, Decision } from '../../checker/verdict/decision.ts';
import type { SampledRuns } from '../../checker/verdict/sample.ts';
import { problemOf } from '../problem-of.ts';
import { plain, systemOf } from '../small-system.ts';

type Count = { readonly n: number };
type View = { readonly a: LocalState<Count>; readonly b: LocalState<Count> };

function counter(type: string, last: number, reset?: string): AnyMachine {
  const tick = {
    guard: ({ context }: { context: Count }) => context.n < last,
    actions: assign({ n: ({ context }: { context: Count }) => context.n + 1 } as never),
  };
  const on = { [type]: tick, ...(reset === undefined ? {} : { [reset]: { actions: assign({ n: 0 } as never) } }) };
  return createMachine({ id: 'm', context: { n: 0 }, on } as never) as unknown as AnyMachine;
}

/** Two counters, noise, and a reset of the first: what fails needs three A in a row without R, and one B. */
const noisy = systemOf({
  components: { a: counter('A', 5, 'R'), b: counter('B', 5), noise: counter('N', 100) },
  events: { A: [{}], B: [{}], R: [{}], N: [{}] },
});
const planted = ({ a, b }: View): boolean => a.context.n < 3 || b.context.n < 1;

async function decided<V>(
  property: Property<V>,
  system: AnySystem = noisy,
  options: DecideOptions = {},
): Promise<Decision> {
  const [decision] = await decide(system, plain(system), [property as Property<never>], options);
  return decision as Decision;
}

const runs = (invariant: (view: View) => boolean, definition: RunsDefinition = {}): Property<View> =>
  sampled('planted', 'The planted fault is not met.', invariant, definition);

const typesOf = (decision: Decision): readonly string[] | undefined => decision.trace?.steps.map(({ type }) => type);

describe('sampled', () => {
  test('finds a planted fault and shrinks the run to what is needed for it', async () => {
    const decision = await decided(runs(planted));
    expect(decision.verdict).toBe('violated');
    expect([...(typesOf(decision) ?? [])].sort()).toEqual(['A', 'A', 'A', 'B']);
    expect(decision.parts).toEqual([{ part: 'planted', holds: false }]);
    const sample = decision.sample as SampledRuns;
    expect(sample.found).toBeGreaterThan(4);
    expect([sample.bound, sample.ruleOfThree]).toEqual([null, null]);
    expect(sample.runs).toBeLessThan(sample.asked);
  });

  test('is reproduced by its seed, down to every count; another seed draws other runs', async () => {
    const [one, again, other] = [
      await decided(runs(planted), noisy, { seed: '0x2a' }),
      await decided(runs(planted), noisy, { seed: '0x2a' }),
      await decided(runs(planted), noisy, { seed: '0x2b' }),
    ];
    const said = ({ seconds: _, ...rest }: Decision): object => rest;
    expect(said(again)).toEqual(said(one));
    expect(other.counts).not.toEqual(one.counts);
    expect(typesOf(other)?.length).toBe(4);
    expect(one.sample?.seed).toBe('0x2a');
  });

  test('is never more than sampled, and states the bound that clean runs give', async () => {
    const decision = await decided(runs(() => true, { runs: 250, steps: 20 }));
    expect(decision.verdict).toBe('sampled');
    const sample = decision.sample as SampledRuns;
    expect(sample).toMatchObject({
      form: 'runs',
      seed: '0x0',
      runs: 250,
      asked: 250,
      clean: 250,
      steps: 20,
      found: null,
    });
    expect(sample.bound).toBeCloseTo(1 - 0.05 ** (1 / 250), 12);
    expect(sample.ruleOfThree).toBeCloseTo(3 / 250, 12);
    // Something is enabled in every state: every run takes every step, and each looks at one state more.
    expect(decision.counts).toEqual({ states: 250 * 21, transitions: 250 * 20, depth: 20, frontier: 0 });
    const fired = Object.values(decision.coverage.events).reduce((sum, times) => sum + times, 0);
    expect(fired).toBe(250 * 20);
    expect(decision.rechecked).toBeGreaterThan(0);
  });

  test('ends a run where nothing is enabled', async () => {
    const short = systemOf({ components: { a: counter('A', 2), b: counter('B', 1) }, events: { A: [{}], B: [{}] } });
    const { counts } = await decided(
      runs(() => true, { runs: 10 }),
      short,
    );
    expect(counts).toEqual({ states: 40, transitions: 30, depth: 3, frontier: 0 });
  });

  test('finds what is wrong from the start in no step', async () => {
    const decision = await decided(runs(() => false));
    expect([decision.verdict, typesOf(decision), decision.sample?.runs]).toEqual(['violated', [], 1]);
  });

  test('draws the type first: a menu of many payloads does not crowd out the others', async () => {
    const payloads = Array.from({ length: 99 }, (_, x) => ({ x }));
    const crowded = systemOf({
      components: { a: counter('A', 1_000), b: counter('B', 1_000) },
      events: { A: payloads, B: [{}] },
    });
    const { coverage } = await decided(
      runs(() => true, { runs: 100, steps: 100 }),
      crowded,
    );
    expect((coverage.events.B as number) / 10_000).toBeCloseTo(0.5, 1);
  });

  test('simplifies payloads to the first of the menu that will do', async () => {
    type Event = { event: { x: number } };
    const big = createMachine({
      id: 'm',
      context: { n: 0 },
      on: { A: { actions: assign({ n: ({ event }: Event) => event.x } as never) } },
    } as never) as unknown as AnyMachine;
    const system = systemOf({ components: { a: big }, events: { A: [0, 1, 2, 3, 4, 5, 6, 7].map((x) => ({ x })) } });
    const { trace } = await decided(
      runs(({ a }) => a.context.n < 4),
      system,
    );
    expect(trace?.steps.map(({ payload }) => payload)).toEqual([{ x: 4 }]);
  });

  test('leaves out pairs too, where neither of two can be left out alone', async () => {
    const lamp = createMachine({
      id: 'm',
      context: { n: 0 },
      initial: 'off',
      states: {
        off: { on: { FLIP: 'on', LOOK: 'seen' } },
        on: { on: { FLIP: 'off', LOOK: {} } },
        seen: { type: 'final', entry: assign({ n: 1 } as never) },
      },
    } as never) as unknown as AnyMachine;
    const system = systemOf({
      components: { a: lamp, b: counter('B', 9) },
      events: { FLIP: [{}], LOOK: [{}], B: [{}] },
    });
    const dark = runs(({ a, b }) => a.context.n === 0 || b.context.n === 0);
    for (let seed = 0; seed < 20; seed++) {
      const decision = await decided(dark, system, { seed: `0x${seed.toString(16)}` });
      expect([...(typesOf(decision) ?? [])].sort()).toEqual(['B', 'LOOK']);
    }
  });

  test('has failed where a step breaks a machine, with the run that leads there', async () => {
    const fragile = createMachine({
      id: 'm',
      context: { n: 0 },
      on: {
        A: {
          actions: assign({
            n: ({ context }: { context: Count }) => {
              if (context.n === 2) throw new Error('worn out');
              return context.n + 1;
            },
          } as never),
        },
        N: {},
      },
    } as never) as unknown as AnyMachine;
    const system = systemOf({ components: { a: fragile }, events: { A: [{}], N: [{}] } });
    const decision = await decided(
      runs(() => true),
      system,
    );
    expect([decision.verdict, decision.problem?.code, typesOf(decision)]).toEqual(['failed', 'PL-104', ['A', 'A']]);
    const broken = await decided(
      runs(({ a }) => a.context.n < 9 && (undefined as never)),
      system,
    );
    expect([broken.verdict, broken.problem?.code]).toEqual(['failed', 'PL-114']);
  });

  test.each([
    ['time', { limits: { seconds: 0 } }],
    ['states', { limits: { states: 500 } }],
    ['interrupt', { signal: AbortSignal.abort() }],
  ] as const)('cut by %s it is bounded, with the bound of the runs that were made', async (limit, options) => {
    const decision = await decided(
      runs(() => true),
      noisy,
      options,
    );
    expect([decision.verdict, decision.limit]).toEqual(['bounded', limit]);
    const { clean, asked, bound } = decision.sample as SampledRuns;
    expect(asked).toBe(1_000);
    expect(clean).toBe(100);
    expect(bound).toBeCloseTo(1 - 0.05 ** (1 / 100), 12);
  });

  test('takes an invariant as it stands, and nothing that is none', () => {
    const invariant = always<View>('planted', 'It is not met.', { low: planted, high: () => true });
    expect(Object.keys(sampled('s', 'S.', invariant).parts)).toEqual(['low', 'high']);
    expect(problemOf(() => sampled('s', 'S.', reachable<View>('r', 'R.', planted))).code).toBe('PL-111');
    expect(problemOf(() => runs(planted, { runs: 0 })).code).toBe('PL-111');
    expect(problemOf(() => runs(planted, { steps: 1.5 })).code).toBe('PL-111');
    expect(problemOf(() => runs(planted, { over: { C: range(2, 1) } })).code).toBe('PL-111');
  });
});

/** A window of C blocks that the adversary tries to outlast with K delays: it does iff K ≥ C. */
const waiting = defineSystem<{ readonly w: LocalState<Count> }, 'C', 'delay'>({
  name: 'waiting',
  says: 'A window and delays.',
  parameters: { C: { says: 'Length of the window.', default: 3, least: 1, greatest: 40 } },
  powers: { delay: { kind: 'budget', says: 'Delays.', greatest: 40 } },
  parties: { eve: 'adversary' },
  compose: ({ parameters, powers }) => {
    const late = ({ context }: { context: Count }): boolean => context.n < Math.min(Number(powers.delay), parameters.C);
    const machine = createMachine({
      id: 'w',
      context: { n: 0, C: parameters.C },
      on: {
        DELAY: { guard: late, actions: assign({ n: ({ context }: { context: Count }) => context.n + 1 } as never) },
        IDLE: {},
      },
    } as never) as unknown as AnyMachine;
    return {
      components: { w: component(machine as never, undefined) as never },
      events: { DELAY: event('eve', [{}]), IDLE: event('eve', [{}]) },
    };
  },
});
const inTime = (view: { readonly w: LocalState<Count & { C?: number }> }): boolean =>
  view.w.context.n < (view.w.context.C ?? 0);

describe('sampled over settings drawn at random', () => {
  const over = { C: range(1, 20), delay: range(0, 20) };

  test('violated iff the formula says so: nothing contradicts it, and the unsafe settings are shown to be', async () => {
    const oracle: RunsDefinition['oracle'] = ({ parameters, powers }) => Number(powers.delay) >= Number(parameters.C);
    const property = sampled('inTime', 'The window is kept.', inTime, { runs: 3_000, over, oracle });
    const decision = await decided(property, waiting);
    expect(decision.verdict).toBe('sampled');
    const { settings, clean, runs: made, bound } = decision.sample as SampledRuns;
    expect(settings?.drawn).toBeGreaterThan(400);
    expect(settings?.confirmed).toBe(settings?.unsafe);
    // 210 of the 420 settings have K ≥ C.
    expect(settings?.unsafe).toBeGreaterThan(200);
    expect(clean / made).toBeCloseTo(0.5, 1);
    expect(bound).toBeCloseTo(1 - 0.05 ** (1 / clean), 12);
  });

  test('a formula that promises too much is refuted, at the setting of the counterexample', async () => {
    const oracle: RunsDefinition['oracle'] = ({ parameters, powers }) => Number(powers.delay) > Number(parameters.C);
    const decision = await decided(sampled('inTime', 'The window is kept.', inTime, { over, oracle }), waiting);
    expect(decision.verdict).toBe('violated');
    const { C, delay } = { ...decision.trace?.configuration.parameters, ...decision.trace?.configuration.powers };
    expect(delay).toBe(C);
    expect(typesOf(decision)).toEqual(Array.from({ length: Number(C) }, () => 'DELAY'));
  });

  test('a name that is no parameter and no budget is PL-205', async () => {
    const { verdict, problem } = await decided(sampled('s', 'S.', inTime, { over: { D: range(0, 1) } }), waiting);
    expect([verdict, problem?.code]).toEqual(['failed', 'PL-205']);
  });
});

describe('claims of what is sampled', () => {
  const theoremOf = (
    property: Property<View>,
    expectation: Expectation,
    more: object = {},
  ): ReturnType<typeof defineTheorem<View>> =>
    defineTheorem<View>({
      ...{ item: '9.9.9', title: 'T', says: 'T.', instances: { only: {} } },
      claims: [
        {
          id: 'c',
          reading: 'repaired',
          says: 'So.',
          system: noisy,
          property,
          instance: 'only',
          expect: expectation,
          ...more,
        },
      ],
    });
  const clean = runs(() => true, { runs: 10, steps: 10 });
  const counts = { states: 110, transitions: 100, depth: 10 };

  test('are met by the verdict and every number, under the usual seed', async () => {
    const theorem = theoremOf(clean, { verdict: 'sampled', ...counts });
    const [result] = await decideClaims(theorem, theorem.claims, {}, {});
    expect([result?.met, result?.misses]).toEqual([true, []]);
    const other = theoremOf(clean, { verdict: 'sampled', ...counts, depth: 9 });
    const [missed] = await decideClaims(other, other.claims, {}, {});
    expect(missed?.misses).toEqual(['expected depth 9, got 10']);
    // Under another seed nothing can be compared but the verdict.
    const [reseeded] = await decideClaims(other, other.claims, {}, { seed: '0x9' });
    expect(reseeded?.met).toBe(true);
  });

  test('are vacuous where an event never fired in any run', async () => {
    const theorem = theoremOf(
      runs(() => true, { runs: 1, steps: 1 }),
      { verdict: 'sampled', states: 2, transitions: 1, depth: 1 },
    );
    const [result] = await decideClaims(theorem, theorem.claims, {}, {});
    expect(result?.vacuous).toHaveLength(3);
    expect(result?.met).toBe(false);
  });

  test('of trials compare the successes', async () => {
    const coin = trial<View>('coin', 'Heads.', {
      runs: 100,
      draw: (random) => random.integer(0, 1) === 1,
      equals: 0.5,
    });
    const nothing = { verdict: 'sampled', states: 0, transitions: 0, depth: 0 } as const;
    const theorem = theoremOf(coin, { ...nothing, successes: -1 });
    const [result] = await decideClaims(theorem, theorem.claims, {}, {});
    expect(result?.misses).toEqual([expect.stringMatching(/^expected -1 successes, got \d+$/)]);
    expect(problemOf(() => theoremOf(coin, nothing)).code).toBe('PL-111');
    expect(problemOf(() => theoremOf(clean, { ...nothing, successes: 1 })).code).toBe('PL-111');
  });

  test('cannot be expected exhausted, nor a search sampled; and chance is no goal of a lattice', () => {
    expect(problemOf(() => theoremOf(clean, { verdict: 'exhausted', ...counts })).code).toBe('PL-111');
    const search = always<View>('a', 'A.', planted);
    expect(problemOf(() => theoremOf(search, { verdict: 'sampled', ...counts })).code).toBe('PL-111');
    const lattice = {
      id: 'l',
      says: 'L.',
      system: noisy,
      goal: clean,
      instance: 'only',
      hypotheses: {},
      expect: { minimalSufficient: [] },
    };
    const definition = { item: '9', title: 'T', says: 'T.', instances: { only: {} }, claims: [], lattices: [lattice] };
    expect(problemOf(() => defineTheorem<View>(definition)).message).toContain('what is only sampled');
  });
});
