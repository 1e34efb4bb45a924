/** The events that the machines of Plasma Cash share, and what their payloads mean. */

import type { BlockEvent } from './exit-events.ts';

/**
 * Which transaction of the watched coin is meant, in the order of the blocks that contain them: 0 is its deposit. A block contains one transaction
 * of a coin or none, at the place in its tree that the coin's serial number gives, and either can be proven.
 */
export type Position = number;

/** `own`: the coin that is watched. A number: a coin of somebody else, or one that nobody ever deposited. */
export type SerialNumber = number | 'own';

/**
 * Who acts. `payee`: to whom the owner may give the coin. `holders`: honest owners of other coins. `rogue`: the adversary, as an owner of
 * coins, with all that the operator knows.
 */
export type CoinActor = 'owner' | 'payee' | 'holders' | 'rogue';

/** Honest owners of the watched coin, one after the other. */
export type OwnerName = 'owner' | 'payee';

export type By = { readonly by: CoinActor };

/**
 * The operator commits a block of layer 2 on L1, `withheld` if nobody else has its data. `spends` and `to`: the one that the block's transaction of
 * the watched coin names as its parent, and to whom it gives the coin. `none`: the block contains nothing of the coin.
 */
export type CommitCoin = {
  readonly data: 'published' | 'withheld';
  readonly spends: Position | 'none';
  readonly to: OwnerName | 'rogue' | 'nobody';
};

/**
 * I of Definition 5.3.1: somebody asks the contract for a coin and shows the transaction that gave it to her, and its parent (a deposit has
 * none). Of coins that are not watched the transactions are not told apart.
 */
export type StartCoinExit = By & {
  readonly coin: SerialNumber;
  readonly tx: Position | 'none';
  readonly parent: Position | 'none';
};

/** C: shows the contract another transaction of the coin. `exit`: the transaction whose exit is challenged. */
export type ChallengeCoinExit = By & { readonly exit: Position; readonly shown: Position };

/** P: answers a challenge by an earlier transaction, `challenge`, with the one that spends it. */
export type RespondWithSpend = By & {
  readonly exit: Position;
  readonly challenge: Position;
  readonly shown: Position;
};

/** The owner signs a spend of her transaction to the payee, and sends it to her and to the operator. */
export type GiveCoin = { readonly tx: Position };

/** `pays`: whom the block that is over pays the watched coin to, on its last second. */
export type CoinBlock = Omit<BlockEvent, 'type'> & { readonly pays: 'nobody' | OwnerName | 'rogue' };

export type GiveCoinEvent = { readonly type: 'GIVE' } & GiveCoin;
export type CommitCoinEvent = { readonly type: 'COMMIT' } & CommitCoin;
export type StartCoinExitEvent = { readonly type: 'START_EXIT' } & StartCoinExit;
/** The shown transaction spends the one whose exit it is: a spent coin. */
export type ChallengeAfterEvent = { readonly type: 'CHALLENGE_AFTER' } & ChallengeCoinExit;
/** The shown transaction spends the parent, and comes before the one whose exit it is: a double spend. */
export type ChallengeBetweenEvent = { readonly type: 'CHALLENGE_BETWEEN' } & ChallengeCoinExit;
/** The shown transaction comes before the parent: an invalid history, unless somebody shows by whom it was spent. */
export type ChallengeBeforeEvent = { readonly type: 'CHALLENGE_BEFORE' } & ChallengeCoinExit;
export type RespondEvent = { readonly type: 'RESPOND' } & RespondWithSpend;
export type CoinBlockEvent = { readonly type: 'BLOCK' } & CoinBlock;

export type ChallengeEvent = ChallengeAfterEvent | ChallengeBetweenEvent | ChallengeBeforeEvent;

/** The transactions that a block of L1 has to have room for, if they are honest. */
export type CoinTransactionEvent = StartCoinExitEvent | ChallengeEvent | RespondEvent;
