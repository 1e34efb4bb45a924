/**
 * Definition 6.2.1 (Layer 2 Interoperability Protocol): a tuple (L_2A, L_2B, L_1, π_{A→B}, V). π_{A→B}, one machine a message: burned
 * on A, minted on B.
 *
 * The other members of the tuple are machines of their own: L_2A and L_2B by the status of a batch (`rollup-status.ts`) and by what
 * defends them (`layer-defence.ts`), L_1 by its defence and the escrow behind both rollups (`shared-escrow.ts`), V in
 * `message-verifier.ts`. The definition says nothing of levels, ids, expiry or escrow; each decides what a transaction across two rollups
 * is worth. The initiating batch is the one of the same number.
 *
 * B may execute a message before A's batch is final. It is then one of two things: a promise that B cannot keep when A reverts, or,
 * with `cascade`, a block that falls with A's and is not final before it. An execution that is dropped can be repeated, until the
 * message expires; what expired unexecuted is given back on A.
 *
 * Left out: execution that fails, amounts other than one, several messages in one block, chains of messages.
 */

import { and, assign, or, setup, stateIn } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  CascadeEvent,
  ExecuteEvent,
  ExpireEvent,
  RefundEvent,
  RevertEvent,
  SettleEvent,
  UndoEvent,
} from './interop-events.ts';

/** The rules of the messenger, each of which a check can take out. */
export interface MessengerRules {
  /** Blocks of B fall with the blocks of A that they rely on, and are not final before them. */
  readonly cascade: boolean;
  /** A message is executed once. */
  readonly uniqueIds: boolean;
  /** An expired message is not executed. */
  readonly expiryChecked: boolean;
  /** What expired unexecuted is given back. */
  readonly refundOnExpiry: boolean;
}

export interface CrossMessage {
  readonly terms: MessengerRules;
  /** Units minted on B; 2 stands for two or more. */
  readonly minted: number;
}

type MessageEvent = RevertEvent | CascadeEvent | ExecuteEvent | SettleEvent | UndoEvent | ExpireEvent | RefundEvent;

const twice = 2;

export const crossMessage: Machine<CrossMessage, MessageEvent, MessengerRules> = setup({
  types: {} as { context: CrossMessage; events: MessageEvent; input: MessengerRules },
  guards: {
    cascades: ({ context }) => context.terms.cascade,
    // Against a base layer that forgets what is final no rule of B helps.
    stays: ({ context, event }) => !context.terms.cascade || (event.type === 'REVERT' && event.level === 'final'),
    mayRepeat: ({ context }) => !context.terms.uniqueIds,
    mayBeLate: ({ context }) => !context.terms.expiryChecked,
    isGivenBack: ({ context }) => context.terms.refundOnExpiry,
    // A verifier that says what it likes says that nothing was executed.
    isUnlooked: ({ event }) => event.type === 'REFUND' && event.seen === 'nothing',
    reliesOnFinal: ({ context, event }) =>
      event.type === 'SETTLE' && (!context.terms.cascade || event.seen === 'final'),
  },
  actions: {
    mint: assign({ minted: ({ context }) => Math.min(context.minted + 1, twice) }),
    undo: assign({ minted: 0 }),
  },
}).createMachine({
  id: 'crossMessage',
  context: ({ input }) => ({ terms: input, minted: 0 }),
  type: 'parallel',
  states: {
    age: {
      initial: 'fresh',
      states: {
        fresh: { on: { EXPIRE: 'expired' } },
        expired: {
          on: {
            REFUND: {
              guard: and(['isGivenBack', or([stateIn({ execution: 'none' }), 'isUnlooked'])]),
              target: 'refunded',
            },
          },
        },
        refunded: {},
      },
    },
    execution: {
      initial: 'none',
      states: {
        none: {
          on: {
            EXECUTE: { guard: or([stateIn({ age: 'fresh' }), 'mayBeLate']), target: 'standing', actions: 'mint' },
            REVERT: {},
          },
        },
        // In a block of B that is not final.
        standing: {
          on: {
            EXECUTE: { guard: 'mayRepeat', actions: 'mint' },
            SETTLE: { guard: 'reliesOnFinal', target: 'settled' },
            UNDO: { target: 'none', actions: 'undo' },
            CASCADE: { guard: 'cascades', target: 'none', actions: 'undo' },
            REVERT: { guard: 'stays' },
          },
        },
        settled: { on: { EXECUTE: { guard: 'mayRepeat', actions: 'mint' }, REVERT: {} } },
      },
    },
  },
});

export type CrossMessageState = LocalState<CrossMessage>;
