/**
 * `PaymentChannel` of the seed's section 4, as each participant keeps it: signing, `updateState`, `close`, and the answer to an old state.
 *
 * The seed's struct is one object in one place, and so its `close` can pay out at once whatever was agreed last. A channel is at least two:
 * what a participant holds, and the contract on L1 (`channel-contract.ts`), which has the deposits and sees nothing of the updates. So
 * `close` yields a transaction for L1, and the balances are paid when the dispute window is over.
 *
 * What the sketch leaves open, and what is done here: signatures are verified; one state is signed a nonce, and the next only when the last
 * is complete; nothing is signed before the funding is seen, nor once somebody closes; sums are exact. What is owed (an answer
 * within T blocks) is said by `owesAnswer`; being awake in time is the participant's own affair, with T for it.
 *
 * Held to the machines `model/channel-party.ts` and `model/3.1.2-channel-state.ts` by `proofs/4.payment-channel.ts`.
 */

import { checkAmount } from './amounts.ts';
import type { Payout } from './channel-contract.ts';
import {
  ChannelJudge,
  type ChannelTerms,
  type ChannelUpdate,
  channelDigest,
  checkUpdate,
  type SignedUpdate,
  type UpdateRefusal,
} from './channel-update.ts';
import { Lifecycle, type Row } from './lifecycle.ts';
import { accepted, type Result, refused } from './result.ts';
import type { Signature, SignatureScheme, Signer } from './signatures.ts';

export type ChannelPhase = 'unfunded' | 'open' | 'leaving' | 'closing' | 'closed';
type ChannelStep = 'fund' | 'update' | 'submit' | 'see' | 'settle';

/** `leaving`: the own closing transaction is on its way; `closing`: some state is on the chain. */
const rows: readonly Row<ChannelPhase, ChannelStep>[] = [
  ['unfunded', 'fund', 'open'],
  ['open', 'update', 'open'],
  ['open', 'submit', 'leaving'],
  ['open', 'see', 'closing'],
  ['leaving', 'see', 'closing'],
  ['closing', 'see', 'closing'],
  ['closing', 'submit', 'closing'],
  ['closing', 'settle', 'closed'],
];

export type FundingRefusal = UpdateRefusal | 'already-funded' | 'wrong-funding';
export type SigningRefusal = UpdateRefusal | 'not-open' | 'unfinished-proposal' | 'nonce-not-next';

/** A state under the signature of the one who proposes it. */
export interface Proposal extends ChannelUpdate {
  readonly signature: Signature;
}

export class PaymentChannel extends ChannelJudge {
  readonly #lifecycle: Lifecycle<ChannelPhase, ChannelStep> = new Lifecycle('unfunded', rows);
  readonly #signer: Signer;
  #latest: SignedUpdate;
  #proposed: ChannelUpdate | 'none' = 'none';
  #onChain: bigint | 'none' = 'none';
  #submitted: SignedUpdate | 'none' = 'none';
  #payout: Payout | 'none' = 'none';

  /** Throws TypeError or RangeError for terms that are none, and RangeError for a signer who is not one of the two. */
  constructor(terms: ChannelTerms, signer: Signer, scheme?: SignatureScheme) {
    super(terms, scheme);
    if (signer.address !== terms.participantA && signer.address !== terms.participantB) {
      throw new RangeError('signer: expected a participant of the channel');
    }
    this.#signer = signer;
    const { initialDepositA: balanceA, initialDepositB: balanceB } = terms;
    this.#latest = { nonce: 0n, balanceA, balanceB, signatureA: '', signatureB: '' };
  }

  get phase(): ChannelPhase {
    return this.#lifecycle.state;
  }

  get isClosed(): boolean {
    return this.#lifecycle.isOver;
  }

  /** The state of the highest nonce under which both signatures are held; before the funding, the one to fund for, unsigned. */
  get latest(): SignedUpdate {
    return this.#latest;
  }

