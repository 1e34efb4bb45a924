/** The events that the machines of a state channel share, and what their payloads mean. */

export type OfApplication = { readonly app: number };

/** The mover of the turn signs the next state off chain and sends it to the other. `state`: an element of the application's space. */
export type Move = OfApplication & { readonly turn: number; readonly state: number };

/**
 * A state as the contract is shown it, for application `app`, with the signatures of `domain`: the bytes of the state of this turn and of
 * the one before it, which the other participant has signed. Turn 0 has none before it; its `prior` is itself.
 */
export type Presented = OfApplication & {
  readonly domain: number;
  readonly turn: number;
  readonly prior: number;
  readonly bytes: number;
};

/** `challenge`: this state unless somebody shows a later one in time. `checkpoint`: not before this state. */
export type OperationKind = 'challenge' | 'checkpoint';

/** A submits an operation of hers with her latest state to the mempool. */
export type Operation = OfApplication & {
  readonly kind: OperationKind;
  readonly turn: number;
  readonly prior: number;
  readonly bytes: number;
};

/** A's operation is executed in the block in progress, at the earliest the one after she submitted it: it takes effect, or the contract refuses it. */
export type Execution = Operation & { readonly result: 'lands' | 'reverts' };

/**
 * The next L1 block begins: which applications are settled because their challenge has run out, and whether the block before left out
 * an operation of A's that had waited for a block.
 */
export type ChannelBlock = { readonly settles: readonly number[]; readonly censors: boolean };

export type MoveEvent = { readonly type: 'MOVE' } & Move;
/** B's operations are executed at once, at any moment of the block in progress. CONCLUDE: both have signed that the application ends with this state. */
export type PresentEvent = { readonly type: 'CHALLENGE' | 'CHECKPOINT' | 'CONCLUDE' } & Presented;
export type SubmitEvent = { readonly type: 'SUBMIT' } & Operation;
export type ExecuteEvent = { readonly type: 'EXECUTE' } & Execution;
/** A wants her money: from now on she challenges whenever the application is open. */
export type LeaveEvent = { readonly type: 'LEAVE' } & OfApplication;
export type ChannelBlockEvent = { readonly type: 'BLOCK' } & ChannelBlock;
