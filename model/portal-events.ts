/** Events of the way out of an optimistic rollup: claims about its state, the games over them, and withdrawals against them. */

/** Somebody asserts a state of the rollup, and the game over it begins. A `stale` game is of a kind that is no longer respected. */
export type Create = { readonly game: number; readonly claim: 'right' | 'wrong'; readonly kind: 'respected' | 'stale' };
export type Resolve = { readonly game: number; readonly result: 'for' | 'against' };
/** Who proves a withdrawal: its owner, a stranger who proves the owner's, or a thief who proves one that was never made. */
export type Prover = 'owner' | 'griefer' | 'thief';
export type Withdrawal = { readonly by: Prover; readonly game: number };
export type OfGame = { readonly game: number };
/** One L1 block: games that the guardian blacklists in it, whether it retires all that there are, and whether it was left out. */
export type PortalBlock = {
  readonly blacklists: readonly number[];
  readonly retires: boolean;
  readonly censors: boolean;
};

export type CreateEvent = { readonly type: 'CREATE' } & Create;
export type ResolveEvent = { readonly type: 'RESOLVE' } & Resolve;
export type WithdrawalEvent = { readonly type: 'PROVE' | 'FINALISE' } & Withdrawal;
export type BlacklistEvent = { readonly type: 'BLACKLIST' } & OfGame;
export type PortalBlockEvent = { readonly type: 'BLOCK' } & PortalBlock;
