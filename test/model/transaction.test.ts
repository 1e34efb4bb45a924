import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { Transaction } from '../../model/1.1.3-transaction.ts';
import { transactionSystem as system } from '../../model/systems/transactions.ts';

/** Where each transaction stands after these events, taken one by one by every machine of the system. */
function run(setting: Setting, ...events: readonly MachineEvent[]): readonly LocalState<Transaction>[] {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return composition.names.flatMap((name, i) =>
    name.startsWith('txs') ? [state[i] as unknown as LocalState<Transaction>] : [],
  );
}

const sign = (tx = 0): MachineEvent => ({ type: 'SIGN', tx });
const submit = (via: string, tx = 0): MachineEvent => ({ type: 'SUBMIT', tx, via });
const include = (tx = 0, chain = 0, result = 'ok'): MachineEvent => ({
  type: 'INCLUDE',
  tx,
  chain,
  result,
  altered: false,
});
const replace: MachineEvent = { type: 'REPLACE', tx: 0, by: 1 };
const reorg = (tx = 0): MachineEvent => ({ type: 'REORG', tx, chain: 0 });
const finalise: MachineEvent = { type: 'FINALISE', chain: 0 };
const block: MachineEvent = { type: 'BLOCK', censors: false };
const pending = (where: string): object => ({ signed: { pending: where } });

describe('Definition 1.1.3: the life of a transaction', () => {
  test('1.1.3: signed, submitted, executed, final', () => {
    expect(run({}, sign())[0]?.value).toEqual(pending('unsent'));
    expect(run({}, sign(), submit('sequencer'))[0]?.value).toEqual(pending('atSequencer'));
    expect(run({}, sign(), submit('sequencer'), include())[0]?.value).toEqual({ signed: { included: 'ok' } });
    expect(run({}, sign(), include(), finalise)[0]?.value).toEqual({ signed: 'final' });
  });

  test('1.1.3: nothing is executed that is not signed, and no block passes over what is not submitted', () => {
    expect(() => run({}, include())).toThrow('INCLUDE is refused by txs[0]');
    expect(() => run({}, sign(), block)).toThrow('BLOCK is refused by txs[0]');
  });

  test('1.1.3: a nonce is executed once and in its turn', () => {
    expect(() => run({}, sign(), include(), include())).toThrow('INCLUDE is refused by chains[0]');
    const three = { parameters: { txs: 3 } };
    expect(() => run(three, sign(2), include(2))).toThrow('INCLUDE is refused by chains[0]');
    expect(run(three, sign(), sign(2), include(), include(2))[2]?.value).toEqual({ signed: { included: 'ok' } });
  });

  test('1.1.3: a fork takes the signature only where the chain id says nothing, or is copied', () => {
    const fork: Setting = { powers: { fork: true } };
    expect(() => run(fork, sign(), include(), include(0, 1))).toThrow('INCLUDE is refused by chains[1]');
    for (const rule of ['chainIds', 'liveChainIds']) {
      expect(run({ ...fork, without: [rule] }, sign(), include(), include(0, 1))[0]?.value).toEqual({
        signed: { included: 'ok' },
      });
    }
  });

  test('1.1.3: a replacement invalidates what it replaced, until it is taken back', () => {
    const setting: Setting = { powers: { reorg: true } };
    const replaced = [sign(), submit('sequencer'), replace, submit('sequencer', 1), include(1)];
    expect(run(setting, ...replaced).map(({ value }) => value)).toEqual([
      { signed: 'invalidated' },
      { signed: { included: 'ok' } },
    ]);
    expect(run(setting, ...replaced, reorg(1)).map(({ value }) => value)).toEqual([
      pending('reverted'),
      pending('reverted'),
    ]);
    expect(() => run(setting, ...replaced, finalise, reorg(1))).toThrow('REORG is refused by');
  });

  test('1.1.3: what waits too long expires, and is executed no more', () => {
    const waiting = [sign(), submit('sequencer'), block, block];
    expect(run({}, ...waiting, include())[0]?.value).toEqual({ signed: { included: 'ok' } });
    expect(run({}, ...waiting, block)[0]?.value).toEqual({ signed: 'expired' });
    expect(() => run({}, ...waiting, block, include())).toThrow('INCLUDE is refused by txs[0]');
    expect(run({ without: ['expiry'] }, ...waiting, block, include())[0]?.context.isLate).toBe(true);
  });

  test('1.1.3: after D blocks in the inbox the chain executes it, or finds it invalid at its place', () => {
    const due = (tx: number): readonly MachineEvent[] => [sign(tx), submit('inbox', tx), block, block];
    expect(() => run({}, ...due(0), block)).toThrow('BLOCK is refused by txs[0]');
    expect(run({}, ...due(0), include())[0]?.value).toEqual({ signed: { included: 'ok' } });
    const reject = (tx: number): MachineEvent => ({ type: 'REJECT', tx, chain: 0 });
    expect(() => run({}, ...due(0), reject(0))).toThrow('REJECT is refused by chains[0]');
    expect(run({ parameters: { txs: 3 } }, ...due(2), reject(2))[2]?.value).toEqual({ signed: 'invalidated' });
  });

  test('1.1.3: a payment that nobody can cover fails and uses its nonce', () => {
    const poor = { parameters: { balance: 0 } };
    expect(run(poor, sign(), include(0, 0, 'failed'))[0]?.value).toEqual({ signed: { included: 'failed' } });
    expect(() => run(poor, sign(), include())).toThrow('INCLUDE is refused by chains[0]');
  });
});
