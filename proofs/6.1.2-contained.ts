/**
 * The account of a bridge (`6.1.2-account.ts`) under the hypotheses of Theorem 6.1.2, and with one rule less at a time: each rule keeps out
 * its own failure, and without it nothing else goes wrong. What is found to be reachable is what is allowed at the extreme.
 */

import { always } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { committeeBridge, lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../model/systems/optimistic-bridge.ts';
import { executedOnce } from './6.1.2-account.ts';
import { type Asked, account, claim, claims, clients, committees, found, quick } from './6.1.2-claim.ts';
import { isRefunded } from './6.1.2-goals.ts';
import { adversary } from './6.1.2-hypotheses.ts';

const truths: readonly Claim<BridgeView>[] = [
  claim(
    'repaired',
    lightClientBridge,
    account('truth-of-clients', 'What a light client takes for proved is so.', clients),
  ),
  claim(
    'repaired',
    committeeBridge,
    account('truth-of-committees', 'What an honest operator has signed is so.', committees),
  ),
  claim(
    'repaired',
    optimisticBridge,
    account('truth-of-claims', 'What honest claimants claim is so, and what stood for its window.', claims),
  ),
  claim(
    'repaired',
    optimisticBridge,
    account('truth-of-an-outbox', 'The same of the outbox of a rollup.', {
      parameters: { ...quick, native: 1, window: 1 },
      powers: { ...adversary.powers, reorg: 1 },
    }),
  ),
];

const undermined: readonly Claim<BridgeView>[] = [
  claim(
    'necessary',
    lightClientBridge,
    account(
      'account-before-finality',
      'Dropped: a lock counts once no reorg reaches it. What was proved is orphaned.',
      {
        parameters: quick,
        powers: { reorg: 2 },
      },
    ),
  ),
];

/** A call that fails spends its id. */
export const failing: Setting = {
  parameters: { ...quick, kc: 2 },
  powers: { reorg: 2, split: true, fail: true },
  without: ['spentOnSuccess'],
};
const repeating: Setting = { parameters: quick, powers: { reorg: 1 }, without: ['replayGuard'] };
const ownClock: Setting = {
  parameters: { ...quick, timeout: 2 },
  powers: { reorg: 1 },
  without: ['refundOnNonReceipt'],
};
const forging: Setting = { parameters: quick, powers: { forge: true, split: true }, without: ['nonZeroRoot'] };

const withoutRules: readonly Asked[] = [
  account('account-of-failures', 'Failures spend ids: what is lost is not minted, not received and not paid.', failing),
  account('account-of-repetitions', 'Ids are not spent: what repeats is what was attested.', repeating),
  account('account-by-own-clock', 'Refunds by the clock of the source are no earlier than the timeout.', ownClock),
  account(
    'account-of-empty-deposits',
    'Nobody looks at the balance: what brought nothing is forgotten with its block.',
    {
      parameters: quick,
      powers: { reorg: 1 },
      without: ['lockMovesBalance'],
    },
  ),
  account(
    'account-of-twins',
    'Nobody compares the chain id: each chain executes a message once, the twin after the split.',
    {
      parameters: quick,
      powers: { split: true },
      without: ['liveChainId'],
    },
  ),
  account('account-of-the-late', 'Nobody looks at the deadline: late messages are executed once, on their chain.', {
    parameters: quick,
    powers: { split: true },
    without: ['mintDeadline'],
  }),
  account('deadline-in-force', 'While no block is orphaned the deadline of a proof of non-receipt needs no check.', {
    parameters: quick,
    without: ['refundChecksDeadline'],
  }),
  account('account-of-alterations', 'The hash ignores fields: an altered proof is one of something that was proved.', {
    parameters: quick,
    powers: { forge: true },
    without: ['proofBindsMessage'],
  }),
  account('final-at-once', 'Of a source that is final at once no confirmations are counted past the first.', {
    parameters: { ...quick, kc: 0 },
  }),
  {
    ...account('frozen-for-ever', 'With nobody to thaw it a client that froze stays frozen.', {
      parameters: quick,
      powers: { freeze: true },
      without: ['thaws'],
    }),
    unfired: { THAW: 'the rule that is taken out is what thaws' },
  },
  {
    id: 'forged-once',
    says: 'A message that nobody proved is executed once, and on one chain, like any other.',
    property: always('forged-once', 'Every id is executed once, on its chain.', { executedOnce }),
    setting: forging,
  },
];

const extremes: readonly Asked[] = [
  found(
    'paid-where-failures-spend',
    'A release that succeeds is paid, though failures spend the id.',
    failing,
    ({ escrow }) => escrow.matches({ release: 'paid' }),
  ),
  found('lost-for-good', 'A release that failed is spent in a block that no reorg reaches.', failing, ({ escrow }) => {
    const { releaseConfirmations, terms } = escrow.context;
    return escrow.matches({ release: 'lost' }) && releaseConfirmations === terms.finality;
  }),
  found('lost-on-both-chains', 'What failed before the split is spent on the twin as well.', failing, ({ target }) => {
    const { lost, twin } = target.context;
    return lost && twin === 'spent';
  }),
  found(
    'minted-before-the-split',
    'What was minted before the split is spent on the twin as well.',
    clients,
    ({ target }) => {
      const { minted, twin } = target.context;
      return minted === 1 && twin === 'spent';
    },
  ),
  found(
    'minted-and-paid-twice',
    'Ids that are not spent: two units are minted, and two released.',
    repeating,
    (transfer) => {
      const { escrow, target } = transfer;
      return escrow.context.released === 2 && target.context.minted === 2;
    },
  ),
  found(
    'refunded-on-time',
    'The clock of the source pays back at the timeout, and nobody proved anything.',
    ownClock,
    (one) => {
      const { context } = one.verifier;
      const { confirmations, terms } = one.escrow.context;
      return (
        isRefunded(one.escrow) && 'proven' in context && !context.proven.timeout && confirmations === terms.timeout
      );
    },
  ),
  found('minted-unannounced', 'A message that nobody sent is minted.', forging, ({ target }) => {
    return target.matches('unannounced') && target.context.minted === 1;
  }),
];

export const containedClaims: readonly Claim<BridgeView>[] = [
  ...truths,
  ...undermined,
  ...withoutRules.map((asked) => claim('repaired', lightClientBridge, asked)),
  ...extremes.map((asked) => claim('witness', lightClientBridge, asked)),
];
