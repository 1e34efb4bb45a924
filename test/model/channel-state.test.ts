import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { paymentChannelSystem as system } from '../../model/systems/payment-channel.ts';

/** Where every machine stands after these events, taken one by one by all of them. */
function standing(setting: Setting, ...events: readonly MachineEvent[]): Readonly<Record<string, LocalState>> {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return Object.fromEntries(composition.names.map((name, c) => [name, state[c] as LocalState]));
}

const fund: MachineEvent = { type: 'FUND', output: 'deposits' };
const one = { nonce: 1, balanceA: 2, balanceB: 0 };
const two = { nonce: 2, balanceA: 1, balanceB: 1 };
const sign = (state: object, proposer: 'A' | 'B'): MachineEvent => ({ type: 'SIGN', ...state, proposer });
const post = (state: object): MachineEvent => ({ type: 'POST', ...state, signedBy: 'both' });
const revoke = (nonce: number): MachineEvent => ({ type: 'REVOKE', nonce });
const block = (presents: object | 'none' = 'none'): MachineEvent => ({
  ...{ type: 'BLOCK', settlesFirst: false, repeats: false, censors: false, asleep: false },
  presents,
});
const messages: Setting = { parameters: { messages: 1 } };
const penalty: Setting = { parameters: { penalty: 1, T: 2 } };

describe('Definition 3.1.2: how a state comes about', () => {
  test('3.1.2: draft, signed by A, full, superseded', () => {
    expect(standing({}, fund)['states[1]']?.value).toBe('draft');
    expect(standing({}, fund, sign(one, 'A'))['states[1]']?.value).toBe('signedA');
    const full = [fund, sign(one, 'A'), { type: 'COUNTERSIGN', ...one }];
    const after = standing({}, ...full);
    expect([after['states[0]']?.value, after['states[1]']?.value]).toEqual(['superseded', 'full']);
    expect(standing({}, ...full, sign(two, 'B'))['states[1]']?.value).toBe('superseded');
  });

  test('3.1.2: as messages: A signs what B proposed, his last proposal, and nothing else of his', () => {
    const proposed = [fund, { type: 'PROPOSE', ...one }];
    expect(standing(messages, ...proposed)['states[1]']?.value).toBe('signedB');
    expect(standing(messages, ...proposed, sign(one, 'B'))['states[1]']?.value).toBe('full');
    expect(() => standing(messages, fund, sign(one, 'B'))).toThrow('states[1]');
    const other = { nonce: 1, balanceA: 0, balanceB: 2 };
    expect(() => standing(messages, ...proposed, { type: 'PROPOSE', ...other }, sign(one, 'B'))).toThrow('states[1]');
    expect(standing(messages, ...proposed, sign(other, 'A'))['states[1]']?.value).toBe('signedA');
  });

  test('3.1.2: B revokes what is superseded, once, and nobody else’s channel has revocations', () => {
    const superseded = [fund, sign(one, 'B')];
    expect(standing(penalty, ...superseded, revoke(0))['states[0]']?.value).toBe('revoked');
    expect(() => standing(penalty, fund, revoke(0))).toThrow('refused');
    expect(() => standing(penalty, ...superseded, revoke(0), revoke(0))).toThrow('refused');
    expect(configureMenu('REVOKE')).toBe(0);
  });

  test('3.1.2: A signs the next state only after the last but one is revoked', () => {
    expect(() => standing(penalty, fund, sign(one, 'B'), sign(two, 'B'))).toThrow('A');
    const signed = standing(penalty, fund, sign(one, 'B'), revoke(0), sign(two, 'B'));
    expect(signed['states[2]']?.value).toBe('full');
  });
});

function configureMenu(type: string): number {
  return system.compose(configure(system, {})).events[type]?.payloads.length ?? -1;
}

describe('Definition 3.1.1 with penalties', () => {
  const zero = { nonce: 0, balanceA: 1, balanceB: 1 };

  test('3.1.1: who shows a revoked state forfeits all', () => {
    const shown = [fund, sign(one, 'B'), revoke(0), post(zero), { type: 'RESPOND', nonce: 1 }];
    const { channel } = standing(penalty, ...shown, block(one), block());
    expect(channel?.context).toMatchObject({ forfeits: 'B', paidA: 2, paidB: 0, onChain: { nonce: 0 } });
  });

  test('3.1.1: what is superseded and not revoked stands, and A has no answer to it', () => {
    const shown = [fund, sign(one, 'B'), post(zero)];
    expect(() => standing(penalty, ...shown, { type: 'RESPOND', nonce: 1 })).toThrow('A');
    expect(standing(penalty, ...shown, block(), block()).channel?.context).toMatchObject({ paidA: 1, paidB: 1 });
  });

  test('3.1.1: no state replaces the one presented', () => {
    expect(() => standing(penalty, fund, sign(one, 'B'), post(zero), post(one))).toThrow('channel');
  });

  test('3.1.1: A shows the last state that she holds, whatever she has signed since, unless that gave it up', () => {
    const closed = [fund, sign(one, 'A'), { type: 'CLOSE', nonce: 0 }, block(zero)];
    expect(() => standing(penalty, ...closed, post(one))).toThrow('channel');
    const early: Setting = { ...penalty, without: ['revokesInTurn'] };
    expect(standing(early, ...closed, post(one), block(), block()).channel?.context).toMatchObject({
      paidA: 0,
      paidB: 2,
    });
  });

  test('3.1.1: A’s own commitment in the mempool is void once B’s is on the chain', () => {
    const raced = [fund, sign(one, 'B'), { type: 'CLOSE', nonce: 1 }, post(zero)];
    expect(() => standing(penalty, ...raced, block(one))).toThrow('A');
    expect(standing(penalty, ...raced, block(), block()).channel?.context).toMatchObject({ paidA: 1 });
  });
});
