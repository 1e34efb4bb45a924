import { describe, expect, test } from 'vitest';
import { bogusProof, honestProof, type VerifierRules, verify } from '../../model/2.1.3-fraud-proof.ts';
import { claimed, execute, genesis, type Ledger, sameLedger, supply } from '../../model/l2-ledger.ts';

const ledgers: readonly Ledger[] = [0, 1, 2, 3].flatMap((user) => [0, 1, 2, 3].map((operator) => ({ user, operator })));
const transitions = ledgers.flatMap((pre) =>
  ledgers.map((post) => ({ pre, post, isValid: sameLedger(execute(pre), post) })),
);
const proofs = transitions.flatMap((transition) => ledgers.map((alleged) => ({ ...transition, alleged })));

const rules = (soundVerifier: boolean, completeVerifier: boolean): VerifierRules => ({
  soundVerifier,
  completeVerifier,
});

describe('Definition 2.1.3: the verifier F, over all ledgers of up to three units an account', () => {
  test('2.1.3: the transition function keeps the supply and the sample has valid and invalid transitions', () => {
    expect(ledgers.every((ledger) => supply(execute(ledger)) === supply(ledger))).toBe(true);
    expect(transitions.filter(({ isValid }) => isValid)).toHaveLength(13);
    expect(transitions.filter(({ isValid }) => !isValid)).toHaveLength(243);
  });

  test('2.1.3: sound and complete, it accepts a proof exactly against invalid transitions, whatever is alleged', () => {
    for (const { isValid, ...proof } of proofs) expect(verify(proof, rules(true, true))).toBe(!isValid);
  });

  test('2.1.3: sound and incomplete, it accepts exactly where the supply changed', () => {
    for (const proof of proofs) {
      expect(verify(proof, rules(true, false))).toBe(supply(proof.post) !== supply(proof.pre));
    }
  });

  test('2.1.3: unsound and complete, it believes what is alleged', () => {
    for (const proof of proofs) expect(verify(proof, rules(false, true))).toBe(!sameLedger(proof.alleged, proof.post));
  });

  test('2.1.3: unsound and incomplete, it believes the supply of what is alleged', () => {
    for (const proof of proofs) {
      expect(verify(proof, rules(false, false))).toBe(supply(proof.alleged) !== supply(proof.post));
    }
  });

  test.each([true, false])(
    '2.1.3: with soundVerifier no proof removes a valid transition (completeVerifier %s)',
    (complete) => {
      expect(proofs.filter(({ isValid, ...proof }) => isValid && verify(proof, rules(true, complete)))).toEqual([]);
    },
  );

  test('2.1.3: without completeVerifier a theft that keeps the supply has no proof', () => {
    const pre = genesis(2);
    const post = claimed('steal', pre);
    expect(sameLedger(post, execute(pre))).toBe(false);
    expect(supply(post)).toBe(supply(pre));
    expect(verify(honestProof(pre, post), rules(true, false))).toBe(false);
    expect(verify(honestProof(pre, post), rules(true, true))).toBe(true);
  });

  test('2.1.3: an honest proof is accepted against every invalid and no valid transition, sound verifier or not', () => {
    for (const { pre, post, isValid } of transitions) {
      for (const sound of [true, false]) expect(verify(honestProof(pre, post), rules(sound, true))).toBe(!isValid);
    }
  });

  test('2.1.3: a bogus proof removes a valid transition exactly where the verifier is unsound', () => {
    const valid = transitions.filter(({ isValid, pre }) => isValid && supply(pre) > 0);
    expect(valid.length).toBeGreaterThan(10);
    for (const { pre, post } of valid) {
      const proof = bogusProof(pre, post);
      for (const complete of [true, false]) {
        expect(verify(proof, rules(false, complete))).toBe(true);
        expect(verify(proof, rules(true, complete))).toBe(false);
      }
    }
  });

  test.each([1, 2, 3, 4, 5])('with room for %i batches a theft differs from a payment in each of them', (batches) => {
    let ledger = genesis(batches);
    for (let batch = 0; batch < batches; batch++) {
      expect(sameLedger(claimed('steal', ledger), claimed('correct', ledger))).toBe(false);
      ledger = claimed('correct', ledger);
    }
  });
});
