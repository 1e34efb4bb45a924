/**
 * Definition 2.2.3 (ZK-Rollup Commitment): a SHA-256 Merkle tree over a list, opened leaf by leaf.
 *
 * Binding: leaves, nodes and root are hashed behind different bytes, the root over the number of leaves too, so two different lists, or two
 * openings of one place, are a collision of SHA-256. Every leaf is hashed as it is given: whoever encodes must do so canonically.
 *
 * Hiding is another matter. A tree without salts is deterministic: whoever can guess the list confirms the guess by computing the root, so it
 * is not hiding, whatever the definition says of commitments to a state that everybody can derive. With a secret salt of 32 random bytes a
 * leaf, a leaf that is not opened shows nothing but that it is there (SHA-256 as a random oracle), and opening one shows nothing of
 * the others. The salts are given: nothing here draws at random.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { checkHex, encodeAmount, type Hex, isHex } from './encoding.ts';

const leafTag = Uint8Array.of(0);
const nodeTag = Uint8Array.of(1);
const rootTag = Uint8Array.of(2);
const noSalt: Hex = '00'.repeat(32);

/** One leaf with what it takes to compute the root from it. */
export interface Opening {
  readonly index: number;
  /** Leaves of the tree. */
  readonly count: number;
  readonly leaf: Hex;
  /** 32 bytes; zero where the tree has no salts. */
  readonly salt: Hex;
  /** Siblings from the leaf upwards, 32 bytes each. */
  readonly path: readonly Hex[];
}

export interface MerkleCommitment {
  /** 32 bytes. */
  readonly root: Hex;
  /** Throws RangeError for a leaf that is not there. */
  open(index: number): Opening;
}

function hashLeaf(leaf: Hex, salt: Hex): Uint8Array {
  return sha256(concatBytes(leafTag, hexToBytes(salt), hexToBytes(leaf)));
}

function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(nodeTag, left, right));
}

function hashRoot(count: number, top: Uint8Array): Hex {
  return bytesToHex(sha256(concatBytes(rootTag, encodeAmount(BigInt(count)), top)));
}

/** The levels of the tree from the leaves up; an odd one out goes up as it is. */
function levelsOf(leaves: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const levels: (readonly Uint8Array[])[] = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i] as Uint8Array, level[i + 1]];
      above.push(right === undefined ? left : hashNode(left, right));
    }
    level = above;
  }
  return levels;
}

function build(leaves: readonly Hex[], salts: readonly Hex[]): MerkleCommitment {
  const count = leaves.length;
  const levels = levelsOf(leaves.map((leaf, i) => hashLeaf(leaf, salts[i] as Hex)));
  const top = levels.at(-1)?.[0] ?? new Uint8Array();
  return {
    root: hashRoot(count, top),
    open(index) {
      const leaf = leaves[index];
      if (leaf === undefined) throw new RangeError(`index: expected a leaf from 0 to ${count - 1}, got ${index}`);
      const path = levels.slice(0, -1).flatMap((level, height) => {
        const sibling = level[(index >> height) ^ 1];
        return sibling === undefined ? [] : [bytesToHex(sibling)];
      });
      return { index, count, leaf, salt: salts[index] as Hex, path };
    },
  };
}

/** Small commitments of late, by their leaves: one step of a rollup or bridge computes the same root for header, statement and check. */
const recent: Map<string, MerkleCommitment> = new Map();
const mostRecent = 256;
const mostLeaves = 16;

/** A commitment that binds and does not hide. Throws TypeError or RangeError for a leaf that is no lower-case hexadecimal. */
export function commit(leaves: readonly Hex[]): MerkleCommitment {
  const key = leaves.length > mostLeaves ? undefined : `${leaves.length} ${leaves.join()}`;
  const known = key === undefined ? undefined : recent.get(key);
  if (known !== undefined) return known;
  const own = [...leaves];
  const made = Object.freeze(build(own, Array<Hex>(own.length).fill(noSalt)));
  if (key === undefined) return made;
  const [oldest] = recent.keys();
  if (recent.size === mostRecent && oldest !== undefined) recent.delete(oldest);
  recent.set(key, made);
  return made;
}

/**
 * A commitment that also hides, as long as the salts are secret, random and used once. Throws RangeError unless there is one of 32 bytes for
 * each leaf, all different and none zero, which is all that can be seen of randomness.
 */
export function commitHiding(leaves: readonly Hex[], salts: readonly Hex[]): MerkleCommitment {
  if (salts.length !== leaves.length || new Set(salts).size !== salts.length || salts.includes(noSalt)) {
    throw new RangeError(`salts: expected ${leaves.length} different ones, none of them zero`);
  }
  for (const salt of salts) checkHex('salt', salt, 32);
  return build(leaves, salts);
}

/** Whether the opening leads to the root. What comes from others never throws. */
export function verifyOpening(root: Hex, { index, count, leaf, salt, path }: Opening): boolean {
  const areCounts = Number.isSafeInteger(index) && Number.isSafeInteger(count) && index >= 0 && index < count;
  if (!areCounts || !isHex(salt, 32) || !isHex(leaf, leaf.length / 2) || !path.every((one) => isHex(one, 32))) {
    return false;
  }
  let hash = hashLeaf(leaf, salt);
  let next = 0;
  for (let at = index, width = count; width > 1; at >>= 1, width = (width + 1) >> 1) {
    if (at === width - 1 && width % 2 === 1) continue;
    const sibling = path[next++];
    if (sibling === undefined) return false;
    hash = at % 2 === 0 ? hashNode(hash, hexToBytes(sibling)) : hashNode(hexToBytes(sibling), hash);
  }
  return next === path.length && hashRoot(count, hash) === root;
}
