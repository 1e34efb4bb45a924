/**
 * The optimistic rollup as a system: L1, rollup contract, sequencer, data network, honest validator.
 *
 * The adversary plays everybody else: sequencer, block builder, the other validators, holder of the upgrade key. What she may do
 * beyond posting honest batches are the powers, all off unless a check turns them on.
 */

import { noPayload, oneOf, payloads, range, subsetsOf } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { clientOf, optimisticRollup, type RollupState } from '../2.1.1-optimistic-rollup.ts';
import { dataAvailability, type NetworkState } from '../data-availability.ts';
import { honestValidator, type ValidatorState } from '../honest-validator.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';
import type { Block, OfBatch, Parent, Post } from '../optimistic-events.ts';
import { type SequencerState, sequencer } from '../sequencer.ts';

export type OptimisticView = {
  readonly l1: BaseLayerState;
  readonly rollup: RollupState;
  readonly sequencer: SequencerState;
  readonly network: NetworkState;
  readonly validator: ValidatorState;
};

type ParameterName = 'C' | 'batches' | 'dataDelay' | 'reactionDelay';
type PowerName = 'cheat' | 'withhold' | 'censor' | 'offline' | 'order' | 'bogusProof' | 'unfunded' | 'upgrade';
type RuleName =
  | 'cascade'
  | 'challengeBeforeFinalise'
  | 'completeVerifier'
  | 'soundVerifier'
  | 'takesBond'
  | 'conservesValue';

export const optimisticRollupSystem: System<OptimisticView> = defineSystem<
  OptimisticView,
  ParameterName,
  PowerName,
  RuleName
>({
  name: 'optimistic-rollup',
  says: 'Batches on L1, a challenge period, single-shot fraud proofs, one honest validator against everybody else.',
  parameters: {
    C: { says: 'challenge period, in L1 blocks', default: 3, least: 1, greatest: 12 },
    batches: { says: 'batches posted in all', default: 2, least: 1, greatest: 5 },
    dataDelay: {
      says: 'blocks until published data reaches the validator, at most',
      default: 0,
      least: 0,
      greatest: 6,
    },
    reactionDelay: { says: 'blocks the validator may take to react, at most', default: 0, least: 0, greatest: 6 },
  },
  powers: {
    cheat: { kind: 'toggle', says: 'the sequencer posts wrong post-states' },
    withhold: { kind: 'toggle', says: 'the sequencer keeps the data of a batch back' },
    censor: { kind: 'budget', greatest: 12, says: 'L1 blocks in which honest transactions are left out, in all' },
    offline: {
      kind: 'budget',
      greatest: 12,
      says: 'blocks that the validator sleeps through while it owes a proof, in all',
    },
    order: { kind: 'toggle', says: 'the builder chooses the order of transactions inside a block' },
    bogusProof: { kind: 'toggle', says: 'an outsider submits fraud proofs against valid batches' },
    unfunded: { kind: 'toggle', says: 'the validator cannot pay the bond of a proof' },
    upgrade: { kind: 'toggle', says: 'whoever holds the key replaces the contract at once' },
  },
  rules: {
    cascade: { says: 'removing a batch removes its descendants' },
    challengeBeforeFinalise: { says: 'challenges take effect before the same block finalises' },
    completeVerifier: { says: 'the verifier F accepts a proof against every invalid transition' },
    soundVerifier: { says: 'the verifier F accepts no proof against a valid transition' },
    takesBond: { says: 'a batch is posted with a bond of its sequencer' },
    // Another client is another idea of a valid batch: what a bogus proof did to a valid one may no longer be wrong.
    conservesValue: { says: 'the client that sequencer, validators and verifier run makes no money', givesMoves: true },
  },
  parties: {
    sequencer: 'adversary',
    builder: 'adversary',
    admin: 'adversary',
    validator: 'honest',
    l1: 'environment',
    network: 'environment',
  },
  compose: ({ parameters: { C, batches, dataDelay, reactionDelay }, powers, rules }) => {
    const batch = range(0, batches - 1);
    const each = payloads<OfBatch>({ batch });
    const no = oneOf(false);
    const maybe = oneOf(false, true);
    const dataChoices: readonly Post['data'][] = [
      'published',
      ...(dataDelay > 0 ? (['slow'] as const) : []),
      ...(powers.withhold === true ? (['withheld'] as const) : []),
    ];
    // With the rule in force the order inside a block has no effect, so the builder is not asked for it.
    const chooses = powers.order === true && !rules.challengeBeforeFinalise;
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        rollup: component(optimisticRollup, {
          challengePeriod: C,
          capacity: batches,
          validatorStake: powers.unfunded === true ? 0 : 1,
          rules,
        }),
        sequencer: component(sequencer, undefined),
        network: component(dataAvailability, { dataDelay }),
        validator: component(honestValidator, {
          ...{ capacity: batches, reactionDelay, naps: Number(powers.offline) },
          client: clientOf(rules),
        }),
      },
      events: {
        POST: event<Post>(
          'sequencer',
          payloads<Post>({
            parent: oneOf<Parent>('genesis', ...range(0, batches - 2).values),
            claim: powers.cheat === true ? oneOf('correct', 'steal') : oneOf('correct'),
            data: oneOf(...dataChoices),
          }),
        ),
        DELIVER: event<OfBatch>('network', dataDelay > 0 ? each : []),
        PUBLISH: event<OfBatch>('sequencer', powers.withhold === true ? each : []),
        FRAUD: event<OfBatch>('validator', powers.cheat === true ? each : []),
        BLOCK: event<Block>(
          ({ censors, bogus, first }) => (censors || bogus !== 'none' || first === 'finalisation' ? 'builder' : 'l1'),
          payloads<Block>({
            proofs: powers.cheat === true ? subsetsOf(batch) : oneOf([]),
            bogus: oneOf<Block['bogus']>('none', ...(powers.bogusProof === true ? batch.values : [])),
            first: chooses ? oneOf('challenges', 'finalisation') : oneOf('challenges'),
            censors: Number(powers.censor) > 0 ? maybe : no,
            asleep: Number(powers.offline) > 0 ? maybe : no,
          }),
        ),
        UPGRADE: event('admin', powers.upgrade === true ? noPayload : []),
      },
    };
  },
});
