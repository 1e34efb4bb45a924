/**
 * Definition 2.2.3 (ZK-Rollup Commitment): "… 1. computationally binding: One cannot find two different states that produce the same
 * commitment. 2. computationally hiding: The commitment does not reveal information about the state."
 *
 * Hash functions are ideal: nobody inverts a digest, and nobody knows a collision unless the power `collision` says so. "Computationally" is
 * that idealisation. The two clauses are then questions about encodings and about what is inside a digest.
 *
 * Clause 1, binding, as an invariant: whatever openings of one commitment are accepted, there is one state in which all of them are
 * true. Read literally, of any hash over a state, it is false: fields that run together, a leaf that looks like an inner node, an inner
 * node that forgets a child each give two states for one commitment, with an ideal hash function. With the three rules of encoding it holds.
 * Binding is not uniqueness: where two byte strings name one position, commitment and openings stay bound and the leaf is claimed twice.
 *
 * Clause 2, hiding, as what the public's view conceals: for everything that it may see, two values of the private balance are
 * possible. Literally false of every commitment in use, which are deterministic: the public computes the commitment of each state that it
 * can guess. Which hypotheses help is the lattice `assumptions-hiding`; unpublished data is in each of its sets, so hiding and
 * Property 1.2.3, which publishes the state, exclude each other. A salt in the root alone is spent by the first opening.
 * Hiding a balance is not hiding whether it changed: for that salts have to be fresh (`assumptions-unlinkability`).
 */

import { type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyLattice,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
  type Hypothesis,
  type Reading,
} from '../checker/language/theorem.ts';
import { type BindingView, bindingSystem, type HidingView, hidingSystem } from '../model/systems/commitment.ts';
import { accounted, binding, claimedOnce, heldTogether, hiding, oneCollision, unlinkable } from './2.2.3-goals.ts';

const encodingHypotheses: Readonly<Record<string, Hypothesis>> = {
  separated: { says: 'the fields of what is hashed are separated', dropped: { without: ['separated'] } },
  tagged: { says: 'what is hashed says whether it is a leaf or an inner node', dropped: { without: ['tagged'] } },
  bothChildren: { says: 'an inner node depends on both its children', dropped: { without: ['bothChildren'] } },
  noCollision: { says: 'no collision of the hash function is known', dropped: { powers: { collision: true } } },
};

const hidingHypotheses: Readonly<Record<string, Hypothesis>> = {
  saltedLeaves: { says: 'each leaf contains a secret salt', dropped: { without: ['saltedLeaves'] } },
  saltedRoot: { says: 'the root contains a secret salt', dropped: { without: ['saltedRoot'] } },
  unpublished: { says: 'the data are not published', dropped: { powers: { publication: true } } },
  unopened: { says: 'no leaf is opened', dropped: { powers: { opening: true } } },
  unguessable: { says: 'balances cannot be guessed', dropped: { powers: { guess: true } } },
};
const freshSalts: Hypothesis = { says: 'a new commitment has new salts', dropped: { without: ['freshSalts'] } };

const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'fields-run-together': [119, 141, 3, 3],
  'leaf-or-node': [173, 220, 3, 3],
  'child-ignored': [145, 244, 3, 3],
  'two-spellings': [325, 456, 4, 4],
  'state-guessed': [91, 90, 2, 1],
  'revealed-elsewhere': [343, 342, 4, 2],
  'data-published': [181, 180, 3, 2],
  'change-seen': [91, 90, 2, 2],
  binding: [205, 268, 5],
  'claimed-once': [205, 268, 5],
  hiding: [343, 342, 4],
  unlinkability: [343, 342, 4],
  'without-no-collision': [119, 141, 3, 3],
  'without-salted-leaves': [343, 342, 4, 2],
  'without-fresh-salts': [343, 342, 4, 2],
  'both-opened': [205, 268, 5, 5],
  'opened-and-changed': [343, 342, 4, 4],
  'published-at-once': [181, 180, 3, 2],
  accounted: [205, 268, 5],
  'accounted-two-spellings': [501, 936, 7],
  'one-collision': [210, 390, 7],
  'held-together': [685, 684, 5],
};

