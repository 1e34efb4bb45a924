/** The commitment as two games: an adversary who opens one commitment in two ways, and a public that looks on. */

import { noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import {
  type Claim,
  type CommitmentState,
  commitment,
  type Encoding,
  type Leaf,
  leafDigest,
  nodeDigest,
  type Opening,
} from '../2.2.3-commitment.ts';
import { type Balances, commitmentHolder, type HolderState } from '../commitment-holder.ts';

export type BindingView = { readonly commitment: CommitmentState };

type BindingRule = 'separated' | 'tagged' | 'bothChildren' | 'canonicalPositions';

/** Byte strings that can be taken for each other when they are run together: 1 and 11. */
const bytes = oneOf('1', '11');

export const bindingSystem: System<BindingView> = defineSystem<BindingView, never, 'collision', BindingRule>({
  name: 'commitment-binding',
  says: 'Somebody commits to a Merkle tree of one or two leaves, and opens it in whatever way the contract takes.',
  powers: { collision: { kind: 'toggle', says: 'a collision of the hash function is known' } },
  rules: {
    separated: { says: 'the fields of what is hashed are separated' },
    tagged: { says: 'what is hashed says whether it is a leaf or an inner node' },
    bothChildren: { says: 'an inner node depends on both its children' },
    canonicalPositions: { says: 'one byte string names one position' },
  },
  parties: { committer: 'adversary' },
  compose: ({ powers, rules }) => {
    const encoding: Encoding = { rules, collision: powers.collision === true };
    const leaves = payloads<Leaf>({ balance: bytes, salt: bytes });
    const digests = [...new Set(leaves.map((leaf) => leafDigest(leaf, encoding)))];
    const pairs = digests.flatMap((left) => digests.map((right) => ({ left, right })));
    // The bytes of two digests are bytes, and so can be opened as balance and salt.
    const alone: readonly Leaf[] = [...leaves, ...pairs.map(({ left, right }) => ({ balance: left, salt: right }))];
    const roots = [
      ...pairs.map(({ left, right }) => nodeDigest(left, right, encoding)),
      ...alone.map((leaf) => leafDigest(leaf, encoding)),
    ];
    return {
      components: { commitment: component(commitment, encoding) },
      events: {
        COMMIT: event<{ readonly root: string }>('committer', payloads({ root: oneOf(...new Set(roots)) })),
        OPEN: event<Opening>('committer', [
          ...leaves.flatMap((leaf) =>
            digests.flatMap((sibling) =>
              (['left', 'right'] as const).map((position): Opening => ({ position, ...leaf, sibling })),
            ),
          ),
          ...alone.map((leaf): Opening => ({ position: 'only', ...leaf, sibling: 'none' })),
        ]),
        CLAIM: event<Claim>(
          'committer',
          payloads<Claim>({ position: oneOf('left', 'right', 'only'), bytes: oneOf('plain', 'padded') }),
        ),
      },
    };
  },
});

export type HidingView = { readonly holder: HolderState };

type HidingPower = 'guess' | 'opening' | 'publication';
type HidingRule = 'saltedLeaves' | 'saltedRoot' | 'freshSalts';

export const hidingSystem: System<HidingView> = defineSystem<HidingView, 'values', HidingPower, HidingRule>({
  name: 'commitment-hiding',
  says: 'An honest holder commits to two balances, twice at most, while the public looks on.',
  parameters: { values: { says: 'balances that an account can have', default: 3, least: 2, greatest: 6 } },
  powers: {
    guess: { kind: 'toggle', says: 'the public can guess balances and try each guess' },
    opening: { kind: 'toggle', says: 'the left leaf is opened by its Merkle path' },
    publication: { kind: 'toggle', says: 'the data are published, as Property 1.2.3 asks' },
  },
  rules: {
    saltedLeaves: { says: 'each leaf contains a secret salt' },
    saltedRoot: { says: 'the root contains a secret salt' },
    freshSalts: { says: 'a new commitment has new salts' },
  },
  parties: { holder: 'honest' },
  compose: ({ parameters: { values }, powers, rules }) => ({
    components: { holder: component(commitmentHolder, { rules, guessable: powers.guess === true }) },
    events: {
      COMMIT: event<Balances>('holder', payloads<Balances>({ left: range(1, values), right: range(1, values) })),
      OPEN: event('holder', powers.opening === true ? noPayload : []),
      PUBLISH: event('holder', powers.publication === true ? noPayload : []),
    },
  }),
});
