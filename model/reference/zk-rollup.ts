/**
 * `ZkRollup` of the seed's section 4: the operator's end, which collects transactions, executes them in batches, and proves each batch to the L1
 * contract (`rollup-contract.ts`) before it takes effect.
 *
 * The seed's `process_batch` clears the list and returns true; its state, its key and the transactions have no part in it. Here a batch is
 * executed from the state, its proof is checked under the verification key, and only when the contract has executed it are the
 * state replaced and its transactions gone from the list. `addTransaction` says what has become of a transaction in words
 * instead of one bit, which in the sketch says the same of "waiting" and of "refused".
 *
 * A transaction is admitted if it is signed and its nonce is not used up. Whether its sender can pay is known when its turn comes: a deposit or an
 * exit may stand before it in the batch. One whose turn has come and that cannot be executed is given back with the reason.
 *
 * Held to the machines of the ZK rollup by `proofs/4.zk-rollup.ts`, step by step: `commitBatch`, `proveBatch`, `executeBatch`.
 */

import { type BatchStatement, type BatchWitness, dataHashOf, type Execution, execute, inboxHashOf } from './batch.ts';
import { accountOf, applyMessage, applyTransaction, type Ledger, type Message, type Payout, rootOf } from './ledger.ts';
import type { ProofSystem, VerificationKey } from './proof-system.ts';
import { accepted, type Refusal, type Result, refused } from './result.ts';
import type { CommitRefusal, RollupContract } from './rollup-contract.ts';
import { bip340, type SignatureScheme } from './signatures.ts';
import { checkPayment, type Transaction, transactionDigest } from './transaction.ts';

export interface RollupOperation<Proof> {
  readonly contract: RollupContract<Proof>;
  /** The state whose root the contract has. */
  readonly state: Ledger;
  readonly proofSystem: ProofSystem<BatchStatement, BatchWitness, Proof>;
  /** The key that this end trusts, whatever the contract comes to use. */
  readonly verificationKey: VerificationKey;
  /** Transactions that make a batch; at least 1. */
  readonly batchSize: number;
}

/** What a batch is made of: messages from the head of the contract's queue, and transactions. */
export interface BatchContents {
  readonly messages: number;
  readonly transactions: readonly Transaction[];
}

export interface BatchReceipt {
  /** Number of the batch. */
  readonly index: bigint;
  readonly transactions: readonly Transaction[];
  readonly payouts: readonly Payout[];
  /** Transactions that could not be executed when their turn came, each with the reason. */
  readonly givenBack: readonly { readonly transaction: Transaction; readonly error: Refusal<string> }[];
}

/** `blocked`: a batch was due, and why there is none. */
export type Added =
  | { readonly status: 'pending'; readonly blocked?: Refusal<string> }
  | { readonly status: 'processed'; readonly batch: BatchReceipt };

export type AddRefusal = 'invalid-signature' | 'used-nonce' | 'known';
export type BatchRefusal =
  | CommitRefusal
  | 'not-executable'
  | 'no-batch'
  | 'no-proof'
  | 'invalid-proof'
  | 'not-executed';

interface InFlight {
  readonly contents: BatchContents;
  readonly execution: Execution;
}

export class ZkRollup<Proof> {
  readonly #contract: RollupContract<Proof>;
  readonly #proofSystem: ProofSystem<BatchStatement, BatchWitness, Proof>;
  readonly #verificationKey: VerificationKey;
  readonly #batchSize: number;
  protected readonly scheme: SignatureScheme;
  #state: Ledger;
  #pending: readonly Transaction[] = [];
  #inFlight: InFlight | 'none' = 'none';