  /** Of the latest state, or what was paid out. */
  get balanceA(): bigint {
    return (this.#payout === 'none' ? this.#latest : this.#payout).balanceA;
  }

  get balanceB(): bigint {
    return (this.#payout === 'none' ? this.#latest : this.#payout).balanceB;
  }

  get nonce(): bigint {
    return this.#latest.nonce;
  }

  get timeout(): bigint {
    return this.terms.timeout;
  }

  /** What was proposed and is not yet complete: the other one may have completed it and keep quiet about it. */
  get proposed(): ChannelUpdate | 'none' {
    return this.#proposed;
  }

  /** The nonce on the chain, as far as it was seen. */
  get onChain(): bigint | 'none' {
    return this.#onChain;
  }

  /** The own transaction that is on its way to L1. */
  get submitted(): SignedUpdate | 'none' {
    return this.#submitted;
  }

  /** Whether an older state is on the chain and the latest one not on its way there. */
  get owesAnswer(): boolean {
    const { nonce } = this.#latest;
    if (this.isClosed || this.#onChain === 'none' || this.#onChain >= nonce) return false;
    return this.#submitted === 'none' || this.#submitted.nonce < nonce;
  }

  /** The own signature under the state of nonce 0, for the other one: exchanged before anybody pays in. */
  signOpening(): Signature {
    return this.#signer.sign(channelDigest(this.terms.domain, this.#latest));
  }

  /** The funding is on L1 and holds `output`; `signature` is the other one's under the state of nonce 0. Throws as `checkAmount` does. */
  fund(output: bigint, signature: Signature): Result<undefined, FundingRefusal> {
    checkAmount('output', output);
    if (!this.#lifecycle.allows('fund')) return refused('already-funded', 'The channel is funded already');
    if (!this.isFunding(output)) return refused('wrong-funding', 'The funding must hold the deposits');
    const opening = this.#completed(this.#latest, signature);
    const judged = this.judge(opening, -1n);
    if (!judged.ok) return judged;
    this.#lifecycle.take('fund');
    this.#latest = opening;
    return accepted(undefined);
  }

  /** Signs a next state for the other one to complete. Throws as `checkUpdate` does. */
  propose(update: ChannelUpdate): Result<Proposal, SigningRefusal> {
    const judged = this.#judgeNext(update);
    if (!judged.ok) return judged;
    const { nonce, balanceA, balanceB } = update;
    this.#lifecycle.take('update');
    this.#proposed = { nonce, balanceA, balanceB };
    return accepted({ nonce, balanceA, balanceB, signature: this.#sign(update) });
  }

  /** Completes what the other one proposed, and returns the complete state for both. Throws as `checkUpdate` does. */
  accept(proposal: Proposal): Result<SignedUpdate, SigningRefusal> {
    const judged = this.#judgeNext(proposal);
    if (!judged.ok) return judged;
    const { signatureA, signatureB } = this.#completed(proposal, proposal.signature);
    const { balanceA, balanceB, nonce } = proposal;
    const updated = this.updateState(balanceA, balanceB, nonce, signatureA, signatureB);
    return updated.ok ? accepted(this.#latest) : updated;
  }

  /** Takes a state that both have signed in place of the latest one. Throws as `checkUpdate` does. */
  updateState(
    newBalanceA: bigint,
    newBalanceB: bigint,
    newNonce: bigint,
    signatureA: Signature,
    signatureB: Signature,
  ): Result<undefined, UpdateRefusal | 'not-open'> {
    const update: SignedUpdate = {
      ...{ nonce: newNonce, balanceA: newBalanceA, balanceB: newBalanceB },
      ...{ signatureA, signatureB },
    };
    if (!this.mayUpdate()) return refused('not-open', 'The channel is not open');
    const judged = this.judge(update, this.#latest.nonce);
    if (!judged.ok) return judged;
    this.#lifecycle.take('update');
    this.#latest = update;
    if (this.#proposed !== 'none' && this.#proposed.nonce <= newNonce) this.#proposed = 'none';
    return accepted(undefined);
  }

  /** Leaves the channel: the transaction that presents the latest state to the contract. From now on nothing is signed. */
  close(): Result<SignedUpdate, 'not-open'> {
    if (this.phase !== 'open') return refused('not-open', 'The channel is not open');
    return accepted(this.#submit());
  }

  /** The other one has presented a state of that nonce to the contract. Throws as `checkAmount` does. */
  observe(nonce: bigint): void {
    checkAmount('nonce', nonce);
    if (this.#lifecycle.take('see')) this.#onChain = nonce;
  }

  /** The own transaction is in a block. */
  included(): void {
    if (this.#submitted === 'none') return;
    if (this.#lifecycle.take('see')) this.#onChain = this.#submitted.nonce;
    this.#submitted = 'none';
  }

  /** The transaction that puts the latest state in the place of an older one on the chain. */
  answer(): Result<SignedUpdate, 'nothing-to-answer'> {
    if (!this.owesAnswer)
      return refused('nothing-to-answer', 'No older state is on the chain, or the answer is on its way');
    return accepted(this.#submit());
  }

  /** The contract has paid. */
  settle({ balanceA, balanceB }: Payout): void {
    if (this.#lifecycle.take('settle')) this.#payout = { balanceA, balanceB };
  }

  protected isFunding(output: bigint): boolean {
    return output === this.terms.initialDepositA + this.terms.initialDepositB;
  }

  /** Whether states are still agreed on: not before the funding, nor once anybody closes. */
  protected mayUpdate(): boolean {
    return this.#lifecycle.allows('update');
  }

  /** Whether a state may be signed next: one state a nonce, and the next only after the last is complete. */
  protected isNext(nonce: bigint): Result<undefined, 'unfinished-proposal' | 'nonce-not-next'> {
    if (this.#proposed !== 'none') return refused('unfinished-proposal', 'The state proposed last is not complete');
    if (nonce !== this.#latest.nonce + 1n) return refused('nonce-not-next', 'Nonce must be the next one');
    return accepted(undefined);
  }

  #judgeNext(update: ChannelUpdate): Result<undefined, SigningRefusal> {
    checkUpdate(update);
    if (!this.mayUpdate()) return refused('not-open', 'The channel is not open');
    const next = this.isNext(update.nonce);
    if (!next.ok) return next;
    if (!this.keepsTotal(update)) return refused('total-changed', 'Total balance must remain the same');
    return accepted(undefined);
  }

  #submit(): SignedUpdate {
    this.#lifecycle.take('submit');
    this.#submitted = this.#latest;
    return this.#latest;
  }

  #sign(update: ChannelUpdate): Signature {
    return this.#signer.sign(channelDigest(this.terms.domain, update));
  }

  /** The state with the own signature and the other one's. */
  #completed({ nonce, balanceA, balanceB }: ChannelUpdate, others: Signature): SignedUpdate {
    const own = this.#sign({ nonce, balanceA, balanceB });
    const isA = this.#signer.address === this.terms.participantA;
    return { nonce, balanceA, balanceB, signatureA: isA ? own : others, signatureB: isA ? others : own };
  }
}
