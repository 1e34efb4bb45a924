/**
 * Direction 7.4 (Data availability solutions that minimize trust assumptions): what is decided so far.
 *
 * One layer in four kinds (1.2.3): calldata asks for nothing beyond L1; blobs for somebody who serves them after L1 has forgotten them; a committee
 * of n with f dishonest members and threshold k for f < k to be retrievable and k <= n - f to be certifiable at all; challenges for a node
 * awake within the window, and for a bridge that waits for both windows. By family: `1.2.3-families.ts`.
 *
 * Sampling asks for chance instead of trust: a light node that draws s chunks of m is convinced of a batch of which w are withheld
 * with probability (1 - w/m)^s, which random trials are held to. It can be convinced, which an exhaustive search shows.
 *
 * Not decided: encodings and their fraud proofs, adversaries who answer some nodes and not others, how many nodes together hold the batch.
 */

import { always, type Property } from '../checker/language/property.ts';
import { trial } from '../checker/language/sampled.ts';
import { type AnyClaim, type AnyTheorem, type Claim, defineTheorem } from '../checker/language/theorem.ts';
import { dataSamplingSystem, type SamplingView } from '../model/data-sampling.ts';
import { theorem as dataAvailability } from './1.2.3-data-availability.ts';
import { instancesFor, selectedClaims, selectedFrontiers, selectedLattices } from './selected.ts';

const neverFooled: Property<SamplingView> = always(
  'never-fooled',
  'A node is not convinced of a batch of which chunks are withheld.',
  ({ node }) => !node.matches('convinced') || node.context.withheld === 0,
);

const fooled: Property<SamplingView> = trial(
  'fooled-by-chance',
  'A node is convinced of a withheld batch with probability (1 - w/m)^s.',
  {
    draw: (random, { parameters: { m, w, s } }) =>
      Array.from({ length: Number(s) }, () => random.integer(0, Number(m) - 1)).every((chunk) => chunk >= Number(w)),
    equals: ({ parameters: { m, w, s } }) => (1 - Number(w) / Number(m)) ** Number(s),
  },
);

const sampling: readonly Claim<SamplingView>[] = [
  {
    id: 'lucky-samples',
    reading: 'literal',
    says: 'Four samples of eight chunks, five of them withheld: all four can happen to be served.',
    system: dataSamplingSystem,
    property: neverFooled,
    instance: 'sampling',
    expect: { verdict: 'violated', states: 9, transitions: 32, depth: 4, steps: 4 },
  },
  {
    id: 'chance-of-being-fooled',
    reading: 'repaired',
    says: 'Four samples: (3/8)^4, about one in fifty.',
    system: dataSamplingSystem,
    property: fooled,
    instance: 'sampling',
    expect: { verdict: 'sampled', states: 0, transitions: 0, depth: 0, successes: 211 },
  },
  {
    id: 'chance-with-more-samples',
    reading: 'repaired',
    says: 'Eight samples: (3/8)^8, about one in 2,500.',
    system: dataSamplingSystem,
    property: fooled,
    instance: 'sampling',
    setting: { parameters: { s: 8 } },
    expect: { verdict: 'sampled', states: 0, transitions: 0, depth: 0, successes: 7 },
  },
];

const layers: readonly AnyClaim[] = selectedClaims(
  dataAvailability,
  'calldata',
  'blob',
  'committee',
  'committee-certifies',
  'committee-of-liars',
  'pruned-blob',
  'without-honest-threshold',
  'without-honest-quorum',
  'one-honest-holder',
);
const lattices = selectedLattices(dataAvailability, 'assumptions-blob', 'assumptions-challenge');
const frontiers = selectedFrontiers(
  dataAvailability,
  'frontier-retrievable',
  'frontier-certifiable',
  'frontier-bridge',
);

export const theorem: AnyTheorem = defineTheorem({
  item: '7.4',
  title: 'Minimal-trust data availability',
  says: 'What each kind of data layer asks for, and what chance can replace.',
  instances: {
    ...instancesFor(dataAvailability, [...layers, ...lattices, ...frontiers]),
    sampling: { m: 8, w: 5, s: 4 },
  },
  claims: [...sampling, ...layers],
  lattices,
  frontiers,
});
