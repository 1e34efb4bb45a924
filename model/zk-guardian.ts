/**
 * The guardian of a ZK rollup: an honest party that takes back a proven batch which is wrong, while its execution is delayed.
 *
 * It stands for whoever compares what V accepted with the specification: a second client, a watcher, a security council. It needs the
 * data, it says so before the next block, and its transaction enters a block through the payload of BLOCK like Alice's. Where there is
 * none, the machine does nothing. Left out: a guardian who takes back what is right, and so can stop the rollup.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  BlockEvent,
  CommitEvent,
  ExecuteEvent,
  FreezeEvent,
  RevertEvent,
  SequenceEvent,
  VerifyEvent,
} from './zk-events.ts';
import type { Message, Tx } from './zk-ledger.ts';
import { isInSpec, type SignatureTerms } from './zk-prover.ts';

export interface GuardianTerms extends SignatureTerms {
  /** Whether there is a guardian at all. */
  readonly isThere: boolean;
}

export interface Guardian {
  readonly terms: GuardianTerms;
  /** As the prover has them: Alice hands her signatures to everybody. */
  readonly signatures: number;
  readonly signedForDue: boolean;
  /** What was posted with the batch in flight, if it was published. */
  readonly inputs: { readonly data: Tx; readonly inbox: Message | 'none' } | 'unknown';
}

type GuardianEvent = SequenceEvent | CommitEvent | VerifyEvent | RevertEvent | ExecuteEvent | BlockEvent | FreezeEvent;

function leavesOut(event: BlockEvent): boolean {
  return event.leavesOut === 'guardian' || event.leavesOut === 'both';
}

export const zkGuardian: Machine<Guardian, GuardianEvent, GuardianTerms> = setup({
  types: {} as { context: Guardian; events: GuardianEvent; input: GuardianTerms },
  guards: {
    isThere: ({ context }) => context.terms.isThere,
    isWrong: ({ context, event }) => {
      if (event.type !== 'VERIFY' || context.inputs === 'unknown') return false;
      return !isInSpec(context, { pre: event.pre, post: event.post, ...context.inputs });
    },
    reverts: ({ event }) => event.type === 'BLOCK' && event.reverts && !leavesOut(event),
    isLeftOut: ({ event }) => event.type === 'BLOCK' && !event.reverts && leavesOut(event),
    isNotHere: ({ event }) => event.type === 'BLOCK' && !event.reverts && !leavesOut(event),
  },
  actions: {
    sign: assign(({ context: { terms, signatures } }) =>
      terms.isThere ? { signatures: signatures + 1, signedForDue: terms.signsBatch } : {},
    ),
    look: assign({
      inputs: ({ context, event }) =>
        event.type === 'COMMIT' && context.terms.isThere && !event.withheld
          ? { data: event.data, inbox: event.takes }
          : 'unknown',
    }),
    forget: assign({ inputs: 'unknown' }),
    advance: assign({ inputs: 'unknown', signedForDue: false }),
  },
}).createMachine({
  id: 'zkGuardian',
  context: ({ input }) => ({ terms: input, signatures: 0, signedForDue: false, inputs: 'unknown' }),
  on: {
    SEQUENCE: { actions: 'sign' },
    COMMIT: { actions: 'look' },
    EXECUTE: { target: '.watching', actions: 'advance' },
    FREEZE: { target: '.watching', actions: 'forget' },
  },
  initial: 'watching',
  states: {
    watching: {
      on: {
        VERIFY: [{ guard: and(['isThere', 'isWrong']), target: 'alarmed' }, {}],
        BLOCK: { guard: 'isNotHere' },
      },
    },
    // No block passes before it has said so.
    alarmed: { on: { REVERT: { target: 'pending' } } },
    pending: {
      on: {
        BLOCK: [{ guard: 'reverts', target: 'watching', actions: 'forget' }, { guard: 'isLeftOut' }],
      },
    },
  },
});

export type GuardianState = LocalState<Guardian>;
