import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kernel, StateTest } from '../../checker/kernel/kernel.ts';
import { explore } from '../../checker/search/explore.ts';
import { type FairGroup, fairLasso, type Lasso } from '../../checker/search/fair-cycle.ts';

interface Edge {
  readonly from: number;
  readonly event: number;
  readonly to: number;
}

/** A graph as a kernel: state i is the word i, initial state 0. */
function graphKernel(edges: readonly Edge[], eventCount: number): Kernel {
  const successors = new Uint32Array(256);
  const fired = new Uint32Array(256);
  return {
    words: 1,
    eventCount,
    successors,
    fired,
    initial: () => Uint32Array.of(0),
    expand: (states, at) => {
      const out = edges.filter(({ from }) => from === states[at]);
      out.forEach(({ event, to }, i) => {
        successors[i] = to;
        fired[i] = event;
      });
      return out.length;
    },
    repack: (states) => states,
  };
}

function holdsAt(states: readonly number[]): StateTest {
  return { holds: (packed, at) => states.includes(packed[at] as number) };
}

function group(strength: FairGroup['strength'], eventCount: number, ...events: readonly number[]): FairGroup {
  return {
    name: events.join(),
    strength,
    events: Uint8Array.from({ length: eventCount }, (_, e) => Number(events.includes(e))),
  };
}

interface Question {
  readonly edges: readonly Edge[];
  readonly events: number;
  readonly trigger?: readonly number[];
  readonly goal: readonly number[];
  readonly groups: readonly FairGroup[];
}

/** Lasso with graph states instead of store numbers. */
async function lassoOf({ edges, events, trigger, goal, groups }: Question): Promise<Lasso | undefined> {
  const kernel = graphKernel(edges, events);
  const exploration = await explore(kernel, []);
  const response = { trigger: trigger === undefined ? undefined : holdsAt(trigger), goal: holdsAt(goal) };
  const lasso = fairLasso(kernel, exploration, response, groups);
  return lasso && { ...lasso, states: lasso.states.map((s) => exploration.store.states[s] as number) };
}

const go = 0;
const other = 1;
const edge = (from: number, event: number, to: number): Edge => ({ from, event, to });

describe('graphs solved by hand', () => {
  test('without fairness a run stands still at once', async () => {
    const lasso = await lassoOf({ edges: [edge(0, go, 1)], events: 2, goal: [1], groups: [] });
    expect(lasso).toEqual({ states: [0], events: [], loop: 0 });
  });

  test('a weakly fair step to the goal is taken', async () => {
    const groups = [group('weak', 2, go)];
    expect(await lassoOf({ edges: [edge(0, go, 1)], events: 2, goal: [1], groups })).toBeUndefined();
  });

  test('a self-loop of another event does not excuse neglecting a step that stays enabled', async () => {
    const edges = [edge(0, other, 0), edge(0, go, 1)];
    expect(await lassoOf({ edges, events: 2, goal: [1], groups: [group('weak', 2, go)] })).toBeUndefined();
    expect(await lassoOf({ edges, events: 2, goal: [1], groups: [group('weak', 2, other)] })).toEqual({
      states: [0, 0],
      events: [other],
      loop: 0,
    });
  });

  test('weak fairness is not enough for a step that is enabled only now and then; strong fairness is', async () => {
    const edges = [edge(0, other, 1), edge(1, other, 0), edge(0, go, 2)];
    const weak = [group('weak', 2, go), group('weak', 2, other)];
    const strong = [group('strong', 2, go), group('weak', 2, other)];
    expect((await lassoOf({ edges, events: 2, goal: [2], groups: weak }))?.loop).toBe(0);
    expect(await lassoOf({ edges, events: 2, goal: [2], groups: strong })).toBeUndefined();
  });

  test('strong fairness: a component is left for the part of it that never enables the neglected step', async () => {
    // 0 ⇄ 1 can go to the goal again and again; 1 ⇄ 2 never could, once 0 is avoided.
    const edges = [edge(0, other, 1), edge(1, other, 0), edge(1, other, 2), edge(2, other, 1), edge(0, go, 3)];
    const lasso = await lassoOf({
      edges,
      events: 2,
      goal: [3],
      groups: [group('strong', 2, go), group('weak', 2, other)],
    });
    expect(lasso).toEqual({ states: [0, 1, 2, 1], events: [other, other, other], loop: 1 });
  });

  test('a deadlock away from the goal is a run that stands still, whatever is fair', async () => {
    const edges = [edge(0, other, 1), edge(0, go, 2)];
    const groups = [group('strong', 2, go), group('strong', 2, other)];
    expect(await lassoOf({ edges, events: 2, goal: [2], groups })).toEqual({
      states: [0, 1],
      events: [other],
      loop: 1,
    });
  });

  test('waiting starts at the trigger and ends at the goal, not before and not after', async () => {
    // 0 → 1 (trigger) → 2 (goal) → 3, a deadlock: the goal was met, so nothing waits in 3.
    const edges = [edge(0, go, 1), edge(1, go, 2), edge(2, go, 3)];
    const groups = [group('weak', 1, go)];
    expect(await lassoOf({ edges, events: 1, trigger: [1], goal: [2], groups })).toBeUndefined();
    expect(await lassoOf({ edges, events: 1, trigger: [3], goal: [2], groups })).toEqual({
      states: [0, 1, 2, 3],
      events: [go, go, go],
      loop: 3,
    });
  });
});

