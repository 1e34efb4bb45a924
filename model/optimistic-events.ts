/** The events that the machines of an optimistic rollup share, and what their payloads mean. */

import type { Claim } from './l2-ledger.ts';

/** What a batch builds on: an earlier batch, by its index in the queue, or the genesis state. */
export type Parent = number | 'genesis';

/**
 * The sequencer posts a batch on L1. It counts as included in the block in progress: its age is 0 until the next BLOCK. `parent` is the
 * batch it builds on; the contract accepts its own tail only. `data`: published with the batch, slow (on its way, at most the
 * data delay), or withheld (published if and when the sequencer likes).
 */
export type Post = {
  readonly parent: Parent;
  readonly claim: Claim;
  readonly data: 'published' | 'slow' | 'withheld';
};

/**
 * One L1 block, whole: which of the honest validator's pending proofs it contains, the bogus proof of the adversary (or none),
 * whether challenges or finalisation come first in it, whether it leaves out an honest transaction, and whether
 * the validator sleeps through it. Each machine checks the part of the payload that is its own.
 */
export type Block = {
  readonly proofs: readonly number[];
  /** The batch that a bogus proof is against. */
  readonly bogus: number | 'none';
  readonly first: 'challenges' | 'finalisation';
  readonly censors: boolean;
  readonly asleep: boolean;
};

export type OfBatch = { readonly batch: number };

export type PostEvent = { readonly type: 'POST' } & Post;
export type BlockEvent = { readonly type: 'BLOCK' } & Block;
/** The network brings the data of a slow batch to the validator. */
export type DeliverEvent = { readonly type: 'DELIVER' } & OfBatch;
/** The sequencer publishes the data of a batch that it withheld. */
export type PublishEvent = { readonly type: 'PUBLISH' } & OfBatch;
/** The honest validator submits its proof to the mempool; the proof takes effect in the block that contains it. */
export type FraudEvent = { readonly type: 'FRAUD' } & OfBatch;
/** Whoever holds the upgrade key replaces the contract's code. */
export type UpgradeEvent = { readonly type: 'UPGRADE' };
