/**
 * Direction 7.2, the resource ratio of the BoLD paper on small disputes: what the adversary lays out for each unit that it costs the honest.
 *
 * A move costs the gas of 1, on either side; an opponent also loses the stake s, and the honest party gets its own back, or loses it with
 * the game. At a ratio r the opponents have laid out, at every moment, r times what the honest party has. After j of M honest moves in a
 * game they have paid s + j - 1, so r·j <= s + j - 1 for every j <= M: a stake of r covers the first move only, and (r - 1)·M + 1 covers all.
 * At r = 1 that is a stake of one move, however long the dispute: gas answers gas.
 *
 * The stakes and the ratio are numbers of the property and not of the machines, so no sweep goes over them; each is a claim.
 */

import { always, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyClaim, AnyTheorem, Claim, Expectation, Reading } from '../checker/language/theorem.ts';
import type { RacedGameState } from '../model/dispute-race.ts';
import { type DisputeRaceView, disputeRaceSystem } from '../model/systems/dispute-race.ts';

/** M = 2 honest moves in each of two games, a bond and a move a block for both, and a clock for one censored block. */
export const ratioInstances: AnyTheorem['instances'] = {
  race: { n: 2, M: 2, T: 3, Q: 1, entry: 1, bonds: 2, attention: 2 },
};

const movesIn = ({ context: { terms, left } }: RacedGameState): number => terms.moves - left;

/** What an opponent has paid in a game: the stake, and the gas of a reply to each honest move but the one it has not answered. */
function laidOutIn(game: RacedGameState, stake: number): number {
  if (game.matches('idle') || game.matches('never')) return 0;
  const isAnswered = game.matches('mine') || game.matches('lost');
  return stake + movesIn(game) - Number(!isAnswered);
}

function costIn(game: RacedGameState, stake: number): number {
  return movesIn(game) + (game.matches('lost') ? stake : 0);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function ratioOf(ratio: number, stake: number): Property<DisputeRaceView> {
  return always(
    `ratio-${ratio}`,
    `The opponents have laid out ${ratio} times what the honest party has, with stakes of ${stake}.`,
    ({ games }) =>
      sum(games.map((game) => laidOutIn(game, stake))) >= ratio * sum(games.map((game) => costIn(game, stake))),
  );
}

const expected: Readonly<Record<string, readonly [number, number, number, number?]>> = {
  'ratio-by-stake': [81, 101, 6, 6],
  'ratio-one': [464, 704, 14],
  'ratio-one-longer': [1082, 1714, 19],
  'ratio-two': [464, 704, 14],
  'ratio-two-longer': [258, 336, 9, 9],
  'ratio-two-longer-covered': [1082, 1714, 19],
  'without-stake': [18, 23, 3, 3],
  'ratio-exact': [464, 704, 14, 12],
};

function claim(
  id: string,
  reading: Reading,
  says: string,
  property: Property<DisputeRaceView>,
  parameters: Setting['parameters'] = {},
): Claim<DisputeRaceView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const verdict: Expectation['verdict'] = reading === 'literal' || reading === 'necessary' ? 'violated' : 'exhausted';
  return {
    ...{ id, reading, says, system: disputeRaceSystem, property, instance: 'race' },
    setting: { parameters, powers: { censor: 1 } },
    expect: { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) },
  };
}

const longer = { M: 3, T: 4 };

export const ratioClaims: readonly AnyClaim[] = [
  claim('ratio-by-stake', 'literal', 'A stake of twice the gas of a move makes the ratio two.', ratioOf(2, 2)),
  claim('ratio-one', 'repaired', 'A stake of one move makes the ratio one, two moves a game.', ratioOf(1, 1)),
  claim('ratio-one-longer', 'repaired', 'And three moves a game.', ratioOf(1, 1), longer),
  claim('ratio-two', 'repaired', 'A stake of three moves makes it two, two moves a game.', ratioOf(2, 3)),
  claim('ratio-two-longer', 'necessary', 'And no longer two, three moves a game.', ratioOf(2, 3), longer),
  claim('ratio-two-longer-covered', 'repaired', 'For which it takes a stake of four.', ratioOf(2, 4), longer),
  claim('without-stake', 'necessary', 'Without a stake opponents pay less than the honest party.', ratioOf(1, 0)),
  claim(
    'ratio-exact',
    'witness',
    'Both games are played to the end, and the ratio is two and no more.',
    reachable(
      'ratio-exact',
      'Both games are won by the last honest move, at a ratio of two.',
      ({ games }) =>
        games.every((game) => game.matches('over') && movesIn(game) === 2) &&
        sum(games.map((game) => laidOutIn(game, 3))) === 2 * sum(games.map((game) => costIn(game, 3))),
    ),
  ),
];
