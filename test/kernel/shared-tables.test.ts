import { expect, test } from 'vitest';
import { setup } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import { TableCache } from '../../checker/kernel/table-cache.ts';
import { explore } from '../../checker/search/explore.ts';
import { plain, systemOf } from '../small-system.ts';

/** A hand that goes round `n` states, as a machine without data. */
function ring(n: number): object {
  const states = Object.fromEntries(
    Array.from({ length: n }, (_, i) => [`s${i}`, { on: { TICK: `s${(i + 1) % n}` } }] as const),
  );
  return setup({ types: { events: {} as { readonly type: 'TICK' } } }).createMachine({
    initial: 's0',
    states,
  } as never);
}

test('tables that need more words than the first layout are taken over before the first state is stored', async () => {
  // Eight numbers of five bits: one word does not hold them, and only a sweep knows so from the beginning.
  const hands = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`hand${i}`, ring(17 + i)] as const));
  const system = systemOf({ components: hands, events: { TICK: [{}] } });
  const tables = new TableCache();
  const limits = { states: 500 };
  const first = new Product(system, plain(system), { tables });
  const alone = await explore(first, [], { limits });
  const second = new Product(system, plain(system), { tables });
  const shared = await explore(second, [], { limits });
  expect([first.words, second.words]).toEqual([2, 2]);
  expect(shared.counts).toEqual(alone.counts);
  expect(shared.counts.states).toBe(501);
  expect(second.snapshotsOf(shared.store.states, 500 * second.words).map(({ value }) => value)).toEqual(
    first.snapshotsOf(alone.store.states, 500 * first.words).map(({ value }) => value),
  );
});
