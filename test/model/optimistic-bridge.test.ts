import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { Optimistic } from '../../model/bridge-optimistic.ts';
import { optimisticBridge as system } from '../../model/systems/optimistic-bridge.ts';

/** What is claimed after these events, taken one by one by every machine of the system. */
function claimsAfter(setting: Setting, ...events: readonly MachineEvent[]): Optimistic['claims'] {
  const composition = new ReferenceComposition(system, configure(system, { parameters: { transfers: 1 } }, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return (state[composition.names.indexOf('verifier[0]')] as LocalState<Optimistic>).context.claims;
}

const targetBlock = (missed = false): MachineEvent => ({ type: 'TARGET_BLOCK', missed });
const sourceBlock = (missed = false): MachineEvent => ({ type: 'SOURCE_BLOCK', missed });
const falseLock: MachineEvent = { type: 'FALSE_CLAIM', transfer: 0, statement: 'lock' };
const dispute: MachineEvent = { type: 'DISPUTE', transfer: 0, statement: 'lock' };
const lock: MachineEvent = { type: 'LOCK', transfer: 0, pays: 'tokens' };
const claim: MachineEvent = { type: 'ATTEST_LOCK', transfer: 0, by: 'claimant', confirmations: 2 };
const mint: MachineEvent = { type: 'MINT', transfer: 0, chain: 'target', evidence: 'claim', outcome: 'succeeds' };
const missing: Setting = { powers: { miss: 2 } };
const claimedLock = [lock, sourceBlock(), sourceBlock(), claim];

describe('Definition 6.1.1: claims that can be disputed', () => {
  test('6.1.1: a true claim is accepted after W blocks of the chain that acts on it, and not before', () => {
    const setting = { parameters: { timeout: 3 } };
    expect(claimsAfter(setting, ...claimedLock, targetBlock()).lock).toEqual({ standing: 'true', age: 1 });
    expect(() => claimsAfter(setting, ...claimedLock, targetBlock(), sourceBlock(), mint)).toThrow(
      'MINT is refused by verifier[0]',
    );
    expect(claimsAfter(setting, ...claimedLock, targetBlock(), targetBlock(), mint).lock.standing).toBe('accepted');
  });

  test('6.1.1: no block passes over a false claim, unless the watchers miss it', () => {
    expect(() => claimsAfter({}, falseLock, targetBlock())).toThrow('TARGET_BLOCK is refused by verifier[0]');
    expect(claimsAfter({}, falseLock, sourceBlock()).lock).toEqual({ standing: 'false', age: 0 });
    expect(claimsAfter(missing, falseLock, targetBlock(true)).lock).toEqual({ standing: 'false', age: 1 });
    expect(claimsAfter(missing, falseLock, targetBlock(true), targetBlock(true)).lock.standing).toBe('accepted');
    expect(() => claimsAfter({ powers: { miss: 1 } }, falseLock, targetBlock(true), targetBlock(true))).toThrow(
      'TARGET_BLOCK is refused by verifier[0]',
    );
  });

  test('6.1.1: what fell can be claimed again in the next block, and what is true does not fall', () => {
    expect(claimsAfter({}, falseLock, dispute).lock.standing).toBe('fallen');
    expect(() => claimsAfter({}, falseLock, dispute, falseLock)).toThrow('FALSE_CLAIM is refused by verifier[0]');
    expect(claimsAfter({}, falseLock, dispute, targetBlock(), falseLock).lock.standing).toBe('false');
    expect(() => claimsAfter({}, ...claimedLock, dispute)).toThrow('DISPUTE is refused by verifier[0]');
  });

  test('6.1.1: a rollup reads locks by itself, and nobody is asked to claim one', () => {
    const outbox = { parameters: { native: 1 } };
    expect(claimsAfter(outbox, ...claimedLock).lock.standing).toBe('accepted');
    const { events } = system.compose(configure(system, outbox));
    const claimable = (events.FALSE_CLAIM?.payloads ?? []).map(({ statement }) => statement);
    expect([...new Set(claimable)]).toEqual(['timeout', 'burn']);
  });
});
