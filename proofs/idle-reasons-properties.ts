/** Why what idles in claims of the four properties and of transactions may idle there. */

import type { IdleReasons } from './idle-reason.ts';

export const propertiesIdleReasons: IdleReasons = {
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
      because: 'only the layer of challenges (layer = 3) has any; the claims about it see them',
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
      because: 'only the layer of challenges (layer = 3) empties batches; the claims about it see that',
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
};
