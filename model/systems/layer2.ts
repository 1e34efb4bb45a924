/**
 * A Layer 2 system as a whole: L1 contract, sequencer, bridge, validator, owner of a deposit, in the family that the terms choose.
 *
 * What Property 1.2.4 and Theorem 5.1.2 are about: levels of finality, and what each goal needs of whom. The adversary plays the sequencer,
 * the builders of blocks and the holder of the upgrade key.
 */

import { noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { type Layer2State, layer2System } from '../1.1.1-layer2-system.ts';
import { type Layer2BridgeState, layer2Bridge } from '../layer2-bridge.ts';
import type { Assert, Block, Confirm, Exit, Post, Reorg, TxName } from '../layer2-events.ts';
import {
  type Layer2BuilderState,
  type Layer2OwnerState,
  type Layer2SequencerState,
  type Layer2ValidatorState,
  layer2Builder,
  layer2Owner,
  layer2Sequencer,
  layer2Validator,
} from '../layer2-parties.ts';

export type Layer2View = {
  readonly contract: Layer2State;
  readonly bridge: Layer2BridgeState;
  readonly sequencer: Layer2SequencerState;
  readonly validator: Layer2ValidatorState;
  readonly owner: Layer2OwnerState;
  readonly builder: Layer2BuilderState;
};

type ParameterName = 'validity' | 'C' | 'F' | 'E' | 'U' | 'batches';
type PowerName =
  | 'equivocate'
  | 'cheat'
  | 'withhold'
  | 'absent'
  | 'censor'
  | 'reorg'
  | 'unsoundProof'
  | 'upgrade'
  | 'pause';
type RuleName = 'inputsSeparate' | 'bridgeWaits' | 'upgradeWaits';

export const layer2: System<Layer2View> = defineSystem<Layer2View, ParameterName, PowerName, RuleName>({
  name: 'layer2',
  says: 'A rollup seen whole: soft confirmations, posted batches, claims, a bridge, an upgrade key.',
  parameters: {
    validity: {
      says: '1: claims come with a validity proof; 0: they can be challenged',
      default: 0,
      least: 0,
      greatest: 1,
    },
    C: { says: 'blocks that a claim can be challenged', default: 3, least: 1, greatest: 6 },
    F: { says: 'L1 blocks on top that make a block final', default: 2, least: 1, greatest: 4 },
    E: { says: 'blocks that a withdrawal waits', default: 2, least: 1, greatest: 5 },
    U: { says: 'blocks between announcement and effect of an upgrade', default: 2, least: 0, greatest: 6 },
    batches: { says: 'batches at most', default: 2, least: 1, greatest: 3 },
  },
  powers: {
    equivocate: { kind: 'toggle', says: 'the sequencer posts what she did not confirm' },
    cheat: { kind: 'toggle', says: 'the sequencer claims wrong states' },
    withhold: { kind: 'toggle', says: 'the sequencer commits to batches without publishing them' },
    absent: { kind: 'toggle', says: 'the only honest validator may leave, for good' },
    censor: { kind: 'budget', greatest: 6, says: 'L1 blocks that leave challenges out, in all' },
    reorg: { kind: 'budget', greatest: 4, says: 'L1 blocks that can be replaced at a time' },
    unsoundProof: { kind: 'toggle', says: 'validity proofs of wrong states are accepted' },
    upgrade: { kind: 'toggle', says: 'whoever holds the key replaces the contracts' },
    pause: { kind: 'toggle', says: 'a guardian stops the bridge for good' },
  },
  rules: {
    inputsSeparate: { says: 'removing a claim leaves the batch in its place' },
    bridgeWaits: { says: 'the bridge honours confirmed claims only' },
    upgradeWaits: { says: 'an upgrade waits for its delay' },
  },
  parties: {
    sequencer: 'adversary',
    miner: 'adversary',
    admin: 'adversary',
    validator: 'honest',
    owner: 'honest',
    l1: 'environment',
  },
  compose: ({ parameters: { validity, C, F, E, U, batches }, powers, rules }) => {
    const proved = validity === 1;
    const mayClaimWrong = powers.cheat === true && (!proved || powers.unsoundProof === true);
    const disputes = mayClaimWrong && !proved;
    const maybe = (is: boolean) => (is ? oneOf(false, true) : oneOf(false));
    const counts = range(0, batches);
    const claims: readonly Pick<Assert, 'correct' | 'by'>[] = [
      { correct: true, by: 'validator' },
      { correct: true, by: 'sequencer' },
      ...(mayClaimWrong ? [{ correct: false, by: 'sequencer' } as const] : []),
    ];
    return {
      components: {
        contract: component(layer2System, {
          finalDepth: F,
          challengePeriod: proved ? 1 : C,
          capacity: batches,
          bonds: 1,
          upgradeDelay: U,
          rules,
        }),
        bridge: component(layer2Bridge, { exitDelay: E }),
        sequencer: component(layer2Sequencer, { mayEquivocate: powers.equivocate === true }),
        validator: component(layer2Validator, {
          disputes: !proved,
          inputsSeparate: rules.inputsSeparate,
        }),
        owner: component(layer2Owner, undefined),
        builder: component(layer2Builder, { censorship: Number(powers.censor) }),
      },
      events: {
        CONFIRM: event<Confirm>('sequencer', payloads<Confirm>({ tx: oneOf('mine', 'rival') })),
        POST: event<Post>(
          'sequencer',
          payloads<Post>({
            tx: oneOf<TxName>('mine', 'rival', 'other'),
            published: powers.withhold === true ? oneOf(true, false) : oneOf(true),
          }),
        ),
        ASSERT: event<Assert>(
          ({ by }) => by,
          range(0, batches - 1).values.flatMap((batch) => claims.map((claim) => ({ batch, ...claim }))),
        ),
        BLOCK: event<Block>(
          ({ censors }) => (censors ? 'miner' : 'l1'),
          payloads<Block>({
            challenged: maybe(disputes),
            censors: maybe(disputes && Number(powers.censor) > 0),
            asleep: maybe(disputes && powers.absent === true),
            confirmed: counts,
          }),
        ),
        REORG: event<Reorg>(
          'miner',
          Number(powers.reorg) > 0
            ? payloads<Reorg>({ depth: range(1, Number(powers.reorg)), kept: range(0, batches - 1) })
            : [],
        ),
        EXIT: event<Exit>(
          ({ by }) => (by === 'owner' ? 'owner' : 'sequencer'),
          payloads<Exit>({ by: mayClaimWrong ? oneOf('owner', 'thief') : oneOf('owner'), against: counts }),
        ),
        WANT: event('owner', noPayload),
        // Not something it must do before others act: who is never there leaves first.
        LEAVE: event('validator', powers.absent === true ? noPayload : []),
        QUEUE_UPGRADE: event('admin', powers.upgrade === true ? noPayload : []),
        EXECUTE_UPGRADE: event('admin', powers.upgrade === true ? noPayload : []),
        PAUSE: event('admin', powers.pause === true ? noPayload : []),
      },
    };
  },
});
