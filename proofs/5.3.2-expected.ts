/**
 * Expected numbers of Theorem 5.3.2, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'consistent-when-requested': [30, 36, 3, 3],
  'inconsistent-when-paid': [99, 125, 5, 5],
  'no-priority': [53, 67, 6, 6],
  'crowd-too-large': [137, 168, 10, 10],
  'crowd-cannot-enforce': [150, 209, 11, 2],
  'two-ids': [151, 199, 4, 4],
  limbo: [80, 109, 9, 5],
  'receiver-loses-bond': [1716, 2438, 7, 7],
  'repaired-crowd': [202, 332, 8],
  'enforceable-crowd': [202, 332, 8, 8],
  'paid-in-time': [202, 332, 8],
  'repaired-watch': [13414, 25819, 16],
  'repaired-together': [5077, 9129, 13],
  'enforceable-together': [5077, 9129, 13, 13],
  'enforceable-in-limbo': [1062, 1751, 10, 10],
  'honest-sender': [1062, 1751, 10],
  'honest-bonds': [1062, 1751, 10],
  'repaired-medium': [54723, 112425, 16],
  'enforceable-medium': [54723, 112425, 16, 16],
  'without-few-holders-crowd': [336, 473, 9, 9],
  'without-bounded-congestion-crowd': [398, 645, 8, 8],
  'without-awake-crowd': [540, 992, 8, 8],
  'without-young-wait-crowd': [86, 101, 5, 5],
  'without-oldest-first-crowd': [203, 320, 8, 8],
  'without-youngest-input-crowd': [120, 136, 5, 5],
  'without-room-watch': [11194, 20143, 11, 11],
  'without-bounded-congestion-watch': [5170, 8060, 7, 7],
  'without-awake-watch': [7326, 12320, 7, 7],
  'without-challenge-spent-watch': [4020, 5865, 7, 7],
  'without-canonical-ids-watch': [831, 1155, 5, 5],
  'without-challenge-canonicity-watch': [2752, 4197, 7, 7],
  'without-second-period-watch': [3404, 5499, 7, 7],
  'without-mark-spent-watch': [720, 1004, 5, 5],
  'without-quiet-input-watch': [1371, 2119, 6, 6],
  'without-urgent-first': [5049, 8737, 11, 11],
  'without-in-flight-exits': [926, 1618, 10, 5],
  'phantom-finds-nothing': [202, 332, 8, 8],
  'matures-beside-phantom': [202, 332, 8, 7],
  'last-full-block-used': [202, 332, 8, 6],
  'stale-exit-cancelled': [13414, 25819, 16, 4],
  'rival-defeated': [13414, 25819, 16, 9],
  'rival-answered': [13414, 25819, 16, 5],
  'payee-paid': [5077, 9129, 13, 10],
  'payment-in-flight-paid': [1062, 1751, 10, 6],
};
