/**
 * The ZK rollup with one defect each: those of the seed's sketch, and those that a rule of the machines stands against. None is shipped;
 * `test/proofs/4.zk-rollup.test.ts` sees each of them caught.
 */

import {
  type BatchStatement,
  type BatchWitness,
  dataHashOf,
  type Execution,
  execute,
  inboxHashOf,
} from '../../../model/reference/batch.ts';
import type { Account, Ledger } from '../../../model/reference/ledger.ts';
import { readAccount } from '../../../model/reference/ledger.ts';
import { commit, type Opening } from '../../../model/reference/merkle-commitment.ts';
import { accepted, type Result, refused } from '../../../model/reference/result.ts';
import { RollupContract } from '../../../model/reference/rollup-contract.ts';
import type { Address, Domain } from '../../../model/reference/signatures.ts';
import type { Transaction } from '../../../model/reference/transaction.ts';
import { type Added, type AddRefusal, type BatchRefusal, ZkRollup } from '../../../model/reference/zk-rollup.ts';
import type { Parts, Proof } from '../../../proofs/4.zk-rollup-adapter.ts';

class KeylessContract extends RollupContract<Proof> {
  protected override accepts(): boolean {
    return true;
  }
}

/** Takes the proof's own word for a part of the statement. */
function unbound(
  part: (proof: Proof, statement: BatchStatement, domain: Domain) => readonly Partial<BatchStatement>[],
): Parts['Contract'] {
  return class extends RollupContract<Proof> {
    protected override accepts(statement: BatchStatement, proof: Proof): boolean {
      const others = part(proof, statement, this.terms.domain);
      return [{}, ...others].some((other) => super.accepts({ ...statement, ...other }, proof));
    }
  };
}

const UnboundData: Parts['Contract'] = unbound(({ witness }, _, domain) => [
  { dataHash: dataHashOf(domain, witness.transactions) },
]);

const UnboundInbox: Parts['Contract'] = unbound(({ witness }, _, domain) => [
  { inboxHash: inboxHashOf(domain, witness.messages) },
]);

const UnboundIndex: Parts['Contract'] = unbound((_, { index }) =>
  Array.from({ length: Number(index) }, (_, i) => ({ index: BigInt(i) })),
);

class UnforcedContract extends RollupContract<Proof> {
  protected override mustConsume(): boolean {
    return false;
  }
}

class HastyContract extends RollupContract<Proof> {
  protected override isOverdue(): boolean {
    return this.queue.length > 0;
  }
}

/** Reads a leaf without asking whether it leads to the root. */
class TrustingContract extends RollupContract<Proof> {
  protected override shownBy({ leaf }: Opening): { readonly address: Address; readonly account: Account } | undefined {
    const alone = commit([leaf]);
    return readAccount(alone.root, alone.open(0));
  }
}

class LeakyContract extends RollupContract<Proof> {
  protected override mayEscape(): boolean {
    return true;
  }
}

class SuddenContract extends RollupContract<Proof> {
  protected override isDelayOver(): boolean {
    return true;
  }
}

class ImpatientContract extends RollupContract<Proof> {
  protected override isExecutable(): boolean {
    return true;
  }
}

class DiscardingRollup extends ZkRollup<Proof> {
  protected override execute(witness: BatchWitness): Execution | undefined {
    return super.execute(witness) && super.execute({ ...witness, transactions: [] });
  }
}

class UnmovedRollup extends ZkRollup<Proof> {
  protected override after(): Ledger {
    return this.state;
  }
}

class AmbiguousRollup extends ZkRollup<Proof> {
  override addTransaction(transaction: Transaction): Result<Added, AddRefusal> {
    const added = super.addTransaction(transaction);
    return added.ok && added.value.status === 'pending' ? refused('known', 'false') : added;
  }
}

class ProoflessRollup extends ZkRollup<Proof> {
  override prove(): Result<Proof, BatchRefusal> {
    const witness: BatchWitness = { pre: this.state, messages: [], transactions: [] };
    return accepted({ statement: '', key: '', witness });
  }
}

class UnsignedRollup extends ZkRollup<Proof> {
  protected override execute(witness: BatchWitness): Execution | undefined {
    return execute(witness, { chainId: 1n, contract: '22'.repeat(32) }, this.scheme, 'any');
  }
}

export interface RollupMutant {
  /** What it does wrong. */
  readonly says: string;
  readonly parts: Partial<Parts>;
  /** Which of the claims finds it. */
  readonly by: 'conforms' | 'contract-conforms' | 'delay-conforms' | 'key-conforms';
  /** The path by which it is caught; last, after a comma, what it is asked there and should have refused. */
  readonly caught: string;
}

/** Defects of the seed's section 4. */
export const sketchMutants: readonly RollupMutant[] = [
  { says: 'discards its transactions', parts: { Rollup: DiscardingRollup }, by: 'conforms', caught: 'COMMIT' },
  {
    says: 'never changes its state',
    parts: { Rollup: UnmovedRollup },
    by: 'conforms',
    caught: 'COMMIT → PROVE → VERIFY → EXECUTE',
  },
  {
    says: 'says no to a transaction that it keeps',
    parts: { Rollup: AmbiguousRollup },
    by: 'conforms',
    caught: 'SEQUENCE',
  },
  { says: 'produces no proof', parts: { Rollup: ProoflessRollup }, by: 'conforms', caught: 'COMMIT → PROVE → VERIFY' },
  {
    says: 'never uses its verification key',
    parts: { Contract: KeylessContract },
    by: 'conforms',
    caught: 'COMMIT, VERIFY',
  },
];

/** Defects that the sketch leaves room for. */
export const otherMutants: readonly RollupMutant[] = [
  { says: 'includes unsigned transactions', parts: { Rollup: UnsignedRollup }, by: 'conforms', caught: ', COMMIT' },
  {
    says: 'does not bind the data',
    parts: { Contract: UnboundData },
    by: 'contract-conforms',
    caught: 'COMMIT → PROVE, VERIFY',
  },
  {
    says: 'does not bind the messages',
    parts: { Contract: UnboundInbox },
    by: 'contract-conforms',
    caught: 'FORCE → BLOCK → COMMIT → PROVE, VERIFY',
  },
  {
    says: 'does not bind the number',
    parts: { Contract: UnboundIndex },
    by: 'contract-conforms',
    caught: 'COMMIT → PROVE → VERIFY → EXECUTE → COMMIT, VERIFY',
  },
  {
    says: 'passes overdue messages over',
    parts: { Contract: UnforcedContract },
    by: 'contract-conforms',
    caught: 'FORCE → BLOCK → BLOCK, COMMIT',
  },
  {
    says: 'freezes before the deadline',
    parts: { Contract: HastyContract },
    by: 'contract-conforms',
    caught: 'FORCE → BLOCK, FREEZE',
  },
  {
    says: 'believes who escapes',
    parts: { Contract: TrustingContract },
    by: 'contract-conforms',
    caught: 'FORCE → BLOCK → BLOCK → FREEZE, ESCAPE',
  },
  {
    says: 'lets an account escape twice',
    parts: { Contract: LeakyContract },
    by: 'contract-conforms',
    caught: 'FORCE → BLOCK → BLOCK → FREEZE → ESCAPE, ESCAPE',
  },
  {
    says: 'executes a batch at once',
    parts: { Contract: ImpatientContract },
    by: 'delay-conforms',
    caught: 'COMMIT → PROVE → VERIFY, EXECUTE',
  },
  {
    says: 'changes its key at once',
    parts: { Contract: SuddenContract },
    by: 'key-conforms',
    caught: 'ANNOUNCE, UPGRADE',
  },
];
