/** The events that the machines of an exit game share, and what their payloads mean. */

/**
 * What an exit can name. A number: a deposit whose holder keeps it; holders are alike, so they are numbered in the order in which
 * they get their requests in. `input`: the deposit that its owner gives away on layer 2. `output`: the coin that the payment
 * creates. `phantom`: a coin that the operator made out of nothing.
 */
export type Coin = number | 'input' | 'output' | 'phantom';

/** The two transactions that spend `input`: to the payee, and to a second address of its owner, who hides it from the payee. */
export type Spend = 'payment' | 'rival';

/** Who acts. `rogue`: the adversary, as an owner of coins, with all that the operator knows. */
export type Actor = 'holders' | 'sender' | 'payee' | 'rogue';

export type By = { readonly by: Actor };

/**
 * The operator commits a block of layer 2 on L1. `published`: it contains the payment, is valid, and everybody has its data.
 * `withheld`: it contains whatever has been signed so far and what the operator likes besides, nobody else has its data, and everybody sees
 * that. `inputIsGone`: whether the contract has paid `input` out, so that a valid block cannot spend it.
 */
export type Commit = { readonly data: 'published' | 'withheld'; readonly inputIsGone: boolean };

/**
 * I of Definition 5.3.1: somebody asks the contract for a coin. It counts as included in the block in progress: its age is 0 until
 * the next BLOCK. `encoding`: which of two byte strings that mean the same coin the request is written in. `besideOld`: the coin comes
 * out of a transaction that also spends an old coin, of no value.
 */
export type StartExit = By & { readonly coin: Coin; readonly encoding: 0 | 1; readonly besideOld: boolean };

/** C: shows the contract a transaction, signed by the owner, that spends the coin. */
export type ChallengeSpent = By & { readonly coin: Coin };

/** I for a transaction that may or may not be in a block: shows it to the contract. */
export type StartInFlight = By & { readonly tx: Spend };

/** Joins an in-flight exit as owner of its input or of its output, which only who joins is paid for. */
export type Piggyback = By & { readonly tx: Spend; readonly end: 'input' | 'output' };

/** C for an in-flight exit: shows the other transaction that spends the same input, against the exit as such or against who wants the input. */
export type ChallengeInFlight = By & { readonly tx: Spend; readonly against: 'transaction' | 'input' };

/** P: answers the challenge with a proof that the transaction is in a block, before the other one. */
export type Respond = By & { readonly tx: Spend };

/**
 * One L1 block is over and the next is in progress. `next`: whether that one has room for honest transactions, is full, or finds all
 * honest parties asleep. `room`: whether there was room left in the one that is over; who owes a transaction lets it pass only if not.
 */
export type Block = { readonly next: 'open' | 'full' | 'asleep'; readonly room: boolean };

/** The owner of `input` signs the payment and sends it to the payee and to the operator. */
export type PayEvent = { readonly type: 'PAY' } & By;
export type CommitEvent = { readonly type: 'COMMIT' } & Commit;
export type StartExitEvent = { readonly type: 'START_EXIT' } & StartExit;
export type ChallengeSpentEvent = { readonly type: 'CHALLENGE_SPENT' } & ChallengeSpent;
export type StartInFlightEvent = { readonly type: 'START_IN_FLIGHT' } & StartInFlight;
export type PiggybackEvent = { readonly type: 'PIGGYBACK' } & Piggyback;
export type ChallengeInFlightEvent = { readonly type: 'CHALLENGE_IN_FLIGHT' } & ChallengeInFlight;
export type RespondEvent = { readonly type: 'RESPOND' } & Respond;
export type BlockEvent = { readonly type: 'BLOCK' } & Block;

/** The transactions that a block has to have room for, if they are honest. */
export type TransactionEvent =
  | StartExitEvent
  | ChallengeSpentEvent
  | StartInFlightEvent
  | PiggybackEvent
  | ChallengeInFlightEvent
  | RespondEvent;
