/**
 * Expected numbers of Direction 7.1, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'multisig-is-atomic': [2752, 19376, 18],
  'multisig-resolves': [2752, 19376, 18],
  'correlated-keys-is-atomic': [2752, 19376, 18],
  'correlated-keys-resolves': [2752, 19376, 18],
  'optimistic-is-atomic': [6414, 47360, 18],
  'optimistic-resolves': [6414, 47360, 18],
  'light-client-is-atomic': [534, 3478, 15],
  'light-client-resolves': [534, 3478, 15],
  'validity-proof-is-atomic': [178, 1154, 13],
  'validity-proof-resolves': [178, 1154, 13],
  'c01-nomad': [7, 8, 1, 1],
  'c02-wormhole': [4, 5, 1, 1],
  'c03-ronin': [356, 1043, 6, 6],
  'c04-horizon': [40, 89, 3, 3],
  'c06-token-hub': [12, 19, 3, 3],
  'c07-qubit': [37, 66, 5, 5],
  'c08-multichain': [15, 28, 2, 2],
  'c09-omni': [71, 191, 7, 7],
  'c01-nomad-restored': [894, 3726, 15],
  'c02-wormhole-restored': [165, 573, 15],
  'c03-ronin-restored': [41875, 252275, 31],
  'c04-horizon-restored': [4455, 23805, 21],
  'c06-token-hub-restored': [45, 185, 9],
  'c07-qubit-restored': [55, 213, 11],
  'c08-multichain-restored': [1940, 9790, 20],
  'c09-omni-restored': [134, 583, 12],
  'outbox-is-atomic': [3570, 27231, 18],
  'outbox-resolves': [3570, 27231, 18],
  'poly-network': [52, 108, 7, 7],
  initialiser: [8, 13, 2, 2],
  'poly-network-restored': [165, 573, 15],
  'initialiser-restored': [165, 573, 15],
};
