import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always, reachable } from '../../checker/language/property.ts';
import { type AnySystem, configure, type Setting } from '../../checker/language/system.ts';
import { type GlobalState, ReferenceComposition } from '../../checker/trace/composition.ts';
import { replay } from '../../checker/trace/replay.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { committeeBridge, lightClientBridge } from '../../model/systems/bridge.ts';
import { bindingSystem, hidingSystem } from '../../model/systems/commitment.ts';
import { confirmationSystem, sharedWindowSystem } from '../../model/systems/confirmation.ts';
import { dataAvailabilitySystem } from '../../model/systems/data-availability.ts';
import { disputeSystem } from '../../model/systems/dispute.ts';
import { exitGameSystem } from '../../model/systems/exit-game.ts';
import { freeDisputeSystem } from '../../model/systems/free-dispute.ts';
import { htlcHopSystem } from '../../model/systems/htlc-hop.ts';
import { inclusionSystem } from '../../model/systems/inclusion.ts';
import { interopBlocksSystem } from '../../model/systems/interop-blocks.ts';
import { intentSystem, messageSystem } from '../../model/systems/interoperability.ts';
import { layer2 } from '../../model/systems/layer2.ts';
import { massClosingSystem } from '../../model/systems/mass-closing.ts';
import { optimisticBridge } from '../../model/systems/optimistic-bridge.ts';
import { optimisticRollupSystem } from '../../model/systems/optimistic-rollup.ts';
import { paymentChannelSystem } from '../../model/systems/payment-channel.ts';
import { pairChannel, soloChannels, stateChannelSystem } from '../../model/systems/state-channel.ts';
import { transactionSystem } from '../../model/systems/transactions.ts';
import { watchedChannelSystem } from '../../model/systems/watched-channel.ts';
import { zkRollupSystem } from '../../model/systems/zk-rollup.ts';
import { twoPhaseCommit } from '../bench/two-phase-commit.ts';
import { plain } from '../small-system.ts';
import { expectAgreement } from './agreement.ts';
import { naiveSearch, textOfState } from './naive.ts';
import { randomSystem } from './random-system.ts';

const everything: Setting = {
  parameters: { C: 2 },
  powers: { cheat: true, withhold: true, censor: 1, offline: 1, order: true, bogusProof: true, upgrade: true },
};

