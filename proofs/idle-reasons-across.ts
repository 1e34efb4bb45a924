/** Why what idles in claims of bridges, interoperability and the open questions may idle there. */

import type { IdleReasons } from './idle-reason.ts';

export const acrossIdleReasons: IdleReasons = {
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
      because: 'only the layer of challenges (layer = 3) has any; the claims of 1.2.3 about it see them',
      of: ['calldata', 'blob', 'committee'],
    },
    {
      what: 'a batch becomes empty',
      because: 'only the layer of challenges (layer = 3) empties batches; the claims of 1.2.3 about it see that',
      of: ['calldata', 'blob', 'committee'],
    },
  ],
};
