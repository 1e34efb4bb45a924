/**
 * What the two HTLCs, the mempool and the forwarder of a payment in flight have to agree on: which HTLC is open, what waits for a block, how many
 * blocks there were, who knows the preimage. And what a refund and a forwarded payment take.
 */

import { always, cheapest, type Part, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type HtlcHopView, htlcHopSystem } from '../model/systems/htlc-hop.ts';
import { expected } from './3.1.3-expected.ts';

const parts: Readonly<Record<string, Part<HtlcHopView>>> = {
  open: ({ incoming, outgoing, B }) =>
    !B.matches('forwarding') ||
    ((B.context.incoming === 'locked') === incoming.matches('locked') &&
      (B.context.outgoing === 'locked') === outgoing.matches('locked')),
  heights: ({ incoming, outgoing, B: { context } }) =>
    (!incoming.matches('locked') || Math.min(incoming.context.height, context.terms.timelock) === context.height) &&
    (!outgoing.matches('locked') || outgoing.context.height === context.height),
  waiting: ({ mempool: { context }, B }) => {
    const { timeout, claim } = B.context;
    return (
      (timeout === 'submitted') === (context.timeout === 'waiting') &&
      (timeout === 'evicted') === (context.timeout === 'evicted') &&
      (claim === 'submitted') === (context.claim === 'waiting')
    );
  },
  // Nobody takes back what is not due, and nothing is taken back where nothing can be.
  due: ({ mempool, incoming, outgoing, B: { context } }) =>
    (mempool.context.timeout === 'none' || context.height + 1 >= context.terms.timelock) &&
    (context.terms.refunds || !(incoming.matches('refunded') || outgoing.matches('refunded'))),
  preimage: ({ incoming, outgoing, mempool: { context }, B }) => {
    const isShown =
      outgoing.matches('claimed') || (B.context.terms.watchesMempool && context.evictions < context.terms.evictions);
    const { knowsPreimage } = B.context;
    return knowsPreimage
      ? isShown && incoming.matches('locked')
      : !(outgoing.matches('claimed') && incoming.matches('locked'));
  },
  delays: ({ outgoing, mempool: { context }, B, l1 }) => {
    const { waited, terms, height, naps } = B.context;
    const isShown = outgoing.matches('claimed') || context.evictions < context.terms.evictions;
    return (
      [waited.timeout, waited.claim].every((blocks) => blocks >= 0 && blocks <= terms.reactionDelay) &&
      (waited.timeout === 0 || height >= terms.timelock) &&
      (waited.claim === 0 || isShown) &&
      [naps, context.evictions, l1.context.censorship].every((left) => left >= 0)
    );
  },
};

const says = 'HTLCs, mempool and forwarder count alike.';
const oneAccount: Property<HtlcHopView> = always('one-hop', says, parts);
/** Where the forwarder looks at what is evicted. */
const informed: Property<HtlcHopView> = always('one-hop', says, {
  ...parts,
  informed: ({ incoming, mempool: { context }, B }) =>
    context.evictions === context.terms.evictions || !incoming.matches('locked') || B.context.knowsPreimage,
});

function claim(
  id: string,
  says: string,
  property: Property<HtlcHopView>,
  setting: Setting,
  reading: Claim<HtlcHopView>['reading'],
): Claim<HtlcHopView> {
  const [states, transitions, depth, steps, price] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'necessary' ? 'violated' : 'exhausted';
  return {
    ...{ id, reading, says, system: htlcHopSystem, property, instance: 'hop', setting },
    unfired: setting.without?.includes('refunds') === true ? { TIMEOUT: 'nothing can be taken back' } : {},
    expect: {
      ...{ verdict, states, transitions, depth },
      ...(steps === undefined ? {} : { steps }),
      ...(price === undefined ? {} : { price }),
    },
  };
}

function found(id: string, says: string, setting: Setting, is: (view: HtlcHopView) => boolean): Claim<HtlcHopView> {
  return claim(id, says, reachable(id, says, is), setting, 'witness');
}

const slow = { t_out: 3, reactionDelay: 1 } as const;
const late: Setting = { parameters: { t_out: 4 }, powers: { offline: 1 } };

export const htlcBookkeepingClaims: readonly Claim<HtlcHopView>[] = [
  claim(
    'one-hop',
    'HTLCs, mempool and forwarder keep one account.',
    oneAccount,
    {
      powers: { order: true, censor: 1, evict: 1, offline: 1 },
      without: ['watchesMempool'],
    },
    'repaired',
  ),
  claim(
    'one-hop-slow',
    'The same with a slow forwarder who watches the mempool.',
    informed,
    {
      parameters: slow,
      powers: { censor: 1, evict: 1 },
    },
    'repaired',
  ),
  claim(
    'one-hop-without-refunds',
    'The same where nothing can be taken back.',
    oneAccount,
    {
      powers: { censor: 1, offline: 1 },
      without: ['refunds'],
    },
    'repaired',
  ),
  claim(
    'one-hop-uninformed',
    'Dropped: B learns the preimage from a claim that it sees in the mempool.',
    informed,
    {
      powers: { evict: 1 },
      without: ['watchesMempool'],
    },
    'necessary',
  ),
  claim(
    'hop-forwarded',
    'B forwards what was offered.',
    cheapest('hop-forwarded', 'B has forwarded, and an offer costs one.', ({ B }) => B.matches('forwarding'), {
      OFFER: 1,
    }),
    {},
    'witness',
  ),
  claim(
    'hop-taken-back',
    'B has to ask for what it takes back.',
    cheapest(
      'hop-taken-back',
      'B has taken the outgoing HTLC back, and asking costs one.',
      ({ outgoing }) => outgoing.matches('refunded'),
      { TIMEOUT: 1 },
    ),
    { powers: { offline: 1 } },
    'witness',
  ),
  found(
    'slowest-timeout',
    'A timeout is owed as long as it may be.',
    { parameters: slow },
    ({ B: { context } }) => context.waited.timeout === context.terms.reactionDelay && context.timeout === 'none',
  ),
  found(
    'slowest-claim',
    'A claim is owed as long as it may be.',
    { parameters: slow },
    ({ B: { context } }) =>
      context.waited.claim === context.terms.reactionDelay && context.knowsPreimage && context.claim === 'none',
  ),
  found(
    'timeout-slept-through',
    'B sleeps while it owes a timeout.',
    late,
    ({ B: { context } }) =>
      context.naps === 0 &&
      context.outgoing === 'locked' &&
      context.timeout === 'none' &&
      context.height === context.terms.timelock,
  ),
  found(
    'claim-slept-through',
    'B sleeps while it owes a claim.',
    late,
    ({ B: { context } }) =>
      context.naps === 0 &&
      context.knowsPreimage &&
      context.claim === 'none' &&
      context.height + 1 < context.terms.timelock,
  ),
];
