import { describe, expect, test } from 'vitest';
import { and, assign, createMachine, not } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import type { AnyMachine } from '../../checker/language/machine.ts';
import { explore } from '../../checker/search/explore.ts';
import { plain, systemOf } from '../small-system.ts';
import { expectAgreement } from './agreement.ts';
import { naiveSearch } from './naive.ts';

interface Seen {
  readonly type: string;
  readonly a: number;
  readonly b?: boolean;
  readonly deep: { readonly list: readonly number[] };
}
type Args = { readonly context: { readonly n: number }; readonly event: Seen };

/** Every way to look at a payload, each as a number from 0 to 3. */
const ways: Readonly<Record<string, (event: Seen) => number>> = {
  'no field': () => 1,
  'one field': (event) => event.a,
  'one field, destructured': ({ a }) => a,
  'all fields but one, destructured': ({ a, ...rest }) => (a + Object.keys(rest).length) % 4,
  'a nested field': ({ deep }) => deep.list.length,
  'a nested field, destructured': ({
    deep: {
      list: [first = 3],
    },
  }) => first % 4,
  'a field that is absent from some': (event) => (event.b === undefined ? 3 : Number(event.b)),
  'the operator in': (event) => Number('b' in event),
  'Object.hasOwn': (event) => Number(Object.hasOwn(event, 'b')),
  'Object.keys': (event) => Object.keys(event).length % 4,
  'Object.values': (event) => Object.values(event).filter((value) => value === true).length,
  'Object.entries': (event) => Object.entries(event).length % 4,
  'for … in': (event) => {
    let count = 0;
    for (const _ in event) count++;
    return count % 4;
  },
  spread: (event) => ({ ...event }).a,
  'Object.assign': (event) => Object.assign({ a: 3 }, event).a,
  'JSON.stringify': (event) => JSON.stringify(event).length % 4,
  structuredClone: (event) => structuredClone({ ...event }).a,
  'Reflect.get': (event) => Number(Reflect.get(event, 'a')),
  'Reflect.ownKeys': (event) => Reflect.ownKeys(event).length % 4,
  'a property descriptor': (event) => Number(Object.getOwnPropertyDescriptor(event, 'a')?.value),
  propertyIsEnumerable: (event: Seen) => Number(Object.prototype.propertyIsEnumerable.call(event, 'b')),
  'one field only after another': (event) => (event.a === 1 && event.b === true ? 2 : 0),
  'a field whose name is computed': (event) => Number(event[`${'a'}` as 'a']),
};

const menu: readonly Omit<Seen, 'type'>[] = [0, 1, 2].flatMap((a) =>
  [undefined, false, true].flatMap((b) =>
    [[], [1], [2, 3]].map((list) => ({ a, ...(b === undefined ? {} : { b }), deep: { list } })),
  ),
);

function counter(guard: unknown, actions: unknown): AnyMachine {
  return createMachine({ id: 'm', context: { n: 0 }, on: { E: { guard, actions } } } as never) as unknown as AnyMachine;
}

function system(machine: AnyMachine): ReturnType<typeof systemOf> {
  return systemOf({ components: { m: machine }, events: { E: menu } });
}

const keep = assign({});
const yes = (): boolean => true;

describe('events that differ only in what a machine does not look at are asked once, and no others', () => {
  test.each(Object.entries(ways))('a guard that looks by: %s', async (_, look) => {
    const guarded = ({ context, event }: Args): boolean => look(event) !== context.n;
    const next = assign({ n: ({ context }: Args) => (context.n + 1) % 4 } as never);
    const tried = system(counter(guarded, next));
    await expectAgreement(tried, plain(tried), naiveSearch(tried, plain(tried), 100) as never);
  });

  test.each(Object.entries(ways))('an action that looks by: %s', async (_, look) => {
    const update = assign({ n: ({ event }: Args) => look(event) } as never);
    const tried = system(counter(yes, update));
    await expectAgreement(tried, plain(tried), naiveSearch(tried, plain(tried), 100) as never);
  });

  test.each(Object.entries(ways))('an action behind a guard that looks elsewhere: %s', async (_, look) => {
    const guard = and([
      ({ event }: Args) => event.a !== 1,
      not(({ event }: Args) => event.deep.list.length === 1),
    ] as never);
    const update = assign({ n: ({ context, event }: Args) => (context.n + look(event)) % 4 } as never);
    const tried = system(counter(guard, update));
    await expectAgreement(tried, plain(tried), naiveSearch(tried, plain(tried), 100) as never);
  });

  test('the whole event kept in the context is looked at whole', async () => {
    const whole = assign((({ event }: Args) => ({ n: 0, last: event })) as never);
    const tried = system(counter(yes, whole));
    const naive = naiveSearch(tried, plain(tried), 100);
    expect(naive?.states.size).toBe(1 + menu.length);
    await expectAgreement(tried, plain(tried), naive as never);
  });

  test('the event returned as the new context is looked at whole', async () => {
    const tried = system(counter(yes, assign((({ event }: Args) => event) as never)));
    const naive = naiveSearch(tried, plain(tried), 100);
    // The event's type is `E` in each, and the counter stays.
    expect(naive?.states.size).toBeGreaterThan(menu.length / 2);
    await expectAgreement(tried, plain(tried), naive as never);
  });

  test.each<[string, (event: Seen) => number, number]>([
    ['nothing', () => 1, 1],
    ['one field of three values', (event) => event.a, 3],
    ['two fields of three values', (event) => event.a + Number(event.b ?? 0), 9],
    ['everything', (event) => JSON.stringify(event).length, menu.length],
  ])('a guard that looks at %s is asked as often as it can tell payloads apart', async (_, look, asked) => {
    const tried = system(counter(({ event }: Args) => look(event) >= 0, keep));
    const product = new Product(tried, plain(tried));
    await explore(product, []);
    const [machine] = product.components;
    // One local state; each family of payloads once for its guard and once for its step.
    expect(machine?.calls).toBe(2 * asked);
    expect(machine?.entries).toBe(menu.length);
  });

  test('what one local state looks at is not asked of another', async () => {
    const guard = ({ context, event }: Args): boolean => context.n > 0 || event.a >= 0;
    const tried = system(counter(guard, assign({ n: 1 })));
    const product = new Product(tried, plain(tried));
    await explore(product, []);
    // Three payloads to tell apart at 0, none at 1; guard and step each.
    expect(product.components[0]?.calls).toBe(2 * (3 + 1));
  });

  test.each([0, 29, 30, 31, 32, 39])('field %i of forty is told apart from the others', async (field) => {
    const wide = [0, 1, 2].flatMap((value) =>
      [field, (field + 1) % 40].map((f) =>
        Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, i === f ? value + 1 : 0])),
      ),
    );
    const look = ({ event }: { event: Record<string, number> }): number => event[`f${field}`] ?? 0;
    const machine = counter(yes, assign({ n: look } as never));
    const tried = systemOf({ components: { m: machine }, events: { E: wide } });
    const naive = naiveSearch(tried, plain(tried), 100);
    expect(naive?.states.size).toBe(4);
    await expectAgreement(tried, plain(tried), naive as never);
  });
});
