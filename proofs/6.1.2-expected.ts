/**
 * Expected numbers of Theorem 6.1.2, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'half-done': [3, 4, 1, 1],
  'mint-before-finality': [110, 209, 4, 4],
  'mint-after-one-confirmation': [188, 450, 5, 5],
  'message-replayed': [204, 364, 6, 6],
  'message-never-sent': [7, 8, 1, 1],
  'attestation-never-made': [7, 8, 1, 1],
  'keys-stolen': [185, 448, 3, 3],
  'nothing-deposited': [333, 458, 5, 5],
  'refund-by-own-clock': [259, 474, 6, 6],
  repaired: [12732, 104556, 21],
  'repaired-medium': [35823, 323483, 26],
  'repaired-large': [827272, 8366652, 27],
  'repaired-committee': [2752, 18956, 18],
  'repaired-committee-medium': [25542, 217719, 27],
  'repaired-committee-pair': [1020144, 9216456, 30],
  'without-waits-for-finality': [267, 687, 5, 5],
  'without-lock-moves-balance': [561, 1421, 5, 5],
  'without-replay-guard': [422, 1285, 6, 6],
  'without-live-chain-id': [801, 2787, 7, 7],
  'without-mint-deadline': [2397, 10197, 9, 9],
  'without-refund-on-non-receipt': [511, 1479, 6, 6],
  'without-refund-checks-deadline': [6815, 32984, 11, 11],
  'without-non-zero-root': [8, 11, 1, 1],
  'without-trusted-root-only': [8, 11, 1, 1],
  'without-attested-by-tokens': [14, 17, 1, 1],
  'without-honest-quorum': [253, 721, 3, 3],
  'minted-at-finality': [12732, 104556, 21, 5],
  'refund-taken-mint-refused': [12732, 104556, 21, 8],
  'one-minted-one-refunded': [12732, 104556, 21, 10],
  'there-and-back': [12732, 104556, 21, 10],
  'lock-orphaned': [12732, 104556, 21, 2],
  'proof-outlives-lock': [12732, 104556, 21, 5],
  'unspent-on-the-twin': [12732, 104556, 21, 6],
  'one-key-short': [2752, 18956, 18, 1],
};