const settings: readonly (readonly [string, AnySystem, Setting])[] = [
  ['optimistic rollup, no powers', optimisticRollupSystem, {}],
  ['optimistic rollup, a cheat', optimisticRollupSystem, { powers: { cheat: true } }],
  [
    'optimistic rollup, the repaired adversary',
    optimisticRollupSystem,
    { powers: { cheat: true, order: true, bogusProof: true, censor: 2 } },
  ],
  ['optimistic rollup, every power at once', optimisticRollupSystem, everything],
  [
    'optimistic rollup, delays',
    optimisticRollupSystem,
    { parameters: { C: 2, dataDelay: 1, reactionDelay: 1 }, powers: { cheat: true, censor: 1 } },
  ],
  [
    'optimistic rollup, no rule left',
    optimisticRollupSystem,
    { ...everything, without: ['cascade', 'challengeBeforeFinalise', 'completeVerifier', 'soundVerifier'] },
  ],
  [
    'optimistic rollup, unfunded, one batch',
    optimisticRollupSystem,
    { parameters: { batches: 1 }, powers: { cheat: true, unfunded: true } },
  ],
  ['dispute', disputeSystem, {}],
  [
    'dispute, an honest asserter, censorship',
    disputeSystem,
    { parameters: { honestAsserter: 1 }, powers: { censor: 2 } },
  ],
  ['free dispute', freeDisputeSystem, {}],
  [
    'free dispute, an honest asserter, censorship, late',
    freeDisputeSystem,
    { parameters: { honestAsserter: 1 }, powers: { censor: 1, late: 1 } },
  ],
  ['inclusion', inclusionSystem, {}],
  ['confirmation, one challenge at a time', confirmationSystem, { powers: { collude: true }, without: ['concurrent'] }],
  ['shared window', sharedWindowSystem, { powers: { censor: true } }],
  [
    'Layer 2 system, one batch, most powers at once',
    layer2,
    {
      parameters: { batches: 1, C: 1, F: 1, E: 1, U: 1 },
      powers: { equivocate: true, cheat: true, censor: 1, reorg: 1, upgrade: true },
    },
  ],
  [
    'Layer 2 system with validity proofs, no rule left',
    layer2,
    {
      parameters: { batches: 1, validity: 1, F: 1, E: 1, U: 1 },
      powers: { cheat: true, unsoundProof: true, upgrade: true },
      without: Object.keys(layer2.rules),
    },
  ],
  [
    'Layer 2 system, two batches that go with their claims',
    layer2,
    { parameters: { C: 1, F: 1, E: 1 }, powers: { cheat: true, censor: 1 }, without: ['inputsSeparate'] },
  ],
  [
    'bridge by light clients, two transfers',
    lightClientBridge,
    { parameters: { kc: 1, timeout: 1 }, powers: { reorg: 1 } },
  ],
  [
    'bridge by light clients, one transfer, every power at once',
    lightClientBridge,
    { parameters: { transfers: 1 }, powers: { reorg: 2, forge: true, split: true, fail: true } },
  ],
  [
    'bridge by light clients, no rule left',
    lightClientBridge,
    {
      parameters: { transfers: 1, kc: 0, timeout: 1 },
      powers: { reorg: 1, fail: true },
      without: Object.keys(lightClientBridge.rules),
    },
  ],
  [
    'bridge by a committee, one transfer, every power at once',
    committeeBridge,
    { parameters: { transfers: 1 }, powers: { reorg: 2, forge: true, split: true, keys: 1 } },
  ],
  [
    'bridge by a committee whose keys can be seized',
    committeeBridge,
    {
      parameters: { transfers: 1, n: 1, k: 1, kc: 0, timeout: 1 },
      powers: { seize: true },
      without: ['confinedCalls'],
    },
  ],
  [
    'bridge by light clients that freeze',
    lightClientBridge,
    { parameters: { transfers: 1, timeout: 1 }, powers: { freeze: true, fail: true }, without: ['spentOnSuccess'] },
  ],
  [
    'bridge of disputable claims',
    optimisticBridge,
    { parameters: { transfers: 1, kc: 1, window: 1 }, powers: { reorg: 1, forge: true, miss: 1 } },
  ],
  [
    'messages between two rollups, one guard a layer and all of them corruptible',
    messageSystem,
    {
      parameters: { guardsA: 1, guardsB: 1, guardsV: 1, threshold: 1, wait: 0 },
      powers: { invent: true, reach: 2, a1: true, v1: true },
    },
  ],
  [
    'intents between two rollups, no rule left',
    intentSystem,
    {
      parameters: { guardsA: 0, patience: 0, wait: 1 },
      powers: { invent: true, reach: 1 },
      without: Object.keys(intentSystem.rules),
    },
  ],
  [
    'blocks of one timestamp, no rule left',
    interopBlocksSystem,
    { powers: { drop: true }, without: Object.keys(interopBlocksSystem.rules) },
  ],
  ['payment channel, no powers', paymentChannelSystem, {}],
  [
    'payment channel, the repaired adversary',
    paymentChannelSystem,
    {
      powers: {
        ...{ order: true, equivocate: true, overdraw: true, fakeFunding: true, replayChannel: true },
        ...{ censor: 1, offline: 1 },
      },
    },
  ],
  [
    'payment channel, no rule left',
    paymentChannelSystem,
    {
      parameters: { T: 1, updates: 1, balanceB: 0 },
      powers: { order: true, fakeFunding: true, replayChannel: true, censor: 1 },
      without: Object.keys(paymentChannelSystem.rules),
    },
  ],
  [
    'payment channel with a tower, told late and misfiring',
    watchedChannelSystem,
    {
      parameters: { T: 2, updates: 1, tellDelay: 1, towerDelay: 1 },
      powers: { order: true, offline: 2, towerOffline: 1, censor: 1, misfires: true },
    },
  ],
  [
    'payment channel with a tower, penalties, untold',
    watchedChannelSystem,
    {
      parameters: { T: 2, updates: 1, penalty: 1 },
      powers: { offline: 2, towerOffline: 1, censor: 1 },
      without: ['tellsTower'],
    },
  ],
  ['ZK rollup, a deposit, no payments, no powers', zkRollupSystem, { parameters: { payments: 0 } }],
  [
    'ZK rollup, withheld data and crashes',
    zkRollupSystem,
    {
      parameters: { deposits: 0, payments: 0 },
      powers: { withhold: true, crashProver: true, crashSequencer: true },
    },
  ],
  [
    'ZK rollup, another key, other data, censorship',
    zkRollupSystem,
    { parameters: { U: 1, deposits: 0, payments: 0, D: 0 }, powers: { swapData: true, upgrade: true, censor: 1 } },
  ],
  [
    'ZK rollup, no rule left',
    zkRollupSystem,
    {
      parameters: { deposits: 0, payments: 0, D: 0 },
      powers: { swapData: true, skipInbox: true, staleProof: 1 },
      without: Object.keys(zkRollupSystem.rules),
    },
  ],
  ['commitment, what binds', bindingSystem, { powers: { collision: true }, without: ['canonicalPositions'] }],
  ['commitment, what binds, no rule left', bindingSystem, { without: Object.keys(bindingSystem.rules) }],
  ['commitment, what hides', hidingSystem, { powers: { opening: true, publication: true } }],
  ['channels closed at once, a block filled', massClosingSystem, { parameters: { n: 3 }, powers: { congest: 1 } }],
  ['a forwarded payment, no powers', htlcHopSystem, {}],
  [
    'a forwarded payment, every power at once, no rule left',
    htlcHopSystem,
    {
      parameters: { reactionDelay: 1 },
      powers: { censor: 1, evict: 1, offline: 1, order: true },
      without: Object.keys(htlcHopSystem.rules),
    },
  ],
  [
    'state channel, payments and a claim, one turn, shared challenge',
    stateChannelSystem,
    {
      parameters: { turns: 1, kind1: 1, share1: 0, E: 2, tagged: 2 },
      powers: { frontRun: true },
      without: ['ownChallenge'],
    },
  ],
  [
    'state channel, a game and payments, one turn, no rule left',
    stateChannelSystem,
    { parameters: { turns: 1, kind0: 2 }, without: Object.keys(stateChannelSystem.rules) },
  ],
  [
    'state channel, a claim alone, every power at once',
    soloChannels[1],
    { parameters: { kind1: 1, share1: 0, leaving: 1, turns: 3 }, powers: { frontRun: true, censor: 2 } },
  ],
  [
    'state channel, the pair',
    pairChannel,
    { parameters: { kind1: 1, share1: 0, share0: 1 }, powers: { frontRun: true } },
  ],
  [
    'exit game, a crowd that leaves',
    exitGameSystem,
    {
      parameters: { H: 3, cap: 1, reactionDelay: 1 },
      powers: { withhold: true, phantom: true, bonds: 1, congest: 1, offline: 1 },
    },
  ],
  [
    'exit game, a coin that is watched',
    exitGameSystem,
    {
      parameters: { H: 1, cap: 2, moving: 1, leave: 0 },
      powers: { rogueSender: true, bonds: 2 },
    },
  ],
  [
    'exit game, an honest sender, no rule left',
    exitGameSystem,
    {
      parameters: { H: 1, cap: 2, moving: 1, ageAlone: 1, payouts: 1 },
      powers: { withhold: true, phantom: true, bonds: 1 },
      without: Object.keys(exitGameSystem.rules),
    },
  ],
  [
    'transactions, every power at once',
    transactionSystem,
    { powers: { fork: true, alter: true, reorg: true, censor: 1 } },
  ],
  [
    'transactions, no rule left',
    transactionSystem,
    {
      parameters: { txs: 1, L: 1 },
      powers: { fork: true, alter: true },
      without: Object.keys(transactionSystem.rules),
    },
  ],
  ['data availability, calldata', dataAvailabilitySystem, { parameters: { D: 2 }, powers: { late: true } }],
  [
    'data availability, a committee that lies, no rule left',
    dataAvailabilitySystem,
    {
      parameters: { layer: 2, D: 2, f: 2 },
      powers: { late: true, collude: true },
      without: Object.keys(dataAvailabilitySystem.rules),
    },
  ],
  [
    'data availability, challenges, every power at once',
    dataAvailabilitySystem,
    {
      parameters: { layer: 3, c: 2, r: 1, B: 2, D: 2, delay: 0 },
      powers: { late: true, withhold: true, favour: true, rogueChallenge: true, congest: 1, offline: 1 },
    },
  ],
  [
    'payment channel, penalties, messages, no rule left',
    paymentChannelSystem,
    {
      parameters: { T: 1, updates: 1, balanceB: 0, penalty: 1, messages: 1 },
      powers: { censor: 1, offline: 1 },
      without: Object.keys(paymentChannelSystem.rules),
    },
  ],
  ['two-phase commit, n = 1', twoPhaseCommit, { parameters: { n: 1 } }],
  ['two-phase commit, n = 2', twoPhaseCommit, { parameters: { n: 2 } }],
  ['two-phase commit, n = 3', twoPhaseCommit, { parameters: { n: 3 } }],
];

