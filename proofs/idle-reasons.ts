/**
 * Why what idles in a claim that holds may idle there: mostly a rule or a power that its setting has switched off.
 *
 * Reviewed one by one. Every theorem here has to give a reason for whatever a verdict finds idle, and a reason for what idles no longer is
 * refused (decision 55); a claim may also give its reasons itself (`idle`). What `plumbline check` prints as asked in vain is either mended, by a
 * setting in which it happens, or explained here.
 */

import type { AnyTheorem } from '../checker/language/theorem.ts';
import type { ItemId } from '../spec/items.ts';

interface IdleReason {
  /** An antecedent or a path, as the verdict names it. */
  readonly what: string;
  readonly because: string;
  /** Claims in which it idles, for this reason. */
  readonly of: readonly string[];
}

const idleReasons: Partial<Record<ItemId, readonly IdleReason[]>> = {
  '1.1.3': [
    {
      what: 'chains[*].context.log[*].result',
      because: 'every transfer is covered by this balance; one-story-poor has one that is not',
      of: ['repaired', 'repaired-medium'],
    },
    {
      what: 'chains[*].context.log[*].result',
      because: 'no transfer is covered by this balance',
      of: ['one-story-poor'],
    },
  ],
  '1.2.1': [{ what: 'coins.context.spent[*]', because: 'both transactions spend one coin', of: ['one-ledger'] }],
  '1.2.2': [
    { what: 'contract.context.upgrade', because: 'nobody may upgrade the contract here', of: ['wrong-and-agreed-on'] },
  ],
  '1.2.3': [
    {
      what: 'layer.context.batches[*].challenge',
      because: 'only a layer with challenges has any, as in the claims of layer 3',
      of: [
        'calldata',
        'calldata-determines',
        'calldata-two',
        'blob',
        'blob-determines',
        'blob-two',
        'committee',
        'committee-determines',
        'calldata-account',
        'blob-account',
        'committee-account',
        'slow-account',
        'liars-account',
      ],
    },
    {
      what: 'a batch becomes empty',
      because: 'only a layer with challenges empties batches, as in the claims of layer 3',
      of: ['calldata', 'calldata-two', 'blob', 'blob-two', 'committee'],
    },
    {
      what: 'layer.context.batches[*].data',
      because: 'calldata stays on the chain',
      of: ['calldata-account', 'slow-account'],
    },
    {
      what: 'layer.context.batches[*].data',
      because: 'a batch that a committee signed is served by who is honest in it',
      of: ['committee-account'],
    },
  ],
  '1.2.4': [
    {
      what: 'contract.context.upgrade',
      because: 'nobody may upgrade the contract here; with who may, posted-upgraded and l1-final-upgraded fail',
      of: ['posted', 'l1-final'],
    },
  ],
  '2.1.2': [
    {
      what: 'sequencer.context.withheld.length',
      because: 'nothing is withheld here',
      of: ['one-account-upgraded', 'one-account-reordered'],
    },
    {
      what: 'network.context.travelling.length',
      because: 'data is never withheld or slow here',
      of: ['one-account-upgraded', 'one-account-reordered'],
    },
    {
      what: 'rollup.context.stakes.outsider',
      because: 'the outsider has no power to submit wrong proofs here',
      of: ['one-account-upgraded', 'one-account-reordered'],
    },
  ],
  '2.1.3': [
    {
      what: 'guardian.context.wrong[*].game',
      because: 'one game may be wrong',
      of: ['one-register', 'one-register-retired'],
    },
    {
      what: 'guardian.context.watched.length',
      because: 'a guardian who lists what he likes watches nothing',
      of: ['one-register-rogue'],
    },
    {
      what: 'guardian.context.wrong.length',
      because: 'no fault decides a game wrongly here',
      of: ['one-register-rogue', 'one-register-shared'],
    },
    {
      what: 'games[*].context.isListed',
      because: 'no fault decides a game wrongly here, so there is nothing to list',
      of: ['one-register-shared'],
    },
  ],
  '2.2.2': [
    {
      what: 'inbox.context.queue[*].message',
      because: 'there are no deposits here; repaired-deposit has one',
      of: [
        'frozen-and-safe',
        'repaired',
        'repaired-medium',
        'batch-numbers',
        'index-not-needed',
        'one-account',
        'one-account-withheld',
        'one-account-watched-blind',
        'one-account-new-key',
        'one-account-numbered',
        'one-account-numbered-watched',
      ],
    },
    {
      what: 'prover.context.signedForDue',
      because: 'a signature is not for a batch here; batch-numbers has signatures that are',
      of: ['repaired-medium', 'covered-is-proven'],
    },
    {
      what: 'alice.context.blind',
      because: 'data is not withheld here; one-account-withheld has it withheld',
      of: [
        'one-account',
        'one-account-deposit',
        'one-account-watched',
        'one-account-new-key',
        'one-account-numbered',
        'one-account-numbered-watched',
      ],
    },
    {
      what: 'sequencer.context.withholds',
      because: 'data is not withheld here; one-account-withheld has it withheld',
      of: [
        'one-account',
        'one-account-deposit',
        'one-account-watched',
        'one-account-new-key',
        'one-account-numbered',
        'one-account-numbered-watched',
      ],
    },
    {
      what: 'key.context.age',
      because: 'no other key is announced here; one-account-new-key has one',
      of: [
        'one-account',
        'one-account-deposit',
        'one-account-withheld',
        'one-account-watched',
        'one-account-watched-blind',
        'one-account-numbered',
        'one-account-numbered-watched',
        'hers-unshown',
        'hers-again',
      ],
    },
    {
      what: "key.matches('announced')",
      because: 'no other key is announced here; one-account-new-key has one',
      of: [
        'one-account',
        'one-account-deposit',
        'one-account-withheld',
        'one-account-watched',
        'one-account-watched-blind',
        'one-account-numbered',
        'one-account-numbered-watched',
        'hers-unshown',
        'hers-again',
      ],
    },
    {
      what: 'prover.context.earlier.length',
      because: 'no earlier proof is kept here; one-account keeps one',
      of: [
        'one-account-deposit',
        'one-account-withheld',
        'one-account-watched',
        'one-account-watched-blind',
        'one-account-new-key',
        'one-account-numbered',
        'one-account-numbered-watched',
      ],
    },
  ],
  '2.2.3': [
    {
      what: 'commitment.context.claimed[*].bytes',
      because: 'canonical positions leave one spelling',
      of: ['accounted'],
    },
  ],
  '3.1.3': [
    {
      what: 'A.context.evidence',
      because: 'there is no penalty here, so A keeps no evidence; repaired-penalty asks of a channel with one',
      of: [
        'premise-not-needed',
        'repaired',
        'repaired-medium',
        'repaired-large',
        'repaired-restart',
        'repaired-messages',
        'tower',
        'tower-misfires',
        'old-tower-answered',
        'channel-htlc-repaired',
        'channel-htlc-asleep',
        'channel-htlc-repaired-medium',
        'channel-htlc-restart',
        'channel-htlc-account',
        'channel-htlc-account-slow',
        'channel-htlc-account-updates',
        'forwarding',
        'forwarding-slow',
        'one-account',
        'one-account-messages',
        'one-account-repeated',
        'one-account-slow',
        'one-account-late',
        'one-account-again',
        'one-account-unfunded',
        'one-account-equivocal',
        'one-account-unasked',
        'one-account-equivocal-messages',
        'one-account-two-messages',
        'one-account-uncovered',
        'repaired-messages-one-update',
        'one-account-beside-tower',
        'tower-at-the-limit',
      ],
    },
    {
      what: 'states[*].context.signed[*].state.htlc.amount',
      because: 'HTLCs are of one unit here',
      of: [
        'channel-htlc-repaired',
        'channel-htlc-asleep',
        'channel-htlc-repaired-medium',
        'channel-htlc-penalty',
        'channel-htlc-restart',
        'channel-htlc-account',
        'channel-htlc-account-penalty',
        'channel-htlc-account-slow',
        'channel-htlc-account-updates',
        'forwarding',
        'forwarding-slow',
      ],
    },
    {
      what: 'A.context.latest.htlc.amount',
      because: 'HTLCs are of one unit here',
      of: [
        'channel-htlc-repaired',
        'channel-htlc-asleep',
        'channel-htlc-repaired-medium',
        'channel-htlc-restart',
        'forwarding',
        'forwarding-slow',
      ],
    },
    {
      what: 'htlcs.context.unrevoked',
      because: 'there is no penalty here, so nothing is revoked',
      of: ['channel-htlc-account', 'channel-htlc-account-slow', 'channel-htlc-account-updates'],
    },
    {
      what: 'states[*].context.signed[*].state.htlc.by',
      because: 'the HTLCs of the incoming channel are B’s',
      of: ['forwarding', 'forwarding-slow'],
    },
    {
      what: 'A.context.latest.htlc.by',
      because: 'the HTLCs of the incoming channel are B’s',
      of: ['forwarding', 'forwarding-slow'],
    },
    {
      what: 'channel.context.forfeits',
      because: 'there is no penalty here; the accounts of channels with one ask of it',
      of: [
        'one-account',
        'one-account-messages',
        'one-account-repeated',
        'one-account-slow',
        'one-account-late',
        'one-account-again',
        'one-account-unfunded',
        'one-account-equivocal',
        'one-account-unasked',
        'one-account-equivocal-messages',
        'one-account-two-messages',
        'one-account-uncovered',
        'one-account-beside-tower',
      ],
    },
    {
      what: 'B.context.timeout',
      because: 'the rule that is taken out is what takes back',
      of: ['one-hop-without-refunds'],
    },
    {
      what: 'mempool.context.timeout',
      because: 'the rule that is taken out is what takes back',
      of: ['one-hop-without-refunds'],
    },
  ],
  '3.2.3': [
    {
      what: 'contract.context.registers[*].paid.toA',
      because: 'the claim is A’s, and she makes it in time',
      of: ['alone', 'claim-in-time', 'claim-of-three-turns'],
    },
    {
      what: 'contract.context.registers[*].paid.toB',
      because: 'the claim is A’s, and she makes it in time',
      of: ['alone', 'claim-in-time', 'claim-of-three-turns'],
    },
    {
      what: 'A[*].context.leaving',
      because: 'A does not leave here',
      of: [
        'one-account-claim',
        'one-account-game',
        'one-account-censored',
        'one-account-pair',
        'one-account-two',
        'one-account-two-games',
        'one-account-three-turns',
      ],
    },
    {
      what: 'A[*].context.pending.kind',
      because: 'who does not leave only checkpoints',
      of: [
        'one-account-claim',
        'one-account-game',
        'one-account-censored',
        'one-account-pair',
        'one-account-two',
        'one-account-two-games',
        'one-account-three-turns',
      ],
    },
  ],
  '5.1.2': [
    {
      what: 'bridge.context.started[*].by',
      because: 'no wrong state is confirmed here, so the thief has nothing to withdraw by',
      of: [
        'account-optimistic',
        'account-optimistic-two',
        'account-definition',
        'account-validity',
        'account-two-reorganised',
        'account-deep',
      ],
    },
    {
      what: 'contract.context.upgrade',
      because: 'nobody may upgrade the contract here',
      of: [
        'account-optimistic',
        'account-optimistic-two',
        'account-withheld',
        'account-definition',
        'levels-founded',
        'account-two-reorganised',
        'account-unsound',
      ],
    },
  ],
  '5.2.2': [{ what: 'rollup.context.batches[*].parent', because: 'there is one batch', of: ['rollup-silence'] }],
  '5.3.2': [
    { what: 'payee.context.isHers', because: 'no coin moves here', of: ['repaired-crowd'] },
    {
      what: 'contract.context.bondsLost.length',
      because: 'with an honest sender no bond is lost at all',
      of: ['honest-bonds'],
    },
    {
      what: 'contract.context.cancelled[*]',
      because: 'only the coin that moves is spent, so only its exit is cancelled',
      of: ['one-account', 'one-account-watched', 'one-account-of-coins', 'one-account-two-names'],
    },
    {
      what: 'sender.context.isJoined',
      because: 'the sender is the rogue here, whom the adversary plays',
      of: ['one-account', 'one-account-watched', 'one-account-without-rivals'],
    },
    {
      what: 'sender.context.payment',
      because: 'the sender is the rogue here, whom the adversary plays',
      of: ['one-account', 'one-account-watched', 'one-account-without-rivals'],
    },
    {
      what: 'contract.context.cancelled.length',
      because: 'nobody asks for a coin that is spent here',
      of: ['one-account-honest', 'one-account-at-will'],
    },
    {
      what: 'contract.context.exits[*].tx',
      because: 'an honest sender signs no rival',
      of: ['one-account-honest', 'one-account-at-will'],
    },
    {
      what: 'payee.context.rivalExit',
      because: 'an honest sender signs no rival',
      of: ['one-account-honest', 'one-account-at-will'],
    },
    {
      what: 'contract.context.unfunded.length',
      because: 'without a phantom coin nobody asks for more than is there',
      of: [
        'one-account-watched',
        'one-account-at-will',
        'one-account-without-rivals',
        'one-account-of-coins',
        'one-account-two-names',
      ],
    },
    {
      what: 'contract.context.exits[*].coin',
      because: 'only the coin that moves is asked for here',
      of: ['one-account-watched', 'one-account-without-rivals', 'one-account-two-names'],
    },
    {
      what: 'sender.context.isAlarmed',
      because: 'nothing is withheld here',
      of: ['one-account-watched', 'one-account-at-will', 'one-account-without-rivals'],
    },
    {
      what: 'payee.context.hasAsked',
      because: 'while nothing is withheld the payee asks for nothing',
      of: ['one-account-watched', 'one-account-without-rivals'],
    },
    {
      what: 'payee.context.isAlarmed',
      because: 'nothing is withheld here',
      of: ['one-account-watched', 'one-account-at-will', 'one-account-without-rivals'],
    },
    {
      what: 'contract.context.exits[*].by',
      because: 'while nothing is withheld only the rogue asks',
      of: ['one-account-watched', 'one-account-without-rivals'],
    },
    {
      what: 'holders.context.isAlarmed',
      because: 'nothing is withheld here',
      of: ['one-account-watched', 'one-account-at-will', 'one-account-without-rivals'],
    },
    { what: 'chain.context.isWithheld', because: 'nothing is withheld here', of: ['one-account-at-will'] },
    {
      what: 'contract.context.exits[*].output',
      because: 'nobody joins a transaction in flight for its output here',
      of: ['one-account-at-will'],
    },
    {
      what: 'contract.context.exits[*].kind',
      because: 'transactions in flight cannot be taken out here',
      of: ['one-account-of-coins'],
    },
    {
      what: 'contract.context.started.length',
      because: 'transactions in flight cannot be taken out here',
      of: ['one-account-of-coins'],
    },
    {
      what: 'payee.context.rivalExit',
      because: 'transactions in flight cannot be taken out here',
      of: ['one-account-of-coins'],
    },
    {
      what: 'payee.context.paymentExit',
      because: 'transactions in flight cannot be taken out here',
      of: ['one-account-of-coins'],
    },
    {
      what: 'contract.context.othersPaid.length',
      because: 'there is no other coin here; cash-beside-others has one',
      of: [
        'cash-repaired',
        'cash-two-bonds',
        'cash-last-block',
        'cash-valid-blocks',
        'cash-stays',
        'cash-side-by-side',
        'cash-after-limbo',
        'cash-one-account',
        'cash-gift-account',
      ],
    },
    {
      what: 'contract.context.ownPaid[*]',
      because: 'it is paid to nobody but its owner: that is the claim',
      of: ['cash-last-block', 'cash-beside-others', 'cash-leaving-late', 'cash-paid-in-time'],
    },
    {
      what: 'contract.context.ownPaid.length',
      because: 'she never asks for it, and it is paid to nobody else: that is the claim',
      of: ['cash-stays'],
    },
    {
      what: 'owner.context.isGone',
      because: 'nobody is given a coin here; cash-gift-account has a payee',
      of: ['cash-one-account', 'cash-one-account-slow'],
    },
    {
      what: 'history.context.given',
      because: 'nobody is given a coin here; cash-gift-account has a payee',
      of: ['cash-one-account', 'cash-one-account-slow'],
    },
    {
      what: 'contract.context.exits[*].answered[*]',
      because: 'so short a chain has room for one challenge that is answered',
      of: ['cash-one-account-slow'],
    },
    {
      what: 'contract.context.exits[*].shown[*].tx',
      because: 'so short a chain has room for one challenge that is answered',
      of: ['cash-one-account-slow'],
    },
  ],
  '6.1.2': [
    {
      what: 'target[*].context.twin',
      because: 'nothing is replayed on a twin chain here; account-of-twins asks of it',
      of: [
        'truth-of-claims',
        'account-of-repetitions',
        'account-by-own-clock',
        'account-of-empty-deposits',
        'deadline-in-force',
        'account-of-alterations',
        'final-at-once',
        'frozen-for-ever',
      ],
    },
    {
      what: "verifier[*].matches('frozen')",
      because: 'nothing freezes a client here; frozen-for-ever asks of one that is',
      of: [
        'account-of-failures',
        'account-of-repetitions',
        'account-by-own-clock',
        'account-of-empty-deposits',
        'account-of-twins',
        'account-of-the-late',
        'deadline-in-force',
        'account-of-alterations',
        'final-at-once',
      ],
    },
    {
      what: 'target[*].context.mintedOnTwin',
      because: 'nothing is replayed on a twin chain here',
      of: ['account-of-alterations', 'read-directly'],
    },
  ],
  '6.2.2': [
    {
      what: 'escrow.context.accounts.B',
      because: 'nothing takes from the account of B here',
      of: [
        'intents-user',
        'one-account-intent',
        'one-account-intent-posted',
        'one-account-intent-despite-a',
        'one-account-intent-verifier',
      ],
    },
    {
      what: 'B.context.corrupted.length',
      because: 'nobody on B is seized here',
      of: [
        'one-account',
        'one-account-verifier',
        'one-account-books',
        'one-account-base',
        'one-account-invented',
        'one-account-intent',
        'one-account-intent-posted',
        'one-account-intent-despite-a',
        'one-account-intent-verifier',
      ],
    },
    {
      what: 'L1.context.corrupted.length',
      because: 'L1 is not seized here',
      of: [
        'one-account',
        'one-account-verifier',
        'one-account-books',
        'one-account-invented',
        'one-account-intent',
        'one-account-intent-posted',
        'one-account-intent-despite-a',
        'one-account-intent-verifier',
      ],
    },
    {
      what: 'V.context.corrupted.length',
      because: 'nobody of the verifier is seized here',
      of: [
        'one-account',
        'one-account-books',
        'one-account-base',
        'one-account-invented',
        'one-account-intent',
        'one-account-intent-posted',
        'one-account-intent-despite-a',
      ],
    },
    {
      what: 'A.context.corrupted.length',
      because: 'nobody on A is seized here',
      of: [
        'one-account-verifier',
        'one-account-books',
        'one-account-base',
        'one-account-invented',
        'one-account-intent',
        'one-account-intent-posted',
        'one-account-intent-verifier',
      ],
    },
    { what: 'batches[*].context.content.pays', because: 'only messages to B are sent', of: ['one-account-base'] },
    {
      what: 'escrow.context.accounts.A',
      because: 'nothing takes from the account of A here',
      of: ['one-account-intent', 'one-account-intent-posted', 'one-account-intent-verifier'],
    },
  ],
  '7.3': [
    {
      what: 'A.context.evidence',
      because: 'there is no penalty here, so A keeps no evidence',
      of: ['channel-forced-inclusion', 'channel-own-clock', 'channel-short-outage', 'channel-own-clock-short'],
    },
  ],
  '7.4': [
    {
      what: 'the node is convinced',
      because: 'with everything withheld every sample fails; that is the claim',
      of: ['all-withheld', 'one-sample'],
    },
    {
      what: "node.matches('convinced')",
      because: 'with everything withheld every sample fails',
      of: ['all-withheld', 'one-sample'],
    },
    {
      what: 'layer.context.batches[*].challenge',
      because: 'only a layer with challenges has any, as in the claims of layer 3 of 1.2.3',
      of: ['calldata', 'blob', 'committee'],
    },
    {
      what: 'a batch becomes empty',
      because: 'only a layer with challenges empties batches, as in the claims of layer 3 of 1.2.3',
      of: ['calldata', 'blob', 'committee'],
    },
  ],
};

/** The theorem with the reasons of its claims. Throws RangeError for a reason of a claim that there is none of. */
export function explained(theorem: AnyTheorem): AnyTheorem {
  const reasons = idleReasons[theorem.item as ItemId] ?? [];
  const ids = new Set(theorem.claims.map(({ id }) => id));
  const unknown = reasons.flatMap(({ of }) => of).find((id) => !ids.has(id));
  if (unknown !== undefined) throw new RangeError(`expected the id of a claim of ${theorem.item}, got ${unknown}`);
  const claims = theorem.claims.map((claim) => {
    const own = reasons.filter(({ of }) => of.includes(claim.id)).map(({ what, because }) => [what, because]);
    return own.length === 0 ? claim : { ...claim, idle: { ...Object.fromEntries(own), ...claim.idle } };
  });
  return { ...theorem, claims, explainsIdle: true };
}
