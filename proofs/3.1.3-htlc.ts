/**
 * Theorem 3.1.3 with a payment in flight: "precedence" decides which state of a channel is paid out, and an HTLC in that state is
 * settled on L1 all the same. Honest B forwards a payment from A to C, by an incoming HTLC with timelock t_in and an outgoing one with
 * timelock t_out on the same hash. A, C and the block builder are the adversary; both HTLCs are on L1 (where they are in channels still, `3.1.3-forwarding.ts`). The latest state of either
 * channel is in force, and B can be robbed: C claims the outgoing HTLC and A takes the incoming one back.
 *
 * The clock. Heights count from the block in which B forwards. A refund is valid in block t and every later one, a claim in any. B's
 * promptness: the timeout of the outgoing HTLC waits in the mempool in time for block t_out; the claim of the incoming one in time for the
 * block after the one that shows B the preimage. Either may be late by R blocks. Censorship: K blocks in all leave out transactions of
 * B's. Eviction (replacement cycling): E times in all, B's waiting timeout is thrown out of the mempools until the next block. Sleep:
 * O blocks in all in which B does nothing. Order inside a block: C's claim beats B's timeout in the same block, always. B's claim beats
 * A's refund in the same block where claims come first, a rule; else the builder may put the refund first.
 *
 * B is safe exactly where t_out + 2R + K + E + O < t_in, one block less without the rule. So t_in ≤ t_out is never safe. The delay
 * counts twice because B reacts twice, once to each HTLC, and the adversary's budgets once because they are budgets; the recommendation of
 * Lightning for `cltv_expiry_delta`, 3R + 2G + 2S, doubles its grace period G and its inclusion delay S for the same reason.
 * A forwarder who looks for preimages in the mempool is safe against any number of evictions: the eviction shows what it hides.
 *
 * Atomicity across the hop, in the sense that both HTLCs are settled the same way, is more than B needs, and fails in B's favour: a
 * claim that C used for an eviction pays B twice over, from A by the preimage and from C by the timeout.
 *
 * Traces: t_in ≤ t_out takes 4 steps, with the offer and the forwarding; a single eviction 7.
 */

import { range } from '../checker/language/menu.ts';
import { always, leadsTo, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Axis, Claim, Expectation, Frontier, Hypothesis, Lattice, Reading } from '../checker/language/theorem.ts';
import { type HtlcHopView, htlcHopSystem } from '../model/systems/htlc-hop.ts';
import { expectation } from './3.1.3-claim.ts';

const system = htlcHopSystem;

const isPaidBy = ({ outgoing }: HtlcHopView): boolean => outgoing.matches('claimed');
const isPaid = ({ incoming }: HtlcHopView): boolean => incoming.matches('claimed');
const isSettled = ({ incoming, outgoing }: HtlcHopView): boolean =>
  !incoming.matches('locked') && !outgoing.matches('locked') && !outgoing.matches('absent');

/** Safety for the forwarder. */
const notRobbed: Property<HtlcHopView> = always(
  'forwarder-not-robbed',
  'B never pays C without being paid by A.',
  (view) => !(isPaidBy(view) && view.incoming.matches('refunded')),
);

const hopAtomic: Property<HtlcHopView> = always(
  'hop-atomic',
  'Once both HTLCs are settled, both are claimed or neither is.',
  (view) =>
    !isSettled(view) ||
    isPaidBy(view) === isPaid(view) || { fails: isPaid(view) ? 'B is paid twice over' : 'B is robbed' },
);

/** Under fairness of L1 and of B; A and C owe nothing. */
const comesBack: Property<HtlcHopView> = leadsTo(
  'outgoing-leads-to-settled',
  'What B locks for C is claimed or comes back.',
  ({ outgoing }) => outgoing.matches('locked'),
  { settled: ({ outgoing }) => !outgoing.matches('locked') },
  { weak: ['BLOCK', 'TIMEOUT'] },
);

/** What the forwarder is granted to survive. */
const adversary: Setting = { powers: { order: true, censor: 1, evict: 1, offline: 1 } };

