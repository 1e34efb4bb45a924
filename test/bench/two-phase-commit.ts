/**
 * Two-phase commit (Gray and Lamport), the classic of the field: a transaction manager, n resource managers and a network
 * that never loses what was sent. Reachable states: 296,448 at n = 7, 1,745,408 at n = 8, 10,340,352 at n = 9, the counts of
 * TLC, SPIN and Stateright for the same actions.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../../checker/language/machine.ts';
import { noPayload, payloads, range } from '../../checker/language/menu.ts';
import { always, type Property } from '../../checker/language/property.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';

type ByManager = { readonly rm: number };
type CommitEvent =
  | ({ readonly type: 'PREPARE' | 'RECEIVE_PREPARED' | 'ABORT_ALONE' | 'RECEIVE_COMMIT' | 'RECEIVE_ABORT' } & ByManager)
  | { readonly type: 'COMMIT' | 'ABORT' };

interface Transaction {
  readonly n: number;
  /** Bit i: the prepared message of manager i was received. */
  readonly received: number;
}

const transactionManager: Machine<Transaction, CommitEvent, { readonly n: number }> = setup({
  types: {} as { context: Transaction; events: CommitEvent; input: { readonly n: number } },
  guards: { allPrepared: ({ context }) => context.received === 2 ** context.n - 1 },
}).createMachine({
  id: 'transactionManager',
  context: ({ input }) => ({ n: input.n, received: 0 }),
  initial: 'init',
  states: {
    init: {
      on: {
        RECEIVE_PREPARED: { actions: assign({ received: ({ context, event }) => context.received | (1 << event.rm) }) },
        COMMIT: { guard: 'allPrepared', target: 'committed' },
        ABORT: 'aborted',
      },
    },
    committed: {},
    aborted: {},
  },
});

interface Messages {
  /** Bit i: manager i has sent its prepared message. */
  readonly prepared: number;
  readonly commit: boolean;
  readonly abort: boolean;
}

const network: Machine<Messages, CommitEvent> = setup({
  types: {} as { context: Messages; events: CommitEvent },
  guards: {
    wasPrepared: ({ context, event }) =>
      event.type === 'RECEIVE_PREPARED' && (context.prepared & (1 << event.rm)) !== 0,
    commitSent: ({ context }) => context.commit,
    abortSent: ({ context }) => context.abort,
  },
}).createMachine({
  id: 'network',
  context: { prepared: 0, commit: false, abort: false },
  on: {
    PREPARE: { actions: assign({ prepared: ({ context, event }) => context.prepared | (1 << event.rm) }) },
    RECEIVE_PREPARED: { guard: 'wasPrepared' },
    COMMIT: { actions: assign({ commit: true }) },
    ABORT: { actions: assign({ abort: true }) },
    RECEIVE_COMMIT: { guard: 'commitSent' },
    RECEIVE_ABORT: { guard: 'abortSent' },
  },
});

const resourceManager: Machine<object, CommitEvent> = setup({ types: {} as { events: CommitEvent } }).createMachine({
  id: 'resourceManager',
  initial: 'working',
  on: { RECEIVE_COMMIT: '.committed', RECEIVE_ABORT: '.aborted' },
  states: {
    working: { on: { PREPARE: 'prepared', ABORT_ALONE: 'aborted' } },
    prepared: {},
    committed: {},
    aborted: {},
  },
});

export interface CommitView {
  readonly tm: LocalState<Transaction>;
  readonly network: LocalState<Messages>;
  readonly rms: readonly LocalState<object>[];
}

export const twoPhaseCommit: System<CommitView> = defineSystem<CommitView, 'n'>({
  name: 'two-phase-commit',
  says: 'A transaction manager, n resource managers, a network without loss.',
  parameters: { n: { says: 'resource managers', default: 3, least: 1, greatest: 12 } },
  parties: { manager: 'honest', tm: 'honest' },
  compose: ({ parameters: { n } }) => {
    const each = payloads<ByManager>({ rm: range(0, n - 1) });
    return {
      components: {
        tm: component(transactionManager, { n }),
        network: component(network, undefined),
        rms: instances(resourceManager, n, 'rm'),
      },
      events: {
        PREPARE: event('manager', each),
        RECEIVE_PREPARED: event('tm', each),
        ABORT_ALONE: event('manager', each),
        COMMIT: event('tm', noPayload),
        ABORT: event('tm', noPayload),
        RECEIVE_COMMIT: event('manager', each),
        RECEIVE_ABORT: event('manager', each),
      },
    };
  },
});

export const consistency: Property<CommitView> = always(
  'consistency',
  'No manager commits while another aborts.',
  ({ rms }) => !(rms.some((rm) => rm.value === 'committed') && rms.some((rm) => rm.value === 'aborted')),
);
