/**
 * The L1 contract of a payment channel, Definition 3.1.1: deposits, a dispute window of T blocks, one payout.
 *
 * It knows only the states that are presented to it: either party starts the closing by presenting one that both have signed, a higher
 * nonce takes its place while the window lasts, the last one is paid out. It has no clock: the height of each block is given to it. A
 * block executes the answers in it before it settles, so an answer in the last block of the window is in time; what is presented
 * after the block was executed counts as in that block.
 *
 * Held to the machine `model/3.1.1-payment-channel.ts` by `proofs/4.payment-channel.ts`. Left out like there: closing by agreement, penalties,
 * HTLCs, fees, and who pays for the transactions.
 */

import { checkAmount } from './amounts.ts';
import { ChannelJudge, type ChannelUpdate, type SignedUpdate, type UpdateRefusal } from './channel-update.ts';
import { Lifecycle, type Row } from './lifecycle.ts';
import { accepted, type Result, refused } from './result.ts';

export type ContractState = 'unfunded' | 'open' | 'closing' | 'closed';
export type ContractStep = 'fund' | 'present' | 'settle';

const rows: readonly Row<ContractState, ContractStep>[] = [
  ['unfunded', 'fund', 'open'],
  ['open', 'present', 'closing'],
  ['closing', 'present', 'closing'],
  ['closing', 'settle', 'closed'],
];

export interface Payout {
  readonly balanceA: bigint;
  readonly balanceB: bigint;
}

export type PresentRefusal = UpdateRefusal | 'not-open' | 'closed';

export interface BlockReceipt {
  /** One for each answer in the block, in order. */
  readonly answers: readonly Result<undefined, PresentRefusal>[];
  /** What was paid out in this block. */
  readonly payout: Payout | 'none';
}

const nothingPresented = -1n;

export class ChannelContract extends ChannelJudge {
  readonly #lifecycle: Lifecycle<ContractState, ContractStep> = new Lifecycle('unfunded', this.rows());
  #held = 0n;
  #height = 0n;
  #startedAt = 0n;
  #presented: ChannelUpdate | 'none' = 'none';
  #payout: Payout | 'none' = 'none';

  get state(): ContractState {
    return this.#lifecycle.state;
  }

  get isClosed(): boolean {
    return this.#lifecycle.isOver;
  }

  /** What it can pay from. */
  get held(): bigint {
    return this.#held;
  }

  /** The state presented last. */
  get presented(): ChannelUpdate | 'none' {
    return this.#presented;
  }

  get payout(): Payout | 'none' {
    return this.#payout;
  }

  /** Blocks since the window began; 0 while there is none. */
  get age(): bigint {
    return this.state === 'closing' ? this.#height - this.#startedAt : 0n;
  }

  /** The funding transaction, in the block of that height, with what each of them really brings. Throws as `checkAmount` does. */
  fund(depositA: bigint, depositB: bigint, height: bigint): Result<undefined, 'already-funded' | 'wrong-deposit'> {
    checkAmount('depositA', depositA);
    checkAmount('depositB', depositB);
    checkAmount('height', height);
    if (!this.#lifecycle.allows('fund')) return refused('already-funded', 'The channel is funded already');
    if (!this.isDeposit(depositA, depositB)) {
      return refused('wrong-deposit', 'Each participant must deposit what the terms say');
    }
    this.#lifecycle.take('fund');
    this.#held = depositA + depositB;
    this.#height = height;
    return accepted(undefined);
  }

  /** A transaction in the block executed last: starts the closing, or answers a state of a lower nonce. Throws as `checkUpdate` does. */
  present(update: SignedUpdate): Result<undefined, PresentRefusal> {
    if (this.state === 'unfunded') return refused('not-open', 'The channel is not open');
    if (!this.#lifecycle.allows('present')) return refused('closed', 'The channel is closed');
    const { nonce, balanceA, balanceB } = update;
    const judged = this.judge(update, this.#presented === 'none' ? nothingPresented : this.#presented.nonce);
    if (!judged.ok) return judged;
    if (this.#presented === 'none') this.#startedAt = this.#height;
    this.#lifecycle.take('present');
    this.#presented = { nonce, balanceA, balanceB };
    return accepted(undefined);
  }

  /**
   * The next block: its answers, then the settlement if it is due. Blocks in between had nothing for the channel, so a window
   * that ended in one of them was settled there. Throws RangeError unless the height is above that of the block before.
   */
  passBlock(height: bigint, answers: readonly SignedUpdate[] = []): BlockReceipt {
    if (checkAmount('height', height) <= this.#height) {
      throw new RangeError(`height: expected more than ${this.#height}, got ${height}`);
    }
    this.#height = height - 1n;
    const missed = this.#settleIfDue();
    this.#height = height;
    const outcomes = answers.map((answer) => this.present(answer));
    const payout = this.#settleIfDue();
    return { answers: outcomes, payout: missed === 'none' ? payout : missed };
  }

  protected rows(): readonly Row<ContractState, ContractStep>[] {
    return rows;
  }

  protected isDeposit(depositA: bigint, depositB: bigint): boolean {
    return depositA === this.terms.initialDepositA && depositB === this.terms.initialDepositB;
  }

  /** Whether the block executed last is the T-th of the window, or a later one. */
  protected isDue(): boolean {
    return this.age >= this.terms.timeout;
  }

  /** Pays what was presented last, once: nothing leads out of `closed`. */
  #settleIfDue(): Payout | 'none' {
    if (this.#presented === 'none' || !this.#lifecycle.allows('settle') || !this.isDue()) return 'none';
    this.#lifecycle.take('settle');
    const { balanceA, balanceB } = this.#presented;
    this.#held -= balanceA + balanceB;
    this.#payout = { balanceA, balanceB };
    return this.#payout;
  }
}
