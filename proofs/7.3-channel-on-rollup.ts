/**
 * Direction 7.3: a channel that is safe on L1, put on a rollup. The composite is one of machines: contract, states and party of 3.1.3, with a
 * sequencer that stands still or ignores the party in place of L1.
 *
 * It matters what the dispute window counts. Blocks of L1 go on while the rollup stands still, so that an outage is censorship of everybody
 * who owes an answer: G + K < T. Forced inclusion through L1 bounds both by its deadline, whatever the sequencer does: D + O < T. A window
 * that counts the rollup's own blocks stands still with it, so that no outage is too long, and K < T is left of the inequality.
 * (On live rollups the time that a contract reads goes on with L1's; lending markets there ask a feed whether the sequencer is up, and
 * grant a grace period after an outage.)
 */

import { range } from '../checker/language/menu.ts';
import { always, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyClaim, AnyFrontier, Claim, Expectation, Frontier, Reading } from '../checker/language/theorem.ts';
import { type ChannelOnRollupView, channelOnRollup as system } from '../model/systems/channel-on-rollup.ts';
import { honestPayoff, isOverridden, safety } from './3.1.3-goals.ts';

const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'channel-sequencer-down': [1743, 2025, 7, 7],
  'channel-forced-inclusion': [3198, 4846, 11],
  'channel-own-clock': [41574, 101374, 23],
  'channel-without-forced-inclusion': [1756, 2039, 7, 7],
  'channel-deadline-too-late': [1743, 2025, 7, 7],
  'channel-own-clock-ignored': [3302, 5395, 7, 7],
  'channel-answered-by-force': [3198, 4846, 11, 7],
  'channel-outage-sat-out': [41574, 101374, 23, 19],
  'channel-one-clock': [319, 454, 9],
  'channel-one-clock-own': [504, 1002, 9],
  'channel-one-clock-late': [77, 90, 4, 4],
  'channel-short-outage': [489, 715, 10],
  'channel-own-clock-short': [504, 1002, 9],
  'channel-outage-over': [504, 1002, 9, 1],
};

function claim(
  id: string,
  reading: Reading,
  verdict: Expectation['verdict'],
  says: string,
  property: Property<ChannelOnRollupView>,
  setting: Setting,
): Claim<ChannelOnRollupView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const expect = { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
  return { id, reading, says, system, property, instance: 'channel-on-rollup', setting, expect };
}

/** A sequencer that does nothing but harm. */
const hostile = { order: true, outage: 12, ignore: 12 } as const;
const forced: Setting = { parameters: { D: 2 }, powers: hostile };
const ownClock: Setting = {
  parameters: { clock: 1 },
  powers: { order: true, outage: 12, ignore: 2 },
  without: ['forcedInclusion'],
};

/** Nobody spends what is spent already, and only what waits in the inbox ages there. */
const oneClock: Property<ChannelOnRollupView> = always(
  'one-clock',
  'Budgets are kept, what waits is what A has sent, and it waits for one tick at most.',
  {
    budgets: ({ l1: { context } }) => context.censorship >= 0 && context.outage >= 0,
    waiting: ({ l1: { context }, A }) =>
      context.waited >= 0 &&
      context.waited <= context.terms.deadline &&
      (context.waited === 0 || A.context.pending !== 'none'),
    inTime: ({ l1: { context } }) => context.waited <= 1,
  },
);

/** Little enough of everything that all is spent. */
const once: Setting = { parameters: { updates: 1, D: 1 }, powers: { order: true, outage: 1, ignore: 1 } };
const ownFew: Setting = { ...once, parameters: { ...once.parameters, clock: 1, T: 2 }, without: ['forcedInclusion'] };

