/**
 * Property 1.2.1 (Liveness): "… for any valid transaction tx submitted at time t, there exists a time t' > t such that tx is
 * included in the state S_t'."
 *
 * Literal reading, as a response property: submitted and valid leads to included. False for every ledger with exclusive resources,
 * and no adversary is needed: validity depends on the state, so of two transactions that spend one coin both are valid when
 * submitted and only one is ever included, however fair everybody is. False as well under a sequencer that ignores the user, since
 * nothing obliges a sequencer. And never refuted by a finite run, since t' is unbounded: a system that waits a billion blocks passes.
 *
 * Repaired: what is sent to the L1 inbox is processed (included, or found invalid at its place), if L1 goes on, censors
 * only so many blocks, and the derivation is forced to consume the inbox; with the bound D + K + 1 on the blocks it takes (one
 * block brings it into the inbox), which makes it a safety property, too.
 *
 * Trace lengths. The conflict takes 4 steps where a smaller model, which began with both transactions submitted, took 2: here each is an
 * event, and the last step is the block that repeats for ever, since a lasso has to take a step. What is included and then taken back
 * with its batch satisfies these words and nobody: `1.1.3/reverted`, `1.2.4/l1-final-with-its-claim`.
 */

import { range } from '../checker/language/menu.ts';
import { always, leadsTo, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyLattice,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
} from '../checker/language/theorem.ts';
import { type InclusionView, inclusionSystem } from '../model/systems/inclusion.ts';
import { messageSystem } from '../model/systems/interoperability.ts';
import { paymentChannelSystem } from '../model/systems/payment-channel.ts';
import { accountClaims } from './1.2.1-account.ts';
import { closes } from './3.1.3-goals.ts';
import { arrives } from './6.2.2-goals.ts';

const system = inclusionSystem;
const everybodyFair = { weak: ['BLOCK', 'INCLUDE', 'FORCE'] };
const l1Fair = { weak: ['BLOCK', 'FORCE'] };

const isPending = ({ txs }: InclusionView, tx: number): boolean => txs[tx]?.matches('submitted') === true;
const isValid = ({ coins }: InclusionView, tx: number): boolean =>
  !coins.context.spent.includes(coins.context.spends[tx] as number);
const isIncluded = ({ txs }: InclusionView, tx: number): boolean => txs[tx]?.matches('included') === true;
const isProcessed = (state: InclusionView, tx: number): boolean =>
  isIncluded(state, tx) || state.txs[tx]?.matches('invalid') === true;
const isOnL1 = ({ txs }: InclusionView, tx: number): boolean =>
  txs[tx]?.matches({ submitted: 'inMempool' }) === true || txs[tx]?.matches({ submitted: 'inInbox' }) === true;

const included = (fairness: Property<InclusionView>['fairness'] & object): Property<InclusionView> =>
  leadsTo(
    'submitted-leads-to-included',
    'Transaction 0, submitted and valid, is included sooner or later.',
    (state) => isPending(state, 0) && isValid(state, 0),
    { included: (state) => isIncluded(state, 0) },
    fairness,
  );

const processed: Property<InclusionView> = leadsTo(
  'sent-to-l1-leads-to-processed',
  'Transaction 0, once sent to L1, is included or found invalid at its place.',
  (state) => isOnL1(state, 0),
  { processed: (state) => isProcessed(state, 0) },
  l1Fair,
);

export const inTime: Property<InclusionView> = always(
  'processed-in-time',
  'No transaction waits for as many blocks as are told apart after it was sent to L1.',
  ({ txs }) => txs.every((tx) => tx.context.waited < tx.context.terms.horizon || !tx.matches('submitted')),
);

function claim(
  id: string,
  reading: Claim<InclusionView>['reading'],
  says: string,
  property: Property<InclusionView>,
  instance: string,
  setting: Setting,
  expect: Expectation,
  unfired: Readonly<Record<string, string>> = {},
): Claim<InclusionView> {
  return { id, reading, says, system, property, instance, setting, expect, unfired };
}

/** What is live in a channel is its end: a closing that never ends keeps the funds of both. */
const channelLattice: AnyLattice = {
  id: 'in-payment-channel',
  says: 'What the end of a closing needs, where an answer starts the window anew.',
  system: paymentChannelSystem,
  goal: closes,
  instance: 'channel',
  setting: { powers: { order: true, censor: 1, offline: 1 } },
  hypotheses: {
    strictNonce: { says: 'only a higher nonce replaces a presented state', dropped: { without: ['strictNonce'] } },
    disputeWindow: { says: 'a presented state waits for T blocks', dropped: { without: ['disputeWindow'] } },
    closeOnce: { says: 'a closed channel stays closed', dropped: { without: ['closeOnce'] } },
    verifySignatures: { says: 'the contract checks signatures', dropped: { without: ['verifySignatures'] } },
  },
  expect: { minimalSufficient: [['strictNonce']] },
};

