/**
 * Expected numbers of Property 1.2.3, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'challenged-for-cause': [1760, 3497, 12],
  'congested-account': [1769, 5429, 9],
  'challenge-account': [1760, 3497, 12],
  'committee-account': [427, 900, 9],
  'blob-account': [241, 498, 8],
  'calldata-account': [209, 426, 7],
  'soft-state': [4, 3, 1, 1],
  'soft-state-undetermined': [4, 3, 1, 0],
  channel: [10, 10, 2, 2],
  'pruned-blob': [245, 406, 8, 8],
  'committee-of-liars': [71, 108, 4, 4],
  withheld: [650, 981, 6, 6],
  'becomes-empty': [1715, 2917, 6, 6],
  calldata: [209, 426, 7],
  'calldata-determines': [209, 426, 7],
  'calldata-two': [4053, 11422, 11],
  blob: [241, 498, 8],
  'blob-determines': [241, 498, 8],
  'blob-two': [5733, 16470, 13],
  committee: [427, 900, 9],
  'committee-determines': [427, 900, 9],
  'committee-certifies': [245, 510, 9],
  challenge: [13653, 41397, 11],
  'challenge-determines': [13653, 41397, 11],
  'challenge-two': [135147, 636416, 15],
  'without-kept-long-enough-blob': [119, 168, 5, 5],
  'without-serve-blob': [245, 406, 8, 8],
  'without-honest-threshold': [71, 108, 4, 4],
  'without-honest-quorum': [63, 138, 6, 3],
  'without-awake-challenge': [7724, 15020, 7, 7],
  'without-bounded-congestion-challenge': [5357, 9865, 7, 7],
  'without-serve-challenge': [6727, 13175, 8, 8],
  'without-empty-by-l1-challenge': [1887, 3169, 6, 6],
  'without-binding-challenge': [901, 1427, 5, 5],
  'without-bridge-waits-challenge': [3753, 7003, 7, 7],
  'without-expire-first-challenge': [3753, 7003, 7, 7],
  'without-empty-by-l1-determines': [242, 350, 4, 3],
  'without-binding-determines': [81, 111, 3, 3],
  'served-by-peer': [241, 498, 8, 8],
  'one-honest-holder': [427, 900, 9, 6],
  resolved: [1760, 3497, 12, 6],
  expired: [1760, 3497, 12, 6],
  'last-block-used': [13653, 41397, 11, 5],
  'paid-at-the-limit': [13653, 41397, 11, 7],
};
