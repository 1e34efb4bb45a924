/** Refinement against the enumeration of traces: no product, no sets of states, no table, every trace up to a length by xstate. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../checker/language/machine.ts';
import { keyOf } from '../../checker/language/plain-data.ts';
import { type Property, refines } from '../../checker/language/property.ts';
import type { EventMap, SimplerEvent } from '../../checker/language/refinement.ts';
import type { AnySystem, EventMenu } from '../../checker/language/system.ts';
import { type GlobalState, ReferenceComposition } from '../../checker/trace/composition.ts';
import { replay } from '../../checker/trace/replay.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain } from '../small-system.ts';

const longest = 4;
const mostTraces = 2_000;

function eventsOf(system: AnySystem): readonly Required<SimplerEvent>[] {
  const { events } = system.compose(plain(system));
  return Object.entries(events as Readonly<Record<string, EventMenu>>).flatMap(([type, { payloads }]) =>
    payloads.map((payload) => ({ type, payload })),
  );
}

interface Pair {
  readonly system: AnySystem;
  readonly to: AnySystem;
  readonly map: EventMap;
  readonly match: ((view: object, simpler: object) => boolean) | undefined;
}

/** Length of the shortest trace that cannot be followed, Infinity if there is none up to `longest`; undefined past too many. */
function shortestByEnumeration({ system, to, map, match = () => true }: Pair): number | undefined {
  const [own, simple] = [system, to].map((one) => new ReferenceComposition(one, plain(one))) as [
    ReferenceComposition,
    ReferenceComposition,
  ];
  const message = ({ type, payload = {} }: SimplerEvent): MachineEvent => ({ type, ...payload });
  const fits = (state: GlobalState, other: GlobalState): boolean => match(own.view(state), simple.view(other));
  let traces: (readonly [GlobalState, readonly GlobalState[]])[] = [[own.initial(), [simple.initial()]]];
  if (!fits(own.initial(), simple.initial())) return 0;
  for (let length = 1; length <= longest; length++) {
    const longer: typeof traces = [];
    for (const [state, runs] of traces) {
      for (const event of eventsOf(system)) {
        const step = own.attempt(state, message(event));
        if (!step.taken) continue;
        const answer = map({ ...event, owner: 'anyone' });
        const candidates = (Array.isArray(answer) ? answer : [answer]) as (SimplerEvent | null)[];
        const next = runs.flatMap((run) =>
          candidates.flatMap((one) => {
            if (one === null) return [run];
            const attempt = simple.attempt(run, message(one));
            return attempt.taken ? [attempt.state] : [];
          }),
        );
        const left = next.filter((other) => fits(step.state, other));
        if (left.length === 0) return length;
        longer.push([step.state, left]);
        if (longer.length * left.length > mostTraces) return undefined;
      }
    }
    traces = longer;
  }
  return Number.POSITIVE_INFINITY;
}

/** A system with one component left out; what only that one knew is offered no more. */
function without(system: AnySystem, dropped: string): AnySystem {
  const { components, events } = system.compose(plain(system));
  const left = Object.fromEntries(Object.entries(components as object).filter(([name]) => name !== dropped));
  const bare: AnySystem = { ...system, name: 'less', compose: () => ({ components: left, events }) };
  const composition = new ReferenceComposition(bare, plain(bare));
  const known = Object.entries(events as Readonly<Record<string, EventMenu>>).map(([type, menu]) => {
    const payloads = menu.payloads.filter((payload) => composition.participants({ type, ...payload }).length > 0);
    return [type, { ...menu, payloads }] as const;
  });
  return { ...bare, compose: () => ({ components: left, events: Object.fromEntries(known) }) };
}

const offered = (system: AnySystem): Set<string> => new Set(eventsOf(system).map((event) => keyOf(event)));

