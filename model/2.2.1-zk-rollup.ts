/**
 * Definition 2.2.1 (ZK-Rollup): a tuple (B, Σ, π, V). The L1 contract.
 *
 * B: a batch, from commitment over proof to execution; what is sequenced and not committed is no business of L1
 * (`zk-sequencer.ts`). Σ: `zk-ledger.ts`. π as a proof system: `zk-prover.ts`. V: `accepts` below, under the key that `verifier-key.ts`
 * keeps. The definition has no queue of messages from L1, no data, no key that can change and no way out when nobody proves; without them the
 * theorem's "valid" cannot fail and "exists a proof" cannot either. The queue is `zk-inbox.ts`.
 *
 * awaiting → committed → proven → awaiting, or frozen. The contract executes nothing: it keeps the claimed post-state, the hash of
 * what was posted and of the message consumed, and asks V whether a proof speaks of them. Which of them V is asked about are the
 * rules `bindData`, `bindInbox`, `bindIndex`: the theorem's V(S_i, S_{i+1}, π) has none of the three. Pre- and post-state are
 * always its own. A batch takes effect when it is executed, which opens its withdrawals. Once frozen, each account is paid from the last
 * executed state.
 *
 * A batch may be executed E blocks after V accepted it, 0 unless told otherwise; until then a guardian can take it back
 * (`zk-guardian.ts`).
 *
 * Left out: several batches in flight (one is committed when the one before is executed), recursion and aggregation, gas.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  BlockEvent,
  CommitEvent,
  EscapeEvent,
  ExecuteEvent,
  FreezeEvent,
  ProveEvent,
  VerifyEvent,
} from './zk-events.ts';
import { genesis, type Message, sameState, type Tx, transition, type ZkState } from './zk-ledger.ts';

/** The rules of the contract, each of which a check can take out. */
export interface ContractRules {
  /** The proof is about the data that was posted. */
  readonly bindData: boolean;
  /** The proof is about the message that the batch consumes. */
  readonly bindInbox: boolean;
  /** The proof is about the batch number that is due. */
  readonly bindIndex: boolean;
  /** An escape is paid what a Merkle proof shows, not what it asks. */
  readonly merkleProof: boolean;
  /** An account escapes once. */
  readonly escapeOnce: boolean;
}

export interface ContractTerms {
  /** As `transition` has it: the claimed post-states are computed accordingly. */
  readonly nonces: number;
  /** E, in blocks between proof and execution. */
  readonly delay: number;
  readonly rules: ContractRules;
}

/** A batch on L1: what it claims, and what it was posted with. */
export interface Batch {
  readonly post: ZkState;
  readonly data: Tx;
  readonly inbox: Message | 'none';
}

export interface ZkRollup {
  readonly terms: ContractTerms;
  /** The state after the last executed batch. */
  readonly root: ZkState;
  readonly batch: Batch | 'none';
  /** Blocks since V accepted the batch, up to the delay. */
  readonly age: number;
  /** What the contract can pay from. */
  readonly escrow: number;
  readonly escaped: readonly ('alice' | 'operator')[];
}

type RollupEvent = CommitEvent | ProveEvent | VerifyEvent | ExecuteEvent | BlockEvent | FreezeEvent | EscapeEvent;

function claimedBy({ root, terms }: ZkRollup, { executes, applies }: CommitEvent): ZkState | undefined {
  return transition(root, executes, applies, terms.nonces);
}

function commit(rollup: ZkRollup, event: CommitEvent): Partial<ZkRollup> {
  const post = claimedBy(rollup, event);
  return post === undefined ? {} : { batch: { post, data: event.data, inbox: event.takes } };
}

/** Whether a proof speaks of the states of the batch that is committed, which whoever proves reads on L1. */
function isAboutStates({ root, batch }: ZkRollup, { pre, post }: ProveEvent | VerifyEvent): boolean {
  return batch !== 'none' && sameState(pre, root) && sameState(post, batch.post);
}

/** V, with the public inputs that the rules bind. That the proof is one is the prover's part of the event. */
function accepts(rollup: ZkRollup, proof: VerifyEvent): boolean {
  const { batch, terms } = rollup;
  const { bindData, bindInbox, bindIndex } = terms.rules;
  if (batch === 'none' || !isAboutStates(rollup, proof)) return false;
  return (
    (!bindData || proof.data === batch.data) &&
    (!bindInbox || proof.inbox === batch.inbox) &&
    (!bindIndex || proof.index === 'due')
  );
}

