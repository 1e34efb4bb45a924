/** An honest claim under opposition, and one window that several rollups share: two ways in which prices and bounds come apart. */

import { noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import { type ConfirmationState, confirmation } from '../5.2.1-economic-security.ts';
import {
  type BuildersState,
  blockBuilders,
  challengeWindow,
  type OfBlock,
  type OfValidator,
  type WindowBlock,
  type WindowState,
} from '../priced-window.ts';

export type ConfirmationView = { readonly claim: ConfirmationState };

export const confirmationSystem: System<ConfirmationView> = defineSystem<
  ConfirmationView,
  'C' | 'T' | 'N' | 'D',
  'collude',
  'concurrent'
>({
  name: 'confirmation',
  says: 'An honest claim, and an adversary who stakes against it to lose slowly.',
  parameters: {
    C: { says: 'blocks in which a claim can be opposed', default: 2, least: 1, greatest: 4 },
    T: { says: 'blocks of a clock in a challenge', default: 2, least: 1, greatest: 4 },
    N: { says: 'stakes of the adversary', default: 2, least: 0, greatest: 5 },
    D: { says: 'blocks within which the claim has to be confirmed', default: 4, least: 1, greatest: 40 },
  },
  powers: { collude: { kind: 'toggle', says: 'the adversary stakes on both sides of a challenge' } },
  rules: { concurrent: { says: 'all opponents are challenged at the same time' } },
  parties: { adversary: 'adversary', l1: 'environment' },
  compose: ({ parameters: { C, T, N, D }, powers, rules: { concurrent } }) => ({
    components: {
      claim: component(confirmation, {
        challengePeriod: C,
        challengeLength: powers.collude === true ? 2 * T : T,
        stakes: N,
        deadline: D,
        concurrent,
      }),
    },
    events: {
      OPPOSE: event('adversary', N > 0 ? noPayload : []),
      CONCEDE: event('adversary', N > 0 ? noPayload : []),
      BLOCK: event('l1', noPayload),
    },
  }),
});

export type SharedWindowView = { readonly windows: readonly WindowState[]; readonly builders: BuildersState };

export const sharedWindowSystem: System<SharedWindowView> = defineSystem<SharedWindowView, 'C' | 'm', 'censor', never>({
  name: 'shared-window',
  says: 'Wrong claims in several rollups at once, whose challenge windows are the same blocks.',
  parameters: {
    C: { says: 'challenge period, in L1 blocks', default: 2, least: 1, greatest: 6 },
    m: { says: 'rollups that are attacked in the same window', default: 2, least: 1, greatest: 6 },
  },
  powers: { censor: { kind: 'toggle', says: 'the attacker has proofs left out of a block' } },
  parties: { attacker: 'adversary', l1: 'environment' },
  compose: ({ parameters: { C, m }, powers }) => {
    const block = range(0, C - 1);
    return {
      components: {
        windows: instances(challengeWindow, m, 'rollup', {
          watch: ['CENSOR', 'BLOCK'],
          input: () => ({ challengePeriod: C }),
        }),
        builders: component(blockBuilders, undefined),
      },
      events: {
        CENSOR: event<OfBlock>('attacker', powers.censor === true ? payloads<OfBlock>({ block }) : []),
        SILENCE: event<OfValidator>('attacker', []),
        UPGRADE: event('attacker', []),
        BLOCK: event<WindowBlock>(
          'l1',
          payloads<WindowBlock>({
            block,
            censored: powers.censor === true ? oneOf(false, true) : oneOf(false),
            provers: oneOf([0]),
          }),
        ),
      },
    };
  },
});
