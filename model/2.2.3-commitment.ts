/**
 * Definition 2.2.3 (ZK-Rollup Commitment), clause 1, binding. The commitment as a term, and a contract that takes openings of it.
 *
 * A Merkle tree of two leaves, each an account's balance and a blinding salt (clause 2 needs it, `commitment-holder.ts`), or of one leaf
 * only. Hashing is a term that nobody inverts, and injective: two inputs have one digest only with the power `collision`. What is left to go wrong
 * is what is hashed: a byte string, made from fields by an encoding. The rules of the encoding are those of real trees, and each was broken
 * in one: fields run together, leaves that look like inner nodes, a node that leaves out one child. Balances and salts are byte
 * strings here, since that is what an opening consists of. Whoever commits is the adversary, and so is whoever opens.
 *
 * An opened leaf can be claimed, once for each id; the id is made from the bytes that name its position. Where several byte strings name
 * one position, binding does not help: each of them is an id of its own.
 *
 * Left out: trees of other shapes, polynomial and vector commitments (their openings are pairings, their encodings are the same).
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

/** The rules of encoding and of claims, each of which a check can take out. */
export interface CommitmentRules {
  /** Fields are separated, so that no two field lists have one byte string. */
  readonly separated: boolean;
  /** What is hashed says whether it is a leaf or an inner node. */
  readonly tagged: boolean;
  /** An inner node depends on both its children. */
  readonly bothChildren: boolean;
  /** One byte string names one position: no leading zeros. */
  readonly canonicalPositions: boolean;
}

export interface Encoding {
  readonly rules: CommitmentRules;
  /** The hash function has a collision: the leaves (11, 1) and (1, 1). */
  readonly collision: boolean;
}

/** A type and not an interface, so that it is plain data to the compiler too. */
export type Leaf = { readonly balance: string; readonly salt: string };

export type Position = 'left' | 'right' | 'only';

/** A leaf with the digest of its sibling; a leaf that is alone has none. */
export type Opening = Leaf & { readonly position: Position; readonly sibling: string };

/** `bytes`: how the position is spelt. */
export type Claim = { readonly position: Position; readonly bytes: 'plain' | 'padded' };

function hash(tag: 'leaf' | 'node', fields: readonly string[], { rules }: Encoding): string {
  return `H(${rules.tagged ? `${tag} ` : ''}${fields.join(rules.separated ? ',' : '')})`;
}

export function leafDigest({ balance, salt }: Leaf, encoding: Encoding): string {
  const collides = encoding.collision && balance === '11' && salt === '1';
  return hash('leaf', [collides ? '1' : balance, salt], encoding);
}

export function nodeDigest(left: string, right: string, encoding: Encoding): string {
  return hash('node', encoding.rules.bothChildren ? [left, right] : [left], encoding);
}

/** The root to which an opening leads. */
export function rootOf({ position, sibling, ...leaf }: Opening, encoding: Encoding): string {
  const own = leafDigest(leaf, encoding);
  if (position === 'only') return own;
  return position === 'left' ? nodeDigest(own, sibling, encoding) : nodeDigest(sibling, own, encoding);
}

export interface Commitment {
  readonly encoding: Encoding;
  readonly root: string | 'none';
  /** What was opened, in order of position and bytes. */
  readonly opened: readonly (Leaf & { readonly position: Position })[];
  readonly claimed: readonly Claim[];
}

type CommitmentEvent =
  | { readonly type: 'COMMIT'; readonly root: string }
  | ({ readonly type: 'OPEN' } & Opening)
  | ({ readonly type: 'CLAIM' } & Claim);

function nameOf({ position, balance, salt }: Leaf & { readonly position: Position }): string {
  return `${position} ${balance} ${salt}`;
}

function isOpened({ opened }: Commitment, position: Position): boolean {
  return opened.some((one) => one.position === position);
}

export const commitment: Machine<Commitment, CommitmentEvent, Encoding> = setup({
  types: {} as { context: Commitment; events: CommitmentEvent; input: Encoding },
  guards: {
    leadsToRoot: ({ context, event }) => event.type === 'OPEN' && rootOf(event, context.encoding) === context.root,
    // The same leaf again shows nothing new.
    isNew: ({ context, event }) =>
      event.type === 'OPEN' && !context.opened.some((one) => nameOf(one) === nameOf(event)),
    isOpened: ({ context, event }) => event.type === 'CLAIM' && isOpened(context, event.position),
    isWellSpelt: ({ context, event }) =>
      event.type === 'CLAIM' && (event.bytes === 'plain' || !context.encoding.rules.canonicalPositions),
    isUnspent: ({ context, event }) =>
      event.type === 'CLAIM' &&
      !context.claimed.some(({ position, bytes }) => position === event.position && bytes === event.bytes),
  },
  actions: {
    commit: assign({ root: ({ event }) => (event.type === 'COMMIT' ? event.root : 'none') }),
    open: assign({
      opened: ({ context, event }) => {
        if (event.type !== 'OPEN') return context.opened;
        const { position, balance, salt } = event;
        return [...context.opened, { position, balance, salt }].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
      },
    }),
    claim: assign({
      claimed: ({ context, event }) => {
        if (event.type !== 'CLAIM') return context.claimed;
        const { position, bytes } = event;
        return [...context.claimed, { position, bytes }].sort(
          (a, b) => a.position.localeCompare(b.position) || a.bytes.localeCompare(b.bytes),
        );
      },
    }),
  },
}).createMachine({
  id: 'commitment',
  context: ({ input }) => ({ encoding: input, root: 'none', opened: [], claimed: [] }),
  initial: 'empty',
  states: {
    empty: { on: { COMMIT: { target: 'committed', actions: 'commit' } } },
    committed: {
      on: {
        OPEN: { guard: and(['isNew', 'leadsToRoot']), actions: 'open' },
        CLAIM: { guard: and(['isOpened', 'isWellSpelt', 'isUnspent']), actions: 'claim' },
      },
    },
  },
});

export type CommitmentState = LocalState<Commitment>;
