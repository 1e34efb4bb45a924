/** The events that the machines of an interoperability protocol share, and what their payloads mean. */

/** A layer whose assumptions can fail; the two rollups hold tokens. */
export type Layer = 'A' | 'B' | 'L1';
export type Chain = 'A' | 'B';

/** How settled a batch is: announced by its sequencer, on the base layer, accepted there for good. */
export type Level = 'soft' | 'posted' | 'final';

/**
 * What an action somewhere else says of the batch that it relies on: its level, or that it is yet to come, is of a chain that does not
 * belong to the protocol, or that nobody looked.
 */
export type Seen = Level | 'promised' | 'foreign' | 'nothing';

/** A batch by its place among those of the instance: the one with the initiating transaction of a message, a deposit or a fill. */
export type OfBatch = { readonly batch: number };

/**
 * A rollup's sequencer announces a batch. `pays`: where its message wants a token, on the other rollup or on the base layer, or nowhere.
 * `valid`: whether the rollup's own rules allow what it does; a batch that is not burns or withdraws tokens that nobody has.
 */
export type Initiate = OfBatch & {
  readonly chain: Chain;
  readonly pays: Chain | 'L1' | 'nobody';
  readonly valid: boolean;
};

export type Post = OfBatch & { readonly chain: Chain };

/** The base layer accepts the batch, and its escrow books what the batch pays. */
export type Finalise = Initiate;

/** The batch is dropped, reorganised away or proved wrong; a final one only if the base layer is broken. */
export type Revert = OfBatch & { readonly level: Level; readonly valid: boolean };

/** The message of a batch is executed on the other rollup, or what was executed becomes final there. */
export type Cite = OfBatch & { readonly seen: Seen };

/** A solver pays the user on B out of his own pocket, having seen the deposit; the batch is that of the fill. */
export type Fill = Cite;

/** The deposit on A goes to whoever made the fill of the batch. */
export type Repay = Cite;

/** An assumption fails: a validator, a prover, a guardian, a key, one by one. */
export type Corrupt = { readonly layer: Layer | 'V'; readonly guard: number };

/** With the base layer broken, its escrow pays a thief. */
export type Drain = { readonly account: Chain };

export type Halt = { readonly layer: Chain };

export type InitiateEvent = { readonly type: 'INITIATE' } & Initiate;
export type PostEvent = { readonly type: 'POST' } & Post;
export type FinaliseEvent = { readonly type: 'FINALISE' } & Finalise;
export type RevertEvent = { readonly type: 'REVERT' } & Revert;
/** The batch on A is reverted and, with it, the block of B that relies on it. */
export type CascadeEvent = { readonly type: 'CASCADE' } & Revert;
export type ExecuteEvent = { readonly type: 'EXECUTE' } & Cite;
/** The block of B that executed the message becomes final. */
export type SettleEvent = { readonly type: 'SETTLE' } & Cite;
/** The block of B that executed the message is dropped before it is final. */
export type UndoEvent = { readonly type: 'UNDO' } & OfBatch;
/** The message or intent is too old to be executed or filled. */
export type ExpireEvent = { readonly type: 'EXPIRE' } & OfBatch;
/** What was burned or deposited is given back on A. */
export type RefundEvent = { readonly type: 'REFUND' } & Cite;
export type FillEvent = { readonly type: 'FILL' } & Fill;
export type RepayEvent = { readonly type: 'REPAY' } & Repay;
export type CorruptEvent = { readonly type: 'CORRUPT' } & Corrupt;
export type DrainEvent = { readonly type: 'DRAIN' } & Drain;
export type HaltEvent = { readonly type: 'HALT' } & Halt;
