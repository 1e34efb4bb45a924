/**
 * A verifier of t bits: what "there exists a proof π with V(…, π) = 1" is worth as a statement about strings (Theorem 2.2.2).
 *
 * The proof of quadratic residuosity of Goldwasser, Micali and Rackoff (1985), t rounds at once, made non-interactive by hashing
 * (Fiat and Shamir 1986). Statement: y is a square modulo p. In a round the prover commits to a = r², is asked for a root of a or of
 * a·y, and answers z; what it is asked are t bits of SHA-256 of statement and commitments. A proof is the challenge with the answers; the
 * commitments follow from them. If y is no square, a = z² / y^b has an answer for one of the two questions only, so a string that was
 * written down without looking at the hash is accepted with probability 2^-t, and there are strings enough that some are.
 * Modulus and t are so small that all of them can be listed; that p is prime, so that anybody sees which y are squares, changes nothing.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

/** Squares modulo 7 are 1, 2 and 4. */
export const modulus = 7;

/** y, and a label that makes every statement one of its own. */
export type Statement = { readonly y: number; readonly label: number };

/** A type and not an interface, so that it is plain data to the compiler too. */
export type ToyProof = { readonly challenge: readonly number[]; readonly answers: readonly number[] };

function power(base: number, exponent: number): number {
  return Array.from({ length: exponent }).reduce((product: number) => (product * base) % modulus, 1);
}

/** By Fermat's little theorem. */
function inverse(x: number): number {
  return power(x, modulus - 2);
}

/** The bits that are asked: the first ones of the hash of the statement and of all commitments. */
function challengeFor({ y, label }: Statement, commitments: readonly number[]): readonly number[] {
  const [first = 0] = sha256(new TextEncoder().encode([label, y, ...commitments].join(',')));
  return commitments.map((_, i) => (first >> i) & 1);
}

/** V: whether the answers fit the challenge, and the challenge is what their commitments hash to. */
export function accepts(statement: Statement, { challenge, answers }: ToyProof): boolean {
  const commitments = answers.map((z, i) => (z * z * inverse(challenge[i] === 1 ? statement.y : 1)) % modulus);
  return challengeFor(statement, commitments).every((bit, i) => bit === challenge[i]);
}

/** The honest prover, who knows a root w of y: commits to the squares of the given numbers. */
export function prove(statement: Statement, w: number, randomness: readonly number[]): ToyProof {
  const challenge = challengeFor(
    statement,
    randomness.map((r) => (r * r) % modulus),
  );
  return { challenge, answers: randomness.map((r, i) => (challenge[i] === 1 ? r * w : r) % modulus) };
}

export interface Toy {
  readonly statement: Statement;
  /** The string that convinced the contract. */
  readonly proof: ToyProof | 'none';
}

type ToyEvent = { readonly type: 'TRY' } & ToyProof;

/** The contract: what it accepts stands in its log; a string that it does not accept is refused for all to see, and changes nothing else. */
export const toyVerifier: Machine<Toy, ToyEvent, Statement> = setup({
  types: {} as { context: Toy; events: ToyEvent; input: Statement },
  guards: { accepts: ({ context, event }) => accepts(context.statement, event) },
  actions: {
    log: assign({ proof: ({ event: { challenge, answers } }) => ({ challenge, answers }) }),
  },
}).createMachine({
  id: 'toyVerifier',
  context: ({ input }) => ({ statement: input, proof: 'none' }),
  initial: 'asking',
  states: {
    asking: { on: { TRY: [{ guard: 'accepts', target: 'convinced', actions: 'log' }, { target: 'refused' }] } },
    convinced: {},
    refused: {},
  },
});

export type ToyState = LocalState<Toy>;
