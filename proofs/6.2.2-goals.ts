/**
 * What Theorem 6.2.2 may mean by the security of a transaction: what must not happen to each of those whom it touches.
 *
 * Tokens of each rollup against what the escrow holds for them. A token whose message has left A and whose batch is not final yet is
 * counted where it will be paid from.
 */

import { given } from '../checker/language/antecedent.ts';
import { always, leadsTo, type Property } from '../checker/language/property.ts';
import { depositBatch, fillBatch } from '../model/intent.ts';
import type { StatusState } from '../model/rollup-status.ts';
import type { SharedEscrow } from '../model/shared-escrow.ts';
import type { IntentView, LayersView, MessageView } from '../model/systems/interoperability.ts';

type Chain = keyof SharedEscrow['accounts'];

const isAnnounced = (batch: StatusState): boolean => batch.matches('soft') || batch.matches('posted');
const isStanding = (batch: StatusState): boolean => isAnnounced(batch) || batch.matches('final');

function batchOf({ batches }: LayersView, batch: number): StatusState {
  return batches[batch] as StatusState;
}

/** Where the user's token of message 0 is; she may have it twice, at others' expense. */
function whereabouts(state: MessageView): { readonly onA: boolean; readonly inFlight: boolean; readonly onB: boolean } {
  const [message] = state.messages;
  const sent = batchOf(state, 0);
  const onB = (message?.context.minted ?? 0) > 0;
  const onA = !isStanding(sent) || message?.matches({ age: 'refunded' }) === true;
  return { onA, inFlight: !onA && !onB, onB };
}

/** Tokens of each rollup, and those of B that a batch of A has yet to pay for. */
function owed(state: MessageView): { readonly A: number; readonly B: number; readonly pending: number } {
  const { onA, inFlight } = whereabouts(state);
  const isPaid = batchOf(state, 0).matches('final');
  const minted = state.messages.reduce((sum, { context }) => sum + context.minted, 0);
  const pending = state.messages.filter(
    ({ context }, i) => context.minted > 0 && isAnnounced(batchOf(state, i)),
  ).length;
  // The bystander's, what was minted, and what is on its way and paid for.
  return {
    A: Number(onA) + Number(inFlight && !isPaid),
    B: 1 + minted + Number(inFlight && isPaid),
    pending,
  };
}

/** Whether the tokens of a rollup can all be paid, as far as the escrow tells them apart. */
function isSolvent(state: MessageView, chain: Chain): boolean {
  const { accounts, terms } = state.escrow.context;
  const { A, B, pending } = owed(state);
  if (!terms.isIsolated) return A + B <= accounts.A + pending;
  return chain === 'A' ? A <= accounts.A : B <= accounts.B + pending;
}

export const bystander: Property<MessageView> = always(
  'bystander-is-backed',
  'Whoever holds tokens on B and never crossed can be paid from what is held for B.',
  (state) => isSolvent(state, 'B'),
);

export const depositor: Property<MessageView> = always(
  'depositor-is-backed',
  'Whoever holds a token on A, and has not sent it anywhere, can be paid from what is held for A.',
  (state) => given('it is on A', whereabouts(state).onA, () => isSolvent(state, 'A')),
);

export const sender: Property<MessageView> = always(
  'sender-is-backed',
  'Whoever sends a token from A to B has it on a rollup, or on its way to one, that can pay it.',
  (state) => {
    const { onA, inFlight, onB } = whereabouts(state);
    if (onA && isSolvent(state, 'A')) return true;
    if (onB && isSolvent(state, 'B')) return true;
    return inFlight && isSolvent(state, batchOf(state, 0).matches('final') ? 'B' : 'A');
  },
);

/** Intents: one token is behind the deposit on A, two behind those of bystander and solver, or user, on B. */
function canPay({ escrow: { context } }: IntentView, chain: Chain): boolean {
  const { accounts, terms } = context;
  if (!terms.isIsolated) return accounts.A >= 3;
  return accounts[chain] >= (chain === 'A' ? 1 : 2);
}

