import { describe, expect, test } from 'vitest';
import { type Encoding, leafDigest, nodeDigest, rootOf } from '../../model/2.2.3-commitment.ts';
import { type Holder, type HolderRules, patternOf } from '../../model/commitment-holder.ts';

const rules = { separated: true, tagged: true, bothChildren: true, canonicalPositions: true };
const sound: Encoding = { rules, collision: false };
const without = (rule: keyof typeof rules): Encoding => ({ ...sound, rules: { ...rules, [rule]: false } });

describe('Definition 2.2.3: what is hashed', () => {
  test('2.2.3: separated fields have digests of their own, fields that run together do not', () => {
    const [a, b] = [
      { balance: '1', salt: '11' },
      { balance: '11', salt: '1' },
    ];
    expect(leafDigest(a, sound)).not.toBe(leafDigest(b, sound));
    expect(leafDigest(a, without('separated'))).toBe(leafDigest(b, without('separated')));
  });

  test('2.2.3: an inner node is no leaf, if its hash says so', () => {
    const leaf = { balance: 'l', salt: 'r' };
    expect(leafDigest(leaf, sound)).not.toBe(nodeDigest('l', 'r', sound));
    expect(leafDigest(leaf, without('tagged'))).toBe(nodeDigest('l', 'r', without('tagged')));
  });

  test('2.2.3: an opening leads to the root on either side', () => {
    const leaf = { balance: '1', salt: '1' };
    const own = leafDigest(leaf, sound);
    expect(rootOf({ ...leaf, position: 'left', sibling: 's' }, sound)).toBe(nodeDigest(own, 's', sound));
    expect(rootOf({ ...leaf, position: 'right', sibling: 's' }, sound)).toBe(nodeDigest('s', own, sound));
    expect(rootOf({ ...leaf, position: 'only', sibling: 'none' }, sound)).toBe(own);
    const [right, other] = ['1', '2'].map((balance) =>
      rootOf({ balance, salt: '1', position: 'right', sibling: 's' }, without('bothChildren')),
    );
    expect(right).toBe(other);
  });
});

/** What the public sees of commitments to these balances, the left leaf opened or not. */
function seen(
  salts: Partial<HolderRules>,
  guessable: boolean,
  opened: boolean,
  ...history: readonly [number, number][]
): unknown {
  const holder: Holder = {
    terms: { rules: { saltedLeaves: false, saltedRoot: false, freshSalts: false, ...salts }, guessable },
    history: history.map(([left, right]) => ({ left, right })),
    opened: history.map(() => opened),
    published: false,
  };
  return patternOf(holder)[0];
}

describe('Definition 2.2.3: what the public sees', () => {
  test('2.2.3: whoever can guess the balances sees through a deterministic commitment, nobody else does', () => {
    expect(seen({}, true, false, [1, 2])).toEqual([[1, 2]]);
    expect(seen({}, false, false, [1, 2])).toEqual(['box 0']);
  });

  test('2.2.3: a balance that was revealed is a guess for every other leaf', () => {
    expect(seen({}, false, true, [1, 1])).toEqual([[1, 1], 1]);
    expect(seen({}, false, true, [1, 2])).toEqual([[1, 'box 0'], 'box 0']);
  });

  test('2.2.3: an opening spends the salt of the root, not that of another leaf', () => {
    expect(seen({ saltedRoot: true }, true, false, [1, 2])).toEqual(['box 0']);
    expect(seen({ saltedRoot: true }, true, true, [1, 2])).toEqual([[1, 2], 2]);
    expect(seen({ saltedLeaves: true }, true, true, [1, 2])).toEqual([[1, 'box 0'], 'box 0']);
  });

  test('2.2.3: equal digests are equal boxes, unless the salts are fresh', () => {
    expect(seen({ saltedLeaves: true }, true, false, [1, 2], [1, 2])).toEqual(['box 0', 'box 0']);
    expect(seen({ saltedLeaves: true, freshSalts: true }, true, false, [1, 2], [1, 2])).toEqual(['box 0', 'box 1']);
  });
});
