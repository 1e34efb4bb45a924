/** What a claim that holds asks and never sees otherwise. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import type { Product } from '../../checker/kernel/product.ts';
import { given } from '../../checker/language/antecedent.ts';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { always, forEvery, leadsTo, type Part, type Property } from '../../checker/language/property.ts';
import { type AnySystem, component, instances } from '../../checker/language/system.ts';
import { defineTheorem, type Theorem } from '../../checker/language/theorem.ts';
import { type ClaimResult, decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { explored, plain, systemOf } from '../small-system.ts';

interface Context {
  readonly paid: number;
  readonly due: number;
  readonly isLate: boolean;
  readonly status: string;
  readonly list: readonly { readonly n: number }[];
  readonly names: ReadonlySet<string>;
  readonly terms: { readonly limit: number };
}
type Account = LocalState<Context>;
type View = { readonly account: Account };

/** Pays up to its limit, and never closes, is never late, and lists nothing. */
const account = createMachine({
  id: 'account',
  initial: 'open',
  context: ({ input }: { input: unknown }) => ({
    ...{ paid: 0, due: 1, isLate: false, status: 'none', list: [], names: new Set(['a']), terms: input },
  }),
  states: {
    open: {
      on: {
        PAY: {
          guard: ({ context }: { context: Context }) => context.paid < context.terms.limit,
          actions: assign({ paid: ({ context }) => context.paid + 1 }),
        },
      },
    },
    closed: {},
  },
} as never) as unknown as AnyMachine;

const accounts = systemOf({ components: { account: component(account, { limit: 3 }) }, events: { PAY: [{}] } });

