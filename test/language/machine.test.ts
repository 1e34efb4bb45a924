/**
 * The pure subset, refusal by refusal and impurity by impurity. Long because it is a list: one line or one small machine for each
 * feature, and the machines are clearest beside what is said of them.
 */

import { describe, expect, test } from 'vitest';
import {
  type AnyStateMachine,
  and,
  assign,
  cancel,
  createMachine,
  emit,
  enqueueActions,
  fromPromise,
  initialTransition,
  log,
  not,
  or,
  raise,
  sendTo,
  setup,
  spawnChild,
  stateIn,
  stopChild,
  transition,
} from 'xstate';
import type { AnyMachine, LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { always } from '../../checker/language/property.ts';
import { readMachine } from '../../checker/language/read-machine.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { problemOf } from '../problem-of.ts';
import { plain, systemOf } from '../small-system.ts';

/** A machine of any config: the types of xstate would refuse half of what has to be tried. */
function machineOf(config: object, implementations: object = {}): AnyMachine {
  return createMachine({ id: 'door', ...config } as never, implementations as never) as unknown as AnyMachine;
}

/** A machine with one state `shut` in which E runs this guard. */
function guardedBy(guard: unknown, context: object = {}): AnyMachine {
  return machineOf({ context, initial: 'shut', states: { shut: { on: { E: { guard, target: 'open' } } }, open: {} } });
}

/** A machine with one state `shut` in which E runs these actions. */
function acting(actions: unknown, context: object = {}): AnyMachine {
  return machineOf({ context, initial: 'shut', states: { shut: { on: { E: { actions } } } } });
}

const promise = fromPromise(async () => 1);
const nothing = (): void => {};

type Refused = readonly [feature: string, machine: () => AnyMachine, found: RegExp, state: RegExp];

const inShut = /^machine door, state door\.shut/;

const refused: readonly Refused[] = [
  ['after', () => machineOf({ initial: 'shut', states: { shut: { after: { 1000: 'shut' } } } }), /after/, inShut],
  ['invoke', () => machineOf({ initial: 'shut', states: { shut: { invoke: { src: promise } } } }), /invoke/, inShut],
  ['spawnChild', () => acting(spawnChild(promise)), /spawnChild/, inShut],
  ['sendTo', () => acting(sendTo('other', { type: 'E' })), /sendTo/, inShut],
  ['raise', () => acting(raise({ type: 'E' })), /raise/, inShut],
  ['emit', () => acting(emit({ type: 'E' })), /emit/, inShut],
  ['log', () => acting(log('x')), /log/, inShut],
  ['cancel', () => acting(cancel('x')), /cancel/, inShut],
  ['stopChild', () => acting(stopChild('x')), /stopChild/, inShut],
  ['enqueueActions', () => acting(enqueueActions(nothing)), /enqueueActions/, inShut],
  ['a plain function as an action', () => acting(nothing), /plain function/, inShut],
  ['a plain function second in a list', () => acting([assign({}), nothing]), /plain function/, inShut],
  [
    'a plain function on entry',
    () => machineOf({ initial: 'shut', states: { shut: { entry: nothing } } }),
    /plain/,
    inShut,
  ],
  ['log on exit', () => machineOf({ initial: 'shut', states: { shut: { exit: log('x') } } }), /log/, inShut],
  [
    'raise under always',
    () =>
      machineOf({
        initial: 'shut',
        states: { shut: { always: { target: 'open', actions: raise({ type: 'E' }) } }, open: {} },
      }),
    /raise/,
    inShut,
  ],
  [
    'a plain function under onDone',
    () =>
      machineOf({
        initial: 'shut',
        states: { shut: { initial: 'a', onDone: { actions: nothing }, states: { a: { type: 'final' } } } },
      }),
    /plain function/,
    inShut,
  ],
  [
    'a plain function on the initial transition',
    () =>
      machineOf({
        initial: 'shut',
        states: { shut: { initial: { target: 'a', actions: nothing }, states: { a: {} } } },
      }),
    /plain function/,
    inShut,
  ],
  [
    'history',
    () =>
      machineOf({ initial: 'shut', states: { shut: { initial: 'a', states: { a: {}, back: { type: 'history' } } } } }),
    /history/,
    /^machine door, state door\.shut\.back$/,
  ],
  ['output', () => machineOf({ output: 1 }), /output/, /^machine door, state door$/],
  ['delays', () => machineOf({}, { delays: { soon: 10 } }), /delays/, /^machine door/],
  ['actors', () => machineOf({}, { actors: { promise } }), /actors/, /^machine door/],
  ['the wildcard', () => machineOf({ initial: 'shut', states: { shut: { on: { '*': 'shut' } } } }), /wildcard/, inShut],
  [
    'a partial wildcard',
    () => machineOf({ initial: 'shut', states: { shut: { on: { 'a.*': 'shut' } } } }),
    /wildcard/,
    inShut,
  ],
  [
    'an event of xstate itself',
    () => machineOf({ initial: 'shut', states: { shut: { on: { 'xstate.init': 'shut' } } } }),
    /internal event/,
    inShut,
  ],
  [
    'EVENT: undefined',
    () => machineOf({ initial: 'shut', states: { shut: { on: { E: undefined } } } }),
    /forbidden/,
    inShut,
  ],
  [
    'an unknown key of a state',
    () => machineOf({ initial: 'shut', states: { shut: { onEntry: 'x' } } }),
    /onEntry/,
    inShut,
  ],
  ['an unknown key of the root', () => machineOf({ predictable: true }), /predictable/, /^machine door, state door$/],
  ['an unknown key of a transition', () => machineOf({ on: { E: { when: () => false } } }), /when/, /state door\/E/],
];

describe('outside the pure subset, PL-101 names machine, state and feature and says what to do instead', () => {
  test.each(refused)('%s', (_, machine, found, state) => {
    const { code, detail } = problemOf(() => readMachine(machine(), 'door'));
    expect(code).toBe('PL-101');
    expect(detail.place).toMatch(state);
    expect(detail.found).toMatch(found);
    expect(detail.hint?.length).toBeGreaterThan(10);
  });

  test('spawn inside an assign is refused when it is called', () => {
    const spawning = assign({ child: ({ spawn }: { spawn: (logic: unknown) => unknown }) => spawn(promise) } as never);
    const machine = readMachine(acting(spawning), 'door');
    const { code, detail } = problemOf(() => machine.step(machine.initial(undefined), { type: 'E' }));
    expect(code).toBe('PL-101');
    expect(detail.place).toMatch(/^machine door, action/);
    expect(detail.found).toMatch(/spawn/);
    expect(detail.hint).toBeTruthy();
  });

  test.each(['self', 'system'])('%s inside an assign is refused when it is read', (name) => {
    const reading = assign(((args: Record<string, unknown>) => ({ seen: typeof args[name] })) as never);
    const machine = readMachine(acting(reading), 'door');
    expect(problemOf(() => machine.step(machine.initial(undefined), { type: 'E' })).code).toBe('PL-112');
  });

  test('what is not an xstate machine is refused with PL-111', () => {
    expect(problemOf(() => readMachine({ id: 'x', config: {} } as never, 'door')).code).toBe('PL-111');
  });

  test('descriptions, tags, meta and inline or named assigns are inside', () => {
    const machine = setup({ actions: { count: assign({}) }, guards: { yes: () => true } }).createMachine({
      id: 'door',
      description: 'a door',
      initial: 'shut',
      states: {
        shut: { tags: 'x', meta: {}, entry: 'count', on: { E: { guard: 'yes', target: 'shut', reenter: true } } },
      },
    });
    expect([...readMachine(machine, 'door').alphabet]).toEqual(['E']);
  });
});

describe('PL-113 names what is not implemented', () => {
  test.each<[string, () => AnyMachine, string]>([
    ['a guard', () => guardedBy('isOpen'), `guard 'isOpen'`],
    ['a guard with parameters', () => guardedBy({ type: 'isOpen', params: { x: 1 } }), `guard 'isOpen'`],
    ['a guard inside and, or, not', () => guardedBy(and([() => true, or([not('isOpen')])])), `guard 'isOpen'`],
    ['an action', () => acting('open'), `action 'open'`],
    ['an action in a list, with parameters', () => acting([assign({}), { type: 'open' }]), `action 'open'`],
    ['an entry action', () => machineOf({ entry: 'open' }), `action 'open'`],
    [
      'a guard named by an implemented guard',
      () => machineOf({ on: { E: { guard: 'a' } } }, { guards: { a: and(['b' as never]) } }),
      `guard 'b'`,
    ],
  ])('%s', (_, machine, found) => {
    const { code, detail } = problemOf(() => readMachine(machine(), 'door'));
    expect(code).toBe('PL-113');
    expect(detail.found).toBe(found);
    expect(detail.place).toMatch(/^machine door/);
  });
});

/** What the machine says when E is asked for and taken in its first state. */
function onE(machine: AnyMachine, event: MachineEvent = { type: 'E' }): void {
  const read = readMachine(machine, 'door');
  const state = read.settle(read.initial(undefined));
  if (read.enabled(state, event)) read.step(state, event);
}

const bomb = (): never => {
  throw new RangeError('out of range');
};

describe('PL-104: a guard or action throws', () => {
  test.each<[string, AnyMachine]>([
    ['guard', guardedBy(bomb)],
    ['guard inside not', guardedBy(not(bomb))],
    ['action', acting(assign(bomb))],
    ['field of an action', acting(assign({ n: bomb }))],
    [
      'entry action',
      machineOf({ on: { E: { target: '.a' } }, initial: 'b', states: { a: { entry: assign(bomb) }, b: {} } }),
    ],
    [
      'guard of an eventless transition',
      machineOf({
        context: { n: 0 },
        on: { E: { actions: assign({ n: 1 }) } },
        always: { guard: ({ context }: { context: { n: number } }) => context.n > 0 && bomb(), actions: assign({}) },
      }),
    ],
  ])('in a %s', (_, machine) => {
    const { code, detail } = problemOf(() => onE(machine));
    expect(code).toBe('PL-104');
    expect(detail.place).toMatch(/^machine door.*on E$/);
    expect(detail.found).toBe('out of range');
  });

  test('also in the initial context', () => {
    expect(problemOf(() => onE(machineOf({ context: bomb }))).code).toBe('PL-104');
  });

  test('also when a TypeError has nothing to do with mutation', () => {
    const blind = guardedBy(({ context }: { context: { a?: { b: number } } }) => (context.a as { b: number }).b > 0);
    expect(problemOf(() => onE(blind)).code).toBe('PL-104');
  });
});

interface Shelf {
  r: { n: number };
  list: { n: number }[];
  set: Set<number>;
  map: Map<string, { n: number }>;
}
type ShelfEvent = { type: 'E'; payload: { n: number[] } };
const shelf = (): Shelf => ({
  r: { n: 0 },
  list: [{ n: 2 }, { n: 1 }],
  set: new Set([1]),
  map: new Map([['a', { n: 1 }]]),
});

const mutations: Readonly<Record<string, (context: Shelf, event: ShelfEvent) => unknown>> = {
  'a record of the context': ({ r }) => r.n++,
  'the context itself': (context) => {
    context.r = { n: 1 };
  },
  'a new property': (context) => Object.assign(context, { fresh: 1 }),
  'a deleted property': ({ r }) => Reflect.deleteProperty(r, 'n') || bombOfMutation(),
  'an array that grows': ({ list }) => list.push({ n: 3 }),
  'an array that is sorted': ({ list }) => list.sort((a, b) => a.n - b.n),
  'a record in an array': ({ list }) => {
    (list[0] as { n: number }).n = 9;
  },
  'a set': ({ set }) => set.add(2),
  'a set that is emptied': ({ set }) => set.clear(),
  'a map': ({ map }) => map.set('b', { n: 1 }),
  'a record in a map': ({ map }) => {
    (map.get('a') as { n: number }).n = 9;
  },
  'the event': (_, event) => Object.assign(event, { payload: { n: [1] } }),
  'a record of the event': (_, event) => {
    event.payload = { n: [] };
  },
  'an array of the event': (_, event) => event.payload.n.push(1),
};

/** Reflect reports a refused deletion by false; the delete operator, which linters dislike, by this error. */
function bombOfMutation(): never {
  throw new TypeError("Cannot delete property 'n' of #<Object>");
}

describe('PL-105: a guard or action mutates its argument', () => {
  const frozenEvent = (): MachineEvent => {
    const n: readonly number[] = Object.freeze([]);
    return Object.freeze({ type: 'E', payload: Object.freeze({ n }) });
  };
  type Args = { context: Shelf; event: ShelfEvent };

  test.each(Object.entries(mutations))('%s, in a guard', (_, mutate) => {
    const machine = guardedBy(({ context, event }: Args) => mutate(context, event) !== bomb, shelf());
    expect(problemOf(() => onE(machine, frozenEvent())).code).toBe('PL-105');
  });

  test.each(Object.entries(mutations))('%s, in an action', (_, mutate) => {
    const machine = acting(
      assign({ n: (({ context, event }: Args) => typeof mutate(context, event)) as never }),
      shelf(),
    );
    const { code, detail } = problemOf(() => onE(machine, frozenEvent()));
    expect(code).toBe('PL-105');
    expect(detail.place).toMatch(/^machine door, action/);
  });

  test('a set in the payload of an event, found by the check of a system', async () => {
    const machine = guardedBy(({ event }: { event: { all: Set<number> } }) => event.all.add(7).size > 0);
    const system = systemOf({ components: { door: machine }, events: { E: [{ all: new Set([1]) }] } });
    const [decision] = await decide(system, plain(system), [always('true', 'Nothing.', () => true)]);
    expect(decision?.verdict).toBe('failed');
    expect(decision?.problem?.code).toBe('PL-105');
  });

  test('but a copy that is changed is no mutation', () => {
    const copying = assign(({ context }: { context: Shelf }) => {
      const list = [...context.list].sort((a, b) => a.n - b.n);
      const set = new Set(context.set).add(5);
      return { list, set };
    });
    const machine = readMachine(acting(copying, shelf()), 'door');
    const next = machine.step(machine.settle(machine.initial(undefined)), { type: 'E' });
    expect(next.context).toMatchObject({ list: [{ n: 1 }, { n: 2 }], set: new Set([1, 5]) });
  });
});

describe('PL-106: two answers for one input', () => {
  test('a guard that alternates is found at once', () => {
    let calls = 0;
    expect(problemOf(() => onE(guardedBy(() => calls++ % 2 === 0))).code).toBe('PL-106');
  });

  test('an action that counts is found at once', () => {
    let calls = 0;
    expect(problemOf(() => onE(acting(assign({ n: () => calls++ })))).code).toBe('PL-106');
  });

  const holds = always('true', 'Nothing.', () => true);
  /** The code of what the check of a system with this machine alone says. */
  async function found(machine: AnyMachine): Promise<string | undefined> {
    const system = systemOf({ components: { door: machine }, events: { E: [{}] } });
    const [decision] = await decide(system, plain(system), [holds]);
    return decision?.problem?.code;
  }

  test.each([1, 2, 3])(
    'a guard that closes after %i pairs of calls is found at the latest by the recheck',
    async (pairs) => {
      let calls = 0;
      expect(await found(guardedBy(() => calls++ < 2 * pairs))).toBe('PL-106');
    },
  );

  test.each([1, 2])('a guard that opens after %i calls is found at the latest by the recheck', async (closed) => {
    let calls = 0;
    expect(await found(guardedBy(() => calls++ >= closed))).toBe('PL-106');
  });

  test('an action that changes its mind after two calls is found at the latest by the recheck', async () => {
    let calls = 0;
    expect(await found(acting(assign({ n: () => (calls++ < 2 ? 1 : 2) }), { n: 0 }))).toBe('PL-106');
  });

  test('a guard that looks at what another guard left behind is found at the latest by the recheck', async () => {
    let seen = false;
    const machine = machineOf({
      context: { n: 0 },
      on: {
        E: [
          { guard: () => seen, actions: assign({ n: 2 }) },
          { guard: ({ context }: { context: { n: number } }) => (seen = context.n === 1), actions: assign({ n: 1 }) },
          { actions: assign({ n: 1 }) },
        ],
      },
    });
    expect(await found(machine)).toBe('PL-106');
  });

  test('and a pure machine passes the same check', async () => {
    expect(await found(guardedBy(() => true))).toBeUndefined();
  });
});

describe('PL-112: clocks and chance', () => {
  const sources: Readonly<Record<string, () => unknown>> = {
    'Math.random': () => Math.random() < 2,
    'Date.now': () => Date.now() > 0,
    'new Date()': () => new Date().getFullYear() > 0,
    'Date()': () => Date().length > 0,
  };

  test.each(Object.entries(sources))('%s in a guard', (name, source) => {
    const { code, detail } = problemOf(() => onE(guardedBy(source)));
    expect(code).toBe('PL-112');
    expect(detail.place).toMatch(/^machine door, guard/);
    expect(detail.place).toContain(name);
    expect(detail.hint).toBeTruthy();
  });

  test.each(Object.entries(sources))('%s in an action', (name, source) => {
    const { code, detail } = problemOf(() => onE(acting(assign({ n: source }))));
    expect(code).toBe('PL-112');
    expect(detail.place).toContain(name);
  });

  test.each(Object.entries(sources))('%s in the initial context', (_, source) => {
    expect(problemOf(() => onE(machineOf({ context: () => ({ n: source() }) }))).code).toBe('PL-112');
  });

  test.each(Object.entries(sources))('%s in the parameters of a guard or action', (_, source) => {
    const params = (): object => ({ n: source() });
    const guards = { g: () => true };
    const actions = { a: assign({}) };
    const guarded = machineOf({ on: { E: { guard: { type: 'g', params } } } }, { guards });
    const active = machineOf({ on: { E: { actions: { type: 'a', params } } } }, { actions });
    expect(problemOf(() => onE(guarded)).code).toBe('PL-112');
    expect(problemOf(() => onE(active)).code).toBe('PL-112');
  });

  test('a date of a given time is no clock, and the clocks run on after a refusal', () => {
    onE(guardedBy(() => new Date(0).getTime() === 0 && new Date(2020, 1) instanceof Date));
    const { random } = Math;
    const { now } = Date;
    problemOf(() => onE(guardedBy(sources['Math.random'])));
    problemOf(() => onE(guardedBy(sources['Date.now'])));
    expect([Math.random, Date.now]).toEqual([random, now]);
  });
});

describe('eventless transitions', () => {
  const counting = (last: number): AnyMachine =>
    machineOf({
      context: { n: 0 },
      initial: 'rest',
      states: {
        rest: { on: { E: 'count' } },
        count: {
          always: {
            guard: ({ context }: { context: { n: number } }) => context.n < last,
            actions: assign({ n: ({ context }: { context: { n: number } }) => context.n + 1 } as never),
          },
        },
      },
    });

  test('that never come to rest are refused with PL-110', () => {
    const { code, detail } = problemOf(() => onE(counting(Number.POSITIVE_INFINITY)));
    expect(code).toBe('PL-110');
    expect(detail.place).toMatch(/^machine door, E$/);
  });

  test('that form a ring are refused with PL-110, also when the machine starts in it', () => {
    const ring = machineOf({ initial: 'a', states: { a: { always: 'b' }, b: { always: 'a' } } });
    expect(problemOf(() => onE(ring)).code).toBe('PL-110');
  });

  test('may be many', () => {
    const machine = readMachine(counting(500), 'door');
    expect(machine.step(machine.initial(undefined), { type: 'E' }).context).toEqual({ n: 500 });
  });
});

describe('enabled and disabled', () => {
  test('a transition without target and actions is an enabled self-loop, although xstate’s `can` denies it', () => {
    const config = { initial: 'shut', states: { shut: { on: { E: {}, F: { guard: () => false } } } } };
    const machine = readMachine(machineOf(config), 'door');
    const state = machine.initial(undefined);
    expect(machine.enabled(state, { type: 'E' })).toBe(true);
    expect(machine.enabled(state, { type: 'F' })).toBe(false);
    expect(machine.enabled(state, { type: 'G' })).toBe(false);
    expect(machine.key(machine.step(state, { type: 'E' }))).toBe(machine.key(state));
    expect((state as unknown as { can(event: object): boolean }).can({ type: 'E' })).toBe(false);
  });

  test('a machine that is done refuses everything, the transitions of its root included', () => {
    const machine = readMachine(
      machineOf({ initial: 'a', on: { E: {}, F: '.a' }, states: { a: { on: { E: 'b' } }, b: { type: 'final' } } }),
      'door',
    );
    const start = machine.initial(undefined);
    const done = machine.step(start, { type: 'E' });
    expect(done.status).toBe('done');
    expect(['E', 'F'].map((type) => machine.enabled(start, { type }))).toEqual([true, true]);
    expect(['E', 'F'].map((type) => machine.enabled(done, { type }))).toEqual([false, false]);
  });

  test('a finished child does not finish its parent', () => {
    const machine = readMachine(
      machineOf({
        initial: 'a',
        states: { a: { initial: 'x', on: { E: 'b' }, states: { x: { type: 'final' } } }, b: { type: 'final' } },
      }),
      'door',
    );
    const start = machine.initial(undefined);
    expect(start.status).toBe('active');
    expect(machine.enabled(start, { type: 'E' })).toBe(true);
  });

  test('done and active with equal value and context are two local states', () => {
    const machine = readMachine(machineOf({ initial: 'a', states: { a: { type: 'final' } } }), 'door');
    const done = machine.initial(undefined);
    expect(machine.key({ ...done, status: 'active' })).not.toBe(machine.key(done));
  });
});

describe('guards with and, or, not and stateIn', () => {
  const bits = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ({ a: n >= 4, b: n % 4 >= 2, c: n % 2 === 1 }));

  test.each(bits)('say what the connectives say, at a = $a, b = $b, c = $c', (context) => {
    type Bits = { context: { a: boolean; b: boolean; c: boolean } };
    const guards = {
      a: (args: Bits) => args.context.a,
      b: (args: Bits) => args.context.b,
      c: (args: Bits) => args.context.c,
      neither: not(or(['a' as never, 'b' as never])),
    };
    const formula = or([
      and(['a', not('b')] as never),
      and([not('a' as never), 'b' as never, 'c' as never]),
      'neither' as never,
    ]);
    const machine = readMachine(machineOf({ context, on: { E: { guard: formula } } }, { guards }), 'door');
    const { a, b, c } = context;
    expect(machine.enabled(machine.initial(undefined), { type: 'E' })).toBe((a && !b) || (!a && b && c) || !(a || b));
  });

  test('stateIn looks at the machine’s own other region', () => {
    const machine = readMachine(
      machineOf({
        type: 'parallel',
        states: {
          left: { initial: 'off', states: { off: { on: { L: 'on' } }, on: {} } },
          right: {
            initial: 'off',
            states: { off: { on: { R: { guard: stateIn({ left: 'on' }), target: 'on' } } }, on: {} },
          },
        },
      }),
      'door',
    );
    const start = machine.initial(undefined);
    const lit = machine.step(start, { type: 'L' });
    expect(machine.enabled(start, { type: 'R' })).toBe(false);
    expect(machine.enabled(lit, { type: 'R' })).toBe(true);
    expect(machine.step(lit, { type: 'R' }).value).toEqual({ left: 'on', right: 'on' });
  });

  test('guards are counted: passed and refused', () => {
    const machine = readMachine(
      guardedBy(({ event }: { event: { n: number } }) => event.n > 1),
      'door',
    );
    const start = machine.initial(undefined);
    for (const n of [0, 1, 2]) machine.enabled(start, { type: 'E', n });
    expect([...machine.guards.values()]).toEqual([{ passed: 1, refused: 2 }]);
  });
});

