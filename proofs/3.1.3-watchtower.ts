/**
 * Theorem 3.1.3 where A has a watchtower (`model/watchtower.ts`): she may sleep for ever if it holds what she holds, and it has to meet what
 * she would have to. The window is lost to it as to her: D blocks until it is told, R until it reacts, O asleep, K to censorship, and
 * A is paid exactly where D + R + O + K < T. Either of the two is enough, an A who is awake or a tower that is awake and told; a tower
 * adds no safety to a censored A, whose blocks it shares.
 *
 * "For ever" is more naps than a closing has blocks. A tower that is not told of the last update sees B present an older state and takes it for
 * the latest; with penalties it has nothing that shows it to be revoked. A tower that presents what it holds without being asked does not
 * hurt A if it was told of everything, and hurts her if it was not and she sleeps, without any deed of B's; A awake answers it
 * as she would answer B. With penalties a tower holds what punishes and no state of hers, so it cannot do that.
 */

import { range } from '../checker/language/menu.ts';
import { always, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation, Frontier, Lattice, Reading } from '../checker/language/theorem.ts';
import { watchedChannelSystem as system, type WatchedChannelView } from '../model/systems/watched-channel.ts';
import { attacks, expectation } from './3.1.3-claim.ts';
import { honestPayoff, isPaid, safety } from './3.1.3-goals.ts';

/** More than a closing has blocks, at every instance here. */
const forEver = 12;
const asleep = { ...attacks, censor: 1, offline: forEver } as const;
const relied: Setting = { powers: { ...asleep, towerOffline: 1 } };
const untold: Setting = { ...relied, without: ['tellsTower'] };
/** A tower that holds what both signed before they funded, and presents it when it likes; A is awake. */
const oldTower: Setting = {
  parameters: { updates: 1 },
  powers: { ...attacks, censor: 1, offline: 1, misfires: true },
  without: ['tellsTower'],
};

export interface TowerChoice {
  readonly reading?: Reading;
  readonly property?: Property<WatchedChannelView>;
  readonly verdict?: Expectation['verdict'];
  readonly instance?: string;
}

/** A claim about a channel with a tower; unless told otherwise one that is necessary, refuted at the small instance. */
export function claim(id: string, says: string, setting: Setting, choice: TowerChoice): Claim<WatchedChannelView> {
  const { reading = 'necessary', property = honestPayoff, verdict = 'violated', instance = 'small' } = choice;
  return { id, reading, says, system, property, instance, setting, expect: expectation(id, verdict) };
}

export const holds: TowerChoice = { reading: 'repaired', property: safety, verdict: 'exhausted' };

export const towerRepaired: readonly Claim<WatchedChannelView>[] = [
  claim(
    'tower',
    'A sleeps for ever; her tower holds her latest state, sleeps through one block and is left out of one.',
    relied,
    holds,
  ),
  claim('tower-penalty', 'The same with penalties.', relied, { ...holds, instance: 'small-penalty' }),
  claim(
    'tower-misfires',
    'A tower that never sleeps may present what it holds though nobody closes; A, asleep for ever, is paid.',
    { powers: { ...asleep, misfires: true } },
    holds,
  ),
  claim(
    'old-tower-answered',
    'A tower that is told of nothing may present its old state, and A, awake, is paid.',
    oldTower,
    holds,
  ),
];

const robbedByB: Property<WatchedChannelView> = always(
  'robbed-by-b',
  'A closed channel pays A less than she counts on only if B presented a state in it.',
  (view) => view.channel.context.presented.some(({ by }) => by === 'B') || isPaid(view),
);

export const towerNecessary: readonly Claim<WatchedChannelView>[] = [
  claim(
    'tower-not-told',
    'Dropped: what A tells the tower arrives. It takes an older state for the latest.',
    untold,
    {},
  ),
  claim('tower-not-told-penalty', 'The same with penalties: it has nothing to punish with.', untold, {
    instance: 'small-penalty',
  }),
  claim(
    'tower-told-late',
    'Dropped: D + O + K < T. What A tells arrives after one block.',
    { ...relied, parameters: { tellDelay: 1 } },
    {},
  ),
  claim(
    'tower-asleep',
    'Dropped: the tower is awake. It sleeps with her.',
    { powers: { ...asleep, towerOffline: forEver } },
    {},
  ),
  claim(
    'tower-censored',
    'Dropped: K < T. The tower answers at once and is left out of T blocks.',
    { powers: { ...asleep, censor: 3 } },
    {},
  ),
  claim(
    'old-tower-misfires',
    'Dropped, of a tower that presents what it holds: it is told. A sleeps, B does nothing, and her own tower robs her.',
    { powers: { ...asleep, misfires: true }, without: ['tellsTower'] },
    { property: robbedByB },
  ),
];

