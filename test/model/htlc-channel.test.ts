import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { type AnySystem, configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { ChannelState, HtlcBlock } from '../../model/channel-events.ts';
import { updateOf } from '../../model/channel-htlc.ts';
import { forwardingChannelSystem } from '../../model/systems/forwarding-channel.ts';
import { htlcChannelSystem } from '../../model/systems/htlc-channel.ts';

/** Where every machine stands after these events, taken one by one by all of them. */
function standing(setting: Setting, ...events: readonly MachineEvent[]): Readonly<Record<string, LocalState>> {
  return standingIn(htlcChannelSystem, setting, events);
}

function standingIn(
  system: AnySystem,
  setting: Setting,
  events: readonly MachineEvent[],
): Readonly<Record<string, LocalState>> {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return Object.fromEntries(composition.names.map((name, c) => [name, state[c] as LocalState]));
}

type Parts = Partial<HtlcBlock['htlc']> & { readonly presents?: ChannelState };

function block({ presents, ...htlc }: Parts = {}): MachineEvent {
  const said = { settles: 'none', locked: 'none', leavesOut: 'nobody', asleep: false, ...htlc };
  return {
    ...{ type: 'BLOCK', settlesFirst: false, repeats: false },
    ...{ presents: presents ?? 'none', censors: said.leavesOut !== 'nobody', asleep: said.asleep },
    htlc: said,
  };
}

const FUND: MachineEvent = { type: 'FUND', output: 'deposits' };
const [LEARN, CLAIM, TIMEOUT] = ['LEARN', 'CLAIM', 'TIMEOUT'].map((type): MachineEvent => ({ type })) as [
  MachineEvent,
  MachineEvent,
  MachineEvent,
];
const close = (nonce: number): MachineEvent => ({ type: 'CLOSE', nonce });
const sign = (state: ChannelState, proposer: 'A' | 'B' = 'B'): MachineEvent => ({ type: 'SIGN', ...state, proposer });
const post = (state: ChannelState): MachineEvent => ({ type: 'POST', ...state, signedBy: 'both' });

const start: ChannelState = { nonce: 0, balanceA: 1, balanceB: 1 };
/** B pays A by an HTLC of one unit, and A pays B by one. */
const fromB: ChannelState = { nonce: 1, balanceA: 1, balanceB: 0, htlc: { by: 'B', amount: 1 } };
const fromA: ChannelState = { nonce: 1, balanceA: 0, balanceB: 1, htlc: { by: 'A', amount: 1 } };
const paidToA: ChannelState = { nonce: 2, balanceA: 2, balanceB: 0 };
const paidToB: ChannelState = { nonce: 2, balanceA: 0, balanceB: 2 };
const failed: ChannelState = { nonce: 2, balanceA: 1, balanceB: 1 };

const one: Setting = { parameters: { T: 1, t: 6, M: 3 } };
const contract = (states: Readonly<Record<string, LocalState>>): Record<string, unknown> =>
  states.channel?.context as Record<string, unknown>;

describe('an HTLC in the states of a channel', () => {
  test('3.1.2: is added from its sender’s balance, and paid to the other or given back', () => {
    expect([updateOf(start, fromB), updateOf(start, fromA)]).toEqual(['add', 'add']);
    expect([updateOf(fromB, paidToA), updateOf(fromB, failed)]).toEqual(['fulfil', 'fail']);
    expect([updateOf(fromA, paidToB), updateOf(fromA, failed)]).toEqual(['fulfil', 'fail']);
    expect([updateOf(start, paidToA), updateOf(start, failed), updateOf(fromA, fromB)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(updateOf(fromB, paidToB)).toBeUndefined();
  });

  test('3.1.3: A asks to be paid, and pays, only when the preimage is known; B may pay her without', () => {
    expect(() => standing(one, FUND, sign(fromA), sign(paidToB))).toThrow('refused by htlcs');
    expect(() => standing(one, FUND, sign(fromB), sign(paidToA, 'A'))).toThrow('refused by htlcs');
    expect(() => standing(one, FUND, sign(paidToA))).toThrow('refused by');
    for (const events of [
      [sign(fromA), LEARN, sign(paidToB)],
      [sign(fromB), LEARN, sign(paidToA, 'A')],
      [sign(fromB), sign(paidToA)],
      [sign(fromA), sign(failed)],
    ])
      expect(standing(one, FUND, ...events).htlcs?.value).toBe('inChannel');
  });

  test('3.1.1: its amount is locked when the balances are paid, and goes to A for the preimage', () => {
    const locked = [FUND, sign(fromB), LEARN, post(fromB), block({ locked: 'B' })];
    expect(contract(standing(one, ...locked))).toMatchObject({ held: 1, paidA: 1, paidB: 0 });
    expect(() => standing(one, ...locked.slice(0, -1), block())).toThrow('channel');
    expect(() => standing(one, ...locked, block({ locked: 'B' }))).toThrow('htlcs');
    expect(() => standing(one, ...locked, block({ settles: 'claim' }))).toThrow('htlcs');
    expect(() => standing(one, ...locked, CLAIM, block({ settles: 'refund' }))).toThrow('channel');
    const paid = standing(one, ...locked, CLAIM, block({ settles: 'claim' }));
    expect(contract(paid)).toMatchObject({ held: 0, paidA: 2, paidB: 0 });
    expect(() => standing(one, ...locked, CLAIM, block({ settles: 'claim' }), CLAIM)).toThrow('htlcs');
  });

  test('3.1.1: nothing is claimed without the preimage, and nothing taken back before block t', () => {
    const locked = [FUND, sign(fromA), post(fromA), block({ locked: 'A' })];
    expect(() => standing(one, ...locked, block({ settles: 'claim' }))).toThrow('preimage');
    expect(() => standing(one, ...locked, block({ settles: 'grab' }))).toThrow('channel');
    const claimed = standing(one, ...locked, LEARN, block({ settles: 'claim' }));
    expect(contract(claimed)).toMatchObject({ held: 0, paidA: 0, paidB: 2 });
    const waiting = Array.from({ length: 4 }, () => block({ locked: 'A' }));
    expect(() => standing(one, ...locked, ...waiting.slice(1), TIMEOUT)).toThrow('htlcs');
    expect(() => standing(one, ...locked, ...waiting, block({ locked: 'A' }))).toThrow('htlcs');
    const back = standing(one, ...locked, ...waiting, TIMEOUT, block({ settles: 'refund' }));
    expect(contract(back)).toMatchObject({ held: 0, paidA: 1, paidB: 1 });
  });

  test('3.1.1: with penalties it can be claimed while the window runs, and is forfeited with a revoked state', () => {
    const revoking: Setting = { parameters: { T: 3, t: 6, M: 3, penalty: 1 } };
    const revoke: MachineEvent = { type: 'REVOKE', nonce: 0 };
    const shown = [FUND, sign(fromB), revoke, LEARN, post(fromB)];
    expect(() => standing(one, ...shown.filter((event) => event !== revoke), CLAIM)).toThrow('htlcs');
    const claimed = [...shown, CLAIM, block({ settles: 'claim' })];
    expect(contract(standing(revoking, ...claimed))).toMatchObject({ held: 2, paidA: 0 });
    expect(contract(standing(revoking, ...claimed, block(), block()))).toMatchObject({ held: 0, paidA: 2, paidB: 0 });

    const given = [FUND, sign(fromA), revoke, sign(failed), { ...revoke, nonce: 1 }, LEARN, post(fromA)];
    const answered = [...given, { type: 'RESPOND', nonce: 2 }, block({ presents: failed, settles: 'claim' })];
    const punished = standing(revoking, ...answered, block(), block());
    expect(contract(punished)).toMatchObject({ held: 0, paidA: 2, paidB: 0, forfeits: 'B' });
  });
});

describe('when A goes on chain', () => {
  const known = [FUND, sign(fromB), LEARN];

  test('3.1.3: M blocks before the timelock of an HTLC that she counts on, and not later', () => {
    expect(standing(one, ...known).htlcs?.context).toMatchObject({ counts: true });
    const blocks = [block(), block(), block()];
    expect(() => standing(one, ...known, ...blocks, block())).toThrow('htlcs');
    expect(standing(one, ...known, ...blocks, close(1), block({ presents: fromB })).channel?.value).toBe('closing');
    // Nothing is owed to an HTLC whose preimage she learns too late.
    const late = standing(one, FUND, sign(fromB), ...blocks, block(), LEARN, block());
    expect(late.htlcs?.context).toMatchObject({ counts: false, height: 5 });
  });

  test('3.1.3: with penalties she counts on it when the state before it is revoked', () => {
    const revoking: Setting = { parameters: { T: 1, t: 6, M: 3, penalty: 1 } };
    expect(standing(revoking, ...known).htlcs?.context).toMatchObject({ counts: false });
    const revoked = [...known, { type: 'REVOKE', nonce: 0 }];
    expect(standing(revoking, ...revoked).htlcs?.context).toMatchObject({ counts: true });
    // And until the state with it is: B can still show it.
    expect(standing(revoking, ...revoked, sign(paidToA)).htlcs?.context).toMatchObject({ counts: true });
    const over = standing(revoking, ...revoked, sign(paidToA), { type: 'REVOKE', nonce: 1 });
    expect(over.htlcs?.context).toMatchObject({ counts: false });
  });

  test('3.1.3: her own HTLC she waits for until its timelock', () => {
    const blocks = Array.from({ length: 6 }, () => block());
    const offered = [FUND, sign(fromA), ...blocks];
    expect(() => standing(one, ...offered, block())).toThrow('htlcs');
    expect(standing(one, ...offered, close(1)).htlcs?.context).toMatchObject({ closing: 'submitted', height: 6 });
  });
});

describe('the block in which B may take an HTLC back', () => {
  const near: Setting = { parameters: { T: 1, t: 3, M: 3 }, powers: { order: true, censor: 1 } };
  const due = [FUND, sign(fromB), LEARN, post(fromB), block({ locked: 'B' }), CLAIM];

  test('3.1.3: belongs to A’s claim where claims come first, unless it is censored', () => {
    const censored = [...due, block({ locked: 'B', leavesOut: 'output' })];
    expect(() => standing(near, ...due, block({ settles: 'refund' }))).toThrow('channel');
    expect(() => standing(near, ...censored, block({ settles: 'refund' }))).toThrow('htlcs');
    expect(contract(standing(near, ...censored, block({ settles: 'claim' })))).toMatchObject({ paidA: 2 });
    const twice: Setting = { ...near, powers: { order: true, censor: 2 } };
    const robbed = standing(twice, ...censored, block({ settles: 'refund', leavesOut: 'output' }));
    expect(contract(robbed)).toMatchObject({ paidA: 1, paidB: 1 });
  });

  test('3.1.3: and to whom the builder likes, where they do not', () => {
    const free: Setting = { ...near, without: ['claimsFirst'] };
    const censored = [...due, block({ locked: 'B', leavesOut: 'output' })];
    expect(contract(standing(free, ...censored, block({ settles: 'refund' })))).toMatchObject({ paidA: 1, paidB: 1 });
  });
});

describe('the other channel of a forwarder', () => {
  const setting: Setting = { parameters: { T: 1, t_in: 12, t_out: 1 }, powers: { order: true, censor: 1 } };
  const offered: ChannelState = { nonce: 1, balanceA: 0, balanceB: 0, htlc: { by: 'B', amount: 1 } };
  const reached = (...events: readonly MachineEvent[]): Record<string, unknown> =>
    standingIn(forwardingChannelSystem, setting, [FUND, sign(offered), ...events]).outgoing?.context as never;
  const FORWARD: MachineEvent = { type: 'FORWARD' };
  const submit = (what: 'close' | 'timeout'): MachineEvent => ({ type: 'SUBMIT', what });
  const said = (contains: 'nothing' | 'hers' | 'claim' = 'nothing', leavesOut = false): MachineEvent => ({
    ...block(),
    censors: leavesOut,
    outgoing: { contains, leavesOut, asleep: false },
  });
  const closed = [FORWARD, said(), submit('close'), said('hers'), said()];

  test('3.1.3: A forwards what is committed to, and before the timelock of what she offers', () => {
    expect(reached(FORWARD)).toMatchObject({ htlc: 'open' });
    expect(() => reached(said(), FORWARD)).toThrow('outgoing');
    expect(() => standingIn(forwardingChannelSystem, setting, [FUND, FORWARD])).toThrow('htlcs');
    expect(() => reached(LEARN)).toThrow('outgoing');
  });

  test('3.1.3: she closes it when the timelock is there, and her timeout is after the window', () => {
    expect(() => reached(FORWARD, submit('close'))).toThrow('outgoing');
    expect(() => reached(FORWARD, said(), said())).toThrow('outgoing');
    expect(() => reached(FORWARD, said(), submit('close'), said('hers'), submit('timeout'))).toThrow('outgoing');
    expect(reached(...closed)).toMatchObject({ htlc: 'locked' });
    expect(reached(...closed, submit('timeout'), said('hers'))).toMatchObject({ htlc: 'settled' });
    expect(() => reached(...closed, said())).toThrow('outgoing');
  });

  test('3.1.3: what waits is in the block, or left out at a price, or beaten by the claim that she sees next', () => {
    const due = [...closed, submit('timeout')];
    expect(() => reached(...due, said())).toThrow('outgoing');
    expect(reached(...due, said('nothing', true))).toMatchObject({ htlc: 'locked', pending: 'timeout' });
    expect(() => reached(...due, said('claim', true))).toThrow('outgoing');
    const beaten = [...due, said('claim')];
    expect(() => reached(...beaten, said())).toThrow('outgoing');
    expect(reached(...beaten, LEARN)).toMatchObject({ htlc: 'settled', pending: 'none' });
    expect(() => reached(...beaten, LEARN, said())).toThrow('htlcs');
  });
});
