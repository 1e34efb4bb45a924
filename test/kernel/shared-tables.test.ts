import fc from 'fast-check';
import { expect, test } from 'vitest';
import { setup } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import { TableCache } from '../../checker/kernel/table-cache.ts';
import { Problem } from '../../checker/language/problem.ts';
import { type AnySystem, event } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { plain, systemOf } from '../small-system.ts';
import { randomSystem } from './random-system.ts';

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

/** Counts of a whole search, or the code of what is wrong with the model. */
async function outcomeOf(system: AnySystem, tables?: TableCache): Promise<unknown> {
  try {
    const product = new Product(system, plain(system), { tables, localLimit: 200 });
    const { counts, ending } = await explore(product, [], { exhaustive: true, limits: { states: 400 } });
    return ending.kind === 'fault' ? 'fault' : [counts.states, counts.transitions, counts.depth, ending.kind];
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

test('a changed system has the same graph with the events, columns and tables of the unchanged one', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      randomSystem,
      fc.array(randomSystem, { minLength: 2, maxLength: 4 }),
      async ({ system }, others) => {
        const { components, events } = system.compose(plain(system));
        const { parties } = system;
        const [first = '', second = ''] = Object.keys(components);
        const replaced = others.map(({ system: other }) => {
          const [one] = Object.values(other.compose(plain(other)).components);
          return systemOf({ components: { ...components, [first]: one as object }, events, parties });
        });
        const swapped = { ...components, [first]: components[second] as object, [second]: components[first] as object };
        const shifted = Object.fromEntries(
          Object.entries(events).map(([type, { owner, payloads: menu }]) => {
            const last = menu.at(-1) as { readonly y?: boolean };
            return [type, event(owner as never, [...menu.slice(0, -1), { ...last, y: last.y !== true }] as never)];
          }),
        );
        const changed = [
          ...replaced,
          systemOf({ components: swapped, events, parties }),
          systemOf({ components, events: shifted, parties }),
        ];
        const base = new Product(system, plain(system));
        const own = new Set(Object.values(components).map(({ machine }) => machine as unknown));
        const kept = new TableCache();
        for (const one of [...changed, system]) {
          const tables = new TableCache(base, { tables: kept, isKept: (machine) => own.has(machine) });
          const alone = await outcomeOf(one);
          expect(await outcomeOf(one, tables)).toEqual(alone);
          if (Array.isArray(alone) && one !== system) compared++;
        }
      },
    ),
    { numRuns: 30 },
  );
  expect(compared).toBeGreaterThan(5);
});
