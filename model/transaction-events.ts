/** The events that transactions and the chains that execute them share, and what their payloads mean. */

export type OfTransaction = { readonly tx: number };

/** Alice signs another transaction with the nonce of one that is pending, at a higher fee. */
export type Replace = { readonly tx: number; readonly by: number };

/** To the sequencer, or to the inbox on L1 that the chain has to consume. */
export type Submit = { readonly tx: number; readonly via: 'sequencer' | 'inbox' };

/** Somebody who has the signature puts the transaction on a chain. `altered`: with a recipient of his own choice. */
export type Include = {
  readonly tx: number;
  readonly chain: number;
  readonly result: 'ok' | 'failed';
  readonly altered: boolean;
};

/** What a chain does with one transaction: takes its block back, or finds it invalid at its forced place. */
export type OnChain = { readonly tx: number; readonly chain: number };

/** One L1 block, and whether it leaves out what is sent to the inbox. */
export type Block = { readonly censors: boolean };

export type SignEvent = { readonly type: 'SIGN' } & OfTransaction;
export type ReplaceEvent = { readonly type: 'REPLACE' } & Replace;
export type SubmitEvent = { readonly type: 'SUBMIT' } & Submit;
export type IncludeEvent = { readonly type: 'INCLUDE' } & Include;
/** A reorganisation takes the last block back. */
export type ReorgEvent = { readonly type: 'REORG' } & OnChain;
export type RejectEvent = { readonly type: 'REJECT' } & OnChain;
/** What the chain contains will not be taken back any more. */
export type FinaliseEvent = { readonly type: 'FINALISE'; readonly chain: number };
export type BlockEvent = { readonly type: 'BLOCK' } & Block;
