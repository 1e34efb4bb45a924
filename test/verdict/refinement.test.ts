import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { type Property, refines } from '../../checker/language/property.ts';
import type { RefinementDefinition } from '../../checker/language/refinement.ts';
import type { AnySystem } from '../../checker/language/system.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { Decision } from '../../checker/verdict/decision.ts';
import { plain, systemOf } from '../small-system.ts';

type Count = { readonly n: number };
type View = { readonly a: LocalState<Count>; readonly b: LocalState<Count> };
type Simple = { readonly c: LocalState<Count> };

/** Counts its event up to `last`. */
function counter(type: string, last: number, by = 1): AnyMachine {
  const tick = {
    guard: ({ context }: { context: Count }) => context.n < last,
    actions: assign({ n: ({ context }: { context: Count }) => context.n + by } as never),
  };
  return createMachine({ id: 'm', context: { n: 0 }, on: { [type]: tick } } as never) as unknown as AnyMachine;
}

/** Two counters up to 3: 16 states, 24 transitions. */
const pair = systemOf({ components: { a: counter('A', 3), b: counter('B', 3) }, events: { A: [{}], B: [{}] } });
const upTo = (last: number, by = 1): AnySystem =>
  systemOf({ name: 'simple', components: { c: counter('C', last, by) }, events: { C: [{}] } });

async function decided(
  system: AnySystem,
  definition: RefinementDefinition<View, Simple>,
  more: readonly Property<View>[] = [],
): Promise<Decision> {
  const property = refines<View, Simple>('follows', 'It behaves like one counter.', definition);
  const [decision] = await decide(system, plain(system), [property, ...more] as readonly Property<never>[]);
  return decision as Decision;
}

describe('refines', () => {
  test('exhausted where every step can be followed; the counts are those of the product', async () => {
    const decision = await decided(pair, { to: upTo(6), event: () => ({ type: 'C' }) });
    expect(decision.verdict).toBe('exhausted');
    // The simpler counter is the sum of the two: one product state for each state.
    expect(decision.counts).toEqual({ states: 16, transitions: 24, depth: 6, frontier: 0 });
    expect(decision.coverage.events).toEqual({ A: 12, B: 12 });
    expect(decision.divergence).toBeNull();
  });

  test('violated at the first step that cannot be followed, with who refuses it', async () => {
    const { verdict, trace, divergence } = await decided(pair, { to: upTo(2), event: () => ({ type: 'C' }) });
    expect(verdict).toBe('violated');
    expect(trace?.steps.map(({ type }) => type)).toEqual(['A', 'A', 'A']);
    expect(divergence?.step).toBe(3);
    expect(divergence?.followed.steps.map(({ type }) => type)).toEqual(['C', 'C']);
    expect(divergence?.follows).toEqual([1, 2]);
    expect(divergence?.refusals).toEqual([{ event: { type: 'C', payload: {} }, refusedBy: ['c'], fails: [] }]);
  });

  test('null stands still', async () => {
    const event = ({ type }: { readonly type: string }) => (type === 'A' ? { type: 'C' } : null);
    const decision = await decided(pair, { to: upTo(3), event });
    expect(decision.verdict).toBe('exhausted');
    expect(decision.counts.states).toBe(16);
    const { trace, divergence } = await decided(pair, { to: upTo(2), event });
    expect(trace?.steps.map(({ type }) => type)).toEqual(['A', 'A', 'A']);
    expect(divergence?.step).toBe(3);
  });

  test('a relation that fails ends it too, and says which one and why', async () => {
    const definition: RefinementDefinition<View, Simple> = {
      to: upTo(6),
      event: () => ({ type: 'C' }),
      match: {
        total: ({ a, b }, { c }) => a.context.n + b.context.n === c.context.n,
        low: ({ a }) => a.context.n < 2 || { fails: `a is ${a.context.n}` },
      },
    };
    const { verdict, trace, divergence, parts } = await decided(pair, definition);
    expect([verdict, trace?.steps.map(({ type }) => type)]).toEqual(['violated', ['A', 'A']]);
    const low = { part: 'low', holds: false, because: 'a is 2' };
    expect(divergence?.refusals).toEqual([{ event: { type: 'C', payload: {} }, refusedBy: [], fails: [low] }]);
    expect(parts).toEqual([low]);
  });

  test('initial states that do not match are a divergence without a step', async () => {
    const match = ({ a }: View, { c }: Simple): boolean => a.context.n === c.context.n + 1;
    const { verdict, trace, divergence } = await decided(pair, { to: upTo(6), event: () => ({ type: 'C' }), match });
    expect([verdict, trace?.steps, divergence?.step]).toEqual(['violated', [], 0]);
    expect(divergence?.refusals).toEqual([{ event: null, refusedBy: [], fails: [{ part: 'match', holds: false }] }]);
  });

  test('an empty list says that the simpler system can never follow', async () => {
    const { trace, divergence } = await decided(pair, {
      to: upTo(6),
      event: ({ type }) => (type === 'B' ? [] : { type: 'C' }),
    });
    expect(trace?.steps.map(({ type }) => type)).toEqual(['B']);
    expect(divergence?.refusals).toEqual([]);
  });
});

