/** The events that the machines of a payment channel share, and what their payloads mean. */

/** What a state sets aside: `amount` is for the other party if the preimage is shown, and goes back to `by` from the timelock on. */
export type Htlc = { readonly by: 'A' | 'B'; readonly amount: number };

/**
 * What the signatures of Definition 3.1.2 are under: n, s_A and s_B, and where payments are in flight an HTLC. A type and not an interface, so
 * that it is plain data to the compiler too.
 */
export type ChannelState = {
  readonly nonce: number;
  readonly balanceA: number;
  readonly balanceB: number;
  readonly htlc?: Htlc;
};

/** The funding transaction is confirmed. `output`: what its output really holds, both balances or nothing that the contract can pay from. */
export type Fund = { readonly output: 'deposits' | 'worthless' };

/**
 * A signs a state and sends her signature to B. Proposed by B, it came with B's signature and is complete for both. Proposed by A, only B
 * can complete it, until B countersigns.
 */
export type Sign = ChannelState & { readonly proposer: 'A' | 'B' };

/** B sends A a state with his signature under it. Only where messages are told apart; else his signature comes along with what A signs. */
export type Propose = ChannelState;

/** Whose signatures are under a state that B posts; `both-elsewhere`: both, but under a state of another channel of the two. */
export type SignedBy = 'both' | 'B-alone' | 'both-elsewhere';

/** B presents a state to the contract. It counts as included in the block in progress: its age is 0 until the next BLOCK. */
export type Post = ChannelState & { readonly signedBy: SignedBy };

export type OfNonce = { readonly nonce: number };

/**
 * One L1 block, whole: the state that A presents in it (or none), whether the settlement comes before that in it, whether B presents
 * after A's once more what was on the chain before, whether the block leaves out A's pending transaction, and whether A sleeps through
 * it. Each machine checks the part of the payload that is its own.
 */
export type Block = {
  readonly presents: ChannelState | 'none';
  readonly settlesFirst: boolean;
  readonly repeats: boolean;
  readonly censors: boolean;
  readonly asleep: boolean;
};

/**
 * What a block says besides where a watchtower watches. Of the two whose transactions wait it may contain one or both; `presents` is the
 * one that has an effect, so a block with both is one with the newer.
 */
export type WatchedBlock = Block & {
  readonly tower: {
    /** Whether the state presented is from the tower, and none of A's own. */
    readonly presents: boolean;
    /** Whose transaction waits and is left out though nothing newer is in the block. */
    readonly leavesOut: 'nobody' | 'A' | 'tower' | 'both';
    /** Whether the tower sleeps through the block. */
    readonly asleep: boolean;
  };
};

/**
 * What becomes of the HTLC of a closing channel in a block: who is paid by it shows the preimage, or takes it without one where nothing asks
 * for it; who offered it takes it back.
 */
export type Settling = 'none' | 'claim' | 'grab' | 'refund';

/** What a block says besides where states carry HTLCs. */
export type HtlcBlock = Block & {
  readonly htlc: {
    readonly settles: Settling;
    /** Who offered the HTLC that is on the chain after this block and not settled. */
    readonly locked: 'none' | 'A' | 'B';
    /** Which of A's transactions waits and is left out: the one that presents a state, the one that settles the HTLC. */
    readonly leavesOut: 'nobody' | 'state' | 'output' | 'both';
    /** Whether A, who sleeps through the block, owes something to an HTLC in it. */
    readonly asleep: boolean;
  };
};

/** What a block says besides where A forwards to another channel of hers. */
export type ForwardingBlock = HtlcBlock & {
  readonly outgoing: {
    /** What of that channel it contains: A's transaction, or C's claim of her HTLC. */
    readonly contains: 'nothing' | 'hers' | 'claim';
    /** Whether A's transaction about that channel waits and is left out. */
    readonly leavesOut: boolean;
    /** Whether A, who sleeps through the block, owes something to that channel in it. */
    readonly asleep: boolean;
  };
};

/** B gives up a state that a later one has taken the place of: he reveals what A needs to punish it. Only in a channel with penalties. */
export type RevokeEvent = { readonly type: 'REVOKE' } & OfNonce;
export type ProposeEvent = { readonly type: 'PROPOSE' } & Propose;
export type FundEvent = { readonly type: 'FUND' } & Fund;
export type SignEvent = { readonly type: 'SIGN' } & Sign;
/** B returns its signature under a state that A proposed: now A holds the complete state too. */
export type CountersignEvent = { readonly type: 'COUNTERSIGN' } & ChannelState;
export type PostEvent = { readonly type: 'POST' } & Post;
/** A submits her latest complete state to the mempool, of her own accord; it takes effect in the block that contains it. */
export type CloseEvent = { readonly type: 'CLOSE' } & OfNonce;
/** The same in answer to an older state on the chain; in a channel with penalties, the state that shows it to be revoked. */
export type RespondEvent = { readonly type: 'RESPOND' } & OfNonce;
/** What A has told the tower of last has arrived there. */
export type TellEvent = { readonly type: 'TELL' } & OfNonce;
/** The tower submits the state that it holds, in answer to an older one on the chain. */
export type InterveneEvent = { readonly type: 'INTERVENE' } & OfNonce;
/** The tower submits what it holds though nobody closes: an error of its program. */
export type MisfireEvent = { readonly type: 'MISFIRE' } & OfNonce;
/** The preimage becomes known to those whom an HTLC pays. */
export type LearnEvent = { readonly type: 'LEARN' };
/** A submits the transaction that claims the HTLC on the chain with the preimage. */
export type ClaimOutputEvent = { readonly type: 'CLAIM' };
/** A submits the transaction that takes the HTLC on the chain back. */
export type TimeoutOutputEvent = { readonly type: 'TIMEOUT' };
/** A submits the transaction that closes her other channel, or takes her HTLC there back. */
export type SubmitEvent = { readonly type: 'SUBMIT'; readonly what: 'close' | 'timeout' };
export type BlockEvent = { readonly type: 'BLOCK' } & Block &
  Partial<Pick<WatchedBlock, 'tower'> & Pick<ForwardingBlock, 'htlc' | 'outgoing'>>;