/** Maps an event to itself where the other offers it, else to nothing, to standing still, or to some events at random. */
function mapOf(system: AnySystem, to: AnySystem, draws: readonly number[]): EventMap {
  const [own, others] = [eventsOf(system).map((event) => keyOf(event)), eventsOf(to)];
  const names = offered(to);
  return ({ type, payload }) => {
    const key = keyOf({ type, payload });
    const draw = draws[own.indexOf(key) % draws.length] ?? 0;
    const self = names.has(key) ? { type, payload } : null;
    if (draw % 5 === 0 || others.length === 0) return self;
    const some = [others[draw % others.length] ?? null, others[(draw >> 4) % others.length] ?? null];
    return draw % 5 === 1 ? [self, ...some] : draw % 5 === 2 ? some : draw % 5 === 3 ? [self, null] : self;
  };
}

const related = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.nat(2).map((n) => (view: object, simpler: object): boolean => {
      type Counted = { readonly c0: { readonly context: { readonly n: number } }; readonly c1?: Counted['c0'] };
      const [one, other] = [view as Counted, simpler as Counted];
      return one.c0?.context.n !== n || other.c1?.context.n !== n;
    }),
  },
);

const pairs: fc.Arbitrary<Pair> = fc
  .record({
    one: randomSystem,
    other: fc.option(randomSystem, { nil: undefined, freq: 2 }),
    draws: fc.array(fc.nat(1_000), { minLength: 12, maxLength: 12 }),
    match: related,
  })
  .map(({ one: { system }, other, draws, match }): Pair => {
    // Half of the time a system with a component less, which follows much but not all that the map asks of it.
    const to = other?.system ?? without(system, 'c0');
    return { system, to, map: mapOf(system, to, draws), match };
  });

async function decided({ system, to, map, match }: Pair): Promise<Awaited<ReturnType<typeof decide>>[number]> {
  const definition = { to, event: map, ...(match === undefined ? {} : { match }) };
  const property = refines('follows', 'It follows.', definition as never) as Property<never>;
  const [decision] = await decide(system, plain(system), [property], { limits: { states: 20_000 } });
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

describe('refines, on systems drawn at random', () => {
  const seed = 0x1f3;

  test(`agrees with the enumeration of traces up to length ${longest} (seed ${seed})`, async () => {
    const seen = { violated: 0, holds: 0, long: 0 };
    await fc.assert(
      fc.asyncProperty(pairs, async (pair) => {
        const shortest = shortestByEnumeration(pair);
        fc.pre(shortest !== undefined);
        const { verdict, trace, divergence, problem } = await decided(pair);
        expect(problem).toBeNull();
        const steps = verdict === 'violated' ? (trace?.steps.length as number) : Number.POSITIVE_INFINITY;
        if (Math.min(steps, shortest as number) <= longest) expect(steps).toBe(shortest);
        seen[verdict === 'violated' ? 'violated' : 'holds']++;
        if (verdict !== 'violated' || trace === null) return;
        if (trace.steps.length > 1) seen.long++;
        replay(pair.system, plain(pair.system), trace.steps, 'PL-313', trace.states);
        expect(divergence?.step).toBe(trace.steps.length);
      }),
      { seed, numRuns: 90 },
    );
    expect(Math.min(seen.violated, seen.holds, seen.long)).toBeGreaterThan(10);
  });

  test(`every system refines itself, and itself with a component left out (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system }) => {
        const itself: EventMap = ({ type, payload }) => ({ type, payload });
        const same = await decided({ system, to: system, map: itself, match: undefined });
        fc.pre(same.verdict !== 'bounded');
        expect(same.verdict).toBe('exhausted');
        const less = without(system, 'c0');
        const names = offered(less);
        const event: EventMap = (taken) =>
          names.has(keyOf({ type: taken.type, payload: taken.payload })) ? itself(taken) : null;
        const bare = await decided({ system, to: less, map: event, match: undefined });
        expect(bare.verdict).toBe('exhausted');
        // The state of what was left out is all that the product adds nothing to: one product state for each state.
        expect(bare.counts).toEqual(same.counts);
      }),
      { seed, numRuns: 40 },
    );
  });
});
