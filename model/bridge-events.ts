/** The events that the machines of a cross-layer bridge share, and what their payloads mean. */

/** One transfer by its place among those of the instance: the message of one nonce. */
export type OfTransfer = { readonly transfer: number };

/**
 * The user deposits on the source chain, in the block in progress (no confirmations yet), and the escrow emits the message: recipient,
 * amount, nonce, and a deadline on the target's clock. `pays`: whether the deposit brings tokens or only the call.
 */
export type Lock = OfTransfer & { readonly pays: 'tokens' | 'nothing' };

/**
 * The branch changes: the block in progress and the `blocks` sealed ones below it are replaced by as many others, without what they contained.
 */
export type Reorg = { readonly blocks: number };

/**
 * Who carries a statement to the verifier: an operator of the committee, by number, headers with a proof of inclusion, or anybody who
 * claims it and waits whether somebody disputes it.
 */
export type Carrier = number | 'headers' | 'claimant';

/** A true statement: the message is on the source's branch, that many blocks deep. */
export type AttestLock = OfTransfer & { readonly by: Carrier; readonly confirmations: number };

/** A true statement: the deadline has passed on the target and the message was not received. */
export type AttestTimeout = OfTransfer & { readonly by: Carrier };

/** A true statement: the wrapped token of the transfer was burned on the target. */
export type AttestBurn = OfTransfer & { readonly by: Carrier };

/** What a verifier is told: the message was sent, it was not received in time, its token was burned. */
export type Statement = 'lock' | 'timeout' | 'burn';

/** A statement, true or not, signed with the stolen keys of an operator. */
export type Forge = OfTransfer & { readonly operator: number; readonly statement: Statement };

/** A claim that is false, or true too early for those who watch. */
export type FalseClaim = OfTransfer & { readonly statement: Statement };

/** A watcher shows that the claim is false. */
export type Dispute = FalseClaim;

/** A block of a chain whose claims are watched: `missed` if the watchers got nothing into it. */
export type WatchedBlock = { readonly missed: boolean };

/**
 * What a caller hands to the verifier: signatures of the committee or merely the word that there are some; a proof to a root
 * that the light client trusts, to the root zero (which is where the contract finds what nobody proved), to an invented one, or to one
 * whose headers or validity proof were made up; a proof of another message, altered; a claim whose window is over, or not yet.
 */
export type Evidence =
  | 'signatures'
  | 'say-so'
  | 'trusted-root'
  | 'zero-root'
  | 'invented-root'
  | 'unsound-proof'
  | 'altered-proof'
  | 'claim'
  | 'fresh-claim';

/** Whether the call that a message makes does what it is for, or runs out of gas, is paused, has no such recipient. */
export type Outcome = 'succeeds' | 'fails';

/** The relayer, anybody, has the message executed: on the target chain or, after a split, on its twin. */
export type Mint = OfTransfer & {
  readonly chain: 'target' | 'twin';
  readonly evidence: Evidence;
  readonly outcome: Outcome;
};

/** The deposit is paid back on the source chain: on evidence of non-receipt, or because the source's own clock says so. */
export type Refund = OfTransfer & { readonly evidence: Evidence | 'own-clock' };

/** Escrowed tokens are paid out on the source chain, on evidence of a burn. */
export type Release = OfTransfer & { readonly evidence: Evidence; readonly outcome: Outcome };

export type LockEvent = { readonly type: 'LOCK' } & Lock;
export type SourceBlockEvent = { readonly type: 'SOURCE_BLOCK' };
export type ReorgEvent = { readonly type: 'REORG' } & Reorg;
export type TargetBlockEvent = { readonly type: 'TARGET_BLOCK' };
/** The target chain splits in two, contracts and all. */
export type SplitEvent = { readonly type: 'SPLIT' };
export type AttestLockEvent = { readonly type: 'ATTEST_LOCK' } & AttestLock;
export type AttestTimeoutEvent = { readonly type: 'ATTEST_TIMEOUT' } & AttestTimeout;
export type AttestBurnEvent = { readonly type: 'ATTEST_BURN' } & AttestBurn;
/**
 * Somebody makes the committee's keys his own: by the call of a message that operators attested, or because the contract can be
 * initialised again.
 */
export type Seize = OfTransfer & { readonly via: 'message' | 'initialiser' };
export type SeizeEvent = { readonly type: 'SEIZE' } & Seize;
export type FalseClaimEvent = { readonly type: 'FALSE_CLAIM' } & FalseClaim;
export type DisputeEvent = { readonly type: 'DISPUTE' } & Dispute;
/** Two branches of the source are shown to its light client, which from then on accepts nothing. */
export type FreezeEvent = { readonly type: 'FREEZE' };
/** Those who govern the client set it going again. */
export type ThawEvent = { readonly type: 'THAW' };
export type ForgeEvent = { readonly type: 'FORGE' } & Forge;
export type MintEvent = { readonly type: 'MINT' } & Mint;
export type RefundEvent = { readonly type: 'REFUND' } & Refund;
/** The holder burns the wrapped token of a transfer on the target, to have it released on the source. */
export type BurnEvent = { readonly type: 'BURN' } & OfTransfer;
export type ReleaseEvent = { readonly type: 'RELEASE' } & Release;
