/**
 * Direction 7.3 (Composability of different Layer 2 solutions): what is decided so far.
 *
 * Within a channel (3.2.3): a channel with two applications is, seen from each, a channel with that one alone, a refinement that is decided on
 * the product of both. Of the five clauses no set that leaves one out suffices; the lattice says which can be replaced by what. That state
 * spaces are disjoint is none of them: tagging makes any two disjoint and changes no run (`test/proofs/3.2.3.test.ts`).
 *
 * Across layers: a channel on a rollup, the machines of 3.1.3 on those of a sequencer that stands still or ignores the party
 * (`7.3-channel-on-rollup.ts`). What counts is what the window counts: G + K < T in blocks of L1, D + O < T with forced inclusion, K < T in
 * blocks of the rollup. A payment across two layers by HTLCs (3.1.3), each layer's blocks counted as L1's: the timelocks have to
 * be further apart than what is lost on the way on both, K + t_out < t_in.
 *
 * Not decided: applications that call each other, fees, more than two layers, shared sequencers.
 */

import { type AnyTheorem, defineTheorem } from '../checker/language/theorem.ts';
import { theorem as channelSafety } from './3.1.3-channel-safety.ts';
import { theorem as composability } from './3.2.3-composability.ts';
import { rollupChannelClaims, rollupChannelFrontiers } from './7.3-channel-on-rollup.ts';
import { instancesFor, selectedClaims, selectedFrontiers, selectedLattices, withOwnInstances } from './selected.ts';

const channel = withOwnInstances(channelSafety, 'channel');
const channelClaims = selectedClaims(channel, 'htlc-same-timelock', 'htlc-repaired', 'htlc-paid-through');
const channelFrontiers = selectedFrontiers(channel, 'htlc');

export const theorem: AnyTheorem = defineTheorem({
  item: '7.3',
  title: 'Composability',
  says: 'What is alone is as if alone: within a channel under five clauses, across layers under inequalities of time.',
  instances: {
    ...instancesFor(channel, [...channelClaims, ...channelFrontiers]),
    ...composability.instances,
    'channel-on-rollup': { T: 3, updates: 2, balanceA: 1, balanceB: 1, clock: 0, D: 2 },
  },
  claims: [
    ...selectedClaims(
      composability,
      'first-as-if-alone',
      'second-as-if-alone',
      'alone-without-own-collateral',
      'alone-without-bind-application',
      'alone-without-own-turn',
      'alone-without-own-challenge',
      'alone-without-own-reads',
    ),
    ...channelClaims,
    ...rollupChannelClaims,
  ],
  lattices: selectedLattices(composability, 'assumptions-as-if-alone'),
  frontiers: [...channelFrontiers, ...rollupChannelFrontiers],
});