/** After X either Y or Z can follow, and which of them is settled by X: X1 leads to Y, X2 to Z. */
const early = createMachine({
  id: 'early',
  initial: 'start',
  states: {
    start: { on: { X1: 'left', X2: 'right' } },
    left: { on: { Y: 'end' } },
    right: { on: { Z: 'end' } },
    end: {},
  },
}) as unknown as AnyMachine;
/** The same with the choice left open by X. */
const late = createMachine({
  id: 'late',
  initial: 'start',
  states: { start: { on: { X: 'open' } }, open: { on: { Y: 'end', Z: 'end' } }, end: {} },
}) as unknown as AnyMachine;

describe('a map that names several events', () => {
  const open = systemOf({ name: 'late', components: { m: late }, events: { X: [{}], Y: [{}], Z: [{}] } });
  const settled = systemOf({
    name: 'early',
    components: { m: early },
    events: { X1: [{}], X2: [{}], Y: [{}], Z: [{}] },
  });

  test('is satisfied by any of them, chosen in hindsight', async () => {
    const event: RefinementDefinition<View, Simple>['event'] = ({ type }) =>
      type === 'X' ? [{ type: 'X1' }, { type: 'X2' }] : { type };
    const decision = await decided(open, { to: settled, event });
    expect(decision.verdict).toBe('exhausted');
    // start, open with both choices, and the end reached by either.
    expect(decision.counts).toEqual({ states: 3, transitions: 3, depth: 2, frontier: 0 });
  });

  test('fails where one event, chosen at once, fails', async () => {
    const event: RefinementDefinition<View, Simple>['event'] = ({ type }) => ({ type: type === 'X' ? 'X1' : type });
    const { verdict, trace, divergence } = await decided(open, { to: settled, event });
    expect([verdict, trace?.steps.map(({ type }) => type)]).toEqual(['violated', ['X', 'Z']]);
    expect(divergence?.refusals).toEqual([{ event: { type: 'Z', payload: {} }, refusedBy: ['m'], fails: [] }]);
  });

  test('gives each reason once where nothing will do', async () => {
    const to = upTo(1);
    const { trace, divergence } = await decided(pair, {
      to,
      event: () => [{ type: 'C' }, null],
      match: ({ a }, { c }) => a.context.n === c.context.n,
    });
    // B must be stood still for, the second A cannot be followed.
    expect(trace?.steps.map(({ type }) => type)).toEqual(['A', 'A']);
    expect(divergence?.refusals).toEqual([
      { event: { type: 'C', payload: {} }, refusedBy: ['c'], fails: [] },
      { event: null, refusedBy: [], fails: [{ part: 'match', holds: false }] },
    ]);
  });
});

describe('a refinement that makes no sense', () => {
  const codeOf = async (more: Partial<RefinementDefinition<View, Simple>>, system = pair): Promise<unknown> => {
    const { verdict, problem } = await decided(system, { to: upTo(6), event: () => ({ type: 'C' }), ...more });
    return [verdict, problem?.code];
  };

  test('names an event that the simpler system does not offer', async () => {
    expect(await codeOf({ event: () => ({ type: 'D' }) })).toEqual(['failed', 'PL-111']);
    expect(await codeOf({ event: () => ({ type: 'C', payload: { x: 1 } }) })).toEqual(['failed', 'PL-111']);
  });

  test('has a map or a relation that throws or answers something else', async () => {
    expect(await codeOf({ event: () => undefined as never })).toEqual(['failed', 'PL-114']);
    expect(
      await codeOf({
        event: () => {
          throw new Error('no');
        },
      }),
    ).toEqual(['failed', 'PL-114']);
    expect(
      await codeOf({
        match: () => {
          throw new Error('no');
        },
      }),
    ).toEqual(['failed', 'PL-114']);
    expect(await codeOf({ match: ({ a }) => a.context.n < 2 || (undefined as never) })).toEqual(['failed', 'PL-114']);
  });

  test('has a map with a memory', async () => {
    let asked = 0;
    expect(await codeOf({ event: () => (asked++ % 2 === 0 ? null : { type: 'C' }) })).toEqual(['failed', 'PL-106']);
  });

  test('sets the simpler system to what it cannot be', async () => {
    expect(await codeOf({ setting: { parameters: { nonsense: 1 } } })).toEqual(['failed', 'PL-205']);
  });

  test('has a simpler system whose machine breaks on the way', async () => {
    const fragile = createMachine({
      id: 'm',
      context: { n: 0 },
      on: {
        C: {
          actions: assign({
            n: ({ context }) => {
              if (context.n === 1) throw new Error('worn out');
              return context.n + 1;
            },
          }),
        },
      },
    }) as unknown as AnyMachine;
    const to = systemOf({ name: 'fragile', components: { c: fragile }, events: { C: [{}] } });
    const { verdict, problem, trace } = await decided(pair, { to, event: () => ({ type: 'C' }) });
    expect([verdict, problem?.code, trace?.steps.length]).toEqual(['failed', 'PL-104', 1]);
    expect(problem?.message).toContain('fragile, ');
  });
});
