import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { watchedChannelSystem as system } from '../../model/systems/watched-channel.ts';

type Standing = LocalState<Readonly<Record<string, unknown>>>;

function standing(setting: Setting, ...events: readonly MachineEvent[]): Readonly<Record<string, Standing>> {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return Object.fromEntries(composition.names.map((name, c) => [name, state[c] as Standing]));
}

interface InBlock {
  readonly presents?: object;
  readonly byTower?: boolean;
  readonly leavesOut?: 'nobody' | 'A' | 'tower' | 'both';
  readonly asleep?: boolean;
  readonly towerAsleep?: boolean;
}

/** A block in which A sleeps unless told otherwise. */
function block({ presents, byTower = false, leavesOut = 'nobody', asleep = true, towerAsleep = false }: InBlock = {}) {
  return {
    ...{ type: 'BLOCK', settlesFirst: false, repeats: false, asleep, censors: leavesOut !== 'nobody' },
    presents: presents ?? 'none',
    tower: { presents: byTower, leavesOut, asleep: towerAsleep },
  } as MachineEvent;
}

const fund: MachineEvent = { type: 'FUND', output: 'deposits' };
const zero = { nonce: 0, balanceA: 1, balanceB: 1 };
const one = { nonce: 1, balanceA: 2, balanceB: 0 };
const two = { nonce: 2, balanceA: 2, balanceB: 0 };
const sign = (state: object, proposer: 'A' | 'B' = 'B'): MachineEvent => ({ type: 'SIGN', ...state, proposer });
const post = (state: object): MachineEvent => ({ type: 'POST', ...state, signedBy: 'both' });
const nonce = (type: string, n: number): MachineEvent => ({ type, nonce: n });
const asleep: Setting = { parameters: { T: 2 }, powers: { offline: 12, towerOffline: 1, censor: 1 } };
const told = [fund, sign(one), nonce('TELL', 1)];