function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

function bound(
  id: string,
  reading: Reading,
  says: string,
  property: Property<BindingView>,
  verdict: Expectation['verdict'],
  setting: Setting = {},
): Claim<BindingView> {
  return {
    id,
    reading,
    says,
    system: bindingSystem,
    property,
    instance: 'leaves',
    setting,
    expect: expectation(id, verdict),
  };
}

function hidden(
  id: string,
  reading: Reading,
  says: string,
  property: Property<HidingView>,
  verdict: Expectation['verdict'],
  setting: Setting = {},
): Claim<HidingView> {
  return {
    id,
    reading,
    says,
    system: hidingSystem,
    property,
    instance: 'small',
    setting,
    expect: expectation(id, verdict),
  };
}

const unsalted = ['saltedLeaves', 'saltedRoot', 'freshSalts'];
const watched: Setting = { powers: { guess: true, opening: true } };

const claims: readonly AnyClaim[] = [
  bound(
    'fields-run-together',
    'literal',
    'Balance 1 and salt 11 have the bytes of balance 11 and salt 1.',
    binding,
    'violated',
    {
      without: ['separated'],
    },
  ),
  bound('leaf-or-node', 'literal', 'The bytes of an inner node are opened as a leaf.', binding, 'violated', {
    without: ['tagged'],
  }),
  bound(
    'child-ignored',
    'literal',
    'An inner node does not depend on its right child: any leaf is accepted there.',
    binding,
    'violated',
    {
      without: ['bothChildren'],
    },
  ),
  bound(
    'two-spellings',
    'literal',
    'Bound all the same: two byte strings name one position, and its leaf is claimed twice.',
    claimedOnce,
    'violated',
    {
      without: ['canonicalPositions'],
    },
  ),
  hidden(
    'state-guessed',
    'literal',
    'A deterministic commitment to a balance that can be guessed.',
    hiding,
    'violated',
    {
      powers: { guess: true },
      without: unsalted,
    },
  ),
  hidden(
    'revealed-elsewhere',
    'literal',
    'Nobody guesses: the balance is that of an account that was opened.',
    hiding,
    'violated',
    {
      powers: { opening: true },
      without: unsalted,
    },
  ),
  hidden(
    'data-published',
    'literal',
    'However blinded: the data are published, as Property 1.2.3 asks.',
    hiding,
    'violated',
    {
      powers: { publication: true },
    },
  ),
  hidden(
    'change-seen',
    'literal',
    'Nobody guesses or opens: equal commitments show that nothing changed.',
    unlinkable,
    'violated',
    {
      without: unsalted,
    },
  ),
  bound('binding', 'repaired', 'Whoever commits and opens, under the three rules of encoding.', binding, 'exhausted'),
  bound(
    'claimed-once',
    'repaired',
    'And with one spelling a position, each leaf is claimed once.',
    claimedOnce,
    'exhausted',
  ),
  bound('accounted', 'repaired', 'What is claimed was opened, and is spelt in the one way.', accounted, 'exhausted'),
  bound('accounted-two-spellings', 'repaired', 'The same where two spellings are taken.', accounted, 'exhausted', {
    without: ['canonicalPositions'],
  }),
  bound(
    'one-collision',
    'repaired',
    'A known collision opens the two leaves that collide.',
    oneCollision,
    'exhausted',
    {
      powers: { collision: true },
    },
  ),
  hidden(
    'held-together',
    'repaired',
    'The holder publishes and opens what it committed to.',
    heldTogether,
    'exhausted',
    {
      powers: { guess: true, opening: true, publication: true },
    },
  ),
  hidden(
    'hiding',
    'repaired',
    'With a secret salt in each leaf, though balances are guessed and the other leaf is opened.',
    hiding,
    'exhausted',
    {
      ...watched,
      without: ['saltedRoot'],
    },
  ),
  hidden('unlinkability', 'repaired', 'And with fresh salts nobody sees whether it changed.', unlinkable, 'exhausted', {
    ...watched,
    without: ['saltedRoot'],
  }),
  bound(
    'without-no-collision',
    'necessary',
    'Dropped: no collision of the hash function is known.',
    binding,
    'violated',
    {
      powers: { collision: true },
    },
  ),
  hidden(
    'without-salted-leaves',
    'necessary',
    'Dropped: salts in the leaves. The salt of the root is spent by the first opening.',
    hiding,
    'violated',
    {
      ...watched,
      without: ['saltedLeaves'],
    },
  ),
  hidden(
    'without-fresh-salts',
    'necessary',
    'Dropped: fresh salts. Equal digests show that nothing changed.',
    unlinkable,
    'violated',
    {
      ...watched,
      without: ['saltedRoot', 'freshSalts'],
    },
  ),
  bound(
    'both-opened',
    'witness',
    'Both leaves of one commitment are opened and claimed.',
    reachable<BindingView>(
      'both-opened',
      'Two leaves are opened and claimed.',
      ({ commitment: { context } }) => context.opened.length === 2 && context.claimed.length === 2,
    ),
    'exhausted',
  ),
  hidden(
    'published-at-once',
    'witness',
    'The data of the first commitment are published before there is a second.',
    reachable<HidingView>(
      'published-at-once',
      'One commitment, and its data are public.',
      ({ holder: { context } }) => context.published && context.history.length === 1,
    ),
    'exhausted',
    { powers: { publication: true } },
  ),
  hidden(
    'opened-and-changed',
    'witness',
    'The left leaf is opened, the balances change, and it is opened again.',
    reachable<HidingView>(
      'opened-and-changed',
      'Both commitments are opened.',
      ({ holder: { context } }) =>
        context.opened.filter(Boolean).length === 2 && context.history[0]?.right !== context.history[1]?.right,
    ),
    'exhausted',
    { ...watched, without: ['saltedRoot'] },
  ),
];

