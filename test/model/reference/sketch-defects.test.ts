/** What is wrong with the seed's sketch of the three systems, defect by defect, and the mutants that have it. */

import { describe, expect, test } from 'vitest';
import { sketchMutants as ofChannel } from './channel-mutants.ts';
import { sketchMutants as ofLayer2 } from './layer2-mutants.ts';
import { sketchMutants as ofRollup } from './rollup-mutants.ts';

const systems: readonly (readonly [
  string,
  readonly { readonly says: string }[],
  Readonly<Record<string, readonly string[]>>,
])[] = [
  [
    'PaymentChannel',
    ofChannel,
    {
      'verifies no signature': [
        'takes an update that only the other one signed, on L1',
        'takes an update that only the other one signed',
      ],
      'closes when one of them says so, at once, and uses no timeout': ['closes at once'],
      'knows no dispute': ['hears no dispute'],
      'pays out as often as it is closed': ['pays out again and again'],
      'takes updates after it is closed': [
        'takes updates after it has paid',
        'takes part in updates after somebody closed',
      ],
      'adds balances in 64 bits': ['adds balances in 64 bits, on L1', 'adds balances in 64 bits'],
      'has no deposit, and no L1': ['opens without a deposit', 'opens without a deposit, on L1 alone'],
    },
  ],
  [
    'ZkRollup',
    ofRollup,
    {
      'discards its transactions, and says that they are processed': ['discards its transactions'],
      'never changes its state': ['never changes its state'],
      'answers false for accepted but pending': ['says no to a transaction that it keeps'],
      'produces no proof': ['produces no proof'],
      'never uses the verification key': ['never uses its verification key'],
    },
  ],
  [
    'Layer2System',
    ofLayer2,
    {
      'never checks the proof that it returns': ['never checks a proof'],
      'never calls the bridge': [
        'never asks the bridge',
        'never calls the bridge for a deposit',
        'never calls the bridge for a withdrawal',
      ],
    },
  ],
];

describe.each(systems)('4 %s: each defect of the sketch is a mutant', (_system, mutants, defects) => {
  test('and each of these mutants is one of them; the replays catch them all', () => {
    expect(Object.values(defects).flat().sort()).toEqual(mutants.map(({ says }) => says).sort());
  });
});
