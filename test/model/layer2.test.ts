import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { Layer2State } from '../../model/1.1.1-layer2-system.ts';
import type { Layer2BridgeState } from '../../model/layer2-bridge.ts';
import { layer2 as system } from '../../model/systems/layer2.ts';

/** Contract and bridge after these events, taken one by one by every machine of the system. */
function stateAfter(
  setting: Setting,
  ...events: readonly MachineEvent[]
): { readonly contract: Layer2State['context']; readonly bridge: Layer2BridgeState['context'] } {
  const parameters = { C: 2, F: 2, E: 2, U: 2, ...setting.parameters };
  const composition = new ReferenceComposition(system, configure(system, { ...setting, parameters }));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  const part = (name: string): unknown => state[composition.names.indexOf(name)];
  return {
    contract: (part('contract') as Layer2State).context,
    bridge: (part('bridge') as Layer2BridgeState).context,
  };
}

const post = (tx: string, published = true): MachineEvent => ({ type: 'POST', tx, published });
const assert = (batch: number, correct: boolean, by = 'sequencer'): MachineEvent => ({
  ...{ type: 'ASSERT', batch, correct, by },
});
const block = (confirmed = 0, more = {}): MachineEvent => ({
  ...{ type: 'BLOCK', challenged: false, censors: false, asleep: false, confirmed },
  ...more,
});
const reorg = (depth: number, kept: number): MachineEvent => ({ type: 'REORG', depth, kept });
const exit = (by: string, against: number): MachineEvent => ({ type: 'EXIT', by, against });

describe('Definition 1.1.1: the contract', () => {
  test('1.1.1: a claim is confirmed after C blocks, or with the next one where it is proved', () => {
    expect(stateAfter({}, post('other'), assert(0, true), block(), block(1)).contract.batches[0]?.claim).toBe(
      'confirmed',
    );
    const proved = { parameters: { validity: 1 } };
    expect(stateAfter(proved, post('other'), assert(0, true), block(1)).contract.batches[0]?.claim).toBe('confirmed');
    expect(() => stateAfter({}, post('other'), assert(0, true), block(1))).toThrow('BLOCK is refused by contract');
  });

  test('1.1.1: a wrong claim falls, and its batch stays unless they are one', () => {
    const wrong = [post('other'), assert(0, false), block(0, { challenged: true })];
    const cheating = { powers: { cheat: true } };
    expect(stateAfter(cheating, ...wrong).contract).toMatchObject({ batches: [{ claim: 'none' }], bonds: 0 });
    expect(stateAfter({ ...cheating, without: ['inputsSeparate'] }, ...wrong).contract.batches[0]?.claim).toBe(
      'removed',
    );
    expect(() => stateAfter(cheating, ...wrong, assert(0, false))).toThrow('ASSERT is refused by contract');
  });

  test('1.1.1: the validator is prompt, and cannot tell without data', () => {
    const cheating = { powers: { cheat: true, withhold: true } };
    expect(() => stateAfter(cheating, post('other'), assert(0, false), block())).toThrow(
      'BLOCK is refused by validator',
    );
    expect(
      stateAfter(cheating, post('other', false), assert(0, false), block(), block(1)).contract.batches[0],
    ).toMatchObject({
      ...{ claim: 'confirmed', correct: false },
    });
  });

  test('1.1.1: a reorganisation drops what has fewer blocks on top', () => {
    const reorganised = { powers: { reorg: 2 } };
    expect(stateAfter(reorganised, post('other'), block(), reorg(2, 0)).contract.batches).toEqual([]);
    expect(() => stateAfter(reorganised, post('other'), block(), reorg(1, 0))).toThrow('REORG is refused by contract');
    expect(stateAfter(reorganised, post('other'), block(), post('other'), reorg(1, 1)).contract.batches).toHaveLength(
      1,
    );
  });

  test('1.1.1: of two transactions that spend the same coin the first counts', () => {
    const setting = { powers: { equivocate: true } };
    expect(stateAfter(setting, post('mine'), post('rival')).contract.ever.posted).toBe(true);
    expect(stateAfter(setting, post('rival'), post('mine')).contract.ever.posted).toBe(false);
  });
});

describe('Definition 1.1.1: the bridge', () => {
  test('1.1.1: pays after the exit delay, against the confirmed state', () => {
    expect(stateAfter({}, exit('owner', 0), block(), block()).bridge).toMatchObject({ paid: 'owner', paidAgainst: 0 });
    expect(() => stateAfter({}, post('other'), exit('owner', 1))).toThrow('EXIT is refused by contract');
    expect(() => stateAfter({ powers: { cheat: true } }, exit('thief', 0))).toThrow('EXIT is refused by contract');
  });

  test('1.1.1: what is left goes with an upgrade, which waits for its delay while the owner leaves', () => {
    const setting = { powers: { upgrade: true } };
    const queue = { type: 'QUEUE_UPGRADE' };
    const execute = { type: 'EXECUTE_UPGRADE' };
    expect(() => stateAfter(setting, queue, execute)).toThrow('EXECUTE_UPGRADE is refused by contract');
    expect(() => stateAfter(setting, queue, block())).toThrow('BLOCK is refused by owner');
    const left = [queue, exit('owner', 0), block(), block(), execute];
    expect(stateAfter(setting, ...left).bridge.paid).toBe('owner');
    expect(stateAfter({ ...setting, without: ['upgradeWaits'] }, execute).bridge.paid).toBe('thief');
  });

  test('1.1.1: a pause stops what has not been paid', () => {
    const paused = [exit('owner', 0), block(), { type: 'PAUSE' }, block(), block()];
    expect(stateAfter({ powers: { pause: true } }, ...paused).bridge.paid).toBe('nobody');
  });
});
