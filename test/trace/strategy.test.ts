import { describe, expect, test } from 'vitest';
import { replaySpoiling, replayWinning, type Strategy } from '../../checker/trace/strategy.ts';
import { problemOf } from '../problem-of.ts';
import { arenaOf, edgesOf, sides } from '../search/small-game.ts';

const [a, b, x] = [0, 1, 2];

function strategy(moves: Readonly<Record<number, number | null>>): Strategy {
  return (key) => moves[key as number];
}

/** Won from 0: a leads to the goal 3, and so does waiting in 2, where the opponent may have gone. */
const won = { edges: edgesOf('0 a 1, 0 b 4, 0 x 2, 1 a 3, 2 t 3, 4 a 0'), goal: [3], count: 5 };

describe('a winning strategy', () => {
  test('is played against every move: the positions that can occur', () => {
    const met = replayWinning(arenaOf(won, [0]), sides, strategy({ 0: a, 1: a, 2: null }));
    expect(new Set(met)).toEqual(new Set([0, 1, 2, 3]));
  });

  test.each<[string, Readonly<Record<number, number | null>>, string]>([
    ['that goes round in circles', { 0: b, 1: a, 2: null, 4: a }, 'goes on for ever'],
    ['that waits where nothing has to happen', { 0: a, 1: null, 2: null }, 'waits where nothing has to happen'],
    ['that forgets where the opponent may go', { 0: a, 1: a }, 'does not know'],
    ['that takes a move which is not there', { 0: a, 1: b, 2: null }, 'a move that it has not'],
    ['that takes a move of the opponent', { 0: x, 1: a, 2: null }, 'a move that it has not'],
  ])('%s is PL-402', (_case, moves, found) => {
    const problem = problemOf(() => replayWinning(arenaOf(won, [0]), sides, strategy(moves)));
    expect([problem.code, problem.detail.found]).toEqual(['PL-402', expect.stringContaining(found)]);
  });

  test('is not excused where a play ends without the goal', () => {
    const short = { ...won, goal: [] };
    const problem = problemOf(() =>
      replayWinning(arenaOf(short, [0]), sides, strategy({ 0: a, 1: a, 2: null, 3: null })),
    );
    expect(problem.code).toBe('PL-402');
  });
});

/** Lost from 0: the opponent answers a by x; b leads nowhere; in 4 nothing has to happen. */
const spoilt = { edges: edgesOf('0 a 1, 0 b 4, 1 a 3, 1 x 2, 4 x 3, 2 t 2'), goal: [3], count: 5 };

describe('a counter-strategy', () => {
  test('is played against every move that it lets the player make', () => {
    const met = replaySpoiling(arenaOf(spoilt, [0]), sides, strategy({ 0: null, 1: x, 2: 3, 4: null }));
    expect(new Set(met)).toEqual(new Set([0, 1, 2, 4]));
  });

  test.each<[string, Readonly<Record<number, number | null>>, string]>([
    ['that lets the goal be reached', { 0: null, 1: null, 2: 3, 4: null }, 'lets the goal be reached'],
    ['that helps the player to the goal', { 0: null, 1: x, 2: 3, 4: x }, 'lets the goal be reached'],
    ['that withholds time', { 0: null, 1: x, 2: null, 4: null }, 'cannot be withheld'],
    ['that forgets a position', { 0: null, 1: x, 4: null }, 'does not know'],
    ['that takes a move of the player', { 0: a, 1: x, 2: 3, 4: null }, 'a move that it has not'],
  ])('%s is PL-402', (_case, moves, found) => {
    const problem = problemOf(() => replaySpoiling(arenaOf(spoilt, [0]), sides, strategy(moves)));
    expect([problem.code, problem.detail.found]).toEqual(['PL-402', expect.stringContaining(found)]);
  });
});
