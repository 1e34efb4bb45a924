import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { HopBlock } from '../../model/htlc-events.ts';
import { htlcHopSystem as system } from '../../model/systems/htlc-hop.ts';

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

const [OFFER, FORWARD, TIMEOUT, CLAIM, EVICT] = ['OFFER', 'FORWARD', 'TIMEOUT', 'CLAIM', 'EVICT'].map((type) => ({
  type,
}));
const start = [OFFER, FORWARD] as readonly MachineEvent[];
const timeout = TIMEOUT as MachineEvent;
const block = (more: Partial<HopBlock> = {}): MachineEvent => ({
  ...{ type: 'BLOCK', incoming: 'none', outgoing: 'none', censors: false, asleep: false },
  ...more,
});
const apart: Setting = { parameters: { t_in: 4, t_out: 2 } };

describe('an HTLC', () => {
  test('3.1.3: B forwards after A has offered, and time starts there', () => {
    expect(() => standing(apart, FORWARD as MachineEvent)).toThrow('incoming');
    expect(() => standing(apart, OFFER as MachineEvent, block())).toThrow('refused');
    expect(standing(apart, ...start).outgoing?.value).toBe('locked');
  });

  test('3.1.3: a refund is valid in block t and not before', () => {
    expect(() => standing(apart, ...start, block(), block(), timeout)).toThrow('refused');
    expect(() => standing(apart, ...start, timeout)).toThrow('B');
    expect(() => standing(apart, ...start, block({ incoming: 'refund' }))).toThrow('incoming');
    const { outgoing } = standing(apart, ...start, block(), timeout, block({ outgoing: 'refund' }));
    expect(outgoing?.value).toBe('refunded');
  });

  test('3.1.3: C claims in any block, once; B can claim in the next', () => {
    const claimed = [...start, block({ outgoing: 'claim' })];
    expect(() => standing(apart, ...claimed, block({ outgoing: 'claim' }))).toThrow('refused');
    expect(() => standing(apart, ...claimed, block())).toThrow('B');
    const paid = standing(apart, ...claimed, CLAIM as MachineEvent, block({ incoming: 'claim' }));
    expect(paid.incoming?.value).toBe('claimed');
  });
});

describe('the way into a block', () => {
  const due = [...start, block(), timeout];

  test('3.1.3: a block contains what waits, unless it is beaten or censored', () => {
    expect(() => standing(apart, ...due, block())).toThrow('mempool');
    expect(() => standing(apart, ...due, block({ censors: true }))).toThrow('l1');
    const censored: Setting = { ...apart, powers: { censor: 1 } };
    expect(standing(censored, ...due, block({ censors: true })).outgoing?.value).toBe('locked');
    expect(() => standing(censored, ...due, block({ outgoing: 'refund', censors: true }))).toThrow('mempool');
    expect(standing(apart, ...due, block({ outgoing: 'claim' })).outgoing?.value).toBe('claimed');
  });

  test('3.1.3: what is evicted is submitted again after the next block, and shows the preimage to who looks', () => {
    const cycled: Setting = { ...apart, powers: { evict: 2 } };
    const evicted = [...due, EVICT as MachineEvent];
    expect(() => standing(cycled, ...evicted, timeout)).toThrow('refused');
    expect(() => standing(cycled, ...evicted, block({ outgoing: 'refund' }), timeout)).toThrow('refused');
    const blind: Setting = { ...cycled, without: ['watchesMempool'] };
    expect(() => standing(blind, ...evicted, CLAIM as MachineEvent)).toThrow('B');
    expect(standing(blind, ...evicted, block(), timeout).mempool?.context).toMatchObject({
      timeout: 'waiting',
      evictions: 1,
    });
    expect(standing(cycled, ...evicted, CLAIM as MachineEvent).mempool?.context).toMatchObject({ claim: 'waiting' });
    expect(() => standing(apart, ...evicted)).toThrow('mempool');
  });

  test('3.1.3: in the block from which A can take back, B’s claim comes first, unless the builder may choose', () => {
    const near: Setting = { parameters: { t_in: 2, t_out: 1 }, powers: { order: true } };
    const claimed = [...start, timeout, block({ outgoing: 'claim' }), CLAIM as MachineEvent];
    expect(() => standing(near, ...claimed, block({ incoming: 'refund' }))).toThrow('mempool');
    const free = standing({ ...near, without: ['claimsFirst'] }, ...claimed, block({ incoming: 'refund' }));
    expect(free.incoming?.value).toBe('refunded');
  });
});
