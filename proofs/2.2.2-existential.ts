/**
 * ⇐ of Theorem 2.2.2 as it is written, "there exists a proof π": a statement about strings. Where soundness is computational, some string is
 * accepted for a false statement; it is only hard to find. Decided for a verifier of t bits, by listing every string.
 *
 * What soundness bounds is the chance of finding one, which random trials estimate and compare with 2^-t. The rest of the theorem takes
 * proofs for tokens that nobody finds by chance.
 */

import { createHash } from 'node:crypto';
import { always, type Property, reachable } from '../checker/language/property.ts';
import { trial } from '../checker/language/sampled.ts';
import type { Random } from '../checker/language/sampling.ts';
import type { Claim, Frontier } from '../checker/language/theorem.ts';
import { toyVerifierSystem as system, type ToyView } from '../model/systems/toy-verifier.ts';
import { accepts, modulus, prove, type Statement, type ToyProof } from '../model/toy-verifier.ts';
import { expectation } from './2.2.2-expected.ts';

const neverConvinced: Property<ToyView> = always(
  'never-convinced',
  'No string is accepted.',
  ({ verifier }) => !verifier.matches('convinced'),
);

/** What the answers of a proof are answers to: z is a root of a, or of a·y where the challenge says so. Found by trying, not by dividing. */
function commitmentsOf({ y }: Statement, { challenge, answers }: ToyProof): readonly (number | undefined)[] {
  const residues = Array.from({ length: modulus }, (_, a) => a);
  return answers.map((z, i) =>
    residues.find((a) => (a * (challenge[i] === 1 ? y : 1)) % modulus === (z * z) % modulus),
  );
}

/** The protocol of Goldwasser, Micali and Rackoff, its challenge hashed, as a statement about what the contract has logged. */
const onlyProofs: Property<ToyView> = always('only-proofs', 'What convinces the contract is a proof.', {
  logged: ({ verifier }) => verifier.matches('convinced') === (verifier.context.proof !== 'none'),
  challenged: ({ verifier: { context } }) => {
    const { statement, proof } = context;
    if (proof === 'none') return true;
    const hashed = [statement.label, statement.y, ...commitmentsOf(statement, proof)].join(',');
    const [first = 0] = createHash('sha256').update(hashed).digest();
    return proof.challenge.every((bit, i) => bit === Math.floor(first / 2 ** i) % 2);
  },
});

const neverRefused: Property<ToyView> = always(
  'never-refused',
  'Nothing that is tried is refused.',
  ({ verifier }) => !verifier.matches('refused'),
);

function numbers(random: Random, rounds: number): readonly number[] {
  return Array.from({ length: rounds }, () => random.integer(1, modulus - 1));
}

/** A new label a trial makes the hash a new function each time: the random oracle for which the rate is exact. */
function labelFrom(random: Random): number {
  return random.integer(0, 2 ** 32 - 1);
}

const blindString: Property<ToyView> = trial(
  'blind-string',
  'A string written down blindly is accepted for a false statement once in 2^t.',
  {
    draw: (random, { parameters: { t, y } }) => {
      const rounds = Number(t);
      const challenge = Array.from({ length: rounds }, () => random.integer(0, 1));
      return accepts({ y: Number(y), label: labelFrom(random) }, { challenge, answers: numbers(random, rounds) });
    },
    equals: ({ parameters: { t } }) => 2 ** -Number(t),
  },
);

/** ⇒, as far as a verifier goes: who holds a root of y convinces it. 3 is a root of 2 modulo 7. */
const honestProof: Property<ToyView> = trial(
  'honest-proof',
  'Who holds the witness of a true statement is believed, always.',
  {
    draw: (random, { parameters: { t } }) => {
      const statement = { y: 2, label: labelFrom(random) };
      return accepts(statement, prove(statement, 3, numbers(random, Number(t))));
    },
    equals: 1,
  },
);

export const existentialClaims: readonly Claim<ToyView>[] = [
  {
    id: 'false-statement-accepted',
    reading: 'literal',
    says: 'Three bits of soundness: 216 of the 1,728 strings convince the verifier that 3 is a square modulo 7.',
    system,
    property: neverConvinced,
    instance: 'three-bits',
    // As many states as there are strings that are accepted, and two.
    expect: expectation('false-statement-accepted', 'violated'),
  },
  {
    id: 'only-proofs-accepted',
    reading: 'repaired',
    says: 'What the contract accepts is a proof by the equations of the protocol, false statement or not.',
    system,
    property: onlyProofs,
    instance: 'three-bits',
    setting: { parameters: { t: 2 } },
    expect: expectation('only-proofs-accepted', 'exhausted'),
  },
  {
    id: 'every-honest-proof-accepted',
    reading: 'repaired',
    says: 'Whatever she draws, what a prover makes who holds a root is accepted.',
    system,
    property: neverRefused,
    instance: 'three-bits',
    setting: { parameters: { t: 2, y: 2, witness: 3 } },
    expect: expectation('every-honest-proof-accepted', 'exhausted'),
  },
  {
    id: 'proven-without-a-root',
    reading: 'necessary',
    says: 'Dropped: she holds a root. What she makes of another number is refused, unless she is asked for nothing of it.',
    system,
    property: neverRefused,
    instance: 'three-bits',
    setting: { parameters: { t: 2, y: 3, witness: 3 } },
    expect: expectation('proven-without-a-root', 'violated'),
  },
  {
    id: 'proof-logged',
    reading: 'witness',
    says: 'The contract logs a proof whose challenge asks for both kinds of root.',
    system,
    property: reachable('proof-logged', 'A proof with both bits in its challenge is logged.', ({ verifier }) => {
      const { proof } = verifier.context;
      return proof !== 'none' && proof.challenge.includes(0) && proof.challenge.includes(1);
    }),
    instance: 'three-bits',
    setting: { parameters: { t: 2, y: 2, witness: 3 } },
    expect: expectation('proof-logged', 'exhausted'),
  },
  {
    id: 'blind-string-accepted',
    reading: 'repaired',
    says: 'What soundness says: a string written down blindly is accepted for a false statement once in eight.',
    system,
    property: blindString,
    instance: 'three-bits',
    expect: { ...expectation('blind-string-accepted', 'sampled'), successes: 1_258 },
  },
  {
    id: 'honest-proof-accepted',
    reading: 'repaired',
    says: 'And what completeness says: who holds the witness is believed.',
    system,
    property: honestProof,
    instance: 'three-bits',
    expect: { ...expectation('honest-proof-accepted', 'sampled'), successes: 10_000 },
  },
];

export const existentialFrontier: Frontier<ToyView> = {
  id: 'frontier-bits-of-soundness',
  says: 'More bits make false proofs rarer, and there is a false proof at every number of bits that was tried.',
  system,
  goal: neverConvinced,
  instance: 'three-bits',
  axes: { t: { parameter: 't', values: [1, 2, 3] }, y: { parameter: 'y', values: [3, 5, 6] } },
  expect: { formula: 'never' },
};
