/** The sequencer as the source of data: executes batches one after the other, and commits to them in the same order. */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { CommitEvent, Content, DisperseEvent, ExecuteEvent } from './da-events.ts';

export interface Source {
  /** Batches in all. */
  readonly capacity: number;
  /** What the state of layer 2 is made of, as its users were told. */
  readonly executed: readonly Content[];
  readonly committed: number;
}

type SourceEvent = ExecuteEvent | DisperseEvent | CommitEvent;

export const dataSource: Machine<Source, SourceEvent, { readonly capacity: number }> = setup({
  types: {} as { context: Source; events: SourceEvent; input: { readonly capacity: number } },
  guards: {
    isNext: ({ context, event }) =>
      event.type === 'EXECUTE' && event.batch === context.executed.length && event.batch < context.capacity,
    isPending: ({ context, event }) => event.batch === context.committed && event.batch < context.executed.length,
    isWhatWasExecuted: ({ context, event }) =>
      event.type === 'COMMIT' && event.batch === context.committed && context.executed[event.batch] === event.content,
  },
  actions: {
    execute: assign({
      executed: ({ context, event }) =>
        event.type === 'EXECUTE' ? [...context.executed, event.content] : context.executed,
    }),
    commit: assign({ committed: ({ context }) => context.committed + 1 }),
  },
}).createMachine({
  id: 'dataSource',
  context: ({ input }) => ({ ...input, executed: [], committed: 0 }),
  on: {
    EXECUTE: { guard: 'isNext', actions: 'execute' },
    DISPERSE: { guard: 'isPending' },
    COMMIT: { guard: 'isWhatWasExecuted', actions: 'commit' },
  },
});

export type SourceState = LocalState<Source>;