describe('Definition 3.1.1 with a watchtower', () => {
  test('3.1.1: it keeps what it was told of last, and is told only of what A holds in full', () => {
    expect(standing(asleep, fund).tower?.context).toMatchObject({ held: zero, underWay: 'none' });
    expect(standing(asleep, fund, sign(one, 'A')).tower?.context).toMatchObject({ underWay: 'none' });
    expect(standing(asleep, fund, sign(one)).tower?.context).toMatchObject({ held: zero, underWay: one });
    expect(standing(asleep, ...told).tower?.context).toMatchObject({ held: one, underWay: 'none' });
    expect(standing(asleep, fund, sign(one), sign(two), nonce('TELL', 2)).tower?.context.held).toEqual(two);
    expect(() => standing(asleep, fund, sign(one), sign(two), nonce('TELL', 1))).toThrow('tower');
  });

  test('3.1.1: no block passes while it is to be told, unless that may be late or never happens', () => {
    const awake = block({ asleep: false });
    expect(() => standing(asleep, fund, sign(one), awake)).toThrow('tower');
    const late: Setting = { parameters: { tellDelay: 1 } };
    expect(standing(late, fund, sign(one), awake).tower?.context.late).toBe(1);
    expect(() => standing(late, fund, sign(one), awake, awake)).toThrow('tower');
    expect(standing({ without: ['tellsTower'] }, fund, sign(one), awake, awake).tower?.context.held).toEqual(zero);
  });

  test('3.1.1: it answers an older state while A sleeps, and A is paid', () => {
    const answered = [...told, post(zero), nonce('INTERVENE', 1), block({ presents: one, byTower: true })];
    const { channel, A, tower } = standing(asleep, ...answered, block({ asleep: false }));
    expect(channel?.context).toMatchObject({ onChain: one, paidA: 2, paidB: 0 });
    expect(A?.context).toMatchObject({ naps: 11, onChain: 1, pending: 'none' });
    expect(tower?.context).toMatchObject({ pending: 'none', onChain: 1 });
  });

  test('3.1.1: it has to answer in time, unless it sleeps, and sleep is spent on nothing else', () => {
    expect(() => standing(asleep, ...told, post(zero), block())).toThrow('tower');
    expect(standing(asleep, ...told, post(zero), block({ towerAsleep: true })).tower?.context.naps).toBe(0);
    expect(() => standing(asleep, ...told, block({ asleep: false, towerAsleep: true }))).toThrow('tower');
    const slow: Setting = { ...asleep, parameters: { T: 3, towerDelay: 1 } };
    expect(standing(slow, ...told, post(zero), block()).tower?.context.waited).toBe(1);
    expect(() => standing(slow, ...told, post(zero), block(), block())).toThrow('tower');
  });

  test('3.1.1: it answers nothing that is not older than what it holds, and says nothing of the open channel', () => {
    expect(() => standing(asleep, fund, sign(one), post(zero), nonce('INTERVENE', 0))).toThrow('tower');
    expect(() => standing(asleep, ...told, post(one), nonce('INTERVENE', 1))).toThrow('tower');
    expect(() => standing(asleep, ...told, nonce('INTERVENE', 1))).toThrow('tower');
    expect(() => standing(asleep, ...told, nonce('MISFIRE', 1))).not.toThrow();
    expect(system.compose(configure(system, asleep)).events.MISFIRE?.payloads).toEqual([]);
  });

  test('3.1.1: a block says truly whose transaction it leaves out, and pays for it', () => {
    const both = [...told, post(zero), nonce('RESPOND', 1), nonce('INTERVENE', 1)];
    const left = (leavesOut: 'nobody' | 'A' | 'tower' | 'both'): MachineEvent => block({ leavesOut, asleep: false });
    expect(standing(asleep, ...both, left('both')).l1?.context.censorship).toBe(0);
    expect(() => standing(asleep, ...both, left('A'))).toThrow('tower');
    expect(() => standing(asleep, ...both, left('tower'))).toThrow('A');
    expect(() => standing(asleep, ...both, left('both'), left('both'))).toThrow('l1');
    const hers = standing(asleep, ...both, block({ presents: one, asleep: false }));
    expect([hers.A?.context.pending, hers.tower?.context.pending]).toEqual(['none', 'none']);
    expect(() => standing(asleep, ...both, block({ presents: one, byTower: true, asleep: false }))).toThrow('A');
  });

  test('3.1.1: an old state of its tower’s does not push out A’s own for nothing, and A answers it', () => {
    const old: Setting = { powers: { misfires: true, censor: 1 }, without: ['tellsTower'] };
    const raced = [fund, sign(one), nonce('MISFIRE', 0), nonce('CLOSE', 1)];
    const first = { presents: zero, byTower: true, asleep: false } as const;
    expect(() => standing(old, ...raced, block(first))).toThrow('A');
    const after = standing(old, ...raced, block({ ...first, leavesOut: 'A' }), block({ presents: one, asleep: false }));
    expect(after.channel?.context).toMatchObject({ onChain: one });
    const alone = [fund, sign(one), nonce('MISFIRE', 0), block(first)];
    expect(() => standing(old, ...alone, block({ asleep: false }))).toThrow('A');
    expect(standing(old, ...alone, nonce('RESPOND', 1)).A?.context).toMatchObject({ pending: one, onChain: 0 });
  });

  test('3.1.1 with penalties: it is told of what shows a state to be revoked, and punishes with it', () => {
    const penalty: Setting = { ...asleep, parameters: { T: 2, penalty: 1 } };
    expect(standing(penalty, fund, sign(one)).tower?.context).toMatchObject({ held: 'none', underWay: 'none' });
    const revoked = [fund, sign(one), nonce('REVOKE', 0), nonce('TELL', 1), post(zero), nonce('INTERVENE', 1)];
    const punished = [...revoked, block({ presents: one, byTower: true }), block({ asleep: false })];
    expect(standing(penalty, ...punished).channel?.context).toMatchObject({ forfeits: 'B', paidA: 2, paidB: 0 });
    const misfires = { ...penalty, powers: { misfires: true } };
    expect(system.compose(configure(system, misfires)).events.MISFIRE?.payloads).toEqual([]);
  });
});
