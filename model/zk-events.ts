/** The events that the machines of a ZK rollup share, and what their payloads mean. */

import type { Message, Tx, ZkState } from './zk-ledger.ts';

/**
 * The sequencer commits a batch on L1. `data` is what it posts (the contract keeps its hash), `executes` what the claimed post-state was
 * computed from: an honest sequencer says the same twice. Likewise `takes`, the message of the queue that the batch
 * consumes on L1, and `applies`, the one that the post-state reflects. `withheld`: the data reaches nobody.
 */
export type Commit = {
  readonly data: Tx;
  readonly executes: Tx;
  readonly takes: Message | 'none';
  readonly applies: Message | 'none';
  readonly withheld: boolean;
};

/** The public inputs of a proof: what the verification function V is asked about, and what the prover committed to. */
export type Statement = {
  readonly pre: ZkState;
  readonly post: ZkState;
  /** Stands for its hash. */
  readonly data: Tx;
  /** Stands for the hash of the messages consumed. */
  readonly inbox: Message | 'none';
  /** The verifier key for which the proof was made. */
  readonly key: number;
};

/** Whoever holds the witness makes a proof: the honest prover from published data, the sequencer from what it has. */
export type Prove = Statement & { readonly by: 'prover' | 'sequencer' };

/** Somebody hands a proof to the contract. `index`: whether its batch number is the one that is due, or an earlier one. */
export type Verify = Statement & { readonly index: 'due' | 'earlier' };

/** The batch takes effect on L1. `exits`: an exit of Alice was in it; `pays`: what it pays her. */
export type Execute = { readonly exits: boolean; readonly pays: number };

/**
 * One L1 block: which message of Alice enters the queue in it, whether the guardian's transaction takes a batch back in it, and
 * whose transaction is left out. `censors` says whether any is, for L1 to count.
 */
export type Block = {
  readonly brings: Message | 'none';
  readonly reverts: boolean;
  readonly leavesOut: 'nobody' | 'alice' | 'guardian' | 'both';
  readonly censors: boolean;
};

/**
 * From a frozen rollup somebody takes out what the last executed state gives them, by a Merkle proof. `refund`: deposits of
 * theirs that still wait in the queue.
 */
export type Escape = { readonly who: 'alice' | 'operator'; readonly amount: number; readonly refund: number };

/** Alice signs a payment with her next nonce and hands it to the sequencer, who promises a place for it. */
export type SequenceEvent = { readonly type: 'SEQUENCE' };
export type CommitEvent = { readonly type: 'COMMIT' } & Commit;
/** The sequencer publishes the data of what it withheld. */
export type PublishEvent = { readonly type: 'PUBLISH' };
export type ProveEvent = { readonly type: 'PROVE' } & Prove;
export type VerifyEvent = { readonly type: 'VERIFY' } & Verify;
export type ExecuteEvent = { readonly type: 'EXECUTE' } & Execute;
/** The guardian sends a transaction that takes the proven batch back. */
export type RevertEvent = { readonly type: 'REVERT' };
/** Alice sends a message to L1. */
export type ForceEvent = { readonly type: 'FORCE'; readonly message: Message };
export type BlockEvent = { readonly type: 'BLOCK' } & Block;
/** Anybody shows the contract that a message has waited past its deadline: no more batches, escapes only. */
export type FreezeEvent = { readonly type: 'FREEZE' };
export type EscapeEvent = { readonly type: 'ESCAPE' } & Escape;
/** Whoever holds the key of the contract announces another verifier key, and later installs it. */
export type AnnounceEvent = { readonly type: 'ANNOUNCE' };
export type UpgradeEvent = { readonly type: 'UPGRADE' };
export type CrashEvent = { readonly type: 'CRASH'; readonly who: 'sequencer' | 'prover' };
