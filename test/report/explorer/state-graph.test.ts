import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { keyOf } from '../../../checker/language/plain-data.ts';
import type { Property } from '../../../checker/language/property.ts';
import { ask } from '../../../checker/language/property.ts';
import { type Configuration, configure } from '../../../checker/language/system.ts';
import { type AnyClaim, type AnyTheorem, instanceOf } from '../../../checker/language/theorem.ts';
import { packModel, pageModel } from '../../../checker/report/explorer/model-pages.ts';
import { listStates, trimmed, withTraces } from '../../../checker/report/explorer/model-states.ts';
import { type Local, StateGraph } from '../../../checker/report/explorer/page/graph.ts';
import { shownResult } from '../../../checker/report/explorer/page-claims.ts';
import { makePages, sharesOf } from '../../../checker/report/explorer/pages.ts';
import { type GlobalState, ReferenceComposition } from '../../../checker/trace/composition.ts';
import { messageOf } from '../../../checker/trace/trace.ts';
import { decideClaims } from '../../../checker/verdict/claims.ts';
import { theorem as transaction } from '../../../proofs/1.1.3-transaction.ts';
import { theorem as dataAvailability } from '../../../proofs/1.2.3-data-availability.ts';
import { theorem as rollup } from '../../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { theorem as channel } from '../../../proofs/3.1.3-channel-safety.ts';

function claimOf(theorem: AnyTheorem, id: string): AnyClaim {
  return theorem.claims.find((one) => one.id === id) as AnyClaim;
}

async function graphOf(theorem: AnyTheorem, claim: AnyClaim, limit = 100_000, kept = limit): Promise<StateGraph> {
  const parameters = instanceOf(theorem, claim.instance, claim.system);
  const configuration = configure(claim.system, { parameters }, claim.setting ?? {});
  const states = withTraces(trimmed(await listStates(claim.system, configuration, { limit }), kept), []);
  const bytes = packModel(claim.system, states, [claim.property as Property<never>]);
  return new StateGraph(pageModel(claim.system, states), bytes);
}

interface ChosenTransition {
  readonly source: { readonly path: readonly string[]; readonly transitions: Map<string, readonly unknown[]> };
  readonly eventType: string;
}

/** The original machine of each component. */
function machinesOf(claim: AnyClaim, configuration: Configuration, graph: StateGraph): readonly AnyStateMachine[] {
  const { components } = claim.system.compose(configuration) as unknown as {
    components: Readonly<Record<string, { readonly machine: AnyStateMachine }>>;
  };
  return Object.entries(graph.model.groups).flatMap(([name, group]) => {
    const { machine } = components[name] as { readonly machine: AnyStateMachine };
    return typeof group === 'number' ? [machine] : group.map(() => machine);
  });
}

/** The transitions that a machine takes, asked of xstate. */
function chosenBy(
  machine: AnyStateMachine,
  { value, context }: Local,
  { type, payload }: { readonly type: string; readonly payload: object },
): readonly string[] {
  const snapshot = machine.resolveState({ value, context } as never);
  const chosen = machine.getTransitionData(snapshot as never, { type, ...payload } as never);
  return (chosen as unknown as readonly ChosenTransition[]).map((one) => {
    const place = one.source.transitions.get(one.eventType)?.indexOf(one);
    return `${one.source.path.join('.')}|${one.eventType}|${place}`;
  });
}

