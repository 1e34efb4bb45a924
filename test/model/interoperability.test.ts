import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { type AnySystem, configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { SharedEscrow } from '../../model/shared-escrow.ts';
import { intentSystem, messageSystem } from '../../model/systems/interoperability.ts';

/** The components by name after these events, taken one by one by every machine of the system. */
function reached(
  system: AnySystem,
  setting: Setting,
  ...events: readonly MachineEvent[]
): (name: string) => LocalState {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return (name) => state[composition.names.indexOf(name)] as LocalState;
}

const accounts = (state: (name: string) => LocalState): SharedEscrow['accounts'] =>
  (state('escrow').context as SharedEscrow).accounts;

const send: MachineEvent = { type: 'INITIATE', batch: 0, chain: 'A', pays: 'B', valid: true };
const post = (batch = 0, chain = 'A'): MachineEvent => ({ type: 'POST', batch, chain });
const finalise = (batch = 0, chain = 'A', pays = 'B', valid = true): MachineEvent => ({
  ...{ type: 'FINALISE', batch, chain, pays, valid },
});
const execute = (seen: string, batch = 0): MachineEvent => ({ type: 'EXECUTE', batch, seen });
const sent = [send, post(), finalise()];
const wrong: MachineEvent = { type: 'INITIATE', batch: 1, chain: 'A', pays: 'L1', valid: false };
const inventing: Setting = { powers: { invent: true } };

describe('Definition 6.2.1: messages', () => {
  test('6.2.1: what A makes final moves from A’s account to B’s, and not out of a pool', () => {
    expect(accounts(reached(messageSystem, {}, ...sent))).toEqual({ A: 0, B: 2 });
    expect(accounts(reached(messageSystem, { without: ['isolatedEscrow'] }, ...sent))).toEqual({ A: 2, B: 0 });
  });

  test('6.2.1: a batch vouches for its level, and the verifier waits for one', () => {
    expect(() => reached(messageSystem, {}, send, execute('soft'))).toThrow('EXECUTE is refused by V');
    expect(() => reached(messageSystem, {}, send, execute('final'))).toThrow('EXECUTE is refused by batches[0]');
    expect(reached(messageSystem, {}, ...sent, execute('final'))('messages[0]').context).toMatchObject({ minted: 1 });
  });

  test('6.2.1: an id is spent until its execution is undone', () => {
    expect(() => reached(messageSystem, {}, ...sent, execute('final'), execute('final'))).toThrow(
      'EXECUTE is refused by messages[0]',
    );
    const again = [...sent, execute('final'), { type: 'UNDO', batch: 0 }, execute('final')];
    expect(reached(messageSystem, {}, ...again)('messages[0]').context).toMatchObject({ minted: 1 });
  });

  test('6.2.1: a batch of A falls alone, or with the block of B that relies on it', () => {
    const early: Setting = { parameters: { wait: 0 }, powers: { reach: 1 } };
    const revert: MachineEvent = { type: 'REVERT', batch: 0, level: 'soft', valid: true };
    const alone = { ...early, without: ['cascade'] };
    expect(() => reached(messageSystem, early, send, execute('soft'), revert)).toThrow(
      'REVERT is refused by messages[0]',
    );
    expect(reached(messageSystem, alone, send, execute('soft'), revert)('messages[0]').context).toMatchObject({
      minted: 1,
    });
    const together = [send, execute('soft'), { ...revert, type: 'CASCADE' }];
    expect(reached(messageSystem, early, ...together)('messages[0]').context).toMatchObject({ minted: 0 });
    expect(() => reached(messageSystem, alone, ...together)).toThrow('CASCADE is refused by messages[0]');
  });

  test('6.2.1: with cascade nothing is final on B before it is on A', () => {
    const early: Setting = { parameters: { wait: 0 } };
    const settle: MachineEvent = { type: 'SETTLE', batch: 0, seen: 'soft' };
    expect(() => reached(messageSystem, early, send, execute('soft'), settle)).toThrow(
      'SETTLE is refused by messages[0]',
    );
    const late = [send, execute('soft'), post(), finalise(), { ...settle, seen: 'final' }];
    expect(reached(messageSystem, early, ...late)('messages[0]').matches({ execution: 'settled' })).toBe(true);
  });

  test('6.2.1: a wrong batch is not final while a guard is honest, and an empty account pays nothing', () => {
    const corrupt = (guard: number): MachineEvent => ({ type: 'CORRUPT', layer: 'A', guard });
    const everything: Setting = { powers: { ...inventing.powers, a1: true, a2: true } };
    const posted = [wrong, post(1)];
    const last = finalise(1, 'A', 'L1', false);
    expect(() => reached(messageSystem, everything, ...posted, corrupt(0), last)).toThrow('FINALISE is refused by A');
    expect(accounts(reached(messageSystem, everything, ...posted, corrupt(0), corrupt(1), last))).toEqual({
      A: 0,
      B: 1,
    });
    expect(() => reached(messageSystem, everything, ...sent, ...posted, corrupt(0), corrupt(1), last)).toThrow(
      'FINALISE is refused by escrow',
    );
  });

  test('6.2.1: what expired is given back once, and executed no more', () => {
    const expire: MachineEvent = { type: 'EXPIRE', batch: 0 };
    const refund: MachineEvent = { type: 'REFUND', batch: 0, seen: 'final' };
    expect(accounts(reached(messageSystem, {}, ...sent, expire, refund))).toEqual({ A: 1, B: 1 });
    expect(() => reached(messageSystem, {}, ...sent, expire, refund, refund)).toThrow(
      'REFUND is refused by messages[0]',
    );
    expect(() => reached(messageSystem, {}, ...sent, expire, execute('final'))).toThrow(
      'EXECUTE is refused by messages[0]',
    );
    expect(() => reached(messageSystem, {}, ...sent, execute('final'), expire, refund)).toThrow(
      'REFUND is refused by messages[0]',
    );
  });
});

const deposit: MachineEvent = { type: 'INITIATE', batch: 0, chain: 'A', pays: 'nobody', valid: true };
const deposited = [deposit, post(), finalise(0, 'A', 'nobody')];
const fill = (seen = 'final'): MachineEvent => ({ type: 'FILL', batch: 1, seen });
const repay = (batch: number, seen: string): MachineEvent => ({ type: 'REPAY', batch, seen });
const filled = [...deposited, fill(), post(1, 'B'), finalise(1, 'B', 'nobody')];

describe('Definition 6.2.1: intents', () => {
  test('6.2.1: a solver waits for the deposit, and is paid once for a fill that is final', () => {
    expect(() => reached(intentSystem, {}, deposit, fill('soft'))).toThrow('FILL is refused by solver');
    expect(() => reached(intentSystem, {}, ...deposited, fill(), repay(1, 'soft'))).toThrow('REPAY is refused by V');
    expect(reached(intentSystem, {}, ...filled, repay(1, 'final'))('intent').context).toMatchObject({
      paid: ['solver'],
    });
    expect(() => reached(intentSystem, {}, ...filled, repay(1, 'final'), repay(1, 'final'))).toThrow(
      'REPAY is refused by intent',
    );
  });

  test('6.2.1: what is filled is not given back, and what is given back is not filled', () => {
    const expire: MachineEvent = { type: 'EXPIRE', batch: 0 };
    const refund: MachineEvent = { type: 'REFUND', batch: 0, seen: 'final' };
    expect(() => reached(intentSystem, {}, ...filled, expire, refund)).toThrow('REFUND is refused by batches[1]');
    expect(reached(intentSystem, {}, ...deposited, expire, refund)('intent').context).toMatchObject({ paid: ['user'] });
    expect(() => reached(intentSystem, {}, ...deposited, expire, fill())).toThrow('FILL is refused by intent');
  });

  test('6.2.1: a withdrawal that B makes up is no fill', () => {
    const broken: Setting = { parameters: { guardsB: 0 }, powers: { invent: true } };
    const withdrawal: MachineEvent = { type: 'INITIATE', batch: 2, chain: 'B', pays: 'L1', valid: false };
    const made = [withdrawal, post(2, 'B'), finalise(2, 'B', 'L1', false)];
    expect(() => reached(intentSystem, broken, ...deposited, ...made, repay(2, 'final'))).toThrow(
      'REPAY is refused by batches[2]',
    );
  });
});
