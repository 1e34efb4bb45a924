import { describe, expect, test } from 'vitest';
import type { LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { ZkRollup } from '../../model/2.2.1-zk-rollup.ts';
import { zkRollupSystem as system } from '../../model/systems/zk-rollup.ts';
import { genesis, type Message, type Tx, transition, type ZkState } from '../../model/zk-ledger.ts';
import type { User } from '../../model/zk-user.ts';

/** Contract and Alice after these events, taken one by one by every machine of the system. */
function run(
  setting: Setting,
  ...events: readonly MachineEvent[]
): { readonly rollup: LocalState<ZkRollup>; readonly alice: LocalState<User> } {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  const part = (name: string): unknown => state[composition.names.indexOf(name)];
  return { rollup: part('rollup') as LocalState<ZkRollup>, alice: part('alice') as LocalState<User> };
}

const sequence: MachineEvent = { type: 'SEQUENCE' };
const freeze: MachineEvent = { type: 'FREEZE' };
const announce: MachineEvent = { type: 'ANNOUNCE' };
const upgrade: MachineEvent = { type: 'UPGRADE' };
const block = (brings: Message | 'none' = 'none'): MachineEvent => ({
  type: 'BLOCK',
  brings,
  reverts: false,
  censors: false,
});
const force = (message: Message): MachineEvent => ({ type: 'FORCE', message });
const execute = (exits = false, pays = 0): MachineEvent => ({ type: 'EXECUTE', exits, pays });
const leave = (who: string, amount: number, refund = 0): MachineEvent => ({ type: 'ESCAPE', who, amount, refund });

/** A batch and its true proof: one transaction, perhaps one message, from this state. */
function batch(pre: ZkState, data: Tx, inbox: Message | 'none' = 'none', by = 'prover'): readonly MachineEvent[] {
  const post = transition(pre, data, inbox, 2);
  if (post === undefined) throw new Error('nobody can pay');
  const statement = { pre, post, data, inbox, key: 0 };
  return [
    { type: 'COMMIT', data, executes: data, takes: inbox, applies: inbox, withheld: false },
    { type: 'PROVE', ...statement, by },
    { type: 'VERIFY', ...statement, index: 'due' },
  ];
}

const paid: ZkState = { alice: 0, operator: 2, nonce: 1, out: 0 };

describe('Definition 2.2.1: a batch from commitment to execution', () => {
  test('2.2.1: a signed payment is committed, proven and executed', () => {
    const [commit, ...proof] = batch(genesis, 'pay') as [MachineEvent, ...MachineEvent[]];
    expect(run({}, sequence, commit).rollup.value).toEqual({ active: 'committed' });
    expect(run({}, sequence, commit, ...proof).rollup.value).toEqual({ active: 'proven' });
    expect(run({}, sequence, commit, ...proof, execute()).rollup.context.root).toEqual(paid);
  });

  test('2.2.1: without a signature the sequencer that cheats can commit a payment, and nobody can prove it', () => {
    expect(() => run({}, ...batch(genesis, 'pay'))).toThrow('COMMIT is refused by sequencer');
    const cheating = { powers: { cheat: true } };
    expect(() => run(cheating, ...batch(genesis, 'pay', 'none', 'sequencer'))).toThrow('PROVE is refused by prover');
    const unsound = { powers: { cheat: true, unsoundProof: true } };
    expect(run(unsound, ...batch(genesis, 'pay', 'none', 'sequencer'), execute()).alice.context.debits).toBe(1);
  });

  test('2.2.1: nothing is verified that was not proven, and nothing executed that was not verified', () => {
    const [commit, , verify] = batch(genesis, 'refund') as [MachineEvent, MachineEvent, MachineEvent];
    expect(() => run({}, commit, verify)).toThrow('VERIFY is refused by prover');
    expect(() => run({}, commit, execute())).toThrow('EXECUTE is refused by rollup');
  });

  test('2.2.1: a proof about other data, another message or an earlier batch is refused where the rule binds it', () => {
    const statement = {
      pre: genesis,
      post: { ...genesis, alice: 2, operator: 0 },
      data: 'refund',
      inbox: 'none',
      key: 0,
    };
    const swapped: readonly MachineEvent[] = [
      { type: 'COMMIT', data: 'none', executes: 'refund', takes: 'none', applies: 'none', withheld: false },
      { type: 'PROVE', ...statement, by: 'sequencer' },
      { type: 'VERIFY', ...statement, index: 'due' },
    ];
    const setting = { powers: { swapData: true } };
    expect(() => run(setting, ...swapped)).toThrow('VERIFY is refused by rollup');
    expect(run({ ...setting, without: ['bindData'] }, ...swapped).rollup.value).toEqual({ active: 'proven' });
  });
});

describe('Definition 2.2.1: the queue and the hatch', () => {
  test('2.2.1: a deposit enters with its block and counts when its batch is executed', () => {
    const deposited = [force('deposit'), block('deposit')];
    expect(run({}, ...deposited).rollup.context).toMatchObject({ escrow: 3, root: genesis });
    const { rollup } = run({}, ...deposited, ...batch(genesis, 'none', 'deposit'), execute());
    expect(rollup.context.root).toEqual({ ...genesis, alice: 2 });
  });

  test('2.2.1: an exit pays what Alice has, and a payout that is not true is none', () => {
    const exits = [force('exit'), block('exit'), ...batch(genesis, 'none', 'exit')];
    expect(() => run({}, ...exits, execute(true, 2))).toThrow('EXECUTE is refused by rollup');
    const { rollup, alice } = run({}, ...exits, execute(true, 1));
    expect([rollup.context.escrow, rollup.context.root.out, alice.context.isOut]).toEqual([1, 1, true]);
  });

  test('2.2.1: what is overdue must be consumed, and until then time stands still', () => {
    const overdue = [force('deposit'), block('deposit'), block()];
    const [commit] = batch(genesis, 'none') as [MachineEvent];
    expect(() => run({}, ...overdue, commit)).toThrow('COMMIT is refused by inbox');
    expect(() => run({}, ...overdue, block())).toThrow('BLOCK is refused by inbox');
    expect(() => run({}, ...overdue.slice(0, 2), freeze)).toThrow('FREEZE is refused by inbox');
  });

  test('2.2.1: from the frozen rollup each account takes what the last executed state gives it, once', () => {
    const frozen = [force('deposit'), block('deposit'), block(), freeze];
    const { rollup } = run({}, ...frozen, leave('alice', 1, 1), leave('operator', 1));
    expect(rollup.context).toMatchObject({ escrow: 0, escaped: ['alice', 'operator'] });
    expect(() => run({}, ...frozen, leave('operator', 2))).toThrow('ESCAPE is refused by rollup');
    expect(() => run({}, ...frozen, leave('operator', 1), leave('operator', 1))).toThrow('refused by rollup');
    expect(() => run({}, ...frozen, block())).toThrow('BLOCK is refused by alice');
  });

  test('2.2.1: without the data of an executed batch Alice has no Merkle proof', () => {
    const [commit, prove, verify] = batch(genesis, 'refund', 'none', 'sequencer') as [
      MachineEvent,
      MachineEvent,
      MachineEvent,
    ];
    const withheld = [{ ...commit, withheld: true }, prove, verify, execute()];
    const frozen = [...withheld, force('exit'), block('exit'), block(), freeze];
    const setting = { powers: { withhold: true } };
    expect(() => run(setting, ...frozen, leave('alice', 2))).toThrow('ESCAPE is refused by alice');
    expect(run(setting, ...frozen, { type: 'PUBLISH' }, leave('alice', 2)).alice.context.isOut).toBe(true);
  });
});

describe('Definition 2.2.1: the verifier key', () => {
  const setting = { parameters: { U: 1 }, powers: { upgrade: true, cheat: true } };

  test('2.2.1: a key is used after its delay, and old proofs are none for it', () => {
    expect(() => run(setting, announce, upgrade)).toThrow('UPGRADE is refused by key');
    expect(() => run(setting, announce, block())).toThrow('BLOCK is refused by alice');
    const [commit, prove, verify] = batch(genesis, 'refund') as [MachineEvent, MachineEvent, MachineEvent];
    const upgraded = [commit, prove, announce, force('exit'), block('exit'), upgrade];
    expect(() => run(setting, ...upgraded, verify)).toThrow('VERIFY is refused by key');
  });
});

describe('Definition 2.2.1: the guardian', () => {
  const setting = { parameters: { E: 1, guardian: 1 }, powers: { cheat: true, unsoundProof: true } };
  const stolen = batch(genesis, 'pay', 'none', 'sequencer');
  const reverting: MachineEvent = { ...block(), reverts: true };

  test('2.2.1: a wrong batch is taken back before it can be executed, and the number is due again', () => {
    expect(() => run(setting, ...stolen, execute())).toThrow('EXECUTE is refused by rollup');
    expect(() => run(setting, ...stolen, block())).toThrow('BLOCK is refused by guardian');
    const { rollup } = run(setting, ...stolen, { type: 'REVERT' }, reverting);
    expect([rollup.value, rollup.context.root]).toEqual([{ active: 'awaiting' }, genesis]);
  });

  test('2.2.1: what is right is not taken back, and is executed after the delay', () => {
    const right = [sequence, ...batch(genesis, 'pay')];
    expect(() => run(setting, ...right, { type: 'REVERT' })).toThrow('REVERT is refused by guardian');
    expect(() => run(setting, ...right, reverting)).toThrow('BLOCK is refused by guardian');
    expect(run(setting, ...right, block(), execute()).rollup.context.root).toEqual(paid);
  });

  test('2.2.1: a message comes back to the queue with the batch that is taken back', () => {
    const cheating = { ...setting, parameters: { ...setting.parameters, D: 3 } };
    const wrong = batch(genesis, 'pay', 'deposit', 'sequencer');
    const again = batch(genesis, 'none', 'deposit');
    const { rollup } = run(
      cheating,
      ...[force('deposit'), block('deposit'), ...wrong, { type: 'REVERT' }, reverting, ...again, block(), execute()],
    );
    expect(rollup.context.root).toEqual({ ...genesis, alice: 2 });
  });
});
