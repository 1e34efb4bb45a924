/**
 * `Layer2System` of the seed's section 4, Definition 1.1.1: two layers, a transition function with proofs, and bridge functions between them.
 *
 * The seed's `process_transaction` replaces the state by whatever the transition function returns, hands the proof on unread, and never
 * calls a bridge. Here a step takes effect when three have agreed: the bridge, which says whether L1 warrants what the transaction
 * brings in; the transition function, which may be anybody's; and the verification of its proof, for this transaction between
 * these two states. What concerns L1 (deposits, statements relayed to it, withdrawals) goes through the bridge alone. Both
 * layers are values that are replaced whole, so what is refused has changed nothing.
 *
 * Δ, the data availability of the definition, has no place in the seed's struct and none here: the transaction itself is at hand. A token on two
 * layers that fits in is `wrapped-token.ts` and `token-bridge.ts`; with it the system is held to the machines of Definition 6.1.1 by
 * `proofs/4.layer2-system.ts`.
 */

import { accepted, type Result, refused } from './result.ts';

export interface Step<L2, Transaction, Proof> {
  readonly pre: L2;
  readonly transaction: Transaction;
  readonly post: L2;
  readonly proof: Proof;
}

/** Λ. Each function answers with the layer after it, or refuses. */
export interface BridgeFunctions<L1, L2, Transaction, Deposit, Relay, Withdrawal> {
  /** V_B: whether L1 warrants what a transaction brings to L2, as far as L2 knows of L1. */
  admit(l2: L2, transaction: Transaction): Result<undefined, string>;
  /** The part of a transfer to L2 that happens on L1. */
  deposit(l1: L1, deposit: Deposit): Result<L1, string>;
  /** Something that L2 states is shown to L1. */
  relay(l1: L1, relay: Relay): Result<L1, string>;
  /** V_A, and the part of a transfer to L1 that happens there. */
  withdraw(l1: L1, withdrawal: Withdrawal): Result<L1, string>;
}

export interface Layer2Definition<L1, L2, Transaction, Proof, Deposit, Relay, Withdrawal> {
  readonly l1: L1;
  readonly l2: L2;
  /** π: the state after a transaction, with a proof of it. */
  readonly transitionFunction: (
    l2: L2,
    transaction: Transaction,
  ) => Result<{ readonly state: L2; readonly proof: Proof }, string>;
  /** Whether the proof shows that the transaction leads from the one state to the other. */
  readonly verify: (step: Step<L2, Transaction, Proof>) => boolean;
  readonly bridgeFunctions: BridgeFunctions<L1, L2, Transaction, Deposit, Relay, Withdrawal>;
}

export type ProcessRefusal = 'no-transition' | 'invalid-proof' | 'not-warranted';
export type BridgeRefusal = 'bridge-refuses';

export class Layer2System<L1, L2, Transaction, Proof, Deposit = never, Relay = never, Withdrawal = never> {
  readonly #definition: Layer2Definition<L1, L2, Transaction, Proof, Deposit, Relay, Withdrawal>;
  #l1: L1;
  #l2: L2;

  constructor(definition: Layer2Definition<L1, L2, Transaction, Proof, Deposit, Relay, Withdrawal>) {
    this.#definition = definition;
    this.#l1 = definition.l1;
    this.#l2 = definition.l2;
  }

  get l1(): L1 {
    return this.#l1;
  }

  get l2(): L2 {
    return this.#l2;
  }

  /** Takes one step on L2, and returns the proof by which anybody can check it. */
  processTransaction(transaction: Transaction): Result<Proof, ProcessRefusal> {
    const admitted = this.admit(transaction);
    if (!admitted.ok) return refused('not-warranted', admitted.error.message);
    const next = this.#definition.transitionFunction(this.#l2, transaction);
    if (!next.ok) return refused('no-transition', next.error.message);
    const { state, proof } = next.value;
    if (!this.isProven({ pre: this.#l2, transaction, post: state, proof })) {
      return refused('invalid-proof', 'The proof does not show that the transaction leads there');
    }
    this.#l2 = state;
    return accepted(proof);
  }

  deposit(deposit: Deposit): Result<undefined, BridgeRefusal> {
    return this.#onL1(this.#definition.bridgeFunctions.deposit(this.#l1, deposit));
  }

  relay(relay: Relay): Result<undefined, BridgeRefusal> {
    return this.#onL1(this.#definition.bridgeFunctions.relay(this.#l1, relay));
  }

  withdraw(withdrawal: Withdrawal): Result<undefined, BridgeRefusal> {
    return this.#onL1(this.#definition.bridgeFunctions.withdraw(this.#l1, withdrawal));
  }

  /** L1 moves on by itself: blocks, and transactions that are nothing to this system. */
  followL1(l1: L1): void {
    this.#l1 = l1;
  }

  protected isProven(step: Step<L2, Transaction, Proof>): boolean {
    return this.#definition.verify(step);
  }

  protected admit(transaction: Transaction): Result<undefined, string> {
    return this.#definition.bridgeFunctions.admit(this.#l2, transaction);
  }

  #onL1(after: Result<L1, string>): Result<undefined, BridgeRefusal> {
    if (!after.ok) return refused('bridge-refuses', after.error.message);
    this.#l1 = after.value;
    return accepted(undefined);
  }
}
