/**
 * The base layer L1: blocks, and the adversary's total budget of censored blocks (the model of censorship of the BoLD paper).
 *
 * A block that leaves out a pending honest transaction spends one unit, whether it leaves out one or all. Honest transactions are
 * never dropped from the mempool: the next block may contain them. Left out: reorgs, fees, capacity.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlockEvent } from './optimistic-events.ts';

export interface BaseLayer {
  /** Blocks that may still be censored. */
  readonly censorship: number;
}

export const baseLayer: Machine<BaseLayer, BlockEvent, BaseLayer> = setup({
  types: {} as { context: BaseLayer; events: BlockEvent; input: BaseLayer },
  guards: { isAffordable: ({ context, event }) => !event.censors || context.censorship > 0 },
  actions: {
    spend: assign({ censorship: ({ context, event }) => context.censorship - Number(event.censors) }),
  },
}).createMachine({
  id: 'baseLayer',
  context: ({ input }) => input,
  on: { BLOCK: { guard: 'isAffordable', actions: 'spend' } },
});

export type BaseLayerState = LocalState<BaseLayer>;
