/**
 * The L1 contract of a ZK rollup, Definition 2.2.1: batches committed, proven and executed one at a time, a queue of messages from L1, an escape
 * when nobody serves it, and a verification key that changes only after a delay.
 *
 * It executes nothing. It keeps the root of the executed state and of the batch that is committed, what that was posted with, and its own
 * queue, and from these it makes the statement: whoever hands in a proof has no say in what the proof is about. Blocks are given
 * to it by height. Once a message has waited for its deadline, anybody can freeze the rollup; then accounts leave with what a
 * Merkle proof shows them to have, and with their deposits that still wait.
 *
 * Held to the machines `model/2.2.1-zk-rollup.ts`, `zk-inbox.ts` and `verifier-key.ts` by `proofs/4.zk-rollup.ts`. Left out like there:
 * several batches in flight, aggregation, gas, thawing; and a guardian who may take back what was proven.
 */

import { hexToBytes } from '@noble/hashes/utils.js';
import { checkAmount, checkSum } from './amounts.ts';
import { type BatchStatement, inboxHashOf, payoutHashOf } from './batch.ts';
import { checkHex, type Hex } from './encoding.ts';
import { type Account, type Message, type Payout, readAccount } from './ledger.ts';
import { Lifecycle, type Row } from './lifecycle.ts';
import type { Opening } from './merkle-commitment.ts';
import type { ProofSystem, VerificationKey } from './proof-system.ts';
import { accepted, type Result, refused } from './result.ts';
import {
  type Address,
  bip340,
  checkDomain,
  type Digest,
  type Domain,
  digestOf,
  type Signature,
  type SignatureScheme,
} from './signatures.ts';

export type RollupState = 'awaiting' | 'committed' | 'proven' | 'frozen';
type RollupStep = 'commit' | 'prove' | 'execute' | 'freeze';

const rows: readonly Row<RollupState, RollupStep>[] = [
  ['awaiting', 'commit', 'committed'],
  ['committed', 'prove', 'proven'],
  ['proven', 'execute', 'awaiting'],
  ['awaiting', 'freeze', 'frozen'],
  ['committed', 'freeze', 'frozen'],
  ['proven', 'freeze', 'frozen'],
];

export interface RollupTerms<Proof> {
  readonly domain: Domain;
  /** Root of the first state, and what is paid in for it. */
  readonly genesisRoot: Hex;
  readonly genesisFunds: bigint;
  /** Blocks in the queue after which a message is overdue. */
  readonly deadline: bigint;
  /** Blocks between the announcement of a verification key and its use. */
  readonly keyDelay: bigint;
  /** Blocks between the proof of a batch and its execution. */
  readonly executionDelay: bigint;
  readonly verificationKey: VerificationKey;
  /** Who may announce another key. */
  readonly admin: Address;
  readonly proofSystem: ProofSystem<BatchStatement, never, Proof>;
}

/** What the sequencer posts of a batch. The data itself are published elsewhere. */
export interface BatchClaim {
  readonly postRoot: Hex;
  readonly dataHash: Digest;
  readonly payouts: readonly Payout[];
  /** Messages consumed from the head of the queue, and their hash, so that sequencer and contract mean the same. */
  readonly consumes: number;
  readonly inboxHash: Digest;
}

interface Waiting {
  readonly message: Message;
  readonly since: bigint;
}

export type CommitRefusal = 'not-awaiting' | 'wrong-messages' | 'overdue-message';

/** What the holder of the contract's key signs to announce another verification key. */
export function announcementDigest(domain: Domain, key: VerificationKey): Digest {
  return digestOf('key-announcement', domain, [hexToBytes(key)]);
}

export class RollupContract<Proof> {
  readonly terms: RollupTerms<Proof>;
  readonly #scheme: SignatureScheme;
  readonly #lifecycle: Lifecycle<RollupState, RollupStep> = new Lifecycle('awaiting', rows);
  #height = 0n;
  #root: Hex;
  #batch: BatchClaim | 'none' = 'none';
  #index = 0n;
  #provenAt = 0n;
  #held: bigint;
  #queue: readonly Waiting[] = [];
  readonly #escaped: Set<Address> = new Set();
  #key: VerificationKey;
  #announced: { readonly key: VerificationKey; readonly since: bigint } | 'none' = 'none';

  /** Throws TypeError or RangeError for terms that are none. */
  constructor(terms: RollupTerms<Proof>, scheme: SignatureScheme = bip340) {
    checkDomain(terms.domain);
    checkHex('genesisRoot', terms.genesisRoot, 32);
    checkHex('verificationKey', terms.verificationKey, 32);
    checkHex('admin', terms.admin, 32);
    checkAmount('deadline', terms.deadline);
    checkAmount('keyDelay', terms.keyDelay);
    checkAmount('executionDelay', terms.executionDelay);
    this.terms = terms;
    this.#scheme = scheme;
    this.#root = terms.genesisRoot;
    this.#held = checkAmount('genesisFunds', terms.genesisFunds);
    this.#key = terms.verificationKey;
  }

