/** Reductions change no verdict: of random systems, of the claims of the registry, and of systems made for them. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Product } from '../../checker/kernel/product.ts';
import { StubbornProduct } from '../../checker/kernel/stubborn.ts';
import type { LocalState } from '../../checker/language/machine.ts';
import { always, eventually, type Property, reachable } from '../../checker/language/property.ts';
import { type AnySystem, type Configuration, configure, instances } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { type Decision, decide, isDecidedStateByState } from '../../checker/verdict/decide.ts';
import { registry } from '../../proofs/registry.ts';
import { consistency, twoPhaseCommit } from '../bench/two-phase-commit.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain, systemOf } from '../small-system.ts';
import { type Automaton, alikeSystem, automaton, looseSystem } from './loose-system.ts';

const counter = automaton({ UP: [1, 2, 3, -1] });

/** Three counters that know nothing of each other. */
const counters: AnySystem = systemOf({
  components: { counters: instances(counter as never, 3, 'i') },
  events: { UP: [{ i: 0 }, { i: 1 }, { i: 2 }] },
});

const countersOf = (view: object): readonly LocalState<Automaton>[] =>
  (view as { counters: readonly LocalState<Automaton>[] }).counters;

async function both(
  system: AnySystem,
  property: Property<never>,
  reduce: 'order' | 'symmetry',
): Promise<readonly [Decision, Decision]> {
  const [full] = await decide(system, plain(system), [property]);
  const [reduced] = await decide(system, plain(system), [property], { reduce });
  return [full as Decision, reduced as Decision];
}

