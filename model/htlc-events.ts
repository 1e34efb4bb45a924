/** The events that the machines of a forwarded payment share, and what their payloads mean. */

/** What happens to one HTLC in a block: its preimage is shown and the receiver paid, or the sender takes it back. */
export type Settlement = 'none' | 'claim' | 'refund';

/**
 * One L1 block, whole: what becomes of either HTLC in it, whether it leaves out a transaction of B's that it could contain,
 * and whether B sleeps through it. Each machine checks the part of the payload that is its own.
 */
export type HopBlock = {
  readonly incoming: Settlement;
  readonly outgoing: Settlement;
  readonly censors: boolean;
  readonly asleep: boolean;
};

/** A locks the incoming HTLC for B, on a hash whose preimage C knows. */
export type OfferEvent = { readonly type: 'OFFER' };
/** B locks the outgoing HTLC for C on the same hash. Time starts here. */
export type ForwardEvent = { readonly type: 'FORWARD' };
/** B submits, or submits again, the transaction that takes the outgoing HTLC back. */
export type TimeoutEvent = { readonly type: 'TIMEOUT' };
/** B submits the transaction that claims the incoming HTLC with the preimage. */
export type ClaimEvent = { readonly type: 'CLAIM' };
/**
 * Replacement cycling: C replaces B's waiting timeout by his claim, which pays more, and his claim by something else that spends
 * another of its inputs. In the mempools is neither then, until B submits again, at the earliest after the next block.
 */
export type EvictEvent = { readonly type: 'EVICT' };
export type HopBlockEvent = { readonly type: 'BLOCK' } & HopBlock;
