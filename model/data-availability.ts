/**
 * Data availability Δ, as far as Theorem 2.1.2 needs it: the network between a posted batch and the honest validator.
 *
 * Published data may be slow: it arrives when the adversary likes, but at most `dataDelay` blocks after the batch was
 * posted (a guard on BLOCK). Withheld data is not here: it is the sequencer's to publish. Left out: committees, pruning, sampling.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlockEvent, DeliverEvent, PostEvent } from './optimistic-events.ts';

export interface Network {
  readonly dataDelay: number;
  readonly posted: number;
  /** Data on its way: which batch, and for how many blocks. */
  readonly travelling: readonly { readonly batch: number; readonly blocks: number }[];
}

type NetworkEvent = PostEvent | DeliverEvent | BlockEvent;

export const dataAvailability: Machine<Network, NetworkEvent, { readonly dataDelay: number }> = setup({
  types: {} as { context: Network; events: NetworkEvent; input: { readonly dataDelay: number } },
  guards: {
    isTravelling: ({ context, event }) =>
      event.type === 'DELIVER' && context.travelling.some(({ batch }) => batch === event.batch),
    nothingIsOverdue: ({ context }) => context.travelling.every(({ blocks }) => blocks < context.dataDelay),
  },
  actions: {
    post: assign(({ context, event }) => {
      const isSlow = event.type === 'POST' && event.data === 'slow';
      const travelling = isSlow ? [...context.travelling, { batch: context.posted, blocks: 0 }] : context.travelling;
      return { posted: context.posted + 1, travelling };
    }),
    deliver: assign({
      travelling: ({ context, event }) =>
        context.travelling.filter(({ batch }) => event.type !== 'DELIVER' || batch !== event.batch),
    }),
    passBlock: assign({
      travelling: ({ context }) => context.travelling.map(({ batch, blocks }) => ({ batch, blocks: blocks + 1 })),
    }),
  },
}).createMachine({
  id: 'dataAvailability',
  context: ({ input }) => ({ dataDelay: input.dataDelay, posted: 0, travelling: [] }),
  on: {
    POST: { actions: 'post' },
    DELIVER: { guard: 'isTravelling', actions: 'deliver' },
    BLOCK: { guard: 'nothingIsOverdue', actions: 'passBlock' },
  },
});

export type NetworkState = LocalState<Network>;
