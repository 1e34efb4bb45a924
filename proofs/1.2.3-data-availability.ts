/**
 * Property 1.2.3 (Data Availability): "A Layer 2 system satisfies data availability if all data required to reconstruct the state is
 * published and accessible to all participants."
 *
 * Literal reading, at any time and to everybody online: false in the first step of every rollup that confirms softly, since the state
 * moves before anything is published; false of every channel, whose states are the business of two; false for who comes
 * after L1 has forgotten a blob. "Published" is a fact of L1, "accessible" one of the network, and the text asks for both at once. Read of
 * somebody who holds the data already it says nothing.
 *
 * Repaired: of batches that are committed on L1, and with a bound. D blocks after the commitment, or after it came online, every honest
 * reader has the data, or L1 says that the batch is empty. And the log determines the state: equal logs on L1 give equal states to
 * whoever can compute one, so that to have the data is to know the state. What that takes differs by layer:
 * - calldata: nothing but the network's delay;
 * - blobs: kept longer than the network takes, and readers who serve what they have to those who come later;
 * - a committee, k of n, f of them dishonest: f < k to get the data back, k <= n - f to get the certificate without their help;
 * - challenges: a node that is awake and gets its challenge in, delay + K + O < c. The price: a batch whose challenge is not
 *   resolved becomes empty, and what was built on it changes, so that a failure of availability is one of finality. A bridge has to wait for both
 *   windows: c + r <= B + 1, and c + r <= B if it may be first in a block.
 *
 * Counting. A commitment has age 0 in the block in progress, and can be challenged at the ages 0 to c - 1. A challenge expires with the r-th
 * BLOCK after it: at age c + r - 1 at the latest, when a bridge pays that waits for so many blocks. What is there for the asking is
 * with a reader before the BLOCK that would be the (delay + 1)-th without it; what the node has lacked for `delay` blocks it challenges.
 *
 * Trace of `channel`: the funding comes first, then the state. Left out: sampling, erasure codes, what resolving costs an honest sequencer.
 */

