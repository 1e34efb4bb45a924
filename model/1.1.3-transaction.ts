/**
 * Definition 1.1.3 (Transaction): a tuple (s, r, v, d, σ). A transaction from the wish to its end.
 *
 * created → pending (signed, at the sequencer, in L1's mempool, in the inbox, reverted) → included (executed or failed) → final; or
 * invalidated (another one took its nonce, or its forced place found it invalid), or expired. σ is a token: it exists once the sender has
 * signed, whoever has seen it may use it, and it covers what the rules say that it covers. The definition has five fields; four more are here,
 * since without them one signature is worth any number of executions: a nonce, the id of the chain, a fee that lets one
 * transaction replace another, and a lifetime, in blocks since the signature. Whether the chain looks at them are rules of `l2-chain.ts`.
 *
 * Honest senders submit what they sign before the next block. Left out: gas, access lists, transactions that L1 contracts send.
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  BlockEvent,
  FinaliseEvent,
  IncludeEvent,
  RejectEvent,
  ReorgEvent,
  ReplaceEvent,
  SignEvent,
  SubmitEvent,
} from './transaction-events.ts';

/** What is signed, in the order of the definition, and the four fields that it lacks. */
export interface TransactionFields {
  readonly sender: string;
  readonly recipient: string;
  readonly value: number;
  readonly data: string;
  readonly nonce: number;
  readonly chainId: number;
  readonly fee: number;
  /** Blocks after the signature in which it may be executed. */
  readonly lifetime: number;
}

export interface TransactionTerms {
  readonly index: number;
  /** Every transaction, by index. */
  readonly table: readonly TransactionFields[];
  /** Blocks in the inbox after which a place on the chain is forced. */
  readonly deadline: number;
  readonly rules: { readonly nonces: boolean; readonly expiry: boolean; readonly forcedInclusion: boolean };
}

export interface Transaction {
  readonly terms: TransactionTerms;
  /** Blocks since the signature, up to one more than the lifetime. */
  readonly age: number;
  /** Blocks in the inbox, up to the deadline. */
  readonly waited: number;
  /** Whether it went to L1 in the block in which it was signed, and again in which it was taken back. */
  readonly sentAtOnce: boolean;
  readonly isReplaced: boolean;
  /** Whether it was executed after its lifetime. */
  readonly isLate: boolean;
}

type TransactionEvent =
  | SignEvent
  | ReplaceEvent
  | SubmitEvent
  | IncludeEvent
  | ReorgEvent
  | RejectEvent
  | FinaliseEvent
  | BlockEvent;

/** The chain for which Alice signs; what happens on another one is none of the transaction's life. */
const home = 0;

export function fieldsOf({ terms }: Transaction): TransactionFields {
  return terms.table[terms.index] as TransactionFields;
}

/** Whether an event on the home chain is about another transaction that takes the same nonce. */
function isRival({ terms }: Transaction, event: IncludeEvent | ReorgEvent): boolean {
  if (event.chain !== home || event.tx === terms.index || !terms.rules.nonces) return false;
  return terms.table[event.tx]?.nonce === terms.table[terms.index]?.nonce;
}

function replaces({ terms: { table } }: Transaction, { tx, by }: ReplaceEvent): boolean {
  const [old, other] = [table[tx], table[by]];
  return old !== undefined && other !== undefined && old.nonce === other.nonce && other.fee > old.fee;
}

const expired = '#signedTransaction.signed.expired';
const reverted = '#signedTransaction.signed.pending.reverted';
const passing = [{ guard: 'expires', target: expired, actions: 'age' }, { actions: 'age' }] as const;
const toInbox = { guard: 'goesToInbox', target: 'inMempool', actions: 'markSent' } as const;
const submitting = [toInbox, { target: 'atSequencer', actions: 'markRisked' }] as const;

