import { describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { stale } from '../../checker/kernel/kernel.ts';
import { Product } from '../../checker/kernel/product.ts';
import { payloads, range } from '../../checker/language/menu.ts';
import {
  type AnySystem,
  component,
  configure,
  defineSystem,
  event,
  type Setting,
} from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { disputeSystem } from '../../model/systems/dispute.ts';
import { optimisticRollupSystem } from '../../model/systems/optimistic-rollup.ts';
import { twoPhaseCommit } from '../bench/two-phase-commit.ts';

const everything: Setting = {
  powers: { cheat: true, withhold: true, censor: 2, offline: 1, order: true, bogusProof: true, upgrade: true },
};

/** A counter that takes `count` different events, all at once: as many bits of the masks as there are events. */
function counterOf(count: number): AnySystem {
  const counter = setup({
    types: {} as { context: { at: number }; events: { type: 'MOVE'; to: number } },
    guards: { isNew: ({ context, event }) => event.to !== context.at },
  }).createMachine({
    context: { at: 0 },
    on: { MOVE: { guard: 'isNew', actions: assign({ at: ({ event }) => event.to }) } },
  });
  return defineSystem<object>({
    name: 'counter',
    says: 'A number that is changed.',
    parties: { one: 'honest' },
    compose: () => ({
      components: { counter: component(counter, undefined) },
      events: { MOVE: event('one', payloads({ to: range(0, count - 1) })) },
    }),
  }) as unknown as AnySystem;
}

/** Packed states, each as text. */
function textOf(packed: Uint32Array, count: number, words: number): readonly string[] {
  return Array.from({ length: count }, (_, s) => packed.slice(s * words, (s + 1) * words).join());
}

const cases: readonly (readonly [string, AnySystem, Setting])[] = [
  ['two-phase commit, two masks words', twoPhaseCommit, { parameters: { n: 7 } }],
  ['two-phase commit, one mask word', twoPhaseCommit, { parameters: { n: 4 } }],
  ['the optimistic rollup with every power', optimisticRollupSystem, everything],
  [
    'the optimistic rollup without rules',
    optimisticRollupSystem,
    { ...everything, without: ['cascade', 'challengeBeforeFinalise', 'completeVerifier', 'soundVerifier'] },
  ],
  ['a dispute', disputeSystem, { powers: { censor: 2 } }],
  // Past 400 participations events share code by their participants.
  ...[31, 32, 33, 64, 416].map((n) => [`${n} events of one counter`, counterOf(n), {}] as const),
];

describe('generated code', () => {
  test.each(cases)('expands every state of %s as the generic loop does', async (_name, system, setting) => {
    const product = new Product(system, configure(system, setting), { warmAfter: 1 });
    const { store, ending } = await explore(product, []);
    expect(ending.kind).toBe('complete');
    for (let state = 0; state < store.count; state++) {
      const at = state * store.words;
      const count = product.expand(store.states, at);
      expect(count).not.toBe(stale);
      const compiled = [...product.fired.slice(0, count), ...product.successors.slice(0, count * store.words)];
      const generic = product.expandGenerically(store.states, at);
      expect([...product.fired.slice(0, generic), ...product.successors.slice(0, generic * store.words)]).toEqual(
        compiled,
      );
      if (state > 20_000) break;
    }
  });

  test.each(cases)(
    'finds the same states in the same order for %s, compiled at once or never',
    async (_name, system, setting) => {
      const run = async (warmAfter: number): Promise<object> => {
        const product = new Product(system, configure(system, setting), { warmAfter });
        const { counts, store, layers, fired } = await explore(product, []);
        return { counts, layers, fired: [...fired], states: store.states.slice(0, store.count * store.words).join() };
      };
      expect(await run(1)).toEqual(await run(Number.POSITIVE_INFINITY));
    },
  );

  test.each(cases)('expands many states of %s at once as one by one', async (_name, system, setting) => {
    const product = new Product(system, configure(system, setting), { warmAfter: 1 });
    const { store, deadlocks } = await explore(product, []);
    const { words } = store;
    const expanded = { successors: 0, transitions: 0, deadlocks: 0 };
    let stuck = 0;
    for (let state = 0; state < store.count; ) {
      const count = product.expandMany(store.states, state * words, store.count * words, expanded);
      expect(count).toBeGreaterThan(0);
      const fired = product.fired.slice(0, expanded.transitions);
      const found = textOf(product.successors, expanded.successors, words);
      const ownFired: number[] = [];
      const own: string[] = [];
      for (const end = state + count; state < end; state++) {
        const successors = product.expand(store.states, state * words);
        ownFired.push(...product.fired.slice(0, successors));
        const itself = store.states.slice(state * words, (state + 1) * words).join();
        own.push(...textOf(product.successors, successors, words).filter((successor) => successor !== itself));
      }
      expect([...fired]).toEqual(ownFired);
      expect(found).toEqual(own);
      stuck += expanded.deadlocks;
      if (state > 20_000) return;
    }
    expect(stuck).toBe(deadlocks);
  });
});
