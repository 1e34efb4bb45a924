/**
 * HTLCs in the states of a channel: what may follow a state by adding or settling one, and what becomes of the one in the state on the chain.
 *
 * A payment through a channel is an HTLC that one party adds to the next state, from its balance, and that a later state settles: it is
 * fulfilled, and the amount is the other party's, or it has failed and comes back. Nothing else changes a state, as in BOLT 2. If
 * the channel is closed with an HTLC in its state, the amount is an output of its own: for the preimage it is the other party's at any
 * time, and from block t on it can be taken back. Heights count from the funding; a refund is valid in block t and later ones, as in `htlc.ts`.
 *
 * Left out: several HTLCs at once, dust (without the rule `htlcOutputs` every HTLC is dust), second-stage transactions and their delays.
 */

import type { ChannelState, Settling } from './channel-events.ts';

/** The rules of the contract about HTLCs, each of which a check can take out. */
export interface OutputRules {
  /** The HTLC of a state is an output when the channel closes; without it, nobody can have its amount. */
  readonly htlcOutputs: boolean;
  /** Who is paid by an HTLC shows the preimage. */
  readonly hashlock: boolean;
  /** Nobody takes an HTLC back before block t. */
  readonly timelock: boolean;
  /** An HTLC can be taken back at all. */
  readonly refunds: boolean;
}

export interface OutputTerms {
  /** t. */
  readonly timelock: number;
  readonly rules: OutputRules;
}

export interface Output {
  readonly terms: OutputTerms;
  /** Height of the last block, as far as the timelock asks. */
  readonly height: number;
  /** Whether there is one on the chain that can be settled, or how it was. */
  readonly status: Settling | 'locked' | 'dropped';
}

export function amountOf({ htlc }: ChannelState): number {
  return htlc?.amount ?? 0;
}

/** What the next state does to the HTLC of the one before; undefined for what HTLCs do not do. */
export function updateOf(from: ChannelState, to: ChannelState): 'add' | 'fulfil' | 'fail' | undefined {
  const { htlc } = from.htlc === undefined ? to : from;
  if (htlc === undefined || (from.htlc !== undefined && to.htlc !== undefined)) return undefined;
  const gains = { A: to.balanceA - from.balanceA, B: to.balanceB - from.balanceB };
  const [own, other] = htlc.by === 'A' ? [gains.A, gains.B] : [gains.B, gains.A];
  // Whether the rest adds up is a question of conservation, which is a rule.
  if (from.htlc === undefined) return other === 0 ? 'add' : undefined;
  if (other === htlc.amount) return 'fulfil';
  return own === htlc.amount ? 'fail' : undefined;
}

/** The output when a state with it, or none, is on the chain. */
export function outputOf(output: Output, state: ChannelState | 'none'): Output {
  if (state === 'none' || state.htlc === undefined) return output;
  return { ...output, status: output.terms.rules.htlcOutputs ? 'locked' : 'dropped' };
}

/** Whether the next block may settle it so. */
export function canSettle({ status, height, terms: { timelock, rules } }: Output, settles: Settling): boolean {
  if (settles === 'none') return true;
  if (status !== 'locked') return false;
  if (settles === 'claim') return true;
  if (settles === 'grab') return !rules.hashlock;
  return rules.refunds && (!rules.timelock || height + 1 >= timelock);
}

/** The output after one block. */
export function settled(output: Output, settles: Settling): Output {
  const { status, height, terms } = output;
  return { terms, height: Math.min(height + 1, terms.timelock), status: settles === 'none' ? status : settles };
}

/** Whom the HTLC of a state pays when it is settled so, from what is held. */
export function paidBy(
  { htlc }: ChannelState,
  status: Output['status'],
  held: number,
): Readonly<Record<'toA' | 'toB', number>> {
  if (htlc === undefined || status === 'none' || status === 'locked' || status === 'dropped') return { toA: 0, toB: 0 };
  const amount = Math.min(htlc.amount, held);
  return (status === 'refund') === (htlc.by === 'A') ? { toA: amount, toB: 0 } : { toA: 0, toB: amount };
}