const hypotheses: Readonly<Record<string, Hypothesis>> = {
  boundedCensorship: {
    says: 'so few blocks are censored that the timelocks are further apart (t_out + K + … < t_in)',
    dropped: { powers: { censor: 3 } },
  },
  boundedSleep: {
    says: 'B sleeps so little that the timelocks are further apart (t_out + O + … < t_in)',
    dropped: { powers: { offline: 3 } },
  },
  boundedEviction: {
    says: 'B’s timeout is evicted so rarely that the timelocks are further apart (t_out + E + … < t_in)',
    dropped: { powers: { evict: 3 } },
  },
  timelockOrder: {
    says: 'the incoming timelock is later than the outgoing one, by enough',
    dropped: { parameters: { t_in: 2 } },
  },
  claimsFirst: {
    says: 'in a block claims with a preimage count before refunds',
    dropped: { without: ['claimsFirst'] },
  },
};

const alternatives: Readonly<Record<string, Hypothesis>> = {
  watchesMempool: {
    says: 'B learns the preimage from a claim that it sees in the mempool',
    dropped: { without: ['watchesMempool'] },
  },
  noReordering: { says: 'nobody chooses the order inside a block', dropped: { powers: { order: true } } },
};

interface Choice {
  readonly reading?: Reading;
  readonly property?: Property<HtlcHopView>;
  readonly verdict?: Expectation['verdict'];
  readonly instance?: string;
}

function claim(id: string, says: string, setting: Setting, choice: Choice = {}): Claim<HtlcHopView> {
  const { reading = 'literal', property = notRobbed, verdict = 'violated', instance = 'hop' } = choice;
  return { id, reading, says, system, property, instance, setting, expect: expectation(id, verdict) };
}

const withEvictions: Setting = { powers: { ...adversary.powers }, without: ['watchesMempool'] };

export const htlcLiteral: readonly Claim<HtlcHopView>[] = [
  claim(
    'htlc-same-timelock',
    'A forwarded payment, both channels in their latest states, one timelock: A takes back what C claims.',
    {
      parameters: { t_in: 1, t_out: 1 },
    },
  ),
  claim('htlc-evicted', 'One eviction of B’s timeout, and timelocks one block apart.', {
    parameters: { t_in: 2, t_out: 1 },
    powers: { evict: 1 },
    without: ['watchesMempool'],
  }),
  claim(
    'htlc-atomic',
    'Both or neither: C shows the preimage to evict B’s timeout, and B is paid by A and takes C’s payment back.',
    { powers: { evict: 1 } },
    { property: hopAtomic },
  ),
];

const holds: Choice = { reading: 'repaired', verdict: 'exhausted' };

export const htlcRepaired: readonly Claim<HtlcHopView>[] = [
  claim(
    'htlc-repaired',
    'One block censored, one slept through, one eviction, timelocks four apart.',
    withEvictions,
    holds,
  ),
  claim(
    'htlc-repaired-medium',
    'A slow B, three blocks censored, two slept through, three evictions, timelocks eleven apart.',
    { ...withEvictions, powers: { order: true, censor: 3, evict: 3, offline: 2 } },
    { ...holds, instance: 'hop-medium' },
  ),
  claim(
    'htlc-watched',
    'A B who watches the mempool, and twelve evictions.',
    { powers: { ...adversary.powers, evict: 12 } },
    holds,
  ),
  claim(
    'htlc-both-or-neither',
    'Without evictions both HTLCs are settled the same way.',
    { powers: { ...adversary.powers, evict: 0 } },
    { ...holds, property: hopAtomic },
  ),
  claim('htlc-comes-back', 'What B locks for C is claimed or comes back.', withEvictions, {
    ...holds,
    property: comesBack,
  }),
];

