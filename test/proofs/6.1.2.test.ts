import { beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import { configure, type Setting, type System } from '../../checker/language/system.ts';
import type { Claim, Frontier, Lattice } from '../../checker/language/theorem.ts';
import { type ClaimResult, decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { decideFrontier, type FrontierPoint, type FrontierResult } from '../../checker/verdict/frontier.ts';
import { decideLattice, type LatticeResult } from '../../checker/verdict/lattice.ts';
import { committeeBridge, lightClientBridge } from '../../model/systems/bridge.ts';
import type { BridgeView } from '../../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../../model/systems/optimistic-bridge.ts';
import { theorem } from '../../proofs/6.1.2-bridge-atomicity.ts';
import { expected } from '../../proofs/6.1.2-expected.ts';
import { atomicity, clocksAndUser, promises, resolves } from '../../proofs/6.1.2-goals.ts';

function claimNamed(id: string): Claim<BridgeView> {
  const found = theorem.claims.find((claim) => claim.id === id);
  if (found === undefined) throw new Error(`no claim ${id}`);
  return found;
}

const ids = theorem.claims.map(({ id }) => id);
const small = { parameters: theorem.instances.small ?? {} };

async function verdictIn(system: System<BridgeView>, ...settings: readonly Setting[]): Promise<Decision> {
  return await verdictOn(atomicity, system, ...settings);
}

async function verdictOn(
  property: Property<BridgeView>,
  system: System<BridgeView>,
  ...settings: readonly Setting[]
): Promise<Decision> {
  const [decision] = await decide(system, configure(system, small, ...settings), [property as Property<never>]);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

describe('6.1.2: every claim', () => {
  const results = new Map<string, ClaimResult>();

  beforeAll(async () => {
    for (const result of await decideClaims(theorem, theorem.claims, {}, {})) results.set(result.id, result);
  });

  test.each(ids)('6.1.2/%s is met, number by number', (id) => {
    const result = results.get(`6.1.2/${id}`);
    const { expect: wanted } = claimNamed(id);
    const [states, transitions, depth, steps] = expected[id] ?? [];
    expect(result?.misses).toEqual([]);
    expect(result?.vacuous).toEqual([]);
    expect(result?.verdict).toBe(wanted.verdict);
    expect(result?.counts).toMatchObject({ states, transitions, depth });
    expect(result?.trace?.steps.length).toBe(steps);
  });

  test('6.1.2: every line of expected numbers belongs to a claim, and every claim has one', () => {
    expect(Object.keys(expected).sort()).toEqual([...ids].sort());
  });

  test.each([
    ['half-done', 1],
    ['mint-before-finality', 4],
    ['mint-after-one-confirmation', 5],
    ['message-replayed', 6],
    ['message-never-sent', 1],
    ['attestation-never-made', 1],
    ['keys-stolen', 3],
    ['nothing-deposited', 5],
    ['proof-altered', 5],
    ['proof-made-up', 1],
    ['claim-undisputed', 4],
    ['refund-by-own-clock', 6],
  ])('6.1.2/%s: the shortest attack on the literal reading takes %i events', (id, steps) => {
    const result = results.get(`6.1.2/${id}`);
    expect([result?.reading, result?.verdict, result?.trace?.steps.length]).toEqual(['literal', 'violated', steps]);
  });
});

/** Rules without which a bridge is as safe, and some transfers are half done for ever. */
const forProgress = ['refunds', 'spentOnSuccess'];
const resolved = resolves(clocksAndUser);
const resolvedIfWatched = resolves([...clocksAndUser, ...promises.watch]);
const failing: Setting = { powers: { fail: true } };

const bridges: readonly (readonly [string, System<BridgeView>, Setting])[] = [
  ['by light clients', lightClientBridge, claimNamed('repaired').setting ?? {}],
  ['by a committee', committeeBridge, claimNamed('repaired-committee').setting ?? {}],
  ['of disputable claims', optimisticBridge, claimNamed('repaired-optimistic').setting ?? {}],
];

describe('6.1.2: half done for ever', () => {
  test.each([
    ['relayer-down', 'LOCK'],
    ['deadline-passed', 'ATTEST_LOCK'],
    ['execution-failed', 'MINT'],
    ['release-failed', 'RELEASE'],
    ['never-settled', 'REFUND'],
  ])('6.1.2/%s: %s happens, and the run comes back to where its loop starts', async (id, type) => {
    const [result] = await decideClaims(theorem, [claimNamed(id)], {}, {});
    const { trace } = result as ClaimResult;
    expect(trace?.steps.some((step) => step.type === type)).toBe(true);
    expect(trace?.loop).toBeLessThan(trace?.steps.length ?? 0);
    expect(trace?.last).toEqual(trace?.states[trace.loop ?? -1]);
  });

  test('6.1.2: what fails is the last thing that is tried', async () => {
    const [mint, release] = await decideClaims(theorem, ['execution-failed', 'release-failed'].map(claimNamed), {}, {});
    for (const result of [mint, release]) {
      const tried = result?.trace?.steps.filter(({ type }) => type === 'MINT' || type === 'RELEASE') ?? [];
      expect(tried.at(-1)?.payload).toMatchObject({ outcome: 'fails' });
    }
  });

  test('6.1.2: a promise to another transfer is no promise to this one', async () => {
    const elsewhere = clocksAndUser.map((fair) =>
      typeof fair === 'string' ? fair : { ...fair, with: { ...fair.with, transfer: 1 } },
    );
    expect((await verdictOn(resolves(elsewhere), lightClientBridge)).verdict).toBe('violated');
    expect((await verdictOn(resolved, lightClientBridge)).verdict).toBe('exhausted');
  });
});

/** Rules that answer to powers which only claims of their own grant, here and in Direction 7.1. */
const elsewhere = ['thaws', 'confinedCalls', 'initialisedOnce'];

function rulesOf({ rules }: System<BridgeView>): readonly string[] {
  return Object.keys(rules).filter((rule) => !elsewhere.includes(rule));
}

describe('6.1.2: each rule is necessary', () => {
  const cases = bridges.flatMap(([name, system, setting]) =>
    rulesOf(system).map((rule) => {
      const progress = system === optimisticBridge ? resolvedIfWatched : resolved;
      const [property, goal] = forProgress.includes(rule) ? [progress, 'resolved'] : [atomicity, 'safe'];
      return [name, goal, rule, system, setting, property] as const;
    }),
  );

  test.each(cases)(
    '6.1.2: a bridge %s is not %s without the rule %s',
    async (_n, _g, rule, system, setting, property) => {
      const decision = await verdictOn(property, system, setting, failing, { without: [rule] });
      expect(decision.verdict).toBe('violated');
      expect(decision.trace?.steps.length).toBeGreaterThan(0);
    },
  );

  test.each(bridges)('6.1.2: a bridge %s fails with one confirmation less', async (_, system, setting) => {
    expect((await verdictIn(system, setting, { parameters: { kc: 1 } })).verdict).toBe('violated');
    expect((await verdictIn(system, setting, { parameters: { kc: 2 } })).verdict).toBe('exhausted');
  });

  test.each(bridges)('6.1.2: every event of the menu of a bridge %s fires somewhere', async (_, system, setting) => {
    const { neverFired } = (await verdictIn(system, setting)).coverage;
    // Only claims that grant the power let a client freeze.
    expect(neverFired.filter((type) => type !== 'FREEZE' && type !== 'THAW')).toEqual([]);
  });

  test.each(bridges)('6.1.2: calls that fail make a bridge %s no less safe', async (_, system, setting) => {
    expect((await verdictIn(system, setting, failing)).verdict).toBe('exhausted');
    expect((await verdictIn(system, setting, failing, { without: forProgress })).verdict).toBe('exhausted');
  });

  test.each(bridges)(
    '6.1.2: in a bridge %s only the guards that a rule turns into a constant answer one way',
    async (_, system, setting) => {
      const { oneSided } = (await verdictIn(system, setting, failing)).coverage;
      const guards = new Set(oneSided.map((guard) => guard.slice(guard.indexOf('.') + 1)));
      expect([...guards].sort()).toEqual(['isSpentAnyway', 'mayBeLate', 'mayRepeat']);
    },
  );
});

describe('6.1.2: attacks that the shortest counterexamples do not show', () => {
  const alone = { transfers: 1 };

  test('6.1.2: the stolen quorum can as well release what nobody burned', async () => {
    const setting: Setting = { parameters: { ...alone, n: 9, k: 5 }, powers: { keys: 5 } };
    const unburned: Property<BridgeView> = {
      ...atomicity,
      parts: { releasedWithinBurned: atomicity.parts.releasedWithinBurned as never },
    };
    const [decision] = await decide(committeeBridge, configure(committeeBridge, small, setting), [unburned as never]);
    expect([decision?.verdict, decision?.trace?.steps.length]).toEqual(['violated', 6]);
    expect(decision?.trace?.steps.at(-1)?.type).toBe('RELEASE');
  });

  test('6.1.2: a proof of non-receipt of an orphaned lock pays back the next lock with its nonce', async () => {
    const { trace } = await verdictIn(lightClientBridge, claimNamed('without-refund-checks-deadline').setting ?? {});
    const types = trace?.steps.map(({ type }) => type) ?? [];
    expect(types.filter((type) => type === 'LOCK')).toHaveLength(2);
    expect(types.indexOf('ATTEST_TIMEOUT')).toBeLessThan(types.lastIndexOf('LOCK'));
    expect(types.indexOf('REFUND')).toBeGreaterThan(types.lastIndexOf('LOCK'));
  });
});

function latticeNamed(id: string): Lattice<BridgeView> {
  return theorem.lattices.find((lattice) => lattice.id === id) as Lattice<BridgeView>;
}

function sets({ minimalSufficient }: LatticeResult): readonly string[] {
  return minimalSufficient.map((set) => [...set].sort().join(' ')).sort();
}

describe('6.1.2: the lattices of hypotheses', () => {
  const needed = ['lockMovesBalance', 'replayGuard', 'mintDeadline', 'refundOnNonReceipt'];
  const reorgs = [['finalSource'], ['waitsForFinality', 'refundChecksDeadline']];
  const splits = [['noSplit'], ['liveChainId']];

  test.each([
    [
      'assumptions-light-client',
      [...needed, 'soundProof'],
      [['noForgery'], ['nonZeroRoot', 'trustedRootOnly', 'proofBindsMessage']],
      11,
    ],
    [
      'assumptions-committee',
      [...needed, 'honestQuorum', 'confinedCalls', 'initialisedOnce'],
      [['noForgery'], ['attestedByTokens']],
      11,
    ],
    ['assumptions-optimistic', [...needed, 'promptWatchers'], [['noForgery'], ['afterWindow', 'noZeroClaim']], 10],
  ])(
    '6.1.2/%s: what is needed, and one of two answers to reorgs, to splits and to forgery',
    async (id, always, forgery, insufficient) => {
      const lattice = latticeNamed(id);
      const result = await decideLattice(theorem, lattice);
      const wanted = reorgs.flatMap((a) =>
        splits.flatMap((b) => forgery.map((c) => [...always, ...a, ...b, ...c].sort().join(' '))),
      );
      expect(sets(result)).toEqual(wanted.sort());
      expect(result.minimalSufficient).toHaveLength(8);
      expect([result.met, result.undecided, result.misses]).toEqual([true, null, []]);
      expect(result.checked + result.pruned).toBe(2 ** Object.keys(lattice.hypotheses).length);
      expect(result.maximalInsufficient).toHaveLength(insufficient);
    },
  );
});

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

test('6.1.2/assumptions-resolution: refunds, somebody who thaws, and one of two answers to calls that fail', async () => {
  const result = await decideLattice(theorem, latticeNamed('assumptions-resolution'));
  expect([result.met, result.misses]).toEqual([true, []]);
  expect(sets(result)).toEqual(['callsSucceed refunds thaws', 'refunds spentOnSuccess thaws']);
});

describe('6.1.2: the frontiers', () => {
  async function swept(id: string): Promise<FrontierResult> {
    return await decideFrontier(theorem, theorem.frontiers.find((one) => one.id === id) as Frontier<BridgeView>);
  }

  test('6.1.2/frontier-finality: safe exactly where F <= kc, 25 of 25 points', async () => {
    const result = await swept('frontier-finality');
    expect([result.formula, result.points.length]).toEqual(['F <= kc', 25]);
    // The lock, the blocks that are waited for, its proof, the mint and the reorg.
    expectRegion(
      result,
      (point) => at(point, 'F') <= at(point, 'kc'),
      (point) => at(point, 'kc') + 4,
    );
  });

  test('6.1.2/frontier-keys: safe exactly where i < k, 20 of 20 points', async () => {
    const result = await swept('frontier-keys');
    expect([result.formula, result.points.length]).toEqual(['i < k', 20]);
    expectRegion(
      result,
      (point) => at(point, 'i') < at(point, 'k'),
      (point) => at(point, 'k') + 1,
    );
  });

  test('6.1.2/frontier-window: safe exactly where K < W, 16 of 16 points', async () => {
    const result = await swept('frontier-window');
    expect([result.formula, result.points.length]).toEqual(['K < W', 16]);
    // The claim, the blocks of its window, all of them missed, and the mint.
    expectRegion(
      result,
      (point) => at(point, 'K') < at(point, 'W'),
      (point) => at(point, 'W') + 2,
    );
  });

  test('6.1.2/frontier-deadline: a window that outlasts the deadline lets nothing be minted, 16 of 16 points', async () => {
    const { formula, separates, points } = await swept('frontier-deadline');
    expect([formula, separates, points.length]).toEqual(['W < T', true, 16]);
  });

  test('6.1.2/frontier-live-keys: nothing stays locked up exactly where k operators are left, 16 of 16 points', async () => {
    const result = await swept('frontier-live-keys');
    expect([result.formula, result.separates, result.points.length]).toEqual(['i + k < 5', true, 16]);
    for (const { at: point, verdict } of result.points) {
      expect(verdict, JSON.stringify(point)).toBe(
        (point.k as number) <= 4 - (point.i as number) ? 'exhausted' : 'violated',
      );
    }
  });

  test('6.1.2/frontier-correlated-keys: two keys to an operator halve what it takes, 24 of 24 points', async () => {
    const result = await swept('frontier-correlated-keys');
    expect([result.formula, result.points.length]).toEqual(['2*i < k', 24]);
    expectRegion(
      result,
      (point) => 2 * at(point, 'i') < at(point, 'k'),
      (point) => Math.ceil(at(point, 'k') / 2) + 1,
    );
  });
});