  get state(): RollupState {
    return this.#lifecycle.state;
  }

  /** Root of the state after the last executed batch. */
  get root(): Hex {
    return this.#root;
  }

  get batch(): BatchClaim | 'none' {
    return this.#batch;
  }

  /** Number of the batch that is due. */
  get index(): bigint {
    return this.#index;
  }

  /** What it can pay from. */
  get held(): bigint {
    return this.#held;
  }

  get height(): bigint {
    return this.#height;
  }

  /** Messages that wait, with the blocks for which they have. */
  get queue(): readonly { readonly message: Message; readonly age: bigint }[] {
    return this.#queue.map(({ message, since }) => ({ message, age: this.#height - since }));
  }

  get verificationKey(): VerificationKey {
    return this.#key;
  }

  /** Blocks since the batch in flight was proven. */
  get provenFor(): bigint | 'none' {
    return this.state === 'proven' ? this.#height - this.#provenAt : 'none';
  }

  /** Blocks since another key was announced. */
  get announcedFor(): bigint | 'none' {
    return this.#announced === 'none' ? 'none' : this.#height - this.#announced.since;
  }

  hasEscaped(address: Address): boolean {
    return this.#escaped.has(address);
  }

  /**
   * The next block, with the messages that enter the queue in it; a deposit pays in. Throws RangeError unless the height is above
   * that of the block before; once frozen, messages are refused.
   */
  passBlock(height: bigint, messages: readonly Message[] = []): Result<undefined, 'frozen'> {
    if (checkAmount('height', height) <= this.#height) {
      throw new RangeError(`height: expected more than ${this.#height}, got ${height}`);
    }
    const paid = messages.map((message) => (message.kind === 'deposit' ? checkAmount('amount', message.amount) : 0n));
    for (const { account } of messages) checkHex('account', account, 32);
    const held = checkSum('funds', this.#held, ...paid);
    this.#height = height;
    if (messages.length === 0) return accepted(undefined);
    if (this.state === 'frozen') return refused('frozen', 'The rollup is frozen');
    this.#held = held;
    this.#queue = [...this.#queue, ...messages.map((message) => ({ message: { ...message }, since: height }))];
    return accepted(undefined);
  }

  /** Throws TypeError or RangeError for a claim that is none; says nothing of whether it is right. */
  commit(claim: BatchClaim): Result<undefined, CommitRefusal> {
    checkHex('postRoot', claim.postRoot, 32);
    checkHex('dataHash', claim.dataHash, 32);
    if (!Number.isSafeInteger(claim.consumes) || claim.consumes < 0) {
      throw new RangeError(`consumes: expected a whole number from 0, got ${claim.consumes}`);
    }
    for (const { account, amount } of claim.payouts) {
      checkHex('account', account, 32);
      checkAmount('amount', amount);
    }
    if (!this.#lifecycle.allows('commit')) return refused('not-awaiting', 'Another batch is in flight');
    const { domain } = this.terms;
    const consumed = this.#queue.slice(0, claim.consumes).map(({ message }) => message);
    if (consumed.length !== claim.consumes || inboxHashOf(domain, consumed) !== claim.inboxHash) {
      return refused('wrong-messages', 'The batch must consume messages from the head of the queue');
    }
    if (claim.consumes === 0 && this.mustConsume()) {
      return refused('overdue-message', 'An overdue message must be consumed');
    }
    this.#lifecycle.take('commit');
    // A copy: what the caller does with its own afterwards is no business of the contract.
    this.#batch = { ...claim, payouts: claim.payouts.map(({ account, amount }) => ({ account, amount })) };
    return accepted(undefined);
  }

  /** The statement that a proof of the batch in flight has to be of. */
  statement(): BatchStatement | undefined {
    if (this.#batch === 'none') return undefined;
    const { postRoot, dataHash, inboxHash, payouts } = this.#batch;
    const payoutHash = payoutHashOf(this.terms.domain, payouts);
    return { index: this.#index, preRoot: this.#root, postRoot, dataHash, inboxHash, payoutHash };
  }

  /** Anybody hands in a proof of the batch that is committed. */
  verify(proof: Proof): Result<undefined, 'not-committed' | 'invalid-proof'> {
    const statement = this.#lifecycle.allows('prove') ? this.statement() : undefined;
    if (statement === undefined) return refused('not-committed', 'No batch waits for a proof');
    if (!this.accepts(statement, proof)) return refused('invalid-proof', 'The proof is not one of this batch');
    this.#lifecycle.take('prove');
    this.#provenAt = this.#height;
    return accepted(undefined);
  }

  /** The proven batch takes effect, once it has waited: its state is the state, its messages leave the queue, its payouts are paid. */
  execute(): Result<readonly Payout[], 'not-proven' | 'too-early' | 'not-covered'> {
    const batch = this.#batch;
    if (batch === 'none' || !this.#lifecycle.allows('execute')) return refused('not-proven', 'No batch is proven');
    if (!this.isExecutable(this.#height - this.#provenAt)) {
      return refused('too-early', 'The delay of the execution is not over');
    }
    const paid = batch.payouts.reduce((sum, { amount }) => sum + amount, 0n);
    if (paid > this.#held) return refused('not-covered', 'The contract does not hold so much');
    this.#lifecycle.take('execute');
    this.#root = batch.postRoot;
    this.#held -= paid;
    this.#queue = this.#queue.slice(batch.consumes);
    this.#index += 1n;
    this.#batch = 'none';
    return accepted(batch.payouts);
  }

  /** Anybody shows that a message has waited past its deadline. No batch follows; deposits stay for their refund. */
  freeze(): Result<undefined, 'not-overdue' | 'frozen'> {
    if (this.state === 'frozen') return refused('frozen', 'The rollup is frozen');
    if (!this.isOverdue()) return refused('not-overdue', 'No message is overdue');
    this.#lifecycle.take('freeze');
    this.#batch = 'none';
    this.#queue = this.#queue.filter(({ message }) => message.kind === 'deposit');
    return accepted(undefined);
  }

  /** What an account would be refunded of its deposits in the queue. */
  refundOf(address: Address): bigint {
    return this.#queue.reduce((sum, { message }) => {
      return message.kind === 'deposit' && message.account === address ? sum + message.amount : sum;
    }, 0n);
  }

  /** An account leaves a frozen rollup, once, with what it has in the last executed state and its deposits in the queue. */
  escape(opening: Opening): Result<Payout, 'not-frozen' | 'invalid-opening' | 'escaped-before' | 'not-covered'> {
    if (this.state !== 'frozen') return refused('not-frozen', 'The rollup is not frozen');
    const shown = this.shownBy(opening);
    if (shown === undefined) return refused('invalid-opening', 'The opening is not one of the last executed state');
    const { address, account } = shown;
    if (!this.mayEscape(address)) return refused('escaped-before', 'The account has left');
    const amount = account.balance + this.refundOf(address);
    if (amount > this.#held) return refused('not-covered', 'The contract does not hold so much');
    this.#escaped.add(address);
    this.#queue = this.#queue.filter(({ message }) => message.account !== address);
    this.#held -= amount;
    return accepted({ account: address, amount });
  }

  /** Deposits in the queue of a frozen rollup go back, also to somebody who has no account yet. */
  reclaim(address: Address): Result<Payout, 'not-frozen' | 'nothing-to-reclaim'> {
    if (this.state !== 'frozen') return refused('not-frozen', 'The rollup is not frozen');
    const amount = this.refundOf(address);
    if (amount === 0n) return refused('nothing-to-reclaim', 'No deposit of this account waits');
    this.#queue = this.#queue.filter(({ message }) => message.account !== address);
    this.#held -= amount;
    return accepted({ account: address, amount });
  }

  /** The holder of the contract's key announces another verification key. Throws RangeError for a key that is none. */
  announceKey(key: VerificationKey, signature: Signature): Result<undefined, 'invalid-signature' | 'announced-before'> {
    const { domain, admin } = this.terms;
    checkHex('key', key, 32);
    if (!this.#scheme.verify(announcementDigest(domain, key), admin, signature)) {
      return refused('invalid-signature', 'Invalid signature of the admin');
    }
    if (this.#announced !== 'none') return refused('announced-before', 'Another key is announced');
    this.#announced = { key, since: this.#height };
    return accepted(undefined);
  }

  /** The announced key replaces the one in use, when users have had time to leave. */
  installKey(): Result<undefined, 'not-announced' | 'too-early'> {
    if (this.#announced === 'none') return refused('not-announced', 'No key is announced');
    if (!this.isDelayOver(this.#height - this.#announced.since)) {
      return refused('too-early', 'The delay of the key is not over');
    }
    this.#key = this.#announced.key;
    this.#announced = 'none';
    return accepted(undefined);
  }

  protected accepts(statement: BatchStatement, proof: Proof): boolean {
    return this.terms.proofSystem.verify(this.#key, statement, proof);
  }

  protected isOverdue(): boolean {
    const [head] = this.#queue;
    return head !== undefined && this.#height - head.since >= this.terms.deadline;
  }

  protected mustConsume(): boolean {
    return this.isOverdue();
  }

  protected shownBy(opening: Opening): { readonly address: Address; readonly account: Account } | undefined {
    return readAccount(this.#root, opening);
  }

  protected mayEscape(address: Address): boolean {
    return !this.#escaped.has(address);
  }

  protected isExecutable(blocks: bigint): boolean {
    return blocks >= this.terms.executionDelay;
  }

  protected isDelayOver(blocks: bigint): boolean {
    return blocks >= this.terms.keyDelay;
  }
}