async function decided(system: AnySystem, property: Property<never>): Promise<Decision> {
  const [decision] = await decide(system, plain(system), [property], { idle: true });
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

async function idleOf(holds: Part<View>): Promise<readonly string[]> {
  const { verdict, idle } = await decided(accounts, always<View>('goal', 'A goal.', holds) as never);
  expect(verdict).toBe('exhausted');
  return idle.map(({ what, always: key }) => (key === null ? what : `${what} = ${key}`));
}

describe('what a property reads and that is always the same', () => {
  test('is told where the answer hangs on it only by way of what is never read', async () => {
    const holds: Part<View> = ({ account: one }) => !one.matches('closed') || one.context.paid >= one.context.due;
    expect(await idleOf(holds)).toEqual(["account.matches('closed') = false"]);
  });

  test('is told where nothing hangs on it', async () => {
    expect(await idleOf(({ account: { context } }) => context.due > 5 || context.paid <= 3)).toEqual([
      'account.context.due = 1',
    ]);
    expect(await idleOf(({ account: { context } }) => context.status !== 'lost')).toEqual([
      'account.context.status = "none"',
    ]);
  });

  test('is not told where it is what the property claims', async () => {
    expect(await idleOf(({ account: { context } }) => !context.isLate)).toEqual([]);
    expect(await idleOf(({ account: one }) => one.matches('open'))).toEqual([]);
    expect(await idleOf(({ account: { context } }) => context.due === 1)).toEqual([]);
  });

  test('is not told where it is a term that the machine was given', async () => {
    expect(await idleOf(({ account: { context } }) => context.paid <= context.terms.limit)).toEqual([]);
  });

  test('is not told of a field that no record has', async () => {
    const optional = ({ account: { context } }: View): unknown => (context as { readonly extra?: number }).extra;
    expect(await idleOf((view) => optional(view) === undefined || view.account.context.paid > 9)).toEqual([]);
    expect(await idleOf((view) => optional(view) !== 9)).toEqual([]);
  });

  test('is not told of what varies', async () => {
    expect(await idleOf(({ account: { context } }) => context.paid >= 0)).toEqual([]);
  });

  test('tells a list that is always empty, whichever way it is gone through', async () => {
    const empty = ['account.context.list.length = 0'];
    expect(await idleOf(({ account: { context } }) => context.list.every(({ n }) => n > 0))).toEqual(empty);
    expect(await idleOf(({ account: { context } }) => [...context.list].every(({ n }) => n > 0))).toEqual(empty);
    expect(await idleOf(({ account: { context } }) => !context.list.some(({ n }) => n < 0))).toEqual(empty);
  });

  test.each<readonly [string, Part<View>]>([
    ['sets', ({ account: { context } }) => context.names.has('a') && [...context.names].length === 1],
    ['copies', ({ account: { context } }) => ({ ...context }).paid >= 0],
    ['entries', ({ account: { context } }) => Object.entries(context.terms).every(([, value]) => value === 3)],
    ['text', ({ account: { context } }) => JSON.stringify(context.terms) === '{"limit":3}'],
    ['names', ({ account: { context } }) => 'limit' in context.terms && Object.hasOwn(context.terms, 'limit')],
    ['keys of an array', ({ account: { context } }) => Object.keys(context.list).length === 0 && !(0 in context.list)],
    ['arrays themselves', ({ account: { context } }) => Array.isArray(context.list)],
    ['identity', ({ account: { context } }) => [context.terms].includes(context.terms)],
  ])('follows %s', async (_, holds) => {
    await expect(idleOf(holds)).resolves.toEqual(expect.any(Array));
  });

  test('says nothing of a property that tells the copies from the states, rather than that it fails', async () => {
    const frozen: Part<View> = ({ account: { context } }) =>
      Object.isFrozen(context.terms) && context.status === 'none';
    expect(await idleOf(frozen)).toEqual([]);
  });
});

describe('antecedents', () => {
  const claim =
    (limit: number): Part<View> =>
    ({ account: { context } }) =>
      given('more than the limit is paid', context.paid > limit, () => context.paid <= context.due);

  test('are told where no state meets them, though what they read varies', async () => {
    expect(await idleOf(claim(3))).toEqual(['more than the limit is paid']);
  });

  test('are not told where one does', async () => {
    const { verdict, idle } = await decided(accounts, always<View>('goal', 'A goal.', claim(2)) as never);
    expect([verdict, idle]).toEqual(['violated', []]);
    const modest: Part<View> = ({ account: { context } }) => given('one is paid', context.paid > 0, () => true);
    expect(await idleOf(modest)).toEqual([]);
  });

  test('are told of a quantifier that never has an element', async () => {
    const least: Part<View> = ({ account: { context } }) =>
      forEvery(
        [context.paid].filter((paid) => paid > 9),
        () => 'one',
        () => false,
      );
    expect(await idleOf(least)).toContain('there is an element');
  });

  test('of a response: waiting that never starts is no verdict, but a vacuous one', async () => {
    const fair = { weak: ['PAY'] };
    const waits = (least: number): Property<never> =>
      leadsTo<View>(
        'paid',
        'It is paid.',
        ({ account: { context } }) => context.paid === least,
        ({ account: { context } }) => context.paid === 3,
        fair,
      ) as never;
    expect(await decided(accounts, waits(1))).toMatchObject({ verdict: 'exhausted', empty: null });
    expect(await decided(accounts, waits(4))).toMatchObject({ verdict: 'exhausted', empty: 'trigger' });
  });
});

describe('the reasons of a claim', () => {
  const goal = always<View>('goal', 'A goal.', ({ account: one }) => !one.matches('closed') || one.context.paid > 7);
  const what = "account.matches('closed')";
  const theorem = (explainsIdle: boolean, idle: Readonly<Record<string, string>>): Theorem<View> =>
    defineTheorem<View>({
      ...{ item: 'x', title: 'X', says: 'X.', instances: { small: {} }, explainsIdle },
      claims: [
        {
          ...{ id: 'goal', reading: 'repaired', says: 'X.', system: accounts as never, property: goal },
          ...{ instance: 'small', idle, expect: { verdict: 'exhausted', states: 4, transitions: 3, depth: 3 } },
        },
      ],
    });
  const result = async (one: Theorem<View>): Promise<ClaimResult> => {
    const [made] = await decideClaims(one, one.claims, {}, {});
    if (made === undefined) throw new Error('no result');
    return made;
  };

  test('are asked for where the theorem says so, and told otherwise', async () => {
    const part = { part: 'goal', what, always: 'false', because: null };
    expect(await result(theorem(false, {}))).toMatchObject({ met: true, vacuous: [], idle: [part] });
    const strict = await result(theorem(true, {}));
    expect(strict).toMatchObject({ met: false, vacuous: [`${what} other than false`], idle: [part] });
    expect(strict.misses.join()).toContain(`idle: { ${JSON.stringify(what)}: 'why' }`);
  });

  test('stand beside what they explain, and are refused once it idles no longer', async () => {
    const explained = await result(theorem(true, { [what]: 'nothing closes here' }));
    expect(explained).toMatchObject({ met: true, vacuous: [], idle: [{ because: 'nothing closes here' }] });
    const stale = await result(theorem(true, { [what]: 'nothing closes here', 'account.context.paid': 'no' }));
    expect(stale).toMatchObject({ met: false, misses: ['idles no longer: account.context.paid'] });
  });
});

const stepped = assign({
  n: ({ context }: { context: { n: number } }) => context.n + 1,
  last: ({ event }: { event: { by: string } }) => event.by,
} as never);

/** Three counters that stop at different numbers, with a flag that one of them may raise. */
const counter = createMachine({
  id: 'counter',
  context: ({ input }: { input: unknown }) => ({
    n: 0,
    flag: false,
    most: (input as { most: number }).most + 0.5,
    last: 'none',
  }),
  on: {
    STEP: {
      guard: ({ context }: { context: { n: number; most: number } }) => context.n < context.most - 1,
      actions: stepped,
    },
    RAISE: { guard: ({ context }: { context: { n: number } }) => context.n === 3, actions: assign({ flag: true }) },
  },
} as never) as unknown as AnyMachine;

function values({ components }: Product, field: string): ReadonlySet<unknown> {
  return new Set(
    components.flatMap(({ states }) => states.map(({ context }) => (context as Record<string, unknown>)[field])),
  );
}

describe('of random properties', () => {
  const field = fc.constantFrom('n', 'flag', 'last');
  const atom = fc.record({
    i: fc.nat(2),
    field,
    value: fc.constantFrom<unknown>(0, 1, 3, 5, true, false, 'none', 'x'),
  });

  let told = 0;
  test('what is told idle has one value in every reachable state', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }),
        fc.array(fc.array(atom, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        async (most, clauses) => {
          const system = systemOf({
            components: {
              one: instances(counter as never, 3, 'who', {
                input: (i: number) => ({ most: most[i] as number }),
              } as never),
            },
            events: {
              STEP: [0, 1, 2].flatMap((who) => ['x', 'y'].map((by) => ({ who, by }))),
              RAISE: [0, 1, 2].map((who) => ({ who })),
            },
          });
          const { product } = await explored(system);
          const goal: Part<{ readonly one: readonly LocalState<Record<string, unknown>>[] }> = ({ one }) =>
            clauses.every((clause) => clause.some((a) => one[a.i]?.context[a.field] !== a.value));
          const { idle, verdict } = await decided(system, always('random', 'Random.', goal) as never);
          if (verdict !== 'exhausted') expect(idle).toEqual([]);
          told += idle.length;
          for (const { what } of idle) expect(values(product, what.replace('one[*].context.', '')).size).toBe(1);
        },
      ),
      { numRuns: 150, seed: 7 },
    );
    expect(told).toBeGreaterThan(0);
  });
});

