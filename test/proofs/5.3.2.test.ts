import { beforeAll, describe, expect, test } from 'vitest';
import type { AnyClaim } from '../../checker/language/theorem.ts';
import { type ClaimResult, decideClaims } from '../../checker/verdict/claims.ts';
import { decideFrontier, type FrontierPoint } from '../../checker/verdict/frontier.ts';
import { decideLattice } from '../../checker/verdict/lattice.ts';
import { exitGameSystem as system } from '../../model/systems/exit-game.ts';
import { plasmaCashSystem } from '../../model/systems/plasma-cash.ts';
import { theorem } from '../../proofs/5.3.2-exit-game-correctness.ts';
import { expected } from '../../proofs/5.3.2-expected.ts';

function claimNamed(id: string): AnyClaim {
  const found = theorem.claims.find((claim) => claim.id === id);
  if (found === undefined) throw new Error(`no claim ${id}`);
  return found;
}

const { frontiers } = theorem;
const ids = theorem.claims.map(({ id }) => id);

describe('5.3.2: every claim', () => {
  const results = new Map<string, ClaimResult>();

  beforeAll(async () => {
    for (const result of await decideClaims(theorem, theorem.claims, {}, {})) results.set(result.id, result);
  });

  test.each(ids)('5.3.2/%s is met, number by number', (id) => {
    const result = results.get(`5.3.2/${id}`);
    const [states, transitions, depth, steps] = expected[id] ?? [];
    expect(result?.misses).toEqual([]);
    expect(result?.vacuous).toEqual([]);
    expect(result?.verdict).toBe(claimNamed(id).expect.verdict);
    expect(result?.counts).toMatchObject({ states, transitions, depth });
    expect(result?.trace?.steps.length).toBe(steps);
  });

  test('5.3.2: every line of expected numbers belongs to a claim, and every claim has one', () => {
    expect(Object.keys(expected).sort()).toEqual([...ids].sort());
  });

  test.each([
    ['consistent-when-requested', 'START_EXIT PAY CHALLENGE_SPENT'],
    ['inconsistent-when-paid', 'PAY START_EXIT COMMIT BLOCK BLOCK'],
    ['no-priority', 'COMMIT START_EXIT START_EXIT START_EXIT BLOCK BLOCK'],
    ['two-ids', 'START_EXIT START_EXIT BLOCK BLOCK'],
    ['limbo', 'PAY COMMIT START_EXIT START_EXIT CHALLENGE_SPENT'],
    ['crowd-cannot-enforce', 'COMMIT START_EXIT'],
    ['cash-consistent-when-requested', 'START_EXIT COMMIT CHALLENGE_AFTER'],
    ['cash-inconsistent-when-paid', 'COMMIT START_EXIT BLOCK BLOCK'],
    ['cash-limbo', 'GIVE COMMIT COMMIT COMMIT START_EXIT CHALLENGE_BEFORE BLOCK RESPOND CHALLENGE_BEFORE BLOCK'],
    ['cash-limbo-bond', 'GIVE COMMIT START_EXIT CHALLENGE_AFTER'],
  ])('5.3.2/%s: the shortest attack on the literal reading is %s', (id, attack) => {
    const result = results.get(`5.3.2/${id}`);
    expect([result?.reading, result?.verdict]).toEqual(['literal', 'violated']);
    expect(result?.trace?.steps.map(({ type }) => type).join(' ')).toBe(attack);
  });
});

const toKeep = [
  ...['room', 'boundedCongestion', 'awake', 'challengeAfter', 'challengeBetween', 'challengeBefore', 'manyChallenges'],
  ...['signedSpends', 'serialNumbers', 'wholeHistory', 'quietCoin'],
];

describe('5.3.2: hypotheses', () => {
  test.each<[string, number, readonly (readonly string[])[]]>([
    [
      'assumptions-crowd',
      8,
      [
        ['dataPublished'],
        ['provenStates'],
        ['fewHolders', 'boundedCongestion', 'awake', 'youngWait', 'oldestFirst', 'youngestInput'],
      ],
    ],
    [
      'assumptions-watch',
      10,
      [
        ['honestSender'],
        [
          ...['room', 'boundedCongestion', 'awake', 'challengeSpent', 'canonicalIds', 'challengeCanonicity'],
          ...['secondPeriod', 'markSpent', 'quietInput'],
        ],
      ],
    ],
    ['assumptions-cash', 11, [toKeep]],
  ])('5.3.2/%s: minimal sufficient sets', async (id, hypotheses, sets) => {
    const lattice = theorem.lattices.find((one) => one.id === id);
    if (lattice === undefined) throw new Error('the lattice is gone');
    const result = await decideLattice(theorem, lattice);
    const sorted = (all: readonly (readonly string[])[]): string[] =>
      all.map((set) => [...set].sort().join(' ')).sort();
    expect(sorted(result.minimalSufficient)).toEqual(sorted(sets));
    expect([result.met, result.undecided]).toEqual([true, null]);
    expect(result.checked + result.pruned).toBe(2 ** hypotheses);
  });

  test.each([system, plasmaCashSystem])('5.3.2, $name: every rule is shown to be necessary by a claim', (of) => {
    const dropped = theorem.claims
      .filter(({ reading, system: { name } }) => reading === 'necessary' && name === of.name)
      .flatMap(({ setting }) => setting?.without ?? []);
    expect([...new Set(dropped)].sort()).toEqual(Object.keys(of.rules).sort());
  });

  test('5.3.2: the adversary of the repaired claims has every power there is but sleep, which trades one for one', () => {
    const granted = ['repaired-crowd', 'repaired-watch', 'repaired-together'].flatMap((id) =>
      Object.keys(claimNamed(id).setting?.powers ?? {}),
    );
    expect([...new Set([...granted, 'offline'])].sort()).toEqual(Object.keys(system.powers).sort());
  });
});