/** Runs xstate beside the page over some states, spread over all of them. */
function compare(theorem: AnyTheorem, claim: AnyClaim, graph: StateGraph, samples: number): number {
  const parameters = instanceOf(theorem, claim.instance, claim.system);
  const configuration = configure(claim.system, { parameters }, claim.setting ?? {});
  const reference = new ReferenceComposition(claim.system, configuration);
  const machines = machinesOf(claim, configuration, graph);
  const { events } = graph.model;
  const menus = claim.system.compose(configuration).events;
  const payloads = Object.entries(menus).flatMap(([type, menu]) => menu.payloads.map((payload) => ({ type, payload })));
  expect(payloads.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
  let compared = 0;
  for (let i = 0; i < samples; i++) {
    const number = Math.floor((i * graph.count) / samples);
    const state = graph.at(number);
    expect(graph.numberOf(state)).toBe(number);
    const locals = state.map((local, c) => graph.local(c, local));
    const whole = reference.at(locals as unknown as GlobalState);
    payloads.forEach((event, e) => {
      const found = graph.possibility(state, e);
      const attempt = reference.attempt(whole, messageOf(event));
      if (found.kind === 'unknown' || found.kind === 'beyond') throw new Error(`${found.kind} in a listed state`);
      expect(attempt.taken).toBe(found.kind === 'enabled');
      if (!attempt.taken && found.kind === 'refused')
        expect(found.by.map((c) => graph.model.components[c]?.name)).toEqual(attempt.refusedBy);
      if (attempt.taken && found.kind === 'enabled') {
        for (const c of events[e]?.takers ?? []) {
          const said = [...(graph.takenBy(c, state, e) ?? [])];
          expect(said).toEqual(chosenBy(machines[c] as AnyStateMachine, locals[c] as Local, event));
        }
        const next = found.to.map((local, c) => graph.local(c, local));
        expect(keyOf(next.map(({ value, context }) => ({ value, context })))).toBe(
          keyOf(attempt.state.map(({ value, context }) => ({ value, context }))),
        );
      }
      compared++;
    });
    const view = reference.view(whole);
    const parts = graph.answers.filter(({ role }) => role === 'part');
    for (const answers of parts) {
      const { holds, because } = ask(claim.property as Property<never>, answers.part, view as never);
      const found = graph.answer(answers, state);
      expect(found?.code === 1).toBe(holds);
      if (because !== undefined) expect(found?.word).toBe(because);
    }
  }
  return compared;
}

describe('what the page computes', () => {
  const claims: readonly (readonly [AnyTheorem, string])[] = [
    [rollup, 'proof-censored'],
    [rollup, 'repaired'],
    [dataAvailability, dataAvailability.claims[0]?.id ?? ''],
    [channel, channel.claims[0]?.id ?? ''],
    [transaction, transaction.claims[0]?.id ?? ''],
  ];

  for (const [theorem, id] of claims) {
    it(`is what xstate does, of ${theorem.item}/${id}`, async () => {
      const claim = claimOf(theorem, id);
      const graph = await graphOf(theorem, claim);
      expect(graph.complete).toBe(true);
      expect(graph.count).toBe(graph.listed);
      expect(compare(theorem, claim, graph, 40)).toBeGreaterThan(100);
    });
  }

  it('is what xstate does where the search or the page was cut, up to the last state listed', async () => {
    const claim = claimOf(rollup, 'repaired-medium');
    for (const graph of [await graphOf(rollup, claim, 300), await graphOf(rollup, claim, 100_000, 300)]) {
      expect(graph.complete).toBe(false);
      expect(graph.count).toBe(300);
      compare(rollup, claim, graph, 300);
    }
  });

  it('numbers every state, and finds a shortest way to each', async () => {
    const graph = await graphOf(rollup, claimOf(rollup, 'proof-censored'));
    for (let s = 0; s < graph.count; s++) {
      const path = await graph.pathTo(s);
      expect(path).toHaveLength(graph.depthOf(s) as number);
      let state = graph.initial;
      for (const event of path ?? []) state = graph.step(state, event) ?? [];
      expect(graph.numberOf(state)).toBe(s);
    }
    expect(graph.numberOf(graph.initial.map(() => 99_999))).toBe(-1);
  });
});

describe('the pages of claims', () => {
  it('follow each trace to a state in which the property fails, and to none before', async () => {
    const claims = rollup.claims.filter(({ id }) => ['proof-censored', 'orphan-survives', 'bogus-proof'].includes(id));
    const results = await decideClaims(rollup, claims, {}, {});
    const decided = claims.map((claim, i) => shownResult(rollup, claim, results[i] as (typeof results)[number]));
    // Fewer states than the traces need: they are in the page all the same.
    const pages = await makePages(decided, { states: 12 });
    expect(pages.claims.map(({ id }) => id)).toEqual(claims.map(({ id }) => `2.1.2/${id}`));
    for (const claim of pages.claims) {
      const model = pages.models.find(({ hash }) => hash === claim.model);
      const bytes = pages.packed.get(claim.model);
      if (model === undefined || bytes === undefined) throw new Error('no model');
      const graph = new StateGraph(model, bytes);
      const [trace] = claim.traces;
      const parts = graph.answers.filter(({ property }) => property === claim.property.name);
      let state = graph.initial;
      const holds = (): boolean => parts.every((one) => graph.answer(one, state)?.code === 1);
      expect(trace?.events).toHaveLength(claim.verdict.startsWith('violated') ? (trace?.events.length ?? -1) : -1);
      for (const event of trace?.events ?? []) {
        expect(holds()).toBe(true);
        state = graph.step(state, event) ?? [];
      }
      expect(holds()).toBe(false);
    }
  });

  it('share the states among models without giving one more than it has', () => {
    expect(sharesOf([10, 1000, 1000], 110)).toEqual([10, 50, 50]);
    expect(sharesOf([5, 7], 100)).toEqual([5, 7]);
    expect(sharesOf([1000, 1, 1000], 101)).toEqual([50, 1, 50]);
    expect(sharesOf([], 10)).toEqual([]);
    expect(sharesOf([9, 9, 9], 0)).toEqual([1, 1, 1]);
  });
});
