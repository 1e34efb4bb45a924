/**
 * The L2 state of a rollup and its transition function: accounts, their payments, and the messages from L1.
 *
 * A ledger is never changed: every operation returns another one. Its commitment is a Merkle root over the accounts in the order of their
 * addresses, without salts: the state of a rollup can be derived by everybody from what is published, so there is nothing to hide.
 */

import { greatestAmount } from './amounts.ts';
import { amountDigits, checkHex, type Hex } from './encoding.ts';
import { commit, type MerkleCommitment, type Opening, verifyOpening } from './merkle-commitment.ts';
import { accepted, type Result, refused } from './result.ts';
import type { Address, Domain, SignatureScheme } from './signatures.ts';
import { checkPayment, type Payment, type Transaction, transactionDigest } from './transaction.ts';

export interface Account {
  readonly balance: bigint;
  /** Payments made so far, and the nonce of the next one. */
  readonly nonce: bigint;
  /** Withdrawn to L1, in all. */
  readonly withdrawn: bigint;
}

export type Ledger = ReadonlyMap<Address, Account>;

/** What a user can force through L1: an amount that comes in, or everything that an account has going out. */
export type Message =
  | { readonly kind: 'deposit'; readonly account: Address; readonly amount: bigint }
  | { readonly kind: 'exit'; readonly account: Address };

/** What L1 pays out for a batch. */
export interface Payout {
  readonly account: Address;
  readonly amount: bigint;
}

export type TransactionRefusal = 'invalid-signature' | 'wrong-nonce' | 'insufficient-balance' | 'overflow';

const nothing: Account = { balance: 0n, nonce: 0n, withdrawn: 0n };

export function accountOf(ledger: Ledger, address: Address): Account {
  return ledger.get(address) ?? nothing;
}

/** An account that has nothing and never had is no part of the state, so that equal states have equal roots. */
function put(ledger: Ledger, address: Address, account: Account): Ledger {
  const next = new Map(ledger);
  if (account.balance === 0n && account.nonce === 0n && account.withdrawn === 0n) next.delete(address);
  else next.set(address, account);
  return next;
}

/** How an account stands in the tree: 56 bytes. */
function encodeAccount(address: Address, { balance, nonce, withdrawn }: Account): Hex {
  return `${checkHex('address', address, 32)}${amountDigits(balance)}${amountDigits(nonce)}${amountDigits(withdrawn)}`;
}

function commitTo(ledger: Ledger): { readonly addresses: readonly Address[]; readonly commitment: MerkleCommitment } {
  const addresses = [...ledger.keys()].sort();
  const leaves = addresses.map((address) => encodeAccount(address, accountOf(ledger, address)));
  return { addresses, commitment: commit(leaves) };
}

export function rootOf(ledger: Ledger): Hex {
  return commitTo(ledger).commitment.root;
}

/** A proof of what an account has; undefined for one that is no part of the state. */
export function openAccount(ledger: Ledger, address: Address): Opening | undefined {
  const { addresses, commitment } = commitTo(ledger);
  const index = addresses.indexOf(address);
  return index < 0 ? undefined : commitment.open(index);
}

/** The account that an opening proves to be in the state with that root; undefined if it proves nothing. */
export function readAccount(
  root: Hex,
  opening: Opening,
): { readonly address: Address; readonly account: Account } | undefined {
  if (opening.leaf.length !== 112 || !verifyOpening(root, opening)) return undefined;
  const amountAt = (at: number): bigint => BigInt(`0x${opening.leaf.slice(at, at + 16)}`);
  const account = { balance: amountAt(64), nonce: amountAt(80), withdrawn: amountAt(96) };
  return { address: opening.leaf.slice(0, 64), account };
}

/**
 * The ledger after a message from L1; undefined for a deposit that no balance can hold, and for an exit of an account that has withdrawn 2^64
 * units in all, which then can only escape.
 */
export function applyMessage(ledger: Ledger, message: Message): Ledger | undefined {
  const account = accountOf(ledger, message.account);
  if (message.kind === 'exit') {
    const withdrawn = account.withdrawn + account.balance;
    return withdrawn > greatestAmount
      ? undefined
      : put(ledger, message.account, { ...account, balance: 0n, withdrawn });
  }
  const balance = account.balance + message.amount;
  return balance > greatestAmount ? undefined : put(ledger, message.account, { ...account, balance });
}

/** The ledger after a payment that its sender signed for the domain. Throws as `checkPayment` does. */
export function applyTransaction(
  ledger: Ledger,
  transaction: Transaction,
  domain: Domain,
  scheme: SignatureScheme,
): Result<Ledger, TransactionRefusal> {
  checkPayment(transaction);
  const { sender, signature } = transaction;
  if (!scheme.verify(transactionDigest(domain, transaction), sender, signature)) {
    return refused('invalid-signature', 'Invalid signature of the sender');
  }
  return applyPayment(ledger, transaction);
}

/** The same without a look at the signature. */
export function applyPayment(
  ledger: Ledger,
  { sender, recipient, value, nonce }: Payment,
): Result<Ledger, Exclude<TransactionRefusal, 'invalid-signature'>> {
  const from = accountOf(ledger, sender);
  if (nonce !== from.nonce) return refused('wrong-nonce', `Nonce must be ${from.nonce}, got ${nonce}`);
  if (value > from.balance) return refused('insufficient-balance', `The sender has ${from.balance}, not ${value}`);
  const paid = put(ledger, sender, { ...from, balance: from.balance - value, nonce: from.nonce + 1n });
  const to = accountOf(paid, recipient);
  if (to.balance + value > greatestAmount) return refused('overflow', 'The recipient cannot hold so much');
  return accepted(put(paid, recipient, { ...to, balance: to.balance + value }));
}

/** What L1 owes for the step from one state to the next, by account. */
export function payoutsBetween(pre: Ledger, post: Ledger): readonly Payout[] {
  return [...post.keys()].sort().flatMap((account) => {
    const amount = accountOf(post, account).withdrawn - accountOf(pre, account).withdrawn;
    return amount === 0n ? [] : [{ account, amount }];
  });
}
