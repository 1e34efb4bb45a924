/**
 * Property 1.2.3 in each family, as determinacy: who sees only what is published knows the state. The observer remembers nothing but what is
 * on record.
 *
 * Rollups: what is on record is the contract with its batches, of a batch the order of its transactions where its data is published. Channels: the
 * contract alone; the states that the parties signed since are theirs, by design, so no assumption makes the property hold. Exit game: the
 * blocks of the plasma chain with what was withheld unseen. Bridge and interoperability: both chains, whose tokens are what the state is.
 */

import { determines, type Property } from '../checker/language/property.ts';
import type { AnyLattice, Claim, Hypothesis } from '../checker/language/theorem.ts';
import { confirmedCount, placeOfMine } from '../model/1.1.1-layer2-system.ts';
import { lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { type ExitGameView, exitGameSystem } from '../model/systems/exit-game.ts';
import { type MessageView, messageSystem } from '../model/systems/interoperability.ts';
import { type Layer2View, layer2 } from '../model/systems/layer2.ts';
import { type PaymentChannelView, paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { type StateChannelView, stateChannelSystem } from '../model/systems/state-channel.ts';

export const familyInstances: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  rollup: { C: 1, F: 1, E: 1, U: 1, batches: 2 },
  'payment-channel': { T: 3, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, restart: 0 },
  applications: { T: 2, E: 4, turns: 2, leaving: 0, kind0: 0, share0: 0, kind1: 1, share1: 0, tagged: 1 },
  exit: { H: 1, cap: 3, W: 3, moving: 1, leave: 0 },
  bridge: { transfers: 1, kc: 2, timeout: 2 },
  guarded: { guardsA: 2, guardsB: 2, guardsV: 3, threshold: 2 },
};

/** What a message that crosses can rest on; also for its finality (1.2.4). */
export const messageHypotheses: Readonly<Record<string, Hypothesis>> = {
  waitsForFinal: { says: 'B executes what is final on A', dropped: { parameters: { wait: 0 } } },
  cascade: { says: 'blocks of B fall with the blocks of A that they rely on', dropped: { without: ['cascade'] } },
  nothingFalls: { says: 'A announces nothing that falls', dropped: { powers: { invent: true, reach: 2 } } },
};

const postedOrder: Property<Layer2View> = determines(
  'record-determines-order',
  'What is on L1 and published tells whether the transaction is included, and in which batch.',
  {
    observe: ({ contract: { context }, owner }) => ({
      batches: context.batches.map(({ tx, claim, depth }, i) => ({
        tx: owner.context.published[i] === true ? tx : 'unknown',
        ...{ claim, depth },
      })),
      confirmed: confirmedCount(context.batches),
      upgraded: context.upgrade === 'executed',
    }),
    secret: ({ contract }) => placeOfMine(contract.context),
  },
);

const softState: Property<Layer2View> = determines(
  'record-determines-promises',
  'What is on L1 and published tells what the sequencer has executed.',
  {
    observe: ({ contract: { context } }) => ({ batches: context.batches }),
    secret: ({ sequencer }) => sequencer.context.promised,
  },
);

const channelState: Property<PaymentChannelView> = determines(
  'record-determines-balances',
  'The contract tells the balances of the channel.',
  {
    observe: ({ channel }) => ({ value: channel.value, context: channel.context }),
    secret: ({ states }) => states.map(({ context }) => context.signed),
  },
);

const applicationStates: Property<StateChannelView> = determines(
  'record-determines-applications',
  'The contract tells the states of the applications.',
  {
    observe: ({ contract }) => contract.context,
    secret: ({ signed }) => signed.map(({ context }) => context.chain),
  },
);

const ownership: Property<ExitGameView> = determines(
  'blocks-determine-ownership',
  'The published blocks and the contract tell whose the coin is.',
  {
    observe: ({ contract, chain }) => ({
      contract: contract.context,
      payment: chain.context.payment === 'published' ? 'published' : 'not published',
    }),
    secret: ({ chain }) => chain.context.payment === 'published' || chain.context.payment === 'withheld',
  },
);

const tokens: Property<BridgeView> = determines(
  'chains-determine-transfer',
  'The two chains tell what is locked and what is minted.',
  {
    observe: ({ escrow, target }) => ({
      escrow: escrow.map(({ value, context }) => ({ value, context })),
      target: target.map(({ value, context }) => ({ value, context })),
    }),
    secret: ({ escrow, target }) => ({
      locked: escrow.map((one) => one.matches({ deposit: 'locked' })),
      minted: target.map(({ context }) => context.minted),
    }),
  },
);

const crossing: Property<MessageView> = determines(
  'target-determines-source',
  'Where a message has settled on B, the record of B tells what became of its batch on A.',
  {
    observe: ({ messages, escrow }) => ({
      messages: messages.map(({ value, context }) => ({ value, minted: context.minted })),
      escrow: escrow.context.accounts,
    }),
    secret: ({ batches }) => batches[0]?.matches('reverted') === true,
    where: ({ messages }) => messages[0]?.matches({ execution: 'settled' }) === true,
  },
);

const rollupHypotheses = {
  published: { says: 'the data of every batch is published', dropped: { powers: { withhold: true } } },
  keptWord: { says: 'the sequencer posts what she confirmed', dropped: { powers: { equivocate: true } } },
  shallowReorg: { says: 'reorganisations reach F blocks at most', dropped: { powers: { reorg: 2 } } },
  correctClaims: { says: 'nobody claims a wrong state', dropped: { powers: { cheat: true } } },
} as const;

export const familyLattices: readonly AnyLattice[] = [
  {
    id: 'in-optimistic-rollup',
    says: 'What it takes that the record determines the posted order.',
    system: layer2,
    goal: postedOrder,
    instance: 'rollup',
    hypotheses: rollupHypotheses,
    expect: { minimalSufficient: [['published']] },
  },
  {
    id: 'in-validity-rollup',
    says: 'The same where claims come proved: a proof says that a state is right and not what it is.',
    system: layer2,
    goal: postedOrder,
    instance: 'rollup',
    setting: { parameters: { validity: 1 } },
    hypotheses: rollupHypotheses,
    expect: { minimalSufficient: [['published']] },
  },
  {
    id: 'in-exit-game',
    says: 'What it takes that the blocks determine whose a coin is.',
    system: exitGameSystem,
    goal: ownership,
    instance: 'exit',
    setting: { powers: { bonds: 1 } },
    hypotheses: {
      dataPublished: { says: 'no block is withheld', dropped: { powers: { withhold: true } } },
      honestSender: { says: 'the owner of the coin is honest', dropped: { powers: { rogueSender: true } } },
      provenStates: { says: 'no block contains a coin out of nowhere', dropped: { powers: { phantom: true } } },
    },
    expect: { minimalSufficient: [['dataPublished']] },
  },
  {
    id: 'in-bridge',
    says: 'Nothing: what a transfer is stands on the two chains.',
    system: lightClientBridge,
    goal: tokens,
    instance: 'bridge',
    hypotheses: {
      finalSource: { says: 'no block of the source is orphaned', dropped: { powers: { reorg: 2 } } },
      noForgery: { says: 'nobody makes messages up', dropped: { powers: { forge: true } } },
    },
    expect: { minimalSufficient: [[]] },
  },
  {
    id: 'in-interoperability',
    says: 'What it takes that users of B, who see B, know what became of what they rely on.',
    system: messageSystem,
    goal: crossing,
    instance: 'guarded',
    hypotheses: messageHypotheses,
    expect: { minimalSufficient: [['nothingFalls'], ['cascade'], ['waitsForFinal']] },
  },
];

type Counted = readonly [states: number, transitions: number, depth: number, steps: number];

function violated([states, transitions, depth, steps]: Counted): Claim<never>['expect'] {
  return { verdict: 'violated', states, transitions, depth, steps };
}

export const familyClaims: readonly [Claim<Layer2View>, Claim<PaymentChannelView>, Claim<StateChannelView>] = [
  {
    id: 'soft-in-rollup',
    reading: 'literal',
    says: 'The sequencer has executed a transaction that nobody else has seen.',
    system: layer2,
    property: softState,
    instance: 'rollup',
    expect: violated([6, 6, 1, 0]),
  },
  {
    id: 'in-payment-channel',
    reading: 'literal',
    says: 'The parties have signed a state; the contract shows another, or none.',
    system: paymentChannelSystem,
    property: channelState,
    instance: 'payment-channel',
    expect: violated([10, 10, 2, 1]),
  },
  {
    id: 'in-state-channel',
    reading: 'literal',
    says: 'The participants have moved on in an application; the contract has not heard of it.',
    system: stateChannelSystem,
    property: applicationStates,
    instance: 'applications',
    expect: violated([6, 5, 1, 0]),
  },
];
