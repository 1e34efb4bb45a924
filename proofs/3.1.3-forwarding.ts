/**
 * Theorem 3.1.3 with a payment that A forwards, out of a channel with HTLCs in its states (`3.1.3-channel-htlc.ts`) and into another one: what
 * the closings add to the condition on the two timelocks of `3.1.3-htlc.ts`, where both HTLCs are on L1 already.
 *
 * A waits for the payee until block t_out and closes the outgoing channel: her closing is in block t_out + 1, after T blocks her HTLC is on the
 * chain, and her timeout can be in block t_out + T + 2, in which the payee's claim beats it. Then she knows the preimage, and closes
 * the incoming channel: block t_out + T + 3, T blocks, and her claim can be in block t_out + 2T + 4, which has to be before t_in if the
 * builder may put refunds first. She reacts four times, twice in each channel, and the budgets are lost once: she is paid exactly where
 * t_out + 2T + 4R + K + O + 4 < t_in, with penalties without the 2T. Of two HTLCs on L1 it was t_out + 2R + K + O + 1 < t_in.
 *
 * She could close the outgoing channel sooner, so that her HTLC is on the chain by t_out: that gives up T + 1 blocks of the payee's time, and no node does.
 * Left out: evictions (as in the hop), states of the outgoing channel, failures off chain.
 */

import { range } from '../checker/language/menu.ts';
import { always, both, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Expectation, Frontier, Reading } from '../checker/language/theorem.ts';
import { type ForwardingChannelView, forwardingChannelSystem as system } from '../model/systems/forwarding-channel.ts';
import { htlcPayoff, htlcSafety, isOver } from './3.1.3-channel-htlc-goals.ts';
import { expectation } from './3.1.3-claim.ts';

/** What the time of the other channel has to agree with. */
const oneAccount: Property<ForwardingChannelView> = always('forwarding-account', 'Both channels count alike.', {
  heights: ({ htlcs, outgoing: { context } }) =>
    context.height === Math.min(htlcs.context.height, context.terms.timelock),
  ages: ({ outgoing: { context } }) =>
    context.htlc === 'closing' ? context.age >= 0 && context.age < context.terms.window : context.age === 0,
  waiting: ({ outgoing: { context } }) => {
    const { pending, htlc, height, terms } = context;
    if (pending === 'close') return htlc === 'open' && height === terms.timelock;
    return pending === 'none' || htlc === 'locked';
  },
  delays: ({ outgoing: { context } }) =>
    context.waited >= 0 &&
    context.waited <= context.terms.reactionDelay &&
    (context.waited === 0 || (context.pending === 'none' && context.height === context.terms.timelock)),
  // Nothing is forwarded that does not pay her, and what is known was paid for.
  forwarded: ({ htlcs, outgoing: { context } }) => context.htlc === 'none' || htlcs.context.latest.htlc?.by === 'B',
  learned: ({ preimage, outgoing: { context } }) => !preimage.matches('known') || context.htlc === 'settled',
});

const safety: Property<ForwardingChannelView> = both(
  'forwarding-safety',
  'A is paid what she counts on, the funds are conserved, and both channels count alike.',
  htlcSafety,
  oneAccount,
);

const instance = 'forwarding';
/** Nobody has a rule that claims come first. */
const without = ['claimsFirst'];
const adversary: Setting = { powers: { order: true, censor: 1 }, without };

function claim(
  id: string,
  says: string,
  reading: Reading,
  setting: Setting,
  verdict: Expectation['verdict'],
  property: Property<ForwardingChannelView> = htlcPayoff,
): Claim<ForwardingChannelView> {
  return { id, reading, says, system, property, instance, setting, expect: expectation(id, verdict) };
}

/** Of a slow A: the least t_in for R = 1, where nothing else is lost. */
const slow = { reactionDelay: 1, t_in: 14 };

export const forwardingLiteral: readonly Claim<ForwardingChannelView>[] = [
  claim(
    'forwarding-hop-timelocks',
    'Timelocks that are far enough apart for HTLCs on L1 are too close for HTLCs in channels.',
    'literal',
    { parameters: { t_in: 4, t_out: 1 }, powers: { order: true }, without },
    'violated',
  ),
];

export const forwardingRepaired: readonly Claim<ForwardingChannelView>[] = [
  claim(
    'forwarding',
    'T = 2, one block censored, timelocks ten blocks apart.',
    'repaired',
    adversary,
    'exhausted',
    safety,
  ),
  claim(
    'forwarding-slow',
    'A slow A, timelocks thirteen blocks apart.',
    'repaired',
    { parameters: slow, powers: { order: true }, without },
    'exhausted',
    safety,
  ),
];

export const forwardingNecessary: readonly Claim<ForwardingChannelView>[] = [
  claim(
    'forwarding-too-close',
    'Dropped: t_out + 2T + K + 4 < t_in. One block is missing.',
    'necessary',
    { ...adversary, parameters: { t_in: 10 } },
    'violated',
  ),
  claim(
    'forwarding-slow-too-close',
    'Dropped: t_out + 2T + 4R + 4 < t_in. One block is missing.',
    'necessary',
    { parameters: { ...slow, t_in: 13 }, powers: { order: true }, without },
    'violated',
  ),
];

function witness(
  id: string,
  says: string,
  found: (view: ForwardingChannelView) => boolean,
): Claim<ForwardingChannelView> {
  return claim(id, says, 'witness', adversary, 'exhausted', reachable<ForwardingChannelView>(id, says, found));
}

export const forwardingWitnesses: readonly Claim<ForwardingChannelView>[] = [
  witness(
    'forwarding-paid-through',
    'The payee claims at the last moment, and A, who had to close both channels, is paid.',
    (view) =>
      isOver(view) && view.channel.context.output?.status === 'claim' && view.outgoing.context.htlc === 'settled',
  ),
  witness(
    'forwarding-taken-back',
    'The payee does nothing: A takes her HTLC back, and nobody learns the preimage.',
    ({ outgoing, preimage }) => outgoing.context.htlc === 'settled' && preimage.matches('hidden'),
  ),
  witness(
    'forwarding-last-block-used',
    'The payee claims in the block of A’s timeout, all censorship is spent, and A’s claim is to be in the last block before B’s time.',
    ({ l1, htlcs: { context } }) =>
      context.pending === 'claim' && context.height + 2 === context.terms.timelock && l1.context.censorship === 0,
  ),
];

export const forwardingFrontiers: readonly Frontier<ForwardingChannelView>[] = [
  {
    id: 'forwarding-timelocks',
    says: 'The timelocks of a forwarded payment, of which t_out = 1, against the windows T of both channels.',
    system,
    goal: htlcPayoff,
    instance,
    setting: { powers: { order: true }, without },
    axes: {
      T: { parameter: 'T', values: range(1, 2).values },
      t_in: { parameter: 't_in', values: range(7, 10).values },
    },
    expect: { formula: '2*T < t_in - 5' },
  },
  {
    id: 'forwarding-with-penalties',
    says: 'With penalties, t_out = 1, against K blocks censored.',
    system,
    goal: htlcPayoff,
    instance,
    setting: { parameters: { penalty: 1 }, powers: { order: true }, without },
    axes: {
      K: { power: 'censor', values: range(0, 1).values },
      t_in: { parameter: 't_in', values: range(5, 7).values },
    },
    expect: { formula: 'K < t_in - 5' },
  },
];