function execute({ root, batch, escrow }: ZkRollup): Partial<ZkRollup> {
  if (batch === 'none') return {};
  return { root: batch.post, batch: 'none', age: 0, escrow: escrow - (batch.post.out - root.out) };
}

export const zkRollup: Machine<ZkRollup, RollupEvent, ContractTerms> = setup({
  types: {} as { context: ZkRollup; events: RollupEvent; input: ContractTerms },
  guards: {
    canBeClaimed: ({ context, event }) => event.type === 'COMMIT' && claimedBy(context, event) !== undefined,
    isAboutStates: ({ context, event }) => event.type === 'PROVE' && isAboutStates(context, event),
    // The honest prover proves what was posted; anybody else whatever leads from the one state to the other.
    isAboutInputs: ({ context: { batch }, event }) =>
      event.type === 'PROVE' &&
      (event.by !== 'prover' || (batch !== 'none' && event.data === batch.data && event.inbox === batch.inbox)),
    isAccepted: ({ context, event }) => event.type === 'VERIFY' && accepts(context, event),
    payoutIsTrue: ({ context: { root, batch }, event }) =>
      event.type === 'EXECUTE' &&
      batch !== 'none' &&
      event.exits === (batch.inbox === 'exit') &&
      event.pays === batch.post.out - root.out,
    delayIsOver: ({ context }) => context.age >= context.terms.delay,
    isReverted: ({ event }) => event.type === 'BLOCK' && event.reverts,
    nothingEnters: ({ event }) => event.type === 'BLOCK' && event.brings === 'none',
    isFirstEscape: ({ context, event }) =>
      event.type === 'ESCAPE' && (!context.terms.rules.escapeOnce || !context.escaped.includes(event.who)),
    // Alice asks for what is hers, whether it is checked or not.
    isShown: ({ context, event }) =>
      event.type === 'ESCAPE' &&
      (event.amount === context.root[event.who] || (event.who === 'operator' && !context.terms.rules.merkleProof)),
    isCovered: ({ context, event }) => event.type === 'ESCAPE' && event.amount + event.refund <= context.escrow,
  },
  actions: {
    commit: assign(({ context, event }) => (event.type === 'COMMIT' ? commit(context, event) : {})),
    execute: assign(({ context }) => execute(context)),
    receive: assign({
      escrow: ({ context, event }) => context.escrow + Number(event.type === 'BLOCK' && event.brings === 'deposit'),
    }),
    grow: assign({ age: ({ context }) => Math.min(context.age + 1, context.terms.delay) }),
    drop: assign({ batch: 'none', age: 0 }),
    payOut: assign(({ context, event }) => {
      if (event.type !== 'ESCAPE') return {};
      const others = context.escaped.filter((one) => one !== event.who);
      return {
        escrow: context.escrow - event.amount - event.refund,
        escaped: [...others, event.who].sort(),
      };
    }),
  },
}).createMachine({
  id: 'zkRollup',
  context: ({ input }) => ({
    terms: input,
    root: genesis,
    batch: 'none',
    age: 0,
    escrow: genesis.alice + genesis.operator,
    escaped: [],
  }),
  initial: 'active',
  states: {
    active: {
      initial: 'awaiting',
      on: { BLOCK: { actions: 'receive' }, FREEZE: { target: 'frozen', actions: 'drop' } },
      states: {
        awaiting: { on: { COMMIT: { guard: 'canBeClaimed', target: 'committed', actions: 'commit' } } },
        committed: {
          on: {
            PROVE: { guard: and(['isAboutStates', 'isAboutInputs']) },
            VERIFY: { guard: 'isAccepted', target: 'proven' },
          },
        },
        proven: {
          on: {
            EXECUTE: { guard: and(['delayIsOver', 'payoutIsTrue']), target: 'awaiting', actions: 'execute' },
            BLOCK: [
              { guard: 'isReverted', target: 'awaiting', actions: ['receive', 'drop'] },
              { actions: ['receive', 'grow'] },
            ],
          },
        },
      },
    },
    frozen: {
      on: {
        ESCAPE: { guard: and(['isFirstEscape', 'isShown', 'isCovered']), actions: 'payOut' },
        BLOCK: { guard: 'nothingEnters' },
      },
    },
  },
});

export type ZkRollupState = LocalState<ZkRollup>;
