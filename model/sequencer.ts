/**
 * The sequencer: the adversary's, except that it cannot forge and cannot post without a bond (the contract's guard).
 *
 * What it may claim is a power (`cheat`), and so is keeping data back (`withhold`); both are entries of its menu. Its state is the data
 * that it alone holds and may still publish.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { PostEvent, PublishEvent } from './optimistic-events.ts';

export interface Sequencer {
  readonly posted: number;
  /** Batches whose data nobody else has, in order. */
  readonly withheld: readonly number[];
}

type SequencerEvent = PostEvent | PublishEvent;

export const sequencer: Machine<Sequencer, SequencerEvent> = setup({
  types: {} as { context: Sequencer; events: SequencerEvent },
  guards: {
    isWithheld: ({ context, event }) => event.type === 'PUBLISH' && context.withheld.includes(event.batch),
  },
  actions: {
    post: assign(({ context, event }) => {
      const withholds = event.type === 'POST' && event.data === 'withheld';
      return {
        posted: context.posted + 1,
        withheld: withholds ? [...context.withheld, context.posted] : context.withheld,
      };
    }),
    publish: assign({
      withheld: ({ context, event }) =>
        context.withheld.filter((batch) => event.type !== 'PUBLISH' || batch !== event.batch),
    }),
  },
}).createMachine({
  id: 'sequencer',
  context: { posted: 0, withheld: [] },
  on: {
    POST: { actions: 'post' },
    PUBLISH: { guard: 'isWithheld', actions: 'publish' },
  },
});

export type SequencerState = LocalState<Sequencer>;