export const signedTransaction: Machine<Transaction, TransactionEvent, TransactionTerms> = setup({
  types: {} as { context: Transaction; events: TransactionEvent; input: TransactionTerms },
  guards: {
    isMine: ({ context, event }) => 'tx' in event && event.tx === context.terms.index,
    isHere: ({ event }) => 'chain' in event && event.chain === home,
    isReplacement: ({ context, event }) =>
      event.type === 'REPLACE' && event.by === context.terms.index && replaces(context, event),
    isReplaced: ({ context, event }) =>
      event.type === 'REPLACE' && event.tx === context.terms.index && replaces(context, event),
    isBystander: ({ context: { terms }, event }) =>
      event.type === 'REPLACE' && event.tx !== terms.index && event.by !== terms.index,
    // What replaces another is signed by REPLACE.
    isOriginal: ({ context: { terms } }) =>
      terms.table.slice(0, terms.index).every(({ nonce }) => nonce !== terms.table[terms.index]?.nonce),
    goesToInbox: ({ event }) => event.type === 'SUBMIT' && event.via === 'inbox',
    isAlive: ({ context }) => !context.terms.rules.expiry || context.age <= fieldsOf(context).lifetime,
    isOk: ({ event }) => event.type === 'INCLUDE' && event.result === 'ok',
    isRival: ({ context, event }) => (event.type === 'INCLUDE' || event.type === 'REORG') && isRival(context, event),
    isCensored: ({ event }) => event.type === 'BLOCK' && event.censors,
    isDue: ({ context }) => context.waited >= context.terms.deadline,
    isForced: ({ context }) => context.terms.rules.forcedInclusion && context.waited >= context.terms.deadline,
    expires: ({ context }) => context.terms.rules.expiry && context.age >= fieldsOf(context).lifetime,
  },
  actions: {
    markReplaced: assign({ isReplaced: true }),
    markSent: assign({ sentAtOnce: ({ context }) => context.sentAtOnce || context.age === 0 }),
    markLate: assign({ isLate: ({ context }) => context.isLate || context.age > fieldsOf(context).lifetime }),
    markRisked: assign({ sentAtOnce: false }),
    age: assign({ age: ({ context }) => Math.min(context.age + 1, fieldsOf(context).lifetime + 1) }),
    wait: assign({ waited: ({ context }) => Math.min(context.waited + 1, context.terms.deadline) }),
    leaveInbox: assign({ waited: 0 }),
  },
}).createMachine({
  id: 'signedTransaction',
  context: ({ input }) => ({
    terms: input,
    age: 0,
    waited: 0,
    sentAtOnce: false,
    isReplaced: false,
    isLate: false,
  }),
  // What is about another transaction changes nothing, unless a state below says so.
  on: {
    INCLUDE: { guard: not('isMine') },
    REORG: { guard: not('isMine') },
    REPLACE: { guard: 'isBystander' },
    FINALISE: {},
  },
  initial: 'created',
  states: {
    created: {
      on: {
        SIGN: { guard: and(['isMine', 'isOriginal']), target: 'signed' },
        REPLACE: { guard: 'isReplacement', target: 'signed' },
        BLOCK: {},
      },
    },
    signed: {
      // Whoever has the signature may use it again, here or elsewhere: the chain decides.
      on: { INCLUDE: { guard: and(['isMine', 'isAlive']), actions: 'markLate' } },
      initial: 'pending',
      states: {
        pending: {
          initial: 'unsent',
          exit: 'leaveInbox',
          on: {
            INCLUDE: [
              { guard: and(['isMine', 'isHere', 'isAlive', 'isOk']), target: 'included.ok', actions: 'markLate' },
              { guard: and(['isMine', 'isHere', 'isAlive']), target: 'included.failed', actions: 'markLate' },
              { guard: 'isRival', target: 'invalidated' },
            ],
            REPLACE: { guard: 'isReplaced', actions: 'markReplaced' },
          },
          states: {
            // No block passes before the sender has submitted, and submitted anew what was taken back.
            unsent: { on: { SUBMIT: submitting } },
            atSequencer: { on: { SUBMIT: toInbox, BLOCK: passing } },
            inMempool: {
              on: {
                BLOCK: [
                  { guard: 'expires', target: expired, actions: 'age' },
                  { guard: 'isCensored', actions: 'age' },
                  { target: 'inInbox', actions: 'age' },
                ],
              },
            },
            inInbox: {
              on: {
                REJECT: { guard: 'isDue', target: '#signedTransaction.signed.invalidated' },
                BLOCK: [
                  { guard: and([not('isForced'), 'expires']), target: expired, actions: 'age' },
                  { guard: not('isForced'), actions: ['age', 'wait'] },
                ],
              },
            },
            reverted: { on: { SUBMIT: submitting } },
          },
        },
        included: {
          on: { REORG: { guard: and(['isMine', 'isHere']), target: reverted }, FINALISE: { target: 'final' } },
          initial: 'ok',
          states: { ok: { on: { BLOCK: { actions: 'age' } } }, failed: { on: { BLOCK: { actions: 'age' } } } },
        },
        // Somebody has relied on it. Whether it can be taken back all the same is the chain's business.
        final: { on: { REORG: { guard: and(['isMine', 'isHere']) }, BLOCK: { actions: 'age' } } },
        invalidated: { on: { REORG: { guard: 'isRival', target: reverted }, BLOCK: { actions: 'age' } } },
        expired: { on: { BLOCK: {} } },
      },
    },
  },
});

export type SignedTransactionState = LocalState<Transaction>;
