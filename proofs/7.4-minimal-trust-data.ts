/**
 * Direction 7.4 (Data availability solutions that minimize trust assumptions): what is decided so far.
 *
 * One layer in four kinds (1.2.3): calldata asks for nothing beyond L1; blobs for somebody who serves them after L1 has forgotten them; a committee
 * of n with f dishonest members and threshold k for f < k to be retrievable and k <= n - f to be certifiable at all; challenges for a node
 * awake within the window, and for a bridge that waits for both windows. By family: `1.2.3-families.ts`.
 *
 * What a failure does to the four levels of finality (1.2.4) and to the goals of 5.1.2, as the lattices there have it:
 *
 * | | soft | posted | final on L1 | final for the bridge | theft | leaving |
 * |---|---|---|---|---|---|---|
 * | withheld | stands | stands | stands | falls if an upgrade comes before the owner can leave | optimistic: yes; validity: no | no |
 * | challenge not resolved, batch empty | falls | falls | falls | stands iff c + r < B + 2 | | |
 *
 * The first row: `published` is in no minimal set of `needs-of-soft`, `-posted` and `-l1-final`, and in that of `needs-of-bridge-final`
 * which allows slow upgrades; D is in those of 5.1.2 but the one for theft from a validity rollup. The second: `1.2.3/becomes-empty` takes back
 * what was executed, whatever its level on L1, and `frontier-bridge` says when the bridge has not paid on it. Inclusion in time (1.2.1)
 * needs no data: what is forced through the inbox is on L1.
 *
 * Sampling asks for chance instead of trust: a light node that draws s chunks of m is convinced of a batch of which w are withheld
 * with probability (1 - w/m)^s, which random trials are held to. It can be convinced, which an exhaustive search shows.
 *
 * Not decided: encodings and their fraud proofs, adversaries who answer some nodes and not others, how many nodes together hold the batch.
 */

import { type AnyClaim, type AnyTheorem, defineTheorem } from '../checker/language/theorem.ts';
import { theorem as dataAvailability } from './1.2.3-data-availability.ts';
import { samplingClaims } from './7.4-sampling.ts';
import { instancesFor, selectedClaims, selectedFrontiers, selectedLattices } from './selected.ts';

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
  claims: [...samplingClaims, ...layers],
  lattices,
  frontiers,
});
