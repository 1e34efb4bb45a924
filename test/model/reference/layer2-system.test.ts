import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Transfer } from '../../../model/reference/cross-layer.ts';
import { Layer2System } from '../../../model/reference/layer2-system.ts';
import { accepted, type Result, refused } from '../../../model/reference/result.ts';
import { type TokenSystem, type TokenTerms, tokenSystem } from '../../../model/reference/token-bridge.ts';
import * as escrow from '../../../model/reference/token-escrow.ts';
import * as token from '../../../model/reference/wrapped-token.ts';
import { alice, bob, scheme } from './channel-fixture.ts';

const terms: TokenTerms = {
  domain: { chainId: 3n, contract: 'ee'.repeat(32) },
  capacity: 3,
  confirmations: 2n,
};

function codeOf(result: Result<unknown, string>): string {
  return result.ok ? 'ok' : result.error.code;
}

function transferOf(id: number, amount: bigint, deadline: bigint): Transfer {
  return { id, amount, recipient: alice.address, deadline };
}

/** What relayers do, in the order of the events. */
class Relayer {
  readonly system: TokenSystem = tokenSystem(terms, scheme);

  lock(id: number, amount: bigint, deadline = 5n): string {
    return codeOf(this.system.deposit({ transfer: transferOf(id, amount, deadline), brings: amount }));
  }

  blocks(ofL1: number, ofL2 = 0): void {
    for (let i = 0; i < ofL1; i++) this.system.followL1(escrow.passBlock(this.system.l1));
    for (let i = 0; i < ofL2; i++) this.system.processTransaction({ kind: 'block' });
  }

  follow(id: number): string {
    const { l1 } = this.system;
    const transaction = { kind: 'follow', id, header: escrow.headerOf(l1), opening: escrow.showSlot(l1, id) } as const;
    return codeOf(this.system.processTransaction(transaction));
  }

  mint(id: number, amount: bigint, deadline = 5n): string {
    const { l1 } = this.system;
    const evidence = { root: escrow.headerOf(l1).root, opening: escrow.showSlot(l1, id) };
    return codeOf(
      this.system.processTransaction({ kind: 'mint', transfer: transferOf(id, amount, deadline), evidence }),
    );
  }

  burn(id: number, signer = alice): string {
    const signature = signer.sign(token.burnDigest(terms.domain, id));
    return codeOf(this.system.processTransaction({ kind: 'burn', id, signature }));
  }

  relay(id: number): string {
    const { l2 } = this.system;
    return codeOf(this.system.relay({ id, header: token.headerOf(l2), opening: token.showSlot(l2, id) }));
  }

  withdraw(kind: 'refund' | 'release', id: number): string {
    const { l2 } = this.system;
    const evidence = { root: token.headerOf(l2).root, opening: token.showSlot(l2, id) };
    return codeOf(this.system.withdraw({ kind, id, evidence }));
  }
}

