import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Game, longestPlay, lost, type Solution, solveGame, waits } from '../../checker/search/game.ts';
import { isOutOfReach, refuses, type Spoiling, spoil, spoiledPlay } from '../../checker/search/spoil.ts';
import { replaySpoiling, replayWinning } from '../../checker/trace/strategy.ts';
import { arenaOf, edgesOf, eventCount, gameOf, type SmallGame, sides } from './small-game.ts';

/** Ranks by state, `-` where the player loses. */
async function ranksOf(text: string, goal: readonly number[], count: number): Promise<string> {
  const game = await gameOf({ edges: edgesOf(text), goal, count });
  return [...solveGame(game).rank].map((rank) => (rank === lost ? '-' : rank)).join(' ');
}

async function playOf(text: string, goal: readonly number[], count: number): Promise<string> {
  const game = await gameOf({ edges: edgesOf(text), goal, count });
  const { states, events, ending, loop } = spoiledPlay(game, spoil(game, solveGame(game)), 0);
  const way = states.map((state, i) => `${state}${i < events.length ? ` ${'abxt'[events[i] as number]} ` : ''}`);
  return `${way.join('')}, ${ending}${loop === null ? '' : ` ${loop}`}`;
}

describe('winning states, worked out by hand', () => {
  test.each<[string, string, readonly number[], number, string]>([
    ['a goal is won at once, whatever could still happen', '0 x 1', [0], 2, '0 -'],
    ['a move of the player is enough where the opponent has none', '0 a 1', [1], 2, '1 0'],
    ['a move of the opponent is not, for it may be withheld', '0 x 1', [1], 2, '- 0'],
    ['unless it is driven', '0 t 1', [1], 2, '1 0'],
    ['one driven move makes the others come or not, and all have to lead on', '0 t 1, 0 x 2', [1], 3, '- 0 -'],
    ['the same where they do', '0 t 1, 0 x 2, 2 a 1', [1], 3, '2 0 1'],
    ['the opponent moves first where it can', '0 a 1, 0 x 2', [1], 3, '- 0 -'],
    ['which is no harm where it helps', '0 a 1, 0 x 2, 2 a 1', [1], 3, '2 0 1'],
    ['a move of the opponent that changes nothing puts the player off for ever', '0 a 1, 0 x 0', [1], 2, '- 0'],
    ['so does time that goes by without an end', '0 a 1, 0 t 0', [1], 2, '- 0'],
    ['time that runs out does not', '0 a 2, 0 t 1, 1 a 2', [2], 3, '2 1 0'],
    ['the opponent may put the player off in a circle', '0 a 2, 0 x 1, 1 x 0, 1 a 2', [2], 3, '- - 0'],
    ['a bad move beside a good one does no harm', '0 a 1, 0 b 2', [1], 3, '1 0 -'],
    ['turns in alternation, the opponent choosing', '0 a 1, 1 t 2, 1 x 3, 2 a 4, 3 a 0', [4], 5, '- - 1 - 0'],
    ['a state without a move is lost', '0 a 1', [0], 2, '0 -'],
  ])('%s', async (_claim, text, goal, count, ranks) => {
    expect(await ranksOf(text, goal, count)).toBe(ranks);
  });
});

describe('how a lost game goes on, worked out by hand', () => {
  test.each<[string, string, readonly number[], number, string]>([
    ['nothing has to happen', '0 x 1', [1], 2, '0, stands still 0'],
    [
      'rather nothing than a move that gives nothing away',
      '0 a 1, 1 x 0, 1 x 2, 2 a 3',
      [3],
      4,
      '0 a 1, stands still 1',
    ],
    ['the goal is out of reach from the start', '0 x 1', [], 2, '0, out of reach'],
    [
      'the opponent takes the shortest way to where it is',
      '0 x 1, 0 a 3, 1 t 2, 1 a 3',
      [3],
      4,
      '0 x 1 t 2, out of reach',
    ],
    ['a move is repeated for ever', '0 a 1, 0 t 0', [1], 2, '0 t 0, repeats 0'],
    ['two moves are', '0 a 2, 0 x 1, 1 x 0, 1 a 2', [2], 3, '0 x 1 x 0, repeats 0'],
    [
      'the player tries what is nearest to the goal',
      '0 a 1, 0 b 2, 1 a 4, 1 x 5, 2 a 3, 2 x 5, 3 a 4',
      [4],
      6,
      '0 a 1 x 5, out of reach',
    ],
  ])('%s', async (_claim, text, goal, count, play) => {
    expect(await playOf(text, goal, count)).toBe(play);
  });
});

