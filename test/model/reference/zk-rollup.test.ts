import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BatchStatement,
  type BatchWitness,
  dataHashOf,
  execute,
  inboxHashOf,
  payoutHashOf,
} from '../../../model/reference/batch.ts';
import {
  accountOf,
  applyTransaction,
  type Ledger,
  openAccount,
  readAccount,
  rootOf,
} from '../../../model/reference/ledger.ts';
import type { Result } from '../../../model/reference/result.ts';
import { announcementDigest, RollupContract } from '../../../model/reference/rollup-contract.ts';
import { ZkRollup } from '../../../model/reference/zk-rollup.ts';
import {
  admin,
  domain,
  genesis,
  openRollup,
  type Proof,
  pay,
  person,
  program,
  proofSystem,
  scheme,
} from './rollup-fixture.ts';

function codeOf(result: Result<unknown, string>): string {
  return result.ok ? 'ok' : result.error.code;
}

function unwrapped<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function fundsIn(ledger: Ledger): bigint {
  return [...ledger.values()].reduce((sum, { balance }) => sum + balance, 0n);
}

describe('4.zk-rollup: transactions and batches', () => {
  test('a transaction waits, and the one that fills the batch has both take effect', () => {
    const { contract, rollup } = openRollup();
    expect(unwrapped(rollup.addTransaction(pay(0, 1, 30n, 0n)))).toEqual({ status: 'pending' });
    expect([rollup.pending.length, rollup.waiting.length, contract.index]).toEqual([1, 1, 0n]);
    const added = unwrapped(rollup.addTransaction(pay(1, 2, 130n, 0n)));
    expect(added).toMatchObject({ status: 'processed', batch: { index: 0n, payouts: [], givenBack: [] } });
    expect([0, 1, 2].map((i) => accountOf(rollup.state, person(i).address).balance)).toEqual([70n, 0n, 230n]);
    expect([contract.root, contract.index, rollup.pending.length]).toEqual([rootOf(rollup.state), 1n, 0]);
  });

  test('what is not signed, used up or known is refused, each by its name', () => {
    const { rollup } = openRollup(3);
    const first = pay(0, 1, 1n, 0n);
    expect(codeOf(rollup.addTransaction({ ...first, value: 2n }))).toBe('invalid-signature');
    expect(codeOf(rollup.addTransaction(pay(0, 1, 1n, 0n, { ...domain, chainId: 10n })))).toBe('invalid-signature');
    expect(codeOf(rollup.addTransaction(first))).toBe('ok');
    expect(codeOf(rollup.addTransaction(first))).toBe('known');
    unwrapped(rollup.processBatch());
    expect(codeOf(rollup.addTransaction(first))).toBe('used-nonce');
    expect(codeOf(rollup.processBatch())).toBe('nothing-pending');
  });

  test('one that cannot be executed when its turn comes is given back with the reason, and the others go on', () => {
    const { rollup } = openRollup(3);
    const [poor, rich] = [pay(0, 1, 101n, 0n), pay(1, 2, 5n, 0n)];
    rollup.addTransaction(poor);
    rollup.addTransaction(rich);
    const { transactions, givenBack } = unwrapped(rollup.processBatch());
    expect(transactions).toEqual([rich]);
    expect(givenBack.map(({ transaction, error }) => [transaction, error.code])).toEqual([
      [poor, 'insufficient-balance'],
    ]);
    expect(rollup.pending).toEqual([]);
  });

  test('a batch that the contract does not take leaves everything as it was, and says so', () => {
    const { contract, rollup } = openRollup();
    contract.commit({
      ...{ postRoot: '00'.repeat(32), dataHash: '00'.repeat(32), payouts: [], consumes: 0 },
      inboxHash: inboxHashOf(domain, []),
    });
    rollup.addTransaction(pay(0, 1, 1n, 0n));
    const added = unwrapped(rollup.addTransaction(pay(1, 0, 1n, 0n)));
    expect(added).toMatchObject({ status: 'pending', blocked: { code: 'not-awaiting' } });
    expect([rollup.pending.length, rollup.state]).toEqual([2, genesis]);
  });

  test('deposits and exits come in by L1: the first is there to spend, the second is paid at execution', () => {
    const { contract, rollup } = openRollup();
    const [a, b] = [person(0).address, person(1).address];
    contract.passBlock(1n, [
      { kind: 'deposit', account: a, amount: 50n },
      { kind: 'exit', account: b },
    ]);
    expect(contract.held).toBe(350n);
    rollup.addTransaction(pay(0, 2, 150n, 0n));
    const { payouts } = unwrapped(rollup.processBatch());
    expect(payouts).toEqual([{ account: b, amount: 100n }]);
    expect([contract.held, contract.queue]).toEqual([250n, []]);
    expect(fundsIn(rollup.state)).toBe(250n);
  });

  test('an operator whose key is not the contract’s gets nothing through', () => {
    const { contract } = openRollup();
    const operation = { contract, state: genesis, proofSystem, verificationKey: '77'.repeat(32), batchSize: 1 };
    const rollup = new ZkRollup<Proof>(operation, scheme);
    expect(unwrapped(rollup.addTransaction(pay(0, 1, 1n, 0n)))).toMatchObject({ blocked: { code: 'no-proof' } });
    expect([contract.root, rollup.state]).toEqual([rootOf(genesis), genesis]);
  });

  test('what the caller got wrong is thrown', () => {
    const { contract, rollup } = openRollup();
    const operation = { contract, state: genesis, proofSystem, verificationKey: program.key, batchSize: 0 };
    expect(() => new ZkRollup<Proof>(operation, scheme)).toThrow('batchSize: expected a whole number from 1');
    const other = { ...operation, batchSize: 1, state: new Map() };
    expect(() => new ZkRollup<Proof>(other, scheme)).toThrow('the one whose root the contract has');
    const payment = pay(0, 1, 1n, 0n);
    expect(() => rollup.addTransaction({ ...payment, value: 1 as never })).toThrow(TypeError);
    expect(() => rollup.addTransaction({ ...payment, value: -1n })).toThrow(RangeError);
    expect(() => rollup.addTransaction({ ...payment, data: 'xyz' })).toThrow(RangeError);
    expect(() => contract.passBlock(0n)).toThrow(RangeError);
    expect(() => contract.commit({ postRoot: '', dataHash: '', payouts: [], consumes: 0, inboxHash: '' })).toThrow(
      RangeError,
    );
  });

  test('what a caller does with a claim after it was committed changes nothing', () => {
    const { contract } = openRollup();
    const payouts = [{ account: person(0).address, amount: 0n }];
    const claim = {
      postRoot: '00'.repeat(32),
      dataHash: '00'.repeat(32),
      payouts,
      consumes: 0,
      inboxHash: inboxHashOf(domain, []),
    };
    contract.commit(claim);
    const before = contract.statement();
    payouts[0] = { account: person(0).address, amount: 300n };
    claim.postRoot = '11'.repeat(32);
    expect(contract.statement()).toEqual(before);
  });

  const some = fc.record({ from: fc.nat({ max: 2 }), to: fc.nat({ max: 2 }), value: fc.bigInt(0n, 130n) });

  test('any payments: funds are conserved, contract and operator agree, nothing is lost without a word', () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), (payments, batchSize) => {
        const { contract, rollup } = openRollup(batchSize);
        const nonces = [0n, 0n, 0n];
        let settled = 0;
        for (const { from, to, value } of payments) {
          const nonce = nonces[from] as bigint;
          nonces[from] = nonce + 1n;
          const added = unwrapped(rollup.addTransaction(pay(from, to, value, nonce)));
          if (added.status === 'processed') settled += added.batch.transactions.length + added.batch.givenBack.length;
          expect(contract.root).toBe(rootOf(rollup.state));
          expect(fundsIn(rollup.state)).toBe(300n);
          expect(contract.held).toBe(300n);
        }
        expect(settled + rollup.pending.length).toBe(payments.length);
      }),
      { numRuns: 40 },
    );
  });
});