describe('4.layer2-system: a token on two layers', () => {
  test('there and back: locked, confirmed, minted, burned by its owner, released', () => {
    const relayer = new Relayer();
    expect(relayer.lock(0, 40n)).toBe('ok');
    expect(relayer.system.l1.held).toBe(40n);
    relayer.blocks(1);
    expect(relayer.follow(0)).toBe('not-warranted');
    relayer.blocks(1);
    expect([relayer.follow(0), relayer.mint(0, 40n)]).toEqual(['ok', 'ok']);
    expect(relayer.mint(0, 40n)).toBe('no-transition');
    expect(relayer.withdraw('release', 0)).toBe('bridge-refuses');
    expect([relayer.burn(0, bob), relayer.burn(0)]).toEqual(['no-transition', 'ok']);
    expect([relayer.relay(0), relayer.withdraw('release', 0)]).toEqual(['ok', 'ok']);
    expect([relayer.system.l1.held, relayer.withdraw('release', 0)]).toEqual([0n, 'bridge-refuses']);
  });

  test('never received: refunded after the deadline, and then too late to mint', () => {
    const relayer = new Relayer();
    relayer.lock(1, 7n, 2n);
    relayer.blocks(2, 1);
    expect([relayer.follow(1), relayer.relay(1)]).toEqual(['ok', 'bridge-refuses']);
    relayer.blocks(0, 1);
    expect(relayer.mint(1, 7n, 2n)).toBe('no-transition');
    expect([relayer.relay(1), relayer.withdraw('refund', 1), relayer.withdraw('refund', 1)]).toEqual([
      'ok',
      'ok',
      'bridge-refuses',
    ]);
  });

  test('a mint is for the very transfer that L1 has: not another amount, recipient or deadline', () => {
    const relayer = new Relayer();
    relayer.lock(0, 40n);
    relayer.blocks(2);
    relayer.follow(0);
    expect([relayer.mint(0, 41n), relayer.mint(0, 40n, 6n), relayer.mint(1, 40n)]).toEqual([
      'not-warranted',
      'not-warranted',
      'not-warranted',
    ]);
  });

  test('evidence that is none is refused, and throws nothing', () => {
    const relayer = new Relayer();
    relayer.lock(0, 40n);
    relayer.blocks(2);
    relayer.follow(0);
    const { root } = escrow.headerOf(relayer.system.l1);
    const opening = escrow.showSlot(relayer.system.l1, 0);
    const none = [
      { root: 'no root', opening },
      { root, opening: { ...opening, leaf: 'zz' } },
      { root, opening: { ...opening, index: -1 } },
      { root, opening: { ...opening, index: Number.NaN } },
      { root, opening: { ...opening, path: [] } },
      { root, opening: { ...opening, leaf: opening.leaf.slice(0, 18) } },
    ];
    for (const evidence of none) {
      const mint = { kind: 'mint', transfer: transferOf(0, 40n, 5n), evidence } as const;
      expect(codeOf(relayer.system.processTransaction(mint))).toBe('not-warranted');
      expect(codeOf(relayer.system.withdraw({ kind: 'release', id: 0, evidence }))).toBe('bridge-refuses');
    }
    expect(codeOf(relayer.system.withdraw({ kind: 'release', id: 99 }))).toBe('bridge-refuses');
  });

  const move = fc.record({
    what: fc.constantFrom('lock', 'l1', 'l2', 'follow', 'mint', 'burn', 'relay', 'refund', 'release' as const),
    id: fc.nat({ max: 2 }),
  });

  test('whatever is tried, wrapped tokens in hand are covered by what is held, and nothing is paid twice', () => {
    const amounts = [5n, 11n, 23n];
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const relayer = new Relayer();
        for (const { what, id } of moves) {
          const amount = amounts[id] as bigint;
          const before = relayer.system.l1.held;
          if (what === 'lock') relayer.lock(id, amount, 3n);
          else if (what === 'l1') relayer.blocks(1);
          else if (what === 'l2') relayer.blocks(0, 1);
          else if (what === 'follow') relayer.follow(id);
          else if (what === 'mint') relayer.mint(id, amount, 3n);
          else if (what === 'burn') relayer.burn(id);
          else if (what === 'relay') relayer.relay(id);
          else if (relayer.withdraw(what === 'refund' ? 'refund' : 'release', id) === 'ok') {
            expect(relayer.system.l1.held).toBe(before - amount);
          }
          const { l1, l2 } = relayer.system;
          const sum = (isIn: (i: number) => boolean): bigint =>
            amounts.reduce((total, one, i) => total + (isIn(i) ? one : 0n), 0n);
          expect(l1.held).toBe(sum((i) => l1.slots[i]?.status === 'locked'));
          expect(sum((i) => l2.slots[i]?.status === 'minted') <= l1.held).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('terms that are none are thrown', () => {
    expect(() => tokenSystem({ ...terms, capacity: 0 }, scheme)).toThrow(RangeError);
    const { system } = new Relayer();
    expect(() => system.deposit({ transfer: transferOf(-1, 1n, 1n), brings: 1n })).toThrow(RangeError);
    expect(() => system.deposit({ transfer: { ...transferOf(0, 1n, 1n), amount: 1 as never }, brings: 1n })).toThrow(
      TypeError,
    );
  });
});

/** Layers that are numbers: each transaction is added, and the proof is the sum. */
function counting(
  changes: Partial<{ proof: (sum: number) => number; admits: boolean; moves: boolean }> = {},
): Layer2System<number, number, number, number, number, number, number> {
  const { proof = (sum) => sum, admits = true, moves = true } = changes;
  const add = (a: number, b: number): Result<number, string> =>
    b > 0 ? accepted(a + b) : refused('no', 'not positive');
  return new Layer2System({
    l1: 0,
    l2: 0,
    transitionFunction: (l2, one) =>
      moves ? accepted({ state: l2 + one, proof: proof(l2 + one) }) : refused('no', 'stuck'),
    verify: ({ pre, transaction, post, proof: shown }) => pre + transaction === post && shown === post,
    bridgeFunctions: {
      admit: () => (admits ? accepted(undefined) : refused('no', 'not warranted')),
      deposit: add,
      relay: add,
      withdraw: add,
    },
  });
}

describe('4.layer2-system: any two layers', () => {
  test('a step that is proven and warranted takes effect, and returns its proof', () => {
    const system = counting();
    expect(system.processTransaction(3)).toEqual({ ok: true, value: 3 });
    expect([system.l1, system.l2]).toEqual([0, 3]);
  });

  test.each([
    ['its proof shows something else', { proof: (sum: number) => sum + 1 }, 'invalid-proof'],
    ['the bridge does not warrant it', { admits: false }, 'not-warranted'],
    ['there is no such step', { moves: false }, 'no-transition'],
  ] as const)('a step takes no effect where %s', (_, changes, code) => {
    const system = counting(changes);
    expect(codeOf(system.processTransaction(3))).toBe(code);
    expect([system.l1, system.l2]).toEqual([0, 0]);
  });

  test('what the bridge refuses on L1 changes nothing, and what it takes does', () => {
    const system = counting();
    for (const call of ['deposit', 'relay', 'withdraw'] as const) {
      const before = system.l1;
      expect(codeOf(system[call](0))).toBe('bridge-refuses');
      expect(system.l1).toBe(before);
      expect(codeOf(system[call](2))).toBe('ok');
      expect(system.l1).toBe(before + 2);
    }
  });
});
