/**
 * The sequencer of a ZK rollup: the adversary's, as far as its powers go.
 *
 * A transaction is sequenced when Alice has signed it and handed it over: a promise, which nothing on L1 enforces. With `cheat` the
 * sequencer also commits batches with payments that Alice has not signed, or has signed once and paid already. Posting other data
 * than was executed, passing over a message that is consumed, and withholding data are entries of the menu of COMMIT. When it has
 * crashed it commits no more.
 */

import { assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { CommitEvent, CrashEvent, ExecuteEvent, PublishEvent, SequenceEvent } from './zk-events.ts';

export interface SequencerTerms {
  readonly cheat: boolean;
  /** A signature is for one batch number, and void when that number has passed. */
  readonly signsBatch: boolean;
}

export interface ZkSequencer {
  readonly terms: SequencerTerms;
  /** Signed payments that no batch contains yet. */
  readonly sequenced: number;
  /** Whether it alone has the data of some committed batch. */
  readonly withholds: boolean;
}

type SequencerEvent = SequenceEvent | CommitEvent | PublishEvent | ExecuteEvent | CrashEvent;

export const zkSequencer: Machine<ZkSequencer, SequencerEvent, SequencerTerms> = setup({
  types: {} as { context: ZkSequencer; events: SequencerEvent; input: SequencerTerms },
  guards: {
    isSequenced: ({ context, event }) =>
      event.type === 'COMMIT' && (event.executes !== 'pay' || context.terms.cheat || context.sequenced > 0),
    withholds: ({ context }) => context.withholds,
    isMine: ({ event }) => event.type === 'CRASH' && event.who === 'sequencer',
  },
  actions: {
    sequence: assign({ sequenced: ({ context }) => context.sequenced + 1 }),
    commit: assign(({ context: { sequenced, withholds }, event }) => {
      if (event.type !== 'COMMIT') return {};
      const used = event.executes === 'pay' && sequenced > 0 ? 1 : 0;
      return { sequenced: sequenced - used, withholds: withholds || event.withheld };
    }),
    publish: assign({ withholds: false }),
    advance: assign({ sequenced: ({ context }) => (context.terms.signsBatch ? 0 : context.sequenced) }),
  },
}).createMachine({
  id: 'zkSequencer',
  context: ({ input }) => ({ terms: input, sequenced: 0, withholds: false }),
  on: {
    SEQUENCE: { actions: 'sequence' },
    PUBLISH: { guard: 'withholds', actions: 'publish' },
    EXECUTE: { actions: 'advance' },
  },
  initial: 'running',
  states: {
    running: {
      on: {
        COMMIT: { guard: 'isSequenced', actions: 'commit' },
        CRASH: [{ guard: 'isMine', target: 'crashed' }, {}],
      },
    },
    crashed: { on: { CRASH: { guard: not('isMine') } } },
  },
});

export type ZkSequencerState = LocalState<ZkSequencer>;
