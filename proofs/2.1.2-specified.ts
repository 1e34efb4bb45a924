/** OptimisticRollup, the module of Definition 2.1.1 and Theorem 2.1.2: how states of the machines are states of it. */

import type { Property } from '../checker/language/property.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type OptimisticView, optimisticRollupSystem } from '../model/systems/optimistic-rollup.ts';
import { expected } from './2.1.2-expected.ts';
import { sameGraph, specified } from './specified.ts';

const place = (index: number | 'genesis'): number => (index === 'genesis' ? 0 : index + 1);

export function optimisticRollupSpecified(module?: URL): Property<OptimisticView> {
  return specified<OptimisticView>(
    'OptimisticRollup',
    {
      constants: ({ parameters: { C = 0, batches = 0, dataDelay = 0, reactionDelay = 0 }, powers }) => ({
        ...{ C, Batches: batches, DataDelay: dataDelay, ReactionDelay: reactionDelay },
        ...{ Cheats: powers.cheat === true, Withholds: powers.withhold === true, Bogus: powers.bogusProof === true },
        ...{ Censorship: Number(powers.censor), Naps: Number(powers.offline), Stake: powers.unfunded === true ? 0 : 1 },
      }),
      variables: {
        batches: ({ rollup }) =>
          rollup.context.batches.map(({ parent, post, age, status }) => ({
            ...{ parent: place(parent), user: post.user, age, status },
          })),
        stakes: ({ rollup }) => ({ ...rollup.context.stakes }),
        seen: ({ validator, sequencer, network }) =>
          validator.context.seen.map(({ hasData, proof, waited }, i) => ({
            data: hasData ? 'here' : sequencer.context.withheld.includes(i) ? 'withheld' : 'slow',
            late: network.context.travelling.find(({ batch }) => batch === i)?.blocks ?? 0,
            ...{ proof, waited },
          })),
        censorship: ({ l1 }) => l1.context.censorship,
        naps: ({ validator }) => validator.context.naps,
      },
    },
    module,
  );
}

export const specifiedClaim: Claim<OptimisticView> = {
  id: 'specified',
  reading: 'conformance',
  says: 'The TLA+ module OptimisticRollup has the same reachable graph as the machines of the optimistic rollup.',
  system: optimisticRollupSystem,
  property: optimisticRollupSpecified(),
  instance: 'small',
  setting: { powers: { cheat: true, bogusProof: true, censor: 1, offline: 1 } },
  expect: sameGraph(expected),
};
