/** Why what idles in claims of inherited security and of exit games may idle there. */

import type { IdleReasons } from './idle-reason.ts';

export const trustIdleReasons: IdleReasons = {
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
};
