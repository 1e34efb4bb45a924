/** What A may count on in a channel whose states carry HTLCs, and what else "safe" asks there. */

import { always, both, leadsTo, type Part, type Property } from '../checker/language/property.ts';
import { depositOf } from '../model/3.1.1-payment-channel.ts';
import { sameState } from '../model/3.1.2-channel-state.ts';
import type { ChannelState } from '../model/channel-events.ts';
import { amountOf } from '../model/channel-htlc.ts';
import type { HtlcChannelView } from '../model/systems/htlc-channel.ts';

/**
 * What a state is worth to A: her balance, her own HTLC as long as nobody can claim it, and one that pays her if she counts on it, which
 * takes the preimage in time.
 */
function worth({ htlcs, preimage }: HtlcChannelView, state: ChannelState): number {
  const { balanceA, htlc } = state;
  if (htlc?.by === 'A') return balanceA + (preimage.matches('hidden') ? htlc.amount : 0);
  return balanceA + (htlcs.context.counts ? amountOf(state) : 0);
}

/** Her latest complete state and what she signed after it; with penalties every state that B has not revoked. */
function standing({ A, states }: HtlcChannelView): readonly ChannelState[] {
  const { latest, terms, evidence } = A.context;
  if (terms.penalty) {
    const kept = states.slice(evidence === 'none' ? 0 : evidence.nonce);
    return kept.flatMap(({ context }) => context.signed.map(({ state }) => state));
  }
  const after = states.flatMap(({ context: { signed } }, nonce) => {
    if (nonce !== latest.nonce) return nonce > latest.nonce ? signed : [];
    return signed.slice(signed.findIndex(({ state }) => sameState(state, latest)));
  });
  return [latest, ...after.map(({ state }) => state)];
}

function dueOf(view: HtlcChannelView): number {
  return Math.min(...standing(view).map((state) => worth(view, state)));
}

export const isLocked = ({ channel }: HtlcChannelView): boolean => channel.context.output?.status === 'locked';
export const isOver = (view: HtlcChannelView): boolean => view.channel.matches('closed') && !isLocked(view);

const isPaid: Part<HtlcChannelView> = (view) => {
  const { paidA } = view.channel.context;
  return !isOver(view) || paidA >= dueOf(view) || { fails: `A is paid ${paidA} and is due ${dueOf(view)}` };
};

export const htlcPayoff: Property<HtlcChannelView> = always(
  'htlc-payoff',
  'When the channel is closed and no HTLC is left on the chain, A has been paid at least what she counts on.',
  isPaid,
);

export const htlcSafety: Property<HtlcChannelView> = both(
  'htlc-safety',
  'A gets what she counts on, the funds are conserved, and nobody is paid by an HTLC without the preimage.',
  htlcPayoff,
  always('funds-conserved', 'What is held and paid is what was deposited.', {
    fundsConserved: ({ channel }) => {
      const { held, paidA, paidB, terms } = channel.context;
      if (channel.matches('unfunded')) return true;
      const sum = held + paidA + paidB;
      return sum === depositOf(terms) || { fails: `${sum} instead of ${depositOf(terms)}` };
    },
    // Nothing but the amount of an HTLC that can be settled.
    nothingStaysBehind: (view) => {
      const { held, onChain } = view.channel.context;
      if (!view.channel.matches('closed')) return true;
      return (
        held === (isLocked(view) && onChain !== 'none' ? amountOf(onChain) : 0) || { fails: `${held} stays behind` }
      );
    },
  }),
  always('paid-for-preimage', 'While the preimage is hidden A ends with no less than her deposit.', {
    paidForPreimage: (view) => {
      const { paidA, terms } = view.channel.context;
      return (
        !isOver(view) || view.preimage.matches('known') || paidA >= terms.balanceA || { fails: `A is paid ${paidA}` }
      );
    },
  }),
);

/** Among the states presented the one of the highest nonce is paid out: the theorem's premise. */
export const htlcPrecedence: Property<HtlcChannelView> = always(
  'htlc-precedence',
  'No state is paid out if one of a higher nonce was presented in time.',
  ({ channel }) => {
    const { settlements, onChain, presented } = channel.context;
    return settlements === 0 || onChain === 'none' || presented.every(({ nonce }) => nonce <= onChain.nonce);
  },
);

/** Under fairness of L1 and of A alone: B and the payee owe nothing. */
export const htlcSettles: Property<HtlcChannelView> = leadsTo(
  'own-htlc-leads-to-settled',
  'An HTLC of A’s in her latest state is settled by a later one, or on the chain.',
  ({ A }) => A.context.latest.htlc?.by === 'A',
  { settled: (view) => view.A.context.latest.htlc === undefined || isOver(view) },
  { weak: ['BLOCK', 'CLOSE', 'RESPOND', 'TIMEOUT'] },
);