const isFilled = (state: IntentView): boolean => isStanding(batchOf(state, fillBatch));
const paidTo = ({ intent }: IntentView): readonly string[] => intent.context.paid;

export const intentBystander: Property<IntentView> = always(
  'bystander-is-backed',
  'Whoever holds a token on B, and is no party to the intent, can be paid from what is held for B.',
  (state) => canPay(state, 'B'),
);

export const depositingUser: Property<IntentView> = always(
  'user-is-paid-or-has-the-deposit',
  'The user has a token on B, or the deposit on A is still hers to get back, and can be paid.',
  (state) => {
    if (isFilled(state)) return canPay(state, 'B') || (paidTo(state).includes('user') && canPay(state, 'A'));
    const isHers = paidTo(state).every((party) => party === 'user');
    return isHers && canPay(state, 'A');
  },
);

export const filledUser: Property<IntentView> = always(
  'filled-user-is-backed',
  'Once the fill is final, the token that the user has on B can be paid.',
  (state) => given('the fill is final', batchOf(state, fillBatch).matches('final'), () => canPay(state, 'B')),
);

export const fillingSolver: Property<IntentView> = always(
  'solver-is-repaid',
  'A solver whose fill stands has the deposit, or can still get it, and it can be paid.',
  (state) => {
    if (!isFilled(state)) return true;
    const deposit = batchOf(state, depositBatch);
    const [first = 'solver', ...more] = paidTo(state);
    return isStanding(deposit) && first === 'solver' && more.length === 0 && canPay(state, 'A');
  },
);

/** The layers by themselves: what each of them is there to prevent. */
const rollupIsRight = (chain: Chain): Property<MessageView> =>
  always(`${chain}-is-right`, `No batch that rollup ${chain} does not allow is final.`, ({ batches }) =>
    batches.every((batch) => {
      const { content } = batch.context;
      const isWrong = content !== 'nothing' && content.chain === chain && !content.valid;
      return given('a batch is wrong', isWrong, () => !batch.matches('final'));
    }),
  );

const escrowIsTrue: Property<MessageView> = always(
  'escrow-is-true',
  'What the escrow does not hold any more was withdrawn by a batch that is final.',
  ({ escrow, batches }) => {
    const { accounts, terms } = escrow.context;
    const withdrawn = batches.filter(
      (batch) => batch.matches('final') && batch.context.content !== 'nothing' && batch.context.content.pays === 'L1',
    ).length;
    return accounts.A + accounts.B + withdrawn === terms.deposited.A + terms.deposited.B;
  },
);

const verifierIsTrue: Property<MessageView> = always(
  'verifier-is-true',
  'No message is executed that nobody has ever sent.',
  ({ messages, batches }) =>
    messages.every(({ context }, i) =>
      given('something is minted', context.minted > 0, () => !batches[i]?.matches('absent')),
    ),
);

export const layerGoals: Readonly<Record<'A' | 'B' | 'L1' | 'V', Property<MessageView>>> = {
  A: rollupIsRight('A'),
  B: rollupIsRight('B'),
  L1: escrowIsTrue,
  V: verifierIsTrue,
};

/** A message that is neither here nor there comes to rest on A or on B. */
export const arrives: Property<MessageView> = leadsTo(
  'in-flight-leads-to-arrived',
  "The user's token, once on its way, is on B or back on A sooner or later.",
  (state) => whereabouts(state).inFlight,
  { arrived: (state) => !whereabouts(state).inFlight },
  {
    weak: [{ event: 'POST', with: { batch: 0 } }, { event: 'FINALISE', with: { batch: 0 } }, 'EXPIRE', 'REFUND'],
  },
);

/** The two properties that Definition 5.2.1 puts a price on, of a rollup by itself and of a message that crosses. */
export const isHalted = ({ A, B }: MessageView, chain: Chain): boolean => (chain === 'A' ? A : B).matches('halted');

export const isStranded = (state: MessageView): boolean =>
  whereabouts(state).inFlight && (isHalted(state, 'A') || isHalted(state, 'B'));