export const rollupChannelClaims: readonly AnyClaim[] = [
  claim(
    'channel-sequencer-down',
    'literal',
    'violated',
    'A channel that is safe on L1: the sequencer stands still for three blocks of L1, and the window does not.',
    honestPayoff,
    { powers: { outage: 3 }, without: ['forcedInclusion'] },
  ),
  claim(
    'channel-forced-inclusion',
    'repaired',
    'exhausted',
    'A sequencer that does nothing but harm, and what is in the inbox comes in after two ticks: D < T.',
    safety,
    forced,
  ),
  claim(
    'channel-own-clock',
    'repaired',
    'exhausted',
    'The window counts the blocks of the rollup: an outage of any length, and two blocks that leave A out.',
    safety,
    ownClock,
  ),
  claim(
    'channel-without-forced-inclusion',
    'necessary',
    'violated',
    'Dropped: what is in the inbox comes in.',
    safety,
    { ...forced, without: ['forcedInclusion'] },
  ),
  claim(
    'channel-deadline-too-late',
    'necessary',
    'violated',
    'Dropped: it comes in before the window is over.',
    safety,
    { ...forced, parameters: { D: 3 } },
  ),
  claim(
    'channel-own-clock-ignored',
    'necessary',
    'violated',
    'Dropped, of the rollup’s own clock: fewer blocks leave A out than the window has.',
    safety,
    { ...ownClock, powers: { ...ownClock.powers, ignore: 3 } },
  ),
  claim('channel-one-clock', 'repaired', 'exhausted', 'Sequencer and inbox keep one account with A.', oneClock, once),
  claim(
    'channel-one-clock-own',
    'repaired',
    'exhausted',
    'The same where the window counts the blocks of the rollup.',
    oneClock,
    ownFew,
  ),
  claim(
    'channel-one-clock-late',
    'necessary',
    'violated',
    'Dropped: what is in the inbox comes in after one tick.',
    oneClock,
    {
      parameters: { updates: 1, D: 2 },
      powers: { outage: 2 },
    },
  ),
  claim(
    'channel-short-outage',
    'repaired',
    'exhausted',
    'Nothing is forced, and the sequencer stands still for one block and ignores A in one: G + K < T.',
    safety,
    { ...once, without: ['forcedInclusion'] },
  ),
  claim(
    'channel-own-clock-short',
    'repaired',
    'exhausted',
    'A window of two blocks of the rollup: one outage, and one block that leaves A out.',
    safety,
    ownFew,
  ),
  claim(
    'channel-outage-over',
    'witness',
    'exhausted',
    'The rollup stands still, and then no more.',
    reachable('channel-outage-over', 'The outage is over.', (view) => view.l1.context.outage === 0),
    ownFew,
  ),
  claim(
    'channel-answered-by-force',
    'witness',
    'exhausted',
    'A’s answer has waited until its deadline, and is taken in the last block of the window.',
    reachable(
      'channel-answered-by-force',
      'The answer was forced, and A’s state is paid out.',
      (view) => isOverridden(view) && view.l1.context.censorship === 10,
    ),
    forced,
  ),
  claim(
    'channel-outage-sat-out',
    'witness',
    'exhausted',
    'All of the outage falls into the window, and A’s answer is in time.',
    reachable(
      'channel-outage-sat-out',
      'The outage is over, and A’s state is paid out.',
      (view) => isOverridden(view) && view.l1.context.outage === 0,
    ),
    ownClock,
  ),
];

function frontier(
  id: string,
  says: string,
  formula: string,
  setting: Setting,
  axes: Frontier<ChannelOnRollupView>['axes'],
): Frontier<ChannelOnRollupView> {
  return { id, says, system, goal: honestPayoff, instance: 'channel-on-rollup', setting, axes, expect: { formula } };
}

const window = { parameter: 'T', values: range(1, 5).values };
const few = range(0, 2).values;

export const rollupChannelFrontiers: readonly AnyFrontier[] = [
  frontier(
    'frontier-outage',
    'Window of T blocks of L1 against G blocks of outage and K of the rollup that leave A out.',
    'G + K < T',
    { powers: { order: true }, without: ['forcedInclusion'] },
    { G: { power: 'outage', values: few }, K: { power: 'ignore', values: few }, T: window },
  ),
  frontier(
    'frontier-forced-answer',
    'The same against a deadline D of the inbox and O blocks slept through, whatever the sequencer does.',
    'D + O < T',
    { powers: hostile },
    { D: { parameter: 'D', values: range(1, 3).values }, O: { power: 'offline', values: [0, 1] }, T: window },
  ),
  frontier(
    'frontier-own-clock',
    'Window of T blocks of the rollup: outages do not count.',
    'K < T',
    { parameters: { clock: 1 }, powers: { order: true }, without: ['forcedInclusion'] },
    { G: { power: 'outage', values: [0, 2] }, K: { power: 'ignore', values: few }, T: window },
  ),
];