const most = 7;
const smallGame: fc.Arbitrary<SmallGame> = fc.record({
  edges: fc.uniqueArray(fc.record({ from: fc.nat(most - 1), event: fc.nat(eventCount - 1), to: fc.nat(most - 1) }), {
    minLength: 6,
    maxLength: 20,
    selector: ({ from, event }) => `${from} ${event}`,
  }),
  goal: fc.uniqueArray(fc.nat(most - 1), { minLength: 1, maxLength: 2 }),
  count: fc.constant(most),
});

/** The definition read aloud: rounds of "which states are winning given those that are", until nothing changes. */
function naiveRanks({ edges, goal, count }: SmallGame): readonly number[] {
  const rank: number[] = Array.from({ length: count }, (_, s) => (goal.includes(s) ? 0 : lost));
  for (let round = 1; round <= count; round++) {
    const before = [...rank];
    for (let s = 0; s < count; s++) {
      if (before[s] !== lost) continue;
      const isWon = ({ to }: { to: number }): boolean => before[to] !== lost;
      const out = edges.filter(({ from }) => from === s);
      const against = out.filter(({ event }) => event >= 2);
      const goesOn = out.some((edge) => edge.event < 2 && isWon(edge)) || against.some(({ event }) => event === 3);
      if (against.every(isWon) && goesOn) rank[s] = round;
    }
  }
  return rank;
}

function strategyOf({ rank, move }: Solution): (state: number | string) => number | null | undefined {
  return (state) => {
    const chosen = move[state as number] as number;
    return rank[state as number] === lost ? undefined : chosen === waits ? null : chosen;
  };
}

function counterStrategyOf({ move }: Spoiling): (state: number | string) => number | null {
  return (state) => (move[state as number] === refuses ? null : (move[state as number] as number));
}

/** A real play: every step an edge, and no player's move where the opponent moves. */
function expectReal(
  one: SmallGame,
  { states, events }: { states: readonly number[]; events: readonly number[] },
): void {
  events.forEach((event, i) => {
    expect(one.edges).toContainEqual({ from: states[i], event, to: states[i + 1] });
  });
}

describe('random games', () => {
  test('ranks are those of the definition; both strategies keep what they promise against every move', async () => {
    const seen = { won: 0, lost: 0, waited: 0 };
    await fc.assert(
      fc.asyncProperty(smallGame, async (one) => {
        const game: Game = await gameOf(one);
        const solution = solveGame(game);
        expect([...solution.rank]).toEqual(naiveRanks(one));
        const all = Array.from({ length: one.count }, (_, s) => s);
        const won = all.filter((s) => solution.rank[s] !== lost);
        const rest = all.filter((s) => solution.rank[s] === lost);
        expect(solution.winning).toBe(won.length);
        expect(replayWinning(arenaOf(one, won), sides, strategyOf(solution))).toHaveLength(won.length);
        const spoiling = spoil(game, solution);
        expect(replaySpoiling(arenaOf(one, rest), sides, counterStrategyOf(spoiling))).toHaveLength(rest.length);
        for (const start of won) {
          const play = longestPlay(game, solution, start);
          expectReal(one, play);
          expect(play.events).toHaveLength(solution.rank[start] as number);
          expect(one.goal).toContain(play.states.at(-1));
          seen.won += Number(play.events.length > 1);
          seen.waited += Number(solution.rank[start] !== 0 && solution.move[start] === waits);
        }
        for (const start of rest) {
          const play = spoiledPlay(game, spoiling, start);
          expectReal(one, play);
          expect(play.states.some((s) => one.goal.includes(s))).toBe(false);
          const end = play.states.at(-1) as number;
          if (play.ending === 'out of reach') expect(isOutOfReach(spoiling, end)).toBe(true);
          else expect(play.states[play.loop as number]).toBe(end);
          seen.lost += Number(play.events.length > 1);
        }
      }),
      { numRuns: 2_000, seed: 11 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(300);
  });
});
