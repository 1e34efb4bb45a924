/** Interop, the module of Definition 6.2.1: how states of the machines are states of it. */

import type { Property } from '../checker/language/property.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type MessageView, messageSystem } from '../model/systems/interoperability.ts';
import { expected } from './6.2.2-expected.ts';
import { sameGraph, specified } from './specified.ts';

const guardsOf = { A: ['a1', 'a2'], B: ['b1', 'b2'], L1: ['l1'], V: ['v1', 'v2', 'v3'] } as const;
const layersOf = ['A', 'B', 'L1', 'V'] as const;
const noContent = { chain: 'none', pays: 'none', valid: false };

/** Messages, not intents. Guards and batches are numbered from 1. */
export function interopSpecified(module?: URL): Property<MessageView> {
  return specified<MessageView>(
    'Interop',
    {
      constants: ({ parameters: { guardsA = 0, guardsB = 0, guardsV = 0, threshold = 0, wait = 0 }, powers }) => {
        const counts = { A: guardsA, B: guardsB, L1: 1, V: guardsV };
        const corruptible = (layer: 'A' | 'B' | 'L1' | 'V'): ReadonlySet<number> =>
          new Set(guardsOf[layer].flatMap((name, i) => (powers[name] === true && i < counts[layer] ? [i + 1] : [])));
        return {
          ...{ GuardsA: guardsA, GuardsB: guardsB, GuardsV: guardsV, Threshold: threshold, Wait: wait },
          ...{
            MayFallA: corruptible('A'),
            MayFallB: corruptible('B'),
            MayFallL1: corruptible('L1'),
            MayFallV: corruptible('V'),
          },
          ...{ Invents: powers.invent === true, Reach: Number(powers.reach), Halts: powers.halt === true },
        };
      },
      variables: {
        corrupted: (state) =>
          Object.fromEntries(
            layersOf.map((layer) => [layer, new Set(state[layer].context.corrupted.map((guard) => guard + 1))]),
          ),
        halted: ({ A, B }) => new Set([...(A.matches('halted') ? ['A'] : []), ...(B.matches('halted') ? ['B'] : [])]),
        accounts: ({ escrow }) => ({ ...escrow.context.accounts }),
        crossed: ({ escrow }) => escrow.context.crossed,
        content: (state) =>
          state.batches.map(({ context: { content } }) => (content === 'nothing' ? noContent : { ...content })),
        status: (state) => state.batches.map(({ value }) => String(value)),
        age: ({ messages }) =>
          messages.map((message) => ['fresh', 'expired'].find((age) => message.matches({ age })) ?? 'refunded'),
        execution: ({ messages }) =>
          messages.map(
            (message) => ['none', 'standing'].find((execution) => message.matches({ execution })) ?? 'settled',
          ),
      },
    },
    module,
  );
}

export const specifiedClaim: Claim<MessageView> = {
  id: 'specified',
  reading: 'conformance',
  says: 'The TLA+ module Interop has the same reachable graph as the machines of messages between two rollups.',
  system: messageSystem,
  property: interopSpecified(),
  instance: 'guarded',
  setting: { parameters: { wait: 0 }, powers: { invent: true, reach: 2, a1: true, v1: true } },
  expect: sameGraph(expected),
};
