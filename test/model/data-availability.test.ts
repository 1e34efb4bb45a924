import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { Layer } from '../../model/data-layer.ts';
import type { Reader } from '../../model/data-reader.ts';
import { dataAvailabilitySystem as system } from '../../model/systems/data-availability.ts';

interface After {
  readonly layer: Layer;
  readonly node: Reader;
  readonly joiner: Reader;
}

/** The machines after these events, taken one by one. */
function statesAfter(setting: Setting, ...events: readonly MachineEvent[]): After {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  const of = (name: string): unknown => (state[composition.names.indexOf(name)] as LocalState).context;
  return { layer: of('layer') as Layer, node: of('node') as Reader, joiner: of('joiner') as Reader };
}

const execute: MachineEvent = { type: 'EXECUTE', batch: 0, content: 'a' };
const disperse: MachineEvent = { type: 'DISPERSE', batch: 0 };
const commit = (data: string, more: object = {}): MachineEvent => ({
  ...{ type: 'COMMIT', batch: 0, content: 'a', data, helped: false },
  ...more,
});
const deliver = (to: string, from: string, content = 'a'): MachineEvent => ({
  ...{ type: 'DELIVER', batch: 0, content, to, from },
});
const challenge = (by: string): MachineEvent => ({ type: 'CHALLENGE', batch: 0, by });
const block = (room = true, next = 'open'): MachineEvent => ({ type: 'BLOCK', next, room });
const blocks = (n: number): MachineEvent[] => Array.from({ length: n }, () => block());

const calldata: Setting = { parameters: { layer: 0 }, powers: { late: true } };
const blob: Setting = { parameters: { layer: 1, P: 2 }, powers: { late: true, prune: true } };
const committee: Setting = { parameters: { layer: 2, n: 3, k: 2, f: 1 }, powers: { late: true, collude: true } };
const challenges: Setting = {
  parameters: { layer: 3, c: 2, r: 2, B: 3 },
  powers: { late: true, withhold: true, favour: true, rogueChallenge: true },
};

describe('1.2.3: what is there for the asking comes in time', () => {
  test('1.2.3: no block passes while a reader has waited as long as the network may take', () => {
    expect(() => statesAfter(calldata, execute, commit('chain'), ...blocks(2))).toThrow('BLOCK is refused by node');
    const served = statesAfter(calldata, execute, commit('chain'), block(), deliver('node', 'layer'), block());
    expect(served.node.batches[0]).toMatchObject({ has: 'a', lacked: 1 });
    expect(() => statesAfter(calldata, execute, commit('chain'), deliver('joiner', 'layer'))).toThrow(
      'refused by joiner',
    );
  });

  test('1.2.3: the sequencer commits in order, to what it executed, with data where the layer keeps them', () => {
    expect(() => statesAfter(calldata, commit('chain'))).toThrow('COMMIT is refused by source');
    expect(() => statesAfter(calldata, execute, commit('chain', { content: 'b' }))).toThrow(
      'COMMIT is refused by source',
    );
    expect(() => statesAfter(calldata, execute, commit('served'))).toThrow('COMMIT is refused by layer');
  });

  test('1.2.3: a pruned blob is to be had from a reader that has it, if readers serve', () => {
    const early = [execute, commit('chain'), deliver('node', 'layer'), ...blocks(2), { type: 'PRUNE', batch: 0 }];
    const late = [...early, { type: 'JOIN' }];
    expect(() => statesAfter(blob, ...late, deliver('joiner', 'layer'))).toThrow('DELIVER is refused by layer');
    expect(statesAfter(blob, ...late, deliver('joiner', 'peer')).joiner.batches[0]?.has).toBe('a');
    expect(() => statesAfter({ ...blob, without: ['serve'] }, ...late, deliver('joiner', 'peer'))).toThrow('by joiner');
    expect(() => statesAfter(blob, execute, commit('chain'), block(), { type: 'PRUNE', batch: 0 })).toThrow('by layer');
  });

  test('1.2.3: data fit their commitment, unless it does not bind', () => {
    const wrong = [execute, commit('chain'), deliver('node', 'layer', 'b')];
    expect(() => statesAfter(calldata, ...wrong)).toThrow('DELIVER is refused by layer');
    expect(statesAfter({ ...calldata, without: ['binding'] }, ...wrong).node.batches[0]?.has).toBe('b');
  });
});

