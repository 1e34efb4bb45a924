/** ZkRollup, the module of Definition 2.2.1: how states of the machines are states of it. */

import type { Property } from '../checker/language/property.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type ZkRollupView, zkRollupSystem } from '../model/systems/zk-rollup.ts';
import { expected } from './2.2.2-expected.ts';
import { sameGraph, specified } from './specified.ts';

/** Without upgrades, guardian, delay and proofs that are handed in again. */
export function zkRollupSpecified(module?: URL): Property<ZkRollupView> {
  return specified<ZkRollupView>(
    'ZkRollup',
    {
      constants: ({ parameters: { D = 0, payments = 0, deposits = 0 }, powers }) => ({
        ...{ D, Payments: payments, Deposits: deposits, Censorship: Number(powers.censor) },
        ...{
          Cheats: powers.cheat === true,
          SwapsData: powers.swapData === true,
          SkipsInbox: powers.skipInbox === true,
        },
        ...{ Withholds: powers.withhold === true, Unsound: powers.unsoundProof === true },
        MayCrash: new Set([
          ...(powers.crashSequencer === true ? ['sequencer'] : []),
          ...(powers.crashProver === true ? ['prover'] : []),
        ]),
      }),
      variables: {
        phase: ({ rollup }) =>
          ['awaiting', 'committed', 'proven'].find((active) => rollup.matches({ active })) ?? 'frozen',
        root: ({ rollup }) => ({ ...rollup.context.root }),
        batch: ({ rollup: { context } }) =>
          context.batch === 'none' ? { data: 'no batch' } : { ...context.batch, post: { ...context.batch.post } },
        escrow: ({ rollup }) => rollup.context.escrow,
        escaped: ({ rollup }) => new Set(rollup.context.escaped),
        queue: ({ inbox }) => inbox.context.queue.map((waiting) => ({ ...waiting })),
        taken: ({ inbox }) => inbox.context.taken,
        proofs: ({ prover }) => new Set(prover.context.proofs.map(({ data, inbox }) => [data, inbox])),
        hasData: ({ prover }) => prover.context.hasData,
        sequenced: ({ sequencer }) => sequencer.context.sequenced,
        withholds: ({ sequencer }) => sequencer.context.withholds,
        crashed: ({ sequencer, prover }) =>
          new Set([
            ...(sequencer.matches('crashed') ? ['sequencer'] : []),
            ...(prover.matches('crashed') ? ['prover'] : []),
          ]),
        signed: ({ alice }) => alice.context.signed,
        debits: ({ alice }) => alice.context.debits,
        deposited: ({ alice }) => alice.context.deposited,
        pending: ({ alice }) => alice.context.pending,
        asked: ({ alice }) => alice.context.asked,
        isOut: ({ alice }) => alice.context.isOut,
        unseen: ({ alice }) => alice.context.unseen,
        blind: ({ alice }) => alice.context.blind,
        censorship: ({ l1 }) => l1.context.censorship,
      },
    },
    module,
  );
}

export const specifiedClaim: Claim<ZkRollupView> = {
  id: 'specified',
  reading: 'conformance',
  says: 'The TLA+ module ZkRollup has the same reachable graph as the machines of the ZK rollup.',
  system: zkRollupSystem,
  property: zkRollupSpecified(),
  instance: 'small',
  setting: { powers: { cheat: true, swapData: true, skipInbox: true } },
  expect: sameGraph(expected),
};
