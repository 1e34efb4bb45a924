/**
 * The priced window as a system: one wrong claim, its challenge window, the builders of L1 and the validators who watch.
 *
 * The powers are the attack vectors, one at a time or together: with one alone the least price is that vector's cost in the sense of
 * Theorem 5.2.2, with several it is what an attacker really pays.
 */

import { noPayload, oneOf, payloads, range, subsetsOf } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import {
  type BuildersState,
  blockBuilders,
  challengeWindow,
  type OfBlock,
  type OfValidator,
  type WatcherState,
  type WindowBlock,
  type WindowState,
  windowValidator,
} from '../priced-window.ts';

export type PricedWindowView = {
  readonly window: WindowState;
  readonly builders: BuildersState;
  readonly validators: readonly WatcherState[];
};

export const pricedWindowSystem: System<PricedWindowView> = defineSystem<
  PricedWindowView,
  'C' | 'validators',
  'censor' | 'silence' | 'upgrade',
  never
>({
  name: 'priced-window',
  says: 'A wrong claim in its challenge window, and the ways to keep it from being refuted, block by block.',
  parameters: {
    C: { says: 'challenge period, in L1 blocks', default: 2, least: 1, greatest: 8 },
    validators: { says: 'validators, each able to refute the claim alone', default: 1, least: 1, greatest: 4 },
  },
  powers: {
    censor: { kind: 'toggle', says: 'the attacker has proofs left out of a block' },
    silence: { kind: 'toggle', says: 'the attacker keeps a validator from submitting for a block' },
    upgrade: { kind: 'toggle', says: 'whoever holds the key replaces the contract at once' },
  },
  parties: { attacker: 'adversary', l1: 'environment' },
  compose: ({ parameters: { C, validators }, powers }) => {
    const block = range(0, C - 1);
    const everybody = range(0, validators - 1);
    return {
      components: {
        window: component(challengeWindow, { challengePeriod: C }),
        builders: component(blockBuilders, undefined),
        validators: instances(windowValidator, validators, 'validator', {
          watch: ['BLOCK'],
          input: (index) => ({ index }),
        }),
      },
      events: {
        CENSOR: event<OfBlock>('attacker', powers.censor === true ? payloads<OfBlock>({ block }) : []),
        SILENCE: event<OfValidator>(
          'attacker',
          powers.silence === true ? payloads<OfValidator>({ block, validator: everybody }) : [],
        ),
        UPGRADE: event('attacker', powers.upgrade === true ? noPayload : []),
        BLOCK: event<WindowBlock>(
          'l1',
          payloads<WindowBlock>({
            block,
            censored: powers.censor === true ? oneOf(false, true) : oneOf(false),
            provers: powers.silence === true ? subsetsOf(everybody) : { values: [everybody.values] },
          }),
        ),
      },
    };
  },
});
