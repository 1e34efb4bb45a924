/**
 * Data availability by sampling: a light node that asks for a few chunks of an encoded batch and believes in the rest.
 *
 * A batch is encoded in m chunks of which enough make it whole again; the adversary keeps w of them back, too many for that. The node draws s
 * chunks, with replacement, and takes the batch for available if it is served every one. Asked exhaustively it can always be unlucky;
 * how likely that is, is a matter for random trials. Left out: the encoding itself, nodes who share what they have.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import { oneOf, payloads, range } from '../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../checker/language/system.ts';

export type Sample = { readonly chunk: number; readonly isServed: boolean };
type SampleEvent = { readonly type: 'SAMPLE' } & Sample;

export interface LightNode {
  readonly samples: number;
  readonly withheld: number;
  readonly served: number;
  /** The node asks s times, whatever it is served; without it, it believes the first answer. */
  readonly asksAll: boolean;
}

type Terms = Omit<LightNode, 'served'>;

export const lightNode: Machine<LightNode, SampleEvent, Terms> = setup({
  types: {} as { context: LightNode; events: SampleEvent; input: Terms },
  guards: {
    // The first chunks are those that are kept back.
    isTrue: ({ context, event }) => event.isServed === event.chunk >= context.withheld,
    isServed: ({ event }) => event.isServed,
    isLast: ({ context: { asksAll, served, samples } }) => !asksAll || served + 1 === samples,
  },
  actions: { count: assign({ served: ({ context }) => context.served + 1 }) },
}).createMachine({
  id: 'lightNode',
  context: ({ input }) => ({ ...input, served: 0 }),
  initial: 'asking',
  states: {
    asking: {
      on: {
        SAMPLE: [
          { guard: and(['isTrue', 'isServed', 'isLast']), target: 'convinced', actions: 'count' },
          { guard: and(['isTrue', 'isServed']), actions: 'count' },
          { guard: 'isTrue', target: 'warned' },
        ],
      },
    },
    convinced: {},
    warned: {},
  },
});

export type SamplingView = { readonly node: LocalState<LightNode> };

export const dataSamplingSystem: System<SamplingView> = defineSystem<SamplingView, 'm' | 'w' | 's', never, 'asksAll'>({
  name: 'data-sampling',
  says: 'A light node that samples the chunks of a batch, some of which are withheld.',
  parameters: {
    m: { says: 'chunks of a batch', default: 8, least: 1, greatest: 64 },
    w: { says: 'chunks that are withheld', default: 5, least: 0, greatest: 64 },
    s: { says: 'samples of the node', default: 4, least: 1, greatest: 16 },
  },
  rules: { asksAll: { says: 'the node believes nobody before all its samples were served' } },
  parties: { node: 'honest' },
  compose: ({ parameters: { m, w, s }, rules: { asksAll } }) => ({
    components: { node: component(lightNode, { samples: s, withheld: w, asksAll }) },
    events: {
      SAMPLE: event<Sample>('node', payloads<Sample>({ chunk: range(0, m - 1), isServed: oneOf(true, false) })),
    },
  }),
});
