/** What Theorem 3.1.3 may mean by "safe" and by "takes precedence". */

import { always, both, leadsTo, type Part, type Property } from '../checker/language/property.ts';
import { depositOf } from '../model/3.1.1-payment-channel.ts';
import { sameState } from '../model/3.1.2-channel-state.ts';
import type { PaymentChannelView } from '../model/systems/payment-channel.ts';

/**
 * What A may count on: the least that she has under her latest complete state and under what she signed after it, which B alone may be
 * able to complete. Signed after it is what has a higher nonce, or the same nonce and a later signature. With penalties: the least
 * that she has under any state that she signed and B has not revoked.
 */
function due({ A, states }: PaymentChannelView): number {
  const { latest, terms, evidence } = A.context;
  if (terms.penalty) {
    const kept = states.slice(evidence === 'none' ? 0 : evidence.nonce).flatMap(({ context }) => context.signed);
    return Math.min(...kept.map(({ state }) => state.balanceA));
  }
  const later = states.flatMap(({ context: { signed } }, nonce) => {
    if (nonce !== latest.nonce) return nonce > latest.nonce ? signed : [];
    return signed.slice(signed.findIndex(({ state }) => sameState(state, latest)));
  });
  return Math.min(latest.balanceA, ...later.map(({ state }) => state.balanceA));
}

function highestSigned({ states }: PaymentChannelView): number {
  return states.findLastIndex(({ context }) => context.signed.length > 0);
}

function settledNonce({ channel }: PaymentChannelView): number | 'none' {
  const { settlements, onChain } = channel.context;
  return settlements === 0 || onChain === 'none' ? 'none' : onChain.nonce;
}

/** Paid out is A's latest complete state, which she presented after B had presented an older one. */
export function isOverridden({ channel, A }: PaymentChannelView): boolean {
  const { nonce } = A.context.latest;
  const { onChain, presented } = channel.context;
  if (!channel.matches('closed') || onChain === 'none' || onChain.nonce !== nonce) return false;
  return presented.some((one) => one.by === 'A') && presented.some((one) => one.nonce < nonce);
}

/** Of a channel that is closed: whether A has what she counts on. */
export const isPaid: Part<PaymentChannelView> = (view) => {
  const { settlements, paidA } = view.channel.context;
  return settlements === 0 || paidA >= due(view) || { fails: `A is paid ${paidA} and is due ${due(view)}` };
};

/** Safety as payoff. */
export const honestPayoff: Property<PaymentChannelView> = always(
  'honest-payoff',
  'A closed channel has paid A at least what she counts on.',
  isPaid,
);

/** The deposits are in the contract or paid out, and nothing stays behind. */
const fundsConserved: Property<PaymentChannelView> = always(
  'funds-conserved',
  'What the contract holds and has paid is what was deposited, and a closed channel holds nothing.',
  {
    fundsConserved: ({ channel }) => {
      const { held, paidA, paidB, terms } = channel.context;
      if (channel.matches('unfunded')) return true;
      const sum = held + paidA + paidB;
      return sum === depositOf(terms) || { fails: `${sum} instead of ${depositOf(terms)}` };
    },
    nothingStaysBehind: ({ channel }) => !channel.matches('closed') || channel.context.held === 0,
  },
);

export const uniquePayout: Property<PaymentChannelView> = always(
  'unique-payout',
  'A channel is paid out at most once.',
  ({ channel }) => channel.context.settlements <= 1 || { fails: `${channel.context.settlements} payouts` },
);

export const safety: Property<PaymentChannelView> = both(
  'channel-safety',
  'A gets what she counts on, the funds are conserved, and there is one payout.',
  honestPayoff,
  fundsConserved,
  uniquePayout,
);

/** The theorem's premise, as a contract can meet it: among the states presented to it, the one of the highest nonce is paid out. */
export const precedence: Property<PaymentChannelView> = always(
  'precedence',
  'No state is paid out if one of a higher nonce was presented in time.',
  (view) => {
    const settled = settledNonce(view);
    return settled === 'none' || view.channel.context.presented.every(({ nonce }) => nonce <= settled);
  },
);

/** The premise as the proof sketch needs it: no state is paid out if one of a higher nonce exists at all. */
export const highestSettles: Property<PaymentChannelView> = always(
  'highest-settles',
  'The state that is paid out has the highest nonce that A ever signed.',
  (view) => {
    const settled = settledNonce(view);
    const highest = highestSigned(view);
    return settled === 'none' || settled >= highest || { fails: `nonce ${settled} is paid out, ${highest} is signed` };
  },
);

/** The payoff as one might wish it. */
export const latestPayoff: Property<PaymentChannelView> = always(
  'latest-payoff',
  'A closed channel has paid A at least what she has under her latest complete state.',
  ({ channel, A }) => {
    const { settlements, paidA } = channel.context;
    const { balanceA } = A.context.latest;
    return settlements === 0 || paidA >= balanceA || { fails: `A is paid ${paidA}, her latest state says ${balanceA}` };
  },
);

/** Under fairness of L1 and of A alone: B owes nothing. */
export const closes: Property<PaymentChannelView> = leadsTo(
  'closing-leads-to-closed',
  'A closing that has begun comes to its end.',
  ({ channel }) => channel.matches('closing'),
  { closed: ({ channel }) => channel.matches('closed') },
  { weak: ['BLOCK', 'RESPOND'] },
);