/** A statement that its witness makes true. */
function statementOf(witness: BatchWitness, index = 0n): BatchStatement {
  const executed = execute(witness, domain, scheme);
  if (executed === undefined) throw new Error('not executable');
  return {
    index,
    preRoot: rootOf(witness.pre),
    postRoot: rootOf(executed.post),
    dataHash: dataHashOf(domain, witness.transactions),
    inboxHash: inboxHashOf(domain, witness.messages),
    payoutHash: payoutHashOf(domain, executed.payouts),
  };
}

describe('2.2.2 the embedded proof system', () => {
  const payment = fc.record({ to: fc.integer({ min: 1, max: 2 }), value: fc.bigInt(0n, 40n) });
  const witnesses = fc.tuple(fc.array(payment, { maxLength: 2 }), fc.option(fc.bigInt(0n, 9n), { nil: undefined })).map(
    ([payments, deposit]): BatchWitness => ({
      pre: genesis,
      messages: deposit === undefined ? [] : [{ kind: 'deposit', account: person(1).address, amount: deposit }],
      transactions: payments.map(({ to, value }, i) => pay(0, to, value, BigInt(i))),
    }),
  );

  test('complete: what a witness shows is proven, and the proof verifies', () => {
    fc.assert(
      fc.property(witnesses, fc.bigInt(0n, 5n), (witness, index) => {
        const statement = statementOf(witness, index);
        const proof = proofSystem.prove(program.key, statement, witness);
        expect(proof !== undefined && proofSystem.verify(program.key, statement, proof)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('sound: a proof is of its statement and its key alone, and nothing else can be proven from its witness', () => {
    fc.assert(
      fc.property(witnesses, witnesses, fc.bigInt(0n, 3n), (one, other, index) => {
        const [statement, foreign] = [statementOf(one), statementOf(other, index)];
        const proof = proofSystem.prove(program.key, statement, one) as Proof;
        for (const field of Object.keys(statement) as (keyof BatchStatement)[]) {
          const mixed: BatchStatement = { ...statement, [field]: foreign[field] };
          const isSame = mixed[field] === statement[field];
          expect(proofSystem.verify(program.key, mixed, proof)).toBe(isSame);
          // Bound to the new statement by hand, the witness must still show it; the number is all that a witness leaves open.
          const rebound = { ...proof, statement: program.digest(mixed) };
          expect(proofSystem.verify(program.key, mixed, rebound)).toBe(isSame || field === 'index');
          expect(proofSystem.prove(program.key, mixed, one) !== undefined).toBe(isSame || field === 'index');
        }
        expect(proofSystem.verify('00'.repeat(32), statement, proof)).toBe(false);
        expect(proofSystem.verify('00'.repeat(32), statement, { ...proof, key: '00'.repeat(32) })).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('sound: an unsigned payment, a payment twice, money from nowhere have no proof', () => {
    const once: BatchWitness = { pre: genesis, messages: [], transactions: [pay(0, 1, 10n, 0n)] };
    const statement = statementOf(once);
    const [transaction] = once.transactions as [ReturnType<typeof pay>];
    const forged = [
      { ...once, transactions: [{ ...transaction, signature: pay(1, 0, 10n, 0n).signature }] },
      { ...once, transactions: [transaction, transaction] },
      { ...once, transactions: [] },
      { ...once, messages: [{ kind: 'deposit', account: person(0).address, amount: 5n }] },
      { ...once, pre: new Map([...genesis, [person(0).address, { balance: 500n, nonce: 0n, withdrawn: 0n }]]) },
    ] as readonly BatchWitness[];
    for (const witness of forged) {
      expect(proofSystem.prove(program.key, statement, witness)).toBeUndefined();
      const proof = { statement: program.digest(statement), key: program.key, witness };
      expect(proofSystem.verify(program.key, statement, proof)).toBe(false);
    }
  });

  test('what is no proof verifies nothing and throws nothing', () => {
    const statement = statementOf({ pre: genesis, messages: [], transactions: [] });
    for (const proof of [undefined, null, 0, {}, { statement: program.digest(statement), key: program.key }]) {
      expect(proofSystem.verify(program.key, statement, proof as never)).toBe(false);
    }
  });

  test('it says plainly what it is not', () => {
    expect([proofSystem.isSuccinct, proofSystem.isZeroKnowledge]).toEqual([false, false]);
  });
});

describe('4.zk-rollup: the ledger', () => {
  test('a payment moves value, uses its nonce, and nothing else', () => {
    const after = unwrapped(applyTransaction(genesis, pay(0, 1, 30n, 0n), domain, scheme));
    expect(accountOf(after, person(0).address)).toEqual({ balance: 70n, nonce: 1n, withdrawn: 0n });
    expect(accountOf(after, person(1).address)).toEqual({ balance: 130n, nonce: 0n, withdrawn: 0n });
    expect(codeOf(applyTransaction(after, pay(0, 1, 30n, 0n), domain, scheme))).toBe('wrong-nonce');
    expect(codeOf(applyTransaction(after, pay(0, 1, 71n, 1n), domain, scheme))).toBe('insufficient-balance');
    expect(
      accountOf(unwrapped(applyTransaction(genesis, pay(0, 0, 30n, 0n), domain, scheme)), person(0).address),
    ).toEqual({
      balance: 100n,
      nonce: 1n,
      withdrawn: 0n,
    });
  });

  test('a balance that no amount can hold is refused, not wrapped', () => {
    const full = new Map([...genesis, [person(1).address, { balance: 2n ** 64n - 5n, nonce: 0n, withdrawn: 0n }]]);
    expect(codeOf(applyTransaction(full, pay(0, 1, 30n, 0n), domain, scheme))).toBe('overflow');
  });

  test('the root is blind to the order of insertion and to accounts that have nothing', () => {
    const empty = { balance: 0n, nonce: 0n, withdrawn: 0n };
    expect(rootOf(new Map([...genesis].reverse()))).toBe(rootOf(genesis));
    const fresh = new Map([[person(0).address, { ...empty, balance: 1n }]]);
    const back = unwrapped(applyTransaction(fresh, pay(0, 1, 0n, 0n), domain, scheme));
    expect([...back.keys()]).toEqual([person(0).address]);
  });

  test('an opening shows the account, and an altered one nothing', () => {
    const opening = openAccount(genesis, person(1).address);
    if (opening === undefined) throw new Error('no account');
    const root = rootOf(genesis);
    expect(readAccount(root, opening)).toEqual({
      address: person(1).address,
      account: { balance: 100n, nonce: 0n, withdrawn: 0n },
    });
    expect(readAccount(root, { ...opening, leaf: opening.leaf.replace(/.$/, '1') })).toBeUndefined();
    expect(readAccount('00'.repeat(32), opening)).toBeUndefined();
    expect(openAccount(genesis, admin.address)).toBeUndefined();
  });
});

describe('4.zk-rollup: a way out', () => {
  test('after the deadline anybody freezes, and everybody leaves once with what the last state and the queue give', () => {
    const { contract, rollup } = openRollup();
    rollup.addTransaction(pay(0, 1, 30n, 0n));
    unwrapped(rollup.processBatch());
    contract.passBlock(1n, [{ kind: 'deposit', account: person(0).address, amount: 7n }]);
    contract.passBlock(5n, [{ kind: 'deposit', account: admin.address, amount: 3n }]);
    expect(codeOf(contract.freeze())).toBe('not-overdue');
    contract.passBlock(6n);
    const opening = openAccount(rollup.state, person(0).address);
    if (opening === undefined) throw new Error('no account');
    expect(codeOf(contract.escape(opening))).toBe('not-frozen');
    expect(codeOf(contract.freeze())).toBe('ok');
    expect(
      codeOf(
        contract.commit({
          postRoot: contract.root,
          dataHash: contract.root,
          payouts: [],
          consumes: 0,
          inboxHash: contract.root,
        }),
      ),
    ).toBe('not-awaiting');
    expect(unwrapped(contract.escape(opening))).toEqual({ account: person(0).address, amount: 77n });
    expect(codeOf(contract.escape(opening))).toBe('escaped-before');
    const old = openAccount(genesis, person(1).address);
    expect(codeOf(contract.escape(old as never))).toBe('invalid-opening');
    // Whoever has a deposit in the queue and no account yet gets it back as well.
    expect(unwrapped(contract.reclaim(admin.address))).toEqual({ account: admin.address, amount: 3n });
    expect(codeOf(contract.reclaim(admin.address))).toBe('nothing-to-reclaim');
    expect(contract.held).toBe(230n);
  });

  test('another key needs the admin’s signature and its delay', () => {
    const { contract } = openRollup();
    const key = '55'.repeat(32);
    const announcement = announcementDigest(domain, key);
    expect(codeOf(contract.announceKey(key, person(0).sign(announcement)))).toBe('invalid-signature');
    expect(codeOf(contract.installKey())).toBe('not-announced');
    expect(codeOf(contract.announceKey(key, admin.sign(announcement)))).toBe('ok');
    expect(codeOf(contract.announceKey(key, admin.sign(announcement)))).toBe('announced-before');
    contract.passBlock(9n);
    expect(codeOf(contract.installKey())).toBe('too-early');
    contract.passBlock(10n);
    expect(codeOf(contract.installKey())).toBe('ok');
    expect(contract.verificationKey).toBe(key);
  });

  test('terms that are none are thrown', () => {
    const { terms } = openRollup().contract;
    expect(() => new RollupContract({ ...terms, deadline: 5 as never })).toThrow(TypeError);
    expect(() => new RollupContract({ ...terms, verificationKey: 'key' })).toThrow(RangeError);
  });
});
