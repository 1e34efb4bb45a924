/**
 * Theorem 5.1.2 in the other families: what bounded inclusion, a channel with and without a tower, a plasma chain and a bridge of a committee
 * need for their goal. Each letter is an assumption of `model/trust-of-families.ts`, given up to its weakest grade.
 */

import type { AnyLattice, Hypothesis } from '../checker/language/theorem.ts';
import type { TrustVocabulary } from '../model/5.1.1-trust-model.ts';
import { committeeBridge } from '../model/systems/bridge.ts';
import { exitGameSystem } from '../model/systems/exit-game.ts';
import { inclusionSystem } from '../model/systems/inclusion.ts';
import { paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { watchedChannelSystem } from '../model/systems/watched-channel.ts';
import { channelTrust, committeeTrust, inclusionTrust, plasmaTrust } from '../model/trust-of-families.ts';
import { inTime } from './1.2.1-liveness.ts';
import { attacks } from './3.1.3-claim.ts';
import { safety } from './3.1.3-goals.ts';
import { honestBacked } from './5.3.2-goals.ts';
import { atomicity } from './6.1.2-goals.ts';

/** Each assumption of a vocabulary, given up entirely. Throws RangeError for one that it does not have. */
export function assumptions(
  vocabulary: TrustVocabulary,
  names: readonly string[] = Object.keys(vocabulary),
): Readonly<Record<string, Hypothesis>> {
  return Object.fromEntries(
    names.map((name): [string, Hypothesis] => {
      const assumption = vocabulary[name];
      if (assumption === undefined) throw new RangeError(`expected one of ${Object.keys(vocabulary)}, got ${name}`);
      return [name, { says: assumption.says, dropped: assumption.grades.at(-1)?.setting ?? {} }];
    }),
  );
}

export const familyInstances: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  inclusion: { txs: 2, conflict: 1, D: 2, horizon: 6 },
  channel: { T: 3, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, restart: 0 },
  plasma: { H: 2, cap: 1, W: 2 },
  bridge: { transfers: 1, kc: 2, timeout: 2 },
};

export const familyLattices: readonly AnyLattice[] = [
  {
    id: 'inclusion-needs',
    says: 'Any rollup with an inbox: what is sent to it is processed in time.',
    system: inclusionSystem,
    goal: inTime,
    instance: 'inclusion',
    hypotheses: assumptions(inclusionTrust),
    expect: { minimalSufficient: [['L', 'S']] },
  },
  {
    id: 'channel-payoff',
    says: 'Payment channel: the party is paid what it counts on.',
    system: paymentChannelSystem,
    goal: safety,
    instance: 'channel',
    setting: { powers: attacks },
    hypotheses: assumptions(channelTrust, ['L', 'B', 'H', 'S']),
    expect: { minimalSufficient: [['L', 'B', 'H', 'S']] },
  },
  {
    id: 'watched-channel-payoff',
    says: 'The same with a watchtower: the party or the tower has to be awake.',
    system: watchedChannelSystem,
    goal: safety,
    instance: 'channel',
    setting: { powers: attacks },
    hypotheses: assumptions(channelTrust),
    expect: {
      minimalSufficient: [
        ['L', 'B', 'H', 'S'],
        ['L', 'B', 'S', 'W'],
      ],
    },
  },
  {
    id: 'plasma-payout',
    says: 'Plasma chain: the coins of those are backed who leave because of a block with a coin out of nowhere.',
    system: exitGameSystem,
    goal: honestBacked,
    instance: 'plasma',
    setting: { powers: { phantom: true, bonds: 1, congest: 1 } },
    hypotheses: assumptions(plasmaTrust),
    expect: { minimalSufficient: [['D'], ['L', 'B', 'Q', 'H']] },
  },
  {
    id: 'committee-bridge-backing',
    says: 'Bridge of a committee: nothing is minted or released that is not backed.',
    system: committeeBridge,
    goal: atomicity,
    instance: 'bridge',
    hypotheses: assumptions(committeeTrust),
    expect: { minimalSufficient: [['L', 'B', 'K']] },
  },
];
