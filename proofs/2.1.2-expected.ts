/**
 * Expected numbers of Theorem 2.1.2, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'withheld-data': [94, 145, 4, 4],
  'validator-offline': [42, 50, 4, 4],
  'proof-censored': [51, 62, 5, 5],
  'finalised-before-challenge': [51, 94, 5, 5],
  'orphan-survives': [40, 51, 6, 6],
  'nobody-cheats': [15, 20, 5],
  'bogus-proof': [5, 5, 2, 2],
  'inflating-client': [11, 11, 4, 4],
  repaired: [181, 431, 9],
  'repaired-medium': [8553, 28728, 14],
  'repaired-large': [312150, 1428566, 21],
  'supply-backed': [181, 431, 9],
  'bonds-conserved': [181, 431, 9],
  'without-sound-verifier': [9, 10, 2, 2],
  'without-complete-verifier': [99, 199, 5, 5],
  'without-available-data': [201, 373, 4, 4],
  'without-online-validator': [104, 150, 4, 4],
  'without-funded-validator': [120, 198, 5, 5],
  'without-bounded-censorship': [104, 179, 5, 5],
  'without-challenge-before-finalise': [103, 309, 5, 5],
  'without-cascade': [177, 323, 6, 6],
  'without-no-upgrade': [12, 14, 2, 2],
  'without-takes-bond': [3, 3, 1, 1],
  'batch-finalised': [181, 431, 9, 4],
  'invalid-batch-removed': [181, 431, 9, 3],
  'last-block-used': [181, 431, 9, 4],
  'removed-without-censorship-left': [181, 431, 9, 4],
  'orphan-removed': [181, 431, 9, 4],
  'bogus-proof-rejected': [181, 431, 9, 2],
  'chain-regrows': [181, 431, 9, 6],
  specified: [261, 595, 9],
  'one-account': [1801, 5691, 11],
  'one-account-upgraded': [91, 179, 8],
  'bonds-conserved-upgraded': [91, 179, 8],
  'bonds-conserved-however-late': [1801, 5691, 11],
  'slowest-honest-validator': [12, 16, 4, 3],
  'slowest-data': [8, 12, 4, 3],
  'one-account-reordered': [57, 140, 8],
  'bonds-conserved-unsound': [55, 113, 7],
  'order-of-the-block': [75, 114, 9],
  'challenged-in-the-last-block': [27, 63, 6, 3],
};
