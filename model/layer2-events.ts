/** The events of a Layer 2 system: what the machines of `systems/layer2.ts` take together. */

/** `mine` and `rival` spend the same coin: the one that comes first in the posted order counts, the other is void. */
export type TxName = 'mine' | 'rival' | 'other';

/** A soft confirmation: the sequencer's word that a transaction will be in the next batch. */
export type Confirm = { readonly tx: 'mine' | 'rival' };
export type Post = { readonly tx: TxName; readonly published: boolean };
/** A claim about the state after a batch; in a validity rollup it comes with a proof. */
export type Assert = { readonly batch: number; readonly correct: boolean; readonly by: 'sequencer' | 'validator' };
/**
 * An L1 block. `challenged`: every challenge that the validator owes is in it. `censors`: it leaves them out. `asleep`: the validator
 * is gone and submitted none. `confirmed`: how many batches are confirmed when the block is through.
 */
export type Block = {
  readonly challenged: boolean;
  readonly censors: boolean;
  readonly asleep: boolean;
  readonly confirmed: number;
};
/** The last `depth` L1 blocks are replaced by blocks without the sequencer's transactions; `kept` batches were posted before. */
export type Reorg = { readonly depth: number; readonly kept: number };
/** A withdrawal of the escrow proved against the state after `confirmed` batches. */
export type Exit = { readonly by: 'owner' | 'thief'; readonly against: number };

export type ConfirmEvent = { readonly type: 'CONFIRM' } & Confirm;
export type PostEvent = { readonly type: 'POST' } & Post;
export type AssertEvent = { readonly type: 'ASSERT' } & Assert;
export type BlockEvent = { readonly type: 'BLOCK' } & Block;
export type ReorgEvent = { readonly type: 'REORG' } & Reorg;
export type ExitEvent = { readonly type: 'EXIT' } & Exit;
export type WantEvent = { readonly type: 'WANT' };
/** The validator goes. */
export type LeaveEvent = { readonly type: 'LEAVE' };
export type UpgradeEvent = { readonly type: 'QUEUE_UPGRADE' | 'EXECUTE_UPGRADE' };
