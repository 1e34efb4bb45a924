/** The events that the machines of a data availability layer share, and what their payloads mean. */

/** What a batch contains: two possibilities, so that not to know it is to know nothing. */
export type Content = 'a' | 'b';

export type OfBatch = { readonly batch: number };

/** The sequencer executes a batch and tells its users: the state of layer 2 moves on, nothing is on L1. */
export type Execute = OfBatch & { readonly content: Content };

/**
 * A commitment to the batch is included on L1, in the block in progress. `data`: on L1 with it, served by somebody who is asked, or withheld.
 * `helped`: whether dishonest members of the committee sign for it.
 */
export type Commit = OfBatch & {
  readonly content: Content;
  readonly data: 'chain' | 'served' | 'withheld';
  readonly helped: boolean;
};

export type ReaderName = 'node' | 'joiner';

/** A reader receives data that fit the commitment: from the layer, from the other reader, or from the sequencer as a favour. */
export type Deliver = OfBatch & {
  readonly content: Content;
  readonly to: ReaderName;
  readonly from: 'layer' | 'peer' | 'sequencer';
};

/** Somebody demands on L1 that the data be put there. */
export type Challenge = OfBatch & { readonly by: 'node' | 'rogue' };

/** A reader stops waiting for a batch and takes it for empty. */
export type GiveUp = OfBatch & { readonly reader: ReaderName };

/** One L1 block is over and the next is in progress, as in the exit game: with room for the node, full, or slept through by the node. */
export type Block = { readonly next: 'open' | 'full' | 'asleep'; readonly room: boolean };

export type ExecuteEvent = { readonly type: 'EXECUTE' } & Execute;
/** One more honest member of the committee receives the data and signs. */
export type DisperseEvent = { readonly type: 'DISPERSE' } & OfBatch;
export type CommitEvent = { readonly type: 'COMMIT' } & Commit;
/** The sequencer serves the data no more. */
export type StopEvent = { readonly type: 'STOP' } & OfBatch;
/** L1 forgets the data. */
export type PruneEvent = { readonly type: 'PRUNE' } & OfBatch;
export type DeliverEvent = { readonly type: 'DELIVER' } & Deliver;
/** The late reader comes online. */
export type JoinEvent = { readonly type: 'JOIN' };
export type ChallengeEvent = { readonly type: 'CHALLENGE' } & Challenge;
/** The sequencer answers a challenge with the data, on L1. */
export type ResolveEvent = { readonly type: 'RESOLVE' } & OfBatch;
export type GiveUpEvent = { readonly type: 'GIVE_UP' } & GiveUp;
export type BlockEvent = { readonly type: 'BLOCK' } & Block;
