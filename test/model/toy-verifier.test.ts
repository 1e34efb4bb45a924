import { describe, expect, test } from 'vitest';
import { strings } from '../../model/systems/toy-verifier.ts';
import { accepts, modulus, prove } from '../../model/toy-verifier.ts';

const numbers = Array.from({ length: modulus - 1 }, (_, i) => i + 1);
const squares = [1, 2, 4];
const rootOf = (y: number): number => numbers.find((w) => (w * w) % modulus === y) as number;

describe('2.2.2: a verifier of t bits', () => {
  test('2.2.2: what an honest prover makes of a square is accepted, whatever it draws', () => {
    for (const y of squares) {
      for (const r of numbers) {
        for (const s of numbers) {
          for (let label = 0; label < 8; label++) {
            const proof = prove({ y, label }, rootOf(y), [r, s, r]);
            expect(accepts({ y, label }, proof)).toBe(true);
          }
        }
      }
    }
  });

  test('2.2.2: of a square exactly one string in 2^t is accepted', () => {
    for (const y of squares) {
      for (const t of [1, 2, 3]) {
        const all = strings(t);
        expect(all).toHaveLength(12 ** t);
        expect(all.filter((proof) => accepts({ y, label: 0 }, proof))).toHaveLength(12 ** t / 2 ** t);
      }
    }
  });

  test('2.2.2: of what is no square, for no commitment are there answers to two questions', () => {
    for (const y of numbers.filter((one) => !squares.includes(one))) {
      const first = numbers.map((z) => (z * z) % modulus);
      const second = numbers.map((z) => numbers.find((a) => (a * y) % modulus === (z * z) % modulus));
      expect(first.filter((a) => second.includes(a))).toEqual([]);
    }
  });
});
