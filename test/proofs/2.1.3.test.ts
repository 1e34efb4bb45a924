import { describe, expect, test } from 'vitest';
import type { AnyFrontier } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { decideFrontier } from '../../checker/verdict/frontier.ts';
import { theorem } from '../../proofs/2.1.3-fraud-proof.ts';

const results = await decideClaims(theorem, theorem.claims, {}, {});

describe('2.1.3 Fraud Proof', () => {
  test.each(results.map((result) => [result.id, result] as const))('%s is as expected', (_id, { misses, met }) => {
    expect({ misses, met }).toEqual({ misses: [], met: true });
  });

  test('2.1.3/challenger-errs: the game is lost by the wrong choice, and not before', () => {
    const { game, trace } = results.find(({ id }) => id === '2.1.3/challenger-errs') ?? {};
    expect(game?.loss?.at).toBe(2);
    expect(trace?.steps[0]?.payload).toEqual({ move: 'bisect-right' });
    expect(trace?.steps[1]?.payload).toEqual({ move: 'choose-left' });
  });

  test('2.1.3: each strategy was played again by xstate, positions counted', () => {
    const replayed = results.flatMap(({ id, game }) => (game === null ? [] : [[id, game.replayed, game.replayedBy]]));
    expect(replayed).toEqual([
      ['2.1.3/challenger-forces', 457, 'xstate'],
      ['2.1.3/asserter-forces', 238, 'xstate'],
      ['2.1.3/challenger-outplayed', 26, 'xstate'],
      ['2.1.3/asserter-outplayed', 17, 'xstate'],
      ['2.1.3/challenger-late', 27, 'kernel'],
      ['2.1.3/challenger-errs', 576, 'xstate'],
      ['2.1.3/no-blocks', 1, 'xstate'],
      ['2.1.3/clock-extended-forces', 1927, 'kernel'],
      ['2.1.3/freeloader-outplays', 9, 'xstate'],
      ['2.1.3/outnumbered', 17, 'xstate'],
      ['2.1.3/three-at-once', 4681, 'kernel'],
      ['2.1.3/three-opened-later', 11083, 'kernel'],
      ['2.1.3/one-bond-for-two', 343, 'xstate'],
      ['2.1.3/short-of-attention', 236, 'kernel'],
      ['2.1.3/short-of-bonds', 34, 'kernel'],
      ['2.1.3/short-of-patience', 25, 'xstate'],
    ]);
  });
});

function frontierOf(id: string): AnyFrontier {
  return theorem.frontiers.find((frontier) => frontier.id === id) as AnyFrontier;
}

describe.each(['challenger', 'asserter'])('2.1.3: the clock of an honest %s', (side) => {
  test('playing freely wins exactly where the strategy that was written down never loses, point by point', async () => {
    const written = frontierOf(`frontier-${side}`);
    const forced = frontierOf(`frontier-${side}-forces`);
    const over = Object.fromEntries(Object.entries(forced.axes).map(([symbol, { values }]) => [symbol, values]));
    const [first, second] = [await decideFrontier(theorem, written, over), await decideFrontier(theorem, forced)];
    expect(second.points).toHaveLength(63);
    expect(second.points.map(({ at, verdict }) => ({ ...at, verdict }))).toEqual(
      first.points.map(({ at, verdict }) => ({ ...at, verdict })),
    );
    expect(second.formula).toBe(first.formula);
  });

  test('the sweep over the whole grid gives its formula', async () => {
    const written = frontierOf(`frontier-${side}`);
    const { formula, separates } = await decideFrontier(theorem, written);
    expect({ formula, separates }).toEqual({ formula: written.expect.formula, separates: true });
  });
});