function witness(
  id: string,
  says: string,
  setting: Setting,
  found: (view: WatchedChannelView) => boolean,
  instance = 'small',
): Claim<WatchedChannelView> {
  const property = reachable<WatchedChannelView>(id, says, found);
  return claim(id, says, setting, { reading: 'witness', property, verdict: 'exhausted', instance });
}

export const towerWitnesses: readonly Claim<WatchedChannelView>[] = [
  witness(
    'tower-last-block-used',
    'A has slept all along, all of the tower’s sleep and of the censorship is spent, and its answer is due in the last block.',
    relied,
    ({ l1, channel, A, tower }) => {
      const { onChain, age, terms } = channel.context;
      const { pending, naps } = tower.context;
      const isSpent = l1.context.censorship === 0 && naps === 0 && A.context.naps === forEver - age;
      const isStale = onChain !== 'none' && pending !== 'none' && onChain.nonce < pending.nonce;
      return isSpent && isStale && A.context.pending === 'none' && age === terms.timeout - 1;
    },
  ),
  witness(
    'tower-punishes',
    'B shows a revoked state, A never submits anything, and the tower has B forfeit all.',
    relied,
    ({ channel, A }) => {
      const { forfeits, paidB } = channel.context;
      return channel.matches('closed') && forfeits === 'B' && paidB === 0 && A.context.naps === forEver - 3;
    },
    'small-penalty',
  ),
  witness(
    'own-tower-overridden',
    'The tower presents its old state, B does nothing, and A’s latest one is paid out.',
    oldTower,
    ({ channel, A }) => {
      const { onChain, presented } = channel.context;
      const isHers = onChain !== 'none' && onChain.nonce === A.context.latest.nonce;
      return channel.matches('closed') && isHers && presented.map(({ by }) => by).join('') === 'AA';
    },
  ),
];

export const towerLattice: Lattice<WatchedChannelView> = {
  id: 'assumptions-tower',
  says: 'Which hypotheses pay A what she counts on, where she has a tower that may present what it holds?',
  system,
  goal: honestPayoff,
  instance: 'small',
  setting: { powers: { ...attacks, censor: 1, offline: 1, towerOffline: 1, misfires: true } },
  hypotheses: {
    promptParty: { says: 'A sleeps so little that O + K < T', dropped: { powers: { offline: forEver } } },
    promptTower: { says: 'her tower sleeps so little that O + K < T', dropped: { powers: { towerOffline: forEver } } },
    toldTower: { says: 'what A tells the tower arrives', dropped: { without: ['tellsTower'] } },
    boundedCensorship: { says: 'so few blocks are censored that O + K < T', dropped: { powers: { censor: 3 } } },
  },
  expect: {
    minimalSufficient: [
      ['promptParty', 'boundedCensorship'],
      ['promptTower', 'toldTower', 'boundedCensorship'],
    ],
  },
};

export const towerFrontier: Frontier<WatchedChannelView> = {
  id: 'frontier-tower',
  says: 'A sleeps for ever; D blocks until her tower is told, R until it reacts, O that it sleeps through, K censored.',
  system,
  goal: honestPayoff,
  instance: 'small',
  setting: { powers: { ...attacks, offline: forEver }, parameters: { updates: 1 } },
  axes: {
    D: { parameter: 'tellDelay', values: range(0, 2).values },
    R: { parameter: 'towerDelay', values: range(0, 1).values },
    O: { power: 'towerOffline', values: range(0, 1).values },
    K: { power: 'censor', values: range(0, 1).values },
    T: { parameter: 'T', values: range(1, 5).values },
  },
  expect: { formula: 'D + R + O + K < T' },
};
