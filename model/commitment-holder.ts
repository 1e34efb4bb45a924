/**
 * Definition 2.2.3 (ZK-Rollup Commitment), clause 2, hiding. An honest holder of a state, and what the public sees of it.
 *
 * Two accounts in a Merkle tree; the left one uses the rollup in public, the right one keeps its balance to itself. The holder commits, may open
 * the left leaf (its Merkle path shows the digest of the right one), may change the state once and commit again, and may publish
 * the data. Digests are terms: nobody inverts them, but whoever can compute a term compares it. So what the public sees is the
 * pattern of what was published (Abadi and Rogaway): a term that it can compute is seen whole, any other is a box, and equal terms are equal
 * boxes. It can compute a digest if it knows or guesses what is in it: balances that were revealed, any balance where balances can be
 * guessed, and salts that were revealed, which are never guessed.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export interface HolderRules {
  /** Each leaf contains a secret salt. */
  readonly saltedLeaves: boolean;
  /** The root contains a secret salt. */
  readonly saltedRoot: boolean;
  /** A new commitment has new salts. */
  readonly freshSalts: boolean;
}

/** The salt of a digest, by number; 0 stands for none. */
export type Digest =
  | { readonly of: 'left' | 'right'; readonly balance: number; readonly salt: number }
  | { readonly of: 'node'; readonly left: Digest; readonly right: Digest; readonly salt: number };

export type Balances = { readonly left: number; readonly right: number };

export interface HolderTerms {
  readonly rules: HolderRules;
  /** Whether the public can guess balances, and try each guess. */
  readonly guessable: boolean;
}

export interface Holder {
  readonly terms: HolderTerms;
  /** The balances of each commitment, the latest last. */
  readonly history: readonly Balances[];
  /** Whether the left leaf of each commitment is opened. */
  readonly opened: readonly boolean[];
  /** Whether the data are public. */
  readonly published: boolean;
}

type HolderEvent = ({ readonly type: 'COMMIT' } & Balances) | { readonly type: 'OPEN' } | { readonly type: 'PUBLISH' };

/** Of the commitment number `round`: three salts, which another one has again where they are not fresh. */
function saltOf({ freshSalts }: HolderRules, isSalted: boolean, round: number, place: 1 | 2 | 3): number {
  return isSalted ? 3 * (freshSalts ? round : 0) + place : 0;
}

function rootDigest({ terms: { rules }, history }: Holder, round: number): Digest & { readonly of: 'node' } {
  const { left, right } = history[round] as Balances;
  const { saltedLeaves, saltedRoot } = rules;
  return {
    of: 'node',
    left: { of: 'left', balance: left, salt: saltOf(rules, saltedLeaves, round, 1) },
    right: { of: 'right', balance: right, salt: saltOf(rules, saltedLeaves, round, 2) },
    salt: saltOf(rules, saltedRoot, round, 3),
  };
}

/** Up to two commitments: the second shows what repeating shows. */
const mostCommitments = 2;

export const commitmentHolder: Machine<Holder, HolderEvent, HolderTerms> = setup({
  types: {} as { context: Holder; events: HolderEvent; input: HolderTerms },
  guards: {
    hasRoom: ({ context }) => context.history.length < mostCommitments && !context.published,
    hasCommitted: ({ context }) => context.history.length > 0 && !context.published,
    isClosed: ({ context }) => context.opened.at(-1) === false && !context.published,
  },
  actions: {
    commit: assign(({ context, event }) => {
      if (event.type !== 'COMMIT') return {};
      const { left, right } = event;
      return { history: [...context.history, { left, right }], opened: [...context.opened, false] };
    }),
    open: assign({ opened: ({ context }) => [...context.opened.slice(0, -1), true] }),
    publish: assign({ published: true }),
  },
}).createMachine({
  id: 'commitmentHolder',
  context: ({ input }) => ({ terms: input, history: [], opened: [], published: false }),
  on: {
    COMMIT: { guard: 'hasRoom', actions: 'commit' },
    OPEN: { guard: 'isClosed', actions: 'open' },
    PUBLISH: { guard: 'hasCommitted', actions: 'publish' },
  },
});

export type HolderState = LocalState<Holder>;

/** What the public has: every digest that was published, the salts and the balances that openings revealed. */
interface Published {
  readonly digests: readonly Digest[];
  readonly salts: readonly number[];
  readonly balances: readonly number[];
}

function publishedBy(holder: Holder): Published {
  const roots = holder.history.map((_, round) => rootDigest(holder, round));
  const openings = roots.filter((_, round) => holder.opened[round]);
  return {
    digests: roots.flatMap((root, round) => (holder.opened[round] ? [root, root.right] : [root])),
    salts: openings.flatMap(({ left, salt }) => [left.salt, salt]),
    balances: holder.history.filter((_, round) => holder.opened[round]).map(({ left }) => left),
  };
}

/** What the public sees: the pattern of what was published, what was opened, and the data if they are public. */
export function patternOf(holder: Holder): readonly unknown[] {
  const { digests, salts, balances } = publishedBy(holder);
  const known = new Set(digests.map((digest) => JSON.stringify(digest)));
  const computes = (digest: Digest): boolean => {
    if (digest.salt !== 0 && !salts.includes(digest.salt)) return false;
    if (digest.of !== 'node') return holder.terms.guessable || balances.includes(digest.balance);
    return [digest.left, digest.right].every((child) => known.has(JSON.stringify(child)) || computes(child));
  };
  const boxes: string[] = [];
  const shown = (digest: Digest): unknown => {
    // A node is seen as its children are, be they boxes that were published too.
    if (computes(digest)) return digest.of === 'node' ? [shown(digest.left), shown(digest.right)] : digest.balance;
    const key = JSON.stringify(digest);
    if (!boxes.includes(key)) boxes.push(key);
    return `box ${boxes.indexOf(key)}`;
  };
  return [digests.map(shown), balances, holder.published ? holder.history : 'private'];
}
