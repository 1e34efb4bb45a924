/**
 * The L2 state of a ZK rollup and its transition function (Definition 2.2.1: Σ and π as a set of transitions).
 *
 * Two accounts. A batch carries at most one transaction and applies at most one message of the queue on L1, the message first. Alice's
 * payment needs her signature, which names her next nonce; the operator signs what it likes. States stand for their commitments (the
 * commitment is an injective term, 2.2.3): a contract compares them and never looks inside. Left out: fees, several
 * transactions a batch, contracts.
 */

/** A type and not an interface, so that it is plain data to the compiler too. */
export type ZkState = {
  readonly alice: number;
  readonly operator: number;
  /** Payments of Alice so far, as far as they are told apart; always 0 where the state keeps no nonces. */
  readonly nonce: number;
  /** What Alice has withdrawn from L2, in all. */
  readonly out: number;
};

/** Alice pays the operator one unit, the operator pays Alice one unit, or nothing happens. */
export type Tx = 'none' | 'pay' | 'refund';

/** What a user can force through L1: one unit more for Alice, or everything that she has to L1. */
export type Message = 'deposit' | 'exit';

export const genesis: ZkState = { alice: 1, operator: 1, nonce: 0, out: 0 };

function receive(state: ZkState, message: Message | 'none'): ZkState {
  if (message === 'none') return state;
  if (message === 'deposit') return { ...state, alice: state.alice + 1 };
  return { ...state, alice: 0, out: state.out + state.alice };
}

/**
 * The state after a batch, whoever signed; undefined where nobody could pay. `nonces`: the greatest nonce that is told apart, one more than
 * Alice ever signs; 0 where the state keeps none.
 */
export function transition(pre: ZkState, tx: Tx, message: Message | 'none', nonces: number): ZkState | undefined {
  const state = receive(pre, message);
  const { alice, operator, nonce } = state;
  if (tx === 'none') return state;
  if (tx === 'refund') return operator > 0 ? { ...state, alice: alice + 1, operator: operator - 1 } : undefined;
  if (alice === 0) return undefined;
  return { ...state, alice: alice - 1, operator: operator + 1, nonce: Math.min(nonce + 1, nonces) };
}

export function sameState(a: ZkState, b: ZkState): boolean {
  return a.alice === b.alice && a.operator === b.operator && a.nonce === b.nonce && a.out === b.out;
}
