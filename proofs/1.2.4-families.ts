/** Property 1.2.4 in the families that have another last word than an optimistic rollup: what each needs for that word to stand. */

import { always, type Property } from '../checker/language/property.ts';
import type { AnyLattice, Hypothesis } from '../checker/language/theorem.ts';
import { lightClientBridge } from '../model/systems/bridge.ts';
import { exitGameSystem } from '../model/systems/exit-game.ts';
import { type MessageView, messageSystem } from '../model/systems/interoperability.ts';
import { type Layer2View, layer2 } from '../model/systems/layer2.ts';
import { paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { messageHypotheses } from './1.2.3-families.ts';
import { uniquePayout } from './3.1.3-goals.ts';
import { noDoublePay } from './5.3.2-goals.ts';
import { insteadOfWatching, toWatch } from './5.3.2-hypotheses.ts';
import { clocksAndUser, settlesForGood } from './6.1.2-goals.ts';

/** What B made of a message, once settled there, is undone by nothing that happens on A. */
const settledStands: Property<MessageView> = always(
  'settled-stands',
  'A message that has settled on B comes from a batch of A that was not reverted.',
  ({ messages, batches }) =>
    messages[0]?.matches({ execution: 'settled' }) !== true || batches[0]?.matches('reverted') !== true,
);

/** Instances of the systems of other families. */
export const familyInstances: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  channel: { T: 3, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, restart: 0 },
  exit: { H: 1, cap: 3, W: 3, moving: 1, leave: 0 },
  bridge: { transfers: 1, kc: 2, timeout: 2 },
  guarded: { guardsA: 2, guardsB: 2, guardsV: 3, threshold: 2 },
};

/** `bridgeFinal` where claims come proved: wrong ones cannot be made, so nobody has to challenge. */
export function ofValidityRollup(
  goal: Property<Layer2View>,
  hypotheses: Readonly<Record<string, Hypothesis>>,
): AnyLattice {
  return {
    id: 'in-validity-rollup',
    says: 'What inclusion in a proved state needs.',
    system: layer2,
    goal,
    instance: 'tiny',
    setting: { parameters: { validity: 1 } },
    hypotheses: {
      ...hypotheses,
      soundProofs: { says: 'no proof of a wrong state is accepted', dropped: { powers: { unsoundProof: true } } },
    },
    expect: {
      minimalSufficient: [
        ['shallowReorg', 'slowUpgrade', 'published'],
        ['shallowReorg', 'noUpgrade'],
      ],
    },
  };
}

export const familyLattices: readonly AnyLattice[] = [
  {
    id: 'in-payment-channel',
    says: 'What the settlement of a channel needs to be the last one.',
    system: paymentChannelSystem,
    goal: uniquePayout,
    instance: 'channel',
    setting: { powers: { order: true, equivocate: true } },
    hypotheses: {
      closeOnce: { says: 'a closed channel stays closed', dropped: { without: ['closeOnce'] } },
      strictNonce: { says: 'only a higher nonce replaces a presented state', dropped: { without: ['strictNonce'] } },
      disputeWindow: { says: 'a presented state waits for T blocks', dropped: { without: ['disputeWindow'] } },
      promptParty: { says: 'the party is awake', dropped: { powers: { offline: 3 } } },
      boundedCensorship: { says: 'fewer blocks censor than the window has', dropped: { powers: { censor: 3 } } },
    },
    expect: { minimalSufficient: [['closeOnce']] },
  },
  {
    id: 'in-exit-game',
    says: 'What a payout needs to be the last one of its coin.',
    system: exitGameSystem,
    goal: noDoublePay,
    instance: 'exit',
    setting: { powers: { bonds: 2, congest: 1 } },
    hypotheses: { ...toWatch, ...insteadOfWatching },
    expect: { minimalSufficient: [['honestSender'], ['canonicalIds', 'markSpent']] },
  },
  {
    id: 'in-bridge',
    says: 'What a transfer needs to be settled once and for all.',
    system: lightClientBridge,
    goal: settlesForGood(clocksAndUser),
    instance: 'bridge',
    hypotheses: {
      noReorg: { says: 'no block of the source is orphaned', dropped: { powers: { reorg: 2 } } },
      refunds: { says: 'a deposit can be paid back', dropped: { without: ['refunds'] } },
      spentOnSuccess: {
        says: 'a message whose execution fails is not spent',
        dropped: { without: ['spentOnSuccess'] },
      },
      callsSucceed: { says: 'no call of a message fails', dropped: { powers: { fail: true } } },
    },
    expect: {
      minimalSufficient: [
        ['noReorg', 'refunds', 'callsSucceed'],
        ['noReorg', 'refunds', 'spentOnSuccess'],
      ],
    },
  },
  {
    id: 'in-interoperability',
    says: 'What a message needs to stand on B once it has settled there.',
    system: messageSystem,
    goal: settledStands,
    instance: 'guarded',
    hypotheses: messageHypotheses,
    expect: { minimalSufficient: [['nothingFalls'], ['cascade'], ['waitsForFinal']] },
  },
];