describe('transitions that no reachable state takes', () => {
  test('are told with their state: closed is never entered, and open has but PAY', async () => {
    const closing = createMachine({
      id: 'closing',
      initial: 'open',
      states: {
        open: { on: { PAY: { guard: () => true }, CLOSE: { guard: () => false, target: 'closed' } } },
        closed: { initial: 'a', on: { PAY: {}, OPEN: {} }, states: { a: { on: { CLOSE: {} } } } },
      },
    } as never) as unknown as AnyMachine;
    const system = systemOf({ components: { it: closing }, events: { PAY: [{}], CLOSE: [{}], OPEN: [] } });
    const { untaken } = await decided(system, always('goal', 'A goal.', () => true) as never);
    expect(untaken).toEqual(['it open CLOSE', 'it closed PAY', 'it closed.a CLOSE']);
  });

  test('are told of none where every one is taken, instances together', async () => {
    const system = systemOf({
      components: { one: instances(counter as never, 2, 'who', { input: (i: number) => ({ most: 4 * i }) } as never) },
      events: { STEP: [0, 1].map((who) => ({ who, by: 'x' })), RAISE: [0, 1].map((who) => ({ who })) },
    });
    expect((await decided(system, always('goal', 'A goal.', () => true) as never)).untaken).toEqual([]);
  });
});