import { always, both, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyLattice,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Hypothesis,
} from '../checker/language/theorem.ts';
import { type AvailabilityView, dataAvailabilitySystem as system } from '../model/systems/data-availability.ts';
import { type PaymentChannelView, paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { accountClaims } from './1.2.3-account.ts';
import { bookkeepingClaims } from './1.2.3-bookkeeping.ts';
import {
  attacks,
  type Choice,
  challenged,
  claim,
  colluding,
  expectation,
  late,
  type OfSystem,
  pruned,
} from './1.2.3-claim.ts';
import { familyClaims, familyInstances, familyLattices } from './1.2.3-families.ts';
import { frontiers } from './1.2.3-frontiers.ts';
import {
  alwaysAvailable,
  available,
  certified,
  logDeterminesSoftState,
  logDeterminesState,
  paidStands,
  readersAgree,
  stateStands,
} from './1.2.3-goals.ts';
import { witnesses } from './1.2.3-witnesses.ts';
import { measured, staying } from './own-instance.ts';

/** Data in time, one state for all readers, and nothing that was read becomes empty. */
const published: Property<AvailabilityView> = both(
  'published',
  'Data come in time, readers agree, and what was executed stands.',
  available,
  readersAgree,
  stateStands,
);

/** The same where batches may become empty: then the bridge has to be right about it. */
const challengeable: Property<AvailabilityView> = both(
  'challengeable',
  'Data come in time or the batch is empty, readers agree, and what the bridge has paid on stands.',
  available,
  readersAgree,
  paidStands,
);

const forBlobs: Readonly<Record<string, Hypothesis>> = {
  keptLongEnough: {
    says: 'L1 keeps a blob longer than the network takes: delay < P',
    dropped: { parameters: { P: 1 } },
  },
  serve: { says: 'readers keep what they have and serve it', dropped: { without: ['serve'] } },
};

const insteadOfServing: Readonly<Record<string, Hypothesis>> = {
  neverPruned: { says: 'L1 keeps blobs for good', dropped: { powers: { prune: true } } },
  nobodyLate: { says: 'every reader is there from the start', dropped: { powers: { late: true } } },
};

const forChallenges: Readonly<Record<string, Hypothesis>> = {
  awake: { says: 'the node sees every block in time: delay + K + O < c', dropped: { powers: { offline: 1 } } },
  boundedCongestion: { says: 'and gets its challenge in', dropped: { powers: { congest: 2 } } },
  serve: { says: 'readers keep what they have and serve it', dropped: { without: ['serve'] } },
  emptyByL1: { says: 'a batch counts as empty only if L1 says so', dropped: { without: ['emptyByL1'] } },
  binding: { says: 'a commitment fits one content only', dropped: { without: ['binding'] } },
  bridgeWaits: { says: 'the bridge waits for both windows: c + r <= B + 1', dropped: { parameters: { B: 3 } } },
  expireFirst: { says: 'in a block challenges expire before the bridge pays', dropped: { without: ['expireFirst'] } },
};

/** A channel has one state that counts, and L1 knows the one that was presented last, or the deposits. */
const channelStateKnown: Property<PaymentChannelView> = always(
  'channel-state-known',
  'Whoever reads L1 knows the latest state of the channel.',
  ({ channel, A }) => {
    const { onChain } = channel.context;
    return A.context.latest.nonce <= (onChain === 'none' ? 0 : onChain.nonce);
  },
);

const channel: Claim<PaymentChannelView> = {
  id: 'channel',
  reading: 'literal',
  says: 'The state of a channel is known to its two parties, and is meant to be.',
  system: paymentChannelSystem,
  property: channelStateKnown,
  instance: 'channel',
  expect: expectation('channel', 'violated'),
};

const literalClaims: readonly AnyClaim[] = [
  claim('soft-state', 'The sequencer has executed a batch and told its users; nothing is on L1.', {
    instance: 'calldata',
    property: alwaysAvailable,
  }),
  claim('soft-state-undetermined', 'Nor can anybody tell from L1 which of two states it is.', {
    instance: 'calldata',
    property: logDeterminesSoftState,
  }),
  channel,
  claim(
    'pruned-blob',
    'Who comes after L1 has forgotten the blob finds nobody to ask.',
    { instance: 'blob', property: available },
    { ...pruned, without: ['serve'] },
  ),
  claim(
    'committee-of-liars',
    'As many dishonest members as signatures are asked for: a certificate for data that nobody has.',
    { instance: 'committee', property: available },
    { ...colluding, parameters: { f: 2 } },
  ),
  claim(
    'withheld',
    'The data of a batch are withheld, and the node sleeps through the window in which it could demand them.',
    { instance: 'small', property: available },
    { powers: { withhold: true, offline: 3 } },
  ),
  claim(
    'becomes-empty',
    'With every rule kept: the node has the data and executes the batch; then a challenge is not resolved, and the batch is empty.',
    { instance: 'small', property: stateStands },
    challenged,
  ),
];

const holds: Choice = { reading: 'repaired', verdict: 'exhausted' };

const repairedClaims: readonly AnyClaim[] = [
  claim('calldata', 'On L1 for good.', { instance: 'calldata', property: published }, late, holds),
  claim(
    'calldata-determines',
    'The log determines the state.',
    { instance: 'calldata', property: logDeterminesState },
    late,
    holds,
  ),
  claim('calldata-two', 'Two batches.', { instance: 'calldata-two', property: published }, late, holds),
  claim(
    'blob',
    'Kept for a while, and served by who has it.',
    { instance: 'blob', property: published },
    pruned,
    holds,
  ),
  claim(
    'blob-determines',
    'The log determines the state.',
    { instance: 'blob', property: logDeterminesState },
    pruned,
    holds,
  ),
  claim('blob-two', 'Two batches.', { instance: 'blob-two', property: published }, pruned, holds),
  claim(
    'committee',
    'Two of three, one of them dishonest.',
    { instance: 'committee', property: published },
    colluding,
    holds,
  ),
  claim(
    'committee-determines',
    'The log determines the state.',
    { instance: 'committee', property: logDeterminesState },
    colluding,
    holds,
  ),
  claim(
    'committee-certifies',
    'The dishonest member refuses to sign; the others are enough.',
    { instance: 'committee', property: certified },
    late,
    holds,
  ),
  claim(
    'challenge',
    'Challenged if it is not served, by a node that may be late by one full block.',
    { instance: 'small', property: challengeable },
    challenged,
    holds,
  ),
  claim(
    'challenge-determines',
    'The log determines the state.',
    { instance: 'small', property: logDeterminesState },
    challenged,
    holds,
  ),
  claim('challenge-two', 'Two batches.', { instance: 'medium', property: challengeable }, { powers: attacks }, holds),
];

/** The claims that a hypothesis is needed, each dropped alone. */
function necessary(
  hypotheses: Readonly<Record<string, Hypothesis>>,
  suffix: string,
  setting: Setting,
  base: OfSystem,
): readonly AnyClaim[] {
  return Object.entries(hypotheses).map(([name, { says, dropped }]) =>
    claim(
      `without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-${suffix}`,
      `Dropped: ${says}.`,
      base,
      { ...setting, ...dropped, powers: { ...setting.powers, ...dropped.powers } },
      { reading: 'necessary' },
    ),
  );
}

const necessaryClaims: readonly AnyClaim[] = [
  ...necessary(forBlobs, 'blob', pruned, { instance: 'blob', property: published }),
  claim(
    'without-honest-threshold',
    'Dropped: f < k.',
    { instance: 'committee', property: published },
    { ...colluding, parameters: { f: 2 } },
    { reading: 'necessary' },
  ),
  claim(
    'without-honest-quorum',
    'Dropped: k <= n - f.',
    { instance: 'committee', property: certified },
    { ...late, parameters: { k: 3 } },
    { reading: 'necessary' },
  ),
  ...necessary(forChallenges, 'challenge', challenged, { instance: 'small', property: challengeable }),
  claim(
    'without-empty-by-l1-determines',
    'Dropped: a batch counts as empty only if L1 says so.',
    { instance: 'small', property: logDeterminesState },
    { ...challenged, without: ['emptyByL1'] },
    { reading: 'necessary' },
  ),
  claim(
    'without-binding-determines',
    'Dropped: a commitment fits one content only.',
    { instance: 'small', property: logDeterminesState },
    { ...challenged, without: ['binding'] },
    { reading: 'necessary' },
  ),
];

const claims: readonly AnyClaim[] = [
  ...literalClaims,
  ...repairedClaims,
  ...accountClaims,
  ...bookkeepingClaims,
  ...necessaryClaims,
  ...witnesses,
  ...familyClaims,
];

const lattices: readonly AnyLattice[] = [
  ...familyLattices,
  {
    id: 'assumptions-blob',
    says: 'What keeps the data of blobs available to everybody?',
    system,
    goal: published,
    instance: 'blob',
    hypotheses: { ...forBlobs, ...insteadOfServing },
    expect: {
      minimalSufficient: [['neverPruned'], ['keptLongEnough', 'nobodyLate'], ['keptLongEnough', 'serve']],
    },
  },
  {
    id: 'assumptions-challenge',
    says: 'What does a layer with challenges need?',
    system,
    goal: challengeable,
    instance: 'small',
    setting: challenged,
    hypotheses: forChallenges,
    expect: { minimalSufficient: [Object.keys(forChallenges)] },
  },
];

export const theorem: AnyTheorem = defineTheorem({
  item: '1.2.3',
  title: 'Data Availability',
  says: 'A system has data availability if all data required to reconstruct the state is published and accessible to all.',
  instances: {
    calldata: { layer: 0, D: 2 },
    'calldata-two': { layer: 0, batches: 2, D: 2 },
    blob: { layer: 1, P: 2, D: 2 },
    'blob-two': { layer: 1, batches: 2, P: 2, D: 2 },
    committee: { layer: 2, n: 3, k: 2, f: 1, D: 2 },
    small: { layer: 3, c: 3, r: 2, B: 4, D: 4 },
    medium: { layer: 3, batches: 2, c: 2, r: 1, B: 2, D: 2 },
    channel: {},
    ...familyInstances,
  },
  claims: staying(claims, { challenge: measured }),
  lattices,
  frontiers,
});
