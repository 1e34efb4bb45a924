import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import { StateReading, WatchedView } from '../../checker/kernel/state-reading.ts';
import { noPayload, payloads, range } from '../../checker/language/menu.ts';
import { type AnySystem, component, configure, defineSystem, event, instances } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { problemOf } from '../problem-of.ts';

const counter = (type: 'UP' | 'STEP') =>
  setup({
    types: {} as {
      context: { at: number; most: number };
      events: { type: 'UP' | 'STEP'; who: number };
      input: { most: number };
    },
    guards: { isBelow: ({ context }) => context.at < context.most },
  }).createMachine({
    context: ({ input }) => ({ at: 0, most: input.most }),
    on: { [type]: { guard: 'isBelow', actions: assign({ at: ({ context }) => context.at + 1 }) } },
  });

/** Counters up to these numbers, one that goes up by itself and others that are told which of them does. */
function counters(alone: number, ...others: readonly number[]): AnySystem {
  return defineSystem<object>({
    name: 'counters',
    says: 'Numbers that grow.',
    parties: { one: 'honest' },
    compose: () => ({
      components: {
        alone: component(counter('UP'), { most: alone }),
        others: instances(counter('STEP'), others.length, 'who', { input: (i) => ({ most: others[i] as number }) }),
      },
      events: {
        UP: event('one', noPayload),
        STEP: event('one', payloads({ who: range(0, others.length - 1) })),
      },
    }),
  }) as unknown as AnySystem;
}

interface View {
  readonly alone: { readonly context: { readonly at: number } };
  readonly others: readonly { readonly context: { readonly at: number } }[];
}

const at = (view: View, c: number): number => (c === 0 ? view.alone : view.others[c - 1])?.context.at ?? -1;
const index = fc.nat(3);

/** Functions of few components and of many, some of which look at another component only where the first says so. */
const read: fc.Arbitrary<(view: View) => number> = fc.oneof(
  index.map((c) => (view: View) => at(view, c)),
  fc.tuple(index, index).map(
    ([a, b]) =>
      (view: View) =>
        Number(at(view, a) < at(view, b)),
  ),
  fc.tuple(index, index, index).map(
    ([a, b, c]) =>
      (view: View) =>
        at(view, a) > 2 ? at(view, b) : at(view, c),
  ),
  fc.constant((view: View) => at(view, 0) + view.others.reduce((sum, _, i) => sum + at(view, i + 1), 0)),
  fc.constant((view: View) => 1000 * at(view, 0) - 1),
  fc.constant(() => 1),
);

describe('a function of the state', () => {
  test('has the same answers from the table, the tree and itself, while components grow', async () => {
    await fc.assert(
      fc.asyncProperty(read, fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9)), async (f, [first, ...mosts]) => {
        const system = counters(first, ...mosts);
        const product = new Product(system, configure(system, {}));
        const watched = new WatchedView(product);
        const plain = new WatchedView(product);
        const reading = new StateReading(watched, 'the function', (view) => f(view as View), 1);
        const holds = (states: Uint32Array, offset: number): boolean => {
          const answer = f(plain.look(states, offset) as View);
          expect([reading.of(states, offset), reading.of(states, offset)]).toEqual([answer, answer]);
          return true;
        };
        const { counts } = await explore(product, [{ holds }]);
        expect(counts.states).toBe([first, ...mosts].reduce((all, most) => all * (most + 1), 1));
      }),
      { numRuns: 60 },
    );
  });

  test('is asked once for each combination that it reads, twice for the first ones', async () => {
    const system = counters(9, 49, 49, 0);
    const product = new Product(system, configure(system, {}));
    let asked = 0;
    const sum = (view: View): number => {
      asked++;
      return at(view, 1) + at(view, 2);
    };
    const reading = new StateReading(new WatchedView(product), 'the sum', (view) => sum(view as View));
    const holds = (states: Uint32Array, offset: number): boolean => reading.of(states, offset) >= 0;
    const { counts } = await explore(product, [{ holds }]);
    expect(counts.states).toBe(25_000);
    expect(asked).toBe(2_500 + 500);
  });

  test('is refused where it reads one thing first and then another', async () => {
    const system = counters(99, 9, 9, 0);
    const product = new Product(system, configure(system, {}));
    let turn = 0;
    const fickle = (view: View): number => (++turn % 7 === 0 ? at(view, 2) : at(view, 1));
    const reading = new StateReading(new WatchedView(product), 'the fickle one', (view) => fickle(view as View), 1);
    const { ending } = await explore(product, [{ holds: (states, offset) => reading.of(states, offset) >= 0 }]);
    expect(ending.kind).toBe('fault');
    expect(
      problemOf(() => {
        throw (ending as { cause: unknown }).cause;
      }).code,
    ).toBe('PL-106');
  });
});
