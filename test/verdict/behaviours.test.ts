import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocalState } from '../../checker/language/machine.ts';
import { keyOf } from '../../checker/language/plain-data.ts';
import { Problem } from '../../checker/language/problem.ts';
import { type AnySystem, configure, type EventMenu, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { type Behaviours, type Configured, compareBehaviours } from '../../checker/verdict/behaviours.ts';
import { optimisticRollupSystem } from '../../model/systems/optimistic-rollup.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain, systemOf } from '../small-system.ts';

type Parts = Record<string, unknown>;

interface Found {
  gained?: number;
  lost?: number;
  parted?: number;
}

/** What a component shows, one entry a place: the fields of the random machines. */
function shown(name: string, { value, context }: LocalState): readonly (readonly [string, string])[] {
  const fields = Object.entries(context as Parts).map(([field, inner]) => [`${name}.${field}`, keyOf(inner)] as const);
  return [[name, keyOf(value)], ...fields];
}

/** The same walk done the obvious way, on xstate alone: shortest lengths by breadth-first search over pairs. */
function naive(base: AnySystem, changed: AnySystem, most: number): Found | undefined {
  const sides = [base, changed].map((system) => new ReferenceComposition(system, plain(system)));
  const [one, other] = sides as [ReferenceComposition, ReferenceComposition];
  const menu = (system: AnySystem): readonly string[] =>
    Object.entries(system.compose(plain(system)).events as Record<string, EventMenu>).flatMap(([type, { payloads }]) =>
      payloads.map((payload) => JSON.stringify({ type, ...payload })),
    );
  const menus = [new Set(menu(base)), new Set(menu(changed))] as const;
  const events = [...new Set([...menus[0], ...menus[1]])];
  const looks = (composition: ReferenceComposition, state: readonly LocalState[]): ReadonlyMap<string, string> =>
    new Map(state.flatMap((local, c) => shown(composition.names[c] as string, local)));
  const start = [one.initial(), other.initial()] as const;
  const [here, there] = [looks(one, start[0]), looks(other, start[1])];
  const given = [...here.keys()].filter((place) => here.get(place) !== there.get(place));
  const shared = [...here.keys()].filter((place) => there.has(place) && !given.includes(place));
  const found: Found = {};
  let layer = [start];
  const seen = new Set<string>();
  for (let depth = 0; layer.length > 0; depth++) {
    const next = new Map<string, typeof start>();
    for (const [a, b] of layer) {
      const [left, right] = [looks(one, a), looks(other, b)];
      if (shared.some((place) => left.get(place) !== right.get(place))) found.parted ??= depth;
      for (const text of events) {
        const event = JSON.parse(text);
        const taken = menus[0].has(text) ? one.attempt(a, event) : undefined;
        const also = menus[1].has(text) ? other.attempt(b, event) : undefined;
        if (taken?.taken === true && also?.taken === true) {
          const pair = [taken.state, also.state] as const;
          const key = keyOf(
            pair.map((state) => state.map(({ value, context, status }) => ({ value, context, status }))),
          );
          if (!seen.has(key)) next.set(key, pair);
        } else if (taken?.taken === true) found.lost ??= depth + 1;
        else if (also?.taken === true) found.gained ??= depth + 1;
      }
    }
    for (const key of next.keys()) seen.add(key);
    if (seen.size > most) return undefined;
    layer = [...next.values()];
  }
  return found;
}

function lengths({ gained, lost, parted }: Behaviours): Found {
  return {
    ...(gained === null ? {} : { gained: gained.trace.steps.length }),
    ...(lost === null ? {} : { lost: lost.trace.steps.length }),
    ...(parted === null ? {} : { parted: parted.base.steps.length }),
  };
}

/** A system with one of its machines taken from another. */
function grafted(base: AnySystem, other: AnySystem): AnySystem {
  const [own, foreign] = [base.compose(plain(base)), other.compose(plain(other))];
  return systemOf({
    name: 'grafted',
    components: { ...own.components, c1: foreign.components.c1 as object },
    events: { ...foreign.events, ...own.events },
    parties: { clock: 'environment', eve: 'adversary' },
  });
}

const asItIs = (system: AnySystem): Configured => ({ system, configuration: plain(system) });

describe('behaviours gained and lost', () => {
  test('are those that a walk over pairs of xstate snapshots finds, as short', async () => {
    let compared = 0;
    let differing = 0;
    await fc.assert(
      fc.asyncProperty(randomSystem, randomSystem, fc.boolean(), async ({ system: base }, { system: other }, same) => {
        const changed = same ? base : grafted(base, other);
        let found: Behaviours;
        try {
          found = await compareBehaviours(asItIs(base), asItIs(changed));
        } catch (error) {
          // A graft may leave an event without a machine that knows it: no system at all.
          if (error instanceof Problem && (error.code === 'PL-107' || error.code === 'PL-108')) return;
          throw error;
        }
        const expected = naive(base, changed, 100);
        if (expected === undefined) return;
        compared++;
        if (Object.keys(expected).length > 0) differing++;
        expect(lengths(found)).toEqual(expected);
        if (same) expect(expected).toEqual({});
      }),
      { numRuns: 60, seed: 6 },
    );
    expect(compared).toBeGreaterThan(25);
    expect(differing).toBeGreaterThan(10);
  });

  const adversary: Setting = { powers: { cheat: true, order: true, bogusProof: true, censor: 2 } };
  const rollup = (change: Setting = {}): Configured => ({
    system: optimisticRollupSystem,
    configuration: configure(optimisticRollupSystem, adversary, change),
  });

  test('2.1.1: the same rollup has the same behaviours in each of its 181 states', async () => {
    expect(await compareBehaviours(rollup(), rollup())).toMatchObject({
      ...{ pairs: 181, limit: null, gained: null, lost: null, parted: null },
    });
  });

  test('2.1.1: without cascade the child of a removed batch lives on, and can be challenged', async () => {
    const { gained, lost, parted, given } = await compareBehaviours(rollup(), rollup({ without: ['cascade'] }));
    expect(gained?.refusedBy).toEqual(['rollup']);
    expect(gained?.trace.steps.map(({ type }) => type)).toEqual(['POST', 'POST', 'FRAUD', 'BLOCK', 'BLOCK']);
    expect(lost).toBeNull();
    expect(parted?.differences).toContainEqual(
      expect.objectContaining({ path: 'batches[1].status', before: 'removed', after: 'pending' }),
    );
    expect(given.map(({ path }) => path)).toEqual(['terms.rules.cascade']);
  });

  test('2.1.1: what one way gains the other way loses', async () => {
    const there = await compareBehaviours(rollup(), rollup({ parameters: { C: 4 } }));
    const back = await compareBehaviours(rollup({ parameters: { C: 4 } }), rollup());
    expect(there.gained?.trace.steps.length).toBe(back.lost?.trace.steps.length);
    expect(there.lost).toEqual(back.gained);
    expect(there.parted?.base.steps.length).toBe(back.parted?.base.steps.length);
  });

  test('what a limit cut off is not said to be absent', async () => {
    const limits = { states: 3 };
    const cut = await compareBehaviours(rollup(), rollup({ without: ['cascade'] }), { limits });
    expect(cut).toMatchObject({ limit: 'states', gained: null, lost: null });
  });
});