const lattices: readonly AnyLattice[] = [
  {
    id: 'assumptions-binding',
    says: 'Which hypotheses bind a commitment to one state?',
    system: bindingSystem,
    goal: binding,
    instance: 'leaves',
    hypotheses: encodingHypotheses,
    expect: { minimalSufficient: [['separated', 'tagged', 'bothChildren', 'noCollision']] },
  },
  {
    id: 'assumptions-hiding',
    says: 'Which hypotheses hide the private balance?',
    system: hidingSystem,
    goal: hiding,
    instance: 'small',
    hypotheses: hidingHypotheses,
    expect: {
      minimalSufficient: [
        ['unpublished', 'saltedLeaves'],
        ['unpublished', 'saltedRoot', 'unopened'],
        ['unpublished', 'unguessable', 'unopened'],
      ],
    },
  },
  {
    id: 'assumptions-unlinkability',
    says: 'Which hypotheses hide whether the private balance changed?',
    system: hidingSystem,
    goal: unlinkable,
    instance: 'small',
    hypotheses: { ...hidingHypotheses, freshSalts },
    expect: {
      minimalSufficient: [
        ['unpublished', 'saltedLeaves', 'freshSalts'],
        ['unpublished', 'saltedRoot', 'freshSalts', 'unopened'],
      ],
    },
  },
];

export const theorem: AnyTheorem = defineTheorem({
  item: '2.2.3',
  title: 'ZK-Rollup Commitment',
  says: 'A commitment to a state is computationally binding and computationally hiding.',
  instances: { leaves: {}, small: { values: 3 }, medium: { values: 6 } },
  claims,
  lattices,
});
