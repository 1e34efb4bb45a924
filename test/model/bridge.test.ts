import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { Escrow } from '../../model/6.1.1-cross-layer-bridge.ts';
import type { Target } from '../../model/bridge-target.ts';
import { committeeBridge, lightClientBridge as system } from '../../model/systems/bridge.ts';

/** Escrow and target of transfer 0 after these events, taken one by one by every machine of the system. */
function stateAfter(
  setting: Setting,
  ...events: readonly MachineEvent[]
): { readonly escrow: LocalState<Escrow>; readonly target: LocalState<Target> } {
  const composition = new ReferenceComposition(system, configure(system, { parameters: { transfers: 1 } }, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  const part = (name: string): unknown => state[composition.names.indexOf(name)];
  return { escrow: part('escrow[0]') as LocalState<Escrow>, target: part('target[0]') as LocalState<Target> };
}

const lock: MachineEvent = { type: 'LOCK', transfer: 0, pays: 'tokens' };
const sourceBlock: MachineEvent = { type: 'SOURCE_BLOCK' };
const targetBlock: MachineEvent = { type: 'TARGET_BLOCK' };
const reorg = (blocks: number): MachineEvent => ({ type: 'REORG', blocks });
const prove = (confirmations: number): MachineEvent => ({
  ...{ type: 'ATTEST_LOCK', transfer: 0, by: 'headers', confirmations },
});
const proveTimeout: MachineEvent = { type: 'ATTEST_TIMEOUT', transfer: 0, by: 'headers' };
const mint = (outcome = 'succeeds'): MachineEvent => ({
  ...{ type: 'MINT', transfer: 0, chain: 'target', evidence: 'trusted-root', outcome },
});
const refund: MachineEvent = { type: 'REFUND', transfer: 0, evidence: 'trusted-root' };
const burn: MachineEvent = { type: 'BURN', transfer: 0 };
const proveBurn: MachineEvent = { type: 'ATTEST_BURN', transfer: 0, by: 'headers' };
const release = (outcome = 'succeeds'): MachineEvent => ({
  ...{ type: 'RELEASE', transfer: 0, evidence: 'trusted-root', outcome },
});
const minted = [lock, sourceBlock, sourceBlock, prove(2), mint()];
const failing: Setting = { powers: { fail: true } };
const spending: Setting = { ...failing, without: ['spentOnSuccess'] };

describe('Definition 6.1.1: from the source to the target', () => {
  test('6.1.1: a lock counts once kc blocks stand on it, and a proof says how many do', () => {
    expect(() => stateAfter({}, lock, sourceBlock, prove(1))).toThrow('ATTEST_LOCK is refused by verifier[0]');
    expect(() => stateAfter({}, lock, sourceBlock, prove(2))).toThrow('ATTEST_LOCK is refused by escrow[0]');
    expect(stateAfter({}, ...minted).target.context.minted).toBe(1);
  });

  test('6.1.1: an id is spent once', () => {
    expect(() => stateAfter({}, ...minted, mint())).toThrow('MINT is refused by target[0]');
  });

  test('6.1.1: a reorg undoes a lock that it reaches, and no deeper one', () => {
    const setting = { powers: { reorg: 2 } };
    expect(stateAfter(setting, lock, sourceBlock, reorg(0)).escrow.value).toMatchObject({ deposit: 'locked' });
    expect(stateAfter(setting, lock, sourceBlock, reorg(1)).escrow.value).toMatchObject({ deposit: 'free' });
    expect(stateAfter(setting, lock, sourceBlock, sourceBlock, reorg(1)).escrow.value).toMatchObject({
      deposit: 'locked',
    });
  });

  test('6.1.1: after the deadline nothing is minted, and what was not received is paid back once', () => {
    const late = [lock, sourceBlock, sourceBlock, prove(2), targetBlock, targetBlock];
    expect(() => stateAfter({}, ...late, mint())).toThrow('MINT is refused by target[0]');
    expect(() => stateAfter({}, lock, targetBlock, proveTimeout)).toThrow('ATTEST_TIMEOUT is refused by target[0]');
    expect(stateAfter({}, ...late, proveTimeout, refund).escrow.value).toMatchObject({ refund: 'paid' });
    expect(() => stateAfter({}, ...late, proveTimeout, refund, refund)).toThrow('REFUND is refused by escrow[0]');
    expect(() => stateAfter({ without: ['refunds'] }, ...late, proveTimeout, refund)).toThrow(
      'REFUND is refused by escrow[0]',
    );
  });

  test('6.1.1: an execution that fails can be tried again, or spends the id and is no proof of non-receipt', () => {
    const tried = [...minted.slice(0, -1), mint('fails')];
    expect(stateAfter(failing, ...tried, mint()).target.context).toMatchObject({ minted: 1, lost: false });
    expect(stateAfter(spending, ...tried).target.context).toMatchObject({ minted: 0, lost: true });
    expect(() => stateAfter(spending, ...tried, mint())).toThrow('MINT is refused by target[0]');
    expect(stateAfter(failing, ...tried, targetBlock, targetBlock, proveTimeout, refund).escrow.value).toMatchObject({
      refund: 'paid',
    });
    expect(() => stateAfter(spending, ...tried, targetBlock, targetBlock, proveTimeout)).toThrow(
      'ATTEST_TIMEOUT is refused by target[0]',
    );
  });
});

describe('Definition 6.1.1: from the target to the source', () => {
  test('6.1.1: what was burned is released once', () => {
    expect(() => stateAfter({}, ...minted, proveBurn)).toThrow('ATTEST_BURN is refused by target[0]');
    expect(stateAfter({}, ...minted, burn, proveBurn, release()).escrow.context.released).toBe(1);
    expect(() => stateAfter({}, ...minted, burn, proveBurn, release(), release())).toThrow(
      'RELEASE is refused by escrow[0]',
    );
  });

  test('6.1.1: a release that fails can be tried again, or spends the id until a reorg undoes it', () => {
    const tried = [...minted, burn, proveBurn, release('fails')];
    expect(stateAfter(failing, ...tried, release()).escrow.context.released).toBe(1);
    expect(() => stateAfter(spending, ...tried, release())).toThrow('RELEASE is refused by escrow[0]');
    const setting = { ...spending, powers: { fail: true, reorg: 1 } };
    expect(stateAfter(setting, ...tried, reorg(0), release()).escrow.context.released).toBe(1);
    expect(() => stateAfter(setting, ...tried, sourceBlock, reorg(0), release())).toThrow(
      'RELEASE is refused by escrow[0]',
    );
  });
});

describe('Definition 6.1.1: the keys of a committee', () => {
  const seize = (via: string, transfer = 0): MachineEvent => ({ type: 'SEIZE', transfer, via });
  const attest = (by: number): MachineEvent => ({ type: 'ATTEST_LOCK', transfer: 0, by, confirmations: 0 });
  const forged = (transfer: number): MachineEvent => ({
    ...{ type: 'MINT', transfer, chain: 'target', evidence: 'signatures', outcome: 'succeeds' },
  });

  /** Whether the committee takes these events. */
  function refusal(without: readonly string[], ...events: readonly MachineEvent[]): string | undefined {
    const setting = { parameters: { transfers: 2, kc: 0 }, powers: { seize: true }, without };
    const composition = new ReferenceComposition(committeeBridge, configure(committeeBridge, setting));
    let state = composition.initial();
    for (const event of events) {
      const attempt = composition.attempt(state, event);
      if (!attempt.taken) return `${event.type} is refused by ${attempt.refusedBy.join(', ')}`;
      state = attempt.state;
    }
    return undefined;
  }

  test('6.1.1: whoever initialises the contract again signs for every transfer', () => {
    expect(refusal([], seize('initialiser'))).toBe('SEIZE is refused by verifier[0], verifier[1]');
    expect(refusal(['initialisedOnce'], seize('initialiser'), forged(0), forged(1))).toBeUndefined();
  });

  test('6.1.1: a message reaches the keys only once it is attested, and then for every transfer', () => {
    const attested = [lock, attest(0), attest(1)];
    expect(refusal([], ...attested, seize('message'))).toBe('SEIZE is refused by verifier[0]');
    expect(refusal(['confinedCalls'], lock, attest(0), seize('message'))).toBe('SEIZE is refused by verifier[0]');
    expect(refusal(['confinedCalls'], ...attested, seize('message'), forged(1))).toBeUndefined();
    expect(refusal(['confinedCalls'], ...attested, forged(1))).toBe('MINT is refused by verifier[1]');
  });
});