describe('reduction by order', () => {
  test('lets one order of independent events stand for all', async () => {
    const small = always<never>('small', 'The first counts to three.', (view) => {
      return (countersOf(view)[0]?.context.n ?? 0) < 4;
    });
    const [full, reduced] = await both(counters, small, 'order');
    expect([full.counts.states, full.verdict, full.reduction]).toEqual([64, 'exhausted', null]);
    expect([reduced.counts.states, reduced.verdict]).toEqual([10, 'exhausted']);
    expect(reduced.reduction).toMatchObject({ kind: 'order', watched: ['counters[0]'] });
  });

  test('begins anew where a property reads on: what hides behind the first answer is found', async () => {
    const hidden = always<never>('hidden', 'Not three and one and two.', (view) => {
      const [a, b, c] = countersOf(view).map(({ context }) => context);
      return a?.n !== 3 || b?.n !== 1 || c?.n !== 2;
    });
    const [full, reduced] = await both(counters, hidden, 'order');
    expect([full.verdict, full.trace?.steps.length]).toEqual(['violated', 6]);
    expect([reduced.verdict, reduced.trace?.steps.length]).toEqual(['violated', 6]);
    expect(reduced.reduction?.watched).toHaveLength(3);
  });

  test('gives random systems the same verdicts, firing, local states and deadlocks', async () => {
    let saved = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(looseSystem, looseSystem, randomSystem), async ({ system, holds }) => {
        for (const property of [always('p', 'A question.', holds), reachable('q', 'A question.', holds)] as never[]) {
          const [full, reduced] = await both(system, property, 'order');
          expect([reduced.verdict, reduced.limit]).toEqual([full.verdict, full.limit]);
          // An invariant that fails ends both at the layer where it does.
          expect(reduced.trace?.steps.length ?? 0).toBeGreaterThanOrEqual(full.trace?.steps.length ?? 0);
          if (full.verdict !== 'exhausted') continue;
          expect(reduced.counts.states).toBeLessThanOrEqual(full.counts.states);
          expect(reduced.coverage.neverFired).toEqual(full.coverage.neverFired);
          expect(reduced.coverage.components).toEqual(full.coverage.components);
          expect(reduced.deadlocks).toBe(full.deadlocks);
          saved += full.counts.states - reduced.counts.states;
        }
      }),
      { numRuns: 100 },
    );
    expect(saved).toBeGreaterThan(200);
  });

  test('leaves out only what closes a diamond: either order, the same state', async () => {
    let diamonds = 0;
    await fc.assert(
      fc.asyncProperty(looseSystem, async ({ system }) => {
        const product = new Product(system, plain(system));
        const reduced: { state: Uint32Array; taken: readonly number[]; left: readonly number[] }[] = [];
        const kernel = new StubbornProduct(product, new Set([0]), (state, taken, left) => {
          reduced.push({ state: Uint32Array.from(locals(product, state)), taken, left });
        });
        await explore(kernel, []);
        for (const { state, taken, left } of reduced) {
          for (const a of taken) {
            for (const b of left) {
              expect(run(product, state, [a, b])).toEqual(run(product, state, [b, a]));
              diamonds++;
            }
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(diamonds).toBeGreaterThan(50);
  });
});

describe('reduction by symmetry', () => {
  const commit = (n: number): Configuration => configure(twoPhaseCommit, { parameters: { n } });
  const commitBoth = async (n: number, property: Property<never>): Promise<readonly [Decision, Decision]> => {
    const [full] = await decide(twoPhaseCommit, commit(n), [property]);
    const [reduced] = await decide(twoPhaseCommit, commit(n), [property], { reduce: 'symmetry' });
    return [full as Decision, reduced as Decision];
  };

  test('keeps one state of each arrangement of two-phase commit, and says so', async () => {
    const product = new Product(twoPhaseCommit, commit(4));
    const { store } = await explore(product, []);
    // By hand: what tells managers apart is their own state and their bits in the other two components.
    const arrangements = new Set<string>();
    for (let s = 0; s < store.count; s++) {
      const [tm, network, ...rms] = product.snapshotsOf(store.states, s * store.words) as readonly LocalState<{
        received: number;
        prepared: number;
        commit: boolean;
        abort: boolean;
      }>[];
      const each = rms.map(({ value }, i) => {
        return `${value} ${((tm?.context.received ?? 0) >> i) & 1} ${((network?.context.prepared ?? 0) >> i) & 1}`;
      });
      arrangements.add([tm?.value, network?.context.commit, network?.context.abort, ...each.sort()].join());
    }
    const [full, reduced] = await commitBoth(4, consistency as Property<never>);
    expect([reduced.verdict, reduced.counts.states]).toEqual(['exhausted', arrangements.size]);
    expect(reduced.counts.depth).toBe(full.counts.depth);
    expect(reduced.coverage.neverFired).toEqual(full.coverage.neverFired);
    expect(reduced.reduction).toMatchObject({ alike: [['rms[0]', 'rms[1]', 'rms[2]', 'rms[3]']], unlike: [] });
  });

  test('shows a violation by the names of the system, as short as without', async () => {
    const someWorks = always<never>('some-works', 'Not all commit.', ({ rms }) => {
      return !(rms as LocalState[]).every(({ value }) => value === 'committed');
    });
    const [full, reduced] = await commitBoth(4, someWorks);
    expect([reduced.verdict, reduced.trace?.steps.length]).toEqual(['violated', full.trace?.steps.length]);
    const managers = reduced.trace?.steps.flatMap(({ type, payload }) => (type === 'PREPARE' ? [payload.rm] : []));
    expect([...(managers ?? [])].sort()).toEqual([0, 1, 2, 3]);
  });

  test('asks a property of every arrangement: one that singles an instance out leaves nothing alike', async () => {
    // The arrangement that breaks it is two swaps away from the one that stands for it.
    const picky = always<never>('picky', 'Not the first committed and the second aborted.', ({ rms }) => {
      const [first, second] = rms as readonly LocalState[];
      return first?.value !== 'prepared' || second?.value !== 'aborted';
    });
    const [full, reduced] = await commitBoth(4, picky);
    expect([reduced.verdict, reduced.trace?.steps.length]).toEqual([full.verdict, full.trace?.steps.length]);
    expect(reduced.reduction).toMatchObject({
      alike: [],
      unlike: [{ group: 'rms', because: expect.stringContaining('picky tells') }],
    });
  });

  test('gives random systems the same verdicts, depths, lengths and firing, whoever is unlike', async () => {
    const seen = { alike: 0, unlike: 0, saved: 0 };
    await fc.assert(
      fc.asyncProperty(alikeSystem, async ({ system, holds, isFair }) => {
        for (const property of [always('p', 'A question.', holds), reachable('q', 'A question.', holds)] as never[]) {
          const [full, reduced] = await both(system, property, 'symmetry');
          expect([reduced.verdict, reduced.counts.depth]).toEqual([full.verdict, full.counts.depth]);
          expect(reduced.trace?.steps.length).toBe(full.trace?.steps.length);
          expect(reduced.coverage.neverFired).toEqual(full.coverage.neverFired);
          expect(reduced.counts.states).toBeLessThanOrEqual(full.counts.states);
          if (isFair) expect(reduced.reduction?.unlike).toEqual([]);
          if (reduced.reduction?.alike.length === 0) seen.unlike++;
          else seen.alike++;
          seen.saved += full.counts.states - reduced.counts.states;
        }
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.alike, seen.unlike)).toBeGreaterThan(20);
    expect(seen.saved).toBeGreaterThan(200);
  });

  test('leaves systems without instances, and random ones, as they are', async () => {
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system, holds }) => {
        const [full, reduced] = await both(system, always('p', 'A question.', holds) as never, 'symmetry');
        expect([reduced.verdict, reduced.counts.depth]).toEqual([full.verdict, full.counts.depth]);
      }),
      { numRuns: 25 },
    );
  });
});

