/** What contract, signed states, preimage and A's two programs have to agree on where states carry HTLCs. */

import { always, cheapest, enforceable, forEvery, type Part, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { addsUp, depositOf } from '../model/3.1.1-payment-channel.ts';
import { sameState } from '../model/3.1.2-channel-state.ts';
import { amountOf, updateOf } from '../model/channel-htlc.ts';
import type { HtlcChannelView } from '../model/systems/htlc-channel.ts';
import { adversary, claim, penalty, short } from './3.1.3-channel-htlc-claim.ts';
import { isLocked } from './3.1.3-channel-htlc-goals.ts';

const parts: Readonly<Record<string, Part<HtlcChannelView>>> = {
  heights: ({ channel, htlcs }) => channel.context.output?.height === htlcs.context.height,
  latest: ({ A, htlcs }) => sameState(A.context.latest, htlcs.context.latest),
  signed: ({ states, htlcs }) =>
    states[htlcs.context.latest.nonce]?.context.signed.some(
      ({ state, completeFor }) => completeFor === 'both' && sameState(state, htlcs.context.latest),
    ) === true,
  previous: ({ htlcs: { context } }) =>
    context.previous === 'none' ? context.latest.nonce === 0 : context.previous.nonce + 1 === context.latest.nonce,
  // Each state adds or settles an HTLC of the one before, and A pays for the preimage.
  updates: ({ A, htlcs: { context } }) =>
    [
      [context.previous, context.latest],
      [context.latest, A.context.proposed],
    ].every(([from = 'none', to = 'none']) => {
      if (from === 'none' || to === 'none') return true;
      const update = updateOf(from, to);
      return update !== undefined && (update !== 'fulfil' || from.htlc?.by === 'B' || context.knowsPreimage);
    }),
  revoked: ({ A, htlcs: { context } }) => {
    const { evidence, terms } = A.context;
    const isPending = evidence === 'none' ? context.latest.nonce > 0 : evidence.nonce < context.latest.nonce;
    return context.unrevoked === (terms.penalty && isPending);
  },
  preimage: ({ preimage, htlcs }) => htlcs.context.knowsPreimage === preimage.matches('known'),
  closing: ({ channel, A, htlcs: { context } }) => {
    if (channel.context.onChain !== 'none') return context.closing === 'begun';
    return context.closing === (A.context.pending === 'none' ? 'no' : 'submitted');
  },
  // Who counts on an HTLC knows the preimage, and B has not revoked every state with it.
  counts: ({ htlcs: { context } }) => {
    const { previous, latest, unrevoked } = context;
    const isThere = latest.htlc?.by === 'B' || (unrevoked && previous !== 'none' && previous.htlc?.by === 'B');
    return !context.counts || (context.knowsPreimage && isThere);
  },
  locked: (view) => {
    const { onChain } = view.channel.context;
    return view.htlcs.context.locked === (isLocked(view) && onChain !== 'none' ? (onChain.htlc?.by ?? 'none') : 'none');
  },
  pending: ({ htlcs: { context } }) => {
    if (context.pending === 'claim') return context.locked === 'B' && context.knowsPreimage;
    return context.pending === 'none' || (context.locked === 'A' && context.height + 1 >= context.terms.timelock);
  },
  clocks: ({ htlcs: { context } }) => context.waited >= 0 && context.waited <= context.terms.reactionDelay,
  output: ({ channel, preimage }) => {
    const { onChain, output, settlements, terms } = channel.context;
    const status = output?.status ?? 'none';
    if (status === 'none') return true;
    const isOnChain = onChain !== 'none' && onChain.htlc !== undefined && (terms.penalty || settlements > 0);
    const isDue = status !== 'refund' || output?.height === output?.terms.timelock;
    return isOnChain && isDue && (status !== 'claim' || preimage.matches('known'));
  },
  // As long as it is locked the contract holds its amount.
  held: (view) => {
    const { held, onChain, settlements, terms } = view.channel.context;
    if (onChain === 'none' || settlements === 0) return view.channel.matches('unfunded') || held === depositOf(terms);
    return !isLocked(view) || held === amountOf(onChain);
  },
};

const covered: Property<HtlcChannelView> = always('htlc-covered', 'What is signed adds up to the deposits.', {
  covered: ({ states, channel }) =>
    forEvery(
      states.flatMap(({ context }) => context.signed.map(({ state }) => state)),
      ({ nonce }) => `nonce ${nonce}`,
      (state) => addsUp(state, channel.context.terms),
    ),
});

const oneAccount: Property<HtlcChannelView> = always(
  'htlc-account',
  'Contract, states, preimage and A’s programs count alike.',
  { ...parts, ...covered.parts },
);

const holds = { reading: 'repaired', verdict: 'exhausted', property: oneAccount } as const;
const censored: Setting = { ...adversary, parameters: short };

/** From everywhere there is a way to there: all the parties together. */
const everybody = { by: ['A', 'B', 'payee', 'builder', 'l1'] } as const;

function waiting(from: (view: HtlcChannelView) => boolean): Property<HtlcChannelView> {
  return enforceable(
    'htlc-waits',
    'Who counts on an HTLC need not close before its deadline, nor who offers one before its timelock.',
    ({ htlcs: { context } }) => {
      const { counts, height, terms, closing } = context;
      return closing === 'no' && height === (counts ? terms.timelock - terms.margin : terms.timelock);
    },
    { ...everybody, from },
  );
}

const hasState = ({ htlcs: { context } }: HtlcChannelView): boolean => context.height === 0 && context.latest.nonce > 0;
const isOpen: typeof hasState = (view) => hasState(view) && view.htlcs.context.closing === 'no';

function asking(
  id: string,
  says: string,
  by: 'A' | 'B',
  status: 'claim' | 'refund',
  type: string,
): Claim<HtlcChannelView> {
  const property = cheapest<HtlcChannelView>(
    id,
    `${says} Asking costs one.`,
    ({ channel }) => {
      const { onChain, output } = channel.context;
      return output?.status === status && onChain !== 'none' && onChain.htlc?.by === by;
    },
    { [type]: 1 },
  );
  const base = claim(id, says, { parameters: short }, { reading: 'witness', verdict: 'exhausted', property });
  return { ...base, expect: { ...base.expect, price: 1 } };
}

export const channelHtlcAccount: readonly Claim<HtlcChannelView>[] = [
  claim('channel-htlc-account', 'Contract, states, preimage and A’s programs keep one account.', censored, holds),
  claim('channel-htlc-account-penalty', 'The same with penalties.', censored, { ...holds, instance: penalty }),
  claim(
    'channel-htlc-account-slow',
    'The same with a slow A who sleeps through one block.',
    { parameters: { ...short, T: 3, reactionDelay: 1, t: 4, M: 3 }, powers: { offline: 1 } },
    holds,
  ),
  claim(
    'channel-htlc-account-updates',
    'The same with two updates, which nobody closes on.',
    { parameters: { T: 1, t: 1, M: 1 } },
    holds,
  ),
  claim(
    'channel-htlc-account-uncovered',
    'Dropped: balances and HTLC add up to the deposits.',
    { parameters: short, powers: { overdraw: true }, without: ['conservation'] },
    { reading: 'necessary', property: oneAccount },
  ),
  claim(
    'channel-htlc-waits',
    'A need not close sooner than she has to, unless somebody closes.',
    { parameters: short },
    { ...holds, property: waiting(isOpen) },
  ),
  claim(
    'channel-htlc-waits-in-vain',
    'Dropped: unless somebody closes.',
    { parameters: short },
    { reading: 'necessary', property: waiting(hasState) },
  ),
  asking('channel-htlc-claim-asked', 'A has to ask for what she claims.', 'B', 'claim', 'CLAIM'),
  asking('channel-htlc-refund-asked', 'A has to ask for what she takes back.', 'A', 'refund', 'TIMEOUT'),
];
