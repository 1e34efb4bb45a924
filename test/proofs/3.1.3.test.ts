import { beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import { type AnySystem, configure, type Setting } from '../../checker/language/system.ts';
import type { Claim, Frontier } from '../../checker/language/theorem.ts';
import { type ClaimResult, decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide } from '../../checker/verdict/decide.ts';
import { decideFrontier, type FrontierPoint } from '../../checker/verdict/frontier.ts';
import { decideLattice } from '../../checker/verdict/lattice.ts';
import { forwardingChannelSystem } from '../../model/systems/forwarding-channel.ts';
import { htlcChannelSystem } from '../../model/systems/htlc-channel.ts';
import { type PaymentChannelView, paymentChannelSystem as system } from '../../model/systems/payment-channel.ts';
import { htlcPayoff } from '../../proofs/3.1.3-channel-htlc-goals.ts';
import { theorem } from '../../proofs/3.1.3-channel-safety.ts';
import { expected } from '../../proofs/3.1.3-expected.ts';
import { closes, honestPayoff } from '../../proofs/3.1.3-goals.ts';

function claimNamed(id: string): Claim<PaymentChannelView> {
  const found = theorem.claims.find((claim) => claim.id === id);
  if (found === undefined) throw new Error(`no claim ${id}`);
  return found;
}

const ids = theorem.claims.map(({ id }) => id);
const small = { parameters: theorem.instances.small ?? {} };
const repaired = claimNamed('repaired');
const { powers: granted = {} } = repaired.setting ?? {};

async function verdictIn(setting: Setting, property: Property<PaymentChannelView>): Promise<Decision> {
  const [decision] = await decide(system, configure(system, small, setting), [property as Property<never>]);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

describe('3.1.3: every claim', () => {
  const results = new Map<string, ClaimResult>();

  beforeAll(async () => {
    for (const result of await decideClaims(theorem, theorem.claims, {}, {})) results.set(result.id, result);
  });

  test.each(ids)('3.1.3/%s is met, number by number', (id) => {
    const result = results.get(`3.1.3/${id}`);
    const [states, transitions, depth, steps] = expected[id] ?? [];
    expect(result?.misses).toEqual([]);
    expect(result?.vacuous).toEqual([]);
    expect(result?.verdict).toBe(claimNamed(id).expect.verdict);
    expect(result?.counts).toMatchObject({ states, transitions, depth });
    expect(result?.trace?.steps.length).toBe(steps);
  });

  test('3.1.3: every line of expected numbers belongs to a claim, and every claim has one', () => {
    expect(Object.keys(expected).sort()).toEqual([...ids].sort());
  });

  test.each([
    ['party-offline', 'FUND SIGN POST BLOCK BLOCK BLOCK'],
    ['insolvent', 'FUND SIGN POST BLOCK BLOCK BLOCK'],
    ['equal-nonce', 'FUND SIGN POST BLOCK BLOCK BLOCK'],
    ['half-signed-wins', 'FUND SIGN POST BLOCK BLOCK BLOCK'],
    ['other-channel', 'FUND POST BLOCK BLOCK BLOCK'],
    ['closes-at-once', 'FUND SIGN POST'],
  ])('3.1.3/%s: the shortest attack on the literal reading is %s', (id, attack) => {
    const result = results.get(`3.1.3/${id}`);
    expect([result?.reading, result?.verdict]).toEqual(['literal', 'violated']);
    expect(result?.trace?.steps.map(({ type }) => type).join(' ')).toBe(attack);
  });

  test('3.1.3/answer-censored: A submits her newer state, and T blocks leave it out', () => {
    const steps = results.get('3.1.3/answer-censored')?.trace?.steps ?? [];
    expect(steps.filter(({ payload }) => payload.censors === true)).toHaveLength(3);
    expect(steps.some(({ type, owner }) => ['CLOSE', 'RESPOND'].includes(type) && owner === 'A')).toBe(true);
    expect(steps).toHaveLength(7);
  });

  test('3.1.3/premise-holds: the premise holds where three attacks rob A', async () => {
    const { setting = {} } = claimNamed('premise-holds');
    expect(results.get('3.1.3/premise-holds')?.verdict).toBe('exhausted');
    expect((await verdictIn(setting, honestPayoff)).verdict).toBe('violated');
  });

  test('3.1.3/closing-never-ends: the run comes back to where its loop starts', () => {
    const trace = results.get('3.1.3/closing-never-ends')?.trace;
    const loop = trace?.loop ?? -1;
    expect(loop).toBeGreaterThanOrEqual(0);
    expect(trace?.last).toEqual(trace?.states[loop]);
  });
});

describe('3.1.3: each hypothesis of the repair is necessary', () => {
  // One rule is of channels with penalties; `3.1.3/without-revokes-in-turn` is about it.
  const rules = Object.keys(system.rules).filter((rule) => rule !== 'revokesInTurn');

  test.each(rules)('3.1.3/repaired fails without the rule %s', async (rule) => {
    const { verdict, trace } = await verdictIn({ powers: granted, without: [rule] }, repaired.property);
    expect(verdict).toBe('violated');
    expect(trace?.steps.length).toBeGreaterThan(0);
  });

  test.each(['offline', 'censor'])('3.1.3/repaired fails with one unit more of %s: O + K = T', async (power) => {
    const more = { ...granted, [power]: 2 };
    expect((await verdictIn({ powers: more }, repaired.property)).verdict).toBe('violated');
  });

  test.each([
    ['equivocate', 'turnTaking'],
    ['overdraw', 'conservation'],
    ['fakeFunding', 'verifyFunding'],
    ['replayChannel', 'bindChannel'],
    ['order', 'answersBeforeSettlement'],
  ])('3.1.3: without the power %s the rule %s is not needed', async (power, rule) => {
    const setting = { powers: { ...granted, [power]: false }, without: [rule] };
    expect((await verdictIn(setting, repaired.property)).verdict).toBe('exhausted');
  });

  test('3.1.3: the adversary has every power there is', () => {
    expect(Object.keys(granted).sort()).toEqual(Object.keys(system.powers).sort());
  });

  test('3.1.3/closes: neither a standing still L1 nor a silent A closes a channel', async () => {
    for (const weak of [['RESPOND'], ['BLOCK']]) {
      const property = { ...closes, fairness: { weak } };
      expect((await verdictIn({ powers: granted }, property)).verdict, weak.join()).toBe('violated');
    }
  });
});

describe('3.1.3: the lattice of hypotheses', () => {
  test('3.1.3/assumptions-payoff: ten hypotheses with one of two answers to reordering', async () => {
    const [lattice] = theorem.lattices;
    if (lattice === undefined) throw new Error('the lattice is gone');
    const result = await decideLattice(theorem, lattice);
    const ten = [
      ...['promptParty', 'boundedCensorship', 'strictNonce', 'disputeWindow', 'verifySignatures'],
      ...['bindChannel', 'conservation', 'turnTaking', 'verifyFunding', 'freeze'],
    ];
    const sets = result.minimalSufficient.map((set) => [...set].sort().join(' ')).sort();
    expect(sets).toEqual(
      [
        [...ten, 'answersBeforeSettlement'],
        [...ten, 'noReordering'],
      ]
        .map((set) => set.sort().join(' '))
        .sort(),
    );
    expect([result.met, result.undecided]).toEqual([true, null]);
    expect(result.checked + result.pruned).toBe(2 ** 13);
    expect(result.maximalInsufficient.map(({ dropped }) => dropped.join(' ')).sort()).toEqual(
      [...ten, 'answersBeforeSettlement noReordering'].sort(),
    );
  });
});

function frontierNamed(id: string): Frontier<PaymentChannelView> {
  return theorem.frontiers.find((frontier) => frontier.id === id) as Frontier<PaymentChannelView>;
}

const at = ({ at: point }: FrontierPoint, symbol: string): number => point[symbol] as number;

describe('3.1.3: the frontiers', () => {
  // A newer state, an older one posted, and the T blocks in which A sleeps or is left out, after she submitted.
  const attack = (point: FrontierPoint): number => {
    const idle = at(point, 'O') + (point.at.R ?? 0);
    return 3 + at(point, 'T') + (idle >= at(point, 'T') ? 0 : 1);
  };

  test.each<[string, string, number, (lost: number, T: number) => boolean]>([
    ['frontier-answers-first', 'O + K < T', 112, (lost, T) => lost < T],
    ['frontier-restart', 'O + K < T', 45, (lost, T) => lost < T],
    ['frontier-delay', 'R + O + K < T', 162, (lost, T) => lost < T],
  ])('3.1.3/%s: safe exactly where %s, %i points', async (id, formula, points, isSafe) => {
    const result = await decideFrontier(theorem, frontierNamed(id));
    expect([result.formula, result.met, result.points.length]).toEqual([formula, true, points]);
    for (const point of result.points) {
      const lost = ['R', 'O', 'K'].reduce((sum, symbol) => sum + (point.at[symbol] ?? 0), 0);
      const wanted = isSafe(lost, at(point, 'T')) ? ['exhausted', null] : ['violated', attack(point)];
      expect([point.verdict, point.traceSteps], JSON.stringify(point.at)).toEqual(wanted);
    }
  });

  test('3.1.3/frontier-settlement-first: safe exactly where O + K < T - 1, 45 points', async () => {
    const result = await decideFrontier(theorem, frontierNamed('frontier-settlement-first'));
    expect([result.formula, result.met, result.points.length]).toEqual(['O + K < T - 1', true, 45]);
    for (const point of result.points) {
      const isSafe = at(point, 'O') + at(point, 'K') < at(point, 'T') - 1;
      expect(point.verdict, JSON.stringify(point.at)).toBe(isSafe ? 'exhausted' : 'violated');
    }
  });

  test('3.1.3/frontier-without-precedence: no window is long enough', async () => {
    const result = await decideFrontier(theorem, frontierNamed('frontier-without-precedence'));
    expect([result.formula, result.met, result.points.length]).toEqual(['never', true, 45]);
  });
});

describe('3.1.3: with penalties', () => {
  test('3.1.3/assumptions-penalty: neither nonces nor one state a nonce, but revocation in turn', async () => {
    const lattice = theorem.lattices.find(({ id }) => id === 'assumptions-penalty');
    if (lattice === undefined) throw new Error('the lattice is gone');
    const result = await decideLattice(theorem, lattice);
    expect([result.misses, result.minimalSufficient.length, result.undecided]).toEqual([[], 2, null]);
    for (const set of result.minimalSufficient) {
      expect(set).toContain('revokesInTurn');
      expect(set).not.toContain('strictNonce');
      expect(set).not.toContain('turnTaking');
    }
  });

  test('3.1.3/frontier-penalty: safe exactly where O + K < T', async () => {
    const { formula, met } = await decideFrontier(theorem, frontierNamed('frontier-penalty'));
    expect([formula, met]).toEqual(['O + K < T', true]);
  });

  test('3.1.3/revoked-state-settles: the state that settles is the lower one, and A is paid all the same', async () => {
    const [result] = await decideClaims(theorem, [claimNamed('revoked-state-settles')], {}, {});
    const types = result?.trace?.steps.map(({ type }) => type).join(' ');
    expect(types).toBe('FUND SIGN REVOKE POST RESPOND BLOCK BLOCK BLOCK');
  });
});

describe('3.1.3: a payment in flight', () => {
  const traceOf = async (id: string): Promise<string | undefined> => {
    const [result] = await decideClaims(theorem, [claimNamed(id)], {}, {});
    return result?.trace?.steps.map(({ type }) => type).join(' ');
  };

  test.each([
    ['htlc-same-timelock', 'OFFER FORWARD TIMEOUT BLOCK'],
    ['htlc-evicted', 'OFFER FORWARD TIMEOUT EVICT BLOCK TIMEOUT BLOCK'],
  ])('3.1.3/%s: the shortest attack is %s', async (id, attack) => {
    expect(await traceOf(id)).toBe(attack);
  });

  const lost = { K: 1, E: 1, O: 1, R: 2 } as const;
  const sum = ({ at: point }: FrontierPoint): number =>
    Object.entries(lost).reduce((total, [symbol, times]) => total + times * (point[symbol] ?? 0), 0);

  test.each<[string, string, (point: FrontierPoint) => boolean]>([
    ['htlc', 'K + t_out < t_in', (point) => sum(point) + at(point, 't_out') < at(point, 't_in')],
    ['htlc-evictions', 'E + t_out < t_in', (point) => sum(point) + at(point, 't_out') < at(point, 't_in')],
    ['htlc-watched-evictions', 't_out < t_in', (point) => at(point, 't_out') < at(point, 't_in')],
    ['htlc-refund-first', 'K + t_out < t_in - 1', (point) => sum(point) + at(point, 't_out') < at(point, 't_in') - 1],
    ['htlc-delay', '2*R + t_out < t_in', (point) => sum(point) + at(point, 't_out') < at(point, 't_in')],
    ['htlc-budgets', 'K + O < t_in - 2', (point) => sum(point) + 2 < at(point, 't_in')],
  ])('3.1.3/%s: safe exactly where %s', async (id, formula, isSafe) => {
    const result = await decideFrontier(theorem, frontierNamed(id));
    expect([result.formula, result.met]).toEqual([formula, true]);
    for (const point of result.points) {
      expect(point.verdict, JSON.stringify(point.at)).toBe(isSafe(point) ? 'exhausted' : 'violated');
    }
  });

  test('3.1.3/assumptions-htlc: three hypotheses, and one of each of two pairs', async () => {
    const lattice = theorem.lattices.find(({ id }) => id === 'assumptions-htlc');
    if (lattice === undefined) throw new Error('the lattice is gone');
    const result = await decideLattice(theorem, lattice);
    expect([result.misses, result.minimalSufficient.length, result.undecided]).toEqual([[], 4, null]);
  });
});

describe('3.1.3: HTLCs in the states of a channel', () => {
  const lost = { K: 1, O: 1, R: 2 } as const;
  const sum = ({ at: point }: FrontierPoint): number =>
    Object.entries(lost).reduce((total, [symbol, times]) => total + times * (point[symbol] ?? 0), 0);
  /** Two blocks to close and to claim, and one that the builder can give to the refund. */
  const all = (point: FrontierPoint, T: number): boolean => T + sum(point) + 3 <= at(point, 'M');

  test.each<[string, string, (point: FrontierPoint) => boolean]>([
    ['channel-htlc', 'K + T < M - 2', (point) => all(point, at(point, 'T'))],
    ['channel-htlc-delay', '2*R < M - 5', (point) => all(point, 3)],
    ['channel-htlc-with-penalties', 'O < M - 2', (point) => all(point, 0)],
    ['channel-htlc-restarts', '3*R < M - 5', (point) => 3 + 3 * at(point, 'R') + 3 <= at(point, 'M')],
    ['channel-htlc-claims-first', 'K < M - 4', (point) => 3 + at(point, 'K') + 2 <= at(point, 'M')],
  ])('3.1.3/%s: A is paid exactly where %s', async (id, formula, isSafe) => {
    const result = await decideFrontier(theorem, frontierNamed(id));
    expect([result.formula, result.met]).toEqual([formula, true]);
    for (const point of result.points) {
      expect(point.verdict, JSON.stringify(point.at)).toBe(isSafe(point) ? 'exhausted' : 'violated');
    }
  });

  test('3.1.3/assumptions-channel-htlc: four of time, three of the lock, and one of two answers to reordering', async () => {
    const lattice = theorem.lattices.find(({ id }) => id === 'assumptions-channel-htlc');
    if (lattice === undefined) throw new Error('the lattice is gone');
    const result = await decideLattice(theorem, lattice);
    expect([result.misses, result.undecided]).toEqual([[], null]);
    expect(result.minimalSufficient.map((set) => set.length)).toEqual([8, 8]);
  });

  test.each([
    ['channel-htlc-without-hashlock', 'FUND SIGN POST BLOCK BLOCK BLOCK'],
    ['channel-htlc-without-htlc-outputs', 'FUND SIGN LEARN POST BLOCK BLOCK'],
    ['channel-htlc-penalty-without-revokes-in-turn', 'FUND SIGN CLOSE BLOCK POST BLOCK BLOCK'],
  ])('3.1.3/%s: the shortest attack is %s', async (id, attack) => {
    const [result] = await decideClaims(theorem, [claimNamed(id)], {}, {});
    expect(result?.trace?.steps.map(({ type }) => type).join(' ')).toBe(attack);
  });

  // The sweeps take the symbols by ones and twos; here is all of it lost at once, O + K + R = T - 1.
  const lostAtOnce: Setting = { powers: { order: true, censor: 1, offline: 1 }, without: ['claimsFirst'] };
  const slow = { T: 4, reactionDelay: 1 } as const;

  test.each<[string, AnySystem, (margin: number) => Readonly<Record<string, number>>, number]>([
    ['T + K + O + 2R + 2 < M', htlcChannelSystem, (M) => ({ balanceA: 0, updates: 1, t: M + 2, M }), 10],
    ['K + O + 2R + 2 < M', htlcChannelSystem, (M) => ({ balanceA: 0, updates: 1, t: M + 2, M, penalty: 1 }), 6],
    ['T + K + O + 3R + 2 < M', htlcChannelSystem, (M) => ({ balanceA: 0, updates: 1, t: M + 2, M, restart: 1 }), 11],
    ['t_out + 2T + 4R + K + O + 4 < t_in', forwardingChannelSystem, (t_in) => ({ t_out: 2, t_in }), 20],
    ['t_out + 4R + K + O + 4 < t_in', forwardingChannelSystem, (t_in) => ({ t_out: 2, t_in, penalty: 1 }), 12],
  ])('3.1.3: %s where all of it is lost at once', async (_says, system, at, sum) => {
    const verdictAt = async (value: number): Promise<string | undefined> => {
      const configuration = configure(system, { parameters: { ...slow, ...at(value) } }, lostAtOnce);
      const [decision] = await decide(system, configuration, [htlcPayoff as Property<never>]);
      return decision?.verdict;
    };
    expect([await verdictAt(sum), await verdictAt(sum + 1)]).toEqual(['violated', 'exhausted']);
  });

  type Input = Readonly<Record<string, unknown>>;
  const { parameters, powers } = {
    parameters: theorem.instances['channel-htlc'] ?? {},
    powers: { order: true, censor: 1 },
  };

  /** The same system with one machine told something else. */
  function mistold(name: 'channel' | 'htlcs' | 'l1', change: (input: Input) => Input): AnySystem {
    return {
      ...htlcChannelSystem,
      compose: (configuration) => {
        const { components, events } = htlcChannelSystem.compose(configuration);
        const one = components[name];
        return { components: { ...components, [name]: { ...one, input: change(one.input as Input) } }, events };
      },
    };
  }

  test.each<[string, AnySystem, string]>([
    ['as it is', htlcChannelSystem, 'exhausted'],
    [
      'a contract that refunds a block early',
      mistold('channel', (input) => {
        const htlc = input.htlc as { readonly timelock: number };
        return { ...input, htlc: { ...htlc, timelock: htlc.timelock - 1 } };
      }),
      'violated',
    ],
    [
      'an A who takes the timelock for a later one',
      mistold('htlcs', (input) => ({ ...input, timelock: Number(input.timelock) + 1 })),
      'violated',
    ],
    ['an A who claims a block late', mistold('htlcs', (input) => ({ ...input, reactionDelay: 1 })), 'violated'],
    ['one more block censored', mistold('l1', () => ({ censorship: 2 })), 'violated'],
    ['a window of one block more', mistold('channel', (input) => ({ ...input, timeout: 3 })), 'violated'],
  ])('3.1.3/channel-htlc-repaired tells %s', async (_says, system, verdict) => {
    const [decision] = await decide(system, configure(system, { parameters, powers }), [htlcPayoff as Property<never>]);
    expect(decision?.verdict).toBe(verdict);
  });

  test('3.1.3/channel-htlc-window: nobody is censored or asleep, and the refund is in the block of the claim', async () => {
    const [result] = await decideClaims(theorem, [claimNamed('channel-htlc-window')], {}, {});
    const steps = result?.trace?.steps ?? [];
    expect(steps.some(({ payload }) => payload.censors === true || payload.asleep === true)).toBe(false);
    expect(steps.at(-2)?.type).toBe('CLAIM');
    expect(steps.at(-1)?.payload.htlc).toMatchObject({ settles: 'refund' });
  });
});

describe('3.1.3: a payment forwarded from one channel into another', () => {
  // Two blocks to close and to take back, and two to close and to claim; then the block of the refund.
  test.each<[string, string, (point: FrontierPoint) => boolean]>([
    ['forwarding-timelocks', '2*T < t_in - 5', (point) => 1 + 2 * (at(point, 'T') + 2) < at(point, 't_in')],
    ['forwarding-with-penalties', 'K < t_in - 5', (point) => 1 + at(point, 'K') + 4 < at(point, 't_in')],
  ])('3.1.3/%s: A is paid exactly where %s', async (id, formula, isSafe) => {
    const result = await decideFrontier(theorem, frontierNamed(id));
    expect([result.formula, result.met]).toEqual([formula, true]);
    for (const point of result.points) {
      expect(point.verdict, JSON.stringify(point.at)).toBe(isSafe(point) ? 'exhausted' : 'violated');
    }
  });

  test('3.1.3/forwarding-too-close: A closes both channels and claims in the block that refunds', async () => {
    const [result] = await decideClaims(theorem, [claimNamed('forwarding-too-close')], {}, {});
    const steps = result?.trace?.steps ?? [];
    const last = steps.at(-1)?.payload.htlc;
    expect(steps.map(({ type }) => type).filter((type) => type !== 'BLOCK')).toEqual(
      expect.arrayContaining(['SIGN', 'FORWARD', 'SUBMIT', 'SUBMIT', 'LEARN', 'CLOSE', 'CLAIM']),
    );
    expect(last).toMatchObject({ settles: 'refund' });
  });
});

describe('3.1.3: a watchtower', () => {
  test('3.1.3/frontier-tower: safe exactly where D + R + O + K < T, 120 points', async () => {
    const result = await decideFrontier(theorem, frontierNamed('frontier-tower'));
    expect([result.formula, result.met, result.points.length]).toEqual(['D + R + O + K < T', true, 120]);
    for (const point of result.points) {
      const lost = ['D', 'R', 'O', 'K'].reduce((sum, symbol) => sum + at(point, symbol), 0);
      expect(point.verdict, JSON.stringify(point.at)).toBe(lost < at(point, 'T') ? 'exhausted' : 'violated');
    }
  });

  test('3.1.3/assumptions-tower: an A who is awake, or a tower that is awake and told; never censored', async () => {
    const lattice = theorem.lattices.find(({ id }) => id === 'assumptions-tower');
    if (lattice === undefined) throw new Error('the lattice is gone');
    const result = await decideLattice(theorem, lattice);
    expect([result.misses, result.minimalSufficient, result.undecided]).toEqual([
      [],
      [
        ['promptParty', 'boundedCensorship'],
        ['promptTower', 'toldTower', 'boundedCensorship'],
      ],
      null,
    ]);
  });

  test.each([
    ['tower-not-told', 'FUND SIGN POST BLOCK BLOCK BLOCK'],
    ['tower-asleep', 'FUND SIGN TELL POST BLOCK BLOCK BLOCK'],
    ['old-tower-misfires', 'FUND SIGN MISFIRE BLOCK BLOCK BLOCK BLOCK'],
  ])('3.1.3/%s: the shortest attack is %s', async (id, attack) => {
    const [result] = await decideClaims(theorem, [claimNamed(id)], {}, {});
    expect(result?.trace?.steps.map(({ type }) => type).join(' ')).toBe(attack);
  });
});

describe('3.1.3: many channels at once', () => {
  test('3.1.3/flood: safe exactly where n <= cap*(W - K), and an attack has n closings and W blocks', async () => {
    const result = await decideFrontier(theorem, frontierNamed('flood'));
    expect([result.formula, result.met, result.points.length]).toEqual(['n <= cap*(W - K)', true, 60]);
    for (const point of result.points) {
      const [n, cap, W, K] = ['n', 'cap', 'W', 'K'].map((symbol) => at(point, symbol)) as [
        number,
        number,
        number,
        number,
      ];
      expect(point.verdict, JSON.stringify(point.at)).toBe(n <= cap * (W - K) ? 'exhausted' : 'violated');
      if (point.verdict === 'violated') expect(point.traceSteps).toBeLessThanOrEqual(n + W);
    }
  });
});