describe('a machine with everything in it', () => {
  const say = (word: string): unknown =>
    assign({ said: ({ context }: { context: { said: readonly string[] } }) => [...context.said, word] } as never);
  const config = {
    id: 'door',
    context: { said: [] },
    initial: 'house',
    entry: say('+root'),
    states: {
      house: {
        type: 'parallel',
        entry: say('+house'),
        exit: say('-house'),
        onDone: { target: 'sold', actions: say('done') },
        states: {
          lock: {
            initial: 'open',
            states: {
              open: { entry: say('+open'), exit: say('-open'), on: { TURN: { target: 'shut', actions: say('turn') } } },
              shut: { entry: say('+shut'), type: 'final' },
            },
          },
          alarm: {
            initial: 'off',
            states: {
              off: { always: { guard: stateIn({ house: { lock: 'shut' } }), target: 'armed', actions: say('auto') } },
              armed: { entry: say('+armed'), on: { RING: 'ringing', TURN: {} } },
              ringing: { type: 'final', entry: say('+ringing') },
            },
          },
        },
        on: { RESET: { target: 'house', reenter: true, actions: say('reset') } },
      },
      sold: { entry: say('+sold'), on: { RESET: 'house' } },
    },
  };

  test('enters, leaves and acts in the order of the SCXML algorithm', () => {
    const machine = readMachine(machineOf(config), 'door');
    let state = machine.initial(undefined);
    for (const type of ['TURN', 'RING']) state = machine.step(machine.settle(state), { type });
    expect(state.value).toBe('sold');
    expect((state.context as { said: string[] }).said).toEqual([
      ...[
        '+root',
        '+house',
        '+open',
        '-open',
        'turn',
        '+shut',
        'auto',
        '+armed',
        '+ringing',
        '-house',
        'done',
        '+sold',
      ],
    ]);
  });

  test('does exactly what xstate’s own functions do, on every sequence of four events', () => {
    const machine = machineOf(config);
    const read = readMachine(machine, 'door');
    const xstate = machine as unknown as AnyStateMachine;
    const types = ['TURN', 'RING', 'RESET', 'OTHER'];
    for (let n = 0; n < types.length ** 4; n++) {
      let ours = read.initial(undefined);
      let [theirs] = initialTransition(xstate);
      for (let rest = n, i = 0; i < 4; rest = Math.floor(rest / types.length), i++) {
        const event = { type: types[rest % types.length] as string };
        const accepted = theirs.status === 'active' && xstate.getTransitionData(theirs, event).length > 0;
        expect(read.enabled(ours, event)).toBe(accepted);
        if (!accepted) continue;
        ours = read.settle(read.step(ours, event));
        [theirs] = transition(xstate, theirs, event);
        expect(read.key(ours)).toBe(read.key(theirs as unknown as LocalState));
      }
    }
  });
});