describe('1.2.3: the committee', () => {
  test('1.2.3: k signatures make a certificate, with or without dishonest ones', () => {
    expect(() => statesAfter(committee, execute, disperse, commit('served'))).toThrow('COMMIT is refused by committee');
    expect(statesAfter(committee, execute, disperse, disperse, commit('served')).layer.batches).toHaveLength(1);
    expect(statesAfter(committee, execute, disperse, commit('served', { helped: true })).layer.batches).toHaveLength(1);
    expect(() => statesAfter(committee, execute, disperse, disperse, disperse)).toThrow(
      'DISPERSE is refused by committee',
    );
  });

  test('1.2.3: only honest members that hold the data serve them', () => {
    expect(() => statesAfter(committee, execute, commit('withheld', { helped: true }))).toThrow('by committee');
    const liars: Setting = { ...committee, parameters: { ...committee.parameters, f: 2 } };
    expect(statesAfter(liars, execute, commit('withheld', { helped: true })).layer.batches[0]?.data).toBe('withheld');
    expect(() => statesAfter(liars, execute, commit('served', { helped: true }))).toThrow('by committee');
  });
});

describe('1.2.3: challenges', () => {
  const withheld = [execute, commit('withheld'), block()];

  test('1.2.3: the node owes one for what it has lacked for so long, and only for that', () => {
    expect(() => statesAfter(challenges, ...withheld, block())).toThrow('BLOCK is refused by node');
    expect(() => statesAfter(challenges, execute, commit('withheld'), challenge('node'))).toThrow('refused by node');
    expect(statesAfter(challenges, ...withheld, challenge('node')).layer.batches[0]?.challenge).toBe(0);
    const sleepy: Setting = { ...challenges, powers: { ...challenges.powers, offline: 1 } };
    expect(
      statesAfter(sleepy, execute, commit('withheld'), block(true, 'asleep'), block(false)).layer.batches[0]?.age,
    ).toBe(2);
  });

  test('1.2.3: it is resolved with the data on L1, or the batch expires with the r-th block', () => {
    const resolved = statesAfter(challenges, ...withheld, challenge('node'), block(), { type: 'RESOLVE', batch: 0 });
    expect(resolved.layer.batches[0]).toMatchObject({ data: 'chain', challenge: 'resolved' });
    expect(resolved.node.batches[0]?.onLayer).toBe(true);
    expect(statesAfter(challenges, ...withheld, challenge('node'), ...blocks(2)).layer.batches[0]?.challenge).toBe(
      'expired',
    );
  });

  test('1.2.3: at the ages 0 to c - 1; later a rogue one is refused', () => {
    const served = [execute, commit('served'), deliver('node', 'layer')];
    expect(statesAfter(challenges, ...served, block(), challenge('rogue')).layer.batches[0]?.challenge).toBe(0);
    expect(() => statesAfter(challenges, ...served, ...blocks(2), challenge('rogue'))).toThrow('refused by layer');
  });

  test('1.2.3: the bridge pays when a batch is B blocks old and not empty, after or before challenges expire', () => {
    const events = [...withheld, challenge('node'), ...blocks(2)];
    expect(statesAfter(challenges, ...events).layer.batches[0]).toMatchObject({ challenge: 'expired', isPaid: false });
    expect(statesAfter({ ...challenges, without: ['expireFirst'] }, ...events).layer.batches[0]).toMatchObject({
      ...{ challenge: 'expired', isPaid: true },
    });
  });

  test('1.2.3: a reader gives up on a batch only where L1 need not say so', () => {
    const givesUp = { type: 'GIVE_UP', batch: 0, reader: 'node' };
    expect(() => statesAfter(challenges, ...withheld, givesUp)).toThrow('refused by node');
    expect(statesAfter({ ...challenges, without: ['emptyByL1'] }, ...withheld, givesUp).node.batches[0]?.has).toBe(
      'given up',
    );
  });
});
