import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import type { LocalState } from '../../checker/language/machine.ts';
import { always, conceals, enforceable, leadsTo, type Property, reachable } from '../../checker/language/property.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { defineTheorem, type Hypothesis, type Lattice, type Theorem } from '../../checker/language/theorem.ts';
import { decideLattice, type LatticeResult } from '../../checker/verdict/lattice.ts';

const names = ['p', 'q', 'r', 's'] as const;
type View = { readonly m: LocalState<{ readonly dropped: readonly string[]; readonly moved: boolean }> };
type Sets = readonly (readonly string[])[];

const machine = setup({
  types: {} as {
    context: { dropped: readonly string[]; moved: boolean };
    events: { type: 'MOVE' };
    input: readonly string[];
  },
}).createMachine({
  id: 'm',
  context: ({ input }) => ({ dropped: input, moved: false }),
  on: { MOVE: { actions: assign({ moved: true }) } },
});

/** A system in which the goal depends on the powers alone: it holds where some given set of hypotheses is wholly kept. */
const system: System<View> = defineSystem<View, never, (typeof names)[number]>({
  name: 'powers',
  says: 'Four powers.',
  powers: Object.fromEntries(names.map((name) => [name, { kind: 'toggle' as const, says: name }])) as never,
  parties: { anyone: 'environment' },
  compose: ({ powers }) => ({
    components: {
      m: component(
        machine as never,
        names.filter((name) => powers[name] === true),
      ),
    } as never,
    events: { MOVE: { owner: 'anyone', payloads: [{}] } },
  }),
});

/** It holds where some given set of hypotheses is wholly kept. */
function kept(sufficient: Sets): Property<View> {
  return always<View>(
    'goal',
    'It holds.',
    ({ m: { context } }) =>
      !context.moved || sufficient.some((set) => set.every((name) => !context.dropped.includes(name))),
  );
}

function latticeOf(goal: Property<View>, expected: Sets = []): { theorem: Theorem<View>; lattice: Lattice<View> } {
  const hypotheses = Object.fromEntries(
    names.map((name): [string, Hypothesis] => [name, { says: name, dropped: { powers: { [name]: true } } }]),
  );
  const lattice: Lattice<View> = {
    id: 'l',
    says: 'L.',
    system,
    goal,
    instance: 'only',
    hypotheses,
    expect: { minimalSufficient: expected },
  };
  return {
    theorem: defineTheorem<View>({
      item: '9.9.9',
      title: 'T',
      says: 'T.',
      instances: { only: {} },
      claims: [],
      lattices: [lattice],
    }),
    lattice,
  };
}

function decideSets(sufficient: Sets, expected?: Sets): Promise<LatticeResult> {
  const { theorem, lattice } = latticeOf(kept(sufficient), expected);
  return decideLattice(theorem, lattice);
}

const subsets: Sets = Array.from({ length: 16 }, (_, bits) => names.filter((_name, i) => (bits >> i) & 1));
const isWithin = (small: readonly string[], large: readonly string[]): boolean =>
  small.every((one) => large.includes(one));
const text = (sets: Sets): readonly string[] => sets.map((set) => [...set].sort().join(' ')).sort();

describe('the lattice of hypotheses', () => {
  test('agrees with looking at every subset, for random monotone goals (seed 0x1a77)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.subarray([...names]), { maxLength: 4 }), async (sufficient) => {
        const isEnough = (set: readonly string[]): boolean => sufficient.some((one) => isWithin(one, set));
        const enough = subsets.filter(isEnough);
        const short = subsets.filter((set) => !isEnough(set));
        const minimal = enough.filter(
          (set) => !enough.some((other) => other.length < set.length && isWithin(other, set)),
        );
        const maximal = short.filter(
          (set) => !short.some((other) => other.length > set.length && isWithin(set, other)),
        );
        const result = await decideSets(sufficient);
        expect(text(result.minimalSufficient)).toEqual(text(minimal));
        expect(text(result.maximalInsufficient.map(({ holding }) => holding))).toEqual(text(maximal));
        for (const { holding, dropped, trace } of result.maximalInsufficient) {
          expect([...holding, ...dropped].sort()).toEqual([...names]);
          expect(trace.steps.map(({ type }) => type)).toEqual(['MOVE']);
          expect(names.filter((name) => trace.configuration.powers[name] === true)).toEqual(dropped);
        }
        expect(result.checked + result.pruned).toBe(16);
        expect(result.met).toBe(text(minimal).length === 0);
      }),
      { seed: 0x1a77, numRuns: 80 },
    );
  });

  test('settles most sets without a run', async () => {
    const result = await decideSets([['p', 'q']]);
    expect(result.checked).toBeLessThan(10);
    expect(result.pruned).toBe(16 - result.checked);
  });

  test('is met by the expected sets in any order, and by no others', async () => {
    const sufficient = [['p', 'q'], ['r']];
    expect((await decideSets(sufficient, [['r'], ['q', 'p']])).met).toBe(true);
    for (const wrong of [[['r']], [['r'], ['p']], [['r'], ['p', 'q'], ['s']], []] as Sets[]) {
      const result = await decideSets(sufficient, wrong);
      expect([result.met, result.misses.length]).toEqual([false, 1]);
    }
  });

  test('claims nothing when a set is undecided', async () => {
    const { theorem, lattice } = latticeOf(kept([['p']]), [['p']]);
    const result = await decideLattice(theorem, lattice, { limits: { depth: 0 } });
    expect(result.undecided?.verdict).toBe('bounded');
    expect([result.met, result.minimalSufficient, result.pruned]).toEqual([false, [], 0]);
  });

  test('is the same twice', async () => {
    const [one, two] = [await decideSets([['p', 's'], ['q']]), await decideSets([['p', 's'], ['q']])];
    expect({ ...one, seconds: 0 }).toEqual({ ...two, seconds: 0 });
  });
});

