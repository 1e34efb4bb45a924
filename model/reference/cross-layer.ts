/**
 * What two layers show each other: transfers by number, a root over all of them, headers, and evidence that a transfer stands somewhere.
 *
 * A layer commits to a list of slots, one a transfer, so that "was never received" is as easy to show as "was received": the slot says so. A
 * light client keeps the headers that it has followed, as root and height, and believes an opening only under one of those. Consensus is no
 * part of it: a header is believed because whoever runs the client has followed the chain, which stands for the sound headers of the
 * machines of Definition 6.1.1.
 */

import { checkAmount } from './amounts.ts';
import { amountDigits, checkHex, type Hex } from './encoding.ts';
import { commit, type MerkleCommitment, type Opening, verifyOpening } from './merkle-commitment.ts';
import type { Address } from './signatures.ts';

/** A transfer from L1 to L2 by its number: the message of one nonce. */
export interface Transfer {
  readonly id: number;
  readonly amount: bigint;
  readonly recipient: Address;
  /** Height of L2 from which on it can no longer be received. */
  readonly deadline: bigint;
}

/** Where a transfer stands on a layer, and at which height it came there first: on L1 the lock, on L2 the mint. */
export interface Slot<Status extends string> {
  readonly status: Status;
  readonly since: bigint;
  readonly transfer: Transfer | 'none';
}

/** Of a block: its height and the root over the slots after it. */
export interface Header {
  readonly height: bigint;
  readonly root: Hex;
}

/** An opening under a root that is claimed to be one of the other layer's. */
export interface Evidence {
  readonly root: Hex;
  readonly opening: Opening;
}

/** The roots that a light client has followed, with their heights. */
export type Followed = ReadonlyMap<Hex, bigint>;

/** A root is as high as the highest header with it: while nothing happens, headers have the same one. */
export function withHeader(followed: Followed, { root, height }: Header): Followed {
  const known = followed.get(root) ?? 0n;
  return new Map([...followed, [root, height > known ? height : known]]);
}

/** Throws TypeError or RangeError for a transfer that is none. */
export function checkTransfer({ id, amount, recipient, deadline }: Transfer): void {
  if (!Number.isSafeInteger(id) || id < 0) throw new RangeError(`id: expected a whole number from 0, got ${id}`);
  checkAmount('amount', amount);
  checkHex('recipient', recipient, 32);
  checkAmount('deadline', deadline);
}

/** A slot as a leaf: the number of its status, its height, and its transfer: 65 bytes, or 9 where there is none. */
export function encodeSlot<Status extends string>(statuses: readonly Status[], slot: Slot<Status>): Hex {
  const head = `${statuses.indexOf(slot.status).toString(16).padStart(2, '0')}${amountDigits(slot.since)}`;
  if (slot.transfer === 'none') return head;
  const { id, amount, recipient, deadline } = slot.transfer;
  const to = checkHex('recipient', recipient, recipient.length / 2);
  return `${head}${amountDigits(BigInt(id))}${amountDigits(amount)}${to}${amountDigits(deadline)}`;
}

function decodeSlot<Status extends string>(statuses: readonly Status[], leaf: Hex): Slot<Status> | undefined {
  const amountAt = (at: number): bigint => BigInt(`0x${leaf.slice(at, at + 16)}`);
  const status = statuses[Number.parseInt(leaf.slice(0, 2), 16)];
  if (status === undefined || (leaf.length !== 18 && leaf.length !== 130)) return undefined;
  if (leaf.length === 18) return { status, since: amountAt(2), transfer: 'none' };
  const transfer: Transfer = {
    id: Number(amountAt(18)),
    amount: amountAt(34),
    recipient: leaf.slice(50, 114),
    deadline: amountAt(114),
  };
  return { status, since: amountAt(2), transfer };
}

export function commitToSlots<Status extends string>(
  statuses: readonly Status[],
  slots: readonly Slot<Status>[],
): MerkleCommitment {
  return commit(slots.map((slot) => encodeSlot(statuses, slot)));
}

/** The slot of a transfer that evidence shows under a header; undefined if it shows nothing of that transfer. */
export function readSlot<Status extends string>(
  statuses: readonly Status[],
  { root, opening }: Evidence,
  id: number,
): Slot<Status> | undefined {
  if (opening.index !== id || !verifyOpening(root, opening)) return undefined;
  return decodeSlot(statuses, opening.leaf);
}
