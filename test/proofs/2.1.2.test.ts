import { beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import type { Claim, Frontier, Lattice } from '../../checker/language/theorem.ts';
import { type ClaimResult, decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { decideFrontier, type FrontierPoint, type FrontierResult } from '../../checker/verdict/frontier.ts';
import { decideLattice, underHypotheses } from '../../checker/verdict/lattice.ts';
import { type OptimisticView, optimisticRollupSystem as system } from '../../model/systems/optimistic-rollup.ts';
import { expected } from '../../proofs/2.1.2-expected.ts';
import { theorem } from '../../proofs/2.1.2-optimistic-rollup-safety.ts';

function claimNamed(id: string): Claim<OptimisticView> {
  const found = theorem.claims.find((claim) => claim.id === id);
  if (found === undefined) throw new Error(`no claim ${id}`);
  return found;
}

const ids = theorem.claims.map(({ id }) => id);
const small = { parameters: theorem.instances.small ?? {} };

async function verdictIn(setting: Setting, property: Property<OptimisticView>): Promise<Decision> {
  const [decision] = await decide(system, configure(system, small, setting), [property as Property<never>]);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

describe('2.1.2: every claim', () => {
  const results = new Map<string, ClaimResult>();

  beforeAll(async () => {
    for (const result of await decideClaims(theorem, theorem.claims, {}, {})) results.set(result.id, result);
  });

  test.each(ids)('2.1.2/%s is met, number by number', (id) => {
    const result = results.get(`2.1.2/${id}`);
    const { expect: wanted } = claimNamed(id);
    const [states, transitions, depth, steps] = expected[id] ?? [];
    expect(result?.misses).toEqual([]);
    expect(result?.vacuous).toEqual([]);
    expect(result?.verdict).toBe(wanted.verdict);
    expect(result?.counts).toMatchObject({ states, transitions, depth });
    expect(result?.trace?.steps.length).toBe(steps);
  });

  test('2.1.2: every line of expected numbers belongs to a claim, and every claim has one', () => {
    expect(Object.keys(expected).sort()).toEqual([...ids].sort());
  });

  test.each([
    ['withheld-data', 4],
    ['validator-offline', 4],
    ['proof-censored', 5],
    ['finalised-before-challenge', 5],
    ['orphan-survives', 6],
    ['bogus-proof', 2],
  ])('2.1.2/%s: the shortest attack on the literal reading takes %i events', (id, steps) => {
    const result = results.get(`2.1.2/${id}`);
    expect([result?.reading, result?.verdict, result?.trace?.steps.length]).toEqual(['literal', 'violated', steps]);
  });

  test('2.1.2: claims decided in one exploration get the answers they get alone', async () => {
    const names = ['repaired', 'bonds-conserved', 'batch-finalised', 'chain-regrows', 'bogus-proof-rejected'];
    for (const id of names) {
      const [alone] = await decideClaims(theorem, [claimNamed(id)], {}, {});
      const together = results.get(`2.1.2/${id}`);
      for (const field of ['verdict', 'counts', 'trace', 'parts', 'met', 'coverage'] as const) {
        expect(alone?.[field], `${id}, ${field}`).toEqual(together?.[field]);
      }
    }
  });
});

describe('2.1.2: each hypothesis of the repair is necessary', () => {
  const repaired = claimNamed('repaired');
  const { powers = {} } = repaired.setting ?? {};

  // The theorem is about what becomes final. Who pays for it is a matter of the bonds alone.
  const propertyOf = (rule: string) => (rule === 'takesBond' ? claimNamed('bonds-conserved') : repaired).property;

  test.each(Object.keys(system.rules))('the property that it is for fails without the rule %s', async (rule) => {
    const { verdict, trace } = await verdictIn({ powers, without: [rule] }, propertyOf(rule));
    expect(verdict).toBe('violated');
    expect(trace?.steps.length).toBeGreaterThan(0);
  });

  test.each<[string, Setting['powers']]>([
    ['withhold', { withhold: true }],
    ['offline', { offline: 3 }],
    ['unfunded', { unfunded: true }],
    ['censor', { censor: 3 }],
    ['upgrade', { upgrade: true }],
  ])('2.1.2/repaired fails with the power %s', async (_, gained) => {
    expect((await verdictIn({ powers: { ...powers, ...gained } }, repaired.property)).verdict).toBe('violated');
  });

  test('2.1.2: these are all the powers there are besides those the adversary has anyway', () => {
    const granted = Object.keys(powers);
    const tried = ['withhold', 'offline', 'unfunded', 'censor', 'upgrade'];
    expect([...new Set([...granted, ...tried])].sort()).toEqual(Object.keys(system.powers).sort());
  });

  test('2.1.2: one unit less of each budget is harmless: the bounds are tight', async () => {
    expect((await verdictIn({ powers: { ...powers, censor: 2 } }, repaired.property)).verdict).toBe('exhausted');
    const napping = { cheat: true, order: true, bogusProof: true, offline: 2 };
    expect((await verdictIn({ powers: napping }, repaired.property)).verdict).toBe('exhausted');
    expect((await verdictIn({ powers: { ...napping, offline: 3 } }, repaired.property)).verdict).toBe('violated');
  });
});

function latticeNamed(id: string): Lattice<OptimisticView> {
  return theorem.lattices.find((lattice) => lattice.id === id) as Lattice<OptimisticView>;
}

describe('2.1.2: the lattice of hypotheses', () => {
  test('2.1.2/assumptions-validity: honest sequencer, or seven hypotheses with one of two answers to reordering', async () => {
    const result = await decideLattice(theorem, latticeNamed('assumptions-validity'));
    const seven = [
      ...['completeVerifier', 'availableData', 'onlineValidator', 'fundedValidator'],
      ...['boundedCensorship', 'cascade', 'noUpgrade'],
    ];
    const sets = result.minimalSufficient.map((set) => [...set].sort().join(' ')).sort();
    expect(sets).toEqual(
      [['honestSequencer'], [...seven, 'challengeBeforeFinalise'], [...seven, 'noReordering']]
        .map((set) => set.sort().join(' '))
        .sort(),
    );
    expect([result.met, result.undecided]).toEqual([true, null]);
    expect(result.checked).toBeLessThan(100);
    expect(result.checked + result.pruned).toBe(2 ** 11);
    // Each maximal insufficient set lacks the honest sequencer and one more, or both answers to reordering.
    expect(result.maximalInsufficient).toHaveLength(seven.length + 1);
    for (const { dropped } of result.maximalInsufficient) expect(dropped).toContain('honestSequencer');
  });

  test('2.1.2/assumptions-survival: a sound verifier, and nothing else', async () => {
    const result = await decideLattice(theorem, latticeNamed('assumptions-survival'));
    expect([result.met, result.minimalSufficient]).toEqual([true, [['soundVerifier']]]);
    expect(result.maximalInsufficient.map(({ dropped }) => dropped)).toEqual([['soundVerifier']]);
  });

  test.each(theorem.lattices.map(({ id }) => id))(
    '2.1.2/%s: fewer hypotheses never help, on a sample of subsets and all that lack one more',
    async (id) => {
      const lattice = latticeNamed(id);
      const names = Object.keys(lattice.hypotheses);
      const known = new Map<number, boolean>();
      const suffices = async (set: number): Promise<boolean> => {
        const before = known.get(set);
        if (before !== undefined) return before;
        const configuration = underHypotheses(theorem, lattice, (name) => ((set >> names.indexOf(name)) & 1) === 1);
        const [decision] = await decide(system, configuration, [lattice.goal as Property<never>]);
        const answer = decision?.verdict === 'exhausted';
        expect(['exhausted', 'violated']).toContain(decision?.verdict);
        known.set(set, answer);
        return answer;
      };
      const all = 2 ** names.length - 1;
      // Strides coprime to 2^11 visit different subsets; the full set and those around it come first.
      const sample = [
        all,
        ...names.map((_, i) => all & ~(1 << i)),
        ...Array.from({ length: 12 }, (_, i) => (i * 1_187 + 619) & all),
      ];
      let pairs = 0;
      for (const set of sample) {
        for (let i = 0; i < names.length; i++) {
          if (((set >> i) & 1) === 0) continue;
          const smaller = set & ~(1 << i);
          if (!(await suffices(set))) expect(await suffices(smaller), `${set} without ${names[i]}`).toBe(false);
          else if (await suffices(smaller)) expect(await suffices(set)).toBe(true);
          pairs++;
        }
      }
      expect(pairs).toBeGreaterThan(100);
      const answers = new Set(known.values());
      expect(answers.size).toBe(2);
    },
  );
});

function frontierNamed(id: string): Frontier<OptimisticView> {
  return theorem.frontiers.find((frontier) => frontier.id === id) as Frontier<OptimisticView>;
}

const at = ({ at: point }: FrontierPoint, symbol: string): number => point[symbol] as number;

function expectRegion(
  result: FrontierResult,
  isSafe: (point: FrontierPoint) => boolean,
  steps: (point: FrontierPoint) => number,
): void {
  expect([result.met, result.separates, result.misses]).toEqual([true, true, []]);
  for (const point of result.points) {
    const wanted = isSafe(point) ? ['exhausted', null] : ['violated', steps(point)];
    expect([point.verdict, point.traceSteps], JSON.stringify(point.at)).toEqual(wanted);
  }
}

describe('2.1.2: the frontiers', () => {
  // A wrong batch, its proof, and the C blocks that leave the proof out or come too late for it.
  const attack = (point: FrontierPoint): number => at(point, 'C') + 2;

  test('2.1.2/frontier-challenges-first: safe exactly where K < C, 42 of 42 points', async () => {
    const result = await decideFrontier(theorem, frontierNamed('frontier-challenges-first'));
    expect([result.formula, result.points.length]).toEqual(['K < C', 42]);
    expectRegion(result, (point) => at(point, 'K') < at(point, 'C'), attack);
  });

  test('2.1.2/frontier-finalisation-first: safe exactly where K < C - 1, 42 of 42 points', async () => {
    const result = await decideFrontier(theorem, frontierNamed('frontier-finalisation-first'));
    expect([result.formula, result.points.length]).toEqual(['K < C - 1', 42]);
    expectRegion(result, (point) => at(point, 'K') < at(point, 'C') - 1, attack);
  });

  test('2.1.2/frontier-delays: safe exactly where D + R + O + K < C, and the attack uses what it needs', async () => {
    const result = await decideFrontier(theorem, frontierNamed('frontier-delays'));
    expect([result.formula, result.points.length]).toEqual(['D + R + O + K < C', 180]);
    const lost = (point: FrontierPoint): number =>
      ['D', 'R', 'O', 'K'].reduce((sum, symbol) => sum + at(point, symbol), 0);
    expectRegion(
      result,
      (point) => lost(point) < at(point, 'C'),
      (point) => {
        const [C, D, K] = [at(point, 'C'), at(point, 'D'), at(point, 'K')];
        const idle = at(point, 'R') + at(point, 'O');
        // Blocks that a way to lose time gives, and events it costs: data that come late have to come, a censored proof has to be there.
        const ways = [
          { blocks: D, events: 0 },
          { blocks: idle, events: 0 },
          { blocks: D + idle, events: 1 },
          { blocks: idle + K, events: 1 },
          { blocks: D + idle + K, events: 2 },
        ];
        const events = Math.min(...ways.filter(({ blocks }) => blocks >= C).map((way) => way.events));
        return 1 + C + events;
      },
    );
  });
});
