import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { type Comparison, conceals, determines, type Property } from '../../checker/language/property.ts';
import { type DecideOptions, type Decision, decide } from '../../checker/verdict/decide.ts';
import { plain, systemOf } from '../small-system.ts';

interface Purse {
  readonly coins: number;
  readonly paid: number;
}
type View = { readonly purse: LocalState<Purse> };

/** A purse that gains coins and pays them out, up to 3 of each. */
const purse = createMachine({
  id: 'purse',
  context: { coins: 0, paid: 0 },
  on: {
    EARN: {
      guard: ({ context }: { context: Purse }) => context.coins + context.paid < 3,
      actions: assign({ coins: ({ context }: { context: Purse }) => context.coins + 1 } as never),
    },
    PAY: {
      guard: ({ context }: { context: Purse }) => context.coins > 0,
      actions: assign({
        coins: ({ context }: { context: Purse }) => context.coins - 1,
        paid: ({ context }: { context: Purse }) => context.paid + 1,
      } as never),
    },
  },
} as never) as unknown as AnyMachine;

const system = systemOf({ components: { purse }, events: { EARN: [{}], PAY: [{}] } });

async function decisionOf(property: Property<View>, options: DecideOptions = {}): Promise<Decision> {
  const [decision] = await decide(system, plain(system), [property as Property<never>], options);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

const told = (comparison: Comparison<View>): Property<View> => determines('told', 'It is told.', comparison);
const kept = (comparison: Comparison<View>): Property<View> => conceals('kept', 'It is kept.', comparison);

const all: Comparison<View> = {
  observe: ({ purse: { context } }) => ({ earned: context.coins + context.paid, paid: context.paid }),
  secret: ({ purse: { context } }) => context.coins,
};
const some: Comparison<View> = { ...all, observe: ({ purse: { context } }) => ({ paid: context.paid }) };
const steps = (trace: Decision['trace'] | undefined): readonly string[] | undefined =>
  trace?.steps.map(({ type }) => type);

describe('determines', () => {
  test('is exhausted where equal observations go with equal secrets', async () => {
    const { verdict, observed, trace, counts } = await decisionOf(told(all));
    expect([verdict, trace, counts.states]).toEqual(['exhausted', null, 10]);
    expect(observed).toEqual({ observations: 10, secrets: 4, shown: null, pair: null });
  });

  test('is violated by two runs that are observed alike; the counts are those of the layer', async () => {
    const { verdict, observed, trace, counts } = await decisionOf(told(some));
    expect([verdict, counts.states, counts.depth]).toEqual(['violated', 2, 1]);
    expect([steps(trace), steps(observed?.pair ?? null)]).toEqual([[], ['EARN']]);
    expect(observed?.shown).toEqual({ observation: { paid: 0 }, secrets: [0, 1] });
  });

  test('is asked only where it is meant', async () => {
    const late: Comparison<View> = { ...some, where: ({ purse: { context } }) => context.coins + context.paid === 3 };
    expect((await decisionOf(told(late))).verdict).toBe('exhausted');
    const { verdict, empty } = await decisionOf(told({ ...some, where: () => false }));
    expect([verdict, empty]).toEqual(['exhausted', 'where']);
  });

  test('found false before a limit is violated, and else bounded', async () => {
    expect((await decisionOf(told(some), { limits: { depth: 1 } })).verdict).toBe('violated');
    expect(await decisionOf(told(all), { limits: { depth: 1 } })).toMatchObject({ verdict: 'bounded', limit: 'depth' });
  });

  test('tells values apart by their canonical key', async () => {
    const sets: Comparison<View> = {
      observe: () => 0,
      secret: ({ purse: { context } }) => new Set(context.coins > 1 ? [1, 2] : [2, 1]),
    };
    expect((await decisionOf(told(sets))).verdict).toBe('exhausted');
    const zeros: Comparison<View> = {
      observe: () => 0,
      secret: ({ purse: { context } }) => (context.coins > 1 ? -0 : 0),
    };
    expect((await decisionOf(told(zeros))).verdict).toBe('violated');
  });

  test.each<[string, () => unknown, string]>([
    [
      'that throws is PL-114',
      () => {
        throw new Error('blind');
      },
      'PL-114',
    ],
    ['that is no plain data is PL-102', () => () => 1, 'PL-102'],
  ])('with an observation %s', async (_case, observe, code) => {
    const { verdict, problem } = await decisionOf(told({ ...all, observe }));
    expect([verdict, problem?.code]).toEqual(['failed', code]);
  });
});

describe('conceals', () => {
  test('is exhausted where each observation leaves two secrets', async () => {
    const early: Comparison<View> = { ...some, where: ({ purse: { context } }) => context.paid < 3 };
    expect((await decisionOf(kept(early))).verdict).toBe('exhausted');
  });

  test('is violated by the shortest run after which the observer knows', async () => {
    const { verdict, observed, trace, counts } = await decisionOf(kept(some));
    expect([verdict, counts.states]).toEqual(['violated', 10]);
    expect(steps(trace)).toHaveLength(6);
    expect(observed?.shown).toEqual({ observation: { paid: 3 }, secrets: [0] });
    expect(observed?.pair).toBeNull();
  });

  test('cut by a limit is bounded: what is told may yet come into doubt', async () => {
    expect((await decisionOf(kept(some), { limits: { depth: 2 } })).verdict).toBe('bounded');
  });

  test('shares an exploration with claims that end early', async () => {
    const decisions = await decide(system, plain(system), [told(some), kept(some)] as readonly Property<never>[]);
    expect(decisions.map(({ verdict, counts }) => [verdict, counts.states])).toEqual([
      ['violated', 2],
      ['violated', 10],
    ]);
  });
});

test('in a space of several partitions the two runs are the shortest all the same', async () => {
  const up = {
    guard: ({ context }: { context: { n: number } }) => context.n < 499,
    actions: assign({ n: ({ context }: { context: { n: number } }) => context.n + 1 } as never),
  };
  const counter = (type: string): AnyMachine =>
    createMachine({ id: 'm', context: { n: 0 }, on: { [type]: up } } as never) as unknown as AnyMachine;
  const wide = systemOf({ components: { a: counter('A'), b: counter('B') }, events: { A: [{}], B: [{}] } });
  type Wide = { readonly a: LocalState<{ readonly n: number }>; readonly b: LocalState<{ readonly n: number }> };
  const sum = ({ a, b }: Wide): number => a.context.n + b.context.n;
  const [decision] = await decide(wide, plain(wide), [
    determines<Wide>('dim', 'The sum is told up to 900.', {
      observe: (view) => Math.min(sum(view), 900),
      secret: sum,
    }) as Property<never>,
  ]);
  const { verdict, counts, trace, observed } = decision as Decision;
  expect([verdict, counts.states > 200_000, counts.depth]).toEqual(['violated', true, 901]);
  expect([trace?.steps.length, observed?.pair?.steps.length]).toEqual([900, 901]);
  expect(observed?.shown).toEqual({ observation: 900, secrets: [900, 901] });
});

describe('random observers', () => {
  const table = fc.array(fc.nat(2), { minLength: 16, maxLength: 16 });
  const at = ({ purse: { context } }: View): number => context.coins + 4 * context.paid;
  const states = [0, 1, 2, 3].flatMap((paid) => Array.from({ length: 4 - paid }, (_, coins) => coins + 4 * paid));

  test('are answered as by comparing every two states', async () => {
    const seen = { determined: 0, concealed: 0 };
    await fc.assert(
      fc.asyncProperty(table, table, table, async (observations, secrets, where) => {
        const comparison: Comparison<View> = {
          observe: (view) => observations[at(view)],
          secret: (view) => secrets[at(view)],
          where: (view) => where[at(view)] !== 0,
        };
        const meant = states.filter((s) => where[s] !== 0);
        const alike = (s: number): readonly number[] => meant.filter((o) => observations[o] === observations[s]);
        const differ = (s: number): boolean => alike(s).some((o) => secrets[o] !== secrets[s]);
        const isDetermined = !meant.some(differ);
        const isConcealed = meant.every(differ);
        const asked = [told(comparison), kept(comparison)] as readonly Property<never>[];
        const decisions = await decide(system, plain(system), asked);
        expect(decisions.map(({ verdict }) => verdict)).toEqual([
          isDetermined ? 'exhausted' : 'violated',
          isConcealed ? 'exhausted' : 'violated',
        ]);
        seen.determined += Number(isDetermined);
        seen.concealed += Number(isConcealed);
      }),
      { numRuns: 200, seed: 5 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });
});
