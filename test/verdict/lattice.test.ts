import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import type { LocalState } from '../../checker/language/machine.ts';
import { always } from '../../checker/language/property.ts';
import { component, defineSystem, type System } from '../../checker/language/system.ts';
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

function latticeOf(sufficient: Sets, expected: Sets = []): { theorem: Theorem<View>; lattice: Lattice<View> } {
  const goal = always<View>(
    'goal',
    'It holds.',
    ({ m: { context } }) =>
      !context.moved || sufficient.some((set) => set.every((name) => !context.dropped.includes(name))),
  );
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
  const { theorem, lattice } = latticeOf(sufficient, expected);
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
    const { theorem, lattice } = latticeOf([['p']], [['p']]);
    const result = await decideLattice(theorem, lattice, { limits: { depth: 0 } });
    expect(result.undecided?.verdict).toBe('bounded');
    expect([result.met, result.minimalSufficient, result.pruned]).toEqual([false, [], 0]);
  });

  test('is the same twice', async () => {
    const [one, two] = [await decideSets([['p', 's'], ['q']]), await decideSets([['p', 's'], ['q']])];
    expect({ ...one, seconds: 0 }).toEqual({ ...two, seconds: 0 });
  });
});
