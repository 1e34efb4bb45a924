import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commit, commitHiding, type Opening, verifyOpening } from '../../../model/reference/merkle-commitment.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const leaf = fc.uint8Array({ maxLength: 4 }).map(hex);
const leaves = fc.array(leaf, { minLength: 1, maxLength: 9 });
const word = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex);

describe('2.2.3 commitment', () => {
  test('every leaf opens to the root', () => {
    fc.assert(
      fc.property(leaves, (list) => {
        const { root, open } = commit(list);
        list.forEach((one, i) => {
          expect(open(i).leaf).toBe(one);
          expect(verifyOpening(root, open(i))).toBe(true);
        });
      }),
    );
  });

  test('binding: different lists have different roots', () => {
    fc.assert(
      fc.property(leaves, leaves, (a, b) => {
        expect(commit(a).root === commit(b).root).toBe(`${a}` === `${b}`);
      }),
    );
    // A leaf that looks like a node, a list that ends earlier, an empty one.
    const two = commit(['00', '01']);
    expect(commit([two.open(0).path.join('')]).root).not.toBe(two.root);
    expect(commit([]).root).not.toBe(commit(['']).root);
  });

  test('binding: no other opening of a place leads to the root', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), leaf, word, fc.nat({ max: 12 }), (list, at, other, salt, index) => {
        const { root, open } = commit(list);
        const opening = open(at % list.length);
        const wrong: Partial<Opening>[] = [
          { leaf: other },
          { salt },
          { index },
          { count: index },
          { path: [...opening.path, salt] },
          { path: opening.path.slice(1) },
          { path: opening.path.map(() => salt) },
        ];
        for (const change of wrong) {
          const changed = { ...opening, ...change };
          const isSame = JSON.stringify(changed) === JSON.stringify(opening);
          const isTrue =
            changed.leaf === list[changed.index] &&
            JSON.stringify({ ...changed }) ===
              JSON.stringify(changed.index < list.length && changed.count === list.length ? open(changed.index) : {});
          expect(verifyOpening(root, changed)).toBe(isSame || isTrue);
        }
      }),
    );
  });

  test('an opening that is none proves nothing, and throws nothing', () => {
    const { root, open } = commit(['aa', 'bb', 'cc']);
    const opening = open(1);
    const none: Partial<Record<keyof Opening, unknown>>[] = [
      { index: -1 },
      { index: 0.5 },
      { index: 3 },
      { count: Number.POSITIVE_INFINITY },
      { leaf: 'z' },
      { leaf: 'AA' },
      { salt: '' },
      { path: ['', ''] },
    ];
    for (const change of none) expect(verifyOpening(root, { ...opening, ...change } as Opening)).toBe(false);
    expect(() => commit(['aa']).open(1)).toThrow(RangeError);
  });

  test('without salts it is not hiding: a guess is confirmed by computing the root', () => {
    const secret = ['07', '2a'];
    const guesses = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
    const { root } = commit(secret);
    expect(guesses.filter((guess) => commit([guess, '2a']).root === root)).toEqual(['07']);
  });

  test('with secret salts the same guess confirms nothing, and opening one leaf shows nothing of another', () => {
    const salts = ['11'.repeat(32), '22'.repeat(32)];
    const [left, right] = [commitHiding(['07', '2a'], salts), commitHiding(['08', '2a'], salts)];
    expect(left.root).not.toBe(commit(['07', '2a']).root);
    expect(verifyOpening(left.root, left.open(1))).toBe(true);
    // All that differs in what is shown is a hash over a salt that is not.
    expect({ ...left.open(1), path: [] }).toEqual({ ...right.open(1), path: [] });
    for (let guess = 0; guess < 256; guess++) {
      const unsalted = commit([guess.toString(16).padStart(2, '0'), '2a']).open(1).path[0];
      expect(left.open(1).path).not.toContain(unsalted);
    }
  });

  test.each([
    ['too few', ['11'.repeat(32)]],
    ['one twice', ['11'.repeat(32), '11'.repeat(32)]],
    ['a zero', ['11'.repeat(32), '00'.repeat(32)]],
    ['a short one', ['11'.repeat(32), '22']],
  ] as const)('salts that hide nothing are refused: %s', (_, salts) => {
    expect(() => commitHiding(['07', '2a'], salts)).toThrow(RangeError);
  });
});