const at = ({ at: point }: FrontierPoint, symbol: string): number => point[symbol] ?? 0;
const needed = (point: FrontierPoint, cap: number): number => Math.ceil(at(point, 'H') / cap);
const lostBlocks = (point: FrontierPoint): number => at(point, 'K') + at(point, 'O') + at(point, 'R');

describe('5.3.2: the frontiers, point by point against what a block count says', () => {
  test.each<[string, string, number, (point: FrontierPoint) => boolean]>([
    ['frontier-queue', 'H <= cap*(W + 1 - K)', 162, (p) => needed(p, at(p, 'cap')) + lostBlocks(p) <= at(p, 'W') + 1],
    ['frontier-queue-next-block', 'H <= cap*(W - K)', 90, (p) => needed(p, at(p, 'cap')) + lostBlocks(p) <= at(p, 'W')],
    ['frontier-one-payout', 'H + 2*K < 2*W + 3', 24, (p) => needed(p, 2) + lostBlocks(p) <= at(p, 'W') + 1],
    ['frontier-delay', 'H + R + O + K < W + 2', 96, (p) => needed(p, 1) + lostBlocks(p) <= at(p, 'W') + 1],
    ['frontier-fifo', 'H + K <= W', 24, (p) => needed(p, 1) + lostBlocks(p) <= at(p, 'W')],
    ['frontier-no-wait', 'H + K < 2', 24, (p) => needed(p, 1) + lostBlocks(p) <= 1],
    ['frontier-no-priority', 'never', 24, () => false],
    ['frontier-age-alone', 'always', 24, () => true],
    ['frontier-in-time', 'H + W + K < D + 2', 108, (p) => at(p, 'W') + lostBlocks(p) + at(p, 'H') - 1 <= at(p, 'D')],
    ['frontier-rival', '2*K + 2*O < W', 30, (p) => lostBlocks(p) < Math.ceil(at(p, 'W') / 2)],
    ['frontier-plain-exit', 'K + O < W', 30, (p) => lostBlocks(p) < at(p, 'W')],
    ['frontier-one-period', 'K + O < 1', 30, (p) => lostBlocks(p) < 1],
    ['frontier-crowded', 'H < cap - 1', 15, (p) => at(p, 'H') + 2 <= at(p, 'cap')],
    ['frontier-room', 'B <= cap', 12, (p) => at(p, 'B') <= at(p, 'cap')],
    ['frontier-cash-history', '2*K + 2*O + 2*R < W', 32, (p) => lostBlocks(p) < Math.ceil(at(p, 'W') / 2)],
    ['frontier-cash-spends', 'K + R < W', 12, (p) => lostBlocks(p) < at(p, 'W')],
    ['frontier-cash-answer', 'K < W - 1', 9, (p) => 1 + lostBlocks(p) < at(p, 'W')],
    ['frontier-cash-limbo', '2*K < W', 6, (p) => lostBlocks(p) < Math.ceil(at(p, 'W') / 2)],
    ['frontier-cash-room', 'B <= cap', 4, (p) => at(p, 'B') <= at(p, 'cap')],
    ['frontier-cash-crowded', 'H < cap', 12, (p) => at(p, 'H') + 1 <= at(p, 'cap')],
    ['frontier-cash-leaving', 'always', 6, () => true],
    ['frontier-cash-in-time', '3*B + K < D - 2', 28, (p) => 3 * (at(p, 'B') + 1) + lostBlocks(p) <= at(p, 'D')],
    ['frontier-cash-beside', 'W <= D', 12, (p) => at(p, 'W') <= at(p, 'D')],
  ])('5.3.2/%s: safe exactly where %s, %i points', async (id, formula, points, isSafe) => {
    const frontier = frontiers.find((one) => one.id === id);
    if (frontier === undefined) throw new Error('the frontier is gone');
    const result = await decideFrontier(theorem, frontier);
    expect([result.formula, result.met, result.points.length]).toEqual([formula, true, points]);
    for (const point of result.points) {
      expect(point.verdict, JSON.stringify(point.at)).toBe(isSafe(point) ? 'exhausted' : 'violated');
    }
  });

  test('5.3.2: every frontier is tested', () => {
    expect(frontiers).toHaveLength(23);
  });
});
