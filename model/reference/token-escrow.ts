/**
 * L1 of a token on two layers: what is locked in the escrow, and what is paid back or out of it.
 *
 * A transfer is locked with the tokens that it is about, waits, and is refunded when L2 is shown never to have received it, or released when
 * its wrapped token is shown burned; each once. The escrow follows L2 by its headers and takes nobody's word.
 */

import {
  checkTransfer,
  commitToSlots,
  type Evidence,
  type Followed,
  type Header,
  readSlot,
  type Slot,
  type Transfer,
  withHeader,
} from './cross-layer.ts';
import { follow, type Row } from './lifecycle.ts';
import type { Opening } from './merkle-commitment.ts';
import { accepted, type Result, refused } from './result.ts';
import { tokenStatuses } from './wrapped-token.ts';

export type LockStatus = 'free' | 'locked' | 'refunded' | 'released';

const rows: readonly Row<LockStatus, 'lock' | 'refund' | 'release'>[] = [
  ['free', 'lock', 'locked'],
  ['locked', 'refund', 'refunded'],
  ['locked', 'release', 'released'],
];

export const lockStatuses: readonly LockStatus[] = ['free', 'locked', 'refunded', 'released'];

export interface TokenEscrow {
  readonly height: bigint;
  readonly held: bigint;
  /** By the number of the transfer. */
  readonly slots: readonly Slot<LockStatus>[];
  /** Roots of L2. */
  readonly followed: Followed;
}

/** A deposit with the tokens that really come with it. */
export interface Deposit {
  readonly transfer: Transfer;
  readonly brings: bigint;
}

/** A header of L2, with the slot in it that matters. */
export interface Relay {
  readonly id: number;
  readonly header: Header;
  readonly opening: Opening;
}

export interface Withdrawal {
  readonly kind: 'refund' | 'release';
  readonly id: number;
  /** Absent where somebody asks without any. */
  readonly evidence?: Evidence;
}

export function openEscrow(capacity: number): TokenEscrow {
  const free: Slot<LockStatus> = { status: 'free', since: 0n, transfer: 'none' };
  return { height: 0n, held: 0n, slots: Array.from({ length: capacity }, () => free), followed: new Map() };
}

export function passBlock(escrow: TokenEscrow): TokenEscrow {
  return { ...escrow, height: escrow.height + 1n };
}

/** The header of the block in progress, and what it takes to show a slot under it. */
export function headerOf({ height, slots }: TokenEscrow): Header {
  return { height, root: commitToSlots(lockStatuses, slots).root };
}

export function showSlot({ slots }: TokenEscrow, id: number): Opening {
  return commitToSlots(lockStatuses, slots).open(id);
}

function move(
  escrow: TokenEscrow,
  id: number,
  step: 'lock' | 'refund' | 'release',
  paid: bigint,
  transfer?: Transfer,
): Result<TokenEscrow, 'wrong-status'> {
  const slot = escrow.slots[id];
  const status = slot && follow(rows, slot.status, step);
  if (slot === undefined || status === undefined) return refused('wrong-status', `The transfer cannot ${step} now`);
  // What happened stays on record: a refund does not undo that, and since when, the transfer was locked.
  const moved = transfer === undefined ? { ...slot, status } : { status, since: escrow.height, transfer };
  return accepted({
    ...escrow,
    held: escrow.held + paid,
    slots: escrow.slots.map((one, i) => (i === id ? moved : one)),
  });
}

/** Throws TypeError or RangeError for a transfer that is none. */
export function lock(
  escrow: TokenEscrow,
  { transfer, brings }: Deposit,
): Result<TokenEscrow, 'nothing-moved' | 'wrong-status'> {
  checkTransfer(transfer);
  if (brings !== transfer.amount) return refused('nothing-moved', 'The deposit must bring what the transfer is about');
  return move(escrow, transfer.id, 'lock', brings, transfer);
}

/** Follows a header of L2 that shows a transfer not received past its deadline, or burned. */
export function relay(escrow: TokenEscrow, { id, header, opening }: Relay): Result<TokenEscrow, 'shows-nothing'> {
  const evidence: Evidence = { root: header.root, opening };
  const after = { ...escrow, followed: withHeader(escrow.followed, header) };
  const shows = (kind: Withdrawal['kind']): boolean => isShown(after, { kind, id, evidence });
  return shows('refund') || shows('release')
    ? accepted(after)
    : refused('shows-nothing', 'The header shows nothing new');
}

/** V_A: whether L2 is shown to have missed the transfer, or to have burned its token. */
export function isShown({ slots, followed }: TokenEscrow, { kind, id, evidence }: Withdrawal): boolean {
  const transfer = slots[id]?.transfer;
  if (evidence === undefined || transfer === undefined || transfer === 'none') return false;
  const height = followed.get(evidence.root);
  const status = readSlot(tokenStatuses, evidence, id)?.status;
  if (height === undefined || status === undefined) return false;
  return kind === 'release' ? status === 'burned' : status === 'none' && height >= transfer.deadline;
}

export function withdraw(
  escrow: TokenEscrow,
  withdrawal: Withdrawal,
): Result<TokenEscrow, 'not-shown' | 'wrong-status'> {
  const { kind, id } = withdrawal;
  if (!isShown(escrow, withdrawal)) return refused('not-shown', 'Nothing is shown of L2 that warrants it');
  const transfer = escrow.slots[id]?.transfer;
  return move(escrow, id, kind, transfer === undefined || transfer === 'none' ? 0n : -transfer.amount);
}
