/** The exact regions in which the exit game of Theorem 5.3.2 is safe, found by sweeping their grids. */

import { range } from '../checker/language/menu.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Frontier } from '../checker/language/theorem.ts';
import { type ExitGameView, exitGameSystem as system } from '../model/systems/exit-game.ts';
import { honestBacked, noStalePay, paidInTime, safety } from './5.3.2-goals.ts';
import { phantom, rogue } from './5.3.2-hypotheses.ts';

const sweeping: Setting = { powers: phantom };

/** A frontier of the holders: H of them against W and K, at some room of a block. */
function crowdFrontier(
  id: string,
  says: string,
  instance: string,
  formula: string,
  setting: Setting = sweeping,
): Frontier<ExitGameView> {
  return {
    id,
    says,
    system,
    goal: honestBacked,
    instance,
    setting,
    axes: {
      H: { parameter: 'H', values: range(1, 4).values },
      W: { parameter: 'W', values: range(1, 3).values },
      K: { power: 'congest', values: range(0, 1).values },
    },
    expect: { formula },
  };
}

/** A frontier of the payee: full blocks and sleep against W. */
function watchFrontier(id: string, says: string, formula: string, without: readonly string[]): Frontier<ExitGameView> {
  return {
    id,
    says,
    system,
    goal: safety,
    instance: 'small',
    setting: { ...rogue, without },
    axes: {
      K: { power: 'congest', values: range(0, 2).values },
      O: { power: 'offline', values: range(0, 1).values },
      W: { parameter: 'W', values: range(1, 5).values },
    },
    expect: { formula },
  };
}

export const frontiers: readonly Frontier<ExitGameView>[] = [
  {
    id: 'frontier-queue',
    says: 'H holders leave at once, blocks have room for cap of them, the adversary fills K blocks.',
    system,
    goal: honestBacked,
    instance: 'room-1',
    setting: sweeping,
    axes: {
      H: { parameter: 'H', values: range(1, 6).values },
      cap: { parameter: 'cap', values: range(1, 3).values },
      W: { parameter: 'W', values: range(1, 3).values },
      K: { power: 'congest', values: range(0, 2).values },
    },
    expect: { formula: 'H <= cap*(W + 1 - K)' },
  },
  {
    id: 'frontier-queue-next-block',
    says: 'The same where they can be in the block after the phantom’s at the earliest.',
    system,
    goal: honestBacked,
    instance: 'room-1-slow',
    setting: sweeping,
    axes: {
      H: { parameter: 'H', values: range(1, 5).values },
      cap: { parameter: 'cap', values: range(1, 2).values },
      W: { parameter: 'W', values: range(1, 3).values },
      K: { power: 'congest', values: range(0, 2).values },
    },
    expect: { formula: 'H <= cap*(W - K)' },
  },
  crowdFrontier(
    'frontier-one-payout',
    'Room for two, and a block pays one exit only.',
    'one-payout',
    'H + 2*K < 2*W + 3',
  ),
  crowdFrontier(
    'frontier-fifo',
    'Room for one, and exits that mature in one block are paid as requested.',
    'room-1',
    'H + K <= W',
    {
      ...sweeping,
      without: ['oldestFirst'],
    },
  ),
  crowdFrontier(
    'frontier-no-wait',
    'Room for one, and the exits of young coins wait no longer.',
    'room-1',
    'H + K < 2',
    {
      ...sweeping,
      without: ['youngWait'],
    },
  ),
  crowdFrontier('frontier-no-priority', 'Room for one, and neither.', 'room-1', 'never', {
    ...sweeping,
    without: ['youngWait', 'oldestFirst'],
  }),
  {
    id: 'frontier-delay',
    says: 'Room for one, with R blocks until the holders react and O blocks slept through.',
    system,
    goal: honestBacked,
    instance: 'room-1',
    setting: sweeping,
    axes: {
      H: { parameter: 'H', values: range(1, 4).values },
      R: { parameter: 'reactionDelay', values: range(0, 1).values },
      O: { power: 'offline', values: range(0, 1).values },
      K: { power: 'congest', values: range(0, 1).values },
      W: { parameter: 'W', values: range(1, 3).values },
    },
    expect: { formula: 'H + R + O + K < W + 2' },
  },
  {
    id: 'frontier-age-alone',
    says: 'Where an older coin overtakes whatever is not paid yet, and no block is full: nobody is too late.',
    system,
    goal: honestBacked,
    instance: 'age-alone',
    setting: sweeping,
    axes: {
      H: { parameter: 'H', values: range(1, 8).values },
      W: { parameter: 'W', values: range(1, 3).values },
    },
    expect: { formula: 'always' },
  },
  {
    id: 'frontier-in-time',
    says: 'Room for one: within D blocks after the withheld one all are paid.',
    system,
    goal: paidInTime,
    instance: 'room-1',
    setting: { powers: { withhold: true } },
    axes: {
      H: { parameter: 'H', values: range(1, 3).values },
      W: { parameter: 'W', values: range(1, 3).values },
      K: { power: 'congest', values: range(0, 1).values },
      D: { parameter: 'deadline', values: range(1, 6).values },
    },
    expect: { formula: 'H + W + K < D + 2' },
  },
  watchFrontier(
    'frontier-rival',
    'The payee against a rival in flight: W against K full blocks and O slept through.',
    '2*K + 2*O < W',
    [],
  ),
  watchFrontier('frontier-plain-exit', 'The same where only coins can be taken out.', 'K + O < W', ['inFlightExits']),
  watchFrontier('frontier-one-period', 'The same where rivals are shown and answered in one period.', 'K + O < 1', [
    'secondPeriod',
  ]),
  {
    id: 'frontier-room',
    says: 'One coin, watched by its payee: B exits at once against it, and room for cap challenges in a block.',
    system,
    goal: safety,
    instance: 'small',
    setting: rogue,
    axes: { B: { power: 'bonds', values: range(1, 3).values }, cap: { parameter: 'cap', values: range(1, 4).values } },
    expect: { formula: 'B <= cap' },
  },
  {
    id: 'frontier-crowded',
    says: 'The payee has one rival to answer in one block, while H holders and she herself leave: room for cap in a block.',
    system,
    goal: noStalePay,
    instance: 'small',
    setting: { powers: { withhold: true, rogueSender: true, bonds: 1 } },
    axes: { H: { parameter: 'H', values: range(1, 3).values }, cap: { parameter: 'cap', values: range(1, 5).values } },
    expect: { formula: 'H < cap - 1' },
  },
];
