/**
 * Definition 2.1.3 (Fraud Proof): a tuple (S_i, S_{i+1}, tx, π) where π proves that S_{i+1} ≠ π(S_i, tx).
 *
 * The single-shot form: the L1 contract executes the disputed transition itself. The tuple's second π, the proof object, is here
 * what the prover alleges as the result; a sound verifier does not believe it and a complete one compares the whole
 * state. The interactive form is the machine of `2.1.3-bisection-game.ts`.
 * Left out: Merkle openings of the states, the cost of executing on L1.
 */

import { type Client, execute, type Ledger, sameLedger, supply } from './l2-ledger.ts';

export interface FraudProof {
  /** S_i. */
  readonly pre: Ledger;
  /** S_{i+1}, as the batch claims it. */
  readonly post: Ledger;
  /** The prover's word for π(S_i, tx); only an unsound verifier listens to it. */
  readonly alleged: Ledger;
}

/** The verifier's two rules. */
export interface VerifierRules {
  /** Accepts no proof against a valid transition: it executes the transaction instead of believing the prover. */
  readonly soundVerifier: boolean;
  /** Accepts a proof against every invalid transition: it compares the whole state, not only the supply. */
  readonly completeVerifier: boolean;
}

/** F: whether the verifier accepts the proof, so that the batch is removed. */
export function verify(
  { pre, post, alleged }: FraudProof,
  rules: VerifierRules,
  client: Client = 'conserving',
): boolean {
  const result = rules.soundVerifier ? execute(pre, client) : alleged;
  return rules.completeVerifier ? !sameLedger(result, post) : supply(result) !== supply(post);
}

/** The proof that an honest validator builds: it alleges what it computed. */
export function honestProof(pre: Ledger, post: Ledger, client: Client = 'conserving'): FraudProof {
  return { pre, post, alleged: execute(pre, client) };
}

/** The proof that an adversary invents against any batch: it alleges a state that nobody owns. */
export function bogusProof(pre: Ledger, post: Ledger): FraudProof {
  return { pre, post, alleged: { user: 0, operator: 0 } };
}