/** What is live in a crossing is the token on its way. */
const messageLattice: AnyLattice = {
  id: 'in-interoperability',
  says: 'What a token on its way needs to arrive, or to come back.',
  system: messageSystem,
  goal: arrives,
  instance: 'guarded',
  setting: { without: ['cascade'] },
  hypotheses: {
    refundOnExpiry: { says: 'what expired is given back', dropped: { without: ['refundOnExpiry'] } },
    expiryChecked: { says: 'what expired is not executed', dropped: { without: ['expiryChecked'] } },
    keepsGoing: { says: 'no rollup is brought to a halt', dropped: { powers: { halt: true } } },
    waitsForFinal: { says: 'B executes what is final on A', dropped: { parameters: { wait: 0 } } },
  },
  expect: { minimalSufficient: [['refundOnExpiry', 'keepsGoing']] },
};

export const theorem: AnyTheorem = defineTheorem({
  item: '1.2.1',
  title: 'Liveness',
  says: 'Any valid transaction submitted at time t is included at some later time.',
  instances: {
    conflict: { txs: 2, conflict: 1, D: 2, horizon: 0 },
    independent: { txs: 2, conflict: 0, D: 2, horizon: 0 },
    large: { txs: 4, conflict: 1, D: 4, horizon: 0 },
    timed: { txs: 2, conflict: 1, D: 2, horizon: 6 },
    channel: { T: 3, updates: 2, balanceA: 1, balanceB: 1, reactionDelay: 0, restart: 1 },
    guarded: { guardsA: 2, guardsB: 2, guardsV: 3, threshold: 2 },
  },
  claims: [
    claim(
      'conflicting-transaction',
      'literal',
      'No adversary: two valid transactions spend one coin, and everybody is fair.',
      included(everybodyFair),
      'conflict',
      {},
      { verdict: 'violated', states: 78, transitions: 175, depth: 9, steps: 4 },
    ),
    claim(
      'ignoring-sequencer',
      'literal',
      'No conflict: the sequencer owes nothing, and the user did not go to L1.',
      included(l1Fair),
      'independent',
      {},
      { verdict: 'violated', states: 81, transitions: 208, depth: 9, steps: 2 },
    ),
    claim(
      'forced-through-inbox',
      'repaired',
      'Sent to L1: processed, under fairness of L1 and of the derivation alone, with two censored blocks.',
      processed,
      'conflict',
      { powers: { censor: 2 } },
      { verdict: 'exhausted', states: 234, transitions: 647, depth: 9 },
    ),
    claim(
      'forced-through-inbox-large',
      'repaired',
      'The same with four transactions, two of them in conflict.',
      processed,
      'large',
      { powers: { censor: 4 } },
      { verdict: 'exhausted', states: 130130, transitions: 527934, depth: 17 },
    ),
    claim(
      'processed-in-time',
      'repaired',
      'With D = 2 and K = 2: processed before a sixth block passes.',
      inTime,
      'timed',
      { powers: { censor: 2 } },
      { verdict: 'exhausted', states: 774, transitions: 1699, depth: 11 },
    ),
    claim(
      'without-forced-inclusion',
      'necessary',
      'Dropped: the derivation consumes the inbox. The transaction sits in it for ever.',
      processed,
      'conflict',
      { powers: { censor: 2 }, without: ['forcedInclusion'] },
      { verdict: 'violated', states: 216, transitions: 648, depth: 9, steps: 6 },
    ),
    claim(
      'without-l1-progress',
      'necessary',
      'Dropped: L1 goes on. Without fairness of BLOCK nothing reaches the inbox.',
      leadsTo(processed.name, processed.says, processed.trigger as never, processed.parts, { weak: ['FORCE'] }),
      'conflict',
      { powers: { censor: 2 } },
      { verdict: 'violated', states: 234, transitions: 647, depth: 9, steps: 2 },
    ),
    claim(
      'found-invalid',
      'witness',
      'A transaction is forced and found invalid at its place.',
      reachable('found-invalid', 'Some transaction is found invalid.', ({ txs }) =>
        txs.some((tx) => tx.matches('invalid')),
      ),
      'conflict',
      { powers: { censor: 2 } },
      { verdict: 'exhausted', states: 234, transitions: 647, depth: 9, steps: 8 },
    ),
    ...accountClaims,
  ],
  lattices: [
    {
      id: 'needs-of-inclusion',
      says: 'What inclusion within six blocks through the inbox needs.',
      system,
      goal: inTime,
      instance: 'timed',
      setting: { powers: { censor: 2 } },
      hypotheses: {
        forcedInclusion: {
          says: 'the derivation consumes the inbox',
          dropped: { without: ['forcedInclusion'] },
        },
        boundedCensorship: { says: 'two blocks censor at most', dropped: { powers: { censor: 3 } } },
        shortDeadline: { says: 'what is in the inbox is forced after two blocks', dropped: { parameters: { D: 3 } } },
      },
      expect: { minimalSufficient: [['forcedInclusion', 'boundedCensorship', 'shortDeadline']] },
    },
    channelLattice,
    messageLattice,
  ],
  frontiers: [
    {
      id: 'frontier-deadline',
      says: 'Blocks W within which everything sent to L1 is processed, against deadline D and K censored blocks.',
      system,
      goal: inTime,
      instance: 'timed',
      axes: {
        D: { parameter: 'D', values: range(0, 3).values },
        K: { power: 'censor', values: range(0, 3).values },
        W: { parameter: 'horizon', values: range(1, 8).values },
      },
      expect: { formula: 'D + K < W - 1' },
    },
  ],
});
