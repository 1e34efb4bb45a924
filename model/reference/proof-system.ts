/**
 * Proof systems as Theorem 2.2.2 needs them: a verification key stands for a relation, a proof for a witness of it.
 *
 * Whoever has a proof system implements `ProofSystem` and gives it to the rollup. The embedded one proves by data and re-execution: the
 * proof is the witness, and verifying runs the program on it again. So it is sound and complete without any assumption but SHA-256's, and
 * it is neither succinct (verifying costs what executing costs, and a proof is as long as its witness) nor zero-knowledge (the proof
 * shows everything). What it gives up is what makes a rollup worth having; what it keeps is that no batch takes effect unproven.
 */

import type { Hex } from './encoding.ts';
import type { Digest } from './signatures.ts';

/** Names the relation that proofs are checked against: 32 bytes. */
export type VerificationKey = Hex;

export interface ProofSystem<Statement, Witness, Proof> {
  readonly isSuccinct: boolean;
  readonly isZeroKnowledge: boolean;
  /** A proof of the statement; undefined where the witness shows no such thing. */
  prove(key: VerificationKey, statement: Statement, witness: Witness): Proof | undefined;
  /** Whether the proof is one, of this statement, under this key. What comes from others never throws. */
  verify(key: VerificationKey, statement: Statement, proof: Proof): boolean;
}

/** A relation as a program that can be run. */
export interface Program<Statement, Witness> {
  readonly key: VerificationKey;
  /** The statement's digest: what a proof is bound to. */
  digest(statement: Statement): Digest;
  holds(statement: Statement, witness: Witness): boolean;
}

export interface ReexecutionProof<Witness> {
  /** The statement that it was made for: a proof for one number of a batch is none for another. */
  readonly statement: Digest;
  readonly key: VerificationKey;
  readonly witness: Witness;
}

/** Proof by re-execution for any of the programs, chosen by key. A key that names none of them verifies nothing. */
export function reexecution<Statement, Witness>(
  programs: readonly Program<Statement, Witness>[],
): ProofSystem<Statement, Witness, ReexecutionProof<Witness>> {
  const holds = (program: Program<Statement, Witness>, statement: Statement, witness: Witness): boolean => {
    try {
      return program.holds(statement, witness);
    } catch {
      // A witness that cannot even be read shows nothing.
      return false;
    }
  };
  const programOf = (key: VerificationKey): Program<Statement, Witness> | undefined =>
    programs.find((program) => program.key === key);
  return {
    isSuccinct: false,
    isZeroKnowledge: false,
    prove(key, statement, witness) {
      const program = programOf(key);
      if (program === undefined || !holds(program, statement, witness)) return undefined;
      return { statement: program.digest(statement), key, witness };
    },
    verify(key, statement, proof) {
      const program = programOf(key);
      if (program === undefined || proof?.key !== key || proof.statement !== program.digest(statement)) return false;
      return holds(program, statement, proof.witness);
    },
  };
}