/** Local numbers, which stay when the layout changes. */
function locals(product: Product, packed: Uint32Array): readonly number[] {
  return product.components.map((_, c) => product.localOf(packed, 0, c));
}

/** The local numbers after some events, by the generic expansion; a refused one fails the test. */
function run(product: Product, from: Uint32Array, events: readonly number[]): readonly number[] {
  const { word, shift, words } = product.layout;
  let packed = new Uint32Array(words);
  from.forEach((local, c) => {
    packed[word[c] as number] = (packed[word[c] as number] as number) | (local << (shift[c] as number));
  });
  for (const event of events) {
    const count = product.expandGenerically(packed, 0);
    const at = product.fired.subarray(0, count).indexOf(event);
    expect(at).toBeGreaterThanOrEqual(0);
    packed = product.successors.slice(at * words, (at + 1) * words);
  }
  return locals(product, packed);
}

describe('what needs every state', () => {
  test('is refused with a reduction', async () => {
    const soon = eventually<never>('soon', 'Something moves.', () => true, {});
    await expect(decide(counters, plain(counters), [soon], { reduce: 'order' })).rejects.toThrow(/PL-210.*eventually/s);
    const store = { kind: 'hash', bits: 64, seed: '0x0' } as const;
    await expect(decide(counters, plain(counters), [], { reduce: 'order', store })).rejects.toThrow(/PL-210/);
  });
});

describe.each(['order', 'symmetry'] as const)('claims of the registry, reduced by %s', (reduce) => {
  // All of them took two minutes on the machine this was written on, and agreed: test/search/all-reductions.ts.
  const theorems = registry.theorems.filter(({ item }) => ['1.1.3', '1.2.3', '6.2.2'].includes(item));

  test.each(theorems)('$item have the same verdicts', async (theorem) => {
    const claims = theorem.claims.filter(
      ({ property, expect: { states = Number.POSITIVE_INFINITY } }) =>
        isDecidedStateByState(property.kind) && states < 500,
    );
    const full = await decideClaims(theorem, claims, {}, {});
    const reduced = await decideClaims(theorem, claims, {}, { reduce });
    const said = (results: typeof full): unknown =>
      results.map(({ id, verdict, vacuous, met }) => ({ id, verdict, vacuous, met }));
    expect(said(reduced)).toEqual(said(full));
  });
});