type Spot = { readonly m: LocalState };

/** Work leads to the end. A stall is in the way of it unless there is rescue; whoever hides is one of two. */
const yard: System<Spot> = defineSystem<Spot, never, 'rescue' | 'stall'>({
  name: 'yard',
  says: 'Two powers, of which one mends what the other breaks.',
  powers: { rescue: { kind: 'toggle', says: 'a way out' }, stall: { kind: 'toggle', says: 'a way in' } },
  parties: { worker: 'honest', rogue: 'adversary' },
  compose: ({ powers }) => ({
    components: {
      m: component(
        setup({
          types: {} as { events: { type: 'WORK'; helped: boolean } | { type: 'STALL' | 'JOIN' } },
          guards: { isHelped: ({ event }) => event.type === 'WORK' && event.helped },
        }).createMachine({
          initial: 'idle',
          states: {
            idle: { on: { WORK: 'done', STALL: 'stuck', JOIN: 'other' } },
            stuck: { on: { WORK: { guard: 'isHelped', target: 'done' } } },
            other: { on: { WORK: 'done', JOIN: 'stuck' } },
            done: {},
          },
        }),
        undefined,
      ),
    },
    events: {
      WORK: event('worker', [{ helped: false }, ...(powers.rescue === true ? [{ helped: true }] : [])]),
      STALL: event('rogue', powers.stall === true ? [{}] : []),
      JOIN: event('worker', powers.rescue === true ? [{}] : []),
    },
  }),
});

const finished = ({ m }: Spot): boolean => m.value === 'done';

/** Goals that a stall breaks, but not where there is rescue: more runs mend them. */
const mended: readonly (readonly [string, Property<Spot>])[] = [
  ['leadsTo', leadsTo<Spot>('g', 'The end comes.', () => true, finished, { weak: ['WORK'] })],
  ['enforceable', enforceable<Spot>('g', 'The worker can finish.', finished, { by: ['worker'] })],
  [
    'conceals',
    conceals<Spot>('g', 'Nobody can tell who is stuck.', {
      observe: ({ m }) => (m.value === 'stuck' || m.value === 'other' ? 'away' : m.value === 'idle' || 'end'),
      secret: ({ m }) => m.value === 'stuck',
      where: ({ m }) => m.value === 'stuck' || m.value === 'other',
    }),
  ],
];

function yardLattice(goal: Property<Spot>, order: readonly ('rescue' | 'stall')[]): Promise<LatticeResult> {
  const hypotheses = Object.fromEntries(
    order.map((name): [string, Hypothesis] => [`no-${name}`, { says: name, dropped: { powers: { [name]: true } } }]),
  );
  const says = 'Y.';
  const lattice: Lattice<Spot> = {
    ...{ id: 'y', says, system: yard, goal, instance: 'only', hypotheses },
    expect: { minimalSufficient: [['no-stall']] },
  };
  const theorem = { item: '9.9.8', title: 'Y', says, instances: { only: {} }, claims: [], lattices: [lattice] };
  return decideLattice(defineTheorem<Spot>(theorem), lattice);
}

describe('the lattice of a goal that more runs can mend', () => {
  test.each(mended)('%s: a set that holds by what it drops does not suffice', async (_kind, goal) => {
    // In the first order, dropping one hypothesis after the other as long as the goal holds would end at none.
    for (const order of [['rescue', 'stall'] as const, ['stall', 'rescue'] as const]) {
      const result = await yardLattice(goal, order);
      expect(result.misses).toEqual([]);
      expect(result.maximalInsufficient.map(({ holding }) => holding)).toEqual([['no-rescue']]);
    }
  });

  test('agrees with looking at every subset, for any goal (seed 0x1a78)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), async (holds) => {
        const numberOf = (dropped: readonly string[]): number =>
          names.reduce((bits, name, i) => bits | (dropped.includes(name) ? 0 : 1 << i), 0);
        const goal = leadsTo<View>(
          'goal',
          'It comes.',
          () => true,
          ({ m: { context } }) => holds[numberOf(context.dropped)] === true,
          { weak: ['MOVE'] },
        );
        const { theorem, lattice } = latticeOf(goal);
        const result = await decideLattice(theorem, lattice);
        const isEnough = (set: readonly string[]): boolean =>
          subsets.every((other, bits) => !isWithin(set, other) || holds[bits] === true);
        const enough = subsets.filter(isEnough);
        const fails = subsets.filter((_set, bits) => holds[bits] !== true);
        const minimal = enough.filter((set) => !enough.some((other) => other !== set && isWithin(other, set)));
        const maximal = fails.filter((set) => !fails.some((other) => other !== set && isWithin(set, other)));
        expect(text(result.minimalSufficient)).toEqual(text(minimal));
        expect(text(result.maximalInsufficient.map(({ holding }) => holding))).toEqual(text(maximal));
      }),
      { seed: 0x1a78, numRuns: 60 },
    );
  });

  test('a witness is refused: no run shows that there is none', () => {
    const goal = reachable<View>('goal', 'It is reached.', () => true);
    expect(() => latticeOf(goal)).toThrow('PL-111');
  });
});
