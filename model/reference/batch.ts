/**
 * A batch of a rollup: what is posted on L1, the statement that a proof is about, and the relation that makes it true.
 *
 * The theorem's V(S_i, S_{i+1}, π) speaks of two states and nothing else, so a proof of any other batch between the same states would do, and
 * one of an earlier batch as well. Here the statement also names the number of the batch, the data posted, the messages consumed from L1
 * and what L1 pays out: all that L1 knows of a batch. In the relation the messages come first, in the order of the queue.
 */

import { hexToBytes } from '@noble/hashes/utils.js';
import { encodeAmount, encodeData, type Hex } from './encoding.ts';
import {
  applyMessage,
  applyPayment,
  applyTransaction,
  type Ledger,
  type Message,
  type Payout,
  payoutsBetween,
  rootOf,
} from './ledger.ts';
import type { Program } from './proof-system.ts';
import { type Digest, type Domain, digestOf, type SignatureScheme } from './signatures.ts';
import { encodePayment, type Payment, type Transaction } from './transaction.ts';

/** The public inputs of a proof. */
export interface BatchStatement {
  /** Number of the batch, from 0. */
  readonly index: bigint;
  readonly preRoot: Hex;
  readonly postRoot: Hex;
  readonly dataHash: Digest;
  /** Of the messages that the batch consumes, in order. */
  readonly inboxHash: Digest;
  readonly payoutHash: Digest;
}

/** What it takes to execute a batch again. */
export interface BatchWitness {
  readonly pre: Ledger;
  readonly messages: readonly Message[];
  readonly transactions: readonly Transaction[];
}

/** Messages and transactions that do not fit their state lead nowhere. */
export interface Execution {
  readonly post: Ledger;
  readonly payouts: readonly Payout[];
}

function countOf(list: readonly unknown[]): Uint8Array {
  return encodeAmount(BigInt(list.length));
}

/** The hash of what is posted: payments without signatures. Everybody can execute them; that they are signed is what the proof is for. */
export function dataHashOf(domain: Domain, payments: readonly Payment[]): Digest {
  return digestOf('batch', domain, [countOf(payments), ...payments.flatMap(encodePayment)]);
}

/** Messages of the queue in the order in which they are consumed. */
export function inboxHashOf(domain: Domain, messages: readonly Message[]): Digest {
  const encoded = messages.flatMap((message) => [
    Uint8Array.of(message.kind === 'deposit' ? 0 : 1),
    hexToBytes(message.account),
    encodeAmount(message.kind === 'deposit' ? message.amount : 0n),
  ]);
  return digestOf('inbox', domain, [countOf(messages), ...encoded]);
}

export function payoutHashOf(domain: Domain, payouts: readonly Payout[]): Digest {
  const encoded = payouts.flatMap(({ account, amount }) => [hexToBytes(account), encodeAmount(amount)]);
  return digestOf('payouts', domain, [countOf(payouts), ...encoded]);
}

function statementDigest(domain: Domain, statement: BatchStatement): Digest {
  const { index, preRoot, postRoot, dataHash, inboxHash, payoutHash } = statement;
  const hashes = [preRoot, postRoot, dataHash, inboxHash, payoutHash].map(hexToBytes);
  return digestOf('statement', domain, [encodeAmount(index), ...hashes]);
}

/** Which payments a program lets through: those that are signed, or, as after a malicious upgrade, any. */
export type Admission = 'signed' | 'any';

/** Executes the messages, then the transactions; undefined where one of them cannot be. */
export function execute(
  { pre, messages, transactions }: BatchWitness,
  domain: Domain,
  scheme: SignatureScheme,
  admission: Admission = 'signed',
): Execution | undefined {
  let post: Ledger | undefined = pre;
  for (const message of messages) post = post && applyMessage(post, message);
  for (const transaction of transactions) {
    if (post === undefined) return undefined;
    const paid =
      admission === 'signed' ? applyTransaction(post, transaction, domain, scheme) : applyPayment(post, transaction);
    post = paid.ok ? paid.value : undefined;
  }
  return post === undefined ? undefined : { post, payouts: payoutsBetween(pre, post) };
}

/** The relation of Theorem 2.2.2 as a program for `reexecution`. */
export function batchProgram(
  domain: Domain,
  scheme: SignatureScheme,
  admission: Admission = 'signed',
): Program<BatchStatement, BatchWitness> {
  return {
    key: digestOf('verification-key', domain, [encodeData(new TextEncoder().encode(`batches, ${admission}`))]),
    digest: (statement) => statementDigest(domain, statement),
    holds(statement, witness) {
      const { preRoot, postRoot, dataHash, inboxHash, payoutHash } = statement;
      if (rootOf(witness.pre) !== preRoot) return false;
      if (dataHashOf(domain, witness.transactions) !== dataHash) return false;
      if (inboxHashOf(domain, witness.messages) !== inboxHash) return false;
      const executed = execute(witness, domain, scheme, admission);
      if (executed === undefined || rootOf(executed.post) !== postRoot) return false;
      return payoutHashOf(domain, executed.payouts) === payoutHash;
    },
  };
}
