/**
 * The L2 state and its transition function, as far as disputes need them (Definitions 1.1.1 and 2.1.1: Σ and π).
 *
 * Two accounts and one kind of transaction: each batch carries one payment of the user to the operator. The ledger is as
 * small as a ledger can be that has a wrong post-state which conserves the supply, since that is what an incomplete
 * verifier overlooks. Left out: several users, fees, nonces, contracts.
 *
 * Sequencer, validators and the verifier on L1 run one client. An `inflating` one has a flaw: what is paid away is not taken from the
 * payer. To all who run it that is the right state.
 */

/** A type and not an interface, so that it is plain data to the compiler too. */
export type Ledger = { readonly user: number; readonly operator: number };

/** What a batch claims about its own execution. */
export type Claim = 'correct' | 'steal';

/** The implementation of π that everybody runs. */
export type Client = 'conserving' | 'inflating';

/** Large enough that stealing differs from paying in every one of `batches` batches. */
export function genesis(batches: number): Ledger {
  return { user: batches + 1, operator: 0 };
}

/** The transition function π: the user pays one unit to the operator, if there is one left. */
export function execute({ user, operator }: Ledger, client: Client = 'conserving'): Ledger {
  const paid = client === 'conserving' ? 1 : 0;
  return user > 0 ? { user: user - paid, operator: operator + 1 } : { user, operator };
}

/** The post-state that a batch claims: the right one, or one in which the operator owns everything. */
export function claimed(claim: Claim, pre: Ledger, client: Client = 'conserving'): Ledger {
  return claim === 'correct' ? execute(pre, client) : { user: 0, operator: supply(pre) };
}

export function supply({ user, operator }: Ledger): number {
  return user + operator;
}

export function sameLedger(a: Ledger, b: Ledger): boolean {
  return a.user === b.user && a.operator === b.operator;
}
