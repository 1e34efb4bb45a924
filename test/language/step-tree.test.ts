import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, createMachine, not, or } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import type { AnyMachine, LocalState, ReadMachine } from '../../checker/language/machine.ts';
import { readMachine } from '../../checker/language/read-machine.ts';
import { explore } from '../../checker/search/explore.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain } from '../small-system.ts';

type Args = { readonly context: { readonly n: number }; readonly event: { readonly k: number } };

const next = assign({ n: ({ context, event }: Args) => (context.n + event.k) % 5 } as never);
const isSmall = ({ context }: Args): boolean => context.n < 2;
const isOdd = ({ event }: Args): boolean => event.k % 2 === 1;

/** Regions, eventless steps, entry and exit, guards that are asked or not by what others answered. */
const busy = {
  id: 'busy',
  context: { n: 0 },
  type: 'parallel',
  states: {
    left: {
      initial: 'a',
      states: {
        a: {
          on: {
            GO: [
              { guard: not(isSmall as never), target: 'b', actions: next },
              { guard: isOdd, target: 'c' },
            ],
          },
        },
        b: { entry: next, always: { guard: or([isSmall, isOdd] as never), target: 'a' }, on: { GO: { target: 'a' } } },
        c: { exit: next, on: { GO: { guard: { type: 'atLeast', params: { least: 3 } }, target: 'a' }, BACK: 'a' } },
      },
    },
    right: {
      initial: 'x',
      states: { x: { on: { GO: { guard: isOdd, target: 'y', actions: [next, next] } } }, y: { on: { BACK: 'x' } } },
    },
  },
};
const implementations = {
  guards: { atLeast: ({ context }: Args, { least }: { least: number }) => context.n >= least },
};

/** onDone runs on an event that xstate raises itself. */
const finishing = {
  id: 'finishing',
  context: { n: 0 },
  initial: 'work',
  states: {
    work: {
      initial: 'a',
      onDone: { target: 'rest', actions: next },
      states: {
        a: { on: { GO: [{ guard: isOdd, target: 'end', actions: next }, { actions: next }] } },
        end: { type: 'final' },
      },
    },
    rest: { on: { BACK: 'work' } },
  },
};

/** A combinator drops the parameters of whoever names it. */
const computing = {
  id: 'computing',
  context: { n: 0 },
  on: {
    GO: {
      guard: { type: 'either', params: ({ event }: Args) => event.k },
      actions: { type: 'add', params: ({ event }: Args) => ({ by: event.k }) },
    },
    BACK: { actions: assign({ n: 0 }) },
  },
};
const computed = {
  guards: { either: or([isSmall, ((_: Args, k: unknown) => k === undefined) as never] as never) },
  actions: { add: assign({ n: (({ context }: Args, { by }: { by: number }) => (context.n + by) % 7) as never }) },
};

const machines: Readonly<Record<string, () => AnyMachine>> = {
  'regions and eventless steps': () => createMachine(busy as never, implementations as never) as never,
  'an event that xstate raises': () => createMachine(finishing as never) as never,
  'computed parameters': () => createMachine(computing as never, computed as never) as never,
};

const events = [
  ...[0, 1, 2, 3].map((k) => ({ type: 'GO', k })),
  ...[0, 1].map((k) => ({ type: 'BACK', k })),
  { type: 'NEVER', k: 0 },
];

/** Every answer of a reader on every reachable local state, as text. */
function answers(machine: ReadMachine): readonly string[] {
  const seen = new Map<string, LocalState>();
  const found: string[] = [];
  const first = machine.settle(machine.initial(undefined));
  seen.set(machine.key(first), first);
  for (const [key, state] of seen) {
    for (const event of events) {
      const accepted = machine.enabled(state, event);
      const after = accepted ? machine.settle(machine.step(state, event)) : undefined;
      const again = machine.stepByXstate(state, event);
      expect(again === undefined ? undefined : machine.key(again)).toBe(after && machine.key(after));
      expect(machine.chosen(state, event).length > 0).toBe(accepted);
      found.push(`${key} ${event.type} ${event.k} ${after && machine.key(after)}`);
      if (after !== undefined && !seen.has(machine.key(after))) seen.set(machine.key(after), after);
    }
  }
  expect(seen.size).toBeGreaterThan(3);
  return found;
}

describe('the ways of a machine that were remembered', () => {
  test.each(Object.entries(machines))('are those of xstate: %s', (_, make) => {
    const machine = make();
    const learning = answers(readMachine(machine, 'first'));
    expect(answers(readMachine(machine, 'second'))).toEqual(learning);
    expect(answers(readMachine(make(), 'another'))).toEqual(learning);
  });

  test.each(Object.entries(machines))(
    'count every guard for whoever asks, as often as xstate asks it: %s',
    (_, make) => {
      const machine = make();
      const [learning, walking] = [readMachine(machine, 'first'), readMachine(machine, 'second')];
      for (const reader of [learning, walking]) {
        let state = reader.settle(reader.initial(undefined));
        for (let i = 0; i < 200; i++) {
          const event = events[(i * 5) % events.length] as (typeof events)[number];
          if (reader.enabled(state, event)) state = reader.settle(reader.step(state, event));
        }
      }
      expect([...walking.guards]).toEqual([...learning.guards]);
      expect([...learning.guards.values()].some(({ passed, refused }) => passed + refused > 20)).toBe(true);
    },
  );

  test('say nothing of what a machine answers: two readers with other contexts walk the same tree', () => {
    const counter = createMachine({
      id: 'counter',
      context: ({ input }: { input: number }) => ({ n: input }),
      on: {
        GO: [
          { guard: isSmall, actions: next },
          { guard: isOdd, actions: assign({ n: 0 }) },
        ],
      },
    } as never) as unknown as AnyMachine;
    const [one, two] = [0, 4].map((input) => {
      const reader = readMachine(counter, `from ${input}`);
      return { reader, state: reader.settle(reader.initial(input)) };
    }) as [{ reader: ReadMachine; state: LocalState }, { reader: ReadMachine; state: LocalState }];
    expect(one.reader.step(one.state, { type: 'GO', k: 3 }).context).toEqual({ n: 3 });
    expect(two.reader.step(two.state, { type: 'GO', k: 3 }).context).toEqual({ n: 0 });
    expect(two.reader.enabled(two.state, { type: 'GO', k: 2 })).toBe(false);
    expect([...one.reader.guards.values()].map(({ passed }) => passed)).toEqual([1, 0]);
    expect([...two.reader.guards.values()].map(({ passed, refused }) => [passed, refused])).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  test('fill no table of a random machine with anything that xstate itself would not', async () => {
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system }) => {
        const product = new Product(system, plain(system));
        await explore(product, [], { limits: { states: 400 } });
        // Throws PL-106 where an entry or a refusal is another one than xstate's.
        for (const component of product.components) component.recheck(Number.POSITIVE_INFINITY);
      }),
      { seed: 0x57e9, numRuns: 150 },
    );
  });
});