describe('the kernel takes exactly the steps that xstate takes', () => {
  test.each(settings)('in every state and for every event of %s', async (_, system, setting) => {
    const configuration = configure(system, setting);
    const naive = naiveSearch(system, configuration, 4_000);
    if (naive === undefined) throw new Error('too many states for this test');
    expect(naive.states.size).toBeGreaterThan(5);
    await expectAgreement(system, configuration, naive);
  });
});

describe('on systems drawn at random', () => {
  const most = 200;
  const seed = 0x2b1d;

  test(`states, transitions, depth and every single step agree (seed ${seed})`, async () => {
    const sizes: number[] = [];
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system }) => {
        const naive = naiveSearch(system, plain(system), most);
        // Too many states are slow, fewer than three teach nothing.
        fc.pre(naive !== undefined && naive.states.size >= 3);
        sizes.push(naive.states.size);
        await expectAgreement(system, plain(system), naive);
      }),
      { seed, numRuns: 90 },
    );
    expect(sizes.filter((size) => size >= 50).length).toBeGreaterThan(8);
  });

  test(`verdict, length of the trace and its last state agree with the obvious search (seed ${seed})`, async () => {
    const seen = { violated: 0, exhausted: 0 };
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system, holds }) => {
        const configuration = plain(system);
        const naive = naiveSearch(system, configuration, most);
        fc.pre(naive !== undefined && naive.states.size >= 3);
        const { names } = new ReferenceComposition(system, configuration);
        const viewOf = (state: GlobalState): Parameters<typeof holds>[0] => ({
          ...Object.fromEntries(names.map((name, c) => [name, state[c] as never])),
          copies: state.filter((_, c) => names[c]?.startsWith('copies[')),
        });
        const wrong = [...naive.states].filter(([, state]) => !holds(withoutEmpty(viewOf(state))));
        const nearest = Math.min(...wrong.map(([text]) => naive.distance.get(text) as number));
        const [invariant, witness] = await decide(system, configuration, [
          always('holds', 'It holds.', holds as never),
          reachable('found', 'It fails somewhere.', ((view: Parameters<typeof holds>[0]) => !holds(view)) as never),
        ]);
        if (invariant === undefined || witness === undefined) throw new Error('two verdicts');
        expect([invariant.verdict, witness.verdict]).toEqual(
          wrong.length > 0 ? ['violated', 'exhausted'] : ['exhausted', 'violated'],
        );
        expect(witness.counts.states).toBe(naive.states.size);
        seen[wrong.length > 0 ? 'violated' : 'exhausted']++;
        for (const { trace } of [invariant, witness]) {
          if (trace === null) {
            expect(wrong).toEqual([]);
            continue;
          }
          expect(trace.steps).toHaveLength(nearest);
          const { states } = replay(system, configuration, trace.steps, 'PL-313', trace.states);
          const last = states.at(-1) as GlobalState;
          expect(holds(withoutEmpty(viewOf(last)))).toBe(false);
          expect(new Set(states.map(textOfState)).size).toBe(states.length);
        }
      }),
      { seed, numRuns: 90 },
    );
    expect(Math.min(seen.violated, seen.exhausted)).toBeGreaterThan(10);
  });
});

type Viewed = Parameters<(typeof randomSystem extends fc.Arbitrary<infer R> ? R : never)['holds']>[0];

/** A system without copies has no group of them. */
function withoutEmpty(view: Viewed): Viewed {
  const { copies, ...rest } = view;
  return Array.isArray(copies) && copies.length === 0 ? rest : view;
}
