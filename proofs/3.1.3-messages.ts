/**
 * Theorem 3.1.3 where B's proposals are messages of their own: what B may ask for, and what A can make of it.
 *
 * A's signature is worth something to B alone until B's is there; B's proposal is worth something to A. So a state that A has in full has
 * cost B a word for that very state, and no more than one. Until A answers B may ask for something else, and what A proposes he may
 * answer with a proposal of his own.
 */

import { cheapest, enforceable, type Part, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import type { ChannelState, Propose } from '../model/channel-events.ts';
import type { PaymentChannelView } from '../model/systems/payment-channel.ts';
import { type Choice, claim } from './3.1.3-claim.ts';
import { measured } from './own-instance.ts';

type Goal = Part<PaymentChannelView>;

/** The state of the first update that gives A everything. */
function isForA({ nonce, balanceB }: ChannelState): boolean {
  return nonce === 1 && balanceB === 0;
}

const inFull: Goal = ({ A }) => isForA(A.context.latest);

function asked({ states }: PaymentChannelView): boolean {
  const proposed = states[1]?.context.proposed ?? 'none';
  return proposed !== 'none' && isForA(proposed);
}

/** What of B's it takes that A has all the deposits in full. What B says of other divisions is free. */
const wordOfB: Property<PaymentChannelView> = cheapest(
  'word-of-b',
  'A has in full the state that gives her everything; B’s word for that state costs one each time.',
  inFull,
  { PROPOSE: (state: Propose) => Number(isForA(state)), COUNTERSIGN: 1 },
);

/** A proposal is a signature: what A signs of it needs no second message of B's. */
const secondWordOfB: Property<PaymentChannelView> = cheapest(
  'second-word-of-b',
  'A has that state in full; what B countersigns costs one.',
  inFull,
  { COUNTERSIGN: 1 },
);

/** Time and builder are B's here: nothing of it depends on them. */
function asksAnew(stage: 'signedA' | 'signedB', says: string, isExcused: Goal): Property<PaymentChannelView> {
  return enforceable('b-asks-anew', says, (view) => asked(view) || isExcused(view), {
    by: ['B', 'builder', 'l1'],
    from: ({ states }) =>
      states[1]?.matches(stage) === true && states[1].context.signed.every(({ state }) => !isForA(state)),
  });
}

const isSigned: Goal = ({ states }) => (states[1]?.context.signed.length ?? 0) > 0;

const messages: Setting = { parameters: { T: 1, updates: 1, messages: 1 } };
/** With one unit in the channel, to have few states. */
const equivocal: Setting = {
  parameters: { ...messages.parameters, balanceB: 0 },
  powers: { equivocate: true },
  without: ['turnTaking'],
};
const holds: Choice = { reading: 'repaired', verdict: 'exhausted' };

function priced(
  id: string,
  says: string,
  setting: Setting,
  property: Property<PaymentChannelView>,
  price: number,
): Claim<PaymentChannelView> {
  const base = claim(id, says, setting, { ...holds, property });
  return { ...base, expect: { ...base.expect, price }, onlyHere: measured };
}

export const messageClaims: readonly Claim<PaymentChannelView>[] = [
  priced('word-of-b', 'A has nothing in full without a word of B’s for it.', messages, wordOfB, 1),
  priced('word-of-b-each-time', 'The same where A signs two states of one nonce.', equivocal, wordOfB, 1),
  priced('one-word-of-b', 'What B has proposed he need not sign again.', messages, secondWordOfB, 0),
  claim('proposal-replaced', 'Until A signs B may ask for something else.', messages, {
    ...holds,
    property: asksAnew('signedB', 'B asks for another state, unless A has signed.', isSigned),
  }),
  claim('proposal-overtaken', 'Dropped: until A signs. She may sign first.', messages, {
    reading: 'necessary',
    property: asksAnew('signedB', 'B asks for another state.', () => false),
  }),
  claim('proposal-answered', 'What A has proposed B may answer with a proposal of his own.', messages, {
    ...holds,
    property: asksAnew('signedA', 'B asks for another state, though A has signed one.', () => false),
  }),
];
