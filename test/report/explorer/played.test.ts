import { describe, expect, test } from 'vitest';
import { type State, StateGraph } from '../../../checker/report/explorer/page/graph.ts';
import { keptBy, repetitionOf } from '../../../checker/report/explorer/page/promises.ts';
import { movesIn } from '../../../checker/report/explorer/page/strategy.ts';
import { statesAlong } from '../../../checker/report/explorer/page/walk.ts';
import { shownResult } from '../../../checker/report/explorer/page-claims.ts';
import type { PageClaim, PageStrategy } from '../../../checker/report/explorer/page-data.ts';
import { makePages } from '../../../checker/report/explorer/pages.ts';
import type { ClaimResult } from '../../../checker/verdict/claims.ts';
import { decideClaims } from '../../../checker/verdict/claims.ts';
import { registry } from '../../../proofs/registry.ts';

interface Paged {
  readonly page: PageClaim;
  readonly table: StateGraph;
  readonly result: ClaimResult;
}

/** A claim decided and packed, as the explorer's page reads it. */
async function paged(id: string, states = 100_000): Promise<Paged> {
  const theorem = registry.theorems.find(({ item }) => id.startsWith(`${item}/`)) as (typeof registry.theorems)[number];
  const claim = theorem.claims.find((one) => `${theorem.item}/${one.id}` === id) as (typeof theorem.claims)[number];
  const [result] = await decideClaims(theorem, [claim], {}, {});
  const pages = await makePages([shownResult(theorem, claim, result as ClaimResult)], { states });
  const [page, model] = [pages.claims[0] as PageClaim, pages.models[0] as (typeof pages.models)[number]];
  const table = new StateGraph(model, pages.packed.get(model.hash) as Uint8Array);
  return { page, table, result: result as ClaimResult };
}

/** Whether a state is one of the goal, as the page tells it. */
function isGoal({ table, page }: Paged, state: State): boolean {
  const parts = table.answers.filter(({ property, role }) => property === page.property.name && role === 'part');
  return parts.length > 0 && parts.every((part) => table.answer(part, state)?.code === 1);
}

/** Every position that the tree has, from where the game begins; `seen` is told of each move. */
function walked(claim: Paged, seen: (from: State, to: State) => void): number {
  const { table, page } = claim;
  const from = table.answers.find(({ property, role }) => property === page.property.name && role === 'trigger');
  const starts = Array.from({ length: table.count }, (_, s) => table.at(s)).filter(
    (state, s) => (from === undefined ? s === 0 : table.answer(from, state)?.code === 1) && !isGoal(claim, state),
  );
  const met = new Map(starts.filter((state) => table.adviceOf(page.id, state)).map((state) => [state.join(), state]));
  for (const here of met.values()) {
    const advice = table.adviceOf(page.id, here);
    if (advice === undefined) throw new Error(`no advice in ${here.join()}`);
    for (const { to } of movesIn(table, page.strategy as PageStrategy, here, advice)) {
      seen(here, to);
      if (!isGoal(claim, to)) met.set(to.join(), to);
    }
  }
  return met.size;
}

describe('a strategy as the page walks it', () => {
  test.each(['2.1.3/challenger-forces', '2.1.3/asserter-forces', '2.1.3/clock-extended-forces'])(
    '%s comes nearer to the goal with every move of anybody, in all its positions',
    async (id) => {
      const claim = await paged(id);
      const { table, page, result } = claim;
      const mostOf = (state: State): number => table.adviceOf(page.id, state)?.most ?? Number.NaN;
      const positions = walked(claim, (from, to) => {
        if (!isGoal(claim, to)) expect(mostOf(to)).toBeLessThan(mostOf(from));
      });
      expect(positions).toBe(page.strategy?.positions);
      expect(page.strategy).toMatchObject({ side: 'player', most: result.game?.most });
    },
  );

  test.each(['2.1.3/challenger-outplayed', '2.1.3/asserter-outplayed', '2.1.3/freeloader-outplays'])(
    '%s never lets the goal be reached, in all its positions',
    async (id) => {
      const claim = await paged(id);
      const positions = walked(claim, (_, to) => expect(isGoal(claim, to)).toBe(false));
      expect(positions).toBe(claim.page.strategy?.positions);
      expect(claim.page.strategy).toMatchObject({ side: 'opponent', most: null });
    },
  );

  test('is not told of states that the page does not list', async () => {
    const { table, page } = await paged('2.1.3/challenger-forces', 50);
    expect(page.strategy?.positions).toBe(378);
    const told = Array.from({ length: table.count }, (_, s) => table.adviceOf(page.id, table.at(s))).filter(Boolean);
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(378);
  });
});

test.each(['5.2.2/rollup-hybrid', '5.2.2/hybrid', '2.1.2/slowest-data', '1.2.1/price-of-force'])(
  'the steps of the cheapest attack %s cost together what the verdict says',
  async (id) => {
    const { page, result } = await paged(id);
    const paid = (page.traces[0]?.events ?? []).map((event) => page.prices?.[event] ?? Number.NaN);
    expect(paid).toEqual(result.attack?.paid);
    expect(paid.reduce((sum, price) => sum + price, 0)).toBe(result.price);
  },
);

test.each([
  '1.2.1/without-forced-inclusion',
  '1.2.1/ignoring-sequencer',
  '1.2.1/without-l1-progress',
  '1.2.3/without-honest-quorum',
  '2.1.3/without-own-timer',
  '2.1.3/rogue-guardian',
  '2.2.2/prover-crashed',
  '2.2.2/not-covered',
])('of the infinite run of %s the page says how every promise is kept', async (id) => {
  const { page, table } = await paged(id);
  const [run] = page.traces;
  expect(page.promises.length).toBeGreaterThan(0);
  const repetition = repetitionOf(run?.events ?? [], statesAlong(table, run?.events ?? []), run?.loop ?? null);
  if (repetition === undefined) throw new Error('the run does not repeat');
  for (const promise of page.promises) {
    const words = keptBy(table, promise, repetition);
    // A strong promise is not kept by pausing.
    const kept =
      promise.strength === 'weak' ? /^(taken in|not possible|at no time)/ : /^(taken in|not possible there|at no time)/;
    expect([promise.words, words]).toEqual([promise.words, expect.stringMatching(kept)]);
  }
});