export const htlcNecessary: readonly Claim<HtlcHopView>[] = [
  ...Object.entries(hypotheses).map(([name, { says, dropped }]) =>
    claim(
      `htlc-without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      `Dropped: ${says}.`,
      {
        ...dropped,
        powers: { ...withEvictions.powers, ...dropped.powers },
        without: [...(withEvictions.without ?? []), ...(dropped.without ?? [])],
      },
      { reading: 'necessary' },
    ),
  ),
  claim(
    'htlc-without-refunds',
    'Dropped, of coming back: an HTLC can be taken back from its timelock on. C keeps B’s money locked for ever by doing nothing.',
    { ...withEvictions, without: [...(withEvictions.without ?? []), 'refunds'] },
    { reading: 'necessary', property: comesBack },
  ),
];

function witness(id: string, says: string, found: (view: HtlcHopView) => boolean): Claim<HtlcHopView> {
  const property = reachable<HtlcHopView>(id, says, found);
  return claim(id, says, withEvictions, { reading: 'witness', property, verdict: 'exhausted' });
}

export const htlcWitnesses: readonly Claim<HtlcHopView>[] = [
  witness('htlc-paid-through', 'C is paid by B, and B by A.', (view) => isPaidBy(view) && isPaid(view)),
  witness(
    'htlc-both-refunded',
    'Nobody claims, and both HTLCs go back.',
    ({ incoming, outgoing }) => incoming.matches('refunded') && outgoing.matches('refunded'),
  ),
  witness(
    'htlc-last-block-used',
    'All budgets are spent, C has claimed, and B’s claim is to be in the very block from which A could take the HTLC back.',
    (view) => {
      const { l1, incoming, mempool, B } = view;
      const { timelock } = incoming.context.terms;
      const isSpent = l1.context.censorship === 0 && mempool.context.evictions === 0 && B.context.naps === 0;
      return isSpent && isPaidBy(view) && incoming.matches('locked') && incoming.context.height + 1 === timelock;
    },
  ),
];

const gap = (symbol: string, axis: Axis): Readonly<Record<string, Axis>> => ({
  [symbol]: axis,
  t_out: { parameter: 't_out', values: range(1, 3).values },
  t_in: { parameter: 't_in', values: range(1, 7).values },
});

function frontier(
  id: string,
  says: string,
  formula: string,
  axes: Readonly<Record<string, Axis>>,
  setting: Setting = {},
): Frontier<HtlcHopView> {
  return { id, says, system, goal: notRobbed, instance: 'hop', setting, axes, expect: { formula } };
}

const most = range(0, 3).values;
const few = range(0, 2).values;

export const htlcFrontiers: readonly Frontier<HtlcHopView>[] = [
  frontier(
    'htlc',
    'The two timelocks of a forwarded payment against K censored blocks, claims first in a block.',
    'K + t_out < t_in',
    gap('K', { power: 'censor', values: most }),
    { powers: { order: true } },
  ),
  frontier(
    'htlc-evictions',
    'The same against E evictions of B’s timeout, which B does not see.',
    'E + t_out < t_in',
    gap('E', { power: 'evict', values: most }),
    { without: ['watchesMempool'] },
  ),
  frontier(
    'htlc-watched-evictions',
    'The same where B watches the mempool: evictions do not matter.',
    't_out < t_in',
    gap('E', { power: 'evict', values: most }),
  ),
  frontier(
    'htlc-refund-first',
    'K censored blocks where the builder may put refunds before claims in a block.',
    'K + t_out < t_in - 1',
    gap('K', { power: 'censor', values: most }),
    { powers: { order: true }, without: ['claimsFirst'] },
  ),
  frontier(
    'htlc-delay',
    'With R blocks until B reacts, to each of the two HTLCs.',
    '2*R + t_out < t_in',
    gap('R', { parameter: 'reactionDelay', values: few }),
  ),
  frontier('htlc-budgets', 'K blocks censored and O slept through, with t_out = 2.', 'K + O < t_in - 2', {
    K: { power: 'censor', values: few },
    O: { power: 'offline', values: few },
    t_in: { parameter: 't_in', values: range(2, 8).values },
  }),
];

export const htlcLattice: Lattice<HtlcHopView> = {
  id: 'assumptions-htlc',
  says: 'Which hypotheses keep a forwarder from being robbed?',
  system,
  goal: notRobbed,
  instance: 'hop',
  // Nothing to spare: t_out + K + O = t_in - 1.
  setting: { parameters: { t_in: 5 }, powers: { censor: 1, offline: 1 } },
  hypotheses: { ...hypotheses, ...alternatives },
  expect: {
    minimalSufficient: ['claimsFirst', 'noReordering'].flatMap((order) =>
      ['boundedEviction', 'watchesMempool'].map((eviction) => [
        ...['boundedCensorship', 'boundedSleep', 'timelockOrder'],
        ...[order, eviction],
      ]),
    ),
  },
};