const eventCount = 3;
const question: fc.Arbitrary<Question> = fc.record({
  edges: fc.uniqueArray(fc.record({ from: fc.nat(4), event: fc.nat(eventCount - 1), to: fc.nat(4) }), {
    maxLength: 12,
    selector: ({ from, event, to }) => `${from} ${event} ${to}`,
  }),
  events: fc.constant(eventCount),
  trigger: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
  goal: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  groups: fc.uniqueArray(
    fc
      .tuple(fc.constantFrom('weak' as const, 'strong' as const), fc.nat(eventCount - 1))
      .map(([strength, e]) => group(strength, eventCount, e)),
    { maxLength: 3, selector: ({ name }) => name },
  ),
});

function reachableFrom(edges: readonly Edge[], starts: readonly number[], inside: (s: number) => boolean): Set<number> {
  const reached = new Set(starts.filter(inside));
  for (const s of reached) for (const { from, to } of edges) if (from === s && inside(to)) reached.add(to);
  return reached;
}

/** The definition itself: some set of waiting states in which a run can go round for ever (or stand still) and be fair. */
function naiveFails({ edges, trigger, goal, groups }: Question): boolean {
  const all = reachableFrom(edges, [0], () => true);
  const starts = [...all].filter((s) => (trigger ?? [0]).includes(s));
  const waiting = [...reachableFrom(edges, starts, (s) => !goal.includes(s))];
  const isEnabled = ({ events }: FairGroup, s: number): boolean =>
    edges.some(({ from, event }) => from === s && events[event] === 1);
  if (waiting.some((s) => groups.every((one) => !isEnabled(one, s)))) return true;
  for (let bits = 1; bits < 2 ** waiting.length; bits++) {
    const part = waiting.filter((_, i) => (bits >> i) & 1);
    const within = edges.filter(({ from, to }) => part.includes(from) && part.includes(to));
    const isConnected = part.every((s) => reachableFrom(within, [s], (v) => part.includes(v)).size === part.length);
    if (within.length === 0 || !isConnected) continue;
    const isFair = groups.every((one) => {
      if (within.some(({ event }) => one.events[event] === 1)) return true;
      return one.strength === 'weak' ? part.some((s) => !isEnabled(one, s)) : part.every((s) => !isEnabled(one, s));
    });
    if (isFair) return true;
  }
  return false;
}

/** Whether a lasso is what it claims to be: real edges, a start, no goal after the trigger, a fair cycle. */
function isRealLasso({ edges, trigger, goal, groups }: Question, { states, events, loop }: Lasso): boolean {
  const real = events.every((event, i) =>
    edges.some((e) => e.from === states[i] && e.event === event && e.to === states[i + 1]),
  );
  const start = states.findIndex(
    (_, i) => (trigger ?? [0]).includes(states[i] as number) && states.slice(i).every((s) => !goal.includes(s)),
  );
  const cycle = states.slice(loop);
  const closes = states.at(-1) === states[loop];
  const isFair = groups.every((one) => {
    if (events.slice(loop).some((event) => one.events[event] === 1)) return true;
    const enabled = cycle.map((s) => edges.some(({ from, event }) => from === s && one.events[event] === 1));
    return one.strength === 'weak' ? enabled.some((on) => !on) : enabled.every((on) => !on);
  });
  return states[0] === 0 && real && start >= 0 && closes && isFair;
}

describe('random graphs', () => {
  test('a lasso is found exactly when the definition says that one exists, and it is a real one', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(question, async (one) => {
        const lasso = await lassoOf(one);
        expect(lasso !== undefined).toBe(naiveFails(one));
        if (lasso === undefined) return;
        found++;
        expect(isRealLasso(one, lasso)).toBe(true);
      }),
      { numRuns: 3_000, seed: 5 },
    );
    expect(found).toBeGreaterThan(500);
    expect(found).toBeLessThan(2_700);
  });
});
