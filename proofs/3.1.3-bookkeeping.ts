/**
 * What contract, signed states and party of Theorem 3.1.3 have to agree on for the theorem to be about one channel: which states exist, who
 * holds which signature, what is on the chain and who presented it.
 *
 * Most of it is asked where a rule is taken out as well: what a rule does not say stays as it was.
 */

import { always, forEvery, leadsTo, type Part, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { addsUp, depositOf } from '../model/3.1.1-payment-channel.ts';
import { sameState } from '../model/3.1.2-channel-state.ts';
import type { ChannelState } from '../model/channel-events.ts';
import type { PaymentChannelView } from '../model/systems/payment-channel.ts';
import { type Choice, claim } from './3.1.3-claim.ts';
import { isOverridden, precedence, safety } from './3.1.3-goals.ts';

type States = PaymentChannelView['states'];
type Parts = Readonly<Record<string, Part<PaymentChannelView>>>;

/** Who holds both signatures under a state, as the states themselves keep it. */
export function signatures(states: States, state: ChannelState): 'nobody' | 'B' | 'both' {
  const signed = states[state.nonce]?.context.signed ?? [];
  return signed.find((one) => sameState(one.state, state))?.completeFor ?? 'nobody';
}

/** The states of each nonce, and what A takes them for. */
const states: Parts = {
  own: (view) =>
    forEvery(
      view.states,
      (_, nonce) => `nonce ${nonce}`,
      ({ context: { signed, equivocal } }, nonce) => {
        const isOnce = signed.every(({ state }, i) => signed.findIndex((one) => sameState(one.state, state)) === i);
        return isOnce && signed.every(({ state }) => state.nonce === nonce) && signed.length <= (equivocal ? 2 : 1);
      },
    ),
  // draft or proposed, signed by A, full, superseded as soon as a later one is full, revoked.
  stages: ({ states: all, A: { context } }) =>
    forEvery(
      all,
      (_, nonce) => `nonce ${nonce}`,
      (one, nonce) => {
        const isOver = one.matches('superseded') || one.matches('revoked');
        if (isOver || nonce < context.latest.nonce) return isOver && nonce < context.latest.nonce;
        const isFull = one.context.signed.some(({ completeFor }) => completeFor === 'both');
        if (isFull || one.matches('full')) return isFull && one.matches('full');
        return one.matches('signedA') === one.context.signed.length > 0;
      },
    ),
  // A proposal of B's is of its nonce, and kept while A has not signed.
  proposals: ({ states: all }) =>
    all.every((one, nonce) => {
      const { proposed, signed } = one.context;
      if (proposed !== 'none' && proposed.nonce !== nonce) return false;
      if (one.matches('signedB')) return proposed !== 'none' && signed.length === 0;
      return !one.matches('draft') || proposed === 'none';
    }),
  latest: ({ states: all, A: { context } }) => signatures(all, context.latest) === 'both',
  proposed: ({ states: all, A: { context } }) =>
    context.proposed === 'none' || signatures(all, context.proposed) === 'B',
  // With penalties A goes on only when all states but the last are revoked.
  revoked: ({ states: all, A: { context } }) => {
    const { evidence, terms } = context;
    const first = evidence === 'none' ? 0 : evidence.nonce;
    return (
      !terms.penalty ||
      all.every(
        (one, nonce) => one.matches('revoked') === nonce < first && (nonce <= first + 1 || one.matches('draft')),
      )
    );
  },
};

/** What is on the chain, who presented it, and what A knows of it. */
const chain: Parts = {
  // What A puts there is refused if something later is there already, which she need not know.
  seen: ({ channel, A }) => {
    const { onChain, terms } = channel.context;
    if (terms.penalty || channel.matches('closed') || channel.matches('unfunded')) return true;
    const { onChain: saw, latest } = A.context;
    if (onChain === 'none' || saw === 'none') return onChain === saw;
    return saw === onChain.nonce || (saw === latest.nonce && saw < onChain.nonce);
  },
  closingHasState: ({ channel }) => channel.matches('closing') === false || channel.context.onChain !== 'none',
  presented: ({ channel: { context } }) => {
    const { onChain, presented } = context;
    const names = presented.map(({ nonce, by }) => `${nonce}${by}`);
    const isOrdered = names.every((name, i) => i === 0 || (names[i - 1] as string) < name);
    return isOrdered && (onChain === 'none' || presented.some(({ nonce }) => nonce === onChain.nonce));
  },
  // Only who has presented a state is punished, and by a later one of the other's.
  forfeits: ({ channel: { context } }) => {
    const { forfeits, presented } = context;
    return (
      forfeits === 'nobody' ||
      presented.some(
        (one) => one.by === forfeits && presented.some(({ by, nonce }) => by !== one.by && nonce > one.nonce),
      )
    );
  },
  clocks: ({ channel, A, l1 }) => {
    const { age, terms } = channel.context;
    const isInWindow = channel.matches('closing') ? age >= 0 && age < terms.timeout : age === 0;
    const { waited, naps, terms: own } = A.context;
    return isInWindow && waited >= 0 && waited <= own.reactionDelay && naps >= 0 && l1.context.censorship >= 0;
  },
  payouts: ({ channel }) =>
    channel.context.settlements > 0 === channel.matches('closed') || !channel.context.terms.rules.closeOnce,
};

/** What is accepted was signed by A. */
const signed: Parts = {
  signed: ({ states: all, channel: { context } }) =>
    context.onChain === 'none' || signatures(all, context.onChain) !== 'nobody',
};

/** The contract pays from the deposits, or from nothing. */
const funds: Parts = {
  funds: ({ channel: { context } }) => {
    const sum = context.held + context.paidA + context.paidB;
    return sum === 0 || sum === depositOf(context.terms);
  },
};

const says = 'Contract, states and A keep one account of what is signed, presented and paid.';
export const oneAccount: Property<PaymentChannelView> = always('one-account', says, {
  ...states,
  ...chain,
  ...signed,
  ...funds,
});
/** Where signatures are not checked, or balances not. */
const oneChain: Property<PaymentChannelView> = always('one-account', says, { ...states, ...chain });

const covered: Property<PaymentChannelView> = always(
  'covered-on-chain',
  'What is on the chain divides the deposits.',
  ({ channel: { context } }) => context.onChain === 'none' || addsUp(context.onChain, context.terms),
);

const hasClosed: Part<PaymentChannelView> = ({ channel }) => channel.matches('closed');

/** Under fairness of L1 and A. */
const submitted: Property<PaymentChannelView> = leadsTo(
  'submitted-leads-to-closed',
  'What A submits ends the channel, sooner or later.',
  ({ A }) => A.context.pending !== 'none',
  { closed: hasClosed },
  { strong: ['BLOCK', 'RESPOND'] },
);

const holds: Choice = { reading: 'repaired', verdict: 'exhausted' };
const inPenalty: Choice = { ...holds, instance: 'small-penalty' };
const asked: Setting = { powers: { order: true, censor: 1, offline: 1 } };
const one = { updates: 1 } as const;

function without(...rules: readonly string[]): Setting {
  return { ...asked, without: rules };
}

const twoOfOneNonce: Setting = { parameters: { ...one, T: 1 }, powers: { equivocate: true }, without: ['turnTaking'] };

export const bookkeepingClaims: readonly Claim<PaymentChannelView>[] = [
  claim('one-account', 'All parties keep one account.', asked, { ...holds, property: oneAccount }),
  claim('one-account-penalty', 'The same with penalties.', asked, { ...inPenalty, property: oneAccount }),
  claim(
    'one-account-messages',
    'The same where B’s proposals are messages of their own.',
    {
      ...asked,
      parameters: { ...one, messages: 1 },
    },
    { ...holds, property: oneAccount },
  ),
  claim(
    'one-account-repeated',
    'The same where B may present what was there once more.',
    { ...without('strictNonce'), parameters: one },
    {
      ...holds,
      property: oneAccount,
    },
  ),
  claim(
    'one-account-repeated-penalty',
    'The same with penalties: what was there before is not punished with.',
    { ...without('strictNonce'), parameters: one },
    { ...inPenalty, property: oneAccount },
  ),
  claim(
    'one-account-slow',
    'The same where A takes her time.',
    { ...asked, parameters: { ...one, reactionDelay: 1 } },
    { ...holds, property: oneAccount },
  ),
  claim('one-account-late', 'The same where settlement may come before answers.', without('answersBeforeSettlement'), {
    ...holds,
    property: oneAccount,
  }),
  claim(
    'one-account-again',
    'The same where a closed channel can be closed again.',
    { ...without('closeOnce'), parameters: one },
    {
      ...holds,
      property: oneAccount,
    },
  ),
  claim(
    'one-account-again-penalty',
    'The same with penalties: a closing knows nothing of the one before it.',
    { ...without('closeOnce'), parameters: one },
    { ...inPenalty, property: oneAccount },
  ),
  claim(
    'one-account-unfunded',
    'The same over an output from which nothing can be paid.',
    {
      powers: { fakeFunding: true },
      without: ['verifyFunding'],
    },
    { ...holds, property: oneAccount },
  ),
  claim('one-account-equivocal', 'The same where A signs two states of one nonce.', twoOfOneNonce, {
    ...holds,
    property: oneAccount,
  }),
  claim('one-account-equivocal-penalty', 'The same with penalties.', twoOfOneNonce, {
    ...inPenalty,
    property: oneAccount,
  }),
  claim(
    'one-account-unasked',
    'Who is not asked twice signs one state a nonce, whatever she would sign.',
    { parameters: { ...one, T: 1 }, without: ['turnTaking'] },
    { ...holds, property: oneAccount },
  ),
  claim(
    'one-account-equivocal-messages',
    'The same where proposals are messages of their own, and A signs two states of one nonce.',
    { ...twoOfOneNonce, parameters: { ...one, T: 1, messages: 1, balanceB: 0 } },
    { ...holds, property: oneAccount },
  ),
  claim(
    'one-account-two-messages',
    'The same where B may propose for a nonce that is not due.',
    { parameters: { updates: 2, T: 1, messages: 1, balanceB: 0 } },
    { ...holds, property: oneAccount },
  ),
  claim(
    'one-account-three-updates',
    'The same with penalties, update after update: each state is given up before the next but one is signed.',
    { parameters: { updates: 3, T: 1 } },
    { ...inPenalty, property: oneAccount },
  ),
  claim(
    'one-account-not-in-turn',
    'Who did not present anything is not punished, even where A gives up her states too soon.',
    without('revokesInTurn'),
    {
      ...inPenalty,
      property: oneAccount,
    },
  ),
  claim(
    'one-account-uncovered',
    'What is not covered is presented like anything else, where nobody checks it.',
    {
      parameters: one,
      powers: { overdraw: true },
      without: ['conservation'],
    },
    { ...holds, property: oneChain },
  ),
  claim(
    'one-account-uncovered-penalty',
    'The same with penalties.',
    { parameters: one, powers: { overdraw: true }, without: ['conservation'] },
    { ...inPenalty, property: oneChain },
  ),
  claim(
    'one-account-forged',
    'Dropped, of one account: the contract checks both signatures.',
    {
      parameters: one,
      without: ['verifySignatures'],
    },
    { reading: 'necessary', property: oneAccount },
  ),
  claim(
    'covered-unsigned',
    'The contract checks balances, whoever signed them.',
    {
      parameters: one,
      powers: { overdraw: true },
      without: ['verifySignatures'],
    },
    { ...holds, property: covered },
  ),
  claim(
    'covered-each-time',
    'It does so when a closed channel is closed again.',
    {
      parameters: { ...one, T: 1 },
      powers: { overdraw: true },
      without: ['verifySignatures', 'closeOnce'],
    },
    { ...holds, property: covered },
  ),
  claim(
    'covered-unchecked',
    'Dropped: the balances of every state add up to the deposits.',
    {
      parameters: one,
      powers: { overdraw: true },
      without: ['conservation'],
    },
    { reading: 'necessary', property: covered },
  ),
  claim(
    'precedence-again',
    'Each time a channel is closed the highest nonce presented is paid out.',
    { ...without('closeOnce'), parameters: one },
    {
      ...holds,
      property: precedence,
    },
  ),
  claim(
    'submitted',
    'What A submits ends the channel, though B may repeat what was there.',
    {
      ...without('strictNonce'),
      parameters: one,
    },
    { ...holds, property: submitted },
  ),
  claim(
    'submitted-in-vain',
    'Dropped: a closing has one window. B presents his state for ever.',
    {
      ...without('strictNonce'),
      parameters: one,
    },
    { reading: 'necessary', property: submitted, instance: 'small-restart' },
  ),
  claim('equal-nonce-one-update', 'One update is enough for two states with one nonce.', twoOfOneNonce),
  claim(
    'repaired-messages-one-update',
    'One update, where B’s proposals are messages of their own.',
    {
      ...asked,
      parameters: { ...one, messages: 1 },
    },
    { ...holds, property: safety },
  ),
  claim(
    'answered-in-the-last-block',
    'Without the rule a builder may still let the answer of the last block come first.',
    {
      parameters: { T: 1 },
      powers: { order: true },
      without: ['answersBeforeSettlement'],
    },
    {
      reading: 'witness',
      verdict: 'exhausted',
      property: reachable(
        'answered-in-the-last-block',
        'A’s answer is in the only block of the window and is paid out.',
        isOverridden,
      ),
    },
  ),
  claim(
    'repeated-in-the-last-block',
    'Without precedence B’s old state is there again behind A’s answer.',
    {
      parameters: { T: 1, ...one },
      powers: { order: true },
      without: ['strictNonce'],
    },
    {
      reading: 'witness',
      verdict: 'exhausted',
      property: reachable(
        'repeated-in-the-last-block',
        'A has presented her latest state and an older one is paid out.',
        ({ channel, A }) => {
          const { onChain, presented } = channel.context;
          const { nonce } = A.context.latest;
          return (
            channel.matches('closed') &&
            onChain !== 'none' &&
            onChain.nonce < nonce &&
            presented.some((state) => state.nonce === nonce)
          );
        },
      ),
    },
  ),
  claim(
    'two-updates-with-penalties',
    'With penalties a channel can be updated again and again.',
    {},
    {
      reading: 'witness',
      verdict: 'exhausted',
      instance: 'small-penalty',
      property: reachable(
        'two-updates-with-penalties',
        'The second update is complete.',
        ({ A }) => A.context.latest.nonce === 2,
      ),
    },
  ),
  claim(
    'slowest-answer',
    'An answer is owed for as long as A may take.',
    { parameters: { ...one, reactionDelay: 1 } },
    {
      reading: 'witness',
      verdict: 'exhausted',
      property: reachable(
        'slowest-answer',
        'A has let a block pass, and owes her answer before the next.',
        ({ channel, A: { context } }) =>
          channel.matches('closing') && context.waited === context.terms.reactionDelay && context.pending === 'none',
      ),
    },
  ),
  claim(
    'two-in-full-of-one-nonce',
    'Who does not take turns can have two states of one nonce in full.',
    twoOfOneNonce,
    {
      reading: 'witness',
      verdict: 'exhausted',
      property: reachable(
        'two-in-full-of-one-nonce',
        'Both states of one nonce have both signatures.',
        ({ states: all }) =>
          all.some(({ context }) => context.signed.filter(({ completeFor }) => completeFor === 'both').length === 2),
      ),
    },
  ),
];