  /** Throws RangeError for a batch size below 1, or a state whose root is not the contract's. */
  constructor(operation: RollupOperation<Proof>, scheme: SignatureScheme = bip340) {
    const { contract, state, proofSystem, verificationKey, batchSize } = operation;
    if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
      throw new RangeError(`batchSize: expected a whole number from 1, got ${batchSize}`);
    }
    if (rootOf(state) !== contract.root) throw new RangeError('state: expected the one whose root the contract has');
    this.#contract = contract;
    this.#state = state;
    this.#proofSystem = proofSystem;
    this.#verificationKey = verificationKey;
    this.#batchSize = batchSize;
    this.scheme = scheme;
  }

  /** The state after the last batch that took effect. */
  get state(): Ledger {
    return this.#state;
  }

  get pending(): readonly Transaction[] {
    return this.#pending;
  }

  /** Pending transactions that are in no batch yet. */
  get waiting(): readonly Transaction[] {
    const taken = this.#inFlight === 'none' ? [] : this.#inFlight.contents.transactions;
    return this.#pending.filter((one) => !taken.includes(one));
  }

  /** Admits a transaction, and processes a batch when there are enough. Throws as `checkPayment` does. */
  addTransaction(transaction: Transaction): Result<Added, AddRefusal> {
    checkPayment(transaction);
    const { domain } = this.#contract.terms;
    if (!this.scheme.verify(transactionDigest(domain, transaction), transaction.sender, transaction.signature)) {
      return refused('invalid-signature', 'Invalid signature of the sender');
    }
    if (transaction.nonce < accountOf(this.#state, transaction.sender).nonce) {
      return refused('used-nonce', 'The nonce is used up');
    }
    if (this.#pending.some(({ sender, nonce }) => sender === transaction.sender && nonce === transaction.nonce)) {
      return refused('known', 'A transaction with this nonce is pending');
    }
    this.#pending = [...this.#pending, transaction];
    if (this.#pending.length < this.#batchSize) return accepted({ status: 'pending' });
    const processed = this.processBatch();
    return accepted(
      processed.ok ? { status: 'processed', batch: processed.value } : { status: 'pending', blocked: processed.error },
    );
  }

  /**
   * Commits, proves and executes a batch: every message that waits, then the first pending transactions that can be executed. What is
   * refused before the commitment changes nothing; a batch that was committed stays in flight, for `proveBatch` and `executeBatch`.
   */
  processBatch(): Result<BatchReceipt, BatchRefusal | 'nothing-pending'> {
    const messages = this.#contract.queue.map(({ message }) => message);
    const { transactions, givenBack } = this.#chosen(messages);
    if (messages.length + transactions.length + givenBack.length === 0) {
      return refused('nothing-pending', 'There is nothing to process');
    }
    const committed = this.commitBatch({ messages: messages.length, transactions });
    if (!committed.ok) return committed;
    const proven = this.proveBatch();
    if (!proven.ok) return proven;
    const executed = this.executeBatch();
    if (!executed.ok) return executed;
    const lost = givenBack.map(({ transaction }) => transaction);
    this.#pending = this.#pending.filter((one) => !lost.includes(one));
    return accepted({ ...executed.value, givenBack });
  }

  /** Executes a batch and commits it to the contract. */
  commitBatch(contents: BatchContents): Result<undefined, BatchRefusal> {
    const { domain } = this.#contract.terms;
    const messages = this.#contract.queue.slice(0, contents.messages).map(({ message }) => message);
    const execution = this.execute({ pre: this.#state, messages, transactions: contents.transactions });
    if (execution === undefined) return refused('not-executable', 'The batch cannot be executed');
    const committed = this.#contract.commit({
      postRoot: rootOf(execution.post),
      dataHash: dataHashOf(domain, contents.transactions),
      payouts: execution.payouts,
      consumes: contents.messages,
      inboxHash: inboxHashOf(domain, messages),
    });
    if (!committed.ok) return committed;
    this.#inFlight = { contents, execution };
    return accepted(undefined);
  }

  /** Proves the batch in flight, checks the proof, and hands it to the contract. */
  proveBatch(): Result<Proof, BatchRefusal> {
    const proof = this.prove();
    if (!proof.ok) return proof;
    const verified = this.#contract.verify(proof.value);
    return verified.ok ? proof : refused('invalid-proof', verified.error.message);
  }

  /** A proof of the batch in flight that holds under the key which this end trusts. */
  prove(): Result<Proof, BatchRefusal> {
    const statement = this.#contract.statement();
    if (this.#inFlight === 'none' || statement === undefined) return refused('no-batch', 'No batch is in flight');
    const { messages, transactions } = this.#inFlight.contents;
    const consumed = this.#contract.queue.slice(0, messages).map(({ message }) => message);
    const witness = { pre: this.#state, messages: consumed, transactions };
    const proof = this.#proofSystem.prove(this.#verificationKey, statement, witness);
    if (proof === undefined) return refused('no-proof', 'The batch cannot be proven');
    if (!this.#proofSystem.verify(this.#verificationKey, statement, proof)) {
      return refused('invalid-proof', 'The proof is not one of this batch');
    }
    return accepted(proof);
  }

  /** Lets the proven batch take effect on L1, and then here. */
  executeBatch(): Result<BatchReceipt, BatchRefusal> {
    const { index } = this.#contract;
    const inFlight = this.#inFlight;
    if (inFlight === 'none') return refused('no-batch', 'No batch is in flight');
    const executed = this.#contract.execute();
    if (!executed.ok) return refused('not-executed', executed.error.message);
    const { transactions } = inFlight.contents;
    this.#state = this.after(inFlight.execution);
    this.#pending = this.#pending.filter((one) => !transactions.includes(one));
    this.#inFlight = 'none';
    return accepted({ index, transactions, payouts: executed.value, givenBack: [] });
  }

  protected execute(witness: BatchWitness): Execution | undefined {
    return execute(witness, this.#contract.terms.domain, this.scheme);
  }

  protected after({ post }: Execution): Ledger {
    return post;
  }

  /** The first pending transactions that can be executed after the messages, and those whose turn came in vain. */
  #chosen(messages: readonly Message[]): Pick<BatchReceipt, 'transactions' | 'givenBack'> {
    const transactions: Transaction[] = [];
    const givenBack: BatchReceipt['givenBack'][number][] = [];
    let ledger: Ledger = this.#state;
    for (const message of messages) ledger = applyMessage(ledger, message) ?? ledger;
    for (const transaction of this.#pending) {
      if (transactions.length === this.#batchSize) break;
      const paid = applyTransaction(ledger, transaction, this.#contract.terms.domain, this.scheme);
      if (paid.ok) {
        transactions.push(transaction);
        ledger = paid.value;
      } else givenBack.push({ transaction, error: paid.error });
    }
    return { transactions, givenBack };
  }
}
