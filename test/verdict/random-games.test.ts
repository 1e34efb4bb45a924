import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enforceable, type Property } from '../../checker/language/property.ts';
import type { AnySystem, EventMenu } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { type NaiveSearch, naiveSearch } from '../kernel/naive.ts';
import { type RandomSystem, randomSystem } from '../kernel/random-system.ts';
import { plain } from '../small-system.ts';

const seed = 0x6a3e;

/** For each event of the search, in its order: whether the player moves, and whether it is driven. */
function sidesOf(system: AnySystem, by: string, driven: readonly string[]): readonly (readonly [boolean, boolean])[] {
  const { events } = system.compose(plain(system));
  return Object.entries(events as Readonly<Record<string, EventMenu>>).flatMap(([type, { owner, payloads }]) =>
    payloads.map((payload) => {
      const party = typeof owner === 'function' ? owner(payload) : owner;
      return [party === by, driven.includes(type)] as const;
    }),
  );
}

/** Ranks by the definition, round by round, over the states that xstate alone reaches. */
function ranksOf(
  naive: NaiveSearch,
  goal: ReadonlySet<string>,
  sides: readonly (readonly [boolean, boolean])[],
): ReadonlyMap<string, number> {
  const rank = new Map([...goal].map((text) => [text, 0]));
  for (let round = 1; ; round++) {
    const known = new Set(rank.keys());
    for (const [text, row] of naive.steps) {
      if (known.has(text)) continue;
      const moves = row.flatMap((to, e) =>
        to === undefined ? [] : [{ to, side: sides[e] as (typeof sides)[number] }],
      );
      const against = moves.filter(({ side: [isOwn] }) => !isOwn);
      const goesOn =
        moves.some(({ to, side: [isOwn] }) => isOwn && known.has(to)) || against.some(({ side: [, drives] }) => drives);
      if (goesOn && against.every(({ to }) => known.has(to))) rank.set(text, round);
    }
    if (rank.size === known.size) return rank;
  }
}

test(`games on systems drawn at random are decided as the definition says (seed ${seed})`, async () => {
  const seen = { won: 0, lost: 0, grown: 0 };
  const terms = fc.record({
    by: fc.constantFrom('eve', 'clock'),
    drives: fc.boolean(),
    everywhere: fc.boolean(),
    flipped: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      randomSystem,
      terms,
      async ({ system, holds }: RandomSystem, { by, drives, everywhere, flipped }) => {
        const configuration = plain(system);
        const naive = naiveSearch(system, configuration, 60);
        fc.pre(naive !== undefined && naive.states.size >= 3);
        const driven = drives ? Object.keys(system.compose(configuration).events) : [];
        const composition = new ReferenceComposition(system, configuration);
        const goal = new Set(
          [...naive.states].flatMap(([text, state]) =>
            holds(composition.view(state) as never) === flipped ? [text] : [],
          ),
        );
        const rank = ranksOf(naive, goal, sidesOf(system, by, driven));
        const from = everywhere ? { from: () => true } : {};
        const forced = enforceable('forced', 'It can be forced.', ((view: never) => holds(view) === flipped) as never, {
          ...{ by: [by], driven },
          ...from,
        });
        const [decision] = await decide(system, configuration, [forced as Property<never>]);
        if (decision?.game == null) throw new Error('no game');
        const starts = everywhere ? [...naive.states.keys()] : [[...naive.states.keys()][0] as string];
        const isWon = starts.every((text) => rank.has(text));
        expect(decision.game.winning).toBe(rank.size);
        expect(decision.verdict).toBe(isWon ? 'exhausted' : 'violated');
        expect(decision.game.replayedBy).toBe('xstate');
        const steps = decision.trace?.steps.length ?? 0;
        if (isWon) {
          const most = Math.max(...starts.map((text) => rank.get(text) as number));
          expect(decision.game.most).toBe(most);
          if (!everywhere) expect(steps).toBe(most);
        }
        seen[isWon ? 'won' : 'lost']++;
        seen.grown += Number(rank.size > goal.size);
      },
    ),
    { seed, numRuns: 90 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});
