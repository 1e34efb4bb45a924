/** Why what idles in claims of rollups may idle there. */

import type { IdleReasons } from './idle-reason.ts';

export const rollupsIdleReasons: IdleReasons = {
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
};
